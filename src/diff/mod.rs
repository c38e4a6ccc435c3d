//! What differs between two texts. Pure: two bodies in, a [`Comparison`] out.
//! Sentences are aligned first, words only inside what was aligned; never a whole-text word diff.

mod align;
mod anchors;
mod candidates;
mod chain;
mod classes;
mod cleanup;
pub mod comparison;
mod counted;
mod deadline;
pub mod facts;
mod features;
mod figures;
mod groups;
mod hashing;
mod kinds;
mod lexicon;
mod moves;
mod nouns;
mod prose;
mod quantities;
mod quiet;
mod repeats;
mod scores;
mod shifts;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

pub use comparison::{
    Block, Change, ChangeKind, Comparison, Figure, FigureText, Group, GroupKind, Repeat, Scores,
    Side, Standing, Totals, Which,
};

use crate::text::{Span, segment};
use cleanup::Words;
use deadline::Deadline;
use lexicon::Lexicon;
use prose::Prose;
use std::time::Duration;

/// One side of a comparison, as it is handed in.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The body; all offsets of the result are byte offsets into it.
    pub body: &'a str,
}

/// How finely changes inside an edited group are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Granularity {
    /// Each changed word is a change.
    Word,
    /// Changed words that belong together are one change.
    #[default]
    Phrase,
    /// Only changed figures, dates and names are marked, the rest of the sentence is edited as a
    /// whole.
    Sentence,
}

/// How a comparison is made.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How finely changes are told apart.
    pub granularity: Granularity,
    /// About how long it may take, splitting both texts into words not counted. Past it the result
    /// is complete but less fine, and says so ([`Comparison::coarse`]).
    pub budget: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { granularity: Granularity::default(), budget: Duration::from_secs(2) }
    }
}

/// Compares two texts. Bounded in time: when a stage hits its deadline the result is complete but
/// less fine, and says so (`coarse`).
pub fn compare(left: Text<'_>, right: Text<'_>) -> Comparison {
    compare_with(left, right, Options::default())
}

/// Compares two texts within a budget of one's own.
pub fn compare_with(left: Text<'_>, right: Text<'_>, options: Options) -> Comparison {
    let bytes = left.body.len() + right.body.len();
    let (lefts, rights) =
        side_by_side(bytes, || segment::sentences(left.body), || segment::sentences(right.body));
    let mut lexicon = Lexicon::default();
    let left = Prose::from_sentences(left.body, lefts, &mut lexicon);
    let right = Prose::from_sentences(right.body, rights, &mut lexicon);
    lexicon.settle();
    let deadline = Deadline::new(options.budget);
    let proses = [&left, &right];

    let (grams, (anchors, groups, figures)) = side_by_side(
        bytes,
        || proses.map(scores::Grams::of),
        || {
            let anchors = anchors::anchors(proses);
            let matches = align::align(&left, &right, &lexicon, &anchors, &deadline);
            // What comes after has no deadline of its own and needs the rest.
            let stage = deadline.stage(0.85);
            let granularity = options.granularity;
            let groups = groups::groups(&matches, &left, &right, &lexicon, granularity, stage);
            let figures = figures::figures(&groups, &left, &right, &lexicon);
            (anchors, groups, figures)
        },
    );
    let repeats = repeats::repeats(&anchors, proses, [&grams[0], &grams[1]], &lexicon);
    let mut scores = scores::resemblance(&grams[0], &grams[1]);
    scores.count_sentences(&groups);

    Comparison {
        left: Side { sentences: left.sentences },
        right: Side { sentences: right.sentences },
        groups,
        repeats,
        figures,
        scores,
        coarse: deadline.was_hit(),
    }
}

/// Bytes of both texts from which a second core is worth asking for.
const LARGE: usize = 200_000;

/// Does two things that do not depend on one another, on two cores where the texts are large.
fn side_by_side<A: Send, B: Send>(
    bytes: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    if bytes >= LARGE { rayon::join(one, other) } else { (one(), other()) }
}

/// The changes between two short lines, such as headlines, in order. Lines with hardly a word in
/// common are one change as a whole.
pub fn inline(left: &str, right: &str) -> Vec<Change> {
    let mut lexicon = Lexicon::default();
    let l = Prose::line(left, &mut lexicon);
    let r = Prose::line(right, &mut lexicon);
    lexicon.settle();
    let deadline = Deadline::new(Options::default().budget);
    let (l, r) = (Words::new(&l, &lexicon, &(0..1)), Words::new(&r, &lexicon, &(0..1)));
    let edits = words::edits(l.keys(), r.keys(), |key| lexicon.weight(key), deadline.stage(1.0));
    if groups::is_rewritten(&edits, l, r) {
        let whole = |text: &str| {
            let start = text.len() - text.trim_start().len();
            Span::new(start, start + text.trim().len())
        };
        return vec![Change::new(ChangeKind::Wording, whole(left), whole(right))];
    }
    classes::changes(&cleanup::cleanup(edits, l, r), l, r, Granularity::Phrase).changes
}
