//! Tests of the plain renderings, on invented reports and a comparison made by hand.

mod near;

use super::comparison::write;
use super::*;
use crate::corpus::{ArticleDate, Precision};
use crate::corpus::{ArticleId, Origin};
use crate::diff::{
    Block, Change, ChangeKind, Comparison, Figure, FigureText, Group, GroupKind, Labels, Repeat,
    Scores, Side, Which, facts,
};
use crate::index::Snippet;
use crate::library::{Copy, Fate, Hit, Role as Part, StoryId};
use crate::neardup::why::{Passage, PassageKind};
use crate::neardup::{Relation, Verdict, Why};
use crate::text::Span;
use crate::text::segment::{Sentence, SentenceKind};
use crate::text::width::width;

const PLAIN: Pen = Pen { colour: false, columns: 120 };

/// 22 March 2031, 08:10.
const MORNING: ArticleDate = ArticleDate { seconds: 1_931_933_400, precision: Precision::Minute };

const LEFT: [&str; 5] = [
    "A fire on a ferry left at least 40 people dead.",
    "The port was closed.",
    "Two tugs were lost.",
    "Smoke hung over the town.",
    "A fire on a ferry left at least 40 people dead.",
];
const RIGHT: [&str; 4] = [
    "Smoke hung over the town.",
    "A huge fire on a ferry left at least 60 people dead.",
    "The port was closed.",
    "It stays shut until Monday.",
];

fn article(title: &str, source: Option<&str>, body: &[&str]) -> Article {
    Article {
        id: ArticleId::derive(title, "", 0),
        key: None,
        origin: Origin { path: "reports/fire.txt".into(), record: None },
        title: title.into(),
        byline: None,
        source: source.map(Into::into),
        place: None,
        section: None,
        tags: Vec::new(),
        lang: Some("en".into()),
        url: None,
        date: source.map(|_| MORNING),
        body: body.join("\n"),
    }
}

fn card(article: &Article) -> Card {
    Card {
        id: article.id,
        key: None,
        origin: article.origin.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        place: None,
        date: article.date,
        lang: None,
        words: 9,
    }
}

/// One sentence a paragraph.
fn side(body: &[&str]) -> Side {
    let mut start = 0;
    let sentences = body.iter().enumerate().map(|(paragraph, text)| {
        let span = Span::new(start, start + text.len());
        start = span.end + 1;
        Sentence { span, paragraph, kind: SentenceKind::Prose }
    });
    Side { sentences: sentences.collect() }
}

/// Where `words` stand in the sentence `at` of `body`; an empty stretch at its start when there are
/// none.
fn stretch(body: &[&str], at: usize, words: &str) -> Span {
    let start: usize = body[..at].iter().map(|sentence| sentence.len() + 1).sum();
    let found = start + body[at].find(words).unwrap();
    Span::new(found, found + words.len())
}

fn group(kind: GroupKind, left: &[usize], right: &[usize]) -> Group {
    Group {
        kind,
        left: left.to_vec(),
        right: right.to_vec(),
        similarity: 1.0,
        moved: false,
        changes: Vec::new(),
        quiet: Vec::new(),
    }
}

/// Two reports with an edit, an omission, an addition, a move, a repeat and two figures; the order is the
/// one a reader would have them in.
pub(in crate::export) fn compared() -> (Article, Article, Comparison, Vec<Block>) {
    let figure = |body: &[&str], at, text: &str| {
        Some(FigureText { text: text.into(), span: stretch(body, at, text) })
    };
    let change = |kind, left: &str, right: &str| {
        Change::new(kind, stretch(&LEFT, 0, left), stretch(&RIGHT, 1, right))
    };
    let edited = Group {
        changes: vec![
            change(ChangeKind::Wording, "", "huge"),
            change(ChangeKind::Figure, "40", "60"),
        ],
        ..group(GroupKind::Edited, &[0], &[1])
    };
    let moved = Group { moved: true, ..group(GroupKind::Same, &[3], &[0]) };
    let comparison = Comparison {
        left: side(&LEFT),
        right: side(&RIGHT),
        groups: vec![
            edited,
            group(GroupKind::Same, &[1], &[2]),
            group(GroupKind::LeftOnly, &[2], &[]),
            moved,
            group(GroupKind::LeftOnly, &[4], &[]),
            group(GroupKind::RightOnly, &[], &[3]),
        ],
        repeats: vec![Repeat { side: Which::Left, sentence: 4, of: 0 }],
        figures: vec![
            Figure {
                label: "dead".into(),
                left: figure(&LEFT, 0, "40"),
                right: figure(&RIGHT, 1, "60"),
                agrees: false,
                group: 0,
            },
            Figure {
                label: "tugs".into(),
                left: figure(&LEFT, 2, "Two"),
                right: None,
                agrees: false,
                group: 2,
            },
        ],
        scores: Scores {
            resemblance: 0.5,
            containment_left: 0.784,
            containment_right: 0.641,
            aligned: 0.7,
            moved: 0.2,
        },
        coarse: false,
    };
    let order = vec![
        Block::Right(3),
        Block::Pair(0),
        Block::Pair(1),
        Block::Left(2),
        Block::Left(3),
        Block::Left(4),
        Block::Right(5),
    ];
    let left = article("Ferry fire kills 40", Some("Calder Post"), &LEFT);
    let right = article("Port fire: 60 dead", Some("Meridian Wire"), &RIGHT);
    (left, right, comparison, order)
}

fn related(verdict: Verdict, containment_a: f32, containment_b: f32) -> Relation {
    Relation {
        verdict,
        resemblance: containment_a.min(containment_b),
        containment_a,
        containment_b,
        unquoted_a: containment_a,
        unquoted_b: containment_b,
        covered: 0.5,
        blocks: 3,
        masked: 2,
        longest: 15,
    }
}

fn drawn(pen: Pen) -> String {
    let (left, right, comparison, order) = compared();
    let facts = &facts::of_both(&comparison, &left, &right, Labels::built_in());
    let sides = Sides { left: &left, right: &right, comparison: &comparison, facts, full: false };
    let mut out = Vec::new();
    write(&mut out, pen, &sides, &order).unwrap();
    String::from_utf8(out).unwrap()
}

/// Text as it would look without its colours.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + part.split_once('m').unwrap().1)
}

#[test]
fn two_columns_stand_level_with_signs_and_marks() {
    insta::assert_snapshot!(drawn(PLAIN));
}

#[test]
fn one_column_has_one_text_below_the_other() {
    insta::assert_snapshot!(drawn(Pen { columns: 60, ..PLAIN }));
}

#[test]
fn colours_change_no_column() {
    for columns in [60, 120] {
        let coloured = drawn(Pen { colour: true, columns });
        assert!(coloured.contains("\x1b["));
        for line in uncoloured(&coloured).lines() {
            assert!(width(line) <= columns, "{line}");
            let bar = line.find(" │ ").map(|at| width(&line[..at]));
            assert!(bar.is_none_or(|at| at == (columns - 3) / 2), "{line}");
        }
    }
}

#[test]
fn no_width_is_too_small_and_no_offset_can_break_it() {
    let (left, right, mut comparison, order) = compared();
    for columns in [0, 1, 2, 7, 20, 99, 100, 300] {
        assert!(!drawn(Pen { colour: false, columns }).is_empty());
    }
    comparison.groups[0].changes[1].left = Span::new(9_000, 3);
    comparison.groups[0].right = vec![77];
    comparison.left.sentences[1].span = Span::new(4, 90_000);
    let order = [&order[..], &[Block::Pair(99)]].concat();
    let sides =
        Sides { left: &left, right: &right, comparison: &comparison, facts: &[], full: true };
    write(&mut Vec::new(), PLAIN, &sides, &order).unwrap();
}

#[test]
fn long_runs_of_the_same_are_counted_unless_all_is_wanted() {
    let said = ["One.", "Two.", "Three.", "Four."];
    let text = article("Numbers", None, &said);
    let comparison = Comparison {
        left: side(&said),
        right: side(&said),
        groups: (0..4).map(|at| group(GroupKind::Same, &[at], &[at])).collect(),
        ..Comparison::default()
    };
    let order: Vec<Block> = (0..4).map(Block::Pair).collect();
    let draw = |full| {
        let mut out = Vec::new();
        let sides = Sides { left: &text, right: &text, comparison: &comparison, facts: &[], full };
        write(&mut out, Pen { columns: 50, ..PLAIN }, &sides, &order).unwrap();
        String::from_utf8(out).unwrap()
    };
    let folded = draw(false);
    assert!(folded.contains("··· 4 sentences the same ···") && !folded.contains("Three."));
    assert!(folded.contains("the two texts are the same"));
    assert!(draw(true).contains("  3   Three."));
}

#[test]
fn what_a_text_says_again_is_counted_on_its_side_unless_all_is_wanted() {
    let (once, twice) = (["One.", "Two.", "Three."], ["One.", "Two.", "Three."].repeat(2));
    let (left, right) = (article("Once", None, &once), article("Twice", None, &twice));
    let same = (0..3).map(|at| group(GroupKind::Same, &[at], &[at]));
    let again = (3..6).map(|at| group(GroupKind::RightOnly, &[], &[at]));
    let comparison = Comparison {
        left: side(&once),
        right: side(&twice),
        groups: same.chain(again).collect(),
        repeats: (3..6)
            .map(|sentence| Repeat { side: Which::Right, sentence, of: sentence - 3 })
            .collect(),
        ..Comparison::default()
    };
    let draw = |full, columns| {
        let mut out = Vec::new();
        let sides = Sides { left: &left, right: &right, comparison: &comparison, facts: &[], full };
        write(&mut out, Pen { columns, ..PLAIN }, &sides, &comparison.reading_order()).unwrap();
        String::from_utf8(out).unwrap()
    };
    let folded = draw(false, 100);
    let line = folded.lines().find(|line| line.contains('≡')).unwrap();
    assert!(line.ends_with("│       ··· ≡ 3 sentences: repeats ¶1 to ¶3 ···"), "{folded}");
    assert!(line.starts_with("          ") && folded.matches("Three.").count() == 0, "{folded}");
    assert_eq!(draw(true, 100).matches("Three.").count(), 3);
}

#[test]
fn neighbouring_changes_become_one_mark_and_figures_stay_their_own() {
    let said = ["Nine old tugs sank."];
    let change = |kind, words| {
        let span = stretch(&said, 0, words);
        Change::new(kind, span, span)
    };
    let comparison = Comparison {
        left: side(&said),
        right: side(&said),
        groups: vec![Group {
            changes: vec![
                change(ChangeKind::Figure, "Nine"),
                change(ChangeKind::Wording, "old"),
                change(ChangeKind::Name, "tugs"),
            ],
            ..group(GroupKind::Edited, &[0], &[0])
        }],
        ..Comparison::default()
    };
    let text = article("Tugs", None, &said);
    let mut out = Vec::new();
    let sides =
        Sides { left: &text, right: &text, comparison: &comparison, facts: &[], full: false };
    write(&mut out, Pen { columns: 80, ..PLAIN }, &sides, &[Block::Pair(0)]).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("{Nine} [old tugs] sank."));
}

#[test]
fn hits_show_id_outlet_snippet_and_copies() {
    let found = article("Ferry fire kills 40", Some("Calder Post"), &LEFT);
    let text = "… flames at pier 7 …".to_string();
    let at = text.find("pier").unwrap();
    let hit = Hit {
        card: card(&found),
        score: 1.0,
        snippet: Snippet { text, marks: vec![Span::new(at, at + 6)] },
        snippets: Vec::new(),
        copy_count: 2,
        copies: vec![card(&found), card(&found)],
        verdicts: vec![None, None],
    };
    let mut out = Vec::new();
    hits(&mut out, PLAIN, &[hit]).unwrap();
    let id = found.id;
    assert_eq!(
        String::from_utf8(out).unwrap(),
        format!(
            "\n{id}  Ferry fire kills 40\n            \
             Calder Post · 22 Mar 2031 08:10 · +2 copies\n            \
             … flames at «pier 7» …\n"
        )
    );
}

#[test]
fn nothing_from_an_article_acts_on_the_terminal() {
    let evil = "a\x1b]0;x\x07b\u{9b}31mc\u{202e}d\u{200b}e\r\x08";
    let bad = article(evil, Some(evil), &[evil, evil]);
    let hit = Hit {
        card: card(&bad),
        score: 0.0,
        snippet: Snippet { text: evil.into(), marks: vec![Span::new(0, 2)] },
        snippets: Vec::new(),
        copy_count: 0,
        copies: Vec::new(),
        verdicts: Vec::new(),
    };
    let relation = related(Verdict::Copy, 1.0, 1.0);
    let copy = Copy { card: card(&bad), relation };
    let mut out = Vec::new();
    super::article(&mut out, PLAIN, &bad).unwrap();
    hits(&mut out, PLAIN, &[hit]).unwrap();
    copies(&mut out, PLAIN, &[copy]).unwrap();
    let reports = [Report { card: card(&bad), relation: Some(relation), with: bad.id }];
    story(&mut out, PLAIN, &near::told_story(&[bad.id], &[None]), &reports, 9).unwrap();
    pair(&mut out, PLAIN, &card(&bad), &card(&bad), &relation).unwrap();
    let fate = Fate { id: bad.id, role: Part::Duplicate, of: bad.id, relation: Some(relation) };
    plan(&mut out, PLAIN, StoryId(1), bad.id, &[(card(&bad), fate)]).unwrap();
    let all = Span::new(0, bad.body.len());
    let passage = Passage { a: all, b: all, words: 2, kind: PassageKind::Own };
    let shared = Why { relation, shared: vec![passage], tests: Vec::new() };
    why(&mut out, PLAIN, &bad, &bad, &shared, 9).unwrap();
    let comparison =
        Comparison { left: side(&[evil]), right: side(&[evil]), ..Comparison::default() };
    let sides = Sides { left: &bad, right: &bad, comparison: &comparison, facts: &[], full: true };
    write(&mut out, PLAIN, &sides, &[]).unwrap();
    let out = String::from_utf8(out).unwrap();
    let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
    assert!(!out.contains(acts), "{out:?}");
}

#[test]
fn an_article_is_wrapped_and_its_headline_said_once() {
    let said = ["Ferry fire kills 40", "", "Smoke hung over the town until late at night."];
    let report = article(said[0], Some("Calder Post"), &said);
    let mut out = Vec::new();
    super::article(&mut out, Pen { columns: 30, ..PLAIN }, &report).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.matches("Ferry fire kills 40").count(), 1);
    assert!(out.ends_with("\n\nSmoke hung over the town until\nlate at night.\n"), "{out}");
}
