//! Which corpus was opened last, so that a bare `retold` opens it again.
//! A small JSON file, replaced atomically; one that cannot be read is as good as none.

use super::Paths;
use crate::corpus::CorpusSpec;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::PathBuf;

const FILE: &str = "recent.json";

/// The corpus opened last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// What it is made of.
    pub spec: CorpusSpec,
    /// Where its index is, when it was put elsewhere with `--index`.
    pub index_dir: Option<PathBuf>,
}

/// The corpus opened last, where one is remembered.
pub fn load(paths: &Paths) -> Option<Recent> {
    let bytes = std::fs::read(paths.state_dir().join(FILE)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Remembers a corpus. A failure costs nothing but the convenience.
pub fn remember(paths: &Paths, recent: &Recent) -> Result<()> {
    let dir = paths.state_dir();
    let context = || format!("cannot write {}", dir.join(FILE).display());
    std::fs::create_dir_all(dir).with_context(context)?;
    let mut file = tempfile::NamedTempFile::new_in(dir).with_context(context)?;
    serde_json::to_writer_pretty(&mut file, recent).with_context(context)?;
    file.write_all(b"\n").with_context(context)?;
    file.persist(dir.join(FILE)).with_context(context)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_is_remembered_is_loaded_again() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::below(dir.path());
        assert_eq!(load(&paths), None);
        let fields = BTreeMap::from([("body".to_string(), "article_text".to_string())]);
        let spec = CorpusSpec::Paths { paths: vec![PathBuf::from("/cases/fire")], fields };
        for index_dir in [None, Some(PathBuf::from("/elsewhere"))] {
            let recent = Recent { spec: spec.clone(), index_dir };
            remember(&paths, &recent).unwrap();
            assert_eq!(load(&paths), Some(recent));
        }
        assert_eq!(std::fs::read_dir(paths.state_dir()).unwrap().count(), 1);
    }

    #[test]
    fn a_broken_file_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::below(dir.path());
        std::fs::create_dir_all(paths.state_dir()).unwrap();
        std::fs::write(paths.state_dir().join(FILE), b"{\"spec\":").unwrap();
        assert_eq!(load(&paths), None);
    }
}
