//! When two reports give a fact alike: one may say more than the other without contradicting it.

use super::{FactKind, words};
use crate::diff::vocabulary::may_mean;
use jiff::civil::Date;

/// Whether two values of one kind say the same, as far as both say anything.
pub(super) fn same(kind: FactKind, a: &str, b: &str) -> bool {
    match kind {
        _ if a == b => true,
        FactKind::Figure => {
            [(a, b), (b, a)].into_iter().any(|(vague, exact)| is_about(vague, exact))
        }
        FactKind::Date => same_date(a, b),
        FactKind::Time => same_time(a, b),
        FactKind::Name => same_name(a, b),
        // A quotation cut short is the same one.
        FactKind::Quote => a.contains(b) || b.contains(a),
    }
}

/// `103` may be `scores`.
fn is_about(vague: &str, exact: &str) -> bool {
    exact.parse::<f64>().is_ok_and(|number| may_mean(vague, number))
}

/// The day of the week that a date says or falls on, and whether it says no more than that.
pub(super) fn weekday(date: &str) -> Option<(i8, bool)> {
    match date.parse::<Date>() {
        Ok(date) => Some((date.weekday().to_monday_one_offset(), false)),
        Err(_) => words::of(None).weekday(date).map(|day| (day, true)),
    }
}

/// `2031-03` may be `2031-03-22`, and `--03-22` of any year.
fn same_date(a: &str, b: &str) -> bool {
    fn parts(date: &str) -> Option<[Option<u32>; 3]> {
        let (year, rest) = match date.strip_prefix("--") {
            Some(rest) => (None, rest),
            None => (Some(date.get(..4)?.parse().ok()?), date.get(5..).unwrap_or_default()),
        };
        let mut rest = rest.split('-').map(|part| part.parse().ok());
        Some([year, rest.next().flatten(), rest.next().flatten()])
    }
    // A day of the week in a text of no date may be any such day.
    let on = |date: &str, day: &str| match (weekday(date), weekday(day)) {
        (Some((of_date, _)), Some((said, _))) => of_date == said,
        _ => true,
    };
    let (a, b) = match (parts(a), parts(b)) {
        (Some(a), Some(b)) => (a, b),
        (None, None) => return false,
        (Some(_), None) => return on(a, b),
        (None, Some(_)) => return on(b, a),
    };
    a.iter().zip(&b).all(|(a, b)| a.is_none() || b.is_none() || a == b)
}

/// `7:58` may be `19:58`.
fn same_time(a: &str, b: &str) -> bool {
    let parts = |time: &str| -> Option<(u32, bool, String)> {
        let (hour, minute) = time.split_once(':')?;
        let hour_known = hour.starts_with('0') || hour.parse::<u32>().ok()? > 12;
        Some((hour.parse().ok()?, hour_known, minute.to_string()))
    };
    let (Some(a), Some(b)) = (parts(a), parts(b)) else { return false };
    a.0 % 12 == b.0 % 12 && a.2 == b.2 && !(a.1 && b.1)
}

/// `Stroud` may be `Edvin Stroud`.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    ends(&a, &b) || ends(&b, &a)
}

/// Whether two words differ by one letter at most, or by two in a word of eight or more.
pub(super) fn nearly(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(32).collect(), b.chars().take(32).collect());
    let allowed = if a.len().min(b.len()) >= 8 { 2 } else { 1 };
    if a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let up = *cell;
            left = (diagonal + usize::from(x != y)).min(up + 1).min(left + 1);
            diagonal = up;
            *cell = left;
        }
    }
    row.last().is_some_and(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saying_less_is_no_contradiction() {
        assert!(same(FactKind::Date, "2031-03", "2031-03-22"));
        assert!(!same(FactKind::Date, "2031-03-21", "2031-03-22"));
        assert!(
            same(FactKind::Date, "--03", "2031-03-22") && same(FactKind::Date, "friday", "2031")
        );
        assert!(!same(FactKind::Date, "--03-21", "2031-03-22"));
        assert!(same(FactKind::Date, "saturday", "2031-03-22"));
        assert!(!same(FactKind::Date, "friday", "2031-03-22"));
        assert!(!same(FactKind::Date, "friday", "sunday"));
        assert!(same(FactKind::Figure, "scores", "103") && !same(FactKind::Figure, "dozens", "6"));
        assert!(same(FactKind::Time, "7:58", "19:58"));
        assert!(!same(FactKind::Time, "07:58", "19:58"));
        assert!(!same(FactKind::Time, "7:58", "7:59"));
        assert!(same(FactKind::Name, "Stroud", "Edvin Stroud"));
        assert!(!same(FactKind::Name, "Edwin Stroud", "Edvin Stroud"));
        assert!(!same(FactKind::Name, "Proud", "Stroud"));
        assert!(same(FactKind::Quote, "we count people", "we count people first"));
        assert!(!same(FactKind::Figure, "40", "60"));
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_word() {
        assert!(nearly("stroud", "stroud") && nearly("stroud", "straud"));
        assert!(nearly("lindqvare", "lyndqwar") == nearly("lyndqwar", "lindqvare"));
        assert!(nearly("shaposhnikov", "shaposnikof"));
        assert!(!nearly("voss", "ross-b") && !nearly("putin", "pell"));
        assert!(nearly("a", "") && !nearly("ab", ""));
    }
}
