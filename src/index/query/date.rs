//! Dates and ranges of dates in a query, as seconds: `2031`, `2031-03`, `2031-03-22`, `yesterday`,
//! `A..B`, `A..`, `..B`, and `<`, `<=`, `>`, `>=` before any of them; spans of time such as `2w`.

use crate::text::Span;
use jiff::civil::{Date, date};
use jiff::{Span as Time, ToSpan};
use std::ops::RangeInclusive;

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateError {
    /// Where in the text.
    pub(super) span: Span,
    /// What was expected.
    pub(super) message: String,
}

const EXPECTED: &str =
    "expected a date such as 2031-03-22, 2031-03 or yesterday, or a range such as 2031-03..2031-05";
const EXPECTED_SPAN: &str = "expected a time such as 3d, 2w, 6m or 1y, or a date such as 2031-03";
const NO_TODAY: &str = "what day it is today is not known here; expected a date such as 2031-03-22";

type Found = Result<RangeInclusive<i64>, DateError>;

fn error(text: &str, at: usize, part: &str, message: impl Into<String>) -> DateError {
    let end = (at + part.len()).min(text.len());
    DateError { span: Span::new(at.min(end), end), message: message.into() }
}

/// The seconds that `text` stands for, `today` being where words such as `yesterday` count from.
pub(super) fn range(text: &str, today: Option<Date>) -> Found {
    if let Some((from, to)) = text.split_once("..") {
        if from.is_empty() && to.is_empty() {
            return Err(error(text, 0, text, EXPECTED));
        }
        let start = if from.is_empty() { i64::MIN } else { *period(text, 0, from, today)?.start() };
        let at = from.len() + 2;
        let end = if to.is_empty() { i64::MAX } else { *period(text, at, to, today)?.end() };
        return Ok(start..=end);
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
            return period(text, operator.len(), rest, today).map(compare);
        }
    }
    period(text, 0, text, today)
}

/// The first second of the time that began `text` ago (`3d`, `2w`, `6m`, `1y`), at the start of a day;
/// of a date, its first second.
pub(super) fn ago(text: &str, today: Option<Date>) -> Result<i64, DateError> {
    let unit = text.chars().next_back().unwrap_or_default();
    let count = text.strip_suffix(unit).and_then(|count| match count {
        "" => None,
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse::<i64>().ok(),
        _ => None,
    });
    let Some(count) = count.filter(|_| unit.is_alphabetic()) else {
        return period(text, 0, text, today).map(|period| *period.start()).map_err(|mut e| {
            if e.message == EXPECTED {
                e.message = EXPECTED_SPAN.to_string();
            }
            e
        });
    };
    let time = match unit.to_ascii_lowercase() {
        'd' => Time::new().try_days(count),
        'w' => Time::new().try_weeks(count),
        'm' => Time::new().try_months(count),
        'y' => Time::new().try_years(count),
        _ => return Err(error(text, text.len() - unit.len_utf8(), "?", EXPECTED_SPAN)),
    };
    let today = today.ok_or_else(|| error(text, 0, text, NO_TODAY))?;
    // Longer ago than there are dates is longer ago than anything.
    let start = time.ok().and_then(|time| today.checked_sub(time).ok());
    Ok(start.map_or(i64::MIN, seconds))
}

/// The first and last second of a year, month or day: `part`, which stands at `at` in `text`.
fn period(text: &str, at: usize, part: &str, today: Option<Date>) -> Found {
    let bad = || error(text, at, part, EXPECTED);
    let days = match part.to_ascii_lowercase().as_str() {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => None,
    };
    if let Some(days) = days {
        let today = today.ok_or_else(|| error(text, at, part, NO_TODAY))?;
        return Ok(lasting(today.saturating_add(days.days()), 1.day()));
    }
    let mut parts = part.split(['-', '/', '.']);
    let written_year = parts.next().unwrap_or_default();
    let year = number(written_year, 4..=4).ok_or_else(bad)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(bad());
    }
    let Some(written_month) = month else {
        return Ok(lasting(Date::new(year, 1, 1).map_err(|_| bad())?, 1.year()));
    };
    let month_at = at + written_year.len() + 1;
    let month = number(written_month, 1..=2).ok_or_else(bad)?;
    let first = i8::try_from(month).ok().and_then(|month| Date::new(year, month, 1).ok());
    let first = first.ok_or_else(|| {
        error(text, month_at, written_month, format!("there is no month {written_month}: 01 to 12"))
    })?;
    let Some(written_day) = day else { return Ok(lasting(first, 1.month())) };
    let day = number(written_day, 1..=2).ok_or_else(bad)?;
    let day = i8::try_from(day).ok().and_then(|day| Date::new(year, first.month(), day).ok());
    let day = day.ok_or_else(|| {
        let message = format!("{} has {} days", first.strftime("%Y-%m"), first.days_in_month());
        error(text, month_at + written_month.len() + 1, written_day, message)
    })?;
    Ok(lasting(day, 1.day()))
}

fn lasting(first: Date, length: Time) -> RangeInclusive<i64> {
    let end = first.checked_add(length).map_or(i64::MAX, |next| seconds(next) - 1);
    seconds(first)..=end
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

    fn range(text: &str) -> Option<RangeInclusive<i64>> {
        super::range(text, Some(date(1970, 3, 1))).ok()
    }

    #[test]
    fn periods_have_their_length() {
        assert_eq!(range("1970-01-02"), Some(DAY..=2 * DAY - 1));
        assert_eq!(range("1970-1-2"), Some(DAY..=2 * DAY - 1));
        assert_eq!(range("1970-02"), Some(31 * DAY..=59 * DAY - 1));
        assert_eq!(range("1970"), Some(0..=365 * DAY - 1));
        assert_eq!(range("1969-12-31"), Some(-DAY..=-1));
        assert_eq!(range("Yesterday"), Some(58 * DAY..=59 * DAY - 1));
        assert_eq!(range("today"), Some(59 * DAY..=60 * DAY - 1));
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
        assert_eq!(range("yesterday..today"), Some(58 * DAY..=60 * DAY - 1));
    }

    #[test]
    fn spans_of_time_count_back_from_today() {
        let ago = |text| super::ago(text, Some(date(1970, 3, 1))).ok();
        assert_eq!(ago("1d"), Some(58 * DAY));
        assert_eq!(ago("2w"), Some(45 * DAY));
        assert_eq!(ago("1m"), Some(31 * DAY));
        assert_eq!(ago("1Y"), Some(-306 * DAY));
        assert_eq!(ago("999999999y"), Some(i64::MIN));
        assert_eq!(ago("1970-02"), Some(31 * DAY));
        for text in ["", "w", "2", "2x", "-1d", "2é", "1.5d"] {
            assert_eq!(ago(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_at_its_place() {
        for text in ["", "2031-13", "2031-02-30", "..", "31", "2031-03-22-1", ">="] {
            assert_eq!(range(text), None, "{text}");
        }
        assert!(range("9999-12-31").is_some());
        for (text, part, message) in [
            ("2024-13-01", "13", "month"),
            ("2023-02..2023-02-30", "30", "28 days"),
            (">=soon", "soon", "expected a date"),
        ] {
            let error = super::range(text, None).unwrap_err();
            assert_eq!(error.span.of(text), part);
            assert!(error.message.contains(message), "{}", error.message);
        }
        assert!(super::range("today", None).unwrap_err().message.contains("not known"));
    }
}
