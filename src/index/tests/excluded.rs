//! What is left out, counted by hand: phrases, nearness and groups that are excluded, over several segments,
//! ranked and unranked.

use super::*;

const WORDS: [&str; 5] = ["tug", "quay", "lamp", "rope", "fog"];
const ARTICLES: u64 = 2_400;

/// Texts of a few words that a small generator chooses: the same in every run.
fn texts() -> Vec<String> {
    let mut state = 7_u64;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..ARTICLES)
        .map(|_| {
            let words = 1 + next() % 9;
            (0..words).map(|_| WORDS[next() % WORDS.len()]).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn has(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

fn near(text: &str, a: &str, b: &str) -> bool {
    has(text, &format!("{a} {b}")) || has(text, &format!("{b} {a}"))
}

#[test]
fn what_is_left_out_is_what_counting_by_hand_leaves_out() {
    let texts = texts();
    let dir = TempDir::new().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let mut writer = store.writer().unwrap();
    for (at, text) in texts.iter().enumerate() {
        writer.add(&article(at as u64, "x", text), &[], 7).unwrap();
        if at % 600 == 599 {
            writer.commit("").unwrap();
        }
    }
    let searcher = store.searcher().unwrap();
    assert!(searcher.inner.searcher.segment_readers().len() > 1);
    type Expected = fn(&str) -> bool;
    let queries: [(&str, Expected); 14] = [
        ("tug -\"quay lamp\"", |t| has(t, "tug") && !has(t, "quay lamp")),
        ("-\"quay lamp\"", |t| !has(t, "quay lamp")),
        ("-\"quay lamp rope\" fog", |t| has(t, "fog") && !has(t, "quay lamp rope")),
        ("tug -\"quay lamp\" -\"rope fog\"", |t| {
            has(t, "tug") && !has(t, "quay lamp") && !has(t, "rope fog")
        }),
        ("\"tug tug\" -\"quay la*\"", |t| has(t, "tug tug") && !has(t, "quay lamp")),
        ("tug -body:\"lamp quay\"", |t| has(t, "tug") && !has(t, "lamp quay")),
        ("tug -(\"quay lamp\" rope)", |t| {
            has(t, "tug") && !(has(t, "quay lamp") && has(t, "rope"))
        }),
        ("tug -(\"quay lamp\" \"lamp rope\")", |t| {
            has(t, "tug") && !(has(t, "quay lamp") && has(t, "lamp rope"))
        }),
        ("tug -(fog -\"quay lamp\")", |t| has(t, "tug") && (!has(t, "fog") || has(t, "quay lamp"))),
        ("(tug OR -\"quay lamp\") fog", |t| {
            has(t, "fog") && (has(t, "tug") || !has(t, "quay lamp"))
        }),
        ("tug -(quay w/1 lamp)", |t| has(t, "tug") && !near(t, "quay", "lamp")),
        ("tug -(\"quay lamp\" OR rope)^2", |t| {
            has(t, "tug") && !has(t, "quay lamp") && !has(t, "rope")
        }),
        ("\"tug quay\" \"fog rope\" -body:\"lamp lamp\"", |t| {
            has(t, "tug quay") && has(t, "fog rope") && !has(t, "lamp lamp")
        }),
        ("tug OR quay +\"fog rope\" -body:(\"lamp tug\" OR \"tug lamp\")", |t| {
            (has(t, "tug") || has(t, "quay")) && has(t, "fog rope") && !near(t, "lamp", "tug")
        }),
    ];
    for (query, expected) in queries {
        let ids = texts.iter().enumerate().filter(|(_, text)| expected(text));
        let mut ids: Vec<ArticleId> = ids.map(|(at, _)| article(at as u64, "x", "").id).collect();
        ids.sort_unstable();
        assert!(!ids.is_empty() && ids.len() < texts.len(), "{query}");
        let parsed = Query::parse(query, false);
        for order in [Order::Relevance, Order::Newest, Order::Longest] {
            let found = searcher.search(&parsed, order, 0, texts.len()).unwrap();
            assert_eq!(found.total, ids.len(), "{query}, {order:?}");
            let mut found: Vec<ArticleId> = found.hits.into_iter().map(|(id, _)| id).collect();
            found.sort_unstable();
            assert_eq!(found, ids, "{query}, {order:?}");
        }
    }
}
