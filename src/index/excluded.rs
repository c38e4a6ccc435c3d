//! What a query leaves out, asked for as Tantivy says that it must be. Tantivy 0.27 asks an excluded query about
//! articles that lie before where it stands already, which the contract of `DocSet::seek_danger` leaves open and
//! phrases deny with an assertion. Here such a question is answered without asking on.

use super::compile::Boxed;
use std::sync::Arc;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader};

/// A query of which it only counts which articles it finds, to be left out.
#[derive(Clone, Debug)]
pub(super) struct Excluded(Arc<dyn Query>);

impl Excluded {
    pub(super) fn new(query: Boxed) -> Self {
        Self(Arc::from(query))
    }
}

impl Query for Excluded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = match scoring {
            EnableScoring::Enabled { searcher, .. } => {
                EnableScoring::disabled_from_searcher(searcher)
            }
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(Box::new(ExcludedWeight(self.0.weight(unscored)?)))
    }
}

struct ExcludedWeight(Box<dyn Weight>);

impl Weight for ExcludedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.0.scorer(reader, boost)?;
        Ok(Box::new(ExcludedScorer { next: scorer.doc(), found: true, scorer }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

struct ExcludedScorer {
    scorer: Box<dyn Scorer>,
    /// No article from the last one asked for up to here is found, this one not counted.
    next: DocId,
    /// Whether the article at `next` is known to be found.
    found: bool,
}

impl ExcludedScorer {
    fn at(&mut self, doc: DocId) -> DocId {
        (self.next, self.found) = (doc, true);
        doc
    }
}

impl DocSet for ExcludedScorer {
    fn advance(&mut self) -> DocId {
        let doc = self.scorer.advance();
        self.at(doc)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let doc = self.scorer.seek(target);
        self.at(doc)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target > self.next || (target == self.next && !self.found) {
            (self.next, self.found) = match self.scorer.seek_danger(target) {
                SeekDangerResult::Found => (target, true),
                SeekDangerResult::SeekLowerBound(next) => (next, false),
            };
        }
        match target == self.next && self.found {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(self.next),
        }
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for ExcludedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
