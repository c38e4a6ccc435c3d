//! Sentences that stand word for word in both texts, and those that one text says twice.
//! Fixed points for the alignment; they may cross.

use super::chain::{self, Link};
use super::lexicon::small;
use super::prose::Prose;
use std::cmp::Ordering;

/// A sentence said more than once is only paired out of its place when it has this many words.
const TELLING: usize = 5;
/// Sentences looked at on either side of two with the same words, to see whether they stand alike.
const AROUND: usize = 8;

/// What stands word for word.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Left and right sentences with the same words, one to one, in the order of the left.
    pub(super) pairs: Vec<(u32, u32)>,
    /// For each sentence of each side, the earlier one that it repeats.
    pub(super) repeats: [Vec<Option<u32>>; 2],
    /// Which sentences are repeats that found no counterpart of the same words.
    pub(super) spare: [Vec<bool>; 2],
}

/// Finds them. Sentences that are unique on both sides come first; those said more than once are
/// paired between the same neighbours where possible, else the first with the first.
pub(super) fn anchors(proses: [&Prose<'_>; 2]) -> Anchors {
    let mut entries: Vec<(u64, usize, u32)> = Vec::new();
    for (side, prose) in proses.iter().enumerate() {
        entries.extend((0..prose.len()).map(|s| (identity(prose, s), side, small(s))));
    }
    let around: [Vec<u64>; 2] = [0, 1]
        .map(|side| entries.iter().filter(|entry| entry.1 == side).map(|entry| entry.0).collect());
    entries.sort_unstable();

    let mut out = Anchors {
        repeats: proses.map(|p| vec![None; p.len()]),
        spare: proses.map(|p| vec![false; p.len()]),
        ..Anchors::default()
    };
    let mut doubled = Vec::new();
    for run in entries.chunk_by(|a, b| a.0 == b.0) {
        let (lefts, rights) = run.split_at(run.partition_point(|e| e.1 == 0));
        for (side, of_side) in [lefts, rights].into_iter().enumerate() {
            if let Some((first, later)) = of_side.split_first() {
                for entry in later {
                    out.repeats[side][entry.2 as usize] = Some(first.2);
                }
            }
        }
        match (lefts, rights) {
            ([left], [right]) => out.pairs.push((left.2, right.2)),
            ([_], []) | ([], [_]) => {}
            _ => doubled.push((lefts, rights)),
        }
    }
    out.pairs.sort_unstable();
    let ranks = ranks(&out.pairs, proses);
    for (lefts, rights) in doubled {
        out.pair_doubled(lefts, rights, &ranks, &around, proses[0]);
    }
    out.pairs.sort_unstable();
    out
}

impl Anchors {
    fn pair_doubled(
        &mut self,
        lefts: &[(u64, usize, u32)],
        rights: &[(u64, usize, u32)],
        ranks: &[Vec<u32>; 2],
        around: &[Vec<u64>; 2],
        left: &Prose<'_>,
    ) {
        let (mut rest_left, mut rest_right) = (Vec::new(), Vec::new());
        let (mut i, mut j) = (0, 0);
        while let (Some(l), Some(r)) = (lefts.get(i), rights.get(j)) {
            match ranks[0][l.2 as usize].cmp(&ranks[1][r.2 as usize]) {
                Ordering::Less => {
                    rest_left.push(l.2);
                    i += 1;
                }
                Ordering::Greater => {
                    rest_right.push(r.2);
                    j += 1;
                }
                Ordering::Equal => {
                    let rank = ranks[0][l.2 as usize];
                    let here = |side: usize, of: &[(u64, usize, u32)], from: usize| -> Vec<u32> {
                        let rest = of.get(from..).unwrap_or(&[]).iter().map(|e| e.2);
                        rest.take_while(|s| ranks[side][*s as usize] == rank).collect()
                    };
                    let (l, r) = (here(0, lefts, i), here(1, rights, j));
                    (i, j) = (i + l.len(), j + r.len());
                    let count = l.len().min(r.len());
                    let (from_l, from_r) = if fit_from_their_ends(&l, &r, around) {
                        (l.len() - count, r.len() - count)
                    } else {
                        (0, 0)
                    };
                    let apart = |of: Vec<u32>, from: usize| -> (Vec<u32>, Vec<u32>) {
                        let paired = of.iter().skip(from).take(count).copied().collect();
                        let rest = of.iter().take(from).chain(of.iter().skip(from + count));
                        (paired, rest.copied().collect())
                    };
                    let ((l, more_l), (r, more_r)) = (apart(l, from_l), apart(r, from_r));
                    self.pairs.extend(l.into_iter().zip(r));
                    rest_left.extend(more_l);
                    rest_right.extend(more_r);
                }
            }
        }
        rest_left.extend(lefts.get(i..).unwrap_or(&[]).iter().map(|e| e.2));
        rest_right.extend(rights.get(j..).unwrap_or(&[]).iter().map(|e| e.2));
        let paired_any = rest_left.len() < lefts.len();
        let telling = lefts.first().is_some_and(|l| left.words(l.2 as usize).len() >= TELLING);
        let more = if telling { rest_left.len().min(rest_right.len()) } else { 0 };
        self.pairs.extend(rest_left.drain(..more).zip(rest_right.drain(..more)));
        for (side, rest) in [rest_left, rest_right].into_iter().enumerate() {
            // Where no occurrence has a counterpart the first one may still find another.
            let keep = usize::from(!paired_any && more == 0);
            for sentence in rest.into_iter().skip(keep) {
                self.spare[side][sentence as usize] = true;
            }
        }
    }
}

/// Whether sentences that all have the same words, more of them on one side than on the other, stand
/// in like surroundings rather when paired from their ends than from their beginnings.
fn fit_from_their_ends(lefts: &[u32], rights: &[u32], around: &[Vec<u64>; 2]) -> bool {
    if lefts.len() == rights.len() {
        return false;
    }
    let same = |l: Option<u32>, r: Option<u32>| {
        let says = |side: usize, at: Option<u32>| around[side].get(at? as usize);
        says(0, l).is_some_and(|left| Some(left) == says(1, r))
    };
    let alike = |(&l, &r): (&u32, &u32)| {
        let ahead =
            (1..=small(AROUND)).take_while(|by| same(l.checked_add(*by), r.checked_add(*by)));
        let behind =
            (1..=small(AROUND)).take_while(|by| same(l.checked_sub(*by), r.checked_sub(*by)));
        ahead.count() + behind.count()
    };
    let first: usize = lefts.iter().zip(rights).map(alike).sum();
    let last: usize = lefts.iter().rev().zip(rights.iter().rev()).map(alike).sum();
    last > first
}

/// For each sentence of each side, how many fixed points in a common order stand before it.
fn ranks(pairs: &[(u32, u32)], proses: [&Prose<'_>; 2]) -> [Vec<u32>; 2] {
    let links: Vec<Link> = pairs
        .iter()
        .map(|&(l, r)| Link {
            left: l..l + 1,
            right: r..r + 1,
            weight: proses[0].words(l as usize).len().max(1) as f64,
        })
        .collect();
    let mut marks = proses.map(|p| vec![0u32; p.len()]);
    for place in chain::heaviest(&links) {
        marks[0][links[place].left.start as usize] = 1;
        marks[1][links[place].right.start as usize] = 1;
    }
    marks.map(|side| {
        side.iter()
            .scan(0, |sum, mark| {
                *sum += mark;
                Some(*sum)
            })
            .collect()
    })
}

/// A hash of what a sentence says: its folded words, or its signs where it has none.
fn identity(prose: &Prose<'_>, sentence: usize) -> u64 {
    let step = |h: u64, x: u64| {
        let x = (h ^ x).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x ^ (x >> 32)
    };
    let keys = prose.keys_of(sentence);
    if keys.is_empty() {
        let signs = prose.sentences.get(sentence).map_or("", |s| s.span.of(prose.body));
        return signs
            .chars()
            .filter(|c| !c.is_whitespace())
            .fold(1, |h, c| step(h, u64::from(u32::from(c))));
    }
    keys.iter().fold(2, |h, key| step(h, u64::from(*key) + 1))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;

    fn of(left: &str, right: &str) -> Anchors {
        let mut lexicon = Lexicon::default();
        let l = Prose::read(left, &mut lexicon);
        let r = Prose::read(right, &mut lexicon);
        anchors([&l, &r])
    }

    #[test]
    fn what_is_unique_on_both_sides_is_paired_even_when_it_crosses() {
        let found = of("Rain fell. Ships sank. Dogs ran.", "Dogs ran. Rain fell. Nobody came.");
        assert_eq!(found.pairs, [(0, 1), (2, 0)]);
    }

    #[test]
    fn a_body_said_twice_is_paired_once_and_its_repeat_is_spare() {
        let body = "Heavy rain fell on the town. Two ships sank in the bay. ";
        let found = of(&body.repeat(2), body);
        assert_eq!(found.pairs, [(0, 0), (1, 1)]);
        assert_eq!(found.repeats[0], [None, None, Some(0), Some(1)]);
        assert_eq!(found.spare[0], [false, false, true, true]);
    }

    #[test]
    fn said_twice_on_both_sides_is_paired_in_order() {
        let body = "Heavy rain fell on the town. Two ships sank in the bay. ".repeat(2);
        assert_eq!(of(&body, &body).pairs, [(0, 0), (1, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn a_repeat_of_many_sentences_is_paired_as_a_whole() {
        let (moved, first, then) = (
            "Dogs ran. ",
            "Heavy rain fell on the town. Two grey ships sank quickly. ",
            "Nobody saw it. ",
        );
        let left = [moved, first, then, first, then].concat();
        let right = [first, moved, then, first, then].concat();
        let found = of(&left, &right).pairs;
        // What stands behind the move stays together, and of the rest the first was passed.
        assert_eq!(found, [(0, 2), (1, 0), (2, 1), (3, 3), (4, 4), (5, 5), (6, 6)]);
    }

    #[test]
    fn a_repeat_is_paired_where_its_neighbours_are() {
        let left = "Why? The first storm hit the coast. Why? The second storm hit the hills.";
        let right = "The first storm hit the coast. Why? The second storm hit the hills.";
        assert_eq!(of(left, right).pairs, [(1, 0), (2, 1), (3, 2)]);
    }
}
