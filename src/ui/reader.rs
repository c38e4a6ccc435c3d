//! The reader: an article at a comfortable measure, hits numbered at the edge.

use super::canvas::{Canvas, row};
use super::page::{self, Hits};
use crate::app::State;
use crate::app::areas;
use crate::app::page::Row;
use crate::app::reader::Reader;
use crate::config::Role;
use ratatui::layout::Rect;

/// Draws the article.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, reader: &Reader) {
    let areas = areas::reader(state.size, state.settings.measure);
    let hits = Hits { spans: reader.hits(), current: reader.current };
    for index in 0..usize::from(areas.text.height) {
        let Some(shown) = reader.page.row(reader.top + index) else { break };
        page::row(canvas, row(areas.text, index), &reader.page, shown, Some(hits));
        if let Row::Body(span) = shown {
            if areas.gutter.width >= 2 {
                let (x, y) = (areas.gutter.right() - 2, row(areas.gutter, index).y);
                canvas.quiet_sign(x, y, &reader.page.shown, span);
            }
            let first = hits.spans.partition_point(|hit| hit.start < span.start);
            let here = hits.spans.get(first).is_some_and(|hit| hit.start < span.end);
            if here && areas.gutter.width >= 4 {
                let mut gutter = row(areas.gutter, index);
                gutter.width -= 2;
                let current = reader.current.filter(|&current| {
                    hits.spans
                        .get(current)
                        .is_some_and(|hit| (span.start..span.end).contains(&hit.start))
                });
                let role = if current.is_some() { Role::Accent } else { Role::Border };
                canvas.right(gutter, &(current.unwrap_or(first) + 1).to_string(), role);
            }
        }
    }
    overview(canvas, reader, areas.overview);
}

/// The whole text in miniature: where the hits are, and what can be seen of it.
fn overview(canvas: &mut Canvas<'_>, reader: &Reader, rect: Rect) {
    let (rows, cells) = (reader.page.len(), usize::from(rect.height));
    if rows <= cells || rect.width == 0 {
        return;
    }
    let cell = |at: usize| (at * cells / rows).min(cells.saturating_sub(1));
    let seen = cell(reader.top)..=cell((reader.top + reader.height()).saturating_sub(1));
    for index in 0..cells {
        let place = row(rect, index);
        if seen.contains(&index) {
            canvas.role(place, "┃", Role::Scrollbar);
        }
    }
    // By cell and not by hit: there may be a hundred thousand.
    let start = |index: usize| reader.page.offset_of((index * rows).div_ceil(cells)).unwrap_or(0);
    for index in 0..cells {
        let (from, to) =
            (start(index), if index + 1 < cells { start(index + 1) } else { usize::MAX });
        let first = reader.hits().partition_point(|hit| hit.start < from);
        if reader.hits().get(first).is_some_and(|hit| hit.start < to) {
            let place = row(rect, index);
            canvas.sign(place.x + rect.width - 1, place.y, "•", Role::Match);
        }
    }
}
