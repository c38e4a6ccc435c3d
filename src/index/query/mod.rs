//! The query language: text to a typed tree with byte spans, lenient, with the place of each
//! complaint.

mod amount;
mod cursor;
mod date;
pub(super) mod fields;
mod lexer;
mod outside;
mod parser;
mod pattern;
pub mod tree;
mod values;
mod words;

#[cfg(test)]
mod tests;

pub(super) use cursor::{AtCursor, word_at};
pub(super) use lexer::is_quote;
pub(super) use pattern::Walk;

pub use amount::{Amount, Amounts};
pub(super) use outside::is_text;
pub use outside::{Asked, Outside};
pub use pattern::Pattern;
pub use tree::{FieldName, Node};

use crate::text::Span;
use jiff::civil::Date;

/// What a query may say, for people: a page of Markdown, every operator with an example.
pub const QUERY_PAGE: &str = include_str!("../../../assets/query.md");

/// Something in a query that could not be taken as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where in the query text.
    pub span: Span,
    /// What was expected, in a few words.
    pub message: String,
}

/// A parsed query. Parsing never fails: what cannot be read is complained of, and the best reading
/// of the rest stands. The language is described in `assets/query.md`.
///
/// `NOT` binds tightest, then `w/5`, then `AND`, then `OR`, and words side by side loosest: `a b OR c`
/// asks for `a`, and for `b` or `c`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What could not be taken as written.
    pub complaints: Vec<Complaint>,
    root: Option<Node>,
}

impl Query {
    /// Reads `text`. While the reader is still typing, the last bare word is a prefix until a space
    /// follows, and a dangling operator, quote or parenthesis is ignored without a complaint. Times
    /// that count from today are complained of: see [`Self::parse_on`].
    pub fn parse(text: &str, typing: bool) -> Self {
        Self::read(text, typing, None)
    }

    /// The same, on this day: `date:yesterday` and `newer:2w` count from it.
    pub fn parse_on(text: &str, typing: bool, today: Date) -> Self {
        Self::read(text, typing, Some(today))
    }

    fn read(text: &str, typing: bool, today: Option<Date>) -> Self {
        let (root, mut complaints) = parser::parse(text, typing, today);
        complaints.sort_by_key(|complaint| complaint.span);
        Self { complaints, root }
    }

    /// Whether it asks for nothing, so that the newest articles are listed.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// What both ask for.
    pub fn and(self, other: Self) -> Self {
        let complaints = [self.complaints, other.complaints].concat();
        let nodes = [self.root, other.root].into_iter().flatten().collect();
        Self { complaints, root: parser::join(nodes, Node::And) }
    }

    /// What it asks for; `None` when it is empty.
    pub fn tree(&self) -> Option<&Node> {
        self.root.as_ref()
    }
}
