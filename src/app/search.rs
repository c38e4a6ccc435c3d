//! The search screen: the query being typed, what was found, and the preview.

use super::completion::Completing;
use super::editor::Editor;
use super::event::{Loaded, Ticket};
use super::facets;
use super::list::{Entry, List};
use super::page::{Page, Style};
use super::shown::Signs;
use super::words;
use crate::corpus::ArticleId;
use crate::index::Order;
use crate::library::{Request, Results};
use std::sync::Arc;

/// Copies of a hit that can be unfolded; more than that nobody steps through.
const COPIES: usize = 200;

/// Columns before the query.
pub const PROMPT: u16 = 3;
/// Columns before the text of a result: bar, mark, space.
pub const MARGIN: u16 = 3;
/// The fewest characters of a snippet that say anything.
const NARROW: usize = 30;
/// Snippets of a result that are shown, at most.
const WINDOWS: usize = 3;
/// Rows asked for at once.
const PAGE: usize = 50;
/// Bytes of an article that the preview lays out: more than any screen shows.
const PREVIEW: usize = 32 * 1024;

/// Where keys go on the search screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Into the query.
    #[default]
    Query,
    /// To the list of results.
    List,
    /// To the counts beside it.
    Facets,
}

/// Why a search was asked for: what becomes of the rows listed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// Another query, or another order: they are replaced.
    Fresh,
    /// The corpus changed: the place among them is kept.
    Again,
    /// The end of the list came near: more are added.
    More,
}

/// The search screen.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query.
    pub editor: Editor,
    /// How its word at the cursor may go on.
    pub completing: Completing,
    /// Where keys go.
    pub focus: Focus,
    /// How results are ordered.
    pub order: Order,
    /// What was found: counts, complaints, what marks matches. The rows are in `list`.
    pub results: Option<Arc<Results>>,
    /// The rows.
    pub list: List,
    /// Articles marked for comparing, at most two, in the order they were marked.
    pub marked: Vec<ArticleId>,
    /// What was found, counted, where that is shown.
    pub facets: Option<facets::Panel>,
    /// The reader's word on the preview; none where the width decides.
    pub wanted: Option<bool>,
    /// The preview.
    pub preview: Option<Page>,
    /// The article that could not be loaded for the preview.
    pub failed: Option<ArticleId>,
    /// Whether the corpus changed since the preview was loaded.
    pub(super) stale: bool,
    /// What went wrong with the last search.
    pub error: Option<String>,
    fold: bool,
    snippet: usize,
    /// Snippets of a result, each on a line of its own.
    windows: usize,
    /// Columns of the list: a snippet longer than that would hide what it shows.
    columns: usize,
    pending: Option<(Ticket, Purpose)>,
    /// Rows that may not be found any more because the user marked them since: so many of those that
    /// follow stand further up now.
    marked_since: usize,
    /// Whether there are no more rows than those listed.
    complete: bool,
}

impl Search {
    /// An empty query.
    pub fn new(order: Order, fold: bool, snippet: usize, preview: bool) -> Self {
        Self {
            editor: Editor::default(),
            completing: Completing::default(),
            focus: Focus::Query,
            order,
            results: None,
            list: List::default(),
            marked: Vec::new(),
            facets: None,
            wanted: (!preview).then_some(false),
            preview: None,
            failed: None,
            stale: false,
            error: None,
            fold,
            snippet,
            windows: 1,
            columns: usize::MAX,
            pending: None,
            marked_since: 0,
            complete: false,
        }
    }

    /// `38 reports · 9 stories · 4 ms`.
    pub fn counts(&self) -> String {
        let Some(results) = &self.results else { return String::new() };
        let stories = results.rows.filter(|rows| self.fold && *rows > 0);
        words::join([
            Some(words::count(results.total, "report", "reports")),
            stories.map(|rows| words::count(rows, "story", "stories")),
            Some(words::duration(results.took)),
        ])
        .unwrap_or_default()
    }

    /// The query as it was likely meant, where little was found for what is typed now.
    pub fn suggestion(&self) -> Option<&str> {
        let results = self.results.as_ref()?;
        results.suggestion.as_deref().filter(|_| results.query == self.editor.text())
    }

    /// Columns the query has on a line of `width`: what the prompt and the counts leave.
    pub fn query_columns(&self, width: u16) -> u16 {
        let rest = width.saturating_sub(PROMPT + 1);
        let counts = u16::try_from(self.counts().chars().count() + 2).unwrap_or(u16::MAX);
        if counts.saturating_mul(2) <= rest { rest - counts } else { rest }
    }

    /// Fits the list into its place. Says whether snippets should be longer or shorter now.
    pub fn fit(&mut self, columns: u16, height: u16) -> bool {
        self.list.fit(height);
        let before = self.snippet.min(self.columns.max(NARROW));
        self.columns = usize::from(columns.saturating_sub(MARGIN + 1));
        before != self.snippet.min(self.columns.max(NARROW))
    }

    /// One line more of each result, up to [`WINDOWS`], then one again; says how many now.
    pub(super) fn cycle_windows(&mut self) -> usize {
        self.windows = self.windows % WINDOWS + 1;
        self.windows
    }

    /// Whether an answer is awaited.
    pub fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// The request for what is typed now.
    pub fn fresh(&mut self, ticket: Ticket) -> Request {
        self.pending = Some((ticket, Purpose::Fresh));
        self.marked_since = 0;
        self.request(0, PAGE)
    }

    /// The request for all rows listed, as the corpus is now. A search for another query that is
    /// under way is asked for again in its own right.
    pub fn again(&mut self, ticket: Ticket) -> Request {
        let purpose = match self.pending {
            Some((_, Purpose::Fresh)) => Purpose::Fresh,
            _ => Purpose::Again,
        };
        self.pending = Some((ticket, purpose));
        self.marked_since = 0;
        self.request(0, self.list.hits().len().max(PAGE))
    }

    /// The request for further rows, where the selection or the scrolling is near the end of those
    /// listed and there are any.
    pub fn more(&mut self, ticket: Ticket, height: usize) -> Option<Request> {
        let near = self.list.top() + 3 * height.max(1) >= self.list.rows()
            || self.list.selected() + 5 >= self.list.entries().len();
        if self.complete || self.pending.is_some() || !near || self.list.hits().is_empty() {
            return None;
        }
        self.pending = Some((ticket, Purpose::More));
        let since = self.marked_since;
        let offset = self.list.hits().len().saturating_sub(since);
        Some(self.request(offset, since.saturating_add(2 * PAGE)))
    }

    /// Notes that so many articles were marked: the rows stay what they are, but a query for unread ones
    /// finds others now.
    pub(super) fn outdate_rows(&mut self, articles: usize) {
        self.marked_since = self.marked_since.saturating_add(articles);
    }

    fn request(&self, offset: usize, limit: usize) -> Request {
        Request {
            query: self.editor.text().to_string(),
            typing: true,
            order: self.order,
            fold: self.fold,
            offset,
            limit,
            snippet: self.snippet.min(self.columns.max(NARROW)),
            windows: self.windows,
            copies: COPIES,
        }
    }

    /// Takes in an answer, unless it is to an older question. Says whether it did.
    pub fn answered(&mut self, ticket: Ticket, answer: Result<Arc<Results>, String>) -> bool {
        let Some((_, purpose)) = self.pending.take_if(|(awaited, _)| *awaited == ticket) else {
            return false;
        };
        let results = match answer {
            Ok(results) => results,
            Err(message) => {
                // Further rows that cannot be had are not asked for at every key.
                self.complete |= purpose == Purpose::More;
                self.error = Some(message);
                return true;
            }
        };
        self.error = None;
        let mistaken = results.total == 0 && !results.complaints.is_empty();
        if let Some(last) = self.results.as_ref().filter(|_| purpose == Purpose::Fresh && mistaken)
        {
            // A mistake in the query costs nothing that was found before it.
            let (query, complaints) = (results.query.clone(), results.complaints.clone());
            self.results = Some(Arc::new(Results { query, complaints, ..(**last).clone() }));
            return true;
        }
        match purpose {
            Purpose::Fresh => self.list.replace(&results.hits),
            Purpose::Again => self.list.renew(&results.hits),
            Purpose::More => self.list.extend(&results.hits),
        }
        let listed = self.list.hits().len();
        self.complete = match results.rows {
            Some(rows) => listed >= rows.saturating_add(self.marked_since),
            None => listed >= results.total || results.hits.len() < PAGE,
        } || results.hits.is_empty();
        if purpose != Purpose::More || self.results.is_none() {
            self.results = Some(results);
        }
        if self.list.hits().is_empty() {
            self.preview = None;
        }
        true
    }

    /// The two marked articles, or a selected copy after the hit it is folded under.
    pub fn pair(&self) -> Option<(ArticleId, ArticleId)> {
        if let [left, right] = self.marked[..] {
            return Some((left, right));
        }
        match *self.list.entries().get(self.list.selected())? {
            Entry::Copy(hit, _) => {
                let hit = self.list.hits().get(hit)?;
                Some((hit.card.id, self.list.selected_card()?.id))
            }
            Entry::Hit(_) => None,
        }
    }

    /// Marks the selected article, or unmarks it; of three marked the first is let go.
    pub fn mark(&mut self) {
        let Some(id) = self.list.selected_card().map(|card| card.id) else { return };
        match self.marked.iter().position(|marked| *marked == id) {
            Some(place) => {
                self.marked.remove(place);
            }
            None => {
                self.marked.push(id);
                if self.marked.len() > 2 {
                    self.marked.remove(0);
                }
            }
        }
    }

    /// Shows an article in the preview.
    pub fn show(&mut self, loaded: Arc<Loaded>, width: usize, signs: Signs) {
        let body = &loaded.article.body;
        let mut end = body.len().min(PREVIEW);
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        let results = self.results.as_ref();
        let hits = results.map(|r| r.highlighter.marks(body.get(..end).unwrap_or("")));
        let style = Style { width, signs, copies: None, limit: PREVIEW };
        self.preview = Some(Page::new(loaded, &hits.unwrap_or_default(), style));
    }
}
