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

#[test]
fn a_snippet_shows_why_for_every_kind_of_query() {
    let index = harbour();
    let searcher = index.store.searcher().unwrap();
    let filler = "Nothing to see here at all. ".repeat(20);
    let text =
        format!("Headline\n\n{filler}A fire broke out near the harbour wall, 1,200 said. {filler}");
    for (query, marked) in [
        ("fire", vec!["fire"]),
        ("\"broke out\"", vec!["broke out"]),
        ("harb*", vec!["harbour"]),
        ("h*bour", vec!["harbour"]),
        ("harbuor~1", vec!["harbour"]),
        ("/harb.*/", vec!["harbour"]),
        ("fire w/6 harbour", vec!["fire", "harbour"]),
        ("figure:1200", vec!["1,200"]),
        ("fire -wall", vec!["fire"]),
        ("title:fire", vec!["fire"]),
    ] {
        let query = Query::parse(query, false);
        let snippet = searcher.highlighter(&query).unwrap().snippet(&text, 80);
        let found: Vec<&str> = snippet.marks.iter().map(|m| m.of(&snippet.text)).collect();
        assert_eq!(found, marked, "{query:?}");
        // The sentence fits: it starts where that starts, and ends where that or the next ends.
        let sentence =
            "… A fire broke out near the harbour wall, 1,200 said. Nothing to see here at";
        assert!(snippet.text.starts_with(&sentence[..40]), "{}", snippet.text);
        assert!(crate::text::width::width(&snippet.text) <= 80, "{}", snippet.text);
        assert!(snippet.text.ends_with(". …"), "{}", snippet.text);
    }
}

#[test]
fn several_snippets_show_what_one_does_not() {
    let index = harbour();
    let searcher = index.store.searcher().unwrap();
    let filler = "Nothing to see here at all. ".repeat(20);
    let text = format!(
        "The pier fell. {filler}The harbour closed. {filler}The pier in the harbour burned. {filler}"
    );
    let highlighter = searcher.highlighter(&Query::parse("pier harbour", false)).unwrap();
    let several = |most| -> Vec<String> {
        let snippets = highlighter.snippets(&text, 60, most);
        snippets.into_iter().map(|snippet| snippet.text).collect()
    };
    let best = highlighter.snippet(&text, 60).text;
    assert_eq!(several(1), std::slice::from_ref(&best));
    let all = several(9);
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[0].starts_with("The pier fell.") && all[1].starts_with("… The harbour closed."));
    assert_eq!(all[2], best);
    assert_eq!(several(2).len(), 2);
    let none = searcher.highlighter(&Query::parse("xyzzy", false)).unwrap();
    assert_eq!(none.snippets(&text, 60, 3).len(), 1);
}

#[test]
fn a_snippet_of_wide_characters_fits_and_says_that_it_goes_on() {
    let index = harbour();
    let searcher = index.store.searcher().unwrap();
    let text = format!(
        "{}港で火災があった。{}",
        "白い花が咲いた。".repeat(9),
        "赤い鳥が鳴いた。".repeat(9)
    );
    let highlighter = searcher.highlighter(&Query::parse("火災", false)).unwrap();
    let snippet = highlighter.snippet(&text, 40);
    assert!(snippet.text.contains("火災") && snippet.marks.len() == 1, "{}", snippet.text);
    assert!(snippet.text.starts_with("… ") && snippet.text.ends_with(" …"), "{}", snippet.text);
    assert!(crate::text::width::width(&snippet.text) <= 40, "{}", snippet.text);
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
        let several = highlighter.snippets(&text, 30, 4);
        prop_assert!((1..=4).contains(&several.len()));
        for snippet in several {
            prop_assert!(snippet.marks.iter().all(|m| snippet.text.get(m.range()).is_some()));
        }
    }
}
