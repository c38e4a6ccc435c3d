//! `retold git-diff`: one file as git hands it to an external diff (`GIT_EXTERNAL_DIFF`, see gitdiff(1)
//! and gitattributes(5)): no corpus, no index, and never an exit code that stops git.

use super::Outcome;
use super::args::{GitDiffArgs, GitFormat, When};
use super::diff::{is_blank, nothing};
use super::names::FileName;
use super::opening::Setting;
use super::out::Out;
use super::outside;
use crate::corpus::Article;
use crate::diff::{Text, compare_labelled, facts};
use crate::export::plain::{self, Pen, Role, Sides};
use crate::export::unified::{Names, unified};
use anyhow::{Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What stands for a side that is missing.
const NOTHING: &str = "/dev/null";

/// What git hands over.
#[derive(Debug, PartialEq, Eq)]
enum Given<'a> {
    /// A file that is to be merged first.
    Unmerged(&'a OsStr),
    /// Two versions of one file.
    Versions { old: Version<'a>, new: Version<'a>, told: Option<&'a OsStr> },
}

/// One version of a file.
#[derive(Debug, PartialEq, Eq)]
struct Version<'a> {
    /// What it is called in the repository.
    name: &'a OsStr,
    /// Where its content can be read for now.
    file: &'a OsStr,
    mode: &'a OsStr,
}

impl Version<'_> {
    fn is_missing(&self) -> bool {
        self.file == NOTHING
    }

    fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }

    /// Its name as unified diffs have it.
    fn labelled(&self, side: &str) -> String {
        if self.is_missing() { NOTHING.to_string() } else { format!("{side}/{}", self.name()) }
    }
}

impl<'a> Given<'a> {
    fn parse(given: &'a [OsString]) -> Result<Self> {
        let given: Vec<&OsStr> = given.iter().map(OsString::as_os_str).collect();
        match given[..] {
            [name] => Ok(Self::Unmerged(name)),
            [name, old, _, old_mode, new, _, new_mode] => Ok(Self::Versions {
                old: Version { name, file: old, mode: old_mode },
                new: Version { name, file: new, mode: new_mode },
                told: None,
            }),
            [name, old, _, old_mode, new, _, new_mode, new_name, told] => Ok(Self::Versions {
                old: Version { name, file: old, mode: old_mode },
                new: Version { name: new_name, file: new, mode: new_mode },
                told: Some(told),
            }),
            _ => bail!(
                "git hands over 1, 7 or 9 arguments, these are {}; two files are compared by \
                 `retold diff --files OLD NEW`",
                given.len()
            ),
        }
    }
}

pub(super) fn run(setting: &Setting, out: &mut Out, args: &GitDiffArgs) -> Result<Outcome> {
    let pen = Pen { colour: in_colour(setting.common.color, out), ..out.pen };
    match Given::parse(&args.given)? {
        Given::Unmerged(name) => {
            let name = name.to_string_lossy();
            writeln!(out, "{}", pen.row(Role::Dim, &format!("* Unmerged path {name}")))?;
        }
        Given::Versions { old, new, told } => {
            heading(out, pen, &old, &new, told)?;
            match (read(setting, &old), read(setting, &new)) {
                (Ok(left), Ok(right)) => {
                    let labels = setting.labels()?;
                    let (l, r) = (Text { body: &left.body }, Text { body: &right.body });
                    let mut comparison = compare_labelled(l, r, args.marks.options(), &labels);
                    if args.marks.quiet_changes {
                        comparison = comparison.with_quiet_marked();
                    }
                    let full = args.marks.full;
                    let facts = facts::of_both(&comparison, &left, &right, &labels);
                    let (left, right, comparison, facts) = (&left, &right, &comparison, &facts);
                    let sides = Sides { left, right, comparison, facts, full };
                    match args.format {
                        GitFormat::Plain => plain::comparison(out, pen, &sides)?,
                        GitFormat::Unified => {
                            let (old, new) = (old.labelled("a"), new.labelled("b"));
                            unified(out, pen, &sides, Names { old: &old, new: &new })?;
                        }
                    }
                }
                // An error would end `git diff` before the files that come after this one.
                (Err(why), _) | (_, Err(why)) => {
                    let why = super::describe(&why);
                    let told = pen.text().with(Role::Dim, &format!("not compared: {why}"));
                    writeln!(out, "{}", told.row())?;
                }
            }
            if args.format == GitFormat::Plain {
                writeln!(out)?;
            }
        }
    }
    Ok(Outcome::Found)
}

/// Colours are for terminals, and for git's pager, behind which there is one.
fn in_colour(color: When, out: &Out) -> bool {
    let is = |variable: &str, value: &str| std::env::var_os(variable).is_some_and(|v| v == value);
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || is("TERM", "dumb");
    let paged = color == When::Auto && is("GIT_PAGER_IN_USE", "true") && !plain;
    out.pen.colour || paged
}

/// Which file this is, which of how many, and what became of it as a whole.
fn heading(
    out: &mut dyn Write,
    pen: Pen,
    old: &Version<'_>,
    new: &Version<'_>,
    told: Option<&OsStr>,
) -> Result<()> {
    let number = |variable| std::env::var(variable).ok().and_then(|n| n.parse::<usize>().ok());
    let mut parts = vec![match old.name == new.name {
        true => new.name(),
        false => format!("{} → {}", old.name(), new.name()),
    }];
    if old.is_missing() {
        parts.push("new file".to_string());
    } else if new.is_missing() {
        parts.push("deleted".to_string());
    } else if old.mode != new.mode {
        let modes = [old.mode, new.mode].map(|mode| mode.to_string_lossy());
        parts.push(format!("mode {} → {}", modes[0], modes[1]));
    }
    let told = told.map(|told| told.to_string_lossy().into_owned()).unwrap_or_default();
    parts.extend(told.lines().filter(|line| line.starts_with("similarity")).map(str::to_string));
    if let (Some(at), Some(of)) = (number("GIT_DIFF_PATH_COUNTER"), number("GIT_DIFF_PATH_TOTAL"))
        && of > 1
    {
        parts.push(format!("{at} of {of}"));
    }
    Ok(writeln!(out, "{}", pen.row(Role::Title, &parts.join(" · ")))?)
}

/// One version as an article that goes by its name in the repository.
fn read(setting: &Setting, version: &Version<'_>) -> Result<Article> {
    let name = version.name();
    let path = Path::new(version.file);
    if version.is_missing() {
        return Ok(nothing(NOTHING));
    }
    if is_blank(path) {
        return Ok(nothing(&name));
    }
    let file = FileName { path: PathBuf::from(version.file), record: None };
    outside::read_as(&file, name, &setting.common.fields())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(arguments: &[&str]) -> Vec<OsString> {
        arguments.iter().map(OsString::from).collect()
    }

    #[test]
    fn git_hands_over_one_seven_or_nine() {
        assert_eq!(Given::parse(&given(&["a.txt"])).unwrap(), Given::Unmerged(OsStr::new("a.txt")));
        let seven = ["a.txt", "/tmp/x", "0a", "100644", "a.txt", "00", "100755"];
        let all = given(&seven);
        let Ok(Given::Versions { old, new, told: None }) = Given::parse(&all) else { panic!() };
        assert_eq!((old.name(), new.name()), ("a.txt".to_string(), "a.txt".to_string()));
        assert_eq!(old.labelled("a"), "a/a.txt");
        let nine = given(&[&seven[..], &["b.txt", "similarity index 90%\n"]].concat());
        let Ok(Given::Versions { old, new, told: Some(_) }) = Given::parse(&nine) else { panic!() };
        assert_eq!((old.name(), new.name()), ("a.txt".to_string(), "b.txt".to_string()));
        for wrong in [2, 3, 6] {
            let error = Given::parse(&all[..wrong]).unwrap_err().to_string();
            assert!(error.contains("--files"), "{error}");
        }
        let gone = given(&["a.txt", "/tmp/x", "0a", "100644", NOTHING, ".", "."]);
        let Ok(Given::Versions { new, .. }) = Given::parse(&gone) else { panic!() };
        assert!(new.is_missing() && new.labelled("b") == NOTHING);
    }
}
