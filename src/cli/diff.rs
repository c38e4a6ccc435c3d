//! `retold diff`: what differs between two articles, each of the corpus or of a file, in any format.

use super::Outcome;
use super::args::{DiffArgs, When};
use super::names::{self, Both};
use super::opening::Setting;
use super::out::{Out, screen_columns};
use super::outside;
use crate::corpus::{Article, ArticleId};
use crate::diff::{Text, compare_labelled, facts};
use crate::export::json::DiffOut;
use crate::export::plain::{Pen, Sides};
use crate::export::target::{Exists, Target};
use crate::export::{Format, write};
use anyhow::{Result, anyhow, bail};
use std::ffi::OsStr;
use std::path::Path;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &DiffArgs) -> Result<Outcome> {
    let target = args.output.as_deref().map(|path| target(setting, args, path)).transpose()?;
    names::not_twice_stdin(&args.left, &args.right)?;
    let (left, right) = if args.files {
        (side(setting, &args.left)?, side(setting, &args.right)?)
    } else {
        let Both { left, right, .. } = names::both(setting, &args.corpus, &args.left, &args.right)?;
        (left, right)
    };
    let labels = setting.labels()?;
    let (l, r) = (Text { body: &left.body }, Text { body: &right.body });
    let mut comparison = compare_labelled(l, r, args.marks.options(), &labels);
    let format = if args.json { Format::Json } else { args.format };
    // JSON tells the two apart.
    if args.marks.quiet_changes && format != Format::Json {
        comparison = comparison.with_quiet_marked();
    }
    let facts = facts::of_both(&comparison, &left, &right, &labels);
    let full = args.marks.full;
    let sides = Sides { left: &left, right: &right, comparison: &comparison, facts: &facts, full };
    let color = setting.common.color;
    match target {
        Some(target) => {
            let pen = pen(out, format, color == When::Always);
            target.write(|file| write(file, pen, format, &sides))?;
        }
        None if format == Format::Json => {
            out.json(&DiffOut::new(&left, &right, &comparison, &facts))?
        }
        None => {
            let pen = pen(out, format, out.pen.colour);
            write(out, pen, format, &sides)?;
        }
    }
    Ok(Outcome::Found)
}

/// What to write with: `ansi` is always in colours, and as wide as the screen that a pager will show it
/// on where it goes into one.
fn pen(out: &Out, format: Format, colour: bool) -> Pen {
    let told = out.terminal || std::env::var_os("COLUMNS").is_some();
    match format {
        Format::Ansi if !told => {
            Pen { colour: true, columns: screen_columns().unwrap_or(out.pen.columns) }
        }
        Format::Ansi => Pen { colour: true, ..out.pen },
        _ => Pen { colour, ..out.pen },
    }
}

/// The file to write, which is neither of those compared and, unless replacing it was asked for, not
/// there yet.
fn target(setting: &Setting, args: &DiffArgs, path: &Path) -> Result<Target> {
    let same = |name: &OsStr| {
        path.is_file()
            && path.canonicalize().is_ok_and(|path| {
                Path::new(name).canonicalize().is_ok_and(|compared| compared == path)
            })
    };
    if same(&args.left) || same(&args.right) {
        bail!("{} is one of the two to be compared; name another file", path.display());
    }
    let choice = setting.choose(&args.corpus.corpus)?;
    let target = Target::new(path, choice.spec())?;
    if args.force {
        return Ok(target);
    }
    target.if_new().map_err(|error| match error.downcast::<Exists>() {
        Ok(exists) => anyhow!("{exists}; --force replaces it"),
        Err(error) => error,
    })
}

/// The article in a file that is taken for what it is, whatever the corpus has.
fn side(setting: &Setting, name: &OsStr) -> Result<Article> {
    let Some(file) = names::FileName::parse(name) else {
        return missing_side(Path::new(name));
    };
    if !file.is_stdin() && is_blank(&file.path) {
        return Ok(nothing(&file.path.display().to_string()));
    }
    outside::read(&file, &setting.common.fields())
}

/// What stands for a file that is missing on one side: nothing at all, or a device such as /dev/null.
fn missing_side(path: &Path) -> Result<Article> {
    if path.is_dir() {
        bail!("{} is a folder: name a file", path.display());
    }
    match path.exists() || path.as_os_str() == "nul" {
        true => Ok(nothing(&path.display().to_string())),
        false => bail!("there is no file {}", path.display()),
    }
}

/// Size up to which a file is looked through for anything but white space.
const BLANK: u64 = 64 * 1024;

/// Whether a file is there and has nothing in it, or nothing but white space.
pub(super) fn is_blank(path: &Path) -> bool {
    let Ok(known) = path.metadata() else { return false };
    known.is_file()
        && known.len() <= BLANK
        && std::fs::read(path).is_ok_and(|bytes| bytes.trim_ascii().is_empty())
}

/// An article without any text.
pub(super) fn nothing(name: &str) -> Article {
    Article {
        id: ArticleId::derive(name, "", 0),
        key: None,
        origin: crate::corpus::Origin { path: name.to_string(), record: None },
        title: "(nothing)".to_string(),
        byline: None,
        source: None,
        place: None,
        section: None,
        tags: Vec::new(),
        lang: None,
        url: None,
        date: None,
        body: String::new(),
    }
}
