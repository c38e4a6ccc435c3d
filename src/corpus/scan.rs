//! From what the user names to a list of files: folders walked, links followed once, hidden files
//! left out. The same corpus gives the same list, in the same order.

use super::{CorpusSpec, Problem, SAMPLE, format};
use ignore::{Walk, WalkBuilder};
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, HashMap};
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

static SAMPLE_FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// On disk, under this absolute path.
    Disk(PathBuf),
    /// In the binary.
    Embedded(&'static [u8]),
    /// On standard input; they can be read once.
    Stdin,
}

/// A file of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Path relative to the corpus' base, with `/` between its parts; `-` for standard input.
    pub path: String,
    /// Where its bytes are.
    pub source: Source,
    /// Bytes; 0 where that is not known.
    pub size: u64,
    /// When it was modified, in nanoseconds since 1970; for a file in the binary a hash of its bytes,
    /// which serves the same end: it differs when they do.
    pub mtime: i64,
}

/// What a scan found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The folder that paths are relative to; empty for the sample and standard input.
    pub base: PathBuf,
    /// The files, sorted by path.
    pub files: Vec<FileEntry>,
    /// What could not be reached inside the folders.
    pub problems: Vec<Problem>,
    /// Files in the folders of kinds that hold no articles.
    pub skipped: usize,
}

impl Scan {
    /// Bytes in all files together.
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }
}

/// Why there is nothing to scan.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// No path was given.
    #[error("no files or folders were named; give a path, or `{SAMPLE}` for the bundled sample")]
    NoPaths,
    /// A path that was given leads nowhere.
    #[error("there is no file or folder {}", shown(.path))]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A path that was given cannot be looked at.
    #[error("{} cannot be read: {source}", shown(.path))]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A path for a message: safe to print.
fn shown(path: &Path) -> String {
    crate::text::sanitize::line(&path.to_string_lossy()).into_owned()
}

/// Lists the files of a corpus. Folders give the files whose names a format claims, hidden ones left
/// out; a file named outright is taken whatever it is called.
pub fn scan(spec: &CorpusSpec) -> Result<Scan, ScanError> {
    match spec {
        CorpusSpec::Sample => Ok(sample()),
        CorpusSpec::Paths { paths, .. } if paths.is_empty() => Err(ScanError::NoPaths),
        CorpusSpec::Paths { paths, .. } => scan_paths(paths),
    }
}

fn sample() -> Scan {
    let mut files = Vec::new();
    let mut folders = vec![&SAMPLE_FOLDER];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            let name = path.rsplit('/').next()?;
            let article = format::of_name(&path).is_some() && !name.starts_with("README");
            article.then(|| FileEntry {
                mtime: xxhash_rust::xxh3::xxh3_64(file.contents()) as i64,
                size: file.contents().len() as u64,
                source: Source::Embedded(file.contents()),
                path,
            })
        }));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Scan { files, ..Scan::default() }
}

/// A path as its corpus knows it wherever it is named from: absolute, the folders on the way without
/// links; `-` stays.
pub fn absolute(path: &Path) -> Result<PathBuf, ScanError> {
    Ok(match root(path)? {
        Root::Folder(path) | Root::File(path) => path,
        Root::Stdin => path.to_path_buf(),
    })
}

/// The folder that the paths of a corpus' files are told from; none where nothing is on disk.
pub fn base_of(spec: &CorpusSpec) -> Result<Option<PathBuf>, ScanError> {
    let CorpusSpec::Paths { paths, .. } = spec else { return Ok(None) };
    let roots = paths.iter().map(|path| root(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(base(&roots)).filter(|base| !base.as_os_str().is_empty()))
}

/// A path the user named, made absolute.
enum Root {
    Folder(PathBuf),
    File(PathBuf),
    Stdin,
}

fn scan_paths(paths: &[PathBuf]) -> Result<Scan, ScanError> {
    let roots = paths.iter().map(|path| root(path)).collect::<Result<Vec<_>, _>>()?;
    let mut scan = Scan { base: base(&roots), ..Scan::default() };
    let mut found = Found::default();
    for root in &roots {
        match root {
            Root::Stdin => found.stdin = true,
            Root::File(path) => {
                let metadata = std::fs::metadata(path)
                    .map_err(|source| ScanError::Unreadable { path: path.clone(), source })?;
                found.add(path.clone(), &metadata);
            }
            Root::Folder(path) => walk(path, &mut found, &mut scan),
        }
    }
    scan.problems.sort_by(|a, b| a.place.cmp(&b.place));
    scan.problems.dedup();
    scan.files = found.into_files(&scan.base);
    Ok(scan)
}

fn root(path: &Path) -> Result<Root, ScanError> {
    if path == Path::new("-") {
        return Ok(Root::Stdin);
    }
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ScanError::Missing { path: path.to_path_buf() },
        _ => ScanError::Unreadable { path: path.to_path_buf(), source },
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return path.canonicalize().map(Root::Folder).map_err(failed);
    }
    // The file keeps the name it was given, though the folder it is in may be reached by a link.
    let absolute = std::path::absolute(path).map_err(failed)?;
    let folder = absolute.parent().and_then(|folder| folder.canonicalize().ok());
    let file = match (folder, absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    };
    Ok(Root::File(file))
}

/// The folder that paths are told from: the one folder given, or the deepest that holds every root.
fn base(roots: &[Root]) -> PathBuf {
    let folders = roots.iter().filter_map(|root| match root {
        Root::Folder(path) => Some(path.as_path()),
        Root::File(path) => path.parent(),
        Root::Stdin => None,
    });
    let common = |a: PathBuf, b: &Path| -> PathBuf {
        let shared = a.components().zip(b.components()).take_while(|(x, y)| x == y);
        shared.map(|(part, _)| part).collect()
    };
    let mut folders = folders.peekable();
    let first = folders.next().map(Path::to_path_buf).unwrap_or_default();
    folders.fold(first, common)
}

/// The files found so far, each under the path it is best known by.
#[derive(Default)]
struct Found {
    /// By where the file really is.
    files: HashMap<PathBuf, (PathBuf, u64, i64)>,
    stdin: bool,
}

impl Found {
    fn add(&mut self, path: PathBuf, metadata: &Metadata) {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let mtime =
            metadata.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
                Err(before) => -i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX),
            });
        let entry = (path, metadata.len(), mtime);
        match self.files.get_mut(&real) {
            // A file reached twice goes by its own name, else by the first in order.
            Some(known) => {
                let own = |path: &Path| path != real;
                if (own(&entry.0), &entry.0) < (own(&known.0), &known.0) {
                    *known = entry;
                }
            }
            None => {
                self.files.insert(real, entry);
            }
        }
    }

    fn into_files(self, base: &Path) -> Vec<FileEntry> {
        let mut found: Vec<_> = self.files.into_values().collect();
        found.sort();
        let mut files: BTreeMap<String, FileEntry> = BTreeMap::new();
        for (disk, size, mtime) in found {
            let mut path = relative(&disk, base);
            // Names that are no Unicode can look alike.
            while files.contains_key(&path) {
                path.push('~');
            }
            let source = Source::Disk(disk);
            files.insert(path.clone(), FileEntry { path, source, size, mtime });
        }
        if self.stdin {
            let path = "-".to_string();
            let stdin = FileEntry { path: path.clone(), source: Source::Stdin, size: 0, mtime: 0 };
            files.insert(path, stdin);
        }
        files.into_values().collect()
    }
}

/// `path` as told from `base`, with `/` between its parts.
fn relative(path: &Path, base: &Path) -> String {
    let inner = path.strip_prefix(base).unwrap_or(path);
    let parts = inner.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn walker(root: &Path) -> Walk {
    WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp)
        .build()
}

fn walk(root: &Path, found: &mut Found, scan: &mut Scan) {
    for entry in walker(root) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                if format::of_name(&entry.file_name().to_string_lossy()).is_none() {
                    scan.skipped += 1;
                    continue;
                }
                match entry.metadata() {
                    Ok(metadata) => found.add(entry.into_path(), &metadata),
                    Err(error) => scan.problems.push(problem(&error, entry.path(), &scan.base)),
                }
            }
            Ok(_) => {}
            Err(error) => scan.problems.push(problem(&error, root, &scan.base)),
        }
    }
}

/// What went wrong on the walk, in plain words.
fn problem(error: &ignore::Error, path: &Path, base: &Path) -> Problem {
    match error {
        ignore::Error::WithPath { path, err } => problem(err, path, base),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            problem(err, path, base)
        }
        ignore::Error::Loop { ancestor, child } => {
            let above = match relative(ancestor, base) {
                folder if folder.is_empty() => "the folder it is in".to_string(),
                folder => folder,
            };
            Problem::new(
                relative(child, base),
                format!("links back to {above}; it was not followed"),
            )
        }
        ignore::Error::Io(error) if error.kind() == io::ErrorKind::NotFound => {
            Problem::new(relative(path, base), "links to something that is not there")
        }
        ignore::Error::Io(error) => {
            Problem::new(relative(path, base), format!("could not be read: {error}"))
        }
        other => Problem::new(relative(path, base), other.to_string()),
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
