//! The search screen: query line, results, preview.

use super::canvas::{Canvas, Column, after, row};
use super::story::sign_role;
use super::{completion, facets, page};
use crate::app::State;
use crate::app::areas::{Place, SearchAreas};
use crate::app::faults::{DOWN, Fault};
use crate::app::list::Entry;
use crate::app::page::Row;
use crate::app::search::{Focus, MARGIN, PROMPT};
use crate::app::searches;
use crate::app::shown::{Mark, MarkKind, Shown};
use crate::app::words;
use crate::command::Command;
use crate::config::Role;
use crate::library::{Card, Hit};
use crate::neardup::Verdict;
use crate::text::{Span, sanitize, width};
use ratatui::layout::{Position, Rect};

/// Draws the screen. Returns where the cursor stands, where the query has the keys.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State) -> Option<Position> {
    let areas = state.search_areas();
    let cursor = query(canvas, state, areas.query);
    rule(canvas, state, &areas);
    list(canvas, state, areas.list);
    if let Some(panel) = &state.search.facets {
        let sign = if areas.edge.height > 1 { "│" } else { "─" };
        let line = Rect { width: if sign == "│" { 1 } else { areas.edge.width }, ..areas.edge };
        canvas.line(line, sign, Role::Border);
        facets::list(canvas, panel, areas.facets, state.search.focus == Focus::Facets);
    }
    if let Some(preview) = &state.search.preview {
        match areas.place {
            Place::Beside => {
                let line = Rect { width: areas.divider.width.min(1), ..areas.divider };
                canvas.line(line, "│", Role::Border);
            }
            Place::Below => canvas.line(areas.divider, "─", Role::Border),
            Place::Hidden => {}
        }
        for index in 0..usize::from(areas.preview.height) {
            let Some(shown) = preview.row(index) else { break };
            let rect = row(areas.preview, index);
            page::row(canvas, rect, preview, shown, None);
            // Beside the list the line between the two takes the sign's place.
            if let (Row::Body(span), Some(x)) = (shown, rect.x.checked_sub(2)) {
                canvas.quiet_sign(x, rect.y, &preview.shown, span);
            }
        }
    }
    completion::draw(canvas, state);
    cursor
}

fn query(canvas: &mut Canvas<'_>, state: &State, rect: Rect) -> Option<Position> {
    let search = &state.search;
    let focused = search.focus == Focus::Query;
    canvas.role(after(rect, 1), "›", if focused { Role::Accent } else { Role::Dim });
    let text = after(rect, PROMPT);
    let columns = search.query_columns(rect.width);
    let view = search.editor.view(usize::from(columns));
    if search.editor.is_empty() {
        let hint = format!("search {}", state.corpus_name);
        canvas.safe(Rect { width: text.width.min(columns), ..text }, &hint, Role::Border);
    } else {
        let used = canvas.role(text, &view.text, Role::Input);
        for complaint in search.complaints().iter().filter(|_| search.is_answered()) {
            let column = |at| {
                let column = search.editor.visible_column(at).unwrap_or(0).min(used.into());
                u16::try_from(column).unwrap_or(used)
            };
            let (start, end) = (column(complaint.span.start), column(complaint.span.end));
            let width = end.saturating_sub(start);
            canvas.tint(Rect { width, ..after(text, start) }, Role::Error);
        }
        if let Some(ahead) = search.completing.ahead(&search.editor).filter(|_| focused) {
            let room = columns.saturating_sub(used);
            canvas.safe(Rect { width: room, ..after(text, used) }, ahead, Role::Border);
        }
    }
    if columns + PROMPT < rect.width.saturating_sub(2) {
        let counts = Rect { width: rect.width - 1, ..rect };
        canvas.right(counts, &search.counts(), Role::Dim);
    }
    let column = u16::try_from(view.cursor).unwrap_or(u16::MAX);
    let x = text.x.saturating_add(column).min(rect.right().saturating_sub(1));
    (focused && !rect.is_empty()).then_some(Position { x, y: rect.y })
}

/// The rule under the query, or complaints about it, under the places that are meant.
fn rule(canvas: &mut Canvas<'_>, state: &State, areas: &SearchAreas) {
    let search = &state.search;
    if let Some(message) = &search.error {
        canvas.safe(after(areas.rule, PROMPT), message, Role::Error);
        return;
    }
    let faults = search.faults(areas.rule.width);
    if !faults.is_empty() {
        for (at, fault) in faults.iter().enumerate() {
            let line = row(areas.rule, at);
            let used = canvas.safe(after(line, fault.column), &fault.text, Role::Error);
            // What is said further below hangs from its place.
            let end = fault.column + used;
            let below = faults.iter().skip(at + 1).filter_map(Fault::place);
            for below in below.filter(|place| *place > end) {
                canvas.role(Rect { width: 1, ..after(line, below) }, DOWN, Role::Error);
            }
        }
        return;
    }
    canvas.line(areas.rule, "─", Role::Border);
    if let Some(meant) = search.suggestion() {
        let used = canvas.safe(after(areas.rule, PROMPT), "did you mean ", Role::Text);
        let rest = after(areas.rule, PROMPT + used);
        let used = used + canvas.safe(rest, meant, Role::Accent);
        let key = state.keymap.hint(Command::Suggestion, state.screen());
        let key = key.map(|key| format!("  {key} ")).unwrap_or_else(|| " ".to_string());
        canvas.role(after(areas.rule, PROMPT + used), &key, Role::Key);
        canvas.role(after(areas.rule, PROMPT - 1), " ", Role::Text);
    } else if let Some(running) = state.running() {
        let words = format!(" {}", searches::line(running));
        let used = canvas.safe(after(areas.rule, PROMPT - 1), &words, Role::Text);
        let key = state.keymap.hint(Command::Seen, state.screen());
        let key = key.filter(|_| running.new_hits().is_some_and(|new| new > 0));
        let key = key.map(|key| format!("  {key} all seen ")).unwrap_or_else(|| " ".to_string());
        canvas.role(after(areas.rule, PROMPT - 1 + used), &key, Role::Key);
    }
}

fn list(canvas: &mut Canvas<'_>, state: &State, rect: Rect) {
    let list = &state.search.list;
    if list.entries().is_empty() {
        return empty(canvas, state, rect);
    }
    let top = list.top();
    let bottom = top + usize::from(rect.height);
    let first = list.at_row(top).unwrap_or(0);
    for (place, entry) in list.entries().iter().enumerate().skip(first) {
        let start = list.start(place);
        if start >= bottom {
            break;
        }
        let rows = match entry {
            Entry::Copy(..) => 1,
            Entry::Hit(hit) => list.hits().get(*hit).map_or(0, |hit| list.density().rows(hit)),
        };
        for line in 0..rows {
            let Some(index) = (start + line).checked_sub(top) else { continue };
            let rect = row(rect, index);
            let selected = place == list.selected();
            match *entry {
                Entry::Hit(hit) => {
                    if let Some(hit) = list.hits().get(hit) {
                        self::hit(canvas, state, rect, hit, line);
                    }
                }
                Entry::Copy(hit, copy) => {
                    let copies = list.hits().get(hit).map(|hit| hit.copies.as_slice());
                    let copies = copies.unwrap_or_default();
                    let verdicts = list.hits().get(hit).map(|hit| hit.verdicts.as_slice());
                    let verdict = verdicts.and_then(|verdicts| *verdicts.get(copy)?);
                    if let Some(card) = copies.get(copy) {
                        let role = title_role(state, card, Role::Text);
                        let last = copy + 1 == copies.len();
                        self::copy(canvas, rect, card, verdict, (last, role));
                    }
                }
            }
            if selected {
                if state.search.focus == Focus::List {
                    canvas.tint(rect, Role::Selection);
                }
                canvas.role(rect, "▌", Role::Accent);
            }
            if let Some(card) = list.card(place) {
                signs(canvas, state, rect, (*entry, card), line);
            }
        }
    }
}

/// Signs left of an entry: on its first line whether it is marked for comparing and what is said of it, on
/// the second whether it is new in the saved search that runs.
fn signs(
    canvas: &mut Canvas<'_>,
    state: &State,
    rect: Rect,
    (entry, card): (Entry, &Card),
    line: usize,
) {
    let place = after(rect, 1);
    let is_new = || match (state.running(), entry) {
        (None, _) => false,
        (Some(running), Entry::Copy(..)) => running.is_new(card.id),
        (Some(running), Entry::Hit(hit)) => {
            state.search.list.hits().get(hit).is_some_and(|hit| running.brings(hit))
        }
    };
    let said = state.marking.of(card.id);
    match (line, entry) {
        (0, _) if state.search.marked.contains(&card.id) => {
            canvas.role(place, "◆", Role::Mark);
        }
        (0, _) if said.sign().is_some() => {
            canvas.role(place, said.sign().unwrap_or_default(), sign_role(&said));
        }
        (0, Entry::Copy(..)) | (1, Entry::Hit(_)) if is_new() => {
            canvas.role(place, "•", Role::Accent);
        }
        _ => {}
    }
}

/// How the headline of an article looks: what was read stands back.
fn title_role(state: &State, card: &Card, unread: Role) -> Role {
    if state.marking.of(card.id).read() { Role::Dim } else { unread }
}

fn hit(canvas: &mut Canvas<'_>, state: &State, rect: Rect, hit: &Hit, line: usize) {
    let mut rect = after(rect, MARGIN);
    rect.width = rect.width.saturating_sub(1);
    match line {
        0 => {
            let title = match hit.card.title.trim() {
                "" => hit.card.origin.to_string(),
                title => title.to_string(),
            };
            canvas.safe(rect, &title, title_role(state, &hit.card, Role::Title));
        }
        1 => {
            let copies = match hit.copy_count {
                0 => String::new(),
                n if !state.search.list.is_unfolded(hit) => {
                    format!("   +{}", words::count(n, "copy", "copies"))
                }
                n if n > hit.copies.len() => {
                    let all = words::count(n, "copy", "copies");
                    format!("   −{all}, the first {}", hit.copies.len())
                }
                n => format!("   −{}", words::count(n, "copy", "copies")),
            };
            let tail = match state.marking.of(hit.card.id).tail() {
                tail if tail.is_empty() => tail,
                tail => format!("   {}", sanitize::line(&tail)),
            };
            let columns = |text: &str| u16::try_from(width::width(text)).unwrap_or(u16::MAX);
            let taken = columns(&copies).saturating_add(columns(&tail).min(rect.width / 5));
            let meta = Rect { width: rect.width.saturating_sub(taken), ..rect };
            let used = canvas.safe(meta, &words::card_line(&hit.card), Role::Dim);
            let used = used + canvas.role(after(rect, used), &copies, Role::Accent);
            canvas.safe(after(rect, used), &tail, Role::Status);
        }
        _ => {
            let Some(snippet) = hit.lines().get(line - 2) else { return };
            let marks = snippet.marks.iter();
            let marks: Vec<Mark> = marks.map(|&span| Mark { span, kind: MarkKind::Hit }).collect();
            let text = &snippet.text;
            let shown = Shown::of(text, Span::new(0, text.len()), &marks, state.signs());
            let line = shown.text.replace('\n', " ");
            let base = canvas.style(Role::Text);
            let styles: Vec<_> =
                shown.marks.iter().map(|m| (m.span, canvas.mark(m, Column::Left))).collect();
            let whole = Span::new(0, line.len());
            canvas.marked(rect, &line, whole, base, styles.into_iter());
            if width::width(&line) > usize::from(rect.width) {
                canvas.role(after(rect, rect.width.saturating_sub(1)), "…", Role::Dim);
            }
        }
    }
}

/// An article folded under a hit, and what it is to that.
fn copy(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    card: &Card,
    verdict: Option<Verdict>,
    (last, role): (bool, Role),
) {
    let mut rect = after(rect, MARGIN);
    rect.width = rect.width.saturating_sub(1);
    let sign = if last { "└ " } else { "├ " };
    let used = canvas.role(rect, sign, Role::Border);
    let mut rect = after(rect, used);
    if let Some(verdict) = verdict.filter(|_| rect.width >= 40) {
        canvas.right(rect, verdict.label(), Role::Accent);
        rect.width -= width::width(verdict.label()) as u16 + 2;
    }
    let meta = format!("{}   ", words::card_line(card));
    let used = canvas.safe(rect, &meta, Role::Dim);
    canvas.safe(after(rect, used), &card.title, role);
}

/// What stands in the list when there is nothing to list.
fn empty(canvas: &mut Canvas<'_>, state: &State, rect: Rect) {
    let Some(results) = &state.search.results else { return };
    let indexing = state.status.progress.is_some();
    let (first, second) = match (results.query.trim().is_empty(), indexing) {
        (_, true) => ("Nothing here yet.", "Articles appear as they are indexed."),
        (true, false) => ("No articles here.", "Nothing readable was found in this corpus."),
        (false, false) => {
            ("Nothing found.", "Fewer words find more; a last word may be cut short.")
        }
    };
    let rect = after(rect, MARGIN);
    canvas.role(row(rect, 1), first, Role::Title);
    canvas.role(row(rect, 2), second, Role::Dim);
}
