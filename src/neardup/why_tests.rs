//! What is left out as boilerplate, and what is said of a verdict: the passages and the rules.

use super::why::{PassageKind, Test};
use super::*;
use crate::text::fold::fold;
use proptest::prelude::*;

const FOOTER: &str = "the harrow courier is printed on the quay and sold by everyone who passes ";

fn doc(body: &str) -> Document<'_> {
    Document { body, source: None, date: None }
}

/// `count` words that only the text called `tag` has.
fn prose(tag: &str, count: usize) -> String {
    (0..count).map(|n| format!("{tag}{n} ")).collect()
}

/// The rules of a corpus where these texts are boilerplate.
fn rules(texts: &[&str]) -> Rules {
    let hashes = texts.iter().flat_map(|text| {
        let print = Fingerprint::of(doc(text));
        print.marks.iter().filter(|mark| !mark.fine()).map(|mark| mark.hash()).collect::<Vec<_>>()
    });
    Rules { boilerplate: Boilerplate::from(hashes.collect::<Vec<_>>()), ..Rules::default() }
}

fn words(text: &str) -> Vec<String> {
    let parts = crate::text::segment::words(text);
    parts.flat_map(|span| span.of(text).split('-').map(fold).collect::<Vec<_>>()).collect()
}

fn kinds(why: &Why) -> Vec<(PassageKind, u32)> {
    why.shared.iter().map(|passage| (passage.kind, passage.words)).collect()
}

#[test]
fn copies_under_different_footers_are_the_same() {
    let other =
        "all rights reserved by the northern dispatch and those who write for it every day ";
    let rules = rules(&[FOOTER, other]);
    let text = prose("a", 80);
    for (left, right) in [(FOOTER, other), (FOOTER, FOOTER), (FOOTER, "")] {
        let why = why(doc(&(text.clone() + left)), doc(&(right.to_owned() + &text)), &rules);
        let relation = why.relation;
        assert_eq!((relation.verdict, relation.resemblance), (Verdict::Copy, 1.0), "{left}{right}");
        assert_eq!((relation.containment_a, relation.unquoted_b), (1.0, 1.0));
        assert_eq!(relation.masked > 0, left == right);
    }
}

#[test]
fn reports_under_one_footer_have_nothing_in_common() {
    let rules = rules(&[FOOTER]);
    let (a, b) = (prose("a", 40) + FOOTER, prose("b", 40) + FOOTER);
    let why = why(doc(&a), doc(&b), &rules);
    assert_eq!((why.relation.verdict, why.relation.resemblance), (Verdict::Boilerplate, 0.0));
    assert_eq!((why.relation.containment_a, why.relation.covered), (0.0, 0.0));
    assert_eq!((why.relation.masked, why.relation.blocks), (10, 1));
    assert_eq!(kinds(&why), [(PassageKind::Boilerplate, 14)]);
    assert_eq!(why.shared[0].a.of(&a), FOOTER.trim());
}

#[test]
fn of_two_texts_that_are_nothing_else_it_counts() {
    let rules = rules(&[FOOTER]);
    let verdict = |a: &str, b: &str| why(doc(a), doc(b), &rules).relation;
    assert_eq!(verdict(FOOTER, FOOTER).verdict, Verdict::Copy);
    assert_eq!(verdict(FOOTER, FOOTER).resemblance, 1.0);
    // Two articles of which a paywall left the headline.
    let (a, b) = (prose("a", 9) + FOOTER, prose("b", 9) + FOOTER);
    assert_eq!(verdict(&a, &b).verdict, Verdict::Boilerplate);
    assert_eq!(verdict(&a, &a).verdict, Verdict::Copy);
    // One of them and an article that is all there.
    let whole = prose("c", 200) + FOOTER;
    assert_eq!(verdict(&a, &whole).verdict, Verdict::Boilerplate);
}

#[test]
fn a_turn_of_phrase_is_the_texts_own() {
    let phrase = "on the condition of anonymity ";
    let rules = rules(&[phrase]);
    let text = prose("a", 40) + phrase + &prose("b", 40);
    assert!(rules.boilerplate.spans(&text).is_empty());
    let mut print = Fingerprint::of(doc(&text));
    print.mask(&rules.boilerplate);
    assert_eq!(print.own, print.whole);
    // At the foot of a text it is a credit.
    let credited = prose("a", 80) + phrase;
    let spans = rules.boilerplate.spans(&credited);
    assert_eq!(spans.iter().map(|span| span.of(&credited)).collect::<Vec<_>>(), [phrase.trim()]);
}

#[test]
fn spans_are_whole_words_wherever_it_stands() {
    let rules = rules(&[FOOTER]);
    let text =
        format!("{FOOTER}\n\nA well-known sea-bird; {}\n{}", FOOTER.to_uppercase(), "x ".repeat(9));
    let found: Vec<&str> =
        rules.boilerplate.spans(&text).iter().map(|span| span.of(&text)).collect();
    assert_eq!(found, [FOOTER.trim(), FOOTER.to_uppercase().trim()]);
    assert!(rules.boilerplate.spans("").is_empty());
    assert!(Boilerplate::default().spans(&text).is_empty());
}

#[test]
fn two_sets_merge_into_one() {
    let other = "all rights reserved by the northern dispatch and those who write for it";
    let (one, two) = (rules(&[FOOTER]).boilerplate, rules(&[other]).boilerplate);
    let both = one.clone().merge(two.clone());
    assert_eq!(both.len(), one.len() + two.len());
    assert_eq!(both, rules(&[other, FOOTER]).boilerplate);
    assert_eq!(one.clone().merge(Boilerplate::default()), one);
}

#[test]
fn a_passage_is_cut_where_it_begins_to_be_quoted() {
    let shared = "the mayor said \"nobody on the quay had seen a fire like it\" and left the hall";
    let (a, b) = (prose("a", 9) + shared, prose("b", 30) + shared);
    let why = why(doc(&a), doc(&b), &Rules::default());
    let (own, quoted) = (PassageKind::Own, PassageKind::Quoted);
    assert_eq!(kinds(&why), [(own, 3), (quoted, 10), (own, 4)]);
    assert_eq!(why.relation.blocks, 1);
    assert_eq!(why.shared[1].b.of(&b), "nobody on the quay had seen a fire like it");
}

#[test]
fn what_is_quoted_in_one_of_them_counts_as_quoted() {
    let (a, b) = (prose("q", 20), format!("\"{}\"", prose("q", 20)));
    let why = why(doc(&a), doc(&b), &Rules::default());
    assert_eq!(kinds(&why), [(PassageKind::Quoted, 20)]);
}

fn asked(why: &Why) -> Vec<(&'static str, bool)> {
    why.tests.iter().map(|test| (test.measure, test.met)).collect()
}

#[test]
fn the_rules_are_told_up_to_the_one_that_decides() {
    let text = prose("a", 100);
    let same = why(doc(&text), doc(&text), &Rules::default());
    let copy = Thresholds::default().copy;
    assert_eq!(same.tests, [Test { measure: "resemblance", value: 1.0, bound: copy, met: true }]);

    let nothing = why(doc(&text), doc(&prose("b", 100)), &Rules::default());
    assert_eq!(asked(&nothing), [("resemblance", false), ("shared passages", false)]);

    let cut: String = (0..5)
        .map(|n| {
            prose("a", 100)
                .split(' ')
                .skip(n * 20)
                .take(14)
                .map(|word| format!("{word} "))
                .collect::<String>()
                + &prose(&format!("b{n}"), 20)
        })
        .collect();
    let rewrite = why(doc(&text), doc(&cut), &Rules::default());
    assert_eq!(rewrite.relation.verdict, Verdict::Rewrite);
    assert_eq!(
        asked(&rewrite)[2..],
        [
            ("resemblance", false),
            ("containment outside quotes", true),
            ("passages outside quotes", true),
            ("longest of them in words", true),
            ("more than a head and a foot in common", true),
            ("containment", false),
            ("mean length of a passage in words", false),
        ]
    );
}

#[test]
fn a_column_that_takes_over_a_passage_is_a_partial_copy() {
    let (report, taken) = (prose("a", 250), prose("t", 90));
    let (report, column) = (report + &taken, taken.clone() + &prose("b", 200));
    let of = |source, body| Document { source: Some(source), ..doc(body) };
    let verdict = |source| {
        why(of("Courier", &report), of(source, &column), &Rules::default()).relation.verdict
    };
    assert_eq!(verdict("Echo"), Verdict::PartialCopy);
    // Within an outlet it may as well be a list.
    assert!(!verdict("Courier").is_copy());
}

proptest! {
    #[test]
    fn passages_are_the_same_words_on_both_sides(
        a in prop::collection::vec(0_usize..9, 0..60),
        b in prop::collection::vec(0_usize..9, 0..60),
        known in prop::collection::vec(0_usize..9, 0..14),
        every in 2_usize..9,
    ) {
        const WORDS: [&str; 9] =
            ["rain", "Harbour", "sea-bird", "café", "雨が降り", "“storm", "quay”", "\"", "ฝนตกหนัก"];
        let text = |words: &[usize]| -> String {
            let between = |n: usize| if n.is_multiple_of(every) { ".\n" } else { " " };
            words.iter().enumerate().map(|(n, w)| format!("{}{}", WORDS[*w], between(n))).collect()
        };
        let (a, b, known) = (text(&a), text(&b), text(&known));
        let rules = rules(&[&known]);
        let why = why(doc(&a), doc(&b), &rules);
        let (print_a, print_b) = (rules.fingerprint(doc(&a)), rules.fingerprint(doc(&b)));
        prop_assert_eq!(why.relation, rules.relate(&print_a, &print_b));
        prop_assert_eq!(why.relation.reversed(), rules.relate(&print_b, &print_a));
        prop_assert!(why.shared.is_sorted_by_key(|passage| passage.a));
        prop_assert_eq!(why.shared.is_empty(), why.relation.blocks == 0);
        for passage in &why.shared {
            let (in_a, in_b) = (passage.a.of(&a), passage.b.of(&b));
            prop_assert!(!in_a.is_empty());
            prop_assert_eq!(words(in_a), words(in_b));
        }
        for share in [why.relation.resemblance, why.relation.containment_a, why.relation.unquoted_a] {
            prop_assert!((0.0..=1.0).contains(&share));
        }
        let spans = rules.boilerplate.spans(&a);
        prop_assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
        prop_assert!(spans.iter().all(|span| a.is_char_boundary(span.start) && !span.is_empty()));
    }

    #[test]
    fn a_pair_told_apart_early_is_unrelated(
        a in prop::collection::vec(0_usize..12, 0..90),
        b in prop::collection::vec(0_usize..12, 0..90),
        known in prop::collection::vec(0_usize..12, 0..20),
        home in any::<bool>(),
    ) {
        let text = |words: &[usize]| -> String {
            words.iter().map(|w| if *w == 11 { "\" ".into() } else { format!("w{w} ") }).collect()
        };
        let rules = rules(&[&text(&known)]);
        let of = |words: &[usize]| {
            rules.fingerprint(Document { source: home.then_some("Echo"), ..doc(&text(words)) })
        };
        let prints = [of(&a), of(&b)];
        let exact = rules.relate(&prints[0], &prints[1]);
        let get = |place: u32| prints.get(place as usize);
        let found = verify(&[(0, 1)], get, &rules.thresholds, &|_, _| true);
        let found: Vec<Relation> = found.iter().map(|edge| edge.relation).collect();
        if exact.verdict == Verdict::Unrelated {
            prop_assert!(found.is_empty());
        } else {
            prop_assert_eq!(found, vec![exact]);
        }
    }
}
