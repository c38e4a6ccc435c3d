//! The search screen: query line, results, preview.

use super::canvas::{Canvas, Column, after, row};
use super::page;
use crate::app::State;
use crate::app::areas::{Place, SearchAreas};
use crate::app::list::Entry;
use crate::app::page::Row;
use crate::app::search::{Focus, MARGIN, PROMPT};
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
        canvas.role(text, &view.text, Role::Input);
    }
    if columns + PROMPT < rect.width.saturating_sub(2) {
        let counts = Rect { width: rect.width - 1, ..rect };
        canvas.right(counts, &search.counts(), Role::Dim);
    }
    let column = u16::try_from(view.cursor).unwrap_or(u16::MAX);
    let x = text.x.saturating_add(column).min(rect.right().saturating_sub(1));
    (focused && !rect.is_empty()).then_some(Position { x, y: rect.y })
}

/// The rule under the query, or a complaint about it, under the place that is meant.
fn rule(canvas: &mut Canvas<'_>, state: &State, areas: &SearchAreas) {
    let search = &state.search;
    let complaint = search.results.as_ref().and_then(|results| {
        let same = results.query == search.editor.text();
        results.complaints.first().filter(|_| same)
    });
    if let Some(message) = &search.error {
        canvas.safe(after(areas.rule, PROMPT), message, Role::Error);
        return;
    }
    let Some(complaint) = complaint else {
        canvas.line(areas.rule, "─", Role::Border);
        if let Some(meant) = search.suggestion() {
            let used = canvas.safe(after(areas.rule, PROMPT), "did you mean ", Role::Text);
            let rest = after(areas.rule, PROMPT + used);
            let used = used + canvas.safe(rest, meant, Role::Accent);
            let key = state.keymap.hint(Command::Suggestion, state.screen());
            let key = key.map(|key| format!("  {key} ")).unwrap_or_else(|| " ".to_string());
            canvas.role(after(areas.rule, PROMPT + used), &key, Role::Key);
            canvas.role(after(areas.rule, PROMPT - 1), " ", Role::Text);
        }
        return;
    };
    let text = format!("╵ {}", sanitize::line(&complaint.message));
    let place = search.editor.visible_column(complaint.span.start).unwrap_or(0);
    let wanted = PROMPT.saturating_add(u16::try_from(place).unwrap_or(u16::MAX));
    let columns = u16::try_from(width::width(&text)).unwrap_or(u16::MAX);
    // Too long to stand there, it ends at the edge.
    let start = wanted.min(areas.rule.width.saturating_sub(columns));
    canvas.safe(after(areas.rule, start), &text, Role::Error);
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
                        self::copy(canvas, rect, card, verdict, copy + 1 == copies.len());
                    }
                }
            }
            if selected {
                if state.search.focus == Focus::List {
                    canvas.tint(rect, Role::Selection);
                }
                canvas.role(rect, "▌", Role::Accent);
            }
            if line == 0 && list.card(place).is_some_and(|c| state.search.marked.contains(&c.id)) {
                canvas.role(after(rect, 1), "◆", Role::Mark);
            }
        }
    }
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
            canvas.safe(rect, &title, Role::Title);
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
            let taken = u16::try_from(width::width(&copies)).unwrap_or(0);
            let meta = Rect { width: rect.width.saturating_sub(taken), ..rect };
            let used = canvas.safe(meta, &words::card_line(&hit.card), Role::Dim);
            canvas.role(after(rect, used), &copies, Role::Accent);
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
fn copy(canvas: &mut Canvas<'_>, rect: Rect, card: &Card, verdict: Option<Verdict>, last: bool) {
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
    canvas.safe(after(rect, used), &card.title, Role::Text);
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
