//! Searching a view: the query with what the library knows filled in, hits folded by story, and what a
//! list shows of each row.

use super::{Hit, Request, Results, View};
use crate::corpus::{ArticleId, metadata};
use crate::index::{Complaint, Found, Highlighter, Order, Outside, Query};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::time::Instant;

/// Up to this many matches are folded whole, so that their rows can be counted on every key.
const COUNTED: usize = 2_000;

/// Rows of results, before what is shown of them is loaded.
struct Listed {
    /// Articles that match.
    total: usize,
    rows: Vec<Row>,
    /// How many rows there are in all, when that is known.
    counted: Option<usize>,
    /// What the index could not do as it was asked.
    complaints: Vec<Complaint>,
}

impl View {
    /// Runs a search: copies folded under their best hit unless asked otherwise. Dates such as
    /// `yesterday` count from today, in UTC.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &Request) -> anyhow::Result<Results> {
        self.search_with(request, &())
    }

    /// The same, where `kept` knows what the reader keeps of articles: it answers `is:read`,
    /// `is:starred` and the reader's own `tag:`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search_with(&self, request: &Request, kept: &dyn Outside) -> anyhow::Result<Results> {
        let started = Instant::now();
        let query = self.query(&request.query, request.typing, kept);
        let order = if query.is_empty() { Order::Newest } else { request.order };
        let wanted = request.offset.saturating_add(request.limit);
        let Listed { total, rows, counted, complaints } =
            self.rows(&query, order, request.fold, wanted)?;
        let highlighter = self.searcher.highlighter(&query)?;
        let hits = rows
            .iter()
            .skip(request.offset)
            .take(request.limit)
            .map(|row| self.hit(row, request, &highlighter))
            .collect::<anyhow::Result<Vec<_>>>()?;
        // What may be left open while typing is worth a word once nothing is found for it.
        let mut complaints = match total {
            0 if request.typing => self.query(&request.query, false, kept).complaints,
            // A word that is being typed may yet say more.
            _ => {
                let end = request.query.len();
                let said = complaints.into_iter();
                let said = said.filter(|c| !request.typing || c.span.end < end);
                query.complaints.into_iter().chain(said).collect()
            }
        };
        complaints.sort_by_key(|complaint| complaint.span);
        Ok(Results {
            query: request.query.clone(),
            total,
            rows: counted,
            hits,
            complaints,
            highlighter,
            took: started.elapsed(),
        })
    }

    /// `text` as a query, with what is known of stories, and by `kept`, filled in.
    fn query(&self, text: &str, typing: bool, kept: &dyn Outside) -> Query {
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let mut query = Query::parse_on(text, typing, today);
        query.resolve(&(self.known(), kept));
        query
    }

    /// The first `wanted` rows at least.
    fn rows(
        &self,
        query: &Query,
        order: Order,
        fold: bool,
        wanted: usize,
    ) -> anyhow::Result<Listed> {
        if !fold {
            let Found { total, hits, complaints } =
                self.searcher.search(query, order, 0, wanted)?;
            let rows = hits.iter().map(|&(id, score)| Row::new(id, score)).collect();
            return Ok(Listed { total, rows, counted: Some(total), complaints });
        }
        let mut limit = COUNTED.max(wanted.saturating_mul(2));
        loop {
            let found = self.searcher.search(query, order, 0, limit)?;
            let whole = found.hits.len() >= found.total;
            let rows = self.fold(&found.hits);
            if whole || found.hits.len() < limit || rows.len() >= wanted {
                let counted = whole.then_some(rows.len());
                let Found { total, complaints, .. } = found;
                return Ok(Listed { total, rows, counted, complaints });
            }
            limit = limit.saturating_mul(4);
        }
    }

    /// Hits of one story under the best of them.
    fn fold(&self, hits: &[(ArticleId, f32)]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut row_of: HashMap<u32, usize> = HashMap::new();
        for &(id, score) in hits {
            match self.stories.number_of(id) {
                Some(story) => match row_of.entry(story) {
                    Entry::Occupied(at) => {
                        if let Some(row) = rows.get_mut(*at.get()) {
                            row.matching.push(id);
                        }
                    }
                    Entry::Vacant(slot) => {
                        slot.insert(rows.len());
                        rows.push(Row::new(id, score));
                    }
                },
                None => rows.push(Row::new(id, score)),
            }
        }
        rows
    }

    /// A row of results, with everything a list shows of it.
    fn hit(&self, row: &Row, request: &Request, highlighter: &Highlighter) -> anyhow::Result<Hit> {
        let article = self.article(row.id)?;
        let mut snippet = highlighter.snippet(&article.body, request.snippet);
        if snippet.marks.is_empty() {
            // Nothing to show why, so show what it is about rather than who wrote it when.
            let text = article.body.get(metadata::text_start(&article.body)..);
            snippet = highlighter.snippet(text.unwrap_or_default(), request.snippet);
        }
        let mut folded = Vec::new();
        if request.fold
            && let Some(story) = self.stories.of(row.id)
        {
            let matching: HashSet<ArticleId> = row.matching.iter().copied().collect();
            let rest = story.ids();
            folded = row.matching.clone();
            folded.extend(rest.filter(|id| *id != row.id && !matching.contains(id)));
        }
        let copy_count = folded.len();
        folded.truncate(request.copies);
        let verdict = |copy: &ArticleId| Some(self.relation(row.id, *copy)?.verdict);
        let verdicts = folded.iter().map(verdict).collect();
        Ok(Hit {
            card: self.card(row.id)?,
            score: row.score,
            snippet,
            copy_count,
            copies: self.cards(folded.into_iter())?,
            verdicts,
        })
    }
}

/// A row of results before anything of it is loaded.
struct Row {
    id: ArticleId,
    score: f32,
    /// The other matches of its story, best first.
    matching: Vec<ArticleId>,
}

impl Row {
    fn new(id: ArticleId, score: f32) -> Self {
        Self { id, score, matching: Vec::new() }
    }
}
