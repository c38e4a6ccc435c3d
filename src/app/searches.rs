//! Saved searches on the screen: the list of them with what each finds, and which hits of the one that
//! runs are new.

use super::chooser::Chooser;
use super::editor::Editor;
use super::event::Ticket;
use super::line::{Line, Purpose};
use super::own::{Answer, Count, Naming, Task};
use super::search::Focus;
use super::state::{Overlay, State};
use super::status::Tone;
use super::{Effect, areas, line, update, words};
use crate::command::Command;
use crate::corpus::ArticleId;
use crate::library::{Hit, Saved};

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The search.
    pub saved: Saved,
    /// What it finds, once that is counted.
    pub count: Option<Result<Count, String>>,
}

/// The list, laid over the search screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The searches; none until they are read.
    pub listed: Option<Vec<Listed>>,
    /// Where one is in it.
    pub chooser: Chooser,
    /// The search that is forgotten when the key is pressed again.
    pub doomed: Option<String>,
    /// The latest question, until it is answered in full.
    awaited: Option<Ticket>,
}

impl Panel {
    /// How many are listed.
    pub fn len(&self) -> usize {
        self.listed.as_ref().map_or(0, Vec::len)
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is still being counted what they find.
    pub fn is_counting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Takes over what is listed now. What was counted stays until it is counted anew; at first one is at
    /// the search that runs.
    fn list(&mut self, saved: Vec<Saved>, running: Option<&str>) {
        let known = self.listed.take();
        if known.is_none() {
            let at = saved.iter().position(|saved| Some(saved.name.as_str()) == running);
            self.chooser = Chooser::at(at.unwrap_or(0));
        }
        let count = |saved: &Saved| {
            let same = |other: &&Listed| other.saved == *saved;
            known.iter().flatten().find(same).and_then(|listed| listed.count.clone())
        };
        let listed = saved.into_iter().map(|saved| Listed { count: count(&saved), saved });
        self.listed = Some(listed.collect());
    }

    fn chosen(&self) -> Option<&Saved> {
        let listed = self.listed.as_ref()?;
        listed.get(self.chooser.chosen).map(|listed| &listed.saved)
    }
}

/// The saved search whose hits are on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// Its name.
    pub name: String,
    query: String,
    /// Those of its hits that were not seen yet, sorted; none until it is known which.
    new: Option<Vec<ArticleId>>,
    awaited: Ticket,
}

impl Running {
    /// How many are new; none until that is known.
    pub fn new_hits(&self) -> Option<usize> {
        self.new.as_ref().map(Vec::len)
    }

    /// Whether an article is new.
    pub fn is_new(&self, id: ArticleId) -> bool {
        self.new.as_ref().is_some_and(|new| new.binary_search(&id).is_ok())
    }

    /// Whether a hit is new, or one of the copies folded under it.
    pub fn brings(&self, hit: &Hit) -> bool {
        self.is_new(hit.card.id) || hit.copies.iter().any(|card| self.is_new(card.id))
    }
}

impl State {
    /// The saved search whose hits are on the screen, unless the query is another one by now.
    pub fn running(&self) -> Option<&Running> {
        let query = self.search.editor.text().trim();
        self.running.as_ref().filter(|running| running.query.trim() == query)
    }
}

/// What a command on the search screen does with saved searches.
pub(super) fn start(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Searches => {
            state.overlay = Some(Overlay::Searches(Panel::default()));
            ask(state)
        }
        Command::KeepSearch => name(state, None),
        Command::Seen => match state.running() {
            Some(running) => {
                let (name, query) = (running.name.clone(), running.query.clone());
                saw(state, name, query)
            }
            None => {
                state.status.say("this is no saved search: nothing in it is new", Tone::Plain);
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

/// Asks for the list.
fn ask(state: &mut State) -> Vec<Effect> {
    let ticket = state.ticket();
    match panel(state) {
        Some(panel) => {
            panel.awaited = Some(ticket);
            vec![Effect::Own(Task::Searches(ticket))]
        }
        None => Vec::new(),
    }
}

/// The list, also where a name is being typed over it.
fn panel(state: &mut State) -> Option<&mut Panel> {
    match &mut state.overlay {
        Some(Overlay::Searches(panel)) => Some(panel),
        Some(Overlay::Line(Line { purpose: Purpose::Rename(_, panel), .. })) => Some(panel),
        Some(Overlay::Line(Line { purpose: Purpose::Save(panel), .. })) => panel.as_deref_mut(),
        _ => None,
    }
}

/// What a command does while the list has the keys.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let height = usize::from(areas::overlay(state.size).1.height);
    let Some(Overlay::Searches(panel)) = &mut state.overlay else { return Vec::new() };
    let count = panel.len();
    panel.chooser.go(command, height, count);
    let doomed = panel.doomed.take();
    let chosen = panel.chosen().cloned();
    match (command, chosen) {
        (Command::Back, _) => {
            state.overlay = None;
            return vec![Effect::Own(Task::ForgetSearches)];
        }
        (Command::KeepSearch, _) => {
            let panel = panel.clone();
            return name(state, Some(Box::new(panel)));
        }
        (Command::Open, Some(saved)) => return open(state, &saved),
        (Command::Rename, Some(saved)) => {
            let purpose = Purpose::Rename(saved.name, Box::new(panel.clone()));
            state.overlay = Some(Overlay::Line(Line::new(purpose)));
        }
        (Command::Forget, Some(saved)) if doomed.as_ref() == Some(&saved.name) => {
            if state.running.as_ref().is_some_and(|running| running.name == saved.name) {
                state.running = None;
            }
            let ticket = state.ticket();
            state.status.say(format!("{} is forgotten", saved.name), Tone::Plain);
            return vec![Effect::Own(Task::Forget(ticket, saved.name))];
        }
        (Command::Forget, Some(saved)) => {
            let words = format!("the same key again forgets {}", saved.name);
            panel.doomed = Some(saved.name);
            state.status.say(words, Tone::Plain);
        }
        (Command::Seen, Some(saved)) => return saw(state, saved.name, saved.query),
        _ => {}
    }
    Vec::new()
}

/// Runs a saved search.
fn open(state: &mut State, saved: &Saved) -> Vec<Effect> {
    state.overlay = None;
    state.search.order = saved.order();
    state.search.focus = Focus::List;
    let mut effects = vec![Effect::Own(Task::ForgetSearches)];
    effects.extend(show(state, &saved.query));
    effects.extend(watch(state, &saved.name, &saved.query));
    effects
}

/// Searches for `query` as a whole: its last word is no beginning of another.
fn show(state: &mut State, query: &str) -> Vec<Effect> {
    let query = query.trim();
    let whole = if query.is_empty() { String::new() } else { format!("{query} ") };
    state.search.editor = Editor::new(&whole);
    update::search(state)
}

/// Asks what is new in a saved search.
fn watch(state: &mut State, name: &str, query: &str) -> Vec<Effect> {
    let ticket = state.ticket();
    let (name, query) = (name.to_string(), query.to_string());
    state.running =
        Some(Running { name: name.clone(), query: query.clone(), new: None, awaited: ticket });
    vec![Effect::Own(Task::News(ticket, name, query))]
}

/// Asks again what is new, because the corpus changed.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    let Some((name, query)) = state.running().map(|r| (r.name.clone(), r.query.clone())) else {
        return Vec::new();
    };
    let ticket = state.ticket();
    if let Some(running) = &mut state.running {
        running.awaited = ticket;
    }
    vec![Effect::Own(Task::News(ticket, name, query))]
}

/// Asks for a name for the search on the screen.
fn name(state: &mut State, under: Option<Box<Panel>>) -> Vec<Effect> {
    if state.search.editor.text().trim().is_empty() {
        let words = "there is no query to save: type one first";
        state.status.say(words, Tone::Plain);
        return Vec::new();
    }
    let mut line = Line::new(Purpose::Save(under));
    if let Some(running) = state.running() {
        line.editor = Editor::new(&running.name);
    }
    state.overlay = Some(Overlay::Line(line));
    Vec::new()
}

/// Keeps the search on the screen under a name that was typed.
pub(super) fn save(state: &mut State, name: String) -> Vec<Effect> {
    let Some(Overlay::Line(line)) = &state.overlay else { return Vec::new() };
    if name.is_empty() {
        state.status.say("a search needs a name to be saved under", Tone::Plain);
        return Vec::new();
    }
    let naming = Naming {
        name,
        query: state.search.editor.text().trim().to_string(),
        order: state.search.order,
        replace: line.exists,
    };
    let ticket = state.ticket();
    vec![Effect::Own(Task::Save(ticket, Box::new(naming)))]
}

/// Gives a search another name that was typed.
pub(super) fn rename(state: &mut State, from: String, to: String) -> Vec<Effect> {
    if to.is_empty() {
        state.status.say("a search needs a name", Tone::Plain);
        return Vec::new();
    }
    let mut effects = line::close(state);
    if from != to {
        if let Some(running) = state.running.as_mut().filter(|running| running.name == from) {
            running.name.clone_from(&to);
        }
        let ticket = state.ticket();
        effects.push(Effect::Own(Task::Rename(ticket, from, to)));
    }
    effects
}

/// Counts everything a saved search finds as seen.
fn saw(state: &mut State, name: String, query: String) -> Vec<Effect> {
    if let Some(running) = state.running.as_mut().filter(|running| running.name == name) {
        running.new = Some(Vec::new());
    }
    state.status.say(format!("{name}: nothing in it is new any more"), Tone::Plain);
    let ticket = state.ticket();
    vec![Effect::Own(Task::Saw(ticket, name, query))]
}

/// Takes in an answer.
pub(super) fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Searches(ticket, listed, complaint) => {
            let complaint = listed.as_ref().err().cloned().or(complaint);
            let running = state.running().map(|running| running.name.clone());
            if let Some(panel) = panel(state).filter(|panel| panel.awaited == Some(ticket)) {
                panel.list(listed.unwrap_or_default(), running.as_deref());
            }
            if let Some(complaint) = complaint {
                state.status.say(format!("your searches: {complaint}"), Tone::Error);
            }
        }
        Answer::Tallied(ticket, at, count) => {
            let panel = panel(state).filter(|panel| panel.awaited == Some(ticket));
            if let Some(listed) = panel.and_then(|panel| panel.listed.as_mut()?.get_mut(at)) {
                listed.count = Some(count);
            }
        }
        Answer::AllTallied(ticket) => {
            if let Some(panel) = panel(state) {
                panel.awaited.take_if(|awaited| *awaited == ticket);
            }
        }
        Answer::News(ticket, outcome) => {
            let running = state.running.as_mut().filter(|running| running.awaited == ticket);
            match (running, outcome) {
                (Some(running), Ok(new)) => running.new = Some(new),
                (Some(_), Err(message)) => state.status.say(message, Tone::Error),
                (None, _) => {}
            }
        }
        Answer::Saved(_, outcome) => return saved(state, outcome),
        Answer::Changed(_, outcome) => {
            if let Err(message) = outcome {
                state.status.say(message, Tone::Error);
            }
            return ask(state);
        }
        Answer::Saw(_, outcome) => {
            let failed = outcome.is_err();
            if let Err(message) = outcome {
                state.status.say(format!("not remembered: {message}"), Tone::Error);
            }
            let mut effects = ask(state);
            if failed {
                effects.extend(again(state));
            }
            return effects;
        }
        Answer::Marks(..) | Answer::Marked(..) => {}
    }
    Vec::new()
}

/// Takes in whether a search was saved. What is on the screen then is what was.
fn saved(state: &mut State, outcome: Result<bool, String>) -> Vec<Effect> {
    let Some(Overlay::Line(Line { purpose: Purpose::Save(_), editor, exists })) =
        &mut state.overlay
    else {
        return Vec::new();
    };
    let name = editor.text().trim().to_string();
    match outcome {
        Ok(false) => {
            *exists = true;
            let words = format!("there is a search called {name}: enter again replaces it");
            state.status.say(words, Tone::Plain);
            Vec::new()
        }
        Ok(true) => {
            let query = state.search.editor.text().trim().to_string();
            let mut effects = line::close(state);
            effects.extend(show(state, &query));
            effects.extend(watch(state, &name, &query));
            effects.extend(ask(state));
            let words = format!("saved as {name}: what comes from now on is new in it");
            state.status.say(words, Tone::Success);
            effects
        }
        Err(message) => {
            state.status.say(message, Tone::Error);
            Vec::new()
        }
    }
}

/// `harbour · 3 new`: what is said of the search that runs.
pub fn line(running: &Running) -> String {
    let new = running.new_hits().map(|new| match new {
        0 => "nothing new".to_string(),
        new => format!("{} new", words::number(new as u64)),
    });
    words::join([Some(running.name.clone()), new]).unwrap_or_default()
}
