//! What whole listings ask of a corpus: its articles in its own order, and one article measured against
//! many others, or against a text that need not be in the corpus.

use super::View;
use super::view::document;
use crate::corpus::{Article, ArticleId};
use crate::neardup::{Relation, Rules, Why, why};
use rayon::prelude::*;

impl View {
    /// Every article, in the order of the corpus: by path, then by record. Takes some 100 bytes an
    /// article while it sorts.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn in_order(&self) -> anyhow::Result<Vec<ArticleId>> {
        let mut found = Vec::with_capacity(self.len());
        for id in self.searcher.ids()? {
            let Some(card) = self.searcher.card(id)? else { continue };
            found.push((card.origin, id));
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// Why two texts are what they are to one another, by the rules of this corpus. Neither need be in
    /// it.
    pub fn why_of(&self, a: &Article, b: &Article) -> Why {
        explain(a, b, &self.stories.rules)
    }

    /// What each of `others` is to the article `id`, measured exactly from the stored text.
    ///
    /// # Errors
    /// When one of them is no longer in the index.
    pub fn measured(
        &self,
        id: ArticleId,
        others: &[ArticleId],
    ) -> anyhow::Result<Vec<(ArticleId, Relation)>> {
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let rules = &self.stories.rules;
        let own = rules.fingerprint(document(&self.article(id)?));
        let measure = |&other: &ArticleId| {
            let fingerprint = rules.fingerprint(document(&self.article(other)?));
            Ok((other, rules.relate(&fingerprint, &own)))
        };
        others.par_iter().map(measure).collect()
    }
}

/// Why two texts are what they are to one another by `rules`, in no corpus at all.
pub fn explain(a: &Article, b: &Article, rules: &Rules) -> Why {
    why(document(a), document(b), rules)
}
