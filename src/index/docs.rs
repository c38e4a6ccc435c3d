//! Sets of documents that many keys in a row ask for: every article with a word that starts so, every
//! article of a list. Found once for a view of the index and kept, a bit an article.

use super::expand::cached_up_to;
use super::search::Inner;
use crate::corpus::ArticleId;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};
use xxhash_rust::xxh3::xxh3_64;

/// Sets kept: some tens of megabytes for five million articles.
const KEPT: usize = 64;

/// A set of documents, by the segments of one view of the index.
pub(super) struct Docs(Vec<BitSet>);

/// Every document of a set, none of them ranked.
#[derive(Clone)]
pub(super) struct DocsQuery {
    docs: Arc<Docs>,
    /// The segments, in the order of the set's.
    segments: Arc<[tantivy::index::SegmentId]>,
}

impl Inner {
    /// The documents that `query` matches, kept under `name`.
    pub(super) fn kept(
        &self,
        name: &str,
        query: impl FnOnce() -> Box<dyn Query>,
    ) -> anyhow::Result<DocsQuery> {
        self.set(name, || {
            let weight = query().weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
            let of = |reader: &SegmentReader| -> anyhow::Result<BitSet> {
                let mut set = BitSet::with_max_value(reader.max_doc());
                weight.for_each_no_score(reader, &mut |docs| {
                    for &doc in docs {
                        set.insert(doc);
                    }
                })?;
                Ok(set)
            };
            self.searcher.segment_readers().iter().map(of).collect()
        })
    }

    /// The documents of `ids`, which are in order and each once.
    pub(super) fn listed(&self, ids: &[ArticleId]) -> anyhow::Result<DocsQuery> {
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.0.to_le_bytes()).collect();
        let name = format!("{} articles, {:x}", ids.len(), xxh3_64(&bytes));
        self.set(&name, || {
            let wanted: HashSet<u64, rustc_hash::FxBuildHasher> =
                ids.iter().map(|id| id.0).collect();
            let segments = self.searcher.segment_readers().iter().zip(self.columns.iter());
            let sets = segments.map(|(reader, columns)| {
                let mut set = BitSet::with_max_value(reader.max_doc());
                for doc in 0..reader.max_doc() {
                    if columns.id.first(doc).is_some_and(|id| wanted.contains(&id)) {
                        set.insert(doc);
                    }
                }
                set
            });
            Ok(sets.collect())
        })
    }

    fn set(
        &self,
        name: &str,
        find: impl FnOnce() -> anyhow::Result<Vec<BitSet>>,
    ) -> anyhow::Result<DocsQuery> {
        let docs = cached_up_to(KEPT, &self.expansions.sets, name, || Ok(Docs(find()?)))?;
        let readers = self.searcher.segment_readers().iter();
        Ok(DocsQuery { docs, segments: readers.map(SegmentReader::segment_id).collect() })
    }
}

impl fmt::Debug for DocsQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count: usize = self.docs.0.iter().map(BitSet::len).sum();
        write!(f, "{count} documents")
    }
}

impl Query for DocsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for DocsQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let at = self.segments.iter().position(|id| *id == reader.segment_id());
        let Some(set) = at.and_then(|at| self.docs.0.get(at)) else {
            return Ok(Box::new(EmptyScorer));
        };
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(set.clone()), 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() == TERMINATED || scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("{doc} does not match")));
        }
        Ok(Explanation::new("one of a set", 0.0))
    }
}
