//! How the times of a story's reports are worded: as short as they can be where they stand in a column.

use crate::corpus::{ArticleDate, Precision};
use crate::export::words;
use jiff::tz::TimeZone;

/// `22 Mar 08:10`, or with its year where reports of more than one stand together. To its precision:
/// the month alone never goes without the year.
pub fn time(date: ArticleDate, with_year: bool) -> String {
    let format = match date.precision {
        Precision::Minute if !with_year => "%-d %b %H:%M",
        Precision::Day if !with_year => "%-d %b",
        _ => return words::date_and_time(date),
    };
    let stamp = jiff::Timestamp::from_second(date.seconds);
    stamp.map_or_else(|_| "?".to_string(), |stamp| stamp.strftime(format).to_string())
}

/// The same behind another report: of one of the same day only the time of day, where that is known.
pub fn after(date: ArticleDate, before: Option<ArticleDate>, with_year: bool) -> String {
    let day = |date: ArticleDate| ArticleDate { precision: Precision::Day, ..date };
    let same = before.is_some_and(|before| {
        before.precision >= Precision::Day && words::date(day(before)) == words::date(day(date))
    });
    let full = time(date, with_year);
    match full.rsplit_once(' ') {
        Some((_, minutes)) if same && date.precision == Precision::Minute => minutes.to_string(),
        _ => full,
    }
}

/// The year of a date.
pub fn year(date: ArticleDate) -> Option<i16> {
    let stamp = jiff::Timestamp::from_second(date.seconds).ok()?;
    Some(stamp.to_zoned(TimeZone::UTC).year())
}

/// The days from the first report to the last: `22 Mar 2031`, `22–25 Mar 2031`,
/// `28 Feb – 3 Mar 2031`, `30 Dec 2030 – 2 Jan 2031`.
pub fn span(first: ArticleDate, last: ArticleDate) -> String {
    let (from, to) = (words::date(first), words::date(last));
    if from == to {
        return to;
    }
    let days = first.precision.min(last.precision) >= Precision::Day;
    // Day, month, year: what both end on is said once.
    let (a, b): (Vec<&str>, Vec<&str>) = (from.split(' ').collect(), to.split(' ').collect());
    match (&a[..], &b[..]) {
        ([day, month, year], [_, same_month, same_year])
            if days && (month, year) == (same_month, same_year) =>
        {
            format!("{day}–{to}")
        }
        ([day, month, year], [_, _, same]) if days && year == same => {
            format!("{day} {month} – {to}")
        }
        _ => format!("{from} – {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str, precision: Precision) -> ArticleDate {
        let stamp: jiff::Timestamp = format!("{text}:00Z").parse().unwrap();
        ArticleDate { seconds: stamp.as_second(), precision }
    }

    #[test]
    fn spans_say_what_both_ends_share_once() {
        let minute = |text| date(text, Precision::Minute);
        let start = minute("2031-03-22T08:10");
        assert_eq!(span(start, minute("2031-03-22T18:10")), "22 Mar 2031");
        assert_eq!(span(start, minute("2031-03-25T01:00")), "22–25 Mar 2031");
        assert_eq!(span(start, minute("2031-04-02T01:00")), "22 Mar – 2 Apr 2031");
        assert_eq!(span(start, minute("2032-01-02T01:00")), "22 Mar 2031 – 2 Jan 2032");
        let month = date("2031-03-01T00:00", Precision::Month);
        assert_eq!(span(month, minute("2031-03-25T01:00")), "Mar 2031 – 25 Mar 2031");
    }

    #[test]
    fn a_column_of_times_leaves_out_the_year_all_share() {
        let at = date("2031-03-22T08:10", Precision::Minute);
        assert_eq!(time(at, false), "22 Mar 08:10");
        assert_eq!(time(at, true), "22 Mar 2031 08:10");
        assert_eq!(time(ArticleDate { precision: Precision::Day, ..at }, false), "22 Mar");
        assert_eq!(time(ArticleDate { precision: Precision::Month, ..at }, false), "Mar 2031");
        assert_eq!(year(at), Some(2031));
    }
}
