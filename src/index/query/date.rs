//! Dates and ranges of dates in a query, as seconds: `2031`, `2031-03`, `2031-03-22`, `A..B`, `A..`,
//! `..B`, and `<`, `<=`, `>`, `>=` before any of them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::ops::RangeInclusive;

/// The seconds that `text` stands for, or `None` when it is no date.
pub(super) fn range(text: &str) -> Option<RangeInclusive<i64>> {
    if let Some((from, to)) = text.split_once("..") {
        let start = if from.is_empty() { i64::MIN } else { *period(from)?.start() };
        let end = if to.is_empty() { i64::MAX } else { *period(to)?.end() };
        return (!from.is_empty() || !to.is_empty()).then_some(start..=end);
    }
    type Compare = fn(RangeInclusive<i64>) -> RangeInclusive<i64>;
    const OPERATORS: [(&str, Compare); 5] = [
        (">=", |period| *period.start()..=i64::MAX),
        ("<=", |period| i64::MIN..=*period.end()),
        (">", |period| period.end().saturating_add(1)..=i64::MAX),
        ("<", |period| i64::MIN..=period.start().saturating_sub(1)),
        ("=", |period| period),
    ];
    for (operator, compare) in OPERATORS {
        if let Some(rest) = text.strip_prefix(operator) {
            return period(rest).map(compare);
        }
    }
    period(text)
}

/// The first and last second of a year, month or day.
fn period(text: &str) -> Option<RangeInclusive<i64>> {
    let mut parts = text.split(['-', '/', '.']);
    let year = number(parts.next()?, 4..=4)?;
    let month = parts.next().map(|part| number(part, 1..=2));
    let day = parts.next().map(|part| number(part, 1..=2));
    if parts.next().is_some() {
        return None;
    }
    let (first, length) = match (month, day) {
        (None, _) => (Date::new(year, 1, 1).ok()?, 1.year()),
        (Some(month), None) => (Date::new(year, i8::try_from(month?).ok()?, 1).ok()?, 1.month()),
        (Some(month), Some(day)) => {
            let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
            (Date::new(year, month, day).ok()?, 1.day())
        }
    };
    let end = first.checked_add(length).map_or(i64::MAX, |next| seconds(next) - 1);
    Some(seconds(first)..=end)
}

fn number(text: &str, digits: RangeInclusive<usize>) -> Option<i16> {
    (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Seconds from 1970 to the start of `day` in UTC.
fn seconds(day: Date) -> i64 {
    let epoch = date(1970, 1, 1);
    day.since((jiff::Unit::Day, epoch)).map_or(0, |span| i64::from(span.get_days()) * 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn periods_have_their_length() {
        assert_eq!(range("1970-01-02"), Some(DAY..=2 * DAY - 1));
        assert_eq!(range("1970-1-2"), Some(DAY..=2 * DAY - 1));
        assert_eq!(range("1970-02"), Some(31 * DAY..=59 * DAY - 1));
        assert_eq!(range("1970"), Some(0..=365 * DAY - 1));
        assert_eq!(range("1969-12-31"), Some(-DAY..=-1));
    }

    #[test]
    fn ranges_and_comparisons() {
        assert_eq!(range("1970-01-02..1970-01-03"), Some(DAY..=3 * DAY - 1));
        assert_eq!(range("1970-01-02.."), Some(DAY..=i64::MAX));
        assert_eq!(range("..1970"), Some(i64::MIN..=365 * DAY - 1));
        assert_eq!(range(">=1970-01-02"), Some(DAY..=i64::MAX));
        assert_eq!(range(">1970-01-02"), Some(2 * DAY..=i64::MAX));
        assert_eq!(range("<1970-01-02"), Some(i64::MIN..=DAY - 1));
        assert_eq!(range("<=1970-01-02"), Some(i64::MIN..=2 * DAY - 1));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "2031-13", "2031-02-30", "..", "31", "2031-03-22-1", ">="] {
            assert_eq!(range(text), None, "{text}");
        }
        assert!(range("9999-12-31").is_some());
    }
}
