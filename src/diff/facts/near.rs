//! What stands around a fact: the words by which it is found again in another report, and a word or
//! two for a reader to tell it from its like.

use super::Read;
use crate::diff::kinds::{is_name_at, sense_at};
use crate::diff::lexicon::Sense;
use crate::diff::vocabulary::BENDING;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Words looked at on each side.
const REACH: usize = 14;
/// Words off that are still close.
const CLOSE: usize = 8;
/// Words looked at for those that a reader is shown.
const BEFORE: usize = 5;

/// A word near a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Near {
    /// A hash of the word in its folded form.
    pub word: u64,
    /// Whether it is a name there, which tells more.
    pub name: bool,
    /// Whether it stands in the same sentence and not far off, which tells more, too.
    pub close: bool,
}

/// The words with a meaning of their own around a run of words, in its paragraph; each once, sorted.
pub(super) fn near(read: &Read<'_, '_>, tokens: &Range<usize>) -> Vec<Near> {
    let paragraph = read.paragraph(tokens.start);
    let sentence = read.prose.words(read.prose.sentence_of(tokens.start));
    let mut words = Vec::new();
    let mut take = |token: usize| {
        let inside = sentence.contains(&token);
        if !inside && read.paragraph(token) != paragraph {
            return false;
        }
        if sense_at(read.prose, read.lexicon, token) == Some(Sense::Plain) {
            let name = is_name_at(read.prose, read.lexicon, token);
            let apart = token.abs_diff(tokens.start).min(token.abs_diff(tokens.end));
            let close = inside && apart <= CLOSE;
            words.push(Near { word: hash(read.word(token)), name, close });
        }
        true
    };
    let _ = (tokens.start.saturating_sub(REACH)..tokens.start).rev().all(&mut take);
    let _ = (tokens.end..read.len().min(tokens.end + REACH)).all(&mut take);
    words.sort_unstable_by_key(|near: &Near| (near.word, !near.close, !near.name));
    words.dedup_by_key(|near| near.word);
    words
}

/// The words of a run themselves, in the same form; the first `most` of them.
pub(super) fn inside(read: &Read<'_, '_>, tokens: &Range<usize>, most: usize) -> Vec<Near> {
    let mut words: Vec<Near> = tokens
        .clone()
        .take(most)
        .filter(|t| sense_at(read.prose, read.lexicon, *t) != Some(Sense::Stop))
        .map(|t| Near { word: hash(read.word(t)), name: false, close: true })
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// One hash for a word and its plural.
fn hash(word: &str) -> u64 {
    xxh3_64(word.trim_end_matches("'s").trim_end_matches('s').as_bytes())
}

/// Up to two words with a meaning of their own in front of a run, in its sentence.
pub(super) fn about(read: &Read<'_, '_>, tokens: &Range<usize>) -> String {
    let sentence = read.prose.sentence_of(tokens.start);
    let first = read.prose.words(sentence).start.max(tokens.start.saturating_sub(BEFORE));
    let plain = |t: &usize| {
        sense_at(read.prose, read.lexicon, *t) == Some(Sense::Plain)
            && !BENDING.contains(&read.word(*t))
    };
    let mut words: Vec<&str> =
        (first..tokens.start).rev().filter(plain).take(2).map(|t| read.text(t)).collect();
    words.reverse();
    words.join(" ")
}
