//! Articles and where they come from: walking files, reading formats, finding metadata.
//! Knows nothing of indexes or screens.

pub mod article;
pub mod dates;
pub mod encoding;
pub mod language;

pub use article::{Article, ArticleDate, ArticleId, Origin, Precision};

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The name by which the bundled sample is given where a path is expected.
pub const SAMPLE: &str = "sample:";

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
        fields: BTreeMap<String, String>,
    },
}
