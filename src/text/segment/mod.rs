//! Words and sentences with byte offsets, for any script.
//! UAX #29 with what news text needs on top: `6:54`, `1,200`, `ISIS-K` and `Moscow's` are one word.

mod abbreviations;
mod paragraphs;
mod sentences;
mod words;

pub use sentences::sentences;
pub use words::{Words, is_unspaced, parts, words};

use super::Span;
use serde::Serialize;

/// What a stretch of text is, for aligning it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// Running prose.
    Prose,
    /// A short line with no full stop: a headline, a crosshead, a byline. Never merged with prose.
    Heading,
}

/// One sentence, or one heading, of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// Which paragraph it belongs to, counted from 0.
    pub paragraph: usize,
    /// What it is.
    pub kind: SentenceKind,
}
