//! Adding and deleting articles. Sketches are made by the caller, on its own threads.

use super::generation::Dirty;
use super::meta::{MAX_IN_COLUMN, Meta};
use super::schema::Fields;
use crate::corpus::{Article, ArticleId};
use crate::text::segment;
use anyhow::Context;
use std::collections::HashSet;
use std::path::Path;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexReader, IndexWriter, TantivyDocument, Term};

/// Words of the body that make its lead.
const LEAD_WORDS: usize = 60;

/// Share of deleted articles in a segment from which it is written anew.
const DELETES_BEFORE_MERGE: f32 = 0.3;

/// Labels are matched by their first bytes; nobody searches for more.
const MAX_LABEL: usize = 4096;

/// What writing may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterOptions {
    /// Threads that turn articles into index; at least 1.
    pub threads: usize,
    /// Bytes all of them may hold before they write to disk; at least 15 MB a thread.
    pub heap: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { threads: cores.clamp(1, 2), heap: 150_000_000 }
    }
}

/// Adds to and deletes from the index; nothing is seen by searchers before a commit. When it is
/// dropped, what was not committed is gone, and what was stays.
pub struct Writer {
    writer: IndexWriter<TantivyDocument>,
    reader: IndexReader,
    fields: Fields,
    /// Added since the last commit: only these, and what is committed, need deleting before they
    /// are added again.
    fresh: HashSet<u64>,
    _dirty: Dirty,
}

impl Writer {
    pub(super) fn open(
        index: &Index,
        reader: IndexReader,
        fields: Fields,
        options: WriterOptions,
        directory: &Path,
    ) -> anyhow::Result<Self> {
        let threads = options.threads.clamp(1, 8);
        let heap = options.heap.max(threads * 15_000_000);
        let tantivy_options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(heap / threads)
            .num_merge_threads(threads)
            .build();
        let writer = index
            .writer_with_options(tantivy_options)
            .context("cannot start writing to the index; is another writer open?")?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETES_BEFORE_MERGE);
        writer.set_merge_policy(Box::new(policy));
        let dirty = Dirty::mark(directory).context("cannot write to the index directory")?;
        Ok(Self { writer, reader, fields, fresh: HashSet::new(), _dirty: dirty })
    }

    /// Adds `article` with its sketch and with `content_hash`, a hash of all its fields. An article
    /// of the same id is replaced.
    pub fn add(
        &mut self,
        article: &Article,
        sketch: &[u32],
        content_hash: u64,
    ) -> anyhow::Result<()> {
        let id = article.id.0;
        if !self.fresh.insert(id) || self.is_committed(id)? {
            self.writer.delete_term(Term::from_field_u64(self.fields.id, id));
        }
        let document = self.document(article, sketch, content_hash)?;
        self.writer.add_document(document).context("cannot add an article to the index")?;
        Ok(())
    }

    /// Deletes the article with this id, if there is one.
    pub fn delete(&mut self, id: ArticleId) -> anyhow::Result<()> {
        self.writer.delete_term(Term::from_field_u64(self.fields.id, id.0));
        Ok(())
    }

    /// Makes everything since the last commit searchable, atomically, marked with `payload`.
    pub fn commit(&mut self, payload: &str) -> anyhow::Result<()> {
        let mut prepared = self.writer.prepare_commit().context("cannot finish the index")?;
        prepared.set_payload(payload);
        prepared.commit().context("cannot commit to the index; is the disk full?")?;
        self.fresh.clear();
        self.reader.reload().context("cannot open what was just committed")?;
        Ok(())
    }

    /// Drops everything since the last commit.
    pub fn rollback(&mut self) -> anyhow::Result<()> {
        self.writer.rollback().context("cannot undo what was not committed")?;
        self.fresh.clear();
        Ok(())
    }

    /// Commits nothing more, but waits until segments being merged are written, so that the index is
    /// left in as few pieces as it can be.
    pub fn finish(self) -> anyhow::Result<()> {
        let Self { writer, reader, .. } = self;
        writer.wait_merging_threads().context("cannot merge the index")?;
        reader.reload().context("cannot open the merged index")?;
        Ok(())
    }

    fn is_committed(&self, id: u64) -> anyhow::Result<bool> {
        let term = Term::from_field_u64(self.fields.id, id);
        for segment in self.reader.searcher().segment_readers() {
            if segment.inverted_index(self.fields.id)?.get_term_info(&term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn document(
        &self,
        article: &Article,
        sketch: &[u32],
        content_hash: u64,
    ) -> anyhow::Result<TantivyDocument> {
        let fields = &self.fields;
        let body = article.body.as_str();
        let mut words = 0;
        let mut lead_end = 0;
        for span in segment::words(body) {
            words += 1;
            if words <= LEAD_WORDS {
                lead_end = span.end;
            }
        }
        let mut document = TantivyDocument::with_capacity(2 * body.len() + 2048);
        document.add_u64(fields.id, article.id.0);
        document.add_text(fields.origin, article.origin.to_string());
        document.add_text(fields.path, &article.origin.path);
        document.add_text(fields.title, &article.title);
        document.add_text(fields.body, body);
        document.add_text(fields.lead, &body[..lead_end]);
        document.add_text(fields.figure, &article.title);
        document.add_text(fields.figure, body);
        let labels = [
            (fields.key, &article.key),
            (fields.byline, &article.byline),
            (fields.source, &article.source),
            (fields.place, &article.place),
            (fields.section, &article.section),
            (fields.lang, &article.lang),
            (fields.source_value, &article.source),
            (fields.place_value, &article.place),
            (fields.section_value, &article.section),
            (fields.lang_value, &article.lang),
            (fields.url, &article.url),
        ];
        for (field, label) in labels {
            if let Some(label) = label {
                document.add_text(field, cut(label));
            }
        }
        for tag in &article.tags {
            document.add_text(fields.tag, cut(tag));
            document.add_text(fields.tag_value, cut(tag));
        }
        if let Some(date) = article.date {
            document.add_i64(fields.date, date.seconds);
        }
        document.add_u64(fields.words, words as u64);
        document.add_u64(fields.content_hash, content_hash);
        for &term in sketch {
            document.add_u64(fields.sketch, u64::from(term));
        }
        let meta = Meta::of(article, words).to_bytes()?;
        let field = if meta.len() <= MAX_IN_COLUMN { fields.meta } else { fields.long_meta };
        document.add_bytes(field, &meta);
        Ok(document)
    }
}

/// The start of a label, as long as one is matched by.
fn cut(label: &str) -> &str {
    let mut end = label.len().min(MAX_LABEL);
    while !label.is_char_boundary(end) {
        end -= 1;
    }
    &label[..end]
}
