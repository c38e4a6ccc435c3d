//! Tests of how stories, pairs, explanations and plans are written, on invented reports.
//! Relations are made up, so that each shape can be shown.

use super::*;
use crate::library::{Member, Parent, Story, Totals};
use crate::neardup::why::{MORE_THAN_ENDS, Test};

/// A story of `ids`, each with the place of its parent and how sure that is; the second is the medoid.
pub(super) fn told_story(ids: &[ArticleId], parents: &[Option<(usize, f32)>]) -> Story {
    let parent = |&(at, confidence): &(usize, f32)| Parent { id: ids[at], confidence };
    let members = ids.iter().zip(parents);
    Story {
        id: StoryId(ids[0].0),
        members: members.map(|(&id, p)| Member { id, parent: p.as_ref().map(parent) }).collect(),
        medoid: *ids.get(1).unwrap_or(&ids[0]),
        first: parents.iter().any(Option::is_some).then_some(ids[0]),
    }
}

/// Five reports of one fire.
fn reports() -> Vec<Card> {
    let told = [
        ("Blaze at Port Calder", "Calder Post"),
        ("Port Calder ferry fire: 60 dead", "Meridian Wire"),
        ("Ferry fire kills 60 at pier 7 in the harbour of Port Calder", "The Lantern"),
        ("What we know about pier 7", "Coast FM"),
        ("Ferry fire", "Ostrand Courier"),
    ];
    told.into_iter().map(|(title, source)| card(&article(title, Some(source), &LEFT))).collect()
}

fn tree(pen: Pen, parents: &[Option<(usize, f32)>], limit: usize) -> String {
    let cards = reports();
    let ids: Vec<ArticleId> = cards.iter().map(|card| card.id).collect();
    let told = told_story(&ids, parents);
    let relation = |at: usize| match at {
        0 => None,
        3 => Some(related(Verdict::PartialCopy, 0.31, 0.88)),
        _ => Some(related(Verdict::Rewrite, 0.402, 0.38)),
    };
    let reports: Vec<Report> = cards
        .into_iter()
        .enumerate()
        .map(|(at, card)| Report { card, relation: relation(at), with: told.medoid })
        .collect();
    let mut out = Vec::new();
    story(&mut out, pen, &told, &reports, limit).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_story_is_a_tree_of_who_took_from_whom() {
    let parents = [None, Some((0, 0.9)), Some((1, 0.95)), Some((1, 0.55)), None];
    insta::assert_snapshot!(tree(PLAIN, &parents, 9));
    let narrow = tree(Pen { columns: 70, ..PLAIN }, &parents, 2);
    assert!(narrow.contains("and 3 more") && !narrow.contains("Ferry fire kills 60"), "{narrow}");
    for columns in [0, 1, 20, 300] {
        assert!(!tree(Pen { colour: columns > 20, columns }, &parents, 9).is_empty());
    }
}

#[test]
fn a_story_of_unknown_descent_names_whom_its_reports_are_like() {
    let drawn = tree(PLAIN, &[None; 5], 9);
    let medoid = reports()[1].id;
    assert_eq!(drawn.matches(&format!(".38 with {medoid}")).count(), 3, "{drawn}");
    assert!(!drawn.contains("first") && !drawn.contains('├'), "{drawn}");
}

#[test]
fn pairs_line_up() {
    let cards = reports();
    let mut out = Vec::new();
    for relation in [related(Verdict::SharesQuotes, 0.1, 1.0), related(Verdict::Copy, 0.999, 0.9)] {
        pair(&mut out, PLAIN, &cards[1], &cards[2], &relation).unwrap();
    }
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_verdict_is_explained_rule_by_rule_and_passage_by_passage() {
    let body = ["A fire on a ferry.", "", "\"We heard a bang,\" he said.", "", "Sign up here."];
    let (a, b) = (article("Fire", Some("Calder Post"), &body), article("Blaze", None, &body));
    let at = |words: &str| {
        let start = a.body.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let passage = |words, kind| Passage { a: at(words), b: at(words), words: 5, kind };
    let test = |measure, value, bound| Test { measure, value, bound, met: value >= bound };
    let told = Why {
        relation: related(Verdict::Rewrite, 0.4, 0.38),
        shared: vec![
            passage("A fire on a ferry", PassageKind::Own),
            passage("We heard a bang", PassageKind::Quoted),
            passage("Sign up here", PassageKind::Boilerplate),
        ],
        tests: vec![
            test("resemblance", 0.25, 0.8),
            test("longest block in words", 15.0, 12.0),
            test(MORE_THAN_ENDS, 1.0, 1.0),
            test(MORE_THAN_ENDS, 0.0, 1.0),
        ],
    };
    let mut out = Vec::new();
    why(&mut out, PLAIN, &a, &b, &told, 2).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn a_plan_says_what_stays_what_goes_and_why() {
    let cards = reports();
    let fate = |at: usize, role, of: usize, relation| {
        let fate = Fate { id: cards[at].id, role, of: cards[of].id, relation };
        (cards[at].clone(), fate)
    };
    let copy = Some(related(Verdict::Copy, 0.97, 0.99));
    let fates = [
        fate(0, Part::Keep, 0, None),
        fate(1, Part::Duplicate, 0, copy),
        fate(2, Part::Related, 0, Some(related(Verdict::Rewrite, 0.3, 0.4))),
        fate(3, Part::Duplicate, 2, copy),
        fate(4, Part::Related, 0, None),
    ];
    let mut out = Vec::new();
    plan(&mut out, PLAIN, StoryId(7), cards[0].id, &fates).unwrap();
    let whole = Totals {
        articles: 12,
        stories: 1,
        singles: 7,
        related: 2,
        duplicates: 2,
        words: 4_000,
        words_saved: 1_000,
        bytes_saved: 6_200,
    };
    totals(&mut out, PLAIN, &whole).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}
