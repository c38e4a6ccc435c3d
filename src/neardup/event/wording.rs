//! What two texts say in the same words. Of reports of one event that is a quotation or a foot at
//! most, and says nothing of the event: it is left out before they are judged.

use crate::text::fold::fold_into;
use crate::text::{Span, segment};
use std::collections::HashSet;
use xxhash_rust::xxh3::xxh3_64;

/// Words in a row that are no chance.
const RUN: usize = 5;

/// Where in `a` stand runs of five words and more that are also in `b`, in order.
pub fn same_wording(a: &str, b: &str) -> Vec<Span> {
    let (_, theirs) = hashes(b);
    let theirs: HashSet<u64> = runs(&theirs).collect();
    let (spans, own) = hashes(a);
    let mut found: Vec<Span> = Vec::new();
    for (at, run) in runs(&own).enumerate() {
        let ends = spans.get(at).zip(spans.get(at + RUN - 1));
        let Some((first, last)) = ends.filter(|_| theirs.contains(&run)) else { continue };
        match found.last_mut() {
            Some(before) if before.end >= first.start => before.end = last.end,
            _ => found.push(Span::new(first.start, last.end)),
        }
    }
    found
}

/// The words of a text, and a hash of each one's key.
fn hashes(text: &str) -> (Vec<Span>, Vec<u64>) {
    let mut key = String::new();
    segment::words(text)
        .map(|span| {
            key.clear();
            fold_into(span.of(text), &mut key);
            (span, xxh3_64(key.as_bytes()))
        })
        .unzip()
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    words.windows(RUN).map(|run| run.iter().fold(0, |sum: u64, word| sum.rotate_left(7) ^ word))
}

/// `a` and `b`, each in order, as one list in order.
pub fn joined(a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in all {
        match out.last_mut() {
            Some(before) if before.end >= span.start => before.end = before.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}
