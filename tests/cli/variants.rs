//! `retold variants` as scripts and people meet it: the table, its JSON, names and exit codes.

use super::place::{POST, Place, Ran, acts, arg, keys, reference};
use serde_json::Value;

#[track_caller]
fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_story_s_facts_are_a_table_that_fits() {
    let place = Place::new();
    let of = "ferry-fire/calder-post-0810.txt";
    for columns in ["40", "80", "200"] {
        let args = ["variants", "-C", "sample:", of];
        let ran = place.command(&args).env("COLUMNS", columns).output().unwrap();
        let ran = Ran::of(&args, ran).ok();
        assert!(!acts(&ran.out), "{}", ran.out);
        let widest: usize = columns.parse().unwrap();
        assert!(ran.out.lines().all(|l| l.chars().count() <= widest), "{columns}: {}", ran.out);
        for part in ["8 reports", "dead", "{63}", "--all"] {
            assert!(ran.out.contains(part), "{columns}: no {part:?} in {}", ran.out);
        }
    }
    let all = place.run(&["variants", "-C", "sample:", of, "--all"]).ok();
    assert!(all.out.contains("passengers") && all.out.contains("prime minister"), "{}", all.out);
    let event = place.run(&["variants", "-C", "sample:", of, "--same-event"]).ok();
    assert!(event.out.contains("11 reports, 3 of the same event"), "{}", event.out);
}

#[test]
fn a_fact_a_line() {
    let place = Place::with_news();
    let ran = place.run(&["variants", "-C", "news", "post.txt", "--json"]).ok();
    let rows = lines(&ran);
    let dead = rows.iter().find(|row| row["label"] == "dead").unwrap();
    keys(dead, &["label", "about", "kind", "disagrees", "cells", "first"]);
    assert_eq!((&dead["kind"], &dead["disagrees"]), (&"figure".into(), &true.into()));
    let cells = dead["cells"].as_array().unwrap();
    let values: Vec<&str> = cells.iter().map(|cell| cell["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["40", "60"], "{dead}");
    for cell in cells {
        keys(cell, &["article", "value", "text", "modifier", "differs", "start", "end"]);
        reference(&cell["article"]);
    }
    let first = dead["first"].as_array().unwrap();
    assert_eq!(first.len(), 2);
    for (value, cell) in first.iter().zip(cells) {
        keys(value, &["value", "article"]);
        assert_eq!((&value["value"], &value["article"]), (&cell["value"], &cell["article"]["id"]));
    }
    assert!(rows.iter().all(|row| row["disagrees"] == true));
    let all = lines(&place.run(&["variants", "-C", "news", "post.txt", "--json", "--all"]).ok());
    assert!(all.len() > rows.len() && all.iter().any(|row| row["disagrees"] == false));
    let story = lines(&place.run(&["stories", "-C", "news", "--json"]).ok())[0]["id"].clone();
    let named = place.run(&["variants", "-C", "news", story.as_str().unwrap(), "--json"]).ok();
    assert_eq!(named.out, ran.out);
}

#[test]
fn what_is_in_no_story_says_so() {
    let place = Place::with_news();
    let none = place.run(&["variants", "-C", "news", "vell-2"]).code(1);
    assert!(none.err.contains("in no story"), "{}", none.err);
    place.run(&["variants", "-C", "news", "s000"]).fails(&["s000"]);
    let draft = place.write("draft.txt", POST);
    place.run(&["variants", "-C", "news", arg(&draft)]).fails(&["retold similar"]);
}
