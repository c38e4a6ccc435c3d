//! The JSON that scripts rely on: exactly these keys, these types, these meanings.

use super::place::{ORCHARD, POST, Place, WIRE, acts, arg, keys, reference, share};
use serde_json::Value;

#[test]
fn search() {
    let place = Place::with_news();
    let out = place.run(&["search", "-C", "news", "ferry pier", "--json"]).ok().json();
    keys(&out, &["query", "total", "took_ms", "hits"]);
    assert_eq!(out["query"], "ferry pier");
    assert_eq!(out["total"], 2, "counted before folding");
    assert!(out["took_ms"].is_number());
    let hits = out["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 1, "{out}");
    for hit in hits {
        keys(hit, &["article", "score", "snippet", "copies"]);
        reference(&hit["article"]);
        assert!(hit["score"].is_number() && hit["snippet"].is_string());
        let copies = hit["copies"].as_array().unwrap();
        assert_eq!(copies.len(), 1);
        copies.iter().for_each(reference);
    }
    let flat = place.run(&["search", "-C", "news", "ferry pier", "--json", "--no-fold"]).ok();
    assert_eq!(flat.json()["hits"].as_array().unwrap().len(), 2);
    let none = place.run(&["search", "-C", "news", "zeppelin", "--json"]).code(1).json();
    assert_eq!((&none["total"], &none["hits"]), (&Value::from(0), &Value::Array(Vec::new())));
    // Not typed any more: the last word is whole.
    place.run(&["search", "-C", "news", "cherr", "--json"]).code(1);
}

#[test]
fn pages_of_a_search_follow_one_another() {
    let place = Place::with_news();
    let ids = |offset: &str, limit: &str| -> Vec<String> {
        let args =
            ["search", "-C", "news", "--json", "--sort", "newest", "--offset", offset, "--limit"];
        let out = place.run(&[&args[..], &[limit]].concat()).ok().json();
        let hits = out["hits"].as_array().unwrap();
        hits.iter().map(|hit| hit["article"]["id"].as_str().unwrap().to_string()).collect()
    };
    let all = ids("0", "20");
    assert_eq!(all.len(), 3, "three rows, one of them with a copy");
    assert_eq!([ids("0", "2"), ids("2", "2")].concat(), all);
}

#[test]
fn show() {
    let place = Place::with_news();
    let out = place.run(&["show", "-C", "news", "vell-1", "--json"]).ok().json();
    keys(&out, &["article", "byline", "place", "url", "lang", "words", "body"]);
    reference(&out["article"]);
    assert_eq!(out["article"]["key"], "vell-1");
    assert_eq!(out["article"]["origin"], "dump.jsonl:1");
    assert_eq!(out["article"]["source"], "Valley Echo");
    assert_eq!(out["article"]["date"], "2031-04-03");
    assert_eq!(out["body"], ORCHARD);
    assert_eq!(out["lang"], "en");
    assert!(out["words"].as_u64().is_some_and(|words| (50..70).contains(&words)), "{out}");
    assert!(out["url"].is_null());
    let text = place.run(&["show", "-C", "news", "post.txt", "--json"]).ok().json();
    assert_eq!(text["body"], POST);
    assert_eq!(text["article"]["origin"], "post.txt");
    assert!(text["article"]["key"].is_null());
    assert!(text["byline"].as_str().is_some_and(|byline| byline.contains("Ilse Marrow")));
}

#[test]
fn an_article_goes_by_many_names() {
    let place = Place::with_news();
    let id = place.id("dump.jsonl:1");
    let absolute = place.path("news/dump.jsonl");
    let record = format!("{}:1", arg(&absolute));
    for name in [id.as_str(), &id[..6], "vell-1", "dump.jsonl:1", "news/dump.jsonl:1", &record] {
        let out = place.run(&["show", "-C", "news", name, "--json"]).ok().json();
        assert_eq!(out["article"]["id"], id, "{name}");
    }
    // An id outlasts changes to the corpus.
    place.write("news/earlier.txt", "Earlier\n\nA note that was not there before.\n");
    assert_eq!(place.id("vell-1"), id);
}

#[test]
fn strings_are_exact_and_yet_safe_to_print() {
    let place = Place::new();
    let body = format!("{ORCHARD}\nend \u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{200b}\u{feff}.\n");
    place.write("news/evil.txt", &body);
    let ran = place.run(&["show", "-C", "news", "evil.txt", "--json"]).ok();
    assert!(!acts(&ran.out), "{:?}", ran.out);
    assert_eq!(ran.json()["body"], body);
}

#[test]
fn similar() {
    let place = Place::with_news();
    let out = place.run(&["similar", "-C", "news", "post.txt", "--json"]).ok().json();
    keys(&out, &["article", "copies"]);
    reference(&out["article"]);
    let copies = out["copies"].as_array().unwrap();
    assert_eq!(copies.len(), 1, "an article is never its own copy: {out}");
    let copy = &copies[0];
    let measures = ["unquoted", "covered", "blocks", "longest", "masked"];
    let head = ["article", "verdict", "resemblance", "containment"];
    keys(copy, &[&head[..], &measures].concat());
    for sides in ["containment", "unquoted"] {
        keys(&copy[sides], &["self", "other"]);
        share(&copy[sides]["self"]);
        share(&copy[sides]["other"]);
    }
    share(&copy["covered"]);
    assert!(copy["longest"].as_u64().is_some_and(|words| words > 20), "{copy}");
    assert!(copy["masked"].is_u64(), "{copy}");
    reference(&copy["article"]);
    assert_eq!(copy["article"]["origin"], "wire.txt");
    let verdicts = ["copy", "rewrite", "partial_copy", "excerpt"];
    assert!(verdicts.contains(&copy["verdict"].as_str().unwrap()), "{copy}");
    share(&copy["resemblance"]);
    assert!(copy["blocks"].as_u64().is_some_and(|blocks| blocks > 0));
    // The shorter text is found in the longer one more than the other way round.
    let (own, other) = (&copy["containment"]["self"], &copy["containment"]["other"]);
    assert!(own.as_f64() < other.as_f64(), "{copy}");
    let back = place.run(&["similar", "-C", "news", "wire.txt", "--json"]).ok().json();
    assert_eq!(back["copies"][0]["containment"]["self"], *other);
    let none = place.run(&["similar", "-C", "news", "vell-2", "--json"]).code(1).json();
    assert_eq!(none["copies"], Value::Array(Vec::new()));
}

#[test]
fn similar_to_a_file_in_no_index() {
    let place = Place::with_news();
    let outside = place.write("draft.txt", POST);
    let out = place.run(&["similar", "-C", "news", arg(&outside), "--json"]).ok().json();
    reference(&out["article"]);
    assert!(out["article"]["key"].is_null());
    let origins: Vec<_> = out["copies"].as_array().unwrap().iter().collect();
    assert_eq!(origins.len(), 2, "{out}");
    assert_eq!(origins[0]["article"]["origin"], "post.txt", "the very same text comes first");
    assert_eq!(origins[0]["verdict"], "copy");
    // The same text inside the corpus is the article itself.
    let inside = place.path("news/post.txt");
    let out = place.run(&["similar", "-C", "news", arg(&inside), "--json"]).ok().json();
    assert_eq!(out["copies"].as_array().unwrap().len(), 1, "{out}");
}

#[test]
fn diff() {
    let place = Place::with_news();
    let args = ["diff", "-C", "news", "post.txt", "wire.txt", "--json"];
    let out = place.run(&args).ok().json();
    keys(&out, &["left", "right", "groups", "repeats", "figures", "facts", "scores", "coarse"]);
    assert_eq!(out["left"]["article"]["origin"], "post.txt");
    assert_eq!((&out["left"]["body"], &out["right"]["body"]), (&POST.into(), &WIRE.into()));
    comparison(&out, POST, WIRE);
    let dead = out["figures"].as_array().unwrap().iter().find(|f| f["left"] == "40").unwrap();
    assert_eq!((&dead["right"], &dead["agrees"]), (&"60".into(), &false.into()), "{dead}");
    assert!(dead["label"].as_str().unwrap().contains("dead"), "{dead}");
    let facts = out["facts"].as_array().unwrap();
    for fact in facts {
        keys(fact, &["kind", "label", "standing", "passing", "left", "right"]);
        for (side, body) in [("left", POST), ("right", WIRE)] {
            let said = &fact[side];
            if !said.is_null() {
                let of = ["text", "value", "number", "modifier", "start", "end", "group"];
                keys(said, &of);
                let at = [said["start"].clone(), said["end"].clone()];
                let cut = cut(body, &serde_json::Value::from(at.to_vec()));
                assert!(cut.starts_with(said["text"].as_str().unwrap()), "{fact}");
            }
        }
    }
    let dead = &facts[0];
    assert_eq!((&dead["kind"], &dead["label"]), (&"figure".into(), &"dead".into()), "{dead}");
    assert_eq!(dead["standing"], "differs");
    let number = |side: &str| (dead[side]["number"].as_f64(), dead[side]["modifier"].as_str());
    let least = Some("at least");
    assert_eq!((number("left"), number("right")), ((Some(40.0), least), (Some(60.0), least)));
    let marked = out["groups"].as_array().unwrap().iter().flat_map(|g| {
        g["changes"].as_array().unwrap().iter().filter(|change| change["kind"] == "figure")
    });
    let figures: Vec<_> = marked.map(|change| cut(POST, &change["left"])).collect();
    assert!(!figures.is_empty() && figures.iter().all(|figure| *figure == "40"), "{figures:?}");
}

#[test]
fn diff_of_two_files_in_no_index() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", ORCHARD);
    let out = place.run(&["diff", "old.txt", "new.txt", "--json"]).ok().json();
    comparison(&out, POST, ORCHARD);
    assert!(out["left"]["article"]["key"].is_null());
    assert_eq!(out["left"]["article"]["origin"], "old.txt");
    let doubled = format!("{ORCHARD}\n{ORCHARD}");
    place.write("twice.txt", &doubled);
    let out = place.run(&["diff", "new.txt", "twice.txt", "--json"]).ok().json();
    comparison(&out, ORCHARD, &doubled);
    let repeats = out["repeats"].as_array().unwrap();
    assert!(!repeats.is_empty() && repeats.iter().all(|repeat| repeat["side"] == "right"), "{out}");
}

#[test]
fn index() {
    let place = Place::with_news();
    place.write("news/bad.jsonl", "{\"text\": \"cut\n");
    let out = place.run(&["index", "news", "--json"]).ok().json();
    let counts = ["articles", "added", "changed", "removed", "files", "stories", "problems_total"];
    keys(&out, &[&counts[..], &["cancelled", "took_ms", "problems"]].concat());
    assert!(counts.iter().all(|count| out[count].is_u64()), "{out}");
    assert_eq!((&out["articles"], &out["stories"]), (&4.into(), &1.into()));
    assert_eq!((&out["cancelled"], &out["problems_total"]), (&false.into(), &1.into()));
    let problem = &out["problems"][0];
    keys(problem, &["place", "message"]);
    assert_eq!(problem["place"], "bad.jsonl:1");
}

/// The text at `[start, end]`.
fn cut<'a>(body: &'a str, span: &Value) -> &'a str {
    let ends: Vec<usize> =
        span.as_array().unwrap().iter().map(|end| end.as_u64().unwrap() as usize).collect();
    assert_eq!(ends.len(), 2);
    body.get(ends[0]..ends[1]).unwrap()
}

/// Checks the shape of a comparison, that offsets fit, and that each sentence is in one group.
#[track_caller]
fn comparison(out: &Value, left: &str, right: &str) {
    for (side, body) in [("left", left), ("right", right)] {
        keys(&out[side], &["article", "body", "sentences"]);
        reference(&out[side]["article"]);
        let sentences = out[side]["sentences"].as_array().unwrap();
        for sentence in sentences {
            keys(sentence, &["start", "end", "paragraph", "kind"]);
            assert!(sentence["paragraph"].is_u64());
            let span = Value::from(vec![sentence["start"].clone(), sentence["end"].clone()]);
            assert!(!cut(body, &span).trim().is_empty());
        }
        let mut grouped: Vec<u64> = out["groups"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|group| group[side].as_array().unwrap())
            .map(|sentence| sentence.as_u64().unwrap())
            .collect();
        grouped.sort_unstable();
        assert_eq!(grouped, (0..sentences.len() as u64).collect::<Vec<_>>());
    }
    let kinds = ["same", "edited", "rewritten", "left_only", "right_only"];
    let classes = [
        "figure",
        "date",
        "name",
        "quote",
        "punctuation",
        "case",
        "whitespace",
        "quote_style",
        "wording",
    ];
    for group in out["groups"].as_array().unwrap() {
        keys(group, &["kind", "left", "right", "similarity", "moved", "changes", "quiet"]);
        assert!(kinds.contains(&group["kind"].as_str().unwrap()));
        assert!(group["moved"].is_boolean());
        share(&group["similarity"]);
        let quiet = group["quiet"].as_array().unwrap();
        for change in group["changes"].as_array().unwrap().iter().chain(quiet) {
            keys(change, &["kind", "left", "right", "other"]);
            assert!(classes.contains(&change["kind"].as_str().unwrap()));
            let (old, new) = (cut(left, &change["left"]), cut(right, &change["right"]));
            assert!(old != new, "{change}");
        }
    }
    for repeat in out["repeats"].as_array().unwrap() {
        keys(repeat, &["side", "sentence", "of"]);
        assert!(repeat["of"].as_u64() < repeat["sentence"].as_u64());
    }
    let groups = out["groups"].as_array().unwrap().len() as u64;
    for figure in out["figures"].as_array().unwrap() {
        keys(figure, &["label", "left", "right", "agrees", "group"]);
        assert!(figure["label"].is_string() && figure["agrees"].is_boolean());
        assert!(figure["left"].is_string() || figure["right"].is_string());
        assert!(figure["group"].as_u64().is_some_and(|group| group < groups));
    }
    let scores = ["resemblance", "containment_left", "containment_right", "aligned", "moved"];
    keys(&out["scores"], &scores);
    scores.iter().for_each(|score| share(&out["scores"][score]));
}
