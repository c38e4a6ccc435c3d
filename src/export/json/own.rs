//! The shapes of what is a user's own, as JSON Lines: `retold searches --json`. A mark is printed as it
//! stands in its file.

use crate::library::Saved;
use serde::Serialize;

/// A saved search.
#[derive(Debug, Serialize)]
pub struct SavedOut<'a> {
    name: &'a str,
    query: &'a str,
    order: &'a str,
    changed: &'a str,
}

impl<'a> From<&'a Saved> for SavedOut<'a> {
    fn from(saved: &'a Saved) -> Self {
        let Saved { name, query, order, changed, .. } = saved;
        Self { name, query, order, changed }
    }
}
