//! Round numbers and round times for the axes of a chart.

use crate::corpus::{ArticleDate, Precision};
use crate::export::words;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The value axis.
pub(super) struct Values {
    lowest: f64,
    highest: f64,
    rows: usize,
    /// The round numbers: in which row each is, and how it is written.
    pub(super) ticks: Vec<(usize, String)>,
}

impl Values {
    /// An axis of so many `rows`, at least one, from the least of `values` to the greatest: every row
    /// tells something apart. The round numbers are those between.
    pub(super) fn over(values: impl Iterator<Item = f64> + Clone, rows: usize) -> Self {
        let whole = values.clone().all(|value| value.fract() == 0.0);
        let lowest = values.clone().fold(f64::INFINITY, f64::min);
        let highest = values.fold(f64::NEG_INFINITY, f64::max);
        let mut axis = Self { lowest, highest, rows, ticks: Vec::new() };
        // Every second row may have its number, and one reads no more than a few.
        let step = round_step((highest - lowest) / (rows / 2).clamp(1, 6) as f64);
        // Nobody counts half a boat.
        let step = if whole { step.max(1.0) } else { step };
        let first = (lowest / step).ceil();
        let round = (0..32).map(|at| (first + f64::from(at)) * step);
        let round: Vec<f64> = round.take_while(|value| *value <= highest).collect();
        let ticks = if round.len() < 2 { vec![lowest, highest] } else { round };
        for value in ticks {
            let row = axis.row(value);
            if axis.ticks.last().is_none_or(|(known, _)| *known > row) {
                axis.ticks.push((row, number(value)));
            }
        }
        axis
    }

    /// The row of a value.
    pub(super) fn row(&self, value: f64) -> usize {
        let last = self.rows.saturating_sub(1);
        let share = (self.highest - value) / (self.highest - self.lowest);
        ((share * last as f64).round().max(0.0) as usize).min(last)
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … (or a tenth of them, and so on) that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|n| n * power);
    steps.into_iter().find(|step| *step >= least * 0.999).unwrap_or(power * 10.0)
}

/// `6,200`, `24.75`, `1.2M`: a number in few columns.
pub(super) fn number(value: f64) -> String {
    const UNITS: [(f64, &str); 3] = [(1e12, "T"), (1e9, "bn"), (1e6, "M")];
    let unit = UNITS.iter().find(|(unit, _)| value.abs() >= *unit);
    let (value, unit) = unit.map_or((value, ""), |(size, unit)| (value / size, *unit));
    let digits = if unit.is_empty() { 2 } else { 3 };
    let text = format!("{:.digits$}", value.abs());
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, part) =
        text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let whole = whole.parse().map_or_else(|_| whole.to_string(), words::number);
    let sign = if value < 0.0 { "-" } else { "" };
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    format!("{sign}{whole}{part}{unit}")
}

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// How far apart round times are.
#[derive(Clone, Copy, Debug)]
enum Step {
    Seconds(i64),
    Months(i32),
}

const STEPS: [Step; 22] = [
    Step::Seconds(60),
    Step::Seconds(300),
    Step::Seconds(900),
    Step::Seconds(1_800),
    Step::Seconds(HOUR),
    Step::Seconds(2 * HOUR),
    Step::Seconds(3 * HOUR),
    Step::Seconds(6 * HOUR),
    Step::Seconds(12 * HOUR),
    Step::Seconds(DAY),
    Step::Seconds(2 * DAY),
    Step::Seconds(7 * DAY),
    Step::Seconds(14 * DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(600),
];

/// At most about `count` round times from `from` to `to`, in seconds since 1970, and how each is
/// written. The two ends where nothing round lies between them.
pub(super) fn times(from: i64, to: i64, count: usize) -> Vec<(i64, String)> {
    let count = count.max(1) as i64;
    let span = to - from;
    let length = |step: &Step| match step {
        Step::Seconds(seconds) => *seconds,
        Step::Months(months) => i64::from(*months) * 30 * DAY,
    };
    let step = STEPS.into_iter().find(|step| span / length(step) <= count);
    let step = step.unwrap_or(Step::Months(1_200));
    let mut times = match step {
        Step::Seconds(seconds) => in_seconds(from, to, seconds),
        Step::Months(months) => in_months(from, to, months),
    };
    if times.is_empty() {
        let ends = if span > 0 { vec![from, to] } else { vec![from] };
        times = ends.into_iter().map(|at| (at, written(at, Precision::Minute))).collect();
    }
    times
}

fn in_seconds(from: i64, to: i64, step: i64) -> Vec<(i64, String)> {
    let first = from.div_euclid(step) * step;
    let ticks = (0..).map(|n| first + n * step).skip_while(|at| *at < from);
    let mut named = false;
    ticks
        .take_while(|at| *at <= to)
        .map(|at| {
            let midnight = at.rem_euclid(DAY) == 0;
            // The first time of day says of which day it is.
            let text = match (midnight, named) {
                (true, _) => written(at, Precision::Day),
                (false, false) => written(at, Precision::Minute),
                (false, true) => {
                    format!("{:02}:{:02}", at.rem_euclid(DAY) / HOUR, at.rem_euclid(HOUR) / 60)
                }
            };
            named = true;
            (at, text)
        })
        .collect()
}

fn in_months(from: i64, to: i64, months: i32) -> Vec<(i64, String)> {
    let Some(start) = day(from) else { return Vec::new() };
    let count = i32::from(start.year()) * 12 + i32::from(start.month()) - 1;
    let count = count.div_euclid(months) * months;
    let first = i16::try_from(count.div_euclid(12)).ok();
    let month = i8::try_from(count.rem_euclid(12) + 1).ok();
    let Some((year, month)) = first.zip(month) else { return Vec::new() };
    let first = date(year.clamp(-9_999, 9_999), month, 1);
    let ticks = (0..).map_while(|n: i32| first.checked_add((n * months).months()).ok());
    let seconds = |at: Date| Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second());
    let precision = if months >= 12 { Precision::Year } else { Precision::Month };
    ticks
        .map_while(seconds)
        .take_while(|at| *at <= to)
        .filter(|at| *at >= from)
        .map(|at| (at, written(at, precision)))
        .collect()
}

fn day(seconds: i64) -> Option<Date> {
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

fn written(seconds: i64, precision: Precision) -> String {
    crate::app::times::time(ArticleDate { seconds, precision }, false)
}
