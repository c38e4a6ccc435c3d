//! The bundled sample against `assets/sample/RELATIONS.toml`: every relation comes out as stated, and
//! nothing else does.

// What helpers unwrap fails the test that called them.
#![allow(clippy::unwrap_used, clippy::panic)]

use retold::corpus::{Article, ArticleId, CorpusSpec};
use retold::diff::{self, Text, Which};
use retold::index::Order;
use retold::library::{Cancel, Library, Options, Request, View};
use retold::text::segment;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// The truth.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relations {
    pair: Vec<Pair>,
    repeat: Vec<Repeat>,
    story: Vec<Story>,
    same_event: Vec<Event>,
    unrelated: Vec<Unrelated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    a: String,
    b: String,
    verdict: String,
    #[serde(default)]
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    label: String,
    a: String,
    b: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    article: String,
    paragraphs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    name: String,
    members: Vec<String>,
    first: Option<String>,
    #[serde(default)]
    taken: Vec<Taken>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taken {
    report: String,
    from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    #[serde(rename = "name")]
    _name: String,
    members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unrelated {
    a: String,
    b: String,
}

fn relations() -> Relations {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/RELATIONS.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The sample opened as a first run opens it, in a data directory of its own.
struct Sample {
    view: Arc<View>,
    /// Every article by its origin.
    articles: BTreeMap<String, Article>,
    _data: TempDir,
}

impl Sample {
    fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let options = Options::new(data.path().to_path_buf());
        let library = Library::open(CorpusSpec::Sample, &options).unwrap();
        library.refresh(&|_| (), &Cancel::default()).unwrap();
        assert_eq!(library.problems(), []);
        let view = library.view().unwrap();
        let articles: BTreeMap<String, Article> = view
            .search(&request("", Order::Newest, false))
            .unwrap()
            .hits
            .iter()
            .map(|hit| (hit.card.origin.to_string(), view.article(hit.card.id).unwrap()))
            .collect();
        assert!(!articles.is_empty());
        Self { view, articles, _data: data }
    }

    fn article(&self, origin: &str) -> &Article {
        self.articles.get(origin).unwrap_or_else(|| panic!("{origin} is not in the sample"))
    }

    fn origin_of(&self, id: ArticleId) -> String {
        self.view.card(id).unwrap().origin.to_string()
    }

    fn compare(&self, a: &str, b: &str) -> diff::Comparison {
        let text = |origin| Text { body: &self.article(origin).body };
        diff::compare(text(a), text(b))
    }
}

fn request(query: &str, order: Order, fold: bool) -> Request {
    Request {
        query: query.into(),
        typing: false,
        order,
        fold,
        offset: 0,
        limit: 1000,
        snippet: 80,
        windows: 1,
        copies: 100,
    }
}

/// The two names of a pair, whichever was given first.
fn key(a: &str, b: &str) -> (String, String) {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    (a.to_string(), b.to_string())
}

#[test]
fn the_sample_is_all_there() {
    let sample = Sample::open();
    let stated: BTreeSet<_> =
        relations().same_event.into_iter().flat_map(|event| event.members).collect();
    let found: BTreeSet<_> = sample.articles.keys().cloned().collect();
    assert_eq!(found, stated);
    assert_eq!(sample.view.len(), stated.len());
    assert!((28..=34).contains(&stated.len()), "{} articles", stated.len());
}

#[test]
fn every_article_has_title_outlet_date_and_place() {
    for (origin, article) in Sample::open().articles {
        let first = article.body.lines().next().unwrap_or_default();
        assert!(!article.title.trim().is_empty(), "{origin} has no title");
        assert!(article.title.chars().count() < 90, "{origin} has no headline: {}", article.title);
        if origin.ends_with(".txt") {
            assert_eq!(article.title, first, "{origin}");
        }
        assert!(article.source.is_some(), "{origin} has no outlet");
        assert!(!article.source.unwrap_or_default().contains('|'), "{origin}");
        let date = article.date.unwrap_or_else(|| panic!("{origin} has no date")).to_string();
        assert!(date.starts_with("2031-"), "{origin} is of {date}");
        assert!(date.len() >= "2031-01-01".len(), "{origin} has only {date}");
        assert!(article.place.is_some(), "{origin} has no place");
    }
}

#[test]
fn articles_have_150_to_700_words() {
    for (origin, article) in Sample::open().articles {
        // Japanese counts by the character, so its two reports have to keep to these bounds as well.
        let words = segment::words(&article.body).count();
        assert!((150..=700).contains(&words), "{origin} has {words} words");
    }
}

#[test]
fn every_pair_of_articles_is_what_the_relations_say() {
    let sample = Sample::open();
    let stated = stated();
    let mut wrong = Vec::new();
    for (a, article) in &sample.articles {
        let similar: BTreeMap<_, _> = sample
            .view
            .similar(article.id, true)
            .unwrap()
            .into_iter()
            .map(|copy| (copy.card.origin.to_string(), copy.relation))
            .collect();
        assert!(!similar.contains_key(a), "{a} is its own copy");
        for b in sample.articles.keys().filter(|b| *b != a) {
            let expected = stated.get(&key(a, b)).map_or("unrelated", String::as_str);
            let found = similar.get(b);
            let verdict = found.map_or("unrelated".into(), |r| name(r.verdict));
            if verdict != expected {
                wrong.push(format!("{a} × {b}: {verdict}, not {expected}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every pair that has something to do with one another: those that are listed, and of the reports of
/// one event the rest.
fn stated() -> BTreeMap<(String, String), String> {
    let relations = relations();
    let mut stated = BTreeMap::new();
    for event in &relations.same_event {
        for (at, a) in event.members.iter().enumerate() {
            for b in event.members.iter().skip(at + 1) {
                stated.insert(key(a, b), "same_event".to_string());
            }
        }
    }
    stated.extend(relations.pair.into_iter().map(|pair| (key(&pair.a, &pair.b), pair.verdict)));
    stated
}

#[test]
fn the_verified_pairs_are_those_stated() {
    let sample = Sample::open();
    let found: BTreeMap<_, _> = sample
        .view
        .pairs()
        .map(|pair| {
            let (a, b) = (sample.origin_of(pair.a), sample.origin_of(pair.b));
            (key(&a, &b), name(pair.relation.verdict))
        })
        .collect();
    assert_eq!(found, stated());
}

#[test]
fn an_article_lists_the_other_reports_of_its_event() {
    let sample = Sample::open();
    let stated = stated();
    for (origin, article) in &sample.articles {
        let found: BTreeSet<String> = sample
            .view
            .same_event(article.id)
            .unwrap()
            .into_iter()
            .map(|copy| copy.card.origin.to_string())
            .collect();
        let others = sample.articles.keys().filter(|other| {
            stated.get(&key(origin, other)).is_some_and(|verdict| verdict == "same_event")
        });
        assert_eq!(found, others.cloned().collect(), "{origin}");
    }
}

/// The name of a verdict in JSON.
fn name(verdict: retold::neardup::Verdict) -> String {
    serde_json::to_value(verdict).unwrap().as_str().unwrap().to_string()
}

#[test]
fn the_stories_are_those_stated() {
    let sample = Sample::open();
    let found: BTreeSet<Vec<String>> = sample
        .view
        .stories()
        .iter()
        .map(|story| story.ids().map(|id| sample.origin_of(id)).collect())
        .collect();
    let stated: BTreeSet<Vec<String>> =
        relations().story.into_iter().map(|story| story.members).collect();
    assert_eq!(found, stated);
}

#[test]
fn who_took_from_whom_is_as_stated() {
    let sample = Sample::open();
    for stated in relations().story {
        let id = sample.article(&stated.members[0]).id;
        let story = sample.view.story_of(id).unwrap();
        let first = story.first.map(|id| sample.origin_of(id));
        assert_eq!(first, stated.first, "{}", stated.name);
        let taken: BTreeMap<&str, &str> =
            stated.taken.iter().map(|t| (t.report.as_str(), t.from.as_str())).collect();
        assert_eq!(taken.len(), stated.taken.len(), "{}: a report is named twice", stated.name);
        for member in &story.members {
            let origin = sample.origin_of(member.id);
            let parent = member.parent.map(|parent| sample.origin_of(parent.id));
            assert_eq!(parent.as_deref(), taken.get(origin.as_str()).copied(), "{origin}");
        }
    }
}

#[test]
fn the_ferry_fire_is_the_first_thing_found() {
    let sample = Sample::open();
    let found =
        sample.view.search(&request("harbour fire pier 7", Order::Relevance, true)).unwrap();
    let story: BTreeSet<_> = relations().story[0].members.iter().cloned().collect();
    let first = found.hits.first().unwrap();
    let cards = std::iter::once(&first.card).chain(&first.copies);
    let folded: BTreeSet<_> = cards.map(|card| card.origin.to_string()).collect();
    assert_eq!(folded, story);
    let outlets: BTreeSet<_> = story.iter().map(|o| sample.article(o).source.clone()).collect();
    assert!(outlets.len() >= 5, "{outlets:?}");
}

#[test]
fn the_figures_that_differ_are_found() {
    let sample = Sample::open();
    let mut missed = Vec::new();
    for pair in relations().pair {
        // Either side may be the left one on screen.
        for (a, b, swapped) in [(&pair.a, &pair.b, false), (&pair.b, &pair.a, true)] {
            let comparison = sample.compare(a, b);
            for figure in &pair.figure {
                let (left, right) =
                    if swapped { (&figure.b, &figure.a) } else { (&figure.a, &figure.b) };
                let reported = comparison.differing_figures().any(|f| {
                    let label = f.label.to_lowercase();
                    figure.label.split('|').any(|part| label.contains(part))
                        && f.left.as_ref().is_some_and(|l| l.text == *left)
                        && f.right.as_ref().is_some_and(|r| r.text == *right)
                });
                if !reported {
                    let all: Vec<_> = comparison
                        .differing_figures()
                        .map(|f| {
                            let text = |side: &Option<diff::FigureText>| {
                                side.as_ref().map(|t| t.text.clone()).unwrap_or_default()
                            };
                            format!("{} {} → {}", f.label, text(&f.left), text(&f.right))
                        })
                        .collect();
                    missed.push(format!(
                        "{a} × {b}: no {} {left} → {right} in {all:?}",
                        figure.label
                    ));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn repeated_paragraphs_are_reported_and_nothing_else_is() {
    let sample = Sample::open();
    let stated: BTreeMap<_, _> =
        relations().repeat.into_iter().map(|r| (r.article, r.paragraphs)).collect();
    for origin in sample.articles.keys() {
        let other = sample.articles.keys().find(|o| *o != origin).unwrap();
        let comparison = sample.compare(origin, other);
        let body = &sample.article(origin).body;
        let sentences = &comparison.left.sentences;
        let found: BTreeSet<(usize, usize)> = comparison
            .repeats
            .iter()
            .filter(|repeat| repeat.side == Which::Left)
            .map(|repeat| (repeat.sentence, repeat.of))
            .collect();
        let mut expected = BTreeSet::new();
        for start in stated.get(origin).into_iter().flatten() {
            let places: Vec<usize> = body.match_indices(start.as_str()).map(|(at, _)| at).collect();
            let [first, again] = places[..] else {
                panic!("{origin}: {start:?} stands at {places:?}")
            };
            let within = |from: usize| {
                let end = from + body[from..].find("\n\n").unwrap();
                let inside = move |at: usize| (from..end).contains(&at);
                sentences
                    .iter()
                    .enumerate()
                    .filter(move |(_, s)| inside(s.span.start))
                    .map(|(i, _)| i)
            };
            assert_eq!(within(first).count(), within(again).count());
            expected.extend(within(again).zip(within(first)));
        }
        assert_eq!(found, expected, "{origin}");
    }
}

#[test]
fn the_relations_agree_with_themselves() {
    let relations = relations();
    let pairs: BTreeSet<_> = relations.pair.iter().map(|pair| key(&pair.a, &pair.b)).collect();
    assert_eq!(pairs.len(), relations.pair.len(), "a pair is listed twice");
    for pair in &relations.unrelated {
        assert!(!pairs.contains(&key(&pair.a, &pair.b)), "{} × {}", pair.a, pair.b);
        for event in &relations.same_event {
            let both = [&pair.a, &pair.b].iter().all(|end| event.members.contains(end));
            assert!(!both, "{} × {}: {}", pair.a, pair.b, event._name);
        }
    }
    // A story is one event's, and joined: every member is in a pair with another one.
    for story in &relations.story {
        let event = relations.same_event.iter().find(|e| e.members.contains(&story.members[0]));
        let named = story.first.iter().chain(story.taken.iter().flat_map(|t| [&t.report, &t.from]));
        for origin in named {
            assert!(story.members.contains(origin), "{}: {origin} is no member", story.name);
        }
        for member in &story.members {
            assert!(event.is_some_and(|e| e.members.contains(member)), "{}: {member}", story.name);
            assert!(
                story.members.iter().any(|other| pairs.contains(&key(member, other))),
                "{}: {member} stands alone",
                story.name
            );
        }
    }
    let verdicts: BTreeSet<_> = relations.pair.iter().map(|pair| pair.verdict.as_str()).collect();
    let every = ["boilerplate", "copy", "excerpt", "partial_copy", "rewrite", "shares_quotes"];
    assert_eq!(verdicts, BTreeSet::from(every), "the sample shows every relation");
}
