//! The two rows at the foot of every screen: what is said, and the keys that make sense now.

mod hints;

use super::canvas::{Canvas, after};
use super::comparison;
use crate::app::State;
use crate::app::areas::Foot;
use crate::app::beside::commands as several;
use crate::app::editor::Editor;
use crate::app::line::Line;
use crate::app::reader::Reader;
use crate::app::search::PROMPT;
use crate::app::state::{Overlay, Station};
use crate::app::status::{Tone, progress_line};
use crate::app::story;
use crate::app::words;
use crate::command::Screen;
use crate::config::Role;
use crate::library::Progress;
use crate::text::width;
use ratatui::layout::{Position, Rect};

const SPINNER: [&str; 8] = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠧", "⠇", "⠏"];

/// Draws the foot. Returns where the cursor stands, where a search in the article has the keys.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, foot: Foot) -> Option<Position> {
    keys(canvas, state, foot.keys);
    speak(canvas, state, foot.speak)
}

fn speak(canvas: &mut Canvas<'_>, state: &State, rect: Rect) -> Option<Position> {
    canvas.line(rect, "─", Role::Border);
    if state.screen() == Screen::Find
        && let Some(Station::Reader(reader)) = state.stations.last()
    {
        return find(canvas, reader, rect);
    }
    if let Some(Overlay::Export(saving)) = &state.overlay
        && state.status.message.is_none()
    {
        return typed(canvas, "⇥", &saving.editor, rect);
    }
    if let Some(Overlay::Line(line)) = &state.overlay
        && state.status.message.is_none()
    {
        return self::line(canvas, state, line, rect);
    }
    if let Some(message) = &state.status.message {
        let role = match message.tone {
            Tone::Plain => Role::Text,
            Tone::Success => Role::Success,
            Tone::Error => Role::Error,
        };
        say(canvas, rect, &message.text, role);
        return None;
    }
    let spinner = SPINNER.get(state.status.ticks as usize % SPINNER.len()).unwrap_or(&"·");
    let awaited = [
        (state.is_comparing(), "comparing"),
        (state.is_telling(), "opening the story"),
        (state.is_explaining(), "explaining"),
        (state.is_opening(), "opening"),
    ];
    if let Some((_, what)) = awaited.iter().find(|(is, _)| *is) {
        say(canvas, rect, &format!("{spinner} {what} …"), Role::Text);
    } else if let Some(progress) = &state.status.progress {
        self::progress(canvas, rect, progress, spinner);
    } else if let Some(Station::Comparing(comparing)) = state.stations.last() {
        say(canvas, rect, &comparison::summary(comparing), Role::Dim);
    } else if let Some(Station::Beside(beside)) = state.stations.last() {
        say(canvas, rect, &several::line(beside), Role::Dim);
    } else if let Some(Station::Story(telling)) = state.stations.last() {
        say(canvas, rect, &telling.line(), Role::Dim);
    } else if let Some(Station::Reader(reader)) = state.stations.last()
        && let Some(chosen) = reader.page.chosen()
    {
        // The list has room for outlet and date only.
        say(canvas, rect, &format!("chosen: {}", story::title(&chosen.card)), Role::Dim);
    } else if state.read_only {
        let words = "another retold is indexing this corpus: reading only";
        say(canvas, rect, words, Role::Warning);
    }
    None
}

/// Words on the line, the rest of which stays a rule.
fn say(canvas: &mut Canvas<'_>, rect: Rect, words: &str, role: Role) {
    let columns = rect.width.saturating_sub(2);
    let used = canvas.safe(Rect { width: columns, ..after(rect, 1) }, words, role);
    if used > 0 {
        canvas.role(rect, " ", Role::Text);
        canvas.role(after(rect, used + 1), " ", Role::Text);
    }
}

/// The rule itself shows how far a refresh is.
fn progress(canvas: &mut Canvas<'_>, rect: Rect, progress: &Progress, spinner: &str) {
    let words = format!("{spinner} {}", progress_line(progress));
    if let Some(share) = progress.fraction {
        let taken = u16::try_from(width::width(&words) + 2).unwrap_or(u16::MAX);
        let bar = after(rect, taken);
        let done = (f32::from(bar.width) * share.clamp(0.0, 1.0)) as u16;
        canvas.line(Rect { width: done.min(bar.width), ..bar }, "━", Role::Accent);
    }
    say(canvas, rect, &words, Role::Status);
}

fn find(canvas: &mut Canvas<'_>, reader: &Reader, rect: Rect) -> Option<Position> {
    typed(canvas, "/", &reader.find.as_ref()?.editor, rect)
}

/// Tags, a note or a name that is typed, and how it may go on.
fn line(canvas: &mut Canvas<'_>, state: &State, line: &Line, rect: Rect) -> Option<Position> {
    let cursor = typed(canvas, line.sign(), &line.editor, rect);
    let rest = match line.editor.is_empty() {
        true => Some(line.hint()),
        false => line.rest(state.marking.tags()),
    };
    if let (Some(cursor), Some(rest)) = (cursor, rest) {
        canvas.safe(after(rect, cursor.x.saturating_sub(rect.x)), rest, Role::Border);
    }
    cursor
}

/// A line of text that is typed, after a sign. Returns where the cursor stands.
fn typed(canvas: &mut Canvas<'_>, sign: &str, editor: &Editor, rect: Rect) -> Option<Position> {
    canvas.line(rect, " ", Role::Text);
    canvas.role(after(rect, 1), sign, Role::Accent);
    let line = after(rect, PROMPT);
    let view = editor.view(usize::from(line.width));
    canvas.role(line, &view.text, Role::Input);
    let column = u16::try_from(view.cursor).unwrap_or(u16::MAX);
    let x = line.x.saturating_add(column).min(rect.right().saturating_sub(1));
    (!rect.is_empty()).then_some(Position { x, y: rect.y })
}

fn keys(canvas: &mut Canvas<'_>, state: &State, rect: Rect) {
    let screen = state.screen();
    let inner = Rect { width: rect.width.saturating_sub(1), ..rect };
    let mut rest = after(inner, 1);
    // On a narrow screen the keys go first, and of the place what matters most is its end.
    let whole = place(state);
    let end = whole.rsplit(" · ").next().unwrap_or("");
    for place in [whole.as_str(), end] {
        let taken = u16::try_from(width::width(place) + 2).unwrap_or(u16::MAX);
        if taken.saturating_mul(3) <= rect.width {
            canvas.right(inner, place, Role::Status);
            rest.width = rest.width.saturating_sub(taken);
            break;
        }
    }
    let hints = hints::of(state, screen).into_iter();
    let hints: Vec<(String, String)> =
        hints.map(|(key, words)| (key, format!(" {words}   "))).collect();
    let columns = |(key, words): &(String, String)| width::width(key) + width::width(words);
    // The last leads to all the others, so there is room for it before those in between.
    let reserved = hints.last().map_or(0, columns);
    for (index, hint) in hints.iter().enumerate() {
        let is_last = index + 1 == hints.len();
        let gap = if is_last { 3 } else { 0 };
        let kept = if is_last || index == 0 { 0 } else { reserved.saturating_sub(3) };
        if (columns(hint) + kept).saturating_sub(gap) > usize::from(rest.width) {
            continue;
        }
        let used = canvas.role(rest, &hint.0, Role::Key);
        rest = after(rest, used);
        let used = canvas.role(rest, &hint.1, Role::Status);
        rest = after(rest, used);
    }
}

/// Where one is: in the list, in the text, among the changes.
fn place(state: &State) -> String {
    if !state.digits.is_empty() {
        return format!("{} …", state.digits);
    }
    let of = |n: usize, total: usize| {
        format!("{} of {}", words::number(n as u64), words::number(total as u64))
    };
    let place = match state.stations.last() {
        _ if state.overlay.is_some() => None,
        Some(Station::Reader(reader)) => words::join([
            match (reader.hits().len(), reader.current) {
                (0, _) => reader.find.as_ref().map(|_| "no match".to_string()),
                (n, Some(current)) => Some(format!("hit {}", of(current + 1, n))),
                (n, None) => Some(words::count(n, "hit", "hits")),
            },
            Some(words::percent(reader.progress())),
        ]),
        Some(Station::Comparing(comparing)) => {
            let total = comparing.rows.stops.len();
            words::join([
                comparing.compared.place.filter(|_| comparing.compared.copies.len() > 1).map(
                    |place| format!("copy {}", of(place + 1, comparing.compared.copies.len())),
                ),
                Some(match comparing.stop {
                    Some(stop) => format!("change {}", of(stop + 1, total)),
                    None => "nothing differs".to_string(),
                }),
            ])
        }
        Some(Station::Beside(beside)) => Some(match beside.stop {
            Some(stop) => format!("change {}", of(stop + 1, beside.rows.stops.len())),
            None => "nothing differs".to_string(),
        }),
        Some(Station::Story(telling)) => Some(match telling.selected < telling.members() {
            true => format!("report {}", of(telling.selected + 1, telling.members())),
            false => "same event".to_string(),
        }),
        Some(Station::Why(panel)) => match (panel.passages(), panel.chosen) {
            (0, _) => None,
            (n, Some(chosen)) => Some(format!("passage {}", of(chosen + 1, n))),
            (n, None) => Some(words::count(n, "passage", "passages")),
        },
        None => {
            let list = &state.search.list;
            let total = state.search.results.as_ref().and_then(|results| results.rows);
            match (list.entries().is_empty(), list.selected_hit(), total) {
                (true, ..) => None,
                (_, Some(hit), Some(total)) => Some(of(hit + 1, total)),
                (_, Some(hit), None) => Some(words::number(hit as u64 + 1)),
                _ => None,
            }
        }
    };
    place.unwrap_or_default()
}
