//! Blocks: the maximal runs of words that two texts have in common, in whatever order they stand.

use super::shingle::UNITS;

/// A shingle that two texts share: where it first stands in each, in units, and whether it counts as
/// their own (no quotation, no boilerplate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) own: bool,
}

/// Matches, in whatever order they come, by their place in `a` without sorting: each has a slot by its
/// place, and a bit says which slots are taken.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// The place in `b`, what of the place in `a` the slot does not say, and whether it is their own.
    slots: Vec<u32>,
    taken: Vec<u64>,
    count: u32,
}

/// Units of the shortest word: two places in a text lie no closer.
const SLOT: u32 = 3;

impl Matches {
    /// Empties it for a text `a` of so many units; its memory is kept.
    pub(super) fn clear(&mut self, units: u32) {
        let slots = (units / SLOT) as usize + 1;
        self.taken.clear();
        self.taken.resize(slots.div_ceil(64), 0);
        if self.slots.len() < slots {
            self.slots.resize(slots, 0);
        }
        self.count = 0;
    }

    /// Adds one; no two stand at one place in `a`. Places take 28 bits.
    pub(super) fn add(&mut self, m: Match) {
        let at = (m.a / SLOT) as usize;
        if let (Some(slot), Some(word)) = (self.slots.get_mut(at), self.taken.get_mut(at / 64)) {
            *slot = m.b << 3 | (m.a % SLOT) << 1 | u32::from(m.own);
            *word |= 1 << (at % 64);
            self.count += 1;
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    /// Calls `each` with all of them, by their place in `a`.
    pub(super) fn each(&self, mut each: impl FnMut(Match)) {
        for (word, at) in self.taken.iter().zip(0_u32..) {
            let mut rest = *word;
            while rest != 0 {
                let at = at * 64 + rest.trailing_zeros();
                rest &= rest - 1;
                if let Some(slot) = self.slots.get(at as usize) {
                    let a = at * SLOT + (slot >> 1) % 4;
                    each(Match { a, b: slot >> 3, own: slot % 2 == 1 });
                }
            }
        }
    }
}

/// A run of text in common. Places and length are in units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) units: u32,
}

impl Block {
    /// Whether it goes on with this match, which comes later in `a` than its own.
    fn takes(&self, m: Match) -> bool {
        m.a - self.a <= self.units && m.b.wrapping_sub(m.a) == self.b.wrapping_sub(self.a)
    }
}

/// Makes blocks of matches that come by their place in `a`.
///
/// Matches on one diagonal (at the same distance in both) that follow within a shingle's length belong
/// to one block: a changed word tears a hole one word wider than that, while a phrase that also stands
/// earlier in one text, and was matched there, tears a smaller one.
#[derive(Default)]
pub(super) struct Blocks {
    /// The one that went on last, and which it is.
    last: Option<(Block, usize)>,
    /// All, but the last as it was when another went on.
    all: Vec<Block>,
    /// Others that may still go on, as few as words fit into a shingle.
    open: Vec<usize>,
}

impl Blocks {
    /// Adds the next match.
    pub(super) fn add(&mut self, m: Match) {
        if let Some((last, _)) = &mut self.last
            && last.takes(m)
        {
            last.units = m.a - last.a + UNITS;
            return;
        }
        self.keep_last();
        let all = &self.all;
        let is_open = |at: &usize| all.get(*at).is_some_and(|block| m.a - block.a <= block.units);
        let takes = |at: &usize| all.get(*at).is_some_and(|block| block.takes(m));
        self.open.extend(self.last.map(|(_, at)| at));
        self.open.retain(is_open);
        self.last = match self.open.iter().rposition(takes) {
            Some(nth) => {
                let at = self.open.swap_remove(nth);
                let grown = |block: &Block| Block { units: m.a - block.a + UNITS, ..*block };
                self.all.get(at).map(|block| (grown(block), at))
            }
            None => {
                let new = Block { a: m.a, b: m.b, units: UNITS };
                self.all.push(new);
                Some((new, self.all.len() - 1))
            }
        };
    }

    fn keep_last(&mut self) {
        if let Some((last, at)) = self.last
            && let Some(block) = self.all.get_mut(at)
        {
            *block = last;
        }
    }

    /// The blocks, by their place in `a`.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.keep_last();
        self.all
    }
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
        let mut matches = Matches::default();
        matches.clear(9 * 70);
        for (a, b) in places {
            matches.add(Match { a: a * 9, b: b * 9, own: true });
        }
        let mut blocks = Blocks::default();
        matches.each(|m| blocks.add(m));
        blocks.finish()
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
        assert_eq!(blocks.iter().map(|block| block.units / 9).collect::<Vec<_>>(), [14, 5]);
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
        fn matches_come_by_their_place(
            places in prop::collection::btree_map(0_u32..400, (0_u32..1 << 28, any::<bool>()), 0..60),
        ) {
            let all = places.iter().map(|(a, (b, own))| Match { a: a * 5, b: *b, own: *own });
            let all: Vec<Match> = all.collect();
            let mut matches = Matches::default();
            for _ in 0..2 {
                matches.clear(2000);
                all.iter().rev().for_each(|m| matches.add(*m));
                let mut came = Vec::new();
                matches.each(|m| came.push(m));
                prop_assert_eq!(&came, &all);
                prop_assert_eq!(matches.len() as usize, all.len());
            }
        }

        #[test]
        fn blocks_hold_every_match(
            points in prop::collection::btree_map(0_u32..60, 0_u32..60, 0..40),
        ) {
            let blocks = found(points.iter().map(|(a, b)| (*a, *b)));
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
