//! A comparison in every format, in a file, and as git calls it: the real binary on two reports of the
//! bundled sample, and in a repository of its own.

use super::place::{ORCHARD, POST, Place, Ran, WIRE, acts, arg};
use std::process::{Command, Stdio};

const FIRST: &str = "ferry-fire/calder-post-0810.txt";
const SECOND: &str = "ferry-fire/meridian-wire-1145.txt";

fn of_sample(format: &str) -> String {
    let place = Place::new();
    let args = ["diff", "-C", "sample:", FIRST, SECOND, "--format", format];
    let output = place.command(&args).env("COLUMNS", "100").output().unwrap();
    Ran::of(&args, output).ok().out
}

#[test]
fn html_is_one_file_that_asks_for_nothing() {
    let page = of_sample("html");
    for outside in ["<script", "<link", "<img", "src=", "url(", "@import", "http:", "https:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in ["@media print", "prefers-color-scheme: dark", "max-width", "lang=\"en\""] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<del class=\"figure\">40</del>", "<ins class=\"figure\">60</ins>", "#r1"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn every_format_tells_the_figures() {
    let markdown = of_sample("markdown");
    assert!(markdown.contains("| dead | at least 40 | 60 | ≠ differs |"), "{markdown}");
    assert!(markdown.contains("~~40~~ **60**"), "{markdown}");
    let diff = of_sample("unified");
    assert!(diff.starts_with(&format!("--- {FIRST}\n+++ {SECOND}\n@@ -1,")), "{diff}");
    assert!(
        diff.contains(
            "\n-Blaze at Port Calder kills at least 40\n+Port Calder ferry fire: 60 dead\n"
        )
    );
    let coloured = of_sample("ansi");
    assert!(coloured.contains("\x1b[1;4;33m60\x1b[0m") && coloured.contains(" │ "));
    for safe in [markdown, diff, coloured.replace('\x1b', "")] {
        assert!(!acts(&safe), "{safe}");
    }
}

#[test]
fn json_is_json_however_it_is_asked_for() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let plain = place.run(&["diff", "old.txt", "new.txt"]).ok().out;
    assert_eq!(place.run(&["diff", "--format", "plain", "old.txt", "new.txt"]).ok().out, plain);
    let json = place.run(&["diff", "old.txt", "new.txt", "--json"]).ok();
    assert_eq!(place.run(&["diff", "--format", "json", "old.txt", "new.txt"]).ok().out, json.out);
    place.run(&["diff", "old.txt", "new.txt", "--json", "-o", "out.json"]).ok();
    assert_eq!(std::fs::read_to_string(place.path("out.json")).unwrap(), json.out);
    place.run(&["diff", "--json", "--format", "html", "old.txt", "new.txt"]).fails(&["--json"]);
}

#[test]
fn changes_are_told_as_finely_as_asked_for() {
    let place = Place::new();
    place.write(
        "old.txt",
        "The old crew quickly fought the “raging” blaze for 40 hours near the quay.",
    );
    place.write(
        "new.txt",
        "The old crew slowly watched the \"raging\" blaze for 60 hours near the quay.",
    );
    let marked = |args: &[&str]| {
        let all = [&["diff", "--files", "old.txt", "new.txt", "--color", "never"], args].concat();
        place.run(&all).ok().out
    };
    assert!(marked(&[]).contains("[quickly fought]"), "{}", marked(&[]));
    let words = place
        .run(&["diff", "--files", "old.txt", "new.txt", "--granularity", "word", "--json"])
        .ok()
        .json();
    let group = &words["groups"][0];
    assert_eq!(group["changes"].as_array().unwrap().len(), 3, "{group}");
    assert_eq!(group["quiet"].as_array().unwrap().len(), 2, "{group}");
    assert_eq!(group["quiet"][0]["kind"], "quote_style");
    let sentence = marked(&["--granularity", "sentence"]);
    assert!(sentence.contains("{40}") && !sentence.contains("[quickly"), "{sentence}");
    let html = |more: &[&str]| marked(&[&["--format", "html"], more].concat());
    let quiet = "<del class=\"quiet\">“</del>";
    assert!(!html(&[]).contains(quiet) && html(&["--quiet-changes"]).contains(quiet));
    place.run(&["diff", "old.txt", "new.txt", "--granularity", "letter"]).fails(&["letter"]);
}

#[test]
fn a_unified_diff_is_applied_by_patch() {
    let place = Place::with_news();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let sentences = |name: &str| {
        let json = place.run(&["diff", "--files", "--json", name, name]).ok().json();
        let (side, body) = (&json["left"], json["left"]["body"].as_str().unwrap());
        let at = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
        let line = |s: &serde_json::Value| format!("{}\n", &body[at(&s["start"])..at(&s["end"])]);
        side["sentences"].as_array().unwrap().iter().map(line).collect::<String>()
    };
    let (old, new) = (sentences("old.txt"), sentences("new.txt"));
    assert!(old.lines().count() > 5 && old != new);
    place.run(&["diff", "--format", "unified", "-o", "changes", "old.txt", "new.txt"]).ok();
    place.write("lines", &old);
    let patch = Command::new("patch")
        .args([arg(&place.path("lines")), arg(&place.path("changes"))])
        .stdout(Stdio::null())
        .status();
    // Where there is no `patch`, the property test of the format has to do.
    if let Ok(status) = patch {
        assert!(status.success());
        assert_eq!(std::fs::read_to_string(place.path("lines")).unwrap(), new);
    }
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let place = Place::with_news();
    let to = |file: &str, force: &[&str]| {
        let args = ["diff", "-C", "news", "post.txt", "wire.txt", "--format", "html", "-o", file];
        place.run(&[&args[..], force].concat())
    };
    assert_eq!(to("fire.html", &[]).ok().out, "");
    let page = std::fs::read_to_string(place.path("fire.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    place.write("fire.html", "mine");
    to("fire.html", &[]).fails(&["fire.html", "--force"]);
    assert_eq!(std::fs::read_to_string(place.path("fire.html")).unwrap(), "mine");
    to("fire.html", &["--force"]).ok();
    assert_eq!(std::fs::read_to_string(place.path("fire.html")).unwrap(), page);
    to("news/fire.html", &[]).fails(&["corpus"]);
    to("nowhere/fire.html", &[]).fails(&["nowhere"]);
    place.write("old.txt", POST);
    place.run(&["diff", "old.txt", "fire.html", "-o", "old.txt", "--force"]).fails(&["old.txt"]);
    place.run(&["diff", "old.txt", "old.txt", "--force"]).fails(&["--output"]);
    let plain = ["diff", "old.txt", "old.txt", "-o", "plain.txt", "--color"];
    for (when, coloured) in [("auto", false), ("always", true)] {
        place.run(&[&plain[..], &[when, "--force"]].concat()).ok();
        let text = std::fs::read_to_string(place.path("plain.txt")).unwrap();
        assert_eq!(text.contains('\x1b'), coloured);
    }
}

#[test]
fn two_files_are_files_whatever_the_corpus_has() {
    let place = Place::with_news();
    place.run(&["index", "news"]).ok();
    std::fs::remove_dir_all(place.path("data")).unwrap();
    let ran = place.run(&["diff", "--files", "news/post.txt", "news/wire.txt"]).ok();
    assert!(ran.out.contains("at least 40 → at least 60"), "{}", ran.out);
    assert!(!place.path("data").exists(), "no index was needed");
    place.write("blank.txt", "");
    let added = place.run(&["diff", "--files", "blank.txt", "news/post.txt"]).ok();
    assert!(added.out.contains("+ Two tugs"), "{}", added.out);
    place.write("spaces.txt", "\n\r\n \t\n");
    let added = place.run(&["diff", "--files", "spaces.txt", "news/post.txt"]).ok();
    assert!(added.out.contains("+ Two tugs"), "{}", added.out);
    place.run(&["diff", "--files", "-", "-"]).fails(&["once"]);
    if cfg!(unix) {
        let gone = place.run(&["diff", "--files", "news/post.txt", "/dev/null"]).ok();
        assert!(gone.out.contains("− Two tugs"), "{}", gone.out);
    }
    place.run(&["diff", "--files", "news/post.txt", "news"]).fails(&["folder"]);
    place.run(&["diff", "--files", "news/post.txt", "nowhere"]).fails(&["nowhere"]);
    place.run(&["diff", "--files", "-C", "news", "a", "b"]).fails(&["--corpus"]);
}

/// A repository of its own, blind to how git is set up here; none where there is no git.
struct Repository {
    place: Place,
}

impl Repository {
    fn new() -> Option<Self> {
        let place = Place::new();
        std::fs::create_dir(place.path("repo")).unwrap();
        let repository = Self { place };
        Command::new("git").arg("--version").stdout(Stdio::null()).status().ok()?;
        repository.git(&["init", "-q"]);
        repository.git(&["config", "user.name", "A Reader"]);
        repository.git(&["config", "user.email", "reader@example.org"]);
        Some(repository)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        for variable in ["RETOLD_CORPUS", "NO_COLOR", "COLUMNS", "GIT_EXTERNAL_DIFF", "GIT_DIR"] {
            command.env_remove(variable);
        }
        command
            .args(args)
            .current_dir(self.place.path("repo"))
            .env("HOME", self.place.path("home"))
            .env("XDG_DATA_HOME", self.place.path("xdg/data"))
            .env("XDG_CONFIG_HOME", self.place.path("xdg/config"))
            .env("XDG_STATE_HOME", self.place.path("xdg/state"))
            .env("RETOLD_DATA_DIR", self.place.path("data"))
            .env("RETOLD_CONFIG_DIR", self.place.path("config"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .stdin(Stdio::null());
        command
    }

    fn git(&self, args: &[&str]) -> String {
        Ran::of(args, self.command(args).output().unwrap()).ok().out
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        self.place.write(&format!("repo/{name}"), text);
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "As it stands"]);
    }
}

/// The binary as a word that git hands to a shell.
fn binary() -> String {
    format!("'{}'", env!("CARGO_BIN_EXE_retold"))
}

#[test]
fn git_calls_it_for_prose() {
    let Some(repository) = Repository::new() else { return };
    repository.write("post.txt", POST);
    repository.write("gone.txt", ORCHARD);
    repository.write("-odd name.txt", "The mill by the weir is to be a museum.\n");
    repository.write("code.rs", "fn main() {}\n");
    repository.write("many.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    repository.write(".gitattributes", "*.txt diff=retold\n*.jsonl diff=retold\n");
    let command = format!("{} git-diff", binary());
    repository.git(&["config", "diff.retold.command", &command]);
    repository.commit();
    let renamed = "moved here.txt";
    repository.git(&["mv", "post.txt", renamed]);
    repository.write(renamed, POST.replace("at least 40", "at least 60"));
    repository.git(&["rm", "-q", "gone.txt"]);
    repository.write("new.txt", "A new one, of a single line.\n");
    repository.write("empty.txt", "");
    repository.write("-odd name.txt", "The mill by the weir is to be a hotel.\n");
    repository.write("code.rs", "fn main() { run() }\n");
    repository.write("many.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Three.\"}\n");
    repository.git(&["add", "-A"]);
    let told = repository.git(&["diff", "--cached", "-M"]);
    for part in [
        "post.txt → moved here.txt · similarity index ",
        "{40}",
        "{60}",
        "gone.txt · deleted · ",
        "− Only the lowest gardens",
        "new.txt · new file · ",
        "+ A new one, of a single line.",
        "empty.txt · new file · ",
        "-odd name.txt · ",
        "[hotel]",
        "many.jsonl · ",
        "not compared: many.jsonl has several articles",
        "+fn main() { run() }",
        " of 7\n",
    ] {
        assert!(told.contains(part), "no {part:?} in {told}");
    }
    assert!(!repository.place.path("data").exists(), "no index was needed");
    // With the format of patches; the variable is for files that have no driver of their own.
    let driver = format!("diff.retold.command={command} --format unified");
    let mut unified = repository.command(&["-c", &driver, "diff", "--cached", "-M"]);
    unified.env("GIT_EXTERNAL_DIFF", format!("{command} --format unified"));
    let patch = Ran::of(&["diff"], unified.output().unwrap()).ok().out;
    for part in [
        "--- a/post.txt\n+++ b/moved here.txt\t\n@@ ",
        "--- a/gone.txt\n+++ /dev/null\n@@ -1,",
        "--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1 @@",
        "--- a/code.rs\n+++ b/code.rs\n@@ ",
    ] {
        assert!(patch.contains(part), "no {part:?} in {patch}");
    }
    // Behind git's pager there is a terminal.
    let mut paged = repository.command(&["diff", "--cached", "-M"]);
    let paged = paged.env("GIT_PAGER_IN_USE", "true").output().unwrap();
    assert!(Ran::of(&["diff"], paged).ok().out.contains("\x1b[1;4;33m60\x1b[0m"));
}

#[test]
fn git_is_told_of_a_file_to_be_merged() {
    let Some(repository) = Repository::new() else { return };
    repository.write("mill.txt", "The mill by the weir is to be a museum.\n");
    repository.commit();
    repository.git(&["checkout", "-q", "-b", "other"]);
    repository.write("mill.txt", "The mill by the weir is to be a hotel.\n");
    repository.commit();
    repository.git(&["checkout", "-q", "-"]);
    repository.write("mill.txt", "The mill by the weir is to be a school.\n");
    repository.commit();
    let merged = repository.command(&["merge", "other"]).output().unwrap();
    assert!(!merged.status.success());
    let mut diff = repository.command(&["diff", "--base"]);
    let diff = diff.env("GIT_EXTERNAL_DIFF", format!("{} git-diff", binary())).output().unwrap();
    let told = Ran::of(&["diff"], diff).ok().out;
    assert!(told.contains("* Unmerged path mill.txt"), "{told}");
}

#[test]
fn git_difftool_hands_over_two_files() {
    let Some(repository) = Repository::new() else { return };
    repository.write("post.txt", POST);
    repository.commit();
    repository.write("post.txt", POST.replace("at least 40", "at least 60"));
    repository.write("new.txt", "A new one, of a single line.\n");
    repository.git(&["add", "-A"]);
    let command = format!("{} diff --files \"$LOCAL\" \"$REMOTE\"", binary());
    repository.git(&["config", "difftool.retold.cmd", &command]);
    for tool in [&["-t", "retold"][..], &["-x", &format!("{} diff --files", binary())]] {
        let told = repository.git(&[&["difftool", "-y", "--cached"], tool].concat());
        for part in ["{40}", "{60}", "+ A new one, of a single line."] {
            assert!(told.contains(part), "no {part:?} in {told}");
        }
    }
}

#[test]
fn what_git_hands_over_is_one_seven_or_nine_arguments() {
    let place = Place::new();
    place.write("old.txt", POST);
    let evil = place.run(&["git-diff", "evil\u{1b}[31m\u{202e}.txt"]).ok();
    assert!(evil.out.contains("* Unmerged path evil") && !acts(&evil.out), "{:?}", evil.out);
    place.run(&["git-diff", "old.txt", "old.txt"]).fails(&["1, 7 or 9", "--files"]);
    place.run(&["git-diff"]).fails(&["ARGUMENT"]);
}

#[test]
fn git_diff_marks_as_finely_as_asked_for() {
    let place = Place::new();
    let (old, new) = ("“We watched” it for 40 hours.", "\"We guarded\" it for 60 hours.");
    place.write("old.txt", format!("The old crew said: {old} Nobody slept on the quay."));
    place.write("new.txt", format!("The old crew said: {new} Nobody slept on the quay."));
    let of_git = ["a.txt", "old.txt", "0a", "100644", "new.txt", "0b", "100644"];
    let marked = |args: &[&str]| {
        place.run(&[&["git-diff", "--color", "never"], args, &of_git[..]].concat()).ok().out
    };
    assert!(marked(&[]).contains("[watched]"), "{}", marked(&[]));
    let sentence = marked(&["--granularity", "sentence"]);
    assert!(sentence.contains("{40}") && !sentence.contains("[watched]"), "{sentence}");
    let quiet = marked(&["--quiet-changes", "--format", "unified"]);
    assert!(quiet.contains("-The old crew"), "{quiet}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_like_a_file() {
    let place = Place::new();
    place.write("old.txt", POST);
    place.write("new.txt", WIRE);
    let files = place.run(&["diff", "--files", "--format", "unified", "old.txt", "new.txt"]).ok();
    let pipe = place.path("pipe");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        return;
    }
    let feeding = pipe.clone();
    let feeder = std::thread::spawn(move || std::fs::write(feeding, POST));
    let piped = place.run(&["diff", "--files", "--format", "unified", "pipe", "new.txt"]).ok();
    feeder.join().unwrap().unwrap();
    assert_eq!(piped.out.replace("pipe", "old.txt"), files.out);
}

#[test]
fn labels_of_ones_own_are_read_and_mistakes_told() {
    let place = Place::new();
    place.write("old.txt", "The storm drowned 40 ewes on the hill above the town, they said.");
    place.write("new.txt", "The storm drowned 60 rams on the hill above the town, they said.");
    let diff = ["diff", "--files", "old.txt", "new.txt", "--format", "markdown"];
    assert!(!place.run(&diff).ok().out.contains("| sheep |"));
    std::fs::create_dir_all(place.path("config")).unwrap();
    let table = "[nouns.sheep]\nen = [\"ewes\", \"rams\"]\n\n[nouns.cattle]\nen = \"cows\"\n";
    place.write("config/labels.toml", table);
    let ran = place.run(&diff).ok();
    assert!(ran.out.contains("| sheep | 40 | 60 | ≠ differs |"), "{}", ran.out);
    assert!(ran.err.contains("labels.toml, line 5") && ran.err.contains("list"), "{}", ran.err);
}
