//! A JSON Lines file of the user's own: read leniently, changed one process at a time, replaced whole.
//! A line that nobody here touches stays as it is to the last byte, also one that cannot be read.

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A line that could not be read. It is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// The lines of a file.
#[derive(Clone, Debug)]
pub(super) struct Lines<T> {
    lines: Vec<Line<T>>,
    pub(super) bad: Vec<BadLine>,
}

#[derive(Clone, Debug)]
struct Line<T> {
    text: Vec<u8>,
    value: Option<T>,
}

impl<T> Default for Lines<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), bad: Vec::new() }
    }
}

impl<T: Serialize + DeserializeOwned> Lines<T> {
    /// Reads the file at `path`; without one there are none.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub(super) fn load(path: &Path) -> anyhow::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut read = Self::default();
        let mut texts: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
        // What stands behind the last line end is a line only where that is missing.
        if texts.last().is_some_and(|last| last.is_empty()) {
            texts.pop();
        }
        for (text, line) in texts.into_iter().zip(1..) {
            let blank = text.iter().all(u8::is_ascii_whitespace);
            let value = match serde_json::from_slice(text) {
                Ok(value) => Some(value),
                Err(_) if blank => None,
                Err(error) => {
                    read.bad.push(BadLine { line, message: error.to_string() });
                    None
                }
            };
            read.lines.push(Line { text: text.to_vec(), value });
        }
        read
    }

    /// What the lines say, with the number each is known by here.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let lines = self.lines.iter().enumerate();
        lines.filter_map(|(at, line)| Some((at, line.value.as_ref()?)))
    }

    /// What line `at` says.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.lines.get(at)?.value.as_ref()
    }

    /// Puts `value` in place of line `at`, or behind all others. Returns where it is.
    pub(super) fn put(&mut self, at: Option<usize>, value: T) -> anyhow::Result<usize> {
        let text = serde_json::to_vec(&value).context("cannot write a line of JSON")?;
        let line = Line { text, value: Some(value) };
        if let Some((at, place)) = at.and_then(|at| Some((at, self.lines.get_mut(at)?))) {
            *place = line;
            return Ok(at);
        }
        self.lines.push(line);
        Ok(self.lines.len() - 1)
    }

    /// Leaves out the lines that `gone` takes; those that cannot be read stay.
    pub(super) fn remove(&mut self, gone: impl Fn(&T) -> bool) {
        self.lines.retain(|line| !line.value.as_ref().is_some_and(&gone));
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for line in &self.lines {
            bytes.extend_from_slice(&line.text);
            bytes.push(b'\n');
        }
        bytes
    }

    /// Changes the file at `path`: nobody else does meanwhile, what others wrote before is seen, and
    /// whoever reads sees all of the change or nothing of it.
    ///
    /// # Errors
    /// When the file cannot be read or written; it is then as it was.
    pub(super) fn change<R>(
        path: &Path,
        edit: impl FnOnce(&mut Self) -> anyhow::Result<R>,
    ) -> anyhow::Result<R> {
        locked(path, || {
            let mut lines = Self::load(path)?;
            let before = lines.bytes();
            let result = edit(&mut lines)?;
            let after = lines.bytes();
            if after != before {
                replace(path, &after)?;
            }
            Ok(result)
        })
    }
}

/// Runs `work` while no other process does so for the same `path`. The lock is a file beside it, which
/// stays: the file itself is replaced, and a lock on it would be a lock on what is gone.
pub(super) fn locked<R>(
    path: &Path,
    work: impl FnOnce() -> anyhow::Result<R>,
) -> anyhow::Result<R> {
    let unwritable = || format!("cannot write beside {}", path.display());
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).with_context(unwritable)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path.with_file_name(name))
        .with_context(unwritable)?;
    lock.lock().with_context(|| format!("cannot wait for a turn on {}", path.display()))?;
    // The lock is given up with the file, also when this process is killed.
    work()
}

/// Replaces the file at `path` whole, where a link leads to it behind the link, so that a file kept in a
/// synchronised folder stays there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}; is the disk full?", path.display());
    let target: PathBuf = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let directory = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    if let Ok(known) = fs::metadata(&target) {
        file.as_file().set_permissions(known.permissions()).with_context(context)?;
    }
    file.as_file().sync_all().with_context(context)?;
    file.persist(&target).with_context(context)?;
    Ok(())
}

/// Now, as the files say it.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    type Objects = Lines<Map<String, Value>>;

    #[test]
    fn what_cannot_be_read_is_named_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("own.jsonl");
        fs::write(&path, b"{\"a\": 1}\n\n<<<<<<< HEAD\n[2]\n{\"b\":\xff}\n{\"c\":3}").unwrap();
        let lines = Objects::load(&path).unwrap();
        assert_eq!(lines.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(lines.iter().count(), 2);
        Objects::change(&path, |lines| lines.put(Some(0), Map::new())).unwrap();
        let after = fs::read(&path).unwrap();
        assert_eq!(after, b"{}\n\n<<<<<<< HEAD\n[2]\n{\"b\":\xff}\n{\"c\":3}\n");
    }

    #[test]
    fn a_change_that_fails_leaves_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/own.jsonl");
        Objects::change(&path, |lines| lines.put(None, Map::new())).unwrap();
        let failed: anyhow::Result<()> = Objects::change(&path, |lines| {
            lines.remove(|_| true);
            anyhow::bail!("no")
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"{}\n");
        Objects::change(&path, |_| Ok(())).unwrap();
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 2, "file and lock");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("synced"), dir.path().join("own.jsonl"));
        fs::write(&real, b"").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        Objects::change(&link, |lines| lines.put(None, Map::new())).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"{}\n");
    }

    #[test]
    fn many_at_once_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("own.jsonl");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        Objects::change(&path, |lines| lines.put(None, Map::new())).unwrap();
                    }
                });
            }
        });
        assert_eq!(Objects::load(&path).unwrap().iter().count(), 80);
    }

    proptest! {
        #[test]
        fn any_file_is_read_and_written_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let lines = Objects::parse(&bytes);
            let mut whole = bytes.clone();
            if whole.last().is_some_and(|&last| last != b'\n') {
                whole.push(b'\n');
            }
            prop_assert_eq!(lines.bytes(), whole);
        }
    }
}
