//! Likeness as Tantivy wants it: the articles of a segment that share enough of the words, each with
//! how much of their weight.

use super::like::Sign;
use std::sync::Arc;
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Words that an article must share, where so many are looked for.
const LEAST: u8 = 3;
/// The part of all weight that the words it shares must have.
const SHARE: f32 = 0.12;
/// How much a word in an article's headline adds to what it counts in the text.
const TITLE: f32 = 0.5;
/// How soon a word that comes again counts no more (BM25's k and b).
const AGAIN: f32 = 2.0;
const BY_LENGTH: f32 = 0.75;
/// The score of an article that shares everything: about that of a few words of a query, so that both
/// count where both are asked for.
const FULL: f32 = 30.0;

/// What shares these words.
#[derive(Clone, Debug)]
pub(super) struct LikeQuery {
    pub(super) signs: Arc<[Sign]>,
    pub(super) body: Field,
    pub(super) title: Field,
    /// Words of a text, on average.
    pub(super) length: f32,
}

impl Query for LikeQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LikeWeight { query: self.clone() }))
    }
}

struct LikeWeight {
    query: LikeQuery,
}

/// What an article shares.
#[derive(Clone, Copy, Default)]
struct Shared {
    score: f32,
    weight: f32,
    words: u8,
}

impl LikeWeight {
    fn shared(&self, reader: &SegmentReader) -> tantivy::Result<Vec<Shared>> {
        let LikeQuery { signs, body, title, length } = &self.query;
        let mut shared = vec![Shared::default(); reader.max_doc() as usize];
        let norms = reader.get_fieldnorms_reader(*body)?;
        let (in_body, in_title) = (reader.inverted_index(*body)?, reader.inverted_index(*title)?);
        for sign in signs.iter() {
            let term = Term::from_field_text(*body, &sign.term);
            if let Some(mut postings) =
                in_body.read_postings(&term, IndexRecordOption::WithFreqs)?
            {
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    let times = postings.term_freq() as f32;
                    let long = norms.fieldnorm(doc) as f32 / length;
                    let counts = times / (times + AGAIN * (1.0 - BY_LENGTH + BY_LENGTH * long));
                    if let Some(shared) = shared.get_mut(doc as usize) {
                        shared.score += sign.weight * counts;
                        shared.weight += sign.weight;
                        shared.words = shared.words.saturating_add(1);
                    }
                    doc = postings.advance();
                }
            }
            let term = Term::from_field_text(*title, &sign.term);
            if let Some(mut postings) = in_title.read_postings(&term, IndexRecordOption::Basic)? {
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if let Some(shared) = shared.get_mut(doc as usize) {
                        shared.score += sign.weight * TITLE;
                    }
                    doc = postings.advance();
                }
            }
        }
        Ok(shared)
    }
}

impl Weight for LikeWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let signs = &self.query.signs;
        let all: f32 = signs.iter().map(|sign| sign.weight).sum();
        let least = LEAST.min(u8::try_from(signs.len().div_ceil(2)).unwrap_or(LEAST));
        let found = (0..)
            .zip(self.shared(reader)?)
            .filter(|(_, shared)| shared.words >= least && shared.weight >= all * SHARE);
        let scale = boost * FULL / all.max(f32::MIN_POSITIVE);
        let found = found.map(|(doc, shared)| (doc, shared.score * scale)).collect();
        Ok(Box::new(LikeScorer { found, at: 0 }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("{doc} does not match")));
        }
        Ok(Explanation::new("words in common", scorer.score()))
    }
}

/// What was found in a segment, in its order.
struct LikeScorer {
    found: Vec<(DocId, Score)>,
    at: usize,
}

impl DocSet for LikeScorer {
    fn advance(&mut self) -> DocId {
        self.at = self.at.saturating_add(1);
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.found.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|&(doc, _)| doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |&(doc, _)| doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.found.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for LikeScorer {
    fn score(&mut self) -> Score {
        self.found.get(self.at).map_or(0.0, |&(_, score)| score)
    }
}
