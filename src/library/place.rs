//! Where the index of a corpus lies, and making sure that it is this corpus' and no other's.

use super::{CorpusSpec, Options};
use crate::corpus::{SAMPLE, ScanError, scan};
use anyhow::{Context, bail};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Names the corpus an index directory belongs to.
const CLAIM: &str = "corpus.json";

/// `spec` with its paths made absolute and each named once, so that the same corpus has the same
/// index wherever it is opened from. A full path that leads nowhere stays: the disk may not be there
/// now, and what was indexed before can still be searched (see [`claim`]).
pub(super) fn absolute(spec: CorpusSpec) -> anyhow::Result<CorpusSpec> {
    let CorpusSpec::Paths { paths, fields } = spec else { return Ok(spec) };
    if paths == [Path::new(SAMPLE)] {
        return Ok(CorpusSpec::Sample);
    }
    let mut full = Vec::new();
    for path in paths {
        let path = match scan::absolute(&path) {
            Err(ScanError::Missing { path }) if path.is_absolute() => path,
            known => known?,
        };
        if !full.contains(&path) {
            full.push(path);
        }
    }
    full.sort();
    if full.is_empty() {
        bail!("a corpus needs at least one file or folder");
    }
    Ok(CorpusSpec::Paths { paths: full, fields })
}

/// The directory of the corpus' index.
pub(super) fn directory(spec: &CorpusSpec, options: &Options) -> PathBuf {
    if let Some(directory) = &options.index_dir {
        return directory.clone();
    }
    options.data_dir.join("index").join(name(spec))
}

/// A name a person can make out, made unique by a hash.
fn name(spec: &CorpusSpec) -> String {
    let CorpusSpec::Paths { paths, fields } = spec else { return "sample".into() };
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for path in paths {
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update(&[0]);
    }
    for (field, record) in fields {
        hasher.update(field.as_bytes());
        hasher.update(b"=");
        hasher.update(record.as_bytes());
        hasher.update(&[0]);
    }
    let last = paths.first().and_then(|path| path.file_name()).unwrap_or_default();
    let mut name: String = last
        .to_string_lossy()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '.' || c == '_' { c } else { '-' })
        .take(40)
        .collect();
    let _ = write!(name, "-{:012x}", hasher.digest() >> 16);
    name
}

/// Marks `directory` as the place of this corpus' index.
///
/// # Errors
/// When it holds the index of another corpus, or cannot be written; and when a path of the corpus
/// leads nowhere and there is no index of it yet.
pub(super) fn claim(directory: &Path, spec: &CorpusSpec) -> anyhow::Result<()> {
    let file = directory.join(CLAIM);
    match std::fs::read(&file) {
        Ok(bytes) => {
            let other: Option<CorpusSpec> = serde_json::from_slice(&bytes).ok();
            match other {
                Some(other) if other != *spec => bail!(
                    "{} holds the index of another corpus ({}); choose another directory with --index",
                    directory.display(),
                    describe(&other)
                ),
                _ => Ok(()),
            }
        }
        Err(_) => {
            if let CorpusSpec::Paths { paths, .. } = spec {
                paths.iter().try_for_each(|path| scan::absolute(path).map(|_| ()))?;
            }
            let unwritable = || {
                format!(
                    "cannot write the index directory {}; choose another with --index or \
                     RETOLD_DATA_DIR",
                    directory.display()
                )
            };
            std::fs::create_dir_all(directory).with_context(unwritable)?;
            let strangers = std::fs::read_dir(directory).with_context(unwritable)?.next().is_some();
            if strangers {
                bail!(
                    "{} holds other files and no index; choose an empty directory with --index",
                    directory.display()
                );
            }
            let bytes = serde_json::to_vec_pretty(spec).context("cannot encode the corpus")?;
            super::replace_file(&file, |file| file.write_all(&bytes)).with_context(unwritable)
        }
    }
}

/// The corpus in a few words.
fn describe(spec: &CorpusSpec) -> String {
    match spec {
        CorpusSpec::Sample => SAMPLE.into(),
        CorpusSpec::Paths { paths, .. } => {
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
        }
    }
}
