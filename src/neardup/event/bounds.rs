//! How alike two reports must be to be taken for one event's: the more articles either might have
//! been mistaken for, the more alike.

use super::super::Thresholds;

/// A day, counted from 1970.
pub type Day = i64;

/// Seconds in a day.
const SECONDS: i64 = 86_400;

/// How many articles there are, and how close in time they stand. In a folder of thirty reports that
/// somebody put together two that share a few names are of one event; among thousands of a year's
/// politics the same names return every day, and those of one day are fewer than those of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Crowd {
    articles: f32,
    /// Of the dated articles, how many there are for each day.
    a_day: f32,
}

impl Crowd {
    /// The crowd of articles published at these times (seconds since 1970; none where undated).
    pub fn of(dates: &[Option<i64>]) -> Self {
        let mut days: Vec<Day> = dates.iter().filter_map(|&date| day(date)).collect();
        days.sort_unstable();
        // Odd dates far from all others must not thin it out.
        let at = |share: f32| days.get((days.len() as f32 * share) as usize);
        let middle = at(0.95).zip(at(0.05)).map_or(0, |(late, early)| late - early);
        let a_day = days.len() as f32 / (middle as f32 / 0.9).max(1.0);
        Self { articles: dates.len() as f32, a_day }
    }

    /// How many articles there are.
    pub fn articles(self) -> usize {
        self.articles as usize
    }

    /// How alike two reports of these days must be, as [`super::Similarity::score`] counts; none for
    /// two that are too far apart in time.
    pub(super) fn floor(self, t: &Thresholds, a: Option<Day>, b: Option<Day>) -> Option<f32> {
        // An undated report may be of any day of the window.
        let apart = a.zip(b).map_or(u64::from(t.event_days), |(a, b)| a.abs_diff(b));
        if apart > u64::from(t.event_days) {
            return None;
        }
        let apart = apart as f32;
        let rivals = (self.a_day * (2.0 * apart + 1.0)).min(self.articles);
        let crowd = t.event_crowd * (1.0 + self.articles / 100.0).ln();
        let late = 1.0 + t.event_late * (1.0 + apart).ln();
        Some(t.event + crowd * late + t.event_rivals * (1.0 + rivals / 2.0).ln())
    }
}

/// The day of a time in seconds since 1970.
pub(super) fn day(seconds: Option<i64>) -> Option<Day> {
    seconds.map(|seconds| seconds.div_euclid(SECONDS))
}
