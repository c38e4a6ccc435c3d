//! How a refresh tells what it does, and says what came of it.

use std::time::Duration;

/// What a refresh is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Looking which files there are and which changed.
    #[default]
    Scanning,
    /// Reading and indexing articles.
    Indexing,
    /// Making them searchable.
    Committing,
    /// Finding near-duplicates.
    Comparing,
    /// Finding reports of one event that are no near-duplicates.
    Relating,
    /// Done.
    Done,
}

/// How far a refresh is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// Articles done in this phase.
    pub articles: u64,
    /// Share of this phase done, 0 to 1, where it can be told (by bytes read, or pairs compared).
    pub fraction: Option<f32>,
    /// Articles a second, in this phase.
    pub rate: f32,
    /// Time left in this phase, where it can be told.
    pub left: Option<Duration>,
    /// Problems so far.
    pub problems: u64,
    /// Whether a commit made something new searchable since the last report.
    pub fresh: bool,
}

/// What came of a refresh.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefreshReport {
    /// Articles in the index now.
    pub articles: u64,
    /// Articles added.
    pub added: u64,
    /// Articles indexed anew because they changed.
    pub changed: u64,
    /// Articles dropped.
    pub removed: u64,
    /// Files looked at.
    pub files: u64,
    /// Files and records that could not be read: all counted, the first thousand named in
    /// [`super::Library::problems`].
    pub problems: u64,
    /// Stories found.
    pub stories: u64,
    /// Whether it was stopped before the end.
    pub cancelled: bool,
    /// How long it took.
    pub took: Duration,
}
