//! The shape of `retold similar --json`: an article's near-duplicates, closest first.
//! Measures are given from the asked article's side.

use super::Ref;
use crate::corpus::Article;
use crate::library::Copy;
use crate::neardup::Verdict;
use serde::Serialize;

/// What `retold similar --json` prints.
#[derive(Debug, Serialize)]
pub struct SimilarOut<'a> {
    article: Ref<'a>,
    copies: Vec<CopyOut<'a>>,
}

#[derive(Debug, Serialize)]
struct CopyOut<'a> {
    article: Ref<'a>,
    verdict: Verdict,
    resemblance: f32,
    containment: Containment,
    unquoted: Containment,
    covered: f32,
    blocks: u32,
    longest: u32,
    masked: u32,
}

/// A share seen from the asked article and from the other.
#[derive(Debug, Serialize)]
struct Containment {
    #[serde(rename = "self")]
    own: f32,
    other: f32,
}

impl<'a> SimilarOut<'a> {
    /// The near-duplicates of `article`; `self` is the share of the asked article's shingles that
    /// the other has, `other` the reverse.
    pub fn new(article: &'a Article, copies: &'a [Copy]) -> Self {
        Self {
            article: Ref::from(article),
            copies: copies
                .iter()
                .map(|Copy { card, relation }| CopyOut {
                    article: Ref::from(card),
                    verdict: relation.verdict,
                    resemblance: relation.resemblance,
                    containment: Containment {
                        own: relation.containment_a,
                        other: relation.containment_b,
                    },
                    unquoted: Containment { own: relation.unquoted_a, other: relation.unquoted_b },
                    covered: relation.covered,
                    blocks: relation.blocks,
                    longest: relation.longest,
                    masked: relation.masked,
                })
                .collect(),
        }
    }
}
