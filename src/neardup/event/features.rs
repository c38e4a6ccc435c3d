//! What of a text tells which event it is about: names, figures, and words that say something.
//! Names are told by their capitals inside a sentence; scripts without spaces give runs of characters.

use super::tally::{Tally, hash_of};
use crate::text::calendar::is_month_or_day;
use crate::text::fold::fold_into;
use crate::text::{Span, segment};
use rustc_hash::{FxBuildHasher, FxHashMap};
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Feature<'a> {
    pub(super) kind: Kind,
    /// Folded; figures without their separators; the two words of a full name with a space between.
    pub(super) text: &'a str,
    /// [`hash_of`] the text.
    pub(super) hash: u64,
    /// Articles that have it, at most: those that have the rarest term of the index it is made of.
    pub(super) articles: u32,
    pub(super) times: u32,
}

/// A word as it stands.
struct Token {
    /// Its number among the distinct words.
    word: u32,
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
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    /// Where its key stands in the keys of the text.
    start: u32,
    end: u32,
    /// How often it stands so.
    capital: u32,
    lower: u32,
    dateline: u32,
}

/// Calls `each` with the features of a report of the corpus that `tally` counts, but for what stands in
/// `skip` (spans of the body, in order). In no order.
pub(super) fn features(
    title: &str,
    body: &str,
    skip: &[Span],
    tally: &Tally,
    each: &mut dyn FnMut(Feature<'_>),
) {
    let mut reader = Reader::for_bytes(title.len() + body.len());
    reader.read(title, &[], true);
    reader.read(body, skip, false);
    reader.collect(tally, each);
}

#[derive(Default)]
struct Reader {
    /// The distinct words by [`hash_of`] their keys.
    numbers: FxHashMap<u64, u32>,
    words: Vec<Word>,
    /// Their keys, one after another.
    keys: String,
    tokens: Vec<Token>,
    /// Whether the last word was in capitals throughout.
    shouting: bool,
    /// Runs of characters of a script without spaces.
    runs: HashMap<String, u32>,
}

impl Reader {
    /// One with room for a text of so many bytes, as texts mostly are.
    fn for_bytes(bytes: usize) -> Self {
        Self {
            numbers: FxHashMap::with_capacity_and_hasher(bytes / 12, FxBuildHasher),
            words: Vec::with_capacity(bytes / 12),
            keys: String::with_capacity(bytes / 2),
            tokens: Vec::with_capacity(bytes / 5),
            ..Self::default()
        }
    }

    fn read(&mut self, text: &str, skip: &[Span], title: bool) {
        let mut skip = skip.iter().copied().peekable();
        let (mut at, mut first) = (0, true);
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
            if !run.is_empty()
                && (!gap.is_empty() || !segment::is_unspaced(c) || !same_script(&run, c))
            {
                self.end_run(&mut run);
            }
            if segment::is_unspaced(c) {
                run.push_str(word);
                at = span.end;
                continue;
            }
            let abbreviated = gap == ". " && self.ends_in_abbreviation();
            let starts = title || first || (begins_sentence(gap) && !abbreviated);
            let after = text.get(span.end..).unwrap_or("");
            let joined = gap == " " || abbreviated;
            let mut whole = true;
            if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                for part in segment::parts(word) {
                    let place = place(part.of(word), starts && whole, after);
                    self.push(part.of(word), place, joined || !whole);
                    whole = false;
                }
            }
            if whole {
                self.push(word, place(word, starts, after), joined);
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
                && self.word(token).is_some_and(|word| word.end - word.start <= 3)
        })
    }

    fn word(&self, token: &Token) -> Option<&Word> {
        self.words.get(token.word as usize)
    }

    fn key(&self, word: &Word) -> &str {
        self.keys.get(word.start as usize..word.end as usize).unwrap_or("")
    }

    /// The number of a word, by its key; none where nothing is left of it.
    fn number(&mut self, text: &str) -> Option<u32> {
        // The key goes behind the others, and stays there if it is new.
        let start = self.keys.len();
        fold_into(text, &mut self.keys);
        let key = self.keys.get(start..)?.trim_end_matches('.');
        let (hash, end) = (hash_of(key.as_bytes()), start + key.len());
        if end == start {
            self.keys.truncate(start);
            return None;
        }
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(hash).or_insert(next);
        if number == next {
            self.keys.truncate(end);
            let (start, end) = (start as u32, end as u32);
            self.words.push(Word { hash, start, end, ..Word::default() });
        } else {
            self.keys.truncate(start);
        }
        Some(number)
    }

    fn push(&mut self, text: &str, place: Place, joined: bool) {
        let Some(word) = self.number(text) else { return };
        let shouted = place == Place::Shouted;
        let place = if shouted && joined && self.shouting { Place::Start } else { place };
        if place == Place::Start && shouted {
            self.take_back();
        }
        self.shouting = shouted;
        let place = if place == Place::Shouted { Place::Capital } else { place };
        if let Some(uses) = self.words.get_mut(word as usize) {
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
            && let Some(uses) = self.words.get_mut(last.word as usize)
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
        matches!(token.place, Place::Capital | Place::Start | Place::Dateline)
            && self.word(token).is_some_and(|word| {
                let capital = word.capital + word.dateline;
                capital > 0 && capital >= word.lower && may_be_name(self.key(word), 2)
            })
    }

    /// Whether a word at the start of a sentence is the first one of a name.
    fn is_first_name(&self, token: &Token, next: Option<&Token>) -> bool {
        token.place == Place::Start
            && self
                .word(token)
                .is_some_and(|word| word.lower == 0 && may_be_name(self.key(word), 3))
            && next.is_some_and(|next| next.joined && self.is_name(next))
    }

    fn collect(self, tally: &Tally, each: &mut dyn FnMut(Feature<'_>)) {
        // By number of the word, or of the two.
        let mut counts = vec![Counts::default(); self.words.len()];
        let mut full: FxHashMap<u64, u32> = FxHashMap::default();
        let mut before: Option<u32> = None;
        for (at, token) in self.tokens.iter().enumerate() {
            let Some(counts) = counts.get_mut(token.word as usize) else { continue };
            let next = self.tokens.get(at + 1);
            if token.place != Place::Digit
                && (self.is_name(token) || self.is_first_name(token, next))
            {
                if let Some(before) = before.filter(|_| token.joined) {
                    *full.entry(u64::from(before) << 32 | u64::from(token.word)).or_default() += 1;
                }
                counts.name += 1;
                before = Some(token.word);
            } else {
                counts.other += 1;
                before = None;
            }
        }
        for (word, counts) in self.words.iter().zip(&counts) {
            let (text, hash) = (self.key(word), word.hash);
            let articles = tally.of(hash);
            if text.starts_with(char::is_numeric) {
                if let Some((kind, text)) = number(text).filter(|_| counts.other > 0) {
                    let hash = hash_of(text.as_bytes());
                    each(Feature { kind, text: &text, hash, articles, times: counts.other });
                }
                continue;
            }
            if counts.name > 0 {
                each(Feature { kind: Kind::Name, text, hash, articles, times: counts.name });
            }
            if counts.other > 0 && text.chars().nth(3).is_some() && !is_month_or_day(text) {
                each(Feature { kind: Kind::Word, text, hash, articles, times: counts.other });
            }
        }
        let mut text = String::new();
        for (pair, times) in full {
            let word = |number: u64| self.words.get(number as u32 as usize);
            let Some((first, last)) = word(pair >> 32).zip(word(pair)) else { continue };
            text.clear();
            text.extend([self.key(first), " ", self.key(last)]);
            let (hash, articles) =
                (hash_of(text.as_bytes()), tally.of(first.hash).min(tally.of(last.hash)));
            each(Feature { kind: Kind::FullName, text: &text, hash, articles, times });
        }
        for (text, times) in self.runs {
            let pairs = pairs(&text);
            let kind = if pairs.len() > 1 { Kind::Name } else { Kind::Word };
            let counts = pairs.iter().map(|pair| tally.of(hash_of(pair.as_bytes())));
            let (hash, articles) = (hash_of(text.as_bytes()), counts.min().unwrap_or(1));
            each(Feature { kind, text: &text, hash, articles, times });
        }
    }
}

/// Whether a word of this key and of so many letters at least may be one of a name.
fn may_be_name(key: &str, letters: usize) -> bool {
    key.chars().nth(letters - 1).is_some() && !is_month_or_day(key)
}

/// How often a word stands as a name, and how often otherwise.
#[derive(Clone, Copy, Default)]
struct Counts {
    name: u32,
    other: u32,
}

/// What a word's first letter is, and why; `after` is the text behind it.
fn place(word: &str, starts: bool, after: &str) -> Place {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Place::Lower };
    if first.is_numeric() {
        Place::Digit
    } else if !first.is_uppercase() {
        Place::Lower
    } else if !starts {
        let shouted = word.chars().nth(1).is_some() && !word.chars().any(char::is_lowercase);
        if shouted { Place::Shouted } else { Place::Capital }
    } else if after.starts_with(':')
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
    gap != " "
        && gap.chars().any(|c| {
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
