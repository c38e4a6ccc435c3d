//! Where things stand on the search screen: query, results, and beside or below them the preview, the
//! counts, or both.

use super::{BESIDE, Foot, TWO_COLUMNS, bottom, foot, left, right, top, whole};
use ratatui::layout::Rect;

/// The most columns of the counts, with the line before them.
const COUNTS: u16 = 58;
/// Width from which there is room for a preview beside the counts.
const BOTH: u16 = 160;
/// Width from which there is a preview without being asked for.
const BELOW: u16 = 70;

/// Where the preview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Right of the list.
    Beside,
    /// Under the list.
    Below,
    /// Nowhere.
    Hidden,
}

/// The search screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchAreas {
    /// The query line.
    pub query: Rect,
    /// A rule, or complaints about the query.
    pub rule: Rect,
    /// The results.
    pub list: Rect,
    /// The line between the list and the preview; empty without a preview.
    pub divider: Rect,
    /// The preview's text; empty where it is hidden.
    pub preview: Rect,
    /// Where the preview stands.
    pub place: Place,
    /// The line before the counts; empty where they are closed.
    pub edge: Rect,
    /// The counts; empty where they are closed.
    pub facets: Rect,
    /// The foot.
    pub foot: Foot,
}

/// The search screen at `size`. `wanted` is the reader's word on the preview, none where the width
/// decides; `counting` is whether the counts are open, which take the preview's place unless there is
/// room for both; `measure` is the most columns its text takes; `complaints` is how many rows are said
/// about the query, which get as many as there is room for.
pub fn search(
    size: (u16, u16),
    wanted: Option<bool>,
    counting: bool,
    measure: u16,
    complaints: usize,
) -> SearchAreas {
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let query = top(&mut rest, 1);
    let room = (rest.height / 4).max(u16::from(rest.height >= 2));
    let ruled = u16::try_from(complaints.max(1)).unwrap_or(u16::MAX).min(room);
    let rule = top(&mut rest, ruled);
    let none = Rect { width: 0, height: 0, ..rest };
    let (mut edge, mut facets) = (none, none);
    if counting && size.0 >= TWO_COLUMNS {
        facets = right(&mut rest, (size.0 / 2).min(COUNTS));
        edge = left(&mut facets, 2);
        right(&mut facets, 1);
    } else if counting {
        let rows = rest.height / 2;
        facets = bottom(&mut rest, rows);
        edge = top(&mut facets, 1);
        left(&mut facets, 1);
    }
    let shown = wanted.unwrap_or(size.0 >= BELOW) && (!counting || size.0 >= BOTH);
    let place = match shown {
        true if size.0 >= BESIDE => Place::Beside,
        true if rest.height >= 12 => Place::Below,
        _ => Place::Hidden,
    };
    let (divider, preview) = match place {
        Place::Beside => {
            let preview = right(&mut rest, (size.0 / 2).min(measure.saturating_add(2)));
            let mut text = preview;
            let divider = left(&mut text, 2);
            right(&mut text, 1);
            (divider, text)
        }
        Place::Below => {
            let rows = (rest.height * 2 / 5).max(5);
            let mut preview = bottom(&mut rest, rows);
            let divider = top(&mut preview, 1);
            left(&mut preview, 2);
            right(&mut preview, 2);
            preview.width = preview.width.min(measure);
            (divider, preview)
        }
        Place::Hidden => (none, none),
    };
    SearchAreas { query, rule, list: rest, divider, preview, place, edge, facets, foot }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_goes_where_there_is_room() {
        assert_eq!(search((120, 40), None, false, 80, 0).place, Place::Beside);
        assert_eq!(search((80, 24), None, false, 80, 0).place, Place::Below);
        assert_eq!(search((60, 24), None, false, 80, 0).place, Place::Hidden);
        assert_eq!(search((60, 24), Some(true), false, 80, 0).place, Place::Below);
        assert_eq!(search((120, 40), Some(false), false, 80, 0).place, Place::Hidden);
    }

    #[test]
    fn the_counts_take_the_place_of_the_preview_unless_there_is_room_for_both() {
        for (width, both) in [(59, false), (80, false), (120, false), (200, true)] {
            let areas = search((width, 40), None, true, 80, 0);
            assert!(!areas.facets.is_empty() && areas.list.width >= 20, "{width}");
            assert_eq!(areas.place != Place::Hidden, both, "{width}");
        }
    }
}
