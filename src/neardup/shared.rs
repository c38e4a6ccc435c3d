//! What two fingerprints have in common, counted and placed: the ground of every verdict.

use super::blocks::Match;
use super::fingerprint::{Fingerprint, Mark};
use super::{Boilerplate, Relation, Verdict};

/// The shingles in common.
#[derive(Debug)]
pub(super) struct Shared {
    /// Shingles of `a` and of `b` that were compared: with the fine ones where both are short.
    compared: (u32, u32),
    /// How many of them are in both.
    common: u32,
    /// How many of five words touch no quotation in either.
    unquoted: u32,
    /// How many of five words are boilerplate.
    pub(super) known: u32,
    /// Those of five words, sorted; the texts' own are those that touch no quotation and are no
    /// boilerplate.
    pub(super) matches: Vec<Match>,
}

impl Shared {
    pub(super) fn of(a: &Fingerprint, b: &Fingerprint, known: &Boilerplate) -> Self {
        let both_short = a.is_short() && b.is_short();
        let size = |f: &Fingerprint| if both_short { f.marks.len() as u32 } else { f.coarse() };
        let mut shared = Self {
            compared: (size(a), size(b)),
            common: 0,
            unquoted: 0,
            known: 0,
            matches: Vec::new(),
        };
        each_common(&a.marks, &b.marks, |x, y| {
            if x.fine() || y.fine() {
                shared.common += u32::from(both_short && x.fine() && y.fine());
                return;
            }
            shared.common += 1;
            let unquoted = !x.quoted() && !y.quoted();
            let boilerplate = known.contains(x.hash());
            shared.unquoted += u32::from(unquoted);
            shared.known += u32::from(boilerplate);
            shared.matches.push(Match::new(x.place(), y.place(), unquoted && !boilerplate));
        });
        shared.matches.sort_unstable();
        shared
    }

    /// The relation as far as counting goes; blocks and verdict are still to come.
    pub(super) fn measures(&self, a: &Fingerprint, b: &Fingerprint) -> Relation {
        let (of_a, of_b) = self.compared;
        Relation {
            verdict: Verdict::Unrelated,
            resemblance: share(self.common, of_a + of_b - self.common),
            containment_a: share(self.common, of_a),
            containment_b: share(self.common, of_b),
            unquoted_a: share(self.unquoted, a.unquoted),
            unquoted_b: share(self.unquoted, b.unquoted),
            blocks: 0,
            longest: 0,
        }
    }
}

/// `part` of `whole`; nothing of nothing is nothing.
pub(super) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Calls `each` for the marks with one hash in both, which are sorted by it. Steps without a branch
/// on the comparison, as that is a coin toss to the processor.
fn each_common(a: &[Mark], b: &[Mark], mut each: impl FnMut(Mark, Mark)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (left, right) = (x.hash(), y.hash());
        if left == right {
            each(*x, *y);
        }
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
}
