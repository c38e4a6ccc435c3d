//! The comparison screen: two articles side by side, which change one is at, and what is folded.

use super::areas;
use super::event::{Compared, Partner};
use super::flow::{Class, Flow};
use super::quiet::Quiet;
use super::rows::{Half, Rows, Shape, Stop, next_stop};
use super::shown::Signs;
use crate::corpus::ArticleId;
use crate::diff::facts::{Contrast, FactKind};
use crate::diff::{Group, Standing, Totals, Which};
use crate::index::Highlighter;
use std::sync::Arc;

/// What a sentence ends with; a headline and a line of credits do not.
const FINAL: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];
/// What may stand after that: quotation marks, brackets, and the signs of a screen without colour.
const CLOSING: [char; 13] = ['"', '\'', '”', '’', '»', '«', '“', ')', ']', '}', '」', '』', ' '];

/// The comparison screen.
#[derive(Clone, Debug)]
pub struct Comparing {
    /// The two articles and what differs.
    pub compared: Arc<Compared>,
    /// Passages in reading order.
    pub flow: Flow,
    /// The rows on the screen.
    pub rows: Rows,
    /// The first row that can be seen.
    pub top: usize,
    /// The change one is at.
    pub stop: Option<usize>,
    /// Whether one column was asked for.
    pub inline: bool,
    /// Whether what is the same is folded.
    pub folded: bool,
    /// Which quiet changes are shown.
    pub quiet: Quiet,
    /// Whether the corpus changed since the two were compared.
    pub(super) stale: bool,
    totals: Totals,
    differing: usize,
    highlighter: Highlighter,
    signs: Signs,
    shape: Option<Shape>,
    /// In which text and where in it, in bytes, one wants to be, until the rows are made.
    landing: Option<(Which, usize)>,
    /// Counts layouts, so that what is drawn from one can be kept.
    layout: u64,
    height: usize,
}

impl Comparing {
    /// Opens a comparison; `highlighter` marks what the query matched.
    pub fn new(
        compared: Arc<Compared>,
        highlighter: Highlighter,
        signs: Signs,
        quiet: Quiet,
    ) -> Self {
        let mut comparing = Self {
            compared,
            flow: Flow::default(),
            rows: Rows::default(),
            top: 0,
            stop: None,
            inline: false,
            folded: true,
            quiet,
            stale: false,
            totals: Totals::default(),
            differing: 0,
            highlighter,
            signs,
            shape: None,
            landing: None,
            layout: 0,
            height: 0,
        };
        comparing.flow();
        comparing
    }

    fn flow(&mut self) {
        let hits = [&self.compared.left, &self.compared.right]
            .map(|article| self.highlighter.marks(&article.body));
        self.flow = Flow::new(&self.compared, [&hits[0], &hits[1]], self.signs, self.quiet);
        self.totals = self.compared.comparison.totals();
        let differs =
            |fact: &&Contrast| fact.kind == FactKind::Figure && fact.standing == Standing::Differs;
        self.differing = self.compared.facts.iter().filter(differs).count();
        self.shape = None;
    }

    /// Takes over the same comparison as it is now. Where one is stays, unless the texts changed.
    pub fn renew(&mut self, compared: Arc<Compared>) {
        let same = self.compared.left.body == compared.left.body
            && self.compared.right.body == compared.right.body;
        let at = (self.top, self.stop);
        self.replace(compared);
        if same {
            (self.top, self.stop) = at;
        }
    }

    /// Takes over another comparison; how it is looked at stays.
    pub fn replace(&mut self, compared: Arc<Compared>) {
        self.stale = false;
        self.compared = compared;
        self.flow();
        (self.top, self.stop) = (0, None);
    }

    /// Lays the texts out anew, with or without signs.
    pub fn sign(&mut self, signs: Signs) {
        if self.signs != signs {
            self.signs = signs;
            self.flow();
        }
    }

    /// Shows these quiet changes, and no others.
    pub fn show(&mut self, quiet: Quiet) {
        if self.quiet != quiet {
            self.quiet = quiet;
            self.flow();
        }
    }

    /// Fits both texts into the screen; what stood at the top stays there.
    pub fn fit(&mut self, size: (u16, u16), measure: u16) {
        let areas = areas::comparison(size, self.inline, self.flow.digits, measure);
        let landing = self.landing.take().and_then(|(side, place)| self.passage_at(side, place));
        let folds = |class| matches!(class, Class::Same | Class::Repeat);
        if landing.and_then(|at| self.flow.passages.get(at)).is_some_and(|p| folds(p.class)) {
            self.folded = false;
        }
        let shape = Shape {
            width: usize::from(areas.left.text.width),
            inline: areas.inline,
            folded: self.folded,
        };
        self.height = usize::from(areas.left.text.height);
        if self.shape != Some(shape) {
            let new = self.rows.rows.is_empty();
            let at = self.rows.rows.get(self.top).map(|row| row.passage);
            let stop = self.stop.and_then(|i| self.rows.stops.get(i)).map(|stop| stop.passage);
            let seen = self.is_stop_in_sight();
            self.rows = Rows::new(&self.flow, shape);
            self.shape = Some(shape);
            self.layout += 1;
            if !new && let Some(at) = at.filter(|_| self.top > 0) {
                self.top = self.rows.row_of(at);
            }
            self.stop = stop.map(|passage| self.stop_at(passage));
            if seen {
                self.reveal();
            }
        }
        if self.stop.is_none() && !self.rows.stops.is_empty() {
            self.stop = Some(self.first_in_running_text());
        }
        match landing {
            Some(passage) => {
                self.stop = self.stop.map(|_| self.stop_at(passage));
                self.scroll_to(self.rows.row_of(passage).saturating_sub(self.height / 3));
            }
            None => self.scroll_to(self.top),
        }
    }

    /// Goes to a place in one of the texts, given in bytes of the body, once it is laid out.
    pub fn go_to(&mut self, side: Which, place: usize) {
        self.landing = Some((side, place));
    }

    /// The passage that shows the byte at `place` of that body.
    fn passage_at(&self, side: Which, place: usize) -> Option<usize> {
        let comparison = &self.compared.comparison;
        let sentences = match side {
            Which::Left => &comparison.left.sentences,
            Which::Right => &comparison.right.sentences,
        };
        let sentence = sentences.partition_point(|s| s.span.start <= place).saturating_sub(1);
        let has = |group: &Group| match side {
            Which::Left => group.left.contains(&sentence),
            Which::Right => group.right.contains(&sentence),
        };
        let group = comparison.groups.iter().position(has)?;
        self.flow.passages.iter().position(|passage| {
            let shown = if side == Which::Left { passage.left } else { passage.right };
            passage.group == group && shown.is_some()
        })
    }

    /// The first change in what reads as running text: that two outlets sign with other names over
    /// it is no news. The first of all where there is no other.
    fn first_in_running_text(&self) -> usize {
        let runs = |stop: &Stop| {
            let Some(passage) = self.flow.passages.get(stop.passage) else { return false };
            let sides = [(passage.left, &self.flow.left), (passage.right, &self.flow.right)];
            sides.into_iter().any(|(span, shown)| {
                let text = span.map_or("", |span| span.of(&shown.text));
                text.trim_end_matches(CLOSING).ends_with(FINAL)
            })
        };
        self.rows.stops.iter().position(runs).unwrap_or(0)
    }

    /// The last change that starts at or before a passage.
    fn stop_at(&self, passage: usize) -> usize {
        self.rows.stops.partition_point(|stop| stop.passage <= passage).saturating_sub(1)
    }

    /// Names the layout: another one has another number.
    pub fn layout(&self) -> u64 {
        self.layout
    }

    /// Rows of text that can be seen.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The change one is at.
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

    /// Scrolls to `percent` of the rows.
    pub fn scroll_to_percent(&mut self, percent: usize) {
        let most = self.rows.rows.len().saturating_sub(self.height.max(1));
        self.scroll_to(most.saturating_mul(percent.min(100)) / 100);
    }

    fn is_stop_in_sight(&self) -> bool {
        let bottom = self.top + self.height;
        self.current().is_some_and(|stop| stop.first < bottom && stop.end > self.top)
    }

    /// Goes to the next change, or to the one before: from the current one, or from what can be seen
    /// where that was scrolled away. Says whether there was one.
    pub fn step(&mut self, forward: bool) -> bool {
        let seen = self.top..self.top + self.height;
        let rows = |stop: &Stop| stop.first..stop.end;
        let Some(next) = next_stop(&self.rows.stops, rows, self.stop, seen, forward) else {
            return false;
        };
        self.stop = Some(next);
        self.reveal();
        true
    }

    /// Goes to the change at `stop`.
    pub fn go_to_stop(&mut self, stop: usize) {
        if stop < self.rows.stops.len() {
            self.stop = Some(stop);
            self.reveal();
        }
    }

    /// Brings the current change into sight, whole where it fits.
    fn reveal(&mut self) {
        let Some(&Stop { first, end, .. }) = self.current() else { return };
        let margin = (self.height / 6).min(2);
        let bottom = self.top + self.height;
        if first < self.top + margin || end + margin > bottom {
            let third = self.height / 3;
            let room = self.height.saturating_sub(end - first) / 2;
            self.scroll_to(first.saturating_sub(third.min(room.max(margin))));
        }
    }

    /// From a moved passage goes to its other end: from that of the current change, else from the
    /// first that can be seen. Says whether there was one.
    pub fn follow(&mut self) -> bool {
        let passages = &self.flow.passages;
        let end_of = |passage: usize| passages.get(passage).and_then(|p| p.other);
        let current = self.current().filter(|_| self.is_stop_in_sight());
        let seen = self.rows.rows.iter().skip(self.top).take(self.height);
        let from = current.map(|stop| stop.passage).filter(|&passage| end_of(passage).is_some());
        let from = from.or_else(|| seen.map(|r| r.passage).find(|&p| end_of(p).is_some()));
        let Some(to) = from.and_then(end_of) else { return false };
        self.scroll_to(self.rows.row_of(to).saturating_sub(self.height / 3));
        true
    }

    /// Which article comes next to compare with, or came before; round and round.
    pub fn neighbour(&self, forward: bool) -> Option<Partner> {
        let copies = &self.compared.copies;
        let last = copies.len().checked_sub(1)?;
        let place = match (self.compared.place, forward) {
            (None, _) => 0,
            (Some(place), true) if place >= last => 0,
            (Some(place), true) => place + 1,
            (Some(0), false) => last,
            (Some(place), false) => place - 1,
        };
        let id = copies.get(place)?.card.id;
        (id != self.compared.right.id).then_some(Partner::Article(id))
    }

    /// Which report of the left one's story comes after the right one, or came before.
    pub fn report(&self, forward: bool) -> Option<Partner> {
        let Compared { left, right, story, .. } = &*self.compared;
        let mut others = story.iter().copied().filter(|id| *id != left.id);
        let others: &mut dyn DoubleEndedIterator<Item = ArticleId> = &mut others;
        // What is in another story, or in none, stands before the first.
        let next = match (forward, story.contains(&right.id)) {
            (true, true) => others.skip_while(|id| *id != right.id).nth(1),
            (true, false) => others.next(),
            (false, _) => others.rev().skip_while(|id| *id != right.id).nth(1),
        };
        next.map(Partner::Article)
    }

    /// The two ids, left and right.
    pub fn ids(&self) -> (ArticleId, ArticleId) {
        (self.compared.left.id, self.compared.right.id)
    }

    /// The current change as text for the clipboard: what the left says, and what the right says.
    pub fn yank(&self) -> Option<String> {
        let passage = self.flow.passages.get(self.current()?.passage)?;
        let left = passage.left.map(|span| span.of(&self.flow.left.text));
        let right = passage.right.map(|span| span.of(&self.flow.right.text));
        let sides = [("− ", left), ("+ ", right)];
        let lines = sides.into_iter().filter_map(|(sign, text)| text.map(|t| format!("{sign}{t}")));
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    /// What the comparison comes to, counted once.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Figures that differ, as the list of facts has them; counted once.
    pub fn differing_figures(&self) -> usize {
        self.differing
    }

    /// What each of `cells` cells of the miniature stands for: the loudest of its rows.
    pub fn miniature(&self, cells: usize) -> Vec<Option<Class>> {
        let rows = &self.rows.rows;
        let count = cells.min(rows.len());
        (0..count)
            .map(|cell| {
                let (from, to) = (cell * rows.len() / count, (cell + 1) * rows.len() / count);
                let here = rows.get(from..to).unwrap_or(&[]).iter();
                let filled = here.filter(|r| (&r.left, &r.right) != (&Half::Empty, &Half::Empty));
                filled.map(|row| row.class).max_by_key(|class| class.weight())
            })
            .collect()
    }
}
