//! Exporting a comparison to a file: the line in which its name is typed, and what comes of it.

use super::Effect;
use super::editor::{Edit, Editor};
use super::event::Compared;
use super::state::{Overlay, State, Station};
use super::status::Tone;
use crate::command::Command;
use crate::corpus::Article;
use crate::export::Format;
use crossterm::event::KeyEvent;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most characters of a headline in the name of a file.
const NAMED: usize = 40;

/// What is to be exported, and where to.
#[derive(Clone, Debug)]
pub struct Export {
    /// The two articles and what differs.
    pub compared: Arc<Compared>,
    /// In which format.
    pub format: Format,
    /// The name of the file as it was typed.
    pub file: String,
    /// Whether a file of that name may be replaced.
    pub replace: bool,
    /// Whether runs of sentences that are the same are written out.
    pub full: bool,
    /// How wide plain text is, in columns.
    pub columns: u16,
}

impl PartialEq for Export {
    fn eq(&self, other: &Self) -> bool {
        let told = |of: &Self| (of.format, of.replace, of.full, of.columns);
        Arc::ptr_eq(&self.compared, &other.compared)
            && self.file == other.file
            && told(self) == told(other)
    }
}

/// Why nothing was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotExported {
    /// There is a file already of the name that was typed.
    Exists(String),
    /// What went wrong, for people.
    Failed(String),
}

/// The line in which the name of the file is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saving {
    /// The name.
    pub editor: Editor,
    /// Whether there is a file of that name, so that the next `enter` replaces it.
    pub exists: bool,
}

impl Saving {
    /// A line with a name made from the headlines.
    pub(super) fn of(compared: &Compared) -> Self {
        let Compared { left, right, .. } = compared;
        let name = format!("{}-{}-{}.html", slug(left), start(left), start(right));
        Self { editor: Editor::new(&name), exists: false }
    }
}

/// The first characters of an article's id, enough to tell one file from another.
fn start(article: &Article) -> String {
    article.id.to_string().chars().take(4).collect()
}

/// The headline as the name of a file: letters and digits, and a hyphen for all else.
fn slug(article: &Article) -> String {
    let mut slug = String::new();
    for c in article.title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.chars().count() >= NAMED {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "comparison".to_string() } else { slug.to_string() }
}

/// A key that is no command edits the name.
pub(super) fn key(state: &mut State, key: KeyEvent) {
    if let Some(Overlay::Export(saving)) = &mut state.overlay
        && saving.editor.key(key) == Edit::Changed
    {
        saving.exists = false;
    }
}

/// Pasted text is part of the name.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Some(Overlay::Export(saving)) = &mut state.overlay {
        saving.editor.insert(text);
        saving.exists = false;
    }
}

/// What a command does while the line has the keys.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(Overlay::Export(saving)) = &state.overlay else { return Vec::new() };
    match command {
        Command::Save => {
            let file = saving.editor.text().trim().to_string();
            let Some(format) = Format::of_file(Path::new(&file)) else {
                let words = format!("the name ends with the format: {}", endings());
                state.status.say(words, Tone::Error);
                return Vec::new();
            };
            let Some(Station::Comparing(comparing)) = state.stations.last() else {
                return Vec::new();
            };
            let export = Export {
                compared: comparing.compared.clone(),
                format,
                file,
                replace: saving.exists,
                full: !comparing.folded,
                columns: state.size.0,
            };
            vec![Effect::Export(Box::new(export))]
        }
        Command::Back => {
            state.overlay = None;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// `.html .md .json`: what the name may end with.
pub fn endings() -> String {
    let endings = Format::ALL.iter().filter_map(|format| format.extensions().first());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ")
}

/// Takes in what came of it.
pub(super) fn exported(state: &mut State, answer: Result<PathBuf, NotExported>) {
    match answer {
        Ok(path) => {
            if matches!(state.overlay, Some(Overlay::Export(_))) {
                state.overlay = None;
            }
            state.status.say(format!("written to {}", path.display()), Tone::Success);
        }
        // Unless another name was typed meanwhile, which nobody asked about yet.
        Err(NotExported::Exists(file)) => {
            if let Some(Overlay::Export(saving)) = &mut state.overlay
                && saving.editor.text().trim() == file
            {
                saving.exists = true;
                let words = "there is a file of that name: enter again replaces it";
                state.status.say(words, Tone::Error);
            }
        }
        Err(NotExported::Failed(message)) => state.status.say(message, Tone::Error),
    }
}
