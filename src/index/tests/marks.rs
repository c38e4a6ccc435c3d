//! What is marked, and what a snippet shows.

use super::*;
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

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
