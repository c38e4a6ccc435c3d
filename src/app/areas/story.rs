//! Where things stand on the screen of a story: its reports and the tree of who took from whom, or its
//! facts with one of them over time under them.

use super::{BESIDE, Foot, bottom, foot, left, right, top, whole};
use crate::app::story::Pane;
use ratatui::layout::Rect;

/// Rows over the table: when a report came out, and whose it is.
const HEADS: u16 = 2;
/// The fewest rows in which a figure over time can be read, and the most it gets while the table has
/// rows to show; the rule over it counts.
const DETAIL: (u16, u16) = (7, 19);
/// Rows the table keeps before anything stands under it, its heads included.
const TABLE: u16 = 8;

/// The screen of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryAreas {
    /// What the story is called, and how many reports it has.
    pub head: Rect,
    /// The rule under it, with a caption for each pane.
    pub rule: Rect,
    /// The reports in order of time; empty where something else is shown in its place.
    pub list: Rect,
    /// The line between the panes that stand beside one another.
    pub divider: Rect,
    /// Who took from whom; empty where something else is shown in its place.
    pub tree: Rect,
    /// Time and outlet of the reports, over the columns of the table of facts.
    pub columns: Rect,
    /// The facts, one a row; empty where something else is shown in its place.
    pub facts: Rect,
    /// The rule under the table.
    pub under: Rect,
    /// The selected fact over time, or its values.
    pub detail: Rect,
    /// The foot.
    pub foot: Foot,
}

/// The screen of a story at `size`: what `pane` belongs to, with the tree beside it where there is room.
/// `facts` is how many rows the table has.
pub fn story(size: (u16, u16), pane: Pane, facts: usize) -> StoryAreas {
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let head = top(&mut rest, if size.1 >= 8 { 2 } else { 0 });
    let ruled = u16::from(rest.height >= 2);
    let rule = top(&mut rest, ruled);
    let none = Rect { width: 0, height: 0, ..rest };
    let mut areas = StoryAreas {
        head,
        rule,
        list: none,
        divider: none,
        tree: none,
        columns: none,
        facts: none,
        under: none,
        detail: none,
        foot,
    };
    let wide = size.0 >= BESIDE;
    match pane {
        Pane::Facts => {
            let rows = u16::try_from(facts).unwrap_or(u16::MAX);
            let under = detail_height(rest.height, rows);
            let mut detail = bottom(&mut rest, under);
            areas.under = top(&mut detail, 1);
            if wide {
                beside(&mut detail, &mut areas);
            }
            areas.detail = detail;
            let headed = if rest.height > HEADS { HEADS } else { 0 };
            areas.columns = top(&mut rest, headed);
            areas.facts = rest;
        }
        Pane::List | Pane::Tree if wide => {
            beside(&mut rest, &mut areas);
            areas.list = rest;
        }
        Pane::List => areas.list = rest,
        Pane::Tree => areas.tree = rest,
    }
    areas
}

/// Puts the tree to the right of what is left of `rest`.
fn beside(rest: &mut Rect, areas: &mut StoryAreas) {
    // Wide enough for a few levels; what stands beside it has the headlines.
    areas.tree = right(rest, (u32::from(rest.width) * 7 / 20) as u16);
    areas.divider = left(&mut areas.tree, 1);
}

/// Rows under a table of so many `rows`, its own rule included, where table and detail have `height`.
fn detail_height(height: u16, rows: u16) -> u16 {
    let table = rows.saturating_add(HEADS);
    let fair = (height * 9 / 20).min(DETAIL.1);
    let spare = height.saturating_sub(table).max(fair);
    let detail = spare.min(height.saturating_sub(table.min(TABLE)));
    if detail >= DETAIL.0 { detail } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::inside;
    use super::*;

    #[test]
    fn every_area_lies_on_the_screen_and_none_over_another() {
        for (w, h) in (0..230).step_by(3).flat_map(|w| (0..62).map(move |h| (w, h))) {
            for pane in [Pane::List, Pane::Tree, Pane::Facts] {
                for rows in [0, 1, 7, 30, 9_999] {
                    let areas = story((w, h), pane, rows);
                    let all = [
                        areas.head,
                        areas.rule,
                        areas.list,
                        areas.divider,
                        areas.tree,
                        areas.columns,
                        areas.facts,
                        areas.under,
                        areas.detail,
                        areas.foot.speak,
                        areas.foot.keys,
                    ];
                    for (at, rect) in all.iter().enumerate() {
                        assert!(inside(*rect, (w, h)), "{rect:?} at {w}×{h}");
                        let over = |other: &&Rect| !rect.intersection(**other).is_empty();
                        let other = all.iter().skip(at + 1).find(over);
                        assert_eq!(other, None, "{rect:?} at {w}×{h} of {pane:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_figure_over_time_stands_under_the_table_where_there_is_room() {
        let at = |size, rows| story(size, Pane::Facts, rows);
        let small = at((80, 24), 30);
        assert!(small.detail.height >= 6 && small.facts.height >= 8, "{small:?}");
        assert!(small.tree.is_empty());
        let sketched = at((120, 40), 6);
        assert!(sketched.facts.height >= 6 && sketched.tree.width > 30, "{sketched:?}");
        assert!(sketched.detail.height > at((120, 40), 60).detail.height);
        assert!(at((80, 14), 30).detail.is_empty());
        assert!(at((120, 40), 1).detail.height >= 20, "a short table leaves room");
    }
}
