//! What is stored comes back, is replaced and is deleted; names and sketches lead to it.

use super::*;
use proptest::prelude::*;

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

#[test]
fn terms_are_counted_without_articles_that_are_gone() {
    let texts = ["harbour quay", "harbour quay", "harbour pier", "harbour pier", "harbour mole"];
    let fixture = Fixture::of(&texts.map(|text| ("Title", text)));
    let mut writer = fixture.store.writer().unwrap();
    writer.delete(fixture.articles[0].id).unwrap();
    writer.commit("").unwrap();
    for most in [0, 64] {
        let mut told = Vec::new();
        let searcher = fixture.store.searcher().unwrap();
        let mut each = |term: RareTerm<'_>| {
            let term_of = String::from_utf8_lossy(term.term).into_owned();
            told.push((term_of, term.articles, term.places.len()));
        };
        searcher.rare_terms(most, &mut each).unwrap();
        let places = |n: usize| if most == 0 { 0 } else { n };
        let want = [("harbour".to_string(), 4, places(4)), ("pier".to_string(), 2, places(2))];
        assert_eq!(told, want);
    }
}
