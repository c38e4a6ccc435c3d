//! The shape of `retold search --json`: the hits, with their copies folded under them.
//! `total` counts before folding.

use super::{Ref, milliseconds};
use crate::library::{Hit, Results};
use serde::Serialize;

/// What `retold search --json` prints.
#[derive(Debug, Serialize)]
pub struct SearchOut<'a> {
    query: &'a str,
    total: usize,
    took_ms: f64,
    hits: Vec<HitOut<'a>>,
}

#[derive(Debug, Serialize)]
struct HitOut<'a> {
    article: Ref<'a>,
    score: f32,
    snippet: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    snippets: Vec<&'a str>,
    copies: Vec<Ref<'a>>,
}

/// A line of `retold search --jsonl`: a hit, and the query that found it.
#[derive(Debug, Serialize)]
pub struct HitLine<'a> {
    query: &'a str,
    #[serde(flatten)]
    hit: HitOut<'a>,
}

impl<'a> HitLine<'a> {
    /// A hit of `query`.
    pub fn new(query: &'a str, hit: &'a Hit) -> Self {
        Self { query, hit: HitOut::from(hit) }
    }
}

impl<'a> SearchOut<'a> {
    /// The hits of `results`; `total` counts before folding.
    pub fn new(results: &'a Results) -> Self {
        Self {
            query: &results.query,
            total: results.total,
            took_ms: milliseconds(results.took),
            hits: results.hits.iter().map(HitOut::from).collect(),
        }
    }
}

impl<'a> From<&'a Hit> for HitOut<'a> {
    fn from(hit: &'a Hit) -> Self {
        Self {
            article: Ref::from(&hit.card),
            score: hit.score,
            snippet: &hit.snippet.text,
            snippets: hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect(),
            copies: hit.copies.iter().map(Ref::from).collect(),
        }
    }
}
