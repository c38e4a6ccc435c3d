//! Words that end in a full stop without ending a sentence.
//! One table per kind, drawn from English, German, French, Spanish and Italian news.

/// What the full stop after an abbreviation says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something always follows: a name after a title, the rest of `z. B.`.
    Never,
    /// A number follows (`No. 7`, `Jan. 5`); before anything else it may end the sentence.
    BeforeNumber,
    /// It ends a sentence as often as not (`Inc.`, `U.S.`): the next word decides.
    Either,
}

/// Titles and connectives.
const NEVER: &[&str] = &[
    "abp", "adm", "approx", "asst", "atty", "bp", "brig", "bzw", "ca", "capt", "cf", "cmdr", "col",
    "cpl", "cpt", "det", "dipl", "dott", "dr", "dra", "esp", "frl", "fr", "gen", "gov", "hon",
    "hr", "ing", "insp", "lt", "maj", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mx",
    "ord", "pfc", "pres", "prof", "pvt", "rep", "reps", "resp", "rev", "sen", "sens", "sgt", "sig",
    "sog", "sra", "srta", "supt", "vgl", "viz", "vs",
];

/// Months and what counts things.
const BEFORE_NUMBER: &[&str] = &[
    "abs", "apr", "art", "aug", "chap", "dec", "dez", "feb", "fig", "hwy", "jan", "jul", "jun",
    "kap", "mai", "mar", "mär", "no", "nos", "nov", "nr", "núm", "oct", "okt", "p", "par", "pg",
    "pp", "rd", "rt", "rte", "sec", "sect", "sep", "sept", "tel", "ver", "vol",
];

/// Company forms, places, times and what else may stand last.
const EITHER: &[&str] = &[
    "a.m", "ala", "ariz", "ark", "assn", "ave", "b.c", "blvd", "bros", "calif", "cie", "co",
    "colo", "conn", "corp", "d.c", "dak", "del", "dept", "dist", "e.u", "est", "etc", "ext", "fla",
    "ft", "ga", "govt", "ill", "inc", "ind", "intl", "jr", "kan", "ky", "ltd", "mass", "md",
    "mich", "mfg", "minn", "miss", "mo", "mont", "natl", "neb", "nev", "okla", "ore", "p.m", "pa",
    "penn", "ph.d", "plc", "pty", "sr", "st", "str", "tenn", "tex", "u.k", "u.n", "u.s", "u.s.a",
    "univ", "usw", "va", "vt", "wash", "wis", "wyo",
];

/// The abbreviations that are written small; the others count only with a capital, since `ill`,
/// `miss` and `wash` end sentences as words.
const SMALL: &[&str] = &[
    "a.m", "abs", "approx", "asst", "art", "bzw", "ca", "cf", "chap", "dept", "esp", "est", "etc",
    "ext", "fig", "ft", "kap", "no", "nos", "nr", "p", "p.m", "pg", "pp", "resp", "sec", "sect",
    "str", "tel", "usw", "ver", "vgl", "viz", "vol", "vs",
];

/// Single letters that are words of these abbreviations when a letter with a point follows: `z. B.`.
const SPACED: &[(&str, &str)] = &[
    ("z", "B"),
    ("d", "h"),
    ("u", "a"),
    ("o", "ä"),
    ("i", "d"),
    ("v", "a"),
    ("p", "ej"),
    ("s", "o"),
];

/// Words that open a sentence far oftener than they continue a name.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Before",
    "Both",
    "But",
    "By",
    "Das",
    "Der",
    "Despite",
    "Die",
    "During",
    "Each",
    "Earlier",
    "Ein",
    "Eine",
    "Er",
    "Es",
    "Even",
    "For",
    "From",
    "Had",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "Il",
    "Im",
    "In",
    "Is",
    "It",
    "Its",
    "La",
    "Last",
    "Later",
    "Le",
    "Les",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "Nearly",
    "No",
    "Not",
    "Now",
    "Of",
    "On",
    "One",
    "Only",
    "Or",
    "Other",
    "Our",
    "Over",
    "People",
    "Police",
    "She",
    "Sie",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Through",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];

/// Names of months that follow a day written as an ordinal (`22. März`, `3. maj`).
const MONTHS: &[&str] = &[
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jan",
    "feb",
    "apr",
    "aug",
    "sept",
    "okt",
    "nov",
    "dez",
    "maj",
    "marts",
    "mars",
    "juin",
    "juillet",
    "oktobra",
    "december",
];

/// German and Nordic words before an ordinal number: `am 22.`, `der 3. Senat`.
const BEFORE_ORDINAL: &[&str] = &[
    "am", "bis", "das", "dem", "den", "der", "des", "die", "im", "ins", "seit", "vom", "zum",
    "zur", "und", "den", "jede", "jeder",
];

/// Looks up the word before a full stop, as it stands, without that stop.
pub(super) fn lookup(word: &str) -> Option<Abbreviation> {
    if word.len() > 8 {
        return None;
    }
    let key = word.to_lowercase();
    let key = key.as_str();
    if word.starts_with(char::is_lowercase) && !SMALL.contains(&key) && !is_initials(key) {
        return None;
    }
    if NEVER.contains(&key) {
        Some(Abbreviation::Never)
    } else if BEFORE_NUMBER.contains(&key) {
        Some(Abbreviation::BeforeNumber)
    } else if EITHER.contains(&key) || is_initials(key) {
        Some(Abbreviation::Either)
    } else {
        None
    }
}

/// Letters parted by points: `u.s`, `l.a.p.d`.
fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// Whether `first.` and `second` belong together though a space parts them.
pub(super) fn is_spaced_pair(first: &str, second: &str) -> bool {
    SPACED.iter().any(|&(a, b)| a == first && b == second)
}

/// Whether this word, capital and all, mostly opens a sentence.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

/// Whether a number before the full stop is a day or an ordinal, from the words around it.
pub(super) fn is_ordinal(before: &str, after: &str) -> bool {
    BEFORE_ORDINAL.contains(&before) || MONTHS.contains(&after.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order_and_apart() {
        assert!(STARTERS.is_sorted());
        for word in NEVER {
            assert!(!BEFORE_NUMBER.contains(word) && !EITHER.contains(word), "{word}");
        }
        for word in BEFORE_NUMBER {
            assert!(!EITHER.contains(word), "{word}");
        }
    }

    #[test]
    fn kinds() {
        assert_eq!(lookup("Sen"), Some(Abbreviation::Never));
        assert_eq!(lookup("Jan"), Some(Abbreviation::BeforeNumber));
        assert_eq!(lookup("U.S"), Some(Abbreviation::Either));
        assert_eq!(lookup("L.A.P.D"), Some(Abbreviation::Either));
        assert_eq!(lookup("Ill"), Some(Abbreviation::Either));
        assert_eq!(lookup("ill"), None);
        assert_eq!(lookup("fire"), None);
        assert!(is_ordinal("am", "Freitag") && is_ordinal("vom", "x") && is_ordinal("", "März"));
    }
}
