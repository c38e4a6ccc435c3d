//! The shape of one line of `retold variants --json`: a fact, and what each report says of it.

use super::Ref;
use crate::corpus::ArticleId;
use crate::diff::facts::{FactKind, Row, Table};
use crate::index::search::Card;
use serde::Serialize;

/// One line of what `retold variants --json` prints.
#[derive(Debug, Serialize)]
pub struct VariantOut<'a> {
    label: &'a str,
    about: &'a str,
    kind: FactKind,
    disagrees: bool,
    cells: Vec<CellOut<'a>>,
    first: Vec<FirstOut<'a>>,
}

#[derive(Debug, Serialize)]
struct CellOut<'a> {
    article: Ref<'a>,
    value: &'a str,
    text: &'a str,
    modifier: Option<&'a str>,
    differs: bool,
    /// Bytes of the article's body.
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct FirstOut<'a> {
    value: &'a str,
    article: ArticleId,
}

impl<'a> VariantOut<'a> {
    /// A row of `table`; `cards` has one entry a report, in the order in which they were handed in.
    pub fn new(row: &'a Row, table: &Table, cards: &'a [Card]) -> Self {
        let card = |column: usize| cards.get(table.columns.get(column)?.report);
        let cells = row.cells.iter().filter_map(|cell| {
            Some(CellOut {
                article: Ref::from(card(cell.column)?),
                value: &cell.value,
                text: &cell.text,
                modifier: cell.modifier,
                differs: cell.differs,
                start: cell.span.start,
                end: cell.span.end,
            })
        });
        let first = row.values.iter().filter_map(|value| {
            Some(FirstOut { value: &value.value, article: card(value.first)?.id })
        });
        Self {
            label: &row.label,
            about: &row.about,
            kind: row.kind,
            disagrees: row.disagrees,
            cells: cells.collect(),
            first: first.collect(),
        }
    }
}
