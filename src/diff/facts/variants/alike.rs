//! When two reports give a fact alike: one may say more than the other without contradicting it.

use crate::diff::facts::FactKind;

/// Whether two values of one kind say the same, as far as both say anything.
pub(super) fn same(kind: FactKind, a: &str, b: &str) -> bool {
    match kind {
        _ if a == b => true,
        FactKind::Figure => false,
        // `2031-03` and `2031-03-22`
        FactKind::Date => [(a, b), (b, a)].into_iter().any(|(short, long)| {
            long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
        }),
        FactKind::Time => same_time(a, b),
        FactKind::Name => same_name(a, b),
        // A quotation cut short is the same one.
        FactKind::Quote => a.contains(b) || b.contains(a),
    }
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
