//! How the facts of a story are worded in a table, on paper and on screen alike: what a row is called,
//! and what a cell of it says.

use crate::diff::facts::{Cell, FactKind, Row};
use crate::text::sanitize;

/// What a row is called: `dead`, `time (logged)`, `said Petra Voss`. Safe to draw.
pub fn label(row: &Row) -> String {
    let label = match row.kind {
        FactKind::Quote if row.label.is_empty() => "said".to_string(),
        FactKind::Quote => format!("said {}", row.label),
        _ => row.label.clone(),
    };
    let about = if row.about.is_empty() { String::new() } else { format!(" ({})", row.about) };
    sanitize::line(&format!("{label}{about}")).into_owned()
}

/// What a cell says: a figure and a quotation as they stand, all else in its one form. Sanitised, so
/// that it can be measured.
pub fn shown(row: &Row, cell: &Cell) -> String {
    let text = match row.kind {
        FactKind::Figure | FactKind::Quote => &cell.text,
        // `--03-07` and `friday` are no form to read.
        FactKind::Date if !cell.value.starts_with(|c: char| c.is_ascii_digit()) => &cell.text,
        FactKind::Date | FactKind::Time | FactKind::Name => &cell.value,
    };
    let text = sanitize::line(text);
    match cell.modifier {
        Some(modifier) => format!("{modifier} {text}"),
        None => text.into_owned(),
    }
}

/// Whether the report is the first that has this value.
pub fn is_first(row: &Row, cell: &Cell) -> bool {
    row.values.get(cell.variant).is_some_and(|value| value.first == cell.column)
}

/// What the report in `column` says of a fact; none where it says nothing.
pub fn cell_at(row: &Row, column: usize) -> Option<&Cell> {
    let at = row.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
    row.cells.get(at)
}
