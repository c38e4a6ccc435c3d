//! What two texts are to one another, and the measures that say so.
//! Thresholds stand here and nowhere else.

use super::blocks::{self, Block};
use super::shared::{Probe, Shared, share};
use super::shingle::WORD;
use super::{Boilerplate, Fingerprint};
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
    /// Aligned runs of 5 or more words in common.
    pub blocks: u32,
    /// Words in the longest of them.
    pub longest: u32,
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

/// Resemblance from which two texts are copies.
const COPY: f32 = 0.8;

/// Resemblance from which two texts are copies in some way, whatever their blocks: the field's usual
/// bound for near-duplicates (Broder, 1997).
const NEAR: f32 = 0.5;

/// Share of the smaller text, outside quotation marks, that must stand in the other: the three wire
/// rewrites this was measured on have .24 to .46, independent reports of the same event below .01.
const CONTAINED: f32 = 0.2;

/// Blocks such a pair has at least: those rewrites have 8 to 15, independent reports at most 2.
const BLOCKS: usize = 4;

/// Or the share of the shorter that its blocks cover: short wire items have few blocks.
const COVERED: f32 = 0.5;

/// An excerpt stands in the other as good as whole,
const EXCERPT: f32 = 0.8;

/// and the other is this many times as long.
const LONGER: f32 = 2.0;

/// And the longest of the blocks has so many units: 12 words. Shorter ones are turns of phrase.
const PHRASE: u32 = 12 * WORD;

/// The same for two texts of one outlet, which has its own turns of phrase: 20 words. Below that the
/// dividend and money market items of Reuters would be rewrites of one another.
const PHRASE_AT_HOME: u32 = 20 * WORD;

/// Or the blocks cover this much together: 100 words. A text with a word changed in every line is a
/// rewrite, too.
const MUCH: u32 = 100 * WORD;

/// Or half of the smaller text's shingles are in it: short wire items that differ in a figure.
const HALF: f32 = 0.5;

/// Units a quotation in common has to be worth naming: 12 words; shorter ones are titles and slogans.
const QUOTE: u32 = 12 * WORD;

/// Units boilerplate has to be worth naming: 8 words.
const FOOT: u32 = 8 * WORD;

/// Mean length of blocks from which text was taken over by the sentence, not reworded: 25 words.
const SENTENCE: f32 = 25.0 * WORD as f32;

/// An outlet's head and foot stand this close to the ends of a text, and to one another: 15 words.
const SLACK: u32 = 15 * WORD;

/// They are not longer than this: 150 words,
const FURNITURE: u32 = 150 * WORD;

/// nor than this share of either text: an update may well keep the end of what it updates.
const ASIDE: f32 = 0.4;

/// The exact verdict on two fingerprints.
pub fn relate(a: &Fingerprint, b: &Fingerprint) -> Relation {
    relate_with(a, b, &Boilerplate::default())
}

/// The same, where it is known what the outlets of the corpus print under everything.
pub fn relate_with(a: &Fingerprint, b: &Fingerprint, known: &Boilerplate) -> Relation {
    relate_probe(&Probe::once(a), b, known)
}

pub(super) fn relate_probe(probe: &Probe<'_>, b: &Fingerprint, known: &Boilerplate) -> Relation {
    let (a, shared) = (probe.fingerprint, Shared::of(probe, b, known));
    let all = blocks::blocks(shared.matches.iter().copied());
    let mut relation = shared.measures(a, b);
    relation.blocks = all.len() as u32;
    relation.longest = all.iter().map(|block| block.units / WORD).max().unwrap_or(0);
    relation.verdict = judge(a, b, &shared, &all, &relation);
    relation
}

fn judge(
    a: &Fingerprint,
    b: &Fingerprint,
    shared: &Shared,
    all: &[Block],
    relation: &Relation,
) -> Verdict {
    if relation.resemblance >= COPY {
        return Verdict::Copy;
    }
    // A few words alike are nothing: two short texts are the same, or they are not.
    if all.is_empty() || a.is_short() && b.is_short() {
        return Verdict::Unrelated;
    }
    let own = Own::of(a, b, shared);
    let same_source = a.source.is_some() && a.source == b.source;
    let ends = same_source && only_at_the_ends(a, b, all);
    let (covered, shorter) = own.covered(a, b);
    let enough = own.blocks.len() >= BLOCKS || share(covered, shorter) >= COVERED;
    let phrase = if same_source { PHRASE_AT_HOME } else { PHRASE };
    let long = own.longest >= phrase || covered >= MUCH || own.contained >= HALF;
    if relation.resemblance >= NEAR || own.contained >= CONTAINED && enough && long && !ends {
        return kind(a, b, all, relation);
    }
    let matches = shared.matches.len();
    let longest = relation.longest * WORD;
    if longest >= FOOT && (ends || shared.known as usize * 2 > matches) {
        Verdict::Boilerplate
    } else if longest >= QUOTE && own.matches * 2 < matches {
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
fn kind(a: &Fingerprint, b: &Fingerprint, all: &[Block], relation: &Relation) -> Verdict {
    let size = |f: &Fingerprint| (f.coarse(), f.units);
    let (inner, outer) = if size(a) <= size(b) { (a, b) } else { (b, a) };
    let contained = relation.containment_a.max(relation.containment_b);
    if contained >= EXCERPT && share(outer.units, inner.units) >= LONGER {
        return Verdict::Excerpt;
    }
    let mean = share(all.iter().map(|block| block.units).sum(), all.len() as u32);
    if mean >= SENTENCE && relation.resemblance < NEAR {
        Verdict::PartialCopy
    } else {
        Verdict::Rewrite
    }
}

/// Whether the blocks are nothing but a head and a foot on texts that are otherwise their own.
fn only_at_the_ends(a: &Fingerprint, b: &Fingerprint, all: &[Block]) -> bool {
    let swapped: Vec<Block> =
        all.iter().map(|block| Block { a: block.b, b: block.a, ..*block }).collect();
    ends_of(a, b, all.to_vec()) && ends_of(b, a, swapped)
}

fn ends_of(a: &Fingerprint, b: &Fingerprint, mut all: Vec<Block>) -> bool {
    all.sort_unstable_by_key(|block| (block.a, block.b));
    let mut reached = (0, 0);
    let head = all.iter().take_while(|block| {
        let near = block.a <= reached.0 + SLACK && block.b <= reached.1 + SLACK;
        reached = (block.a + block.units, block.b + block.units);
        near
    });
    let head = head.count();
    let mut reached = (a.end, b.end);
    let foot = all.iter().rev().take_while(|block| {
        let (end_a, end_b) = (block.a + block.units, block.b + block.units);
        let near = end_a + SLACK >= reached.0 && end_b + SLACK >= reached.1;
        reached = (block.a, block.b);
        near
    });
    let foot = foot.count();
    let common = blocks::covered(all.iter().map(|block| (block.a, block.units)));
    head + foot >= all.len() && common <= FURNITURE && share(common, a.units) <= ASIDE
}
