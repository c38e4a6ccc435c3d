//! A comparison as plain text: two columns where there is room, else one below the other.
//! Sentences stand level; signs in the margin say what became of each, and work without colours.

mod cells;
mod head;

use super::{Pen, Role};
use crate::corpus::Article;
use crate::diff::facts::Contrast;
use crate::diff::{Block, Comparison};
use crate::export::outline::{Step, folded, steps_in};
use cells::{Cell, Cells};
use std::io::{self, Write};

/// From this many columns on the two texts stand side by side.
const SIDE_BY_SIDE: usize = 100;
/// Wider than this, two columns are no easier to read.
const WIDEST: usize = 180;
/// The widest lines when one text stands below the other.
const MEASURE: usize = 90;
/// Columns of a paragraph number, the sign, and the spaces after each.
const MARGIN: usize = 6;
/// What stands between two columns.
const BETWEEN: &str = " │ ";

/// Two articles and what differs between them.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The left article.
    pub left: &'a Article,
    /// The right article.
    pub right: &'a Article,
    /// What differs.
    pub comparison: &'a Comparison,
    /// The facts of both, as [`crate::diff::facts::contrast`] holds them against one another.
    pub facts: &'a [Contrast],
    /// Whether runs of sentences that are the same are written out, too.
    pub full: bool,
}

/// Writes the comparison: headlines, figures, scores, then both texts.
pub fn comparison(out: &mut dyn Write, pen: Pen, sides: &Sides<'_>) -> io::Result<()> {
    write(out, pen, sides, &sides.comparison.reading_order())
}

/// The same with the blocks in the order given.
pub(super) fn write(
    out: &mut dyn Write,
    pen: Pen,
    sides: &Sides<'_>,
    order: &[Block],
) -> io::Result<()> {
    let layout = Layout::for_columns(pen.columns);
    layout.heads(out, pen, sides)?;
    let facts = head::facts(pen, sides.facts);
    let scores = head::scores(pen, sides.comparison);
    for (items, between) in [(facts, "   "), (scores, " · ")] {
        for row in pen.packed(&items, between, layout.columns()) {
            writeln!(out, "{row}")?;
        }
    }
    writeln!(out, "{}", pen.rule(layout.columns()))?;
    let mut cells = Cells::new(pen);
    for step in steps_in(sides, order) {
        match step {
            Step::Folded(sentences, rows) => {
                let first = rows.first();
                let there = first.map_or([true; 2], |r| [r.left.is_some(), r.right.is_some()]);
                layout.note(out, pen, &folded(sentences, &rows), there)?;
            }
            Step::Row(row) => {
                let left = row.left.as_ref().map(|cell| cells.cell(cell));
                let right = row.right.as_ref().map(|cell| cells.cell(cell));
                layout.level(out, pen, left.as_ref(), right.as_ref())?;
            }
        }
    }
    Ok(())
}

/// How the two texts are laid out.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// Two columns, each this wide.
    Columns(usize),
    /// One below the other, in this many columns.
    Inline(usize),
}

impl Layout {
    fn for_columns(columns: usize) -> Self {
        if columns >= SIDE_BY_SIDE {
            Self::Columns((columns.min(WIDEST) - 3) / 2)
        } else {
            Self::Inline(columns.clamp(1, MEASURE))
        }
    }

    /// Columns of the whole.
    fn columns(self) -> usize {
        match self {
            Self::Columns(half) => 2 * half + 3,
            Self::Inline(columns) => columns,
        }
    }

    /// The headline and the outlet of each side.
    fn heads(self, out: &mut dyn Write, pen: Pen, sides: &Sides<'_>) -> io::Result<()> {
        match self {
            Self::Columns(half) => {
                let left = head::article(pen, sides.left).rows(half);
                let right = head::article(pen, sides.right).rows(half);
                for at in 0..left.len().max(right.len()) {
                    let l = left.get(at).map_or_else(|| " ".repeat(half), |row| row.padded(half));
                    let r = right.get(at).map(ToString::to_string).unwrap_or_default();
                    writeln!(out, "{}", format!("{l}{BETWEEN}{r}").trim_end())?;
                }
            }
            Self::Inline(columns) => {
                for (sign, article) in [("‹ ", sides.left), ("› ", sides.right)] {
                    let rows = head::article(pen, article).rows(columns.saturating_sub(2));
                    for (at, row) in rows.iter().enumerate() {
                        writeln!(out, "{}{row}", if at == 0 { sign } else { "  " })?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A line that speaks of the sides that are `there`.
    fn note(self, out: &mut dyn Write, pen: Pen, text: &str, there: [bool; 2]) -> io::Result<()> {
        let text = pen.text().with(Role::Dim, text);
        match self {
            Self::Columns(half) => {
                let [left, right] = there;
                for row in text.rows(half - MARGIN) {
                    let row = row.padded(half - MARGIN);
                    let margin = " ".repeat(MARGIN);
                    let nothing = " ".repeat(half - MARGIN);
                    let l = if left { &row } else { &nothing };
                    let r = if right { &row } else { &nothing };
                    let line = format!("{margin}{l}{BETWEEN}{margin}{r}");
                    writeln!(out, "{}", line.trim_end())?;
                }
                Ok(())
            }
            Self::Inline(columns) => {
                let rows = text.rows(columns.saturating_sub(MARGIN));
                rows.iter().try_for_each(|row| writeln!(out, "{:MARGIN$}{row}", ""))
            }
        }
    }

    /// What stands level: one or both sides of a block.
    fn level(
        self,
        out: &mut dyn Write,
        pen: Pen,
        left: Option<&Cell>,
        right: Option<&Cell>,
    ) -> io::Result<()> {
        match self {
            Self::Columns(half) => {
                let rows = |cell: Option<&Cell>| {
                    cell.map(|cell| cell.rows(pen, half - MARGIN)).unwrap_or_default()
                };
                let (left, right) = (rows(left), rows(right));
                for at in 0..left.len().max(right.len()) {
                    let l = left.get(at).map_or_else(|| " ".repeat(half), |row| row.padded(half));
                    let r = right.get(at).map(|row| row.padded(0)).unwrap_or_default();
                    writeln!(out, "{}", format!("{l}{BETWEEN}{r}").trim_end())?;
                }
            }
            Self::Inline(columns) => {
                let columns = columns.saturating_sub(MARGIN);
                match (left, right) {
                    // Said alike on both sides, it is said once.
                    (Some(cell), Some(other)) if cell.same && other.same => {
                        inline(out, &cell.rows(pen, columns), "")?;
                    }
                    (Some(left), Some(right)) => {
                        inline(out, &left.rows(pen, columns.saturating_sub(2)), "‹ ")?;
                        let right = right.unsigned();
                        inline(out, &right.rows(pen, columns.saturating_sub(2)), "› ")?;
                    }
                    (Some(cell), None) => inline(out, &cell.rows(pen, columns), "")?,
                    // Paragraphs are counted down the left text.
                    (None, Some(cell)) => {
                        let cell = Cell { paragraph: None, ..cell.clone() };
                        inline(out, &cell.rows(pen, columns), "")?;
                    }
                    (None, None) => {}
                }
            }
        }
        Ok(())
    }
}

/// Writes the rows of one cell, `side` before the first of them.
fn inline(out: &mut dyn Write, rows: &[cells::CellRow], side: &str) -> io::Result<()> {
    let indent = side.chars().count();
    for (at, row) in rows.iter().enumerate() {
        let line = if at == 0 {
            format!("{}{side}{}", row.margin, row.text)
        } else {
            format!("{}{:indent$}{}", row.margin, "", row.text)
        };
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
