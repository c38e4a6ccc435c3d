//! What the keys do while several reports stand beside one another, and the way there.

use super::{Beside, Several, areas};
use crate::app::commands::{self, Move};
use crate::app::event::Partner;
use crate::app::quiet::Choosing;
use crate::app::state::{Overlay, State, Station};
use crate::app::status::Tone;
use crate::app::{Effect, words};
use crate::command::Command;
use crate::corpus::ArticleId;
use std::sync::Arc;

/// From the comparison of two: puts a third beside them, the next report of the story, else the next
/// near-duplicate.
pub(in crate::app) fn widen(state: &mut State) -> Vec<Effect> {
    let Some(Station::Comparing(comparing)) = state.stations.last() else { return Vec::new() };
    let (left, right) = comparing.ids();
    let later = comparing.report(true).or_else(|| comparing.report(false));
    let third = match later.or_else(|| comparing.neighbour(true)) {
        Some(Partner::Article(third)) => third,
        _ => {
            state.status.say("there is no third report to put beside them", Tone::Plain);
            return Vec::new();
        }
    };
    open(state, left, vec![right, third])
}

/// Asks for `columns` beside the left one, where the screen has room for them.
pub(in crate::app) fn open(
    state: &mut State,
    left: ArticleId,
    columns: Vec<ArticleId>,
) -> Vec<Effect> {
    if columns.len() > 1 && areas::fitting(state.size) < columns.len() {
        let words = format!(
            "no room for {} beside one another: that takes {} columns, this terminal has {}",
            columns.len() + 1,
            areas::needed(columns.len()),
            state.size.0
        );
        state.status.say(words, Tone::Plain);
        return Vec::new();
    }
    state.compare_several(left, columns)
}

/// Takes in the answer: the reports stand where the comparison of two of them stood.
pub(in crate::app) fn answered(state: &mut State, several: Arc<Several>) {
    let (highlighter, signs, quiet) = (state.highlighter(), state.signs(), state.quiet);
    if let Some(Station::Beside(beside)) = state.stations.last_mut() {
        beside.replace(several);
        return;
    }
    // There is one such screen at a time.
    let open = |station: &Station| matches!(station, Station::Beside(_));
    if let Some(at) = state.stations.iter().position(open) {
        state.stations.truncate(at);
    }
    let beside = Box::new(Beside::new(several, highlighter, signs, quiet));
    state.stations.push(Station::Beside(beside));
}

/// What `command` does on this screen.
pub(in crate::app) fn run(state: &mut State, command: Command, digits: &str) -> Vec<Effect> {
    let Some(Station::Beside(beside)) = state.stations.last_mut() else { return Vec::new() };
    match commands::movement(command, beside.height()) {
        Some(Move::Rows(rows)) => beside.scroll(rows),
        Some(Move::Top) => beside.scroll_to(0),
        Some(Move::Bottom) => beside.scroll_to(usize::MAX),
        None => {}
    }
    let left = beside.several.left.id;
    let count = beside.several.columns.len();
    match command {
        Command::Percent => match digits.parse::<usize>() {
            Ok(percent) => {
                let most = beside.rows.rows.len().saturating_sub(beside.height().max(1));
                beside.scroll_to(most.saturating_mul(percent.min(100)) / 100);
            }
            Err(_) => state.status.say("type a number first: 50%", Tone::Plain),
        },
        Command::NextChange | Command::PreviousChange => {
            let forward = command == Command::NextChange;
            if !beside.step(forward) {
                let words = if forward { "no further change" } else { "no change before this one" };
                state.status.say(words, Tone::Plain);
            }
        }
        Command::NextColumn => beside.chosen = (beside.chosen + 1) % count.max(1),
        Command::PreviousColumn => {
            beside.chosen = (beside.chosen + count.max(1) - 1) % count.max(1);
        }
        Command::Fold => beside.folded = !beside.folded,
        Command::AddColumn => {
            let mut columns = beside.several.ids();
            match beside.several.more.first().map(|card| card.id) {
                Some(next) => {
                    columns.push(next);
                    return open(state, left, columns);
                }
                None => state.status.say("there is no further report", Tone::Plain),
            }
        }
        Command::RemoveColumn => {
            let mut columns = beside.several.ids();
            if count < 2 {
                return commands::back(state);
            }
            columns.remove(beside.chosen.min(count - 1));
            return open(state, left, columns);
        }
        Command::Swap => {
            if let Some(chosen) = beside.chosen_id() {
                let mut columns = beside.several.ids();
                if let Some(place) = columns.get_mut(beside.chosen) {
                    *place = left;
                }
                return open(state, chosen, columns);
            }
        }
        Command::Compare => {
            if let Some(chosen) = beside.chosen_id() {
                return state.compare(left, Partner::Article(chosen));
            }
        }
        Command::Explain => {
            if let Some(chosen) = beside.chosen_id() {
                return state.explain(left, chosen);
            }
        }
        Command::Open => {
            if let Some(chosen) = beside.chosen_id() {
                return state.load(chosen, true);
            }
        }
        Command::Quiet => {
            let comparisons = beside.several.columns.iter().map(|column| &column.comparison);
            state.overlay = Some(Overlay::Quiet(Choosing::of(comparisons)));
        }
        Command::Back => return commands::back(state),
        _ => {}
    }
    Vec::new()
}

/// `3 of 5 say otherwise`: what stands over the keys.
pub fn line(beside: &Beside) -> String {
    let bands = &beside.table.bands;
    let same: usize = bands.iter().filter(|band| band.same).map(|band| band.sentences).sum();
    let (_, seen) = beside.seen;
    let columns = beside.several.columns.len();
    let hidden = columns.saturating_sub(seen);
    let more = beside.several.more.len();
    words::join([
        Some(format!("{} beside one another", columns + 1)),
        Some(words::count(same, "sentence the same in all", "sentences the same in all")),
        (hidden > 0).then(|| format!("{hidden} of them out of sight")),
        (more > 0).then(|| words::count(more, "further report", "further reports")),
    ])
    .unwrap_or_default()
}
