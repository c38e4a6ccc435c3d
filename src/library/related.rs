//! Words that what a query finds has more often than the rest of the corpus: told by the best hits, one
//! report of each story, so that what is printed everywhere does not speak for many.

use super::facets::{By, Facet, FacetValue};
use super::{Request, View};
use crate::index::{Order, Query, Vocabulary};

/// Hits whose words are looked at.
const HITS: usize = 160;
/// Of those, between two looks at whether it is still wanted.
const BATCH: usize = 32;
/// Bytes of each text that are read.
const FAR: usize = 64 * 1024;

impl View {
    /// The words that stand out in what `query` finds, each with the number of articles that it finds
    /// with the word added. At most `limit`; none for a query that asks for nothing.
    pub(super) fn related(&self, query: &Query, limit: usize) -> anyhow::Result<Facet> {
        let mut values = Vec::new();
        if !query.is_empty() {
            let hits = self.vocabularies(query)?;
            for related in self.searcher.related(query, &hits, limit)? {
                self.cancel.check()?;
                let word = Query::parse(&By::Related.filter(&related.word), false);
                let count = self.searcher.count(&query.clone().and(word))?;
                values.push(FacetValue { value: related.word, title: None, count });
            }
        }
        Ok(Facet { by: By::Related, period: None, distinct: values.len(), values, without: 0 })
    }

    /// The words of the best hits, one for each story.
    fn vocabularies(&self, query: &Query) -> anyhow::Result<Vec<Vocabulary>> {
        let request = Request {
            query: String::new(),
            typing: false,
            order: Order::Relevance,
            fold: true,
            offset: 0,
            limit: HITS,
            snippet: 0,
            windows: 1,
            copies: 0,
        };
        let ids: Vec<_> = self.rows(query, &request)?.rows.iter().map(|row| row.id).collect();
        let highlighter = self.searcher.highlighter(query)?;
        let mut hits = Vec::with_capacity(ids.len());
        for batch in ids.chunks(BATCH) {
            self.cancel.check()?;
            let read = self.searcher.articles(
                batch,
                || (),
                |(), article| {
                    let text = crate::text::start_of(&article.body, FAR);
                    let skip = self.boilerplate(text);
                    Vocabulary::new(text, &highlighter, &skip, article.lang.as_deref())
                },
            )?;
            hits.extend(read.into_iter().flatten());
        }
        Ok(hits)
    }
}
