//! Where things stand on the screen. Shared by `update`, which must know how much can be seen and
//! what was clicked, and by drawing, so that the two never disagree. Right for any size.

mod search;
mod story;

pub use search::{Place, SearchAreas, search};
pub use story::{StoryAreas, story};

use ratatui::layout::Rect;

/// Width from which two things stand beside one another.
const BESIDE: u16 = 100;
/// Width below which a comparison is shown in one column.
const TWO_COLUMNS: u16 = 60;

/// Cuts `rows` rows off the top of `rect`.
pub(super) fn top(rect: &mut Rect, rows: u16) -> Rect {
    let cut = Rect { height: rows.min(rect.height), ..*rect };
    rect.y += cut.height;
    rect.height -= cut.height;
    cut
}

/// Cuts `rows` rows off the bottom of `rect`.
fn bottom(rect: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rect.height);
    rect.height -= rows;
    Rect { y: rect.y + rect.height, height: rows, ..*rect }
}

/// Cuts `columns` columns off the left of `rect`.
pub(super) fn left(rect: &mut Rect, columns: u16) -> Rect {
    let cut = Rect { width: columns.min(rect.width), ..*rect };
    rect.x += cut.width;
    rect.width -= cut.width;
    cut
}

/// Cuts `columns` columns off the right of `rect`.
pub(super) fn right(rect: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(rect.width);
    rect.width -= columns;
    Rect { x: rect.x + rect.width, width: columns, ..*rect }
}

/// The two rows at the foot of every screen: the one that speaks, and the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foot {
    /// Progress, a message, or a plain rule.
    pub speak: Rect,
    /// The keys that make sense now.
    pub keys: Rect,
}

pub(super) fn foot(rest: &mut Rect) -> Foot {
    let whole = rest.height;
    let keys = bottom(rest, u16::from(whole >= 3));
    let speak = bottom(rest, u16::from(whole >= 4));
    Foot { speak, keys }
}

pub(super) fn whole(size: (u16, u16)) -> Rect {
    Rect::new(0, 0, size.0, size.1)
}

/// The reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderAreas {
    /// The numbers of the hits.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The whole text in miniature.
    pub overview: Rect,
    /// The foot.
    pub foot: Foot,
}

/// The reader at `size`, with text of at most `measure` columns in the middle.
pub fn reader(size: (u16, u16), measure: u16) -> ReaderAreas {
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let overview = right(&mut rest, if size.0 >= 40 { 2 } else { 0 });
    let gutter_width = match size.0 {
        60.. => 6,
        30.. => 4,
        _ => 0,
    };
    right(&mut rest, u16::from(size.0 >= 30));
    let spare = rest.width.saturating_sub(gutter_width).saturating_sub(measure);
    left(&mut rest, (spare / 2).saturating_sub(gutter_width / 2));
    let gutter = left(&mut rest, gutter_width);
    rest.width = rest.width.min(measure);
    ReaderAreas { gutter, text: rest, overview, foot }
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Paragraph numbers and signs.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// What stands over it: outlet and date, headline, facts or shares.
    pub head: Rect,
}

/// The comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComparisonAreas {
    /// The left text; both texts where there is one column.
    pub left: Column,
    /// The right text; its head stands under the left one's where there is one column.
    pub right: Column,
    /// The line between the sides, over the whole height; empty in one column.
    pub divider: Rect,
    /// The rule under the heads.
    pub rule: Rect,
    /// The whole comparison in miniature.
    pub overview: Rect,
    /// Whether both texts stand in one column.
    pub inline: bool,
    /// The foot.
    pub foot: Foot,
}

/// Columns of a gutter whose paragraph numbers have `digits` digits: a bar for the current change,
/// the number, the sign.
pub(super) fn gutter_width(digits: u16, inline: bool) -> u16 {
    digits + if inline { 5 } else { 4 }
}

/// The comparison at `size`; `inline` asks for one column, which narrow screens get anyway.
/// `digits` is how many the largest paragraph number has, `measure` the most columns of one text.
pub fn comparison(size: (u16, u16), inline: bool, digits: u16, measure: u16) -> ComparisonAreas {
    let inline = inline || size.0 < TWO_COLUMNS;
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let mut head = top(
        &mut rest,
        match (size.1, inline) {
            (0..8, _) => 0,
            (_, true) => 4,
            (_, false) => 3,
        },
    );
    let rule = top(&mut rest, u16::from(head.height > 0));
    let overview = right(&mut rest, if size.0 >= 30 { 3 } else { 0 });
    head.width = rest.width;
    let none = Rect { width: 0, height: 0, ..rest };
    let gutter = if size.0 >= 20 { gutter_width(digits, inline) } else { 0 };
    let column = |mut body: Rect, head: Rect| {
        let gutter = left(&mut body, gutter);
        Column { gutter, text: body, head }
    };
    if inline {
        let mut left_head = head;
        let right_head = bottom(&mut left_head, head.height / 2);
        let mut both = column(rest, left_head);
        both.text.width = both.text.width.min(measure);
        let other = Column { gutter: none, text: none, head: right_head };
        return ComparisonAreas {
            left: both,
            right: other,
            divider: none,
            rule,
            overview,
            inline,
            foot,
        };
    }
    let half = rest.width.saturating_sub(3) / 2;
    let mut left_head = head;
    let right_head = right(&mut left_head, half);
    left_head.width = half;
    let mut left_body = rest;
    let right_body = right(&mut left_body, half);
    let divider = Rect { x: half + 1, width: 1, y: 0, height: size.1 - foot.height() };
    left_body.width = half;
    ComparisonAreas {
        left: column(left_body, left_head),
        right: column(right_body, right_head),
        divider,
        rule,
        overview,
        inline,
        foot,
    }
}

impl Foot {
    /// Its rows.
    pub(super) fn height(self) -> u16 {
        self.speak.height + self.keys.height
    }
}

/// A list laid over the screen at `size`: its frame, and the rows inside it.
pub fn overlay(size: (u16, u16)) -> (Rect, Rect) {
    let width = size.0.saturating_sub(4).min(84).max(size.0.min(20));
    let height = size.1.saturating_sub(4).max(size.1.min(6));
    let frame = Rect { x: (size.0 - width) / 2, y: (size.1 - height) / 2, width, height };
    let mut inner = frame;
    top(&mut inner, 2);
    bottom(&mut inner, 1);
    left(&mut inner, 2);
    right(&mut inner, 2);
    (frame, inner)
}

/// A short list of `rows` rows laid over the screen at `size`, low enough for what it is about to be
/// seen above it: its frame, and the rows inside it.
pub fn short_overlay(size: (u16, u16), rows: usize) -> (Rect, Rect) {
    let (mut frame, mut inner) = overlay(size);
    let spare = inner.height.saturating_sub(u16::try_from(rows).unwrap_or(u16::MAX));
    for rect in [&mut frame, &mut inner] {
        rect.y += spare;
        rect.height -= spare;
    }
    (frame, inner)
}

/// The panel that says why two articles got their verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhyAreas {
    /// Its frame, over the screen it was called from; empty where it takes the whole screen.
    pub frame: Rect,
    /// Its text.
    pub text: Rect,
    /// The foot.
    pub foot: Foot,
}

/// The panel at `size` with so many `rows` to show, of at most `measure` columns: over the middle of
/// a large screen, all of a small one.
pub fn why(size: (u16, u16), measure: u16, rows: usize) -> WhyAreas {
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let frame_width = measure.saturating_add(PANEL);
    if size.0 < frame_width.saturating_add(PANEL) || rest.height < 30 {
        let margin = u16::from(size.0 >= 30);
        left(&mut rest, margin);
        right(&mut rest, margin * 2);
        rest.width = rest.width.min(measure.saturating_add(PANEL));
        let none = Rect { width: 0, height: 0, ..rest };
        return WhyAreas { frame: none, text: rest, foot };
    }
    let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(4);
    let height = wanted.min(rest.height - 4);
    let frame = Rect {
        x: (size.0 - frame_width) / 2,
        y: (rest.height - height) / 2,
        width: frame_width,
        height,
    };
    let mut text = frame;
    top(&mut text, 2);
    bottom(&mut text, 2);
    left(&mut text, 2);
    right(&mut text, 2);
    WhyAreas { frame, text, foot }
}

/// Columns that the frame of the panel, its margins and its numbers take beside the text.
const PANEL: u16 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn inside(rect: Rect, size: (u16, u16)) -> bool {
        u32::from(rect.x) + u32::from(rect.width) <= u32::from(size.0)
            && u32::from(rect.y) + u32::from(rect.height) <= u32::from(size.1)
            || rect.is_empty()
    }

    #[test]
    fn every_area_lies_on_the_screen_at_every_size() {
        for w in 0..130 {
            for h in 0..40 {
                for flag in [false, true] {
                    let s =
                        search((w, h), flag.then_some(true), h % 2 == 0, 80, usize::from(w) % 5);
                    let r = reader((w, h), 80);
                    let c = comparison((w, h), flag, 3, 80);
                    let y = why((w, h), 80, if flag { 12 } else { 999 });
                    let all = [
                        s.query,
                        s.rule,
                        s.list,
                        s.divider,
                        s.preview,
                        s.edge,
                        s.facets,
                        s.foot.speak,
                        s.foot.keys,
                        r.gutter,
                        r.text,
                        r.overview,
                        r.foot.speak,
                        c.left.gutter,
                        c.left.text,
                        c.left.head,
                        c.right.gutter,
                        c.right.text,
                        c.right.head,
                        c.divider,
                        c.rule,
                        c.overview,
                        c.foot.keys,
                        y.frame,
                        y.text,
                        y.foot.keys,
                    ];
                    for rect in all {
                        assert!(inside(rect, (w, h)), "{rect:?} at {w}×{h}");
                    }
                }
            }
        }
    }

    #[test]
    fn both_columns_of_a_comparison_are_equally_wide() {
        for w in 60..220 {
            let areas = comparison((w, 30), false, 2, 80);
            assert_eq!(areas.left.text.width, areas.right.text.width);
            assert!(areas.left.text.right() < areas.divider.x);
            assert!(areas.divider.x < areas.right.gutter.x);
        }
        assert!(comparison((59, 30), false, 2, 80).inline);
    }
}
