//! The shape of `retold why --json`: a verdict with the rules that led to it and the text shared.
//! Offsets are bytes into the body of the side they are given for.

use super::Ref;
use super::pairs::Sides;
use crate::corpus::Article;
use crate::neardup::{Verdict, Why, why::PassageKind};
use crate::text::Span;
use serde::Serialize;

/// What `retold why --json` prints.
#[derive(Debug, Serialize)]
pub struct WhyOut<'a> {
    a: Ref<'a>,
    b: Ref<'a>,
    verdict: Verdict,
    resemblance: f32,
    containment: Sides,
    unquoted: Sides,
    covered: f32,
    blocks: u32,
    longest: u32,
    masked: u32,
    tests: Vec<TestOut<'a>>,
    shared: Vec<PassageOut<'a>>,
}

#[derive(Debug, Serialize)]
struct TestOut<'a> {
    measure: &'a str,
    value: f32,
    bound: f32,
    met: bool,
}

#[derive(Debug, Serialize)]
struct PassageOut<'a> {
    a: Span,
    b: Span,
    words: u32,
    kind: &'static str,
    text: &'a str,
}

impl<'a> WhyOut<'a> {
    /// Why `a` is what it is to `b`; the text of what they share is as it stands in `a`.
    pub fn new(a: &'a Article, b: &'a Article, why: &'a Why) -> Self {
        let relation = why.relation;
        let tests = why.tests.iter().map(|test| TestOut {
            measure: test.measure,
            value: test.value,
            bound: test.bound,
            met: test.met,
        });
        let shared = why.shared.iter().map(|passage| PassageOut {
            a: passage.a,
            b: passage.b,
            words: passage.words,
            kind: name(passage.kind),
            text: a.body.get(passage.a.start..passage.a.end).unwrap_or_default(),
        });
        Self {
            a: Ref::from(a),
            b: Ref::from(b),
            verdict: relation.verdict,
            resemblance: relation.resemblance,
            containment: Sides { a: relation.containment_a, b: relation.containment_b },
            unquoted: Sides { a: relation.unquoted_a, b: relation.unquoted_b },
            covered: relation.covered,
            blocks: relation.blocks,
            longest: relation.longest,
            masked: relation.masked,
            tests: tests.collect(),
            shared: shared.collect(),
        }
    }
}

fn name(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Own => "own",
        PassageKind::Quoted => "quoted",
        PassageKind::Boilerplate => "boilerplate",
    }
}
