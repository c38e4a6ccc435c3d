//! What two fingerprints have in common, counted and placed: the ground of every verdict.
//! A probe holds one of them ready to be compared with many.

use super::blocks::{Match, Matches};
use super::fingerprint::{Extent, Fingerprint};
use super::marks::Mark;
use super::{Relation, Verdict};

/// The shingles in common.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Whether boilerplate counted, as the texts are short or nothing else.
    pub(super) lifted: bool,
    /// What was compared of `a` and of `b`.
    pub(super) extents: (Extent, Extent),
    /// Shingles that were compared: with the fine ones where both texts are short.
    compared: (u32, u32),
    /// How many of them are in both.
    common: u32,
    /// How many of five words touch no quotation and no list in either, and are no boilerplate.
    pub(super) own: u32,
    /// How many of five words are boilerplate.
    pub(super) masked: u32,
    /// How many of five words are boilerplate or in a list.
    pub(super) furniture: u32,
    /// Those of five words; the texts' own are those that touch no quotation and no list and are no
    /// boilerplate.
    pub(super) matches: Matches,
    /// Scratch space.
    hits: Vec<u32>,
}

impl Shared {
    /// Counts what `a` and `b` have in common. What was counted before is forgotten, but its memory used
    /// again.
    ///
    /// Two texts that are next to nothing but boilerplate, and differ in what little else they say, are
    /// two articles of which only the notice was caught. Where that little is the same, or nothing, all
    /// of the text counts.
    pub(super) fn count(&mut self, a: &Probe<'_>, b: &Fingerprint) {
        let both_short = a.fingerprint.is_short() && b.is_short();
        self.count_all(a, b, both_short, both_short);
        if !both_short && a.fingerprint.is_hollow() && b.is_hollow() {
            let (of_a, of_b) = self.compared;
            if self.common * 2 >= of_a + of_b - self.common {
                self.count_all(a, b, false, true);
            }
        }
    }

    fn count_all(&mut self, a: &Probe<'_>, b: &Fingerprint, both_short: bool, lifted: bool) {
        let (probe, a) = (a, a.fingerprint);
        let extent = |f: &Fingerprint| if lifted { f.whole } else { f.own };
        let size = |f: &Fingerprint| extent(f).shingles + if both_short { f.fine } else { 0 };
        self.lifted = lifted;
        self.extents = (extent(a), extent(b));
        self.compared = (size(a), size(b));
        (self.common, self.own, self.masked, self.furniture) = (0, 0, 0, 0);
        self.matches.clear(a.end);
        let mut hits = std::mem::take(&mut self.hits);
        probe.each_common(b, &mut hits, |x, y| {
            if x.fine() || y.fine() {
                self.common += u32::from(both_short && x.fine() && y.fine());
                return;
            }
            let masked = !lifted && (x.masked() || y.masked());
            let furniture = masked || x.listed() || y.listed();
            let own = !furniture && !x.quoted() && !y.quoted();
            self.common += u32::from(!masked);
            self.masked += u32::from(masked);
            self.furniture += u32::from(furniture);
            self.own += u32::from(own);
            self.matches.add(Match { a: x.place(), b: y.place(), own });
        });
        self.hits = hits;
    }

    /// What the resemblance is when boilerplate counts.
    pub(super) fn raw_resemblance(&self, a: &Fingerprint, b: &Fingerprint) -> f32 {
        let (all, common) = (a.whole.shingles + b.whole.shingles, self.matches.len());
        share(common, all.saturating_sub(common))
    }

    /// The relation as far as counting goes; blocks and verdict are still to come.
    pub(super) fn measures(&self) -> Relation {
        let (of_a, of_b) = self.compared;
        Relation {
            verdict: Verdict::Unrelated,
            resemblance: share(self.common, of_a + of_b - self.common),
            containment_a: share(self.common, of_a),
            containment_b: share(self.common, of_b),
            unquoted_a: share(self.own, self.extents.0.unquoted),
            unquoted_b: share(self.own, self.extents.1.unquoted),
            covered: 0.0,
            blocks: 0,
            longest: 0,
            masked: self.masked,
        }
    }
}

/// `part` of `whole`; nothing of nothing is nothing.
pub(super) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// A fingerprint with a bitmap of its hashes, so that one which shares nothing, as most candidates
/// do, is told apart by looking at the other's hashes alone.
#[derive(Debug)]
pub(super) struct Probe<'a> {
    pub(super) fingerprint: &'a Fingerprint,
    /// A bit for each value of a hash's upper bits; empty when not worth making.
    bits: Vec<u64>,
    /// For each word of the bitmap, the first mark that may have set a bit in it.
    starts: Vec<u32>,
    /// How far a hash is shifted down to get its bit.
    shift: u32,
}

/// Bits of the map for each mark: three in a hundred hashes are found in it that are not there.
const BITS: usize = 32;

impl<'a> Probe<'a> {
    /// To be compared once: makes no map.
    pub(super) fn once(fingerprint: &'a Fingerprint) -> Self {
        Self { fingerprint, bits: Vec::new(), starts: Vec::new(), shift: 0 }
    }

    /// To be compared often.
    pub(super) fn new(fingerprint: &'a Fingerprint) -> Self {
        let wanted = (fingerprint.marks.len() * BITS).clamp(64, 1 << 26).next_power_of_two();
        let shift = 32 - wanted.trailing_zeros();
        let mut bits = vec![0_u64; wanted / 64];
        let mut starts = vec![0_u32; wanted / 64];
        for (hash, place) in fingerprint.marks.hashes().iter().zip(0_u32..) {
            let at = hash >> shift;
            let word = at as usize / 64;
            if let (Some(word), Some(start)) = (bits.get_mut(word), starts.get_mut(word)) {
                if *word == 0 {
                    *start = place;
                }
                *word |= 1 << (at % 64);
            }
        }
        Self { fingerprint, bits, starts, shift }
    }

    fn may_hold(&self, hash: u32) -> bool {
        let at = hash >> self.shift;
        self.bits.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The mark with this hash, which [`Self::may_hold`] let pass.
    fn find(&self, hash: u32) -> Option<Mark> {
        let start = *self.starts.get((hash >> self.shift) as usize / 64)? as usize;
        let marks = &self.fingerprint.marks;
        let into = marks.hashes().get(start..)?.iter().position(|own| *own >= hash)?;
        marks.get(start + into).filter(|mark| mark.hash() == hash)
    }

    /// Calls `each` for the marks with one hash in both. `hits` is scratch space.
    fn each_common(
        &self,
        other: &Fingerprint,
        hits: &mut Vec<u32>,
        mut each: impl FnMut(Mark, Mark),
    ) {
        if self.bits.is_empty() {
            let (mut a, mut b) = (self.fingerprint.marks.iter(), other.marks.iter());
            let (mut x, mut y) = (a.next(), b.next());
            while let (Some(one), Some(two)) = (x, y) {
                if one.hash() == two.hash() {
                    each(one, two);
                }
                if one.hash() <= two.hash() {
                    x = a.next();
                }
                if two.hash() <= one.hash() {
                    y = b.next();
                }
            }
            return;
        }
        // Every place is written down and kept only where it is a hit: to the processor a branch on
        // that would be a coin toss.
        let hashes = other.marks.hashes();
        if hits.len() < hashes.len() {
            hits.resize(hashes.len(), 0);
        }
        let mut count = 0;
        for (hash, place) in hashes.iter().zip(0_u32..) {
            if let Some(hit) = hits.get_mut(count) {
                *hit = place;
            }
            count += usize::from(self.may_hold(*hash));
        }
        for hit in hits.iter().take(count) {
            if let Some(y) = other.marks.get(*hit as usize)
                && let Some(x) = self.find(y.hash())
            {
                each(x, y);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::Document;
    use proptest::prelude::*;

    fn fingerprint(words: &[u8]) -> Fingerprint {
        let body: String = words.iter().map(|word| format!("w{word} ")).collect();
        Fingerprint::of(Document { body: &body, source: None, date: None })
    }

    proptest! {
        #[test]
        fn a_probe_finds_what_a_walk_finds(
            a in prop::collection::vec(0_u8..4, 0..60),
            b in prop::collection::vec(0_u8..4, 0..400),
        ) {
            let (a, b) = (fingerprint(&a), fingerprint(&b));
            for (a, b) in [(&a, &b), (&b, &a)] {
                let (mut walked, mut probed) = (Shared::default(), Shared::default());
                walked.count(&Probe::once(a), b);
                probed.count(&Probe::new(a), b);
                let matches = |shared: &Shared| {
                    let mut all = Vec::new();
                    shared.matches.each(|m| all.push(m));
                    all
                };
                prop_assert_eq!(matches(&walked), matches(&probed));
                prop_assert_eq!(walked.common, probed.common);
            }
        }
    }
}
