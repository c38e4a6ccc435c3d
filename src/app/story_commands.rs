//! What the keys do on the story screen, and the way there from any article.

use super::commands::{self, Move};
use super::event::{Partner, StoryAnswer, Ticket};
use super::state::{State, Station};
use super::status::Tone;
use super::story::{Pane, Row, Telling};
use super::{Effect, areas, words};
use crate::command::Command;
use crate::corpus::ArticleId;
use crate::library::{Copy, Phase};
use crate::neardup::Verdict;
use ratatui::layout::{Position, Rect};

/// Asks for the story of the article one is at.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    match at_hand(state) {
        Some(id) => state.tell(id),
        None => Vec::new(),
    }
}

/// The article one is at, unless its story is on the screen already.
fn at_hand(state: &mut State) -> Option<ArticleId> {
    match state.stations.last() {
        Some(Station::Reader(reader)) => Some(reader.page.loaded.article.id),
        Some(Station::Comparing(comparing)) => Some(comparing.ids().0),
        Some(Station::Beside(beside)) => Some(beside.several.left.id),
        Some(Station::Story(telling)) if telling.selected < telling.members() => {
            state.status.say("this is its story", Tone::Plain);
            None
        }
        Some(Station::Story(telling)) => telling.selected_card().map(|card| card.id),
        Some(Station::Why(panel)) => Some(panel.explained.left.id),
        None => state.search.list.selected_card().map(|card| card.id),
    }
}

/// Takes in the answer to the latest question for a story.
pub(super) fn answered(state: &mut State, ticket: Ticket, answer: Result<StoryAnswer, String>) {
    if state.telling.take_if(|awaited| *awaited == ticket).is_none() {
        return;
    }
    match answer {
        Ok(StoryAnswer::Story(told)) => {
            // There is one story at a time: from a report of it one comes back to it.
            let mut telling = Box::new(Telling::new(told));
            let open = |station: &Station| matches!(station, Station::Story(_));
            if let Some(at) = state.stations.iter().position(open)
                && let Some(Station::Story(before)) = state.stations.drain(at..).next()
                && before.told.story.id == telling.told.story.id
            {
                (telling.pane, telling.marked) = (before.pane, before.marked);
            }
            state.stations.push(Station::Story(telling));
        }
        Ok(StoryAnswer::Alone(_)) if is_comparing(state) => {
            state.status.say("in no story yet: articles are still being compared", Tone::Plain);
        }
        Ok(StoryAnswer::Alone(nearest)) => state.status.say(alone(&nearest), Tone::Plain),
        Err(message) => state.status.say(message, Tone::Error),
    }
}

/// Whether articles were read that are not compared yet. Looking for changes says nothing of that.
fn is_comparing(state: &State) -> bool {
    state.status.progress.is_some_and(|progress| progress.phase != Phase::Scanning)
}

/// Says that an article is in no story, and what is nearest to it.
fn alone(nearest: &[Copy]) -> String {
    const KINDS: [(Verdict, &str, &str); 3] = [
        (
            Verdict::SharesQuotes,
            "article shares quotations with it",
            "articles share quotations with it",
        ),
        (Verdict::SameEvent, "article reports the same event", "articles report the same event"),
        (
            Verdict::Boilerplate,
            "article has the same boilerplate",
            "articles have the same boilerplate",
        ),
    ];
    let number = |test: &dyn Fn(Verdict) -> bool| {
        nearest.iter().filter(|copy| test(copy.relation.verdict)).count()
    };
    let part = |n: usize, one: &str, many: &str| (n > 0).then(|| words::count(n, one, many));
    let copies = number(&Verdict::is_copy);
    let mut parts = vec![part(copies, "article retells it", "articles retell it")];
    parts
        .extend(KINDS.map(|(kind, one, many)| part(number(&|verdict| verdict == kind), one, many)));
    let nearest = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    match nearest.is_empty() {
        true => "in no story: no other article retells this one".to_string(),
        false => format!("in no story; {nearest}"),
    }
}

/// What `command` does on the story screen.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(Station::Story(telling)) = state.stations.last_mut() else { return Vec::new() };
    match commands::movement(command, telling.height()) {
        Some(Move::Rows(rows)) => telling.step(rows),
        Some(Move::Top) => telling.end(false),
        Some(Move::Bottom) => telling.end(true),
        None => {}
    }
    match command {
        Command::Open => return read(state),
        Command::Compare => match telling.pair() {
            Some((left, right)) => return state.compare(left, Partner::Article(right)),
            None => state.status.say("there is no other report to compare with", Tone::Plain),
        },
        Command::Explain => match telling.pair() {
            Some((left, right)) => return state.explain(left, right),
            None => state.status.say("there is no other report to explain it with", Tone::Plain),
        },
        Command::Mark => {
            telling.mark();
            if telling.marked.len() == 1 {
                let words = "one marked: c compares it with the selected one, or mark another";
                state.status.say(words, Tone::Plain);
            }
        }
        Command::Tree => telling.turn(),
        Command::Parent => match telling.parent(telling.selected) {
            Some((parent, _)) => telling.select(parent),
            None if telling.first == Some(telling.selected) => {
                state.status.say("this is likely the first report", Tone::Plain);
            }
            None => state.status.say("what it was taken from is not known", Tone::Plain),
        },
        Command::Back => return commands::back(state),
        _ => {}
    }
    Vec::new()
}

/// Reads the selected report.
fn read(state: &mut State) -> Vec<Effect> {
    let Some(Station::Story(telling)) = state.stations.last() else { return Vec::new() };
    match telling.selected_card().map(|card| card.id) {
        Some(id) => state.load(id, true),
        None => Vec::new(),
    }
}

/// Where a report of a story is being read: reads the next one of it. None where it is not.
pub(super) fn read_next(state: &mut State, step: isize) -> Option<Vec<Effect>> {
    let [.., Station::Story(telling), Station::Reader(_)] = &mut state.stations[..] else {
        return None;
    };
    let before = telling.selected;
    telling.step(step);
    let id = telling.selected_card().map(|card| card.id).filter(|_| telling.selected != before);
    Some(match id {
        Some(id) => state.load(id, true),
        None => {
            state.status.say("no more reports that way", Tone::Plain);
            Vec::new()
        }
    })
}

/// A click on a report selects it, on the selected one reads it.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let Some(Station::Story(telling)) = state.stations.last_mut() else { return Vec::new() };
    let areas = areas::story(state.size, telling.pane);
    let hits = |rect: Rect| rect.contains(Position { x: column, y: row });
    let (pane, place) = if hits(areas.list) {
        let row = telling.row(telling.top + usize::from(row - areas.list.y));
        let place = row.and_then(|row| match row {
            Row::Report(place) => Some(place),
            Row::Divider => None,
        });
        (Pane::List, place)
    } else if hits(areas.tree) {
        let branch = telling.tree.get(telling.tree_top + usize::from(row - areas.tree.y));
        (Pane::Tree, branch.map(|branch| branch.place))
    } else {
        return Vec::new();
    };
    telling.pane = pane;
    match place {
        Some(place) if place == telling.selected => return read(state),
        Some(place) => telling.select(place),
        None => {}
    }
    Vec::new()
}
