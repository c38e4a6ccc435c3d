//! The verified pairs of a corpus, by place in a list of the articles that are in any: what pairs an
//! article is in, and taking new ones in, cost no more than one walk over them.

use crate::corpus::ArticleId;
use crate::neardup::{Edge, Relation};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::OnceLock;

/// A verified pair by the names of its members, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::library) struct Pair {
    pub(super) a: ArticleId,
    pub(super) b: ArticleId,
    pub(super) relation: Relation,
}

impl Pair {
    /// The pair with its members in order, and the relation turned to match.
    pub(in crate::library) fn new(a: ArticleId, b: ArticleId, relation: Relation) -> Self {
        if a <= b {
            Self { a, b, relation }
        } else {
            Self { a: b, b: a, relation: relation.reversed() }
        }
    }

    /// As it is told above.
    pub(super) fn told(&self) -> crate::library::Pair {
        crate::library::Pair { a: self.a, b: self.b, relation: self.relation }
    }
}

/// A verified pair by the places of its members, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::library) struct Linked {
    pub(in crate::library) edge: Edge,
    /// Whether it was compared only because both are in one story, not for sketch terms in common:
    /// stories are first made without these.
    pub(in crate::library) added: bool,
}

impl Linked {
    /// What the list is sorted by.
    pub(in crate::library) fn key(&self) -> (u32, u32) {
        (self.edge.a, self.edge.b)
    }
}

/// Verified pairs, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::library) struct Pairs {
    /// Articles, rising; what places in `list` are places in.
    pub(super) ids: Vec<ArticleId>,
    /// Pairs, by `a` and then `b`, each once.
    pub(super) list: Vec<Linked>,
    turned: Turned,
}

/// The places of the list in the order of `b`, made when they are first asked for. No part of what the
/// pairs are: two lists are equal without it, and a copy, which may become another list, has none.
#[derive(Debug, Default)]
struct Turned(OnceLock<Vec<u32>>);

impl Clone for Turned {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Turned {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Pairs {
    /// From articles, rising, and pairs of places among them, by `a` and then `b`.
    pub(super) fn sorted(ids: Vec<ArticleId>, list: Vec<Linked>) -> Self {
        Self { ids, list, turned: Turned::default() }
    }

    /// From pairs of places in `names`, in any order, each once. Made in place: there may be many.
    pub(in crate::library) fn of(names: &[ArticleId], mut list: Vec<Linked>) -> Self {
        let mut joined = vec![false; names.len()];
        for pair in &list {
            for place in [pair.edge.a, pair.edge.b] {
                joined.get_mut(place as usize).into_iter().for_each(|slot| *slot = true);
            }
        }
        let named = names.iter().zip(0..).zip(joined);
        let mut ids: Vec<(ArticleId, usize)> =
            named.filter_map(|((&id, at), joined)| joined.then_some((id, at))).collect();
        ids.sort_unstable();
        let mut places = vec![0_u32; names.len()];
        for (&(_, at), place) in ids.iter().zip(0..) {
            places.get_mut(at).into_iter().for_each(|slot| *slot = place);
        }
        let place = |at: u32| places.get(at as usize).copied().unwrap_or_default();
        for pair in &mut list {
            let edge = pair.edge;
            pair.edge = in_order(Edge { a: place(edge.a), b: place(edge.b), ..edge });
        }
        list.par_sort_unstable_by_key(Linked::key);
        list.dedup_by_key(|pair| pair.key());
        Self::sorted(ids.into_iter().map(|(id, _)| id).collect(), list)
    }

    /// The articles that places stand for.
    pub(in crate::library) fn ids(&self) -> &[ArticleId] {
        &self.ids
    }

    /// The pairs.
    pub(in crate::library) fn list(&self) -> &[Linked] {
        &self.list
    }

    /// The article at `place`.
    pub(in crate::library) fn name(&self, place: u32) -> ArticleId {
        self.ids.get(place as usize).copied().unwrap_or(ArticleId(0))
    }

    /// The place of `id`, when it is in any pair.
    pub(in crate::library) fn place(&self, id: ArticleId) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|place| place as u32)
    }

    /// What is known of two articles.
    pub(in crate::library) fn relation(&self, a: ArticleId, b: ArticleId) -> Option<Relation> {
        let (low, high) = (self.place(a.min(b))?, self.place(a.max(b))?);
        let at = self.list.binary_search_by_key(&(low, high), Linked::key).ok()?;
        let relation = self.list.get(at)?.edge.relation;
        Some(if a <= b { relation } else { relation.reversed() })
    }

    /// The articles that `id` has pairs with, and what it is to each.
    pub(super) fn of_one(&self, id: ArticleId) -> impl Iterator<Item = (ArticleId, Relation)> + '_ {
        self.place(id).into_iter().flat_map(move |place| {
            let first = self.list.partition_point(|pair| pair.edge.a < place);
            let after = self.list.get(first..).unwrap_or_default().iter();
            let after = after.map(|pair| pair.edge).take_while(move |edge| edge.a == place);
            let turned = self.turned.0.get_or_init(|| self.by_second());
            let b = |at: &u32| self.list.get(*at as usize).map_or(u32::MAX, |pair| pair.edge.b);
            let first = turned.partition_point(|at| b(at) < place);
            let before = turned.get(first..).unwrap_or_default().iter();
            let before = before.filter_map(|&at| self.list.get(at as usize)).map(|pair| pair.edge);
            let before = before.take_while(move |edge| edge.b == place);
            let after = after.map(|Edge { b, relation, .. }| (self.name(b), relation));
            before.map(|Edge { a, relation, .. }| (self.name(a), relation.reversed())).chain(after)
        })
    }

    /// Places in the list, by `b` and then `a`.
    fn by_second(&self) -> Vec<u32> {
        let mut places: Vec<u32> = (0..self.list.len() as u32).collect();
        let b = |at: &u32| self.list.get(*at as usize).map_or(u32::MAX, |pair| pair.edge.b);
        places.par_sort_by_key(b);
        places
    }

    /// Every pair by name.
    pub(in crate::library) fn told(&self) -> impl Iterator<Item = crate::library::Pair> + '_ {
        self.list.iter().map(|pair| {
            let Edge { a, b, relation } = pair.edge;
            Pair { a: self.name(a), b: self.name(b), relation }.told()
        })
    }

    /// These less the pairs with an article that is `touched`, and with `new` ones as far as they are
    /// not among them.
    pub(in crate::library) fn renewed(
        mut self,
        touched: impl Fn(ArticleId) -> bool,
        mut new: Vec<Pair>,
    ) -> Self {
        let out: Vec<bool> = self.ids.iter().map(|&id| touched(id)).collect();
        let is_out = |place: u32| out.get(place as usize).copied().unwrap_or(true);
        let mut came: Vec<ArticleId> = new.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        came.sort_unstable();
        came.dedup();
        let stay = self.ids.iter().zip(&out).filter(|(_, out)| !**out).map(|(id, _)| *id);
        let ids = merged(stay, came.into_iter());
        let mut places = vec![0_u32; self.ids.len()];
        let mut at = 0;
        for (id, slot) in self.ids.iter().zip(&mut places) {
            while ids.get(at as usize).is_some_and(|new| new < id) {
                at += 1;
            }
            *slot = at;
        }
        // Places change, their order does not.
        let moved = |place: u32| places.get(place as usize).copied().unwrap_or_default();
        self.list.retain(|pair| !is_out(pair.edge.a) && !is_out(pair.edge.b));
        for pair in &mut self.list {
            pair.edge = Edge { a: moved(pair.edge.a), b: moved(pair.edge.b), ..pair.edge };
        }
        new.sort_by_key(|pair| (pair.a, pair.b));
        let place = |id: ArticleId| ids.binary_search(&id).unwrap_or_default() as u32;
        let new = new.iter().map(|pair| {
            let edge = Edge { a: place(pair.a), b: place(pair.b), relation: pair.relation };
            Linked { edge, added: false }
        });
        take_in(&mut self.list, new);
        Self::sorted(ids, self.list)
    }

    /// These with `new` ones, which count where a pair is in both.
    pub(in crate::library) fn overlaid(mut self, new: Vec<Pair>) -> Self {
        let anew: HashSet<(ArticleId, ArticleId)> =
            new.iter().map(|pair| (pair.a, pair.b)).collect();
        let ids = std::mem::take(&mut self.ids);
        let id = |place: u32| ids.get(place as usize).copied().unwrap_or(ArticleId(0));
        self.list.retain(|pair| !anew.contains(&(id(pair.edge.a), id(pair.edge.b))));
        self.ids = ids;
        self.renewed(|_| false, new)
    }

    /// Replaces the added pairs of the articles that are `regrouped` by `added`, sorted.
    pub(in crate::library) fn complete(
        &mut self,
        regrouped: impl Fn(u32) -> bool,
        added: Vec<Linked>,
    ) {
        self.list.retain(|pair| !pair.added || !regrouped(pair.edge.a));
        take_in(&mut self.list, added.into_iter());
        self.turned = Turned::default();
    }
}

/// Takes sorted pairs into a sorted `list`, those that are not in it. Sorting two sorted runs is
/// merging them, and needs room for the shorter alone.
fn take_in(list: &mut Vec<Linked>, new: impl Iterator<Item = Linked>) {
    list.extend(new);
    list.sort_by_key(Linked::key);
    list.dedup_by_key(|pair| pair.key());
}

/// The edge with its places in order, and the relation turned to match.
pub(in crate::library) fn in_order(edge: Edge) -> Edge {
    if edge.a <= edge.b {
        edge
    } else {
        Edge { a: edge.b, b: edge.a, relation: edge.relation.reversed() }
    }
}

/// Two rising sequences as one, without repeats.
fn merged(
    left: impl Iterator<Item = ArticleId>,
    right: impl Iterator<Item = ArticleId>,
) -> Vec<ArticleId> {
    let mut all: Vec<ArticleId> = left.chain(right).collect();
    all.sort();
    all.dedup();
    all
}
