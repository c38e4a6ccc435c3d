//! The heaviest set of blocks that stand in the same order on both sides.
//! Weighted increasing subsequence over a prefix-maximum tree (Fenwick), O(n log n).

use std::ops::Range;

/// Sentences of the left beside sentences of the right, with what keeping them in place is worth.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) left: Range<u32>,
    pub(super) right: Range<u32>,
    pub(super) weight: f64,
}

/// Places (in `links`) of the heaviest chain: every link in it ends, on both sides, before the next
/// begins. In the order of the text. Among equals the earlier link wins.
pub(super) fn heaviest(links: &[Link]) -> Vec<usize> {
    let width = links.iter().map(|l| l.right.end).max().unwrap_or(0) as usize;
    let mut by_start: Vec<usize> = (0..links.len()).collect();
    by_start.sort_by_key(|&i| (links[i].left.start, links[i].right.start, i));
    let mut by_end = by_start.clone();
    by_end.sort_by_key(|&i| (links[i].left.end, links[i].right.end, i));

    let mut best = PrefixMax::new(width + 1);
    let mut before: Vec<Option<usize>> = vec![None; links.len()];
    let mut total = vec![0.0; links.len()];
    let mut ended = by_end.iter().copied().peekable();
    for &here in &by_start {
        let link = &links[here];
        while let Some(done) = ended.next_if(|&i| links[i].left.end <= link.left.start) {
            best.raise(links[done].right.end as usize, total[done], done);
        }
        let (weight, from) = best.up_to(link.right.start as usize);
        total[here] = weight + link.weight;
        before[here] = from;
    }
    let last = by_start.iter().copied().fold(None, |best: Option<usize>, i| match best {
        Some(b) if total[b] >= total[i] => Some(b),
        _ => Some(i),
    });
    let mut chain: Vec<usize> = std::iter::successors(last, |&i| before[i]).collect();
    chain.reverse();
    chain
}

/// Maximum over a prefix, with who holds it.
struct PrefixMax {
    nodes: Vec<(f64, Option<usize>)>,
}

impl PrefixMax {
    fn new(len: usize) -> Self {
        Self { nodes: vec![(0.0, None); len + 1] }
    }

    fn raise(&mut self, at: usize, weight: f64, who: usize) {
        let mut i = at + 1;
        while let Some(node) = self.nodes.get_mut(i) {
            if weight > node.0 {
                *node = (weight, Some(who));
            }
            i += i & i.wrapping_neg();
        }
    }

    fn up_to(&self, at: usize) -> (f64, Option<usize>) {
        let mut i = at + 1;
        let mut best = (0.0, None);
        while i > 0 {
            if let Some(node) = self.nodes.get(i)
                && node.0 > best.0
            {
                best = *node;
            }
            i -= i & i.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(left: Range<u32>, right: Range<u32>, weight: f64) -> Link {
        Link { left, right, weight }
    }

    #[test]
    fn the_heavier_order_wins() {
        let links = [link(0..1, 2..3, 1.0), link(1..2, 0..1, 1.0), link(2..3, 1..2, 1.0)];
        assert_eq!(heaviest(&links), [1, 2]);
        let links = [link(0..1, 2..3, 5.0), link(1..2, 0..1, 1.0), link(2..3, 1..2, 1.0)];
        assert_eq!(heaviest(&links), [0]);
    }

    #[test]
    fn blocks_that_overlap_exclude_one_another() {
        let links = [link(0..2, 0..1, 3.0), link(1..2, 1..2, 2.0), link(2..3, 1..3, 2.0)];
        assert_eq!(heaviest(&links), [0, 2]);
    }

    proptest! {
        #[test]
        fn a_chain_rises_on_both_sides_and_is_the_heaviest(
            raw in prop::collection::vec((0u32..6, 1u32..3, 0u32..6, 1u32..3, 1u32..9), 0..9)
        ) {
            let links: Vec<Link> = raw
                .iter()
                .map(|&(l, ln, r, rn, w)| link(l..l + ln, r..r + rn, f64::from(w)))
                .collect();
            let chain = heaviest(&links);
            let rises = |a: usize, b: usize| {
                links[a].left.end <= links[b].left.start && links[a].right.end <= links[b].right.start
            };
            prop_assert!(chain.windows(2).all(|w| rises(w[0], w[1])));
            let weigh = |set: &[usize]| set.iter().map(|&i| links[i].weight).sum::<f64>();
            let mut best: f64 = 0.0;
            for bits in 0u32..1 << links.len() {
                let mut set: Vec<usize> = (0..links.len()).filter(|i| bits >> i & 1 == 1).collect();
                set.sort_by_key(|&i| (links[i].left.start, links[i].right.start));
                if set.windows(2).all(|w| rises(w[0], w[1])) {
                    best = best.max(weigh(&set));
                }
            }
            prop_assert!((weigh(&chain) - best).abs() < 1e-9);
        }
    }
}
