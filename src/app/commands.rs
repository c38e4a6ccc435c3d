//! What each command does on each screen, and what becomes of keys that are none.

use super::areas;
use super::editor::{Edit, Editor};
use super::event::Partner;
use super::facets::Topic;
use super::facts;
use super::history::{recall, remember};
use super::search::Focus;
use super::state::{Overlay, State, Station};
use super::status::Tone;
use super::{
    Effect, alike, areas::Place, beside, changes, comparison_commands, completion, facets, help,
    line, marking, quiet, saving, searches, story_commands, update, why_commands, yank,
};
use crate::command::{Command, Screen};
use crossterm::event::{KeyCode, KeyEvent};

/// Takes in a key.
pub(super) fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let screen = state.screen();
    // Any key means that the message was read.
    state.status.message = None;
    match state.keymap.lookup(screen, key) {
        Some(command) => {
            let digits = std::mem::take(&mut state.digits);
            run(state, command, screen, &digits)
        }
        None => text(state, screen, key),
    }
}

/// Takes in pasted text.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.screen() {
        Screen::Query | Screen::List | Screen::Facets => {
            state.search.focus = Focus::Query;
            state.search.editor.insert(text);
            typed(state)
        }
        Screen::Export => {
            saving::paste(state, text);
            Vec::new()
        }
        Screen::Line => {
            line::paste(state, text);
            Vec::new()
        }
        Screen::Find => {
            if let Some(Station::Reader(reader)) = state.stations.last_mut() {
                if let Some(find) = &mut reader.find {
                    find.editor.insert(text);
                }
                reader.search();
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A key that is no command: text where text is typed, digits of a percentage elsewhere.
fn text(state: &mut State, screen: Screen, key: KeyEvent) -> Vec<Effect> {
    match (screen, state.stations.last_mut(), key.code) {
        (Screen::Query, ..) => {
            if let Some(effects) = completion::key(state, key) {
                return effects;
            }
            if state.search.editor.key(key) == Edit::Changed {
                return typed(state);
            }
        }
        (Screen::Export, ..) => saving::key(state, key),
        (Screen::Line, ..) => line::key(state, key),
        (Screen::Find, Some(Station::Reader(reader)), _) => {
            let edit = reader.find.as_mut().map(|find| find.editor.key(key));
            if edit == Some(Edit::Changed) {
                reader.search();
            }
        }
        (Screen::Reader | Screen::Comparison | Screen::Beside, _, KeyCode::Char(digit))
            if digit.is_ascii_digit() && state.digits.len() < 3 =>
        {
            state.digits.push(digit);
        }
        _ => state.digits.clear(),
    }
    Vec::new()
}

/// Searches for what is typed now, and asks how it may go on.
fn typed(state: &mut State) -> Vec<Effect> {
    let mut effects = update::search(state);
    effects.extend(completion::typed(state));
    effects
}

/// What shows that a query was meant: what is passed through while typing is none to come back to.
const MEANT: [Command; 5] =
    [Command::Open, Command::Compare, Command::Story, Command::Explain, Command::FocusList];

fn run(state: &mut State, command: Command, screen: Screen, digits: &str) -> Vec<Effect> {
    let meant = matches!(screen, Screen::Query | Screen::List)
        && MEANT.contains(&command)
        && !state.search.completing.takes(command);
    let asked = if meant { remember(state) } else { None };
    let mut effects = carry_out(state, command, screen, digits);
    effects.extend(asked);
    effects
}

fn carry_out(state: &mut State, command: Command, screen: Screen, digits: &str) -> Vec<Effect> {
    match command {
        Command::Quit => return vec![Effect::Quit],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Redraw => return vec![Effect::Redraw],
        Command::Refresh => {
            state.status.say("looking for changes", Tone::Plain);
            return vec![Effect::Refresh];
        }
        Command::CancelRefresh => return vec![Effect::CancelRefresh],
        Command::Help => {
            state.overlay = Some(Overlay::Help(0));
            return Vec::new();
        }
        Command::Problems => {
            state.overlay = Some(Overlay::Problems(0));
            return vec![Effect::ListProblems];
        }
        Command::Theme => {
            state.theme = state.theme.next();
            let name = format!("theme {}", state.theme.name());
            state.status.say(name, Tone::Plain);
            update::show_preview(state);
            return Vec::new();
        }
        Command::Mouse => {
            state.mouse = !state.mouse;
            let words = if state.mouse { "mouse on" } else { "mouse left to the terminal" };
            state.status.say(words, Tone::Plain);
            return vec![Effect::Mouse(state.mouse)];
        }
        Command::Yank => return yank::yank(state),
        Command::Story => return story_commands::open(state),
        Command::Alike => return alike::article(state),
        Command::AlikePassage => return alike::passage(state),
        _ => {}
    }
    if let Some(effects) = marking::run(state, command) {
        return effects;
    }
    match screen {
        Screen::Help | Screen::Problems => overlay(state, command),
        Screen::Facts => facts::run(state, command),
        Screen::Quiet => quiet::run(state, command),
        // What is done to the search as a whole can be done from its counts as well.
        Screen::Facets if !facets::takes(command) => return search(state, command),
        Screen::Facets => return facets::run(state, command),
        Screen::Searches => return searches::run(state, command),
        Screen::Line => return line::run(state, command),
        Screen::Changes => changes::run(state, command),
        Screen::Export => return saving::run(state, command),
        Screen::Query | Screen::List => return search(state, command),
        Screen::Reader | Screen::Find => return reader(state, command, digits),
        Screen::Comparison => return comparison_commands::run(state, command, digits),
        Screen::Beside => return beside::commands::run(state, command, digits),
        Screen::Story => return story_commands::run(state, command),
        Screen::Why => return why_commands::run(state, command),
    }
    Vec::new()
}

/// A way to move through rows.
pub(super) enum Move {
    Rows(isize),
    Top,
    Bottom,
}

/// What `command` means as a movement where `height` rows can be seen.
pub(super) fn movement(command: Command, height: usize) -> Option<Move> {
    let page = isize::try_from(height.saturating_sub(2).max(1)).unwrap_or(1);
    let half = (page / 2).max(1);
    Some(match command {
        Command::Up => Move::Rows(-1),
        Command::Down => Move::Rows(1),
        Command::HalfPageUp => Move::Rows(-half),
        Command::HalfPageDown => Move::Rows(half),
        Command::PageUp => Move::Rows(-page),
        Command::PageDown => Move::Rows(page),
        Command::Top => Move::Top,
        Command::Bottom => Move::Bottom,
        _ => return None,
    })
}

fn overlay(state: &mut State, command: Command) {
    let height = usize::from(areas::overlay(state.size).1.height);
    if let (Some(Overlay::Help(top)), Command::NextBlock | Command::PreviousBlock) =
        (&state.overlay, command)
    {
        let lines = help::lines(state);
        if let Some(part) = help::part(&lines, *top, command == Command::NextBlock) {
            state.overlay = Some(Overlay::Help(part));
        }
        return;
    }
    let Some(Overlay::Help(top) | Overlay::Problems(top)) = &mut state.overlay else { return };
    match movement(command, height) {
        Some(Move::Rows(rows)) => *top = top.saturating_add_signed(rows),
        Some(Move::Top) => *top = 0,
        Some(Move::Bottom) => *top = usize::MAX,
        None if command == Command::Back => state.overlay = None,
        None => {}
    }
}

fn search(state: &mut State, command: Command) -> Vec<Effect> {
    if let Some(effects) = completion::run(state, command) {
        return effects;
    }
    let command = match command {
        Command::NextOffer => Command::Down,
        Command::PreviousOffer => Command::Up,
        command => command,
    };
    let areas = state.search_areas();
    let search = &mut state.search;
    let list = &mut search.list;
    match movement(command, usize::from(areas.list.height)) {
        Some(Move::Rows(step @ (-1 | 1))) => list.step(step),
        Some(Move::Rows(rows)) => list.page(rows),
        Some(Move::Top) => list.select(0),
        Some(Move::Bottom) => list.select(usize::MAX),
        None => {}
    }
    match command {
        Command::Open => return open_selected(state),
        Command::Compare => return compare_selected(state),
        Command::Explain => {
            return match state.pair_to_explain() {
                Some((left, right)) => state.explain(left, right),
                None => alone(state),
            };
        }
        Command::Mark => {
            search.mark();
            if search.marked.len() == 1 {
                state.status.say("one marked: mark another to compare the two", Tone::Plain);
            }
        }
        Command::Expand => {
            list.unfold();
        }
        Command::Collapse => {
            list.fold();
        }
        Command::Preview => {
            search.wanted = Some(areas.place == Place::Hidden);
            // Where there is no room for both the one asked for last is shown.
            if search.facets.is_some() && state.search_areas().place == areas.place {
                facets::close(state);
            }
        }
        Command::Order => {
            search.order = search.order.next();
            let words = search.order.hint();
            state.status.say(words, Tone::Plain);
            return update::search(state);
        }
        Command::Facets => return facets::open(state, Topic::Labels),
        Command::Snippets => {
            let lines = super::words::count(search.cycle_windows(), "passage", "passages");
            state.status.say(format!("up to {lines} of each result"), Tone::Plain);
            return update::again(state);
        }
        Command::Searches | Command::KeepSearch | Command::Seen => {
            return searches::start(state, command);
        }
        Command::Related => return facets::open(state, Topic::Words),
        Command::ClearQuery => {
            search.editor.clear();
            search.focus = Focus::Query;
            return update::search(state);
        }
        Command::Suggestion => match search.suggestion().map(Editor::new) {
            Some(editor) => {
                search.editor = editor;
                return update::search(state);
            }
            None => state.status.say("nothing better comes to mind", Tone::Plain),
        },
        Command::OlderQuery | Command::NewerQuery => return recall(state, command),
        Command::FocusList | Command::FocusQuery => {
            let list = command == Command::FocusList;
            search.focus = if list { Focus::List } else { Focus::Query };
            // What is awaited would come over it.
            state.give_up();
        }
        _ => {}
    }
    Vec::new()
}

/// Opens the selected article: at once where the preview has it.
pub(super) fn open_selected(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.search.list.selected_card().map(|card| card.id) else {
        return Vec::new();
    };
    let preview = state.search.preview.as_ref().map(|page| page.loaded.clone());
    let fresh = !state.search.stale;
    match preview.filter(|loaded| loaded.article.id == id && fresh) {
        Some(loaded) => {
            state.give_up();
            state.loading = None;
            update::open(state, loaded);
            Vec::new()
        }
        None => state.load(id, true),
    }
}

/// Compares the two marked articles, a copy with the hit it is folded under, or the selected
/// article with its closest copy.
fn compare_selected(state: &mut State) -> Vec<Effect> {
    if let Some((left, right)) = state.search.pair() {
        return state.compare(left, Partner::Article(right));
    }
    let list = &state.search.list;
    let Some(id) = list.selected_card().map(|card| card.id) else { return Vec::new() };
    let loaded = state.search.preview.as_ref().map(|page| &page.loaded);
    match loaded.filter(|loaded| loaded.article.id == id && loaded.copies.is_empty()) {
        Some(_) => alone(state),
        None => state.compare(id, Partner::Closest),
    }
}

/// Says that there is nothing to compare with.
fn alone(state: &mut State) -> Vec<Effect> {
    let words = "no other article retells this one; mark any two in the list to compare them";
    state.status.say(words, Tone::Plain);
    Vec::new()
}

fn reader(state: &mut State, command: Command, digits: &str) -> Vec<Effect> {
    let Some(Station::Reader(reader)) = state.stations.last_mut() else { return Vec::new() };
    match movement(command, reader.height()) {
        Some(Move::Rows(rows)) => reader.scroll(rows),
        Some(Move::Top) => reader.scroll_to(0),
        Some(Move::Bottom) => reader.scroll_to(usize::MAX),
        None => {}
    }
    match command {
        Command::Percent => match digits.parse() {
            Ok(percent) => reader.scroll_to_percent(percent),
            Err(_) => state.status.say("type a number first: 50%", Tone::Plain),
        },
        Command::NextHit | Command::PreviousHit => {
            let forward = command == Command::NextHit;
            if reader.hits().is_empty() {
                state.status.say("nothing is matched here", Tone::Plain);
            } else if reader.step(forward) {
                let words = if forward { "again from the top" } else { "again from the bottom" };
                state.status.say(words, Tone::Plain);
            }
        }
        Command::Find => reader.start_find(),
        Command::Confirm => reader.confirm_find(),
        Command::Copies => reader.toggle_copies(),
        Command::NextCopy if !reader.choose(true) => return alone(state),
        Command::PreviousCopy if !reader.choose(false) => return alone(state),
        Command::Open => match reader.page.chosen().map(|copy| copy.card.id) {
            Some(id) => return state.load(id, true),
            None => state.status.say("choose a near-duplicate first", Tone::Plain),
        },
        Command::Compare | Command::Explain => {
            let id = reader.page.loaded.article.id;
            let (partner, relative) = (reader.partner(), reader.relative());
            return match (command, partner, relative) {
                (Command::Compare, Some(other), _) => state.compare(id, Partner::Article(other)),
                (Command::Explain, _, Some(other)) => state.explain(id, other),
                _ => alone(state),
            };
        }
        Command::NextArticle | Command::PreviousArticle => {
            let step = if command == Command::NextArticle { 1 } else { -1 };
            if let Some(effects) = story_commands::read_next(state, step) {
                return effects;
            }
            let before = state.search.list.selected();
            state.search.list.step(step);
            if state.search.list.selected() != before {
                return open_selected(state);
            }
            state.status.say("no more results that way", Tone::Plain);
        }
        Command::Back if reader.find.is_some() => reader.cancel_find(),
        Command::Back => return back(state),
        _ => {}
    }
    Vec::new()
}

/// Goes back; what is awaited is no longer.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    let left = if state.awaits_station() { None } else { state.stations.pop() };
    state.give_up();
    state.loading = None;
    match left {
        Some(Station::Story(telling)) if telling.is_reading() => vec![Effect::ForgetFacts],
        _ => Vec::new(),
    }
}
