//! The command line as scripts and people meet it: the real binary, exit codes, plain text, and
//! what it says of bad input. The shapes of the JSON are tested in `cli/json.rs`, what tells of
//! near-duplicates in `cli/near.rs`, searching from scripts in `cli/search.rs`, marks and saved searches in
//! `cli/own.rs`, written comparisons and git in `cli/export.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "cli/export.rs"]
mod export;
#[path = "cli/json.rs"]
mod json;
#[path = "cli/near.rs"]
mod near;
#[path = "cli/own.rs"]
mod own;
#[path = "cli/place.rs"]
mod place;
#[path = "cli/search.rs"]
mod search;
#[path = "cli/variants.rs"]
mod variants;

use place::{ORCHARD, POST, Place, Ran, WIRE, acts, arg};
use std::io::{BufRead, BufReader};
use std::process::Command;

#[test]
fn help_teaches_and_usage_errors_are_told_apart() {
    let place = Place::new();
    let help = place.run(&["--help"]).ok();
    for part in ["Examples:", "Exit codes:", "RETOLD_CORPUS", "sample:"] {
        assert!(help.out.contains(part), "{part}");
    }
    for command in [
        "index", "search", "show", "similar", "diff", "git-diff", "stories", "variants", "pairs",
        "why", "dedup", "searches", "mark", "marks",
    ] {
        assert!(place.run(&[command, "--help"]).ok().out.contains("Examples:"), "{command}");
    }
    assert!(place.run(&["--version"]).ok().out.starts_with("retold "));
    place.run(&["diff", "only-one"]).fails(&["RIGHT"]);
    place.run(&["search", "--limit", "some"]).fails(&["--limit"]);
    place.run(&["--field", "bdy=text", "index"]).fails(&["the fields are", "body"]);
    let evil = place.run(&["--\u{1b}[31m\u{9b}"]).code(2);
    assert!(!acts(&evil.err), "{:?}", evil.err);
}

#[test]
fn without_a_terminal_it_shows_stories_and_a_comparison() {
    let place = Place::with_news();
    let ran = place.run(&["news"]).ok();
    assert!(!acts(&ran.out), "{}", ran.out);
    for part in
        ["4 articles", "1 story", "at least 40 → at least 60", "retold search", "retold diff"]
    {
        assert!(ran.out.contains(part), "no {part:?} in {}", ran.out);
    }
}

#[test]
fn a_first_run_shows_the_sample() {
    let place = Place::new();
    let ran = place.run(&[]).ok();
    assert!(ran.out.contains("the bundled sample"), "{}", ran.out);
    assert!(ran.out.contains("stories"), "{}", ran.out);
    assert_eq!(place.run(&["sample:"]).ok().out.lines().next(), ran.out.lines().next());
    place.run(&["sample:", "elsewhere"]).fails(&["sample:"]);
}

#[test]
fn indexing_says_what_came_of_it() {
    let place = Place::with_news();
    let first = place.run(&["index", "news"]).ok();
    assert!(first.out.starts_with("4 articles of 3 files · 4 added · 1 story · "), "{}", first.out);
    assert!(first.err.contains("indexing"), "{}", first.err);
    let again = place.run(&["index", "news"]).ok();
    assert!(again.out.contains("nothing new"), "{}", again.out);
    assert_eq!(place.run(&["index", "news", "--quiet"]).ok().err, "");
    std::fs::remove_file(place.path("news/wire.txt")).unwrap();
    place.write("news/post.txt", POST.replace("40", "44"));
    place.write("news/more.txt", "A new one.\n\nThe mill by the weir is to be a museum.\n");
    let changed = place.run(&["index", "news"]).ok();
    assert!(changed.out.contains("1 added, 1 changed, 1 dropped"), "{}", changed.out);
}

#[test]
fn a_search_lists_hits_with_ids_that_can_be_shown() {
    let place = Place::with_news();
    let ran = place.run(&["search", "-C", "news", "cherries", "frost"]).ok();
    assert!(!acts(&ran.out));
    let hit = ran.out.lines().find(|line| line.contains("orchards of Vell")).unwrap();
    let id = hit.split_whitespace().next().unwrap();
    let shown = place.run(&["show", "-C", "news", id]).ok();
    assert!(shown.out.contains("the wind turned on Wednesday night"), "{}", shown.out);
    assert!(shown.out.lines().all(|line| line.chars().count() <= 84));
    let folded = place.run(&["search", "-C", "news", "ferry", "pier"]).ok();
    assert!(folded.out.contains("+1 copy"), "{}", folded.out);
    let unfolded = place.run(&["search", "-C", "news", "ferry", "pier", "--no-fold"]).ok();
    assert!(!unfolded.out.contains("+1 copy") && unfolded.out.contains("60 dead"));
    let newest = place.run(&["search", "-C", "news"]).ok();
    assert!(newest.out.contains("newest first"), "{}", newest.out);
}

#[test]
fn nothing_found_is_one_and_says_so() {
    let place = Place::with_news();
    let none = place.run(&["search", "-C", "news", "zeppelin"]).code(1);
    assert!(none.out.is_empty() && none.err.contains("zeppelin"), "{}", none.err);
    let past = place.run(&["search", "-C", "news", "ferry", "--offset", "9"]).code(1);
    assert!(past.err.contains("--offset"), "{}", past.err);
    let alone = place.run(&["similar", "-C", "news", "vell-2"]).code(1);
    assert!(alone.out.is_empty() && alone.err.contains("no near-duplicates"), "{}", alone.err);
}

#[test]
fn a_query_that_is_not_whole_still_answers() {
    let place = Place::with_news();
    let ran = place.run(&["search", "-C", "news", "\"ferry berthed"]).ok();
    assert!(ran.out.contains("Port Calder"), "{}", ran.out);
    assert!(ran.err.contains("in the query") && ran.err.contains('^'), "{}", ran.err);
    let quiet = place.run(&["search", "-q", "-C", "news", "\"unclosed ("]);
    assert!(matches!(quiet.code, Some(0 | 1)) && quiet.err.is_empty(), "{}", quiet.err);
}

#[test]
fn two_files_are_compared_without_any_corpus() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let ran = place.run(&["diff", "old.txt", "new.txt"]).ok();
    for part in ["at least 40 → at least 60", "{40}", "{60}", "− Two tugs", "+ The port stays shut"]
    {
        assert!(ran.out.contains(part), "no {part:?} in {}", ran.out);
    }
    assert!(!place.path("data").exists(), "no index was needed");
    let wide = place.command(&["diff", "old.txt", "new.txt"]).env("COLUMNS", "120").output();
    assert!(Ran::of(&["diff"], wide.unwrap()).ok().out.contains(" │ "));
    let piped = place.feed(&["diff", "-", "new.txt"], POST.as_bytes()).ok();
    assert!(piped.out.contains("at least 40 → at least 60"), "{}", piped.out);
    let same = place.run(&["diff", "old.txt", "old.txt"]).ok();
    assert!(same.out.contains("the two texts are the same"), "{}", same.out);
    place.run(&["diff", "-", "-"]).fails(&["standard input"]);
    place.run(&["diff", "old.txt", "nowhere.txt"]).fails(&["nowhere.txt"]);
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let args = ["diff", "old.txt", "new.txt", "--color"];
    let colour = |when| place.run(&[&args[..], &[when]].concat()).ok().out.contains('\x1b');
    assert!(!colour("auto") && !colour("never") && colour("always"));
}

#[test]
fn what_is_in_a_text_never_acts_on_the_terminal() {
    let place = Place::new();
    let evil = format!("{ORCHARD}\n\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}reversed\u{200b}\u{7f}\n");
    place.write("news/evil.txt", &evil);
    for args in [
        &["show", "-C", "news", "evil.txt"][..],
        &["search", "-C", "news", "reversed"],
        &["diff", "-C", "news", "evil.txt", "evil.txt", "--full"],
        &["show", "-C", "news", "evil.txt", "--json"],
        &["show", "no\u{1b}[31msuch"],
    ] {
        let ran = place.run(args);
        assert!(!acts(&ran.out) && !acts(&ran.err), "{args:?}: {:?}{:?}", ran.out, ran.err);
    }
}

#[test]
fn the_corpus_opened_last_is_the_default() {
    let place = Place::with_news();
    place.write("other/one.txt", ORCHARD);
    place.run(&["index", "news"]).ok();
    place.run(&["search", "ferry"]).ok();
    // Asking another one does not change which is the default.
    place.run(&["search", "-C", "other", "cherries"]).ok();
    place.run(&["search", "ferry"]).ok();
    let by_variable = place
        .command(&["search", "ferry"])
        .env("RETOLD_CORPUS", place.path("other"))
        .output()
        .unwrap();
    Ran::of(&["search"], by_variable).code(1);
    place.run(&["other"]).ok();
    place.run(&["search", "ferry"]).code(1);
    let elsewhere = place.path("elsewhere");
    place.run(&["index", "news", "--index", arg(&elsewhere)]).ok();
    assert!(std::fs::read_dir(&elsewhere).unwrap().next().is_some());
    place.run(&["search", "ferry"]).ok();
}

#[test]
fn changed_files_are_seen_unless_told_otherwise() {
    let place = Place::with_news();
    place.run(&["index", "news"]).ok();
    place.write("news/mill.txt", "The mill\n\nThe mill by the weir is to be a museum.\n");
    place.run(&["search", "museum", "--no-refresh"]).code(1);
    place.run(&["search", "museum"]).ok();
}

#[test]
fn a_corpus_that_is_gone_for_now_loses_nothing() {
    let place = Place::with_news();
    place.run(&["index", "news"]).ok();
    std::fs::rename(place.path("news"), place.path("unplugged")).unwrap();
    for command in [&["search", "ferry"][..], &["index"], &[]] {
        place.run(command).fails(&["opened last", "sample:"]);
    }
    std::fs::rename(place.path("unplugged"), place.path("news")).unwrap();
    let back = place.run(&["index"]).ok();
    assert!(back.out.contains("nothing new"), "{}", back.out);
}

#[test]
fn bad_input_gets_a_clear_message() {
    let place = Place::with_news();
    place.run(&["index", "nowhere"]).fails(&["no file or folder nowhere"]);
    let commands = "index, search, searches, mark, marks, show, similar, why, stories, variants, \
                    pairs, dedup, diff, git-diff and syntax";
    place.run(&["nonsense"]).fails(&["no file or folder nonsense", commands]);
    place.run(&["search", "-C", "nowhere", "x"]).fails(&["no file or folder nowhere"]);
    place.run(&["show", "-C", "news", "uuuu"]).fails(&["uuuu"]);
    place.run(&["show", "-C", "news", ""]).fails(&["needs a name"]);
    place.run(&["show", "-C", "news", "news"]).fails(&["folder"]);
    std::fs::create_dir(place.path("empty")).unwrap();
    let empty = place.run(&["index", "empty"]).code(1);
    assert!(empty.err.contains("no articles in") && empty.err.contains(".jsonl"), "{}", empty.err);
    place.run(&["empty"]).code(1);
    place.write("pictures/one.png", [0x89, b'P', b'N', b'G', 0, 1, 2]);
    let pictures = place.run(&["index", "pictures"]).code(1);
    assert!(pictures.err.contains("no articles in"), "{}", pictures.err);
    place.write("mixed/zeros.txt", vec![0; 4096]);
    place.write("mixed/good.txt", ORCHARD);
    place.run(&["index", "mixed"]).ok();
    place.run(&["search", "cherries"]).ok();
}

#[test]
fn a_bad_record_is_named_by_line_and_the_rest_is_indexed() {
    let place = Place::new();
    let mut dump = String::new();
    for n in 1..=30 {
        match n {
            20 => dump.push_str("{\"id\": 20, \"text\": \"cut off\n"),
            _ => dump.push_str(&format!(
                "{{\"id\": \"{n}\", \"title\": \"Note {n}\", \"text\": \"The ledger has {n} \
                 entries, and none of them was ever read aloud in the hall.\"}}\n"
            )),
        }
    }
    place.write("news/dump.jsonl", dump);
    let ran = place.run(&["index", "news"]).ok();
    assert!(ran.out.starts_with("29 articles"), "{}", ran.out);
    assert!(ran.out.contains("1 problem") && ran.out.contains("dump.jsonl:20"), "{}", ran.out);
}

#[test]
fn a_data_directory_that_cannot_be_written_is_explained() {
    let place = Place::with_news();
    // A file where a directory should be: even root cannot write into it.
    place.write("data", "in the way");
    place.run(&["index", "news"]).fails(&["--index", "RETOLD_DATA_DIR"]);
    place.run(&["search", "-C", "news", "ferry"]).fails(&["RETOLD_DATA_DIR"]);
    place.run(&["index", "news", "--index", "here"]).ok();
}

#[test]
fn standard_input_is_a_corpus_and_an_article() {
    let place = Place::with_news();
    let dump = std::fs::read(place.path("news/dump.jsonl")).unwrap();
    let ran = place.feed(&["index", "-"], &dump).ok();
    assert!(ran.out.starts_with("2 articles"), "{}", ran.out);
    let similar = place.feed(&["similar", "-C", "news", "-"], WIRE.as_bytes()).ok();
    assert!(similar.out.contains("Blaze at Port Calder"), "{}", similar.out);
    // What came through a pipe cannot be opened again.
    place.run(&["search", "ferry", "--no-refresh"]).code(1);
}

#[test]
fn fields_may_have_other_names() {
    let place = Place::new();
    let record = serde_json::json!({ "kopf": "Frost in Vell", "article_text": ORCHARD });
    place.write("dump.jsonl", format!("{record}\n"));
    place
        .run(&["index", "dump.jsonl", "--field", "body=article_text", "--field", "title=kopf"])
        .ok();
    let found = place.run(&["search", "cherries"]).ok();
    assert!(found.out.contains("Frost in Vell"), "{}", found.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::with_news();
    let mut child = place.command(&["show", "-C", "news", "post.txt"]).spawn().unwrap();
    drop(child.stdout.take());
    let ended = Ran::of(&["show"], child.wait_with_output().unwrap()).ok();
    assert!(!ended.err.contains("pipe") && !ended.err.contains("panicked"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_indexing_and_keeps_what_was_done() {
    let place = Place::new();
    let mut dump = String::new();
    for n in 0..8_000 {
        dump.push_str(&format!(
            "{{\"id\": \"{n}\", \"text\": \"Ledger {n} of the toll house lists {} carts and {} \
             riders, copied out by hand {n} days after the flood.\"}}\n",
            n * 7,
            n * 13
        ));
    }
    place.write("news/dump.jsonl", dump);
    let mut child = place.command(&["index", "news"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("indexing")));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let told: Vec<String> = lines.map_while(Result::ok).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{told:?}");
    // The next run finishes the work.
    let again = place.run(&["index", "news"]).ok();
    assert!(again.out.starts_with("8,000 articles"), "{}", again.out);
}
