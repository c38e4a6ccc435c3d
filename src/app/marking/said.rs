//! What the user said of one article, by itself or with its story, as signs and as words.

use crate::app::page::Told;
use crate::library::Mark;
use std::collections::BTreeSet;

/// What is said of an article, by itself or with its story.
#[derive(Clone, Debug, Default)]
pub struct Said<'a> {
    pub(super) marks: Vec<&'a Mark>,
}

impl<'a> Said<'a> {
    /// Whether it was read.
    pub fn read(&self) -> bool {
        self.marks.iter().any(|mark| mark.read)
    }

    /// Whether it has a star.
    pub fn starred(&self) -> bool {
        self.marks.iter().any(|mark| mark.starred)
    }

    /// Its tags, in order.
    pub fn tags(&self) -> BTreeSet<&'a str> {
        self.marks.iter().flat_map(|mark| &mark.tags).map(String::as_str).collect()
    }

    /// Its notes: its own, and that on its story.
    pub fn notes(&self) -> Vec<&'a str> {
        self.marks.iter().map(|mark| mark.note.as_str()).filter(|note| !note.is_empty()).collect()
    }

    /// All of it, for the head of an article.
    pub fn told(&self) -> Told {
        let notes = self.notes().into_iter().map(str::to_string).collect();
        Told { signs: self.signs(), notes }
    }

    /// The one sign there is room for: a star, a note, a tag, or that it was read.
    pub fn sign(&self) -> Option<&'static str> {
        match () {
            () if self.starred() => Some("★"),
            () if !self.notes().is_empty() => Some("✎"),
            () if !self.tags().is_empty() => Some("#"),
            () if self.read() => Some("✓"),
            () => None,
        }
    }

    /// `✎ #toll #to-check`: the note and the tags, for the end of a line that begins with the sign.
    pub fn tail(&self) -> String {
        let note = self.starred() && !self.notes().is_empty();
        self.tail_with(note)
    }

    fn tail_with(&self, note: bool) -> String {
        let note = note.then(|| "✎".to_string());
        let tags = self.tags().into_iter().map(|tag| format!("#{tag}"));
        note.into_iter().chain(tags).collect::<Vec<_>>().join(" ")
    }

    /// `★ ✓ ✎ #toll`: all signs; nothing where nothing is said.
    pub fn signs(&self) -> String {
        let signs = [(self.starred(), "★"), (self.read(), "✓")];
        let signs = signs.into_iter().filter(|(said, _)| *said).map(|(_, sign)| sign.to_string());
        let tail = Some(self.tail_with(!self.notes().is_empty())).filter(|tail| !tail.is_empty());
        signs.chain(tail).collect::<Vec<_>>().join(" ")
    }
}
