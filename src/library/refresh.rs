//! Bringing the index up to date with the corpus: which files changed, which of their articles did,
//! and committing now and then so that what is done can be searched.

use super::manifest::{Known, Manifest, is_racy};
use super::meter::Meter;
use super::reading::{Read, read};
use super::{Cancel, Inner, NAMED_PROBLEMS, Phase, Progress, RefreshReport, link, lock};
use crate::corpus::scan::{FileEntry, Scan, Source, scan};
use crate::corpus::{Article, ArticleId, CorpusSpec, Problem};
use crate::index::{Access, Writer};
use crate::neardup::sketch;
use anyhow::Context;
use crossbeam_channel::{Receiver, bounded};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};
use xxhash_rust::xxh3::Xxh3;

/// Batches that wait to be indexed, at most: what bounds the memory of a refresh.
const WAITING: usize = 4;
/// The first commit comes early, so that there is something to search; each later one waits twice as
/// long as the one before, up to the longest, since a commit costs merging.
const FIRST_COMMIT: Duration = Duration::from_millis(700);
const LONGEST_BETWEEN_COMMITS: Duration = Duration::from_secs(20);

/// See [`super::Library::refresh`].
pub(super) fn run(
    inner: &Inner,
    report: &(dyn Fn(Progress) + Sync),
    cancel: &Cancel,
) -> anyhow::Result<RefreshReport> {
    let started = Instant::now();
    let mut meter = Meter::new(report);
    let mut done = RefreshReport::default();
    if inner.store.access() == Access::ReadOnly {
        inner.follow()?;
    } else {
        let scan = scan(&inner.spec)?;
        done.files = scan.files.len() as u64;
        meter.problems = scan.problems.len() as u64;
        let before = inner.store.payload().unwrap_or_default();
        let touched = Update::new(inner, cancel, &mut meter, &mut done)?.carry_out(&scan)?;
        link::relate(inner, &before, &touched, &mut meter, cancel)?;
        if !cancel.is_cancelled() {
            // What is left over takes room and does no harm; the next refresh tries again.
            let _ = inner.store.remove_stale();
        }
    }
    let view = inner.view();
    done.articles = view.len() as u64;
    done.stories = view.stories().len() as u64;
    done.cancelled = cancel.is_cancelled();
    done.took = started.elapsed();
    meter.enter(Phase::Done, done.articles);
    Ok(done)
}

/// One pass over the files that changed.
struct Update<'a, 'm> {
    inner: &'a Inner,
    cancel: &'a Cancel,
    meter: &'a mut Meter<'m>,
    done: &'a mut RefreshReport,
    writer: Writer,
    manifest: Manifest,
    /// Articles added, changed or dropped.
    touched: HashSet<ArticleId>,
    /// Whether there is something to commit.
    dirty: bool,
    last_commit: Instant,
    next_commit: Duration,
    bytes: Bytes,
    read: u64,
    /// Hash of what was read of the file that is being read.
    content: Xxh3,
}

/// How far reading is.
#[derive(Default)]
struct Bytes {
    all: u64,
    /// In files that are done.
    done: u64,
    /// Of text in the file that is being read.
    current: u64,
    current_size: u64,
}

impl Bytes {
    fn fraction(&self) -> Option<f32> {
        let done = self.done + self.current.min(self.current_size);
        (self.all > 0).then(|| done as f32 / self.all as f32)
    }
}

impl<'a, 'm> Update<'a, 'm> {
    fn new(
        inner: &'a Inner,
        cancel: &'a Cancel,
        meter: &'a mut Meter<'m>,
        done: &'a mut RefreshReport,
    ) -> anyhow::Result<Self> {
        let directory = inner.store.directory();
        let mut manifest = Manifest::load(directory, inner.store.payload().as_deref());
        let searcher = &inner.view().searcher;
        if manifest.files.is_empty() && !searcher.is_empty() {
            // It was lost, or nothing was ever read whole: files may be gone that it does not name.
            manifest.unfinished = searcher.paths()?;
        }
        Ok(Self {
            manifest,
            writer: inner.store.writer()?,
            inner,
            cancel,
            meter,
            done,
            touched: HashSet::new(),
            dirty: false,
            last_commit: Instant::now(),
            next_commit: FIRST_COMMIT,
            bytes: Bytes::default(),
            read: 0,
            content: Xxh3::new(),
        })
    }

    /// Drops what is gone, indexes what changed, commits. Returns the articles touched.
    fn carry_out(mut self, scan: &Scan) -> anyhow::Result<HashSet<ArticleId>> {
        self.drop_missing(scan)?;
        let changed: Vec<&FileEntry> = scan
            .files
            .iter()
            .filter(|file| !self.manifest.is_unchanged(&file.path, file.size, file.mtime))
            .collect();
        if !changed.is_empty() {
            self.meter.enter(Phase::Indexing, 0);
            self.bytes.all = changed.iter().map(|file| file.size).sum();
            self.index(&changed)?;
        }
        if self.dirty || self.inner.store.payload().as_deref() != Some(&self.manifest.mark()) {
            self.meter.enter(Phase::Committing, self.read);
            self.commit()?;
        }
        // Segments that are not merged now would be merged in vain beside every later refresh.
        if !self.cancel.is_cancelled() {
            self.writer.finish()?;
        }
        self.manifest.save(self.inner.store.directory())?;
        let problems = scan.problems.iter().chain(self.manifest.problems());
        self.done.problems = problems.clone().count() as u64;
        *lock(&self.inner.problems) = problems.take(NAMED_PROBLEMS).cloned().collect();
        Ok(self.touched)
    }

    /// Drops the articles of files that are no longer there; not of those in a folder that could
    /// not be looked into.
    fn drop_missing(&mut self, scan: &Scan) -> anyhow::Result<()> {
        let there: HashSet<&str> = scan.files.iter().map(|file| file.path.as_str()).collect();
        let hidden = |path: &str| scan.problems.iter().any(|p| is_within(path, &p.place));
        let paths = self.manifest.paths();
        let gone: Vec<String> =
            paths.filter(|path| !there.contains(path.as_str()) && !hidden(path)).cloned().collect();
        let view = self.inner.view();
        for path in gone {
            for (id, _) in view.searcher.in_file(&path)? {
                self.remove(id)?;
            }
            self.manifest.forget(&path);
        }
        Ok(())
    }

    fn remove(&mut self, id: ArticleId) -> anyhow::Result<()> {
        self.writer.delete(id)?;
        self.touched.insert(id);
        self.done.removed += 1;
        self.dirty = true;
        Ok(())
    }

    /// Reads the changed files on a thread of its own and indexes their articles on this one.
    fn index(&mut self, files: &[&FileEntry]) -> anyhow::Result<()> {
        let none = BTreeMap::new();
        let fields = match &self.inner.spec {
            CorpusSpec::Paths { fields, .. } => fields,
            CorpusSpec::Sample => &none,
        };
        let known: Vec<Option<u64>> = files
            .iter()
            .map(|file| self.manifest.files.get(&file.path).map(|known| known.hash))
            .collect();
        let (send, receive) = bounded(WAITING);
        std::thread::scope(|scope| {
            let stops = (self.cancel, &self.inner.stdin_taken);
            scope.spawn(move || read(files, &known, fields, stops, &send));
            // Dropped at the end of this call, also when it fails, which ends the reading thread.
            self.take_up(files, receive)
        })
    }

    fn take_up(&mut self, files: &[&FileEntry], from: Receiver<Read>) -> anyhow::Result<()> {
        let view = self.inner.view();
        let mut before: HashMap<ArticleId, u64> = HashMap::new();
        let mut problems = Vec::new();
        for read in from {
            match read {
                Read::Begin(at) => {
                    let Some(file) = files.get(at) else { continue };
                    self.manifest.begin(&file.path);
                    self.content = Xxh3::new();
                    before = view.searcher.in_file(&file.path)?.into_iter().collect();
                    self.bytes.current = 0;
                    self.bytes.current_size = file.size;
                }
                Read::Articles(batch) => {
                    self.add(batch, &mut before)?;
                    if self.last_commit.elapsed() >= self.next_commit {
                        self.commit()?;
                    }
                }
                Read::Problem(problem) => {
                    self.meter.problems += 1;
                    problems.push(problem);
                }
                Read::Untouched(at, hash) => {
                    let Some(file) = files.get(at) else { continue };
                    let kept = self.manifest.files.remove(&file.path);
                    let problems = kept.map(|known| known.problems).unwrap_or_default();
                    self.finish(file, hash, problems);
                }
                Read::Unreadable(at, problem) => {
                    let Some(file) = files.get(at) else { continue };
                    self.meter.problems += 1;
                    let kept = self.manifest.files.remove(&file.path);
                    self.finish(file, kept.map_or(0, |known| known.hash), vec![problem]);
                    if let Some(known) = self.manifest.files.get_mut(&file.path) {
                        known.racy = true;
                    }
                }
                Read::End(at, hash) => {
                    let Some(file) = files.get(at) else { continue };
                    for id in std::mem::take(&mut before).into_keys() {
                        self.remove(id)?;
                    }
                    // What can be read only once has no hash of its bytes, only of what it held.
                    let stdin = file.source == Source::Stdin;
                    let hash = if stdin { self.content.digest() } else { hash };
                    self.finish(file, hash, std::mem::take(&mut problems));
                }
            }
        }
        Ok(())
    }

    /// Notes a file as read.
    fn finish(&mut self, file: &FileEntry, hash: u64, problems: Vec<Problem>) {
        let known =
            Known { size: file.size, mtime: file.mtime, hash, racy: is_racy(file.mtime), problems };
        self.manifest.finish(&file.path, known);
        self.bytes.done += file.size;
        self.bytes.current = 0;
        self.meter.advance(self.read, self.bytes.fraction());
    }

    /// Indexes those articles of `batch` that are new or not what they were. What is left in
    /// `before` when a file ends is no longer in it.
    fn add(
        &mut self,
        batch: Vec<Article>,
        before: &mut HashMap<ArticleId, u64>,
    ) -> anyhow::Result<()> {
        let prepared: Vec<(Article, u64, Option<Vec<u32>>)> = batch
            .into_par_iter()
            .map(|mut article| {
                article.detect_language();
                let hash = article.content_hash();
                let same = before.get(&article.id) == Some(&hash);
                let sketch = (!same).then(|| sketch(&article.body));
                (article, hash, sketch)
            })
            .collect();
        for (article, hash, sketch) in prepared {
            self.read += 1;
            self.bytes.current += article.body.len() as u64;
            self.content.update(&hash.to_le_bytes());
            let known = before.remove(&article.id).is_some();
            let Some(sketch) = sketch else { continue };
            self.writer.add(&article, &sketch, hash)?;
            self.touched.insert(article.id);
            self.dirty = true;
            if known {
                self.done.changed += 1;
            } else {
                self.done.added += 1;
            }
        }
        self.meter.advance(self.read, self.bytes.fraction());
        Ok(())
    }

    /// Makes what was done so far searchable.
    fn commit(&mut self) -> anyhow::Result<()> {
        self.writer
            .commit(&self.manifest.mark())
            .context("cannot write the index; what was committed before is kept")?;
        self.manifest.save(self.inner.store.directory())?;
        self.dirty = false;
        self.inner.publish(None)?;
        self.meter.fresh(self.read, self.bytes.fraction());
        self.last_commit = Instant::now();
        self.next_commit = (self.next_commit * 2).min(LONGEST_BETWEEN_COMMITS);
        Ok(())
    }
}

/// Whether `path` is `place`, or in it.
fn is_within(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    place.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
