//! What is said under the query about what could not be taken as written: each complaint at its place
//! where it fits there, over as many rows as it takes.

use super::search::{PROMPT, Search};
use crate::index::Complaint;
use crate::text::{sanitize, width, wrap};

/// Rows of complaints, at most.
const ROWS: usize = 3;

/// Columns of what is complained of, where it is named.
const NAMED: usize = 20;

/// A row of complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// Columns before it.
    pub column: u16,
    /// What is said; safe to draw.
    pub text: String,
}

impl Fault {
    /// The column of the place that is meant, where the row is tied to one.
    pub fn place(&self) -> Option<u16> {
        let before = self.text.find(AT)?;
        let columns = width::width(self.text.get(..before)?);
        Some(self.column + u16::try_from(columns).ok()?)
    }
}

/// The sign under the place that is meant.
const AT: &str = "╵";
/// The way to a place whose complaint stands further below.
pub const DOWN: &str = "│";

impl Search {
    /// What of the query could not be taken as written, as far as is known.
    pub fn complaints(&self) -> &[Complaint] {
        self.results.as_ref().map_or(&[], |results| &results.complaints)
    }

    /// Whether that is about the query as it stands.
    pub fn is_answered(&self) -> bool {
        self.results.as_ref().is_some_and(|results| results.query == self.editor.text())
    }

    /// The rows that say so in `columns` columns.
    pub fn faults(&self, columns: u16) -> Vec<Fault> {
        let all = self.complaints();
        let mut rows: Vec<Fault> = Vec::new();
        for (at, complaint) in all.iter().enumerate() {
            let place = self.editor.visible_column(complaint.span.start).unwrap_or(0);
            let what = complaint.span.of(self.editor.text());
            let said = placed(&sanitize::line(&complaint.message), what, place, columns);
            let more = all.len() - at;
            if rows.len() + said.len() > ROWS || (rows.len() + said.len() == ROWS && more > 1) {
                // One that does not fit whole is said in part rather than not at all.
                let first = said.into_iter().next().filter(|_| rows.is_empty());
                let left = more - usize::from(first.is_some());
                rows.extend(first);
                if left > 0 {
                    let text = format!("and {left} more");
                    rows.push(Fault { column: PROMPT, text });
                }
                break;
            }
            rows.extend(said);
        }
        rows
    }
}

/// `message` about what stands at column `place` of the query: right of its sign where it fits, else
/// left of it, else in rows of its own that name it.
fn placed(message: &str, what: &str, place: usize, columns: u16) -> Vec<Fault> {
    let prompt = usize::from(PROMPT);
    let (long, columns) = (width::width(message), usize::from(columns));
    let place = (prompt + place).min(columns.saturating_sub(1));
    let fault = |column: usize, text: String| Fault {
        column: u16::try_from(column).unwrap_or(u16::MAX),
        text,
    };
    if place + 2 + long <= columns {
        return vec![fault(place, format!("{AT} {message}"))];
    }
    if long < place {
        return vec![fault(place - long - 1, format!("{message} {AT}"))];
    }
    let room = columns.saturating_sub(prompt + 1).max(1);
    let what = width::ellipsize(&sanitize::line(what), NAMED.min(room));
    let named = if what.is_empty() { message.to_string() } else { format!("{what}: {message}") };
    let rows = wrap::wrap(&named, room);
    rows.into_iter().map(|row| fault(prompt, row.of(&named).trim_end().to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_complaint_stands_at_its_place_where_it_fits() {
        let one = |place, columns| placed("no such field", "x:", place, columns).remove(0);
        assert_eq!(one(4, 40), Fault { column: 7, text: "╵ no such field".into() });
        assert_eq!(one(30, 40), Fault { column: 19, text: "no such field ╵".into() });
        let rows = placed("expected a date or a range of them", "soon", 9, 24);
        assert!(rows.len() == 3 && rows[0].text == "soon: expected a");
        assert!(rows.iter().all(|row| row.column == PROMPT));
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_the_screen_and_nothing_is_lost(
            message in "[a-z]{1,9}( [a-z]{1,9}){0,12}", place in 0usize..120, columns in 20u16..120,
        ) {
            let rows = placed(&message, "", place, columns);
            for row in &rows {
                prop_assert!(usize::from(row.column) + width::width(&row.text) <= usize::from(columns));
            }
            let words = rows.iter().flat_map(|row| row.text.split_whitespace());
            let said: Vec<&str> = words.filter(|word| *word != AT).collect();
            prop_assert_eq!(said.join(" "), message);
        }
    }
}
