//! How numbers, dates, times and shares are worded, on every screen and in plain text alike.

use crate::corpus::{ArticleDate, Precision};
use std::time::Duration;

/// A number with its thousands apart: `12,400`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many of something: `1 report`, `1,200 reports`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n as u64), if n == 1 { one } else { many })
}

/// A date to its precision: `2031`, `Mar 2031`, `22 Mar 2031`, `22 Mar 2031 08:10`.
pub fn date_and_time(date: ArticleDate) -> String {
    written(date, date.precision)
}

/// A date to its precision, the time of day left out.
pub fn date(date: ArticleDate) -> String {
    written(date, date.precision.min(Precision::Day))
}

fn written(date: ArticleDate, precision: Precision) -> String {
    let Ok(stamp) = jiff::Timestamp::from_second(date.seconds) else {
        return "?".to_string();
    };
    let format = match precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day => "%-d %b %Y",
        Precision::Minute => "%-d %b %Y %H:%M",
    };
    stamp.strftime(format).to_string()
}

/// A stretch of time in the unit that suits it: `4 ms`, `1.2 s`, `42 s`, `3 min 05 s`, `2 h 10 min`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let whole = time.as_secs();
    match seconds {
        // Something always took some time.
        s if s < 1.0 => format!("{} ms", (s * 1000.0).round().max(1.0)),
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 60.0 => format!("{s:.0} s"),
        s if s < 3600.0 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3600, whole % 3600 / 60),
    }
}

/// A share in whole per cents; `<1%` for a little, and `100%` for all and nothing less.
pub fn percent(share: f32) -> String {
    match share {
        s if s <= 0.0 => "0%".to_string(),
        s if s < 0.01 => "<1%".to_string(),
        s if s >= 1.0 => "100%".to_string(),
        s => format!("{}%", (s * 100.0).round().min(99.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_read_well() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(count(1, "report", "reports"), "1 report");
        let date_of = |precision| ArticleDate { seconds: 1_931_933_400, precision };
        assert_eq!(date(date_of(Precision::Minute)), "22 Mar 2031");
        assert_eq!(date_and_time(date_of(Precision::Minute)), "22 Mar 2031 08:10");
        assert_eq!(date_and_time(date_of(Precision::Month)), "Mar 2031");
    }

    #[test]
    fn times_and_shares_are_neither_nothing_nor_all_unless_they_are() {
        assert_eq!(duration(Duration::from_micros(40)), "1 ms");
        assert_eq!(duration(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
        assert_eq!(duration(Duration::from_secs(7_800)), "2 h 10 min");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.004), "<1%");
        assert_eq!(percent(0.996), "99%");
        assert_eq!(percent(1.0), "100%");
    }
}
