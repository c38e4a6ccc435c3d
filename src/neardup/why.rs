//! Why two texts got their verdict: where the text stands that they share, what of it counts, and which
//! rules decided.

use super::blocks::Block;
use super::judge::Case;
use super::lists;
use super::runs::{Run, contains};
use super::shared::{Probe, Shared};
use super::shingle::{Placed, WORD, placed, within};
use super::{Boilerplate, Document, Relation, Rules};
use crate::text::Span;

/// Why a text `a` and a text `b` are what they are to one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The verdict and its measures.
    pub relation: Relation,
    /// The text they share, in the order of `a`: the blocks that the relation counts, cut where they
    /// begin to count in another way. Where the order differs, two may share some words at their ends.
    pub shared: Vec<Passage>,
    /// The rules that were asked, in order, up to the one that decided.
    pub tests: Vec<Test>,
}

/// A run of words in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in `a`, in bytes.
    pub a: Span,
    /// Where it stands in `b`, in bytes.
    pub b: Span,
    /// Words in it; in scripts without spaces, as many as its characters are worth.
    pub words: u32,
    /// How it counts.
    pub kind: PassageKind,
}

/// How a passage in common counts; the later kinds for less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// The texts' own words.
    Own,
    /// In quotation marks: both may have heard it said.
    Quoted,
    /// What is printed under everything, or beside it: captions and other lists.
    Boilerplate,
}

/// One rule, with what was measured and what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What was measured, in words a reader understands: "resemblance", "longest block in words".
    pub measure: &'static str,
    /// Its value.
    pub value: f32,
    /// The bound.
    pub bound: f32,
    /// Whether it was reached.
    pub met: bool,
}

/// The measure that is 1 where two texts share more than a head and a foot, and 0 where they do not.
pub const MORE_THAN_ENDS: &str = "more than a head and a foot in common";

impl Test {
    /// Whether it asks for yes or no rather than for an amount; value and bound are then 0 or 1.
    pub fn is_yes_or_no(&self) -> bool {
        self.measure == MORE_THAN_ENDS
    }
}

/// Why `a` and `b` are what they are to one another.
pub fn why(a: Document<'_>, b: Document<'_>, rules: &Rules) -> Why {
    let (print_a, print_b) = (rules.fingerprint(a), rules.fingerprint(b));
    let mut shared = Shared::default();
    shared.count(&Probe::once(&print_a), &print_b);
    let case = Case::new(&rules.thresholds, (&print_a, &print_b), &shared);
    let mut tests = Vec::new();
    let relation = case.judged(&mut tests);
    let known = (!case.lifted()).then_some(&rules.boilerplate);
    let (in_a, in_b) = (Reading::of(a.body, known), Reading::of(b.body, known));
    let mut shared: Vec<Passage> =
        case.blocks.iter().flat_map(|block| passages(block, &in_a, &in_b)).collect();
    shared.sort_unstable_by_key(|passage| (passage.a, passage.b));
    Why { relation, shared, tests }
}

/// The words of a text, and where boilerplate stands among them.
struct Reading {
    words: Vec<Placed>,
    boilerplate: Vec<Run>,
    lists: Vec<Run>,
}

impl Reading {
    fn of(body: &str, known: Option<&Boilerplate>) -> Self {
        let boilerplate = known.map_or_else(Vec::new, |known| known.runs(body));
        Self { words: placed(body), boilerplate, lists: lists::of(body) }
    }

    fn kind(&self, word: &Placed) -> PassageKind {
        if contains(&self.boilerplate, word.place) || contains(&self.lists, word.place) {
            PassageKind::Boilerplate
        } else if word.quoted {
            PassageKind::Quoted
        } else {
            PassageKind::Own
        }
    }
}

/// The block cut where it begins to count in another way. It counts for as little as on the side where
/// it counts less.
fn passages(block: &Block, a: &Reading, b: &Reading) -> Vec<Passage> {
    let words = within(&a.words, block.a, block.units).iter();
    let words: Vec<_> = words
        .zip(within(&b.words, block.b, block.units))
        .map(|(x, y)| (a.kind(x).max(b.kind(y)), x, y))
        .collect();
    let runs = words.chunk_by(|one, next| one.0 == next.0);
    let passage = |run: &[(PassageKind, &Placed, &Placed)]| {
        let ((kind, first_a, first_b), (_, last_a, last_b)) = (run.first()?, run.last()?);
        let units: u32 = run.iter().map(|(_, word, _)| word.units).sum();
        Some(Passage {
            a: Span::new(first_a.span.start, last_a.span.end),
            b: Span::new(first_b.span.start, last_b.span.end),
            words: (units / WORD).max(1),
            kind: *kind,
        })
    };
    runs.filter_map(passage).collect()
}
