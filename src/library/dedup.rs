//! What a curator may leave out of a corpus: of each story one article is kept, and the others are its
//! duplicates, or duplicates of one another, or only related.

use super::{Story, StoryId, View};
use crate::corpus::{ArticleDate, ArticleId};
use crate::neardup::{Relation, Verdict};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Which article of a story is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The likely first report; where that cannot be known the earliest dated, of those the longest.
    First,
    /// The one with the most words, of those the earliest.
    Longest,
    /// The one most like all the others.
    Medoid,
}

/// What an article is to the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The one to keep of its story.
    Keep,
    /// Says what another says that stays.
    Duplicate,
    /// In a story, but no duplicate of any that stays: so it stays as well.
    Related,
    /// In no story.
    Single,
}

/// What becomes of one article of a story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fate {
    /// The article.
    pub id: ArticleId,
    /// What it is to the corpus.
    pub role: Role,
    /// The one that stays which it was measured against: for a duplicate the one it duplicates, else
    /// the one that is kept of the story.
    pub of: ArticleId,
    /// What it is to that one; none for that one itself.
    pub relation: Option<Relation>,
}

/// What becomes of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The story.
    pub story: StoryId,
    /// The article that is kept of it.
    pub kept: ArticleId,
    /// All of its articles in order of time.
    pub fates: Vec<Fate>,
}

/// What leaving out duplicates comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Articles of the corpus.
    pub articles: usize,
    /// Stories they make.
    pub stories: usize,
    /// Articles in no story.
    pub singles: usize,
    /// Articles in stories that are kept though they are not the one of their story.
    pub related: usize,
    /// Articles that say what another says.
    pub duplicates: usize,
    /// Words of all articles.
    pub words: usize,
    /// Words of the duplicates.
    pub words_saved: usize,
    /// Bytes of the duplicates' texts.
    pub bytes_saved: usize,
}

/// What an article is chosen by.
#[derive(Clone, Copy, Debug)]
struct Traits {
    id: ArticleId,
    date: Option<ArticleDate>,
    words: usize,
}

impl View {
    /// What becomes of every story when one article of it is kept and those are duplicates that are
    /// one of `verdicts` to an article that stays, in the order of [`View::stories`].
    ///
    /// The rest of a story is looked at in the order in which one would keep them. Each is a duplicate
    /// of the kept one if it can be, else of the closest of those that stay, and stays itself when it
    /// is no duplicate of any. So every duplicate was measured against an article that stays, and
    /// nothing is lost along a chain of small changes.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn dedup(&self, keep: Keep, verdicts: &[Verdict]) -> anyhow::Result<Vec<Plan>> {
        let mut close: HashMap<ArticleId, Vec<(ArticleId, Relation)>> = HashMap::new();
        for pair in self.pairs().filter(|pair| verdicts.contains(&pair.relation.verdict)) {
            close.entry(pair.a).or_default().push((pair.b, pair.relation));
            close.entry(pair.b).or_default().push((pair.a, pair.relation.reversed()));
        }
        self.stories().iter().map(|story| self.plan(story, keep, verdicts, &close)).collect()
    }

    fn plan(
        &self,
        story: &Story,
        keep: Keep,
        verdicts: &[Verdict],
        close: &HashMap<ArticleId, Vec<(ArticleId, Relation)>>,
    ) -> anyhow::Result<Plan> {
        let traits = |id| {
            let card = self.card(id)?;
            Ok(Traits { id, date: card.date, words: card.words })
        };
        let members = story.ids().map(traits).collect::<anyhow::Result<Vec<_>>>()?;
        let order = preferred(members, keep, story);
        let Some((&kept, rest)) = order.split_first() else {
            return Ok(Plan { story: story.id, kept: story.medoid, fates: Vec::new() });
        };
        // In a large story not every pair was measured; all of it is measured against the kept one.
        let (known, unknown): (Vec<_>, Vec<_>) =
            rest.iter().map(|&id| (id, self.relation(id, kept))).partition(|(_, r)| r.is_some());
        let unknown: Vec<ArticleId> = unknown.into_iter().map(|(id, _)| id).collect();
        let mut to_kept: HashMap<ArticleId, Relation> =
            known.into_iter().filter_map(|(id, relation)| Some((id, relation?))).collect();
        to_kept.extend(self.measured(kept, &unknown)?);
        let mut stays = HashSet::from([kept]);
        let mut fates = HashMap::new();
        for &id in rest {
            let relation = to_kept.get(&id).copied();
            let counts = relation.filter(|relation| verdicts.contains(&relation.verdict));
            let nearest = || {
                let near = close.get(&id).into_iter().flatten();
                near.filter(|(other, _)| stays.contains(other))
                    .max_by(|(x, r), (y, s)| r.resemblance.total_cmp(&s.resemblance).then(y.cmp(x)))
                    .copied()
            };
            let fate = match counts.map(|relation| (kept, relation)).or_else(nearest) {
                Some((of, relation)) => {
                    Fate { id, role: Role::Duplicate, of, relation: Some(relation) }
                }
                None => {
                    stays.insert(id);
                    Fate { id, role: Role::Related, of: kept, relation }
                }
            };
            fates.insert(id, fate);
        }
        let own = |id| Fate { id, role: Role::Keep, of: id, relation: None };
        let fates = story.ids().map(|id| fates.get(&id).copied().unwrap_or_else(|| own(id)));
        Ok(Plan { story: story.id, kept, fates: fates.collect() })
    }
}

/// The members of a story, the one to keep first.
fn preferred(mut members: Vec<Traits>, keep: Keep, story: &Story) -> Vec<ArticleId> {
    let time = |t: &Traits| t.date.map_or(i64::MAX, |date| date.seconds);
    match keep {
        Keep::Longest => members.sort_by_key(|t| (Reverse(t.words), time(t), t.id)),
        Keep::First | Keep::Medoid => members.sort_by_key(|t| (time(t), Reverse(t.words), t.id)),
    }
    let chosen = match keep {
        Keep::First => story.first,
        Keep::Longest => None,
        Keep::Medoid => Some(story.medoid),
    };
    // The sort is stable, so the others keep their order.
    members.sort_by_key(|t| Some(t.id) != chosen);
    members.into_iter().map(|t| t.id).collect()
}
