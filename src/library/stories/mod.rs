//! The verified pairs of a corpus and the stories they join, kept in a file beside the index.
//! Derived: it can be made again from the index at any time.

mod file;
mod names;
mod pairs;

pub(super) use names::name;
pub(super) use pairs::{Linked, Pair, Pairs, in_order};

use super::{Story, StoryId};
use crate::corpus::ArticleId;
use crate::neardup::{Relation, Rules};
use file::{FILE, Head, KeptStory, Lazy};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Every story of a corpus, and which story an article is in.
#[derive(Debug, Default)]
pub(super) struct Stories {
    /// What the index's commit was marked with when the pairs were verified.
    pub(super) commit: String,
    /// When the file they were read from was written; none for those made here.
    pub(super) changed: Option<SystemTime>,
    /// What the pairs were verified by, with the boilerplate learned so far.
    pub(super) rules: Arc<Rules>,
    /// Articles touched since all of them were compared.
    pub(super) drift: u64,
    pairs: Arc<Lazy>,
    /// The articles that are there, sorted, where pairs may be of others.
    there: Option<Arc<[ArticleId]>>,
    stories: Vec<Story>,
    story_of: HashMap<ArticleId, u32>,
}

impl Stories {
    /// The stories `stories`, which `pairs` join.
    pub(super) fn new(
        commit: String,
        drift: u64,
        rules: Arc<Rules>,
        pairs: Pairs,
        stories: Vec<Story>,
    ) -> Self {
        let mut made =
            Self { commit, drift, rules, pairs: Arc::new(Lazy::of(pairs)), ..Self::default() };
        made.set(stories);
        made
    }

    fn set(&mut self, mut stories: Vec<Story>) {
        stories.sort_by_key(|story| (Reverse(story.members.len()), story.medoid));
        self.story_of = stories
            .iter()
            .zip(0..)
            .flat_map(|(story, at)| story.ids().map(move |id| (id, at)))
            .collect();
        self.stories = stories;
    }

    /// Reads the stories kept in `directory`; empty ones where there is no file or an unreadable one,
    /// since they can be made again.
    pub(super) fn load(directory: &Path) -> Self {
        // Asked before reading: a newer file is then read again rather than missed.
        let changed = Self::changed(directory);
        let Some((head, pairs)) = file::load(directory) else { return Self::default() };
        let mut read = Self {
            commit: head.commit,
            changed,
            rules: Arc::new(head.rules),
            drift: head.drift,
            pairs: Arc::new(pairs),
            ..Self::default()
        };
        read.set(head.stories.into_iter().map(Story::from).collect());
        read
    }

    /// When the file kept in `directory` was written.
    pub(super) fn changed(directory: &Path) -> Option<SystemTime> {
        std::fs::metadata(directory.join(FILE)).and_then(|file| file.modified()).ok()
    }

    /// Writes them to `directory`, replacing what was there atomically.
    pub(super) fn save(&self, directory: &Path) -> anyhow::Result<()> {
        let none = Pairs::default();
        let pairs = self.all_pairs().unwrap_or(&none);
        let head = Head {
            commit: self.commit.clone(),
            drift: self.drift,
            rules: Rules::clone(&self.rules),
            stories: self.stories.iter().map(KeptStory::from).collect(),
            ids: 0,
            pairs: 0,
            sum: 0,
        };
        file::save(directory, head, pairs)
    }

    /// These without the articles that are not `there` any more, which is sorted; none when all of
    /// them are.
    pub(super) fn without_gone(&self, there: Vec<ArticleId>) -> Option<Self> {
        let is_there = |id: ArticleId| there.binary_search(&id).is_ok();
        if self.story_of.keys().all(|&id| is_there(id)) {
            return None;
        }
        let left = |story: &Story| {
            let mut left = story.clone();
            left.members.retain(|member| is_there(member.id));
            for member in &mut left.members {
                member.parent = member.parent.filter(|parent| is_there(parent.id));
            }
            left.first = left.first.filter(|&id| is_there(id));
            let start = left.members.first().map(|member| member.id)?;
            left.medoid = if is_there(left.medoid) { left.medoid } else { start };
            (left.members.len() > 1).then_some(left)
        };
        let stories = self.stories.iter().filter_map(left).collect();
        let mut without = Self {
            commit: self.commit.clone(),
            changed: self.changed,
            rules: self.rules.clone(),
            drift: self.drift,
            pairs: self.pairs.clone(),
            there: Some(there.into()),
            ..Self::default()
        };
        without.set(stories);
        Some(without)
    }

    /// Every pair as it was verified, also of articles that are gone since; none when they cannot be
    /// read.
    pub(super) fn all_pairs(&self) -> Option<&Pairs> {
        self.pairs.get()
    }

    /// Whether its pairs can be read, and are what was written.
    pub(super) fn is_whole(&self) -> bool {
        self.pairs.is_whole()
    }

    /// The same as a copy to make others from.
    pub(super) fn copied_pairs(&self) -> Option<Pairs> {
        self.pairs.copied()
    }

    /// The verified pairs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = super::Pair> + '_ {
        let pairs = self.all_pairs().into_iter().flat_map(Pairs::told);
        pairs.filter(|pair| self.is_there(pair.a) && self.is_there(pair.b))
    }

    /// The verified pairs with one of `ids` at least. One walk, which looks up no other by name: it
    /// serves a story of two and one of a thousand alike.
    pub(super) fn pairs_with(&self, ids: &[ArticleId]) -> Vec<super::Pair> {
        let Some(pairs) = self.all_pairs() else { return Vec::new() };
        let mut asked = vec![false; pairs.ids().len()];
        for place in ids.iter().filter_map(|id| pairs.place(*id)) {
            asked.get_mut(place as usize).into_iter().for_each(|slot| *slot = true);
        }
        let is_asked = |place: u32| asked.get(place as usize).copied().unwrap_or_default();
        let edges = pairs.list().iter().map(|pair| pair.edge);
        edges
            .filter(|edge| is_asked(edge.a) || is_asked(edge.b))
            .map(|edge| super::Pair {
                a: pairs.name(edge.a),
                b: pairs.name(edge.b),
                relation: edge.relation,
            })
            .filter(|pair| self.is_there(pair.a) && self.is_there(pair.b))
            .collect()
    }

    /// The articles that `id` has pairs with, and what it is to each.
    pub(super) fn pairs_of(
        &self,
        id: ArticleId,
    ) -> impl Iterator<Item = (ArticleId, Relation)> + '_ {
        let pairs = self.all_pairs().into_iter().flat_map(move |pairs| pairs.of_one(id));
        pairs.filter(move |&(other, _)| self.is_there(id) && self.is_there(other))
    }

    fn is_there(&self, id: ArticleId) -> bool {
        self.there.as_ref().is_none_or(|there| there.binary_search(&id).is_ok())
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
        self.pairs.relation(a, b).filter(|_| self.is_there(a) && self.is_there(b))
    }
}
