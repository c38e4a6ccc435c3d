//! The rules that lead from what two texts share to a verdict, in the order in which they are asked.
//! Whoever wants to know why can have each one written down; both go through the same lines.

use super::blocks::{self, Block, Blocks};
use super::fingerprint::{Extent, HOLLOW};
use super::shared::{Shared, share};
use super::shingle::{SHORT, UNITS, WORD};
use super::why::{MORE_THAN_ENDS, Test};
use super::{Fingerprint, Relation, Thresholds, Verdict};
use std::cmp::Ordering;

/// Who listens to the rules as they are asked.
pub(super) trait Tests {
    /// Takes note of a rule.
    fn note(&mut self, test: Test);

    /// Asks whether `value` reaches `bound`, and takes note of it.
    fn reaches(&mut self, measure: &'static str, value: f32, bound: f32) -> bool {
        let met = value >= bound;
        self.note(Test { measure, value, bound, met });
        met
    }
}

/// Nobody does.
impl Tests for () {
    fn note(&mut self, _: Test) {}
}

/// All are kept.
impl Tests for Vec<Test> {
    fn note(&mut self, test: Test) {
        self.push(test);
    }
}

/// A pair before its verdict.
pub(super) struct Case<'a> {
    thresholds: &'a Thresholds,
    a: &'a Fingerprint,
    b: &'a Fingerprint,
    shared: &'a Shared,
    /// Every block, in the order of `a`.
    pub(super) blocks: Vec<Block>,
    own: Own,
    /// The measures; the verdict is still to come.
    relation: Relation,
}

/// What two texts share that is their own: outside quotations and lists, and no
/// boilerplate.
struct Own {
    /// Number of blocks.
    blocks: u32,
    /// Units of the longest.
    longest: u32,
    /// Units of the shorter text that they cover.
    covered: u32,
    /// The larger containment.
    contained: f32,
}

impl<'a> Case<'a> {
    /// The case of a pair whose shingles in common have been counted.
    pub(super) fn new(
        thresholds: &'a Thresholds,
        (a, b): (&'a Fingerprint, &'a Fingerprint),
        shared: &'a Shared,
    ) -> Self {
        let (mut blocks, mut of_own) = (Blocks::default(), Blocks::default());
        shared.matches.each(|m| {
            blocks.add(m);
            if m.own {
                of_own.add(m);
            }
        });
        let (blocks, of_own) = (blocks.finish(), of_own.finish());
        let (covered, shorter) = covered(&of_own, (shared.extents.0.units, shared.extents.1.units));
        let mut relation = shared.measures();
        relation.blocks = blocks.len() as u32;
        relation.longest = longest(&blocks) / WORD;
        relation.covered = share(covered, shorter).min(1.0);
        let own = Own {
            blocks: of_own.len() as u32,
            longest: longest(&of_own),
            covered,
            contained: relation.unquoted_a.max(relation.unquoted_b),
        };
        Self { thresholds, a, b, shared, blocks, own, relation }
    }

    /// The relation with its verdict.
    pub(super) fn judged(&self, tests: &mut impl Tests) -> Relation {
        Relation { verdict: self.judge(tests), ..self.relation }
    }

    /// Whether boilerplate counts in it.
    pub(super) fn lifted(&self) -> bool {
        self.shared.lifted
    }

    fn judge(&self, tests: &mut impl Tests) -> Verdict {
        let (t, r) = (self.thresholds, &self.relation);
        if tests.reaches("resemblance", r.resemblance, t.copy) {
            return Verdict::Copy;
        }
        if !tests.reaches("shared passages", r.blocks as f32, 1.0) {
            return Verdict::Unrelated;
        }
        // A few words alike are nothing: a short text is much the same as another, or it is not.
        let (shorter, longer) = (self.a.end.min(self.b.end), self.a.end.max(self.b.end));
        let few = if longer < SHORT {
            Some(("words in the longer text", longer))
        } else {
            Some(("words in the shorter text", shorter))
                .filter(|_| shorter < SHORT && r.resemblance < t.near)
        };
        if let Some((measure, units)) = few {
            tests.note(Test { measure, value: words(units), bound: words(SHORT), met: false });
            return Verdict::Unrelated;
        }
        let ends = self.same_source() && self.only_at_the_ends();
        if self.is_some_copy(ends, tests) {
            return self.kind(tests);
        }
        self.remainder(ends || self.is_hollow(), tests)
    }

    /// Whether one of the two is next to nothing but boilerplate.
    fn is_hollow(&self) -> bool {
        self.a.is_hollow() || self.b.is_hollow()
    }

    /// Whether the two are copies in some way.
    fn is_some_copy(&self, ends: bool, tests: &mut impl Tests) -> bool {
        let (t, r, own) = (self.thresholds, &self.relation, &self.own);
        let home = self.same_source();
        let phrase = if home { t.phrase_at_home } else { t.phrase };
        if tests.reaches("resemblance", r.resemblance, t.near) {
            return true;
        }
        let contained = tests.reaches("containment outside quotes", own.contained, t.contained);
        // One set form filled in twice: most of it is an outlet's own, and what is not agrees as well.
        let raw = self.shared.raw_resemblance(self.a, self.b);
        if contained && r.masked > 0 && tests.reaches("resemblance with boilerplate", raw, t.near) {
            return true;
        }
        // What little a text has of its own is contained in many by chance.
        if self.is_hollow() {
            let least = self.a.own.shingles.min(self.b.own.shingles);
            return tests.reaches("passages of 5 words of its own", least as f32, HOLLOW as f32);
        }
        contained
            && (tests.reaches("passages outside quotes", own.blocks as f32, t.blocks as f32)
                || tests.reaches("share of the shorter covered", r.covered, t.covered)
                || !home
                    && tests.reaches(
                        "longest of them in words",
                        words(own.longest),
                        t.passage as f32,
                    ))
            && (tests.reaches("longest of them in words", words(own.longest), phrase as f32)
                || tests.reaches("words in them", words(own.covered), t.much as f32)
                || tests.reaches("containment outside quotes", own.contained, t.half))
            && tests.reaches(MORE_THAN_ENDS, f32::from(u8::from(!ends)), 1.0)
    }

    /// Which kind of copy a pair is that is one.
    fn kind(&self, tests: &mut impl Tests) -> Verdict {
        let (t, r) = (self.thresholds, &self.relation);
        let (one, other) = (self.shared.extents.0, self.shared.extents.1);
        let size = |extent: Extent| (extent.shingles, extent.units);
        let (inner, outer) = if size(one) <= size(other) { (one, other) } else { (other, one) };
        let contained = r.containment_a.max(r.containment_b);
        if tests.reaches("containment", contained, t.excerpt)
            && tests.reaches("times as long", share(outer.units, inner.units), t.longer)
        {
            return Verdict::Excerpt;
        }
        let mean = share(self.blocks.iter().map(|block| block.units).sum(), r.blocks);
        let by_the_sentence =
            tests.reaches("mean length of a passage in words", mean / WORD as f32, t.sentence);
        if by_the_sentence && r.resemblance < t.near {
            Verdict::PartialCopy
        } else {
            Verdict::Rewrite
        }
    }

    /// What a pair is that is no copy. `furniture`: whether the two share nothing but what stands at
    /// the ends of one outlet's texts, or one of them is nothing but boilerplate.
    fn remainder(&self, furniture: bool, tests: &mut impl Tests) -> Verdict {
        let (t, r, shared) = (self.thresholds, &self.relation, self.shared);
        let matches = shared.matches.len();
        let masked = if furniture { 1.0 } else { share(shared.furniture, matches) };
        let quoted = 1.0 - share(shared.own, matches);
        if tests.reaches("longest passage in words", r.longest as f32, t.foot as f32)
            && tests.reaches("boilerplate in what is shared", masked, HALF)
        {
            Verdict::Boilerplate
        } else if tests.reaches("longest passage in words", r.longest as f32, t.quote as f32)
            && tests.reaches("quotations and boilerplate in what is shared", quoted, HALF)
        {
            Verdict::SharesQuotes
        } else {
            Verdict::Unrelated
        }
    }

    fn same_source(&self) -> bool {
        same_source(self.a, self.b)
    }

    /// Whether the blocks are nothing but a head and a foot on texts that are otherwise their own.
    fn only_at_the_ends(&self) -> bool {
        let swapped = || {
            let swap = |block: &Block| Block { a: block.b, b: block.a, ..*block };
            self.blocks.iter().map(swap).collect()
        };
        ends_of(self.thresholds, (self.a, self.b), self.blocks.clone())
            && ends_of(self.thresholds, (self.b, self.a), swapped())
    }
}

/// More than half of what two texts share has to be boilerplate, or quoted, for them to share nothing
/// else: a hair above, so that a tie counts for the text.
const HALF: f32 = 0.501;

/// Whether what was counted cannot lead to any verdict but unrelated, whatever blocks it makes up.
/// Keeps to the rules of [`Case::judge`]: what it lets pass they may still turn down.
pub(super) fn is_hopeless(
    t: &Thresholds,
    (a, b): (&Fingerprint, &Fingerprint),
    shared: &Shared,
) -> bool {
    let r = shared.measures();
    if r.resemblance >= t.near.min(t.copy) || r.unquoted_a.max(r.unquoted_b) >= t.contained {
        return false;
    }
    // A match adds a shingle's length to a block at most.
    let matches = shared.matches.len();
    let longest = matches.saturating_mul(UNITS) / WORD;
    let foot = longest >= t.foot
        && (same_source(a, b)
            || a.is_hollow()
            || b.is_hollow()
            || share(shared.furniture, matches) >= HALF);
    let quoted = longest >= t.quote && 1.0 - share(shared.own, matches) >= HALF;
    !foot && !quoted
}

fn same_source(a: &Fingerprint, b: &Fingerprint) -> bool {
    a.source.is_some() && a.source == b.source
}

fn words(units: u32) -> f32 {
    (units / WORD) as f32
}

/// Units of the longest block.
fn longest(blocks: &[Block]) -> u32 {
    blocks.iter().map(|block| block.units).max().unwrap_or(0)
}

/// Units of the shorter text that the blocks cover, and its length; `units` are the texts' lengths.
fn covered(blocks: &[Block], units: (u32, u32)) -> (u32, u32) {
    let of = |place: fn(&Block) -> u32, units: u32| {
        (blocks::covered(blocks.iter().map(|block| (place(block), block.units))), units)
    };
    let (in_a, in_b) = (of(|block| block.a, units.0), of(|block| block.b, units.1));
    match units.0.cmp(&units.1) {
        Ordering::Less => in_a,
        Ordering::Equal => in_a.max(in_b),
        Ordering::Greater => in_b,
    }
}

fn ends_of(t: &Thresholds, (a, b): (&Fingerprint, &Fingerprint), mut all: Vec<Block>) -> bool {
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
    head + foot >= all.len()
        && common <= t.furniture * WORD
        && share(common, a.whole.units) <= t.aside
}
