//! From a name on the command line to an article: of the corpus, or of a file that is in none.

use super::args::CorpusArgs;
use super::opening::Setting;
use super::outside;
use crate::corpus::{Article, FieldMap};
use crate::library::View;
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article that was named.
pub(super) enum Named {
    /// It is one of the corpus.
    Indexed(Article),
    /// It was read from a file outside of it, or from standard input.
    Outside(Article),
}

impl Named {
    /// The article, wherever it is from.
    pub(super) fn article(&self) -> &Article {
        match self {
            Self::Indexed(article) | Self::Outside(article) => article,
        }
    }

    /// The same, to keep.
    pub(super) fn into_article(self) -> Article {
        match self {
            Self::Indexed(article) | Self::Outside(article) => article,
        }
    }
}

/// A file on disk, and perhaps one record of it.
pub(super) struct FileName {
    pub(super) path: PathBuf,
    pub(super) record: Option<u64>,
}

/// Whether a path is a pipe, as a shell makes one of `<(git show HEAD:a.txt)`.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.metadata().is_ok_and(|known| known.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

impl FileName {
    /// `FILE`, `FILE:RECORD` or `-`, when that file is there.
    pub(super) fn parse(name: &OsStr) -> Option<Self> {
        let path = Path::new(name);
        if name == "-" || path.is_file() || is_pipe(path) {
            return Some(Self { path: path.to_path_buf(), record: None });
        }
        let (path, record) = name.to_str()?.rsplit_once(':')?;
        let record = record.parse().ok()?;
        let path = PathBuf::from(path);
        path.is_file().then_some(Self { path, record: Some(record) })
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// The whole name with its path in full, as an article of the corpus may be called.
    fn absolute(&self) -> Option<String> {
        let path = self.path.canonicalize().ok()?;
        let path = path.to_str()?;
        Some(match self.record {
            Some(record) => format!("{path}:{record}"),
            None => path.to_string(),
        })
    }
}

/// The article called `name`: by id, start of an id, key or path in the corpus; failing that, by a
/// file on disk. A file that is inside the corpus is the corpus' own article.
pub(super) fn find(view: &View, name: &OsStr, fields: &FieldMap) -> Result<Named> {
    if name.is_empty() {
        bail!("an article needs a name: an id, the start of one, a key or a path");
    }
    let file = FileName::parse(name);
    if let Some(stdin) = file.as_ref().filter(|file| file.is_stdin()) {
        return outside::read(stdin, fields).map(Named::Outside);
    }
    let unknown = match view.resolve(&name.to_string_lossy()) {
        Ok(id) => return view.article(id).map(Named::Indexed),
        Err(unknown) => unknown,
    };
    let Some(file) = file else {
        if Path::new(name).is_dir() {
            bail!("{} is a folder: name an article in it", Path::new(name).display());
        }
        return Err(unknown);
    };
    match file.absolute().and_then(|path| view.resolve(&path).ok()) {
        Some(id) => view.article(id).map(Named::Indexed),
        None => outside::read(&file, fields).map(Named::Outside),
    }
}

/// Two articles to be put beside one another.
pub(super) struct Both {
    pub(super) left: Article,
    pub(super) right: Article,
    /// The corpus that was asked; none where both are files in no corpus, and none was named.
    pub(super) view: Option<Arc<View>>,
    /// Whether both are articles of it.
    pub(super) indexed: bool,
}

/// Standard input is one of the two at most.
pub(super) fn not_twice_stdin(left: &OsStr, right: &OsStr) -> Result<()> {
    if left == "-" && right == "-" {
        bail!("standard input can be read only once: give a file or an id for one of the two");
    }
    Ok(())
}

/// Both articles. Two files that are in no corpus need none to be opened.
pub(super) fn both(
    setting: &Setting,
    corpus: &CorpusArgs,
    left: &OsStr,
    right: &OsStr,
) -> Result<Both> {
    not_twice_stdin(left, right)?;
    let choice = setting.choose(&corpus.corpus)?;
    let fields = &setting.common.fields();
    let elsewhere = |name| FileName::parse(name).filter(|file| !choice.spec().holds(&file.path));
    if let (Some(left), Some(right)) = (elsewhere(left), elsewhere(right))
        && corpus.corpus.is_empty()
    {
        let (left, right) = (outside::read(&left, fields)?, outside::read(&right, fields)?);
        return Ok(Both { left, right, view: None, indexed: false });
    }
    let view = setting.view_of(&choice, corpus)?;
    let (left, right) = (find(&view, left, fields)?, find(&view, right, fields)?);
    let indexed = matches!((&left, &right), (Named::Indexed(_), Named::Indexed(_)));
    let (left, right) = (left.into_article(), right.into_article());
    Ok(Both { left, right, view: Some(view), indexed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_named_with_its_record() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dump.jsonl");
        std::fs::write(&path, "{}\n").unwrap();
        let whole = FileName::parse(path.as_os_str()).unwrap();
        assert_eq!((whole.path.as_path(), whole.record), (path.as_path(), None));
        let record = format!("{}:12", path.display());
        let record = FileName::parse(OsStr::new(&record)).unwrap();
        assert_eq!((record.path.as_path(), record.record), (path.as_path(), Some(12)));
        for none in ["no-such-file", "no-such-file:3", "4k2m"] {
            assert!(FileName::parse(OsStr::new(none)).is_none(), "{none}");
        }
        assert!(FileName::parse(OsStr::new("-")).is_some_and(|file| file.is_stdin()));
    }
}
