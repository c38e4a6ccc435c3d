//! What two texts are to one another, and the measures that say so.
//! The thresholds are in a file of their own.

use super::judge::{self, Case};
use super::shared::{Probe, Shared};
use super::{Fingerprint, Thresholds};
use serde::{Deserialize, Serialize};

/// What one article is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same text but for a little.
    Copy,
    /// The same report in other words, or in another order.
    Rewrite,
    /// A part of the other's text, under text of its own.
    PartialCopy,
    /// Nearly all of it stands in the other, which is much longer.
    Excerpt,
    /// The same words only where people are quoted.
    SharesQuotes,
    /// Nothing in common but what the outlet prints under everything.
    Boilerplate,
    /// The same event in words of its own.
    SameEvent,
    /// Nothing in common.
    Unrelated,
}

impl Verdict {
    /// Whether it joins two articles into one story: what `similar` lists unless asked for more.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Copy | Self::Rewrite | Self::PartialCopy | Self::Excerpt)
    }

    /// The name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Rewrite => "rewrite",
            Self::PartialCopy => "partial copy",
            Self::Excerpt => "excerpt",
            Self::SharesQuotes => "shares quotes",
            Self::Boilerplate => "boilerplate",
            Self::SameEvent => "same event",
            Self::Unrelated => "unrelated",
        }
    }
}

/// A verdict on an ordered pair `(a, b)` with what it rests on. Shares lie between 0 and 1.
///
/// Boilerplate that the fingerprints are marked with is left out of every share, above the line and
/// below it: two copies with different footers resemble one another by 1, two reports with nothing in
/// common but the footer by 0. Only of two texts that are next to nothing but boilerplate it counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// What the two are to one another.
    pub verdict: Verdict,
    /// Jaccard of the shingles: shared / all.
    pub resemblance: f32,
    /// Share of `a`'s shingles found in `b`.
    pub containment_a: f32,
    /// Share of `b`'s shingles found in `a`.
    pub containment_b: f32,
    /// `containment_a` with what stands in quotation marks left out.
    pub unquoted_a: f32,
    /// `containment_b` with what stands in quotation marks left out.
    pub unquoted_b: f32,
    /// Share of the shorter text that the blocks of its own words cover, without quotations and
    /// boilerplate.
    pub covered: f32,
    /// Aligned runs of 5 or more words in common, whatever they are.
    pub blocks: u32,
    /// Words in the longest of them.
    pub longest: u32,
    /// Shingles in common that were left out as boilerplate.
    pub masked: u32,
}

impl Relation {
    /// The same relation seen from the other side.
    pub fn reversed(self) -> Self {
        Self {
            containment_a: self.containment_b,
            containment_b: self.containment_a,
            unquoted_a: self.unquoted_b,
            unquoted_b: self.unquoted_a,
            ..self
        }
    }
}

/// The exact verdict on two fingerprints.
pub fn relate(a: &Fingerprint, b: &Fingerprint, thresholds: &Thresholds) -> Relation {
    let probe = Probe::once(a);
    let mut shared = Shared::default();
    shared.count(&probe, b);
    Case::new(thresholds, (a, b), &shared).judged(&mut ())
}

/// As [`relate`] for one of many pairs, where most are unrelated: those are told apart as early as
/// can be, and give nothing. `shared` is scratch space.
pub(super) fn related(
    probe: &Probe<'_>,
    b: &Fingerprint,
    thresholds: &Thresholds,
    shared: &mut Shared,
) -> Option<Relation> {
    shared.count(probe, b);
    let pair = (probe.fingerprint, b);
    if judge::is_hopeless(thresholds, pair, shared) {
        return None;
    }
    let relation = Case::new(thresholds, pair, shared).judged(&mut ());
    (relation.verdict != Verdict::Unrelated).then_some(relation)
}
