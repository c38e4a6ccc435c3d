//! What the query finds, counted by outlet, time, place and the like, laid over the results: a value is
//! taken into the query or kept out of it, and the counts follow.

use super::chooser::Chooser;
use super::editor::Editor;
use super::event::Ticket;
use super::state::{Overlay, State};
use super::status::Tone;
use super::{Effect, areas, update};
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

/// The list, laid over the search screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The counts, once they are there.
    pub facets: Option<Arc<Facets>>,
    /// What they are about.
    pub topic: Topic,
    /// Where one is in the list.
    pub chooser: Chooser,
    /// The latest question, until it is answered.
    awaited: Option<Ticket>,
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

    /// Whether newer counts are awaited.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }
}

/// Opens the list.
pub(super) fn open(state: &mut State, topic: Topic) -> Vec<Effect> {
    state.overlay = Some(Overlay::Facets(Panel { topic, ..Panel::default() }));
    ask(state)
}

/// Asks for the counts of what the query finds now.
fn ask(state: &mut State) -> Vec<Effect> {
    let ticket = state.ticket();
    let query = state.search.editor.text().to_string();
    let Some(Overlay::Facets(panel)) = &mut state.overlay else { return Vec::new() };
    panel.awaited = Some(ticket);
    let words = panel.topic == Topic::Words;
    let by = By::all().filter(|by| words == (*by == By::Related)).collect();
    let request = FacetRequest { query, typing: true, by, period: None, limit: NAMED };
    vec![Effect::Count(ticket, request)]
}

/// Takes in the counts, unless newer ones were asked for.
pub(super) fn counted(state: &mut State, ticket: Ticket, answer: Result<Arc<Facets>, String>) {
    let Some(Overlay::Facets(panel)) = &mut state.overlay else { return };
    if panel.awaited.take_if(|awaited| *awaited == ticket).is_none() {
        return;
    }
    match answer {
        Ok(facets) => panel.facets = Some(facets),
        Err(message) => state.status.say(message, Tone::Error),
    }
}

/// What a command does while the list has the keys.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let height = usize::from(areas::overlay(state.size).1.height);
    let Some(Overlay::Facets(panel)) = &mut state.overlay else { return Vec::new() };
    let count = panel.len();
    panel.chooser.go(command, height, count);
    match command {
        Command::Include | Command::Exclude => {
            let chosen = panel.listed().nth(panel.chooser.chosen);
            let Some(filter) = chosen.map(|(facet, value, _)| facet.by.filter(&value.value)) else {
                return Vec::new();
            };
            let query = turned(state.search.editor.text(), &filter, command == Command::Exclude);
            state.search.editor = Editor::new(&query);
            let mut effects = update::search(state);
            effects.extend(ask(state));
            return effects;
        }
        Command::Back => state.overlay = None,
        _ => {}
    }
    Vec::new()
}

/// The query with the filter in it, or kept out; without it where it was there just so.
fn turned(query: &str, filter: &str, excluded: bool) -> String {
    let wanted = if excluded { format!("-{filter}") } else { filter.to_string() };
    let padded = format!(" {} ", query.trim());
    for there in [format!(" -{filter} "), format!(" {filter} ")] {
        if let Some(at) = padded.find(&there) {
            let rest = [&padded[..at], " ", &padded[at + there.len()..]].concat();
            let rest = rest.trim().to_string();
            return match there.trim() == wanted {
                true => rest,
                false => [&rest, " ", &wanted].concat().trim().to_string(),
            };
        }
    }
    format!("{padded}{wanted}").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Query;

    #[test]
    fn a_filter_is_put_in_turned_and_taken_out() {
        let source = By::Source.filter("Calder Post");
        assert_eq!(source, "source:\"Calder Post\"");
        let with = turned("harbour fire", &source, false);
        assert_eq!(with, "harbour fire source:\"Calder Post\"");
        assert_eq!(turned(&with, &source, false), "harbour fire");
        let without = turned(&with, &source, true);
        assert_eq!(without, "harbour fire -source:\"Calder Post\"");
        assert_eq!(turned(&without, &source, true), "harbour fire");
        assert_eq!(turned("", &By::Date.filter("2031-03"), false), "date:2031-03");
    }

    #[test]
    fn filters_are_read_as_they_are_meant() {
        for (by, value) in [
            (By::Source, "Calder \"Post\""),
            (By::Lang, "en"),
            (By::Place, "Port Calder"),
            (By::Date, "2031-03-22"),
            (By::Tag, "fires"),
            (By::Related, "OR"),
            (By::Related, "Port Calder"),
        ] {
            let query = turned("ferry", &by.filter(value), true);
            assert_eq!(Query::parse(&query, false).complaints, [], "{query}");
        }
    }
}
