//! Blocks: the maximal runs of words that two texts have in common, in whatever order they stand.

use super::shingle::UNITS;

/// A shingle that two texts share: where it first stands in each, in units, and whether it counts as
/// their own (no quotation, no boilerplate). Packed so that matches sort by diagonal (the distance
/// between both places), then by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match(u64);

impl Match {
    /// Places take 30 bits, a diagonal 31.
    pub(super) fn new(a: u32, b: u32, own: bool) -> Self {
        let diagonal = u64::from(b) + (1 << 30) - u64::from(a).min(1 << 30);
        Self(diagonal << 31 | u64::from(a) << 1 | u64::from(own))
    }

    fn diagonal(self) -> u64 {
        self.0 >> 31
    }

    fn a(self) -> u32 {
        (self.0 & 0x7fff_ffff) as u32 >> 1
    }

    fn b(self) -> u32 {
        (u64::from(self.a()) + self.diagonal()).saturating_sub(1 << 30) as u32
    }

    pub(super) fn own(self) -> bool {
        self.0 & 1 == 1
    }
}

/// A run of text in common. Places and length are in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) units: u32,
}

/// The blocks that `matches`, sorted, make up; by diagonal.
///
/// Matches on one diagonal that follow within a shingle's length belong to one block: a changed word
/// tears a hole one word wider than that, while a phrase that also stands earlier in one text, and
/// was matched there, tears a smaller one.
pub(super) fn blocks(matches: impl IntoIterator<Item = Match>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last = None;
    for m in matches {
        match (last, blocks.last_mut()) {
            (Some((diagonal, before)), Some(block))
                if diagonal == m.diagonal() && m.a() - before <= UNITS =>
            {
                block.units = m.a() - block.a + UNITS;
            }
            _ => blocks.push(Block { a: m.a(), b: m.b(), units: UNITS }),
        }
        last = Some((m.diagonal(), m.a()));
    }
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

    /// The blocks of matches at these places, in words.
    fn found(places: impl IntoIterator<Item = (u32, u32)>) -> Vec<Block> {
        let mut matches: Vec<_> =
            places.into_iter().map(|(a, b)| Match::new(a * 9, b * 9, true)).collect();
        matches.sort_unstable();
        blocks(matches)
    }

    #[test]
    fn a_match_keeps_its_places() {
        for (a, b) in [(0, 0), (7, 3), (3, 7), ((1 << 30) - 1, 0), (0, (1 << 30) - 1)] {
            let m = Match::new(a, b, false);
            assert_eq!((m.a(), m.b(), m.own()), (a, b, false));
        }
    }

    #[test]
    fn a_run_of_shingles_is_one_block() {
        let blocks = found((0..10).map(|n| (3 + n, 40 + n)));
        assert_eq!(blocks, [Block { a: 27, b: 360, units: 14 * 9 }]);
    }

    #[test]
    fn a_changed_word_ends_a_block() {
        let blocks = found((0..5).chain(10..12).map(|n| (n, n)));
        assert_eq!(blocks.iter().map(|block| block.units / 9).collect::<Vec<_>>(), [9, 6]);
    }

    #[test]
    fn a_phrase_matched_elsewhere_does_not() {
        let blocks = found((0..10).map(|n| (n, if n == 4 { 1 } else { 20 + n })));
        assert_eq!(blocks.iter().map(|block| block.units / 9).collect::<Vec<_>>(), [5, 14]);
    }

    #[test]
    fn order_does_not_matter() {
        let moved = (0..6).map(|n| (n, 30 + n)).chain((20..26).map(|n| (n, n - 20)));
        assert_eq!(found(moved).len(), 2);
    }

    #[test]
    fn what_overlaps_is_covered_once() {
        assert_eq!(covered([(10, 10), (0, 5), (15, 10), (16, 2)].into_iter()), 20);
    }

    proptest! {
        #[test]
        fn blocks_hold_every_match(points in prop::collection::vec((0_u32..60, 0_u32..60), 0..40)) {
            let blocks = found(points.iter().copied());
            for (a, b) in points.iter().map(|(a, b)| (a * 9, b * 9)) {
                let held = blocks.iter().any(|block| {
                    a.checked_sub(block.a)
                        .is_some_and(|into| into + UNITS <= block.units && b == block.b + into)
                });
                prop_assert!(held);
            }
            prop_assert!(blocks.len() <= points.len());
        }
    }
}
