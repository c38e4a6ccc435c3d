//! What two texts are to one another, and the measures that say so.
//! The thresholds are in a file of their own.

use super::blocks::{self, Block};
use super::shared::{Probe, Shared, share};
use super::shingle::WORD;
use super::{Fingerprint, Thresholds};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

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
    /// Share of the shorter text that the blocks of its own words cover: quotations and boilerplate
    /// left out.
    pub covered: f32,
    /// Aligned runs of 5 or more words in common.
    pub blocks: u32,
    /// Words in the longest of them.
    pub longest: u32,
    /// Shingles in common that are boilerplate and count for nothing.
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
    relate_probe(&Probe::once(a), b, thresholds)
}

pub(super) fn relate_probe(
    probe: &Probe<'_>,
    b: &Fingerprint,
    thresholds: &Thresholds,
) -> Relation {
    let (a, shared) = (probe.fingerprint, Shared::of(probe, b));
    let all = blocks::blocks(shared.matches.iter().copied());
    let mut relation = shared.measures(a, b);
    relation.blocks = all.len() as u32;
    relation.longest = all.iter().map(|block| block.units / WORD).max().unwrap_or(0);
    relation.masked = shared.masked;
    let own = Own::of(a, b, &shared);
    let (covered, shorter) = own.covered(a, b);
    relation.covered = share(covered, shorter);
    relation.verdict = judge(thresholds, a, b, &shared, &own, &all, &relation);
    relation
}

#[allow(clippy::too_many_arguments, reason = "to be thought through")]
fn judge(
    t: &Thresholds,
    a: &Fingerprint,
    b: &Fingerprint,
    shared: &Shared,
    own: &Own,
    all: &[Block],
    relation: &Relation,
) -> Verdict {
    if relation.resemblance >= t.copy {
        return Verdict::Copy;
    }
    // A few words alike are nothing: two short texts are the same, or they are not.
    if all.is_empty() || a.is_short() && b.is_short() {
        return Verdict::Unrelated;
    }
    let same_source = a.source.is_some() && a.source == b.source;
    let ends = same_source && only_at_the_ends(t, a, b, all);
    let covered = own.covered(a, b).0;
    let enough = own.blocks.len() >= t.blocks as usize || relation.covered >= t.covered;
    let phrase = if same_source { t.phrase_at_home } else { t.phrase };
    let long = own.longest >= phrase * WORD || covered >= t.much * WORD || own.contained >= t.half;
    if relation.resemblance >= t.near || own.contained >= t.contained && enough && long && !ends {
        return kind(t, a, b, all, relation);
    }
    let matches = shared.matches.len();
    if relation.longest >= t.foot && (ends || shared.masked as usize * 2 > matches) {
        Verdict::Boilerplate
    } else if relation.longest >= t.quote && own.matches * 2 < matches {
        Verdict::SharesQuotes
    } else {
        Verdict::Unrelated
    }
}

/// What two texts share that is their own: outside quotations, and no boilerplate.
struct Own {
    matches: usize,
    blocks: Vec<Block>,
    /// Units of the longest block.
    longest: u32,
    /// The larger containment.
    contained: f32,
}

impl Own {
    fn of(a: &Fingerprint, b: &Fingerprint, shared: &Shared) -> Self {
        let own = || shared.matches.iter().copied().filter(|m| m.own());
        let blocks = blocks::blocks(own());
        let matches = own().count();
        Self {
            matches,
            longest: blocks.iter().map(|block| block.units).max().unwrap_or(0),
            blocks,
            contained: share(matches as u32, a.unquoted).max(share(matches as u32, b.unquoted)),
        }
    }

    /// Units of the shorter text that the blocks cover, and its length.
    fn covered(&self, a: &Fingerprint, b: &Fingerprint) -> (u32, u32) {
        let of = |f: &Fingerprint, place: fn(&Block) -> u32| {
            let stretches = self.blocks.iter().map(|block| (place(block), block.units));
            (blocks::covered(stretches), f.units)
        };
        let (in_a, in_b) = (of(a, |block| block.a), of(b, |block| block.b));
        match a.units.cmp(&b.units) {
            Ordering::Less => in_a,
            Ordering::Equal => in_a.max(in_b),
            Ordering::Greater => in_b,
        }
    }
}

/// Which kind of copy a pair is that is one.
fn kind(
    t: &Thresholds,
    a: &Fingerprint,
    b: &Fingerprint,
    all: &[Block],
    relation: &Relation,
) -> Verdict {
    let size = |f: &Fingerprint| (f.coarse(), f.units);
    let (inner, outer) = if size(a) <= size(b) { (a, b) } else { (b, a) };
    let contained = relation.containment_a.max(relation.containment_b);
    if contained >= t.excerpt && share(outer.units, inner.units) >= t.longer {
        return Verdict::Excerpt;
    }
    let mean = share(all.iter().map(|block| block.units).sum(), all.len() as u32);
    if mean >= t.sentence * WORD as f32 && relation.resemblance < t.near {
        Verdict::PartialCopy
    } else {
        Verdict::Rewrite
    }
}

/// Whether the blocks are nothing but a head and a foot on texts that are otherwise their own.
fn only_at_the_ends(t: &Thresholds, a: &Fingerprint, b: &Fingerprint, all: &[Block]) -> bool {
    let swapped: Vec<Block> =
        all.iter().map(|block| Block { a: block.b, b: block.a, ..*block }).collect();
    ends_of(t, a, b, all.to_vec()) && ends_of(t, b, a, swapped)
}

fn ends_of(t: &Thresholds, a: &Fingerprint, b: &Fingerprint, mut all: Vec<Block>) -> bool {
    let slack = t.slack * WORD;
    all.sort_unstable_by_key(|block| (block.a, block.b));
    let mut reached = (0, 0);
    let head = all.iter().take_while(|block| {
        let near = block.a <= reached.0 + slack && block.b <= reached.1 + slack;
        reached = (block.a + block.units, block.b + block.units);
        near
    });
    let head = head.count();
    let mut reached = (a.end, b.end);
    let foot = all.iter().rev().take_while(|block| {
        let (end_a, end_b) = (block.a + block.units, block.b + block.units);
        let near = end_a + slack >= reached.0 && end_b + slack >= reached.1;
        reached = (block.a, block.b);
        near
    });
    let foot = foot.count();
    let common = blocks::covered(all.iter().map(|block| (block.a, block.units)));
    head + foot >= all.len() && common <= t.furniture * WORD && share(common, a.units) <= t.aside
}
