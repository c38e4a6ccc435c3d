//! More like this and related words on the bundled sample: what is found first is what its relations say.

// What helpers unwrap fails the test that called them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use retold::corpus::{ArticleId, CorpusSpec};
use retold::index::Order;
use retold::library::{By, Cancel, FacetRequest, Library, Options, Request, View};
use retold::neardup::Verdict;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

fn open(spec: CorpusSpec) -> (TempDir, Arc<View>) {
    let data = tempfile::tempdir().unwrap();
    let library = Library::open(spec, &Options::new(data.path().to_path_buf())).unwrap();
    library.refresh(&|_| (), &Cancel::default()).unwrap();
    let view = library.view().unwrap();
    (data, view)
}

fn request(query: &str) -> Request {
    Request {
        query: query.into(),
        typing: false,
        order: Order::Relevance,
        fold: true,
        offset: 0,
        limit: 100,
        snippet: 160,
        windows: 1,
        copies: 100,
    }
}

/// The rows of a search, in order.
fn rows(view: &View, query: &str) -> Vec<ArticleId> {
    let results = view.search(&request(query)).unwrap();
    assert_eq!(results.complaints, [], "{query}");
    results.hits.iter().map(|hit| hit.card.id).collect()
}

fn origin(view: &View, id: ArticleId) -> String {
    view.card(id).unwrap().origin.to_string()
}

#[derive(Deserialize)]
struct Relations {
    same_event: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    members: Vec<String>,
}

/// The events of the sample, as origins.
fn events() -> Vec<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/RELATIONS.toml");
    let relations: Relations = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    relations.same_event.into_iter().map(|event| event.members).collect()
}

#[test]
fn other_reports_of_the_same_event_come_first() {
    let (_data, view) = open(CorpusSpec::Sample);
    let (mut asked, mut wrong) = (0, Vec::new());
    for event in events() {
        let ids: Vec<ArticleId> = event.iter().map(|name| view.resolve(name).unwrap()).collect();
        for &id in &ids {
            let lang = view.card(id).unwrap().lang;
            let mut others = ids.iter().filter(|&&other| other != id);
            if !others.any(|&other| view.card(other).unwrap().lang == lang) {
                continue;
            }
            let found = rows(&view, &format!("like:{id}"));
            assert!(!found.contains(&id), "{} is like itself", origin(&view, id));
            asked += 1;
            if found.first().is_none_or(|first| !ids.contains(first)) {
                let told: Vec<String> = found.iter().map(|&id| origin(&view, id)).collect();
                wrong.push(format!("{}: {told:?}", origin(&view, id)));
            }
        }
    }
    assert!(asked > 20, "only {asked} articles have another of their event");
    // The one report in English of a strike that all others tell in German shares little with the brief.
    assert!(wrong.len() <= 1, "{} of {asked}: {wrong:#?}", wrong.len());
}

#[test]
fn an_article_is_named_as_everywhere_and_likeness_goes_with_all_else() {
    let (_data, view) = open(CorpusSpec::Sample);
    let id = view.resolve("ferry-fire/calder-post-0810.txt").unwrap();
    let all = rows(&view, &format!("like:{id}"));
    assert_eq!(rows(&view, &format!("like:{}", &id.to_string()[..5])), all);
    assert_eq!(rows(&view, "like:ferry-fire/calder-post-0810.txt"), all);
    for row in rows(&view, &format!("like:{id} source:meridian date:2031-03-24")) {
        let card = view.card(row).unwrap();
        assert_eq!(card.source.as_deref(), Some("Meridian Wire"));
    }
    let without = rows(&view, &format!("ferry -like:{id}"));
    assert!(without.iter().all(|row| !all.contains(row)));
    let unknown = view.search(&request("like:zzzzzzzzzz ferry")).unwrap();
    assert!(unknown.complaints[0].message.contains("no article is called"));
    assert_eq!(unknown.total, view.search(&request("ferry")).unwrap().total);
    let unfinished = Request { typing: true, ..request("ferry like:zz") };
    assert_eq!(view.search(&unfinished).unwrap().complaints, []);
}

#[test]
fn a_text_stands_for_what_it_tells() {
    let (_data, view) = open(CorpusSpec::Sample);
    let text = "Somebody took the Orchard astrolabe from the Veldhaven museum, in overalls.";
    let query = view.like_query(text).unwrap();
    assert!(query.starts_with("like:\"") && query.contains("astrolabe"), "{query}");
    let first = rows(&view, &query)[0];
    assert!(events()[3].contains(&origin(&view, first)), "{}", origin(&view, first));
    // What no article of its own has tells nothing.
    assert!(view.like_query("Xyzzy plugh").is_err());
    assert_eq!(rows(&view, "like:\"xyzzy plugh\""), []);
    // A script without spaces has its words too.
    let lang = |id: ArticleId| view.card(id).unwrap().lang;
    let japanese = rows(&view, "lang:ja")[0];
    let body = view.article(japanese).unwrap().body;
    let query = view.like_query(&body).unwrap();
    assert_eq!(lang(rows(&view, &query)[0]).as_deref(), Some("ja"));
}

fn related(view: &View, query: &str) -> Vec<(String, usize)> {
    let request = FacetRequest {
        query: query.into(),
        typing: false,
        by: vec![By::Related],
        period: None,
        limit: 12,
    };
    let facets = view.facets(&request).unwrap();
    let values = facets.facets.into_iter().flat_map(|facet| facet.values);
    values.map(|value| (value.value, value.count)).collect()
}

#[test]
fn related_words_lead_where_they_say() {
    let (_data, view) = open(CorpusSpec::Sample);
    let words = related(&view, "recount");
    assert!(words.iter().any(|(word, _)| word == "Hesk"), "{words:?}");
    for (word, count) in &words {
        assert!(!word.to_lowercase().contains("recount"), "{word} is the query's own");
        let narrowed = format!("recount {}", By::Related.filter(word));
        assert_eq!(view.count(&narrowed).unwrap().0, *count, "{narrowed}");
        assert!(*count > 0, "{narrowed}");
    }
    let mut folded: Vec<String> = words.iter().map(|(word, _)| word.to_lowercase()).collect();
    folded.sort();
    folded.dedup();
    assert_eq!(folded.len(), words.len(), "a word twice");
    assert_eq!(related(&view, ""), []);
    assert_eq!(related(&view, "xyzzy"), []);
}

#[test]
fn related_words_that_nobody_waits_for_are_not_looked_for() {
    let (_data, view) = open(CorpusSpec::Sample);
    let request = FacetRequest {
        query: "ferry".into(),
        typing: false,
        by: vec![By::Related],
        period: None,
        limit: 12,
    };
    let cancel = Cancel::default();
    assert!(view.until(&cancel).facets(&request).is_ok());
    cancel.cancel();
    assert!(view.until(&cancel).facets(&request).is_err());
}

/// Real text, where `RETOLD_DATA` says where it is.
fn real(name: &str) -> Option<(TempDir, Arc<View>)> {
    let path = PathBuf::from(std::env::var_os("RETOLD_DATA")?).join("data").join(name);
    assert!(path.exists(), "RETOLD_DATA is set but {} is missing", path.display());
    Some(open(CorpusSpec::Paths { paths: vec![path], fields: BTreeMap::new() }))
}

#[test]
fn reports_of_one_event_are_like_one_another_in_real_text() {
    let Some((_data, view)) = real("allsides_5k.jsonl") else { return };
    let mut partners: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for pair in view.pairs().filter(|pair| pair.relation.verdict == Verdict::SameEvent) {
        partners.entry(pair.a).or_default().push(pair.b);
        partners.entry(pair.b).or_default().push(pair.a);
    }
    assert!(partners.len() > 50, "{}", partners.len());
    let near = partners.iter().filter(|(id, partners)| {
        rows(&view, &format!("like:{id}")).iter().take(5).any(|row| partners.contains(row))
    });
    let near = near.count();
    assert!(near * 100 >= partners.len() * 95, "{near} of {}", partners.len());
}
