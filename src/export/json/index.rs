//! The shape of `retold index --json`: what a refresh found, did and could not read.
//! Counts are of articles and files; problems are named up to a bound.

use super::milliseconds;
use crate::library::{Problem, RefreshReport};
use serde::Serialize;

/// What `retold index --json` prints.
#[derive(Debug, Serialize)]
pub struct IndexOut<'a> {
    articles: u64,
    added: u64,
    changed: u64,
    removed: u64,
    files: u64,
    stories: u64,
    cancelled: bool,
    took_ms: f64,
    problems_total: u64,
    problems: &'a [Problem],
}

impl<'a> IndexOut<'a> {
    /// What came of a refresh; at most the first thousand problems are named.
    pub fn new(report: &RefreshReport, problems: &'a [Problem]) -> Self {
        Self {
            articles: report.articles,
            added: report.added,
            changed: report.changed,
            removed: report.removed,
            files: report.files,
            stories: report.stories,
            cancelled: report.cancelled,
            took_ms: milliseconds(report.took),
            problems_total: report.problems,
            problems,
        }
    }
}
