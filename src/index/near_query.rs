//! Nearness as Tantivy wants it: articles that have all the words, ranked by them, of which those stay
//! whose positions fit.

use super::Cancel;
use super::near::{Ask, Shape};
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Words near one another in one field.
#[derive(Clone, Debug)]
pub(super) struct NearQuery {
    /// The terms, by their numbers in the shape.
    pub(super) terms: Arc<[Term]>,
    pub(super) shape: Arc<Shape>,
    /// Articles that have all of it somewhere, and how well.
    pub(super) having: Arc<dyn Query>,
    /// Looked at from article to article, as very many may have the words and none fit.
    pub(super) cancel: Cancel,
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NearWeight { query: self.clone(), having: self.having.weight(scoring)? }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for term in self.terms.iter() {
            visitor(term, true);
        }
    }
}

struct NearWeight {
    query: NearQuery,
    having: Box<dyn Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(first) = self.query.terms.first() else { return Ok(Box::new(EmptyScorer)) };
        let inverted = reader.inverted_index(first.field())?;
        let postings = self.query.terms.iter().map(|term| {
            Ok(inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
        });
        let postings = postings.collect::<tantivy::Result<Vec<_>>>()?;
        let positions = vec![Vec::new(); postings.len()];
        let having = self.having.scorer(reader, boost)?;
        let shape = self.query.shape.clone();
        let cancel = self.query.cancel.clone();
        let mut scorer = NearScorer { having, postings, positions, shape, cancel };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("{doc} does not match")));
        }
        Ok(Explanation::new("words near one another", scorer.score()))
    }
}

struct NearScorer {
    having: Box<dyn Scorer>,
    postings: Vec<Option<SegmentPostings>>,
    positions: Vec<Vec<u32>>,
    shape: Arc<Shape>,
    cancel: Cancel,
}

impl NearScorer {
    /// Goes on to the next article that fits, which may be this one; to none once nobody waits for it.
    fn settle(&mut self) -> DocId {
        loop {
            if self.cancel.is_cancelled() {
                self.having = Box::new(EmptyScorer);
            }
            let doc = self.having.doc();
            if doc == TERMINATED || self.fits(doc) {
                return doc;
            }
            self.having.advance();
        }
    }

    fn fits(&mut self, doc: DocId) -> bool {
        for (postings, positions) in self.postings.iter_mut().zip(&mut self.positions) {
            positions.clear();
            if let Some(postings) = postings {
                let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                if at == doc {
                    postings.positions(positions);
                }
            }
        }
        !self.shape.find(&self.positions, Ask::Whether).is_empty()
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.having.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.having.doc() < target {
            self.having.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.having.doc()
    }

    fn size_hint(&self) -> u32 {
        self.having.size_hint() / 2
    }

    fn cost(&self) -> u64 {
        self.having.cost().saturating_mul(10)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        self.having.score()
    }
}
