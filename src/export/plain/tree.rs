//! The tree of a story: who took from whom, as far as that is known.
//! Pure shape: members in, their rows and the strokes that join them out.

use crate::corpus::ArticleId;
use crate::library::Member;
use std::collections::HashMap;

/// Strokes are drawn to this depth; a longer chain goes on at the same one.
const DEPTH: usize = 8;

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    /// Which member it is.
    pub(super) at: usize,
    /// The strokes before its name: `│  ├─ `.
    pub(super) strokes: String,
}

/// The members with each one below what it was taken from, and in order of time otherwise. Each is in
/// it once, whatever the parents say.
pub(super) fn branches(members: &[Member]) -> Vec<Branch> {
    let places: HashMap<ArticleId, usize> =
        members.iter().enumerate().map(|(at, member)| (member.id, at)).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    let mut roots = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let parent = member.parent.and_then(|parent| places.get(&parent.id));
        match parent.and_then(|&parent| children.get_mut(parent)).filter(|_| Some(&at) != parent) {
            Some(siblings) => siblings.push(at),
            None => roots.push(at),
        }
    }
    let mut rows = Vec::with_capacity(members.len());
    let mut seen = vec![false; members.len()];
    // What no root leads to is in a circle: it is drawn from wherever it is met first.
    for start in roots.into_iter().chain(0..members.len()) {
        let mut open = vec![(start, String::new(), String::new())];
        while let Some((at, strokes, below)) = open.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let of = children.get(at).map(Vec::as_slice).unwrap_or_default();
            let deep = below.chars().count() / 3 >= DEPTH;
            for (nth, &child) in of.iter().enumerate().rev() {
                let last = nth + 1 == of.len();
                let stroke = if last { "└─ " } else { "├─ " };
                let under = if last { "   " } else { "│  " };
                let under = if deep { below.clone() } else { format!("{below}{under}") };
                open.push((child, format!("{below}{stroke}"), under));
            }
            rows.push(Branch { at, strokes });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Parent;
    use proptest::prelude::*;

    fn members(parents: &[Option<u64>]) -> Vec<Member> {
        let parent = |id: u64| Parent { id: ArticleId(id), confidence: 0.9 };
        let members = parents.iter().zip(0..);
        members.map(|(p, id)| Member { id: ArticleId(id), parent: p.map(parent) }).collect()
    }

    #[test]
    fn children_stand_below_what_they_were_taken_from() {
        let tree = branches(&members(&[None, Some(0), Some(0), Some(1), Some(1), None, Some(9)]));
        let drawn: Vec<String> = tree.iter().map(|b| format!("{}{}", b.strokes, b.at)).collect();
        assert_eq!(drawn, ["0", "├─ 1", "│  ├─ 3", "│  └─ 4", "└─ 2", "5", "6"]);
    }

    #[test]
    fn a_long_chain_does_not_run_off_the_page() {
        let chain: Vec<Option<u64>> = (0..5_000u64).map(|n| n.checked_sub(1)).collect();
        let tree = branches(&members(&chain));
        assert_eq!(tree.len(), 5_000);
        assert!(tree.iter().all(|branch| branch.strokes.chars().count() <= 3 * (DEPTH + 1)));
    }

    proptest! {
        #[test]
        fn each_member_is_in_the_tree_once(parents in prop::collection::vec(prop::option::of(0u64..20), 0..20)) {
            let mut places: Vec<usize> = branches(&members(&parents)).iter().map(|b| b.at).collect();
            places.sort_unstable();
            prop_assert_eq!(places, (0..parents.len()).collect::<Vec<_>>());
        }
    }
}
