//! A search on all cores that can be stopped on its way: whoever types on wants nothing of what was asked
//! before. The switch, and the collector that looks at it.

use super::guarded;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, Weight};
use tantivy::{DocSet, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError};

/// Threads for searches alone: on those that a refresh compares texts on, a key would wait for it. None
/// where the system gives no threads.
static POOL: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    ThreadPoolBuilder::new().thread_name(|n| format!("segments-{n}")).build().ok()
});

/// Hits between two looks at the switch: some tens of microseconds.
const STRIDE: usize = 1_024;

/// Asks work that is under way to stop. Clones share one switch.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// For work that ends with an error when it was asked to stop.
    ///
    /// # Errors
    /// When it was.
    pub fn check(&self) -> anyhow::Result<()> {
        anyhow::ensure!(!self.is_cancelled(), STOPPED);
        Ok(())
    }
}

/// What work that was asked to stop says.
const STOPPED: &str = "stopped: something else was asked for";

/// Collects as the collector in it does, until it is asked to stop.
pub(super) struct Stopping<'a, C> {
    pub(super) collector: &'a C,
    pub(super) cancel: &'a Cancel,
}

impl<C: Collector> Stopping<'_, C> {
    /// Runs `query`, one segment a core. (Tantivy's own executor would run them where a panic over a
    /// damaged file counts as one that nobody catches: see [`guarded`].)
    pub(super) fn run(
        &self,
        query: &dyn Query,
        searcher: &Searcher,
        statistics: &(dyn Bm25StatisticsProvider + Sync),
    ) -> anyhow::Result<C::Fruit> {
        let scoring = match self.requires_scoring() {
            true => EnableScoring::enabled_from_statistics_provider(statistics, searcher),
            false => EnableScoring::disabled_from_searcher(searcher),
        };
        let weight = query.weight(scoring)?;
        let segments: Vec<_> = (0_u32..).zip(searcher.segment_readers()).collect();
        let one = |&(at, reader): &(u32, &SegmentReader)| {
            guarded(|| Ok(self.collect_segment(weight.as_ref(), at, reader)?))
        };
        let fruits = match POOL.as_ref() {
            Some(pool) => pool.install(|| segments.par_iter().map(one).collect()),
            None => segments.iter().map(one).collect::<anyhow::Result<Vec<_>>>(),
        }?;
        Ok(self.merge_fruits(fruits)?)
    }
}

impl<C: Collector> Collector for Stopping<'_, C> {
    type Fruit = C::Fruit;
    type Child = C::Child;

    fn for_segment(&self, at: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<C::Child> {
        self.collector.for_segment(at, reader)
    }

    fn requires_scoring(&self) -> bool {
        self.collector.requires_scoring()
    }

    fn merge_fruits(
        &self,
        fruits: Vec<<C::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.collector.merge_fruits(fruits)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        at: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<<C::Child as SegmentCollector>::Fruit> {
        let mut child = self.for_segment(at, reader)?;
        let scored = self.requires_scoring();
        let alive = reader.alive_bitset();
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if self.cancel.is_cancelled() {
                return Err(TantivyError::InternalError(STOPPED.into()));
            }
            for _ in 0..STRIDE {
                if doc == TERMINATED {
                    break;
                }
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    let score = if scored { scorer.score() } else { 0.0 };
                    child.collect(doc, score);
                }
                doc = scorer.advance();
            }
        }
        // What ended early because it was stopped looks like having found no more.
        if self.cancel.is_cancelled() {
            return Err(TantivyError::InternalError(STOPPED.into()));
        }
        Ok(child.harvest())
    }
}
