//! Two articles side by side, or both in one column: heads, passages level with one another, signs,
//! and the whole comparison in miniature at the edge.

use super::Cache;
use super::canvas::{Canvas, Column, after, row};
use super::facts::{self, Strip};
use crate::app::State;
use crate::app::areas::{self, ComparisonAreas};
use crate::app::comparing::Comparing;
use crate::app::flow::{Class, Passage};
use crate::app::rows::{Half, Row};
use crate::app::shown::Shown;
use crate::app::words;
use crate::config::Role;
use crate::corpus::Article;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the comparison.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    state: &State,
    comparing: &Comparing,
    cache: &mut Cache,
) {
    let measure = state.settings.measure;
    let areas = areas::comparison(state.size, comparing.inline, comparing.flow.digits, measure);
    heads(canvas, state, comparing, &areas, cache.strip(&comparing.compared));
    canvas.line(areas.rule, "─", Role::Border);
    canvas.line(areas.divider, "│", Role::Border);
    if areas.divider.width > 0 && areas.rule.height > 0 {
        canvas.sign(areas.divider.x, areas.rule.y, "┼", Role::Border);
    }
    let current = comparing.current().map_or(0..0, |stop| stop.first..stop.end);
    for index in 0..usize::from(areas.left.text.height) {
        let place = comparing.top + index;
        let Some(shown) = comparing.rows.rows.get(place) else { break };
        let Some(passage) = comparing.flow.passages.get(shown.passage) else { continue };
        let emphasised = current.contains(&place);
        if areas.inline {
            one_column(canvas, comparing, &areas, index, shown, passage);
        } else {
            two_columns(canvas, comparing, &areas, index, shown, passage);
        }
        if emphasised {
            for column in [areas.left, areas.right] {
                canvas.underlay(row(column.gutter, index), Role::Current);
                canvas.underlay(row(column.text, index), Role::Current);
            }
            canvas.role(row(areas.left.gutter, index), "▌", Role::Accent);
        }
    }
    miniature(canvas, comparing, areas.overview, cache);
}

fn two_columns(
    canvas: &mut Canvas<'_>,
    comparing: &Comparing,
    areas: &ComparisonAreas,
    index: usize,
    shown: &Row,
    passage: &Passage,
) {
    let flow = &comparing.flow;
    let sides = [
        (Column::Left, &areas.left, &shown.left, &flow.left, passage.left_number),
        (Column::Right, &areas.right, &shown.right, &flow.right, passage.right_number),
    ];
    for (side, column, half, text, number) in sides {
        let stands_here = match side {
            Column::Left => passage.left.is_some(),
            Column::Right => passage.right.is_some(),
        };
        if shown.first && stands_here {
            let sign = if matches!(half, Half::Note(_)) && shown.class == Class::Same {
                " "
            } else {
                shown.class.sign()
            };
            gutter(canvas, row(column.gutter, index), number, sign, role(shown.class, side));
        }
        self::half(canvas, row(column.text, index), half, text, shown.class, side);
    }
}

fn one_column(
    canvas: &mut Canvas<'_>,
    comparing: &Comparing,
    areas: &ComparisonAreas,
    index: usize,
    shown: &Row,
    passage: &Passage,
) {
    let flow = &comparing.flow;
    let both = matches!(shown.class, Class::Edited | Class::Rewritten);
    let (side, half, text, number) = match &shown.left {
        Half::Empty => (Column::Right, &shown.right, &flow.right, passage.right_number),
        left => (Column::Left, left, &flow.left, passage.left_number),
    };
    if shown.first {
        // Where both versions stand one after the other, a second sign says which is which.
        let which = match side {
            _ if !both => "",
            Column::Left => "−",
            Column::Right => "+",
        };
        let sign = format!("{}{which:1}", shown.class.sign());
        let number = number.filter(|_| !both || side == Column::Left);
        gutter(canvas, row(areas.left.gutter, index), number, &sign, role(shown.class, side));
    }
    self::half(canvas, row(areas.left.text, index), half, text, shown.class, side);
}

/// Paragraph number and sign, the sign next to the text.
pub(super) fn gutter(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    number: Option<u32>,
    sign: &str,
    role: Role,
) {
    let columns = sign.chars().count() as u16 + 1;
    let at = rect.width.saturating_sub(columns);
    canvas.role(after(rect, at), sign, role);
    if let Some(number) = number {
        let numbers = Rect { width: at.saturating_sub(1), ..rect };
        canvas.right(numbers, &number.to_string(), Role::Border);
    }
}

pub(super) fn half(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    half: &Half,
    text: &Shown,
    class: Class,
    side: Column,
) {
    match half {
        Half::Empty => {}
        Half::Note(words) => {
            let role = match class {
                Class::Same => Role::Dim,
                class => self::role(class, side),
            };
            canvas.safe(rect, words, role);
        }
        Half::Text(span) => {
            let base = canvas.style(match class {
                // Its changed words are marked; the rest is as it was.
                Class::Edited => Role::Text,
                class => role(class, side),
            });
            let marks: Vec<(_, Style)> = text
                .marks_in(*span)
                .iter()
                .map(|mark| (mark.span, canvas.mark(mark, side)))
                .collect();
            canvas.shown(rect, text, *span, base, marks);
            // Between the sign of the passage and the text.
            if let Some(x) = rect.x.checked_sub(1).filter(|_| !rect.is_empty()) {
                canvas.quiet_sign(x, rect.y, text, *span);
            }
        }
    }
}

/// How text and signs of a class look.
pub(super) fn role(class: Class, side: Column) -> Role {
    match (class, side) {
        (Class::Same, _) => Role::Same,
        (Class::Edited, _) => Role::Accent,
        (Class::Rewritten, _) => Role::Rewritten,
        (Class::OnlyLeft, _) => Role::OnlyLeft,
        (Class::OnlyRight, _) => Role::OnlyRight,
        (Class::MovedDown | Class::MovedUp, _) => Role::Moved,
        (Class::Repeat, _) => Role::Repeat,
    }
}

fn heads(
    canvas: &mut Canvas<'_>,
    state: &State,
    comparing: &Comparing,
    areas: &ComparisonAreas,
    strip: &Strip,
) {
    let compared = &comparing.compared;
    let (left, right) = (areas.left.head, areas.right.head);
    if areas.inline {
        for (index, (article, sign)) in
            [(&compared.left, "− "), (&compared.right, "+ ")].into_iter().enumerate()
        {
            let line = [
                (sign.to_string(), Role::Dim),
                (format!("{}  ", side_line(state, article)), Role::Dim),
                (title(article), Role::Title),
            ];
            canvas.pieces(after(row(left, index), 1), &line);
        }
        facts::strip(canvas, after(row(right, 0), 1), strip);
        shares(canvas, comparing, after(row(right, 1), 1));
        return;
    }
    for (head, article) in [(left, &compared.left), (right, &compared.right)] {
        canvas.safe(after(row(head, 0), 1), &side_line(state, article), Role::Dim);
        canvas.safe(after(row(head, 1), 1), &title(article), Role::Title);
    }
    facts::strip(canvas, after(row(left, 2), 1), strip);
    shares(canvas, comparing, after(row(right, 2), 1));
}

/// Outlet and date of one side, and what the user said of it.
pub(super) fn side_line(state: &State, article: &Article) -> String {
    let (line, signs) = (words::side_line(article), state.marking.of(article.id).signs());
    if signs.is_empty() { line } else { format!("{line}   {signs}") }
}

pub(super) fn title(article: &Article) -> String {
    match article.title.trim() {
        "" => article.origin.to_string(),
        title => title.to_string(),
    }
}

/// How much of each side is found in the other, in the longest wording that fits.
fn shares(canvas: &mut Canvas<'_>, comparing: &Comparing, rect: Rect) {
    let comparison = &comparing.compared.comparison;
    let left = words::percent(comparison.scores.containment_left);
    let right = words::percent(comparison.scores.containment_right);
    let coarse = if comparison.coarse { "coarse · " } else { "" };
    let wordings = [
        format!("{coarse}{left} of left found right · {right} of right found left"),
        format!("{coarse}{left} of left · {right} of right"),
        format!("{coarse}{left} → · ← {right}"),
    ];
    let fits = |text: &&String| text.chars().count() <= usize::from(rect.width);
    if let Some(text) = wordings.iter().find(fits) {
        canvas.role(rect, text, Role::Dim);
    }
}

/// `2 figures differ · 12 sentences matched · 3 only left · 2 only right · 1 moved`.
pub(super) fn summary(comparing: &Comparing) -> String {
    let totals = comparing.totals();
    let differing = comparing.differing_figures();
    let part = |n: usize, words: &str| (n > 0).then(|| format!("{n} {words}"));
    let differ = words::count(differing, "figure differs", "figures differ");
    words::join([
        (differing > 0).then_some(differ),
        Some(words::count(totals.matched_left, "sentence matched", "sentences matched")),
        part(totals.only_left, "only left"),
        part(totals.only_right, "only right"),
        part(totals.moved, "moved"),
        part(totals.repeated, "repeated"),
    ])
    .unwrap_or_default()
}

fn miniature(canvas: &mut Canvas<'_>, comparing: &Comparing, rect: Rect, cache: &mut Cache) {
    let (rows, cells) = (comparing.rows.rows.len(), usize::from(rect.height));
    if rows == 0 || cells == 0 || rect.width < 2 {
        return;
    }
    let classes = cache.miniature(comparing, cells);
    let seen = comparing.top..comparing.top + comparing.height();
    for (index, class) in classes.iter().enumerate() {
        let place = row(rect, index);
        let from = index * rows / classes.len();
        if rows > cells && seen.contains(&from) {
            canvas.sign(place.x + rect.width - 2, place.y, "┃", Role::Scrollbar);
        }
        if let Some(class) = class {
            let role = match class {
                Class::Same => Role::Scrollbar,
                class => role(*class, Column::Left),
            };
            canvas.sign(place.x + rect.width - 1, place.y, class.miniature(), role);
        }
        let to = (index + 1) * rows / classes.len();
        if comparing.current().is_some_and(|stop| (from..to).contains(&stop.first)) {
            let cell = Rect { x: place.x + rect.width - 1, width: 1, ..place };
            canvas.tint(cell, Role::Accent);
        }
    }
}
