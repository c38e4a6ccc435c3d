//! The shape of one line of `retold stories --json`: a story with its members in order of time.
//! Members name one another by id; each is given whole only once.

use super::Ref;
use crate::corpus::ArticleId;
use crate::index::search::Card;
use crate::library::{Story, StoryId};
use crate::neardup::{Relation, Verdict};
use serde::Serialize;

/// One line of what `retold stories --json` prints.
#[derive(Debug, Serialize)]
pub struct StoryOut<'a> {
    id: StoryId,
    size: usize,
    first: Option<ArticleId>,
    medoid: ArticleId,
    members: Vec<MemberOut<'a>>,
}

#[derive(Debug, Serialize)]
struct MemberOut<'a> {
    article: Ref<'a>,
    verdict: Option<Verdict>,
    parent: Option<ArticleId>,
}

impl<'a> StoryOut<'a> {
    /// A story; `reports` has one entry a member, in the same order: its card, and what it is to its
    /// parent or, where that is not known, to the medoid.
    pub fn new(story: &'a Story, reports: &'a [(Card, Option<Relation>)]) -> Self {
        let members =
            story.members.iter().zip(reports).map(|(member, (card, relation))| MemberOut {
                article: Ref::from(card),
                verdict: match relation {
                    Some(relation) => Some(relation.verdict),
                    None if member.parent.is_none() && member.id == story.medoid => None,
                    // It joins by others, and has nothing to do with the medoid.
                    None => Some(Verdict::Unrelated),
                },
                parent: member.parent.map(|parent| parent.id),
            });
        Self {
            id: story.id,
            size: story.members.len(),
            first: story.first,
            medoid: story.medoid,
            members: members.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Origin;
    use crate::library::{Member, Parent};

    fn card(id: u64) -> Card {
        Card {
            id: ArticleId(id),
            key: None,
            origin: Origin { path: format!("{id}.txt"), record: None },
            title: String::new(),
            source: None,
            place: None,
            lang: None,
            date: None,
            words: 1,
        }
    }

    #[test]
    fn only_a_medoid_without_a_parent_has_no_verdict() {
        let parent = Some(Parent { id: ArticleId(2), confidence: 0.9 });
        let member = |id, parent| Member { id: ArticleId(id), parent };
        let members = vec![member(1, parent), member(2, None), member(3, None)];
        let story = Story { id: StoryId(1), members, medoid: ArticleId(2), first: None };
        let copy = Relation {
            verdict: Verdict::Copy,
            resemblance: 1.0,
            containment_a: 1.0,
            containment_b: 1.0,
            unquoted_a: 1.0,
            unquoted_b: 1.0,
            covered: 1.0,
            blocks: 1,
            longest: 90,
            masked: 0,
        };
        let reports = [(card(1), Some(copy)), (card(2), None), (card(3), None)];
        let told = serde_json::to_value(StoryOut::new(&story, &reports)).unwrap();
        let verdicts: Vec<_> = (0..3).map(|at| &told["members"][at]["verdict"]).collect();
        assert_eq!(verdicts, [&"copy".into(), &serde_json::Value::Null, &"unrelated".into()]);
    }
}
