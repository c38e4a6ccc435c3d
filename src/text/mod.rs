//! The ground floor: words, sentences, folding, display width, wrapping and sanitising.
//! Every offset is a byte offset into the text that was handed in.

pub mod calendar;
pub mod fold;
pub mod sanitize;
pub mod segment;
pub mod width;
pub mod wrap;

use serde::{Serialize, Serializer};

/// A half-open range of bytes, `start..end`, on character boundaries of the text it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing (an insertion point).
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The text it covers; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The bytes as a standard range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// In JSON a span is `[start, end]`.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

/// The start of `text`: at most `bytes` bytes of it, ending on a character boundary.
pub fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}
