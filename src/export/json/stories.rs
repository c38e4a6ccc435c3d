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
                verdict: relation.map(|relation| relation.verdict),
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
