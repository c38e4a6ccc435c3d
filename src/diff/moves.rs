//! Sentences that stand at another place: best first over what the alignment left.
//! Neighbours of a match need less, since what moves, moves in blocks.

use super::align::Aligner;
use std::collections::HashSet;

/// Likeness from which a sentence counts as moved.
const ALONE: f32 = 0.5;
/// The same beside a matched neighbour.
const BESIDE: f32 = 0.4;
/// Open sentences of both sides, multiplied, up to which all of them are measured.
const DENSE: usize = 1024;

/// Matches open sentences, wherever they stand: of the proposed pairs, and of all pairs while they
/// are few.
pub(super) fn find(aligner: &mut Aligner<'_, '_>, pairs: &[(u32, u32)]) {
    let stage = aligner.deadline.stage(0.65);
    let open = |side: usize| -> Vec<u32> {
        let flags = aligner.open[side].iter().enumerate();
        flags.filter(|(_, open)| **open).map(|(s, _)| s as u32).collect()
    };
    let (lefts, rights) = (open(0), open(1));
    let proposed: Vec<(u32, u32)> = if lefts.len() * rights.len() <= DENSE {
        lefts.iter().flat_map(|&l| rights.iter().map(move |&r| (l, r))).collect()
    } else {
        pairs.iter().copied().filter(|&(l, r)| aligner.both_open(l, r)).collect()
    };
    let mut ranked = Vec::new();
    for (n, &(l, r)) in proposed.iter().enumerate() {
        if n & 63 == 63 && stage.passed() {
            break;
        }
        let similarity = aligner.features.similarity(&(l..l + 1), &(r..r + 1));
        if similarity >= aligner.floor(l, r, BESIDE) {
            ranked.push((similarity, l, r));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));

    let mut ends = HashSet::new();
    for m in &aligner.matches {
        ends.insert((m.left.start, m.right.start));
        ends.insert((m.left.end - 1, m.right.end - 1));
    }
    let mut later = Vec::new();
    for &(similarity, l, r) in &ranked {
        if similarity < ALONE {
            later.push((similarity, l, r));
        } else if aligner.both_open(l, r) {
            aligner.take(l..l + 1, r..r + 1, similarity);
            ends.insert((l, r));
        }
    }
    // A match makes its neighbours eligible, so go on until nothing more is found.
    loop {
        let before = later.len();
        later.retain(|&(similarity, l, r)| {
            if !aligner.both_open(l, r) {
                return false;
            }
            let beside = ends.contains(&(l + 1, r + 1))
                || (l > 0 && r > 0 && ends.contains(&(l - 1, r - 1)));
            if beside {
                aligner.take(l..l + 1, r..r + 1, similarity);
                ends.insert((l, r));
            }
            !beside
        });
        if later.len() == before || stage.passed() {
            break;
        }
    }
}
