//! Asking the index: ranked hits, stored articles, names resolved, candidates for near-duplicates.

use super::collect::Ranked;
use super::compile::Compiled;
use super::complete::Completion;
use super::expand::Expansions;
use super::labels::Labels;
use super::rare::RareTerm;
use super::schema::{self, Fields};
use super::stopping::{Cancel, Stopping};
use super::{Complaint, Highlighter, Order, Outline, Outlined, Outside, Query, Ranking, guarded};
use crate::corpus::{Article, ArticleDate, ArticleId, Origin};
use anyhow::Context;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::collector::Collector;
use tantivy::columnar::{BytesColumn, Column};

/// What was found: the hits asked for and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Articles that match, all of them counted.
    pub total: usize,
    /// The best of them with their scores (0 where the order does not go by them), best first.
    pub hits: Vec<(ArticleId, f32)>,
    /// What of the query the index could not do as it was asked.
    pub complaints: Vec<Complaint>,
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
pub struct Searcher {
    pub(super) inner: Arc<Inner>,
    /// Stops what this clone is asked.
    cancel: Cancel,
}

/// What clones of a searcher share.
pub(super) struct Inner {
    pub(super) searcher: tantivy::Searcher,
    pub(super) fields: Fields,
    /// By segment.
    pub(super) columns: Arc<Vec<Columns>>,
    pub(super) expansions: Expansions,
    /// Read when they are first asked for.
    pub(super) labels: Labels,
}

/// The columns of one segment.
pub(super) struct Columns {
    pub(super) id: Column<u64>,
    pub(super) date: Column<i64>,
    pub(super) words: Column<u64>,
    pub(super) content_hash: Column<u64>,
    pub(super) meta: Option<BytesColumn>,
}

impl Searcher {
    pub(super) fn new(searcher: tantivy::Searcher, fields: Fields) -> anyhow::Result<Self> {
        let open = |segment: &tantivy::SegmentReader| -> anyhow::Result<Columns> {
            let fast = segment.fast_fields();
            Ok(Columns {
                id: fast.u64(schema::ID)?,
                date: fast.i64(schema::DATE)?,
                words: fast.u64(schema::WORDS_COLUMN)?,
                content_hash: fast.u64(schema::CONTENT_HASH)?,
                meta: fast.bytes(schema::META)?,
            })
        };
        let columns = guarded(|| searcher.segment_readers().iter().map(open).collect())
            .context("cannot read the index' columns")?;
        let columns = Arc::new(columns);
        let (expansions, labels) = (Expansions::default(), Labels::default());
        let inner = Inner { searcher, fields, columns, expansions, labels };
        Ok(Self { inner: Arc::new(inner), cancel: Cancel::default() })
    }

    /// The same view, whose searches end with an error once `cancel` is used.
    #[must_use]
    pub fn until(&self, cancel: &Cancel) -> Self {
        Self { inner: Arc::clone(&self.inner), cancel: cancel.clone() }
    }

    /// Articles in it.
    pub fn len(&self) -> usize {
        usize::try_from(self.inner.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `limit` hits after the first `offset`. Ties are broken by date, newest first, then by
    /// id, so that the order is stable. An empty query matches everything, newest first unless asked
    /// otherwise.
    pub fn search(
        &self,
        query: &Query,
        order: Order,
        offset: usize,
        limit: usize,
    ) -> anyhow::Result<Found> {
        self.search_by(query, &Ranking::from(order), offset, limit)
    }

    /// The same in an order that may need to know more of an article than the index does. What it
    /// takes goes by the articles that match and by `limit`; how far off `offset` is does not count but
    /// for the memory, 64 bytes a hit passed over.
    pub fn search_by(
        &self,
        query: &Query,
        ranking: &Ranking,
        offset: usize,
        limit: usize,
    ) -> anyhow::Result<Found> {
        let order = ranking.order.of(query.is_empty());
        let newest = || self.inner.columns.iter().map(|columns| columns.date.max_value()).max();
        let collector = Ranked {
            order,
            standing: ranking.standing.clone(),
            newest: if order == Order::Recency { newest().unwrap_or(0) } else { 0 },
            skip: offset,
            keep: offset.saturating_add(limit).min(self.len()),
            columns: &self.inner.columns,
        };
        let ((total, ranks), complaints) = self.collect(query, &collector)?;
        let hits = ranks.iter().map(|rank| (ArticleId(rank.id()), rank.score(order))).collect();
        Ok(Found { total, hits, complaints })
    }

    /// Runs `query`, handing what matches to `collector`; with what of it could not be done as asked.
    pub(super) fn collect<C: Collector>(
        &self,
        query: &Query,
        collector: &C,
    ) -> anyhow::Result<(C::Fruit, Vec<Complaint>)> {
        guarded(|| {
            let compiled = Compiled::new(&self.inner, query, &self.cancel)?;
            self.cancel.check()?;
            let collector = Stopping { collector, cancel: &self.cancel };
            let statistics = compiled.statistics(&self.inner.searcher);
            let fruit = collector
                .run(compiled.query.as_ref(), &self.inner.searcher, &statistics)
                .context("cannot search the index")?;
            Ok((fruit, compiled.complaints))
        })
    }

    /// Marks what `query` matches in any text, with the terms this index expands it to.
    pub fn highlighter(&self, query: &Query) -> anyhow::Result<Highlighter> {
        guarded(|| Ok(Compiled::new(&self.inner, query, &self.cancel)?.highlighter))
    }

    /// How the word at `cursor`, a byte of the query `text`, may go on: names of fields, or values of
    /// its field with the number of articles, the commonest first; a bare word goes on as words of
    /// the texts too. The first call for a label such as `source:` reads all labels.
    pub fn complete(
        &self,
        text: &str,
        cursor: usize,
        outside: &dyn Outside,
    ) -> anyhow::Result<Vec<Completion>> {
        self.complete_while(text, cursor, outside, &|| true)
    }

    /// The same for as long as somebody waits for it, which `wanted` says; then it is an error.
    pub fn complete_while(
        &self,
        text: &str,
        cursor: usize,
        outside: &dyn Outside,
        wanted: &dyn Fn() -> bool,
    ) -> anyhow::Result<Vec<Completion>> {
        guarded(|| self.inner.complete(text, cursor, outside, wanted))
    }

    /// A stored article.
    pub fn article(&self, id: ArticleId) -> anyhow::Result<Option<Article>> {
        guarded(|| self.inner.article(id))
    }

    /// A stored article's metadata; its text is not read.
    pub fn card(&self, id: ArticleId) -> anyhow::Result<Option<Card>> {
        guarded(|| self.inner.card(id))
    }

    /// The article at this place of the corpus: `path` or `path:record`; for the path of a file with
    /// one record, that record.
    pub fn by_origin(&self, origin: &str) -> anyhow::Result<Option<ArticleId>> {
        guarded(|| self.inner.by_origin(origin))
    }

    /// The articles whose record's own id is `key`, by id.
    pub fn by_key(&self, key: &str) -> anyhow::Result<Vec<ArticleId>> {
        guarded(|| self.inner.by_key(key))
    }

    /// Up to `limit` articles whose ids start with `prefix`, by id.
    pub fn by_prefix(&self, prefix: &str, limit: usize) -> anyhow::Result<Vec<ArticleId>> {
        guarded(|| self.inner.by_prefix(prefix, limit))
    }

    /// Every article of the file at `path` with its content hash: what a refresh compares with.
    pub fn in_file(&self, path: &str) -> anyhow::Result<Vec<(ArticleId, u64)>> {
        guarded(|| self.inner.in_file(path))
    }

    /// The paths of all files that have articles in the index.
    pub fn paths(&self) -> anyhow::Result<BTreeSet<String>> {
        guarded(|| self.inner.paths())
    }

    /// Whether this is `other` or a clone of it: the same commit, opened once.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// Every article's id, in the order of the index.
    pub fn ids(&self) -> anyhow::Result<Vec<ArticleId>> {
        guarded(|| self.inner.ids())
    }

    /// Articles that share terms of `sketch`, with how many, most shared first, at most `limit`. Of a
    /// term that very many share, only a few of the first count.
    pub fn candidates(
        &self,
        sketch: &[u32],
        limit: usize,
    ) -> anyhow::Result<Vec<(ArticleId, u32)>> {
        guarded(|| self.inner.candidates(sketch, limit))
    }

    /// Every article in the order of the corpus, with all that comparing needs but the texts.
    pub fn outline(&self) -> anyhow::Result<Outline> {
        guarded(|| self.inner.outline())
    }

    /// What `make` makes of the texts of `articles`, in their order, made on every core and read in
    /// the order they are stored in, so that a block of texts is unpacked once. `state` makes what a
    /// thread keeps from one text to the next.
    pub fn texts<S, T: Send>(
        &self,
        articles: &[Outlined],
        state: impl Fn() -> S + Sync,
        make: impl Fn(&mut S, &Outlined, &str) -> T + Sync,
    ) -> anyhow::Result<Vec<T>> {
        self.inner.texts(articles, state, make)
    }

    /// What `make` makes of articles by their names, in their order and made as [`Self::texts`] does; of
    /// one that is not in the index, nothing.
    pub fn articles<S, T: Send>(
        &self,
        ids: &[ArticleId],
        state: impl Fn() -> S + Sync,
        make: impl Fn(&mut S, Article) -> T + Sync,
    ) -> anyhow::Result<Vec<Option<T>>> {
        self.inner.articles(ids, state, make)
    }

    /// Every sketch term's articles, one call a term that two or more share: all candidates of the
    /// corpus in one pass over the term dictionary. The numbers are places in [`Self::ids`], rising.
    pub fn sketch_postings(&self, each: &mut dyn FnMut(&[u32])) -> anyhow::Result<()> {
        guarded(|| self.inner.sketch_postings(each))
    }

    /// When each article was published, in seconds since 1970, in the order of [`Self::ids`].
    pub fn dates(&self) -> anyhow::Result<Vec<Option<i64>>> {
        guarded(|| self.inner.dates())
    }

    /// Every term of the texts that two or more articles have, one call a term, in one pass over the
    /// term dictionary; which articles those are where there are at most `most`.
    pub fn rare_terms(
        &self,
        most: usize,
        each: &mut dyn FnMut(RareTerm<'_>),
    ) -> anyhow::Result<()> {
        guarded(|| self.inner.rare_terms(most, each))
    }

    /// Each distinct term of `text` with the number of articles that have it in theirs.
    pub fn term_counts(&self, text: &str, each: &mut dyn FnMut(&str, u32)) -> anyhow::Result<()> {
        guarded(|| self.inner.term_counts(text, each))
    }

    /// The articles that share terms of `text` which at most `most` articles have, those with the most
    /// and rarest first, at most `limit`. With `dates`, only undated ones and those published then
    /// (seconds since 1970, both ends included).
    pub fn sharing_rare_terms(
        &self,
        text: &str,
        most: usize,
        dates: Option<(i64, i64)>,
        limit: usize,
    ) -> anyhow::Result<Vec<ArticleId>> {
        guarded(|| self.inner.sharing_rare_terms(text, (most, dates), limit))
    }
}
