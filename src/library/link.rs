//! Finding the near-duplicates of a corpus: candidates from the index, exact verdicts from the stored
//! text. After a small change only what was touched is compared again.

use super::Cancel;
use super::event;
use super::meter::Meter;
use super::stories::{Pair, Stories};
use super::view::{View, document, fingerprint};
use crate::corpus::ArticleId;
use crate::index::Searcher;
use crate::neardup::{
    Boilerplate, Edge, Fingerprint, Postings, Rules, Shingler, Thresholds, Verdict, verify,
};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// When more than one article in this many was touched, comparing all anew is the cheaper way; when
/// that many were touched over several refreshes, boilerplate has to be learned anew.
const SMALL_CHANGE: u64 = 8;
/// Articles that share terms with one that was touched and are compared with it, at most.
const CANDIDATES: usize = 400;
/// Fingerprints alive at once, at most: what bounds the memory of comparing a corpus.
const ALIVE: usize = 60_000;

/// The stories of `view`, marked with `commit`; none when cancelled. Where the stories there are hold
/// for the commit `before`, only what was `touched` since is compared again.
pub(super) fn link(
    view: &View,
    commit: String,
    (before, touched): (&str, &HashSet<ArticleId>),
    thresholds: Thresholds,
    meter: &mut Meter<'_>,
    cancel: &Cancel,
) -> anyhow::Result<Option<Stories>> {
    let old = &view.stories;
    let comparer = Comparer {
        searcher: &view.searcher,
        rules: &old.rules,
        thresholds,
        meter: Mutex::new(meter),
        cancel,
    };
    let drift = old.drift + touched.len() as u64;
    let holds =
        !old.commit.is_empty() && old.commit == before && old.rules.thresholds == thresholds;
    let small = holds && drift * SMALL_CHANGE < view.len() as u64;
    let (mut pairs, rules) = if small {
        let kept = old.pairs().iter().filter(|pair| !pair.touches(|id| touched.contains(&id)));
        let mut pairs: Vec<Pair> = kept.copied().collect();
        pairs.extend(comparer.touched(touched)?);
        (pairs, old.rules.clone())
    } else {
        comparer.all()?
    };
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let scope = small.then_some(touched);
    event::add(&view.searcher, &rules, &mut pairs, scope, &|| !cancel.is_cancelled())?;
    let date = |id| view.card(id).ok().and_then(|card| card.date);
    let mut stories = Stories::new(commit, pairs, rules, date);
    stories.drift = if small { drift } else { 0 };
    Ok(Some(stories))
}

struct Comparer<'a, 'm> {
    searcher: &'a Searcher,
    rules: &'a Rules,
    thresholds: Thresholds,
    meter: Mutex<&'a mut Meter<'m>>,
    cancel: &'a Cancel,
}

impl Comparer<'_, '_> {
    /// Says how far it is; false when it is to stop.
    fn go_on(&self, done: usize, of: usize, articles: usize) -> bool {
        let share = done as f32 / of.max(1) as f32;
        super::lock(&self.meter).advance((articles as f32 * share) as u64, Some(share));
        !self.cancel.is_cancelled()
    }

    /// Every pair of the corpus, and the boilerplate learned on the way.
    fn all(&self) -> anyhow::Result<(Vec<Pair>, Arc<Rules>)> {
        let (ids, ranks) = self.in_order()?;
        let mut postings = Postings::new();
        let mut places = Vec::new();
        self.searcher.sketch_postings(&mut |unordered| {
            places.clear();
            places.extend(unordered.iter().filter_map(|&place| ranks.get(place as usize)));
            places.sort_unstable();
            postings.add(&places);
        })?;
        let pairs: Vec<(u32, u32)> =
            postings.pairs(ids.len(), 1).into_iter().map(|pair| (pair.a, pair.b)).collect();
        drop(postings);
        let mut found = Vec::new();
        let mut boilerplate = None;
        let mut rest = pairs.as_slice();
        while !rest.is_empty() && !self.cancel.is_cancelled() {
            let (block, later) = rest.split_at(block(rest, ALIVE));
            rest = later;
            let mut alive = self.fingerprints(block, &ids)?;
            let known = boilerplate.get_or_insert_with(|| Boilerplate::learn(alive.values()));
            alive.par_iter_mut().for_each(|(_, print)| print.mask(known));
            let before = pairs.len() - block.len() - rest.len();
            let edges = verify(block, |place| alive.get(&place), &self.thresholds, &|done, _| {
                self.go_on(before + done, pairs.len(), ids.len())
            });
            found.extend(edges.iter().filter_map(|edge| named(edge, &ids)));
        }
        let rules =
            Rules { thresholds: self.thresholds, boilerplate: boilerplate.unwrap_or_default() };
        Ok((found, Arc::new(rules)))
    }

    /// Every article in the order of the corpus, and where in it each place of the index comes. The
    /// order of the index differs from build to build; which articles lead a long list of candidates
    /// must not.
    fn in_order(&self) -> anyhow::Result<(Vec<ArticleId>, Vec<u32>)> {
        let ids = self.searcher.ids()?;
        let mut sorted = ids
            .iter()
            .zip(0u32..)
            .map(|(&id, place)| {
                let origin = self.searcher.card(id)?.map(|card| card.origin);
                Ok((origin.map(|origin| (origin.path, origin.record)), id, place))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        sorted.sort_unstable();
        let mut ranks = vec![0; ids.len()];
        for (&(.., place), rank) in sorted.iter().zip(0..) {
            if let Some(slot) = ranks.get_mut(place as usize) {
                *slot = rank;
            }
        }
        Ok((sorted.into_iter().map(|(_, id, _)| id).collect(), ranks))
    }

    /// The fingerprints of all articles in `pairs`, made on every core.
    fn fingerprints(
        &self,
        pairs: &[(u32, u32)],
        ids: &[ArticleId],
    ) -> anyhow::Result<HashMap<u32, Fingerprint>> {
        let mut places: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        places.sort_unstable();
        places.dedup();
        let made: anyhow::Result<Vec<Option<(u32, Fingerprint)>>> = places
            .par_iter()
            .map(|&place| {
                if self.cancel.is_cancelled() {
                    return Ok(None);
                }
                let Some(&id) = ids.get(place as usize) else { return Ok(None) };
                let article = self.searcher.article(id)?;
                Ok(article.map(|article| (place, fingerprint(&article))))
            })
            .collect();
        Ok(made?.into_iter().flatten().collect())
    }

    /// The pairs that the articles of `touched` are in, those that are still there.
    fn touched(&self, touched: &HashSet<ArticleId>) -> anyhow::Result<Vec<Pair>> {
        let done = AtomicUsize::new(0);
        let found: anyhow::Result<Vec<Vec<Pair>>> = touched
            .par_iter()
            .map(|&id| {
                let so_far = done.fetch_add(1, Ordering::Relaxed);
                if !self.go_on(so_far, touched.len(), touched.len()) {
                    return Ok(Vec::new());
                }
                // A pair of two that were touched is found from the one with the smaller id.
                self.pairs_of(id, |other| other > id || !touched.contains(&other))
            })
            .collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// The pairs that one article is in with those that `wanted` lets through.
    fn pairs_of(
        &self,
        id: ArticleId,
        wanted: impl Fn(ArticleId) -> bool,
    ) -> anyhow::Result<Vec<Pair>> {
        let Some(article) = self.searcher.article(id)? else { return Ok(Vec::new()) };
        let (sketch, mut own) = Shingler::new().sketch_and_fingerprint(document(&article));
        own.mask(&self.rules.boilerplate);
        let mut found = Vec::new();
        for (other, _) in self.searcher.candidates(&sketch, CANDIDATES)? {
            if other == id || !wanted(other) {
                continue;
            }
            let Some(article) = self.searcher.article(other)? else { continue };
            let relation = self.rules.relate(&own, &self.rules.fingerprint(document(&article)));
            if relation.verdict != Verdict::Unrelated {
                found.push(Pair::new(id, other, relation));
            }
        }
        Ok(found)
    }
}

/// How many of `pairs`, from the front, have no more than `most` different articles between them.
pub(super) fn block(pairs: &[(u32, u32)], most: usize) -> usize {
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

fn named(edge: &Edge, ids: &[ArticleId]) -> Option<Pair> {
    let (a, b) = (ids.get(edge.a as usize)?, ids.get(edge.b as usize)?);
    Some(Pair::new(*a, *b, edge.relation))
}
