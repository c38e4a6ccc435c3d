//! Numbers and names of a sentence, by rules of this program's own: what the product holds for a
//! figure or a name must not decide what it is asked about. Where a rule is in doubt it passes over.

use retold::text::calendar;
use std::ops::Range;

/// Number words that may stand for one another.
const NUMBER_WORDS: [&str; 14] = [
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty",
];
/// Names that no article has.
const NAMES: [&str; 8] =
    ["Velmora", "Tarquith", "Osbeck", "Lindqvar", "Marlund", "Quessant", "Drovik", "Halvane"];
/// Words behind a number that belong to it.
const MAGNITUDES: [&str; 7] =
    ["hundred", "thousand", "million", "billion", "trillion", "mln", "bln"];

/// Words between spaces, with their bytes.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                out.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

/// A number that counts something.
pub(super) struct Number {
    /// The bytes of the number alone.
    pub span: Range<usize>,
    /// The bytes that go when it is dropped: sign, number, magnitude, and the space behind.
    pub whole: Option<Range<usize>>,
}

/// The numbers of a sentence that are no dates, times or years, and stand apart from other numbers.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    let word =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |t| &text[t.clone()]);
    let mut out = Vec::new();
    for (token, span) in tokens.iter().enumerate().skip(1) {
        let raw = &text[span.clone()];
        let core = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let (before, after) = (word(token.checked_sub(1)), word(Some(token + 1)));
        let dated = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            calendar::MONTHS.contains(&word.as_str())
                || calendar::DAYS.contains(&word.as_str())
                || matches!(
                    word.as_str(),
                    "a.m"
                        | "p.m"
                        | "am"
                        | "pm"
                        | "gmt"
                        | "est"
                        | "edt"
                        | "o'clock"
                        | "of"
                        | "at"
                        | "before"
                        | "after"
                        | "until"
                        | "till"
                        | "past"
                        | "by"
                        | "half"
                )
        };
        let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        let year = core.len() == 4 && digits(core) && ("1100".."2101").contains(&core);
        let words = NUMBER_WORDS.contains(&core);
        if !(is_number(core) || words)
            || year
            || dated(after)
            || dated(before)
            || [before, after].iter().any(|near| digits(near) || is_number_word(near))
            || raw.contains('(')
            || text.matches(core).count() > 1
        {
            continue;
        }
        let from = raw.find(core).map_or(span.start, |at| span.start + at);
        let ends = raw.trim_end_matches('%').ends_with(core);
        let magnitude = MAGNITUDES.contains(&after);
        let last = if magnitude { tokens.get(token + 1) } else { Some(span) };
        let whole = last
            .and_then(|_| tokens.get(token + 1 + usize::from(magnitude)))
            .filter(|_| ends && !raw.starts_with(['"', '“', '\'']))
            .map(|next| span.start..next.start);
        out.push(Number { span: from..from + core.len(), whole });
    }
    out
}

fn is_number(core: &str) -> bool {
    let mut parts = core.split(['.', ',']);
    parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && !core.starts_with('0')
        && core.len() < 12
}

/// Whether a word is or holds a number in letters.
pub(super) fn is_number_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NUMBER_WORDS.contains(&word.as_str())
        || MAGNITUDES.contains(&word.as_str())
        || [
            "one",
            "two",
            "dozen",
            "dozens",
            "scores",
            "millions",
            "billions",
            "trillions",
            "hundreds",
            "thousands",
            "half",
            "million",
            "a",
        ]
        .contains(&word.as_str())
}

/// Another number, written in the same way, that is not in `body`.
pub(super) fn other_number(old: &str, body: &str, roll: &mut dyn FnMut(usize) -> usize) -> String {
    for _ in 0..200 {
        let new: String = match NUMBER_WORDS.contains(&old) {
            true => NUMBER_WORDS[roll(NUMBER_WORDS.len())].into(),
            false => old
                .chars()
                .enumerate()
                .map(|(at, c)| match c {
                    '0'..='9' if at == 0 => char::from(b'1' + roll(9) as u8),
                    '0'..='9' => char::from(b'0' + roll(10) as u8),
                    c => c,
                })
                .collect(),
        };
        let year = new.len() == 4 && ("1100".."2101").contains(&new.as_str());
        if new != old && !year && !body.contains(&new) {
            return new;
        }
    }
    // A short number is soon found everywhere.
    if NUMBER_WORDS.contains(&old) { "seventy".into() } else { format!("7{old}") }
}

/// Places in front of which a number may be put: between a little word and a noun of many.
pub(super) fn openings(text: &str) -> Vec<usize> {
    let tokens = tokens(text);
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let near = |at: usize, step: isize| {
        let token = at.checked_add_signed(step).and_then(|at| tokens.get(at));
        token.map_or("", |t| &text[t.clone()])
    };
    let fits = |at: usize| {
        let (before, word) = (near(at, -1), near(at, 0));
        let noun = plain(word)
            && word.len() >= 6
            && word.ends_with('s')
            && !["ss", "us", "ys", "is"].iter().any(|end| word.ends_with(end));
        let counted =
            matches!(before, "the" | "of" | "for" | "with" | "and" | "in" | "to" | "their");
        let numbers = (-3..=3).any(|step| {
            let word = near(at, step);
            word.contains(|c: char| c.is_ascii_digit()) || (is_number_word(word) && word != "a")
        });
        noun && counted && !numbers
    };
    (0..tokens.len()).filter(|at| fits(*at)).map(|at| tokens[at].start).collect()
}

/// The names of a sentence: capitalised words inside running prose that the article never writes
/// small.
pub(super) fn names(text: &str, body: &str) -> Vec<Range<usize>> {
    let tokens = tokens(text);
    let fits = |at: usize| {
        let word = &text[tokens[at].clone()];
        let before = at.checked_sub(1).map_or("", |at| &text[tokens[at].clone()]);
        let mut chars = word.chars();
        let lower = word.to_lowercase();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(char::is_lowercase)
            && word.len() >= 4
            && before.ends_with(char::is_lowercase)
            && !calendar::MONTHS.contains(&lower.as_str())
            && !calendar::DAYS.contains(&lower.as_str())
            && text.matches(word).count() == 1
            && !body.contains(&format!(" {lower}"))
            && !is_number_word(word)
    };
    (1..tokens.len()).filter(|at| fits(*at)).map(|at| tokens[at].clone()).collect()
}

/// A name that is in no article.
pub(super) fn new_name(roll: usize) -> &'static str {
    NAMES.get(roll % NAMES.len()).copied().unwrap_or("Velmora")
}
