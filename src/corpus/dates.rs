//! Dates as news writes them, to the precision that was given.
//! The text is brought to one plain spelling first; a table of forms does the rest.

use super::{ArticleDate, Precision};
use crate::text::fold::fold;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The date that `text` starts with; what follows it is ignored. ISO 8601, RFC 2822, `March 22, 2024`,
/// `22 Mar 2024 08:10`, `26-FEB-1987 15:01:01.79`, `2024/03/22`, `20240322`, `3. Mai 2031`,
/// `2031年3月22日`, seconds or milliseconds since 1970. A time without an offset counts as UTC.
/// Nothing where there is no date, or none that an article can have.
pub fn parse(text: &str) -> Option<ArticleDate> {
    Some(read(text)?.0)
}

/// The date that `text` is, with nothing but punctuation after it.
pub fn parse_whole(text: &str) -> Option<ArticleDate> {
    let (date, rest) = read(text)?;
    (!rest.contains(char::is_alphanumeric)).then_some(date)
}

/// The date that a number stands for: seconds or finer since 1970, `20240322`, or a year.
pub fn from_number(number: f64) -> Option<ArticleDate> {
    let size = number.abs();
    let seconds = match size {
        _ if !number.is_finite() => return None,
        _ if size >= 1e17 => number / 1e9,
        _ if size >= 1e14 => number / 1e6,
        _ if size >= 1e11 => number / 1e3,
        _ if size >= 1e8 => number,
        _ if number.fract() != 0.0 => return None,
        _ => return parse(&format!("{number}")),
    };
    checked(seconds as i64, Precision::Minute)
}

/// Whether `text` names a day of a year that is left open: `March 22`, `22. März`.
pub fn is_day_without_year(text: &str) -> bool {
    let plain = plain(text);
    let mut words = plain.split(' ').filter(|word| !word.is_empty());
    let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let day = |word: &str| word.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n));
    let month = |word: &str| month(word).is_some();
    (month(first) && day(second)) || (day(first) && month(second))
}

/// Forms of a date, most telling first, and what they tell.
const DATES: &[(&str, Precision)] = &[
    ("%Y-%m-%d", Precision::Day),
    ("%Y/%m/%d", Precision::Day),
    ("%Y.%m.%d", Precision::Day),
    ("%d.%m.%Y", Precision::Day),
    ("%m/%d/%Y", Precision::Day),
    ("%d/%m/%Y", Precision::Day),
    ("%m/%d/%y", Precision::Day),
    ("%d/%m/%y", Precision::Day),
    ("%d-%m-%Y", Precision::Day),
    ("%d %b %Y", Precision::Day),
    ("%b %d %Y", Precision::Day),
    ("%Y %b %d", Precision::Day),
    ("%d %b %y", Precision::Day),
    ("%Y%m%d", Precision::Day),
    ("%Y-%m", Precision::Month),
    ("%Y/%m", Precision::Month),
    ("%m/%Y", Precision::Month),
    ("%b %Y", Precision::Month),
    ("%Y %b", Precision::Month),
    ("%Y", Precision::Year),
];

/// Forms that hold the time in the middle of the date.
const STAMPS: &[&str] = &["%Y%m%d%H%M%S", "%b %d %H:%M:%S %z %Y", "%b %d %H:%M:%S %Y"];

/// Forms of a time of day.
const TIMES: &[&str] = &[
    "%I:%M:%S %p",
    "%I:%M:%S%p",
    "%I:%M %p",
    "%I:%M%p",
    "%I %p",
    "%I%p",
    "%H:%M:%S%.f",
    "%H:%M:%S",
    "%H:%M",
    "%H.%M",
    "%H%M%S",
];

/// Minutes east of Greenwich of the zones news writes out.
const ZONES: &[(&str, i64)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("jst", 540),
    ("ist", 330),
    ("msk", 180),
];

/// The short English names of months, which the forms know, and their other names as [`fold`] leaves
/// them.
const MONTHS: &[(&str, &str)] = &[
    ("jan", "january janvier januar janner januari enero gennaio janeiro"),
    ("feb", "february februar fevrier fevr februari febrero febbraio fevereiro"),
    ("mar", "march marz maerz mrz mars maart marzo marco"),
    ("apr", "april avril avr abril aprile"),
    ("may", "mai mei mayo maggio maio"),
    ("jun", "june juni juin junio giugno junho"),
    ("jul", "july juli juillet juil julio luglio julho"),
    ("aug", "august aout augustus agosto"),
    ("sep", "september sept septembre septiembre settembre setembro"),
    ("oct", "october oktober okt octobre octubre ottobre outubro"),
    ("nov", "november novembre noviembre novembro"),
    ("dec", "december dezember dez decembre diciembre dicembre dezembro"),
];

/// Words that may stand in a date and say nothing: days of the week and small words.
const FILLERS: &[&str] = &[
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun",
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "of the on at de del le den der am um uhr a h",
];

/// Reads a date and its time; gives what is left, in the plain spelling.
fn read(text: &str) -> Option<(ArticleDate, String)> {
    let plain = plain(text);
    if !plain.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == plain.len() && matches!(digits, 9..=13) {
        return Some((from_number(plain.parse().ok()?)?, String::new()));
    }
    // Each form that does not fit costs an error, so only those are tried that may.
    let named = plain.starts_with(|c: char| c.is_ascii_lowercase()) && plain.contains(':');
    for form in STAMPS.iter().filter(|form| if form.contains(':') { named } else { digits == 14 }) {
        if let Some((tm, rest)) = prefix(form, &plain)
            && let Ok(moment) = tm.to_datetime()
        {
            let offset = tm.offset().map_or(0, |o| i64::from(o.seconds()));
            let seconds = seconds(moment)? - offset;
            return Some((checked(seconds, Precision::Minute)?, rest.to_string()));
        }
    }
    if plain.find(':').is_some_and(|at| at < 3)
        && let Some((time, rest)) = time_of_day(&plain)
        && let Some((date, rest, Precision::Day)) = calendar_date(rest.trim_start())
    {
        let seconds = seconds(date.to_datetime(time))?;
        return Some((checked(seconds, Precision::Minute)?, rest.to_string()));
    }
    let (date, rest, precision) = calendar_date(&plain)?;
    if precision == Precision::Day
        && let Some((time, rest)) = time_of_day(rest.trim_start_matches([' ', '-']))
    {
        let (offset, rest) = offset(rest.trim_start());
        let seconds = seconds(date.to_datetime(time))? - offset * 60;
        return Some((checked(seconds, Precision::Minute)?, rest.to_string()));
    }
    let seconds = seconds(date.to_datetime(Time::midnight()))?;
    Some((checked(seconds, precision)?, rest.to_string()))
}

/// One spelling of a date: folded, months by their English short names, small words, commas,
/// ordinals and days of the week left out, single spaces.
fn plain(text: &str) -> String {
    const LONGEST: usize = 80;
    let short: String = text.trim_start().chars().take(LONGEST).collect();
    let folded = fold(short.split("&#").next().unwrap_or(""))
        .replace("a.m.", "am")
        .replace("p.m.", "pm")
        .replace([',', '(', ')', '|', '·'], " ");
    let folded = match folded.is_ascii() {
        true => folded,
        false => folded.replace(['年', '月'], "-").replace('時', ":").replace(['日', '分'], " "),
    };
    let mut out = String::with_capacity(folded.len());
    for (place, token) in split_clock(&folded).split_whitespace().enumerate() {
        // `am` is both a German preposition and the morning.
        if is_filler(token) && (token != "am" || place == 0) {
            continue;
        }
        let named = token.contains('-') && token.split('-').any(|part| month(part).is_some());
        for part in token.split(|c| named && c == '-') {
            let part = part.trim_end_matches('-');
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(month(part).unwrap_or_else(|| without_ordinal(part)));
        }
    }
    out
}

/// Parts the day from the time where ISO 8601 joins them with a `T`.
fn split_clock(text: &str) -> String {
    let bytes = text.as_bytes();
    text.char_indices()
        .map(|(at, c)| {
            let digit =
                |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
            let joint = c == 't' && digit(at.checked_sub(1)) && digit(at.checked_add(1));
            if joint { ' ' } else { c }
        })
        .collect()
}

fn is_filler(token: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| FILLERS.iter().flat_map(|line| line.split(' ')).collect());
    WORDS.contains(token.trim_end_matches('.'))
}

fn month(token: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let named = |(short, names): &(&'static str, &'static str)| {
            let short = *short;
            names.split(' ').chain([short]).map(move |name| (name, short)).collect::<Vec<_>>()
        };
        MONTHS.iter().flat_map(named).collect()
    });
    NAMES.get(token.trim_end_matches('.')).copied()
}

/// `22nd`, `1er` and `3.` are 22, 1 and 3.
fn without_ordinal(token: &str) -> &str {
    let digits = token.trim_end_matches(|c: char| !c.is_ascii_digit());
    let short = !digits.is_empty() && digits.len() <= 2;
    match token.get(digits.len()..) {
        Some("st" | "nd" | "rd" | "th" | "er" | "." | "º") if short => digits,
        _ => token,
    }
}

/// What `form` reads at the start of `text`, where a word ends after it.
fn prefix<'t>(form: &str, text: &'t str) -> Option<(BrokenDownTime, &'t str)> {
    let (tm, read) = BrokenDownTime::parse_prefix(form, text).ok()?;
    let rest = text.get(read..)?;
    let ended = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ':'));
    ended.then_some((tm, rest))
}

/// Whether a form has the shape of `text`: a month's name where it has one, the same separator.
fn may_fit(form: &str, text: &str) -> bool {
    let second = text.split(' ').nth(1).unwrap_or("");
    let named = text.starts_with(char::is_alphabetic) || second.starts_with(char::is_alphabetic);
    if form.contains("%b") {
        return named && form.starts_with("%b") == text.starts_with(char::is_alphabetic);
    }
    let mark = |c: &char| matches!(c, '-' | '/' | '.');
    let after_digits = text.chars().find(|c| !c.is_ascii_digit());
    !text.starts_with(char::is_alphabetic) && form.chars().find(mark) == after_digits.filter(mark)
}

fn calendar_date(text: &str) -> Option<(Date, &str, Precision)> {
    DATES.iter().filter(|(form, _)| may_fit(form, text)).find_map(|&(form, precision)| {
        let (mut tm, rest) = prefix(form, text)?;
        // A year of two digits fits the form with four, too.
        if !YEARS.contains(&tm.year()?) {
            return None;
        }
        // `2031-45-01` is not the year 2031.
        if rest.starts_with(['-', '.']) && rest.get(1..)?.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        if precision <= Precision::Month {
            tm.set_day(Some(1)).ok()?;
        }
        if precision == Precision::Year {
            // A number of another length is no year.
            tm.set_month(Some(1)).ok()?;
            if text.len() - rest.len() != 4 {
                return None;
            }
        }
        Some((tm.to_date().ok()?, rest, precision))
    })
}

fn time_of_day(text: &str) -> Option<(Time, &str)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let half_day = text.split(' ').take(2).any(|word| word.ends_with("am") || word.ends_with("pm"));
    TIMES.iter().filter(|form| form.contains("%p") == half_day).find_map(|form| {
        let (tm, read) = BrokenDownTime::parse_prefix(form, text).ok()?;
        let rest = text.get(read..)?;
        if rest.starts_with(|c: char| c.is_ascii_digit() || c == ':') {
            return None;
        }
        Some((tm.to_time().ok()?, rest))
    })
}

/// Minutes east of Greenwich given at the start of `text`; none counts as 0.
fn offset(text: &str) -> (i64, &str) {
    let word = text.split(' ').next().unwrap_or("");
    let rest = text.get(word.len()..).unwrap_or("");
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == word) {
        return (*minutes, rest);
    }
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let sign = match word.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return (0, text),
    };
    let (hours, minutes) = digits.split_at_checked(2).unwrap_or((&digits, ""));
    match (hours.parse::<i64>(), minutes.parse::<i64>().or(Ok::<i64, ()>(0))) {
        (Ok(hours @ 0..=15), Ok(minutes @ 0..=59)) => (sign * (hours * 60 + minutes), rest),
        _ => (0, text),
    }
}

fn seconds(moment: DateTime) -> Option<i64> {
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Years that an article can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2300;

/// The date, unless no article can have it.
fn checked(seconds: i64, precision: Precision) -> Option<ArticleDate> {
    let year = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).year();
    YEARS.contains(&year).then_some(ArticleDate { seconds, precision })
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
