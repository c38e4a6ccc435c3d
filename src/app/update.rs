//! How an event changes the state, and what it asks the world to do.
//! Pure and quick: whatever is slow is an effect, and comes back as an event.

use super::areas::{self, Place};
use super::comparing::Comparing;
use super::event::{Event, Loaded, Ticket};
use super::quiet::CLASSES;
use super::reader::Reader;
use super::search::Focus;
use super::state::{Loading, Overlay, State, Station};
use super::status::Tone;
use super::why::{Explained, Panel};
use super::{
    Effect, alike, beside, commands, completion, facets, help, marking, own, renew, saving,
    searches, story_commands,
};
use crate::command::Command;
use crate::diff::Which;
use crate::library::Results;
use crossterm::event::{KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};
use std::sync::Arc;

/// What the browser asks for when it starts: the newest articles, and a refresh of the corpus.
pub fn start(state: &mut State) -> Vec<Effect> {
    let areas = state.search_areas();
    state.search.fit(areas.list.width, areas.list.height);
    let mut effects = search(state);
    effects.push(marking::ask(state));
    effects.push(Effect::Refresh);
    settle(state, &mut effects);
    effects
}

/// Takes in one event.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    if let Some(mut effects) = renew::answered(state, &event) {
        settle(state, &mut effects);
        return effects;
    }
    let late = renew::is_late(state, &event);
    let ticked = matches!(event, Event::Tick);
    let mut effects = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => commands::key(state, key),
        Event::Key(_) => Vec::new(),
        Event::Paste(text) => commands::paste(state, &text),
        Event::Mouse(mouse) => point(state, mouse),
        Event::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Event::Tick => {
            state.status.tick();
            Vec::new()
        }
        Event::Searched(ticket, answer) => searched(state, ticket, answer),
        Event::Loaded(ticket, answer) => loaded(state, ticket, answer),
        Event::Compared(ticket, answer) => {
            if state.comparing.take_if(|awaited| *awaited == ticket).is_some() {
                let landing = state.landing.take();
                match answer {
                    Ok(compared) => compare(state, compared, landing),
                    Err(message) => state.status.say(message, Tone::Error),
                }
            }
            Vec::new()
        }
        Event::ComparedSeveral(ticket, answer) => {
            if state.comparing.take_if(|awaited| *awaited == ticket).is_some() {
                match answer {
                    Ok(several) => beside::commands::answered(state, several),
                    Err(message) => state.status.say(message, Tone::Error),
                }
            }
            Vec::new()
        }
        Event::Explained(ticket, answer) => {
            if state.explaining.take_if(|awaited| *awaited == ticket).is_some() {
                match answer {
                    Ok(explained) => explain(state, explained),
                    Err(message) => state.status.say(message, Tone::Error),
                }
            }
            Vec::new()
        }
        Event::StoryLoaded(ticket, answer) => {
            story_commands::answered(state, ticket, answer);
            Vec::new()
        }
        Event::Completed(ticket, answer) => completion::answered(state, ticket, answer),
        Event::Counted(ticket, answer) => {
            facets::counted(state, ticket, answer);
            Vec::new()
        }
        Event::Own(answer @ (own::Answer::Marks(..) | own::Answer::Marked(..))) => {
            marking::answered(state, answer)
        }
        Event::Own(answer) => searches::answered(state, answer),
        Event::Likened(ticket, answer) => alike::likened(state, ticket, answer),
        Event::Exported(answer) => {
            saving::exported(state, answer);
            Vec::new()
        }
        Event::ReadingFacts(ticket, reports) => {
            story_commands::reading(state, ticket, reports);
            Vec::new()
        }
        Event::FactsRead(ticket, answer) => {
            story_commands::stated(state, ticket, answer);
            Vec::new()
        }
        Event::Refreshing(progress) => {
            let fresh = progress.fresh;
            state.status.progress = Some(progress);
            if fresh { again(state) } else { Vec::new() }
        }
        Event::Refreshed(outcome) => {
            state.status.refreshed(outcome);
            renew::outdate(state);
            let mut effects = again(state);
            effects.extend(marking::again(state));
            effects.extend(searches::again(state));
            effects
        }
        Event::Problems(problems) => {
            state.problems = problems;
            Vec::new()
        }
        Event::Told(text) => {
            state.status.say(text, Tone::Plain);
            Vec::new()
        }
    };
    if late {
        renew::outdate_top(state);
    }
    effects.extend(marking::watch(state, ticked));
    settle(state, &mut effects);
    effects
}

/// Searches for what is typed now.
pub(super) fn search(state: &mut State) -> Vec<Effect> {
    let ticket = state.ticket();
    let mut effects = vec![Effect::Search(ticket, state.search.fresh(ticket))];
    effects.extend(facets::ask(state));
    effects
}

/// Searches again, because the corpus changed.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    let ticket = state.ticket();
    state.search.failed = None;
    let mut effects = vec![Effect::Search(ticket, state.search.again(ticket))];
    effects.extend(facets::ask(state));
    effects
}

fn searched(
    state: &mut State,
    ticket: Ticket,
    answer: Result<Arc<Results>, String>,
) -> Vec<Effect> {
    if state.search.answered(ticket, answer) {
        // The same article may be found for other words now.
        show_preview(state);
    }
    Vec::new()
}

/// Lays the preview out anew.
pub(super) fn show_preview(state: &mut State) {
    if let Some(page) = &state.search.preview {
        let (loaded, signs) = (page.loaded.clone(), state.signs());
        let width = usize::from(state.search_areas().preview.width);
        state.search.show(loaded, width, signs);
    }
}

fn loaded(state: &mut State, ticket: Ticket, answer: Result<Arc<Loaded>, String>) -> Vec<Effect> {
    let Some(Loading { id, open, .. }) = state.loading.take_if(|l| l.ticket == ticket) else {
        return Vec::new();
    };
    match answer {
        Ok(loaded) if open => {
            let spot = state.spot.take();
            self::open(state, loaded);
            if let (Some(spot), Some(Station::Reader(reader))) = (spot, state.stations.last_mut()) {
                reader.go_to(spot);
            }
        }
        Ok(loaded) => {
            let (width, signs) = (state.search_areas().preview.width, state.signs());
            state.search.show(loaded, usize::from(width), signs);
            state.search.stale = false;
        }
        Err(message) => {
            // Not asked for again at every key.
            state.search.failed = Some(id);
            state.status.say(message, Tone::Error);
        }
    }
    Vec::new()
}

/// Opens an article in the reader; another one that is being read makes way.
pub(super) fn open(state: &mut State, loaded: Arc<Loaded>) {
    let matched = state.highlighter().marks(&loaded.article.body);
    let areas = areas::reader(state.size, state.settings.measure);
    let width = usize::from(areas.text.width);
    let reader = Box::new(Reader::new(loaded, matched, width, state.signs()));
    match state.stations.last_mut() {
        Some(Station::Reader(before)) => *before = reader,
        _ => state.stations.push(Station::Reader(reader)),
    }
}

fn compare(state: &mut State, compared: Arc<super::event::Compared>, landing: Option<usize>) {
    let (highlighter, signs) = (state.highlighter(), state.signs());
    // The panel that led here makes way.
    state.stations.pop_if(|station| matches!(station, Station::Why(_)));
    match state.stations.last_mut() {
        // The same two told apart more or less finely: one stays where one is.
        Some(Station::Comparing(comparing))
            if comparing.ids() == (compared.left.id, compared.right.id) =>
        {
            comparing.renew(compared);
        }
        Some(Station::Comparing(comparing)) => comparing.replace(compared),
        _ => {
            let comparing = Comparing::new(compared, highlighter, signs, state.quiet);
            let comparing = Box::new(comparing);
            state.stations.push(Station::Comparing(comparing));
        }
    }
    if let (Some(Station::Comparing(comparing)), Some(place)) = (state.stations.last_mut(), landing)
    {
        comparing.go_to(Which::Left, place);
    }
}

fn explain(state: &mut State, explained: Arc<Explained>) {
    state.stations.pop_if(|station| matches!(station, Station::Why(_)));
    state.stations.push(Station::Why(Box::new(Panel::new(explained))));
}

/// Fits everything that can be seen to the size of the terminal, keeps scrolling in range, and asks
/// for what is missing: the preview, and further rows.
fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let (size, measure, signs) = (state.size, state.settings.measure, state.signs());
    let quiet = state.quiet;
    let areas = state.search_areas();
    let search = &mut state.search;
    let columns = search.query_columns(areas.query.width);
    search.editor.fit(usize::from(columns));
    let other = search.fit(areas.list.width, areas.list.height);
    if let Some(panel) = &mut search.facets {
        panel.chooser.fit(usize::from(areas.facets.height), panel.len());
    }
    if let Some(preview) = &mut search.preview {
        preview.restyle(usize::from(areas.preview.width), None);
        preview.say(state.marking.of(preview.loaded.article.id).told());
    }
    completion::settle(state);
    // Under the panel another screen may show.
    let seen = if matches!(state.stations.last(), Some(Station::Why(_))) { 2 } else { 1 };
    for station in state.stations.iter_mut().rev().take(seen) {
        match station {
            Station::Reader(reader) => {
                let text = areas::reader(size, measure).text;
                reader.sign(signs);
                reader.say(state.marking.of(reader.page.loaded.article.id).told());
                reader.fit(usize::from(text.width), usize::from(text.height));
                if let Some(find) = &mut reader.find {
                    find.editor.fit(usize::from(size.0.saturating_sub(3)));
                }
            }
            Station::Comparing(comparing) => {
                comparing.sign(signs);
                comparing.show(quiet);
                comparing.fit(size, measure);
            }
            Station::Beside(beside) => {
                beside.show(signs, quiet);
                beside.fit(size);
            }
            Station::Story(telling) => telling.fit(size, signs),
            Station::Why(panel) => panel.fit(size, measure),
        }
    }
    let height = usize::from(areas::overlay(size).1.height);
    match &mut state.overlay {
        Some(Overlay::Facts(facts)) => facts.fit(height),
        Some(Overlay::Quiet(choosing)) => choosing.chooser.fit(height, CLASSES.len()),
        Some(Overlay::Changes(changes)) => changes.chooser.fit(height, changes.entries.len()),
        Some(Overlay::Export(saving)) => saving.editor.fit(usize::from(size.0.saturating_sub(3))),
        Some(Overlay::Searches(panel)) => panel.chooser.fit(height, panel.len()),
        Some(Overlay::Line(line)) => line.editor.fit(usize::from(size.0.saturating_sub(3))),
        Some(Overlay::Help(_) | Overlay::Problems(_)) | None => {}
    }
    let rows = match state.overlay {
        Some(Overlay::Help(_)) => help::lines(state).len(),
        _ => state.problems.len() * 2,
    };
    if let Some(Overlay::Help(top) | Overlay::Problems(top)) = &mut state.overlay {
        *top = (*top).min(rows.saturating_sub(height));
    }
    if other && state.search.results.is_some() && !state.search.is_waiting() {
        effects.extend(again(state));
    }
    effects.extend(renew::request(state, seen));
    effects.extend(story_commands::request(state));
    if state.stations.is_empty() {
        if areas.place != Place::Hidden {
            effects.extend(preview(state));
        }
        let ticket = state.last + 1;
        if let Some(request) = state.search.more(ticket, usize::from(areas.list.height)) {
            state.last = ticket;
            effects.push(Effect::Search(ticket, request));
        }
    }
}

/// Asks for the selected article where the preview does not show it yet.
fn preview(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.search.list.selected_card().map(|card| card.id) else {
        return Vec::new();
    };
    let shown = state.search.preview.as_ref().map(|page| page.loaded.article.id);
    let awaited = state.loading.is_some_and(|loading| loading.open || loading.id == id);
    // What is found for the corpus as it is now may be another article.
    let stale = state.search.stale && !state.search.is_waiting();
    if shown == Some(id) && !stale {
        // One passed over on the way here need not come any more.
        state.loading.take_if(|loading| !loading.open);
        return Vec::new();
    }
    if awaited || state.search.failed == Some(id) {
        return Vec::new();
    }
    state.load(id, false)
}

fn point(state: &mut State, mouse: MouseEvent) -> Vec<Effect> {
    let wheel = isize::try_from(state.settings.wheel).unwrap_or(3);
    match mouse.kind {
        MouseEventKind::ScrollUp => scroll(state, -wheel, mouse),
        MouseEventKind::ScrollDown => scroll(state, wheel, mouse),
        MouseEventKind::Down(MouseButton::Left) => return click(state, mouse.column, mouse.row),
        _ => {}
    }
    Vec::new()
}

/// Scrolls whatever is on top.
fn scroll(state: &mut State, rows: isize, mouse: MouseEvent) {
    if let Some(Overlay::Help(top) | Overlay::Problems(top)) = &mut state.overlay {
        *top = top.saturating_add_signed(rows);
        return;
    }
    match &mut state.overlay {
        Some(Overlay::Facts(facts)) => {
            facts.choose(facts.chosen.saturating_add_signed(rows));
            return;
        }
        Some(Overlay::Searches(panel)) => {
            panel.chooser.step(rows, panel.len());
            return;
        }
        Some(Overlay::Changes(changes)) => {
            changes.chooser.step(rows, changes.entries.len());
            return;
        }
        Some(_) => return,
        None => {}
    }
    let areas = state.search_areas();
    match state.stations.last_mut() {
        Some(Station::Reader(reader)) => reader.scroll(rows),
        Some(Station::Comparing(comparing)) => comparing.scroll(rows),
        Some(Station::Beside(beside)) => beside.scroll(rows),
        Some(Station::Story(telling)) => telling.scroll(rows),
        Some(Station::Why(panel)) => panel.scroll(rows),
        None => {
            let over = Position { x: mouse.column, y: mouse.row };
            match &mut state.search.facets {
                Some(panel) if areas.facets.contains(over) => {
                    panel.chooser.step(rows, panel.len());
                }
                _ => state.search.list.scroll(rows),
            }
        }
    }
}

/// A click on a result or a report of a story selects it, on the selected one opens it; on the query line it gives that
/// the keys.
fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    match state.stations.last() {
        _ if state.overlay.is_some() => return Vec::new(),
        Some(Station::Story(_)) => return story_commands::click(state, column, row),
        Some(_) => return Vec::new(),
        None => {}
    }
    if let Some(effects) = completion::click(state, column, row) {
        return effects;
    }
    let hits = |rect: Rect| rect.contains(Position { x: column, y: row });
    let areas = state.search_areas();
    if hits(areas.query) {
        state.search.focus = Focus::Query;
    } else if hits(areas.list) {
        let list = &mut state.search.list;
        let clicked = list.at_row(list.top() + usize::from(row - areas.list.y));
        match clicked {
            Some(entry) if entry == list.selected() => return commands::open_selected(state),
            Some(entry) => list.select(entry),
            None => {}
        }
        state.search.focus = Focus::List;
    } else if hits(areas.facets)
        && let Some(panel) = &mut state.search.facets
    {
        let clicked = panel.chooser.top + usize::from(row - areas.facets.y);
        state.search.focus = Focus::Facets;
        if clicked == panel.chooser.chosen {
            return facets::run(state, Command::Include);
        }
        panel.chooser.choose(clicked, panel.len());
    }
    Vec::new()
}
