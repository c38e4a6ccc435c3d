//! Several reports beside one another: heads, and bands of passages level with one another.

use super::canvas::{Canvas, Column, after, row};
use super::comparison::{gutter, half, role, side_line, title};
use super::{Cache, facts};
use crate::app::State;
use crate::app::areas::Foot;
use crate::app::beside::rows::sign;
use crate::app::beside::table::Passage;
use crate::app::beside::{Beside, areas};
use crate::app::rows::Half;
use crate::app::shown::Shown;
use crate::app::words;
use crate::config::Role;
use crate::corpus::Article;
use ratatui::layout::Rect;

/// Draws them. Returns where the foot is.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    state: &State,
    beside: &Beside,
    cache: &mut Cache,
) -> Foot {
    let (first, seen) = beside.seen;
    let areas = areas::of(state.size, seen, beside.table.digits);
    canvas.line(areas.rule, "─", Role::Border);
    for divider in &areas.dividers {
        canvas.line(*divider, "│", Role::Border);
        if areas.rule.height > 0 {
            canvas.sign(divider.x, areas.rule.y, "┼", Role::Border);
        }
    }
    head(canvas, state, areas.left.head, &beside.several.left, "");
    let columns = beside.several.columns.iter().enumerate().skip(first);
    let strips = cache.strips(&beside.several);
    for ((at, column), place) in columns.zip(&areas.columns) {
        let scores = &column.comparison.scores;
        let coarse = if column.comparison.coarse { "coarse · " } else { "" };
        let shares = format!(
            "{coarse}{} of left found here · {} of this found left",
            words::percent(scores.containment_left),
            words::percent(scores.containment_right)
        );
        head(canvas, state, place.head, &column.article, &shares);
        if let Some(strip) = strips.get(at) {
            facts::strip(canvas, after(row(place.head, 3), 1), strip);
        }
        for index in (0..4).filter(|_| at == beside.chosen) {
            canvas.role(row(place.head, index), "▌", Role::Accent);
        }
    }
    let current = beside.current().map_or(0..0, |stop| stop.first..stop.end);
    for index in 0..usize::from(areas.left.text.height) {
        let place = beside.top + index;
        let Some(shown) = beside.rows.rows.get(place) else { break };
        let Some(band) = beside.table.bands.get(shown.band) else { continue };
        let left = Side { passage: &band.left, text: &beside.table.left, column: Column::Left };
        cell(canvas, &areas.left, index, shown.first, &shown.left, &left);
        let cells = shown.cells.iter().zip(&band.cells).zip(&beside.table.columns).skip(first);
        for (((half, passage), text), column) in cells.zip(&areas.columns) {
            let side = Side { passage, text, column: Column::Right };
            cell(canvas, column, index, shown.first, half, &side);
        }
        if current.contains(&place) {
            for column in areas.columns.iter().chain([&areas.left]) {
                canvas.underlay(row(column.gutter, index), Role::Current);
                canvas.underlay(row(column.text, index), Role::Current);
            }
            canvas.role(row(areas.left.gutter, index), "▌", Role::Accent);
        }
    }
    areas.foot
}

/// What is drawn in a cell.
struct Side<'a> {
    passage: &'a Passage,
    text: &'a Shown,
    column: Column,
}

fn cell(
    canvas: &mut Canvas<'_>,
    place: &crate::app::areas::Column,
    index: usize,
    first: bool,
    shown: &Half,
    side: &Side<'_>,
) {
    let class = side.passage.class;
    if first {
        let sign = match shown {
            // A line that stands for several.
            Half::Note(_) if side.passage.note.is_none() => " ",
            _ => sign(side.passage, side.column == Column::Left),
        };
        let number = side.passage.number.filter(|_| !matches!(shown, Half::Empty));
        let role = match side.passage.text {
            Some(_) => role(class, side.column),
            None => Role::Dim,
        };
        gutter(canvas, row(place.gutter, index), number, sign, role);
    }
    half(canvas, row(place.text, index), shown, side.text, class, side.column);
}

fn head(canvas: &mut Canvas<'_>, state: &State, rect: Rect, article: &Article, shares: &str) {
    let line = |index| after(row(rect, index), 1);
    canvas.safe(line(0), &side_line(state, article), Role::Dim);
    canvas.safe(line(1), &title(article), Role::Title);
    canvas.safe(line(2), shares, Role::Dim);
}
