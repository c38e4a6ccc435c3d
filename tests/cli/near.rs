//! Stories, pairs, why and dedup as scripts and people meet them: shapes, order, exit codes, and that
//! nothing is ever written into a corpus.

use super::place::{ORCHARD, POST, Place, Ran, WIRE, acts, arg, below, keys, reference, share};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const VERDICTS: [&str; 7] =
    ["copy", "rewrite", "partial_copy", "excerpt", "shares_quotes", "boilerplate", "same_event"];

/// The lines of a JSON Lines output.
#[track_caller]
fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// A corpus of three wire copies, dated, and what has nothing to do with them.
fn with_copies() -> Place {
    let place = Place::with_news();
    place.write("news/wire2.txt", WIRE.replace("23 March", "24 March"));
    place
}

#[test]
fn a_story_a_line() {
    let place = with_copies();
    let args = ["stories", "-C", "news", "--json"];
    let ran = place.run(&args).ok();
    let stories = lines(&ran);
    assert_eq!(stories.len(), 1, "{}", ran.out);
    let story = &stories[0];
    keys(story, &["id", "size", "first", "medoid", "members"]);
    assert!(text(story, "id").starts_with('s') && text(story, "id").len() == 11);
    let members = story["members"].as_array().unwrap();
    assert_eq!((story["size"].as_u64(), members.len()), (Some(3), 3));
    let ids: BTreeSet<&str> = members.iter().map(|m| text(&m["article"], "id")).collect();
    assert!(ids.contains(text(story, "medoid")), "{story}");
    assert!(story["first"].is_null() || ids.contains(text(story, "first")), "{story}");
    for member in members {
        keys(member, &["article", "verdict", "parent"]);
        reference(&member["article"]);
        let medoid = member["article"]["id"] == story["medoid"];
        match member["verdict"].as_str() {
            Some(verdict) => assert!(VERDICTS.contains(&verdict), "{member}"),
            None => assert!(medoid && member["parent"].is_null(), "{member}"),
        }
        assert!(member["parent"].is_null() || ids.contains(text(member, "parent")), "{member}");
        assert_ne!(member["parent"], member["article"]["id"]);
    }
    assert_eq!(place.run(&args).ok().out, ran.out, "the same every time");
    let id = text(story, "id").to_string();
    for name in [id.as_str(), &id[..5], "post.txt", &id[1..]] {
        let one = place.run(&["stories", "-C", "news", "--json", "--of", name]).ok();
        assert_eq!(one.out, ran.out, "{name}");
    }
    place.run(&["stories", "-C", "news", "--of", "vell-2"]).code(1);
    place.run(&["stories", "-C", "news", "--of", "s000"]).fails(&["no story", "s000"]);
    let draft = place.write("draft.txt", POST);
    place.run(&["stories", "-C", "news", "--of", arg(&draft)]).fails(&["retold similar"]);
}

#[test]
fn stories_are_trees_for_people() {
    let place = with_copies();
    let ran = place.command(&["stories", "-C", "news"]).env("COLUMNS", "110").output().unwrap();
    let ran = Ran::of(&["stories"], ran).ok();
    for part in ["1 story", "3 reports", "Blaze at Port Calder", "22–24 Mar 2031", "rewrite ."] {
        assert!(ran.out.contains(part), "no {part:?} in {}", ran.out);
    }
    assert!(ran.out.lines().all(|line| line.chars().count() <= 110), "{}", ran.out);
    let sample = place.run(&["stories", "-C", "sample:", "--limit", "2"]).ok();
    assert!(sample.out.contains("more stories") && sample.out.contains("--limit 0"));
    let count = |limit| {
        let ran = place.run(&["stories", "-C", "sample:", "--json", "--limit", limit]).ok();
        lines(&ran).iter().map(|story| story["size"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let all = count("0");
    assert_eq!(count("2"), all[..2]);
    assert!(all.is_sorted_by(|a, b| a >= b), "largest first: {all:?}");
    let listed = lines(&place.run(&["stories", "-C", "sample:", "--json"]).ok());
    assert_eq!(listed.len(), all.len(), "JSON has all unless told otherwise");
    place.write("alone/one.txt", ORCHARD);
    let none = place.run(&["stories", "-C", "alone"]).code(1);
    assert!(none.out.is_empty() && none.err.contains("no stories"), "{}", none.err);
    assert_eq!(place.run(&["stories", "-C", "alone", "--json"]).code(1).out, "");
}

#[test]
fn a_pair_a_line_in_the_order_of_the_corpus() {
    let place = with_copies();
    for corpus in ["news", "sample:"] {
        let args = ["pairs", "-C", corpus, "--json"];
        let ran = place.run(&args).ok();
        let pairs = lines(&ran);
        assert!(pairs.len() >= 3, "{}", ran.out);
        for pair in &pairs {
            let measures = ["verdict", "resemblance", "containment", "unquoted"];
            keys(pair, &[&["a", "b"], &measures[..], &["blocks", "longest", "masked"]].concat());
            reference(&pair["a"]);
            reference(&pair["b"]);
            assert!(VERDICTS.contains(&text(pair, "verdict")), "{pair}");
            share(&pair["resemblance"]);
            for sides in ["containment", "unquoted"] {
                keys(&pair[sides], &["a", "b"]);
                share(&pair[sides]["a"]);
                share(&pair[sides]["b"]);
            }
            assert!(["blocks", "longest", "masked"].iter().all(|count| pair[count].is_u64()));
        }
        // No origin of these corpora has a record of more than one digit, so they sort as text.
        let place_of = |pair: &Value| {
            (text(&pair["a"], "origin").to_string(), text(&pair["b"], "origin").to_string())
        };
        let places: Vec<_> = pairs.iter().map(place_of).collect();
        assert!(places.is_sorted_by(|x, y| x < y), "{places:?}");
        assert!(places.iter().all(|(a, b)| a < b), "{places:?}");
        assert_eq!(place.run(&args).ok().out, ran.out, "the same every time");
    }
}

#[test]
fn pairs_tell_what_similar_tells() {
    let place = Place::with_news();
    let pair = &lines(&place.run(&["pairs", "-C", "news", "--json"]).ok())[0];
    let copy = place.run(&["similar", "-C", "news", "post.txt", "--json"]).ok().json();
    let copy = &copy["copies"][0];
    for measure in ["verdict", "resemblance", "blocks", "longest", "masked"] {
        assert_eq!(pair[measure], copy[measure], "{measure}");
    }
    for sides in ["containment", "unquoted"] {
        assert_eq!(pair[sides]["a"], copy[sides]["self"]);
        assert_eq!(pair[sides]["b"], copy[sides]["other"]);
    }
}

#[test]
fn pairs_may_be_of_some_verdicts_only() {
    let place = with_copies();
    let of = |verdicts| {
        let args = ["pairs", "-C", "sample:", "--json", "--verdict", verdicts];
        let found = lines(&place.run(&args).ok());
        found.iter().map(|pair| text(pair, "verdict").to_string()).collect::<BTreeSet<_>>()
    };
    assert_eq!(of("copy"), BTreeSet::from(["copy".to_string()]));
    assert_eq!(of("copy,partial_copy").len(), 2);
    assert_eq!(of("partial-copy").len(), 1);
    let none = place.run(&["pairs", "-C", "news", "--verdict", "boilerplate"]).code(1);
    assert!(none.out.is_empty() && none.err.contains("no such pairs"), "{}", none.err);
    place.run(&["pairs", "-C", "news", "--verdict", "twin"]).fails(&["twin"]);
    let plain = place.run(&["pairs", "-C", "news"]).ok();
    let ids = |line: &str| line.split_whitespace().filter(|word| word.len() == 10).count();
    assert_eq!(plain.out.lines().count(), 3);
    assert!(plain.out.lines().all(|line| ids(line) >= 2), "{}", plain.out);
}

#[test]
fn a_reader_of_pairs_may_go_away() {
    let place = Place::new();
    // Ever so many copies of one report: far more output than a pipe holds.
    for n in 0..60 {
        place.write(&format!("news/copy{n:02}.txt"), POST);
    }
    place.run(&["index", "news"]).ok();
    let mut child = place.command(&["pairs", "-C", "news", "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = Ran::of(&["pairs"], child.wait_with_output().unwrap()).ok();
    assert_eq!(ended.err, "");
}

#[test]
fn why_explains_a_verdict() {
    let place = Place::with_news();
    let args = ["why", "-C", "news", "post.txt", "wire.txt"];
    let out = place.run(&[&args[..], &["--json"]].concat()).ok().json();
    explained(&out, POST, WIRE);
    assert_eq!(text(&out, "verdict"), "rewrite");
    let pair = &lines(&place.run(&["pairs", "-C", "news", "--json"]).ok())[0];
    for measure in ["resemblance", "containment", "unquoted", "blocks", "longest", "masked"] {
        assert_eq!(out[measure], pair[measure], "{measure}");
    }
    let told = place.run(&args).ok().out;
    assert!(told.contains("rewrite: resemblance .") && told.contains("Blaze at"), "{told}");
    let events = ["pairs", "-C", "sample:", "--json", "--verdict", "same_event"];
    let pair = &lines(&place.run(&events).ok())[0];
    let (a, b) = (text(&pair["a"], "id"), text(&pair["b"], "id"));
    let same = place.run(&["why", "-C", "sample:", a, b, "--json"]).ok().json();
    assert_eq!(text(&same, "verdict"), "same_event", "as the pair says");
    let apart = place.run(&["why", "-C", "news", "post.txt", "vell-1"]).code(1).out;
    assert!(apart.contains("unrelated"), "{apart}");
}

#[test]
fn why_of_two_files_needs_no_corpus() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let out = place.run(&["why", "old.txt", "new.txt", "--json"]).ok().json();
    explained(&out, POST, WIRE);
    assert!(!place.path("data").exists(), "no index was needed");
    place.feed(&["why", "-", "new.txt"], POST.as_bytes()).ok();
    place.run(&["why", "-", "-"]).fails(&["standard input"]);
    place.run(&["why", "old.txt", "nowhere.txt"]).fails(&["nowhere.txt"]);
}

#[track_caller]
fn explained(out: &Value, a: &str, b: &str) {
    let measures = ["verdict", "resemblance", "containment", "unquoted", "covered"];
    let counts = ["blocks", "longest", "masked"];
    keys(out, &[&["a", "b"], &measures[..], &counts, &["tests", "shared"]].concat());
    reference(&out["a"]);
    reference(&out["b"]);
    share(&out["resemblance"]);
    share(&out["covered"]);
    for test in out["tests"].as_array().unwrap() {
        keys(test, &["measure", "value", "bound", "met"]);
        assert!(test["measure"].is_string() && test["met"].is_boolean());
        assert!(test["value"].is_number() && test["bound"].is_number());
    }
    for passage in out["shared"].as_array().unwrap() {
        keys(passage, &["a", "b", "words", "kind", "text"]);
        assert!(["own", "quoted", "boilerplate"].contains(&text(passage, "kind")), "{passage}");
        let cut = |body: &str, span: &Value| {
            let end = |at: usize| span[at].as_u64().unwrap() as usize;
            body.get(end(0)..end(1)).unwrap().to_string()
        };
        assert_eq!(cut(a, &passage["a"]), text(passage, "text"));
        assert!(!cut(b, &passage["b"]).is_empty());
    }
}

const ARTICLE: [&str; 13] = [
    "id", "key", "origin", "title", "source", "date", "byline", "place", "section", "tags", "lang",
    "url", "body",
];

#[test]
fn dedup_writes_the_corpus_back() {
    let place = with_copies();
    let ran = place.run(&["dedup", "news"]).ok();
    let articles = lines(&ran);
    let origins: Vec<&str> = articles.iter().map(|article| text(article, "origin")).collect();
    assert_eq!(origins, ["dump.jsonl:1", "dump.jsonl:2", "post.txt", "wire.txt", "wire2.txt"]);
    let story = lines(&place.run(&["stories", "-C", "news", "--json"]).ok())[0]["id"].clone();
    for article in &articles {
        keys(article, &[&ARTICLE[..], &["story", "role", "of", "verdict"]].concat());
        let (role, in_story) = (text(article, "role"), text(article, "origin").ends_with("txt"));
        assert_eq!(article["story"], if in_story { story.clone() } else { Value::Null });
        assert_eq!(role == "single", !in_story, "{article}");
        assert_eq!(role == "duplicate", article["of"].is_string(), "{article}");
        assert_eq!(role == "duplicate", article["verdict"].is_string(), "{article}");
    }
    assert_eq!(articles[0]["body"], ORCHARD);
    assert_eq!(articles[2]["body"], POST);
    let kept: Vec<_> = articles.iter().filter(|article| article["role"] == "keep").collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(text(kept[0], "origin"), "post.txt", "the earliest: {}", ran.out);
    assert!(ran.err.contains("5 articles written"), "{}", ran.err);
    assert_eq!(place.run(&["dedup", "news"]).ok().out, ran.out, "the same every time");
    assert_eq!(place.run(&["dedup", "-C", "news", "-q"]).ok().err, "");
}

#[test]
fn which_articles_stay_is_for_the_curator_to_say() {
    let place = with_copies();
    let roles = |args: &[&str]| {
        let ran = place.run(&[&["dedup", "news"], args].concat()).ok();
        let line = |l: &Value| (text(l, "origin").to_string(), text(l, "role").to_string());
        lines(&ran)
            .iter()
            .map(line)
            .filter(|(_, role)| role != "single")
            .collect::<BTreeMap<_, _>>()
    };
    let expect = |roles: BTreeMap<String, String>, told: [&str; 3]| {
        let found: Vec<_> = roles.values().map(String::as_str).collect();
        assert_eq!(found, told, "{roles:?}");
    };
    expect(roles(&[]), ["keep", "duplicate", "duplicate"]);
    expect(roles(&["--keep", "longest"]), ["keep", "duplicate", "duplicate"]);
    // The two wire copies are copies of one another and rewrites of the first report.
    expect(roles(&["--verdict", "copy"]), ["keep", "related", "duplicate"]);
    let medoid = lines(&place.run(&["stories", "-C", "news", "--json"]).ok())[0]["medoid"].clone();
    let kept = lines(&place.run(&["dedup", "news", "--keep", "medoid", "--only", "keep"]).ok());
    assert_eq!((kept.len(), &kept[0]["id"]), (1, &medoid));
    let stays = place.run(&["dedup", "news", "--only", "keep,related,single"]).ok();
    assert_eq!(lines(&stays).len(), 3);
    place.run(&["dedup", "news", "--only", "related"]).code(1);
    place.run(&["dedup", "news", "--verdict", "boilerplate"]).fails(&["--verdict takes copy"]);
    place.run(&["dedup", "news", "--json"]).fails(&["--report"]);
}

#[test]
fn a_duplicate_is_one_of_an_article_that_stays() {
    let place = Place::new();
    for verdicts in ["copy", "copy,rewrite", "copy,rewrite,partial_copy,excerpt"] {
        let articles = lines(&place.run(&["dedup", "sample:", "--verdict", verdicts]).ok());
        let role: BTreeMap<&str, &str> =
            articles.iter().map(|a| (text(a, "id"), text(a, "role"))).collect();
        let mut duplicates = 0;
        for article in articles.iter().filter(|a| a["role"] == "duplicate") {
            duplicates += 1;
            assert!(["keep", "related"].contains(&role[text(article, "of")]), "{article}");
            assert!(verdicts.contains(text(article, "verdict")), "{article}");
        }
        assert!(duplicates > 0);
        // No two that stay are what counts as a duplicate.
        let args = ["pairs", "-C", "sample:", "--json", "--verdict", verdicts];
        for pair in lines(&place.run(&args).ok()) {
            let roles = [role[text(&pair["a"], "id")], role[text(&pair["b"], "id")]];
            assert!(roles.contains(&"duplicate"), "{pair}");
        }
    }
}

#[test]
fn dedup_reports_what_would_go() {
    let place = with_copies();
    let ran = place.run(&["dedup", "news", "--report"]).ok();
    for part in ["2 of 3 would go", "5 articles", "2 duplicates would go", "3 would stay"] {
        assert!(ran.out.contains(part), "no {part:?} in {}", ran.out);
    }
    let told = lines(&place.run(&["dedup", "news", "--report", "--json"]).ok());
    let [story, totals] = &told[..] else { panic!("{told:?}") };
    keys(story, &["story", "keep", "duplicates", "related"]);
    reference(&story["keep"]);
    let duplicates = story["duplicates"].as_array().unwrap();
    assert_eq!(duplicates.len(), 2);
    for duplicate in duplicates {
        keys(duplicate, &["article", "of", "verdict", "resemblance"]);
        reference(&duplicate["article"]);
        share(&duplicate["resemblance"]);
    }
    keys(totals, &["totals"]);
    let counts = ["articles", "stories", "singles", "related", "duplicates"];
    keys(&totals["totals"], &[&counts[..], &["words", "words_saved", "bytes_saved"]].concat());
    let numbers: Vec<_> = counts.iter().map(|c| totals["totals"][c].as_u64().unwrap()).collect();
    assert_eq!(numbers, [5, 1, 2, 0, 2]);
    assert_eq!(totals["totals"]["bytes_saved"], 2 * WIRE.len());
    place.write("alone/one.txt", ORCHARD);
    place.run(&["dedup", "alone", "--report"]).code(1);
    place.run(&["dedup", "alone"]).ok();
}

#[test]
fn output_never_goes_into_the_corpus() {
    let place = with_copies();
    let dump = std::fs::read(place.path("news/dump.jsonl")).unwrap();
    std::fs::create_dir(place.path("news/below")).unwrap();
    for inside in
        ["news/out.jsonl", "news/below/out.jsonl", "news/../news/out.jsonl", "news/dump.jsonl"]
    {
        place.run(&["dedup", "news", "-o", inside]).fails(&["corpus", "never written"]);
    }
    place.run(&["dedup", "news/dump.jsonl", "-o", "news/dump.jsonl"]).fails(&["never written"]);
    assert_eq!(std::fs::read(place.path("news/dump.jsonl")).unwrap(), dump);
    assert!(!place.path("news/out.jsonl").exists());
    place.run(&["dedup", "news", "-o", "nowhere/out.jsonl"]).fails(&["no folder nowhere"]);
    place.run(&["dedup", "news", "-o", "news"]).fails(&["folder"]);
    // Beside a file that is the corpus is not in it.
    place.run(&["dedup", "news/dump.jsonl", "-o", "news/beside.txt"]).ok();
    std::fs::remove_file(place.path("news/beside.txt")).unwrap();
    let piped = place.run(&["dedup", "news"]).ok().out;
    place.write("out.jsonl", "old");
    let ran = place.run(&["dedup", "news", "--output", "out.jsonl"]).ok();
    assert_eq!(ran.out, "");
    assert_eq!(std::fs::read_to_string(place.path("out.jsonl")).unwrap(), piped);
    let left = std::fs::read_dir(place.path("")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".retold")), "{left:?}");
}

#[cfg(unix)]
#[test]
fn links_lead_to_where_they_lead_and_devices_stay() {
    use std::os::unix::fs::symlink;
    let place = with_copies();
    symlink(place.path("news"), place.path("elsewhere")).unwrap();
    symlink(place.path("news/dump.jsonl"), place.path("link.jsonl")).unwrap();
    for inside in ["elsewhere/out.jsonl", "link.jsonl"] {
        place.run(&["dedup", "news", "-o", inside]).fails(&["never written"]);
    }
    place.write("real.jsonl", "");
    symlink(place.path("real.jsonl"), place.path("good.jsonl")).unwrap();
    place.run(&["dedup", "news", "-o", "good.jsonl"]).ok();
    assert!(place.path("good.jsonl").is_symlink());
    assert!(std::fs::metadata(place.path("real.jsonl")).unwrap().len() > 1_000);
    let out = place.run(&["dedup", "news", "-o", "/dev/stdout"]).ok();
    assert_eq!(lines(&out).len(), 5);
}

#[test]
fn nothing_in_a_text_acts_on_the_terminal_here_either() {
    let place = Place::new();
    let evil = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}x\u{200b}\u{7f}";
    let record = |n: u32| {
        serde_json::json!({ "id": n, "title": format!("T{evil}"), "source": format!("S{evil}{n}"),
            "text": format!("{POST}\n{evil}\n"), "date": format!("2031-03-2{n}") })
    };
    place.write("news/dump.jsonl", format!("{}\n{}\n", record(1), record(2)));
    let names = ["dump.jsonl:1", "dump.jsonl:2"];
    for args in [
        &["stories", "-C", "news"][..],
        &["stories", "-C", "news", "--json"],
        &["pairs", "-C", "news"],
        &["pairs", "-C", "news", "--json"],
        &["why", "-C", "news", names[0], names[1], "--full"],
        &["why", "-C", "news", names[0], names[1], "--json"],
        &["dedup", "news"],
        &["dedup", "news", "--report"],
        &["dedup", "news", "--report", "--json"],
        &["stories", "-C", "news", "--of", "\u{1b}[31m"],
    ] {
        let ran = place.run(args);
        assert!(!acts(&ran.out) && !acts(&ran.err), "{args:?}: {:?}{:?}", ran.out, ran.err);
        assert!(ran.code == Some(0) || args.contains(&"--of"), "{args:?}: {}", ran.err);
    }
    let back = lines(&place.run(&["dedup", "news"]).ok());
    assert_eq!(back[0]["body"], format!("{POST}\n{evil}\n"));
    assert_eq!(back[0]["title"], format!("T{evil}"));
}

#[test]
fn what_was_not_compared_yet_is_not_called_free_of_duplicates() {
    let place = with_copies();
    let all = place.run(&["dedup", "news", "--index", "idx", "--report", "--json"]).ok().out;
    std::fs::remove_file(below(&place.path("idx"), "stories.bin").unwrap()).unwrap();
    // As it is while another process is indexing, or where that was cut off.
    let asis = ["-C", "news", "--index", "idx", "--no-refresh"];
    let pairs = place.run(&[&["pairs"][..], &asis].concat()).code(1);
    assert!(pairs.err.contains("not all of it was compared yet"), "{}", pairs.err);
    let out = place.path("clean.jsonl");
    let dedup = ["dedup", "-o", out.to_str().unwrap()];
    place.run(&[&dedup[..], &asis].concat()).fails(&["once all of the corpus was compared"]);
    assert!(!out.exists());
    let again = place.run(&["dedup", "news", "--index", "idx", "--report", "--json"]).ok().out;
    assert_eq!(again, all);
    let pairs = place.run(&[&["pairs"][..], &asis].concat()).ok();
    assert!(!pairs.err.contains("compared yet"), "{}", pairs.err);
}
