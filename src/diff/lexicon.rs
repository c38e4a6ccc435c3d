//! Words as small numbers: every spelling is folded and judged once per comparison.
//! Two spellings with the same key are the same word for aligning and for the word diff.

use super::hashing::WordMap;
use super::labels::Labels;
use super::vocabulary as v;
use crate::text::calendar;
use crate::text::fold::fold_into;
use std::sync::{Arc, LazyLock};

/// How a spelling uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No capital first.
    Lower,
    /// A capital first: a name, or the start of a sentence.
    Capital,
}

/// What a word is apart from its letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    /// Any other word.
    Plain,
    /// A little word.
    Stop,
    /// It starts with a digit: `40`, `1,200`, `35-year-old`, `5km`.
    Number,
    /// `6:54`, `7:58pm`, `8am`.
    Clock,
    /// `2024-03-22`, `22/03/2024`, `1980s`.
    Date,
    /// A capitalised month.
    Month,
    /// A day of the week, or `yesterday`.
    Day,
    /// `p.m.`, `GMT`.
    ClockMark,
    /// A number in letters.
    NumberWord(f64),
    /// `dozens`, `hundreds`.
    Vague,
    /// `million`, after a number.
    Magnitude(f64),
}

/// One spelling of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// The number of its folded form.
    pub(super) key: u32,
    /// Its capitals.
    pub(super) case: Case,
    /// What it is.
    pub(super) sense: Sense,
}

/// All spellings of both texts.
#[derive(Default)]
pub(super) struct Lexicon<'a> {
    labels: &'a Labels,
    spellings: WordMap<&'a str, u32>,
    forms: Vec<Form>,
    keys: WordMap<Arc<str>, u32>,
    words: Vec<Arc<str>>,
    folded: String,
    names: Vec<Uses>,
    /// What keeping the word of a key in a word diff is worth.
    weights: Vec<u32>,
    german: bool,
}

/// How often a key was met where its case means something.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    capital: u32,
    lower: u32,
}

impl<'a> Lexicon<'a> {
    /// An empty one, with the words that count as one label.
    pub(super) fn with(labels: &'a Labels) -> Self {
        Self { labels, ..Self::default() }
    }

    /// The words that count as one label.
    pub(super) fn labels(&self) -> &'a Labels {
        self.labels
    }

    /// The form of `word`, made when it is new.
    pub(super) fn form_of(&mut self, word: &'a str) -> u32 {
        if let Some(&id) = self.spellings.get(word) {
            return id;
        }
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold_into(word, &mut folded);
        let key = match self.keys.get(folded.as_str()) {
            Some(&key) => key,
            None => {
                let key = small(self.words.len());
                let shared: Arc<str> = folded.as_str().into();
                self.words.push(Arc::clone(&shared));
                self.keys.insert(shared, key);
                self.names.push(Uses::default());
                key
            }
        };
        let id = small(self.forms.len());
        let case = if word.chars().next().is_some_and(char::is_uppercase) {
            Case::Capital
        } else {
            Case::Lower
        };
        let sense = sense_of(&folded, case);
        let weight = match (sense, case) {
            (Sense::Stop, _) => 2,
            (Sense::Plain, Case::Lower) => 6,
            (Sense::Plain, Case::Capital) => 9,
            _ => 24,
        };
        match self.weights.get_mut(key as usize) {
            Some(known) => *known = weight.max(*known),
            None => self.weights.push(weight),
        }
        self.forms.push(Form { key, case, sense });
        self.folded = folded;
        self.spellings.insert(word, id);
        id
    }

    /// A form by its number.
    pub(super) fn form(&self, id: u32) -> Form {
        self.forms.get(id as usize).copied().unwrap_or(Form {
            key: 0,
            case: Case::Lower,
            sense: Sense::Plain,
        })
    }

    /// The folded word of a key.
    pub(super) fn word(&self, key: u32) -> &str {
        self.words.get(key as usize).map_or("", AsRef::as_ref)
    }

    /// What keeping the word of a key in a word diff is worth.
    pub(super) fn weight(&self, key: u32) -> u32 {
        self.weights.get(key as usize).copied().unwrap_or(1)
    }

    /// How many keys there are.
    pub(super) fn keys(&self) -> usize {
        self.words.len()
    }

    /// Notes the case of a word that stands inside running prose, not at the start of a sentence.
    pub(super) fn note_use(&mut self, form: Form) {
        if let Some(uses) = self.names.get_mut(form.key as usize) {
            match form.case {
                Case::Capital => uses.capital += 1,
                Case::Lower => uses.lower += 1,
            }
        }
    }

    /// Called once both texts are read: judges what capitals mean in them.
    pub(super) fn settle(&mut self) {
        let uses = |u: &Uses| u64::from(u.capital) + u64::from(u.lower);
        let all: u64 = self.names.iter().map(uses).sum();
        let german: u64 = GERMAN
            .iter()
            .filter_map(|word| self.keys.get(*word))
            .filter_map(|key| self.names.get(*key as usize))
            .map(uses)
            .sum();
        self.german = german * 20 > all;
    }

    /// Whether the texts are in German, where every noun has a capital.
    pub(super) fn capitalises_nouns(&self) -> bool {
        self.german
    }

    /// Whether the word of `key` is a name wherever its case means something.
    pub(super) fn is_name(&self, key: u32) -> bool {
        self.names.get(key as usize).is_some_and(|u| u.capital > 0 && u.capital > 4 * u.lower)
    }
}

/// A count as an index; texts are bounded far below this.
pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Little words that are frequent in German and rare elsewhere.
const GERMAN: &[&str] = &[
    "der", "die", "das", "und", "dem", "ein", "eine", "einen", "mit", "von", "nicht", "ist", "auf",
];

fn sense_of(folded: &str, case: Case) -> Sense {
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        return shape_of_number(folded);
    }
    match SENSES.get(folded).copied() {
        // Uncapitalised, a month is another word.
        Some(Sense::Month) if case == Case::Lower => match v::STOPWORDS.contains(&folded) {
            true => Sense::Stop,
            false => Sense::Plain,
        },
        Some(sense) => sense,
        None => compound(folded).map_or(Sense::Plain, Sense::NumberWord),
    }
}

/// The words that the vocabulary knows. Where a word is in two tables the later one here counts.
static SENSES: LazyLock<WordMap<&str, Sense>> = LazyLock::new(|| {
    let all = |words: &'static [&'static str], sense: Sense| words.iter().map(move |w| (*w, sense));
    let valued = |words: &'static [(&'static str, f64)], sense: fn(f64) -> Sense| {
        words.iter().map(move |(w, value)| (*w, sense(*value)))
    };
    valued(v::MAGNITUDES, Sense::Magnitude)
        .chain(v::VAGUE.iter().map(|(word, _, _)| (*word, Sense::Vague)))
        .chain(valued(v::NUMBER_WORDS, Sense::NumberWord))
        .chain(all(v::CLOCKS, Sense::ClockMark))
        .chain(all(v::TOLD_DAYS, Sense::Day))
        .chain(all(calendar::DAYS, Sense::Day))
        .chain(all(v::STOPWORDS, Sense::Stop))
        .chain(all(calendar::MONTHS, Sense::Month))
        .collect()
});

/// `twenty-one` and its like.
fn compound(folded: &str) -> Option<f64> {
    let (tens, ones) = folded.split_once('-')?;
    let tens = v::value_in(v::NUMBER_WORDS, tens).filter(|t| *t >= 20.0)?;
    let ones = if ones == "one" { 1.0 } else { v::value_in(v::NUMBER_WORDS, ones)? };
    (ones < 10.0).then_some(tens + ones)
}

fn shape_of_number(folded: &str) -> Sense {
    let digits = |s: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    for separator in ['-', '/', '.'] {
        let mut parts = folded.split(separator);
        if let (Some(a), Some(b), Some(c), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
            && digits(b, 1..=2)
            && ((digits(a, 4..=4) && digits(c, 1..=2))
                || (digits(a, 1..=2) && (digits(c, 4..=4) || digits(c, 2..=2))))
        {
            return Sense::Date;
        }
    }
    // `1985-86`, `1985-1986`.
    if let Some((from, to)) = folded.split_once('-')
        && digits(from, 4..=4)
        && ("1800".."2101").contains(&from)
        && (digits(to, 2..=2) || digits(to, 4..=4) && (from..="2100").contains(&to))
    {
        return Sense::Date;
    }
    if folded.strip_suffix('s').is_some_and(|decade| digits(decade, 4..=4)) {
        return Sense::Date;
    }
    let bare = folded
        .strip_suffix("am")
        .or_else(|| folded.strip_suffix("pm"))
        .or_else(|| folded.strip_suffix("a.m"))
        .or_else(|| folded.strip_suffix("p.m"));
    let time = |s: &str| {
        s.split_once([':', '.'])
            .is_some_and(|(hours, minutes)| digits(hours, 1..=2) && digits(minutes, 2..=2))
    };
    if bare.is_some_and(|b| digits(b, 1..=2) || time(b)) || (folded.contains(':') && time(folded)) {
        return Sense::Clock;
    }
    Sense::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(word: &str) -> Sense {
        let mut lexicon = Lexicon::default();
        let id = lexicon.form_of(word);
        lexicon.form(id).sense
    }

    #[test]
    fn numbers_dates_and_times_are_told_apart() {
        for word in ["40", "1,200", "24.75", "5km", "35-year-old", "7th", "2031"] {
            assert_eq!(sense(word), Sense::Number, "{word}");
        }
        for word in ["2031-03-22", "22/03/2031", "22.3.2031", "1980s"] {
            assert_eq!(sense(word), Sense::Date, "{word}");
        }
        for word in ["6:54", "7:58pm", "8am"] {
            assert_eq!(sense(word), Sense::Clock, "{word}");
        }
        assert_eq!(sense("March"), Sense::Month);
        assert_eq!(sense("march"), Sense::Plain);
        assert_eq!(sense("may"), Sense::Stop);
        assert_eq!(sense("forty"), Sense::NumberWord(40.0));
        assert_eq!(sense("twenty-one"), Sense::NumberWord(21.0));
        assert_eq!(sense("the"), Sense::Stop);
        assert_eq!(sense("AK-74"), Sense::Plain);
    }

    #[test]
    fn spellings_share_a_key_and_names_need_a_capital() {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.form_of("Harbour"), lexicon.form_of("harbour"));
        assert_ne!(a, b);
        let (a, b) = (lexicon.form(a), lexicon.form(b));
        assert_eq!(a.key, b.key);
        lexicon.note_use(a);
        assert!(lexicon.is_name(a.key));
        lexicon.note_use(b);
        assert!(!lexicon.is_name(a.key));
    }
}
