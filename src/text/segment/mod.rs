//! Words and sentences with byte offsets, for any script.
//! UAX #29 with what news text needs on top: `6:54`, `1,200`, `ISIS-K` and `Moscow's` are one word.

mod abbreviations;
mod lines;
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
    /// A short line with no full stop: a headline, a crosshead. Never merged with prose.
    Heading,
    /// A line that says who wrote it.
    Byline,
    /// A line that says only where and when.
    Dateline,
    /// What stands under a picture, or whose it is.
    Caption,
    /// An item of a list, or one of its sentences.
    List,
}

impl SentenceKind {
    /// Whether sentences of this kind may be split and joined again, as writers do with prose; the
    /// others are lines that stand alone.
    pub fn runs_on(self) -> bool {
        matches!(self, Self::Prose | Self::List)
    }
}

/// One sentence of a body, or one line that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// Which paragraph it belongs to, counted from 0.
    pub paragraph: usize,
    /// What it is.
    pub kind: SentenceKind,
}
