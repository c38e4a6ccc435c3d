//! The verified pairs of a corpus, by place in a list of the articles that are in any: what pairs an
//! article is in, and taking new ones in, cost no more than one walk over them.

use crate::corpus::ArticleId;
use crate::neardup::{Edge, Relation};
use rayon::prelude::*;
use std::collections::HashSet;

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
}

impl Pairs {
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
        Self { ids: ids.into_iter().map(|(id, _)| id).collect(), list }
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
        // Places are compared, so that no other pair is looked up by name.
        self.place(id).into_iter().flat_map(move |place| {
            self.list.iter().map(|pair| pair.edge).filter_map(
                move |Edge { a, b, relation }| match (a == place, b == place) {
                    (true, _) => Some((self.name(b), relation)),
                    (_, true) => Some((self.name(a), relation.reversed())),
                    _ => None,
                },
            )
        })
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
        Self { ids, ..self }
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
