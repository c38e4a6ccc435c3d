//! The query language: text to a typed tree with byte spans, lenient, with the place of each
//! complaint.

mod date;
mod lexer;
mod parser;
pub mod tree;

#[cfg(test)]
mod tests;

pub use tree::{FieldName, Node};

use crate::text::Span;

/// Something in a query that could not be taken as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where in the query text.
    pub span: Span,
    /// What was expected, in a few words.
    pub message: String,
}

/// A parsed query. Parsing never fails: what cannot be read is complained of, and the best reading
/// of the rest stands.
///
/// - `fire harbour`: both words, in any form (*fires*, *fired*), in title, text or byline;
/// - `"pier 7"`: these words as they are, side by side; `fir*`: any word that starts so;
/// - `-ferry` or `NOT ferry`: without it; `AND`, `OR` in capitals, and parentheses. `NOT` binds
///   tightest, then `AND`, then `OR`, and words side by side loosest: `a b OR c` asks for `a`, and
///   for `b` or `c`;
/// - `source:calder`, `title:"pier 7"`, and so on: in that field alone (see [`FieldName`]);
/// - `date:2031-03-22`, `date:2031-03`, `date:2031-03-22..2031-03-25`, `date:>=2031-03`;
/// - `figure:1,200`: that number, however it is written; `id:4k2` articles whose ids start so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What could not be taken as written.
    pub complaints: Vec<Complaint>,
    root: Option<Node>,
}

impl Query {
    /// Reads `text`. While the reader is still typing, the last bare word is a prefix until a space
    /// follows, and a dangling operator, quote or parenthesis is ignored without a complaint.
    pub fn parse(text: &str, typing: bool) -> Self {
        let (root, mut complaints) = parser::parse(text, typing);
        complaints.sort_by_key(|complaint| complaint.span);
        Self { complaints, root }
    }

    /// Whether it asks for nothing, so that the newest articles are listed.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// What it asks for; `None` when it is empty.
    pub fn tree(&self) -> Option<&Node> {
        self.root.as_ref()
    }
}
