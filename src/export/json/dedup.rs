//! The shapes of `retold dedup`: an article written back with what it is to the corpus, and the report.
//! Every line has every field, null where it does not apply, so that tables can be made of them.

use super::Ref;
use crate::corpus::{Article, ArticleDate, ArticleId, Origin};
use crate::index::search::Card;
use crate::library::{Fate, Role, StoryId, Totals};
use crate::neardup::Verdict;
use serde::Serialize;

/// One line of what `retold dedup` writes: an article, whole.
#[derive(Debug, Serialize)]
pub struct DedupOut<'a> {
    id: ArticleId,
    key: Option<&'a str>,
    origin: &'a Origin,
    title: &'a str,
    source: Option<&'a str>,
    date: Option<ArticleDate>,
    byline: Option<&'a str>,
    place: Option<&'a str>,
    section: Option<&'a str>,
    tags: &'a [String],
    lang: Option<&'a str>,
    url: Option<&'a str>,
    body: &'a str,
    story: Option<StoryId>,
    role: Role,
    of: Option<ArticleId>,
    verdict: Option<Verdict>,
}

impl<'a> DedupOut<'a> {
    /// An article, and what becomes of it in its story if it is in one.
    pub fn new(article: &'a Article, fate: Option<(StoryId, Fate)>) -> Self {
        let duplicate = fate.map(|(_, fate)| fate).filter(|fate| fate.role == Role::Duplicate);
        Self {
            id: article.id,
            key: article.key.as_deref(),
            origin: &article.origin,
            title: &article.title,
            source: article.source.as_deref(),
            date: article.date,
            byline: article.byline.as_deref(),
            place: article.place.as_deref(),
            section: article.section.as_deref(),
            tags: &article.tags,
            lang: article.lang.as_deref(),
            url: article.url.as_deref(),
            body: &article.body,
            story: fate.map(|(story, _)| story),
            role: fate.map_or(Role::Single, |(_, fate)| fate.role),
            of: duplicate.map(|fate| fate.of),
            verdict: duplicate.and_then(|fate| fate.relation).map(|relation| relation.verdict),
        }
    }
}

/// One story in what `retold dedup --report --json` prints.
#[derive(Debug, Serialize)]
pub struct PlanOut<'a> {
    story: StoryId,
    keep: Ref<'a>,
    duplicates: Vec<FateOut<'a>>,
    related: Vec<FateOut<'a>>,
}

#[derive(Debug, Serialize)]
struct FateOut<'a> {
    article: Ref<'a>,
    of: ArticleId,
    verdict: Option<Verdict>,
    resemblance: Option<f32>,
}

impl<'a> PlanOut<'a> {
    /// A story of which `kept` stays; `fates` are the cards of its articles with what becomes of them.
    pub fn new(story: StoryId, kept: &'a Card, fates: &'a [(Card, Fate)]) -> Self {
        let with = |role| {
            let of_role = fates.iter().filter(move |(_, fate)| fate.role == role);
            of_role.map(|(card, fate)| FateOut {
                article: Ref::from(card),
                of: fate.of,
                verdict: fate.relation.map(|relation| relation.verdict),
                resemblance: fate.relation.map(|relation| relation.resemblance),
            })
        };
        Self {
            story,
            keep: Ref::from(kept),
            duplicates: with(Role::Duplicate).collect(),
            related: with(Role::Related).collect(),
        }
    }
}

/// The last line of what `retold dedup --report --json` prints.
#[derive(Debug, Serialize)]
pub struct TotalsOut {
    /// The totals.
    pub totals: Totals,
}
