//! The surface screens are drawn on: text at a place in a role's style, never outside the terminal.
//! What is drawn here has been made safe; text from outside goes through `safe`.

use crate::app::shown::{Mark, MarkKind, Shown};
use crate::config::{Role, Theme};
use crate::diff::ChangeKind;
use crate::text::{Span, sanitize, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

/// A buffer and how things look.
pub(super) struct Canvas<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) theme: &'a Theme,
}

/// Which column of a comparison text is in; elsewhere it makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Left,
    Right,
}

impl Canvas<'_> {
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Draws `text` in the first row of `rect`; what does not fit is cut. Says how many columns it
    /// took.
    pub(super) fn put(&mut self, rect: Rect, text: &str, style: Style) -> u16 {
        let rect = rect.intersection(self.buffer.area);
        if rect.is_empty() {
            return 0;
        }
        let (end, _) =
            self.buffer.set_stringn(rect.x, rect.y, text, usize::from(rect.width), style);
        end.saturating_sub(rect.x)
    }

    /// The same in a role's style.
    pub(super) fn role(&mut self, rect: Rect, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.put(rect, text, style)
    }

    /// Draws text from outside, ending in `…` where it does not fit.
    pub(super) fn safe(&mut self, rect: Rect, text: &str, role: Role) -> u16 {
        let text = width::ellipsize(&sanitize::line(text), usize::from(rect.width));
        self.role(rect, &text, role)
    }

    /// Draws pieces one after another. Says how many columns they took.
    pub(super) fn pieces(&mut self, rect: Rect, pieces: &[(String, Role)]) -> u16 {
        let mut rest = rect;
        for (text, role) in pieces {
            let used = self.safe(rest, text, *role);
            rest = after(rest, used);
        }
        rect.width - rest.width
    }

    /// Draws text at the right end of the first row of `rect`, as much of it as fits.
    pub(super) fn right(&mut self, rect: Rect, text: &str, role: Role) {
        let columns = u16::try_from(width::width(text)).unwrap_or(u16::MAX);
        let free = rect.width.saturating_sub(columns);
        self.role(after(rect, free), text, role);
    }

    /// Lays a style over every cell of `rect`.
    pub(super) fn tint(&mut self, rect: Rect, role: Role) {
        let style = self.style(role);
        let rect = rect.intersection(self.buffer.area);
        self.buffer.set_style(rect, style);
    }

    /// As [`Self::tint`], but what stands out by its background already keeps it.
    pub(super) fn underlay(&mut self, rect: Rect, role: Role) {
        let style = self.style(role);
        let plain = self.style(Role::Text).bg.unwrap_or(Color::Reset);
        for position in rect.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position)
                && [plain, Color::Reset].contains(&cell.bg)
            {
                cell.set_style(style);
            }
        }
    }

    /// Shows that the row `rect` of a list is chosen: by its ground, and by a bar before it.
    pub(super) fn chosen(&mut self, rect: Rect) {
        self.underlay(rect, Role::Current);
        if let Some(x) = rect.x.checked_sub(1).filter(|_| !rect.is_empty()) {
            self.sign(x, rect.y, "▌", Role::Accent);
        }
    }

    /// As [`Self::underlay`], but what stands there keeps its own colour.
    pub(super) fn beneath(&mut self, rect: Rect, role: Role) {
        let style = Style { fg: None, ..self.style(role) };
        let plain = self.style(Role::Text).bg.unwrap_or(Color::Reset);
        for position in rect.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position)
                && [plain, Color::Reset].contains(&cell.bg)
            {
                cell.set_style(style);
            }
        }
    }

    /// Draws a line of `sign` through `rect`.
    pub(super) fn line(&mut self, rect: Rect, sign: &str, role: Role) {
        let style = self.style(role);
        for position in rect.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.set_symbol(sign).set_style(style);
            }
        }
    }

    /// Draws one sign at a place.
    pub(super) fn sign(&mut self, x: u16, y: u16, sign: &str, role: Role) {
        let style = self.style(role);
        if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// Says in the last column of `rect` that of so many `rows` there are some above or below those
    /// that can be seen, the first of which is `top`.
    pub(super) fn more(&mut self, rect: Rect, top: usize, rows: usize) {
        let Some(x) = rect.right().checked_sub(1).filter(|_| !rect.is_empty()) else { return };
        if top > 0 {
            self.sign(x, rect.y, "↑", Role::Scrollbar);
        }
        if top + usize::from(rect.height) < rows {
            self.sign(x, rect.bottom() - 1, "↓", Role::Scrollbar);
        }
    }

    /// Draws the bytes `row` of a shown text; marks are laid over `base`.
    pub(super) fn marked(
        &mut self,
        rect: Rect,
        text: &str,
        row: Span,
        base: Style,
        marks: impl Iterator<Item = (Span, Style)>,
    ) -> u16 {
        let mut rest = rect;
        let mut at = row.start;
        let mut piece = |rest: &mut Rect, span: Span, style: Style| {
            let used = self.put(*rest, span.of(text), style);
            *rest = after(*rest, used);
        };
        for (span, style) in marks {
            let (start, end) = (span.start.max(at), span.end.min(row.end));
            if start >= end {
                continue;
            }
            piece(&mut rest, Span::new(at, start), base);
            piece(&mut rest, Span::new(start, end), base.patch(style));
            at = end;
        }
        piece(&mut rest, Span::new(at, row.end), base);
        rect.width - rest.width
    }

    /// Draws the bytes `row` of a shown text: over `base` lies what is printed under everything, over
    /// that the marks, and on top the signs that stand for invisible characters.
    pub(super) fn shown(
        &mut self,
        rect: Rect,
        shown: &Shown,
        row: Span,
        base: Style,
        marks: Vec<(Span, Style)>,
    ) -> u16 {
        let styled = |spans: &[Span], style: Style| -> Vec<(Span, Style)> {
            spans.iter().map(|&span| (span, style)).collect()
        };
        let quiet = styled(shown.quiet_in(row), self.style(Role::Boilerplate));
        let invisible = styled(shown.invisible_in(row), self.style(Role::Invisible));
        let pieces = match (quiet.is_empty(), invisible.is_empty()) {
            (true, true) => marks,
            _ => layered(&[quiet, marks, invisible]),
        };
        self.marked(rect, &shown.text, row, base, pieces.into_iter())
    }

    /// Draws the sign of what is printed under everything, where `row` shows any of it.
    pub(super) fn quiet_sign(&mut self, x: u16, y: u16, shown: &Shown, row: Span) {
        if !shown.quiet_in(row).is_empty() {
            self.sign(x, y, "┊", Role::Boilerplate);
        }
    }

    /// How a mark looks.
    pub(super) fn mark(&self, mark: &Mark, column: Column) -> Style {
        self.style(match (mark.kind, column) {
            (MarkKind::Hit, _) => Role::Match,
            (MarkKind::Aside, _) => Role::Dim,
            (MarkKind::Shifted, _) => Role::Moved,
            (MarkKind::Change(ChangeKind::Figure), _) => Role::FigureChanged,
            (MarkKind::Change(ChangeKind::Date), _) => Role::DateChanged,
            (MarkKind::Change(ChangeKind::Name), _) => Role::NameChanged,
            (MarkKind::Change(ChangeKind::Quote), _) => Role::QuoteChanged,
            (MarkKind::Change(kind), _) if kind.is_quiet() => Role::Punctuation,
            (MarkKind::Change(_), Column::Left) => Role::WordLeft,
            (MarkKind::Change(_), Column::Right) => Role::WordRight,
        })
    }
}

/// Stretches that do not overlap, in order, for `layers` of stretches that lie over one another, the
/// last on top; a stretch keeps of those below what its own style leaves open.
fn layered(layers: &[Vec<(Span, Style)>]) -> Vec<(Span, Style)> {
    let all = || layers.iter().flatten();
    let mut cuts: Vec<usize> = all().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let between = cuts.iter().zip(cuts.iter().skip(1)).map(|(&start, &end)| Span::new(start, end));
    between
        .filter_map(|piece| {
            let here = all().filter(|(span, _)| span.start <= piece.start && span.end >= piece.end);
            here.map(|(_, style)| *style).reduce(Style::patch).map(|style| (piece, style))
        })
        .collect()
}

/// What is left of `rect` after its first `columns` columns.
pub(super) fn after(rect: Rect, columns: u16) -> Rect {
    let columns = columns.min(rect.width);
    Rect { x: rect.x + columns, width: rect.width - columns, ..rect }
}

/// The row of `rect` at `index`; empty where it has none.
pub(super) fn row(rect: Rect, index: usize) -> Rect {
    let index = u16::try_from(index).unwrap_or(u16::MAX);
    let height = u16::from(index < rect.height);
    Rect { y: rect.y.saturating_add(index.min(rect.height)), height, ..rect }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_keep_what_those_above_leave_open() {
        let (quiet, hit) = (Style::new().fg(Color::Gray), Style::new().bg(Color::Yellow));
        let sign = Style::new().fg(Color::Magenta);
        let layers = [
            vec![(Span::new(0, 20), quiet)],
            vec![(Span::new(4, 10), hit), (Span::new(18, 25), hit)],
            vec![(Span::new(8, 10), sign)],
        ];
        let pieces: Vec<_> =
            layered(&layers).into_iter().map(|(span, style)| (span.range(), style)).collect();
        assert_eq!(
            pieces,
            [
                (0..4, quiet),
                (4..8, quiet.patch(hit)),
                (8..10, hit.patch(sign)),
                (10..18, quiet),
                (18..20, quiet.patch(hit)),
                (20..25, hit),
            ]
        );
    }
}
