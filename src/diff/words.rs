//! The word diff inside one group of sentences: which words stay, which are replaced.
//! Small groups keep the words that matter most; larger ones go through Myers, then histogram, both
//! bounded by the comparison's deadline.

use super::deadline::Stage;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::ops::Range;

/// Words of the left times words of the right up to which the heaviest common sequence is looked
/// for: a name or a figure that stays is worth more than the little words around it, which the
/// shortest edit script cannot know.
const WEIGHED_CELLS: usize = 16_384;
/// Words of the left times words of the right up to which the clock is not asked.
const UNTIMED_CELLS: usize = 1_024;
/// Words of the left times words of the right up to which Myers is used.
const MYERS_CELLS: usize = 40_000_000;

/// Words of the left replaced by words of the right; either may be empty. Places count from the
/// start of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

impl Edit {
    /// Words on the longer side.
    pub(super) fn size(&self) -> usize {
        self.left.len().max(self.right.len())
    }
}

/// What has to change for `left` to become `right`, in order. Between two edits, and before the
/// first and after the last, both sides have the same words.
pub(super) fn edits(
    left: &[u32],
    right: &[u32],
    weight: impl Fn(u32) -> u32,
    stage: Stage<'_>,
) -> Vec<Edit> {
    let head = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (l, r) = (&left[head..], &right[head..]);
    let tail = l.iter().rev().zip(r.iter().rev()).take_while(|(a, b)| a == b).count();
    let (l, r) = (&l[..l.len() - tail], &r[..r.len() - tail]);
    if l.is_empty() && r.is_empty() {
        return Vec::new();
    }
    let whole = Edit { left: head..head + l.len(), right: head..head + r.len() };
    if l.is_empty() || r.is_empty() {
        return vec![whole];
    }
    let cells = l.len().saturating_mul(r.len());
    // Small groups cannot run away; asking the clock for each would cost more than the diff.
    if cells > UNTIMED_CELLS && stage.passed() {
        return vec![whole];
    }
    if cells <= WEIGHED_CELLS {
        let mut out = weighed(l, r, weight);
        for edit in &mut out {
            edit.left = edit.left.start + head..edit.left.end + head;
            edit.right = edit.right.start + head..edit.right.end + head;
        }
        return out;
    }
    let algorithm = if cells <= MYERS_CELLS { Algorithm::Myers } else { Algorithm::Histogram };
    let ops = capture_diff_slices_deadline(algorithm, l, r, Some(stage.end()));
    // Asked for its mark: the library stops at the deadline without saying so.
    stage.passed();
    let mut out: Vec<Edit> = Vec::new();
    for op in ops {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (a, b) = (op.old_range(), op.new_range());
        let (a, b) = (a.start + head..a.end + head, b.start + head..b.end + head);
        match out.last_mut() {
            Some(last) if last.left.end == a.start && last.right.end == b.start => {
                last.left.end = a.end;
                last.right.end = b.end;
            }
            _ => out.push(Edit { left: a, right: b }),
        }
    }
    out
}

/// The heaviest common subsequence, among equals the one in longer runs; O(n·m) with a bit more than
/// one integer a cell.
fn weighed(left: &[u32], right: &[u32], weight: impl Fn(u32) -> u32) -> Vec<Edit> {
    let (n, m) = (left.len(), right.len());
    let width = m + 1;
    // What the rest is worth from here on; and the same when a pair is taken right here.
    let mut best = vec![0u32; (n + 1) * width];
    let mut taken = vec![0u32; (n + 1) * width];
    for i in (0..n).rev() {
        let worth = weight(left[i]) * RUN_SCALE;
        for j in (0..m).rev() {
            let at = i * width + j;
            if left[i] == right[j] {
                let next = at + width + 1;
                let goes_on = if taken[next] > 0 { taken[next] + 1 } else { 0 };
                taken[at] = worth + goes_on.max(best[next]);
            }
            best[at] = taken[at].max(best[at + 1]).max(best[at + width]);
        }
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let mut running = false;
    while i < n && j < m {
        let at = i * width + j;
        let stay =
            taken[at] > 0 && (taken[at] >= best[at] || (running && taken[at] + 1 >= best[at]));
        if stay {
            if i > from_i || j > from_j {
                out.push(Edit { left: from_i..i, right: from_j..j });
            }
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if best[at] == best[at + width] {
            i += 1;
        } else {
            j += 1;
        }
        running = stay;
    }
    if n > from_i || m > from_j {
        out.push(Edit { left: from_i..n, right: from_j..m });
    }
    out
}

/// What a word's weight counts against a run going on: runs only decide among equals.
const RUN_SCALE: u32 = 64;

#[cfg(test)]
mod tests {
    use super::super::deadline::Deadline;
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    fn check(left: &[u32], right: &[u32], edits: &[Edit]) {
        let (mut l, mut r) = (0, 0);
        for edit in edits {
            assert_eq!(left[l..edit.left.start], right[r..edit.right.start]);
            assert!(edit.size() > 0);
            (l, r) = (edit.left.end, edit.right.end);
        }
        assert_eq!(left[l..], right[r..]);
    }

    proptest! {
        #[test]
        fn between_edits_the_words_are_the_same(
            left in prop::collection::vec(0u32..5, 0..40),
            right in prop::collection::vec(0u32..5, 0..40),
            hurried: bool,
        ) {
            let budget = if hurried { Duration::ZERO } else { Duration::from_secs(3600) };
            let deadline = Deadline::new(budget);
            check(&left, &right, &edits(&left, &right, |key| key + 1, deadline.stage(1.0)));
        }
    }

    #[test]
    fn the_words_that_matter_stay() {
        // 9 weighs more than the three little words it crosses.
        let weight = |key| if key == 9 { 8 } else { 2 };
        let deadline = Deadline::new(Duration::from_secs(3600));
        let found = edits(&[1, 2, 3, 9], &[9, 1, 2, 3], weight, deadline.stage(1.0));
        assert_eq!(found, [Edit { left: 0..3, right: 0..0 }, Edit { left: 4..4, right: 1..4 }]);
    }

    #[test]
    fn among_equals_the_longer_run_stays() {
        let deadline = Deadline::new(Duration::from_secs(3600));
        let found = edits(&[1, 2], &[7, 1, 5, 1, 2, 6], |_| 1, deadline.stage(1.0));
        assert_eq!(found, [Edit { left: 0..0, right: 0..3 }, Edit { left: 2..2, right: 5..6 }]);
    }

    proptest! {
        #[test]
        fn the_heaviest_sequence_stays(
            left in prop::collection::vec(0u32..4, 0..9),
            right in prop::collection::vec(0u32..4, 0..9),
        ) {
            let weight = |key| key + 1;
            let deadline = Deadline::new(Duration::from_secs(3600));
            let lost: u32 = edits(&left, &right, weight, deadline.stage(1.0))
                .iter()
                .flat_map(|e| &left[e.left.clone()])
                .map(|k| weight(*k))
                .sum();
            let kept = left.iter().map(|k| weight(*k)).sum::<u32>() - lost;
            let mut best = vec![vec![0; right.len() + 1]; left.len() + 1];
            for i in 0..left.len() {
                for j in 0..right.len() {
                    let pair = if left[i] == right[j] { best[i][j] + weight(left[i]) } else { 0 };
                    best[i + 1][j + 1] = pair.max(best[i][j + 1]).max(best[i + 1][j]);
                }
            }
            prop_assert_eq!(kept, best[left.len()][right.len()]);
        }
    }

    #[test]
    fn a_group_too_large_to_finish_is_one_edit() {
        let left: Vec<u32> = (0..300).collect();
        let right: Vec<u32> = (0..300).rev().collect();
        let deadline = Deadline::new(Duration::ZERO);
        let found = edits(&left, &right, |_| 1, deadline.stage(1.0));
        check(&left, &right, &found);
        assert_eq!(found.len(), 1);
        assert!(deadline.was_hit());
    }
}
