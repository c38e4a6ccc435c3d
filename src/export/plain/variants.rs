//! The facts of a story as a table: a row a fact, a column a report in order of time. Where columns
//! do not fit beside one another, the table goes on below.

use super::{Pen, Role, Styled, count};
use crate::corpus::{ArticleDate, Precision};
use crate::diff::facts::{Cell, FactKind, Row, Table};
use crate::export::cells::{cell_at, is_first, label, shown};
use crate::index::search::Card;
use crate::text::sanitize;
use crate::text::width::{ellipsize, width};
use std::io::{self, Write};

/// The widest the column of labels gets.
const LABEL: usize = 26;
/// The narrowest and the widest column of a report.
const NARROW: usize = 9;
const WIDE: usize = 18;
/// The widest cell of a row that is in words: a quotation.
const WORDS: usize = 30;
/// Columns between two.
const GAP: usize = 2;

/// Writes the rows of `table` that disagree, or all of them; `cards` has one entry a report, in the
/// order in which they were handed in. Returns how many rows were written.
pub fn variants(
    out: &mut dyn Write,
    pen: Pen,
    cards: &[Card],
    table: &Table,
    all: bool,
) -> io::Result<usize> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| all || row.disagrees).collect();
    let labels: Vec<String> = rows.iter().map(|row| label(row)).collect();
    let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let first = widest.min(LABEL).min(pen.columns / 3);
    let mut columns = columns(cards, table, &rows);
    while !columns.is_empty() {
        let band = band(&columns, pen.columns.saturating_sub(first));
        let rest = columns.split_off(band);
        heads(out, pen, first, &columns)?;
        for (row, label) in rows.iter().zip(&labels) {
            let cells: Vec<_> = columns.iter().map(|c| (c, cell_at(row, c.at))).collect();
            if cells.iter().any(|(_, cell)| cell.is_some()) {
                line(out, pen, first, label, row, &cells)?;
            }
        }
        if !rest.is_empty() {
            writeln!(out)?;
        }
        columns = rest;
    }
    Ok(rows.len())
}

/// A column as it is written.
struct Column {
    /// Which of the table's.
    at: usize,
    source: String,
    date: Option<ArticleDate>,
    width: usize,
}

/// The columns that have something in them, as wide as they need to be.
fn columns(cards: &[Card], table: &Table, rows: &[&Row]) -> Vec<Column> {
    let mut widest = vec![0; table.columns.len()];
    for row in rows {
        let limit = if row.kind == FactKind::Quote { WORDS } else { WIDE };
        for cell in &row.cells {
            if let Some(known) = widest.get_mut(cell.column) {
                // Two more for the signs of one that differs.
                *known = (*known).max((width(&shown(row, cell)) + 2).min(limit));
            }
        }
    }
    let shown = table.columns.iter().zip(widest).enumerate().filter(|(_, (_, widest))| *widest > 0);
    shown
        .map(|(at, (column, widest))| {
            let card = cards.get(column.report);
            let source = card.map_or_else(String::new, |card| {
                card.source.clone().unwrap_or_else(|| card.origin.to_string())
            });
            let source = sanitize::line(&source).into_owned();
            let date = column.date.map_or(0, |date| width(&written(date, None)));
            let width = width(&source).min(WIDE).max(widest).max(NARROW).max(date);
            Column { at, source, date: column.date, width }
        })
        .collect()
}

/// How many columns fit; always one, which is cut where even it does not.
fn band(columns: &[Column], room: usize) -> usize {
    let mut used = 0;
    let fit = columns.iter().take_while(|column| {
        used += column.width + GAP;
        used <= room
    });
    fit.count().max(1)
}

/// Day and outlet of each column; of two of one day the second has only its time.
fn heads(out: &mut dyn Write, pen: Pen, first: usize, columns: &[Column]) -> io::Result<()> {
    let mut dates = " ".repeat(first);
    let mut sources = " ".repeat(first);
    let mut before = None;
    for column in columns {
        let day = column.date.map(|date| written(date, before));
        before = column.date.map(super::super::words::date);
        let head = |role, text: &str| {
            let row = pen.text().with(role, text).fitted(column.width);
            format!("{:GAP$}{}", "", row.padded(column.width))
        };
        dates.push_str(&head(Role::Dim, &day.unwrap_or_default()));
        sources.push_str(&head(Role::Title, &column.source));
    }
    if columns.iter().any(|column| column.date.is_some()) {
        writeln!(out, "{}", dates.trim_end())?;
    }
    writeln!(out, "{}", sources.trim_end())
}

/// `22 Mar 08:10`, and `11:45` behind another report of that day.
fn written(date: ArticleDate, before: Option<String>) -> String {
    let full = super::date(date);
    let day = super::super::words::date(date);
    match full.strip_prefix(&day).map(str::trim).filter(|time| !time.is_empty()) {
        Some(time) if before.as_deref() == Some(&day) => time.to_string(),
        _ if date.precision >= Precision::Day => {
            let year = day.rsplit(' ').next().unwrap_or_default();
            full.replacen(&format!(" {year}"), "", 1)
        }
        _ => full,
    }
}

fn line(
    out: &mut dyn Write,
    pen: Pen,
    first: usize,
    label: &str,
    row: &Row,
    cells: &[(&Column, Option<&Cell>)],
) -> io::Result<()> {
    let mut text = pen.text().with(Role::Plain, label).fitted(first).padded(first);
    for (column, cell) in cells {
        let styled = match cell {
            Some(cell) => styled(pen, row, cell, column.width),
            None => pen.text().with(Role::Dim, "·"),
        };
        text.push_str(&" ".repeat(GAP));
        text.push_str(&styled.fitted(column.width).padded(column.width));
    }
    writeln!(out, "{}", text.trim_end())
}

/// A cell, cut so that the signs of one that differs fit as well.
fn styled(pen: Pen, row: &Row, cell: &Cell, columns: usize) -> Styled {
    let role = match cell.differs {
        true if is_first(row, cell) => Role::Figure,
        true => Role::Changed,
        false => Role::Plain,
    };
    let signs = if cell.differs && !pen.colour { 2 } else { 0 };
    pen.text().with(role, &ellipsize(&shown(row, cell), columns.saturating_sub(signs)))
}

/// Writes what the table does not show: how many facts agree.
pub fn agreeing(out: &mut dyn Write, pen: Pen, table: &Table) -> io::Result<()> {
    let shared = table.rows.iter().filter(|row| !row.disagrees && row.cells.len() > 1).count();
    let told = count(shared, "fact agrees", "facts agree");
    let line = format!("{told}; --all lists every fact");
    writeln!(out, "{}", pen.row(Role::Dim, &line))
}
