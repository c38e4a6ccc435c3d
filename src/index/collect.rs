//! Collecting hits in a stable order: by score, date, length or standing, ties by date and then by id, so
//! that the same search always lists the same articles, and counting all of them on the way.

use super::facets::opened;
use super::order::recent;
use super::search::Columns;
use super::{Order, Standing};
use crate::corpus::ArticleId;
use std::cmp::Reverse;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Hits kept beside those wanted before the worst are dropped, at least.
const SLACK: usize = 64;

/// How a hit ranks; greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// What the order goes by first: the bits of a score (which are in order for scores that are not
    /// negative), words, a standing.
    first: u32,
    /// Undated comes last. Turned around where the oldest come first.
    date: Option<i64>,
    id: Reverse<u64>,
}

impl Rank {
    pub(super) fn id(self) -> u64 {
        self.id.0
    }

    /// How well it matches, where `order` goes by that.
    pub(super) fn score(self, order: Order) -> f32 {
        if order.is_scored() { f32::from_bits(self.first) } else { 0.0 }
    }
}

/// Counts all hits, and of the best `keep` of them keeps those after the first `skip`.
pub(super) struct Ranked<'a> {
    pub(super) order: Order,
    pub(super) standing: Option<Standing>,
    /// When the newest article of the index was published, in seconds since 1970.
    pub(super) newest: i64,
    pub(super) skip: usize,
    pub(super) keep: usize,
    pub(super) columns: &'a Arc<Vec<Columns>>,
}

/// The hits of one segment. Those kept are not held in order: once there are twice as many as wanted,
/// the worse half is dropped, which costs the same however many are wanted.
pub(super) struct SegmentRanked {
    order: Order,
    standing: Option<Standing>,
    newest: i64,
    keep: usize,
    id: Column<u64>,
    date: Column<i64>,
    words: Column<u64>,
    total: usize,
    best: Vec<Rank>,
    /// Nothing that is worse than this is among the best.
    floor: Option<Rank>,
}

impl Collector for Ranked<'_> {
    type Fruit = (usize, Vec<Rank>);
    type Child = SegmentRanked;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentRanked> {
        let columns = opened(self.columns, segment)?;
        Ok(SegmentRanked {
            order: self.order,
            standing: self.standing.clone(),
            newest: self.newest,
            keep: self.keep,
            id: columns.id.clone(),
            date: columns.date.clone(),
            words: columns.words.clone(),
            total: 0,
            best: Vec::new(),
            floor: None,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order.is_scored()
    }

    fn merge_fruits(&self, fruits: Vec<(usize, Vec<Rank>)>) -> tantivy::Result<Self::Fruit> {
        let total = fruits.iter().map(|(total, _)| total).sum();
        let mut best: Vec<Rank> = fruits.into_iter().flat_map(|(_, best)| best).collect();
        trim(&mut best, self.keep);
        // Only the page that was asked for is put in order.
        if self.skip >= best.len() {
            return Ok((total, Vec::new()));
        }
        if self.skip > 0 {
            best.select_nth_unstable_by(self.skip, |a, b| b.cmp(a));
        }
        let mut page = best.split_off(self.skip);
        page.sort_unstable_by(|a, b| b.cmp(a));
        Ok((total, page))
    }
}

impl SegmentCollector for SegmentRanked {
    type Fruit = (usize, Vec<Rank>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.keep == 0 {
            return;
        }
        let words = || u32::try_from(self.words.first(doc).unwrap_or(0)).unwrap_or(u32::MAX);
        let first = match self.order {
            Order::Relevance => score.max(0.0).to_bits(),
            Order::Recency => recent(score.max(0.0), self.date.first(doc), self.newest).to_bits(),
            Order::Newest | Order::Oldest => 0,
            Order::Longest => words(),
            Order::Shortest => u32::MAX - words(),
            Order::Copies | Order::Spread => match (&self.standing, self.id.first(doc)) {
                (Some(standing), Some(id)) => standing(ArticleId(id)),
                _ => 0,
            },
        };
        if self.floor.is_some_and(|floor| first < floor.first) {
            return;
        }
        let date = self.date.first(doc);
        // All bits turned, the earliest is the greatest.
        let date = if self.order == Order::Oldest { date.map(|date| !date) } else { date };
        if self.floor.is_some_and(|floor| (first, date) < (floor.first, floor.date)) {
            return;
        }
        let id = Reverse(self.id.first(doc).unwrap_or(u64::MAX));
        self.best.push(Rank { first, date, id });
        if self.best.len() >= self.keep.saturating_mul(2).max(SLACK) {
            trim(&mut self.best, self.keep);
            self.floor = self.best.iter().min().copied();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        trim(&mut self.best, self.keep);
        (self.total, self.best)
    }
}

/// Leaves the best `keep`, in any order.
fn trim(best: &mut Vec<Rank>, keep: usize) {
    if keep < best.len() {
        if keep > 0 {
            best.select_nth_unstable_by(keep, |a, b| b.cmp(a));
        }
        best.truncate(keep);
    }
}
