//! What can happen to the browser: keys, and answers of the workers.

use crate::corpus::{Article, ArticleId};
use crate::diff::Comparison;
use crate::library::{Copy, Problem, Progress, RefreshReport, Results};
use std::sync::Arc;

/// Numbers a request, so that a late answer to an older one is known for what it is.
pub type Ticket = u64;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(crossterm::event::KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used (only where it is switched on).
    Mouse(crossterm::event::MouseEvent),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Time passed: spinners turn, messages fade. Sent only while something moves.
    Tick,
    /// A search was answered.
    Searched(Ticket, Result<Arc<Results>, String>),
    /// An article was loaded, with its near-duplicates, for the preview or the reader.
    Loaded(Ticket, Result<Arc<Loaded>, String>),
    /// Two articles were compared.
    Compared(Ticket, Result<Arc<Compared>, String>),
    /// A refresh goes on.
    Refreshing(Progress),
    /// A refresh ended.
    Refreshed(Result<RefreshReport, String>),
    /// The files and records that could not be read.
    Problems(Vec<Problem>),
    /// Something to tell the reader (copied, exported, resumed).
    Told(String),
}

/// An article with what the reader says of it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The article.
    pub article: Article,
    /// Its near-duplicates, closest first.
    pub copies: Vec<Copy>,
}

/// Two articles and what differs between them.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The left article.
    pub left: Article,
    /// The right article.
    pub right: Article,
    /// What differs.
    pub comparison: Comparison,
    /// The near-duplicates of the left one, closest first: what the next-copy key goes through.
    pub copies: Vec<Copy>,
    /// Place of the right article among them, where it is one.
    pub place: Option<usize>,
}

/// Which article to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partner {
    /// Its closest near-duplicate.
    Closest,
    /// This one.
    Article(ArticleId),
}
