//! From pairs to groups: each connected component of copies by itself, so that what was not touched
//! need not be looked at.

use super::Pace;
use super::complete::{Fetch, Missing};
use crate::library::Story;
use crate::library::stories::{Linked, Pairs, in_order};
use crate::neardup::{Cluster, Edge, Thresholds, clusters};
use rayon::prelude::*;
use std::collections::HashSet;

/// Articles that make a story, by place in the pairs.
pub(super) struct Group {
    pub(super) members: Vec<u32>,
    pub(super) medoid: u32,
    /// All verified pairs among them.
    pub(super) edges: Vec<Edge>,
}

/// Makes a story of a group, which is let go of then: the pairs of all groups are nearly all pairs.
pub(super) type Tell<'a> = dyn Fn(&Group) -> Story + Sync + 'a;

/// What grouping comes to.
#[derive(Default)]
pub(super) struct Grouped {
    /// What was told of the groups.
    pub(super) stories: Vec<Story>,
    /// Pairs verified because both are in one story, sorted.
    pub(super) added: Vec<Linked>,
}

/// Groups the articles of those components whose places satisfy `wanted`. Groups are made of the
/// pairs that sketches led to; then pairs within each that are missing are verified, and groups are
/// made of all, until there are none missing. So they depend on the articles alone, not on which groups there were before.
pub(super) fn group(
    pairs: &Pairs,
    wanted: impl Fn(u32) -> bool + Sync,
    (fetch, tell): (&Fetch<'_>, &Tell<'_>),
    thresholds: &Thresholds,
    pace: &Pace<'_, '_>,
) -> anyhow::Result<Grouped> {
    let parts = Parts::of(pairs, &components(pairs), wanted);
    let go_on = || pace.go_on(super::blocks::LINKING);
    let missing = Missing { fetch, thresholds, go_on: &go_on };
    let made: anyhow::Result<Vec<Grouped>> =
        parts.each().map(|(members, own)| regroup(members, own, pairs, &missing, tell)).collect();
    let mut all = Grouped::default();
    for one in made? {
        all.stories.extend(one.stories);
        all.added.extend(one.added);
    }
    all.added.sort_unstable_by_key(Linked::key);
    Ok(all)
}

/// For each place of `pairs`, the lowest place it is connected with by copies.
pub(super) fn components(pairs: &Pairs) -> Vec<u32> {
    let mut up: Vec<u32> = (0..pairs.ids().len() as u32).collect();
    let joins = |pair: &&Linked| !pair.added && pair.edge.relation.verdict.is_copy();
    for pair in pairs.list().iter().filter(joins) {
        let (a, b) = (root(&mut up, pair.edge.a), root(&mut up, pair.edge.b));
        if let Some(slot) = up.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
    for place in 0..up.len() as u32 {
        let root = root(&mut up, place);
        up.get_mut(place as usize).into_iter().for_each(|slot| *slot = root);
    }
    up
}

fn root(up: &mut [u32], mut place: u32) -> u32 {
    loop {
        let next = up.get(place as usize).copied().unwrap_or(place);
        if next == place {
            return place;
        }
        // Half of the way is skipped next time (path halving).
        let over = up.get(next as usize).copied().unwrap_or(next);
        up.get_mut(place as usize).into_iter().for_each(|slot| *slot = over);
        place = over;
    }
}

/// The members and the pairs of each component of two or more, side by side.
struct Parts {
    members: Vec<u32>,
    pairs: Vec<u32>,
    /// Where in both each component ends.
    ends: Vec<(usize, usize)>,
}

impl Parts {
    fn of(pairs: &Pairs, roots: &[u32], wanted: impl Fn(u32) -> bool) -> Self {
        let root = |place: u32| roots.get(place as usize).copied().unwrap_or(place);
        let places = 0..roots.len() as u32;
        // A component is by itself what its lowest member alone would be.
        let mut large = vec![false; roots.len()];
        for place in places.clone().filter(|&place| root(place) != place && wanted(place)) {
            large.get_mut(root(place) as usize).into_iter().for_each(|slot| *slot = true);
        }
        let is_large = |place: u32| large.get(root(place) as usize).copied().unwrap_or(false);
        let mut members: Vec<u32> = places.filter(|&place| is_large(place)).collect();
        members.sort_by_key(|&place| root(place));
        let within =
            |pair: &Linked| root(pair.edge.a) == root(pair.edge.b) && is_large(pair.edge.a);
        let numbered = pairs.list().iter().zip(0_u32..);
        let mut own: Vec<u32> =
            numbered.filter(|(pair, _)| within(pair)).map(|(_, number)| number).collect();
        let first =
            |number: u32| pairs.list().get(number as usize).map_or(0, |pair| root(pair.edge.a));
        own.sort_by_key(|&number| first(number));
        let mut ends = Vec::new();
        let mut end = (0, 0);
        for run in members.chunk_by(|&a, &b| root(a) == root(b)) {
            let of = run.first().map_or(0, |&place| root(place));
            let rest = own.get(end.1..).unwrap_or(&[]);
            end = (end.0 + run.len(), end.1 + rest.partition_point(|&n| first(n) == of));
            ends.push(end);
        }
        Self { members, pairs: own, ends }
    }

    fn each(&self) -> impl ParallelIterator<Item = (&[u32], &[u32])> {
        self.ends.par_iter().enumerate().map(|(at, end)| {
            let start =
                at.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or_default();
            let members = self.members.get(start.0..end.0).unwrap_or(&[]);
            (members, self.pairs.get(start.1..end.1).unwrap_or(&[]))
        })
    }
}

/// With their missing pairs groups are made anew at most so many times less one: two of them may have
/// become one, whose pairs across are missing then. It seldom takes a third; those of the last time
/// change no group.
const ROUNDS: usize = 4;

/// The groups of one component, of these members, rising, and these of `pairs`.
fn regroup(
    members: &[u32],
    own: &[u32],
    pairs: &Pairs,
    missing: &Missing<'_, '_>,
    tell: &Tell<'_>,
) -> anyhow::Result<Grouped> {
    let local = |place: u32| members.binary_search(&place).unwrap_or_default() as u32;
    let name = |local: u32| members.get(local as usize).copied().unwrap_or_default();
    let (mut edges, mut before) = (Vec::new(), Vec::new());
    for pair in own.iter().filter_map(|&number| pairs.list().get(number as usize)) {
        let Edge { a, b, relation } = pair.edge;
        let list = if pair.added { &mut before } else { &mut edges };
        list.push(Edge { a: local(a), b: local(b), relation });
    }
    let mut found = clusters(members.len(), &edges);
    let mut added = Vec::new();
    let mut complete: HashSet<Cluster> = HashSet::new();
    for round in 1..=ROUNDS {
        let mut new = Vec::new();
        for cluster in found.iter().filter(|cluster| !complete.contains(cluster)) {
            new.extend(missing.of(cluster, &edges, &before, &name)?);
        }
        if new.is_empty() {
            break;
        }
        edges.extend(&new);
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        added.append(&mut new);
        if round < ROUNDS {
            complete = found.into_iter().collect();
            found = clusters(members.len(), &edges);
        }
    }
    let global = |edge: &Edge| Edge { a: name(edge.a), b: name(edge.b), ..*edge };
    let groups = within(members.len(), &found, &edges).zip(&found).map(|(edges, cluster)| Group {
        members: cluster.members.iter().map(|&at| name(at)).collect(),
        medoid: name(cluster.medoid),
        edges: edges.iter().map(global).collect(),
    });
    let added = added.iter().map(|edge| Linked { edge: in_order(global(edge)), added: true });
    Ok(Grouped { stories: groups.map(|group| tell(&group)).collect(), added: added.collect() })
}

/// The edges within each of `clusters` of `count` articles: one pass over all.
fn within(count: usize, clusters: &[Cluster], edges: &[Edge]) -> std::vec::IntoIter<Vec<Edge>> {
    let mut cluster_of = vec![usize::MAX; count];
    for (cluster, at) in clusters.iter().zip(0..) {
        for &place in &cluster.members {
            cluster_of.get_mut(place as usize).into_iter().for_each(|slot| *slot = at);
        }
    }
    let of = |place: u32| cluster_of.get(place as usize).copied().unwrap_or(usize::MAX);
    let mut within = vec![Vec::new(); clusters.len()];
    for edge in edges.iter().filter(|edge| of(edge.a) == of(edge.b)) {
        within.get_mut(of(edge.a)).into_iter().for_each(|list| list.push(*edge));
    }
    within.into_iter()
}
