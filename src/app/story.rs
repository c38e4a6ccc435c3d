//! The story screen: the reports of a story in order of time, the tree of who took from whom, its
//! facts, which report is selected in all of them, and which are marked.

mod stated;
mod wording;

pub use stated::Reading;
pub use wording::{label, outlet, scores, title};

use super::areas::{self, StoryAreas};
use super::descent::{self, Branch};
use super::event::LoadedStory;
use super::shown::Signs;
use super::times;
use super::variants::Grid;
use crate::corpus::{ArticleId, Precision};
use crate::library::Card;
use crate::neardup::Relation;
use crate::text::{sanitize, width};
use std::collections::HashSet;
use std::sync::Arc;
use wording::counts;

/// Reports that can be marked at once: more do not fit beside one another.
const MARKS: usize = 6;

/// From here on a parent counts as known; below, it is told with a question mark.
pub const SURE: f32 = 0.8;

/// Which pane has the keys; on a narrow screen, which can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// What the reports state, a row a fact and a column a report.
    #[default]
    Facts,
    /// The reports in order of time.
    List,
    /// Who took from whom.
    Tree,
}

impl Pane {
    /// The one that follows.
    fn next(self) -> Self {
        match self {
            Self::Facts => Self::List,
            Self::List => Self::Tree,
            Self::Tree => Self::Facts,
        }
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The report at this place.
    Report(usize),
    /// What parts the story from reports of the same event in other words.
    Divider,
}

/// The story screen.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The story.
    pub told: Arc<LoadedStory>,
    /// Who took from whom, row by row.
    pub tree: Vec<Branch>,
    /// What the story is called: as its first report is, or the one most like all the others.
    pub title: String,
    /// `12 reports · 9 outlets · 22–25 Mar 2031`.
    pub counts: String,
    /// Place of the likely first report.
    pub first: Option<usize>,
    /// Which pane has the keys.
    pub pane: Pane,
    /// The facts, once they are read.
    pub grid: Option<Box<Grid>>,
    /// How far reading them is.
    pub reading: Reading,
    /// Place of the selected report: of a member, or, counted on, of one of the same event.
    pub selected: usize,
    /// Marked for comparing, at most two.
    pub marked: Vec<ArticleId>,
    /// The first row of the list that can be seen.
    pub top: usize,
    /// The first row of the tree that can be seen.
    pub tree_top: usize,
    /// For each member, its row in the tree.
    tree_rows: Vec<usize>,
    /// Columns of the longest name of an outlet; none where all are of one outlet, or of unknown ones,
    /// so that it tells nothing.
    pub outlets: Option<u16>,
    /// Whether the corpus changed since the story was loaded.
    pub(super) stale: bool,
    /// Which pane had the keys before.
    before: Pane,
    /// Whether times need their year to be told apart.
    years: bool,
    /// Whether the time of day is known of any.
    minutes: bool,
    height: usize,
    tree_height: usize,
}

impl Telling {
    /// Opens a story, with the report that was asked about selected.
    pub fn new(told: Arc<LoadedStory>) -> Self {
        let tree = descent::tree(&told.story.members);
        let mut tree_rows = vec![0; tree.len()];
        for (row, branch) in tree.iter().enumerate() {
            if let Some(at) = tree_rows.get_mut(branch.place) {
                *at = row;
            }
        }
        let reports = || told.cards.iter().chain(&told.same_event);
        let years: HashSet<Option<i16>> =
            reports().filter_map(|card| card.date).map(times::year).collect();
        let place_of = |id| told.story.ids().position(|member| member == id);
        let first = told.story.first.and_then(place_of);
        let model = first.or_else(|| place_of(told.story.medoid)).unwrap_or(0);
        let asked = place_of(told.asked).unwrap_or(0);
        let sources: HashSet<Option<&str>> = reports().map(|card| card.source.as_deref()).collect();
        let outlets = (sources.len() > 1).then(|| {
            let names = reports().map(|card| width::width(&sanitize::line(&outlet(card))));
            names.max().and_then(|columns| columns.try_into().ok()).unwrap_or(u16::MAX)
        });
        let mut telling = Self {
            outlets,
            title: told.cards.get(model).map(title).unwrap_or_default(),
            counts: counts(&told.cards),
            first,
            tree,
            tree_rows,
            years: years.len() > 1,
            minutes: reports()
                .any(|card| card.date.is_some_and(|date| date.precision == Precision::Minute)),
            pane: Pane::default(),
            before: Pane::List,
            grid: None,
            reading: Reading::Due,
            stale: false,
            selected: 0,
            marked: Vec::new(),
            top: 0,
            tree_top: 0,
            height: 0,
            tree_height: 0,
            told,
        };
        telling.select(asked);
        telling
    }

    /// Goes on where one was in the same story, with another report selected.
    pub(super) fn resume(&mut self, before: Self) {
        (self.pane, self.before, self.marked) = (before.pane, before.before, before.marked);
        self.keep_facts(before.grid);
    }

    /// Takes over the story as it is now: what is selected and marked stays so where it is still on the
    /// screen, and stands where it stood.
    pub fn renew(&mut self, told: Arc<LoadedStory>) {
        let mut new = Self::new(told);
        (new.pane, new.before) = (self.pane, self.before);
        new.marked = std::mem::take(&mut self.marked);
        let there: Vec<ArticleId> =
            (0..new.reports()).filter_map(|place| Some(new.card(place)?.id)).collect();
        new.marked.retain(|id| there.contains(id));
        (new.height, new.tree_height) = (self.height, self.tree_height);
        let selected = self.selected_card().map(|card| card.id);
        let place = selected.and_then(|id| new.place_of(id));
        new.select(place.unwrap_or(self.selected));
        let from = |row: usize, top: usize| row.saturating_sub(top);
        let [list, tree] = [from(self.row_of(self.selected), self.top), {
            from(self.tree_row(self.selected).unwrap_or(self.tree_top), self.tree_top)
        }];
        new.top = new.row_of(new.selected).saturating_sub(list);
        let row = new.tree_row(new.selected).unwrap_or(self.tree_top + tree);
        new.tree_top = row.saturating_sub(tree);
        new.settle();
        new.keep_facts(self.grid.take());
        *self = new;
    }

    /// Members of the story.
    pub fn members(&self) -> usize {
        self.told.cards.len()
    }

    /// Reports on the screen: the members, and those of the same event.
    pub fn reports(&self) -> usize {
        self.members() + self.told.same_event.len()
    }

    /// Rows of the list.
    pub fn rows(&self) -> usize {
        self.reports() + usize::from(!self.told.same_event.is_empty())
    }

    /// The row of the list at `index`.
    pub fn row(&self, index: usize) -> Option<Row> {
        match index.checked_sub(self.members()) {
            _ if index >= self.rows() => None,
            None => Some(Row::Report(index)),
            Some(0) => Some(Row::Divider),
            Some(_) => Some(Row::Report(index - 1)),
        }
    }

    /// The row of the list the report at `place` stands in.
    fn row_of(&self, place: usize) -> usize {
        place + usize::from(place >= self.members())
    }

    /// The report at `place`.
    pub fn card(&self, place: usize) -> Option<&Card> {
        let other = || self.told.same_event.get(place.checked_sub(self.members())?);
        self.told.cards.get(place).or_else(other)
    }

    /// The selected report.
    pub fn selected_card(&self) -> Option<&Card> {
        self.card(self.selected)
    }

    /// Place of an article on the screen.
    pub fn place_of(&self, id: ArticleId) -> Option<usize> {
        (0..self.reports()).find(|&place| self.card(place).is_some_and(|card| card.id == id))
    }

    /// What the report at `a` is to the one at `b`, as far as they were compared.
    pub fn relation(&self, a: usize, b: usize) -> Option<Relation> {
        self.told.relations.between(a, b)
    }

    /// What the report at `place` was likely taken from, by its place, and how sure that is.
    pub fn parent(&self, place: usize) -> Option<(usize, f32)> {
        self.tree.get(self.tree_row(place)?)?.parent
    }

    /// The row of the tree the report at `place` stands in; none for those of the same event.
    pub fn tree_row(&self, place: usize) -> Option<usize> {
        self.tree_rows.get(place).copied()
    }

    /// Where things stand on a screen of `size`.
    pub fn areas(&self, size: (u16, u16)) -> StoryAreas {
        // What stands under the table does not move when that arrives, as far as it can be known.
        let lines = self.grid.as_ref().map_or(usize::MAX, |grid| grid.lines.len());
        areas::story(size, self.pane, lines)
    }

    /// Fits all panes into the screen.
    pub fn fit(&mut self, size: (u16, u16), signs: Signs) {
        let areas = self.areas(size);
        let heights = [areas.list, areas.tree].map(|rect| usize::from(rect.height));
        let new = [self.height, self.tree_height] != heights;
        [self.height, self.tree_height] = heights;
        if let Some(grid) = &mut self.grid {
            grid.fit(areas.facts, signs, self.selected);
        }
        if new {
            self.reveal();
        }
        self.settle();
    }

    /// Rows of the pane that has the keys.
    pub fn height(&self) -> usize {
        match self.pane {
            Pane::Facts => self.grid.as_ref().map_or(0, |grid| grid.height()),
            Pane::List => self.height,
            Pane::Tree => self.tree_height,
        }
    }

    /// Moves the selection by `step` rows of the pane that has the keys.
    pub fn step(&mut self, step: isize) {
        match (self.pane, self.tree_row(self.selected)) {
            (Pane::Facts, _) => {
                if let Some(grid) = &mut self.grid {
                    grid.step(step);
                }
            }
            (Pane::Tree, Some(row)) => {
                let row = row.saturating_add_signed(step).min(self.tree.len().saturating_sub(1));
                self.select(self.tree.get(row).map_or(0, |branch| branch.place));
            }
            _ => self.select(self.selected.saturating_add_signed(step)),
        }
    }

    /// Selects the first row of the pane that has the keys, or the last.
    pub fn end(&mut self, last: bool) {
        let branch = if last { self.tree.last() } else { self.tree.first() };
        match (self.pane, branch) {
            (Pane::Facts, _) => self.step(if last { isize::MAX } else { isize::MIN }),
            (Pane::Tree, Some(branch)) => self.select(branch.place),
            _ => self.select(if last { usize::MAX } else { 0 }),
        }
    }

    /// Selects the report at `place` and brings it into sight.
    pub fn select(&mut self, place: usize) {
        self.selected = place.min(self.reports().saturating_sub(1));
        self.reveal();
        self.settle();
    }

    /// Selects an article, where it is on the screen; says whether it is.
    pub fn select_article(&mut self, id: ArticleId) -> bool {
        let place = self.place_of(id);
        if let Some(place) = place {
            self.select(place);
        }
        place.is_some()
    }

    /// Gives the keys to the next pane.
    pub fn turn(&mut self) {
        self.turn_to(self.pane.next());
    }

    /// Gives the keys to `pane` or, where that has them, to the one that had them before.
    pub fn turn_to(&mut self, pane: Pane) {
        let to = if self.pane == pane { self.before } else { pane };
        self.before = std::mem::replace(&mut self.pane, to);
    }

    /// Scrolls the pane that has the keys; the selection stays where it is.
    pub fn scroll(&mut self, rows: isize) {
        let top = match self.pane {
            Pane::Facts => {
                if let Some(grid) = &mut self.grid {
                    grid.scroll(rows);
                }
                return;
            }
            Pane::List => &mut self.top,
            Pane::Tree => &mut self.tree_top,
        };
        *top = top.saturating_add_signed(rows);
        self.settle();
    }

    /// The marked reports in order of time, where they are more than two: the first of them, and those
    /// to be put beside it.
    pub fn several(&self) -> Option<(ArticleId, Vec<ArticleId>)> {
        let marked = (0..self.reports()).filter_map(|place| self.card(place)).map(|card| card.id);
        let mut marked = marked.filter(|id| self.marked.contains(id));
        let first = marked.next().filter(|_| self.marked.len() > 2)?;
        Some((first, marked.collect()))
    }

    /// Marks the selected report, or unmarks it; past the most that can be marked the first is let go.
    pub fn mark(&mut self) {
        let Some(id) = self.selected_card().map(|card| card.id) else { return };
        let before = self.marked.len();
        self.marked.retain(|marked| *marked != id);
        if self.marked.len() == before {
            self.marked.push(id);
            if self.marked.len() > MARKS {
                self.marked.remove(0);
            }
        }
    }

    /// Which two to compare: the two marked; the marked one with the selected; else the selected one
    /// with what it was taken from, the first report, the one most like all the others, or any that it
    /// was compared with, the earlier of the two on the left.
    pub fn pair(&self) -> Option<(ArticleId, ArticleId)> {
        let selected = self.selected_card()?.id;
        if let [left, right] = self.marked[..] {
            return Some((left, right));
        }
        let id = |place: usize| self.card(place).map(|card| card.id);
        let known = |place: &usize| self.relation(*place, self.selected).is_some();
        let related = || (0..self.members()).find(known).and_then(id);
        if let Some(marked) = self.marked.first().filter(|marked| **marked != selected) {
            return Some((*marked, selected));
        }
        let others = [
            self.parent(self.selected).and_then(|(place, _)| id(place)),
            // One of the same event with the report that it was held against.
            (self.selected >= self.members()).then(related).flatten(),
            self.told.story.first,
            Some(self.told.story.medoid),
            related(),
        ];
        let other = others.into_iter().flatten().find(|id| *id != selected)?;
        let later = self.place_of(other).is_some_and(|place| place > self.selected);
        Some(if later { (selected, other) } else { (other, selected) })
    }

    /// Scrolls as little as possible to show the selected report in every pane.
    fn reveal(&mut self) {
        if let Some(grid) = &mut self.grid {
            grid.reveal_report(self.selected);
        }
        let into = |top: &mut usize, row: usize, height: usize| {
            *top = (*top).max((row + 1).saturating_sub(height)).min(row);
        };
        let (row, height) = (self.row_of(self.selected), self.height);
        into(&mut self.top, row, height);
        if let Some(row) = self.tree_row(self.selected) {
            into(&mut self.tree_top, row, self.tree_height);
        }
    }

    /// Keeps scrolling in range.
    fn settle(&mut self) {
        self.top = self.top.min(self.rows().saturating_sub(self.height.max(1)));
        self.tree_top = self.tree_top.min(self.tree.len().saturating_sub(self.tree_height.max(1)));
    }
}
