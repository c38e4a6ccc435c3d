//! Where an index lies on disk: one directory a schema, generations inside it, and the lock.
//! A rebuild goes into a sibling generation and is swapped in by replacing `CURRENT`.

use super::{Searcher, Writer};
use std::path::{Path, PathBuf};

/// Whether this process may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The one writer.
    Write,
    /// Another process writes; this one reads, and picks up what that one commits.
    ReadOnly,
}

/// Why an index could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory cannot be made or written.
    #[error("cannot write the index directory {}: {source}", path.display())]
    Unwritable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Anything else; nothing was deleted.
    #[error("cannot open the index in {}: {message}", path.display())]
    Failed {
        /// The directory.
        path: PathBuf,
        /// What went wrong.
        message: String,
    },
}

/// An index on disk, open.
pub struct Store {}

impl Store {
    /// Opens the index in `dir`, making an empty one where there is none, for writing unless another
    /// process holds the writer's lock. A broken index is set aside and an empty one started; a lock,
    /// a permission or a passing error never costs an index.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        Err(OpenError::Failed { path: dir.to_path_buf(), message: "not built".into() })
    }

    /// What this process may do.
    pub fn access(&self) -> Access {
        Access::ReadOnly
    }

    /// The directory of the current generation, where derived files stand beside Tantivy's.
    pub fn directory(&self) -> &Path {
        Path::new("")
    }

    /// What the last commit was marked with (see [`Writer::commit`]).
    pub fn payload(&self) -> Option<String> {
        None
    }

    /// What is searchable now. Cheap; the searcher stays as it is while commits go on.
    pub fn searcher(&self) -> anyhow::Result<Searcher> {
        anyhow::bail!("not built")
    }

    /// The writer; an error when access is [`Access::ReadOnly`].
    pub fn writer(&self) -> anyhow::Result<Writer> {
        anyhow::bail!("not built")
    }
}
