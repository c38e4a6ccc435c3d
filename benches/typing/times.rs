//! Times measured, and how they are told.

use std::time::Duration;

/// Over the columns of [`Times::line`].
pub(crate) const HEAD: &str = "      p50      p95      p99      max  (ms)";

/// Times of one kind.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// p50, p95, p99 and the longest, in milliseconds.
    pub(crate) fn line(&mut self) -> String {
        self.0.sort_unstable();
        let at = |share: f64| {
            let place = (self.0.len().saturating_sub(1) as f64 * share).round() as usize;
            self.0.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
        };
        [0.5, 0.95, 0.99, 1.0].map(|share| format!("{:9.1}", at(share))).concat()
    }
}
