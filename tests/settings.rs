//! Settings that reach the comparing of articles, through the real binary: what `config.toml` says of
//! verdicts holds for a subcommand, and a mistake in it is told with its line.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::{Command, Output};
use tempfile::TempDir;

/// `retold` on the bundled sample with this `config.toml`, in directories of its own.
fn retold(config: &str, args: &[&str]) -> Output {
    let home = TempDir::new().unwrap();
    std::fs::write(home.path().join("config.toml"), config).unwrap();
    Command::new(env!("CARGO_BIN_EXE_retold"))
        .args(args)
        .env_clear()
        .env("HOME", home.path())
        .env("RETOLD_DATA_DIR", home.path().join("data"))
        .env("RETOLD_CONFIG_DIR", home.path())
        .env("XDG_STATE_HOME", home.path().join("state"))
        .output()
        .unwrap()
}

/// The verdict on what is most like the wire's first report of the ferry fire.
fn verdict(config: &str) -> String {
    let output = retold(config, &["similar", "ferry-fire/meridian-wire-1145.txt", "--json"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    found["copies"][0]["verdict"].as_str().unwrap().to_string()
}

#[test]
fn thresholds_decide_what_is_a_copy() {
    assert_eq!(verdict(""), "copy");
    assert_eq!(verdict("memory = 64\n[verdicts]\ncopy = 0.99\n"), "rewrite");
}

#[test]
fn a_mistake_in_the_settings_is_told_with_its_line() {
    let output = retold("fold = true\n[verdicts]\ncopi = 0.9\n", &["search", "ferry"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    for part in ["config.toml, line 3", "`copi`", "did you mean `copy`?"] {
        assert!(told.contains(part), "{told:?} lacks {part:?}");
    }
}
