//! Dates as they are met, and what is none.

use super::*;
use proptest::prelude::*;

#[test]
fn reads_what_news_writes() {
    for (text, shown) in [
        ("2024-03-22", "2024-03-22"),
        ("2024-03-22T08:10:05Z", "2024-03-22T08:10Z"),
        ("2024-03-22T08:10:05.123+02:00", "2024-03-22T06:10Z"),
        ("2011-10-02T10:00:00+0900", "2011-10-02T01:00Z"),
        ("2024-03-22 08:10", "2024-03-22T08:10Z"),
        ("Fri, 22 Mar 2024 08:10:00 -0500", "2024-03-22T13:10Z"),
        ("Fri, 22 Mar 2024 08:10:00 GMT", "2024-03-22T08:10Z"),
        ("March 22, 2024", "2024-03-22"),
        ("Friday, March 22nd, 2024 at 8:10 p.m.", "2024-03-22T20:10Z"),
        ("Mar. 22, 2024 8:10am EST", "2024-03-22T13:10Z"),
        ("22 March 2031, 08:10", "2031-03-22T08:10Z"),
        ("22 Mar 2024 08:10", "2024-03-22T08:10Z"),
        ("08:10, 22 Mar 2024", "2024-03-22T08:10Z"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01Z"),
        ("26-FEB-1987 15:01:01.79&#9;&#9;&#9;RM", "1987-02-26T15:01Z"),
        (" 1-APR-1987 15:01:01.79", "1987-04-01T15:01Z"),
        ("2024/03/22", "2024-03-22"),
        ("20240322", "2024-03-22"),
        ("20240322T081000Z", "2024-03-22T08:10Z"),
        ("20240322081000", "2024-03-22T08:10Z"),
        ("3. Mai 2031", "2031-05-03"),
        ("Samstag, 22. März 2031, 08:10 Uhr", "2031-03-22T08:10Z"),
        ("1er août 2031", "2031-08-01"),
        ("22 de marzo de 2031", "2031-03-22"),
        ("2031年3月22日", "2031-03-22"),
        ("２０３１年３月２２日　０８：１０", "2031-03-22T08:10Z"),
        ("2031年3月22日 8時10分", "2031-03-22T08:10Z"),
        ("3/22/2024", "2024-03-22"),
        ("22/3/2024", "2024-03-22"),
        ("22.03.2024", "2024-03-22"),
        ("6/9/17", "2017-06-09"),
        ("March 2024", "2024-03"),
        ("2024-03", "2024-03"),
        ("2031年3月", "2031-03"),
        ("2024", "2024"),
        ("1711095000", "2024-03-22T08:10Z"),
        ("1711095000000", "2024-03-22T08:10Z"),
        ("Sat Mar 22 08:10:00 +0000 2031", "2031-03-22T08:10Z"),
    ] {
        assert_eq!(parse(text).map(|d| d.to_string()).as_deref(), Some(shown), "{text}");
    }
}

#[test]
fn nonsense_is_no_date() {
    for text in [
        "",
        "x",
        "0000-00-00",
        "9999-12-31",
        "2024-02-45",
        "2024-13-01",
        "0001-01-01",
        "None",
        "yesterday",
        "March",
        "22",
        "12345",
        "99/99/99",
        "–",
        "31 February 2024",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(from_number(f64::NAN), None);
    assert_eq!(from_number(12.5), None);
    assert_eq!(from_number(2024.0).map(|d| d.precision), Some(Precision::Year));
    assert_eq!(from_number(1_711_095_000.0).map(|d| d.seconds), Some(1_711_095_000));
}

#[test]
fn a_whole_date_has_nothing_after_it() {
    assert!(parse_whole("22 March 2031, 08:10").is_some());
    assert!(parse_whole("2031-03-22.").is_some());
    assert!(parse_whole("2031 was a bad year").is_none());
    assert!(parse("2031-03-22 and more").is_some());
    assert!(is_day_without_year("March 22") && is_day_without_year("22. März"));
    assert!(!is_day_without_year("March 2031") && !is_day_without_year("Port Calder"));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,30}|[0-9:/. Ttamp年月日-]{0,24}") {
        let _ = (parse(&text), parse_whole(&text), is_day_without_year(&text));
    }

    #[test]
    fn days_read_back(day in -100_000i64..100_000) {
        let seconds = day * 86_400;
        let date = ArticleDate { seconds, precision: Precision::Day };
        prop_assert_eq!(parse(&date.to_string()), Some(date));
    }
}
