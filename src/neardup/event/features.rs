//! What of a text tells which event it is about: names, figures, and words that say something.
//! Names are told by their capitals inside a sentence; scripts without spaces give runs of characters.

use super::tally::Tally;
use crate::text::fold::fold_into;
use crate::text::{Span, segment};
use std::collections::HashMap;

/// What a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A word of a name.
    Name,
    /// Two words of a name that follow one another.
    FullName,
    /// A number of two digits or more that is no year and no time.
    Figure,
    /// A year, as long as nothing says that it is a figure.
    Year,
    /// Any other word of four letters or more, or a run of characters.
    Word,
}

/// One feature of a text and how often it stands there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feature {
    pub(super) kind: Kind,
    /// Folded; figures without their separators.
    pub(super) text: String,
    /// Articles that have it, at most: those that have the rarest term of the index it is made of.
    pub(super) articles: u32,
    pub(super) times: u32,
}

/// Days and months, folded: capitalised, in every report, and no names.
const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "januar",
    "februar",
    "marz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
];

/// Letters of the longest of them.
const LONGEST_DAY: usize = 10;

/// A word as it stands.
struct Token {
    /// Its number among the distinct words.
    word: usize,
    place: Place,
    /// Whether only a space stands before it.
    joined: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Lower,
    Capital,
    /// The same, in capitals throughout: an abbreviation, or a line that is all in capitals.
    Shouted,
    /// A capital that may be there because a sentence, a title or a quotation begins.
    Start,
    /// The same, the whole word in capitals and a colon after it: where the report comes from.
    Dateline,
    Digit,
}

/// What is known of one distinct word.
#[derive(Default)]
struct Uses {
    capital: u32,
    lower: u32,
    dateline: u32,
}

/// The features of a report of the corpus that `tally` counts, but for what stands in `skip` (spans of
/// the body, in order). In no order.
pub(super) fn features(title: &str, body: &str, skip: &[Span], tally: &Tally) -> Vec<Feature> {
    let mut reader = Reader::default();
    reader.read(title, &[], true);
    reader.read(body, skip, false);
    reader.collect(tally)
}

#[derive(Default)]
struct Reader {
    numbers: HashMap<String, usize>,
    words: Vec<String>,
    uses: Vec<Uses>,
    tokens: Vec<Token>,
    /// Whether the last word was in capitals throughout.
    shouting: bool,
    /// Runs of characters of a script without spaces.
    runs: HashMap<String, u32>,
}

impl Reader {
    fn read(&mut self, text: &str, skip: &[Span], title: bool) {
        let mut skip = skip.iter().copied().peekable();
        let (mut at, mut first) = (0, true);
        let mut key = String::new();
        let mut run = String::new();
        for span in segment::words(text) {
            while skip.next_if(|skip| skip.end <= span.start).is_some() {}
            if skip.peek().is_some_and(|skip| skip.start <= span.start) {
                first = true;
                at = span.end;
                continue;
            }
            let gap = text.get(at..span.start).unwrap_or("");
            let word = span.of(text);
            let Some(c) = word.chars().next() else { continue };
            if !gap.is_empty() || !segment::is_unspaced(c) || !same_script(&run, c) {
                self.end_run(&mut run);
            }
            if segment::is_unspaced(c) {
                run.push_str(word);
                at = span.end;
                continue;
            }
            let abbreviated = gap == ". " && self.ends_in_abbreviation();
            let starts = title || first || (begins_sentence(gap) && !abbreviated);
            let mut parts = segment::parts(word).peekable();
            let whole = Span::new(0, word.len());
            let parts: Vec<Span> =
                if parts.peek().is_none() { vec![whole] } else { parts.collect() };
            for (nth, part) in parts.into_iter().enumerate() {
                let part = part.of(word);
                key.clear();
                fold_into(part, &mut key);
                let key = key.trim_end_matches('.');
                let place = place(part, starts && nth == 0, text.get(span.end..));
                let joined = nth > 0 || gap == " " || abbreviated;
                self.push(key, place, joined);
            }
            at = span.end;
            first = false;
        }
        self.end_run(&mut run);
    }

    /// Whether the last word is one that a full stop shortens: `Gen. Dempsey`, `St. Brannoc`.
    fn ends_in_abbreviation(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            matches!(token.place, Place::Capital | Place::Start)
                && self.words.get(token.word).is_some_and(|word| word.len() <= 3)
        })
    }

    fn push(&mut self, key: &str, place: Place, joined: bool) {
        if key.is_empty() {
            return;
        }
        let word = match self.numbers.get(key) {
            Some(&word) => word,
            None => {
                self.numbers.insert(key.to_string(), self.words.len());
                self.words.push(key.to_string());
                self.uses.push(Uses::default());
                self.words.len() - 1
            }
        };
        let shouted = place == Place::Shouted;
        let place = if shouted && joined && self.shouting { Place::Start } else { place };
        if place == Place::Start && shouted {
            self.take_back();
        }
        self.shouting = shouted;
        let place = if place == Place::Shouted { Place::Capital } else { place };
        if let Some(uses) = self.uses.get_mut(word) {
            match place {
                Place::Capital => uses.capital += 1,
                Place::Lower => uses.lower += 1,
                Place::Dateline => uses.dateline += 1,
                _ => {}
            }
        }
        self.tokens.push(Token { word, place, joined });
    }

    /// The last word was in capitals because its whole line is.
    fn take_back(&mut self) {
        if let Some(last) = self.tokens.last_mut()
            && last.place == Place::Capital
            && let Some(uses) = self.uses.get_mut(last.word)
        {
            last.place = Place::Start;
            uses.capital = uses.capital.saturating_sub(1);
        }
    }

    fn end_run(&mut self, run: &mut String) {
        let kana = run.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}'));
        let length = run.chars().count();
        if length >= 2 && !kana {
            *self.runs.entry(std::mem::take(run)).or_default() += 1;
        }
        run.clear();
    }

    /// Whether a word is a name: it has its capital where nothing else asks for one.
    fn is_name(&self, token: &Token) -> bool {
        let known = |uses: &Uses| {
            uses.capital + uses.dateline > 0 && uses.capital + uses.dateline >= uses.lower
        };
        matches!(token.place, Place::Capital | Place::Start | Place::Dateline)
            && self.uses.get(token.word).is_some_and(known)
            && self
                .words
                .get(token.word)
                .is_some_and(|word| word.chars().nth(1).is_some() && !is_calendar(word))
    }

    /// Whether a word at the start of a sentence is the first one of a name.
    fn is_first_name(&self, token: &Token, next: Option<&Token>) -> bool {
        token.place == Place::Start
            && self.uses.get(token.word).is_some_and(|uses| uses.lower == 0)
            && self
                .words
                .get(token.word)
                .is_some_and(|word| word.chars().nth(2).is_some() && !is_calendar(word))
            && next.is_some_and(|next| next.joined && self.is_name(next))
    }

    fn collect(self, tally: &Tally) -> Vec<Feature> {
        // By number of the word, or of the two.
        let mut counts = vec![Counts::default(); self.words.len()];
        let mut full: HashMap<(usize, usize), u32> = HashMap::new();
        let mut before: Option<usize> = None;
        for (at, token) in self.tokens.iter().enumerate() {
            let Some(counts) = counts.get_mut(token.word) else { continue };
            let next = self.tokens.get(at + 1);
            if token.place != Place::Digit
                && (self.is_name(token) || self.is_first_name(token, next))
            {
                if let Some(before) = before.filter(|_| token.joined) {
                    *full.entry((before, token.word)).or_default() += 1;
                }
                counts.name += 1;
                before = Some(token.word);
            } else {
                counts.other += 1;
                before = None;
            }
        }
        let mut features = Vec::with_capacity(self.words.len() + full.len() + self.runs.len());
        for (word, counts) in self.words.iter().zip(&counts) {
            let articles = tally.of(word);
            let mut add = |kind, text: String, times| {
                if times > 0 {
                    features.push(Feature { kind, text, articles, times });
                }
            };
            if word.starts_with(char::is_numeric) {
                if let Some((kind, text)) = number(word) {
                    add(kind, text, counts.other);
                }
                continue;
            }
            add(Kind::Name, word.clone(), counts.name);
            if counts.other > 0 && word.chars().nth(3).is_some() && !is_calendar(word) {
                add(Kind::Word, word.clone(), counts.other);
            }
        }
        for ((first, last), times) in full {
            if let Some((first, last)) = self.words.get(first).zip(self.words.get(last)) {
                let articles = tally.of(first).min(tally.of(last));
                let text = format!("{first} {last}");
                features.push(Feature { kind: Kind::FullName, text, articles, times });
            }
        }
        for (run, times) in self.runs {
            let pairs = pairs(&run);
            let kind = if pairs.len() > 1 { Kind::Name } else { Kind::Word };
            let articles = pairs.iter().map(|pair| tally.of(pair)).min().unwrap_or(1);
            features.push(Feature { kind, text: run, articles, times });
        }
        features
    }
}

/// How often a word stands as a name, and how often otherwise.
#[derive(Clone, Copy, Default)]
struct Counts {
    name: u32,
    other: u32,
}

fn is_calendar(word: &str) -> bool {
    word.len() <= LONGEST_DAY && CALENDAR.contains(&word)
}

fn place(word: &str, starts: bool, after: Option<&str>) -> Place {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Place::Lower };
    if first.is_numeric() {
        Place::Digit
    } else if !first.is_uppercase() {
        Place::Lower
    } else if !starts {
        let shouted = word.chars().nth(1).is_some() && !word.chars().any(char::is_lowercase);
        if shouted { Place::Shouted } else { Place::Capital }
    } else if after.is_some_and(|after| after.starts_with(':'))
        && word.chars().nth(2).is_some()
        && chars.all(|c| !c.is_lowercase())
    {
        Place::Dateline
    } else {
        Place::Start
    }
}

/// Whether what stands between two words may be followed by a capital for the sentence's sake.
fn begins_sentence(gap: &str) -> bool {
    gap.chars().any(|c| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '\n'
                | '"'
                | '“'
                | '„'
                | '«'
                | '»'
                | '•'
                | '*'
                | '|'
                | '…'
        )
    })
}

/// The character's neighbours in a run are of the same kind: Han with Han, katakana with katakana.
fn same_script(run: &str, c: char) -> bool {
    let kind = |c: char| match c {
        '\u{3041}'..='\u{3096}' => 0,
        '\u{30a1}'..='\u{30fe}' => 1,
        '\u{3400}'..='\u{9fff}' => 2,
        _ => 3,
    };
    run.chars().next().is_none_or(|first| kind(first) == kind(c))
}

/// The pairs of neighbouring characters of a run, as the index has them.
fn pairs(run: &str) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// The figure or the year that a word starting with a digit is.
fn number(word: &str) -> Option<(Kind, String)> {
    let plain: String = word.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let digits = plain.len() >= 2 && plain.bytes().all(|b| b.is_ascii_digit());
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    (digits && plain.len() <= 12)
        .then(|| (if year && word == plain { Kind::Year } else { Kind::Figure }, plain))
}
