//! `retold index`: indexes what changed, shows how it goes, and says what came of it.

use super::Outcome;
use super::args::IndexArgs;
use super::interrupt::Interrupted;
use super::meter::Audience;
use super::opening::{Choice, Setting, changes};
use super::out::Out;
use crate::export::json::IndexOut;
use crate::export::plain::{Role, count, duration, number};
use crate::library::{Library, RefreshReport};
use anyhow::{Result, bail};
use std::io::Write;

/// Problems that are named; the others are counted.
const NAMED: usize = 10;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &IndexArgs) -> Result<Outcome> {
    let choice = setting.choose(&args.paths)?;
    choice.must_exist()?;
    let library = setting.open(&choice)?;
    if library.is_read_only() {
        bail!(
            "another retold is at work on this corpus; quit it, or wait, and run this again \
             (searching works meanwhile)"
        );
    }
    setting.remember(&choice);
    let report = setting.refresh(&library, Audience::Watching)?;
    if args.json {
        out.json(&IndexOut::new(&report, &library.problems()))?;
    } else {
        summary(setting, out, &choice, &report)?;
        problems(setting, out, &library, &report)?;
    }
    out.flush()?;
    if report.cancelled {
        setting.note("stopped; what was indexed stays, the next run goes on from there");
        return Err(Interrupted.into());
    }
    if report.articles == 0 {
        setting.note(&nothing_in(&choice));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}

/// Why a corpus has no articles.
pub(super) fn nothing_in(choice: &Choice) -> String {
    format!(
        "no articles in {}: it takes .txt, .md, .json, .jsonl or .ndjson files with text in them",
        choice.name()
    )
}

/// `25,000 articles of 3 files · 25,000 added · 412 stories · 8.2 s`
fn summary(
    setting: &Setting,
    out: &mut Out,
    choice: &Choice,
    report: &RefreshReport,
) -> Result<()> {
    let total = format!(
        "{} of {}",
        count(report.articles as usize, "article", "articles"),
        count(report.files as usize, "file", "files"),
    );
    let rest = [
        changes(report),
        count(report.stories as usize, "story", "stories"),
        duration(report.took),
    ];
    let pen = out.pen;
    let line = pen
        .text()
        .with(Role::Title, &total)
        .with(Role::Plain, &format!(" · {}", rest.join(" · ")))
        .row();
    writeln!(out, "{line}")?;
    if setting.common.verbose {
        writeln!(out, "{}", pen.row(Role::Dim, &choice.name()))?;
    }
    Ok(())
}

/// The first problems by name, or all of them for those who want to know more.
fn problems(
    setting: &Setting,
    out: &mut Out,
    library: &Library,
    report: &RefreshReport,
) -> Result<()> {
    if report.problems == 0 {
        return Ok(());
    }
    let known = library.problems();
    let named = if setting.common.verbose { known.len() } else { NAMED };
    let head = count(report.problems as usize, "problem", "problems");
    let rest = if report.articles > 0 { "; everything else was indexed" } else { "" };
    writeln!(out, "{head}{rest}:")?;
    let pen = out.pen;
    for problem in known.iter().take(named) {
        let line = pen
            .text()
            .with(Role::Plain, "  ")
            .with(Role::Accent, &problem.place)
            .with(Role::Plain, &format!(": {}", problem.message))
            .row();
        writeln!(out, "{line}")?;
    }
    let more = report.problems.saturating_sub(known.len().min(named) as u64);
    if more > 0 {
        writeln!(out, "  and {} more", number(more))?;
    }
    Ok(())
}
