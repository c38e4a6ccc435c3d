//! The queries asked before, oldest first: a plain file, one query a line, so that a reader can look
//! into it and delete it. One that cannot be read is as good as none.

use super::Paths;
use anyhow::{Context, Result};
use std::io::Write;

const FILE: &str = "queries";

/// Queries that are kept.
const KEPT: usize = 500;
/// The longest query that is kept, in bytes: a pasted article is no query to come back to.
const LONGEST: usize = 1_000;

/// The queries asked before, the latest last.
pub fn load(paths: &Paths) -> Vec<String> {
    let bytes = std::fs::read(paths.state_dir().join(FILE)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut queries = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        add(&mut queries, line);
    }
    queries
}

/// Adds a query to those asked before; one asked again is the latest.
pub fn add(queries: &mut Vec<String>, query: &str) {
    let query = query.trim();
    if query.is_empty() || query.len() > LONGEST || query.contains(['\n', '\r']) {
        return;
    }
    queries.retain(|known| known != query);
    queries.push(query.to_string());
    queries.drain(..queries.len().saturating_sub(KEPT));
}

/// Remembers a query beside those that any other `retold` remembered meanwhile. A failure costs nothing
/// but the convenience.
///
/// # Errors
/// When the file cannot be written.
pub fn remember(paths: &Paths, query: &str) -> Result<()> {
    let mut queries = load(paths);
    if queries.last().is_some_and(|last| last == query.trim()) {
        return Ok(());
    }
    add(&mut queries, query);
    let dir = paths.state_dir();
    let context = || format!("cannot write {}", dir.join(FILE).display());
    std::fs::create_dir_all(dir).with_context(context)?;
    let mut file = tempfile::NamedTempFile::new_in(dir).with_context(context)?;
    for query in queries {
        writeln!(file, "{query}").with_context(context)?;
    }
    file.persist(dir.join(FILE)).with_context(context)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_again_is_the_latest_and_the_oldest_go() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::below(dir.path());
        assert!(load(&paths).is_empty());
        for query in ["pier 7", "ferry", " pier 7 ", "", "two\nlines"] {
            remember(&paths, query).unwrap();
        }
        assert_eq!(load(&paths), ["ferry", "pier 7"]);
        let mut many = Vec::new();
        for n in 0..KEPT + 3 {
            add(&mut many, &n.to_string());
        }
        assert_eq!((many.len(), many[0].as_str()), (KEPT, "3"));
    }

    #[test]
    fn a_file_that_is_no_text_is_survived() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::below(dir.path());
        std::fs::create_dir_all(paths.state_dir()).unwrap();
        std::fs::write(paths.state_dir().join(FILE), b"\xff\xfe\n\nferry\n").unwrap();
        assert_eq!(load(&paths).last().map(String::as_str), Some("ferry"));
        remember(&paths, "pier").unwrap();
        assert_eq!(load(&paths).last().map(String::as_str), Some("pier"));
    }
}
