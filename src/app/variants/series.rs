//! A figure of a story over time: the points its reports make of it.

use crate::corpus::Precision;
use crate::diff::facts::{FactKind, Row, Table};

/// What one report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When, in seconds since 1970.
    pub seconds: i64,
    /// What.
    pub value: f64,
    /// Its column of the table.
    pub column: usize,
}

/// A figure over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The points, in order of time; there are at least two of different times and values.
    pub points: Vec<Point>,
    /// Reports that give the figure and of which not even the day is known.
    pub undated: usize,
}

impl Series {
    /// The fact in `row` over time; none where it is no number, did not change, or where it is not known
    /// what came before what.
    pub fn of(row: &Row, table: &Table) -> Option<Self> {
        if row.kind != FactKind::Figure {
            return None;
        }
        let numbers = || row.cells.iter().filter_map(|cell| Some((cell, cell.number?)));
        let points: Vec<Point> = numbers()
            .filter(|(_, value)| value.is_finite())
            .filter_map(|(cell, value)| {
                let date = table.columns.get(cell.column)?.date?;
                let known = date.precision >= Precision::Day;
                known.then_some(Point { seconds: date.seconds, value, column: cell.column })
            })
            .collect();
        let undated = numbers().count() - points.len();
        let (first, rest) = points.split_first()?;
        let changes = rest.iter().any(|point| point.value != first.value);
        let takes_time = rest.iter().any(|point| point.seconds != first.seconds);
        (changes && takes_time).then_some(Self { points, undated })
    }
}
