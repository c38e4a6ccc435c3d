//! Linking a corpus as a whole.

use super::prints::Prints;
use super::{Linked, Pace, Task, blocks, group, sample, story};
use crate::corpus::ArticleId;
use crate::index::{Outline, Searcher};
use crate::library::stories::Pairs;
use crate::neardup::{Postings, Rules};
use std::sync::Arc;

/// However little memory is allowed, fingerprints get so many bytes of it.
const LEAST_ROOM: usize = 1 << 16;

/// Every pair of the corpus, its boilerplate and its stories.
pub(super) fn link(task: &Task<'_>, pace: &Pace<'_, '_>) -> anyhow::Result<Linked> {
    let searcher = &task.view.searcher;
    let outline = searcher.outline()?;
    let postings = postings(searcher, &outline)?;
    let thresholds = task.thresholds;
    let room = room(task.memory, &postings, outline.articles().len());
    let sample = sample::sample(&outline);
    let place = (room, task.directory);
    let Some(prints) = Prints::make(searcher, &outline, &sample, place, pace)? else {
        return Ok(nothing(task));
    };
    let edges = blocks::edges(&prints, &postings, &thresholds, pace)?;
    drop(postings);
    let rules = Rules { thresholds, boilerplate: prints.boilerplate().clone() };
    let names: Vec<ArticleId> = outline.articles().iter().map(|article| article.id).collect();
    let mut pairs = Pairs::of(&names, edges);
    let ranks = ranks(&pairs, &names);
    let rank = |place: u32| ranks.get(place as usize).copied().unwrap_or_default();
    let fetch = |places: &[u32]| places.iter().map(|&place| prints.get(rank(place))).collect();
    let date = |place| outline.articles().get(rank(place) as usize).and_then(|known| known.date);
    let tell = |group: &_| story(group, &pairs, date);
    let grouped = group::group(&pairs, |_| true, (&fetch, &tell), &thresholds, pace)?;
    pairs.complete(|_| true, grouped.added);
    Ok(Linked { pairs, rules: Arc::new(rules), kept: Vec::new(), born: grouped.stories })
}

/// What a cancelled link comes to; nobody looks at it.
fn nothing(task: &Task<'_>) -> Linked {
    let rules = task.view.stories.rules.clone();
    Linked { pairs: Pairs::default(), rules, kept: Vec::new(), born: Vec::new() }
}

/// Who shares which sketch term, by place in the outline.
fn postings(searcher: &Searcher, outline: &Outline) -> anyhow::Result<Postings> {
    let ranks = outline.ranks();
    let mut postings = Postings::new();
    let mut places = Vec::new();
    searcher.sketch_postings(&mut |unordered| {
        places.clear();
        places.extend(unordered.iter().filter_map(|&place| ranks.get(place as usize)));
        places.sort_unstable();
        postings.add(&places);
    })?;
    Ok(postings)
}

/// Bytes that fingerprints may take of `memory` megabytes: half of them, since the pairs that are found
/// take room as well, less the postings of all with the terms of a chunk, and the outline.
fn room(memory: u64, postings: &Postings, articles: usize) -> usize {
    const OUTLINED: usize = 100;
    let half = usize::try_from(memory.saturating_mul(1 << 19)).unwrap_or(usize::MAX);
    half.saturating_sub(3 * postings.size() + OUTLINED * articles).max(half / 4).max(LEAST_ROOM)
}

/// Where in `names` each article of `pairs` stands.
fn ranks(pairs: &Pairs, names: &[ArticleId]) -> Vec<u32> {
    let mut ranks = vec![0; pairs.ids().len()];
    for (&name, rank) in names.iter().zip(0..) {
        if let Some(slot) = pairs.place(name).and_then(|place| ranks.get_mut(place as usize)) {
            *slot = rank;
        }
    }
    ranks
}
