//! Searches kept under a name in a JSON Lines file of the user's own, and which of their hits were listed
//! already, in a file a search and corpus.

use super::View;
use super::lines::{BadLine, Lines, locked, now, replace};
use crate::corpus::ArticleId;
use crate::index::{Found, Order, Ranking};
use anyhow::{Context, bail};
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

    /// Each of them once, in the order of the file.
    pub fn latest(&self) -> Vec<Saved> {
        let mut latest: Vec<Saved> = Vec::new();
        for saved in self.iter() {
            match latest.iter_mut().find(|known| known.name == saved.name) {
                Some(known) => known.clone_from(saved),
                None => latest.push(saved.clone()),
            }
        }
        latest
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

    /// Gives the search called `from` another name, and with it what was listed of it in any corpus (below
    /// `seen`).
    ///
    /// # Errors
    /// When there is none of that name, when there is one called `to`, or when a file cannot be read or
    /// written.
    pub fn rename(path: &Path, seen: &Path, from: &str, to: &str) -> anyhow::Result<()> {
        Lines::<Saved>::change(path, |lines| {
            if lines.iter().any(|(_, saved)| saved.name == to) {
                bail!("there is a search called {to} already");
            }
            let named = lines.iter().filter(|(_, saved)| saved.name == from);
            let named: Vec<(usize, Saved)> = named.map(|(at, s)| (at, s.clone())).collect();
            if named.is_empty() {
                bail!("no search is called {from} any more");
            }
            for (at, saved) in named {
                let (name, changed) = (to.to_string(), now());
                lines.put(Some(at), Saved { name, changed, ..saved })?;
            }
            Ok(())
        })?;
        Seen::rename(seen, from, to)
    }
}

impl Saved {
    /// How its hits are ordered; what a newer version may have written there is as good as none.
    pub fn order(&self) -> Order {
        Order::all().find(|order| order.name() == self.order).unwrap_or_default()
    }
}

/// What a saved search finds now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles that match, before folding.
    pub total: usize,
    /// Those of them that were not listed before, sorted.
    pub new: Vec<ArticleId>,
}

impl View {
    /// What `query` finds now, and what of it is new to `seen`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn tally(&self, query: &str, seen: &Seen) -> anyhow::Result<Tally> {
        let found = self.matches(query)?;
        let total = found.len();
        let mut new: Vec<ArticleId> = found.into_iter().filter(|id| !seen.has(*id)).collect();
        new.sort_unstable();
        Ok(Tally { total, new })
    }

    /// Remembers in `seen` that `listed` were; of articles that are gone nothing is kept.
    ///
    /// # Errors
    /// When the index cannot be read, or the file not be written.
    pub fn saw(&self, seen: &mut Seen, listed: &[ArticleId]) -> anyhow::Result<()> {
        let mut there = self.searcher.ids()?;
        there.sort_unstable();
        seen.add(listed, &|id| there.binary_search(&id).is_ok())
    }

    /// The articles that match, in no particular order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn matches(&self, query: &str) -> anyhow::Result<Vec<ArticleId>> {
        let query = self.query(query, false, &self.kept());
        let ranking = Ranking { order: Order::Newest, standing: None };
        let Found { hits, .. } = self.searcher.search_by(&query, &ranking, 0, usize::MAX)?;
        Ok(hits.into_iter().map(|(id, _)| id).collect())
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
        let path = file_of(below, name, corpus);
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
        in_turn(path.parent().unwrap_or(Path::new(".")), || {
            if let Some(theirs) = read(path)? {
                kept.seen.extend(theirs.seen);
            }
            kept.seen.retain(|id| id.parse().is_ok_and(there));
            kept.seen.extend(listed.iter().map(ToString::to_string));
            kept.write(path)
        })
    }

    fn forget(below: &Path, name: &str) -> anyhow::Result<()> {
        of_name(below, name, |path, _| delete(path))
    }

    fn rename(below: &Path, from: &str, to: &str) -> anyhow::Result<()> {
        of_name(below, from, |path, mut kept| {
            kept.name = to.to_string();
            kept.write(&file_of(below, to, &kept.corpus))?;
            delete(path)
        })
    }
}

impl Kept {
    fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut bytes = serde_json::to_vec(self).context("cannot write what was listed")?;
        bytes.push(b'\n');
        replace(path, &bytes)
    }
}

/// The file of a search in a corpus.
fn file_of(below: &Path, name: &str, corpus: &str) -> PathBuf {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for part in [name, "\0", corpus] {
        hasher.update(part.as_bytes());
    }
    below.join(format!("{:016x}.json", hasher.digest()))
}

/// Runs `work` while no other process writes in the directory `below`: one lock for all of its files, so
/// that forgetting one leaves nothing behind.
fn in_turn<R>(below: &Path, work: impl FnOnce() -> anyhow::Result<R>) -> anyhow::Result<R> {
    locked(&below.join("seen"), work)
}

/// Goes through the files of the search called `name`, one a corpus.
fn of_name(
    below: &Path,
    name: &str,
    work: impl Fn(&Path, Kept) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if !below.exists() {
        return Ok(());
    }
    in_turn(below, || {
        let entries =
            fs::read_dir(below).with_context(|| format!("cannot read {}", below.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let json = path.extension().is_some_and(|extension| extension == "json");
            if json
                && let Ok(Some(kept)) = read(&path)
                && kept.name == name
            {
                work(&path, kept)?;
            }
        }
        Ok(())
    })
}

/// Deletes the file, and a lock of its own where an earlier version made one.
fn delete(path: &Path) -> anyhow::Result<()> {
    let _ = fs::remove_file(path.with_extension("json.lock"));
    fs::remove_file(path).with_context(|| format!("cannot delete {}", path.display()))
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
