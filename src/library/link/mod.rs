//! Finding the near-duplicates of a corpus: candidates from the index, exact verdicts from the stored
//! text. After a small change only what was touched is compared again.

mod blocks;
mod complete;
mod full;
mod group;
mod prints;
mod sample;
mod touched;

#[cfg(test)]
mod tests;

use super::event;
use super::meter::Meter;
use super::stories::{Pairs, Stories, name};
use super::view::View;
use super::{Cancel, Inner, Parent, Phase, Story, StoryId};
use crate::corpus::{ArticleDate, ArticleId};
use crate::library::Member;
use crate::neardup::{Edge, Rules, Thresholds, lineage};
use group::Group;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// When more than one article in this many was touched, comparing all anew is the cheaper way; when
/// that many were touched over several refreshes, boilerplate has to be learned anew.
const SMALL_CHANGE: u64 = 8;

/// An article costs as much as one of so many words, however short it is.
const FEWEST_WORDS: u64 = 100;

/// What is to be linked, and within what bounds.
pub(super) struct Task<'a> {
    /// The corpus as it is, with the stories as they were.
    pub(super) view: &'a View,
    /// What the index's last commit is marked with,
    pub(super) commit: String,
    /// and the one before the refresh.
    pub(super) before: &'a str,
    /// The articles added, changed or dropped between the two.
    pub(super) touched: &'a HashSet<ArticleId>,
    /// What verdicts go by.
    pub(super) thresholds: Thresholds,
    /// Megabytes that comparing may take.
    pub(super) memory: u64,
    /// Words up to which all is compared after any change.
    little: u64,
    /// Where there is room for what does not fit.
    pub(super) directory: &'a Path,
}

impl Task<'_> {
    /// Whether there is so little text that comparing all of it takes no time to speak of. Only so are
    /// boilerplate and what is rare in the corpus always those of a fresh build.
    fn is_little(&self) -> anyhow::Result<bool> {
        if self.view.len() as u64 > self.little / FEWEST_WORDS {
            return Ok(false);
        }
        let outline = self.view.searcher.outline()?;
        let words = outline.articles().iter().map(|article| u64::from(article.words));
        Ok(words.sum::<u64>() <= self.little)
    }
}

/// Finds the near-duplicates of what was touched since the commit `before`, unless the stories
/// there hold for this commit; of everything, when they did not hold for that one either, were found
/// by other thresholds or damaged on the disk, or there is little of it.
pub(in crate::library) fn relate(
    inner: &Inner,
    before: &str,
    touched: &HashSet<ArticleId>,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> anyhow::Result<()> {
    let view = inner.view();
    let commit = inner.store.payload().unwrap_or_default();
    let hold = || {
        let stories = &view.stories;
        stories.commit == commit
            && stories.rules.thresholds == inner.thresholds
            && stories.is_whole()
    };
    if cancel.is_cancelled() || (touched.is_empty() && hold()) {
        return Ok(());
    }
    meter.enter(Phase::Comparing, 0);
    let task = Task {
        view: &view,
        commit,
        before,
        touched,
        thresholds: inner.thresholds,
        memory: inner.memory,
        little: inner.little,
        directory: inner.store.directory(),
    };
    if let Some(stories) = link(&task, meter, cancel)? {
        stories.save(inner.store.directory())?;
        // As they are kept: the pairs stay in their file until somebody asks for them.
        let kept = Stories::load(inner.store.directory());
        let stories = if kept.commit == stories.commit { kept } else { stories };
        inner.publish(Some(Arc::new(stories)))?;
        meter.fresh(view.len() as u64, None);
    }
    Ok(())
}

/// The stories of a corpus; none when cancelled. Where the stories there are hold for the commit
/// before, only what was touched since is compared again.
fn link(
    task: &Task<'_>,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> anyhow::Result<Option<Stories>> {
    let old = &task.view.stories;
    let drift = old.drift + task.touched.len() as u64;
    let holds = !old.commit.is_empty()
        && old.commit == task.before
        && old.rules.thresholds == task.thresholds;
    let small = holds && drift * SMALL_CHANGE < task.view.len() as u64 && !task.is_little()?;
    let pace = Pace { meter: Mutex::new(meter), cancel, articles: task.view.len() };
    let known = if small { old.copied_pairs() } else { None };
    let (scope, drift) = if known.is_some() { (Some(task.touched), drift) } else { (None, 0) };
    let linked = match known {
        Some(known) => touched::link(task, known, &pace)?,
        None => full::link(task, &pace)?,
    };
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let Linked { pairs, rules, kept, mut born } = linked;
    super::lock(&pace.meter).enter(Phase::Relating, 0);
    let events =
        event::find(&task.view.searcher, &rules, &pairs, scope, &|| !cancel.is_cancelled())?;
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let pairs = pairs.overlaid(events);
    let stay: HashSet<StoryId> = kept.iter().map(|story| story.id).collect();
    let gone: Vec<&Story> = old.all().iter().filter(|story| !stay.contains(&story.id)).collect();
    name(&mut born, &gone, stay);
    born.extend(kept);
    Ok(Some(Stories::new(task.commit.clone(), drift, rules, pairs, born)))
}

/// What linking comes to.
struct Linked {
    pairs: Pairs,
    rules: Arc<Rules>,
    /// Stories that stay as they were.
    kept: Vec<Story>,
    /// Stories made anew; they have no names yet.
    born: Vec<Story>,
}

/// How many of `pairs`, from the front, have no more than `most` different articles between them; one
/// at least.
pub(super) fn block<T: Copy + Eq + Hash>(pairs: &[(T, T)], most: usize) -> usize {
    let mut seen = HashSet::new();
    for (at, &(a, b)) in pairs.iter().enumerate() {
        seen.insert(a);
        seen.insert(b);
        if seen.len() > most && at > 0 {
            return at;
        }
    }
    pairs.len()
}

/// Says how far linking is, and whether it is to go on.
struct Pace<'a, 'm> {
    meter: Mutex<&'a mut Meter<'m>>,
    cancel: &'a Cancel,
    articles: usize,
}

impl Pace<'_, '_> {
    /// Says how far it is; false when it is to stop.
    fn go_on(&self, share: f32) -> bool {
        let done = (self.articles as f32 * share) as u64;
        super::lock(&self.meter).advance(done, Some(share));
        !self.cancel.is_cancelled()
    }
}

/// The story of `group`, without a name; `date` gives an article's time by its place in `pairs`.
fn story(group: &Group, pairs: &Pairs, date: impl Fn(u32) -> Option<ArticleDate>) -> Story {
    let mut dated: Vec<(u32, Option<ArticleDate>)> =
        group.members.iter().map(|&place| (place, date(place))).collect();
    dated.sort_by_key(|&(place, date)| (date.map_or(i64::MAX, |date| date.seconds), place));
    let dates: Vec<_> = dated.iter().map(|&(_, date)| date).collect();
    let at: HashMap<u32, u32> = dated.iter().map(|&(place, _)| place).zip(0..).collect();
    let turned = |edge: &Edge| {
        let (a, b) = (*at.get(&edge.a)?, *at.get(&edge.b)?);
        Some(super::stories::in_order(Edge { a, b, ..*edge }))
    };
    let edges: Vec<Edge> = group.edges.iter().filter_map(turned).collect();
    let lineage = lineage(&dates, &edges);
    let name = |at: u32| dated.get(at as usize).map(|&(place, _)| pairs.name(place));
    let members = (0..).zip(&dated).map(|(at, &(place, _))| {
        let parent = lineage.parents.get(at as usize).copied().flatten();
        let parent = parent
            .and_then(|from| Some(Parent { id: name(from.place)?, confidence: from.confidence }));
        Member { id: pairs.name(place), parent }
    });
    Story {
        id: StoryId(0),
        members: members.collect(),
        medoid: pairs.name(group.medoid),
        first: lineage.first.and_then(name),
    }
}
