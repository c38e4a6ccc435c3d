//! The verified pairs of a corpus and the stories they join, kept in a file beside the index.
//! Derived: it can be made again from the index at any time.

use super::Story;
use crate::corpus::ArticleId;
use crate::neardup::{Boilerplate, Cluster, Edge, Relation, clusters};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

/// The file's name.
const FILE: &str = "stories.bin";
/// Its form; another number means the file is made anew.
const VERSION: u32 = 2;

/// A verified pair, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Pair {
    a: u64,
    b: u64,
    relation: Relation,
}

impl Pair {
    /// The pair with its members in order, and the relation turned to match.
    pub(super) fn new(a: ArticleId, b: ArticleId, relation: Relation) -> Self {
        if a <= b {
            Self { a: a.0, b: b.0, relation }
        } else {
            Self { a: b.0, b: a.0, relation: relation.reversed() }
        }
    }

    /// Whether either member satisfies `test`.
    pub(super) fn touches(&self, test: impl Fn(ArticleId) -> bool) -> bool {
        test(ArticleId(self.a)) || test(ArticleId(self.b))
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    commit: String,
    drift: u64,
    pairs: Vec<Pair>,
    boilerplate: Boilerplate,
    /// Members in order of time, and the medoid.
    stories: Vec<(Vec<u64>, u64)>,
}

/// Every story of a corpus, and which story an article is in.
#[derive(Debug, Default)]
pub(super) struct Stories {
    /// What the index's commit was marked with when the pairs were verified.
    pub(super) commit: String,
    /// When the file they were read from was written; none for those made here.
    pub(super) changed: Option<SystemTime>,
    /// What outlets print under everything, as it was learned when all pairs were verified.
    pub(super) boilerplate: Boilerplate,
    /// Articles touched since then.
    pub(super) drift: u64,
    pairs: Vec<Pair>,
    stories: Vec<Story>,
    story_of: HashMap<ArticleId, u32>,
}

impl Stories {
    /// Groups `pairs` into stories. `dates` gives each article's time, for the order of members.
    pub(super) fn new(
        commit: String,
        mut pairs: Vec<Pair>,
        boilerplate: Boilerplate,
        date: impl Fn(ArticleId) -> Option<i64>,
    ) -> Self {
        pairs.sort_by_key(|pair| (pair.a, pair.b));
        pairs.dedup_by_key(|pair| (pair.a, pair.b));
        let mut ids: Vec<u64> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        ids.sort_unstable();
        ids.dedup();
        let place = |id: u64| ids.binary_search(&id).unwrap_or(0) as u32;
        let edges: Vec<Edge> = pairs
            .iter()
            .map(|pair| Edge { a: place(pair.a), b: place(pair.b), relation: pair.relation })
            .collect();
        let name = |place: u32| ArticleId(ids.get(place as usize).copied().unwrap_or_default());
        let mut stories: Vec<Story> = clusters(ids.len(), &edges)
            .into_iter()
            .map(|Cluster { members, medoid }| {
                let mut members: Vec<ArticleId> = members.into_iter().map(name).collect();
                members.sort_by_key(|&id| (date(id).unwrap_or(i64::MAX), id));
                Story { members, medoid: name(medoid) }
            })
            .collect();
        stories.sort_by_key(|story| (std::cmp::Reverse(story.members.len()), story.medoid));
        Self::assemble(commit, pairs, boilerplate, stories)
    }

    fn assemble(
        commit: String,
        pairs: Vec<Pair>,
        boilerplate: Boilerplate,
        stories: Vec<Story>,
    ) -> Self {
        let story_of = stories
            .iter()
            .enumerate()
            .flat_map(|(at, story)| story.members.iter().map(move |&id| (id, at as u32)))
            .collect();
        Self { commit, changed: None, boilerplate, drift: 0, pairs, stories, story_of }
    }

    /// Reads the stories kept in `directory`; empty ones where there is no file or an unreadable one,
    /// since they can be made again.
    pub(super) fn load(directory: &Path) -> Self {
        // Asked before reading: a newer file is then read again rather than missed.
        let changed = Self::changed(directory);
        let kept = std::fs::read(directory.join(FILE))
            .ok()
            .and_then(|bytes| postcard::from_bytes::<Kept>(&bytes).ok());
        let Some(kept) = kept.filter(|kept| kept.version == VERSION) else {
            return Self::default();
        };
        let stories = kept
            .stories
            .into_iter()
            .map(|(members, medoid)| Story {
                members: members.into_iter().map(ArticleId).collect(),
                medoid: ArticleId(medoid),
            })
            .collect();
        let read = Self::assemble(kept.commit, kept.pairs, kept.boilerplate, stories);
        Self { changed, drift: kept.drift, ..read }
    }

    /// These without the articles that are not `there` any more; none when all of them are.
    pub(super) fn without_gone(&self, there: impl Fn(ArticleId) -> bool) -> Option<Self> {
        if self.story_of.keys().all(|&id| there(id)) {
            return None;
        }
        let left = |story: &Story| {
            let members: Vec<ArticleId> =
                story.members.iter().copied().filter(|&id| there(id)).collect();
            let first = members.first().copied().filter(|_| members.len() > 1)?;
            let medoid = if there(story.medoid) { story.medoid } else { first };
            Some(Story { members, medoid })
        };
        let stories = self.stories.iter().filter_map(left).collect();
        let (commit, pairs) = (self.commit.clone(), self.pairs.clone());
        let left = Self::assemble(commit, pairs, self.boilerplate.clone(), stories);
        Some(Self { changed: self.changed, drift: self.drift, ..left })
    }

    /// When the file kept in `directory` was written.
    pub(super) fn changed(directory: &Path) -> Option<SystemTime> {
        std::fs::metadata(directory.join(FILE)).and_then(|file| file.modified()).ok()
    }

    /// Writes them to `directory`, replacing what was there atomically.
    pub(super) fn save(&self, directory: &Path) -> anyhow::Result<()> {
        let stories = self
            .stories
            .iter()
            .map(|story| (story.members.iter().map(|id| id.0).collect(), story.medoid.0))
            .collect();
        let kept = Kept {
            version: VERSION,
            commit: self.commit.clone(),
            drift: self.drift,
            pairs: self.pairs.clone(),
            boilerplate: self.boilerplate.clone(),
            stories,
        };
        let bytes = postcard::to_stdvec(&kept).context("cannot encode the stories")?;
        super::replace_file(&directory.join(FILE), |file| file.write_all(&bytes))
    }

    /// The verified pairs.
    pub(super) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// All stories, largest first.
    pub(super) fn all(&self) -> &[Story] {
        &self.stories
    }

    /// The number of the story that `id` is in.
    pub(super) fn number_of(&self, id: ArticleId) -> Option<u32> {
        self.story_of.get(&id).copied()
    }

    /// The story that `id` is in.
    pub(super) fn of(&self, id: ArticleId) -> Option<&Story> {
        self.number_of(id).and_then(|at| self.stories.get(at as usize))
    }
}
