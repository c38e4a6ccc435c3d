//! Dates and times of day, resolved against the day the text was published.
//! A run of words that the comparison takes for a date is read part by part.

use super::{Fact, FactKind, Read};
use crate::corpus::{ArticleDate, Precision};
use crate::diff::comparison::ChangeKind;
use crate::diff::kinds::{kind_of, sense_at};
use crate::diff::lexicon::Sense;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Step, Timestamp, tz::TimeZone};
use std::ops::Range;

/// How far in front of a day a word is looked for that says it is still to come.
const COMING: usize = 6;

/// What parts clauses.
const CLAUSES: [&str; 4] = [",", ";", "—", "–"];

/// The label of the day on which something was said.
pub(super) const SAID: &str = "said on";

/// All dates and times, in order.
pub(super) fn dates(read: &Read<'_, '_>, published: Option<ArticleDate>) -> Vec<Fact> {
    let published = published.and_then(Published::new);
    let mut out = Vec::new();
    let mut token = 0;
    while token < read.len() {
        if let Some((end, clock)) = spoken_clock(read, token) {
            out.push(time(read, &(token..end), clock));
            token = end;
        } else if is_date(read, token) {
            token = run(read, token, published, &mut out);
        } else {
            token += 1;
        }
    }
    out
}

/// When the text was published, as far as it is known.
#[derive(Clone, Copy, Debug)]
struct Published {
    date: Date,
    precision: Precision,
}

impl Published {
    fn new(date: ArticleDate) -> Option<Self> {
        let stamp = Timestamp::from_second(date.seconds).ok()?;
        let day = stamp.to_zoned(TimeZone::UTC).date();
        Some(Self { date: day, precision: date.precision })
    }

    fn day(self) -> Option<Date> {
        (self.precision >= Precision::Day).then_some(self.date)
    }
}

fn is_date(read: &Read<'_, '_>, token: usize) -> bool {
    kind_of(read.prose, read.lexicon, token) == ChangeKind::Date
}

/// The parts of one date, as far as they are said.
#[derive(Clone, Debug, Default)]
struct Parts {
    year: Option<i16>,
    /// A decade, or years from one to another, as it stands.
    years: Option<String>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    told: Option<i32>,
}

/// What one word adds to a date.
enum Part {
    Year(i16),
    Years(String),
    Month(i8),
    Day(i8),
    Weekday(i8),
    Told(i32),
    Whole(i16, i8, i8),
}

impl Parts {
    /// Takes up a part; false where there is one of its kind already.
    fn take(&mut self, part: &Part) -> bool {
        fn set<T: Clone>(slot: &mut Option<T>, value: &T) -> bool {
            let free = slot.is_none();
            if free {
                *slot = Some(value.clone());
            }
            free
        }
        match part {
            Part::Year(year) => self.years.is_none() && set(&mut self.year, year),
            Part::Years(years) => self.is_empty() && set(&mut self.years, years),
            Part::Month(month) => set(&mut self.month, month),
            Part::Day(day) => set(&mut self.day, day),
            Part::Weekday(weekday) => set(&mut self.weekday, weekday),
            Part::Told(days) => set(&mut self.told, days),
            Part::Whole(year, month, day) => {
                let free = self.year.is_none() && self.month.is_none() && self.day.is_none();
                if free {
                    (self.year, self.month, self.day) = (Some(*year), Some(*month), Some(*day));
                }
                free
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.year.is_none()
            && self.years.is_none()
            && self.month.is_none()
            && self.day.is_none()
            && self.weekday.is_none()
            && self.told.is_none()
    }
}

/// Reads the dates and times that stand together from `start` on; returns where they end.
fn run(
    read: &Read<'_, '_>,
    start: usize,
    published: Option<Published>,
    out: &mut Vec<Fact>,
) -> usize {
    let mut parts = Parts::default();
    let mut from = start;
    let mut token = start;
    let flush = |parts: &mut Parts, tokens: Range<usize>, out: &mut Vec<Fact>| {
        let parts = std::mem::take(parts);
        out.extend(date(read, &tokens, &parts, published));
    };
    loop {
        if let Some((clock, end)) = clock(read, token) {
            flush(&mut parts, from..token, out);
            out.push(time(read, &(token..end), clock));
            (from, token) = (end, end);
        } else {
            let spelt = split_date(read, token);
            let (part, end) = match spelt {
                Some((part, end)) => (Some(part), end),
                None => (part(read, token), token + 1),
            };
            if let Some(part) = part
                && !parts.take(&part)
            {
                flush(&mut parts, from..token, out);
                from = token;
                parts.take(&part);
            }
            token = end;
        }
        // `22nd of March`
        let next = match read.word(token) {
            "of" if is_date(read, token + 1) && read.gap(token).is_empty() => token + 1,
            _ => token,
        };
        let near = matches!(read.gap(next), "" | "," | "-" | "/" | "." | "(");
        if next >= read.len()
            || !is_date(read, next)
            || !near
            || read.prose.sentence_of(next) != read.prose.sentence_of(start)
        {
            break;
        }
        token = next;
    }
    flush(&mut parts, from..token, out);
    token
}

/// `2031-03-22` where its parts are words of their own.
fn split_date(read: &Read<'_, '_>, token: usize) -> Option<(Part, usize)> {
    let joined = |t: usize| matches!(read.prose.gap_before(t), "-" | "/");
    if !(joined(token + 1) && joined(token + 2)) {
        return None;
    }
    let numbers = [token, token + 1, token + 2].map(|t| read.word(t).parse::<i16>().ok());
    let [Some(a), Some(b), Some(c)] = numbers else { return None };
    Some((whole(a, b, c)?, token + 3))
}

/// Three numbers as a date, where they can be one: year first, else day first, else month first.
fn whole(a: i16, b: i16, c: i16) -> Option<Part> {
    [(a, b, c), (c, b, a), (c, a, b)].into_iter().find_map(|(year, month, day)| {
        let year = if year < 100 && year == c { year + 2000 } else { year };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        (year >= 1000 && Date::new(year, month, day).is_ok())
            .then_some(Part::Whole(year, month, day))
    })
}

fn part(read: &Read<'_, '_>, token: usize) -> Option<Part> {
    let text = read.word(token);
    match sense_at(read.prose, read.lexicon, token)? {
        Sense::Month => read.words.month(text).map(Part::Month),
        Sense::Day => match read.words.weekday(text) {
            Some(weekday) => Some(Part::Weekday(weekday)),
            None => read.words.told(text).map(Part::Told),
        },
        Sense::Date => {
            let mut numbers = text.split(['-', '/', '.']).map(|n| n.parse::<i16>().ok());
            match (numbers.next(), numbers.next(), numbers.next()) {
                (Some(Some(a)), Some(Some(b)), Some(Some(c))) => whole(a, b, c),
                _ => Some(Part::Years(text.to_string())),
            }
        }
        Sense::Number => {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let number: i16 = text.get(..end)?.parse().ok()?;
            match end {
                4 => Some(Part::Year(number)),
                _ if (1..=31).contains(&number) => i8::try_from(number).ok().map(Part::Day),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A date of its parts; none where they say nothing.
fn date(
    read: &Read<'_, '_>,
    tokens: &Range<usize>,
    parts: &Parts,
    published: Option<Published>,
) -> Option<Fact> {
    if parts.is_empty() || tokens.is_empty() {
        return None;
    }
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", |t| read.word(t));
    let first = read.prose.words(read.prose.sentence_of(tokens.start)).start;
    let coming = is_coming(read, first, tokens);
    let past = read.words.is_past(before(1));
    let mut fact = read.fact(FactKind::Date, tokens);
    // `the coast guard said on Saturday`: the day of a statement, not of what it is about.
    let told = read.words.is_said(before(1)) || read.words.is_said(before(2));
    fact.label = if told { SAID } else { "date" }.to_string();
    fact.key.clone_from(&fact.label);
    fact.value =
        resolved(parts, published, coming, past).unwrap_or_else(|| unresolved(parts, &fact.text));
    Some(fact)
}

fn resolved(
    parts: &Parts,
    published: Option<Published>,
    coming: bool,
    past: bool,
) -> Option<String> {
    if let Some(years) = &parts.years {
        return Some(years.clone());
    }
    let year_of = |month: i8| {
        let told = published?;
        if told.precision < Precision::Month {
            return Some(told.date.year());
        }
        // The nearest such month, and of two the one before.
        Some(match month - told.date.month() {
            apart if apart > 6 && !coming => told.date.year() - 1,
            apart if apart > 0 && !coming && parts.day.is_none() => told.date.year() - 1,
            apart if apart < 0 && coming => told.date.year() + 1,
            apart if apart < -6 => told.date.year() + 1,
            _ => told.date.year(),
        })
    };
    match (parts.year, parts.month, parts.day) {
        (Some(year), Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        (Some(year), Some(month), None) => Some(format!("{year:04}-{month:02}")),
        (Some(year), None, _) => Some(format!("{year:04}")),
        (None, Some(month), Some(day)) => {
            Some(format!("{:04}-{month:02}-{day:02}", year_of(month)?))
        }
        (None, Some(month), None) => Some(format!("{:04}-{month:02}", year_of(month)?)),
        (None, None, _) => {
            let today = published?.day()?;
            let day = match (parts.told, parts.weekday) {
                (Some(days), _) => today.checked_add(Step::new().days(days)).ok()?,
                (None, Some(weekday)) => {
                    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                    match today.weekday() == weekday {
                        true if !coming && !past => today,
                        _ => today.nth_weekday(if coming { 1 } else { -1 }, weekday).ok()?,
                    }
                }
                _ => return None,
            };
            Some(day.to_string())
        }
    }
}

/// Whether a day is still to come: a word says so (`next`, `until`, `will`), or the verb in front of it
/// has no tense of its own (`is to begin on Wednesday`, `begins on Wednesday`).
fn is_coming(read: &Read<'_, '_>, first: usize, tokens: &Range<usize>) -> bool {
    let from = first.max(tokens.start.saturating_sub(COMING));
    let words = (from..tokens.start).rev();
    // A clause of its own has a tense of its own.
    let clause = words.take_while(|t| t + 1 == tokens.start || !CLAUSES.contains(&read.gap(t + 1)));
    for token in clause {
        let word = read.word(token);
        if read.words.is_coming(word) || read.words.is_future(word) {
            return true;
        }
        if read.words.is_said(word) || read.words.is_past(word) {
            return false;
        }
    }
    false
}

/// What is said of a day, where nothing says which year or which week it is in.
fn unresolved(parts: &Parts, text: &str) -> String {
    match (parts.month, parts.day) {
        (Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(month), None) => format!("--{month:02}"),
        _ => crate::text::fold::fold(text),
    }
}

/// A time of day, and whether the half of the day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    hour: u8,
    minute: u8,
    half_known: bool,
}

impl Clock {
    fn new(hour: u8, minute: u8) -> Option<Self> {
        let half_known = hour > 12 || hour == 0;
        (hour < 24 && minute < 60).then_some(Self { hour, minute, half_known })
    }

    fn in_half(self, afternoon: bool) -> Self {
        let hour = match (self.hour, afternoon) {
            (12, false) => 0,
            (hour @ 1..=11, true) => hour + 12,
            (hour, _) => hour,
        };
        Self { hour, half_known: true, ..self }
    }

    fn value(self) -> String {
        let Self { hour, minute, half_known } = self;
        if half_known { format!("{hour:02}:{minute:02}") } else { format!("{hour}:{minute:02}") }
    }
}

/// Whether a word says which half of the day it is: `Some(true)` for the afternoon.
fn half(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" | "a.m." => Some(false),
        "pm" | "p.m" | "p.m." => Some(true),
        _ => None,
    }
}

/// `6:54 p.m.`, `7:58pm`, `8 am`, `14.30 Uhr`; with where it ends.
fn clock(read: &Read<'_, '_>, token: usize) -> Option<(Clock, usize)> {
    let text = read.word(token);
    let marked = |t: usize| {
        half(read.word(t)).is_some()
            || sense_at(read.prose, read.lexicon, t) == Some(Sense::ClockMark)
    };
    let sense = sense_at(read.prose, read.lexicon, token)?;
    let told = match sense {
        Sense::Clock => true,
        Sense::Number => marked(token + 1) && read.gap(token + 1).is_empty(),
        _ => false,
    };
    if !told {
        return None;
    }
    let end =
        text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    let (digits, suffix) = text.split_at_checked(end)?;
    let (hour, minute) =
        digits.trim_end_matches('.').split_once([':', '.']).unwrap_or((digits, "0"));
    let mut clock = Clock::new(hour.parse().ok()?, minute.parse().ok()?)?;
    clock.half_known |= hour.len() == 2 && hour.starts_with('0');
    let mut to = token + 1;
    if let Some(afternoon) = half(suffix) {
        clock = clock.in_half(afternoon);
    } else if marked(to) && read.gap(to).is_empty() {
        match half(read.word(to)) {
            Some(afternoon) => clock = clock.in_half(afternoon),
            // The 24 hours of the clock are meant beside `GMT` and `Uhr`, and either half else.
            None => clock.half_known |= read.word(to) != "o'clock",
        }
        to += 1;
    }
    Some((clock, to))
}

/// `half past three`, `twenty to five`, `shortly before seven`; with where it ends.
fn spoken_clock(read: &Read<'_, '_>, token: usize) -> Option<(usize, Clock)> {
    let value = |t: usize| match sense_at(read.prose, read.lexicon, t) {
        Some(Sense::NumberWord(value)) if (0.0..60.0).contains(&value) => Some(value as u8),
        _ => None,
    };
    let hour = |t: usize| value(t).filter(|h| (1..=12).contains(h) && is_date(read, t));
    let minutes = match read.word(token) {
        "half" => Some(30),
        "quarter" => Some(15),
        _ => value(token),
    };
    let link = read.word(token + 1);
    if let (Some(minutes), "past" | "to", Some(hour)) = (minutes, link, hour(token + 2)) {
        let clock = match link {
            "past" => Clock::new(hour, minutes),
            _ => Clock::new(if hour == 1 { 12 } else { hour - 1 }, 60_u8.checked_sub(minutes)?),
        };
        return Some((token + 3, clock?));
    }
    Some((token + 1, Clock::new(hour(token)?, 0)?))
}

fn time(read: &Read<'_, '_>, tokens: &Range<usize>, clock: Clock) -> Fact {
    let mut fact = read.fact(FactKind::Time, tokens);
    fact.label = "time".to_string();
    fact.key = "time".to_string();
    fact.value = clock.value();
    fact.modifier = tokens.start.checked_sub(1).and_then(|t| match read.word(t) {
        "about" | "around" | "approximately" | "roughly" | "gegen" => Some("about"),
        "before" | "vor" => Some("before"),
        "after" | "nach" => Some("after"),
        _ => None,
    });
    fact
}
