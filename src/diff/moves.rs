//! Sentences that stand at another place: best first over what the alignment left.
//! Neighbours of a match need less, since what moves, moves in blocks.

use super::align::Aligner;
use rustc_hash::FxHashMap;

/// Likeness from which a sentence counts as moved.
const ALONE: f32 = 0.5;
/// The same beside a matched neighbour.
const BESIDE: f32 = 0.4;
/// Open sentences of both sides, multiplied, up to which all of them are measured.
const DENSE: usize = 1024;

/// Matches open sentences, wherever they stand: of the proposed pairs, and of all pairs while they
/// are few.
pub(super) fn find(aligner: &mut Aligner<'_, '_>, pairs: &[(u32, u32)]) {
    let stage = aligner.deadline.stage(0.75);
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

    let mut later = FxHashMap::default();
    for &(similarity, l, r) in &ranked {
        if similarity < ALONE {
            later.insert((l, r), similarity);
        } else if aligner.both_open(l, r) {
            aligner.take(l..l + 1, r..r + 1, similarity);
        }
    }
    if later.is_empty() {
        return;
    }
    // Each match makes its neighbours eligible, and they theirs.
    let mut ends: Vec<(u32, u32)> = aligner
        .matches
        .iter()
        .rev()
        .flat_map(|m| [(m.left.start, m.right.start), (m.left.end - 1, m.right.end - 1)])
        .collect();
    while let Some((l, r)) = ends.pop() {
        for beside in [Some((l + 1, r + 1)), l.checked_sub(1).zip(r.checked_sub(1))] {
            if let Some((l, r)) = beside
                && let Some(similarity) = later.remove(&(l, r))
                && aligner.both_open(l, r)
            {
                aligner.take(l..l + 1, r..r + 1, similarity);
                ends.push((l, r));
            }
        }
    }
}
