//! The facts of a story: the table, and under it the selected one over time, or who says what of it.

use super::canvas::{Canvas, after, row};
use super::chart::{self, Standing};
use super::story::{caption, sign_role};
use crate::app::areas::StoryAreas;
use crate::app::shown::Signs;
use crate::app::story::{Pane, Reading, Telling};
use crate::app::variants::{Grid, Group, Line, folded};
use crate::app::{State, times, words};
use crate::config::Role;
use crate::corpus::ArticleDate;
use crate::diff::facts::{Cell, FactKind, Row};
use crate::export::cells;
use crate::text::{sanitize, width, wrap};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// The sign of a value that no report before had, but for the first value of all.
const NEW: &str = "→";
/// The widest a value gets in the list of them.
const VALUE: usize = 40;

/// Draws the table of facts and what belongs to the selected one.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, telling: &Telling, areas: &StoryAreas) {
    let Some(grid) = &telling.grid else { return awaited(canvas, telling, areas) };
    if grid.lines.is_empty() {
        let words = match grid.differing {
            true => "no two reports disagree; d lists every fact",
            false => "no figure, date, name or quotation was found in these reports",
        };
        say(canvas, areas.facts, words);
    }
    heads(canvas, (state, telling, grid), areas);
    for index in 0..usize::from(areas.facts.height) {
        let rect = row(areas.facts, index);
        match grid.lines.get(grid.top + index) {
            Some(Line::Row(at)) => {
                if let Some(fact) = grid.stated.table.rows.get(*at) {
                    let selected = grid.line() == Some(grid.top + index);
                    line(canvas, (state, telling, grid), rect, fact, selected);
                }
            }
            Some(Line::Caption(words)) => {
                canvas.line(rect, "─", Role::Border);
                caption(canvas, after(rect, 1), words, Role::Dim);
            }
            None => break,
        }
    }
    canvas.more(areas.facts, grid.top, grid.lines.len());
    detail(canvas, telling, grid, areas);
}

/// Says that the facts are not there yet.
fn awaited(canvas: &mut Canvas<'_>, telling: &Telling, areas: &StoryAreas) {
    canvas.line(areas.under, "─", Role::Border);
    match &telling.reading {
        Reading::Failed(message) => {
            let words = format!("the facts could not be read: {message}");
            canvas.safe(after(row(areas.facts, 0), 2), &words, Role::Error);
        }
        Reading::Asked(_, read) if *read > 0 => {
            let (read, of) = (words::number(*read as u64), telling.facts_of());
            let which = if of < telling.reports() { "the first " } else { "" };
            let of = words::count(of, "report", "reports");
            say(canvas, areas.facts, &format!("reading the facts … {read} of {which}{of}"));
        }
        _ => say(canvas, areas.facts, "reading the facts …"),
    }
}

fn say(canvas: &mut Canvas<'_>, rect: Rect, words: &str) {
    canvas.safe(after(row(rect, 0), 2), words, Role::Dim);
}

/// Over each column, when the report came out and whose it is.
fn heads(
    canvas: &mut Canvas<'_>,
    (state, telling, grid): (&State, &Telling, &Grid),
    areas: &StoryAreas,
) {
    let mut before: Option<ArticleDate> = None;
    for (at, start) in grid.offsets() {
        let Some(group) = grid.groups.get(at) else { continue };
        let Some(place) = grid.lead(at) else { continue };
        let Some(card) = telling.card(place) else { continue };
        let selected = grid.group_at(telling.selected) == Some(at);
        let cell = cell_rect(areas.columns, start, group);
        let time = match card.date {
            Some(date) => times::after(date, before, telling.years()),
            None => "no date".to_string(),
        };
        before = card.date;
        let [over, under] = [0, 1].map(|index| row(cell, index));
        canvas.safe(over, &time, if selected { Role::Accent } else { Role::Dim });
        let more = folded(group.of.len()).map(|more| format!(" {more}")).unwrap_or_default();
        let room = usize::from(cell.width).saturating_sub(more.len());
        let name = width::ellipsize(&sanitize::line(&telling.head(place)), room).to_string();
        let role = if selected { Role::Accent } else { Role::Title };
        let used = canvas.role(under, &name, role);
        canvas.role(after(under, used), &more, Role::Dim);
        if selected {
            for line in [over, under] {
                canvas.sign(line.x.saturating_sub(2), line.y, "▌", Role::Accent);
            }
        }
        let marked = |column: &usize| {
            let card = grid.report(*column).and_then(|place| telling.card(place));
            card.is_some_and(|card| telling.marked.contains(&card.id))
        };
        if group.of.iter().any(marked) {
            canvas.sign(under.x.saturating_sub(1), under.y, "◆", Role::Mark);
        } else {
            let said = state.marking.of(card.id);
            if let Some(sign) = said.sign() {
                canvas.sign(under.x.saturating_sub(1), under.y, sign, sign_role(&said));
            }
        }
    }
}

/// Where a column's cells are: behind the gap and the signs.
fn cell_rect(table: Rect, start: u16, group: &Group) -> Rect {
    let rest = after(table, start + crate::app::variants::GAP);
    Rect { width: group.width.min(rest.width), ..rest }
}

/// A fact: what it is, and what each report says of it.
fn line(
    canvas: &mut Canvas<'_>,
    (state, telling, grid): (&State, &Telling, &Grid),
    rect: Rect,
    fact: &Row,
    selected: bool,
) {
    let label = Rect { width: grid.label_width(), ..after(rect, crate::app::variants::MARGIN) };
    let role = if fact.disagrees { Role::Text } else { Role::Dim };
    let safe = width::ellipsize(&cells::label(fact), usize::from(label.width)).to_string();
    canvas.role(label, &safe, role);
    let own = grid.group_at(telling.selected);
    for (at, start) in grid.offsets() {
        let Some(group) = grid.groups.get(at) else { continue };
        let place = cell_rect(rect, start, group);
        match grid.cell_of(fact, group) {
            Some(cell) => self::cell(canvas, place, fact, cell, state.signs()),
            None => _ = canvas.role(place, "·", Role::Dim),
        }
        if own == Some(at) {
            if selected {
                canvas.sign(place.x.saturating_sub(2), place.y, "▌", Role::Accent);
            } else {
                canvas.beneath(place, Role::Current);
            }
        }
    }
    if selected {
        canvas.beneath(rect, Role::Selection);
        canvas.role(rect, "▌", Role::Accent);
    }
}

/// What a report says: bright where it is new, dim where it was said before; in the colour of its kind
/// where most say something else, and in braces where there are no colours.
fn cell(canvas: &mut Canvas<'_>, rect: Rect, fact: &Row, cell: &Cell, signs: Signs) {
    let first = cells::is_first(fact, cell);
    let braces = cell.differs && signs == Signs::Drawn;
    let room = usize::from(rect.width).saturating_sub(if braces { 2 } else { 0 });
    let text = width::ellipsize(&cells::shown(fact, cell), room).to_string();
    let text = if braces { format!("{{{text}}}") } else { text };
    let kind = canvas.style(match fact.kind {
        FactKind::Figure => Role::FigureChanged,
        FactKind::Date | FactKind::Time => Role::DateChanged,
        FactKind::Name => Role::NameChanged,
        FactKind::Quote => Role::QuoteChanged,
    });
    let style = match (cell.differs, first && fact.cells.len() > 1) {
        (true, true) => kind,
        (true, false) => kind.remove_modifier(Modifier::BOLD | Modifier::REVERSED),
        (false, true) => canvas.style(Role::Title),
        (false, false) => canvas.style(Role::Dim),
    };
    canvas.put(rect, &text, style);
    if first && cell.variant > 0 {
        canvas.sign(rect.x.saturating_sub(1), rect.y, NEW, Role::Accent);
    }
}

/// The selected fact: over time where it is a figure that changed, else who says what.
fn detail(canvas: &mut Canvas<'_>, telling: &Telling, grid: &Grid, areas: &StoryAreas) {
    canvas.line(areas.under, "─", Role::Border);
    let Some(fact) = grid.selected().filter(|_| !areas.detail.is_empty()) else { return };
    let mut rest = areas.detail;
    let label = cells::label(fact);
    let series = grid.series();
    let fits = rest.width >= chart::SMALLEST.0 && rest.height >= chart::SMALLEST.1;
    let words = match (&series, fact.values.len()) {
        (Some(series), _) if fits => {
            let undated = words::count(series.undated, "undated report", "undated reports");
            let left_out = (series.undated > 0).then(|| format!("{undated} left out"));
            words::join([Some(format!("{label}, by time of report")), left_out])
        }
        (_, 1) => Some(format!("{label}: one value")),
        (_, values) => {
            let columns = &grid.stated.table.columns;
            let dated = |cell: &Cell| columns.get(cell.column).is_some_and(|c| c.date.is_some());
            let order = match fact.cells.iter().all(dated) {
                true => "in the order they came up",
                false => "those of undated reports last",
            };
            Some(format!("{label}: {values} values, {order}"))
        }
    };
    let rule = Rect { width: areas.detail.width, ..areas.under };
    let words = words.unwrap_or_default();
    let words = width::ellipsize(&words, usize::from(rule.width).saturating_sub(6)).to_string();
    caption(canvas, after(rule, 1), &words, Role::Dim);
    if let Some(series) = series.filter(|_| fits) {
        // The values as well, where there is room for both.
        let values = fact.values.len() as u16 + 1;
        let height = match rest.height >= values + 12 {
            true => (rest.height - values).min(20),
            false => rest.height,
        };
        let plot = Rect { height, width: rest.width.saturating_sub(2), ..after(rest, 1) };
        let standing = |column: usize| match grid.report(column) {
            Some(place) if place == telling.selected => Standing::Selected,
            Some(place) if place >= telling.members() => Standing::SameEvent,
            _ => Standing::Member,
        };
        chart::draw(canvas, plot, &series, standing);
        let used = (height + 1).min(rest.height);
        rest = Rect { y: rest.y + used, height: rest.height - used, ..rest };
    }
    values(canvas, telling, grid, fact, rest);
}

/// The values of a fact: each with the report that had it first, and how many say so.
fn values(canvas: &mut Canvas<'_>, telling: &Telling, grid: &Grid, fact: &Row, rect: Rect) {
    let said = |first: usize| cells::cell_at(fact, first).map(|cell| cells::shown(fact, cell));
    let seen = fact.values.iter().take(usize::from(rect.height));
    let texts: Vec<String> = seen.map(|value| said(value.first).unwrap_or_default()).collect();
    let widest = texts.iter().map(|text| width::width(text)).max().unwrap_or(0);
    let own = grid.cell(telling.selected).map(|cell| cell.variant);
    let mut rest = rect;
    for (index, (value, text)) in fact.values.iter().zip(&texts).enumerate() {
        let count = words::count(value.reports, "report", "reports");
        let first = format!("first {}", telling.who(value.first));
        let lines = match widest > VALUE.min(usize::from(rect.width) / 2) {
            true => long_value(canvas, rest, text, &format!("{count} · {first}")),
            false => {
                let inner = after(rest, 2);
                canvas.role(inner, text, Role::Title);
                let inner = after(inner, widest.max(6) as u16 + 2);
                canvas.safe(Rect { width: inner.width.min(11), ..inner }, &count, Role::Text);
                canvas.safe(after(inner, 12), &first, Role::Dim);
                1
            }
        };
        let lines = lines.min(rest.height);
        if own == Some(index) {
            canvas.line(
                Rect { width: 1.min(rest.width), height: lines, ..rest },
                "▌",
                Role::Accent,
            );
        }
        rest = Rect { y: rest.y + lines, height: rest.height - lines, ..rest };
        if rest.is_empty() && index + 1 < fact.values.len() {
            canvas.more(rect, 0, usize::MAX);
            break;
        }
    }
}

/// A value over as many lines as it needs, and under it who says so. Returns how many lines that took.
fn long_value(canvas: &mut Canvas<'_>, rect: Rect, text: &str, who: &str) -> u16 {
    let inner = Rect { width: rect.width.saturating_sub(3), ..after(rect, 2) };
    let lines = wrap::wrap(text, usize::from(inner.width));
    for (index, line) in lines.iter().enumerate() {
        canvas.role(row(inner, index), line.of(text), Role::Title);
    }
    canvas.safe(row(inner, lines.len()), who, Role::Dim);
    u16::try_from(lines.len() + 1).unwrap_or(u16::MAX)
}

/// Says in the rule over the table how much of it there is.
pub(super) fn summary(telling: &Telling) -> String {
    let Some(grid) = &telling.grid else { return String::new() };
    let seen = grid.seen();
    let all = grid.groups.len();
    let columns =
        (seen.len() < all).then(|| format!("columns {}–{} of {all}", seen.start + 1, seen.end));
    let read = grid.stated.reports.len();
    let left = telling.reports().saturating_sub(read);
    let left = (left > 0).then(|| {
        let read = words::number(read as u64);
        format!("the first {read} of {}", words::count(telling.reports(), "report", "reports"))
    });
    let again = telling.is_reading().then(|| "reading again …".to_string());
    words::join([again, left, columns]).unwrap_or_default()
}

/// What stands over the table.
pub(super) fn title(telling: &Telling) -> (String, Role) {
    let role = if telling.pane == Pane::Facts { Role::Accent } else { Role::Dim };
    let words = match &telling.grid {
        Some(grid) => match grid.disagreeing() {
            0 => "the facts: none disputed".to_string(),
            n => format!("the facts: {}", words::count(n, "disputed", "disputed")),
        },
        None => "the facts".to_string(),
    };
    (words, role)
}
