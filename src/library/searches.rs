//! Searches kept under a name in a JSON Lines file of the user's own, and which of their hits were listed
//! already, in a file a search and corpus.

use super::lines::{BadLine, Lines, locked, now, replace};
use crate::corpus::ArticleId;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A search kept under a name: a line of the file. Fields that are not known here are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// The query as typed.
    #[serde(default)]
    pub query: String,
    /// The name of its order.
    #[serde(default)]
    pub order: String,
    /// When it was last changed.
    #[serde(default)]
    pub changed: String,
    /// Whatever else the line says.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// All searches that are kept.
#[derive(Clone, Debug, Default)]
pub struct Searches {
    lines: Lines<Saved>,
}

impl Searches {
    /// Reads the file at `path`, which need not be there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        Ok(Self { lines: Lines::load(path)? })
    }

    /// The one called `name`.
    pub fn get(&self, name: &str) -> Option<&Saved> {
        self.iter().filter(|saved| saved.name == name).last()
    }

    /// All of them as they stand in the file.
    pub fn iter(&self) -> impl Iterator<Item = &Saved> {
        self.lines.iter().map(|(_, saved)| saved)
    }

    /// The lines of the file that cannot be read.
    pub fn bad(&self) -> &[BadLine] {
        &self.lines.bad
    }

    /// Keeps a search in the file at `path`, in place of the one of that name. Says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read or written; it is then as it was.
    pub fn save(path: &Path, name: &str, query: &str, order: &str) -> anyhow::Result<bool> {
        Lines::<Saved>::change(path, |lines| {
            let known = lines.iter().filter(|(_, saved)| saved.name == name).last();
            let known = known.map(|(at, saved)| (at, saved.clone()));
            let (at, before) = known.map_or((None, None), |(at, saved)| (Some(at), Some(saved)));
            let saved = Saved {
                name: name.to_string(),
                query: query.to_string(),
                order: order.to_string(),
                changed: now(),
                other: before.map(|saved| saved.other).unwrap_or_default(),
            };
            lines.put(at, saved)?;
            Ok(at.is_some())
        })
    }

    /// Forgets the search called `name`, with what was listed of it in any corpus (below `seen`). Says
    /// whether there was one.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn forget(path: &Path, seen: &Path, name: &str) -> anyhow::Result<bool> {
        let known = Self::load(path)?.get(name).is_some();
        if known {
            Lines::<Saved>::change(path, |lines| {
                lines.remove(|saved| saved.name == name);
                Ok(())
            })?;
        }
        Seen::forget(seen, name)?;
        Ok(known)
    }
}

/// Which hits of a saved search were listed already, in one corpus.
#[derive(Clone, Debug)]
pub struct Seen {
    path: PathBuf,
    kept: Kept,
}

/// The file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    name: String,
    corpus: String,
    seen: BTreeSet<String>,
}

impl Seen {
    /// What is remembered in the directory `below`; nothing where there is no file yet.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn load(below: &Path, name: &str, corpus: &str) -> anyhow::Result<Self> {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for part in [name, "\0", corpus] {
            hasher.update(part.as_bytes());
        }
        let path = below.join(format!("{:016x}.json", hasher.digest()));
        let none =
            || Kept { name: name.to_string(), corpus: corpus.to_string(), ..Kept::default() };
        let kept = read(&path)?.unwrap_or_else(none);
        Ok(Self { path, kept })
    }

    /// Whether an article was listed.
    pub fn has(&self, id: ArticleId) -> bool {
        self.kept.seen.contains(&id.to_string())
    }

    /// Remembers that `listed` were, beside what another process has remembered meanwhile. Of articles
    /// that are not `there` any more nothing is kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(
        &mut self,
        listed: &[ArticleId],
        there: &dyn Fn(ArticleId) -> bool,
    ) -> anyhow::Result<()> {
        let Self { path, kept } = self;
        locked(path, || {
            if let Some(theirs) = read(path)? {
                kept.seen.extend(theirs.seen);
            }
            kept.seen.retain(|id| id.parse().is_ok_and(there));
            kept.seen.extend(listed.iter().map(ToString::to_string));
            let mut bytes = serde_json::to_vec(kept).context("cannot write what was listed")?;
            bytes.push(b'\n');
            replace(path, &bytes)
        })
    }

    fn forget(below: &Path, name: &str) -> anyhow::Result<()> {
        let entries = match fs::read_dir(below) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", below.display()));
            }
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let json = path.extension().is_some_and(|extension| extension == "json");
            if json && read(&path).is_ok_and(|kept| kept.is_some_and(|kept| kept.name == name)) {
                fs::remove_file(&path)
                    .with_context(|| format!("cannot delete {}", path.display()))?;
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> anyhow::Result<Option<Kept>> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .with_context(|| format!("{} is damaged; delete it to begin anew", path.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
