//! How numbers, dates and counts are worded on every screen.

use crate::corpus::{Article, ArticleDate, Precision};
use crate::library::{Card, Copy};
use crate::neardup::Verdict;
use std::time::Duration;

/// What separates the parts of a line of metadata.
pub const DOT: &str = " · ";

/// `12,400`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 report`, `38 reports`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n as u64), if n == 1 { one } else { many })
}

/// `22 Mar 2031 08:10`, to its precision.
pub fn date_and_time(date: ArticleDate) -> String {
    written(date, date.precision)
}

/// `22 Mar 2031`, to its precision, the time of day left out.
pub fn date(date: ArticleDate) -> String {
    written(date, date.precision.min(Precision::Day))
}

fn written(date: ArticleDate, precision: Precision) -> String {
    let Ok(stamp) = jiff::Timestamp::from_second(date.seconds) else {
        return "?".into();
    };
    let format = match precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day => "%-d %b %Y",
        Precision::Minute => "%-d %b %Y %H:%M",
    };
    stamp.strftime(format).to_string()
}

/// `4 ms`, `1.2 s`, `3 min`.
pub fn duration(time: Duration) -> String {
    match time.as_secs_f32() {
        s if s < 1.0 => format!("{} ms", time.as_millis()),
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 100.0 => format!("{s:.0} s"),
        s => format!("{:.0} min", s / 60.0),
    }
}

/// `78%`.
pub fn percent(share: f32) -> String {
    format!("{:.0}%", share.clamp(0.0, 1.0) * 100.0)
}

/// Outlet, date and place of an article in a list, as far as they are known.
pub fn card_line(card: &Card) -> String {
    join([card.source.clone(), card.date.map(date), card.place.clone()])
        .unwrap_or_else(|| card.origin.to_string())
}

/// Outlet, date and place over an article, as far as they are known.
pub fn meta_line(article: &Article) -> String {
    join([article.source.clone(), article.date.map(date_and_time), article.place.clone()])
        .unwrap_or_else(|| article.origin.to_string())
}

/// Outlet and date of one side of a comparison.
pub fn side_line(article: &Article) -> String {
    join([article.source.clone(), article.date.map(date_and_time)])
        .unwrap_or_else(|| article.origin.to_string())
}

/// Byline, as it is shown: with `By` in front where it has no such word of its own.
pub fn byline(article: &Article) -> Option<String> {
    let name = article.byline.as_deref()?.trim();
    let english = article.lang.as_deref().is_none_or(|lang| lang == "en");
    Some(match name.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => name.to_string(),
        _ if english => format!("By {name}"),
        _ => name.to_string(),
    })
}

/// The parts that are there, with a dot between; none where nothing is.
pub fn join(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> =
        parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(DOT))
}

/// `11 near-duplicates: 4 copies, 6 rewrites, 1 partial copy`; none where there are none.
pub fn copies(copies: &[Copy]) -> Option<String> {
    const KINDS: [(Verdict, &str, &str); 4] = [
        (Verdict::Copy, "copy", "copies"),
        (Verdict::Rewrite, "rewrite", "rewrites"),
        (Verdict::PartialCopy, "partial copy", "partial copies"),
        (Verdict::Excerpt, "excerpt", "excerpts"),
    ];
    let kinds: Vec<String> = KINDS
        .into_iter()
        .map(|(verdict, one, many)| {
            (copies.iter().filter(|c| c.relation.verdict == verdict).count(), one, many)
        })
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    let head = count(copies.len(), "near-duplicate", "near-duplicates");
    match (copies.len(), kinds.is_empty()) {
        (0, _) => None,
        (_, true) => Some(head),
        (_, false) => Some(format!("{head}: {}", kinds.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_times_read_well() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(count(1, "report", "reports"), "1 report");
        let date_of = |precision| ArticleDate { seconds: 1_931_933_400, precision };
        assert_eq!(date(date_of(Precision::Minute)), "22 Mar 2031");
        assert_eq!(date_and_time(date_of(Precision::Minute)), "22 Mar 2031 08:10");
        assert_eq!(date_and_time(date_of(Precision::Month)), "Mar 2031");
        assert_eq!(duration(Duration::from_millis(4)), "4 ms");
        assert_eq!(duration(Duration::from_millis(3200)), "3.2 s");
        assert_eq!(percent(0.777), "78%");
    }
}
