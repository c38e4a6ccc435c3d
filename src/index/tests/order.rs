//! Orders, pages and counts, against what sorting and counting by hand gives.

use super::*;
use crate::index::{Cancel, Label, Order, Ranking, Standing, Tally};
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{self, AtomicUsize};

/// An article of `words` words, `age` days before the first, of outlet `source`.
fn made(record: u64, words: usize, age: Option<i64>, source: usize) -> Article {
    let mut article = article(record, "Same", &"same ".repeat(words));
    article.date = age
        .map(|age| ArticleDate { seconds: 1_931_000_000 - age * DAY, precision: Precision::Day });
    article.source = [None, Some("Calder Post"), Some("The Lantern")][source].map(String::from);
    article.tags = ["a", "b", "c"][..source].iter().map(ToString::to_string).collect();
    article
}

fn standing(id: ArticleId) -> u32 {
    (id.0 % 3) as u32
}

/// What each order puts first, greatest first; ties by date and id.
fn expected(order: Order, articles: &[Article]) -> Vec<ArticleId> {
    let words = |article: &Article| article.body.split_whitespace().count();
    let mut articles: Vec<&Article> = articles.iter().collect();
    articles.sort_by_key(|article| {
        let date = article.date.map(|date| date.seconds);
        let first = match order {
            Order::Longest => words(article) as i64,
            Order::Shortest => -(words(article) as i64),
            Order::Copies | Order::Spread => i64::from(standing(article.id)),
            _ => 0,
        };
        let date = if order == Order::Oldest { date.map(|date| -date) } else { date };
        (Reverse(first), Reverse(date), article.id)
    });
    articles.into_iter().map(|article| article.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn pages_of_any_order_join_to_the_whole(
        made_of in prop::collection::vec((1..6_usize, prop::option::of(0..9_i64), 0..3_usize), 1..90),
        page in 1..40_usize,
        deep in 0..100_usize,
    ) {
        let articles: Vec<Article> = made_of
            .iter()
            .zip(1..)
            .map(|(&(words, age, source), record)| made(record, words, age, source))
            .collect();
        let index = Fixture::new(articles);
        let searcher = index.store.searcher().unwrap();
        let query = Query::parse("", false);
        for order in Order::all().filter(|order| !order.is_scored()) {
            let ranking = Ranking { order, standing: Some(Arc::new(standing)) };
            let whole = expected(order, &index.articles);
            let mut joined = Vec::new();
            for offset in (0..whole.len()).step_by(page) {
                let found = searcher.search_by(&query, &ranking, offset, page).unwrap();
                prop_assert_eq!(found.total, whole.len());
                joined.extend(found.hits.into_iter().map(|(id, _)| id));
            }
            prop_assert_eq!(&joined, &whole, "{}", order);
            let far = searcher.search_by(&query, &ranking, deep, 3).unwrap();
            let far: Vec<ArticleId> = far.hits.into_iter().map(|(id, _)| id).collect();
            prop_assert_eq!(&far[..], whole.get(deep..whole.len().min(deep + 3)).unwrap_or_default());
        }
        for order in [Order::Relevance, Order::Recency] {
            let query = Query::parse("same", false);
            let all = searcher.search(&query, order, 0, usize::MAX).unwrap().hits;
            prop_assert!(all.is_sorted_by(|a, b| a.1 >= b.1));
            let rest = searcher.search(&query, order, deep, page).unwrap().hits;
            prop_assert_eq!(&rest[..], all.get(deep..all.len().min(deep + page)).unwrap_or_default());
        }
    }

    #[test]
    fn counts_are_those_of_counting_by_hand(
        made_of in prop::collection::vec((1..6_usize, prop::option::of(0..9_i64), 0..3_usize), 1..60),
    ) {
        let articles: Vec<Article> = made_of
            .iter()
            .zip(1..)
            .map(|(&(words, age, source), record)| made(record, words, age, source))
            .collect();
        let index = Fixture::new(articles);
        let searcher = index.store.searcher().unwrap();
        let tally = Tally {
            labels: vec![Label::Tag, Label::Source],
            days: true,
            group: Some(Arc::new(standing)),
        };
        let query = Query::parse("same", false);
        let told = searcher.tally(&query, &tally).unwrap();
        let mut tags = BTreeMap::new();
        let mut sources = BTreeMap::new();
        let mut days = BTreeMap::new();
        for article in &index.articles {
            article.tags.iter().for_each(|tag| *tags.entry(tag.clone()).or_insert(0) += 1);
            article.source.iter().for_each(|s| *sources.entry(s.clone()).or_insert(0) += 1);
            article.date.iter().for_each(|d| *days.entry(d.seconds.div_euclid(DAY)).or_insert(0) += 1);
        }
        prop_assert_eq!(told.total, index.articles.len());
        prop_assert_eq!(searcher.count(&query).unwrap(), index.articles.len());
        prop_assert_eq!(&told.labels[0].counts, &tags);
        prop_assert_eq!(&told.labels[1].counts, &sources);
        prop_assert_eq!(told.labels[1].without, made_of.iter().filter(|made| made.2 == 0).count());
        prop_assert_eq!(&told.days.counts, &days);
        prop_assert_eq!(told.days.without, made_of.iter().filter(|made| made.1.is_none()).count());
        let grouped: usize = told.groups.counts.values().sum();
        prop_assert_eq!(grouped + told.groups.without, index.articles.len());
        let mut all: Vec<ArticleId> = index.articles.iter().map(|article| article.id).collect();
        all.sort_unstable();
        prop_assert_eq!(searcher.matching(&query).unwrap(), all);
    }
}

#[test]
fn a_recent_article_comes_before_its_equal_and_not_before_a_better_one() {
    let mut articles = vec![
        article(1, "Ferry", "A word on the weather."),
        article(2, "Ferry", "A word on the weather."),
        article(3, "Notes", &format!("{} A ferry passed.", "A word on the weather. ".repeat(40))),
    ];
    for (article, age) in articles.iter_mut().zip([400, 200, 0]) {
        article.date =
            article.date.map(|date| ArticleDate { seconds: date.seconds - age * DAY, ..date });
    }
    let index = Fixture::new(articles);
    let searcher = index.store.searcher().unwrap();
    let ranked = |order| {
        let found = searcher.search(&Query::parse("ferry", false), order, 0, 9).unwrap();
        let record =
            |id| index.articles.iter().find(|a| a.id == id).unwrap().origin.record.unwrap();
        found.hits.into_iter().map(|(id, _)| record(id)).collect::<Vec<_>>()
    };
    assert_eq!(ranked(Order::Recency), [2, 1, 3]);
    assert_eq!(ranked(Order::Oldest), [1, 2, 3]);
}

#[test]
fn outlets_are_one_however_they_are_capitalised() {
    let mut articles: Vec<Article> = (1..=4).map(|n| article(n, "Same", "same")).collect();
    for (article, source) in articles.iter_mut().zip(["The Lantern", "THE LANTERN", "Calder Post"])
    {
        article.source = Some(source.into());
    }
    let index = Fixture::new(articles);
    let outlets: BTreeMap<ArticleId, u32> =
        index.store.searcher().unwrap().outlets().unwrap().into_iter().collect();
    let of = |at: usize| outlets[&index.articles[at].id];
    assert_eq!(of(0), of(1));
    assert!(of(0) != of(2) && of(2) > 0);
    assert_eq!(of(3), 0, "none");
}

#[test]
fn a_search_that_is_no_longer_wanted_stops_on_its_way() {
    let articles = (1..=2_500).map(|record| made(record, 1, None, 0)).collect();
    let index = Fixture::new(articles);
    let cancel = Cancel::default();
    let searcher = index.store.searcher().unwrap();
    let met = Arc::new(AtomicUsize::new(0));
    // The first hit that is looked at makes somebody type on.
    let (counted, switch) = (Arc::clone(&met), cancel.clone());
    let standing: Standing = Arc::new(move |_| {
        counted.fetch_add(1, atomic::Ordering::Relaxed);
        switch.cancel();
        0
    });
    let ranking = Ranking { order: Order::Copies, standing: Some(standing) };
    let all = Query::parse("", false);
    assert!(searcher.until(&cancel).search_by(&all, &ranking, 0, 10).is_err());
    assert!(met.load(atomic::Ordering::Relaxed) < 2_500);
    // Others that look at the same index go on.
    assert_eq!(searcher.search(&all, Order::Newest, 0, 10).unwrap().total, 2_500);
}
