//! What the query finds, counted by outlet, time, place and the like, beside the results: the counts
//! follow every key, and a value is taken into the query or kept out of it.

use super::chooser::Chooser;
use super::editor::Editor;
use super::event::Ticket;
use super::filters::{self, Written};
use super::search::Focus;
use super::state::State;
use super::status::Tone;
use super::{Effect, update};
use crate::command::Command;
use crate::library::{By, Facet, FacetRequest, FacetValue, Facets};
use std::sync::Arc;

/// Values that are named of each kind.
const NAMED: usize = 30;

/// What a list of counts is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// Outlets, dates, places and the like.
    #[default]
    Labels,
    /// Words that stand out in what is found.
    Words,
}

/// The counts beside the results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The counts, once they are there. Values that the query keeps out are among them, with none; so are
    /// those it takes in, where nothing is found.
    pub facets: Option<Facets>,
    /// What they are about.
    pub topic: Topic,
    /// Where one is in the list.
    pub chooser: Chooser,
    /// The conditions of the query that was counted.
    written: Vec<Written>,
    /// The latest question, until it is answered.
    awaited: Option<Ticket>,
    /// What has the keys again once the counts are closed.
    before: Focus,
}

impl Panel {
    /// How many values are listed.
    pub fn len(&self) -> usize {
        self.listed().count()
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values, each with its kind and whether it is the first of that.
    pub fn listed(&self) -> impl Iterator<Item = (&Facet, &FacetValue, bool)> {
        let facets = self.facets.iter().flat_map(|facets| &facets.facets);
        facets.flat_map(|facet| {
            let values = facet.values.iter().enumerate();
            values.map(move |(at, value)| (facet, value, at == 0))
        })
    }

    /// Whether the query has a value as a condition, and which of the two: `true` keeps it out.
    pub fn condition(&self, by: By, value: &str) -> Option<bool> {
        let wanted = by.filter(value);
        let same = |written: &&Written| written.by == by && by.filter(&written.value) == wanted;
        self.written.iter().find(same).map(|written| written.excluded)
    }

    /// Whether there is more than one kind.
    pub fn has_kinds(&self) -> bool {
        self.listed().filter(|(.., first)| *first).count() > 1
    }

    /// Whether newer counts are awaited.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Takes in counts of the query that has the conditions `written`. One stays at the value one is at.
    fn take(&mut self, counts: &Facets, written: Vec<Written>) {
        let at = self.listed().nth(self.chooser.chosen);
        let at = at.map(|(facet, value, _)| (facet.by, value.value.clone()));
        let mut counts = counts.clone();
        // Where nothing is found any more what is taken in can be let go of again, too.
        let none = counts.total == 0;
        for facet in &mut counts.facets {
            for asked in written.iter().filter(|w| (w.excluded || none) && w.by == facet.by) {
                let value = asked.value.clone();
                facet.values.push(FacetValue { value, title: None, count: 0 });
            }
        }
        (self.facets, self.written) = (Some(counts), written);
        let place = at.and_then(|(by, value)| {
            self.listed().position(|(facet, found, _)| facet.by == by && found.value == value)
        });
        self.chooser.chosen = place.unwrap_or(self.chooser.chosen);
    }

    /// Where the next kind starts, or the one before.
    fn kind(&self, forward: bool) -> Option<usize> {
        let starts = self.listed().enumerate().filter(|(_, (.., first))| *first);
        let mut starts = starts.map(|(at, _)| at);
        match forward {
            true => starts.find(|at| *at > self.chooser.chosen),
            false => starts.filter(|at| *at < self.chooser.chosen).last(),
        }
    }
}

/// Opens the counts, or goes to them.
pub(super) fn open(state: &mut State, topic: Topic) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.search.focus, Focus::Facets);
    let before = match &state.search.facets {
        Some(panel) if panel.topic == topic => return Vec::new(),
        Some(panel) => panel.before,
        None => before,
    };
    state.search.facets = Some(Panel { topic, before, ..Panel::default() });
    ask(state)
}

/// Closes the counts.
pub(super) fn close(state: &mut State) {
    if let Some(panel) = state.search.facets.take()
        && state.search.focus == Focus::Facets
    {
        state.search.focus = panel.before;
    }
}

/// Asks for the counts of what the query finds now, where they are open.
pub(super) fn ask(state: &mut State) -> Vec<Effect> {
    if state.search.facets.is_none() {
        return Vec::new();
    }
    let ticket = state.ticket();
    let query = state.search.editor.text().to_string();
    let Some(panel) = &mut state.search.facets else { return Vec::new() };
    panel.awaited = Some(ticket);
    let words = panel.topic == Topic::Words;
    let by = By::all().filter(|by| words == (*by == By::Related)).collect();
    let request = FacetRequest { query, typing: true, by, period: None, limit: NAMED };
    vec![Effect::Count(ticket, request)]
}

/// Takes in the counts, unless newer ones were asked for.
pub(super) fn counted(state: &mut State, ticket: Ticket, answer: Result<Arc<Facets>, String>) {
    let written = filters::written(state.search.editor.text());
    let Some(panel) = &mut state.search.facets else { return };
    if panel.awaited.take_if(|awaited| *awaited == ticket).is_none() {
        return;
    }
    match answer {
        // A mistake in the query costs nothing that was counted before it, as in the list of results.
        Ok(counts)
            if counts.total == 0 && !counts.complaints.is_empty() && panel.facets.is_some() => {}
        Ok(counts) => panel.take(&counts, written),
        Err(message) => state.status.say(message, Tone::Error),
    }
}

/// Whether `command` is about the counts, where they have the keys, and not about the search.
pub(super) fn takes(command: Command) -> bool {
    use Command::{KeepSearch, Order, Preview, Searches, Seen, Snippets, Suggestion};
    ![KeepSearch, Order, Preview, Searches, Seen, Snippets, Suggestion].contains(&command)
}

/// What a command does while the counts have the keys.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let height = usize::from(state.search_areas().facets.height);
    let Some(panel) = &mut state.search.facets else { return Vec::new() };
    let count = panel.len();
    panel.chooser.go(command, height, count);
    let query = state.search.editor.text();
    match command {
        Command::Include | Command::Exclude => {
            let chosen = panel.listed().nth(panel.chooser.chosen);
            let Some((facet, value, _)) = chosen else { return Vec::new() };
            let excluded = command == Command::Exclude;
            let query = match (facet.by, excluded) {
                (By::Date, false) => filters::zoomed(query, &value.value),
                (by, _) => filters::turned(query, &by.filter(&value.value), excluded),
            };
            return narrowed(state, &query);
        }
        Command::Wider => {
            let query = filters::widened(query);
            return narrowed(state, &query);
        }
        Command::NextKind | Command::PreviousKind => {
            if let Some(at) = panel.kind(command == Command::NextKind) {
                panel.chooser.choose(at, count);
            }
        }
        // The key that opened them closes them; that of the other kind leads there.
        Command::Facets | Command::Related => {
            let topic = if command == Command::Related { Topic::Words } else { Topic::Labels };
            if panel.topic != topic {
                return open(state, topic);
            }
            close(state);
        }
        Command::FocusQuery => state.search.focus = Focus::Query,
        Command::FocusList => state.search.focus = Focus::List,
        Command::Back => close(state),
        _ => {}
    }
    Vec::new()
}

/// Searches for another query.
fn narrowed(state: &mut State, query: &str) -> Vec<Effect> {
    if query == state.search.editor.text() {
        return Vec::new();
    }
    state.search.editor = Editor::new(query);
    update::search(state)
}
