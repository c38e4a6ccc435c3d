//! Every operator on a small index with known answers, and what each of them marks.

use super::*;

fn notes() -> Fixture {
    let mut articles = vec![
        article(1, "One", "The fire at the harbour began. Colour of terror."),
        article(2, "Two", "A harbour burned; many hours later the fires were out. Terrror, color."),
        article(3, "Three", "Fire, and then nothing for a very long while near any harbour."),
        article(4, "Four", "The women of Moskow and a woman of Élodie; wave1, 1,200 hurt."),
        article(5, "Wounded", "Hamburg and Luxembourg; collector."),
    ];
    articles[0].source = Some("Calder Post".into());
    articles[1].source = Some("Cálder Mail".into());
    articles[2].date = None;
    articles[3].origin.path = "wire/four.txt".into();
    articles[4].key = Some("A-17".into());
    Fixture::new(articles)
}

#[test]
fn nearness_finds_and_marks_the_words() {
    let index = notes();
    for (query, expected) in [
        ("\"fire harbour\"~2", &[1][..]),
        ("\"fire harbour\"~1", &[]),
        ("\"harbour fire\"~2", &[1]),
        ("\"harbour fire\"~10", &[1, 3]),
        ("fire w/3 harbour", &[1]),
        ("fire w/2 harbour", &[]),
        ("fire w/7 harbour", &[1, 2]),
        ("harbour pre/7 fire", &[2]),
        ("fire pre/3 harbour", &[1]),
        ("fir* w/3 harb*", &[1]),
        ("fire w/3 (harbour OR nothing)", &[1, 3]),
        ("\"the fire\" w/4 began", &[1]),
        ("/fires?/ w/7 har?our", &[1, 2]),
        ("fire w/3 harbour~1", &[1]),
        ("fire w/3 harbour w/1 began", &[1]),
        ("title:(one w/3 two)", &[]),
        ("body:(fire w/3 harbour)", &[1]),
        ("-(fire w/7 harbour)", &[3, 4, 5]),
        ("\"the fire* at\"", &[1]),
    ] {
        assert_eq!(index.found(query), expected, "{query}");
    }
    let text = "A fire. The fire at the harbour began, far from any other harbour or fire.";
    assert_eq!(index.marks("\"fire harbour\"~2", text), ["fire", "harbour", "harbour", "fire"]);
    assert_eq!(index.marks("\"the fire\" w/3 harbour", text), ["The fire", "harbour"]);
    assert_eq!(index.marks("fire pre/3 harbour", text), ["fire", "harbour"]);
    assert_eq!(index.marks("\"the fire* at\"", text), ["The", "fire", "at"]);
    assert_eq!(index.marks("-(fire w/3 harbour) began", text), ["began"]);
}

#[test]
fn wildcards_find_and_mark_words() {
    let index = notes();
    for (query, expected) in [
        ("col*r", &[1, 2, 5][..]),
        ("col?r", &[2]),
        ("wom?n", &[4]),
        ("*b?urg", &[5]),
        ("*bourg", &[5]),
        ("ÉLO?ie", &[4]),
        ("1,2*0", &[4]),
        ("source:c?lder", &[1, 2]),
        ("title:w*d", &[5]),
        ("har*ur -fi*s", &[1, 3]),
        ("women?", &[4]),
    ] {
        assert_eq!(index.found(query), expected, "{query}");
    }
    assert_eq!(index.typed("wom?"), [4]);
    assert_eq!(index.typed("?ollec"), [5]);
    assert_eq!(index.marks("col*r", "Color, COLOUR and colt"), ["Color", "COLOUR"]);
    assert_eq!(index.marks("wom?n", "Women; a woman"), ["Women", "woman"]);
    assert_eq!(index.marks("source:c?lder", "Calder"), [] as [&str; 0]);
}

#[test]
fn misspellings_find_and_mark_words() {
    let index = notes();
    assert_eq!(index.found("moscow~1"), [4]);
    assert_eq!(index.found("moscow~"), [4]);
    assert!(index.found("mosscow~1").is_empty());
    assert_eq!(index.found("mosscow~2"), [4]);
    assert_eq!(index.found("Ifre~1"), [1, 3]);
    assert_eq!(index.found("title:wuonded~1"), [5]);
    assert_eq!(index.found("source:caldre~1"), [1, 2]);
    assert_eq!(index.marks("moscow~1", "Moskow, or Moscow"), ["Moskow"]);
    assert_eq!(index.ranked("terror~1", false), [1, 2], "the word as typed comes first");
}

#[test]
fn expressions_find_and_mark_words() {
    let index = notes();
    for (query, expected) in [
        ("/ter+or/", &[1, 2][..]),
        ("/colou?r/", &[1, 2]),
        ("/wave\\d/", &[4]),
        ("/(wo)?men/ -/wom[ab]n/", &[]),
        ("/Élo.ie/", &[4]),
        ("title:/w.*/", &[5]),
        ("-/ter+or/", &[3, 4, 5]),
        ("/ter+or/^2 harbour", &[1, 2]),
    ] {
        assert_eq!(index.found(query), expected, "{query}");
    }
    assert_eq!(index.marks("/ter+or/", "Terror, terrror, tremor"), ["Terror", "terrror"]);
}

#[test]
fn figures_are_found_by_their_size() {
    let bodies =
        ["40 dead, 1,200 hurt", "60 dead; 3.5 metres", "1200 boats", "cost 2,500,000", "none"];
    let articles = bodies.iter().zip(1..).map(|(body, n)| article(n, "Note", body)).collect();
    let index = Fixture::new(articles);
    for (query, expected) in [
        ("figure:40..60", &[1, 2][..]),
        ("figure:>40", &[1, 2, 3, 4]),
        ("figure:>1,200", &[4]),
        ("figure:>=1.2k", &[1, 3, 4]),
        ("figure:1.2k", &[1, 3]),
        ("figure:<40", &[2]),
        ("figure:<=40 -figure:>1000", &[2]),
        ("figure:3..4", &[2]),
        ("figure:>=2.5m", &[4]),
        ("figure:..1000", &[1, 2]),
        ("figure:60..40", &[]),
        ("-figure:>0", &[5]),
    ] {
        assert_eq!(index.found(query), expected, "{query}");
    }
    assert_eq!(index.marks("figure:50..2k", "60 dead, 40 lost, 1,200 hurt"), ["60", "1,200"]);
    assert_eq!(index.marks("figure:60 figure:<50", "60 dead, 40 lost"), ["60", "40"]);
}

#[test]
fn a_plus_is_required_inside_of_or_and_the_rest_ranks() {
    let index = Fixture::of(&[("a", "quay"), ("b", "ferry"), ("c", "ferry quay"), ("d", "pier")]);
    assert_eq!(index.found("quay OR +ferry"), [2, 3]);
    assert_eq!(index.ranked("quay OR +ferry", false), [3, 2]);
    assert_eq!(index.found("+quay ferry OR pier"), [3]);
    assert_eq!(index.found("pier OR quay AND +ferry"), [3]);
    assert_eq!(index.marks("quay OR +ferry", "a quay, a ferry, a pier"), ["quay", "ferry"]);
}

#[test]
fn sentence_and_paragraph_are_distances() {
    let gap = |n: usize| format!("fire {}harbour", "and ".repeat(n));
    let index = Fixture::of(&[("a", &gap(24)), ("b", &gap(25)), ("c", &gap(74)), ("d", &gap(75))]);
    assert_eq!(index.found("fire w/s harbour"), [1]);
    assert_eq!(index.found("fire w/p harbour"), [1, 2, 3]);
    assert_eq!(index.found("harbour pre/s fire"), [] as [u64; 0]);
}

#[test]
fn boosts_change_the_order_only() {
    let index = Fixture::of(&[("a", "quay ferry ferry"), ("b", "quay quay ferry")]);
    assert_eq!(index.ranked("quay OR ferry^9", false), [1, 2]);
    assert_eq!(index.ranked("quay^9 OR ferry", false), [2, 1]);
    assert_eq!(index.ranked("(quay)^9 OR \"ferry\"", false), [2, 1]);
    assert_eq!(index.found("+quay +ferry^3"), [1, 2]);
}

#[test]
fn what_is_known_of_an_article() {
    let index = notes();
    for (query, expected) in [
        ("has:date", &[1, 2, 4, 5][..]),
        ("-has:date", &[3]),
        ("has:source", &[1, 2]),
        ("has:figure", &[4]),
        ("has:byline", &[]),
        ("words:>11", &[2, 3, 4]),
        ("words:..9", &[1, 5]),
        ("words:<1", &[]),
        ("words:4", &[5]),
        ("key:A-17", &[5]),
        ("key:a-17", &[]),
        ("key:A-*", &[5]),
        ("key:key-?", &[1, 2, 3, 4]),
        ("path:wire/", &[4]),
        ("path:wire", &[1, 2, 3, 4, 5]),
        ("path:*.txt", &[4]),
        ("path:\"wire/four.txt\"", &[4]),
        ("source:(post OR mail) -\"fires\"", &[1]),
        ("source:\"calder post\"", &[1]),
    ] {
        assert_eq!(index.found(query), expected, "{query}");
    }
    assert_eq!(index.typed("key:A"), [5]);
    assert_eq!(index.typed("path:wire/f"), [4]);
}

#[test]
fn a_word_too_long_to_be_one_finds_nothing_and_says_so() {
    let index = notes();
    let long = "x".repeat(300);
    assert!(index.found(&long).is_empty());
    assert!(index.typed(&long).is_empty());
    assert!(index.found(&format!("fire {long}")).is_empty());
    assert_eq!(index.found(&format!("fire OR {long}")), [1, 2, 3]);
    assert_eq!(Query::parse(&long, false).complaints.len(), 1);
}

#[test]
fn many_words_are_all_found_and_ranked_by_the_commonest() {
    let word = |n: usize| {
        let letters = [n / 676 % 26, n / 26 % 26, n % 26];
        letters.iter().map(|&l| (b'a' + l as u8) as char).collect::<String>()
    };
    let texts: Vec<String> = (0..600).map(|n| format!("{}q filler", word(n * 29))).collect();
    let articles =
        texts.iter().enumerate().map(|(n, body)| article(n as u64, "Note", body)).collect();
    let index = Fixture::new(articles);
    let searcher = index.store.searcher().unwrap();
    let total = |query: &str| {
        let found = searcher.search(&Query::parse(query, false), Order::Relevance, 0, 1).unwrap();
        (found.total, found.complaints.len())
    };
    assert_eq!(total("*q"), (600, 0));
    assert_eq!(total("/...q/ filler"), (600, 0));
    let path = Query::parse("path:*.jsonl", false);
    assert_eq!(searcher.search(&path, Order::Relevance, 0, 1).unwrap().total, 600);
    // Whoever only counts is told what was cut as well.
    let near = Query::parse("*q w/2 filler", false);
    let (counted, told) = searcher.counted(&near).unwrap();
    let tallied = searcher.tally(&near, &crate::index::Tally::default()).unwrap();
    assert_eq!((counted, told.len()), (256, 1));
    assert_eq!((tallied.total, tallied.complaints), (256, told));
    let (near, complaints) = total("*q w/2 filler");
    assert_eq!((near, complaints), (256, 1));
}

#[test]
fn snippets_show_what_matched() {
    let index = notes();
    let searcher = index.store.searcher().unwrap();
    let filler = "nothing to see here at all ".repeat(20);
    let text = format!(
        "{filler} Harbour. {filler} a fire near the harbour. {filler} Terrror and Moskow. {filler}"
    );
    for (query, shown) in [
        ("\"fire harbour\"~3", "a fire near the harbour"),
        ("harbour pre/3 fire OR fire pre/4 harbour", "a fire near the harbour"),
        ("terror~1 moscow~1", "Terrror and Moskow"),
        ("/ter+or/", "Terrror"),
        ("mos?ow", "Moskow"),
    ] {
        let highlighter = searcher.highlighter(&Query::parse(query, false)).unwrap();
        let snippet = highlighter.snippet(&text, 60);
        assert!(snippet.text.contains(shown), "{query}: {}", snippet.text);
        assert!(!snippet.marks.is_empty(), "{query}");
    }
}

#[test]
fn the_unfinished_never_fails_and_never_complains() {
    let index = notes();
    let searcher = index.store.searcher().unwrap();
    let whole = "\"fire harbour\"~5 fire w/5 harbour col*r /ter+or/ moscow~1 fire^2 (a OR b)^3 \
                 title:/w.*d/ words:>50 date:2031-03-22..2031-03-25 has:date key:a path:wire +a OR figure:100..2k figure:>=3 fire w/s b";
    for end in (0..=whole.len()).filter(|&end| whole.is_char_boundary(end)) {
        let query = Query::parse(&whole[..end], true);
        assert_eq!(query.complaints, [], "{}", &whole[..end]);
        searcher.search(&query, Order::Relevance, 0, 10).unwrap();
        searcher.highlighter(&query).unwrap();
    }
}
