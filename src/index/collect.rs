//! Collecting hits in a stable order: by score or by date, ties by date and then by id, so that the
//! same search always lists the same articles, and counting all of them on the way.

use super::search::{Columns, Order};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// How a hit ranks; greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// The bits of a score, which are in order for scores that are not negative.
    score: u32,
    /// Undated comes last.
    date: Option<i64>,
    id: Reverse<u64>,
}

impl Rank {
    pub(super) fn id(self) -> u64 {
        self.id.0
    }

    pub(super) fn score(self) -> f32 {
        f32::from_bits(self.score)
    }
}

/// Counts all hits and keeps the best `keep` of them.
pub(super) struct Ranked<'a> {
    pub(super) order: Order,
    pub(super) keep: usize,
    pub(super) columns: &'a Arc<Vec<Columns>>,
}

/// The hits of one segment.
pub(super) struct SegmentRanked {
    order: Order,
    keep: usize,
    id: Column<u64>,
    date: Column<i64>,
    total: usize,
    best: BinaryHeap<Reverse<Rank>>,
}

impl Collector for Ranked<'_> {
    type Fruit = (usize, Vec<Rank>);
    type Child = SegmentRanked;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentRanked> {
        let columns = self.columns.get(segment as usize).ok_or_else(|| {
            tantivy::TantivyError::InternalError(format!("segment {segment} was not opened"))
        })?;
        Ok(SegmentRanked {
            order: self.order,
            keep: self.keep,
            id: columns.id.clone(),
            date: columns.date.clone(),
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<Rank>)>) -> tantivy::Result<Self::Fruit> {
        let total = fruits.iter().map(|(total, _)| total).sum();
        let mut best: Vec<Rank> = fruits.into_iter().flat_map(|(_, best)| best).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(self.keep);
        Ok((total, best))
    }
}

impl SegmentCollector for SegmentRanked {
    type Fruit = (usize, Vec<Rank>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let full = self.best.len() >= self.keep;
        let score = match self.order {
            Order::Relevance => score.max(0.0).to_bits(),
            Order::Newest => 0,
        };
        if full && self.best.peek().is_none_or(|worst| score < worst.0.score) {
            return;
        }
        let date = self.date.first(doc);
        if full && self.best.peek().is_some_and(|w| (score, date) < (w.0.score, w.0.date)) {
            return;
        }
        let id = Reverse(self.id.first(doc).unwrap_or(u64::MAX));
        self.best.push(Reverse(Rank { score, date, id }));
        if full {
            self.best.pop();
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.total, self.best.into_iter().map(|Reverse(rank)| rank).collect())
    }
}
