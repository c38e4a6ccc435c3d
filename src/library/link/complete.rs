//! The pairs of a story that no shared sketch term led to. In a story of a size people read, every
//! pair is verified; in a larger one, each member against the medoid and those most like it.

use crate::library::stories::in_order;
use crate::neardup::{Cluster, Edge, Fingerprint, Thresholds, Verdict, verify};
use std::borrow::Cow;
use std::collections::HashMap;

/// Every pair is verified in a story of up to so many.
const WHOLE: usize = 300;
/// In a larger one each member is compared with so many on either side, in the order of how much the
/// members resemble the medoid.
const BESIDE: usize = 25;
/// Fingerprints of one story in memory at a time.
const ALIVE: usize = 512;

/// Gives the fingerprints of places, in their order.
pub(super) type Fetch<'a> = dyn Fn(&[u32]) -> anyhow::Result<Vec<Cow<'a, Fingerprint>>> + Sync + 'a;

/// What verifying takes.
pub(super) struct Missing<'f, 'a> {
    pub(super) fetch: &'f Fetch<'a>,
    pub(super) thresholds: &'f Thresholds,
    pub(super) go_on: &'f (dyn Fn() -> bool + Sync),
}

impl Missing<'_, '_> {
    /// The pairs of `cluster` that are not among `edges`, those that are not unrelated. What was
    /// verified `before` is taken from there; both are sorted. `name` gives the place of a member.
    pub(super) fn of(
        &self,
        cluster: &Cluster,
        edges: &[Edge],
        before: &[Edge],
        name: &impl Fn(u32) -> u32,
    ) -> anyhow::Result<Vec<Edge>> {
        let members = &cluster.members;
        let mut known = Known { edges, before, added: Vec::new() };
        if members.len() <= WHOLE {
            let mut wanted = Vec::new();
            for (at, &a) in members.iter().enumerate() {
                wanted.extend(members.iter().skip(at + 1).map(|&b| (a, b)));
            }
            self.verify(wanted, &mut known, name)?;
            return Ok(known.added);
        }
        let centre = cluster.medoid;
        let rest = members.iter().filter(|&&member| member != centre);
        self.verify(rest.clone().map(|&member| (centre, member)).collect(), &mut known, name)?;
        let likeness: HashMap<u32, f32> =
            known.added.iter().filter_map(|edge| resembles(edge, centre)).collect();
        let like = |member: u32| {
            let pair = (centre.min(member), centre.max(member));
            let found = known.found(pair).map(|edge| edge.relation.resemblance);
            found.or_else(|| likeness.get(&member).copied()).unwrap_or(0.0)
        };
        let mut order: Vec<(f32, u32)> = rest.map(|&member| (like(member), member)).collect();
        order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let mut wanted = Vec::new();
        for (at, &(_, a)) in order.iter().enumerate() {
            wanted.extend(order.iter().skip(at + 1).take(BESIDE).map(|&(_, b)| (a, b)));
        }
        self.verify(wanted, &mut known, name)?;
        Ok(known.added)
    }

    fn verify(
        &self,
        mut wanted: Vec<(u32, u32)>,
        known: &mut Known<'_>,
        name: &impl Fn(u32) -> u32,
    ) -> anyhow::Result<()> {
        let ordered = |&(a, b): &(u32, u32)| (a.min(b), a.max(b));
        wanted.retain(|pair| {
            let pair = ordered(pair);
            match search(known.before, pair) {
                _ if search(known.edges, pair).is_some() => false,
                Some(edge) => {
                    known.added.push(*edge);
                    false
                }
                None => true,
            }
        });
        let mut rest = wanted.as_slice();
        while !rest.is_empty() && (self.go_on)() {
            let mut alive: HashMap<u32, usize> = HashMap::new();
            let mut taken = 0;
            for (a, b) in rest {
                for place in [a, b] {
                    let next = alive.len();
                    alive.entry(*place).or_insert(next);
                }
                taken += 1;
                if alive.len() >= ALIVE {
                    break;
                }
            }
            let (block, later) = rest.split_at(taken);
            rest = later;
            let mut places = vec![0; alive.len()];
            for (&place, &at) in &alive {
                places.get_mut(at).into_iter().for_each(|slot| *slot = name(place));
            }
            let prints = (self.fetch)(&places)?;
            let of = |place: u32| alive.get(&place).and_then(|&at| prints.get(at)).map(|p| &**p);
            let found = verify(block, of, self.thresholds, &|_, _| (self.go_on)());
            known.added.extend(found.into_iter().map(in_order));
        }
        Ok(())
    }
}

/// What is known of a cluster's pairs.
struct Known<'a> {
    edges: &'a [Edge],
    before: &'a [Edge],
    added: Vec<Edge>,
}

impl Known<'_> {
    fn found(&self, pair: (u32, u32)) -> Option<&Edge> {
        search(self.edges, pair)
    }
}

fn search(edges: &[Edge], pair: (u32, u32)) -> Option<&Edge> {
    edges.binary_search_by_key(&pair, |edge| (edge.a, edge.b)).ok().and_then(|at| edges.get(at))
}

/// The other article of an edge at `centre`, and how much it resembles it.
fn resembles(edge: &Edge, centre: u32) -> Option<(u32, f32)> {
    let other = match (edge.a == centre, edge.b == centre) {
        (true, _) => edge.b,
        (_, true) => edge.a,
        _ => return None,
    };
    (edge.relation.verdict != Verdict::Unrelated).then_some((other, edge.relation.resemblance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::Document;

    /// Texts of which each has a stretch of its own in another place.
    fn prints(count: usize) -> Vec<Fingerprint> {
        let text = |own: usize| -> String {
            let word = |at: usize| match at / 8 == own % 20 {
                true => format!("own{own}x{at} "),
                false => format!("w{at} "),
            };
            (0..160).map(word).collect()
        };
        (0..count)
            .map(|own| Fingerprint::of(Document { body: &text(own), source: None, date: None }))
            .collect()
    }

    fn completed(count: usize, edges: &[Edge], before: &[Edge]) -> (Vec<Edge>, usize) {
        let prints = prints(count);
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let fetch = |places: &[u32]| {
            asked.fetch_add(places.len(), std::sync::atomic::Ordering::Relaxed);
            let print = |&place: &u32| Cow::Borrowed(&prints[place as usize]);
            Ok(places.iter().map(print).collect())
        };
        let cluster = Cluster { members: (0..count as u32).collect(), medoid: 7 };
        let missing =
            Missing { fetch: &fetch, thresholds: &Thresholds::default(), go_on: &|| true };
        let mut found = missing.of(&cluster, edges, before, &|place| place).unwrap();
        found.sort_unstable_by_key(|edge| (edge.a, edge.b));
        (found, asked.into_inner())
    }

    #[test]
    fn in_a_story_people_read_every_pair_is_verified() {
        let (found, _) = completed(40, &[], &[]);
        assert_eq!(found.len(), 40 * 39 / 2);
        assert!(found.iter().all(|edge| edge.a < edge.b));
    }

    #[test]
    fn what_is_known_is_not_verified_again() {
        let (all, _) = completed(12, &[], &[]);
        let (edges, before) = all.split_at(30);
        let (found, asked) = completed(12, edges, before);
        assert_eq!((found.as_slice(), asked), (before, 0));
        let (found, _) = completed(12, edges, &before[..10]);
        assert_eq!(found, before);
    }

    #[test]
    fn in_a_larger_one_each_is_compared_with_the_medoid_and_some_others() {
        let (found, _) = completed(400, &[], &[]);
        let at_medoid = found.iter().filter(|edge| edge.a == 7 || edge.b == 7).count();
        assert_eq!(at_medoid, 399);
        assert!(found.len() <= 400 * (BESIDE + 1));
        assert!(found.len() >= 390 * BESIDE);
        let mut keys: Vec<_> = found.iter().map(|edge| (edge.a, edge.b)).collect();
        keys.dedup();
        assert_eq!(keys.len(), found.len(), "no pair twice");
    }
}
