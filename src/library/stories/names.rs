//! The names of stories: a story is born with the name of its first member, and keeps its name over
//! refreshes for as long as it is recognisably the same.

use crate::corpus::ArticleId;
use crate::library::{Story, StoryId};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Names `new` stories. Each takes the name of the one among the `old` ones with which it shares
/// most members, as far as no other shares more with that one; ties go to the larger. The others
/// are named for their first members. No name is given that is `taken`.
pub(in crate::library) fn name(new: &mut [Story], old: &[&Story], mut taken: HashSet<StoryId>) {
    let home: HashMap<ArticleId, usize> =
        old.iter().zip(0..).flat_map(|(story, at)| story.ids().map(move |id| (id, at))).collect();
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (story, at) in new.iter().zip(0..) {
        for was in story.ids().filter_map(|id| home.get(&id)) {
            *shared.entry((at, *was)).or_default() += 1;
        }
    }
    let size = |story: Option<&Story>| story.map_or(0, |story| story.members.len());
    let mut claims: Vec<_> = shared
        .into_iter()
        .map(|((at, was), members)| {
            let sizes = (size(old.get(was).copied()), size(new.get(at)));
            (Reverse((members, sizes)), was, at)
        })
        .collect();
    claims.sort_unstable();
    let mut named = vec![false; new.len()];
    for (_, was, at) in claims {
        let (Some(old), Some(story), Some(named)) =
            (old.get(was), new.get_mut(at), named.get_mut(at))
        else {
            continue;
        };
        if !*named && taken.insert(old.id) {
            story.id = old.id;
            *named = true;
        }
    }
    for (story, _) in new.iter_mut().zip(named).filter(|(_, named)| !named) {
        let free = story.ids().map(|id| StoryId(id.0)).find(|id| !taken.contains(id));
        let start = story.members.first().map_or(0, |member| member.id.0);
        // Every member's name taken by other stories: any will do that is not.
        let mut any = (0..).map(|step| StoryId(start.wrapping_add(step) & ID_BITS));
        if let Some(id) = free.or_else(|| any.find(|id| !taken.contains(id))) {
            taken.insert(id);
            story.id = id;
        }
    }
}

/// An article's id has 50 bits, and so has a story's.
const ID_BITS: u64 = (1 << 50) - 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Member;
    use proptest::prelude::*;

    fn story(id: u64, members: &[u64]) -> Story {
        let member = |&id: &u64| Member { id: ArticleId(id), parent: None };
        let medoid = ArticleId(members[0]);
        let members = members.iter().map(member).collect();
        Story { id: StoryId(id), members, medoid, first: None }
    }

    fn named(old: &[Story], new: &[&[u64]]) -> Vec<u64> {
        let mut new: Vec<Story> = new.iter().map(|members| story(0, members)).collect();
        name(&mut new, &old.iter().collect::<Vec<_>>(), HashSet::new());
        new.iter().map(|story| story.id.0).collect()
    }

    #[test]
    fn a_story_is_born_with_the_name_of_its_first_member() {
        assert_eq!(named(&[], &[&[4, 2], &[7, 9]]), [4, 7]);
    }

    #[test]
    fn a_story_that_grows_shrinks_or_gets_another_first_member_keeps_its_name() {
        let old = [story(4, &[4, 2, 6])];
        assert_eq!(named(&old, &[&[1, 4, 2, 6]]), [4]);
        assert_eq!(named(&old, &[&[2, 6]]), [4]);
    }

    #[test]
    fn a_split_leaves_the_name_with_the_larger_part() {
        let old = [story(4, &[4, 2, 6, 8, 9])];
        assert_eq!(named(&old, &[&[4, 2], &[6, 8, 9]]), [2, 4]);
    }

    #[test]
    fn a_merger_takes_the_name_of_the_larger() {
        let old = [story(4, &[4, 2]), story(5, &[5, 6, 7])];
        assert_eq!(named(&old, &[&[2, 4, 5, 6, 7]]), [5]);
    }

    #[test]
    fn an_equal_share_goes_to_the_larger() {
        let old = [story(4, &[4, 2, 3]), story(5, &[5, 6, 7, 8])];
        assert_eq!(named(&old, &[&[4, 5]]), [5]);
    }

    proptest! {
        #[test]
        fn no_two_stories_share_a_name(
            rounds in prop::collection::vec(prop::collection::vec(0_u8..4, 12), 1..6),
        ) {
            let mut stories: Vec<Story> = Vec::new();
            for homes in rounds {
                let mut new: Vec<Story> = (0..4)
                    .map(|home| (0..12).filter(|&id| homes[id as usize] == home).collect())
                    .filter(|members: &Vec<u64>| members.len() > 1)
                    .map(|members| story(0, &members))
                    .collect();
                let old: Vec<&Story> = stories.iter().collect();
                name(&mut new, &old, HashSet::new());
                let names: HashSet<StoryId> = new.iter().map(|story| story.id).collect();
                prop_assert_eq!(names.len(), new.len());
                stories = new;
            }
        }
    }
}
