//! The index as its users see it, on small indexes of invented articles.

use super::*;
use crate::corpus::{Article, ArticleDate, ArticleId, Origin, Precision};
use tempfile::TempDir;

mod complete;
mod excluded;
mod marks;
mod operators;
mod order;
mod seeds;
mod store;
mod stored;

const DAY: i64 = 86_400;

/// An article on line `record` of `wire.jsonl`, a day younger than the one before.
fn article(record: u64, title: &str, body: &str) -> Article {
    Article {
        id: ArticleId::derive("wire.jsonl", &record.to_string(), 0),
        key: Some(format!("key-{record}")),
        origin: Origin { path: "wire.jsonl".into(), record: Some(record) },
        title: title.into(),
        byline: None,
        source: None,
        place: None,
        section: None,
        tags: Vec::new(),
        lang: Some("en".into()),
        url: None,
        date: Some(ArticleDate {
            seconds: 1_931_000_000 + record as i64 * DAY,
            precision: Precision::Day,
        }),
        body: body.into(),
    }
}

struct Fixture {
    _dir: TempDir,
    store: Store,
    articles: Vec<Article>,
}

impl Fixture {
    fn new(articles: Vec<Article>) -> Self {
        let dir = TempDir::new().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let mut writer = store.writer().unwrap();
        for article in &articles {
            writer.add(article, &[], 7).unwrap();
        }
        writer.commit("").unwrap();
        Self { _dir: dir, store, articles }
    }

    fn of(texts: &[(&str, &str)]) -> Self {
        let of = |(at, (title, body)): (usize, &(&str, &str))| article(at as u64 + 1, title, body);
        Self::new(texts.iter().enumerate().map(of).collect())
    }

    /// Records found, best first.
    fn ranked(&self, query: &str, typing: bool) -> Vec<u64> {
        let searcher = self.store.searcher().unwrap();
        let query = Query::parse(query, typing);
        let found = searcher.search(&query, Order::Relevance, 0, 100).unwrap();
        assert_eq!(found.total, found.hits.len());
        let record = |id| self.articles.iter().find(|a| a.id == id).unwrap().origin.record.unwrap();
        found.hits.into_iter().map(|(id, _)| record(id)).collect()
    }

    /// Records found, in order of record.
    fn found(&self, query: &str) -> Vec<u64> {
        let mut found = self.ranked(query, false);
        found.sort_unstable();
        found
    }

    fn typed(&self, query: &str) -> Vec<u64> {
        let mut found = self.ranked(query, true);
        found.sort_unstable();
        found
    }

    fn marks<'t>(&self, query: &str, text: &'t str) -> Vec<&'t str> {
        let searcher = self.store.searcher().unwrap();
        let highlighter = searcher.highlighter(&Query::parse(query, false)).unwrap();
        highlighter.marks(text).into_iter().map(|span| span.of(text)).collect()
    }
}

fn harbour() -> Fixture {
    let mut fixture = vec![
        article(1, "Blaze at Port Calder", "Flames spread from pier 7 across the harbour."),
        article(2, "Ferry firm warned", "Inspectors had attacked the harbour's large-scale plans."),
        article(
            3,
            "Who owned the Maren II?",
            "The attacks of ISIS-K; 1,200 people, said Veldra's mayor.",
        ),
        article(4, "Pier reopens", "At 7 the pier was open. An attack was feared."),
        article(5, "港の火災", "東京の港で火災が発生した。京都でも。"),
    ];
    fixture[0].source = Some("Calder Post".into());
    fixture[1].source = Some("The Lantern".into());
    fixture[1].byline = Some("Ilse Marrow".into());
    fixture[2].place = Some("Port Calder".into());
    fixture[3].tags = vec!["Sea Trade".into(), "ports".into()];
    fixture[3].url = Some("https://lantern.example/pier".into());
    fixture[4].lang = Some("ja".into());
    Fixture::new(fixture)
}

#[test]
fn words_find_their_inflections_and_phrases_do_not() {
    let index = harbour();
    assert_eq!(index.found("attack"), [2, 3, 4]);
    assert_eq!(index.found("\"attacks\""), [3]);
    assert_eq!(index.found("\"pier 7\""), [1]);
    assert_eq!(index.found("pier 7"), [1, 4]);
    assert_eq!(index.found("Harbours"), [1, 2]);
}

#[test]
fn compounds_are_found_whole_and_by_their_parts() {
    let index = harbour();
    for (query, record) in [
        ("veldra", 3),
        ("Veldra's", 3),
        ("\"Veldra's mayor\"", 3),
        ("\"Veldra mayor\"", 0),
        ("isis", 3),
        ("ISIS-K", 3),
        ("large-scale", 2),
        ("scale", 2),
        ("\"the harbour's large\"", 2),
        ("1,200", 3),
        ("figure:1200", 3),
    ] {
        let expected: &[u64] = if record == 0 { &[] } else { &[record] };
        assert_eq!(index.found(query), expected, "{query}");
    }
    assert!(index.found("scale-large").is_empty());
}

#[test]
fn scripts_without_spaces_are_searchable() {
    let index = harbour();
    for query in ["火災", "港", "東京の港", "京都", "発生した", "災"] {
        assert_eq!(index.found(query), [5], "{query}");
    }
    assert!(index.found("災火").is_empty());
    assert_eq!(index.marks("火災", "港で火災が"), ["火災"]);
    assert_eq!(index.marks("港", "港で、港"), ["港", "港"]);
}

#[test]
fn operators_combine() {
    let index = harbour();
    assert_eq!(index.found("harbour -ferry"), [1]);
    assert_eq!(index.found("harbour NOT ferry"), [1]);
    assert_eq!(index.found("ferry OR flames"), [1, 2]);
    assert_eq!(index.found("pier flames OR feared"), [1, 4]);
    assert_eq!(index.found("(pier AND flames) OR maren"), [1, 3]);
    assert_eq!(index.found("-pier"), [2, 3, 5]);
    assert_eq!(index.found("harb*"), [1, 2]);
    assert_eq!(index.found("harbour AND NOT (ferry OR maren)"), [1]);
}

#[test]
fn fields_dates_and_ids() {
    let index = harbour();
    assert_eq!(index.found("source:calder"), [1]);
    assert_eq!(index.found("source:\"calder post\""), [1]);
    assert_eq!(index.found("calder"), [1]);
    assert_eq!(index.found("place:calder"), [3]);
    assert_eq!(index.found("by:marrow"), [2]);
    assert_eq!(index.found("marrow"), [2]);
    assert_eq!(index.found("tag:\"sea trade\" tag:ports"), [4]);
    assert_eq!(index.found("url:lantern.example"), [4]);
    assert_eq!(index.found("lang:ja"), [5]);
    assert_eq!(index.found("title:pier"), [4]);
    let date = |at: usize| index.articles[at].date.unwrap();
    assert_eq!(index.found(&format!("date:{}", date(1))), [2]);
    assert_eq!(index.found(&format!("date:{}..{}", date(1), date(3))), [2, 3, 4]);
    assert_eq!(index.found(&format!("date:>={}", date(3))), [4, 5]);
    assert_eq!(index.found(&format!("date:<{}", date(1))), [1]);
    assert_eq!(index.found(&format!("id:{}", index.articles[2].id)), [3]);
}

#[test]
fn the_last_word_is_a_prefix_while_typing() {
    let index = harbour();
    assert_eq!(index.typed("flam"), [1]);
    assert!(index.found("flam").is_empty());
    assert!(index.typed("flam ").is_empty());
    assert_eq!(index.typed("p"), [1, 2, 3, 4]);
    assert_eq!(index.typed("source:cald"), [1]);
    assert_eq!(index.typed("attacks"), [2, 3, 4]);
    assert_eq!(index.typed("isis-"), [3]);
    assert_eq!(index.typed("\"pier 7 acr"), [1]);
    assert_eq!(index.typed("harbour AND"), [1, 2]);
    assert_eq!(index.typed("(harbour"), [1, 2]);
    assert_eq!(index.typed("-"), [1, 2, 3, 4, 5]);
}

#[test]
fn typing_never_fails_and_never_complains_of_the_unfinished() {
    let index = harbour();
    let searcher = index.store.searcher().unwrap();
    let whole =
        "harbour AND (\"pier 7\" OR ferry) NOT source:\"The Lantern\" date:>=2031-03-01 -maren fl*";
    for end in 0..=whole.len() {
        let query = Query::parse(&whole[..end], true);
        assert_eq!(query.complaints, [], "{}", &whole[..end]);
        searcher.search(&query, Order::Relevance, 0, 10).unwrap();
        searcher.highlighter(&query).unwrap();
    }
}

#[test]
fn a_one_letter_prefix_misses_nothing_among_many_words() {
    let word = |n: usize| {
        let letters = [n / 676 % 26, n / 26 % 26, n % 26];
        letters.iter().map(|&l| (b'a' + l as u8) as char).collect::<String>()
    };
    let texts: Vec<String> = (0..600).map(|n| format!("q{} filler", word(n * 29))).collect();
    let articles =
        texts.iter().enumerate().map(|(n, body)| article(n as u64, "Note", body)).collect();
    let index = Fixture::new(articles);
    let searcher = index.store.searcher().unwrap();
    let query = Query::parse("q", true);
    let found = searcher.search(&query, Order::Relevance, 0, 10).unwrap();
    assert_eq!((found.total, found.hits.len()), (600, 10));
    let both = Query::parse("filler q", true);
    assert_eq!(searcher.search(&both, Order::Relevance, 0, 0).unwrap().total, 600);
}

#[test]
fn titles_rank_above_leads_above_bodies() {
    let filler = "word ".repeat(80);
    let index = Fixture::of(&[
        ("Notes", &format!("{filler} quay")),
        ("Notes", &format!("quay {filler}")),
        ("Quay", &filler),
    ]);
    assert_eq!(index.ranked("quay", false), [3, 2, 1]);
    assert_eq!(index.ranked("qua", true), [3, 2, 1]);
}

#[test]
fn ties_break_by_date_and_then_by_id_and_pages_join() {
    let mut articles: Vec<Article> = (1..=20).map(|n| article(n, "Same", "same words")).collect();
    for article in &mut articles[10..] {
        article.date = None;
    }
    let mut expected: Vec<ArticleId> = articles[..10].iter().rev().map(|a| a.id).collect();
    let mut undated: Vec<ArticleId> = articles[10..].iter().map(|a| a.id).collect();
    undated.sort_unstable();
    expected.extend(undated);
    let index = Fixture::new(articles);
    let searcher = index.store.searcher().unwrap();
    for (query, order) in
        [("same", Order::Relevance), ("same", Order::Newest), ("", Order::Relevance)]
    {
        let query = Query::parse(query, false);
        let mut ids = Vec::new();
        for offset in (0..20).step_by(7) {
            let found = searcher.search(&query, order, offset, 7).unwrap();
            assert_eq!(found.total, 20);
            ids.extend(found.hits.into_iter().map(|(id, _)| id));
        }
        assert_eq!(ids, expected);
    }
    let past = searcher.search(&Query::parse("", false), Order::Newest, 1000, usize::MAX).unwrap();
    assert_eq!((past.total, past.hits.len()), (20, 0));
}

#[test]
fn a_mistyped_word_leads_to_the_one_that_was_likely_meant() {
    let fixture = Fixture::of(&[
        ("Harbour fire", "The harbour burned on Friday. Moscow sent a ship."),
        ("Harbour closed", "The harbour stays closed. Nobody minds the ferry."),
    ]);
    let searcher = fixture.store.searcher().unwrap();
    let meant = |text: &str| searcher.suggest(&Query::parse(text, true), text).unwrap();
    assert_eq!(meant("harbuor").as_deref(), Some("harbour"));
    assert_eq!(meant("the mosocw OR  harbor").as_deref(), Some("the moscow OR  harbour"));
    assert_eq!(meant("source:x -fery (ferri*").as_deref(), None);
    assert_eq!(meant("fery").as_deref(), Some("ferry"));
    // What is there, in any form, is meant; what is short or nothing like it is left alone.
    for known in ["harbours", "fire", "zzzzzz", "ship", "fir", "\"harbuor fire\"", "1234", ""] {
        assert_eq!(meant(known), None, "{known}");
    }
}
