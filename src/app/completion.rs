//! Completing the word at the cursor of the query: what is offered for it comes from a worker, stands
//! in a short list under the line, and never takes a key that a typist needs.

use super::chooser::Chooser;
use super::editor::Editor;
use super::event::Ticket;
use super::search::{Focus, PROMPT};
use super::state::State;
use super::{Effect, history, update};
use crate::command::Command;
use crate::index::{Completion, CompletionKind};
use crate::text::width;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

/// Rows of a list that opened by itself, at most; it hides results.
const ROWS: usize = 8;
/// Rows of a list that was asked for, at most.
const ASKED: usize = 20;
/// Letters of a bare word from which names of fields are offered unasked.
const LETTERS: usize = 2;
/// Columns of the list, at most; the frame among them.
const WIDEST: u16 = 72;
/// Columns between two columns of the list.
pub const GAP: u16 = 2;

/// What is offered for the word at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The names of fields or the values first, then operators and words.
    rows: Vec<Completion>,
    /// How many of them the list shows; none while it is closed.
    shown: usize,
    /// Which one was chosen by hand, and with that stands in the line.
    pub chosen: Option<usize>,
    /// The first row that can be seen.
    pub top: usize,
    /// Whether the list was asked for, so that the arrows are its own.
    asked: bool,
    /// The line as it was typed.
    typed: Editor,
    /// Whether the line was typed on since; newer ones are awaited.
    stale: bool,
}

impl Offer {
    /// The rows of the list; none while it is closed.
    pub fn rows(&self) -> &[Completion] {
        self.rows.get(..self.shown).unwrap_or(&self.rows)
    }

    /// Whether the list can be seen.
    pub fn is_open(&self) -> bool {
        self.shown > 0
    }
}

/// Completing, as far as it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completing {
    offer: Option<Offer>,
    awaited: Option<(Ticket, Wanted)>,
    /// The line that all this is about.
    line: Editor,
}

/// Why completions were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// Something was typed.
    Typed,
    /// The key for it was pressed, so often since.
    Asked(u8),
}

impl Completing {
    /// The list, while it can be seen.
    pub fn open(&self) -> Option<&Offer> {
        self.offer.as_ref().filter(|offer| offer.is_open())
    }

    /// Whether one of the list was chosen by hand.
    pub fn is_chosen(&self) -> bool {
        self.open().is_some_and(|offer| offer.chosen.is_some())
    }

    /// What the word at the end of `line` likely goes on as: what stands behind it, dimmed.
    pub fn ahead(&self, line: &Editor) -> Option<&str> {
        let offer = self.offer.as_ref().filter(|o| !o.stale && o.chosen.is_none())?;
        let row = offer.rows.first()?;
        let typed = line.text().get(row.replaces.range())?;
        let at_end = line.at_end() && row.replaces.end == line.text().len() && !typed.is_empty();
        row.text.strip_prefix(typed).filter(|rest| at_end && !rest.is_empty())
    }

    /// Whether `command` is about the list rather than the results.
    pub(super) fn takes(&self, command: Command) -> bool {
        let Some(offer) = self.open() else { return false };
        match command {
            Command::FocusList => true,
            _ if offer.stale => false,
            Command::Open => offer.chosen.is_some(),
            Command::Up | Command::Down => offer.asked || offer.chosen.is_some(),
            _ => false,
        }
    }

    fn is_about(&self, line: &Editor) -> bool {
        (self.line.text(), self.line.cursor()) == (line.text(), line.cursor())
    }
}

/// Asks for what the word at the cursor may go on as, after something was typed.
pub(super) fn typed(state: &mut State) -> Vec<Effect> {
    if let Some(offer) = &mut state.search.completing.offer {
        // What was chosen stands in the line and is no longer one of a list.
        match offer.chosen {
            Some(_) => state.search.completing.offer = None,
            None => offer.stale = true,
        }
    }
    ask(state, Wanted::Typed)
}

fn ask(state: &mut State, wanted: Wanted) -> Vec<Effect> {
    let ticket = state.ticket();
    let search = &mut state.search;
    search.completing.awaited = Some((ticket, wanted));
    search.completing.line = search.editor.clone();
    let line = &search.editor;
    vec![Effect::Complete(ticket, line.text().to_string(), line.cursor())]
}

/// Takes in what a worker found, unless something newer was asked for.
pub(super) fn answered(
    state: &mut State,
    ticket: Ticket,
    answer: Result<Vec<Completion>, String>,
) -> Vec<Effect> {
    let completing = &mut state.search.completing;
    let Some((_, wanted)) = completing.awaited.take_if(|(awaited, _)| *awaited == ticket) else {
        return Vec::new();
    };
    // What cannot be completed can still be typed.
    let rows = answer.unwrap_or_default();
    completing.offer = (!rows.is_empty()).then(|| Offer {
        shown: unasked(&rows, state.search.editor.text()),
        rows,
        chosen: None,
        top: 0,
        asked: false,
        typed: state.search.editor.clone(),
        stale: false,
    });
    match (wanted, &completing.offer) {
        (Wanted::Typed, _) => Vec::new(),
        (Wanted::Asked(times), Some(_)) => {
            let mut effects = Vec::new();
            for _ in 0..times {
                effects.extend(complete(state, true));
            }
            effects
        }
        (Wanted::Asked(_), None) => leave(state),
    }
}

/// What cannot go on is done: the next thing to do is in the results.
fn leave(state: &mut State) -> Vec<Effect> {
    state.search.focus = Focus::List;
    // What is awaited would come over it.
    state.give_up();
    history::remember(state).into_iter().collect()
}

/// How many of `rows` are shown unasked for the line `text`: values always, names of fields once a word
/// was begun, words never, since results are what one looks at while typing.
fn unasked(rows: &[Completion], text: &str) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let typed = text.get(first.replaces.range()).unwrap_or_default();
    let known = rows.len() == 1 && first.text == typed;
    let begun = first.kind != CompletionKind::Field || typed.chars().count() >= LETTERS;
    let kinds = [CompletionKind::Field, CompletionKind::Value, CompletionKind::Part];
    let shown = rows.iter().take_while(|row| kinds.contains(&row.kind)).count();
    if known || !begun { 0 } else { shown }
}

/// What `command` does about completions; none where it is for somebody else.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Complete => return Some(complete(state, true)),
        Command::CompleteBack => return Some(complete(state, false)),
        Command::NextOffer | Command::PreviousOffer => {
            let forward = command == Command::NextOffer;
            return Some(match state.search.completing.open()?.stale {
                true => complete(state, forward),
                false => step(state, forward),
            });
        }
        _ if !state.search.completing.takes(command) => return None,
        _ => {}
    }
    Some(match command {
        Command::Up | Command::Down => step(state, command == Command::Down),
        Command::Open => take(state),
        _ => dismiss(state),
    })
}

/// The key for completing: opens the list, then chooses in it; the only one there is gets taken at
/// once. Where a word cannot go on the results get the keys.
fn complete(state: &mut State, forward: bool) -> Vec<Effect> {
    let completing = &mut state.search.completing;
    if let Some((_, wanted)) = &mut completing.awaited {
        *wanted = match wanted {
            Wanted::Typed => Wanted::Asked(1),
            Wanted::Asked(times) => Wanted::Asked(times.saturating_add(1)),
        };
        return Vec::new();
    }
    let Some(offer) = &mut completing.offer else {
        // What came to nothing once does so again.
        let asked = !state.search.editor.is_empty() && completing.is_about(&state.search.editor);
        return if asked { leave(state) } else { ask(state, Wanted::Asked(1)) };
    };
    let was_open = offer.is_open();
    offer.shown = offer.rows.len();
    offer.asked = true;
    let only = offer.rows.len() == 1;
    if !was_open && !only {
        return Vec::new();
    }
    let mut effects = step(state, forward);
    if only {
        effects.extend(take(state));
    }
    effects
}

/// Chooses the next or the one before; after the last comes what had been typed.
fn step(state: &mut State, forward: bool) -> Vec<Effect> {
    let Some(offer) = &mut state.search.completing.offer else { return Vec::new() };
    let last = offer.shown.saturating_sub(1);
    let chosen = match (offer.chosen, forward) {
        (None, true) => Some(0),
        (None, false) => Some(last),
        (Some(at), true) => Some(at + 1).filter(|at| *at <= last),
        (Some(at), false) => at.checked_sub(1),
    };
    offer.chosen = chosen;
    let mut line = offer.typed.clone();
    if let Some(row) = chosen.and_then(|at| offer.rows.get(at)) {
        line.replace(row.replaces, &row.text);
    }
    put(state, line)
}

/// Takes what is chosen, or else the first: it stays in the line, and what belongs to it may follow.
fn take(state: &mut State) -> Vec<Effect> {
    let Some(offer) = state.search.completing.offer.take() else { return Vec::new() };
    let Some(row) = offer.rows.get(offer.chosen.unwrap_or(0)) else { return Vec::new() };
    let mut line = offer.typed.clone();
    line.replace(row.replaces, &row.text);
    if row.kind.is_whole() && line.at_end() {
        line.insert(" ");
    }
    let mut effects = put(state, line);
    // What goes on is offered at once.
    if !row.kind.is_whole() {
        effects.extend(ask(state, Wanted::Typed));
    }
    effects
}

/// Closes the list; what had been typed stands in the line again.
fn dismiss(state: &mut State) -> Vec<Effect> {
    let Some(offer) = std::mem::take(&mut state.search.completing).offer else {
        return Vec::new();
    };
    match offer.chosen {
        Some(_) => put(state, offer.typed),
        None => Vec::new(),
    }
}

/// Puts another line in place of the one that is typed, and searches for it.
fn put(state: &mut State, line: Editor) -> Vec<Effect> {
    if line.text() == state.search.editor.text() {
        return Vec::new();
    }
    state.search.editor = line.clone();
    state.search.completing.line = line;
    update::search(state)
}

/// A key that goes on at the end of the line takes what is likely meant there, as in a shell.
pub(super) fn key(state: &mut State, key: KeyEvent) -> Option<Vec<Effect>> {
    let goes_on = matches!(
        (key.code, key.modifiers),
        (KeyCode::Right | KeyCode::End, KeyModifiers::NONE)
            | (KeyCode::Char('e' | 'f'), KeyModifiers::CONTROL)
    );
    let search = &state.search;
    let any = search.completing.is_chosen() || search.completing.ahead(&search.editor).is_some();
    (goes_on && any && search.editor.at_end()).then(|| take(state))
}

/// A click on the list takes the row.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Option<Vec<Effect>> {
    let (frame, inner) = areas(state)?;
    let place = Position { x: column, y: row };
    if !frame.contains(place) {
        return None;
    }
    let offer = state.search.completing.offer.as_mut()?;
    let at = offer.top + usize::from(row.saturating_sub(inner.y));
    if !inner.contains(place) || at >= offer.shown || offer.stale {
        return Some(Vec::new());
    }
    offer.chosen = Some(at);
    Some(take(state))
}

/// Lets go of what is about another line than the one there is now, and brings what is chosen into
/// sight.
pub(super) fn settle(state: &mut State) {
    let search = &mut state.search;
    let elsewhere = search.focus != Focus::Query || !state.stations.is_empty();
    if elsewhere || !search.completing.is_about(&search.editor) {
        search.completing = Completing::default();
        return;
    }
    let height = areas(state).map_or(0, |(_, inner)| usize::from(inner.height));
    if let Some(offer) = &mut state.search.completing.offer {
        let mut chooser = Chooser { chosen: offer.chosen.unwrap_or(0), top: offer.top };
        chooser.fit(height, offer.shown);
        offer.top = chooser.top;
    }
}

/// Where the list stands: its frame under the query, and the rows inside. None while it is closed, or
/// where there is no room.
pub fn areas(state: &State) -> Option<(Rect, Rect)> {
    let offer = state.search.completing.open().filter(|_| state.overlay.is_none())?;
    let search = state.search_areas();
    let (left, top) = (search.query.x, search.rule.bottom().max(search.query.bottom()));
    let room = search.foot.speak.y.saturating_sub(top).saturating_sub(1);
    let most = if offer.asked { ASKED } else { ROWS };
    let height = u16::try_from(offer.rows().len().min(most)).unwrap_or(room).min(room);
    let [text, help, count] = columns(offer.rows());
    let beside = [help, count].into_iter().filter(|&columns| columns > 0);
    let wanted = beside.fold(text, |sum, columns| sum + GAP + columns) + 4;
    let width = wanted.min(WIDEST).min(search.query.width);
    if height == 0 || width < 8 {
        return None;
    }
    let start = offer.rows().first().map_or(0, |row| row.replaces.start);
    let column = state.search.editor.visible_column(start).unwrap_or(0);
    // The text stands under the word.
    let x = (left + PROMPT + u16::try_from(column).unwrap_or(u16::MAX)).saturating_sub(2);
    let x = x.min(search.query.right().saturating_sub(width));
    let frame = Rect { x, y: top, width, height: height + 1 };
    let inner = Rect { x: x + 2, y: top, width: width - 4, height };
    Some((frame, inner))
}

/// Columns of the texts, of what is said of them, and of the counts.
pub fn columns(rows: &[Completion]) -> [u16; 3] {
    let longest = |columns: &dyn Fn(&Completion) -> usize| {
        u16::try_from(rows.iter().map(columns).max().unwrap_or(0)).unwrap_or(u16::MAX / 4)
    };
    [
        longest(&|row| width::width(&row.text)).min(WIDEST),
        longest(&|row| row.help.as_deref().map_or(0, width::width)).min(WIDEST),
        longest(&|row| row.count.map_or(0, |count| super::words::number(count).len())),
    ]
}
