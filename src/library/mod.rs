//! A corpus opened: scanned, indexed, clustered, ready to ask. What everything above talks to.
//! A [`Library`] is the corpus over time, a [`View`] the corpus at one moment.

mod dedup;
mod event;
mod facets;
mod known;
mod lines;
mod link;
mod listing;
mod manifest;
mod marking;
mod marks;
mod meter;
mod place;
mod progress;
mod reading;
mod refresh;
mod related;
mod results;
mod search;
mod searches;
mod stories;
mod view;
mod walk;

pub use crate::corpus::{CorpusSpec, Problem};
pub use crate::index::Cancel;
pub use crate::index::search::Card;
pub use dedup::{Fate, Keep, Plan, Role, Totals};
pub use facets::{By, Facet, FacetRequest, FacetValue, Facets, Period};
pub use lines::BadLine;
pub use listing::explain;
pub use marking::{Change, Changed, Known, Target};
pub use marks::{Edit, Mark, Marked, Marks, Subject, name_of};
pub use progress::{Phase, Progress, RefreshReport};
pub use results::{Copy, Hit, Member, Pair, Parent, Request, Results, Story, StoryId};
pub use searches::{Saved, Searches, Seen, Tally};
pub use view::View;
pub use walk::{Row, Walk};

use crate::corpus::scan;
use crate::index::{Access, Store};
use crate::neardup::Thresholds;
use anyhow::{Context, bail};
use manifest::Manifest;
use marks::Own;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use stories::Stories;

/// How to open a library.
#[derive(Clone, Debug)]
pub struct Options {
    /// The user's data directory; indexes go below it.
    pub data_dir: PathBuf,
    /// Another place for this corpus' index.
    pub index_dir: Option<PathBuf>,
    /// The user's own files.
    pub own: OwnFiles,
    /// What verdicts go by.
    pub thresholds: Thresholds,
    /// Megabytes that comparing all articles of a corpus may take.
    pub memory: u64,
    /// Up to so many words in all, a corpus is compared as a whole after any change; a larger one as
    /// far as it was touched, which is quicker and leaves small differences to a fresh build.
    pub little: u64,
}

impl Options {
    /// Indexes go below `data_dir`; all else is as it is unless the user says otherwise.
    pub fn new(data_dir: PathBuf) -> Self {
        Self {
            own: OwnFiles::below(&data_dir),
            data_dir,
            index_dir: None,
            thresholds: Thresholds::default(),
            memory: MEMORY,
            little: LITTLE,
        }
    }
}

/// Where a user's own files are, none of which need be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFiles {
    /// The marks.
    pub marks: PathBuf,
    /// The saved searches.
    pub searches: PathBuf,
    /// The directory of what was listed of those.
    pub seen: PathBuf,
}

impl OwnFiles {
    /// All of them in one directory.
    pub fn below(directory: &Path) -> Self {
        Self {
            marks: directory.join(MARKS),
            searches: directory.join(SEARCHES),
            seen: directory.join("seen"),
        }
    }
}

/// Megabytes that comparing may take unless the user says otherwise.
pub const MEMORY: u64 = 1_024;

/// The file of the user's own marks in the data directory, beside the indexes and in none of them: those
/// can be deleted.
pub const MARKS: &str = "marks.jsonl";

/// The file of the saved searches there.
pub const SEARCHES: &str = "searches.jsonl";

/// Words that are compared in a blink, about a third of a second on one core.
const LITTLE: u64 = 400_000;

/// Problems that are named; all are counted.
const NAMED_PROBLEMS: usize = 1_000;

/// A corpus opened. Cheap to clone; every clone sees the same refreshes.
#[derive(Clone)]
pub struct Library {
    inner: Arc<Inner>,
}

struct Inner {
    spec: CorpusSpec,
    own: OwnFiles,
    store: Store,
    view: RwLock<Arc<View>>,
    problems: Mutex<Vec<Problem>>,
    /// Whether standard input was read: there is nothing more in it.
    stdin_taken: AtomicBool,
    /// Held while a refresh goes on, so that there is one at a time.
    refreshing: Mutex<()>,
    /// What verdicts go by.
    thresholds: Thresholds,
    /// Megabytes that comparing all articles may take.
    memory: u64,
    /// Words up to which all articles are compared after any change.
    little: u64,
}

impl Library {
    /// Opens the index of `spec`, making an empty one where there is none; nothing is scanned yet.
    ///
    /// # Errors
    /// When a path of the corpus does not exist, or when the index directory cannot be used; what
    /// stands there is never deleted for it.
    pub fn open(spec: CorpusSpec, options: &Options) -> anyhow::Result<Self> {
        let spec = place::absolute(spec)?;
        let directory = place::directory(&spec, options);
        place::claim(&directory, &spec)?;
        let store = Store::open(&directory)?;
        let stories = Arc::new(Stories::load(store.directory()));
        let base = scan::base_of(&spec).ok().flatten();
        let own = Arc::new(Own::new(&options.own.marks, name_of(&spec)?));
        let view = view_of(&store, stories, base, own)?;
        let manifest = Manifest::load(store.directory(), store.payload().as_deref());
        let problems = manifest.problems().take(NAMED_PROBLEMS).cloned().collect();
        Ok(Self {
            inner: Arc::new(Inner {
                spec,
                own: options.own.clone(),
                store,
                view: RwLock::new(Arc::new(view)),
                problems: Mutex::new(problems),
                stdin_taken: AtomicBool::new(false),
                refreshing: Mutex::new(()),
                thresholds: options.thresholds,
                memory: options.memory,
                little: options.little,
            }),
        })
    }

    /// What it was opened for, its paths made absolute.
    pub fn spec(&self) -> &CorpusSpec {
        &self.inner.spec
    }

    /// Where the user's own files are.
    pub fn own_files(&self) -> &OwnFiles {
        &self.inner.own
    }

    /// Whether another process holds the writer: this one only reads.
    pub fn is_read_only(&self) -> bool {
        self.inner.store.access() == Access::ReadOnly
    }

    /// Where a damaged index was set aside when this one was opened: all is to be indexed anew.
    pub fn set_aside(&self) -> Option<&Path> {
        self.inner.store.set_aside()
    }

    /// Scans the corpus, indexes what changed, drops what is gone and finds near-duplicates; the view
    /// is new after each commit. One unreadable file never stops it. Reports as it goes, stops soon
    /// after `cancel` (what was committed stays). In a read-only library it only takes up what the
    /// other process has committed.
    ///
    /// # Errors
    /// When a path of the corpus is gone, or the index cannot be written.
    pub fn refresh(
        &self,
        report: &(dyn Fn(Progress) + Sync),
        cancel: &Cancel,
    ) -> anyhow::Result<RefreshReport> {
        let _one_at_a_time = lock(&self.inner.refreshing);
        refresh::run(&self.inner, report, cancel)
    }

    /// What can be asked now. Cheap; stays as it is while a refresh goes on.
    ///
    /// # Errors
    /// When what another process committed cannot be opened.
    pub fn view(&self) -> anyhow::Result<Arc<View>> {
        if self.is_read_only() {
            self.inner.follow()?;
        }
        Ok(self.inner.view())
    }

    /// The files and records that could not be read, as of the last refresh.
    pub fn problems(&self) -> Vec<Problem> {
        lock(&self.inner.problems).clone()
    }
}

impl Inner {
    fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes what was committed, and `stories` or those there are, what is seen from now on.
    fn publish(&self, stories: Option<Arc<Stories>>) -> anyhow::Result<Arc<View>> {
        let old = self.view();
        let stories = stories.unwrap_or_else(|| old.stories.clone());
        let view = Arc::new(view_of(&self.store, stories, old.base.clone(), old.own.clone())?);
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = view.clone();
        Ok(view)
    }

    /// Takes up what another process has committed since.
    fn follow(&self) -> anyhow::Result<()> {
        let directory = self.store.directory();
        let old = self.view();
        let stories = (Stories::changed(directory) != old.stories.changed)
            .then(|| Arc::new(Stories::load(directory)));
        if stories.is_some() || !self.store.searcher()?.is_same(&old.searcher) {
            self.publish(stories)?;
        }
        Ok(())
    }
}

/// What `store` holds now, with `stories` less the articles that are gone: those are older than the
/// index until a refresh has compared what it took up, or for good when it was stopped before that.
fn view_of(
    store: &Store,
    stories: Arc<Stories>,
    base: Option<PathBuf>,
    own: Arc<Own>,
) -> anyhow::Result<View> {
    let (cancel, spread) = (Cancel::default(), Arc::default());
    let searcher = store.searcher()?;
    let compared = store.payload().unwrap_or_default() == stories.commit;
    // Beside another writer, what is asked and what is open may be of two commits.
    let fit = store.access() == Access::Write && compared;
    if fit || stories.all().is_empty() {
        return Ok(View { searcher, cancel, stories, base, compared, own, spread });
    }
    let mut there = searcher.ids()?;
    there.sort_unstable();
    let left = stories.without_gone(there);
    let stories = left.map_or(stories, Arc::new);
    Ok(View { searcher, cancel, stories, base, compared, own, spread })
}

/// A lock, also after a panic elsewhere: what it guards is replaced whole, never left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file beside its place and moves it there, so that it is never seen half written.
fn replace_file(
    path: &Path,
    write: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let Some(directory) = path.parent() else { bail!("{} has no directory", path.display()) };
    let context = || format!("cannot write {}; is the disk full?", path.display());
    let mut file = tempfile::NamedTempFile::new_in(directory).with_context(context)?;
    write(file.as_file_mut()).with_context(context)?;
    file.persist(path).with_context(context)?;
    Ok(())
}
