//! One row of an article, for the preview and the reader.

use super::canvas::{Canvas, Column};
use crate::app::page::{Head, Page, Row};
use crate::config::Role;
use crate::text::Span;
use ratatui::layout::Rect;

/// Hits that take the place of those the page is marked with, and which one is current.
#[derive(Clone, Copy)]
pub(super) struct Hits<'a> {
    pub(super) spans: &'a [Span],
    pub(super) current: Option<usize>,
}

/// Draws one row of `page`.
pub(super) fn row(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    page: &Page,
    row: Row<'_>,
    hits: Option<Hits<'_>>,
) {
    let span = match row {
        Row::Head(kind, text) => {
            let role = match kind {
                Head::Title => Role::Title,
                Head::Meta | Head::Copy | Head::Gap => Role::Dim,
                Head::Note => Role::Text,
                Head::Copies | Head::Chosen => Role::Accent,
            };
            canvas.role(rect, text, role);
            return;
        }
        Row::Body(span) => span,
    };
    let base = canvas.style(Role::Text);
    let styles: Vec<_> = match hits {
        None => {
            let marks = page.shown.marks_in(span).iter();
            marks.map(|mark| (mark.span, canvas.mark(mark, Column::Left))).collect()
        }
        Some(Hits { spans, current }) => {
            let from = spans.partition_point(|hit| hit.end <= span.start);
            let here = spans.iter().enumerate().skip(from);
            let here = here.take_while(|(_, hit)| hit.start < span.end);
            here.map(|(place, hit)| {
                let role = if current == Some(place) { Role::CurrentMatch } else { Role::Match };
                (*hit, canvas.style(role))
            })
            .collect()
        }
    };
    canvas.shown(rect, &page.shown, span, base, styles);
}
