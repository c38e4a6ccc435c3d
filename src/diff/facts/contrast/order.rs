//! The order of the list, and what of it is told already.

use super::{Contrast, Said};
use crate::diff::comparison::Standing;
use crate::diff::facts::FactKind;
use std::collections::HashSet;

/// Figures, dates, names, quotations, what is only mentioned; in each what differs first, and of
/// figures what became of people.
pub(super) fn order(row: &Contrast, tolls: &HashSet<&str>) -> (u8, Standing, bool) {
    let kind = match row.kind {
        FactKind::Figure => 0,
        FactKind::Date | FactKind::Time => 1,
        FactKind::Name if !row.passing => 2,
        FactKind::Quote => 3,
        FactKind::Name => 4,
    };
    (kind, row.standing, !(row.kind == FactKind::Figure && tolls.contains(row.label.as_str())))
}

pub(super) fn place(row: &Contrast) -> (usize, usize) {
    row.first().map_or((0, 0), |said| (said.group, said.span.start))
}

/// Leaves out what an earlier row says, and what one side says where another row has it with the other
/// side.
pub(super) fn once(rows: &mut Vec<Contrast>) {
    type Key<'r> = (FactKind, String, Standing, &'r str, &'r str);
    fn key(row: &Contrast) -> Key<'_> {
        fn value(said: &Option<Said>) -> &str {
            said.as_ref().map_or("", |said| said.value.as_str())
        }
        (row.kind, thing(row), row.standing, value(&row.left), value(&row.right))
    }
    let mut both: HashSet<(FactKind, String, bool, &str)> = HashSet::new();
    for row in rows.iter().filter(|row| row.left.is_some() && row.right.is_some()) {
        for (left, said) in [(true, &row.left), (false, &row.right)] {
            let value = said.as_ref().map_or("", |said| said.value.as_str());
            both.insert((row.kind, thing(row), left, value));
        }
    }
    let mut seen: HashSet<Key<'_>> = HashSet::new();
    let keep: Vec<bool> = rows
        .iter()
        .map(|row| {
            let known = match (&row.left, &row.right) {
                (Some(said), None) => both.contains(&(row.kind, thing(row), true, &said.value)),
                (None, Some(said)) => both.contains(&(row.kind, thing(row), false, &said.value)),
                _ => false,
            };
            !known && seen.insert(key(row))
        })
        .collect();
    let mut keep = keep.into_iter();
    rows.retain(|_| keep.next().unwrap_or(true));
}

/// What a row is about, as far as it tells it from another of the same values.
fn thing(row: &Contrast) -> String {
    match row.kind {
        FactKind::Figure => row.label.trim_end_matches('s').to_lowercase(),
        _ => String::new(),
    }
}
