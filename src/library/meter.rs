//! Turning what a refresh has done so far into rate and time left, and telling it now and then.

use super::{Phase, Progress};
use std::time::{Duration, Instant};

/// At most one report in this time, but for those that matter (a new phase, a commit).
const PACE: Duration = Duration::from_millis(80);
/// Before this much of a phase has passed, a time left would be a guess.
const SETTLING: Duration = Duration::from_millis(400);

/// Measures one phase after another and reports them.
pub(super) struct Meter<'a> {
    report: &'a (dyn Fn(Progress) + Sync),
    phase: Phase,
    started: Instant,
    last: Instant,
    /// Problems so far, over all phases.
    pub(super) problems: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(report: &'a (dyn Fn(Progress) + Sync)) -> Self {
        let now = Instant::now();
        let meter = Self { report, phase: Phase::Scanning, started: now, last: now, problems: 0 };
        meter.tell(0, None, false);
        meter
    }

    /// Begins another phase, of so many articles where they are known.
    pub(super) fn enter(&mut self, phase: Phase, articles: u64) {
        self.phase = phase;
        self.started = Instant::now();
        self.last = self.started;
        self.tell(articles, None, false);
    }

    /// So many articles done in this phase, and this share of it where that is known.
    pub(super) fn advance(&mut self, articles: u64, fraction: Option<f32>) {
        if self.last.elapsed() >= PACE {
            self.last = Instant::now();
            self.tell(articles, fraction, false);
        }
    }

    /// Says that something new is searchable.
    pub(super) fn fresh(&mut self, articles: u64, fraction: Option<f32>) {
        self.last = Instant::now();
        self.tell(articles, fraction, true);
    }

    fn tell(&self, articles: u64, fraction: Option<f32>, fresh: bool) {
        let elapsed = self.started.elapsed();
        let seconds = elapsed.as_secs_f32().max(1e-3);
        let fraction = fraction.map(|share| share.clamp(0.0, 1.0));
        let left = fraction
            .filter(|share| *share > 0.005 && elapsed > SETTLING)
            .map(|share| Duration::from_secs_f32(seconds * (1.0 - share) / share));
        (self.report)(Progress {
            phase: self.phase,
            articles,
            fraction,
            rate: articles as f32 / seconds,
            left,
            problems: self.problems,
            fresh,
        });
    }
}
