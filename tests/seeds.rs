//! The five reports the product was conceived from: what must be found in them.
//! They are not part of the repository; `RETOLD_DATA` says where they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use retold::diff::{Comparison, GroupKind, Text, Which, compare};
use retold::index::Order;
use retold::library::{Cancel, CorpusSpec, Library, Options, Request, View};
use retold::neardup::Verdict;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The seeds indexed, with the directory that holds the index; none without `RETOLD_DATA`.
fn seeds() -> Option<(TempDir, Arc<View>)> {
    let root = PathBuf::from(std::env::var_os("RETOLD_DATA")?).join("seeds");
    assert!(root.is_dir(), "RETOLD_DATA is set but {} is missing", root.display());
    let data = TempDir::new().unwrap();
    let spec = CorpusSpec::Paths { paths: vec![root], fields: BTreeMap::new() };
    let options = Options::new(data.path().to_path_buf());
    let library = Library::open(spec, &options).unwrap();
    let report = library.refresh(&|_| {}, &Cancel::default()).unwrap();
    assert_eq!((report.articles, report.problems), (5, 0));
    Some((data, library.view().unwrap()))
}

/// The leading numbers of the files that `query` finds, in order, copies folded or not.
fn found(view: &View, query: &str, fold: bool) -> Vec<String> {
    let request = Request {
        query: query.into(),
        typing: false,
        order: Order::Relevance,
        fold,
        offset: 0,
        limit: 20,
        snippet: 120,
        windows: 1,
        copies: 20,
    };
    let results = view.search(&request).unwrap();
    let mut numbers: Vec<String> = results
        .hits
        .iter()
        .flat_map(|hit| std::iter::once(&hit.card).chain(&hit.copies))
        .map(|card| card.origin.path[..3].to_string())
        .collect();
    numbers.sort();
    numbers
}

fn named(view: &View, number: &str) -> retold::corpus::Article {
    let all = view
        .search(&Request {
            query: String::new(),
            typing: false,
            order: Order::Newest,
            fold: false,
            offset: 0,
            limit: 9,
            snippet: 0,
            windows: 1,
            copies: 0,
        })
        .unwrap();
    let hit = all.hits.iter().find(|hit| hit.card.origin.path.starts_with(number)).unwrap();
    view.article(hit.card.id).unwrap()
}

fn compared(view: &View, left: &str, right: &str) -> Comparison {
    let (left, right) = (named(view, left), named(view, right));
    compare(Text { body: &left.body }, Text { body: &right.body })
}

#[test]
fn searching_finds_them() {
    let Some((_data, view)) = seeds() else { return };
    assert_eq!(found(&view, "moscow", false), ["000", "001", "002", "003", "004"]);
    assert_eq!(found(&view, "moscow", true), ["000", "001", "002", "003", "004"]);
    assert_eq!(found(&view, "crocus", false), ["000", "001", "002"]);
}

#[test]
fn three_retell_one_another_and_two_stand_alone() {
    let Some((_data, view)) = seeds() else { return };
    let copies = |number: &str| {
        let copies = view.similar(named(&view, number).id, false).unwrap();
        let mut numbers: Vec<String> =
            copies.iter().map(|copy| copy.card.origin.path[..3].to_string()).collect();
        numbers.sort();
        numbers
    };
    assert_eq!(copies("000"), ["001", "004"]);
    assert_eq!(copies("001"), ["000", "004"]);
    assert_eq!(copies("004"), ["000", "001"]);
    assert!(copies("002").is_empty());
    assert!(copies("003").is_empty());
    assert_eq!(view.stories().len(), 1);
    assert_eq!(view.stories()[0].members.len(), 3);
}

#[test]
fn the_five_are_of_one_event() {
    let Some((_data, view)) = seeds() else { return };
    let number = |id| view.card(id).unwrap().origin.path[..3].to_string();
    let mut events: Vec<(String, String)> = view
        .pairs()
        .filter(|pair| pair.relation.verdict == Verdict::SameEvent)
        .map(|pair| {
            let (a, b) = (number(pair.a), number(pair.b));
            if a <= b { (a, b) } else { (b, a) }
        })
        .collect();
    events.sort();
    let stated = [("000", "002"), ("000", "003"), ("001", "002"), ("001", "003"), ("002", "003")];
    let stated: Vec<_> = stated.into_iter().chain([("002", "004"), ("003", "004")]).collect();
    let found: Vec<_> = events.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, stated);
    for one in ["000", "001", "002", "003", "004"] {
        let all = view.similar(named(&view, one).id, true).unwrap();
        let same = all.iter().filter(|copy| copy.relation.verdict == Verdict::SameEvent);
        let mut found: Vec<String> = same.map(|copy| number(copy.card.id)).collect();
        found.sort();
        let others = stated.iter().filter_map(|&(a, b)| match (a == one, b == one) {
            (true, _) => Some(b),
            (_, true) => Some(a),
            _ => None,
        });
        assert_eq!(found, others.collect::<Vec<_>>(), "{one}");
    }
}

#[test]
fn the_toll_differs_and_the_older_tolls_agree() {
    let Some((_data, view)) = seeds() else { return };
    let comparison = compared(&view, "000", "001");
    let figure = |label: &str, left: &str, right: &str, agrees: bool| {
        comparison.figures.iter().any(|figure| {
            figure.label.contains(label)
                && figure.left.as_ref().is_some_and(|number| number.text == left)
                && figure.right.as_ref().is_some_and(|number| number.text == right)
                && figure.agrees == agrees
        })
    };
    let all = format!("{:#?}", comparison.figures);
    assert!(figure("dead", "60", "40", false), "{all}");
    assert!(figure("dead", "103", "103", true), "{all}");
    assert!(figure("injured", "211", "211", true), "{all}");
    assert_eq!(
        comparison.differing_figures().filter(|figure| figure.label.contains("dead")).count(),
        1
    );
}

#[test]
fn the_lead_sentence_stands_level_with_the_two_it_became() {
    let Some((_data, view)) = seeds() else { return };
    let comparison = compared(&view, "001", "000");
    let lead = comparison.groups.iter().find(|group| group.left.contains(&0)).unwrap();
    assert_eq!((lead.left.as_slice(), lead.right.as_slice()), ([0].as_slice(), [0, 1].as_slice()));
}

#[test]
fn a_body_pasted_twice_is_said_to_repeat() {
    let Some((_data, view)) = seeds() else { return };
    let comparison = compared(&view, "002", "003");
    let repeats = comparison.repeats.iter().filter(|repeat| repeat.side == Which::Left).count();
    let sentences = comparison.left.sentences.len();
    assert!(repeats * 5 >= sentences * 2, "{repeats} of {sentences}");
    assert!(comparison.repeats.iter().all(|repeat| repeat.of < repeat.sentence));

    let itself = compared(&view, "002", "002");
    assert!(itself.groups.iter().all(|group| group.kind == GroupKind::Same && !group.moved));
    assert!(!itself.repeats.is_empty());
}
