//! A corpus opened: scanned, indexed, clustered, ready to ask. What everything above talks to.

pub mod progress;
pub mod results;

pub use progress::{Cancel, Phase, Problem, Progress, RefreshReport};
pub use results::{Copy, Hit, Request, Results, Story};

pub use crate::corpus::CorpusSpec;
use crate::corpus::{Article, ArticleId};
pub use crate::index::search::Card;
use std::path::PathBuf;
use std::sync::Arc;

/// How to open a library.
#[derive(Clone, Debug)]
pub struct Options {
    /// The user's data directory; indexes go below it.
    pub data_dir: PathBuf,
    /// Another place for this corpus' index.
    pub index_dir: Option<PathBuf>,
}

/// A corpus opened. Cheap to clone; every clone sees the same refreshes.
#[derive(Clone)]
pub struct Library {}

impl Library {
    /// Opens the index of `spec`, making an empty one where there is none; nothing is scanned yet.
    pub fn open(spec: CorpusSpec, options: &Options) -> anyhow::Result<Self> {
        let _ = (spec, options);
        Ok(Self {})
    }

    /// What it was opened for.
    pub fn spec(&self) -> &CorpusSpec {
        static NONE: CorpusSpec = CorpusSpec::Sample;
        &NONE
    }

    /// Whether another process holds the writer: this one only reads.
    pub fn is_read_only(&self) -> bool {
        true
    }

    /// Scans the corpus, indexes what changed, drops what is gone and finds near-duplicates; the view
    /// is new after each commit. One unreadable file never stops it. Reports as it goes, stops soon
    /// after `cancel` (what was committed stays).
    pub fn refresh(
        &self,
        report: &(dyn Fn(Progress) + Sync),
        cancel: &Cancel,
    ) -> anyhow::Result<RefreshReport> {
        let _ = (report, cancel);
        Ok(RefreshReport::default())
    }

    /// What can be asked now. Cheap; stays as it is while a refresh goes on.
    pub fn view(&self) -> anyhow::Result<Arc<View>> {
        Ok(Arc::new(View {}))
    }

    /// The files and records that could not be read, as of the last refresh.
    pub fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }
}

/// The corpus at one moment: its index and its stories.
pub struct View {}

impl View {
    /// Articles in it.
    pub fn len(&self) -> usize {
        0
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Runs a search: copies folded under their best hit unless asked otherwise.
    pub fn search(&self, request: &Request) -> anyhow::Result<Results> {
        let _ = request;
        Ok(Results::default())
    }

    /// The article named so: an id, a unique prefix of one, a key, or a path inside the corpus with or
    /// without `:record`. The error says what was tried and, for an ambiguous name, what it may mean.
    pub fn resolve(&self, name: &str) -> anyhow::Result<ArticleId> {
        anyhow::bail!("no article {name:?}")
    }

    /// An article, whole.
    pub fn article(&self, id: ArticleId) -> anyhow::Result<Article> {
        anyhow::bail!("no article {id}")
    }

    /// An article without its body.
    pub fn card(&self, id: ArticleId) -> anyhow::Result<Card> {
        anyhow::bail!("no article {id}")
    }

    /// The near-duplicates of an article of this corpus, closest first, itself left out: copies,
    /// rewrites, partial copies and excerpts; with `all`, everything that was verified but unrelated.
    pub fn similar(&self, id: ArticleId, all: bool) -> anyhow::Result<Vec<Copy>> {
        let _ = (id, all);
        Ok(Vec::new())
    }

    /// The same for a text that need not be in the corpus; an article of the corpus with the very
    /// same text counts as a copy.
    pub fn similar_to(&self, article: &Article, all: bool) -> anyhow::Result<Vec<Copy>> {
        let _ = (article, all);
        Ok(Vec::new())
    }

    /// The stories, largest first.
    pub fn stories(&self) -> &[Story] {
        &[]
    }

    /// The story an article belongs to.
    pub fn story_of(&self, id: ArticleId) -> Option<&Story> {
        let _ = id;
        None
    }
}
