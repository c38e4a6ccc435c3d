//! The facts of a story as a table on its screen: which rows and columns it has, what can be seen of
//! them, and which fact is selected.

mod measure;
mod series;
#[cfg(test)]
mod tests;

pub use series::{Point, Series};

use super::event::Stated;
use super::shown::Signs;
use crate::corpus::ArticleId;
use crate::diff::facts::{Cell, Row};
use crate::export::cells;
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Columns left of the labels: the bar of the selected row, a gap.
pub const MARGIN: u16 = 2;
/// Columns before each report: the bar of the selected one, the sign of a new value.
pub const GAP: u16 = 2;
/// What stands over the rows that all reports give alike.
const AGREE: &str = "not disputed";
/// What stands over the rows that one report alone gives.
const ALONE: &str = "in one report only";

/// A column as it is shown: a report, and those that state exactly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Columns of the table, the first report leading.
    pub of: Vec<usize>,
    /// Columns of the screen.
    pub width: u16,
}

/// A line of the table as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The row at this place of the table.
    Row(usize),
    /// What the rows under it have in common.
    Caption(&'static str),
}

/// The table on the screen.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The facts.
    pub stated: Arc<Stated>,
    /// The columns that can be scrolled through.
    pub groups: Vec<Group>,
    /// The lines that can be scrolled through.
    pub lines: Vec<Line>,
    /// Whether only those facts are listed that reports disagree on.
    pub differing: bool,
    /// Whether reports that state the same have a column each.
    pub unfolded: bool,
    /// The first line that can be seen.
    pub top: usize,
    /// The first column that can be seen.
    pub left: usize,
    /// Columns of the screen that the labels take.
    pub label: u16,
    /// Which of the lines that are rows is selected.
    at: usize,
    /// The lines that are rows.
    stops: Vec<usize>,
    /// By column of the table: the place of its report on the screen.
    places: Vec<Option<usize>>,
    /// By column of the table: how wide its head is.
    heads: Vec<u16>,
    /// By column of the table: in which group it is.
    group_of: Vec<usize>,
    /// By place on the screen: the report's column of the table.
    columns: HashMap<usize, usize>,
    signs: Signs,
    size: (u16, u16),
}

impl Grid {
    /// The table of `stated`. `place` says where on the screen a report stands, and `head` how many
    /// columns are needed to say whose the report at a place is, and when it came out.
    pub fn new(
        stated: Arc<Stated>,
        place: impl Fn(ArticleId) -> Option<usize>,
        head: impl Fn(usize) -> usize,
    ) -> Self {
        let of = |report: usize| stated.reports.get(report).and_then(|id| place(*id));
        let places: Vec<_> = stated.table.columns.iter().map(|c| of(c.report)).collect();
        let columns = (0..).zip(&places).filter_map(|(at, place)| Some(((*place)?, at)));
        let head = |place: &Option<usize>| place.map_or(0, &head).try_into().unwrap_or(u16::MAX);
        let mut grid = Self {
            columns: columns.collect(),
            heads: places.iter().map(head).collect(),
            places,
            groups: Vec::new(),
            lines: Vec::new(),
            differing: false,
            unfolded: false,
            top: 0,
            left: 0,
            label: 0,
            at: 0,
            stops: Vec::new(),
            group_of: Vec::new(),
            signs: Signs::Styles,
            size: (0, 0),
            stated,
        };
        grid.group();
        grid.lay();
        grid
    }

    /// Looks as `other` does: what is folded, which fact is selected, how far it is scrolled.
    pub fn resume(&mut self, other: &Self) {
        (self.differing, self.unfolded) = (other.differing, other.unfolded);
        (self.signs, self.size) = (other.signs, other.size);
        self.group();
        self.lay();
        let alike = |row: &Row, as_before: &Row| {
            (row.kind, &row.label, &row.about)
                == (as_before.kind, &as_before.label, &as_before.about)
        };
        let before = other.selected();
        let found = before.and_then(|before| {
            self.stops.iter().position(|&stop| self.row_at(stop).is_some_and(|r| alike(r, before)))
        });
        self.at = found.unwrap_or(other.at).min(self.stops.len().saturating_sub(1));
        (self.top, self.left) = (other.top, other.left);
        self.reveal();
    }

    /// Puts reports that state the same into one column, unless each is to have its own.
    fn group(&mut self) {
        let table = &self.stated.table;
        let mut said: Vec<Vec<(usize, usize)>> = vec![Vec::new(); table.columns.len()];
        for (at, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                if let Some(said) = said.get_mut(cell.column) {
                    said.push((at, cell.variant));
                }
            }
        }
        let mut known: HashMap<Vec<(usize, usize)>, usize> = HashMap::new();
        self.groups.clear();
        self.group_of.clear();
        for (column, said) in said.into_iter().enumerate() {
            let fresh = self.groups.len();
            let group = if self.unfolded { fresh } else { *known.entry(said).or_insert(fresh) };
            match self.groups.get_mut(group) {
                Some(group) => group.of.push(column),
                None => self.groups.push(Group { of: vec![column], width: 0 }),
            }
            self.group_of.push(group);
        }
    }

    /// Makes the lines, and the columns as wide as they have to be for them.
    fn lay(&mut self) {
        let rows = &self.stated.table.rows;
        let part = |row: &Row| match (row.disagrees, row.cells.len()) {
            (true, _) => 0,
            (false, 2..) => 1,
            (false, _) => 2,
        };
        let parts = [None, Some(AGREE), Some(ALONE)].into_iter().enumerate();
        self.lines.clear();
        for (at, caption) in parts.take(if self.differing { 1 } else { 3 }) {
            let mut of = (0..).zip(rows).filter(|(_, row)| part(row) == at).peekable();
            if of.peek().is_some() {
                self.lines.extend(caption.map(Line::Caption));
                self.lines.extend(of.map(|(row, _)| Line::Row(row)));
            }
        }
        self.stops = (0..self.lines.len()).filter(|at| self.row_at(*at).is_some()).collect();
        self.measure();
        self.at = self.at.min(self.stops.len().saturating_sub(1));
    }

    fn row_of(&self, line: Line) -> Option<&Row> {
        match line {
            Line::Row(at) => self.stated.table.rows.get(at),
            Line::Caption(_) => None,
        }
    }

    /// The fact in the line at `line`.
    pub fn row_at(&self, line: usize) -> Option<&Row> {
        self.row_of(*self.lines.get(line)?)
    }

    /// The line that is selected.
    pub fn line(&self) -> Option<usize> {
        self.stops.get(self.at).copied()
    }

    /// The fact that is selected.
    pub fn selected(&self) -> Option<&Row> {
        self.row_at(self.line()?)
    }

    /// Which of how many facts is selected, from 1.
    pub fn place(&self) -> (usize, usize) {
        ((self.at + 1).min(self.stops.len()), self.stops.len())
    }

    /// Facts that reports disagree on.
    pub fn disagreeing(&self) -> usize {
        self.stated.table.rows.iter().filter(|row| row.disagrees).count()
    }

    /// Lines that can be seen.
    pub fn height(&self) -> usize {
        usize::from(self.size.1)
    }

    /// The group in which the report at `place` of the screen is.
    pub fn group_at(&self, place: usize) -> Option<usize> {
        self.group_of.get(*self.columns.get(&place)?).copied()
    }

    /// The place on the screen of the report that leads a group.
    pub fn lead(&self, group: usize) -> Option<usize> {
        self.report(*self.groups.get(group)?.of.first()?)
    }

    /// The place on the screen of the report in a column of the table.
    pub fn report(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().flatten()
    }

    /// What the report at `place` of the screen says of the selected fact.
    pub fn cell(&self, place: usize) -> Option<&Cell> {
        cells::cell_at(self.selected()?, *self.columns.get(&place)?)
    }

    /// What the reports of a group say of a fact: as the first of them puts it.
    pub fn cell_of<'a>(&self, row: &'a Row, group: &Group) -> Option<&'a Cell> {
        group.of.first().and_then(|column| cells::cell_at(row, *column))
    }

    /// The leading report of the group `step` groups after that of the report at `place`; the first
    /// where that is in none.
    pub fn neighbour(&self, place: usize, step: isize) -> Option<usize> {
        let to = self.group_at(place).map_or(0, |group| group.saturating_add_signed(step));
        self.lead(to.min(self.groups.len().saturating_sub(1)))
    }

    /// Whom to hold the report at `place` against over the selected fact: the last before it that says
    /// something else, or the next after it.
    pub fn rival(&self, place: usize) -> Option<usize> {
        let own = self.cell(place)?;
        let row = self.selected()?;
        let (before, after): (Vec<&Cell>, Vec<&Cell>) = row
            .cells
            .iter()
            .filter(|cell| cell.variant != own.variant)
            .partition(|cell| cell.column < own.column);
        let rival = before.last().or(after.first())?;
        self.report(rival.column)
    }

    /// The selected fact over time, where it is a figure that changed.
    pub fn series(&self) -> Option<Series> {
        Series::of(self.selected()?, &self.stated.table)
    }

    /// Moves the selection by `step` facts.
    pub fn step(&mut self, step: isize) {
        self.at = self.at.saturating_add_signed(step).min(self.stops.len().saturating_sub(1));
        self.reveal();
    }

    /// Selects the fact in the line at `line`, where there is one; says whether there is.
    pub fn select(&mut self, line: usize) -> bool {
        let at = self.stops.binary_search(&line).ok();
        if let Some(at) = at {
            self.at = at;
            self.reveal();
        }
        at.is_some()
    }

    /// Scrolls by `rows`; the selection stays where it is.
    pub fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
        self.settle();
    }

    /// Lists only what reports disagree on, or all.
    pub fn toggle_differing(&mut self) {
        self.keep(|grid| grid.differing = !grid.differing);
    }

    /// Gives reports that state the same a column each, or one to all.
    pub fn toggle_fold(&mut self) {
        self.unfolded = !self.unfolded;
        self.group();
        self.lay();
    }

    /// Makes the lines anew after `change`; the same fact stays selected where it is still listed.
    fn keep(&mut self, change: impl FnOnce(&mut Self)) {
        let before = self.line().and_then(|line| self.lines.get(line)).copied();
        change(self);
        self.lay();
        let line = self.lines.iter().position(|line| Some(*line) == before);
        if let Some(at) = line.and_then(|line| self.stops.binary_search(&line).ok()) {
            self.at = at;
        }
        self.reveal();
    }

    /// Fits the table into `area`, with the report at `place` of the screen in sight.
    pub fn fit(&mut self, area: Rect, signs: Signs, place: usize) {
        let size = (area.width, area.height);
        let (new, turned) = (self.size != size, self.signs != signs);
        (self.size, self.signs) = (size, signs);
        if new || turned {
            self.lay();
        }
        if new || turned {
            self.reveal();
            self.reveal_report(place);
        }
        self.settle();
    }

    /// Columns of the screen for the labels.
    pub fn label_width(&self) -> u16 {
        self.label.min(self.size.0 / 3)
    }

    /// Columns of the screen before those of the reports.
    fn before(&self) -> u16 {
        MARGIN + self.label_width() + 1
    }

    /// The groups that can be seen, from the left: always one, which is cut where even it has no room.
    pub fn seen(&self) -> Range<usize> {
        let room = self.size.0.saturating_sub(self.before());
        let mut used = 0u16;
        let fit = self.groups.iter().skip(self.left).take_while(|group| {
            used = used.saturating_add(group.width + GAP);
            used <= room
        });
        let end = self.left + fit.count().max(1);
        self.left.min(self.groups.len())..end.min(self.groups.len())
    }

    /// The groups that can be seen, and how far from the left of the table each begins.
    pub fn offsets(&self) -> impl Iterator<Item = (usize, u16)> {
        let mut next = self.before();
        self.seen().map(move |at| {
            let width = self.groups.get(at).map_or(0, |group| group.width);
            let start = next;
            next = next.saturating_add(width + GAP);
            (at, start)
        })
    }

    /// Scrolls sideways as little as possible to show the report at `place` of the screen.
    pub fn reveal_report(&mut self, place: usize) {
        let Some(group) = self.group_at(place) else { return };
        self.left = self.left.min(group);
        while self.left < group && !self.seen().contains(&group) {
            self.left += 1;
        }
        // No empty space at the right that reports to the left could have.
        while self.left > 0 {
            self.left -= 1;
            if self.seen().end < self.groups.len() {
                self.left += 1;
                break;
            }
        }
    }

    /// Scrolls as little as possible to show the selected fact, and the caption over it.
    fn reveal(&mut self) {
        let Some(line) = self.line() else { return };
        let height = self.height();
        let captioned = line > 0 && self.row_at(line - 1).is_none() && height > 1;
        self.top =
            self.top.min(line - usize::from(captioned)).max((line + 1).saturating_sub(height));
        self.settle();
    }

    /// Keeps scrolling in range.
    fn settle(&mut self) {
        self.top = self.top.min(self.lines.len().saturating_sub(self.height().max(1)));
        self.left = self.left.min(self.groups.len().saturating_sub(1));
    }
}

/// `+3`: how many more reports state the same; none where there are none.
pub fn folded(reports: usize) -> Option<String> {
    (reports > 1).then(|| format!("+{}", reports - 1))
}
