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
    assert_eq!(read("/colou?r/"), "/colou?r/");
    assert_eq!(read("c*fe wom?n who?"), "(c*fe AND wom?n AND who?)");
    assert_eq!(read("large-sc*e"), "(\"large\" PRE/1 sc*e)");
    assert_eq!(read("coffe~ coffe~2"), "(coffe~1 AND coffe~2)");
    assert_eq!(read("fire^2 \"a b\"^3 (a OR b)^.5"), "(fire^2 AND \"a b\"^3 AND (a OR b)^0.5)");
    assert_eq!(read("+fire +\"a b\""), "(fire AND \"a b\")");
    assert_eq!(read("figure:>=1.5m figure:..200"), "(figure:1500000.. AND figure:..200)");
    assert_eq!(
        read("figure:2k figure:<3 figure:>0.5"),
        "(figure:2000 AND figure:<3 AND figure:>0.5)"
    );
    assert_eq!(read("words:>500"), "words:501..");
    assert_eq!(read("words:1,000..2000"), "words:1000..2000");
    assert_eq!(read("is:First has:date has:copies"), "(is:first AND has:date AND has:copies)");
    assert_eq!(read("story:s4k2 path:a/b* key:7"), "(story:s4k2 AND path:a/b AND key:7)");
    assert_eq!(
        read("title:(a OR b) title:/x+/ by:a^2"),
        "(title:(a OR b) AND title:/x+/ AND by:a^2)"
    );
}

#[test]
fn nearness_binds_tighter_than_and() {
    assert_eq!(read("a w/5 b"), "(a NEAR/5 b)");
    assert_eq!(read("a W/5 b AND c"), "((a NEAR/5 b) AND c)");
    assert_eq!(read("a w/5 b pre/2 c"), "((a NEAR/5 b) PRE/2 c)");
    assert_eq!(read("a w/5 (b OR \"c d\")"), "(a NEAR/5 (b OR \"c d\"))");
    assert_eq!(read("\"a b\"~3 c"), "((\"a\" NEAR/4 \"b\") AND c)");
    assert_eq!(read("\"a b* c\""), "(\"a\" PRE/1 b* PRE/1 \"c\")");
    assert_eq!(read("a w/s b pre/p c"), "((a NEAR/25 b) PRE/75 c)");
    assert_eq!(typed("a w/5"), "a");
    assert_eq!(typed("a w/s"), "a");
    assert_eq!(typed("a figure:100."), "(a AND figure:100)");
    assert_eq!(typed("a figure:>"), "a");
    assert_eq!(typed("a w/"), "a");
}

#[test]
fn a_plus_holds_inside_of_or_too() {
    for (text, reading) in [
        ("a OR +b", "(b AND [a])"),
        ("+a OR b OR c", "(a AND [(b OR c)])"),
        ("+a b OR c", "(a AND (b OR c))"),
        ("a AND +b OR c", "(b AND (a OR c))"),
        ("+a AND +b OR c", "(a AND b AND [c])"),
        ("+a OR +b", "(a AND b)"),
        ("(a OR +b) OR c", "((b AND [a]) OR c)"),
        ("a OR +(b OR +c)", "((c AND [b]) AND [a])"),
        ("a OR NOT +b", "(a OR NOT b)"),
        ("a OR +b^2", "(b^2 AND [a])"),
        ("+a w/5 b OR c", "(a AND ((a NEAR/5 b) OR c))"),
        ("+a", "a"),
    ] {
        assert_eq!(read(text), reading, "{text}");
    }
    let nested = "+(a OR b AND ".repeat(45) + "c" + &")".repeat(45);
    assert!(read(&nested).len() < 2_000, "what a plus stands before is said once");
}

#[test]
fn the_page_names_every_field() {
    for named in &fields::NAMES {
        let shown = QUERY_PAGE.contains(&format!("{}:", named.name));
        assert!(shown || named.help.is_none(), "{}", named.name);
    }
    for (name, _) in &fields::PARTS {
        assert!(QUERY_PAGE.contains(&format!("`{name}`")) || *name == "byline" || *name == "tags");
    }
}

#[test]
fn today_is_told_by_the_caller() {
    let on = |text| {
        let query = Query::parse_on(text, false, jiff::civil::date(2031, 3, 22));
        assert_eq!(query.complaints, [], "{text}");
        query.tree().map_or(String::new(), ToString::to_string)
    };
    assert_eq!(on("date:yesterday"), "date:2031-03-21..2031-03-21");
    assert_eq!(on("newer:2w"), "date:2031-03-08..");
    assert_eq!(on("older:1y"), "date:..2030-03-21");
    assert_eq!(on("newer:2031-02"), "date:2031-02-01..");
    assert_eq!(complaints("newer:2w"), ["2w"]);
}

#[test]
fn what_nobody_knows_is_told_and_left_out() {
    struct Mine;
    impl Outside for Mine {
        fn articles(&self, asked: &Asked) -> Option<std::sync::Arc<[crate::corpus::ArticleId]>> {
            (*asked == Asked::Is("read".into())).then(|| [crate::corpus::ArticleId(7)].into())
        }

        fn names(&self, field: &str) -> Vec<(String, String)> {
            let names = if field == "is" { &[("read", "read by you")][..] } else { &[] };
            names.iter().map(|(name, help)| ((*name).into(), (*help).into())).collect()
        }
    }
    let asked = |text: &str, typing| {
        let mut query = Query::parse(text, typing);
        query.resolve(&((), Mine));
        let said = query.complaints.iter().map(|c| c.message.clone()).collect::<Vec<_>>();
        (query.tree().map_or(String::new(), ToString::to_string), said)
    };
    assert_eq!(asked("a is:read", false), ("(a AND is:read)".into(), vec![]));
    let (reading, said) = asked("a -is:raed", false);
    assert_eq!((reading.as_str(), said.len()), ("a", 1));
    assert!(said[0].contains("is:read"), "{said:?}");
    assert_eq!(asked("a is:re", true), ("a".into(), vec![]));
    assert_eq!(asked("tag:x", false), ("tag:x".into(), vec![]));
    assert!(asked("story:zz", false).1[0].contains("no story"));
    let mut query = Query::parse("a is:raed", false);
    query.resolve(&Mine);
    assert_eq!(query.complaints[0].span.of("a is:raed"), "raed");
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
    for text in [
        "coffee AND",
        "coffee OR",
        "coffee NOT",
        "\"open",
        "(open",
        "open)",
        "source:",
        "*",
        "words:>",
        "a w/5",
    ] {
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
        ("a date:2024-13-01", "13", "a"),
        ("a words:>x", ">x", "a"),
        ("a newer:2x", "x", "a"),
        ("titel:a", "titel:", "(titel AND a)"),
        ("a figure:many", "many", "a"),
        ("a id:u", "u", "a"),
        ("a figure:>x b", ">x", "(a AND b)"),
        ("a figure:9..2 b", "9..2", "(a AND figure:9..2 AND b)"),
        ("coffe~9 b", "~9", "(coffe~2 AND b)"),
        ("coffe~x b", "~x", "(coffe AND b)"),
        ("\"a b\"~x c", "~x", "(\"a b\" AND c)"),
        ("a w/seg b", "w/seg", "(a AND b)"),
        ("w/5 b", "w/5", "b"),
        ("a w/5", "w/5", "a"),
        ("a w/5 tag:b", "w/5", "(a AND (tag:b OR tag:b))"),
        ("a^x b", "^x", "(a AND b)"),
        ("?* b", "?*", "b"),
        ("OR a", "OR", "a"),
        ("a AND OR b", "AND", "(a OR b)"),
        ("/a[b/ c", "[", "c"),
        ("/.*/ c", ".*", "c"),
        ("/ter+or c", "/ter+or", "(ter+or AND c)"),
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
            "([a-c]|AND|OR|NOT|source:|date:|figure:|id:|foo:|tag:|is:|newer:|words:|figure:>=1..|key:|path:|w/3|pre/2|~2|\\^2|[()\"“”*?+~^/ \\[|{}.-]|2031-0|2w|火){0,30}",
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

#[test]
fn complaints_end_where_nobody_reads_on() {
    assert_eq!(complaints(&"(".repeat(5_000)).len(), 20);
    assert_eq!(complaints(&format!("{}fire{}", "(".repeat(5_000), ")".repeat(5_000))).len(), 20);
}
