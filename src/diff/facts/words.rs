//! The words of each language that tell a fact, ready to be asked: one look-up a word, whichever of the
//! languages it may be of.

use super::languages::{LANGUAGES, Language};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words of one language, or of all where a text's own is not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    table: &'static Table,
}

/// What a word can be.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    month: Option<i8>,
    weekday: Option<i8>,
    told: Option<i32>,
    coming: bool,
    past: bool,
    future: bool,
    role: bool,
    said: bool,
    pronoun: bool,
    people: bool,
}

/// Languages, ready to be asked.
#[derive(Debug, Default)]
struct Table {
    words: FxHashMap<&'static str, Uses>,
    role_ends: Vec<&'static str>,
}

impl Table {
    fn of(languages: &'static [Language]) -> Self {
        let mut table = Self::default();
        for language in languages {
            let mut add = |words: &[&'static str], set: &dyn Fn(&mut Uses)| {
                words.iter().for_each(|word| set(table.words.entry(*word).or_default()));
            };
            for (months, at) in language.months.iter().zip(1..) {
                add(months, &|uses| uses.month = uses.month.or(Some(at)));
            }
            for (days, at) in language.weekdays.iter().zip(1..) {
                add(days, &|uses| uses.weekday = uses.weekday.or(Some(at)));
            }
            for (word, days) in language.told {
                add(&[*word], &|uses| uses.told = uses.told.or(Some(*days)));
            }
            add(language.coming, &|uses| uses.coming = true);
            add(language.past, &|uses| uses.past = true);
            add(language.future, &|uses| uses.future = true);
            add(language.roles, &|uses| uses.role = true);
            add(language.said, &|uses| uses.said = true);
            add(language.pronouns, &|uses| uses.pronoun = true);
            add(language.peoples, &|uses| uses.people = true);
            table.role_ends.extend(language.role_ends);
        }
        table
    }
}

/// The tables of each language, in the order of theirs, and of all together.
static TABLES: LazyLock<(Vec<Table>, Table)> = LazyLock::new(|| {
    let each = LANGUAGES.iter().map(|language| Table::of(std::slice::from_ref(language)));
    (each.collect(), Table::of(LANGUAGES))
});

/// The words of a language by its two-letter code; those of all for one that has no table.
pub(super) fn of(lang: Option<&str>) -> Words {
    let (each, all) = &*TABLES;
    let known = lang.and_then(|lang| LANGUAGES.iter().position(|l| l.code == lang));
    Words { table: known.and_then(|at| each.get(at)).unwrap_or(all) }
}

impl Words {
    fn uses(self, word: &str) -> Uses {
        self.table.words.get(word).copied().unwrap_or_default()
    }

    /// 1 to 12.
    pub(super) fn month(self, word: &str) -> Option<i8> {
        self.uses(word).month
    }

    /// 1 (Monday) to 7.
    pub(super) fn weekday(self, word: &str) -> Option<i8> {
        self.uses(word).weekday
    }

    /// Days from the day of speaking.
    pub(super) fn told(self, word: &str) -> Option<i32> {
        self.uses(word).told
    }

    /// Whether the day behind this word is still to come.
    pub(super) fn is_coming(self, word: &str) -> bool {
        self.uses(word).coming
    }

    /// Whether the day behind this word is before the day of speaking.
    pub(super) fn is_past(self, word: &str) -> bool {
        self.uses(word).past
    }

    /// Whether this verb tells, in this form, of what is still to come.
    pub(super) fn is_future(self, word: &str) -> bool {
        self.uses(word).future
    }

    /// Whether this is what somebody is.
    pub(super) fn is_role(self, word: &str) -> bool {
        let ends = |end: &&str| word.len() > end.len() && word.ends_with(end);
        self.uses(word).role || self.table.role_ends.iter().any(ends)
    }

    /// Whether this is a verb of saying.
    pub(super) fn is_said(self, word: &str) -> bool {
        self.uses(word).said
    }

    /// Whether this says of what people something is, and names nobody by itself.
    pub(super) fn is_people(self, word: &str) -> bool {
        self.uses(word).people
    }

    /// Whether this stands for somebody named before.
    pub(super) fn is_pronoun(self, word: &str) -> bool {
        self.uses(word).pronoun
    }
}

/// Keys of figures that count too many things for one of them to be taken for another.
pub(super) const COMMON: &[&str] = &[
    "", "people", "year", "month", "week", "day", "hour", "minute", "second", "time", "%", "$",
    "€", "£", "aged", "km", "metres", "miles", "degree",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_words_and_none_has_all() {
        assert_eq!(of(Some("en")).month("oktober"), None);
        assert_eq!(of(Some("de")).month("oktober"), Some(10));
        assert_eq!(of(None).month("oktober"), Some(10));
        assert_eq!(of(Some("xx")).weekday("sunday"), Some(7));
        assert_eq!(of(None).told("gestern"), Some(-1));
    }
}
