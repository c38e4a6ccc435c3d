//! The words of each language that tell a fact: months, days, who somebody is, that something was
//! said. Tables only, in the folded form (lower case, no accents); a language is a table.

/// The words of one language, or of all where a text's own is not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    only: Option<&'static Language>,
}

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
    Words { only: lang.and_then(|lang| LANGUAGES.iter().find(|l| l.code == lang)) }
}

impl Words {
    fn languages(self) -> impl Iterator<Item = &'static Language> {
        let all = if self.only.is_none() { LANGUAGES } else { &[] };
        self.only.into_iter().chain(all)
    }

    /// 1 to 12.
    pub(super) fn month(self, word: &str) -> Option<i8> {
        self.languages().find_map(|l| place(&l.months, word))
    }

    /// 1 (Monday) to 7.
    pub(super) fn weekday(self, word: &str) -> Option<i8> {
        self.languages().find_map(|l| place(&l.weekdays, word))
    }

    /// Days from the day of speaking.
    pub(super) fn told(self, word: &str) -> Option<i32> {
        let all = self.languages().flat_map(|l| l.told);
        all.into_iter().find(|(told, _)| *told == word).map(|(_, days)| *days)
    }

    /// Whether the day behind this word is still to come.
    pub(super) fn is_coming(self, word: &str) -> bool {
        self.languages().any(|l| l.coming.contains(&word))
    }

    /// Whether the day behind this word is before the day of speaking.
    pub(super) fn is_past(self, word: &str) -> bool {
        self.languages().any(|l| l.past.contains(&word))
    }

    /// Whether this is what somebody is.
    pub(super) fn is_role(self, word: &str) -> bool {
        self.languages().any(|l| {
            l.roles.contains(&word)
                || l.role_ends.iter().any(|end| word.len() > end.len() && word.ends_with(end))
        })
    }

    /// Whether this is a verb of saying.
    pub(super) fn is_said(self, word: &str) -> bool {
        self.languages().any(|l| l.said.contains(&word))
    }

    /// Whether this stands for somebody named before.
    pub(super) fn is_pronoun(self, word: &str) -> bool {
        self.languages().any(|l| l.pronouns.contains(&word))
    }
}

fn place(table: &[&'static [&'static str]], word: &str) -> Option<i8> {
    let at = table.iter().position(|forms| forms.contains(&word))?;
    i8::try_from(at + 1).ok()
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
        coming: &["next", "coming", "until", "till", "will"],
        past: &["last", "previous"],
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
            let lists =
                [language.roles, language.role_ends, language.said, language.coming, language.past];
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
