//! The sketch of a text: the few shingle hashes by which an index finds its near-duplicates.
//! FracMinHash (Irber et al., 2022) with a floor, so that short texts keep enough of theirs.

use super::shingle::Shingler;

/// Shingles whose hash lies below 2⁶⁴ divided by this are always in the sketch.
const FRACTION: u64 = 32;

/// A sketch has at least as many hashes as this, where the text has. With 16, three in a hundred
/// pairs of rewrites at resemblance .12 would share none.
const FLOOR: usize = 32;

/// The sampled shingle hashes of `body`: those below 2⁶⁴/32, at least the 32 smallest (FracMinHash
/// with a floor), each cut to 32 bits; sorted, without repeats. Two texts that retell one another
/// share some. Never empty for a text that has a word.
pub fn sketch(body: &str) -> Vec<u32> {
    Shingler::new().sketch(body)
}

impl Shingler {
    /// As [`sketch`], with the buffers kept.
    pub fn sketch(&mut self, body: &str) -> Vec<u32> {
        self.read(body);
        self.sample()
    }

    /// The sketch of the text last read.
    pub(super) fn sample(&mut self) -> Vec<u32> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let hashes = || self.shingles().iter().map(|shingle| shingle.hash);
        // Twice the floor is expected below the bound; a text that repeats itself may have less.
        let bound = match hashes().len() {
            n if n <= 2 * FLOOR => u64::MAX,
            n => u64::MAX / n as u64 * (2 * FLOOR as u64),
        };
        let below = |bound: u64, scratch: &mut Vec<u64>| {
            scratch.clear();
            scratch.extend(hashes().filter(|hash| *hash <= bound));
            scratch.sort_unstable();
            scratch.dedup();
        };
        below(bound.max(u64::MAX / FRACTION), &mut scratch);
        if scratch.len() < FLOOR {
            below(u64::MAX, &mut scratch);
        }
        let sampled = scratch.partition_point(|hash| *hash < u64::MAX / FRACTION);
        scratch.truncate(sampled.max(FLOOR));
        // The low bits: the high ones of a sampled hash are zero.
        let mut sketch: Vec<u32> = scratch.iter().map(|hash| *hash as u32).collect();
        sketch.sort_unstable();
        sketch.dedup();
        self.scratch = scratch;
        sketch
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn numbered(range: std::ops::Range<usize>) -> String {
        range.map(|n| format!("w{n} ")).collect()
    }

    #[test]
    fn a_sketch_has_a_floor_and_grows_with_long_texts() {
        assert_eq!(sketch(&numbered(0..300)).len(), FLOOR);
        let long = sketch(&numbered(0..20_000)).len();
        assert!((500..750).contains(&long), "{long}");
        assert_eq!(sketch("Harbour shut").len(), 2);
        assert!(sketch("").is_empty());
    }

    #[test]
    fn repeating_a_text_adds_next_to_nothing() {
        let once = numbered(0..200);
        let many = once.repeat(40);
        let (a, b) = (sketch(&once), sketch(&many));
        assert!(a.iter().filter(|hash| b.contains(hash)).count() + 4 >= a.len());
        assert_eq!(b.len(), FLOOR);
    }

    #[test]
    fn a_part_shares_much_of_its_sketch_with_the_whole() {
        let (a, b) = (sketch(&numbered(0..400)), sketch(&numbered(100..400)));
        assert!(a.iter().filter(|hash| b.contains(hash)).count() > 15);
    }

    proptest! {
        #[test]
        fn a_sketch_depends_on_the_set_of_shingles_alone(words in prop::collection::vec(0_u8..6, 0..400)) {
            let text: String = words.iter().map(|word| format!("w{word} ")).collect();
            let mut shingler = Shingler::new();
            let got = shingler.sketch(&text);
            let all: BTreeSet<u64> = shingler.shingles().iter().map(|s| s.hash).collect();
            let sampled = all.iter().filter(|hash| **hash < u64::MAX / FRACTION).count();
            let want: BTreeSet<u32> =
                all.iter().take(sampled.max(FLOOR)).map(|hash| *hash as u32).collect();
            prop_assert_eq!(got, want.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(all.is_empty(), words.is_empty());
        }
    }
}
