//! The rows of several reports beside one another at a width: all columns wrapped in lockstep, runs of
//! what all have folded, and the places one can step through.

use super::table::{Passage, Table, Told};
use crate::app::flow::Class;
use crate::app::rows::{Half, wrapped};
use crate::app::shown::Shown;

/// Bands in a row that fold into one line.
const FOLDS: usize = 3;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The band it belongs to; a gap belongs to the one after it.
    pub band: usize,
    /// Whether it is the band's first row, where numbers and signs stand.
    pub first: bool,
    /// What the left text has.
    pub left: Half,
    /// What each column has.
    pub cells: Vec<Half>,
}

/// A band in which not all say the same: one step of `]` and `[`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The band.
    pub band: usize,
    /// Its first row.
    pub first: usize,
    /// One past its last row.
    pub end: usize,
}

/// All rows and stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// The stops in order.
    pub stops: Vec<Stop>,
}

impl Rows {
    /// Lays out `table` with columns of `width`; with `folded`, runs of the same are one line.
    pub(super) fn new(table: &Table, width: usize, folded: bool) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        while let Some(band) = table.bands.get(at) {
            let run = table.bands.iter().skip(at).take_while(|band| band.same).count();
            let folds = folded && run >= FOLDS;
            let opens = |p: &Passage| p.number.is_some();
            if at > 0 && (folds || opens(&band.left) || band.cells.iter().any(opens)) {
                let cells = vec![Half::Empty; band.cells.len()];
                out.rows.push(Row { band: at, first: false, left: Half::Empty, cells });
            }
            let first = out.rows.len();
            if folds {
                out.fold(table.bands.get(at..at + run).unwrap_or(&[]), at);
                at += run;
                continue;
            }
            out.band(table, at, band, width);
            if !band.same {
                out.stops.push(Stop { band: at, first, end: out.rows.len() });
            }
            at += 1;
        }
        out
    }

    /// The first row of the band, or of the fold it is in.
    pub(super) fn row_of(&self, band: usize) -> usize {
        let after = self.rows.partition_point(|row| row.band <= band);
        let Some(last) = after.checked_sub(1).and_then(|row| self.rows.get(row)) else { return 0 };
        let first = self.rows.partition_point(|row| row.band < last.band);
        first + usize::from(self.rows.get(first).is_some_and(|row| !row.first))
    }

    fn fold(&mut self, bands: &[Told], at: usize) {
        let sentences: usize = bands.iter().map(|band| band.sentences).sum();
        let columns = bands.first().map_or(0, |band| band.cells.len());
        let left = Half::Note(format!("··· {sentences} sentences the same in all ···"));
        let cells = vec![Half::Note("···".to_string()); columns];
        self.rows.push(Row { band: at, first: true, left, cells });
    }

    fn band(&mut self, table: &Table, at: usize, band: &Told, width: usize) {
        let halves = |shown: &Shown, passage: &Passage| {
            let mut halves = wrapped(shown, passage.text, width);
            halves.extend(passage.note.clone().map(Half::Note));
            halves.into_iter()
        };
        let mut left = halves(&table.left, &band.left);
        let mut cells: Vec<_> = band
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(passage, shown)| halves(shown, passage))
            .collect();
        let count = cells.iter().map(ExactSizeIterator::len).max().unwrap_or(0).max(left.len());
        for row in 0..count {
            self.rows.push(Row {
                band: at,
                first: row == 0,
                left: left.next().unwrap_or_default(),
                cells: cells.iter_mut().map(|cell| cell.next().unwrap_or_default()).collect(),
            });
        }
    }
}

/// The sign of a passage in the gutter: none where the left text has what the columns sign, and for
/// what has a note that says where it went.
pub fn sign(passage: &Passage, is_left: bool) -> &'static str {
    match (passage.class, passage.text) {
        (Class::Edited, _) if is_left => " ",
        (Class::OnlyLeft, None) if !is_left => "·",
        (_, None) => " ",
        (class, Some(_)) => class.sign(),
    }
}
