//! The words of each language that tell a fact: months, days, who somebody is, that something was
//! said. Tables only, in the folded form (lower case, no accents); a language is a table.

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

#[derive(Debug)]
struct Language {
    code: &'static str,
    /// Twelve, each in all of its forms.
    months: [&'static [&'static str]; 12],
    /// Seven, from Monday on.
    weekdays: [&'static [&'static str]; 7],
    /// Days told by the day of speaking.
    told: &'static [(&'static str, i32)],
    /// In front of a day that is still to come.
    coming: &'static [&'static str],
    /// In front of a day that is past, and not the day of speaking.
    past: &'static [&'static str],
    /// Verbs that, in this form, tell of what is still to come.
    future: &'static [&'static str],
    /// The last word of what somebody is.
    roles: &'static [&'static str],
    /// How words for what somebody is end.
    role_ends: &'static [&'static str],
    /// Verbs of saying.
    said: &'static [&'static str],
    /// Who spoke, when it is not said again.
    pronouns: &'static [&'static str],
}

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

    /// Whether this stands for somebody named before.
    pub(super) fn is_pronoun(self, word: &str) -> bool {
        self.uses(word).pronoun
    }
}

/// One label for nouns that count the same, beside those that the comparison knows.
const LABELS: &[(&str, &[&str])] = &[
    ("vessels", &["vessel", "vessels", "ship", "ships", "boat", "boats"]),
    ("houses", &["house", "houses", "home", "homes", "household", "households"]),
    ("km", &["km", "kilometre", "kilometres", "kilometer", "kilometers"]),
    ("metres", &["m", "metre", "metres", "meter", "meters"]),
    ("miles", &["mi", "mile", "miles"]),
    ("children", &["child", "children", "minors", "kids"]),
    ("gunmen", &["gunman", "gunmen", "attacker", "attackers", "assailant", "assailants"]),
    ("passengers", &["passenger", "passengers", "travellers", "travelers"]),
    ("troops", &["troop", "troops", "soldier", "soldiers"]),
];

/// The label of a folded noun that has another name.
pub(super) fn label(noun: &str) -> Option<&'static str> {
    LABELS.iter().find(|(_, nouns)| nouns.contains(&noun)).map(|(label, _)| *label)
}

/// Keys of figures that count too many things for one of them to be taken for another.
pub(super) const COMMON: &[&str] = &[
    "", "people", "year", "month", "week", "day", "hour", "minute", "second", "time", "%", "$",
    "€", "£", "aged", "km", "metres", "miles", "degree",
];

const LANGUAGES: &[Language] = &[
    Language {
        code: "en",
        months: [
            &["january", "jan"],
            &["february", "feb"],
            &["march", "mar"],
            &["april", "apr"],
            &["may"],
            &["june", "jun"],
            &["july", "jul"],
            &["august", "aug"],
            &["september", "sep", "sept"],
            &["october", "oct"],
            &["november", "nov"],
            &["december", "dec"],
        ],
        weekdays: [
            &["monday"],
            &["tuesday"],
            &["wednesday"],
            &["thursday"],
            &["friday"],
            &["saturday"],
            &["sunday"],
        ],
        told: &[("today", 0), ("tonight", 0), ("yesterday", -1), ("tomorrow", 1)],
        coming: &["next", "coming", "until", "till", "will", "shall", "upcoming"],
        past: &["last", "previous"],
        future: &[
            "begin",
            "begins",
            "start",
            "starts",
            "resume",
            "resumes",
            "reopen",
            "reopens",
            "open",
            "opens",
            "close",
            "closes",
            "end",
            "ends",
            "meet",
            "meets",
            "vote",
            "votes",
            "hold",
            "holds",
            "arrive",
            "arrives",
            "return",
            "returns",
            "leave",
            "leaves",
            "decide",
            "expire",
            "expires",
            "take",
            "takes",
            "due",
            "scheduled",
            "expected",
            "planned",
        ],
        roles: &[
            "accountant",
            "activist",
            "agent",
            "attendant",
            "baker",
            "banker",
            "broker",
            "butcher",
            "campaigner",
            "candidate",
            "chancellor",
            "consultant",
            "cook",
            "curator",
            "driver",
            "envoy",
            "forester",
            "gardener",
            "journalist",
            "mechanic",
            "negotiator",
            "notary",
            "photographer",
            "sailor",
            "steward",
            "student",
            "surveyor",
            "warden",
            "adviser",
            "advisor",
            "ambassador",
            "analyst",
            "archbishop",
            "attorney",
            "author",
            "baroness",
            "bishop",
            "boss",
            "captain",
            "cardinal",
            "caretaker",
            "ceo",
            "chair",
            "chairman",
            "chief",
            "clerk",
            "coach",
            "colonel",
            "commander",
            "commissioner",
            "congressman",
            "congresswoman",
            "constable",
            "coroner",
            "correspondent",
            "councillor",
            "counsel",
            "deputy",
            "detective",
            "director",
            "doctor",
            "dr",
            "economist",
            "editor",
            "engineer",
            "expert",
            "farmer",
            "fisherman",
            "founder",
            "general",
            "governor",
            "guard",
            "haulier",
            "head",
            "historian",
            "inspector",
            "investigator",
            "judge",
            "justice",
            "king",
            "lawyer",
            "lawmaker",
            "leader",
            "librarian",
            "lieutenant",
            "lord",
            "magistrate",
            "major",
            "manager",
            "marshal",
            "master",
            "mayor",
            "minister",
            "nurse",
            "officer",
            "official",
            "owner",
            "pastor",
            "pilot",
            "premier",
            "president",
            "priest",
            "prince",
            "princess",
            "principal",
            "professor",
            "prof",
            "prosecutor",
            "queen",
            "reporter",
            "representative",
            "researcher",
            "resident",
            "scientist",
            "secretary",
            "senator",
            "sergeant",
            "sheriff",
            "singer",
            "skipper",
            "speaker",
            "spokesman",
            "spokesperson",
            "spokeswoman",
            "superintendent",
            "surgeon",
            "teacher",
            "treasurer",
            "undertaker",
            "witness",
            "worker",
        ],
        role_ends: &["woman", "person", "ologist", "master", "keeper"],
        said: &[
            "said",
            "says",
            "say",
            "told",
            "tells",
            "added",
            "adds",
            "asked",
            "asks",
            "wrote",
            "writes",
            "called",
            "announced",
            "warned",
            "stated",
            "replied",
            "insisted",
            "recalled",
            "explained",
            "argued",
            "declared",
            "claimed",
            "confirmed",
            "noted",
            "saying",
            "reported",
            "tweeted",
            "posted",
        ],
        pronouns: &["he", "she", "they"],
    },
    Language {
        code: "de",
        months: [
            &["januar", "janner", "jan"],
            &["februar", "feb"],
            &["marz", "mrz"],
            &["april", "apr"],
            &["mai"],
            &["juni", "jun"],
            &["juli", "jul"],
            &["august", "aug"],
            &["september", "sept", "sep"],
            &["oktober", "okt"],
            &["november", "nov"],
            &["dezember", "dez"],
        ],
        weekdays: [
            &["montag"],
            &["dienstag"],
            &["mittwoch"],
            &["donnerstag"],
            &["freitag"],
            &["samstag", "sonnabend"],
            &["sonntag"],
        ],
        told: &[("heute", 0), ("gestern", -1), ("morgen", 1), ("vorgestern", -2)],
        coming: &["nachsten", "kommenden", "bis"],
        past: &["letzten", "vergangenen"],
        future: &[
            "beginnt", "beginnen", "endet", "dauert", "offnet", "tagt", "soll", "sollen", "wird",
        ],
        roles: &["minister", "ministerin", "sprecher", "sprecherin", "prasident", "prasidentin"],
        role_ends: &["minister", "ministerin", "sprecher", "sprecherin", "meister", "meisterin"],
        said: &["sagte", "sagt", "erklarte", "teilte", "betonte", "berichtete", "forderte"],
        pronouns: &["er", "sie"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn every_word_is_in_its_folded_form() {
        for language in LANGUAGES {
            let months = language.months.iter().chain(&language.weekdays);
            let lists = [
                language.roles,
                language.role_ends,
                language.said,
                language.coming,
                language.past,
                language.future,
            ];
            for word in months.chain(&lists).flat_map(|words| words.iter()) {
                assert_eq!(fold(word), *word);
            }
        }
    }

    #[test]
    fn a_language_has_its_own_words_and_none_has_all() {
        assert_eq!(of(Some("en")).month("oktober"), None);
        assert_eq!(of(Some("de")).month("oktober"), Some(10));
        assert_eq!(of(None).month("oktober"), Some(10));
        assert_eq!(of(Some("xx")).weekday("sunday"), Some(7));
        assert_eq!(of(None).told("gestern"), Some(-1));
    }
}
