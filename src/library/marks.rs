//! A user's own marks on articles and stories: read, starred, tags, a note. They lie in one JSON Lines
//! file of the user's, a line a mark, which no index and no refresh ever touches.

use super::lines::{BadLine, Lines};
use super::{StoryId, View};
use crate::corpus::{ArticleId, CorpusSpec};
use crate::index::{Asked, Outside};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An article.
    Article(ArticleId),
    /// A story: what is said of it holds for each of its reports.
    Story(StoryId),
}

impl Subject {
    /// The one of this name, written in full.
    pub fn named(name: &str) -> Option<Self> {
        // Longer by a letter, a story's name is no article's.
        name.parse().map(Self::Article).or_else(|()| name.parse().map(Self::Story)).ok()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => id.fmt(f),
            Self::Story(id) => id.fmt(f),
        }
    }
}

/// What a user said of an article or a story: a line of the file. Fields that are not known here are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The article's or the story's name.
    pub id: String,
    /// The corpus it is in: articles of two corpora may have one name. None is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corpus: Option<String>,
    /// Where the article stands; of a story, its first report.
    #[serde(default)]
    pub origin: String,
    /// Its headline.
    #[serde(default)]
    pub title: String,
    /// Whether it was read.
    #[serde(default)]
    pub read: bool,
    /// Whether it has a star.
    #[serde(default)]
    pub starred: bool,
    /// Tags, sorted.
    #[serde(default)]
    pub tags: BTreeSet<String>,
    /// A note.
    #[serde(default)]
    pub note: String,
    /// When it was last changed.
    #[serde(default)]
    pub changed: String,
    /// Whatever else the line says.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Mark {
    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        let Self { read, starred, tags, note, other, .. } = self;
        !read && !starred && tags.is_empty() && note.is_empty() && other.is_empty()
    }
}

/// A change to a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Read or not.
    Read(bool),
    /// Starred or not.
    Star(bool),
    /// One tag more.
    Tag(String),
    /// One tag less.
    Untag(String),
    /// Another note; an empty one is none.
    Note(String),
}

impl Edit {
    /// Makes the change.
    pub fn apply(&self, mark: &mut Mark) {
        match self {
            Self::Read(read) => mark.read = *read,
            Self::Star(starred) => mark.starred = *starred,
            Self::Tag(tag) => _ = mark.tags.insert(tag.clone()),
            Self::Untag(tag) => mark.tags.retain(|known| !alike(known, tag)),
            Self::Note(note) => mark.note.clone_from(note),
        }
    }
}

/// What articles can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Read.
    Read,
    /// Not read: every article but those.
    Unread,
    /// With a star.
    Starred,
    /// With a note.
    Noted,
    /// With this tag of the user's, however capitalised.
    Tag(String),
}

impl Marked {
    /// The one of this name: `read`, `unread`, `starred`, `noted`, or `tag:NAME`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "read" => Self::Read,
            "unread" => Self::Unread,
            "starred" => Self::Starred,
            "noted" => Self::Noted,
            _ => Self::Tag(name.strip_prefix("tag:").filter(|tag| !tag.is_empty())?.to_string()),
        })
    }

    /// Whether a mark says so; of [`Marked::Unread`], whether it says the reverse.
    pub fn holds(&self, mark: &Mark) -> bool {
        match self {
            Self::Read | Self::Unread => mark.read,
            Self::Starred => mark.starred,
            Self::Noted => !mark.note.is_empty(),
            Self::Tag(tag) => mark.tags.iter().any(|known| alike(known, tag)),
        }
    }
}

/// The marks of one corpus.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marks: BTreeMap<Subject, Mark>,
    bad: Vec<BadLine>,
}

impl Marks {
    /// Reads the file at `path`, which need not be there, for the corpus called `corpus` (see [`name_of`]).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn load(path: &Path, corpus: &str) -> anyhow::Result<Self> {
        let lines = Lines::<Mark>::load(path)?;
        let mut marks: BTreeMap<Subject, Mark> = BTreeMap::new();
        let own = lines.iter().map(|(_, mark)| mark).filter(|mark| is_of(mark, corpus));
        for mark in own {
            // Two lines for one, as joining two copies of the file leaves them: the newer one holds.
            if let Some(subject) = Subject::named(&mark.id)
                && marks.get(&subject).is_none_or(|known| known.changed <= mark.changed)
            {
                marks.insert(subject, mark.clone());
            }
        }
        Ok(Self { marks, bad: lines.bad })
    }

    /// What is said of `subject`.
    pub fn of(&self, subject: Subject) -> Option<&Mark> {
        self.marks.get(&subject)
    }

    /// All of them, by name, articles first.
    pub fn iter(&self) -> impl Iterator<Item = (Subject, &Mark)> {
        self.marks.iter().map(|(&subject, mark)| (subject, mark))
    }

    /// The lines of the file that cannot be read.
    pub fn bad(&self) -> &[BadLine] {
        &self.bad
    }

    /// Those on stories, by name.
    pub fn stories(&self) -> impl Iterator<Item = (StoryId, &Mark)> {
        let stories = self.marks.range(Subject::Story(StoryId(0))..);
        stories.filter_map(|(subject, mark)| match subject {
            Subject::Story(id) => Some((*id, mark)),
            Subject::Article(_) => None,
        })
    }
}

/// The marks of a corpus as they are in their file now.
#[derive(Debug)]
pub(super) struct Own {
    path: PathBuf,
    corpus: String,
    known: Mutex<Option<(Stamp, Arc<Marks>)>>,
}

/// When a file was written, and its length; none where there is no file.
type Stamp = Option<(SystemTime, u64)>;

impl Own {
    pub(super) fn new(path: &Path, corpus: String) -> Self {
        Self { path: path.to_path_buf(), corpus, known: Mutex::default() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn corpus(&self) -> &str {
        &self.corpus
    }

    /// Read anew where the file has changed, which another process may have done.
    fn marks(&self) -> anyhow::Result<Arc<Marks>> {
        let file = std::fs::metadata(&self.path).ok();
        let stamp = file.and_then(|file| Some((file.modified().ok()?, file.len())));
        let mut known = super::lock(&self.known);
        if let Some((then, marks)) = &*known
            && *then == stamp
        {
            return Ok(marks.clone());
        }
        let marks = Arc::new(Marks::load(&self.path, &self.corpus)?);
        *known = Some((stamp, marks.clone()));
        Ok(marks)
    }
}

impl View {
    /// The user's own marks in this corpus, as they are in their file now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn marks(&self) -> anyhow::Result<Arc<Marks>> {
        self.own.marks()
    }

    /// The articles marked so, sorted; a mark on a story holds for its reports.
    ///
    /// # Errors
    /// When the file or the index cannot be read.
    pub fn marked(&self, which: &Marked) -> anyhow::Result<Vec<ArticleId>> {
        let mut ids = BTreeSet::new();
        for (subject, mark) in self.marks()?.iter().filter(|(_, mark)| which.holds(mark)) {
            match subject {
                Subject::Article(id) => _ = ids.insert(id),
                Subject::Story(id) => ids.extend(self.reports_marked(id, mark)),
            }
        }
        if *which != Marked::Unread {
            return Ok(ids.into_iter().collect());
        }
        let mut others = self.searcher.ids()?;
        others.retain(|id| !ids.contains(id));
        others.sort_unstable();
        Ok(others)
    }
}

/// The user's own marks, as they answer to a query.
pub(super) struct Kept<'v>(&'v View);

/// What `is:` takes of marks.
const IS: [(&str, &str); 4] = [
    ("read", "marked as read"),
    ("unread", "not marked as read"),
    ("starred", "with a star"),
    ("noted", "with a note"),
];

/// The marks that are asked for, where it is marks.
fn sought(asked: &Asked) -> Option<Marked> {
    match asked {
        Asked::Is(name) => Marked::named(IS.iter().find(|(known, _)| known == name)?.0),
        Asked::Tag(name) => Marked::named(&format!("tag:{name}")),
        _ => None,
    }
}

impl Outside for Kept<'_> {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        // A file that cannot be read marks nothing; see below.
        Some(self.0.marked(&sought(asked)?).unwrap_or_default().into())
    }

    fn trouble(&self, asked: &Asked) -> Option<String> {
        let error = sought(asked).and_then(|_| self.0.marks().err())?;
        Some(format!("your marks are left out: {error:#}"))
    }

    fn names(&self, field: &str) -> Vec<(String, String)> {
        match field {
            "is" => IS.iter().map(|&(name, help)| (name.to_string(), help.to_string())).collect(),
            "tag" => {
                let marks = self.0.marks().unwrap_or_default();
                let tags: BTreeSet<&String> = marks.iter().flat_map(|(_, m)| &m.tags).collect();
                tags.into_iter().map(|tag| (tag.clone(), "your own".to_string())).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl View {
    /// What the user keeps of articles.
    pub(super) fn kept(&self) -> Kept<'_> {
        Kept(self)
    }
}

/// What a corpus is called in a user's own files: its full paths, the home directory as `~` so that the
/// file serves on another machine as well.
///
/// # Errors
/// When a path is not there and is not written in full.
pub fn name_of(spec: &CorpusSpec) -> anyhow::Result<String> {
    let CorpusSpec::Paths { paths, .. } = super::place::absolute(spec.clone())? else {
        return Ok(crate::corpus::SAMPLE.to_string());
    };
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    let names: Vec<String> = paths
        .iter()
        .map(|path| match home.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) => Path::new("~").join(rest).display().to_string(),
            None => path.display().to_string(),
        })
        .collect();
    Ok(names.join(" + "))
}

/// Whether a mark is one of this corpus.
pub(super) fn is_of(mark: &Mark, corpus: &str) -> bool {
    mark.corpus.as_deref().is_none_or(|known| known == corpus)
}

fn alike(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
