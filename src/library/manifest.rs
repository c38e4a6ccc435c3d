//! Which files of a corpus the index has read, and what they looked like then: what a refresh
//! compares with. Its hash marks each commit, so that the two can be known to belong together.

use crate::corpus::Problem;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The file's name.
const FILE: &str = "manifest.json";
/// A file changed less than this before it was read may change again without a new time stamp.
const RACY: Duration = Duration::from_secs(2);

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// Bytes.
    pub(super) size: u64,
    /// Modification time, nanoseconds since 1970.
    pub(super) mtime: i64,
    /// Hash of its bytes.
    pub(super) hash: u64,
    /// Whether it was read so soon after its modification that the time stamp cannot be trusted.
    pub(super) racy: bool,
    /// What could not be read in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) problems: Vec<Problem>,
}

/// The files the index holds, by path within the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The files.
    pub(super) files: BTreeMap<String, Known>,
    /// Files of which the index may hold articles although they were not read whole.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) unfinished: BTreeSet<String>,
}

impl Manifest {
    /// Reads the manifest in `directory`. Empty where there is none, or where it does not belong to
    /// the commit marked `commit`: then every file is read again.
    pub(super) fn load(directory: &Path, commit: Option<&str>) -> Self {
        let read = || -> Option<Self> {
            let manifest: Self =
                serde_json::from_slice(&std::fs::read(directory.join(FILE)).ok()?).ok()?;
            (Some(manifest.mark().as_str()) == commit).then_some(manifest)
        };
        read().unwrap_or_default()
    }

    /// Writes it to `directory`, replacing what was there atomically.
    pub(super) fn save(&self, directory: &Path) -> anyhow::Result<()> {
        let bytes = serde_json::to_vec(self).context("cannot encode the manifest")?;
        super::replace_file(&directory.join(FILE), |file| file.write_all(&bytes))
    }

    /// What a commit that holds exactly these files is marked with.
    pub(super) fn mark(&self) -> String {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        for (path, known) in &self.files {
            hasher.update(path.as_bytes());
            hasher.update(&[0]);
            hasher.update(&known.hash.to_le_bytes());
        }
        // Another mark than without them: what was made of the rest does not hold for these.
        for path in &self.unfinished {
            hasher.update(b"\0unfinished\0");
            hasher.update(path.as_bytes());
        }
        format!("{:016x}", hasher.digest())
    }

    /// Notes that the file at `path` is being read: until it is read whole, no commit may claim to
    /// hold it.
    pub(super) fn begin(&mut self, path: &str) {
        self.files.remove(path);
        self.unfinished.insert(path.to_string());
    }

    /// Notes the file at `path` as read.
    pub(super) fn finish(&mut self, path: &str, known: Known) {
        self.unfinished.remove(path);
        self.files.insert(path.to_string(), known);
    }

    /// Forgets the file at `path`.
    pub(super) fn forget(&mut self, path: &str) {
        self.unfinished.remove(path);
        self.files.remove(path);
    }

    /// The files of which the index holds something, or may.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys().chain(&self.unfinished)
    }

    /// What could not be read, file by file.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> + Clone {
        self.files.values().flat_map(|known| &known.problems)
    }

    /// Whether the file at `path` is, by size and time, the one that was read.
    pub(super) fn is_unchanged(&self, path: &str, size: u64, mtime: i64) -> bool {
        self.files
            .get(path)
            .is_some_and(|known| known.size == size && known.mtime == mtime && !known.racy)
    }
}

/// Whether a file modified at `mtime` (nanoseconds since 1970) was modified too recently for its time
/// stamp to prove that it will not have changed.
pub(super) fn is_racy(mtime: i64) -> bool {
    let modified = UNIX_EPOCH + Duration::from_nanos(mtime.max(0) as u64);
    SystemTime::now().duration_since(modified).map_or(true, |age| age < RACY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_read_in_part_has_a_mark_of_its_own() {
        let known = |hash| Known { size: 1, mtime: 1, hash, racy: false, problems: Vec::new() };
        let mut manifest = Manifest::default();
        manifest.finish("a", known(1));
        let one = manifest.mark();
        manifest.begin("b");
        assert_ne!(manifest.mark(), one);
        manifest.finish("b", known(2));
        let both = manifest.mark();
        assert_ne!(both, one);
        manifest.forget("b");
        assert_eq!(manifest.mark(), one);
    }
}
