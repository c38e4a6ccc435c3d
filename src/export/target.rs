//! A file that something is exported to: never one of the corpus, and never half of it.

use crate::corpus::CorpusSpec;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where something is written that was asked for by the name of a file.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    /// The folder it is made in; none for what is there and is no regular file, such as a pipe, which
    /// is written as it is rather than replaced.
    folder: Option<PathBuf>,
    /// Whether a file that is there may be replaced.
    replaces: bool,
}

impl Target {
    /// `path`, where that is outside of `corpus`.
    ///
    /// # Errors
    /// When it lies in the corpus, is a folder, or is in a folder that is not there.
    pub fn new(path: &Path, corpus: &CorpusSpec) -> Result<Self> {
        if path.is_dir() {
            bail!("{} is a folder; name a file to write", path.display());
        }
        // What a link leads to is written, rather than the link replaced.
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            bail!("there is no folder {}; make it first", folder.display());
        }
        if corpus.holds(folder) || corpus.holds(path) {
            bail!(
                "{} lies in the corpus, which is never written into; name a file elsewhere",
                path.display()
            );
        }
        let regular = !path.exists() || path.is_file();
        let folder = regular.then(|| folder.to_path_buf());
        Ok(Self { path: path.to_path_buf(), folder, replaces: true })
    }

    /// The same, never over a file that is there.
    ///
    /// # Errors
    /// [`Exists`] when there is one.
    pub fn if_new(self) -> Result<Self> {
        if self.path.is_file() {
            bail!(Exists(self.path));
        }
        Ok(Self { replaces: false, ..self })
    }

    /// Writes it. A regular file appears, or changes, when all of it is written; until then, and when
    /// something goes wrong, what was there stays.
    pub fn write<T>(&self, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
        let unwritable = || format!("cannot write {}", self.path.display());
        let Some(folder) = &self.folder else {
            let file = File::options().write(true).open(&self.path).with_context(unwritable)?;
            return write(&mut BufWriter::new(file)).with_context(unwritable);
        };
        let file = as_usual(&mut tempfile::Builder::new())
            .prefix(".retold-")
            .tempfile_in(folder)
            .with_context(unwritable)?;
        let mut buffered = BufWriter::new(file);
        let told = write(&mut buffered)?;
        let file = buffered.into_inner().map_err(|error| error.into_error());
        let file = file.with_context(unwritable)?;
        if let Ok(known) = self.path.metadata() {
            // Whoever could read the file before still can.
            let _ = file.as_file().set_permissions(known.permissions());
        }
        if self.replaces {
            file.persist(&self.path).with_context(unwritable)?;
        } else {
            file.persist_noclobber(&self.path).with_context(unwritable)?;
        }
        Ok(told)
    }
}

/// A file is there already that is not to be replaced.
#[derive(Debug)]
pub struct Exists(pub PathBuf);

impl fmt::Display for Exists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is there already", self.0.display())
    }
}

impl std::error::Error for Exists {}

/// A temporary file is for its owner alone unless told otherwise; this one is to be a file like any
/// other that the user makes.
#[cfg(unix)]
fn as_usual<'a, 'p, 's>(
    builder: &'a mut tempfile::Builder<'p, 's>,
) -> &'a mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn as_usual<'a, 'p, 's>(
    builder: &'a mut tempfile::Builder<'p, 's>,
) -> &'a mut tempfile::Builder<'p, 's> {
    builder
}
