//! The verified pairs of a corpus and the stories they join, kept in a file beside the index.
//! Derived: it can be made again from the index at any time.

use super::{Member, Parent, Story, StoryId};
use crate::corpus::{ArticleDate, ArticleId};
use crate::neardup::{Cluster, Edge, Relation, Rules, clusters, lineage};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// The file's name.
const FILE: &str = "stories.bin";
/// Its form; another number means the file is made anew.
const VERSION: u32 = 3;

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

    /// As it is told above.
    pub(super) fn told(&self) -> super::Pair {
        super::Pair { a: ArticleId(self.a), b: ArticleId(self.b), relation: self.relation }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    commit: String,
    drift: u64,
    pairs: Vec<Pair>,
    rules: Rules,
    stories: Vec<KeptStory>,
}

#[derive(Serialize, Deserialize)]
struct KeptStory {
    id: u64,
    /// Members in order of time, each with its parent and how sure that is.
    members: Vec<(u64, Option<(u64, f32)>)>,
    medoid: u64,
    first: Option<u64>,
}

/// Every story of a corpus, and which story an article is in.
#[derive(Debug, Default)]
pub(super) struct Stories {
    /// What the index's commit was marked with when the pairs were verified.
    pub(super) commit: String,
    /// When the file they were read from was written; none for those made here.
    pub(super) changed: Option<SystemTime>,
    /// What the pairs were verified by; the boilerplate as it was learned when all of them were.
    pub(super) rules: Arc<Rules>,
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
        rules: Arc<Rules>,
        date: impl Fn(ArticleId) -> Option<ArticleDate>,
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
        let found = clusters(ids.len(), &edges);
        let mut within = within(ids.len(), &found, &edges).into_iter();
        let mut stories: Vec<Story> = found
            .into_iter()
            .map(|Cluster { members, medoid }| {
                let mut dated: Vec<(u32, Option<ArticleDate>)> =
                    members.into_iter().map(|place| (place, date(name(place)))).collect();
                let time = |date: Option<ArticleDate>| date.map_or(i64::MAX, |date| date.seconds);
                dated.sort_by_key(|&(place, date)| (time(date), place));
                story(&dated, medoid, &within.next().unwrap_or_default(), &name)
            })
            .collect();
        stories.sort_by_key(|story| (std::cmp::Reverse(story.members.len()), story.medoid));
        Self::assemble(commit, pairs, rules, stories)
    }

    fn assemble(commit: String, pairs: Vec<Pair>, rules: Arc<Rules>, stories: Vec<Story>) -> Self {
        let story_of = stories
            .iter()
            .enumerate()
            .flat_map(|(at, story)| story.ids().map(move |id| (id, at as u32)))
            .collect();
        Self { commit, changed: None, rules, drift: 0, pairs, stories, story_of }
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
        let stories = kept.stories.into_iter().map(Story::from).collect();
        let read = Self::assemble(kept.commit, kept.pairs, Arc::new(kept.rules), stories);
        Self { changed, drift: kept.drift, ..read }
    }

    /// These without the articles that are not `there` any more; none when all of them are.
    pub(super) fn without_gone(&self, there: impl Fn(ArticleId) -> bool) -> Option<Self> {
        if self.story_of.keys().all(|&id| there(id)) {
            return None;
        }
        let left = |story: &Story| {
            let mut left = story.clone();
            left.members.retain(|member| there(member.id));
            for member in &mut left.members {
                member.parent = member.parent.filter(|parent| there(parent.id));
            }
            left.first = left.first.filter(|&id| there(id));
            let start = left.members.first().map(|member| member.id)?;
            left.medoid = if there(left.medoid) { left.medoid } else { start };
            (left.members.len() > 1).then_some(left)
        };
        let stories = self.stories.iter().filter_map(left).collect();
        let pairs = self.pairs.iter().filter(|pair| !pair.touches(|id| !there(id)));
        let pairs = pairs.copied().collect();
        let left = Self::assemble(self.commit.clone(), pairs, self.rules.clone(), stories);
        Some(Self { changed: self.changed, drift: self.drift, ..left })
    }

    /// When the file kept in `directory` was written.
    pub(super) fn changed(directory: &Path) -> Option<SystemTime> {
        std::fs::metadata(directory.join(FILE)).and_then(|file| file.modified()).ok()
    }

    /// Writes them to `directory`, replacing what was there atomically.
    pub(super) fn save(&self, directory: &Path) -> anyhow::Result<()> {
        let kept = Kept {
            version: VERSION,
            commit: self.commit.clone(),
            drift: self.drift,
            pairs: self.pairs.clone(),
            rules: Rules::clone(&self.rules),
            stories: self.stories.iter().map(KeptStory::from).collect(),
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

    /// The story of this name.
    pub(super) fn named(&self, id: StoryId) -> Option<&Story> {
        self.stories.iter().find(|story| story.id == id)
    }

    /// What is known of two articles.
    pub(super) fn relation(&self, a: ArticleId, b: ArticleId) -> Option<Relation> {
        let (low, high) = (a.min(b).0, a.max(b).0);
        let at = self.pairs.binary_search_by_key(&(low, high), |pair| (pair.a, pair.b)).ok()?;
        let relation = self.pairs.get(at)?.relation;
        Some(if a <= b { relation } else { relation.reversed() })
    }
}

/// The edges within each of `clusters` of `count` articles: one pass over all.
fn within(count: usize, clusters: &[Cluster], edges: &[Edge]) -> Vec<Vec<Edge>> {
    let mut cluster_of = vec![usize::MAX; count];
    for (at, cluster) in clusters.iter().enumerate() {
        for &place in &cluster.members {
            if let Some(slot) = cluster_of.get_mut(place as usize) {
                *slot = at;
            }
        }
    }
    let of = |place: u32| cluster_of.get(place as usize).copied().unwrap_or(usize::MAX);
    let mut within = vec![Vec::new(); clusters.len()];
    for edge in edges.iter().filter(|edge| of(edge.a) == of(edge.b)) {
        within.get_mut(of(edge.a)).into_iter().for_each(|list| list.push(*edge));
    }
    within
}

/// The story of members in order of time, with the edges among them.
fn story(
    dated: &[(u32, Option<ArticleDate>)],
    medoid: u32,
    edges: &[Edge],
    name: &impl Fn(u32) -> ArticleId,
) -> Story {
    let dates: Vec<_> = dated.iter().map(|&(_, date)| date).collect();
    let places: HashMap<u32, u32> = dated.iter().map(|&(place, _)| place).zip(0..).collect();
    let edges: Vec<Edge> = edges
        .iter()
        .filter_map(|edge| {
            Some(Edge { a: *places.get(&edge.a)?, b: *places.get(&edge.b)?, ..*edge })
        })
        .collect();
    let lineage = lineage(&dates, &edges);
    let at = |place: u32| dated.get(place as usize).map(|&(place, _)| name(place));
    let parents = lineage.parents.iter().map(|parent| {
        let parent = (*parent)?;
        Some(Parent { id: at(parent.place)?, confidence: parent.confidence })
    });
    let members = dated.iter().map(|&(place, _)| name(place)).zip(parents);
    let members: Vec<Member> = members.map(|(id, parent)| Member { id, parent }).collect();
    let medoid = name(medoid);
    let id = StoryId(members.first().map_or(medoid, |member| member.id).0);
    Story { id, members, medoid, first: lineage.first.and_then(at) }
}

impl From<&Story> for KeptStory {
    fn from(story: &Story) -> Self {
        let member = |member: &Member| {
            (member.id.0, member.parent.map(|parent| (parent.id.0, parent.confidence)))
        };
        Self {
            id: story.id.0,
            members: story.members.iter().map(member).collect(),
            medoid: story.medoid.0,
            first: story.first.map(|id| id.0),
        }
    }
}

impl From<KeptStory> for Story {
    fn from(kept: KeptStory) -> Self {
        let parent = |(id, confidence)| Parent { id: ArticleId(id), confidence };
        let member = |(id, from): (u64, Option<(u64, f32)>)| Member {
            id: ArticleId(id),
            parent: from.map(parent),
        };
        Self {
            id: StoryId(kept.id),
            members: kept.members.into_iter().map(member).collect(),
            medoid: ArticleId(kept.medoid),
            first: kept.first.map(ArticleId),
        }
    }
}
