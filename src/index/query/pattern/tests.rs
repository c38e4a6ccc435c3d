//! What patterns match, what they are refused for, and where.

use super::*;
use proptest::prelude::*;

impl Pattern {
    /// Whether `word` looks so, letter by letter from its start.
    fn matches(&self, word: &str) -> bool {
        let mut now = None;
        for c in word.chars() {
            now = Some(self.step(now.as_ref(), c));
        }
        now.is_some_and(|now| self.ends(&now))
    }
}

fn regex(pattern: &str) -> Pattern {
    Pattern::regex(pattern).unwrap()
}

#[test]
fn expressions_match_whole_words() {
    for (pattern, yes, no) in [
        ("ter+or", "terror teror terrror", "teor terrors aterror"),
        ("colou?r", "color colour", "colouur colr"),
        ("(fire|blaze)s?", "fire fires blaze blazes", "firs blazess s"),
        ("b[aeiou]nk", "bank bonk bunk", "bnk baank"),
        ("a[^b]c", "axc aéc", "abc ac"),
        ("x{2}y", "xxy", "xy xxxy"),
        ("x{2,}y", "xxy xxxxy", "xy"),
        ("x{1,3}y", "xy xxxy", "y xxxxy"),
        ("x{0,1}yz?", "y xyz yz", "xx xxy"),
        ("É.*ie", "elodie elie", "lodie"),
        ("Straße", "strasse", "strase"),
        ("^fire$", "fire", "fires"),
        ("1\\.5", "1.5", "125"),
        ("wave\\d+", "wave1 wave22", "wave waves"),
        ("(ab)+", "ab abab", "aba a"),
        ("a+*?b", "b ab aab", "a"),
        ("(?:po)?st", "st post", "popost"),
    ] {
        let pattern = regex(pattern);
        for word in yes.split(' ') {
            assert!(pattern.matches(word), "{pattern} {word}");
        }
        for word in no.split(' ') {
            assert!(!pattern.matches(word), "{pattern} {word}");
        }
    }
}

#[test]
fn wildcards_match_whole_words() {
    let wild = |pattern| Pattern::wildcard(pattern).unwrap();
    for (pattern, yes, no) in [
        ("col*r", "color colour collector colr", "colors xcolor"),
        ("wom?n", "woman women", "womn womaan"),
        ("*burg", "burg hamburg", "burgs"),
        ("É*t?", "eta elita", "et"),
    ] {
        for word in yes.split(' ') {
            assert!(wild(pattern).matches(word), "{pattern} {word}");
        }
        for word in no.split(' ') {
            assert!(!wild(pattern).matches(word), "{pattern} {word}");
        }
    }
    assert_eq!(wild("col*r").start(), "col");
    assert_eq!(wild("*burg").start(), "");
    assert_eq!(regex("terr?or").start(), "ter");
    assert_eq!(regex("(ab)+c").start(), "ab");
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    for (pattern, at, part) in [
        ("ab[c", 2, "]"),
        ("a(bc", 1, ")"),
        ("abc)", 3, "never opened"),
        ("*a", 0, "repeats nothing"),
        ("ab{x}", 2, "count"),
        ("ab{3,2}", 2, "count"),
        ("ab\\", 2, "\\"),
        ("ab\\q", 2, "\\d"),
        ("a[z-a]", 1, "range"),
        (".*", 0, "almost any"),
        ("[a-z]+", 0, "almost any"),
        ("a|.", 0, "almost any"),
        ("(a*)", 0, "almost any"),
        ("a{200}b{200}", 0, "too long"),
        ("((a{99}){99}){99}", 0, "too long"),
    ] {
        let error = Pattern::regex(pattern).unwrap_err();
        assert_eq!(error.at, at, "{pattern}");
        assert!(error.message.contains(part), "{pattern}: {}", error.message);
    }
    assert!(Pattern::wildcard("?*").is_err());
    assert!(Pattern::regex(&"(".repeat(10_000)).is_err());
    assert!(Pattern::regex(&format!("{}{}", "(".repeat(29), ")".repeat(29))).is_err());
    assert!(Pattern::regex(&format!("a{}", "{255}".repeat(5000))).is_err());
}

proptest! {
    #[test]
    fn walking_a_sorted_list_says_what_matching_each_word_says(
        mut words in prop::collection::vec("[abc]{0,6}", 0..40),
        pattern in "a[abc*?]{0,6}",
    ) {
        words.sort();
        let pattern = Pattern::wildcard(&pattern).unwrap();
        let mut walk = Walk::new(&pattern);
        for word in &words {
            prop_assert_eq!(walk.matches(word), pattern.matches(word));
            prop_assert!(!pattern.matches(word) || word.starts_with(pattern.start()));
        }
    }

    #[test]
    fn any_text_is_read_as_an_expression_or_refused_inside_it(text in "[a-c.*+?|()\\[\\]{},0-9\\\\^$-]{0,20}") {
        if let Err(error) = Pattern::regex(&text) {
            prop_assert!(text.get(error.at..).is_some());
        }
    }
}
