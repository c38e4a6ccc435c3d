//! What the keys do on the story screen, and the way there from any article.

use super::commands::{self, Move};
use super::event::{Partner, Stated, StoryAnswer, Ticket};
use super::state::{State, Station};
use super::status::Tone;
use super::story::{Pane, Reading, Row, Telling};
use super::{Effect, beside, words};
use crate::command::Command;
use crate::corpus::ArticleId;
use crate::library::{Copy, Phase};
use crate::neardup::Verdict;
use ratatui::layout::{Position, Rect};
use std::sync::Arc;

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
                telling.resume(*before);
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
        Command::Compare => {
            if let Some((left, others)) = telling.several() {
                return beside::commands::open(state, left, others);
            }
            let pair = || telling.pair().map(|(left, right)| (left, right, None));
            match telling.rivals().or_else(pair) {
                Some((left, right, landing)) => {
                    let effects = state.compare(left, Partner::Article(right));
                    state.landing = landing;
                    return effects;
                }
                None => state.status.say("there is no other report to compare with", Tone::Plain),
            }
        }
        Command::Explain => match telling.pair() {
            Some((left, right)) => return state.explain(left, right),
            None => state.status.say("there is no other report to explain it with", Tone::Plain),
        },
        Command::Mark => {
            telling.mark();
            if telling.marked.len() == 1 {
                let words = "one marked: c compares it with the selected one, or mark others";
                state.status.say(words, Tone::Plain);
            }
        }
        Command::Turn => telling.turn(),
        Command::Facts => telling.turn_to(Pane::Facts),
        Command::Tree => telling.turn_to(Pane::Tree),
        Command::PreviousReport => telling.step_report(-1),
        Command::NextReport => telling.step_report(1),
        Command::Differing | Command::Fold => {
            telling.pane = Pane::Facts;
            let selected = telling.selected;
            if let Some(grid) = &mut telling.grid {
                match command {
                    Command::Differing => grid.toggle_differing(),
                    _ => grid.toggle_fold(),
                }
                grid.reveal_report(selected);
                let words = match (command, grid.differing, grid.unfolded) {
                    (Command::Differing, true, _) => "only what reports disagree on",
                    (Command::Differing, false, _) => "every fact",
                    (_, _, true) => "a column for each report",
                    (_, _, false) => "one column for reports that state exactly the same",
                };
                state.status.say(words, Tone::Plain);
            }
        }
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

/// Reads the selected report: from the facts, where it says the selected one.
fn read(state: &mut State) -> Vec<Effect> {
    let Some(Station::Story(telling)) = state.stations.last() else { return Vec::new() };
    let Some(id) = telling.selected_card().map(|card| card.id) else { return Vec::new() };
    let said = telling.said();
    if said.is_none() && telling.pane == Pane::Facts && telling.grid.is_some() {
        state.status.say("this report does not say it", Tone::Plain);
    }
    let effects = state.load(id, true);
    state.spot = said;
    effects
}

/// Asks for the facts of the story on top, where they are not known and nothing else is awaited.
pub(super) fn request(state: &mut State) -> Vec<Effect> {
    let ticket = state.last + 1;
    let Some(Station::Story(telling)) = state.stations.last_mut() else { return Vec::new() };
    // One older than the corpus is loaded anew first.
    if telling.reading != Reading::Due || telling.stale {
        return Vec::new();
    }
    telling.reading = Reading::Asked(ticket, 0);
    let reports = telling.read_for_facts();
    state.last = ticket;
    vec![Effect::Facts(ticket, reports)]
}

/// The story whose facts were asked for with this ticket.
fn asked(state: &mut State, ticket: Ticket) -> Option<&mut Telling> {
    let tellings = state.stations.iter_mut().filter_map(|station| match station {
        Station::Story(telling) => Some(telling.as_mut()),
        _ => None,
    });
    let mut tellings =
        tellings.filter(|telling| matches!(telling.reading, Reading::Asked(t, _) if t == ticket));
    tellings.next()
}

/// Notes how many reports were read for their facts.
pub(super) fn reading(state: &mut State, ticket: Ticket, reports: usize) {
    if let Some(telling) = asked(state, ticket) {
        telling.reading = Reading::Asked(ticket, reports);
    }
}

/// Takes in the facts of a story.
pub(super) fn stated(state: &mut State, ticket: Ticket, answer: Result<Arc<Stated>, String>) {
    let Some(telling) = asked(state, ticket) else { return };
    match answer {
        Ok(stated) => telling.state(stated),
        Err(message) => telling.reading = Reading::Failed(message),
    }
}

/// Where a report of a story is being read: reads the next one of it. None where it is not.
pub(super) fn read_next(state: &mut State, step: isize) -> Option<Vec<Effect>> {
    let [.., Station::Story(telling), Station::Reader(_)] = &mut state.stations[..] else {
        return None;
    };
    let before = telling.selected;
    match telling.pane {
        Pane::Facts => telling.step_report(step),
        Pane::List | Pane::Tree => telling.step(step),
    }
    let id = telling.selected_card().map(|card| card.id).filter(|_| telling.selected != before);
    let said = telling.said();
    Some(match id {
        Some(id) => {
            let effects = state.load(id, true);
            state.spot = said;
            effects
        }
        None => {
            state.status.say("no more reports that way", Tone::Plain);
            Vec::new()
        }
    })
}

/// A click on a report or a fact selects it, on the selected one reads it.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let size = state.size;
    let Some(Station::Story(telling)) = state.stations.last_mut() else { return Vec::new() };
    let areas = telling.areas(size);
    let hits = |rect: Rect| rect.contains(Position { x: column, y: row });
    if hits(areas.columns) || hits(areas.facts) {
        let line = hits(areas.facts).then(|| usize::from(row - areas.facts.y));
        return click_fact(state, column - areas.columns.x, line);
    }
    let (pane, place) = if hits(areas.list) {
        let row = telling.row(telling.top + usize::from(row - areas.list.y));
        let place = row.and_then(|row| match row {
            Row::Report(place) => Some(place),
            Row::Divider => None,
        });
        (Pane::List, place)
    } else if hits(areas.tree) {
        let branch = telling.tree.get(telling.tree_top + usize::from(row - areas.tree.y));
        let pane = if telling.pane == Pane::Facts { Pane::Facts } else { Pane::Tree };
        (pane, branch.map(|branch| branch.place))
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

/// A click on the table of facts, so far from its left: in its head, or on the `line`th that is seen.
fn click_fact(state: &mut State, x: u16, line: Option<usize>) -> Vec<Effect> {
    let Some(Station::Story(telling)) = state.stations.last_mut() else { return Vec::new() };
    let selected = telling.selected;
    let Some(grid) = &mut telling.grid else { return Vec::new() };
    let line = line.map(|line| grid.top + line);
    let group = grid.offsets().take_while(|(_, start)| *start <= x).last().map(|(group, _)| group);
    let here = group.is_some() && group == grid.group_at(selected);
    if here && line.is_some() && line == grid.line() {
        return read(state);
    }
    if let Some(line) = line {
        grid.select(line);
    }
    if let Some(place) = group.filter(|_| !here).and_then(|group| grid.lead(group)) {
        telling.select(place);
    }
    Vec::new()
}
