//! The shape of one line of `retold pairs --json`: two articles and what the first is to the second.
//! Measures that have a direction are given for each side by the name of that side.

use super::Ref;
use crate::index::search::Card;
use crate::neardup::{Relation, Verdict};
use serde::Serialize;

/// One line of what `retold pairs --json` prints.
#[derive(Debug, Serialize)]
pub struct PairOut<'a> {
    a: Ref<'a>,
    b: Ref<'a>,
    #[serde(flatten)]
    measures: Measures,
}

impl<'a> PairOut<'a> {
    /// Two articles, and what `a` is to `b`.
    pub fn new(a: &'a Card, b: &'a Card, relation: &Relation) -> Self {
        Self { a: Ref::from(a), b: Ref::from(b), measures: Measures::from(relation) }
    }
}

/// A verdict and what it rests on.
#[derive(Debug, Serialize)]
struct Measures {
    verdict: Verdict,
    resemblance: f32,
    containment: Sides,
    unquoted: Sides,
    blocks: u32,
    longest: u32,
    masked: u32,
}

/// One measure, seen from each side.
#[derive(Debug, Serialize)]
pub(super) struct Sides {
    pub(super) a: f32,
    pub(super) b: f32,
}

impl From<&Relation> for Measures {
    fn from(relation: &Relation) -> Self {
        Self {
            verdict: relation.verdict,
            resemblance: relation.resemblance,
            containment: Sides { a: relation.containment_a, b: relation.containment_b },
            unquoted: Sides { a: relation.unquoted_a, b: relation.unquoted_b },
            blocks: relation.blocks,
            longest: relation.longest,
            masked: relation.masked,
        }
    }
}
