//! A place of its own for each test of the binary: directories, invented reports, and running it.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A ferry fire, as one outlet told it.
pub(crate) const POST: &str = "\
Blaze at Port Calder kills at least 40

By Ilse Marrow

PORT CALDER, 22 March 2031: A fire that broke out on a ferry berthed at pier 7 swept through the harbour on Friday evening, leaving at least 40 people dead and more than 100 injured, the coast guard said.

The vessel had come in from the outer islands shortly before dusk, and most of its passengers were still waiting on the lower deck when the smoke came up through the stairs.

\"We heard a dull bang and then all the lamps went out at once,\" said a deckhand who had jumped from the stern.

Two tugs that lay alongside were lost as well. Firemen from three towns fought the flames until long after midnight, and the harbour master closed the channel to all traffic.

The ferry company, which owns two more ships of the same build, said it would wait for the inquiry before it spoke of causes.
";

/// The same report with other figures and an ending of its own, as another outlet printed it.
pub(crate) const WIRE: &str = "\
Port Calder ferry fire: 60 dead

PORT CALDER, 23 March 2031: A fire that broke out on a ferry berthed at pier 7 swept through the harbour on Friday evening, leaving at least 60 people dead and more than 100 injured, the coast guard said.

The vessel had come in from the outer islands shortly before dusk, and most of its passengers were still waiting on the lower deck when the smoke came up through the stairs.

\"We heard a dull bang and then all the lamps went out at once,\" said a deckhand who had jumped from the stern.

Firemen from three towns fought the flames until long after midnight, and the harbour master closed the channel to all traffic. The port stays shut until Monday.
";

/// Something else altogether.
pub(crate) const ORCHARD: &str = "\
Late frost spares the orchards of Vell

VELL, 3 April 2031: Growers in the upper valley feared for their cherries all week, but the wind turned on Wednesday night and kept the air above freezing point.

Only the lowest gardens near the brook lost blossoms, the growers' union reported, and prices should stay where they were last summer.
";

/// What a test does on disk, gone when it ends.
pub(crate) struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// An empty place.
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A place with a corpus `news`: the two ferry reports, and a dump with two records.
    pub(crate) fn with_news() -> Self {
        let place = Self::new();
        place.write("news/post.txt", POST);
        place.write("news/wire.txt", WIRE);
        let orchard = serde_json::json!({
            "id": "vell-1", "title": "Late frost spares the orchards of Vell", "text": ORCHARD,
            "source": "Valley Echo", "date": "2031-04-03",
        });
        let bridge = serde_json::json!({
            "id": "vell-2", "title": "Bridge reopens", "source": "Valley Echo",
            "text": "The stone bridge over the brook opened again after nine months of repairs, \
                     and the first to cross it were schoolchildren on their way home.",
        });
        place.write("news/dump.jsonl", format!("{orchard}\n{bridge}\n"));
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The binary, at home here: nothing of the user who runs the tests is read or written.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retold"));
        for variable in ["RETOLD_CORPUS", "NO_COLOR", "COLUMNS"] {
            command.env_remove(variable);
        }
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", self.path("xdg/data"))
            .env("XDG_CONFIG_HOME", self.path("xdg/config"))
            .env("XDG_STATE_HOME", self.path("xdg/state"))
            .env("RETOLD_DATA_DIR", self.path("data"))
            .env("RETOLD_CONFIG_DIR", self.path("config"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(args, self.command(args).output().unwrap())
    }

    /// The same with `input` on standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(args, child.wait_with_output().unwrap())
    }

    /// Indexes `news` and returns the id of the article at `path` in it.
    pub(crate) fn id(&self, path: &str) -> String {
        let shown = self.run(&["show", "-C", "news", path, "--json"]).ok().json();
        shown["article"]["id"].as_str().unwrap().to_string()
    }
}

/// What came of a run.
pub(crate) struct Ran {
    args: String,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(args: &[&str], output: Output) -> Self {
        Self {
            args: args.join(" "),
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        let Self { args, out, err, .. } = &self;
        assert_eq!(self.code, Some(code), "retold {args}\n{out}\n{err}");
        self
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    /// Checks that it failed with one clear line that holds all of `parts`.
    #[track_caller]
    pub(crate) fn fails(self, parts: &[&str]) {
        let ran = self.code(2);
        assert!(ran.out.is_empty(), "{}", ran.out);
        assert!(ran.err.starts_with("retold: "), "{}", ran.err);
        assert!(!ran.err.contains("panicked") && !ran.err.contains("backtrace"), "{}", ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "no {part:?} in {}", ran.err);
        }
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// Checks that `value` is an object with exactly these keys.
#[track_caller]
pub(crate) fn keys(value: &Value, expected: &[&str]) {
    let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{value}");
}

/// Checks that `value` names an article as the contract says.
#[track_caller]
pub(crate) fn reference(value: &Value) {
    keys(value, &["id", "key", "origin", "title", "source", "date"]);
    assert!(value["id"].as_str().is_some_and(|id| !id.is_empty()), "{value}");
    assert!(value["origin"].is_string() && value["title"].is_string(), "{value}");
    for optional in ["key", "source", "date"] {
        assert!(value[optional].is_string() || value[optional].is_null(), "{value}");
    }
}

/// Checks that `value` is a share, 0 to 1.
#[track_caller]
pub(crate) fn share(value: &Value) {
    assert!(value.as_f64().is_some_and(|share| (0.0..=1.0).contains(&share)), "{value}");
}

/// Whether anything in `text` could act on a terminal.
pub(crate) fn acts(text: &str) -> bool {
    text.contains(|c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}')
    })
}

/// `path` as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The file of this name somewhere below `folder`.
pub(crate) fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.flatten().map(|entry| entry.path()).find_map(|path| match path.is_dir() {
        true => below(&path, name),
        false => (path.file_name()? == name).then_some(path),
    })
}
