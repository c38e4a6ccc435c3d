//! Going back and forth among the queries asked before.

use super::editor::Editor;
use super::search::Focus;
use super::state::State;
use super::status::Tone;
use super::{Effect, update};
use crate::command::Command;
use crate::config::history;

/// The queries asked before, and where one is among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Oldest first.
    queries: Vec<String>,
    /// Which of them is in the query line; none where that is a new one.
    at: Option<usize>,
    /// What was typed before one went back.
    draft: String,
}

impl History {
    /// What was asked before, oldest first.
    pub fn new(queries: Vec<String>) -> Self {
        Self { queries, ..Self::default() }
    }

    /// The query before the one in the line, which is `current`; only such as start with what had been
    /// typed. None where there is none.
    pub(super) fn older(&mut self, current: &str) -> Option<&str> {
        if self.shown() != Some(current) {
            (self.at, self.draft) = (None, current.to_string());
        }
        let before = self.queries.get(..self.at.unwrap_or(self.queries.len()))?;
        let found = before.iter().rposition(|query| self.fits(query, current))?;
        self.at = Some(found);
        self.shown()
    }

    /// The query after the one in the line, which is `current`; at the end what had been typed. None
    /// where one did not go back.
    pub(super) fn newer(&mut self, current: &str) -> Option<&str> {
        let at = self.at.filter(|_| self.shown() == Some(current))?;
        let after = self.queries.iter().enumerate().skip(at + 1);
        let found = after.filter(|(_, query)| self.fits(query, current)).map(|(at, _)| at).next();
        self.at = found;
        Some(self.shown().unwrap_or(&self.draft))
    }

    /// Notes that `query` was asked; says whether that is news.
    pub(super) fn add(&mut self, query: &str) -> bool {
        self.at = None;
        let before = self.queries.last().cloned();
        history::add(&mut self.queries, query);
        self.queries.last() != before.as_ref()
    }

    /// The same of one that was not typed, from which one goes back to any query before it; says whether
    /// that is news.
    pub(super) fn lead(&mut self, query: &str) -> bool {
        let news = self.add(query);
        (self.at, self.draft) = (self.queries.len().checked_sub(1), String::new());
        news
    }

    fn shown(&self) -> Option<&str> {
        self.queries.get(self.at?).map(String::as_str)
    }

    fn fits(&self, query: &str, current: &str) -> bool {
        query.starts_with(self.draft.trim_start()) && query != current
    }
}

/// Notes the query that is in the line.
pub(super) fn remember(state: &mut State) -> Option<Effect> {
    let query = state.search.editor.text().trim().to_string();
    let news = !query.is_empty() && state.history.add(&query);
    news.then_some(Effect::Remember(query))
}

/// Puts a query asked before into the line, or what had been typed.
pub(super) fn recall(state: &mut State, command: Command) -> Vec<Effect> {
    let current = state.search.editor.text().to_string();
    let found = match command {
        Command::OlderQuery => state.history.older(&current),
        _ => state.history.newer(&current),
    };
    match found {
        Some(query) => {
            state.search.editor = Editor::new(query);
            state.search.focus = Focus::Query;
            update::search(state)
        }
        None => {
            let words = match command {
                Command::OlderQuery => "no query before this one",
                _ => "no query after this one",
            };
            state.status.say(words, Tone::Plain);
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_back_among_what_starts_as_typed_and_comes_back_to_it() {
        let asked = ["pier 7", "ferry", "pier 7 fire"].map(String::from);
        let mut history = History::new(asked.to_vec());
        assert_eq!(history.older("pi"), Some("pier 7 fire"));
        assert_eq!(history.older("pier 7 fire"), Some("pier 7"));
        assert_eq!(history.older("pier 7"), None);
        assert_eq!(history.newer("pier 7"), Some("pier 7 fire"));
        assert_eq!(history.newer("pier 7 fire"), Some("pi"));
        assert_eq!(history.newer("pi"), None);
        // What is typed over it is a new beginning.
        assert_eq!(history.older(""), Some("pier 7 fire"));
        assert_eq!(history.older("f"), Some("ferry"));
        assert!(history.add("ferry") && !history.add("ferry"));
        assert_eq!(history.older(""), Some("ferry"));
        assert_eq!(history.older("ferry"), Some("pier 7 fire"));
        assert!(history.lead("like:1"));
        assert_eq!(history.older("like:1"), Some("ferry"));
    }
}
