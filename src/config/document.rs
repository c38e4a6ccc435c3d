//! A TOML file with its name and line numbers, for messages that lead to the place of a mistake.
//! Also the nearest of the names that were possible, for those who mistyped one.

use anyhow::{Context, Result, anyhow};
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A parsed file of the user's or of ours.
pub struct Document<'a> {
    name: &'a str,
    text: &'a str,
    table: DeTable<'a>,
}

impl<'a> Document<'a> {
    /// Parses `text`; `name` is what messages call the file.
    pub fn parse(name: &'a str, text: &'a str) -> Result<Self> {
        let table = DeTable::parse(text)
            .map_err(|error| anyhow!("{}: {}", place(name, text, error.span()), error.message()))?;
        Ok(Self { name, text, table: table.into_inner() })
    }

    /// Its top-level entries: name, where the name stands, value.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Range<usize>, &Spanned<DeValue<'a>>)> {
        entries(&self.table)
    }

    /// The error `message`, at its line.
    pub fn error(&self, at: Range<usize>, message: impl std::fmt::Display) -> anyhow::Error {
        anyhow!("{}: {message}", place(self.name, self.text, Some(at)))
    }

    /// The entries of a value that must be a table.
    pub fn table<'v>(
        &self,
        name: &str,
        value: &'v Spanned<DeValue<'a>>,
    ) -> Result<&'v DeTable<'a>> {
        value.get_ref().as_table().ok_or_else(|| {
            self.error(value.span(), format!("`{name}` must be a group, written [{name}]"))
        })
    }

    /// The text of a value that must be one.
    pub fn string<'v>(&self, name: &str, value: &'v Spanned<DeValue<'a>>) -> Result<&'v str> {
        value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.error(value.span(), format!("`{name}` must be a text in quotes")))
    }

    /// The error for a name that is not one of `known`.
    pub fn unknown<'n>(
        &self,
        at: Range<usize>,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> anyhow::Error {
        let hint = match nearest(name, known) {
            Some(known) => format!("; did you mean `{known}`?"),
            None => String::new(),
        };
        self.error(at, format!("no {what} is called `{name}`{hint}"))
    }
}

/// The entries of a table: name, where the name stands, value.
pub fn entries<'t, 'a>(
    table: &'t DeTable<'a>,
) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Spanned<DeValue<'a>>)> {
    table.iter().map(|(name, value)| (name.get_ref().as_ref(), name.span(), value))
}

/// The text of a file that need not be there.
pub fn read_optional(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn place(name: &str, text: &str, at: Option<Range<usize>>) -> String {
    match at.and_then(|at| text.get(..at.start)) {
        Some(before) => format!("{name}, line {}", before.matches('\n').count() + 1),
        None => name.to_string(),
    }
}

/// The one of `known` that `name` was most likely meant to be, where one is near: at most half
/// of its letters differ.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .min()
        .filter(|(distance, candidate)| distance * 2 <= candidate.chars().count())
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, drop or replace to make `b` of `a` (Levenshtein's distance, one row of his
/// matrix at a time).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (above, y) in row.iter_mut().skip(1).zip(b.chars()) {
            left = (diagonal + usize::from(x != y)).min(*above + 1).min(left + 1);
            diagonal = std::mem::replace(above, left);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_a_near_one() {
        let known = ["next_change", "next_copy", "quit"];
        assert_eq!(nearest("next_chagne", known), Some("next_change"));
        assert_eq!(nearest("qit", known), Some("quit"));
        assert_eq!(nearest("zebra", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn a_syntax_error_names_file_and_line() {
        let error = Document::parse("keys.toml", "[a]\nb = = 2\n").err().unwrap().to_string();
        assert!(error.starts_with("keys.toml, line 2: "), "{error}");
    }
}
