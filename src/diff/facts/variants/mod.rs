//! The facts of a story beside one another: one row a fact, one column a report in order of time.
//! What the reports disagree on comes first, with the first appearance of each value.

pub(super) mod join;
#[cfg(test)]
mod tests;

use super::{Fact, FactKind, alike};
use crate::corpus::ArticleDate;
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// One report of a story, as it is handed in.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What its column is called: a title, an outlet.
    pub label: &'a str,
    /// When it was published.
    pub date: Option<ArticleDate>,
    /// What it states, as [`super::of`] tells.
    pub facts: &'a [Fact],
}

/// The facts of a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The reports in order of time, undated ones last.
    pub columns: Vec<Column>,
    /// The facts: those that reports disagree on first, those of most reports first among them.
    pub rows: Vec<Row>,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which of the reports that were handed in, from 0.
    pub report: usize,
    /// What it is called.
    pub label: String,
    /// When it was published.
    pub date: Option<ArticleDate>,
}

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about, as [`Fact::label`].
    pub label: String,
    /// A word or two that tell it from others of its label; empty where there is no other.
    pub about: String,
    /// What kind of fact it is.
    pub kind: FactKind,
    /// Whether two reports give it differently.
    pub disagrees: bool,
    /// What each report says of it; reports that say nothing have no cell. In order of columns.
    pub cells: Vec<Cell>,
    /// Its values in the order in which they appeared.
    pub values: Vec<Value>,
}

/// What one report says of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which column.
    pub column: usize,
    /// Which of the row's values.
    pub variant: usize,
    /// As [`Fact::value`].
    pub value: String,
    /// The number, where it is one.
    pub number: Option<f64>,
    /// As [`Fact::text`].
    pub text: String,
    /// As [`Fact::modifier`].
    pub modifier: Option<&'static str>,
    /// Where it is said.
    pub span: Span,
    /// Whether it differs from what most reports say or, where no value has most, from the first.
    pub differs: bool,
}

/// One version of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As the report that had it first gives it.
    pub value: String,
    /// The column of that report.
    pub first: usize,
    /// How many reports give it so.
    pub reports: usize,
}

/// Puts the facts of a story's reports together. A fact is the same in two reports where it is of one
/// kind and label and stands among the same words; its value is not asked, but where several would do.
/// Takes time about linear in the number of facts.
pub fn variants(reports: &[Report<'_>]) -> Table {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    let time = |at: &usize| reports.get(*at).and_then(|r| r.date);
    order.sort_by_key(|at| (time(at).is_none(), time(at)));
    let ordered: Vec<Report<'_>> =
        order.iter().filter_map(|at| reports.get(*at).copied()).collect();
    let columns = order.iter().zip(&ordered).map(|(&report, of)| Column {
        report,
        label: of.label.to_string(),
        date: of.date,
    });
    let facts: Vec<Vec<&Fact>> = ordered.iter().map(|r| r.facts.iter().collect()).collect();
    let mut rows: Vec<Row> = join::join(&facts).iter().filter_map(|row| row_of(row)).collect();
    tell_apart(&mut rows);
    // Stable, so that facts stay in the order in which the first reports give them.
    rows.sort_by_key(|row| {
        let spread = std::cmp::Reverse(row.cells.len());
        (!row.disagrees, row.cells.len() < 2, rank(row), spread)
    });
    Table { columns: columns.collect(), rows }
}

/// What became of people, before other figures, before all else.
fn rank(row: &Row) -> usize {
    match row.kind {
        FactKind::Figure if is_known(&row.label) => 0,
        FactKind::Figure if row.label != "number" => 1,
        FactKind::Name => 2,
        FactKind::Figure => 3,
        FactKind::Date | FactKind::Time => 4,
        FactKind::Quote => 5,
    }
}

/// Whether a label is of those that have a table of words.
pub(super) fn is_known(label: &str) -> bool {
    crate::diff::vocabulary::COUNTED.iter().any(|(known, _)| *known == label)
}

/// A row of what one fact is in each report, with the column of each, in order.
fn row_of(facts: &[(usize, &Fact)]) -> Option<Row> {
    let (_, first) = facts.first()?;
    let mut values: Vec<Value> = Vec::new();
    let mut cells = Vec::with_capacity(facts.len());
    for &(column, fact) in facts {
        let known = values.iter().position(|v| alike::same(fact.kind, &v.value, &fact.value));
        let variant = known.unwrap_or(values.len());
        match values.get_mut(variant) {
            Some(value) => value.reports += 1,
            None => values.push(Value { value: fact.value.clone(), first: column, reports: 1 }),
        }
        cells.push(Cell {
            column,
            variant,
            value: fact.value.clone(),
            number: fact.number,
            text: fact.text.clone(),
            modifier: fact.modifier,
            span: fact.span,
            differs: false,
        });
    }
    let usual = usual(&values);
    for cell in &mut cells {
        cell.differs = cell.variant != usual;
    }
    Some(Row {
        label: label(facts),
        about: first.about.clone(),
        kind: first.kind,
        disagrees: values.len() > 1,
        cells,
        values,
    })
}

/// The value that most reports give; the first where none has more than the next.
fn usual(values: &[Value]) -> usize {
    let most = values.iter().map(|v| v.reports).max().unwrap_or(0);
    let mut with = values.iter().enumerate().filter(|(_, v)| v.reports == most);
    match (with.next(), with.next()) {
        (Some((at, _)), None) => at,
        _ => 0,
    }
}

/// The label most reports have; for names one that says who it is before one that does not.
fn label(facts: &[(usize, &Fact)]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, fact) in facts.iter().filter(|(_, f)| !f.label.is_empty() && f.label != "name") {
        match counts.iter_mut().find(|(label, _)| *label == fact.label) {
            Some((_, count)) => *count += 1,
            None => counts.push((&fact.label, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let first = counts.iter().find(|(_, count)| Some(*count) == most).map(|(label, _)| *label);
    first.or(facts.first().map(|(_, f)| f.label.as_str())).unwrap_or_default().to_string()
}

/// Keeps the words in front of a fact only where others have its label too.
fn tell_apart(rows: &mut [Row]) {
    let mut count: HashMap<(FactKind, String), usize> = HashMap::new();
    for row in rows.iter() {
        *count.entry((row.kind, row.label.clone())).or_default() += 1;
    }
    let mut seen: HashSet<String> = HashSet::new();
    for row in rows {
        // The first toll needs no more said of it.
        let first =
            row.kind == FactKind::Figure && is_known(&row.label) && seen.insert(row.label.clone());
        let vague = matches!(row.kind, FactKind::Date | FactKind::Time) || row.label == "number";
        let key = (row.kind, row.label.clone());
        if first || !vague && count.get(&key).is_none_or(|n| *n < 2) {
            row.about.clear();
        }
    }
}
