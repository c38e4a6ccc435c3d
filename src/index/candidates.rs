//! Candidates for near-duplicates: articles that share terms of a sketch.

use super::search::Inner;
use crate::corpus::ArticleId;
use crate::neardup::candidates::{LEADERS, WHOLE};
use anyhow::Context;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::termdict::TermMerger;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

impl Inner {
    pub(super) fn candidates(
        &self,
        sketch: &[u32],
        limit: usize,
    ) -> anyhow::Result<Vec<(ArticleId, u32)>> {
        let mut out = Vec::new();
        for (segment, columns) in self.searcher.segment_readers().iter().zip(&*self.columns) {
            let inverted = segment.inverted_index(self.fields.sketch)?;
            let mut shared: HashMap<u32, u32> = HashMap::new();
            for &term in sketch {
                let term = Term::from_field_u64(self.fields.sketch, u64::from(term));
                let postings = inverted.read_postings(&term, IndexRecordOption::Basic)?;
                let Some(mut postings) = postings else { continue };
                let few = usize::try_from(postings.size_hint()).unwrap_or(usize::MAX) <= WHOLE;
                let mut left = if few { WHOLE } else { LEADERS };
                let mut doc = postings.doc();
                while doc != TERMINATED && left > 0 {
                    if !segment.is_deleted(doc) {
                        *shared.entry(doc).or_default() += 1;
                        left -= 1;
                    }
                    doc = postings.advance();
                }
            }
            for (doc, count) in shared {
                let id = columns.id.first(doc).context("an article has no id")?;
                out.push((ArticleId(id), count));
            }
        }
        out.sort_unstable_by_key(|&(id, count)| (Reverse(count), id));
        out.truncate(limit);
        Ok(out)
    }

    /// For each segment, the places of its documents among all that live, and the terms of `field`.
    pub(super) fn inverted(
        &self,
        field: Field,
    ) -> anyhow::Result<(Vec<Places>, Vec<Arc<InvertedIndexReader>>)> {
        let segments = self.searcher.segment_readers();
        let mut places = Vec::with_capacity(segments.len());
        let mut inverted = Vec::with_capacity(segments.len());
        let mut first = 0;
        for segment in segments {
            places.push(Places::of(segment, first));
            first += segment.num_docs();
            inverted.push(segment.inverted_index(field)?);
        }
        Ok((places, inverted))
    }

    pub(super) fn sketch_postings(&self, each: &mut dyn FnMut(&[u32])) -> anyhow::Result<()> {
        let (places, inverted) = self.inverted(self.fields.sketch)?;
        let streams = inverted
            .iter()
            .map(|inverted| inverted.terms().stream())
            .collect::<std::io::Result<Vec<_>>>()?;
        let mut merger = TermMerger::new(streams);
        let mut block = tantivy::postings::BlockSegmentPostings::empty();
        let mut found = Vec::new();
        while merger.advance() {
            let mut all = merger.current_segment_ords_and_term_infos();
            // Most terms belong to one article.
            let (Some(one), two) = (all.next(), all.next()) else {
                continue;
            };
            if two.is_none() && one.1.doc_freq < 2 {
                continue;
            }
            found.clear();
            for (segment, info) in std::iter::once(one).chain(two).chain(all) {
                inverted[segment].reset_block_postings_from_terminfo(&info, &mut block)?;
                loop {
                    let docs = block.docs();
                    if docs.is_empty() {
                        break;
                    }
                    found.extend(docs.iter().filter_map(|&doc| places[segment].of_doc(doc)));
                    block.advance();
                }
            }
            if found.len() > 1 {
                each(&found);
            }
        }
        Ok(())
    }
}

/// From a document of a segment to its place among all that live.
pub(super) enum Places {
    /// None is deleted.
    Whole { first: u32 },
    /// By document; [`Self::GONE`] for deleted ones.
    Sparse(Vec<u32>),
}

impl Places {
    const GONE: u32 = u32::MAX;

    pub(super) fn of(segment: &tantivy::SegmentReader, first: u32) -> Self {
        if !segment.has_deletes() {
            return Self::Whole { first };
        }
        let mut places = vec![Self::GONE; segment.max_doc() as usize];
        for (place, doc) in (first..).zip(segment.doc_ids_alive()) {
            places[doc as usize] = place;
        }
        Self::Sparse(places)
    }

    /// Whether any document was deleted.
    pub(super) fn has_gaps(&self) -> bool {
        matches!(self, Self::Sparse(_))
    }

    pub(super) fn of_doc(&self, doc: u32) -> Option<u32> {
        match self {
            Self::Whole { first } => Some(first + doc),
            Self::Sparse(places) => {
                places.get(doc as usize).copied().filter(|&place| place != Self::GONE)
            }
        }
    }
}
