//! Why two texts got their verdict: where the text stands that they share, what of it counts, and which
//! rules decided.

use super::{Document, Relation, Rules};
use crate::text::Span;

/// Why a text `a` and a text `b` are what they are to one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The verdict and its measures.
    pub relation: Relation,
    /// The text they share, in the order of `a`.
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
    /// Words in it.
    pub words: u32,
    /// How it counts.
    pub kind: PassageKind,
}

/// How a passage in common counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// The texts' own words.
    Own,
    /// In quotation marks: both may have heard it said.
    Quoted,
    /// What is printed under everything.
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

/// Why `a` and `b` are what they are to one another.
pub fn why(a: Document<'_>, b: Document<'_>, rules: &Rules) -> Why {
    let relation = rules.relate(&rules.fingerprint(a), &rules.fingerprint(b));
    Why { relation, shared: Vec::new(), tests: Vec::new() }
}
