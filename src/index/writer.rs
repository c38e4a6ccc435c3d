//! Adding and deleting articles. Sketches are made by the caller, on its own threads.

use crate::corpus::{Article, ArticleId};

/// Adds to and deletes from the index; nothing is seen by searchers before a commit.
pub struct Writer {}

impl Writer {
    /// Adds `article` with its sketch and with `content_hash`, a hash of all its fields.
    pub fn add(
        &mut self,
        article: &Article,
        sketch: &[u32],
        content_hash: u64,
    ) -> anyhow::Result<()> {
        let _ = (article, sketch, content_hash);
        Ok(())
    }

    /// Deletes the article with this id, if there is one.
    pub fn delete(&mut self, id: ArticleId) -> anyhow::Result<()> {
        let _ = id;
        Ok(())
    }

    /// Makes everything since the last commit searchable, atomically, marked with `payload`.
    pub fn commit(&mut self, payload: &str) -> anyhow::Result<()> {
        let _ = payload;
        Ok(())
    }

    /// Drops everything since the last commit.
    pub fn rollback(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}
