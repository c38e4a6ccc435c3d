//! A bound on the time a comparison may take.
//! Each stage gets a share of the budget; a stage that runs out stops early and leaves a mark.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The time a comparison may take, and whether some stage has used up its part.
#[derive(Debug)]
pub(super) struct Deadline {
    start: Instant,
    budget: Duration,
    hit: AtomicBool,
}

impl Deadline {
    /// A budget that starts now.
    pub(super) fn new(budget: Duration) -> Self {
        Self { start: Instant::now(), budget, hit: AtomicBool::new(false) }
    }

    /// A stage that must end when `share` (0 to 1) of the whole budget is used.
    pub(super) fn stage(&self, share: f64) -> Stage<'_> {
        Stage { end: self.start + self.budget.mul_f64(share), deadline: self }
    }

    /// Whether any stage was cut short.
    pub(super) fn was_hit(&self) -> bool {
        self.hit.load(Ordering::Relaxed)
    }
}

/// One stage of a comparison and the moment it must end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage<'a> {
    end: Instant,
    deadline: &'a Deadline,
}

impl Stage<'_> {
    /// Whether the stage must stop now. Asking and hearing yes makes the comparison coarse.
    pub(super) fn passed(self) -> bool {
        let passed = Instant::now() >= self.end;
        if passed {
            self.deadline.hit.store(true, Ordering::Relaxed);
        }
        passed
    }

    /// The moment the stage must end.
    pub(super) fn end(self) -> Instant {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_budget_is_over_at_once_and_leaves_a_mark() {
        let deadline = Deadline::new(Duration::ZERO);
        assert!(!deadline.was_hit());
        assert!(deadline.stage(1.0).passed());
        assert!(deadline.was_hit());
    }

    #[test]
    fn a_long_budget_is_not() {
        let deadline = Deadline::new(Duration::from_secs(3600));
        assert!(!deadline.stage(0.5).passed());
        assert!(!deadline.was_hit());
    }
}
