//! The list of changes laid over a comparison: sign, paragraph, and what changed, a line each.

use super::canvas::{Canvas, Column, after, row};
use super::comparison::role;
use crate::app::changes::Changes;
use crate::app::words;
use crate::config::Role;
use crate::text::width;
use ratatui::layout::Rect;

/// Columns of the sign, and between columns.
const GAP: u16 = 2;

/// What stands over the list.
pub(super) fn title(changes: &Changes) -> String {
    words::count(changes.entries.len(), "change", "changes")
}

/// Draws the list.
pub(super) fn list(canvas: &mut Canvas<'_>, changes: &Changes, inner: Rect) {
    let widths = changes.entries.iter().map(|entry| width::width(&entry.place));
    let place = widths.max().unwrap_or(0).min(usize::from(inner.width / 3)) as u16;
    let seen = changes.entries.iter().zip(0..).skip(changes.chooser.top);
    for ((entry, at), index) in seen.zip(0..usize::from(inner.height)) {
        let line = row(inner, index);
        canvas.role(line, entry.class.sign(), role(entry.class, Column::Left));
        let paragraph = Rect { width: place, ..after(line, GAP) };
        canvas.safe(paragraph, &entry.place, Role::Dim);
        canvas.safe(after(line, GAP + place + GAP), &entry.told, Role::Text);
        if at == changes.chooser.chosen {
            canvas.chosen(line);
        }
    }
}
