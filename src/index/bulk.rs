//! Many stored articles at once, on every core: read in the order they are stored in, so that each
//! compressed block is unpacked once.

use super::guarded;
use super::outline::Outlined;
use super::search::Inner;
use crate::corpus::{Article, ArticleId};
use anyhow::Context;
use rayon::prelude::*;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

/// Articles read by one thread at a stretch: neighbours share a compressed block.
const RUN: usize = 64;

impl Inner {
    /// See [`super::Searcher::texts`].
    pub(super) fn texts<S, T: Send>(
        &self,
        articles: &[Outlined],
        state: impl Fn() -> S + Sync,
        make: impl Fn(&mut S, &Outlined, &str) -> T + Sync,
    ) -> anyhow::Result<Vec<T>> {
        let stored = articles.iter().map(|article| (article.address, article)).collect();
        self.in_order(stored, state, |state, (_, article), document| {
            Ok(make(state, article, self.body(&document)?))
        })
    }

    /// See [`super::Searcher::articles`].
    pub(super) fn articles<S, T: Send>(
        &self,
        ids: &[ArticleId],
        state: impl Fn() -> S + Sync,
        make: impl Fn(&mut S, Article) -> T + Sync,
    ) -> anyhow::Result<Vec<Option<T>>> {
        let mut made: Vec<Option<T>> = ids.iter().map(|_| None).collect();
        let mut stored = Vec::with_capacity(ids.len());
        for (&id, at) in ids.iter().zip(0_usize..) {
            stored.extend(self.address(id)?.map(|address| (address, (id, at))));
        }
        let read = self.in_order(stored, state, |state, (address, (id, at)), document| {
            let body = self.body(&document)?.to_string();
            let mut buffer = Vec::new();
            let article = self.meta(address, Some(&document), &mut buffer)?.article(id, body);
            Ok((at, make(state, article)))
        });
        for (at, one) in read? {
            if let Some(slot) = made.get_mut(at) {
                *slot = Some(one);
            }
        }
        Ok(made)
    }

    /// Reads what is `stored` at these addresses; gives what is made of each in the order it was given.
    fn in_order<K: Copy + Send + Sync, S, T: Send>(
        &self,
        stored: Vec<(DocAddress, K)>,
        state: impl Fn() -> S + Sync,
        make: impl Fn(&mut S, (DocAddress, K), TantivyDocument) -> anyhow::Result<T> + Sync,
    ) -> anyhow::Result<Vec<T>> {
        let mut order: Vec<(DocAddress, usize)> =
            stored.iter().zip(0..).map(|(&(address, _), at)| (address, at)).collect();
        order.sort_unstable();
        let read = |state: &mut S, &(address, at): &(DocAddress, usize)| {
            let document: TantivyDocument =
                self.searcher.doc(address).context("cannot read a stored article")?;
            let one = stored.get(at).context("an article is out of its list")?;
            anyhow::Ok((at, make(state, *one, document)?))
        };
        let runs: anyhow::Result<Vec<Vec<(usize, T)>>> = order
            .par_chunks(RUN)
            .map(|run| {
                guarded(|| {
                    let mut state = state();
                    run.iter().map(|stored| read(&mut state, stored)).collect()
                })
            })
            .collect();
        let mut made: Vec<(usize, T)> = runs?.into_iter().flatten().collect();
        made.sort_unstable_by_key(|&(at, _)| at);
        Ok(made.into_iter().map(|(_, one)| one).collect())
    }

    /// The text of a stored article.
    pub(super) fn body<'d>(&self, document: &'d TantivyDocument) -> anyhow::Result<&'d str> {
        document
            .get_first(self.fields.body)
            .and_then(|value| value.as_str())
            .context("an article in the index has no text")
    }
}
