//! Lists laid over the screen: the keys, the facts of a comparison, the files that could not be read.

use super::canvas::{Canvas, after, row};
use super::{changes, facts, quiet, searches};
use crate::app::quiet::CLASSES;
use crate::app::state::{Overlay, State};
use crate::app::{areas, help, syntax, words};
use crate::config::Role;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

/// Columns of the keys in the help.
const KEYS: u16 = 20;

/// Draws the overlay.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, overlay: &Overlay) {
    let (frame, inner) = match overlay {
        Overlay::Quiet(_) => areas::short_overlay(state.size, CLASSES.len()),
        _ => areas::overlay(state.size),
    };
    framed(canvas, frame);
    match overlay {
        Overlay::Help(top) => {
            let lines = help::lines(state);
            heading(
                canvas,
                frame,
                if help::has_syntax(&lines) { "Keys, and what a query may say" } else { "Keys" },
            );
            keys(canvas, &lines, inner, *top);
            canvas.more(Rect { width: inner.width + 1, ..inner }, *top, lines.len());
        }
        Overlay::Facts(facts) => {
            heading(canvas, frame, &facts::title(facts));
            facts::list(canvas, facts, inner);
        }
        Overlay::Quiet(choosing) => {
            heading(canvas, frame, quiet::TITLE);
            quiet::list(canvas, choosing, state.quiet, inner);
        }
        Overlay::Changes(changes) => {
            heading(canvas, frame, &changes::title(changes));
            changes::list(canvas, changes, inner);
        }
        Overlay::Searches(panel) => {
            heading(canvas, frame, &searches::title(panel));
            searches::list(canvas, panel, inner);
        }
        // They are typed at the foot.
        Overlay::Export(_) | Overlay::Line(_) => {}
        Overlay::Problems(top) => {
            heading(canvas, frame, "What could not be read");
            problems(canvas, state, inner, *top);
        }
    }
}

/// Takes `rect` for something else.
pub(super) fn clear(canvas: &mut Canvas<'_>, rect: Rect) {
    let rect = rect.intersection(canvas.buffer.area);
    Clear.render(rect, canvas.buffer);
    canvas.tint(rect, Role::Text);
}

/// An empty frame over what is drawn already.
pub(super) fn framed(canvas: &mut Canvas<'_>, frame: Rect) {
    let frame = frame.intersection(canvas.buffer.area);
    Clear.render(frame, canvas.buffer);
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(canvas.style(Role::Border))
        .render(frame, canvas.buffer);
}

/// Words in the upper edge of the frame.
pub(super) fn heading(canvas: &mut Canvas<'_>, frame: Rect, words: &str) {
    let mut edge = after(frame, 2);
    edge.width = edge.width.saturating_sub(2);
    canvas.safe(edge, &format!(" {words} "), Role::Title);
}

fn keys(canvas: &mut Canvas<'_>, lines: &[help::Line], inner: Rect, top: usize) {
    for (index, line) in lines.iter().skip(top).enumerate() {
        let rect = row(inner, index);
        if rect.height == 0 {
            break;
        }
        match line {
            help::Line::Title(title) => {
                canvas.safe(rect, title, Role::Accent);
            }
            help::Line::Entry(keys, what) => {
                let columns = KEYS.min(rect.width / 3);
                canvas.safe(Rect { width: columns, ..rect }, keys, Role::Key);
                canvas.safe(after(rect, columns + 2), what, Role::Text);
            }
            help::Line::Example(query, what) => {
                let columns = syntax::examples(rect.width);
                // One that has the row to itself may take all of it.
                let room = if what.is_empty() { rect.width } else { columns };
                canvas.safe(Rect { width: room, ..rect }, query, Role::Key);
                canvas.safe(after(rect, columns), what, Role::Text);
            }
            help::Line::Text(text) => {
                canvas.safe(rect, text, Role::Dim);
            }
            help::Line::Gap => {}
        }
    }
}

fn problems(canvas: &mut Canvas<'_>, state: &State, inner: Rect, top: usize) {
    if state.problems.is_empty() {
        let words = match state.status.problems {
            0 => "Everything could be read.",
            _ => "Looking …",
        };
        canvas.safe(inner, words, Role::Dim);
        return;
    }
    for index in 0..usize::from(inner.height) {
        let line = top + index;
        let Some(problem) = state.problems.get(line / 2) else { break };
        let rect = row(inner, index);
        if line.is_multiple_of(2) {
            canvas.safe(rect, &problem.place, Role::Text);
        } else {
            canvas.safe(after(rect, 2), &problem.message, Role::Dim);
        }
    }
    let unnamed = state.status.problems.saturating_sub(state.problems.len() as u64);
    if unnamed > 0 {
        let words = format!("and {} more", words::number(unnamed));
        let last = row(inner, usize::from(inner.height.saturating_sub(1)));
        canvas.right(last, &words, Role::Warning);
    }
}
