//! The directories of an index: generations, which of them is current, and whether the last writer
//! closed cleanly.

use super::schema;
use anyhow::Context;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentComponent;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Directory, Index, IndexSettings};

/// Names the current generation.
const CURRENT: &str = "CURRENT";
/// Stands in a generation while a writer is open.
const DIRTY: &str = "dirty";
const GENERATION: &str = "gen-";
const BROKEN: &str = "broken-";

/// The files every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];

/// Marks a generation as being written, until it is dropped: found at the next start, it says that
/// the process was cut off.
pub(super) struct Dirty {
    marker: PathBuf,
}

impl Dirty {
    /// Marks `generation`.
    pub(super) fn mark(generation: &Path) -> io::Result<Self> {
        let marker = generation.join(DIRTY);
        File::create(&marker)?.sync_all()?;
        Ok(Self { marker })
    }

    /// Whether `generation` was left marked.
    pub(super) fn is_marked(generation: &Path) -> bool {
        generation.join(DIRTY).exists()
    }
}

impl Drop for Dirty {
    fn drop(&mut self) {
        // Left behind, it costs a check of the files at the next start, no more.
        let _ = fs::remove_file(&self.marker);
    }
}

/// The current generation below `home`, or `None` where there is none yet.
pub(super) fn current(home: &Path) -> io::Result<Option<PathBuf>> {
    match fs::read_to_string(home.join(CURRENT)) {
        Ok(name) => {
            let name = name.trim();
            let path = home.join(name);
            Ok((number(name).is_some() && path.is_dir()).then_some(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes an empty generation after all those there are. It is not current yet.
pub(super) fn create(home: &Path) -> anyhow::Result<(PathBuf, Index)> {
    let mut last = 0;
    for name in names(home)? {
        last = last.max(number(name.trim_start_matches(BROKEN)).unwrap_or(0));
    }
    let path = home.join(format!("{GENERATION}{}", last + 1));
    fs::create_dir(&path)?;
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema::build().0)
        .settings(settings)
        .tokenizers(schema::tokenizers())
        .create_in_dir(&path)?;
    Ok((path, index))
}

/// Opens the generation at `path`.
pub(super) fn open(path: &Path) -> tantivy::Result<Index> {
    open_in(MmapDirectory::open(path)?)
}

/// Opens the generation in `directory`.
pub(super) fn open_in(directory: impl Into<Box<dyn Directory>>) -> tantivy::Result<Index> {
    let mut index = Index::open(directory)?;
    index.set_tokenizers(schema::tokenizers());
    Ok(index)
}

/// Makes `generation` the current one, atomically.
pub(super) fn make_current(home: &Path, generation: &Path) -> io::Result<()> {
    let name = generation.file_name().unwrap_or_default();
    let mut file = tempfile::NamedTempFile::new_in(home)?;
    file.write_all(name.as_encoded_bytes())?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(home.join(CURRENT))?;
    Ok(())
}

/// Sets the broken `generation` aside, so that nothing is lost for good; of several, the last is
/// kept.
pub(super) fn set_aside(home: &Path, generation: &Path) -> io::Result<PathBuf> {
    for name in names(home)? {
        if name.starts_with(BROKEN) {
            fs::remove_dir_all(home.join(name))?;
        }
    }
    let name = generation.file_name().unwrap_or_default().to_string_lossy();
    let aside = home.join(format!("{BROKEN}{name}"));
    fs::rename(generation, &aside)?;
    Ok(aside)
}

/// Removes the generations that are neither current nor set aside.
pub(super) fn remove_old(home: &Path, current: &Path) -> io::Result<()> {
    for name in names(home)? {
        let path = home.join(&name);
        if number(&name).is_some() && path != current {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// What is wrong with the files of the generation at `path`, if anything: listed in its metadata but
/// missing or unlisted, or other than when they were written. Reads every byte.
pub(super) fn damage(path: &Path, index: &Index) -> anyhow::Result<Option<String>> {
    let managed: HashSet<PathBuf> = match fs::read(path.join(".managed.json")) {
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(list) => list,
            Err(_) => return Ok(Some("its list of files is damaged".into())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => HashSet::new(),
        Err(error) => return Err(error).context("cannot read the index' list of files"),
    };
    for segment in index.searchable_segment_metas()? {
        let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
        for component in COMPONENTS.into_iter().chain(deletes) {
            let file = segment.relative_path(component);
            if !path.join(&file).exists() {
                return Ok(Some(format!("{} is missing", file.display())));
            }
            // The checksums of files that are not listed go unchecked.
            if !managed.contains(&file) {
                return Ok(Some(format!("{} is not in its list of files", file.display())));
            }
        }
    }
    let damaged = index.validate_checksum()?;
    Ok(damaged.iter().min().map(|file| format!("{} is damaged", file.display())))
}

fn names(home: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(home)? {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix(GENERATION)?.parse().ok()
}
