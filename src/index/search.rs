//! Asking the index: ranked hits, stored articles, names resolved, candidates for near-duplicates.

use super::{Highlighter, Query};
use crate::corpus::{Article, ArticleDate, ArticleId, Origin};

/// How hits are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
}

/// What was found: the hits asked for and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Articles that match, all of them counted.
    pub total: usize,
    /// The best of them with their scores (0 when ordered by date), best first.
    pub hits: Vec<(ArticleId, f32)>,
}

/// Everything of an article but its body: what a list shows and what JSON calls a `REF`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub id: ArticleId,
    /// The record's own id.
    pub key: Option<String>,
    /// Where it stands in the corpus.
    pub origin: Origin,
    /// The headline.
    pub title: String,
    /// The outlet.
    pub source: Option<String>,
    /// The place its dateline gives.
    pub place: Option<String>,
    /// When it was published.
    pub date: Option<ArticleDate>,
    /// Language, two letters.
    pub lang: Option<String>,
    /// Words in the body.
    pub words: usize,
}

/// A view of the index at one commit. Cheap to clone.
#[derive(Clone)]
pub struct Searcher {}

impl Searcher {
    /// Articles in it.
    pub fn len(&self) -> usize {
        0
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `limit` hits after the first `offset`. Ties are broken by date, newest first, then by
    /// id, so that the order is stable. An empty query matches everything.
    pub fn search(
        &self,
        query: &Query,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> anyhow::Result<Found> {
        let _ = (query, order, offset, limit);
        Ok(Found::default())
    }

    /// Marks what `query` matches in any text, with the terms this index expands it to.
    pub fn highlighter(&self, query: &Query) -> anyhow::Result<Highlighter> {
        let _ = query;
        Ok(Highlighter::default())
    }

    /// A stored article.
    pub fn article(&self, id: ArticleId) -> anyhow::Result<Option<Article>> {
        let _ = id;
        Ok(None)
    }

    /// A stored article's metadata.
    pub fn card(&self, id: ArticleId) -> anyhow::Result<Option<Card>> {
        let _ = id;
        Ok(None)
    }

    /// The article at this place of the corpus: `path` or `path:record`; for the path of a file with
    /// one record, that record.
    pub fn by_origin(&self, origin: &str) -> anyhow::Result<Option<ArticleId>> {
        let _ = origin;
        Ok(None)
    }

    /// The articles whose record's own id is `key`.
    pub fn by_key(&self, key: &str) -> anyhow::Result<Vec<ArticleId>> {
        let _ = key;
        Ok(Vec::new())
    }

    /// Up to `limit` articles whose ids start with `prefix`.
    pub fn by_prefix(&self, prefix: &str, limit: usize) -> anyhow::Result<Vec<ArticleId>> {
        let _ = (prefix, limit);
        Ok(Vec::new())
    }

    /// Every article of the file at `path` with its content hash: what a refresh compares with.
    pub fn in_file(&self, path: &str) -> anyhow::Result<Vec<(ArticleId, u64)>> {
        let _ = path;
        Ok(Vec::new())
    }

    /// Every article's id, in the order of the index.
    pub fn ids(&self) -> anyhow::Result<Vec<ArticleId>> {
        Ok(Vec::new())
    }

    /// Articles that share terms of `sketch`, with how many, most shared first, at most `limit`.
    pub fn candidates(
        &self,
        sketch: &[u32],
        limit: usize,
    ) -> anyhow::Result<Vec<(ArticleId, u32)>> {
        let _ = (sketch, limit);
        Ok(Vec::new())
    }

    /// Every sketch term's articles, one call a term that two or more share: all candidates of the
    /// corpus in one pass over the term dictionary. The numbers are places in [`Self::ids`].
    pub fn sketch_postings(&self, each: &mut dyn FnMut(&[u32])) -> anyhow::Result<()> {
        let _ = each;
        Ok(())
    }
}
