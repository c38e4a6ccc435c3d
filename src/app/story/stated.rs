//! The facts on the screen of a story: which reports are read for them, what is said of the selected
//! one, and what the keys lead to from there.

use super::{Pane, Telling};
use crate::app::event::{Stated, Ticket};
use crate::app::variants::Grid;
use crate::app::words;
use crate::corpus::ArticleId;
use crate::diff::facts::Value;
use crate::export::cells;
use crate::library::Card;
use crate::text::{Span, sanitize, width};
use std::sync::Arc;

/// Reports that are read for their facts at most: the first in time.
const LIMIT: usize = 1_000;

/// Columns a report's name takes at most where it stands in a line with other things: some go by their
/// headlines.
const NAME: usize = 28;

/// How far reading the facts is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// They are to be asked for.
    #[default]
    Due,
    /// They are asked for, and so many reports are read.
    Asked(Ticket, usize),
    /// They are read.
    Done,
    /// They could not be read, and why.
    Failed(String),
}

impl Telling {
    /// The reports that are read for their facts: in the order of the screen and, of too many, the first
    /// in time.
    pub fn read_for_facts(&self) -> Vec<ArticleId> {
        let mut places: Vec<usize> = (0..self.reports()).collect();
        let date = |place: &usize| self.card(*place).and_then(|card| card.date);
        places.sort_by_key(|place| (date(place).is_none(), date(place)));
        places.truncate(LIMIT);
        places.sort_unstable();
        places.into_iter().filter_map(|place| Some(self.card(place)?.id)).collect()
    }

    /// Whether facts are asked for and not there yet.
    pub fn is_reading(&self) -> bool {
        matches!(self.reading, Reading::Asked(..))
    }

    /// How many those are.
    pub fn facts_of(&self) -> usize {
        self.reports().min(LIMIT)
    }

    /// Takes in the facts of those reports.
    pub(in crate::app) fn state(&mut self, stated: Arc<Stated>) {
        let head = |place: usize| {
            let Some(card) = self.card(place) else { return 0 };
            let name = width::width(&sanitize::line(&self.head(place)));
            name.max(width::width(&self.time(card)))
        };
        let mut grid = Grid::new(stated, |id| self.place_of(id), head);
        if let Some(before) = &self.grid {
            grid.resume(before);
        }
        grid.reveal_report(self.selected);
        self.grid = Some(Box::new(grid));
        self.reading = Reading::Done;
    }

    /// Keeps the facts that were read before the story was loaded anew, until they are read again; not
    /// where a report of them is gone.
    pub(super) fn keep_facts(&mut self, grid: Option<Box<Grid>>) {
        let Some(grid) = grid else { return };
        if grid.stated.reports.iter().all(|id| self.place_of(*id).is_some()) {
            let stated = grid.stated.clone();
            self.grid = Some(grid);
            self.state(stated);
            self.reading = Reading::Due;
        }
    }

    /// What a report's column is called.
    pub fn head(&self, place: usize) -> String {
        let Some(card) = self.card(place) else { return String::new() };
        let other = if place >= self.members() { "≈ " } else { "" };
        format!("{other}{}", self.name(card))
    }

    /// Selects the next report of the table, or of the list where there is none.
    pub fn step_report(&mut self, step: isize) {
        let next = match (&self.grid, self.pane) {
            (Some(grid), Pane::Facts) => grid.neighbour(self.selected, step),
            _ => None,
        };
        self.select(next.unwrap_or_else(|| self.selected.saturating_add_signed(step)));
    }

    /// Where the selected report says the selected fact, in bytes of its body.
    pub fn said(&self) -> Option<Span> {
        let grid = self.grid.as_ref().filter(|_| self.pane == Pane::Facts)?;
        Some(grid.cell(self.selected)?.span)
    }

    /// Which two to compare over the selected fact, the earlier one on the left, and where that says it:
    /// the two that are marked, the marked one and the selected, or the selected one and the last before
    /// it that says something else; where none does, those of [`Telling::pair`].
    pub fn rivals(&self) -> Option<(ArticleId, ArticleId, Option<usize>)> {
        let grid = self.grid.as_ref().filter(|_| self.pane == Pane::Facts)?;
        let id = |place: usize| self.card(place).map(|card| card.id);
        let rival = grid.rival(self.selected).filter(|_| self.marked.is_empty());
        let (left, right) = match rival {
            Some(rival) => {
                let earlier = grid.cell(rival)?.column < grid.cell(self.selected)?.column;
                let (rival, own) = (id(rival)?, id(self.selected)?);
                if earlier { (rival, own) } else { (own, rival) }
            }
            None => self.pair()?,
        };
        let said = self.place_of(left).and_then(|place| grid.cell(place));
        Some((left, right, said.map(|cell| cell.span.start)))
    }

    /// Outlet and time of the report in a column of the table.
    pub fn who(&self, column: usize) -> String {
        let card = self.grid.as_ref().and_then(|grid| self.card(grid.report(column)?));
        card.map(|card| self.who_is(card)).unwrap_or_default()
    }

    fn who_is(&self, card: &Card) -> String {
        let name = sanitize::line(&self.name(card)).into_owned();
        format!("{}, {}", width::ellipsize(&name, NAME), self.time(card))
    }

    /// What the selected report says of the selected fact, in a line: `dead: at least 40 · Calder Post,
    /// 22 Mar 08:10 · only this one says so · 5 of 8 say 60`.
    pub(super) fn stated_line(&self) -> Option<String> {
        let grid = self.grid.as_ref()?;
        let (row, card) = (grid.selected()?, self.selected_card()?);
        let who = self.who_is(card);
        let label = cells::label(row);
        let Some(cell) = grid.cell(self.selected) else {
            return words::join([Some(label), Some(format!("not said by {who}"))]);
        };
        let said = |value: &Value| {
            let first = cells::cell_at(row, value.first).map(|cell| cells::shown(row, cell));
            first.unwrap_or_else(|| value.value.clone())
        };
        let own = row.values.get(cell.variant)?;
        let of = row.cells.len();
        let standing = match own.reports {
            _ if of == 1 => "no other report says it".to_string(),
            1 => "no other report says so".to_string(),
            n if n == of => format!("{n} reports say so, none otherwise"),
            n if cells::is_first(row, cell) => format!("the first of {n} to say so"),
            n => format!("{n} of {of} say so, first {}", self.who(own.first)),
        };
        let most = row.values.iter().max_by_key(|value| value.reports);
        let most = most.filter(|most| cell.differs && most.reports > own.reports);
        let most = most.map(|most| format!("{} of {of} say {}", most.reports, said(most)));
        let text = format!("{label}: {}", cells::shown(row, cell));
        words::join([Some(text), Some(who), Some(standing), most])
    }

    /// The selected fact as text: what it is, and who says what of it.
    pub fn stated_row(&self) -> Option<String> {
        let grid = self.grid.as_ref().filter(|_| self.pane == Pane::Facts)?;
        let row = grid.selected()?;
        let said = row.cells.iter().map(|cell| {
            let text = cells::shown(row, cell);
            format!("{text}\t{}", sanitize::line(&self.who(cell.column)))
        });
        let said: Vec<String> = said.collect();
        Some(format!("{}\n{}\n", cells::label(row), said.join("\n")))
    }
}
