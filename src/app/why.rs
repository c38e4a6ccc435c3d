//! The panel that explains a verdict: what was measured, which rules were asked, and the text that
//! two articles share, passage by passage.

mod rows;
#[cfg(test)]
mod tests;

pub use rows::{Piece, Row};

use super::areas;
use crate::corpus::{Article, ArticleId};
use crate::neardup::Why;
use crate::text::{Span, segment};
use rows::Rows;
use std::sync::Arc;

/// Two articles, and why they are what they are to one another.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The left article: `a` of the explanation.
    pub left: Article,
    /// The right article: `b` of the explanation.
    pub right: Article,
    /// The explanation.
    pub why: Why,
    /// Where the paragraphs of either body start, in bytes, as a comparison numbers them.
    paragraphs: [Vec<usize>; 2],
}

impl Explained {
    /// An explanation with the articles it is about.
    pub fn new(left: Article, right: Article, why: Why) -> Self {
        let paragraphs = [&left, &right].map(|article| paragraphs(&article.body));
        Self { left, right, why, paragraphs }
    }

    /// The two ids, left and right.
    pub fn ids(&self) -> (ArticleId, ArticleId) {
        (self.left.id, self.right.id)
    }

    /// The paragraphs, counted from 1, in which a byte of the left and one of the right body stand.
    fn places(&self, left: usize, right: usize) -> [usize; 2] {
        let [in_left, in_right] = &self.paragraphs;
        [(in_left, left), (in_right, right)]
            .map(|(starts, at)| starts.partition_point(|start| *start <= at).max(1))
    }
}

/// Where the paragraphs that hold sentences start.
fn paragraphs(body: &str) -> Vec<usize> {
    let mut before = None;
    let opens = |sentence: &segment::Sentence| {
        before.replace(sentence.paragraph) != Some(sentence.paragraph)
    };
    let mut sentences = segment::sentences(body);
    sentences.retain(opens);
    sentences.iter().map(|sentence| sentence.span.start).collect()
}

/// The panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it is about.
    pub explained: Arc<Explained>,
    /// The first row that can be seen.
    pub top: usize,
    /// The passage one is at, in the order of the left text.
    pub chosen: Option<usize>,
    /// Whether long passages are shown whole.
    pub whole: bool,
    /// Whether the corpus changed since this was explained.
    pub(super) stale: bool,
    rows: Rows,
    /// Columns and folding of `rows`, once they were made.
    shape: Option<(usize, bool)>,
    height: usize,
}

impl Panel {
    /// Opens the panel at its first row.
    pub fn new(explained: Arc<Explained>) -> Self {
        Self {
            explained,
            top: 0,
            chosen: None,
            whole: false,
            stale: false,
            rows: Rows::default(),
            shape: None,
            height: 0,
        }
    }

    /// Takes over the same explanation as it is now: the boilerplate of the corpus may be another, or
    /// the texts. The passage one is at stays where it is still one.
    pub fn renew(&mut self, explained: Arc<Explained>) {
        let at = self.chosen.and_then(|at| self.explained.why.shared.get(at)).map(|was| was.a);
        self.chosen = at.and_then(|at| explained.why.shared.iter().position(|is| is.a == at));
        self.explained = explained;
        self.shape = None;
        self.stale = false;
    }

    /// Fits the panel into the screen; the passage one is at stays in sight.
    pub fn fit(&mut self, size: (u16, u16), measure: u16) {
        let width = usize::from(areas::why(size, measure, 0).text.width);
        let shape = (width, self.whole);
        let other = self.shape != Some(shape);
        if other {
            self.rows = Rows::new(&self.explained, width, self.whole);
            self.shape = Some(shape);
        }
        self.height = usize::from(areas::why(size, measure, self.rows().len()).text.height);
        self.scroll_to(self.top);
        if other {
            self.reveal();
        }
    }

    /// The rows, top to bottom.
    pub fn rows(&self) -> &[Row] {
        &self.rows.rows
    }

    /// How many passages it lists.
    pub fn passages(&self) -> usize {
        self.explained.why.shared.len()
    }

    /// Rows that can be seen.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Whether there is a passage that is not shown whole, or would not be.
    pub fn has_long(&self) -> bool {
        self.rows.long
    }

    /// Scrolls so that `row` is the first that can be seen, as far as there are rows.
    pub fn scroll_to(&mut self, row: usize) {
        self.top = row.min(self.rows().len().saturating_sub(self.height.max(1)));
    }

    /// Scrolls by `rows`.
    pub fn scroll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Goes to the next passage, or to the one before. Says whether there was one.
    pub fn step(&mut self, forward: bool) -> bool {
        let next = match (self.chosen, forward) {
            (None, true) => Some(0),
            (None, false) => None,
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
        let Some(next) = next.filter(|next| *next < self.passages()) else { return false };
        self.chosen = Some(next);
        self.reveal();
        true
    }

    /// Brings the passage one is at into sight, its first row at least.
    fn reveal(&mut self) {
        let Some((first, end)) = self.chosen.map(|at| self.rows.of(at)) else { return };
        let bottom = self.top + self.height;
        if first < self.top || first >= bottom || end > bottom {
            let room = self.height.saturating_sub(end - first);
            self.scroll_to(first.saturating_sub(room.min(self.height / 3)));
        }
    }

    /// The passage one is at; else the first that can be seen, or the first of all.
    fn passage(&self) -> Option<usize> {
        let seen = || self.rows().iter().skip(self.top).take(self.height);
        let first = (self.passages() > 0).then_some(0);
        self.chosen.or_else(|| seen().find_map(|row| row.passage)).or(first)
    }

    /// Where in the left body the passage stands that one is at.
    pub fn target(&self) -> Option<usize> {
        self.explained.why.shared.get(self.passage()?).map(|passage| passage.a.start)
    }

    /// The passage one is at as text for the clipboard.
    pub fn yank(&self) -> Option<String> {
        let span: Span = self.explained.why.shared.get(self.passage()?)?.a;
        Some(span.of(&self.explained.left.body).to_string())
    }
}
