//! The word diff inside one group of sentences: which words stay, which are replaced.
//! Myers while it is affordable, else histogram; both bounded by the comparison's deadline.

use super::deadline::Stage;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::ops::Range;

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
pub(super) fn edits(left: &[u32], right: &[u32], stage: Stage<'_>) -> Vec<Edit> {
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
    let deadline = if cells < 4096 {
        None
    } else if stage.passed() {
        return vec![whole];
    } else {
        Some(stage.end())
    };
    let algorithm = if cells <= MYERS_CELLS { Algorithm::Myers } else { Algorithm::Histogram };
    let ops = capture_diff_slices_deadline(algorithm, l, r, deadline);
    if deadline.is_some() {
        // Asked for its mark: the library stops at the deadline without saying so.
        stage.passed();
    }
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
            check(&left, &right, &edits(&left, &right, deadline.stage(1.0)));
        }
    }

    #[test]
    fn a_group_too_large_to_finish_is_one_edit() {
        let left: Vec<u32> = (0..100).collect();
        let right: Vec<u32> = (0..100).rev().collect();
        let deadline = Deadline::new(Duration::ZERO);
        let found = edits(&left, &right, deadline.stage(1.0));
        check(&left, &right, &found);
        assert_eq!(found.len(), 1);
        assert!(deadline.was_hit());
    }
}
