//! What the browser asks the world to do. Carried out by workers; answers come back as events.

use super::event::{Partner, Ticket};
use super::own::Task;
use super::saving::Export;
use crate::corpus::ArticleId;
use crate::diff::Granularity;
use crate::library::{FacetRequest, Request};

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Run a search; replaces the one before it.
    Search(Ticket, Request),
    /// Load an article and its near-duplicates; replaces the one before it.
    Load(Ticket, ArticleId),
    /// Compare two articles, as finely as this; replaces the one before it.
    Compare(Ticket, ArticleId, Partner, Granularity),
    /// Compare one article with several others; replaces the one before it.
    CompareSeveral(Ticket, ArticleId, Vec<ArticleId>, Granularity),
    /// Load the story of an article; replaces the one before it.
    Story(Ticket, ArticleId),
    /// Read the facts of these reports and put them beside one another; replaces the one before it.
    Facts(Ticket, Vec<ArticleId>),
    /// Read no further: nobody waits for the facts any more.
    ForgetFacts,
    /// Explain what two articles are to one another; replaces the one before it.
    Explain(Ticket, ArticleId, ArticleId),
    /// Export a comparison to a file; answered by `Event::Exported`.
    Export(Box<Export>),
    /// Scan the corpus and index what changed.
    Refresh,
    /// List the files and records that could not be read; answered by `Event::Problems`.
    ListProblems,
    /// Stop the refresh that goes on.
    CancelRefresh,
    /// Make a query of a passage, for what is like it; replaces the one before it.
    Liken(Ticket, String),
    /// Count what a query finds; replaces the one before it.
    Count(Ticket, FacetRequest),
    /// Do something with the user's own files; answered by `Event::Own`.
    Own(Task),
    /// Complete the word at this byte of this query; replaces the one before it.
    Complete(Ticket, String, usize),
    /// Remember this query for the next start.
    Remember(String),
    /// Put this on the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal for selecting text.
    Mouse(bool),
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
}
