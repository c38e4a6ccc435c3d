//! Comparing on a thread of its own: two articles, or one with several.

use super::Context;
use crate::app::beside::{Other, Several};
use crate::app::event::{Compared, Partner};
use crate::corpus::{Article, ArticleId};
use crate::diff::facts::Contrast;
use crate::diff::{Comparison, Granularity, Options, Text, compare_labelled, facts};
use crate::term::crash::catch;
use anyhow::{Context as _, Result, bail};
use std::sync::Arc;

/// Compares an article with another, and names what else it could be compared with.
pub(super) fn two(
    context: &Context,
    left: ArticleId,
    partner: Partner,
    granularity: Granularity,
) -> Result<Arc<Compared>, String> {
    catch(|| {
        let view = context.library.view()?;
        let mut copies = context.nearest.of(&view, left)?;
        copies.retain(|copy| copy.relation.verdict.is_copy());
        let right = match partner {
            Partner::Article(right) => right,
            Partner::Closest => {
                let closest = copies.first().map(|copy| copy.card.id);
                closest.context("no near-duplicate of this article was found")?
            }
        };
        let place = copies.iter().position(|copy| copy.card.id == right);
        let (left, right) = (view.article(left)?, view.article(right)?);
        let (comparison, facts) = context.hold(&left, &right, granularity);
        let boilerplate = [&left, &right].map(|article| view.boilerplate(&article.body));
        let story = view.story_of(left.id).map(|story| story.ids().collect()).unwrap_or_default();
        Ok(Arc::new(Compared { left, right, comparison, facts, copies, place, story, boilerplate }))
    })
}

/// Compares one article with each of `columns`. Those that are no longer there are left out.
pub(super) fn several(
    context: &Context,
    left: ArticleId,
    columns: &[ArticleId],
    granularity: Granularity,
) -> Result<Arc<Several>, String> {
    catch(|| {
        let view = context.library.view()?;
        let left = view.article(left)?;
        let others = columns.iter().filter_map(|id| view.article(*id).ok());
        let others: Vec<Other> = others
            .map(|article| {
                let (comparison, facts) = context.hold(&left, &article, granularity);
                let boilerplate = view.boilerplate(&article.body);
                Other { article, comparison, facts, boilerplate }
            })
            .collect();
        if others.is_empty() {
            bail!("the reports to compare it with are no longer in the corpus");
        }
        let there = |id: &ArticleId| *id != left.id && !columns.contains(id);
        let more = match view.story_of(left.id) {
            Some(story) => {
                story.ids().filter(there).map(|id| view.card(id)).collect::<Result<_>>()?
            }
            None => {
                let copies = context.nearest.of(&view, left.id)?.into_iter();
                let copies = copies.filter(|copy| copy.relation.verdict.is_copy());
                copies.map(|copy| copy.card).filter(|card| there(&card.id)).collect()
            }
        };
        let boilerplate = view.boilerplate(&left.body);
        Ok(Arc::new(Several { left, boilerplate, columns: others, more }))
    })
}

impl Context {
    /// What differs between two articles, and what they state.
    fn hold(
        &self,
        left: &Article,
        right: &Article,
        granularity: Granularity,
    ) -> (Comparison, Arc<[Contrast]>) {
        let (l, r) = (Text { body: &left.body }, Text { body: &right.body });
        let options = Options { granularity, ..Options::default() };
        let comparison = compare_labelled(l, r, options, &self.labels);
        let facts = facts::of_both(&comparison, left, right, &self.labels);
        (comparison, facts.into())
    }
}
