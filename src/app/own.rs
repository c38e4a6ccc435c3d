//! What is asked of the user's own files, marks and saved searches, and what comes back. Kept apart from
//! other effects: what is to be written is done in order, and none of it is dropped for a later one.

use super::event::Ticket;
use crate::corpus::ArticleId;
use crate::index::Order;
use crate::library::{Changed, Edit, Known, Saved, Target};

/// Something to be done with the user's own files.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Read the marks.
    Marks(Ticket),
    /// Change what is said of these.
    Mark(Ticket, Vec<(Target, Vec<Edit>)>),
    /// List the saved searches, and then count what each finds; replaces the one before it.
    Searches(Ticket),
    /// Count no further: nobody looks at the list any more.
    ForgetSearches,
    /// Find what is new in a saved search; replaces the one before it.
    News(Ticket, String, String),
    /// Keep a search under a name. What it finds now is not new.
    Save(Ticket, Box<Naming>),
    /// Give a saved search another name.
    Rename(Ticket, String, String),
    /// Forget a saved search.
    Forget(Ticket, String),
    /// Remember that what a saved search finds now was seen.
    Saw(Ticket, String, String),
}

/// A search that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The name.
    pub name: String,
    /// The query.
    pub query: String,
    /// How its hits are ordered.
    pub order: Order,
    /// Whether one of that name may be replaced.
    pub replace: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The marks as they are, and what is wrong with their file.
    Marks(Ticket, Result<Known, String>, Option<String>),
    /// What was changed; with the marks as they are now, unless more changes follow.
    Marked(Ticket, Result<Marked, String>),
    /// The saved searches, and what is wrong with their file.
    Searches(Ticket, Result<Vec<Saved>, String>, Option<String>),
    /// What the search at this place of the list finds.
    Tallied(Ticket, usize, Result<Count, String>),
    /// All of them were counted, or nobody asks any more.
    AllTallied(Ticket),
    /// What is new in a saved search, sorted.
    News(Ticket, Result<Vec<ArticleId>, String>),
    /// A search was kept; or there is one of that name.
    Saved(Ticket, Result<bool, String>),
    /// The list of searches was changed, or was not.
    Changed(Ticket, Result<(), String>),
    /// What a saved search finds counts as seen now, or does not.
    Saw(Ticket, Result<(), String>),
}

/// What came of changing marks.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// What was changed.
    pub changed: Vec<Changed>,
    /// What was not, and why.
    pub gone: Vec<String>,
    /// The marks as they are now, unless more changes follow.
    pub known: Option<Known>,
}

/// How much a saved search finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Articles that match, before folding.
    pub total: usize,
    /// Those of them that were not seen yet.
    pub new: usize,
}
