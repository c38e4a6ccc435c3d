//! One article from a file that is in no corpus.

use super::scan::{FileEntry, Source};
use super::{Article, FieldMap, Item, read};
use anyhow::{Context, bail};
use std::ops::ControlFlow;
use std::path::Path;

/// The one article in the file at `path` (`-` is standard input), or the one that is its `record`.
/// Its origin is the path as given.
///
/// # Errors
/// When the file cannot be read, holds no article, or holds several and none was named.
pub fn read_one(path: &Path, record: Option<u64>, fields: &FieldMap) -> anyhow::Result<Article> {
    let name = path.to_string_lossy().into_owned();
    let source = if name == "-" {
        Source::Stdin
    } else {
        let file = std::fs::metadata(path).with_context(|| format!("cannot read {name}"))?;
        if file.is_dir() {
            bail!("{name} is a folder; name a file in it");
        }
        Source::Disk(path.to_path_buf())
    };
    let file = FileEntry { path: name.clone(), source, size: 0, mtime: 0 };
    let mut found: Vec<Article> = Vec::new();
    let mut problem = None;
    read(&file, fields, &mut |item| {
        match item {
            Item::Article(article) if record.is_none_or(|n| article.origin.record == Some(n)) => {
                found.push(article);
            }
            Item::Article(_) => {}
            Item::Problem(what) => problem = problem.take().or(Some(what)),
        }
        // A second one is enough to know that the name is not enough.
        let enough = found.len() > usize::from(record.is_none());
        if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let several = found.len() > 1;
    match (found.into_iter().next(), record) {
        (Some(_), None) if several => {
            bail!("{name} holds several articles: name one as {name}:RECORD, or index the file")
        }
        (Some(mut article), _) => {
            article.detect_language();
            Ok(article)
        }
        (None, Some(record)) => bail!("{name} has no article at record {record}"),
        (None, None) => match problem {
            Some(problem) => bail!("{}: {}", problem.place, problem.message),
            None => bail!("{name} holds no article"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_and_several_are_not_mixed_up() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("two.jsonl");
        let text = "{\"text\":\"The weir was opened.\"}\n{\"text\":\"It was shut again.\"}\n";
        std::fs::write(&path, text).unwrap();
        let read = |record| read_one(&path, record, &FieldMap::new());
        assert_eq!(read(Some(2)).unwrap().body, "It was shut again.");
        assert_eq!(read(Some(2)).unwrap().origin.path, path.to_string_lossy());
        assert!(read(None).unwrap_err().to_string().contains(":RECORD"));
        assert!(read(Some(3)).unwrap_err().to_string().contains("record 3"));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let none = read_one(&dir.path().join("none.txt"), None, &FieldMap::new());
        assert!(none.unwrap_err().to_string().contains("none.txt"));
        let zeros = dir.path().join("zeros.txt");
        std::fs::write(&zeros, [0; 4000]).unwrap();
        let error = read_one(&zeros, None, &FieldMap::new()).unwrap_err().to_string();
        assert!(error.contains("not text"), "{error}");
    }
}
