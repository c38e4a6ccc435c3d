//! What stands on each side of a row: the sign in the margin, the paragraph, the marked text.
//! What goes into a row, and what became of it, is told by the outline.

use super::MARGIN;
use crate::diff::{ChangeKind, GroupKind, Which};
use crate::export::outline::{self, Fate, Run};
use crate::export::plain::{Pen, Role, Styled};

/// One side of a row, ready to be wrapped.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its paragraph, counted from 1, where it is not that of the cell above.
    pub(super) paragraph: Option<usize>,
    /// The sign in the margin, one column.
    pub(super) sign: &'static str,
    /// How the sign looks.
    pub(super) role: Role,
    /// Whether the other side says the same.
    pub(super) same: bool,
    /// The text, marked.
    pub(super) text: Styled,
}

/// One row of a cell.
pub(super) struct CellRow {
    /// Paragraph and sign, or as many spaces.
    pub(super) margin: String,
    /// The text.
    pub(super) text: crate::export::plain::styled::Row,
}

impl CellRow {
    /// The row with spaces to fill `columns`.
    pub(super) fn padded(&self, columns: usize) -> String {
        format!("{}{}", self.margin, self.text.padded(columns.saturating_sub(MARGIN)))
    }
}

impl Cell {
    /// The same without paragraph and sign, to stand below the side that has them.
    pub(super) fn unsigned(&self) -> Self {
        Self { sign: " ", role: Role::Plain, paragraph: None, ..self.clone() }
    }

    /// Its rows, the text wrapped at `columns`.
    pub(super) fn rows(&self, pen: Pen, columns: usize) -> Vec<CellRow> {
        let mut first = pen.text();
        match self.paragraph {
            Some(number) => first.push(Role::Dim, &format!("{number:>3} ")),
            None => first.push(Role::Plain, "    "),
        }
        first.push(self.role, self.sign);
        first.push(Role::Plain, " ");
        let first = first.row().to_string();
        let margins = std::iter::once(first).chain(std::iter::repeat(" ".repeat(MARGIN)));
        margins
            .zip(self.text.rows(columns))
            .map(|(margin, text)| CellRow { margin, text })
            .collect()
    }
}

/// Makes the cells of one comparison, from top to bottom.
pub(super) struct Cells {
    pen: Pen,
    /// The paragraph last written on the left and on the right.
    written: [Option<usize>; 2],
}

impl Cells {
    pub(super) fn new(pen: Pen) -> Self {
        Self { pen, written: [None, None] }
    }

    /// One side of a row.
    pub(super) fn cell(&mut self, cell: &outline::Cell<'_>) -> Cell {
        let mut text = self.pen.text();
        if let Some(there) = cell.elsewhere
            && matches!(cell.fate, Fate::Moved { .. } | Fate::Repeated)
        {
            text.push(Role::Moved, &format!("{} ¶{}", there.relation, there.paragraph));
            text.line_break();
        }
        let role = plain_role(cell);
        for (at, line) in cell.lines.iter().enumerate() {
            if at > 0 {
                text.line_break();
            }
            write(&mut text, role, line);
        }
        let (sign, looks) = sign(cell.fate);
        let same = cell.fate == Fate::Same;
        Cell { paragraph: self.fresh_paragraph(cell), sign, role: looks, same, text }
    }

    /// The paragraph, unless the cell above on this side was in it, too.
    fn fresh_paragraph(&mut self, cell: &outline::Cell<'_>) -> Option<usize> {
        let written = match cell.side {
            Which::Left => &mut self.written[0],
            Which::Right => &mut self.written[1],
        };
        let fresh = *written != Some(cell.paragraph);
        *written = Some(cell.paragraph);
        fresh.then_some(cell.paragraph)
    }
}

/// Writes a line, its changes marked. Neighbours that look the same become one mark, so that three
/// changes in a row do not read as noise.
fn write(text: &mut Styled, role: Role, line: &[Run<'_>]) {
    let looks = |run: &Run<'_>| run.change.map(marked_role);
    let mut rest = line;
    while let Some((first, mut after)) = rest.split_first() {
        let mut said = first.text.to_string();
        if let Some(mark) = looks(first) {
            loop {
                match after {
                    [next, further @ ..] if looks(next) == Some(mark) => {
                        said.push_str(next.text);
                        after = further;
                    }
                    [gap, next, further @ ..]
                        if gap.change.is_none()
                            && gap.text.trim().is_empty()
                            && looks(next) == Some(mark) =>
                    {
                        said.push_str(gap.text);
                        said.push_str(next.text);
                        after = further;
                    }
                    _ => break,
                }
            }
        }
        text.push(looks(first).unwrap_or(role), &said);
        rest = after;
    }
}

/// The sign in the margin, one column, and how it looks.
fn sign(fate: Fate) -> (&'static str, Role) {
    let role = match fate {
        Fate::Same | Fate::Rewritten => Role::Plain,
        Fate::Edited => Role::Edited,
        Fate::OnlyLeft => Role::OnlyLeft,
        Fate::OnlyRight => Role::OnlyRight,
        Fate::Moved { .. } | Fate::Repeated => Role::Moved,
    };
    (if fate == Fate::Same { " " } else { fate.sign() }, role)
}

/// How the words look that did not change.
fn plain_role(cell: &outline::Cell<'_>) -> Role {
    match (cell.kind, cell.fate) {
        (_, Fate::Repeated) | (GroupKind::Same, _) => Role::Dim,
        (GroupKind::LeftOnly, _) => Role::OnlyLeft,
        (GroupKind::RightOnly, _) => Role::OnlyRight,
        _ => Role::Plain,
    }
}

/// How a change looks.
fn marked_role(kind: ChangeKind) -> Role {
    match kind {
        ChangeKind::Figure | ChangeKind::Date => Role::Figure,
        kind if kind.is_quiet() => Role::Quiet,
        _ => Role::Changed,
    }
}
