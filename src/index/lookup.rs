//! Articles by name: id, prefix of an id, key, origin or file.

use super::meta::Meta;
use super::search::{Card, Inner};
use crate::corpus::{Article, ArticleId};
use anyhow::Context;
use std::collections::BTreeSet;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, TantivyDocument, Term};

impl Inner {
    /// Where the article is.
    pub(super) fn address(&self, id: ArticleId) -> anyhow::Result<Option<DocAddress>> {
        let mut found = None;
        self.each_with(&Term::from_field_u64(self.fields.id, id.0), |address| {
            found = Some(address);
        })?;
        Ok(found)
    }

    /// Calls `each` with every living document that has `term`, in the order of the index.
    fn each_with(&self, term: &Term, mut each: impl FnMut(DocAddress)) -> anyhow::Result<()> {
        for (segment_ord, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? {
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    if !segment.is_deleted(doc) {
                        each(DocAddress::new(segment_ord, doc));
                    }
                    doc = postings.advance();
                }
            }
        }
        Ok(())
    }

    /// The id of the document at `address`.
    fn id_at(&self, address: DocAddress) -> anyhow::Result<ArticleId> {
        self.columns
            .get(address.segment_ord as usize)
            .and_then(|columns| columns.id.first(address.doc_id))
            .map(ArticleId)
            .context("an article in the index has no id")
    }

    pub(super) fn article(&self, id: ArticleId) -> anyhow::Result<Option<Article>> {
        let Some(address) = self.address(id)? else {
            return Ok(None);
        };
        let document: TantivyDocument =
            self.searcher.doc(address).context("cannot read a stored article")?;
        let body = self.body(&document)?.to_string();
        let mut buffer = Vec::new();
        Ok(Some(self.meta(address, Some(&document), &mut buffer)?.article(id, body)))
    }

    pub(super) fn card(&self, id: ArticleId) -> anyhow::Result<Option<Card>> {
        let Some(address) = self.address(id)? else {
            return Ok(None);
        };
        let mut buffer = Vec::new();
        Ok(Some(self.meta(address, None, &mut buffer)?.card(id)))
    }

    /// The metadata at `address`, read into `buffer`; `document` spares reading what is stored when
    /// it was read already.
    pub(super) fn meta<'b>(
        &self,
        address: DocAddress,
        document: Option<&TantivyDocument>,
        buffer: &'b mut Vec<u8>,
    ) -> anyhow::Result<Meta<'b>> {
        let column = self.columns.get(address.segment_ord as usize).and_then(|c| c.meta.as_ref());
        if let Some(column) = column
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_bytes(ord, buffer)?;
            return Meta::from_bytes(buffer);
        }
        let read;
        let document = match document {
            Some(document) => document,
            None => {
                read = self.searcher.doc::<TantivyDocument>(address)?;
                &read
            }
        };
        let bytes = document
            .get_first(self.fields.long_meta)
            .and_then(|value| value.as_bytes())
            .context("an article in the index has no metadata")?;
        buffer.extend_from_slice(bytes);
        Meta::from_bytes(buffer)
    }

    pub(super) fn by_origin(&self, origin: &str) -> anyhow::Result<Option<ArticleId>> {
        if let Some(&id) = self.ids_with(self.fields.origin, origin)?.first() {
            return Ok(Some(id));
        }
        let in_file = self.ids_with(self.fields.path, origin)?;
        Ok(match in_file.as_slice() {
            &[only] => Some(only),
            _ => None,
        })
    }

    pub(super) fn by_key(&self, key: &str) -> anyhow::Result<Vec<ArticleId>> {
        self.ids_with(self.fields.key, key)
    }

    fn ids_with(&self, field: Field, value: &str) -> anyhow::Result<Vec<ArticleId>> {
        let mut addresses = Vec::new();
        self.each_with(&Term::from_field_text(field, value), |address| addresses.push(address))?;
        let mut ids = addresses
            .into_iter()
            .map(|address| self.id_at(address))
            .collect::<anyhow::Result<Vec<_>>>()?;
        ids.sort_unstable();
        Ok(ids)
    }

    pub(super) fn by_prefix(&self, prefix: &str, limit: usize) -> anyhow::Result<Vec<ArticleId>> {
        let Some(range) = ArticleId::prefix_range(prefix) else {
            return Ok(Vec::new());
        };
        let mut ids = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.id)?;
            let mut stream = inverted
                .terms()
                .range()
                .ge(range.start().0.to_be_bytes())
                .le(range.end().0.to_be_bytes())
                .into_stream()?;
            let mut taken = 0;
            while taken < limit && stream.advance() {
                let Ok(key) = <[u8; 8]>::try_from(stream.key()) else {
                    continue;
                };
                let postings = inverted
                    .read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                if any_alive(segment, postings) {
                    ids.push(ArticleId(u64::from_be_bytes(key)));
                    taken += 1;
                }
            }
        }
        ids.sort_unstable();
        ids.truncate(limit);
        Ok(ids)
    }

    pub(super) fn in_file(&self, path: &str) -> anyhow::Result<Vec<(ArticleId, u64)>> {
        let mut addresses = Vec::new();
        self.each_with(&Term::from_field_text(self.fields.path, path), |a| addresses.push(a))?;
        addresses
            .into_iter()
            .map(|address| {
                let hash = self
                    .columns
                    .get(address.segment_ord as usize)
                    .and_then(|columns| columns.content_hash.first(address.doc_id))
                    .context("an article in the index has no content hash")?;
                Ok((self.id_at(address)?, hash))
            })
            .collect()
    }

    pub(super) fn paths(&self) -> anyhow::Result<BTreeSet<String>> {
        let mut paths = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.path)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                let postings = inverted
                    .read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                if any_alive(segment, postings) {
                    paths.insert(String::from_utf8_lossy(stream.key()).into_owned());
                }
            }
        }
        Ok(paths)
    }

    pub(super) fn ids(&self) -> anyhow::Result<Vec<ArticleId>> {
        let mut ids = Vec::with_capacity(self.searcher.num_docs() as usize);
        for (segment_ord, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            for doc in segment.doc_ids_alive() {
                ids.push(self.id_at(DocAddress::new(segment_ord, doc))?);
            }
        }
        Ok(ids)
    }
}

fn any_alive(segment: &SegmentReader, mut postings: impl DocSet) -> bool {
    let mut doc: DocId = postings.doc();
    while doc != TERMINATED {
        if !segment.is_deleted(doc) {
            return true;
        }
        doc = postings.advance();
    }
    false
}
