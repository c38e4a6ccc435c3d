//! Articles and where they come from: walking files, reading formats, finding metadata.
//! Knows nothing of indexes or screens.

pub mod article;
mod credit;
mod dateline;
pub mod dates;
pub mod encoding;
pub mod format;
mod header;
pub mod language;
pub mod metadata;
pub mod record;
pub mod scan;

pub use article::{Article, ArticleDate, ArticleId, Origin, Precision};
pub use format::{Item, file_hash, read};
pub use record::field_names;
pub use scan::{FileEntry, Scan, ScanError, scan};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name by which the bundled sample is given where a path is expected.
pub const SAMPLE: &str = "sample:";

/// Field of an article → name in the records, e.g. `body` → `article_text`.
pub type FieldMap = BTreeMap<String, String>;

/// Which articles a corpus is made of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum CorpusSpec {
    /// The sample inside the binary.
    Sample,
    /// Files and folders, and how fields of their records are called.
    Paths {
        /// Files and folders; `-` is standard input.
        paths: Vec<PathBuf>,
        /// Field of an article → name in the records, e.g. `body` → `article_text`.
        fields: FieldMap,
    },
}

impl CorpusSpec {
    /// Whether `file`, which is there, lies in it.
    pub fn holds(&self, file: &Path) -> bool {
        let (Self::Paths { paths, .. }, Ok(file)) = (self, file.canonicalize()) else {
            return false;
        };
        paths.iter().any(|place| place.canonicalize().is_ok_and(|place| file.starts_with(place)))
    }
}

/// Something of a corpus that could not be read; the rest was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// The file, or the record as `path:record`.
    pub place: String,
    /// What is wrong with it, for people.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}
