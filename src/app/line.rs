//! A line typed at the foot of the screen: tags, a note, the name of a search.

use super::Effect;
use super::editor::{Edit as Typed, Editor};
use super::marking::{self, Meant};
use super::searches::{self, Panel};
use super::state::{Overlay, State};
use crate::command::Command;
use crate::library::Edit;
use crossterm::event::KeyEvent;
use std::collections::BTreeSet;

/// What stands for the end of a line in a note that is typed.
const BREAK: char = '⏎';

/// What is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Tags of these.
    Tags(Vec<Meant>),
    /// A note on these.
    Note(Vec<Meant>),
    /// A name for the search that is on the screen; the list it was asked for in.
    Save(Option<Box<Panel>>),
    /// Another name for the search of this name; the list it was asked for in.
    Rename(String, Box<Panel>),
}

/// The line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is typed.
    pub purpose: Purpose,
    /// What was typed so far.
    pub editor: Editor,
    /// Whether there is a search of that name, so that the next `enter` replaces it.
    pub exists: bool,
}

impl Line {
    /// A line with what is said already.
    pub(super) fn new(purpose: Purpose) -> Self {
        let text = match &purpose {
            Purpose::Tags(meant) => {
                let tags = shared(meant).iter().map(|tag| quoted(tag)).collect::<Vec<_>>();
                let gap = if tags.is_empty() { "" } else { " " };
                tags.join(" ") + gap
            }
            Purpose::Note(meant) => note(meant).replace('\n', &BREAK.to_string()),
            Purpose::Save(_) => String::new(),
            Purpose::Rename(name, _) => name.clone(),
        };
        Self { purpose, editor: Editor::new(&text), exists: false }
    }

    /// The sign before it.
    pub fn sign(&self) -> &'static str {
        match self.purpose {
            Purpose::Tags(_) => "#",
            Purpose::Note(_) => "✎",
            Purpose::Save(_) | Purpose::Rename(..) => "›",
        }
    }

    /// What is said while nothing is typed.
    pub fn hint(&self) -> &'static str {
        match self.purpose {
            Purpose::Tags(_) => {
                "tags, with spaces between; a tag of several words in quotation marks"
            }
            Purpose::Note(_) => "a note",
            Purpose::Save(_) => "a name for this search",
            Purpose::Rename(..) => "another name for this search",
        }
    }

    /// The list that lies under it.
    pub fn under(&self) -> Option<&Panel> {
        match &self.purpose {
            Purpose::Save(panel) => panel.as_deref(),
            Purpose::Rename(_, panel) => Some(panel),
            Purpose::Tags(_) | Purpose::Note(_) => None,
        }
    }

    /// How the tag that is being typed may go on: the most frequent one that begins so.
    pub fn rest<'a>(&self, known: &'a [String]) -> Option<&'a str> {
        if !matches!(self.purpose, Purpose::Tags(_)) || !self.editor.at_end() {
            return None;
        }
        let text = self.editor.text();
        let begun = text.rsplit([' ', ',']).next().unwrap_or_default();
        let begun = begun.trim_start_matches('#');
        if begun.is_empty() || begun.contains('"') {
            return None;
        }
        let there = tags(text);
        known.iter().filter(|tag| !there.contains(*tag) && !needs_quotes(tag)).find_map(|tag| {
            tag.get(..begun.len()).filter(|start| *start == begun).and(tag.get(begun.len()..))
        })
    }
}

/// The tags that all of these have.
fn shared(meant: &[Meant]) -> BTreeSet<String> {
    let mut all = meant.iter().map(|meant| &meant.mark.tags);
    let first = all.next().cloned().unwrap_or_default();
    all.fold(first, |shared, tags| shared.intersection(tags).cloned().collect())
}

/// The note that all of these have.
fn note(meant: &[Meant]) -> String {
    let mut notes = meant.iter().map(|meant| meant.mark.note.as_str());
    let first = notes.next().unwrap_or_default();
    if notes.all(|note| note == first) { first.to_string() } else { String::new() }
}

fn needs_quotes(tag: &str) -> bool {
    tag.contains([' ', ',']) || tag.starts_with('#')
}

fn quoted(tag: &str) -> String {
    if needs_quotes(tag) { format!("\"{tag}\"") } else { tag.to_string() }
}

/// The tags of a line: words, with or without `#`, and what stands in quotation marks.
pub fn tags(text: &str) -> BTreeSet<String> {
    let mut tags = BTreeSet::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            tags.insert(part.trim().to_string());
        } else {
            let words = part.split([' ', ',']).map(|word| word.trim_start_matches('#'));
            tags.extend(words.map(str::to_string));
        }
    }
    tags.remove("");
    tags
}

/// A key that is no command edits the line.
pub(super) fn key(state: &mut State, key: KeyEvent) {
    if let Some(Overlay::Line(line)) = &mut state.overlay
        && line.editor.key(key) == Typed::Changed
    {
        line.exists = false;
    }
}

/// Pasted text is part of the line.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Some(Overlay::Line(line)) = &mut state.overlay {
        let text = match line.purpose {
            Purpose::Note(_) => {
                text.replace("\r\n", "\n").replace(['\n', '\r'], &BREAK.to_string())
            }
            _ => text.to_string(),
        };
        line.editor.insert(&text);
        line.exists = false;
    }
}

/// What a command does while the line has the keys.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let tags = state.marking.tags().to_vec();
    let Some(Overlay::Line(line)) = &mut state.overlay else { return Vec::new() };
    match command {
        Command::Confirm => return confirm(state),
        Command::CompleteTag => {
            if let Some(rest) = line.rest(&tags) {
                line.editor.insert(&format!("{rest} "));
            }
        }
        Command::NewLine if matches!(line.purpose, Purpose::Note(_)) => {
            line.editor.insert(&BREAK.to_string());
        }
        Command::Back => return close(state),
        _ => {}
    }
    Vec::new()
}

/// Takes the line away; the list it was asked for in is there again.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Line(line)) = state.overlay.take() else { return Vec::new() };
    state.overlay = match line.purpose {
        Purpose::Save(panel) => panel.map(|panel| Overlay::Searches(*panel)),
        Purpose::Rename(_, panel) => Some(Overlay::Searches(*panel)),
        Purpose::Tags(_) | Purpose::Note(_) => None,
    };
    Vec::new()
}

fn confirm(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Line(line)) = &state.overlay else { return Vec::new() };
    let text = line.editor.text().trim().to_string();
    let edits = match &line.purpose {
        Purpose::Save(_) => return searches::save(state, text),
        Purpose::Rename(from, _) => {
            let from = from.clone();
            return searches::rename(state, from, text);
        }
        Purpose::Tags(meant) => {
            let (before, after) = (shared(meant), tags(&text));
            let gone = before.difference(&after).cloned().map(Edit::Untag);
            let edits: Vec<Edit> =
                gone.chain(after.difference(&before).cloned().map(Edit::Tag)).collect();
            meant.iter().map(|meant| (meant.clone(), edits.clone())).collect::<Vec<_>>()
        }
        Purpose::Note(meant) => {
            let text = text.replace(BREAK, "\n");
            let edits = if text == note(meant) { Vec::new() } else { vec![Edit::Note(text)] };
            meant.iter().map(|meant| (meant.clone(), edits.clone())).collect()
        }
    };
    state.overlay = None;
    match edits.iter().all(|(_, edits)| edits.is_empty()) {
        true => Vec::new(),
        false => marking::change(state, edits, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_or_in_quotation_marks() {
        let read = |text: &str| tags(text).into_iter().collect::<Vec<_>>();
        assert_eq!(read(" toll  #check,toll"), ["check", "toll"]);
        assert_eq!(read("toll \"to check\" \"open"), ["open", "to check", "toll"]);
        assert_eq!(read("\"\" , #"), [""; 0]);
        for tag in ["toll", "to check", "#odd", "a,b"] {
            assert_eq!(read(&quoted(tag)), [tag]);
        }
    }

    #[test]
    fn a_tag_goes_on_as_the_most_frequent_one() {
        let known = ["check".to_string(), "choose".to_string(), "to check".to_string()];
        let rest = |text| {
            Line { editor: Editor::new(text), ..Line::new(Purpose::Tags(Vec::new())) }
                .rest(&known)
                .map(str::to_string)
        };
        assert_eq!(rest("toll ch"), Some("eck".to_string()));
        assert_eq!(rest("#cho"), Some("ose".to_string()));
        assert_eq!(rest("check ch"), Some("oose".to_string()));
        assert_eq!((rest("x"), rest("toll "), rest("\"to")), (None, None, None));
    }
}
