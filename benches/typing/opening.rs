//! Opening an index to its first results: the whole program started, asked and ended, with the index in
//! the page cache and without.

use crate::corpora::Corpus;
use crate::times::{self, Times};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 15;

pub(crate) fn measure(corpus: &Corpus) -> Result<()> {
    println!("  {:29}{}", "program start to results", times::HEAD);
    for (name, cold) in [("warm", false), ("cold", true)] {
        let mut all = Times::default();
        for _ in 0..ROUNDS {
            if cold && !evict(&corpus.index)? {
                println!("  {name:29} `dd` cannot empty the page cache here");
                break;
            }
            all.push(start(corpus)?);
        }
        if all.len() > 0 {
            println!("  {name:29}{}", all.line());
        }
    }
    Ok(())
}

/// `retold search`, to its end.
fn start(corpus: &Corpus) -> Result<std::time::Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retold"));
    command.args(["search", "--no-refresh", "--limit", "20", "report", "-C"]).arg(&corpus.path);
    command.arg("--index").arg(&corpus.index).stdout(Stdio::null()).stdin(Stdio::null());
    let started = Instant::now();
    let status = command.status().context("cannot start retold")?;
    let took = started.elapsed();
    ensure!(status.success(), "retold search failed: {status}");
    Ok(took)
}

/// Asks the system to forget what it holds of the files in `directory`.
fn evict(directory: &Path) -> Result<bool> {
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if !evict(&entry.path())? {
                return Ok(false);
            }
        } else {
            let mut file = std::ffi::OsString::from("if=");
            file.push(entry.path());
            let status = Command::new("dd")
                .arg(file)
                .args(["iflag=nocache", "count=0"])
                .stderr(Stdio::null())
                .status();
            if !status.is_ok_and(|status| status.success()) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
