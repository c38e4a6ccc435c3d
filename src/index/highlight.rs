//! Marking what a query matched: in snippets, in the reader and in a comparison alike.
//! The stored text is tokenised again by the analyser that indexed it.

use crate::text::Span;

/// A stretch of an article that shows why it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text, one line, not sanitised; starts or ends with `…` where it was cut.
    pub text: String,
    /// The matched words in it.
    pub marks: Vec<Span>,
}

/// What a query looks for, ready to be found in any text. Cheap to clone and to send.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {}

impl Highlighter {
    /// The matched words of `text`, in order, without overlaps.
    pub fn marks(&self, text: &str) -> Vec<Span> {
        let _ = text;
        Vec::new()
    }

    /// The stretch of `text` of about `columns` characters with the most different matched words;
    /// its start when nothing matches.
    pub fn snippet(&self, text: &str, columns: usize) -> Snippet {
        let _ = (text, columns);
        Snippet::default()
    }
}
