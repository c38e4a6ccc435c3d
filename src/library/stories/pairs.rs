//! The verified pairs of a corpus, by place in a list of the articles that are in any: what pairs an
//! article is in, and taking new ones in, cost no more than one walk over them.

use crate::corpus::ArticleId;
use crate::neardup::{Edge, Relation};
use std::cmp::Ordering;
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
    /// From edges between places of `names`, in any order: of two between the same articles the first
    /// counts.
    pub(in crate::library) fn of(names: &[ArticleId], mut edges: Vec<Edge>) -> Self {
        let mut joined = vec![false; names.len()];
        for edge in &edges {
            for place in [edge.a, edge.b] {
                joined.get_mut(place as usize).into_iter().for_each(|slot| *slot = true);
            }
        }
        let mut ids: Vec<(ArticleId, usize)> = names
            .iter()
            .zip(0..)
            .zip(joined)
            .filter_map(|(at, joined)| joined.then_some(at))
            .map(|(&id, at)| (id, at))
            .collect();
        ids.sort_unstable();
        let mut places = vec![0_u32; names.len()];
        for (&(_, at), place) in ids.iter().zip(0..) {
            places.get_mut(at).into_iter().for_each(|slot| *slot = place);
        }
        let place = |at: u32| places.get(at as usize).copied().unwrap_or_default();
        for edge in &mut edges {
            *edge = in_order(Edge { a: place(edge.a), b: place(edge.b), ..*edge });
        }
        edges.sort_by_key(|edge| (edge.a, edge.b));
        edges.dedup_by_key(|edge| (edge.a, edge.b));
        let list = edges.into_iter().map(|edge| Linked { edge, added: false }).collect();
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

    /// Every pair by name.
    pub(in crate::library) fn told(&self) -> impl Iterator<Item = crate::library::Pair> + '_ {
        self.list.iter().map(|pair| {
            let Edge { a, b, relation } = pair.edge;
            Pair { a: self.name(a), b: self.name(b), relation }.told()
        })
    }

    /// These less the pairs with an article that is `touched`, and with `new` ones.
    pub(in crate::library) fn renewed(
        &self,
        touched: impl Fn(ArticleId) -> bool,
        mut new: Vec<Pair>,
    ) -> Self {
        let out: Vec<bool> = self.ids.iter().map(|&id| touched(id)).collect();
        let is_out = |place: u32| out.get(place as usize).copied().unwrap_or(true);
        let mut came: Vec<ArticleId> = new.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        came.sort_unstable();
        came.dedup();
        let stay = self.ids.iter().zip(&out).filter(|(_, out)| !**out).map(|(id, _)| *id);
        let ids = merged(stay, came.into_iter(), ArticleId::cmp);
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
        let kept = self.list.iter().filter(|p| !is_out(p.edge.a) && !is_out(p.edge.b)).map(|p| {
            let edge = Edge { a: moved(p.edge.a), b: moved(p.edge.b), ..p.edge };
            Linked { edge, ..*p }
        });
        new.sort_by_key(|pair| (pair.a, pair.b));
        let place = |id: ArticleId| ids.binary_search(&id).unwrap_or_default() as u32;
        let new = new.iter().map(|pair| {
            let edge = Edge { a: place(pair.a), b: place(pair.b), relation: pair.relation };
            Linked { edge, added: false }
        });
        let list = merged(kept, new, |x, y| x.key().cmp(&y.key()));
        Self { list, ids }
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
        let old = std::mem::take(&mut self.list);
        let kept = old.into_iter().filter(|pair| !pair.added || !regrouped(pair.edge.a));
        self.list = merged(kept, added.into_iter(), |x, y| x.key().cmp(&y.key()));
    }
}

/// The edge with its places in order, and the relation turned to match.
pub(in crate::library) fn in_order(edge: Edge) -> Edge {
    if edge.a <= edge.b {
        edge
    } else {
        Edge { a: edge.b, b: edge.a, relation: edge.relation.reversed() }
    }
}

/// Two sorted sequences as one; of equals the first comes, once.
fn merged<T>(
    left: impl Iterator<Item = T>,
    right: impl Iterator<Item = T>,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let (mut left, mut right) = (left.peekable(), right.peekable());
    let mut out: Vec<T> = Vec::new();
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(x), Some(y)) if order(x, y).is_le() => left.next(),
            (Some(_), None) => left.next(),
            _ => right.next(),
        };
        let Some(next) = next else { return out };
        if out.last().is_none_or(|last| order(last, &next).is_lt()) {
            out.push(next);
        }
    }
}
