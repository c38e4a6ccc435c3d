//! The command line: arguments, and one file a subcommand.
//! Here an outcome becomes an exit code and an error becomes one line that says what to do next.

mod args;
mod browse;
mod dedup;
mod diff;
mod facets;
mod git_diff;
mod index;
mod interrupt;
mod mark;
mod meter;
mod names;
mod opening;
mod out;
mod outside;
mod pairs;
mod search;
mod searches;
mod show;
mod similar;
mod stories;
mod stream;
mod syntax;
mod tour;
mod variants;
mod why;

use crate::config::Paths;
use crate::text::sanitize;
use args::{Args, Command};
use clap::Parser;
use clap::error::ErrorKind;
use interrupt::{Interrupt, Interrupted};
use opening::Setting;
use out::Out;
use std::io::{self, Write};
use std::process::ExitCode;

/// What came of a command that went well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Something was found, or done.
    Found,
    /// There is nothing to show.
    Nothing,
}

/// Exit codes; `--help` and `README.md` say the same.
const FOUND: u8 = 0;
const NOTHING: u8 = 1;
const FAILED: u8 = 2;
const INTERRUPTED: u8 = 130;

/// Runs the program and returns its exit code.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return ExitCode::from(explain(&told)),
    };
    ExitCode::from(match run(args) {
        Ok(Outcome::Found) => FOUND,
        Ok(Outcome::Nothing) => NOTHING,
        Err(error) if error.is::<Interrupted>() => INTERRUPTED,
        // Whoever read our output has seen enough.
        Err(error) if is_broken_pipe(&error) => FOUND,
        Err(error) => {
            say(&describe(&error));
            FAILED
        }
    })
}

fn run(args: Args) -> anyhow::Result<Outcome> {
    let Args { command, paths, common } = args;
    let mut out = Out::new(common.color);
    let setting = Setting { paths: Paths::discover()?, interrupt: Interrupt::default(), common };
    let outcome = match command {
        None => browse::run(&setting, &mut out, &paths),
        Some(Command::Index(args)) => index::run(&setting, &mut out, &args),
        Some(Command::Search(args)) => search::run(&setting, &mut out, &args),
        Some(Command::Searches(args)) => searches::run(&setting, &mut out, &args),
        Some(Command::Mark(args)) => mark::mark(&setting, &mut out, &args),
        Some(Command::Marks(args)) => mark::marks(&setting, &mut out, &args),
        Some(Command::Show(args)) => show::run(&setting, &mut out, &args),
        Some(Command::Similar(args)) => similar::run(&setting, &mut out, &args),
        Some(Command::Why(args)) => why::run(&setting, &mut out, &args),
        Some(Command::Stories(args)) => stories::run(&setting, &mut out, &args),
        Some(Command::Variants(args)) => variants::run(&setting, &mut out, &args),
        Some(Command::Pairs(args)) => pairs::run(&setting, &mut out, &args),
        Some(Command::Dedup(args)) => dedup::run(&setting, &mut out, &args),
        Some(Command::Diff(args)) => diff::run(&setting, &mut out, &args),
        Some(Command::GitDiff(args)) => git_diff::run(&setting, &mut out, &args),
        Some(Command::Syntax) => syntax::run(&mut out),
    }?;
    out.flush()?;
    Ok(outcome)
}

/// Prints help, the version, or what is wrong with the arguments; returns the exit code.
fn explain(told: &clap::Error) -> u8 {
    if matches!(told.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe is the only thing that can go wrong, and then nobody minds.
        let _ = told.print();
        return FOUND;
    }
    // Arguments may hold anything, such as file names with escape sequences.
    let rendered = told.render().to_string();
    let mut lines = rendered.lines();
    let first = lines.next().unwrap_or_default();
    say(first.strip_prefix("error: ").unwrap_or(first));
    let mut stderr = io::stderr().lock();
    for line in lines {
        let _ = writeln!(stderr, "{}", sanitize::line(line));
    }
    FAILED
}

/// One line on standard error, under the program's name, safe to print.
fn say(message: &str) {
    // When even standard error is gone there is no one left to tell.
    let _ = writeln!(io::stderr().lock(), "retold: {}", sanitize::line(message));
}

/// An error and its causes in one line. A cause that the message before it already quotes is not
/// said twice.
fn describe(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if told.contains(cause.as_str()) {
            continue;
        }
        if !told.is_empty() {
            told.push_str(": ");
        }
        told.push_str(&cause);
    }
    told
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn an_error_is_told_with_its_causes_and_nothing_twice() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let told = describe(
            &anyhow::Error::new(denied).context("cannot write /x: permission denied").context("a"),
        );
        assert_eq!(told, "a: cannot write /x: permission denied");
    }

    #[test]
    fn a_broken_pipe_is_known_below_any_context() {
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let wrapped: anyhow::Result<()> = Err(broken()).context("writing").context("listing");
        assert!(is_broken_pipe(&wrapped.unwrap_err()));
        assert!(!is_broken_pipe(&anyhow::anyhow!("broken pipe")));
    }
}
