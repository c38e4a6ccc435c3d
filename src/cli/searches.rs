//! Saved searches: keeping one, finding it again, and `retold searches`, which lists them.

use super::Outcome;
use super::args::SearchesArgs;
use super::opening::Setting;
use super::out::Out;
use crate::export::json::SavedOut;
use crate::export::plain::Role;
use crate::index::Order;
use crate::library::{BadLine, Searches};
use anyhow::{Result, bail};
use std::io::Write;
use std::path::Path;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &SearchesArgs) -> Result<Outcome> {
    let path = setting.paths.searches_file();
    if let Some(name) = &args.forget {
        if !Searches::forget(&path, &setting.paths.seen_dir(), name)? {
            bail!("{}", unknown(&load(setting)?, name));
        }
        setting.note(&format!("{name} is forgotten"));
        return Ok(Outcome::Found);
    }
    let searches = load(setting)?;
    let mut outcome = Outcome::Nothing;
    for saved in searches.iter() {
        outcome = Outcome::Found;
        if args.json {
            out.json_line(&SavedOut::from(saved))?;
        } else {
            let mut line = out.pen.text().with(Role::Accent, &saved.name);
            line.push(Role::Plain, &format!("  {}", saved.query));
            if saved.order() != Order::default() {
                line.push(Role::Dim, &format!("  {}", saved.order().hint()));
            }
            writeln!(out, "{}", line.row())?;
        }
    }
    if outcome == Outcome::Nothing {
        setting.note("no search is saved; `retold search --save NAME QUERY` saves one");
    }
    Ok(outcome)
}

/// The query and the order kept under `name`.
pub(super) fn find(setting: &Setting, name: &str) -> Result<(String, Order)> {
    let searches = load(setting)?;
    match searches.get(name) {
        Some(saved) => Ok((saved.query.clone(), saved.order())),
        None => bail!("{}", unknown(&searches, name)),
    }
}

/// Keeps a search under `name`.
pub(super) fn save(setting: &Setting, name: &str, query: &str, order: Order) -> Result<()> {
    if name.trim().is_empty() {
        bail!("a search needs a name to be saved under");
    }
    let known = Searches::save(&setting.paths.searches_file(), name, query, order.name())?;
    setting.note(&match known {
        true => format!("{name} is now this search"),
        false => format!("saved as {name}"),
    });
    Ok(())
}

fn load(setting: &Setting) -> Result<Searches> {
    let path = setting.paths.searches_file();
    let searches = Searches::load(&path)?;
    complain(setting, &path, searches.bad());
    Ok(searches)
}

/// Names the lines of a user's own file that cannot be read.
pub(super) fn complain(setting: &Setting, path: &Path, bad: &[BadLine]) {
    for BadLine { line, message } in bad {
        setting.note(&format!(
            "line {line} of {} is left alone: it cannot be read ({message})",
            path.display()
        ));
    }
}

fn unknown(searches: &Searches, name: &str) -> String {
    let names: Vec<&str> = searches.iter().map(|saved| saved.name.as_str()).collect();
    match names.is_empty() {
        true => format!("no search is saved as {name}; `retold search --save` saves one"),
        false => format!("no search is saved as {name}; there are {}", names.join(", ")),
    }
}
