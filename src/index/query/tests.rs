//! What queries are read as, what is complained of, and where.

use super::*;
use proptest::prelude::*;

fn read(text: &str) -> String {
    Query::parse(text, false).tree().map_or(String::new(), ToString::to_string)
}

fn typed(text: &str) -> String {
    Query::parse(text, true).tree().map_or(String::new(), ToString::to_string)
}

/// What of the query each complaint is about.
fn complaints(text: &str) -> Vec<&str> {
    Query::parse(text, false).complaints.iter().map(|c| c.span.of(text)).collect()
}

#[test]
fn operators_bind_as_documented() {
    assert_eq!(read("a b"), "(a AND b)");
    assert_eq!(read("a b OR c d"), "(a AND (b OR c) AND d)");
    assert_eq!(read("a AND b OR c"), "((a AND b) OR c)");
    assert_eq!(read("a OR NOT b"), "(a OR NOT b)");
    assert_eq!(read("(a OR b) -c"), "((a OR b) AND NOT c)");
    assert_eq!(read("a && b || c"), "((a AND b) OR c)");
    assert_eq!(read("NOT NOT a"), "a");
    assert_eq!(read("and or not"), "(and AND or AND not)");
}

#[test]
fn leaves_are_what_they_look_like() {
    assert_eq!(read("\"pier 7\""), "\"pier 7\"");
    assert_eq!(read("fire*"), "fire*");
    assert_eq!(read("source:Calder by:\"Ilse Marrow\""), "(source:Calder AND by:\"Ilse Marrow\")");
    assert_eq!(read("figure:1,200"), "figure:1200");
    assert_eq!(read("date:2031-03"), "date:2031-03-01..2031-03-31");
    assert_eq!(read("Calder: fire!"), "(Calder AND fire!)");
    assert_eq!(read("6:54 https://example.org/a"), "(6:54 AND https://example.org/a)");
    assert_eq!(read("- – … ?"), "");
}

#[test]
fn the_last_word_is_open_while_typing() {
    assert_eq!(typed("harbour fir"), "(harbour AND fir*)");
    assert_eq!(typed("harbour fir "), "(harbour AND fir)");
    assert_eq!(typed("\"pier 7 fi"), "\"pier 7 fi*\"");
    assert_eq!(typed("\"pier 7\""), "\"pier 7\"");
    assert_eq!(typed("source:cald"), "source:cald*");
    assert_eq!(typed("date:2031-0"), "date:2031-01-01..2031-12-31");
    assert_eq!(typed("date:203"), "");
    assert_eq!(typed("foo:"), "foo");
}

#[test]
fn what_dangles_is_complained_of_only_when_done() {
    for text in
        ["coffee AND", "coffee OR", "coffee NOT", "\"open", "(open", "open)", "source:", "*"]
    {
        assert_eq!(Query::parse(text, true).complaints, [], "{text}");
        assert_eq!(complaints(text).len(), 1, "{text}");
    }
    assert_eq!(complaints("\"unclosed ("), ["\"unclosed ("]);
    assert_eq!(read("\"unclosed ("), "\"unclosed (\"");
    assert_eq!(read("coffee AND"), "coffee");
}

#[test]
fn complaints_stand_at_their_place_and_the_rest_is_read() {
    for (text, place, reading) in [
        ("a foo:bar", "foo:", "(a AND (foo AND bar))"),
        ("a date:yesterday", "yesterday", "a"),
        ("a figure:many", "many", "a"),
        ("a id:u", "u", "a"),
        ("coffe~1 b", "~1", "(coffe AND b)"),
        ("\"a b\"~3 c", "~3", "(\"a b\" AND c)"),
        ("a w/5 b", "w/5", "(a AND b)"),
        ("a NEAR/3 b", "NEAR/3", "(a AND b)"),
        ("OR a", "OR", "a"),
        ("a AND OR b", "AND", "(a OR b)"),
        ("c*fe", "*", "c fe"),
        ("/colou?r/", "/colou?r/", "/colou?r/"),
        ("source: calder", "source:", "calder"),
        ("a ) b", ")", "(a AND b)"),
    ] {
        assert_eq!(complaints(text), [place], "{text}");
        assert_eq!(read(text), reading, "{text}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = "(".repeat(100_000);
    assert!(Query::parse(&deep, true).is_empty());
    let denied = "NOT ".repeat(100_001) + "a";
    assert_eq!(read(&denied), "NOT a");
    let long = "word ".repeat(10_000);
    let query = Query::parse(&long, false);
    assert_eq!(query.complaints.len(), 1);
    assert!(matches!(query.tree(), Some(Node::And(words)) if words.len() == 200));
}

proptest! {
    #[test]
    fn any_text_is_read_and_complaints_stay_inside(
        text in prop_oneof![
            "(?s).{0,60}",
            "([a-c]|AND|OR|NOT|source:|date:|figure:|id:|foo:|[()\"“”*~^/ -]|2031-0|火){0,30}",
        ],
        typing: bool,
    ) {
        let query = Query::parse(&text, typing);
        for complaint in &query.complaints {
            prop_assert!(text.get(complaint.span.range()).is_some());
            prop_assert!(!complaint.message.is_empty());
        }
        let _ = query.tree().map(ToString::to_string);
    }
}
