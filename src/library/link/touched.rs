//! Linking after a small change: the pairs of what was touched, and the groups those are in.

use super::{Linked, Pace, Task, group, story};
use crate::corpus::ArticleId;
use crate::library::stories::{Pair, Pairs};
use crate::library::view::document;
use crate::neardup::{Boilerplate, Fingerprint, Rules, Shingler, verify};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

/// Articles that share terms with one that was touched and are compared with it, at most: far more
/// than short lists of terms come to.
const CANDIDATES: usize = 20_000;
/// Bytes a fingerprint may take, about: what bounds how many are made at a time.
const PRINT: u64 = 8 << 10;
/// However little memory is allowed, so many fingerprints are made at a time.
const LEAST_ALIVE: usize = 16;

/// The pairs `known` brought up to date, and the stories that this changes.
pub(super) fn link(task: &Task<'_>, known: Pairs, pace: &Pace<'_, '_>) -> anyhow::Result<Linked> {
    let old = &task.view.stories;
    let is_touched = |id: ArticleId| task.touched.contains(&id);
    let wanted = candidates(task, pace)?;
    let mut rules = Cow::Borrowed(&*old.rules);
    let new = verdicts(task, &wanted, &mut rules, pace)?;
    let rules = match rules {
        Cow::Borrowed(_) => old.rules.clone(),
        Cow::Owned(rules) => Arc::new(rules),
    };
    let near = neighbours(task.touched, &known);
    let mut pairs = known.renewed(is_touched, new);
    let regrouped = regrouped(task.touched, &near, &pairs);
    let is_regrouped = |place: u32| regrouped.get(place as usize).copied().unwrap_or(false);
    let view = task.view;
    let fetch = |places: &[u32]| {
        let ids: Vec<ArticleId> = places.iter().map(|&place| pairs.name(place)).collect();
        let mut prints = prints(task, &ids)?;
        prints.par_iter_mut().for_each(|print| print.mask(&rules.boilerplate));
        Ok(prints.into_iter().map(Cow::Owned).collect())
    };
    let date = |place| view.card(pairs.name(place)).ok().and_then(|card| card.date);
    let tell = |group: &_| story(group, &pairs, date);
    let grouped = group::group(&pairs, is_regrouped, (&fetch, &tell), &task.thresholds, pace)?;
    let is_kept = |id| !is_touched(id) && pairs.place(id).is_some_and(|place| !is_regrouped(place));
    let kept = old.all().iter().filter(|story| story.ids().all(is_kept)).cloned().collect();
    pairs.complete(is_regrouped, grouped.added);
    Ok(Linked { pairs, rules, kept, born: grouped.stories })
}

/// Who may be a near-duplicate of what was touched: pairs of ids in order, each once.
fn candidates(task: &Task<'_>, pace: &Pace<'_, '_>) -> anyhow::Result<Vec<(ArticleId, ArticleId)>> {
    let searcher = &task.view.searcher;
    let touched: Vec<ArticleId> = task.touched.iter().copied().collect();
    let found: anyhow::Result<Vec<Vec<(ArticleId, ArticleId)>>> = touched
        .par_iter()
        .map_init(Shingler::new, |shingler, &id| {
            let article = if pace.go_on(0.0) { searcher.article(id)? } else { None };
            let Some(article) = article else { return Ok(Vec::new()) };
            let sketch = shingler.sketch(&article.body);
            let others = searcher.candidates(&sketch, CANDIDATES)?.into_iter();
            let others = others.filter(|&(other, _)| other != id);
            Ok(others.map(|(other, _)| (id.min(other), id.max(other))).collect())
        })
        .collect();
    let mut found: Vec<_> = found?.into_iter().flatten().collect();
    found.par_sort_unstable();
    found.dedup();
    Ok(found)
}

/// The exact verdicts on `wanted`, a block at a time, whose boilerplate is learned first: what is new
/// in it joins the `rules`.
fn verdicts(
    task: &Task<'_>,
    wanted: &[(ArticleId, ArticleId)],
    rules: &mut Cow<'_, Rules>,
    pace: &Pace<'_, '_>,
) -> anyhow::Result<Vec<Pair>> {
    let most = usize::try_from(task.memory.saturating_mul(1 << 20) / PRINT).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut rest = wanted;
    let done = |rest: &[_]| 1.0 - rest.len() as f32 / wanted.len().max(1) as f32;
    while !rest.is_empty() && pace.go_on(done(rest)) {
        let (block, later) = rest.split_at(super::block(rest, most.max(LEAST_ALIVE)));
        let mut ids: Vec<ArticleId> = block.iter().flat_map(|&(a, b)| [a, b]).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut prints = prints(task, &ids)?;
        learn(&ids, &prints, task.touched, rules);
        prints.par_iter_mut().for_each(|print| print.mask(&rules.boilerplate));
        let place = |id: &ArticleId| ids.binary_search(id).unwrap_or_default() as u32;
        let pairs: Vec<(u32, u32)> = block.par_iter().map(|(a, b)| (place(a), place(b))).collect();
        let of = |place: u32| prints.get(place as usize);
        let edges = verify(&pairs, of, &task.thresholds, &|_, _| pace.go_on(done(rest)));
        let id = |place: u32| ids.get(place as usize).copied();
        let named = edges.iter().filter_map(|e| Some(Pair::new(id(e.a)?, id(e.b)?, e.relation)));
        found.extend(named);
        rest = later;
    }
    Ok(found)
}

/// The fingerprints of articles, nothing masked yet; that of one that is gone has nothing in it.
fn prints(task: &Task<'_>, ids: &[ArticleId]) -> anyhow::Result<Vec<Fingerprint>> {
    let made = task.view.searcher.articles(ids, Shingler::new, |shingler, article| {
        shingler.fingerprint(document(&article))
    })?;
    Ok(made.into_iter().map(Option::unwrap_or_default).collect())
}

/// Adds to `rules` the boilerplate that what was touched teaches, together with what it may be like.
fn learn(
    ids: &[ArticleId],
    prints: &[Fingerprint],
    touched: &HashSet<ArticleId>,
    rules: &mut Cow<'_, Rules>,
) {
    let outlets: HashSet<u64> = ids
        .iter()
        .zip(prints)
        .filter(|(id, _)| touched.contains(id))
        .filter_map(|(_, print)| print.source())
        .collect();
    let of_them = |print: &&Fingerprint| print.source().is_some_and(|s| outlets.contains(&s));
    let learned: Vec<u32> = Boilerplate::learn(prints.iter().filter(of_them)).into();
    let mut all: Vec<u32> = rules.boilerplate.clone().into();
    let before = all.len();
    all.extend(learned);
    let all = Boilerplate::from(all);
    if all.len() > before {
        rules.to_mut().boilerplate = all;
    }
}

/// The articles that were in a pair with one of those touched, when the pairs were those `known`.
fn neighbours(touched: &HashSet<ArticleId>, known: &Pairs) -> HashSet<ArticleId> {
    let out: Vec<bool> = known.ids().iter().map(|id| touched.contains(id)).collect();
    let is_out = |place: u32| out.get(place as usize).copied().unwrap_or(false);
    let edges = known.list().iter().map(|pair| pair.edge);
    let near = edges.filter_map(|edge| match (is_out(edge.a), is_out(edge.b)) {
        (true, false) => Some(known.name(edge.b)),
        (false, true) => Some(known.name(edge.a)),
        _ => None,
    });
    near.collect()
}

/// By place in `pairs`: whether it is in a component that what was touched is in, or was in before,
/// when those `near` were its neighbours.
fn regrouped(touched: &HashSet<ArticleId>, near: &HashSet<ArticleId>, pairs: &Pairs) -> Vec<bool> {
    let roots = group::components(pairs);
    let mut marked = vec![false; roots.len()];
    for &id in touched.iter().chain(near) {
        let root = pairs.place(id).and_then(|place| roots.get(place as usize));
        if let Some(slot) = root.and_then(|&root| marked.get_mut(root as usize)) {
            *slot = true;
        }
    }
    let of_root = |&root: &u32| marked.get(root as usize).copied().unwrap_or(false);
    roots.iter().map(of_root).collect()
}
