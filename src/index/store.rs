//! Where an index lies on disk: one directory a schema, generations inside it, and the lock.
//! A rebuild goes into a sibling generation and is swapped in by replacing `CURRENT`.

use super::generation::{self, Dirty};
use super::readonly::ReadOnlyDirectory;
use super::schema::{self, Fields};
use super::writer::WriterOptions;
use super::{Searcher, Writer, guarded};
use anyhow::Context;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError};

/// Held by the one writer as long as it lives. Never deleted: a lock on a deleted file holds nothing.
const LOCK: &str = "lock";

/// How long a reader waits for the first writer to make an index.
const PATIENCE: Duration = Duration::from_secs(2);

/// Blocks of stored text that are kept decompressed.
const CACHED_BLOCKS: usize = 100;

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
pub struct Store {
    access: Access,
    home: PathBuf,
    directory: PathBuf,
    set_aside: Option<PathBuf>,
    index: Index,
    fields: Fields,
    reader: IndexReader,
    /// The searcher handed out last, and the state of `meta.json` it was opened at.
    latest: Mutex<Option<(Stamp, Searcher)>>,
    /// Locked when access is [`Access::Write`].
    _lock: Option<File>,
}

/// Tells one commit's metadata from the next without reading it.
type Stamp = (Option<SystemTime>, u64, u64);

/// Who opens a generation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The holder of the lock.
    Writer,
    /// A reader beside a writer.
    Reader,
    /// A reader of a directory that cannot be written.
    Media,
}

/// Why a generation does not open.
enum Failure {
    /// It never will.
    Broken(String),
    /// It may, another time.
    Passing(String),
}

impl Store {
    /// Opens the index in `dir`, making an empty one where there is none, for writing unless another
    /// process holds the writer's lock. A broken index is set aside and an empty one started; a lock,
    /// a permission or a passing error never costs an index. An index in a directory that cannot be
    /// written opens for reading.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        let home = dir.join(schema::fingerprint());
        let unwritable = |path: &Path, source| OpenError::Unwritable { path: path.into(), source };
        let failed = |message: String| OpenError::Failed { path: dir.to_path_buf(), message };
        if let Err(source) = fs::create_dir_all(&home)
            && !home.is_dir()
        {
            return Err(unwritable(dir, source));
        }
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(home.join(LOCK))
            .and_then(|file| match file.try_lock() {
                Ok(()) => Ok(Some(file)),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(error),
            });
        match lock {
            Ok(Some(lock)) => Self::open_to_write(&home, lock).map_err(|error| match error {
                WriteFailure::Io(source) if cannot_write(&source) => unwritable(dir, source),
                WriteFailure::Io(source) => failed(source.to_string()),
                WriteFailure::Other(message) => failed(message),
            }),
            Ok(None) => Self::open_to_read(&home, Mode::Reader).map_err(failed),
            Err(source) => match generation::current(&home) {
                Ok(Some(_)) => Self::open_to_read(&home, Mode::Media).map_err(failed),
                _ => Err(unwritable(dir, source)),
            },
        }
    }

    fn open_to_write(home: &Path, lock: File) -> Result<Self, WriteFailure> {
        let mut set_aside = None;
        let mut opened = None;
        if let Some(directory) = generation::current(home)? {
            match open_generation(&directory, Mode::Writer) {
                Ok((index, reader)) => opened = Some((directory, index, reader)),
                Err(Failure::Passing(message)) => return Err(WriteFailure::Other(message)),
                Err(Failure::Broken(_)) => {
                    set_aside = Some(generation::set_aside(home, &directory)?);
                }
            }
        }
        let (directory, index, reader) = match opened {
            Some(opened) => opened,
            None => {
                let other = |error: anyhow::Error| match error.downcast::<io::Error>() {
                    Ok(error) => WriteFailure::Io(error),
                    Err(error) => WriteFailure::Other(format!("{error:#}")),
                };
                let (directory, index) = generation::create(home).map_err(other)?;
                let reader = open_reader(&index).map_err(|e| WriteFailure::Other(e.to_string()))?;
                generation::make_current(home, &directory)?;
                (directory, index, reader)
            }
        };
        // Old generations are only in the way; they go another time if not now.
        let _ = generation::remove_old(home, &directory);
        Ok(Self::new(Access::Write, home, directory, set_aside, index, reader, Some(lock)))
    }

    fn open_to_read(home: &Path, mode: Mode) -> Result<Self, String> {
        let started = std::time::Instant::now();
        loop {
            let directory = generation::current(home).map_err(|error| error.to_string())?;
            let result = match &directory {
                Some(directory) => open_generation(directory, mode),
                None => Err(Failure::Passing("the process that makes it has not begun".into())),
            };
            match (result, directory) {
                (Ok((index, reader)), Some(directory)) => {
                    let access = Access::ReadOnly;
                    return Ok(Self::new(access, home, directory, None, index, reader, None));
                }
                (Err(Failure::Broken(message) | Failure::Passing(message)), _)
                    if mode == Mode::Media || started.elapsed() > PATIENCE =>
                {
                    return Err(message);
                }
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    fn new(
        access: Access,
        home: &Path,
        directory: PathBuf,
        set_aside: Option<PathBuf>,
        index: Index,
        reader: IndexReader,
        lock: Option<File>,
    ) -> Self {
        Self {
            access,
            home: home.to_path_buf(),
            directory,
            set_aside,
            index,
            fields: schema::build().1,
            reader,
            latest: Mutex::new(None),
            _lock: lock,
        }
    }

    /// What this process may do.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The directory of the current generation, where derived files stand beside Tantivy's.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Where a broken index was set aside when this one was opened, if one was: everything has to be
    /// indexed anew.
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// What the last commit was marked with (see [`Writer::commit`]).
    pub fn payload(&self) -> Option<String> {
        self.index.load_metas().ok()?.payload
    }

    /// What is searchable now. Cheap; the searcher stays as it is while commits go on.
    pub fn searcher(&self) -> anyhow::Result<Searcher> {
        let stamp = stamp(&self.directory.join("meta.json"));
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, searcher)) = &*latest
            && *at == stamp
        {
            return Ok(searcher.clone());
        }
        let reload = guarded(|| self.reader.reload().context("cannot open the last commit"));
        match (reload, &*latest) {
            // Files may vanish under a reader when a merge ends: what was open stays whole.
            (Err(_), Some((_, searcher))) => Ok(searcher.clone()),
            (Err(error), None) => Err(error),
            (Ok(()), _) => {
                let searcher = Searcher::new(self.reader.searcher(), self.fields)?;
                *latest = Some((stamp, searcher.clone()));
                Ok(searcher)
            }
        }
    }

    /// The writer; an error when access is [`Access::ReadOnly`], or while another writer is open.
    pub fn writer(&self) -> anyhow::Result<Writer> {
        self.writer_with(WriterOptions::default())
    }

    /// [`Self::writer`] with other threads and memory than the default.
    pub fn writer_with(&self, options: WriterOptions) -> anyhow::Result<Writer> {
        anyhow::ensure!(
            self.access == Access::Write,
            "this index is being written by another process; it can only be read here"
        );
        Writer::open(&self.index, self.reader.clone(), self.fields, options, &self.directory)
    }

    /// The index as Tantivy knows it, for measuring against Tantivy alone.
    #[doc(hidden)]
    pub fn tantivy(&self) -> &Index {
        &self.index
    }

    /// Removes the indexes that other versions left beside this one, unless they are in use. Their
    /// lock files stay. Call it once this one is complete.
    pub fn remove_stale(&self) -> io::Result<()> {
        let Some(dir) = self.home.parent() else {
            return Ok(());
        };
        if self.access != Access::Write {
            return Ok(());
        }
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let ours = name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
            if path == self.home || !ours || !path.join(LOCK).is_file() {
                continue;
            }
            let lock = OpenOptions::new().write(true).open(path.join(LOCK))?;
            if lock.try_lock().is_err() {
                continue;
            }
            for entry in fs::read_dir(&path)? {
                let path = entry?.path();
                if path.is_dir() {
                    fs::remove_dir_all(path)?;
                } else if path.file_name().is_some_and(|name| name != LOCK) {
                    fs::remove_file(path)?;
                }
            }
        }
        Ok(())
    }
}

enum WriteFailure {
    Io(io::Error),
    Other(String),
}

impl From<io::Error> for WriteFailure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn cannot_write(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | NotADirectory | StorageFull)
}

fn open_reader(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(CACHED_BLOCKS)
        .try_into()
}

/// Opens a generation and checks it as far as there is a reason to: damaged files open without an
/// error, so after an unclean stop every byte is read.
fn open_generation(directory: &Path, mode: Mode) -> Result<(Index, IndexReader), Failure> {
    let opened = guarded(|| {
        let opened = if mode == Mode::Media {
            MmapDirectory::open(directory)
                .map_err(TantivyError::from)
                .and_then(|directory| generation::open_in(ReadOnlyDirectory(directory)))
        } else {
            generation::open(directory)
        };
        Ok(opened.and_then(|index| open_reader(&index).map(|reader| (index, reader))))
    });
    let (index, reader) = match opened {
        Ok(Ok(opened)) => opened,
        Ok(Err(error)) if is_broken(&error) => return Err(Failure::Broken(error.to_string())),
        Ok(Err(error)) => return Err(Failure::Passing(error.to_string())),
        Err(panicked) => return Err(Failure::Broken(format!("{panicked:#}"))),
    };
    if mode == Mode::Writer && Dirty::is_marked(directory) {
        match guarded(|| generation::damage(directory, &index)) {
            Ok(None) => {}
            Ok(Some(damage)) => return Err(Failure::Broken(damage)),
            Err(error) => return Err(Failure::Passing(format!("{error:#}"))),
        }
    }
    Ok((index, reader))
}

/// Whether an error says that the index itself is damaged, rather than that it could not be read
/// just now.
fn is_broken(error: &TantivyError) -> bool {
    let damaged = |error: &io::Error| {
        use io::ErrorKind::{InvalidData, NotFound, UnexpectedEof};
        matches!(error.kind(), InvalidData | NotFound | UnexpectedEof)
    };
    match error {
        TantivyError::DataCorruption(_)
        | TantivyError::SchemaError(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::OpenReadError(
            OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
        ) => true,
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::IoError(io_error) => damaged(io_error),
        _ => false,
    }
}

#[cfg(unix)]
fn stamp(meta: &Path) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(meta).map_or((None, 0, 0), |m| (m.modified().ok(), m.len(), m.ino()))
}

#[cfg(not(unix))]
fn stamp(meta: &Path) -> Stamp {
    fs::metadata(meta).map_or((None, 0, 0), |m| (m.modified().ok(), m.len(), 0))
}
