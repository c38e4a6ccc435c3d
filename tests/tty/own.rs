//! Marks and saved searches, from the keys to the files and to the command line.

use super::{ENTER, FERRY, MARKET, QUIT, browse, home};
use crate::session::{Home, Session};
use std::fs;

fn read(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path(name)).unwrap_or_default()
}

/// What `retold` says on the command line of this home.
fn run(home: &Home, args: &[&str]) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_retold"));
    command.args(args).current_dir(home.path("")).env_clear().env("HOME", home.path(""));
    command.env("RETOLD_CONFIG_DIR", home.path("config"));
    command.env("RETOLD_DATA_DIR", home.path("data"));
    command.env("XDG_STATE_HOME", home.path("state"));
    let output = command.output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn marks_are_in_the_file_when_one_has_left() {
    let home = home();
    let mut session = browse(&home);
    session.send("market");
    session.wait_gone(FERRY);
    session.send("\x1b");
    session.wait_for("? keys");
    session.send("*");
    session.wait_for("★ Fish market");
    // Written while one leaves.
    session.send("#stalls");
    session.wait_for("# stalls");
    session.send(ENTER);
    session.send(QUIT);
    assert!(session.end().success());
    let line = read(&home, "data/marks.jsonl");
    assert!(line.contains("\"starred\":true") && line.contains("\"tags\":[\"stalls\"]"), "{line}");
    let found =
        run(&home, &["search", "-C", "harbour", "--tsv", "--fields", "title", "is:starred"]);
    assert_eq!(found, format!("title\n{MARKET}\n"));
    // Both write to one file, and the next start shows what either wrote.
    run(&home, &["mark", "-C", "harbour", "market.txt", "--tag", "auction"]);
    let session = browse(&home);
    session.wait_for("#auction #stalls");
}

#[test]
fn a_saved_search_tells_on_the_screen_and_in_a_script_what_is_new() {
    let home = home();
    let mut session = browse(&home);
    session.send("ferry");
    session.wait_gone(MARKET);
    session.send("\x1b");
    session.wait_for("? keys");
    session.send("Kboats");
    session.wait_for("› boats");
    session.send(ENTER);
    session.wait_for("boats · nothing new");
    session.send(QUIT);
    assert!(session.end().success());
    home.write("harbour/late.txt", "The late ferry\n\nA ferry ran late for reasons of its own.\n");
    let new = ["search", "-C", "harbour", "--saved", "boats", "--new", "--count"];
    assert_eq!(run(&home, &new), "1\n");
    let mut session = Session::start(home.retold(), 120, 36);
    session.wait_for("The late ferry");
    session.send("\x1b");
    session.wait_for("? keys");
    session.send("S");
    session.wait_for("1 new");
    session.send(ENTER);
    session.wait_for("boats · 1 new");
    session.send("D");
    session.wait_for("boats · nothing new");
    session.send(QUIT);
    assert!(session.end().success());
    assert_eq!(run(&home, &new), "0\n");
}

#[test]
fn a_file_of_marks_that_cannot_be_read_is_left_alone() {
    let home = home();
    fs::create_dir(home.path("data/marks.jsonl")).unwrap();
    let mut session = Session::start(home.retold(), 120, 36);
    session.wait_for("your marks: cannot read");
    session.wait_for(MARKET);
    session.send("\x1b");
    session.wait_for("? keys");
    session.send("*");
    session.wait_for("not marked: cannot read");
    session.send(QUIT);
    assert!(session.end().success());
    assert!(home.path("data/marks.jsonl").is_dir());
}
