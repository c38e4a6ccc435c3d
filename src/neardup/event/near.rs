//! What links between reports say of one another: two that each tell the event of the same others
//! tell one event, and no report has more partners than a reader would look at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two reports of one event, by their places, and how alike they are. `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Place of the first.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// How alike they are, beyond what they must be: from 0.
    pub score: f32,
}

/// Neighbours of one report that are looked at, at most.
const NEIGHBOURS: usize = 24;

/// The pairs that have at least two neighbours in common, and how many; a neighbour is a report of the
/// same event or a copy. Without those that are neighbours themselves, and without pairs in which
/// neither has a link of its own, only copies. By place.
pub fn closed(links: &[(u32, u32)], copies: &[(u32, u32)]) -> Vec<((u32, u32), usize)> {
    let mut around: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let linked: BTreeSet<u32> = links.iter().flat_map(|&(a, b)| [a, b]).collect();
    for &(a, b) in links.iter().chain(copies) {
        around.entry(a).or_default().insert(b);
        around.entry(b).or_default().insert(a);
    }
    let mut out = Vec::new();
    let mut common: HashMap<u32, usize> = HashMap::new();
    for (&a, near) in around.iter().filter(|(a, _)| linked.contains(a)) {
        common.clear();
        for neighbour in near.iter().take(NEIGHBOURS) {
            for &b in
                around.get(neighbour).into_iter().flat_map(|near| near.iter().take(NEIGHBOURS))
            {
                if b != a && !near.contains(&b) {
                    *common.entry(b).or_default() += 1;
                }
            }
        }
        let enough = common.iter().filter(|&(_, &count)| count >= 2);
        out.extend(enough.map(|(&b, &count)| ((a.min(b), a.max(b)), count)));
    }
    out.sort_unstable();
    out.dedup_by_key(|(pair, _)| *pair);
    out
}

/// The strongest of `links` such that none of the reports has more than `most`, together with those
/// that are `standing` already. By place.
pub fn limited(mut links: Vec<Link>, standing: &[(u32, u32)], most: usize) -> Vec<Link> {
    links.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut partners: HashMap<u32, usize> = HashMap::new();
    for end in standing.iter().flat_map(|&(a, b)| [a, b]) {
        *partners.entry(end).or_default() += 1;
    }
    links.retain(|link| {
        let full = [link.a, link.b].iter().any(|end| partners.get(end).is_some_and(|n| *n >= most));
        if !full {
            *partners.entry(link.a).or_default() += 1;
            *partners.entry(link.b).or_default() += 1;
        }
        !full
    });
    links.sort_by_key(|link| (link.a, link.b));
    links
}
