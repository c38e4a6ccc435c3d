//! The index as its users see it, on small indexes of invented articles.

use super::*;
use crate::corpus::{Article, ArticleDate, ArticleId, Origin, Precision};
use proptest::prelude::*;
use std::path::Path;
use tempfile::TempDir;

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
fn names_resolve() {
    let mut articles: Vec<Article> = (1..=3).map(|n| article(n, "T", "text")).collect();
    articles.push(Article {
        id: ArticleId::derive("one.txt", "", 0),
        key: None,
        origin: Origin { path: "one.txt".into(), record: None },
        ..article(9, "T", "text")
    });
    let index = Fixture::new(articles);
    let searcher = index.store.searcher().unwrap();
    let id = |at: usize| index.articles[at].id;
    assert_eq!(searcher.by_origin("wire.jsonl:2").unwrap(), Some(id(1)));
    assert_eq!(searcher.by_origin("one.txt").unwrap(), Some(id(3)));
    assert_eq!(searcher.by_origin("wire.jsonl").unwrap(), None);
    assert_eq!(searcher.by_origin("wire.jsonl:4").unwrap(), None);
    assert_eq!(searcher.by_key("key-3").unwrap(), [id(2)]);
    assert_eq!(searcher.by_prefix(&id(2).to_string(), 9).unwrap(), [id(2)]);
    let start = &id(2).to_string()[..1];
    assert!(searcher.by_prefix(start, 9).unwrap().contains(&id(2)));
    assert_eq!(searcher.by_prefix("u", 9).unwrap(), []);
    let mut ids: Vec<_> = index.articles[..3].iter().map(|a| (a.id, 7)).collect();
    let mut in_file = searcher.in_file("wire.jsonl").unwrap();
    ids.sort_unstable();
    in_file.sort_unstable();
    assert_eq!(in_file, ids);
}

#[test]
fn an_article_is_replaced_deleted_and_rolled_back() {
    let index = Fixture::of(&[("One", "alpha"), ("Two", "beta")]);
    let mut writer = index.store.writer().unwrap();
    writer.add(&article(1, "One", "gamma"), &[], 8).unwrap();
    writer.add(&article(1, "One", "delta"), &[], 9).unwrap();
    assert_eq!(index.found("alpha"), [1], "nothing is seen before a commit");
    writer.commit("second").unwrap();
    assert_eq!(index.store.payload().as_deref(), Some("second"));
    assert!(index.found("alpha").is_empty() && index.found("gamma").is_empty());
    assert_eq!(index.found("delta"), [1]);
    writer.delete(index.articles[1].id).unwrap();
    writer.rollback().unwrap();
    writer.commit("third").unwrap();
    assert_eq!(index.found("beta"), [2]);
    writer.delete(index.articles[1].id).unwrap();
    writer.commit("fourth").unwrap();
    let searcher = index.store.searcher().unwrap();
    assert_eq!(searcher.len(), 1);
    assert_eq!(searcher.article(index.articles[1].id).unwrap(), None);
    assert_eq!(searcher.by_key("key-2").unwrap(), []);
    assert_eq!(searcher.by_prefix(&index.articles[1].id.to_string(), 3).unwrap(), []);
    assert_eq!(searcher.ids().unwrap(), [index.articles[0].id]);
}

#[test]
fn sketches_give_candidates_in_one_pass_and_one_by_one() {
    let dir = TempDir::new().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let sketches: [&[u32]; 5] = [&[1, 2, 3], &[2, 3, 4], &[9], &[3, 9], &[3]];
    let articles: Vec<Article> = (0..5).map(|n| article(n, "T", "text")).collect();
    let mut writer = store.writer().unwrap();
    // Three segments, with a deleted article among them.
    for (at, (article, sketch)) in articles.iter().zip(sketches).enumerate() {
        writer.add(article, sketch, 0).unwrap();
        if at % 2 == 1 {
            writer.commit("").unwrap();
        }
    }
    writer.delete(articles[4].id).unwrap();
    writer.add(&articles[2], sketches[2], 0).unwrap();
    writer.commit("").unwrap();
    let searcher = store.searcher().unwrap();
    let ids = searcher.ids().unwrap();
    assert_eq!(ids.len(), 4);
    let mut groups = Vec::new();
    searcher
        .sketch_postings(&mut |places| {
            assert!(places.is_sorted());
            let mut group: Vec<ArticleId> = places.iter().map(|&p| ids[p as usize]).collect();
            group.sort_unstable();
            groups.push(group);
        })
        .unwrap();
    let expect = |at: &[usize]| {
        let mut group: Vec<ArticleId> = at.iter().map(|&at| articles[at].id).collect();
        group.sort_unstable();
        group
    };
    assert_eq!(groups, [expect(&[0, 1]), expect(&[0, 1, 3]), expect(&[2, 3])]);
    let candidates = searcher.candidates(&[1, 2, 3, 77], 2).unwrap();
    assert_eq!(candidates, [(articles[0].id, 3), (articles[1].id, 2)]);
}

#[test]
fn marks_follow_phrases_prefixes_and_inflections() {
    let index = harbour();
    let text = "Pier 7 burned; the pier was attacked. Attacks at ISIS-K's harbour, 1200 or 1,200.";
    assert_eq!(index.marks("\"pier 7\"", text), ["Pier 7"]);
    assert_eq!(index.marks("pier", text), ["Pier", "pier"]);
    assert_eq!(index.marks("attack", text), ["attacked", "Attacks"]);
    assert_eq!(index.marks("harb*", text), ["harbour"]);
    assert_eq!(index.marks("isis-k", text), ["ISIS-K"]);
    assert_eq!(index.marks("figure:1,200", text), ["1200", "1,200"]);
    assert_eq!(index.marks("source:calder -pier", text), [] as [&str; 0]);
    assert_eq!(index.marks("\"a b a\"", "a b a b a"), ["a b a b a"]);
}

#[test]
fn a_snippet_shows_the_most_different_words_on_one_line() {
    let index = harbour();
    let searcher = index.store.searcher().unwrap();
    let highlighter = searcher.highlighter(&Query::parse("pier harbour", false)).unwrap();
    let filler = "nothing to see here at all ".repeat(20);
    let text = format!("Harbour pier\n\npier {filler}\nthe pier of\nthe harbour {filler}");
    let snippet = highlighter.snippet(&text, 60);
    let marked: Vec<&str> = snippet.marks.iter().map(|m| m.of(&snippet.text)).collect();
    assert_eq!(marked, ["pier", "harbour"]);
    assert!(snippet.text.contains("the pier of the harbour"), "{}", snippet.text);
    assert!(snippet.text.starts_with("… ") && snippet.text.ends_with(" …"));
    assert!(snippet.text.chars().count() <= 64);
    let none = highlighter.snippet("Headline\nShort text.", 60);
    assert_eq!(none, Snippet { text: "Short text.".into(), marks: Vec::new() });
    let only = highlighter.snippet("Harbour news\nShort text.", 60);
    assert_eq!(only.marks.len(), 1);
}

#[test]
fn a_second_opener_reads_and_follows() {
    let dir = TempDir::new().unwrap();
    let first = Store::open(dir.path()).unwrap();
    let second = Store::open(dir.path()).unwrap();
    assert_eq!((first.access(), second.access()), (Access::Write, Access::ReadOnly));
    assert!(second.writer().is_err());
    assert_eq!(second.searcher().unwrap().len(), 0);
    let mut writer = first.writer().unwrap();
    writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
    let before = second.searcher().unwrap();
    writer.commit("new").unwrap();
    assert_eq!(before.len(), 0, "a searcher stays as it is");
    assert_eq!(second.searcher().unwrap().len(), 1);
    assert_eq!(second.payload().as_deref(), Some("new"));
    drop((writer, first));
    assert_eq!(Store::open(dir.path()).unwrap().access(), Access::Write);
}

#[test]
fn what_was_committed_survives_and_the_rest_is_gone() {
    let dir = TempDir::new().unwrap();
    {
        let store = Store::open(dir.path()).unwrap();
        let mut writer = store.writer().unwrap();
        writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
        writer.commit("kept").unwrap();
        writer.add(&article(2, "Two", "beta"), &[], 0).unwrap();
    }
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.searcher().unwrap().len(), 1);
    assert_eq!(store.payload().as_deref(), Some("kept"));
    assert!(store.set_aside().is_none());
}

/// An index of one article, closed, and its directory of files.
fn closed(dir: &Path) -> std::path::PathBuf {
    let store = Store::open(dir).unwrap();
    let mut writer = store.writer().unwrap();
    writer.add(&article(1, "One", "alpha"), &[], 0).unwrap();
    writer.commit("").unwrap();
    store.directory().to_path_buf()
}

fn file_ending(directory: &Path, ending: &str) -> std::path::PathBuf {
    let mut entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.find(|path| path.to_string_lossy().ends_with(ending)).unwrap()
}

#[test]
fn a_broken_index_is_set_aside_and_an_empty_one_started() {
    let dir = TempDir::new().unwrap();
    for _ in 0..2 {
        let files = closed(dir.path());
        std::fs::remove_file(file_ending(&files, ".term")).unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.access(), Access::Write);
        assert_eq!(store.searcher().unwrap().len(), 0);
        assert!(store.set_aside().unwrap().is_dir());
    }
    let home = std::fs::read_dir(dir.path()).unwrap().next().unwrap().unwrap().path();
    let aside = std::fs::read_dir(home).unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("broken-")
    });
    assert_eq!(aside.count(), 1, "at most one is kept");
}

#[test]
fn flipped_bytes_are_found_after_an_unclean_stop() {
    let dir = TempDir::new().unwrap();
    let files = closed(dir.path());
    let store_file = file_ending(&files, ".store");
    let mut bytes = std::fs::read(&store_file).unwrap();
    bytes[3] ^= 0xff;
    std::fs::write(&store_file, bytes).unwrap();
    std::fs::write(files.join("dirty"), "").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert!(store.set_aside().is_some());
}

#[test]
fn an_unclean_stop_without_damage_costs_nothing() {
    let dir = TempDir::new().unwrap();
    let files = closed(dir.path());
    std::fs::write(files.join("dirty"), "").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert!(store.set_aside().is_none());
    assert_eq!(store.searcher().unwrap().len(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "").unwrap();
    match Store::open(&file.join("index")) {
        Err(error @ OpenError::Unwritable { .. }) => {
            assert!(error.to_string().contains(&*file.to_string_lossy()));
        }
        other => panic!("{:?}", other.map(|store| store.access())),
    }
}

#[test]
fn other_versions_go_when_asked() {
    let dir = TempDir::new().unwrap();
    let stale = dir.path().join("0123456789abcdef");
    std::fs::create_dir_all(stale.join("gen-1")).unwrap();
    std::fs::write(stale.join("lock"), "").unwrap();
    let bystander = dir.path().join("notes");
    std::fs::create_dir(&bystander).unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.remove_stale().unwrap();
    assert!(!stale.join("gen-1").exists() && stale.join("lock").exists());
    assert!(bystander.exists() && store.directory().exists());
}

fn any_article() -> impl Strategy<Value = Article> {
    let text = || "(?s).{0,40}";
    let label = || proptest::option::of(".{0,12}");
    (
        (any::<u64>(), label(), ".{0,12}", proptest::option::of(any::<u64>())),
        (text(), label(), label(), label(), label()),
        (proptest::collection::vec(".{0,8}", 0..3), label(), label()),
        proptest::option::of((any::<i64>(), 0..4usize)),
        text(),
    )
        .prop_map(
            |(
                (id, key, path, record),
                (title, byline, source, place, section),
                rest,
                date,
                body,
            )| {
                use Precision::{Day, Minute, Month, Year};
                let (tags, lang, url) = rest;
                let date = date.map(|(seconds, precision)| ArticleDate {
                    seconds,
                    precision: [Year, Month, Day, Minute][precision],
                });
                let origin = Origin { path, record };
                let id = ArticleId(id);
                Article {
                    id,
                    key,
                    origin,
                    title,
                    byline,
                    source,
                    place,
                    section,
                    tags,
                    lang,
                    url,
                    date,
                    body,
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn articles_come_back_as_they_were(articles in proptest::collection::vec(any_article(), 1..8)) {
        let dir = TempDir::new().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let mut writer = store.writer().unwrap();
        for article in &articles {
            writer.add(article, &[], 0).unwrap();
        }
        writer.commit("").unwrap();
        let searcher = store.searcher().unwrap();
        for article in &articles {
            let stored = searcher.article(article.id).unwrap();
            prop_assert_eq!(stored.as_ref(), Some(article));
            let card = searcher.card(article.id).unwrap().unwrap();
            prop_assert_eq!((&card.title, &card.origin), (&article.title, &article.origin));
        }
    }

    #[test]
    fn marks_lie_in_order_in_any_text(text in "(?s).{0,200}", query in ".{0,20}") {
        let index = harbour();
        let searcher = index.store.searcher().unwrap();
        let highlighter = searcher.highlighter(&Query::parse(&query, true)).unwrap();
        let marks = highlighter.marks(&text);
        prop_assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(marks.iter().all(|m| text.get(m.range()).is_some_and(|s| !s.is_empty())));
        let snippet = highlighter.snippet(&text, 30);
        prop_assert!(!snippet.text.contains(['\n', '\r']));
        prop_assert!(snippet.marks.iter().all(|m| snippet.text.get(m.range()).is_some()));
    }
}

#[test]
fn long_metadata_and_long_words_are_kept() {
    let mut long = article(1, &"long title ".repeat(8000), &"x".repeat(70_000));
    long.url = Some(format!("https://example.org/{}", "y".repeat(70_000)));
    long.key = Some("k".repeat(70_000));
    let index = Fixture::new(vec![long.clone()]);
    let searcher = index.store.searcher().unwrap();
    assert_eq!(searcher.article(long.id).unwrap(), Some(long.clone()));
    assert_eq!(searcher.card(long.id).unwrap().unwrap().title, long.title);
    assert_eq!(index.found("title"), [1]);
}
