//! The list of changes laid over a comparison: each with its sign, where it stands, and what changed,
//! in a line.

use super::chooser::Chooser;
use super::comparing::Comparing;
use super::flow::{Class, Passage};
use super::quiet::Quiet;
use super::rows::Stop;
use super::state::{Overlay, State, Station};
use super::{areas, words};
use crate::command::Command;
use crate::diff::{Change, Group};
use crate::text::Span;

/// Bytes of a passage that are told in the list; no screen is wider.
const TOLD: usize = 400;

/// A change of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What became of the passage.
    pub class: Class,
    /// Its paragraph, on the left where it stands there: `¶3`, `¶3 → ¶9`.
    pub place: String,
    /// What changed, not sanitised: `40 → 60 · +huge`, or how the passage begins.
    pub told: String,
}

/// The list, laid over the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// All of them, as `]` and `[` go through them.
    pub entries: Vec<Entry>,
    /// Where one is in it.
    pub chooser: Chooser,
}

impl Changes {
    /// The changes of a comparison, where there are any; the current one is chosen.
    pub(super) fn of(comparing: &Comparing) -> Option<Self> {
        let entries: Vec<Entry> =
            comparing.rows.stops.iter().filter_map(|stop| entry(comparing, stop)).collect();
        let chooser = Chooser::at(comparing.stop.unwrap_or(0));
        (!entries.is_empty()).then_some(Self { entries, chooser })
    }
}

fn entry(comparing: &Comparing, stop: &Stop) -> Option<Entry> {
    let compared = &comparing.compared;
    let passage = comparing.flow.passages.get(stop.passage)?;
    let group = compared.comparison.groups.get(passage.group)?;
    let bodies = [compared.left.body.as_str(), compared.right.body.as_str()];
    let told = match comparing.quiet.has_changes(group) {
        true => changed(group, comparing.quiet, bodies),
        false => beginning(comparing, passage),
    };
    Some(Entry { class: stop.class, place: place(comparing, stop.passage), told })
}

/// Where it stands: the paragraph of the left text, and that of the right one where it moved.
fn place(comparing: &Comparing, at: usize) -> String {
    let passages = &comparing.flow.passages;
    let paragraph = |at: usize| {
        let on_left = passages.get(at).is_some_and(|passage| passage.left.is_some());
        let upwards = passages.get(..=at).unwrap_or(&[]).iter().rev();
        let mut numbers = upwards.map(|p| if on_left { p.left_number } else { p.right_number });
        numbers.find_map(|number| number).map_or(String::new(), |number| format!("¶{number}"))
    };
    match passages.get(at).and_then(|passage| passage.other) {
        Some(other) => format!("{} → {}", paragraph(at), paragraph(other)),
        None => paragraph(at),
    }
}

/// `40 → 60 · +huge · −old`.
fn changed(group: &Group, quiet: Quiet, bodies: [&str; 2]) -> String {
    let mut told = String::new();
    for Change { left, right, other, .. } in quiet.changes(group) {
        let moved = other.is_some();
        // Of words that moved inside the sentence one end is told.
        if moved && left.is_empty() {
            continue;
        }
        let [left, right] = [left.of(bodies[0]).trim(), right.of(bodies[1]).trim()];
        let change = match (left.is_empty(), right.is_empty()) {
            _ if moved => format!("⇄ {left}"),
            (false, false) => format!("{left} → {right}"),
            (true, _) => format!("+{right}"),
            (_, true) => format!("−{left}"),
        };
        if !told.is_empty() {
            told.push_str(" · ");
        }
        told.push_str(&change);
        if told.len() > TOLD {
            break;
        }
    }
    told
}

/// How a passage begins.
fn beginning(comparing: &Comparing, passage: &Passage) -> String {
    let flow = &comparing.flow;
    let sides = [(passage.left, &flow.left), (passage.right, &flow.right)];
    let [left, right] = sides.map(|(span, shown)| {
        span.map_or("", |Span { start, end }| {
            let end = shown.text.floor_char_boundary(end.min(start + TOLD));
            shown.text.get(start..end).unwrap_or("")
        })
    });
    words::join([left, right].map(|text| (!text.is_empty()).then(|| text.to_string())))
        .unwrap_or_default()
}

/// What a command does while the list has the keys.
pub(super) fn run(state: &mut State, command: Command) {
    let height = usize::from(areas::overlay(state.size).1.height);
    let Some(Overlay::Changes(changes)) = &mut state.overlay else { return };
    changes.chooser.go(command, height, changes.entries.len());
    match command {
        Command::GoTo => {
            let stop = changes.chooser.chosen;
            state.overlay = None;
            if let Some(Station::Comparing(comparing)) = state.stations.last_mut() {
                comparing.go_to_stop(stop);
            }
        }
        Command::Back => state.overlay = None,
        _ => {}
    }
}
