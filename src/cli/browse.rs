//! `retold` itself: the browser on a terminal, and a tour in plain text where there is none.

use super::Outcome;
use super::opening::Setting;
use super::out::Out;
use super::tour;
use anyhow::Result;
use std::fs::File;
use std::io::IsTerminal;
use std::path::PathBuf;

pub(super) fn run(setting: &Setting, out: &mut Out, paths: &[PathBuf]) -> Result<Outcome> {
    let choice = setting.choose(paths)?;
    choice.must_exist()?;
    let library = setting.open(&choice)?;
    // The sample of a first run is nobody's choice yet.
    if !choice.is_first_run() {
        setting.remember(&choice);
    }
    // Keys come from the terminal itself, so articles may come from standard input.
    let keys = std::io::stdin().is_terminal() || choice.reads_stdin() && has_terminal();
    if out.terminal && keys {
        crate::browse::run(library, &setting.paths, setting.settings()?)?;
        return Ok(Outcome::Found);
    }
    tour::run(setting, out, &choice, &library)
}

fn has_terminal() -> bool {
    File::open("/dev/tty").is_ok()
}
