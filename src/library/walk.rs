//! The rows of a search: ranked, folded by story, and written out one at a time. A walk goes through any
//! number of them; it holds their names, and the text of one.

use super::{Hit, Request, View};
use crate::corpus::{Article, ArticleId, metadata};
use crate::index::{Complaint, Found, Highlighter, Order, Query, Ranking, Snippet, Standing};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Up to this many matches are folded whole, so that their rows can be counted on every key.
const COUNTED: usize = 2_000;

/// A row of results before anything of it is loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The best match.
    pub id: ArticleId,
    /// How well it matches; 0 where the order does not go by that.
    pub score: f32,
    /// The other matches of its story that are folded under it, best first.
    pub matching: Vec<ArticleId>,
}

impl Row {
    fn new(id: ArticleId, score: f32) -> Self {
        Self { id, score, matching: Vec::new() }
    }

    /// Every match in it.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + '_ {
        std::iter::once(self.id).chain(self.matching.iter().copied())
    }
}

/// Rows of results, before what is shown of them is loaded.
pub(super) struct Listed {
    /// Articles that match.
    pub(super) total: usize,
    /// The rows that were asked for.
    pub(super) rows: Vec<Row>,
    /// How many rows there are in all, when that is known.
    pub(super) counted: Option<usize>,
    /// What the index could not do as it was asked.
    pub(super) complaints: Vec<Complaint>,
}

/// What a search found, however much: rows by name, to be loaded one after the other.
pub struct Walk<'v> {
    /// Articles that match, before folding; of a walk through some, as many as those.
    pub total: usize,
    /// The rows asked for, in order.
    pub rows: Vec<Row>,
    /// Rows there are in all, where they could be counted.
    pub counted: Option<usize>,
    /// What of the query could not be taken as written.
    pub complaints: Vec<Complaint>,
    view: &'v View,
    request: Request,
    highlighter: Highlighter,
}

impl Walk<'_> {
    /// Everything a list shows of a row.
    pub fn hit(&self, row: &Row) -> anyhow::Result<Hit> {
        self.view.hit(row, &self.request, &self.highlighter)
    }

    /// Why an article matches.
    pub fn snippet(&self, article: &Article) -> Snippet {
        snippet(article, &self.highlighter, self.request.snippet)
    }
}

impl View {
    /// Runs a search to go through all it finds, however many: names are held, and nothing else until a
    /// row is asked for. A limit of 0 is none.
    pub fn walk(&self, request: &Request) -> anyhow::Result<Walk<'_>> {
        self.walk_some(request, None)
    }

    /// The same, through those articles only that `wanted` takes.
    pub fn walk_some(
        &self,
        request: &Request,
        wanted: Option<&dyn Fn(ArticleId) -> bool>,
    ) -> anyhow::Result<Walk<'_>> {
        let mut request = request.clone();
        if request.limit == 0 {
            request.limit = usize::MAX;
        }
        let query = self.query(&request.query, request.typing, &self.kept());
        let Listed { total, rows, counted, complaints } = match wanted {
            None => self.rows(&query, &request)?,
            Some(wanted) => {
                let ranking = self.ranking(request.order)?;
                let Found { mut hits, complaints, .. } =
                    self.searcher.search_by(&query, &ranking, 0, usize::MAX)?;
                hits.retain(|(id, _)| wanted(*id));
                let rows = if request.fold { self.fold(&hits) } else { alone(&hits) };
                let counted = Some(rows.len());
                Listed { total: hits.len(), rows: page(rows, &request), counted, complaints }
            }
        };
        let highlighter = self.searcher.highlighter(&query)?;
        let complaints = [query.complaints, complaints].concat();
        Ok(Walk { total, rows, counted, complaints, view: self, request, highlighter })
    }

    /// How many articles match, before folding, and what of the query could not be taken as written.
    pub fn count(&self, query: &str) -> anyhow::Result<(usize, Vec<Complaint>)> {
        let query = self.query(query, false, &self.kept());
        let (total, complaints) = self.searcher.counted(&query)?;
        Ok((total, super::search::said(query, complaints, None)))
    }

    /// Whether there is such an article.
    pub fn holds(&self, id: ArticleId) -> bool {
        self.searcher.card(id).is_ok_and(|card| card.is_some())
    }

    /// Near-duplicates of an article in its story.
    pub fn copy_count(&self, id: ArticleId) -> usize {
        self.stories.of(id).map_or(0, |story| story.members.len().saturating_sub(1))
    }

    /// Distinct outlets that tell an article's story; of one in no story, one.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn spread(&self, id: ArticleId) -> anyhow::Result<usize> {
        let Some(story) = self.stories.number_of(id) else { return Ok(1) };
        Ok(self.spreads()?.get(story as usize).map_or(1, |&outlets| outlets as usize))
    }

    /// Outlets by number of story.
    fn spreads(&self) -> anyhow::Result<Arc<[u32]>> {
        if let Some(known) = self.spread.get() {
            return Ok(known.clone());
        }
        let told = self.searcher.outlets()?.into_iter().filter(|&(_, outlet)| outlet > 0);
        let mut pairs: Vec<(u32, u32)> =
            told.filter_map(|(id, outlet)| Some((self.stories.number_of(id)?, outlet))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut spreads = vec![0_u32; self.stories.all().len()];
        for (story, _) in pairs {
            spreads.get_mut(story as usize).into_iter().for_each(|outlets| *outlets += 1);
        }
        spreads.iter_mut().for_each(|outlets| *outlets = (*outlets).max(1));
        Ok(self.spread.get_or_init(|| spreads.into()).clone())
    }

    /// An order with what it needs to know.
    fn ranking(&self, order: Order) -> anyhow::Result<Ranking> {
        let stories = self.stories.clone();
        let standing: Option<Standing> = match order {
            Order::Copies => Some(Arc::new(move |id| {
                let copies = stories.of(id).map_or(0, |story| story.members.len() - 1);
                u32::try_from(copies).unwrap_or(u32::MAX)
            })),
            Order::Spread => {
                let spreads = self.spreads()?;
                Some(Arc::new(move |id| {
                    let story = stories.number_of(id);
                    story.and_then(|story| spreads.get(story as usize)).copied().unwrap_or(1)
                }))
            }
            _ => None,
        };
        Ok(Ranking { order, standing })
    }

    /// The rows asked for.
    pub(super) fn rows(&self, query: &Query, request: &Request) -> anyhow::Result<Listed> {
        let ranking = self.ranking(request.order)?;
        if !request.fold {
            let (offset, limit) = (request.offset, request.limit);
            let Found { total, hits, complaints } =
                self.searcher.search_by(query, &ranking, offset, limit)?;
            return Ok(Listed { total, rows: alone(&hits), counted: Some(total), complaints });
        }
        let wanted = request.offset.saturating_add(request.limit);
        let mut limit = COUNTED.max(wanted.saturating_mul(2));
        loop {
            let found = self.searcher.search_by(query, &ranking, 0, limit)?;
            let whole = found.hits.len() >= found.total;
            let rows = self.fold(&found.hits);
            if whole || found.hits.len() < limit || rows.len() >= wanted {
                let counted = whole.then_some(rows.len());
                let Found { total, complaints, .. } = found;
                return Ok(Listed { total, rows: page(rows, request), counted, complaints });
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
    pub(super) fn hit(
        &self,
        row: &Row,
        request: &Request,
        highlighter: &Highlighter,
    ) -> anyhow::Result<Hit> {
        // Whoever asks for none spares the reading of the text.
        let (snippet, snippets) = match request.snippet {
            0 => (Snippet::default(), Vec::new()),
            length => {
                let article = self.article(row.id)?;
                let best = snippet(&article, highlighter, length);
                let all = match request.windows {
                    0 | 1 => Vec::new(),
                    _ if best.marks.is_empty() => vec![best.clone()],
                    most => highlighter.snippets(&article.body, length, most),
                };
                (best, all)
            }
        };
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
            snippets,
            copy_count,
            copies: self.cards(folded.into_iter())?,
            verdicts,
        })
    }
}

/// Each hit as a row of its own.
fn alone(hits: &[(ArticleId, f32)]) -> Vec<Row> {
    hits.iter().map(|&(id, score)| Row::new(id, score)).collect()
}

/// Of all rows, those asked for.
fn page(mut rows: Vec<Row>, request: &Request) -> Vec<Row> {
    rows.truncate(request.offset.saturating_add(request.limit));
    rows.drain(..request.offset.min(rows.len()));
    rows
}

/// Why `article` matches, in up to `length` characters; where nothing shows that, what it is about
/// rather than who wrote it when.
fn snippet(article: &Article, highlighter: &Highlighter, length: usize) -> Snippet {
    let snippet = highlighter.snippet(&article.body, length);
    if !snippet.marks.is_empty() {
        return snippet;
    }
    let text = article.body.get(metadata::text_start(&article.body)..);
    highlighter.snippet(text.unwrap_or_default(), length)
}
