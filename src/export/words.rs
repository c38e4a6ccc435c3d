//! How numbers, dates, times and shares are worded, on every screen and in plain text alike.

use crate::corpus::{ArticleDate, Precision};
use crate::diff::{Comparison, GroupKind};
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

/// A stretch of days: `22 Mar 2031`, `22–25 Mar 2031`, `30 Mar 2031 – 2 Apr 2031`.
pub fn dates(from: ArticleDate, to: ArticleDate) -> String {
    let (first, last) = (date(from), date(to));
    if first == last {
        return first;
    }
    let days = from.precision >= Precision::Day && to.precision >= Precision::Day;
    match (first.split_once(' '), last.split_once(' ')) {
        (Some((day, month)), Some((_, same))) if days && month == same => format!("{day}–{last}"),
        _ => format!("{first} – {last}"),
    }
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

/// A size in the unit that suits it: `812 bytes`, `4 KB`, `3.2 MB`.
pub fn bytes(n: u64) -> String {
    match n as f64 {
        b if b < 1e3 => count(n as usize, "byte", "bytes"),
        b if b < 1e6 => format!("{:.0} KB", (b / 1e3).min(999.0)),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
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

/// A share to two places, as measures are compared: `.40`, `.05`, `1.0` for all of it. Always three
/// columns; a share that is not whole is never rounded to one.
pub fn fraction(share: f32) -> String {
    match (share.clamp(0.0, 1.0) * 100.0).round() as u32 {
        _ if share >= 1.0 => "1.0".to_string(),
        hundredths => format!(".{:02}", hundredths.min(99)),
    }
}

/// How much of each text the other has, and what became of the sentences: `78% of left found right`,
/// `3 sentences the same`, `2 edited`.
pub fn share_of_each(comparison: &Comparison) -> Vec<String> {
    let scores = comparison.scores;
    let mut parts = if differs(comparison) {
        vec![
            format!("{} of left found right", percent(scores.containment_left)),
            format!("{} of right found left", percent(scores.containment_right)),
        ]
    } else {
        vec!["the two texts are the same".to_string()]
    };
    let tally = |kind: GroupKind| {
        comparison
            .groups
            .iter()
            .filter(|group| group.kind == kind)
            .map(|group| group.left.len().max(group.right.len()))
            .sum::<usize>()
    };
    let same = tally(GroupKind::Same);
    if same > 0 {
        parts.push(format!("{} the same", count(same, "sentence", "sentences")));
    }
    let others = [
        (tally(GroupKind::Edited), "edited"),
        (tally(GroupKind::Rewritten), "rewritten"),
        (tally(GroupKind::LeftOnly), "only left"),
        (tally(GroupKind::RightOnly), "only right"),
        (comparison.groups.iter().filter(|group| group.moved).count(), "moved"),
        (comparison.repeats.len(), "repeated"),
    ];
    let others = others.into_iter().filter(|(n, _)| *n > 0);
    parts.extend(others.map(|(n, what)| format!("{n} {what}")));
    if comparison.coarse {
        parts.push("coarse: too long to compare in full detail".to_string());
    }
    parts
}

/// Whether anything at all is not the same, at the same place.
fn differs(comparison: &Comparison) -> bool {
    comparison.groups.is_empty()
        || comparison.groups.iter().any(|group| group.kind != GroupKind::Same || group.moved)
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
    fn a_stretch_of_days_says_no_more_than_it_must() {
        let day =
            |n: i64, precision| ArticleDate { seconds: 1_931_933_400 + n * 86_400, precision };
        let (march, april) = (day(0, Precision::Minute), day(11, Precision::Day));
        assert_eq!(dates(march, march), "22 Mar 2031");
        assert_eq!(dates(march, day(3, Precision::Day)), "22–25 Mar 2031");
        assert_eq!(dates(march, april), "22 Mar 2031 – 2 Apr 2031");
        assert_eq!(dates(day(0, Precision::Year), april), "2031 – 2 Apr 2031");
        assert_eq!(dates(day(0, Precision::Month), march), "Mar 2031 – 22 Mar 2031");
    }

    #[test]
    fn a_fraction_takes_three_columns() {
        let told: Vec<_> = [0.0, 0.004, 0.4, 0.999, 1.0].map(fraction).into();
        assert_eq!(told, [".00", ".00", ".40", ".99", "1.0"]);
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
