//! The reader: one article, how far it is scrolled, its hits, and the search inside it.

use super::editor::Editor;
use super::event::Loaded;
use super::find::Folded;
use super::page::{Page, Style, Told, body_start};
use super::shown::Signs;
use crate::corpus::ArticleId;
use crate::text::Span;
use std::sync::Arc;

/// The search inside the article.
#[derive(Clone, Debug)]
pub struct Find {
    /// What is searched for.
    pub editor: Editor,
    /// Whether it is still being typed.
    pub typing: bool,
    /// The body, folded.
    folded: Folded,
    /// Where one was when it began.
    origin: usize,
}

/// The reader.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The article, laid out.
    pub page: Page,
    /// The first row that can be seen.
    pub top: usize,
    /// The search inside the article, where there is one.
    pub find: Option<Find>,
    /// The hit one is at.
    pub current: Option<usize>,
    /// Whether the corpus changed since the article was loaded.
    pub(super) stale: bool,
    /// What the query matched, in bytes of the body.
    matched: Vec<Span>,
    /// What one came here to see, in bytes of the body: stepped through in place of the matches.
    spot: Option<Span>,
    /// What is stepped through: matches of the query or of the search, in bytes of the shown text.
    hits: Vec<Span>,
    height: usize,
    /// Whether to go to the current hit as soon as it is known how much can be seen.
    landing: bool,
}

impl Reader {
    /// Opens an article; `matched` are bytes of its body, in order, without overlaps.
    pub fn new(loaded: Arc<Loaded>, matched: Vec<Span>, width: usize, signs: Signs) -> Self {
        let style = Style { width, signs, copies: None, limit: usize::MAX };
        let page = Page::new(loaded, &matched, style);
        let mut reader = Self {
            page,
            top: 0,
            find: None,
            current: None,
            stale: false,
            matched,
            spot: None,
            hits: Vec::new(),
            height: 0,
            landing: false,
        };
        reader.match_query();
        reader
    }

    /// The hits: bytes of the shown text, in order.
    pub fn hits(&self) -> &[Span] {
        &self.hits
    }

    /// Rows of text that can be seen.
    pub fn height(&self) -> usize {
        self.height
    }

    /// How far down one is, 0 to 1: the share of the text that has been seen.
    pub fn progress(&self) -> f32 {
        match self.page.len() {
            0 => 1.0,
            rows => ((self.top + self.height) as f32 / rows as f32).min(1.0),
        }
    }

    /// Fits the text into `width` columns and `height` rows; what stood at the top stays there.
    pub fn fit(&mut self, width: usize, height: usize) {
        let at = self.page.offset_of(self.top);
        let copies = self.page.style().copies;
        if self.page.style().width != width {
            self.page.restyle(width, copies);
            if let Some(at) = at {
                self.top = self.page.row_of(at);
            }
        }
        self.height = height;
        self.scroll_to(self.top);
        if std::mem::take(&mut self.landing) {
            self.reveal();
        }
    }

    /// Lays the text out anew, with or without signs.
    pub fn sign(&mut self, signs: Signs) {
        let style = Style { signs, ..self.page.style() };
        if style != self.page.style() {
            self.page =
                Page::new(self.page.loaded.clone(), &self.matched, style).say_as(&self.page);
            self.search();
            self.scroll_to(self.top);
        }
    }

    /// Takes over the same article as it is now, with the near-duplicates it has now; what one looks at
    /// stays. `mark` finds what the query matches.
    pub fn renew(&mut self, loaded: Arc<Loaded>, mark: impl Fn(&str) -> Vec<Span>) {
        let before = &self.page.loaded;
        let chosen = self.page.chosen().map(|copy| copy.card.id);
        let place = chosen.and_then(|id| loaded.relatives().position(|copy| copy.card.id == id));
        let mut style = self.page.style();
        style.copies = style.copies.map(|at| place.unwrap_or(at));
        let last = loaded.relatives().count().checked_sub(1);
        style.copies = style.copies.and_then(|at| Some(at.min(last?)));
        let (at, top, current) = (self.page.offset_of(self.top), self.top, self.current);
        let same = before.article.body == loaded.article.body
            && body_start(&before.article) == body_start(&loaded.article);
        if !same {
            self.spot = None;
            self.matched = mark(&loaded.article.body);
            if let Some(find) = &mut self.find {
                find.folded = Folded::new(&loaded.article.body);
            }
        }
        self.page = Page::new(loaded, &self.matched, style).say_as(&self.page);
        // Finds the same as before where the text is the same, and comes back to where one was.
        self.search();
        if same {
            self.current = current.filter(|&at| at < self.hits.len());
        }
        let row = at.filter(|_| same).map(|at| self.page.row_of(at));
        self.scroll_to(row.unwrap_or(top));
        self.stale = false;
    }

    /// Says in the head what the user said of the article; the text stays where it is.
    pub fn say(&mut self, said: Told) {
        let (moved, at_top) = (self.page.say(said), self.top == 0);
        if !at_top {
            self.scroll(moved);
        }
    }

    /// Lists the near-duplicates one by one, or no longer.
    pub fn toggle_copies(&mut self) {
        let style = self.page.style();
        let chosen = if style.copies.is_none() { Some(0) } else { None };
        self.page.restyle(style.width, chosen);
        self.top = 0;
    }

    /// Chooses the next of the near-duplicates, or the one before, round and round; lists them where
    /// they were not. Says whether there are any.
    pub fn choose(&mut self, forward: bool) -> bool {
        let style = self.page.style();
        let Some(last) = self.page.loaded.relatives().count().checked_sub(1) else { return false };
        let chosen = match (style.copies, forward) {
            (None, true) => 0,
            (Some(at), true) if at >= last => 0,
            (Some(at), true) => at + 1,
            (None | Some(0), false) => last,
            (Some(at), false) => at - 1,
        };
        self.page.restyle(style.width, Some(chosen));
        if let Some(row) = self.page.chosen_row()
            && !(self.top..self.top + self.height).contains(&row)
        {
            self.scroll_to(row.saturating_sub(self.height / 2));
        }
        true
    }

    /// The chosen near-duplicate, else the closest one.
    pub fn partner(&self) -> Option<ArticleId> {
        let closest = || self.page.loaded.copies.first();
        self.page.chosen().or_else(closest).map(|copy| copy.card.id)
    }

    /// The same, else the first of what has to do with the article in some other way.
    pub fn relative(&self) -> Option<ArticleId> {
        let other = || self.page.loaded.others.first().map(|copy| copy.card.id);
        self.partner().or_else(other)
    }

    /// Scrolls so that `row` is the first that can be seen, as far as the text goes.
    pub fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.page.len().saturating_sub(self.height.max(1)));
    }

    /// Scrolls by `rows`.
    pub fn scroll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Scrolls to `percent` of the text.
    pub fn scroll_to_percent(&mut self, percent: usize) {
        let most = self.page.len().saturating_sub(self.height.max(1));
        self.scroll_to(most.saturating_mul(percent.min(100)) / 100);
    }

    /// Goes to the next hit, or to the one before; says whether it went round the end.
    pub fn step(&mut self, forward: bool) -> bool {
        let seen = self.top..self.top + self.height.max(1);
        let row = |i: usize| self.hits.get(i).map(|hit| self.page.row_of(hit.start));
        let count = self.hits.len();
        if count == 0 {
            return false;
        }
        let in_sight = self.current.filter(|&i| row(i).is_some_and(|row| seen.contains(&row)));
        let next = match (in_sight, forward) {
            (Some(current), true) => current + 1,
            (Some(current), false) => current.checked_sub(1).unwrap_or(count),
            // Scrolled away, or at none yet: the next from where one looks.
            (None, true) => self.hits.partition_point(|h| self.page.row_of(h.start) < seen.start),
            (None, false) => {
                let before = self.hits.partition_point(|h| self.page.row_of(h.start) < seen.end);
                before.checked_sub(1).unwrap_or(count)
            }
        };
        let wraps = next >= count;
        let next = match (wraps, forward) {
            (true, true) => 0,
            (true, false) => count - 1,
            (false, _) => next,
        };
        self.current = Some(next);
        self.reveal();
        wraps
    }

    /// Brings the current hit into sight, with some text before it.
    fn reveal(&mut self) {
        let Some(hit) = self.current.and_then(|i| self.hits.get(i)) else { return };
        let row = self.page.row_of(hit.start);
        let margin = (self.height / 4).min(3);
        let seen = self.top + margin..(self.top + self.height).saturating_sub(margin);
        if !seen.contains(&row) {
            self.scroll_to(row.saturating_sub(self.height / 3));
        }
    }

    /// Opens the line for searching in the article.
    pub fn start_find(&mut self) {
        let source = &self.page.loaded.article;
        let find = Find {
            editor: Editor::default(),
            typing: true,
            folded: Folded::new(&source.body),
            origin: self.top,
        };
        self.find = Some(find);
    }

    /// Finds what is typed now, and goes to the first place at or below where one was.
    pub fn search(&mut self) {
        let Some(find) = &self.find else { return self.match_query() };
        let start = body_start(&self.page.loaded.article);
        let found = find.folded.find(find.editor.text());
        let shown = &self.page.shown;
        self.hits = found
            .into_iter()
            .filter(|span| span.start >= start)
            .map(|span| shown.locate_span(span))
            .collect();
        let origin = find.origin;
        self.current = None;
        self.scroll_to(origin);
        if !self.hits.is_empty() {
            let below = self.hits.partition_point(|h| self.page.row_of(h.start) < origin);
            self.current = Some(if below < self.hits.len() { below } else { 0 });
            self.reveal();
        }
    }

    /// Leaves the line; what was found stays.
    pub fn confirm_find(&mut self) {
        match &mut self.find {
            Some(find) if !find.editor.is_empty() => find.typing = false,
            _ => self.cancel_find(),
        }
    }

    /// Leaves the search; the query's matches are stepped through again.
    pub fn cancel_find(&mut self) {
        if let Some(find) = self.find.take()
            && find.typing
        {
            self.scroll_to(find.origin);
        }
        self.match_query();
    }

    /// Goes to what the bytes `spot` of the body say, and marks it.
    pub(super) fn go_to(&mut self, spot: Span) {
        if self.page.loaded.article.body.get(spot.range()).is_some() {
            self.spot = Some(spot);
            self.match_query();
            self.landing = true;
        }
    }

    fn match_query(&mut self) {
        if let Some(spot) = self.spot {
            self.hits = vec![self.page.shown.locate_span(spot)];
            self.current = Some(0);
            return;
        }
        self.hits = self.page.shown.marks.iter().map(|mark| mark.span).collect();
        self.current = None;
    }
}
