//! Searching a view: the query with what the library knows filled in, and a page of what it finds.

use super::walk::Listed;
use super::{Request, Results, View};
use crate::index::{Complaint, Outside, Query};
use anyhow::ensure;
use std::time::Instant;

/// Articles up to which a query is asked about: did you mean something else?
const LITTLE: usize = 2;

/// What of a query could not be taken as written, and what of it the index could not do, by place. A
/// word that is being typed, up to the end of the query at `open`, may yet say more.
pub(super) fn said(query: Query, undone: Vec<Complaint>, open: Option<usize>) -> Vec<Complaint> {
    let mut said = query.complaints;
    said.extend(undone.into_iter().filter(|c| open.is_none_or(|end| c.span.end < end)));
    said.sort_by_key(|complaint| complaint.span);
    said
}

impl View {
    /// A query as it was likely meant; none where all its words are common enough.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, query: &str) -> anyhow::Result<Option<String>> {
        self.searcher.suggest(&Query::parse(query, false), query)
    }

    /// The query for what is like a text, which need not be of the corpus: `like:"…"` with the words that
    /// tell most of it.
    ///
    /// # Errors
    /// When no word of it tells anything here, and when the index cannot be read.
    pub fn like_query(&self, text: &str) -> anyhow::Result<String> {
        let words = self.searcher.telling_words(text)?;
        ensure!(!words.is_empty(), "nothing of this text is in the corpus: nothing can be like it");
        // One word alone would be the name of an article.
        let space = if words.len() == 1 { " " } else { "" };
        Ok(format!("like:\"{}{space}\"", words.join(" ")))
    }

    /// Runs a search: copies folded under their best hit unless asked otherwise. Dates such as
    /// `yesterday` count from today, in UTC; `is:read` and the like go by the user's own marks.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &Request) -> anyhow::Result<Results> {
        self.search_with(request, &self.kept())
    }

    /// The same, where `kept` knows what the reader keeps of articles: it answers `is:read`,
    /// `is:starred` and the reader's own `tag:`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search_with(&self, request: &Request, kept: &dyn Outside) -> anyhow::Result<Results> {
        let started = Instant::now();
        let query = self.query(&request.query, request.typing, kept);
        let Listed { total, rows, counted, complaints } = self.rows(&query, request)?;
        let highlighter = self.searcher.highlighter(&query)?;
        let hits = rows
            .iter()
            .map(|row| {
                self.cancel.check()?;
                self.hit(row, request, &highlighter)
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        // For a further page the reader found what was sought.
        let suggestion = match total <= LITTLE && request.offset == 0 {
            true => self.searcher.suggest(&query, &request.query)?,
            false => None,
        };
        // What may be left open while typing is worth a word once nothing is found for it.
        let complaints = match total {
            0 if request.typing => self.query(&request.query, false, kept).complaints,
            _ => said(query, complaints, request.typing.then_some(request.query.len())),
        };
        Ok(Results {
            query: request.query.clone(),
            total,
            rows: counted,
            hits,
            complaints,
            suggestion,
            highlighter,
            took: started.elapsed(),
        })
    }

    /// `text` as a query, with what is known of stories, and by `kept`, filled in.
    pub(super) fn query(&self, text: &str, typing: bool, kept: &dyn Outside) -> Query {
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let mut query = Query::parse_on(text, typing, today);
        query.resolve(&(self.known(), (self.named(), kept)));
        query
    }
}
