//! What must hold for any two texts.

use super::*;
use crate::text::{fold::fold, segment};
use proptest::prelude::*;

/// Sentences of a small world, so that two texts often share some.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "fire",
        "the",
        "harbour",
        "of",
        "Marrow",
        "ferry",
        "burned",
        "at",
        "40",
        "1,200",
        "dead",
        "two",
        "March",
        "7",
        "\"crew\"",
        "“swam”",
        "quay,",
        "and",
        "Ilse",
        "injured",
        "$5",
        "東京",
        "—",
    ]);
    let sentence = prop::collection::vec(word, 1..9);
    let end = prop::sample::select(vec![". ", "! ", ".\n", "\n\n", "? "]);
    prop::collection::vec((sentence, end), 0..9).prop_map(|sentences| {
        sentences.iter().map(|(words, end)| format!("{}{end}", words.join(" "))).collect()
    })
}

/// What texts are seldom made of, and what numbers are made of.
const ODD: &[&str] = &[
    "\u{301}",
    "\u{200d}",
    "\u{202e}",
    "\0",
    "\r",
    "\r\n",
    "\n",
    " ",
    " ",
    " ",
    ".",
    "…",
    "\"",
    "“",
    "(",
    "👩‍🚒",
    "שלום ",
    "مرحبا ",
    "霞",
    "年",
    "人",
    "月",
    "5",
    "٣",
    "1,",
    "2.",
    "million ",
    "two ",
    "to ",
    "and ",
    "hundred ",
    "past ",
    "before ",
    "seven ",
    "of the ",
    "pier ",
    "$",
    "%",
    "-",
    "/",
    "Net ",
    "vs ",
    "dlrs ",
    "1987",
    "March ",
    "dead ",
    "fire ",
    "Marrow, 71, ",
];

fn holds(left: &str, right: &str, c: &Comparison) {
    covers_each_sentence_once(c);
    stands_in_order(c);
    reads_in_order(c);
    for group in &c.groups {
        changes_are_sound(group, c, left, right);
    }
    for figure in &c.figures {
        assert!(figure.group < c.groups.len());
        for (text, body) in [(&figure.left, left), (&figure.right, right)] {
            assert!(text.as_ref().is_none_or(|t| t.span.of(body) == t.text));
        }
    }
    for repeat in &c.repeats {
        assert!(repeat.of < repeat.sentence);
    }
    let s = c.scores;
    for share in [s.resemblance, s.containment_left, s.containment_right, s.aligned, s.moved] {
        assert!((0.0..=1.0).contains(&share));
    }
}

fn covers_each_sentence_once(c: &Comparison) {
    covers_each_sentence_of(c);
    for group in &c.groups {
        assert_eq!(group.changes.is_empty(), group.kind != GroupKind::Edited);
    }
}

fn covers_each_sentence_of(c: &Comparison) {
    let mut lefts: Vec<usize> = c.groups.iter().flat_map(|g| g.left.clone()).collect();
    let mut rights: Vec<usize> = c.groups.iter().flat_map(|g| g.right.clone()).collect();
    lefts.sort_unstable();
    rights.sort_unstable();
    assert_eq!(lefts, (0..c.left.sentences.len()).collect::<Vec<_>>());
    assert_eq!(rights, (0..c.right.sentences.len()).collect::<Vec<_>>());
    for group in &c.groups {
        assert_eq!(group.left.is_empty(), group.kind == GroupKind::RightOnly);
        assert_eq!(group.right.is_empty(), group.kind == GroupKind::LeftOnly);
    }
}

fn stands_in_order(c: &Comparison) {
    let firsts: Vec<usize> = c.groups.iter().filter_map(|g| g.left.first().copied()).collect();
    assert!(firsts.is_sorted());
    for (at, group) in c.groups.iter().enumerate() {
        if let (GroupKind::RightOnly, [right]) = (group.kind, group.right.as_slice()) {
            let before = at.checked_sub(1).map(|b| &c.groups[b].right);
            match right.checked_sub(1) {
                None => assert!(before.is_none()),
                Some(predecessor) => assert!(before.is_some_and(|b| b.contains(&predecessor))),
            }
        }
    }
}

fn reads_in_order(c: &Comparison) {
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for block in c.reading_order() {
        let (l, r) = match block {
            Block::Pair(g) => (Some(g), Some(g)),
            Block::Left(g) => (Some(g), None),
            Block::Right(g) => (None, Some(g)),
        };
        lefts.extend(l.iter().flat_map(|g| c.groups[*g].left.clone()));
        rights.extend(r.iter().flat_map(|g| c.groups[*g].right.clone()));
        if let Block::Pair(g) = block {
            assert!(!c.groups[g].moved);
        }
    }
    assert_eq!(lefts, (0..c.left.sentences.len()).collect::<Vec<_>>());
    assert_eq!(rights, (0..c.right.sentences.len()).collect::<Vec<_>>());
}

fn quiet_is_sound(group: &Group, left: &str, right: &str) {
    let mut reached = (0, 0);
    for quiet in &group.quiet {
        assert!(matches!(quiet.kind, ChangeKind::Whitespace | ChangeKind::QuoteStyle));
        assert!(reached.0 <= quiet.left.start && reached.1 <= quiet.right.start);
        reached = (quiet.left.end, quiet.right.end);
        let (l, r) = (left.get(quiet.left.range()), right.get(quiet.right.range()));
        assert!(l.is_some() && r.is_some() && l != r);
        assert!(group.changes.iter().all(|change| {
            let apart = |a: Span, b: Span| a.end <= b.start || b.end <= a.start;
            apart(change.left, quiet.left) && apart(change.right, quiet.right)
        }));
    }
}

fn moves_are_sound(group: &Group, left: &str, right: &str) {
    let words = |text: &str| -> Vec<String> {
        segment::words(text).map(|word| fold(word.of(text))).collect()
    };
    for (at, change) in group.changes.iter().enumerate() {
        let Some(other) = change.other.map(|other| group.changes[other]) else { continue };
        assert_eq!(other.other, Some(at));
        assert!(change.left.is_empty() != change.right.is_empty());
        assert_eq!(change.left.is_empty(), other.right.is_empty());
        if change.right.is_empty() {
            assert_eq!(words(change.left.of(left)), words(other.right.of(right)));
        }
    }
}

fn changes_are_sound(group: &Group, c: &Comparison, left: &str, right: &str) {
    let mut reached = (0, 0);
    for change in &group.changes {
        assert!(!(change.left.is_empty() && change.right.is_empty()));
        assert!(
            left.get(change.left.range()).is_some() && right.get(change.right.range()).is_some()
        );
        assert!(reached.0 <= change.left.start && reached.1 <= change.right.start);
        reached = (change.left.end, change.right.end);
    }
    quiet_is_sound(group, left, right);
    moves_are_sound(group, left, right);
    if group.kind != GroupKind::Edited {
        return;
    }
    let unmarked = |body: &str, side: &Side, of: &[usize], mark: &dyn Fn(&Change) -> Span| {
        let mut out = Vec::new();
        for sentence in of {
            let span = side.sentences[*sentence].span;
            for word in segment::words(span.of(body)) {
                let word = Span::new(word.start + span.start, word.end + span.start);
                let touched = group
                    .changes
                    .iter()
                    .find(|c| mark(c).start < word.end && word.start < mark(c).end);
                match touched {
                    None => out.push(fold(word.of(body))),
                    // Whole words or none.
                    Some(c) => assert!(mark(c).start <= word.start && word.end <= mark(c).end),
                }
            }
        }
        out
    };
    assert_eq!(
        unmarked(left, &c.left, &group.left, &|c| c.left),
        unmarked(right, &c.right, &group.right, &|c| c.right)
    );
}

proptest! {
    #[test]
    fn any_two_reports_are_compared_soundly(left in text(), right in text()) {
        holds(&left, &right, &of(&left, &right));
    }

    #[test]
    fn a_report_and_its_edited_copy_too(
        base in prop::collection::vec(text(), 1..4),
        cut in any::<prop::sample::Index>(),
        more in text(),
    ) {
        let left = base.concat();
        let mut parts = base.clone();
        let at = cut.index(parts.len());
        parts[at] = more;
        parts.rotate_left(at);
        let right = parts.concat();
        holds(&left, &right, &of(&left, &right));
    }

    #[test]
    fn any_strings_are_compared_soundly(left in "\\PC{0,60}", right in "(?s).{0,60}") {
        holds(&left, &right, &of(&left, &right));
    }

    #[test]
    fn the_other_way_round_it_says_the_same(left in text(), right in text()) {
        let (there, back) = (of(&left, &right), of(&right, &left));
        prop_assert_eq!(there.scores.resemblance, back.scores.resemblance);
        prop_assert_eq!(there.scores.containment_left, back.scores.containment_right);
        let same = of(&left, &left);
        prop_assert_eq!(same.differing_figures().count(), 0);
    }

    #[test]
    fn whatever_stands_between_words_is_sound(
        left in prop::collection::vec(prop::sample::select(ODD), 0..24),
        right in prop::collection::vec(prop::sample::select(ODD), 0..24),
    ) {
        let (left, right) = (left.concat(), right.concat());
        holds(&left, &right, &of(&left, &right));
    }

    #[test]
    fn without_time_it_is_coarse_but_sound(left in text(), right in text()) {
        let options = Options { budget: Duration::ZERO, ..Options::default() };
        let hurried = compare_with(Text { body: &left }, Text { body: &right }, options);
        holds(&left, &right, &hurried);
    }

    #[test]
    fn a_text_is_the_same_as_itself(text in text()) {
        let c = of(&text, &text);
        prop_assert!(c.groups.iter().all(|g| g.kind == GroupKind::Same && !g.moved));
        prop_assert!(c.figures.iter().all(|f| f.agrees));
    }

    #[test]
    fn white_space_and_quote_style_are_no_difference(text in text()) {
        let other = text.replace(['“', '”'], "\"").replace(' ', "  ");
        let c = of(&text, &other);
        prop_assert!(c.groups.iter().all(|g| g.kind == GroupKind::Same && !g.moved));
    }

    #[test]
    fn changed_lines_are_sound(left in "[a-cA-C0-9 ,.“”\"]{0,30}", right in "[a-cA-C0-9 ,.“”\"]{0,30}") {
        let mut reached = (0, 0);
        for change in inline(&left, &right) {
            prop_assert!(reached.0 <= change.left.start && reached.1 <= change.right.start);
            prop_assert!(left.get(change.left.range()).is_some());
            prop_assert!(right.get(change.right.range()).is_some());
            reached = (change.left.end, change.right.end);
        }
    }
}

#[test]
fn hostile_texts_come_to_an_end() {
    let said = "The crew of the old ferry swam to the lighthouse before dawn. ";
    let alternate =
        |mark: &str| (0..2_000).map(|n| format!("common {mark}{n} ")).collect::<String>();
    let cases = [
        (said.repeat(3_000), said.repeat(2_900)),
        ("fire ".repeat(20_000), format!("{} ice", "fire ".repeat(19_000))),
        (alternate("left"), alternate("right")),
        (alternate("left"), said.repeat(300)),
        ("\u{301}\u{200b}".repeat(2_000), "\n".repeat(5_000)),
        ("40 dead, ".repeat(3_000), "60 dead. ".repeat(3_000)),
    ];
    for (left, right) in &cases {
        let options = Options { budget: Duration::from_millis(300), ..Options::default() };
        let c = compare_with(Text { body: left }, Text { body: right }, options);
        covers_each_sentence_once(&c);
        stands_in_order(&c);
        reads_in_order(&c);
    }
}

#[test]
fn spacing_alone_moves_nothing() {
    let text = "1,200 \"crew\" fire fire fire fire fire fire! harbour 1,200 Marrow harbour Marrow \
                fire? fire fire fire! Marrow\n\n";
    let other = text.replace(' ', "  ");
    let c = of(text, &other);
    assert!(c.groups.iter().all(|g| g.kind == GroupKind::Same && !g.moved), "{:#?}", c.groups);
}

proptest! {
    #[test]
    fn every_granularity_is_sound(left in text(), right in text()) {
        for granularity in [Granularity::Word, Granularity::Phrase, Granularity::Sentence] {
            let options = Options { granularity, budget: Duration::from_secs(3600) };
            let c = compare_with(Text { body: &left }, Text { body: &right }, options);
            if granularity == Granularity::Sentence {
                sentences_are_sound(&c, &of(&left, &right));
            } else {
                holds(&left, &right, &c);
            }
            let marked = c.clone().with_quiet_marked();
            for (group, plain) in marked.groups.iter().zip(&c.groups) {
                moves_are_sound(group, &left, &right);
                let quiet = if group.kind == GroupKind::Edited { plain.quiet.len() } else { 0 };
                prop_assert_eq!(group.changes.len(), plain.changes.len() + quiet);
            }
        }
    }

    #[test]
    fn offsets_reproduce_any_text(text in prop::collection::vec(any::<char>(), 0..80)) {
        let body: String = text.into_iter().collect();
        let c = of(&body, "");
        let mut at = 0;
        let mut told = String::new();
        for sentence in &c.left.sentences {
            let gap = &body[at..sentence.span.start];
            prop_assert!(gap.chars().all(char::is_whitespace), "{:?}", gap);
            told.push_str(gap);
            told.push_str(sentence.span.of(&body));
            at = sentence.span.end;
        }
        prop_assert!(body[at..].chars().all(char::is_whitespace));
        told.push_str(&body[at..]);
        prop_assert_eq!(told, body);
    }
}

/// By sentences the groups are those of phrases, and of their changes figures, dates and names stay.
fn sentences_are_sound(c: &Comparison, phrases: &Comparison) {
    covers_each_sentence_of(c);
    for (group, phrases) in c.groups.iter().zip(&phrases.groups) {
        assert_eq!((group.kind, &group.left), (phrases.kind, &phrases.left));
        let is_fact = |c: &&Change| {
            matches!(c.kind, ChangeKind::Figure | ChangeKind::Date | ChangeKind::Name)
        };
        let facts = phrases.changes.iter().filter(is_fact);
        let quiet = phrases.changes.iter().all(|c| c.kind.is_quiet());
        match quiet {
            true => assert_eq!(group.changes, phrases.changes),
            false => assert!(group.changes.iter().eq(facts)),
        }
    }
}
