//! Blocks: the maximal runs of words that two texts have in common, in whatever order they stand.

use super::shingle::UNITS;

/// A shingle that two texts share: where it first stands in each, in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) a: u32,
    pub(super) b: u32,
}

/// A run of text in common. Places and length are in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) units: u32,
}

/// The blocks that `matches` make up, by their place in `a`.
///
/// Matches on one diagonal (the same distance between both places) that follow within a shingle's
/// length belong to one block: a changed word tears a hole one word wider than that, while a phrase
/// that also stands earlier in one text, and was matched there, tears a smaller one.
pub(super) fn blocks(matches: &[Match]) -> Vec<Block> {
    let mut keys: Vec<(u32, u32)> =
        matches.iter().map(|m| (m.b.wrapping_sub(m.a).wrapping_add(1 << 30), m.a)).collect();
    keys.sort_unstable();
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for (diagonal, a) in keys {
        match (last, blocks.last_mut()) {
            (Some((same, before)), Some(block)) if same == diagonal && a - before <= UNITS => {
                block.units = a - block.a + UNITS;
            }
            _ => {
                let b = a.wrapping_add(diagonal).wrapping_sub(1 << 30);
                blocks.push(Block { a, b, units: UNITS });
            }
        }
        last = Some((diagonal, a));
    }
    blocks.sort_unstable_by_key(|block| (block.a, block.b));
    blocks
}

/// Units that the stretches `(place, units)` cover together.
pub(super) fn covered(stretches: impl Iterator<Item = (u32, u32)>) -> u32 {
    let mut stretches: Vec<_> = stretches.collect();
    stretches.sort_unstable();
    let (mut total, mut reached) = (0, 0);
    for (place, units) in stretches {
        let end = place + units;
        total += end.saturating_sub(place.max(reached));
        reached = reached.max(end);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(a: u32, b: u32) -> Match {
        Match { a: a * 9, b: b * 9 }
    }

    #[test]
    fn a_run_of_shingles_is_one_block() {
        let run: Vec<_> = (0..10).map(|n| at(3 + n, 40 + n)).collect();
        assert_eq!(blocks(&run), [Block { a: 27, b: 360, units: 14 * 9 }]);
    }

    #[test]
    fn a_changed_word_ends_a_block() {
        let run: Vec<_> = (0..5).chain(10..12).map(|n| at(n, n)).collect();
        let units: Vec<_> = blocks(&run).iter().map(|block| block.units / 9).collect();
        assert_eq!(units, [9, 6]);
    }

    #[test]
    fn a_phrase_matched_elsewhere_does_not() {
        let mut run: Vec<_> = (0..10).map(|n| at(n, 20 + n)).collect();
        run[4].b = 9;
        let found = blocks(&run);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].units / 9, 14);
    }

    #[test]
    fn order_does_not_matter() {
        let run: Vec<_> =
            (0..6).map(|n| at(n, 30 + n)).chain((20..26).map(|n| at(n, n - 20))).collect();
        assert_eq!(blocks(&run).len(), 2);
    }

    #[test]
    fn what_overlaps_is_covered_once() {
        assert_eq!(covered([(10, 10), (0, 5), (15, 10), (16, 2)].into_iter()), 20);
    }

    proptest! {
        #[test]
        fn blocks_hold_every_match(points in prop::collection::vec((0_u32..60, 0_u32..60), 0..40)) {
            let matches: Vec<_> = points.iter().map(|&(a, b)| at(a, b)).collect();
            let found = blocks(&matches);
            for m in &matches {
                let held = found.iter().any(|block| {
                    m.a.checked_sub(block.a).is_some_and(|into| {
                        into + UNITS <= block.units && m.b == block.b + into
                    })
                });
                prop_assert!(held);
            }
            prop_assert!(found.len() <= matches.len());
        }
    }
}
