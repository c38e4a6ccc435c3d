//! Searching from scripts: streams, tables, counts, orders, facets, and many queries in one start.

use super::place::{Place, acts, keys, reference};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

/// Lines of JSON.
fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The column `at` of a table, without its head.
fn column(out: &str, at: usize) -> Vec<&str> {
    out.lines().skip(1).map(|line| line.split('\t').nth(at).unwrap()).collect()
}

/// A place with a corpus `many` of so many short articles that differ.
fn with_many(count: usize) -> Place {
    let place = Place::new();
    let mut dump = String::new();
    for n in 0..count {
        let article = serde_json::json!({
            "id": format!("n{n}"), "title": format!("Tide table {n}"),
            "text": format!("The tide at harbour {n} rose by {} fathoms, said keeper {}.\n{}",
                n * 7, n * 31, format!("word{n} ").repeat(n % 9)),
            "source": format!("Outlet {}", n % 5), "tags": ["tide", format!("t{}", n % 3)],
            "date": format!("20{:02}-0{}-11", n % 40, 1 + n % 9),
        });
        dump.push_str(&format!("{article}\n"));
    }
    place.write("many/dump.jsonl", dump);
    place
}

#[test]
fn lines_of_json_are_the_hits() {
    let place = Place::with_news();
    let ran = place.run(&["search", "-C", "news", "ferry", "--jsonl"]).ok();
    let hits = lines(&ran.out);
    assert_eq!(hits.len(), 1);
    keys(&hits[0], &["query", "article", "score", "snippet", "copies"]);
    assert_eq!(hits[0]["query"], "ferry");
    reference(&hits[0]["article"]);
    reference(&hits[0]["copies"][0]);
    let flat = ["search", "-C", "news", "", "--jsonl", "--no-fold", "--fields"];
    let flat = place.run(&[&flat[..], &["title,source,words,tags,story,copies,body,key"]].concat());
    for hit in lines(&flat.ok().out) {
        keys(&hit, &["title", "source", "words", "tags", "story", "copies", "body", "key"]);
        assert!(hit["body"].as_str().unwrap().len() > 40 && hit["words"].is_u64());
        assert_eq!(hit["story"].is_string(), hit["copies"] == 1, "{hit}");
    }
    let none = place.run(&["search", "-C", "news", "zeppelin", "--jsonl"]).code(1);
    assert!(none.out.is_empty(), "{}", none.out);
}

#[test]
fn a_table_has_a_head_and_no_stray_tabs() {
    let place = Place::with_news();
    let evil = serde_json::json!({
        "title": "a\ttab\u{1b}[31m", "text": "The ferry\nof evil.", "source": "E\r\nF",
    });
    place.write("news/evil.jsonl", format!("{evil}\n"));
    let ran = place.run(&["search", "-C", "news", "ferry", "--tsv", "--no-fold"]).ok();
    assert!(!acts(&ran.out.replace('\t', " ")), "{}", ran.out);
    let table: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(table[0], ["id", "date", "source", "title", "origin"]);
    assert!(table.iter().all(|line| line.len() == 5), "{table:?}");
    assert_eq!(table.len(), 4);
    let chosen = ["search", "-C", "news", "evil", "--tsv", "--fields", "source,body,date,source"];
    let chosen = place.run(&chosen).ok();
    assert_eq!(chosen.out, "source\tbody\tdate\nE F\tThe ferry of evil.\t\n");
    let none = place.run(&["search", "-C", "news", "zeppelin", "--tsv", "--fields", "id"]).code(1);
    assert_eq!(none.out, "id\n");
    let unknown = ["search", "-C", "news", "ferry", "--tsv", "--fields", "id,headline"];
    place.run(&unknown).fails(&["headline", "the fields are", "title", "snippet"]);
    place.run(&["search", "ferry", "--fields", "id"]).fails(&["--jsonl"]);
}

#[test]
fn all_means_all() {
    let place = with_many(150);
    let search =
        |args: &[&str]| place.run(&[&["search", "-C", "many", "-q"], args].concat()).ok().out;
    let table = ["--tsv", "--fields", "key"];
    assert_eq!(search(&[&table[..], &["tide"]].concat()).lines().count(), 21);
    let all = search(&[&table[..], &["tide", "--all"]].concat());
    assert_eq!(all.lines().count(), 151);
    assert_eq!(all, search(&[&table[..], &["tide", "--limit", "0"]].concat()));
    let rest = search(&[&table[..], &["tide", "--all", "--offset", "140"]].concat());
    assert_eq!(column(&rest, 0), column(&all, 0)[140..]);
    assert_eq!(search(&["tide", "--count"]), "150\n");
    assert_eq!(search(&["tide", "--count", "--json"]), "{\"query\":\"tide\",\"total\":150}\n");
    assert_eq!(search(&["tide", "--all"]).matches("Tide table").count(), 150);
    let none = place.run(&["search", "-C", "many", "zeppelin", "--count"]).code(1);
    assert_eq!(none.out, "0\n");
    let cut = place.run(&["search", "-C", "many", "tide", "--jsonl"]).ok();
    assert!(cut.err.contains("--all"), "{}", cut.err);
    place.run(&["search", "-C", "many", "tide", "--all", "--limit", "3"]).fails(&["--limit"]);
}

#[test]
fn orders_put_first_what_they_say() {
    let place = Place::with_news();
    let search = |order: &str, field: &str| -> Vec<String> {
        let fields = format!("origin,{field}");
        let args =
            ["search", "-C", "news", "--no-fold", "--tsv", "--fields", &fields, "--sort", order];
        let ran = place.run(&args).ok();
        column(&ran.out, 1).into_iter().map(String::from).collect()
    };
    let numbers = |order: &str, field: &str| -> Vec<i64> {
        search(order, field).iter().map(|number| number.parse().unwrap()).collect()
    };
    let longest = numbers("longest", "words");
    assert!(longest.is_sorted_by(|a, b| a >= b) && longest[0] > longest[3], "{longest:?}");
    assert_eq!(numbers("shortest", "words"), longest.iter().rev().copied().collect::<Vec<_>>());
    assert_eq!(numbers("copies", "copies"), [1, 1, 0, 0]);
    assert!(numbers("spread", "spread").is_sorted_by(|a, b| a >= b));
    let newest = search("newest", "date");
    assert_eq!(newest, ["2031-04-03", "2031-03-23", "2031-03-22", ""], "undated last");
    let oldest = search("oldest", "date");
    assert_eq!(oldest, ["2031-03-22", "2031-03-23", "2031-04-03", ""], "undated last here too");
    let recent = ["search", "-C", "news", "ferry", "--recency", "--tsv", "--no-fold", "--fields"];
    let recent = place.run(&[&recent[..], &["date,score"]].concat()).ok();
    assert!(column(&recent.out, 1).iter().all(|score| score.parse::<f32>().unwrap() > 0.0));
    place.run(&["search", "x", "--recency", "--sort", "newest"]).fails(&["--sort newest"]);
    place.run(&["search", "x", "--sort", "colour"]).fails(&["spread"]);
}

#[test]
fn many_queries_in_one_start() {
    let place = Place::with_news();
    let ask = |args: &[&str], queries: &str| {
        place.feed(&[&["search", "-C", "news", "-q", "--stdin"], args].concat(), queries.as_bytes())
    };
    let queries = "ferry\n\nzeppelin\r\n  cherries \n\"port calder\"";
    let counted = ask(&["--count"], queries).ok();
    assert_eq!(counted.out, "2\tferry\n0\tzeppelin\n1\tcherries\n2\t\"port calder\"\n");
    let hits = lines(&ask(&["--jsonl"], queries).ok().out);
    let told: Vec<&str> = hits.iter().map(|hit| hit["query"].as_str().unwrap()).collect();
    assert_eq!(told, ["ferry", "cherries", "\"port calder\""]);
    let table = ask(&["--tsv"], queries).ok();
    assert_eq!(column(&table.out, 0), ["ferry", "cherries", "\"port calder\""]);
    assert_eq!(table.out.matches("title").count(), 1, "one head");
    let whole = lines(&ask(&["--json"], queries).ok().out);
    assert_eq!(whole.iter().map(|found| found["total"].as_u64().unwrap()).sum::<u64>(), 5);
    let plain = ask(&[], "ferry\ncherries\n").ok();
    assert!(plain.out.starts_with("› ferry\n") && plain.out.contains("\n› cherries\n"));
    ask(&["--count"], "zeppelin\n").code(1);
    ask(&["--count"], "").code(1);
    ask(&["words"], "").fails(&["--stdin"]);
    let both = ["search", "-C", "-", "--stdin"];
    place.run(&both).fails(&["standard input"]);
}

#[test]
fn facets_count_what_matches() {
    let place = with_many(120);
    let args = ["search", "-C", "many", "tide", "--facet", "source,tag,date,lang,story", "--json"];
    let out = place.run(&args).ok().json();
    keys(&out, &["query", "total", "took_ms", "facets"]);
    assert_eq!(out["total"], 120);
    let facets = out["facets"].as_array().unwrap();
    let by: Vec<&str> = facets.iter().map(|facet| facet["by"].as_str().unwrap()).collect();
    assert_eq!(by, ["source", "tag", "date", "lang", "story"]);
    let counts = |at: usize| -> BTreeMap<String, u64> {
        let values = facets[at]["values"].as_array().unwrap().iter();
        values
            .map(|v| (v["value"].as_str().unwrap().to_string(), v["count"].as_u64().unwrap()))
            .collect()
    };
    keys(&facets[0], &["by", "period", "distinct", "without", "values"]);
    keys(&facets[0]["values"][0], &["value", "title", "count"]);
    assert_eq!(counts(0), (0..5).map(|n| (format!("Outlet {n}"), 24)).collect());
    assert_eq!(facets[1]["values"][0]["value"], "tide", "the most frequent first");
    assert_eq!((counts(1)["tide"], counts(1)["t0"]), (120, 40));
    assert_eq!((&facets[2]["period"], &facets[2]["distinct"]), (&"year".into(), &40.into()));
    assert_eq!(counts(2).values().sum::<u64>(), 120);
    let months = ["search", "-C", "many", "--facet", "date:month", "--json"];
    let months = place.run(&months).ok().json();
    assert_eq!(months["facets"][0]["values"][0]["value"], "2000-01");
    let plain =
        place.run(&["search", "-C", "many", "tide", "--facet", "source", "--limit", "2"]).ok();
    assert!(plain.out.contains("source · 2 of 5"), "{}", plain.out);
    assert!(plain.out.contains("24  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  Outlet 0\n"), "{}", plain.out);
    place.run(&["search", "-C", "many", "zeppelin", "--facet", "tag"]).code(1);
    place.run(&["search", "--facet", "source", "--jsonl"]).fails(&["--facet"]);
    place.run(&["search", "--facet", "colour"]).fails(&["colour", "source", "section"]);
}

#[test]
fn a_story_counts_its_own() {
    let place = Place::with_news();
    let out = place.run(&["search", "-C", "news", "--facet", "story", "--json"]).ok().json();
    let facet = &out["facets"][0];
    assert_eq!((&facet["distinct"], &facet["without"]), (&1.into(), &2.into()));
    assert_eq!(facet["values"][0]["count"], 2);
    assert!(facet["values"][0]["title"].is_string());
    let plain = place.run(&["search", "-C", "news", "--facet", "story"]).ok();
    assert!(!acts(&plain.out) && plain.out.contains("2 without"), "{}", plain.out);
}

#[test]
fn who_has_seen_enough_may_leave() {
    let place = with_many(3_000);
    place.run(&["index", "many", "-q"]).ok();
    let args = ["search", "-C", "many", "--no-refresh", "tide", "--all", "--jsonl"];
    let mut child = place.command(&args).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    reference(&serde_json::from_str::<Value>(&first).unwrap()["article"]);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_stream_at_the_end_of_a_line() {
    let place = with_many(3_000);
    place.run(&["index", "many", "-q"]).ok();
    let args = ["search", "-C", "many", "--no-refresh", "tide", "--all", "--jsonl"];
    let mut child = place.command(&args).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    out.read_line(&mut text).unwrap();
    // More is to be written than a pipe holds, so it is still at it.
    let id = child.id().to_string();
    let interrupted = std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(interrupted.success());
    std::thread::sleep(std::time::Duration::from_millis(300));
    out.read_to_string(&mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(text.ends_with('\n'));
    assert!(lines(&text).len() < 3_000);
}

#[test]
fn what_is_like_a_text_is_found_from_a_file_or_standard_input() {
    let place = Place::with_news();
    place
        .write("draft.txt", "A late frost on Wednesday took the cherries in the orchards of Vell.");
    let named = place.run(&["search", "-C", "news", "--like", "draft.txt", "--jsonl"]).ok();
    let hits = lines(&named.out);
    let title = hits[0]["article"]["title"].as_str().unwrap();
    assert!(title.contains("orchards of Vell"), "{title}");
    let query = hits[0]["query"].as_str().unwrap();
    assert!(query.starts_with("like:\"") && query.contains("cherries"), "{query}");
    // What stands for it can be asked for as it is.
    let again = place.run(&["search", "-C", "news", query, "--jsonl"]).ok();
    assert_eq!(lines(&again.out)[0]["article"]["id"], hits[0]["article"]["id"]);
    let missing = place.run(&["search", "-C", "news", "--like", "nowhere.txt"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("nowhere.txt"), "{}", missing.err);
}

#[test]
fn related_words_are_a_facet_of_their_own() {
    let place = with_many(40);
    let ran = place.run(&["search", "-C", "many", "word3", "--related", "--json"]).ok();
    let out: Value = serde_json::from_str(&ran.out).unwrap();
    keys(&out, &["query", "total", "took_ms", "facets"]);
    assert_eq!(out["facets"][0]["by"], "related");
    let same = place.run(&["search", "-C", "many", "word3", "--facet", "related", "--json"]).ok();
    let same: Value = serde_json::from_str(&same.out).unwrap();
    assert_eq!(same["facets"], out["facets"]);
}

#[test]
fn several_passages_stand_beside_the_one() {
    let place = Place::new();
    let filler = "Nothing else was said of it that day by anybody. ".repeat(20);
    let text = format!("The ferry burned.\n{filler}\nThe ferry was towed. {filler}");
    place.write("some/a.txt", text);
    let one = place.run(&["search", "-C", "some", "ferry", "--jsonl"]).ok();
    keys(&lines(&one.out)[0], &["query", "article", "score", "snippet", "copies"]);
    let two = place.run(&["search", "-C", "some", "ferry", "--jsonl", "--snippets", "3"]).ok();
    let hit = &lines(&two.out)[0];
    keys(hit, &["query", "article", "score", "snippet", "snippets", "copies"]);
    assert!(hit["snippets"].as_array().unwrap().contains(&hit["snippet"]), "{hit}");
}
