//! A search that can be stopped on its way: whoever types on wants nothing of what was asked before.
//! The switch, and the collector that looks at it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Weight;
use tantivy::{DocSet, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError};

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
