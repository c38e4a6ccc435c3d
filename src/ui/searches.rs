//! The saved searches, laid over the results: name, query, order, how many hits, and how many are new.

use super::canvas::{Canvas, after, row};
use crate::app::searches::{Listed, Panel};
use crate::app::words;
use crate::config::Role;
use crate::index::Order;
use crate::text::width;
use ratatui::layout::Rect;

/// Columns of a count, and between columns.
const COUNT: u16 = 9;
const GAP: u16 = 2;
/// The most columns of a name.
const NAME: u16 = 24;

/// What stands over the list.
pub(super) fn title(panel: &Panel) -> String {
    let waiting = if panel.is_counting() { " …" } else { "" };
    match &panel.listed {
        None => "Saved searches …".to_string(),
        Some(listed) if listed.is_empty() => "Saved searches".to_string(),
        Some(listed) => {
            format!("{}{waiting}", words::count(listed.len(), "saved search", "saved searches"))
        }
    }
}

/// Draws the list.
pub(super) fn list(canvas: &mut Canvas<'_>, panel: &Panel, inner: Rect) {
    let Some(listed) = &panel.listed else { return };
    if listed.is_empty() {
        for (index, line) in EMPTY.iter().enumerate() {
            let role = if index == 0 { Role::Title } else { Role::Dim };
            canvas.safe(row(inner, index), line, role);
        }
        return;
    }
    let widest = listed.iter().map(|listed| width::width(&listed.saved.name)).max().unwrap_or(0);
    let name = (widest as u16).min(NAME).min(inner.width / 3);
    let seen = listed.iter().enumerate().skip(panel.chooser.top);
    for ((at, listed), index) in seen.zip(0..usize::from(inner.height)) {
        let line = row(inner, index);
        self::listed(canvas, line, name, listed);
        if at == panel.chooser.chosen {
            canvas.chosen(line);
        }
    }
    canvas.more(inner, panel.chooser.top, listed.len());
}

/// What is said where no search is saved.
const EMPTY: [&str; 4] = [
    "No search is saved yet.",
    "Type a query, press s here and give it a name.",
    "From then on what comes to it is shown as new, on the screen and by",
    "`retold search --saved NAME --new`.",
];

fn listed(canvas: &mut Canvas<'_>, line: Rect, name: u16, listed: &Listed) {
    let Listed { saved, count } = listed;
    canvas.safe(Rect { width: name, ..line }, &saved.name, Role::Text);
    let mut rest = after(line, name + GAP);
    let counts = (2 * COUNT).min(rest.width / 2);
    let place = after(rest, rest.width - counts);
    rest.width = rest.width.saturating_sub(counts + GAP);
    match count {
        None => canvas.right(place, "…", Role::Dim),
        Some(Err(_)) => canvas.right(place, "cannot be counted", Role::Error),
        Some(Ok(count)) => {
            let total = Rect { width: place.width / 2, ..place };
            canvas.right(total, &words::number(count.total as u64), Role::Dim);
            let new = after(place, place.width / 2);
            match count.new {
                0 => canvas.right(new, "·", Role::Dim),
                n => canvas.right(new, &format!("• {} new", words::number(n as u64)), Role::Accent),
            }
        }
    }
    let used = canvas.safe(rest, &saved.query, Role::Dim);
    if saved.order() != Order::default() {
        let order = format!("  {}", saved.order().hint());
        canvas.safe(after(rest, used), &order, Role::Border);
    }
}
