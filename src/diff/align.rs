//! Which sentences say the same: exact anchors, then sentences that share rare words, then what is
//! left between them, one to three against one to three.
//! After Gale and Church's monotone alignment, as a heaviest chain over proposed blocks.

use super::anchors::Anchors;
use super::candidates::candidates;
use super::chain::{self, Link};
use super::deadline::Deadline;
use super::features::Features;
use super::lexicon::{Lexicon, small};
use super::moves;
use super::prose::Prose;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Likeness below which sentences are not aligned.
const FLOOR: f32 = 0.25;
/// The same between two aligned neighbours.
const FLOOR_BETWEEN: f32 = 0.20;
/// The same between a heading and a sentence of prose.
const FLOOR_UNLIKE: f32 = 0.6;
/// Likeness from which a match says for certain that what stands between it and another belongs
/// together.
const SOLID: f32 = 0.5;
/// Likeness from which two sentences are taken as they are, and may not be joined with others.
const SETTLED: f32 = 0.85;
/// Likeness from which a sentence may become part of a larger group.
const PART: f32 = 0.10;
/// Likeness that joining sentences may cost, against the best pair among them.
const JOIN_LOSS: f32 = 0.05;
/// Likeness in words that each joined sentence must have with the other side.
const LINK: f32 = 0.05;
/// Share of its words that each joined sentence must bring to the other side.
const ADDS: f32 = 0.15;
/// Work (words measured against words) that all gaps of a comparison may take in full.
const DENSE_WORK: usize = 2_000_000;

/// The shapes of groups of more than two sentences, left by right.
const SHAPES: [(u32, u32); 4] = [(1, 2), (1, 3), (2, 1), (3, 1)];

/// Sentences of both sides that say the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    pub(super) left: Range<u32>,
    pub(super) right: Range<u32>,
    pub(super) similarity: f32,
    /// Whether it stands at another place on the right.
    pub(super) moved: bool,
}

/// Aligns two texts. Each sentence is in at most one match; matches come in the order of the left.
pub(super) fn align(
    left: &Prose<'_>,
    right: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    anchors: &Anchors,
    deadline: &Deadline,
) -> Vec<Match> {
    let proses = [left, right];
    let mut open = proses.map(|p| vec![true; p.len()]);
    let mut matches: Vec<Match> = Vec::with_capacity(anchors.pairs.len());
    for &(l, r) in &anchors.pairs {
        open[0][l as usize] = false;
        open[1][r as usize] = false;
        matches.push(Match { left: l..l + 1, right: r..r + 1, similarity: 1.0, moved: false });
    }
    if open.iter().all(|side| side.contains(&true)) {
        let stage = deadline.stage(0.45);
        let pairs = candidates(proses, lexicon, [&open[0], &open[1]], stage);
        let mut aligner = Aligner {
            proses,
            features: Features::new(left, right, lexicon),
            open,
            matches,
            deadline,
            stunted: FxHashSet::default(),
        };
        aligner.chain_candidates(&pairs, &anchors.spare);
        aligner.fill_gaps(&pairs);
        moves::find(&mut aligner, &pairs);
        matches = aligner.matches;
    }
    matches.sort_unstable_by_key(|m| m.left.start);
    mark_moved(&mut matches, left);
    matches
}

/// What lies off the heaviest rising sequence of matches has moved.
fn mark_moved(matches: &mut [Match], left: &Prose<'_>) {
    let links: Vec<Link> = matches.iter().map(|m| m.link(left)).collect();
    for m in matches.iter_mut() {
        m.moved = true;
    }
    for place in chain::heaviest(&links) {
        matches[place].moved = false;
    }
}

impl Match {
    fn link(&self, left: &Prose<'_>) -> Link {
        let words = left.words_of(&(self.left.start as usize..self.left.end as usize)).len();
        Link {
            left: self.left.clone(),
            right: self.right.clone(),
            weight: f64::from(self.similarity.max(0.01)) * words.max(1) as f64,
        }
    }
}

/// The state of an alignment while it is made.
pub(super) struct Aligner<'p, 'a> {
    pub(super) proses: [&'p Prose<'a>; 2],
    pub(super) features: Features<'p, 'a>,
    /// Which sentences of each side have no match yet.
    pub(super) open: [Vec<bool>; 2],
    pub(super) matches: Vec<Match>,
    pub(super) deadline: &'p Deadline,
    /// Pairs around which no larger block is alike enough for any round.
    stunted: FxHashSet<(u32, u32)>,
}

/// What stands between two matches.
struct Gap {
    left: Range<u32>,
    right: Range<u32>,
    /// Likeness below which nothing in it is aligned.
    floor: f32,
}

/// A proposed match and what it is worth.
struct Block {
    link: Link,
    similarity: f32,
}

impl Aligner<'_, '_> {
    /// Takes a match and closes its sentences.
    pub(super) fn take(&mut self, left: Range<u32>, right: Range<u32>, similarity: f32) {
        for (side, range) in [&left, &right].into_iter().enumerate() {
            for sentence in range.clone() {
                self.open[side][sentence as usize] = false;
            }
        }
        self.matches.push(Match { left, right, similarity, moved: false });
    }

    /// The likeness two sentences must reach: more when one is a heading and the other is not.
    pub(super) fn floor(&self, left: u32, right: u32, floor: f32) -> f32 {
        let kind = |side: usize, at: u32| {
            self.proses[side].sentences.get(at as usize).map(|sentence| sentence.kind)
        };
        if kind(0, left) == kind(1, right) { floor } else { floor.max(FLOOR_UNLIKE) }
    }

    /// Whether both sentences are still without a match.
    pub(super) fn both_open(&self, left: u32, right: u32) -> bool {
        self.open[0][left as usize] && self.open[1][right as usize]
    }

    /// First round: anchors and candidates together, so that a stray anchor cannot tear apart what
    /// stands in order. Repeats wait for the second round.
    fn chain_candidates(&mut self, pairs: &[(u32, u32)], spare: &[Vec<bool>; 2]) {
        let first: Vec<(u32, u32, f32)> = pairs
            .iter()
            .filter(|&&(l, r)| !spare[0][l as usize] && !spare[1][r as usize])
            .map(|&(l, r)| (l, r, FLOOR))
            .collect();
        let blocks = self.blocks(&first, Some(spare));
        let mut links: Vec<Link> = self
            .matches
            .iter()
            .map(|m| {
                let words = self.words(&m.left, &m.right);
                Link { weight: f64::from(1.0 - FLOOR) * words, ..m.link(self.proses[0]) }
            })
            .collect();
        let anchors = links.len();
        links.extend(blocks.iter().map(|b| b.link.clone()));
        for place in chain::heaviest(&links) {
            if let Some(block) = place.checked_sub(anchors).and_then(|at| blocks.get(at)) {
                self.take(block.link.left.clone(), block.link.right.clone(), block.similarity);
            }
        }
    }

    /// Second round: between matches in order, everything against everything while that is cheap,
    /// with a lower floor.
    fn fill_gaps(&mut self, pairs: &[(u32, u32)]) {
        let stage = self.deadline.stage(0.7);
        let gaps = self.gaps();
        let mut wanted: Vec<(u32, u32, f32)> = Vec::new();
        let mut work = 0;
        let mut dense = vec![false; gaps.len()];
        for (at, gap) in gaps.iter().enumerate() {
            let lefts = self.open_in(0, &gap.left);
            let rights = self.open_in(1, &gap.right);
            let size = |side: usize, sentences: &[u32]| -> usize {
                sentences.iter().map(|s| self.proses[side].words(*s as usize).len()).sum()
            };
            let cost =
                (lefts.len() * size(1, &rights)).saturating_add(rights.len() * size(0, &lefts));
            if cost <= DENSE_WORK / 16 && work + cost <= DENSE_WORK {
                work += cost;
                dense[at] = true;
                let floor = gap.floor;
                wanted
                    .extend(lefts.iter().flat_map(|&l| rights.iter().map(move |&r| (l, r, floor))));
            }
        }
        wanted.extend(pairs.iter().filter_map(|&(l, r)| {
            let at = gaps.partition_point(|gap| gap.left.end <= l);
            let gap = gaps.get(at).filter(|_| self.both_open(l, r) && !dense[at])?;
            (gap.left.contains(&l) && gap.right.contains(&r)).then_some((l, r, gap.floor))
        }));
        if stage.passed() {
            return;
        }
        let blocks = self.blocks(&wanted, None);
        let links: Vec<Link> = blocks.iter().map(|b| b.link.clone()).collect();
        for place in chain::heaviest(&links) {
            let block = &blocks[place];
            self.take(block.link.left.clone(), block.link.right.clone(), block.similarity);
        }
    }

    /// The stretches between matches that stand in order, where both sides have open sentences.
    fn gaps(&self) -> Vec<Gap> {
        let mut sorted: Vec<&Match> = self.matches.iter().collect();
        sorted.sort_unstable_by_key(|m| m.left.start);
        let links: Vec<Link> = sorted.iter().map(|m| m.link(self.proses[0])).collect();
        let mut gaps = Vec::new();
        let (mut left, mut right, mut solid) = (0, 0, false);
        for place in chain::heaviest(&links) {
            let (link, certain) = (&links[place], sorted[place].similarity >= SOLID);
            let floor = if solid && certain { FLOOR_BETWEEN } else { FLOOR };
            gaps.push(Gap { left: left..link.left.start, right: right..link.right.start, floor });
            (left, right, solid) = (link.left.end, link.right.end, certain);
        }
        let ends = self.proses.map(|p| small(p.len()));
        gaps.push(Gap { left: left..ends[0], right: right..ends[1], floor: FLOOR });
        gaps.retain(|gap| !gap.left.is_empty() && !gap.right.is_empty());
        gaps
    }

    fn open_in(&self, side: usize, range: &Range<u32>) -> Vec<u32> {
        range.clone().filter(|s| self.open[side][*s as usize]).collect()
    }

    /// The pairs that reach the floor as blocks, and the larger blocks around them.
    fn blocks(&mut self, pairs: &[(u32, u32, f32)], spare: Option<&[Vec<bool>; 2]>) -> Vec<Block> {
        let stage = self.deadline.stage(0.65);
        let mut found: Vec<Block> = Vec::new();
        for (n, &(l, r, floor)) in pairs.iter().enumerate() {
            if n & 63 == 63 && stage.passed() {
                break;
            }
            if !self.both_open(l, r) {
                continue;
            }
            let similarity = self.features.similarity(&(l..l + 1), &(r..r + 1));
            self.propose(l..l + 1, r..r + 1, similarity, floor, &mut found);
            if !(PART..SETTLED).contains(&similarity) {
                continue;
            }
            // What could not grow in the first round cannot in the second, which has fewer sentences.
            if spare.is_none() && self.stunted.contains(&(l, r)) {
                continue;
            }
            let most = self.grow(l, r, similarity, floor, spare, &mut found);
            if spare.is_some_and(|spare| self.all_open_around(l, r, spare)) && most <= FLOOR_BETWEEN
            {
                self.stunted.insert((l, r));
            }
        }
        let shape =
            |b: &Block| (b.link.left.start, b.link.right.start, b.link.left.end, b.link.right.end);
        found.sort_by_key(shape);
        found.dedup_by_key(|b| shape(b));
        found
    }

    /// Whether no sentence near a pair was kept for the second round.
    fn all_open_around(&self, l: u32, r: u32, spare: &[Vec<bool>; 2]) -> bool {
        [l, r].into_iter().zip(spare).all(|(at, spare)| {
            let near = at.saturating_sub(2) as usize..(at as usize + 3).min(spare.len());
            !spare.get(near).unwrap_or_default().contains(&true)
        })
    }

    /// Proposes the larger blocks around a pair; tells how alike the best of them is, proposed or not.
    fn grow(
        &mut self,
        l: u32,
        r: u32,
        similarity: f32,
        floor: f32,
        spare: Option<&[Vec<bool>; 2]>,
        found: &mut Vec<Block>,
    ) -> f32 {
        let mut most: f32 = 0.0;
        // For each side: which of the two sentences before, this one, and the two after may join.
        let linked: [[bool; 5]; 2] = [0, 1].map(|side: usize| {
            [-2, -1, 0, 1, 2].map(|step| {
                let (l, r) = if side == 0 {
                    (l.checked_add_signed(step), Some(r))
                } else {
                    (Some(l), r.checked_add_signed(step))
                };
                l.zip(r).is_some_and(|(l, r)| {
                    self.may_join(side, if side == 0 { l } else { r }, spare)
                        && (step == 0 || self.features.in_words(l, r) >= LINK)
                })
            })
        });
        for (nl, nr) in SHAPES {
            for (dl, dr) in (0..nl).flat_map(|dl| (0..nr).map(move |dr| (dl, dr))) {
                let joins = |side: usize, n: u32, d: u32| {
                    let from = 2 - d as usize;
                    n == 1 || linked[side][from..from + n as usize].iter().all(|is| *is)
                };
                if !joins(0, nl, dl) || !joins(1, nr, dr) {
                    continue;
                }
                let (lefts, rights) = (l - dl..l - dl + nl, r - dr..r - dr + nr);
                let joined = self.features.similarity(&lefts, &rights);
                most = most.max(joined);
                if joined > floor
                    && joined + JOIN_LOSS >= similarity
                    && self.all_belong(&lefts, &rights)
                {
                    self.propose(lefts, rights, joined, floor, found);
                }
            }
        }
        most
    }

    /// Whether each sentence of a joined side brings something that the others do not.
    fn all_belong(&mut self, left: &Range<u32>, right: &Range<u32>) -> bool {
        let features = &mut self.features;
        (left.len() == 1 || left.clone().all(|l| features.adds(0, l, left, right) >= ADDS))
            && (right.len() == 1 || right.clone().all(|r| features.adds(1, r, right, left) >= ADDS))
    }

    fn propose(
        &self,
        left: Range<u32>,
        right: Range<u32>,
        similarity: f32,
        floor: f32,
        found: &mut Vec<Block>,
    ) {
        let floor = self.floor(left.start, right.start, floor);
        if similarity > floor {
            let weight = f64::from(similarity - floor) * self.words(&left, &right);
            found.push(Block { link: Link { left, right, weight }, similarity });
        }
    }

    /// Whether a sentence may stand in a group with its neighbours: headings stand alone.
    fn may_join(&self, side: usize, at: u32, spare: Option<&[Vec<bool>; 2]>) -> bool {
        let s = at as usize;
        self.open[side].get(s).copied().unwrap_or(false)
            && spare.is_none_or(|spare| !spare[side][s])
            && self.proses[side].sentences[s].kind.runs_on()
    }

    fn words(&self, left: &Range<u32>, right: &Range<u32>) -> f64 {
        let count = |side: usize, range: &Range<u32>| {
            self.proses[side].words_of(&(range.start as usize..range.end as usize)).len()
        };
        (count(0, left) + count(1, right)).max(1) as f64
    }
}
