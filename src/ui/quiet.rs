//! The list of quiet changes laid over a comparison: which classes of them are shown.

use super::canvas::{Canvas, after, row};
use crate::app::quiet::{CLASSES, Choosing, Quiet};
use crate::app::words;
use crate::config::Role;
use ratatui::layout::Rect;

/// What stands over the list.
pub(super) const TITLE: &str = "Show changes of only";

/// Draws the list.
pub(super) fn list(canvas: &mut Canvas<'_>, choosing: &Choosing, quiet: Quiet, inner: Rect) {
    let classes = CLASSES.iter().zip(choosing.counts).enumerate();
    for (at, ((class, name), count)) in classes.skip(choosing.chooser.top) {
        let line = row(inner, at - choosing.chooser.top);
        let shown = quiet.shows(*class);
        let (sign, role) = if shown { ("[x] ", Role::Text) } else { ("[ ] ", Role::Dim) };
        let used = canvas.role(line, sign, role);
        let rest = after(line, used);
        let count = match count {
            0 => "none here".to_string(),
            n => words::count(n, "here", "here"),
        };
        canvas.safe(rest, name, role);
        let columns = name.chars().count() as u16 + 2;
        canvas.right(after(rest, columns), &count, Role::Dim);
        if at == choosing.chooser.chosen {
            canvas.chosen(line);
        }
    }
}
