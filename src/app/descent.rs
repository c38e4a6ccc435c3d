//! Who took from whom, as rows of a tree: each report under the one it was likely taken from, the rest
//! at the root, brothers in order of time.

use crate::library::{Member, Parent};
use std::collections::HashMap;

/// Levels whose lines are drawn; what lies deeper is drawn at the last of them.
pub const LEVELS: usize = 64;

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Branch {
    /// Place of the report among the members.
    pub place: usize,
    /// What it was likely taken from, by its place, and how sure that is; none at the root.
    pub parent: Option<(usize, f32)>,
    /// How far from the root it stands.
    pub depth: usize,
    /// Whether it is the last of its brothers.
    pub last: bool,
    /// Bit `n` says that the line of level `n`, counted from the root's children, goes on below.
    lines: u64,
}

impl Branch {
    /// The lines before its name, in at most `columns` columns: of a row too deep for that, those
    /// nearest to it.
    pub fn guides(&self, columns: usize) -> String {
        let levels = self.depth.min(LEVELS);
        let fits = (columns / 3).max(1);
        let mut guides = String::new();
        for level in levels.saturating_sub(fits)..levels {
            let on = self.lines >> level & 1 == 1;
            guides.push_str(match (level + 1 == levels, self.last) {
                (true, false) => "├─ ",
                (true, true) => "└─ ",
                (false, _) if on => "│  ",
                (false, _) => "   ",
            });
        }
        guides
    }
}

/// The tree of `members`: each of them in one row. A member whose parent is not among them, or that
/// would be its own ancestor, stands at the root.
pub fn tree(members: &[Member]) -> Vec<Branch> {
    let places: HashMap<_, usize> = members.iter().map(|member| member.id).zip(0..).collect();
    let parents: Vec<Option<(usize, f32)>> = members
        .iter()
        .enumerate()
        .map(|(place, member)| {
            let Parent { id, confidence } = member.parent?;
            let parent = places.get(&id).copied().filter(|parent| *parent != place)?;
            Some((parent, confidence))
        })
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for (place, parent) in parents.iter().enumerate() {
        if let Some(of) = parent.and_then(|(parent, _)| children.get_mut(parent)) {
            of.push(place);
        }
    }
    let mut walk = Walk { children, rows: Vec::new(), seen: vec![false; members.len()] };
    let is_root = |place: &usize| parents.get(*place).is_some_and(Option::is_none);
    (0..members.len()).filter(is_root).for_each(|root| walk.from(root));
    // In a circle nobody is at the root: its earliest report is put there.
    (0..members.len()).for_each(|place| walk.from(place));
    for row in walk.rows.iter_mut().filter(|row| row.depth > 0) {
        row.parent = parents.get(row.place).copied().flatten();
    }
    walk.rows
}

struct Walk {
    children: Vec<Vec<usize>>,
    rows: Vec<Branch>,
    seen: Vec<bool>,
}

impl Walk {
    /// Lists `root` and everything below it, unless it is listed already.
    fn from(&mut self, root: usize) {
        // Not by calling itself: a story may be a chain of a thousand.
        let mut open = vec![Branch { place: root, parent: None, depth: 0, last: true, lines: 0 }];
        while let Some(row) = open.pop() {
            if self.seen.get(row.place).copied().unwrap_or(true) {
                continue;
            }
            self.seen[row.place] = true;
            self.rows.push(row);
            let fresh = |place: &&usize| !self.seen.get(**place).copied().unwrap_or(true);
            let below = self.children.get(row.place).map_or(&[][..], Vec::as_slice);
            let below: Vec<usize> = below.iter().filter(fresh).copied().collect();
            let on =
                if row.depth > 0 && !row.last { 1 << (row.depth - 1).min(LEVELS - 1) } else { 0 };
            for (nth, &place) in below.iter().enumerate().rev() {
                let last = nth + 1 == below.len();
                let (depth, lines) = (row.depth + 1, row.lines | on);
                open.push(Branch { place, parent: None, depth, last, lines });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ArticleId;
    use proptest::prelude::*;

    fn member(id: u64, parent: Option<u64>) -> Member {
        let parent = parent.map(|id| Parent { id: ArticleId(id), confidence: 0.9 });
        Member { id: ArticleId(id), parent }
    }

    fn drawn(members: &[Member], columns: usize) -> Vec<String> {
        tree(members).iter().map(|row| format!("{}{}", row.guides(columns), row.place)).collect()
    }

    #[test]
    fn children_stand_under_their_parents_in_order_of_time() {
        let parents = [None, Some(0), Some(1), Some(1), Some(0), None, Some(2)];
        let members: Vec<Member> =
            parents.into_iter().enumerate().map(|(id, p)| member(id as u64, p)).collect();
        let rows = ["0", "├─ 1", "│  ├─ 2", "│  │  └─ 6", "│  └─ 3", "└─ 4", "5"];
        assert_eq!(drawn(&members, 30), rows);
        assert_eq!(drawn(&members, 6)[3], "│  └─ 6", "the nearest lines are those kept");
    }

    #[test]
    fn a_circle_and_a_stranger_for_a_parent_are_survived() {
        let members =
            [member(0, Some(1)), member(1, Some(0)), member(2, Some(9)), member(3, Some(3))];
        assert_eq!(drawn(&members, 30), ["2", "3", "0", "└─ 1"]);
    }

    proptest! {
        #[test]
        fn every_member_has_one_row(parents in prop::collection::vec(prop::option::of(0u64..90), 0..90)) {
            let members: Vec<Member> =
                parents.iter().enumerate().map(|(id, p)| member(id as u64, *p)).collect();
            let rows = tree(&members);
            let mut places: Vec<usize> = rows.iter().map(|row| row.place).collect();
            places.sort_unstable();
            prop_assert_eq!(places, (0..members.len()).collect::<Vec<_>>());
            for row in &rows {
                prop_assert!(row.guides(9).chars().count() <= 9);
            }
        }
    }
}
