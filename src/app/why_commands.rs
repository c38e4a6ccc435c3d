//! What each command does on the panel that says why two articles got their verdict.

use super::Effect;
use super::commands::{Move, back, movement};
use super::event::Partner;
use super::state::{State, Station};
use super::status::Tone;
use crate::command::Command;
use crate::diff::Which;

/// What a command does on the panel.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(Station::Why(panel)) = state.stations.last_mut() else { return Vec::new() };
    match movement(command, panel.height()) {
        Some(Move::Rows(rows)) => panel.scroll(rows),
        Some(Move::Top) => panel.scroll_to(0),
        Some(Move::Bottom) => panel.scroll_to(usize::MAX),
        None => {}
    }
    match command {
        Command::NextBlock | Command::PreviousBlock => {
            let forward = command == Command::NextBlock;
            if !panel.step(forward) {
                let words =
                    if forward { "no further passage" } else { "no passage before this one" };
                state.status.say(words, Tone::Plain);
            }
        }
        Command::Fold => panel.whole = !panel.whole,
        Command::GoTo => return go_to(state),
        Command::Back => return back(state),
        _ => {}
    }
    Vec::new()
}

/// From the panel to the comparison of its two articles, where the passage stands that one is at.
fn go_to(state: &mut State) -> Vec<Effect> {
    let Some(Station::Why(panel)) = state.stations.last() else { return Vec::new() };
    let ((left, right), target) = (panel.explained.ids(), panel.target());
    let below = state.stations.len().checked_sub(2).and_then(|at| state.stations.get_mut(at));
    if let Some(Station::Comparing(comparing)) = below
        && comparing.ids() == (left, right)
    {
        if let Some(target) = target {
            comparing.go_to(Which::Left, target);
        }
        return back(state);
    }
    let effects = state.compare(left, Partner::Article(right));
    state.landing = target;
    effects
}
