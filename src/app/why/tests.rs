//! What the panel says of a verdict, and how one moves in it.

use super::*;
use crate::corpus::Origin;
use crate::neardup::why::{MORE_THAN_ENDS, Passage, PassageKind, Test};
use crate::neardup::{Relation, Verdict};

const SIZE: (u16, u16) = (80, 24);

fn article(id: u64, body: &str) -> Article {
    Article {
        id: ArticleId(id),
        key: None,
        origin: Origin { path: format!("{id}.txt"), record: None },
        title: "Blaze\u{1b}[31m at Port Calder".into(),
        byline: None,
        source: Some("Calder Post".into()),
        place: None,
        section: None,
        tags: Vec::new(),
        lang: None,
        url: None,
        date: None,
        body: body.into(),
    }
}

fn relation(verdict: Verdict) -> Relation {
    Relation {
        verdict,
        resemblance: 0.25,
        containment_a: 0.4,
        containment_b: 0.9,
        unquoted_a: 0.35,
        unquoted_b: 0.8,
        covered: 0.5,
        blocks: 9,
        longest: 24,
        masked: 0,
    }
}

fn test(value: f32, bound: f32, met: bool) -> Test {
    Test { measure: "resemblance", value, bound, met }
}

/// A panel on a text that shares these stretches with itself.
fn panel(body: &str, shared: &[(usize, usize, PassageKind)], tests: Vec<Test>) -> Panel {
    let shared = shared.iter().map(|&(start, end, kind)| {
        let span = Span::new(start, end);
        let words = span.of(body).split_whitespace().count() as u32;
        Passage { a: span, b: span, words, kind }
    });
    let why = Why { relation: relation(Verdict::Excerpt), shared: shared.collect(), tests };
    let mut panel = Panel::new(Arc::new(Explained::new(article(1, body), article(2, body), why)));
    panel.fit(SIZE, 80);
    panel
}

fn text(panel: &Panel) -> String {
    let row = |row: &Row| row.pieces.iter().map(|(text, _)| text.as_str()).collect::<String>();
    panel.rows().iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_verdict_is_a_sentence_that_says_which_text_is_in_the_other() {
    let said = text(&panel("A fire.", &[], Vec::new()));
    assert!(said.starts_with("excerpt: nearly all of the right text stands in the other"));
    assert!(said.contains("40% of left in right · 90% of right in left"), "{said}");
    assert!(!said.contains("Rules"), "{said}");
}

#[test]
fn rules_say_what_was_measured_and_asked_for() {
    let tests = vec![
        test(0.25, 0.8, false),
        test(0.4996, 0.5, false),
        test(0.1, 0.4, true),
        test(31.0, 12.0, true),
        test(3.12, 2.0, true),
        Test { measure: MORE_THAN_ENDS, ..test(1.0, 1.0, true) },
        Test { measure: MORE_THAN_ENDS, ..test(0.0, 1.0, false) },
    ];
    let said = text(&panel("A fire.", &[], tests));
    let rules: Vec<String> = said
        .lines()
        .filter(|line| line.starts_with(['✓', '✗', '→']))
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        rules,
        [
            "✗ resemblance 25% at least 80%",
            "✗ resemblance 49.96% at least 50%",
            "✓ resemblance 10% at most 40%",
            "✓ resemblance 31 at least 12",
            "✓ resemblance 3.1 at least 2",
            "✓ more than a head and a foot in common yes",
            "✗ more than a head and a foot in common no",
            "→ excerpt",
        ]
    );
}

#[test]
fn what_is_counted_is_no_share_and_what_is_so_or_not_has_no_amount() {
    let named = |measure, value| Test { measure, value, bound: 1.0, met: value >= 1.0 };
    let tests = vec![
        named("shared passages", 0.0),
        named("shared passages", 1.0),
        named("more than a head and a foot in common", 1.0),
        named("more than a head and a foot in common", 0.0),
    ];
    let said = text(&panel("A fire.", &[], tests));
    for line in [
        "✗ shared passages                             0   at least 1",
        "✓ shared passages                             1   at least 1",
        "✓ more than a head and a foot in common     yes",
        "✗ more than a head and a foot in common      no",
    ] {
        assert!(said.lines().any(|said| said.trim_end() == line), "{line} in\n{said}");
    }
}

#[test]
fn passages_have_their_places_and_signs() {
    let body =
        "A fire broke out at sea.\n\n“We saw it\u{200b} from\nthe hill.”\n\nWrite to the desk.";
    let quote = (body.find("We").unwrap(), body.find("”").unwrap(), PassageKind::Quoted);
    let foot = (body.find("Write").unwrap(), body.len(), PassageKind::Boilerplate);
    let said = text(&panel(body, &[(0, 24, PassageKind::Own), quote, foot], Vec::new()));
    for line in [
        "   1  6 words   ¶1 left · ¶1 right",
        "   2  6 words   ¶2 left · ¶2 right   ” in quotation marks",
        "    ” We saw it⟨200b⟩ from the hill.",
        "    ┊ Write to the desk.",
    ] {
        assert!(said.contains(line), "{line} in\n{said}");
    }
}

#[test]
fn a_long_passage_is_folded_until_it_is_asked_for() {
    let body: String = (0..300).map(|n| format!("word{n} ")).collect();
    let mut panel = panel(&body, &[(0, body.len(), PassageKind::Own)], Vec::new());
    let folded = text(&panel);
    assert!(folded.contains("more ···") && folded.contains("word299"), "{folded}");
    assert!(!folded.contains("word150"));
    let shown = |text: &str| text.matches("word").count() - text.matches("words").count();
    let cut = folded.split("··· ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    assert_eq!(shown(&folded) + cut.parse::<usize>().unwrap(), 300);
    panel.whole = true;
    panel.fit(SIZE, 80);
    assert_eq!(shown(&text(&panel)), 300);
    assert!(panel.has_long());
}

#[test]
fn steps_go_through_the_passages_and_bring_them_into_sight() {
    let body = "A fire broke out at sea. ".repeat(40);
    let shared: Vec<_> = (0..40).map(|n| (n * 25, n * 25 + 24, PassageKind::Own)).collect();
    let mut panel = panel(&body, &shared, Vec::new());
    assert!(!panel.step(false));
    for place in 0..40 {
        assert!(panel.step(true));
        assert_eq!(panel.target(), Some(place * 25));
        let seen = panel.rows().iter().skip(panel.top).take(panel.height());
        assert!(seen.filter(|row| row.passage == Some(place)).count() == 2, "{place}");
    }
    assert!(!panel.step(true));
    assert_eq!(panel.chosen, Some(39));
    assert!(panel.step(false));
    assert_eq!(panel.yank().as_deref(), Some("A fire broke out at sea."));
}

#[test]
fn without_passages_there_is_nowhere_to_go() {
    let mut panel = panel("A fire.", &[], Vec::new());
    assert!(!panel.step(true));
    assert_eq!((panel.target(), panel.yank()), (None, None));
}

#[test]
fn rows_fit_any_width() {
    use crate::text::width;
    let body = "A fire broke out at sea. ".repeat(40);
    let tests = vec![test(0.25, 0.8, false), test(0.6, 0.5, true)];
    let mut panel = panel(&body, &[(0, 999, PassageKind::Quoted)], tests);
    for columns in 24..130 {
        panel.fit((columns, 24), 80);
        let room = usize::from(areas::why((columns, 24), 80, 0).text.width);
        for row in panel.rows() {
            // Headlines and the lines over a passage are cut where they are drawn.
            let text: String = row.pieces.iter().map(|(text, _)| text.as_str()).collect();
            let cut =
                text.contains("Port Calder") || text.contains(['¶', '·']) || row.pieces.len() == 1;
            assert!(cut || width::width(&text) <= room, "{text:?} in {room}");
        }
    }
}
