//! What is a user's own: marks that outlast an index, searches kept under a name.

use super::place::{POST, Place, keys};
use serde_json::Value;

/// Lines of JSON.
fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn marks(place: &Place) -> Vec<Value> {
    lines(&place.run(&["marks", "-C", "news", "--json", "-q"]).out)
}

#[test]
fn a_mark_is_a_line_that_outlasts_the_index() {
    let place = Place::with_news();
    place.run(&["marks", "-C", "news"]).code(1);
    let said =
        ["mark", "-C", "news", "vell-1", "--read", "--star", "--tag", "Frost", "--tag", "fruit"];
    let ran = place.run(&[&said[..], &["--note", "ask the union"]].concat()).ok();
    for part in ["orchards of Vell", "starred", "read", "#Frost", "ask the union"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    std::fs::remove_dir_all(place.path("data/index")).unwrap();
    place.run(&["index", "news", "-q"]).ok();
    let marks = marks(&place);
    assert_eq!(marks.len(), 1);
    let mark = &marks[0];
    keys(mark, &["id", "corpus", "origin", "title", "read", "starred", "tags", "note", "changed"]);
    assert_eq!(mark["id"], place.id("vell-1"));
    assert_eq!((&mark["origin"], &mark["read"]), (&"dump.jsonl:1".into(), &true.into()));
    assert_eq!(mark["tags"], serde_json::json!(["Frost", "fruit"]));
    let file = std::fs::read_to_string(place.path("data/marks.jsonl")).unwrap();
    assert_eq!(lines(&file), marks, "the file is as plain");
    let undo = ["mark", "-C", "news", "vell-1", "--unread", "--unstar", "--untag", "frost"];
    place.run(&[&undo[..], &["--untag", "fruit", "--note", ""]].concat()).ok();
    assert_eq!(std::fs::read_to_string(place.path("data/marks.jsonl")).unwrap(), "");
}

#[test]
fn stories_and_several_articles_can_be_marked() {
    let place = Place::with_news();
    let story = place.run(&["stories", "-C", "news", "--json"]).ok().json();
    let story = story["id"].as_str().unwrap().to_string();
    place.run(&["mark", "-C", "news", &story, "vell-2", "--star", "--json"]).ok();
    let starred = place.run(&["marks", "-C", "news", "starred"]).ok();
    assert_eq!(starred.out.lines().count(), 2, "{}", starred.out);
    place.run(&["marks", "-C", "news", "tag:fire"]).code(1);
    place.run(&["marks", "-C", "news", "blue"]).fails(&["starred", "blue"]);
    // One name that is wrong, and nothing is marked.
    place.run(&["mark", "-C", "news", "vell-1", "nonsense", "--read"]).fails(&["nonsense"]);
    assert_eq!(marks(&place).len(), 2);
    place.run(&["mark", "-C", "news", "vell-1"]).fails(&["--read"]);
    place.run(&["mark", "-C", "news", "vell-1", "--tag", " "]).fails(&["tag"]);
    place.run(&["mark", "-C", "news", "vell-1", "--read", "--unread"]).fails(&["--unread"]);
}

#[test]
fn what_is_marked_can_be_searched_for() {
    let place = Place::with_news();
    let count = |query: &str| {
        let ran = place.run(&["search", "-C", "news", "--count", query]);
        assert!(ran.err.is_empty(), "{}", ran.err);
        ran.out.trim().parse::<u32>().unwrap()
    };
    assert_eq!((count("is:read"), count("is:unread"), count("is:starred")), (0, 4, 0));
    let story = place.run(&["stories", "-C", "news", "--json"]).ok().json();
    place.run(&["mark", "-C", "news", story["id"].as_str().unwrap(), "--read"]).ok();
    place.run(&["mark", "-C", "news", "vell-1", "--star", "--tag", "To Check"]).ok();
    assert_eq!((count("is:read"), count("is:unread"), count("is:starred")), (2, 2, 1));
    assert_eq!((count("tag:\"to check\""), count("tag:nothing")), (1, 0));
    assert_eq!(
        (count("is:read ferry"), count("is:unread ferry"), count("NOT is:starred")),
        (2, 0, 3)
    );
}

#[test]
fn a_mark_is_of_one_corpus() {
    let place = Place::with_news();
    place.write("other/post.txt", POST);
    assert_eq!(place.id("post.txt"), {
        let shown = place.run(&["show", "-C", "other", "post.txt", "--json"]).ok().json();
        shown["article"]["id"].as_str().unwrap().to_string()
    });
    place.run(&["mark", "-C", "other", "post.txt", "--read"]).ok();
    assert!(marks(&place).is_empty());
    place.run(&["marks", "-C", "other"]).ok();
}

#[test]
fn what_others_wrote_into_the_file_stays() {
    let place = Place::with_news();
    let id = place.id("vell-1");
    let theirs = format!("{{\"id\":\"{id}\",\"starred\":true,\"colour\":\"red\"}}");
    place.write("data/marks.jsonl", format!("<<<<<<< ours\n{theirs}\n{{\"id\": 7}}"));
    let ran = place.run(&["mark", "-C", "news", "vell-1", "--read"]).ok();
    assert!(ran.err.contains("line 1 ") && ran.err.contains("line 3 "), "{}", ran.err);
    let file = std::fs::read_to_string(place.path("data/marks.jsonl")).unwrap();
    let file: Vec<&str> = file.lines().collect();
    assert_eq!((file.len(), file[0], file[2]), (3, "<<<<<<< ours", "{\"id\": 7}"));
    let mark: Value = serde_json::from_str(file[1]).unwrap();
    assert_eq!(
        (&mark["colour"], &mark["starred"], &mark["read"]),
        (&"red".into(), &true.into(), &true.into())
    );
}

#[test]
fn two_at_once_lose_nothing() {
    let place = Place::with_news();
    place.run(&["index", "news", "-q"]).ok();
    let tags: Vec<String> = (0..6).map(|n| format!("t{n}")).collect();
    let running: Vec<_> = tags
        .iter()
        .map(|tag| {
            let args = ["mark", "-C", "news", "--no-refresh", "vell-1", "--tag", tag];
            place.command(&args).spawn().unwrap()
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(marks(&place)[0]["tags"], serde_json::json!(tags));
}

#[test]
fn a_saved_search_tells_what_is_new() {
    let place = Place::with_news();
    place.run(&["searches"]).code(1);
    place.run(&["search", "--saved", "boats"]).fails(&["boats", "--save"]);
    let saved = place.run(&["search", "-C", "news", "--save", "boats", "ferry"]).ok();
    assert!(saved.err.contains("saved as boats") && saved.out.contains("Port Calder"));
    let new = ["search", "-C", "news", "-q", "--saved", "boats", "--new", "--jsonl"];
    let first = lines(&place.run(&new).ok().out);
    assert_eq!((first.len(), &first[0]["query"]), (1, &"ferry".into()));
    assert!(place.run(&new).code(1).out.is_empty(), "nothing is new, the folded copy neither");
    place.write("news/late.txt", "Another ferry\n\nA ferry ran late for reasons of its own.\n");
    let counted = [&new[..7], &["--count"]].concat();
    assert_eq!(place.run(&counted).ok().out, "1\n", "counting is not listing");
    let second = lines(&place.run(&new).ok().out);
    assert_eq!((second.len(), &second[0]["article"]["origin"]), (1, &"late.txt".into()));
    place.run(&new).code(1);
    // Another corpus has seen nothing yet; the search itself is for all.
    place.write("other/post.txt", POST);
    place.run(&["search", "-C", "other", "--saved", "boats", "--new"]).ok();
    assert_eq!(place.run(&["search", "-C", "news", "--saved", "boats", "--count"]).ok().out, "3\n");
}

#[test]
fn only_what_was_written_counts_as_seen() {
    let place = Place::with_news();
    place.run(&["search", "-C", "news", "--save", "all", "--sort", "oldest", "the"]).ok();
    let new = ["search", "-C", "news", "--saved", "all", "--new", "--no-fold", "--tsv"];
    let new = [&new[..], &["--fields", "date", "--limit", "1"]].concat();
    let dates: Vec<String> = (0..4).map(|_| place.run(&new).ok().out).collect();
    assert_eq!(
        dates,
        ["2031-03-22", "2031-03-23", "2031-04-03", ""].map(|d| format!("date\n{d}\n"))
    );
    place.run(&new).code(1);
}

#[test]
fn saved_searches_are_listed_changed_and_forgotten() {
    let place = Place::with_news();
    place.run(&["search", "-C", "news", "--save", "boats", "ferry", "--sort", "oldest"]).ok();
    place.run(&["search", "-C", "news", "--save", "fruit", "zeppelin"]).code(1);
    let again = place.run(&["search", "-C", "news", "--save", "fruit", "cherries"]).ok();
    assert!(again.err.contains("fruit is now"), "{}", again.err);
    let listed = lines(&place.run(&["searches", "--json"]).ok().out);
    assert_eq!(listed.len(), 2);
    keys(&listed[0], &["name", "query", "order", "changed"]);
    assert_eq!((&listed[0]["order"], &listed[1]["query"]), (&"oldest".into(), &"cherries".into()));
    let plain = place.run(&["searches"]).ok();
    assert_eq!(plain.out, "boats  ferry  oldest first\nfruit  cherries\n");
    place.run(&["search", "-C", "news", "--saved", "fruit", "--new"]).ok();
    place.run(&["searches", "--forget", "fruit"]).ok();
    place.run(&["searches", "--forget", "fruit"]).fails(&["fruit", "boats"]);
    // Saved anew, all of it is new again.
    place.run(&["search", "-C", "news", "--save", "fruit", "cherries"]).ok();
    place.run(&["search", "-C", "news", "--saved", "fruit", "--new"]).ok();
    place.run(&["search", "--new", "x"]).fails(&["--saved"]);
}
