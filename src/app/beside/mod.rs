//! Three or more reports beside one another: one on the left, against which each of the others is
//! held, level sentence by sentence.

pub mod areas;
mod bands;
pub mod commands;
pub mod rows;
pub mod table;

use super::quiet::Quiet;
use super::rows::next_stop;
use super::shown::Signs;
use crate::corpus::{Article, ArticleId};
use crate::diff::Comparison;
use crate::diff::facts::Contrast;
use crate::index::Highlighter;
use crate::library::Card;
use crate::text::Span;
use rows::{Rows, Stop};
use std::sync::Arc;
use table::Table;

/// One of the reports, and how it differs from the left one.
#[derive(Clone, Debug)]
pub struct Other {
    /// The report.
    pub article: Article,
    /// The left one against it.
    pub comparison: Comparison,
    /// What the two state, those that differ first.
    pub facts: Arc<[Contrast]>,
    /// Where in its body stands what is printed under everything, in order.
    pub boilerplate: Vec<Span>,
}

/// A report and others beside it.
#[derive(Clone, Debug)]
pub struct Several {
    /// The left one.
    pub left: Article,
    /// Where in its body stands what is printed under everything, in order.
    pub boilerplate: Vec<Span>,
    /// The others, in the order they were asked for.
    pub columns: Vec<Other>,
    /// What else can be put beside it: the reports of its story in order of time, else its
    /// near-duplicates, closest first; none of those that are there.
    pub more: Vec<Card>,
}

impl Several {
    /// The ids of the columns.
    pub fn ids(&self) -> Vec<ArticleId> {
        self.columns.iter().map(|column| column.article.id).collect()
    }
}

/// The screen.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The reports.
    pub several: Arc<Several>,
    /// Their texts, level.
    pub table: Table,
    /// The rows on the screen.
    pub rows: Rows,
    /// The first row that can be seen.
    pub top: usize,
    /// The place one is at.
    pub stop: Option<usize>,
    /// Whether what all say is folded.
    pub folded: bool,
    /// The column that is chosen.
    pub chosen: usize,
    /// The first column that can be seen, and how many can.
    pub seen: (usize, usize),
    /// Whether the corpus changed since they were compared.
    pub(super) stale: bool,
    highlighter: Highlighter,
    signs: Signs,
    quiet: Quiet,
    /// The sentence of the left text that is to be at the top once the rows are made.
    landing: Option<usize>,
    /// Columns of a text, and whether what all say was folded, when the rows were made.
    shape: Option<(usize, bool)>,
    height: usize,
}

impl Beside {
    /// Opens them; `highlighter` marks what the query matched.
    pub fn new(
        several: Arc<Several>,
        highlighter: Highlighter,
        signs: Signs,
        quiet: Quiet,
    ) -> Self {
        let table = Table::new(&several, &highlighter, signs, quiet);
        let chosen = several.columns.len().saturating_sub(1);
        Self {
            several,
            table,
            rows: Rows::default(),
            top: 0,
            stop: None,
            folded: true,
            chosen,
            seen: (0, 0),
            stale: false,
            highlighter,
            signs,
            quiet,
            landing: None,
            shape: None,
            height: 0,
        }
    }

    /// Takes over other columns, or the same as they are now; one stays at the sentence one is at
    /// where the left text is the same.
    pub fn replace(&mut self, several: Arc<Several>) {
        let same = self.several.left.body == several.left.body;
        let at = self.rows.rows.get(self.top).map(|row| self.sentence(row.band));
        let added = several.columns.len() > self.several.columns.len();
        self.several = several;
        self.stale = false;
        let last = self.several.columns.len().saturating_sub(1);
        self.chosen = if added { last } else { self.chosen.min(last) };
        self.tell();
        (self.top, self.stop) = (0, None);
        self.landing = at.filter(|_| same);
    }

    /// The first sentence of the left text in a band.
    fn sentence(&self, band: usize) -> usize {
        self.table.bands.iter().take(band).map(|band| band.sentences).sum()
    }

    fn tell(&mut self) {
        self.table = Table::new(&self.several, &self.highlighter, self.signs, self.quiet);
        self.shape = None;
    }

    /// Lays the texts out anew, with or without signs and quiet changes.
    pub fn show(&mut self, signs: Signs, quiet: Quiet) {
        if (self.signs, self.quiet) != (signs, quiet) {
            (self.signs, self.quiet) = (signs, quiet);
            self.tell();
        }
    }

    /// Fits the texts into the screen; what stood at the top stays there.
    pub fn fit(&mut self, size: (u16, u16)) {
        let columns = self.several.columns.len();
        self.chosen = self.chosen.min(columns.saturating_sub(1));
        let fitting = areas::fitting(size).min(columns).max(1);
        let (first, _) = self.seen;
        let first = first.clamp((self.chosen + 1).saturating_sub(fitting), self.chosen);
        self.seen = (first.min(columns.saturating_sub(fitting)), fitting);
        let areas = areas::of(size, fitting, self.table.digits);
        self.height = usize::from(areas.left.text.height);
        let shape = (usize::from(areas.left.text.width), self.folded);
        if self.shape != Some(shape) {
            let at = self.rows.rows.get(self.top).map(|row| row.band);
            let stop = self.stop.and_then(|at| self.rows.stops.get(at)).map(|stop| stop.band);
            self.rows = Rows::new(&self.table, shape.0, self.folded);
            self.shape = Some(shape);
            if let Some(at) = at.filter(|_| self.top > 0) {
                self.top = self.rows.row_of(at);
            }
            let stops = &self.rows.stops;
            self.stop = stop
                .map(|band| stops.partition_point(|stop| stop.band <= band).saturating_sub(1))
                .filter(|at| *at < stops.len());
        }
        if let Some(sentence) = self.landing.take() {
            let mut told = 0;
            let before = self.table.bands.iter().take_while(|band| {
                told += band.sentences;
                told <= sentence
            });
            let band = before.count();
            self.top = self.rows.row_of(band);
        }
        if self.stop.is_none() && !self.rows.stops.is_empty() {
            self.stop = Some(0);
        }
        self.scroll_to(self.top);
    }

    /// Rows of text that can be seen.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The place one is at.
    pub fn current(&self) -> Option<&Stop> {
        self.rows.stops.get(self.stop?)
    }

    /// Scrolls so that `row` is the first that can be seen, as far as there are rows.
    pub fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.rows.rows.len().saturating_sub(self.height.max(1)));
    }

    /// Scrolls by `rows`.
    pub fn scroll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Goes to the next place in which not all say the same, or to the one before. Says whether there
    /// was one.
    pub fn step(&mut self, forward: bool) -> bool {
        let seen = self.top..self.top + self.height;
        let (stops, bottom) = (&self.rows.stops, seen.end);
        let next = next_stop(stops, |stop| stop.first..stop.end, self.stop, seen, forward);
        let Some(stop) = next.and_then(|next| stops.get(next)).copied() else { return false };
        self.stop = next;
        if stop.first < self.top || stop.end > bottom {
            self.scroll_to(stop.first.saturating_sub(self.height / 3));
        }
        true
    }

    /// The chosen report.
    pub fn chosen_id(&self) -> Option<ArticleId> {
        self.several.columns.get(self.chosen).map(|column| column.article.id)
    }
}
