//! Reading one article from a file that is in no corpus, or from standard input.

use super::names::FileName;
use crate::corpus::scan::{FileEntry, Source};
use crate::corpus::{self, Article, FieldMap, Item};
use anyhow::{Result, bail};
use std::ops::ControlFlow;

/// The article that `file` names: its only one, or the record that is asked for.
pub(super) fn read(file: &FileName, fields: &FieldMap) -> Result<Article> {
    read_as(file, file.path.display().to_string(), fields)
}

/// The same of a file that goes by another name than that of where it is for now.
pub(super) fn read_as(file: &FileName, name: String, fields: &FieldMap) -> Result<Article> {
    let source = match file.is_stdin() {
        true => Source::Stdin,
        false => Source::Disk(std::path::absolute(&file.path)?),
    };
    let entry = FileEntry { path: name.clone(), source, size: 0, mtime: 0 };
    let mut found: Vec<Article> = Vec::new();
    let mut problem = None;
    corpus::read(&entry, fields, &mut |item| {
        match item {
            Item::Article(article) => {
                if file.record.is_none() || article.origin.record == file.record {
                    found.push(article);
                }
            }
            Item::Problem(told) => {
                let asked = file.record.is_none_or(|n| told.place == format!("{name}:{n}"));
                problem = problem.take().or(asked.then_some(told));
            }
        }
        // The second one tells all there is to tell.
        let enough = if file.record.is_some() { 1 } else { 2 };
        if found.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let said = if file.is_stdin() { "standard input" } else { name.as_str() };
    if found.len() > 1 {
        bail!("{said} has several articles: name one as {name}:RECORD, or index it and use its id");
    }
    match (found.pop(), problem, file.record) {
        (Some(mut article), ..) => {
            article.detect_language();
            Ok(article)
        }
        (None, Some(problem), _) => bail!("{}: {}", problem.place, problem.message),
        (None, None, Some(record)) => bail!("{said} has no record {record}"),
        (None, None, None) => bail!("{said} has no text in it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn one_article_is_read_and_several_must_be_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str, record: &str| {
            let path = dir.path().join(name).display().to_string() + record;
            let file = FileName::parse(OsStr::new(&path)).unwrap();
            read(&file, &FieldMap::new())
        };
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        let record =
            |n: u32| format!("{{\"text\": \"The mill by the weir, for the time {n}.\"}}\n");
        write("one.txt", "The mill\n\nThe mill by the weir is to be a museum.\n");
        write("two.jsonl", &(record(1) + &record(2) + "{broken\n"));
        write("empty.txt", "");
        assert!(at("one.txt", "").unwrap().body.contains("museum"));
        assert!(at("two.jsonl", ":2").unwrap().body.contains("time 2"));
        let error = |name, record| at(name, record).unwrap_err().to_string();
        assert!(error("two.jsonl", "").contains("several articles"));
        assert!(error("two.jsonl", ":3").contains("two.jsonl:3"));
        assert!(error("two.jsonl", ":9").contains("no record 9"));
        assert!(error("empty.txt", "").contains("empty.txt"));
    }
}
