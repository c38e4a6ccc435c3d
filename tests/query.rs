//! The page on the query language against the bundled sample: every example is understood without a
//! complaint and finds as many articles as the page says.

// What helpers unwrap fails the test that called them.
#![allow(clippy::unwrap_used, clippy::panic)]

use retold::corpus::{ArticleId, CorpusSpec};
use retold::index::{Asked, Order, Outside, QUERY_PAGE};
use retold::library::{Cancel, Library, Options, Request, View};
use std::sync::Arc;
use tempfile::TempDir;

fn sample() -> (TempDir, Arc<View>) {
    let data = tempfile::tempdir().unwrap();
    let library =
        Library::open(CorpusSpec::Sample, &Options::new(data.path().to_path_buf())).unwrap();
    library.refresh(&|_| (), &Cancel::default()).unwrap();
    let view = library.view().unwrap();
    (data, view)
}

fn request(query: &str) -> Request {
    Request {
        query: query.into(),
        typing: false,
        order: Order::Relevance,
        fold: false,
        offset: 0,
        limit: 1000,
        snippet: 120,
        windows: 1,
        copies: 0,
    }
}

/// The examples of the page: query, and how many articles it finds; none where that depends.
fn examples() -> Vec<(String, Option<usize>)> {
    let rows = QUERY_PAGE.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let query = row.split('`').nth(1).unwrap().replace("\\|", "|");
        let count = row.trim_end_matches(['|', ' ']).rsplit(' ').next().unwrap();
        (query, (count != "–").then(|| count.parse().unwrap_or(usize::MAX)))
    })
    .collect()
}

#[test]
fn every_example_of_the_page_finds_what_it_says() {
    let (_data, view) = sample();
    let examples = examples();
    assert!(examples.len() > 50);
    let mut wrong = Vec::new();
    for (query, count) in examples {
        let results = view.search(&request(&query)).unwrap();
        let is_story = query.starts_with("story:");
        if !is_story && !results.complaints.is_empty() {
            wrong.push(format!("{query}: {:?}", results.complaints));
        }
        if count.is_some_and(|count| count != results.total) {
            wrong.push(format!("{query} → {}", results.total));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn stories_answer_to_their_names_and_roles() {
    let (_data, view) = sample();
    let found = |query: &str| {
        let mut ids: Vec<ArticleId> =
            view.search(&request(query)).unwrap().hits.iter().map(|hit| hit.card.id).collect();
        ids.sort_unstable();
        ids
    };
    let story = &view.stories()[0];
    let mut members: Vec<ArticleId> = story.ids().collect();
    members.sort_unstable();
    let name = story.id.to_string();
    assert_eq!(found(&format!("story:{name}")), members);
    assert_eq!(found(&format!("story:{}", &name[..6])), members);
    let first = found(&format!("story:{name} is:first"));
    assert_eq!(first, story.first.into_iter().collect::<Vec<_>>());
    let copies = found(&format!("story:{name} is:copy"));
    let taken = story.members.iter().filter(|member| member.parent.is_some()).count();
    assert_eq!(copies.len(), taken);
    assert!(first.iter().all(|id| !copies.contains(id)));
    assert_eq!(found("has:copies").len() + found("-has:copies").len(), view.len());
    let unknown = view.search(&request("ferry is:fisrt")).unwrap();
    assert!(unknown.complaints[0].message.contains("is:first"), "{:?}", unknown.complaints);
    assert_eq!(unknown.total, found("ferry").len());
    let unfinished = Request { typing: true, ..request("ferry is:fi") };
    assert_eq!(view.search(&unfinished).unwrap().complaints, []);
}

#[test]
fn marks_that_cannot_be_read_are_said_to_be_left_out() {
    let (data, view) = sample();
    let found = |query: &str| view.search(&request(query)).unwrap();
    assert_eq!((found("is:read").total, found("is:read").complaints.len()), (0, 0));
    // A directory in the place of the file.
    std::fs::create_dir(data.path().join(retold::library::MARKS)).unwrap();
    for query in ["is:read ferry", "tag:mine OR ferry", "-is:starred ferry"] {
        let results = found(query);
        assert_eq!(results.total, found("ferry").total, "{query}");
        let said: Vec<&str> = results.complaints.iter().map(|c| c.message.as_str()).collect();
        assert!(said.len() == 1 && said[0].contains("your marks"), "{query}: {said:?}");
        let (_, complaints) = view.count(query).unwrap();
        assert_eq!(complaints.len(), 1, "{query}");
    }
    assert_eq!(found("is:first ferry").complaints, []);
}

/// What a reader keeps, outside index and library.
struct Kept(ArticleId);

impl Outside for Kept {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        match asked {
            Asked::Is(name) if name == "read" => Some([self.0].into()),
            Asked::Tag(name) if name == "mine" => Some([self.0].into()),
            _ => None,
        }
    }

    fn names(&self, field: &str) -> Vec<(String, String)> {
        let name = match field {
            "is" => "read",
            "tag" => "mine",
            _ => return Vec::new(),
        };
        vec![(name.into(), "yours".into())]
    }
}

#[test]
fn what_a_reader_keeps_can_be_asked_for_and_completed() {
    let (_data, view) = sample();
    let id = view.search(&request("astrolabe")).unwrap().hits[0].card.id;
    let kept = Kept(id);
    let found = |query: &str| view.search_with(&request(query), &kept).unwrap().total;
    assert_eq!(found("is:read"), 1);
    assert_eq!(found("-is:read"), view.len() - 1);
    assert_eq!(found("tag:mine"), 1);
    assert_eq!(found("is:read tag:mine astrolabe"), 1);
    assert_eq!(view.search(&request("tag:mine")).unwrap().total, 0);
    let offered = |text: &str| {
        let found = view.complete(text, text.len(), &kept).unwrap();
        found.into_iter().map(|completion| completion.text).collect::<Vec<_>>()
    };
    assert_eq!(offered("is:"), ["first", "copy", "read"]);
    assert_eq!(offered("tag:mi"), ["mine"]);
    assert_eq!(offered("has:co"), ["copies"]);
    let sources = view.complete("source:mer", 10, &kept).unwrap();
    let wire = view.search(&request("source:\"Meridian Wire\"")).unwrap().total;
    assert_eq!(sources[0].text, "\"Meridian Wire\"");
    assert_eq!(sources[0].count, Some(wire as u64));
}
