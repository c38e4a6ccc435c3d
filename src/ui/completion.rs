//! The short list under the query line: how its last word may go on.

use super::canvas::{Canvas, after, row};
use super::overlay;
use crate::app::completion::{self, GAP};
use crate::app::{State, words};
use crate::command::{Command, Screen};
use crate::config::Role;
use crate::text::width;
use ratatui::layout::Rect;

/// Draws the list over what is drawn already, where there is one.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State) {
    let Some((frame, inner)) = completion::areas(state) else { return };
    let Some(offer) = state.search.completing.open() else { return };
    overlay::clear(canvas, frame);
    sides(canvas, frame);
    let rows = offer.rows();
    let [text, help, count] = completion::columns(rows);
    let aside = if count > 0 { count + GAP } else { 0 };
    let room = inner.width.saturating_sub(aside);
    // What is offered comes first; what is said of it gets what is left.
    let text = text.min(room);
    for (at, offered) in rows.iter().enumerate().skip(offer.top).take(inner.height.into()) {
        let line = row(inner, at - offer.top);
        canvas.safe(Rect { width: text, ..line }, &offered.text, Role::Text);
        if let Some(said) = offered.help.as_deref().filter(|_| help > 0) {
            let rest = Rect { width: room, ..line };
            canvas.safe(after(rest, text + GAP), said, Role::Dim);
        }
        if let Some(articles) = offered.count {
            canvas.right(line, &words::number(articles), Role::Dim);
        }
        if offer.chosen == Some(at) {
            canvas.tint(line, Role::Selection);
            canvas.sign(frame.x, line.y, "▌", Role::Accent);
        }
    }
    let edge = Rect { x: frame.x, width: frame.width.saturating_sub(1), ..inner };
    canvas.more(edge, offer.top, rows.len());
    keys(canvas, state, Rect { y: frame.bottom().saturating_sub(1), height: 1, ..frame });
}

/// The sides and the foot of a frame that hangs from the rule above it.
fn sides(canvas: &mut Canvas<'_>, frame: Rect) {
    let (last, foot) = (frame.right().saturating_sub(1), frame.bottom().saturating_sub(1));
    for y in frame.y..foot {
        canvas.sign(frame.x, y, "│", Role::Border);
        canvas.sign(last, y, "│", Role::Border);
    }
    canvas.line(Rect { y: foot, height: 1, ..frame }, "─", Role::Border);
    canvas.sign(frame.x, foot, "╰", Role::Border);
    canvas.sign(last, foot, "╯", Role::Border);
}

/// What the keys do, in the lower edge of the frame.
fn keys(canvas: &mut Canvas<'_>, state: &State, edge: Rect) {
    let Some(key) = state.keymap.hint(Command::Complete, Screen::Query) else { return };
    let words = " next ";
    let columns = u16::try_from(width::width(&key) + words.len() + 1).unwrap_or(u16::MAX);
    if columns + 4 <= edge.width {
        let place = after(edge, edge.width - columns - 2);
        let used = canvas.role(place, &format!(" {key}"), Role::Key);
        canvas.role(after(place, used), words, Role::Dim);
    }
}
