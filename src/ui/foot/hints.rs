//! Which keys the foot of a screen hints at, in which words, and when.

use crate::app::State;
use crate::app::filters;
use crate::app::line::Purpose;
use crate::app::state::{Overlay, Station};
use crate::app::story::Pane;
use crate::command::{Command, Screen};

/// The keys hinted at on each screen, the most useful first.
const HINTS: [(Screen, &[Command]); 17] = [
    (
        Screen::Query,
        &[
            Command::Open,
            Command::Complete,
            Command::FocusList,
            Command::Compare,
            Command::Facets,
            Command::Story,
            Command::OlderQuery,
            Command::Searches,
            Command::Help,
        ],
    ),
    (
        Screen::List,
        &[
            Command::Open,
            Command::Compare,
            Command::Story,
            Command::Expand,
            Command::Facets,
            Command::FocusQuery,
            Command::Mark,
            Command::Explain,
            Command::Star,
            Command::Searches,
            Command::Help,
        ],
    ),
    (
        Screen::Reader,
        &[
            Command::NextHit,
            Command::Find,
            Command::Compare,
            Command::Story,
            Command::Back,
            Command::Explain,
            Command::Copies,
            Command::Star,
            Command::Tags,
            Command::Note,
            Command::Help,
        ],
    ),
    (Screen::Find, &[Command::Confirm, Command::Back]),
    (
        Screen::Comparison,
        &[
            Command::NextChange,
            Command::PreviousChange,
            Command::NextCopy,
            Command::Fold,
            Command::Facts,
            Command::Back,
            Command::Story,
            Command::Explain,
            Command::Changes,
            Command::AddColumn,
            Command::Export,
            Command::Quiet,
            Command::Inline,
            Command::Help,
        ],
    ),
    (
        Screen::Beside,
        &[
            Command::NextChange,
            Command::NextColumn,
            Command::AddColumn,
            Command::RemoveColumn,
            Command::Compare,
            Command::Swap,
            Command::Fold,
            Command::Back,
            Command::Help,
        ],
    ),
    (
        Screen::Story,
        &[
            Command::Open,
            Command::NextReport,
            Command::Compare,
            Command::Differing,
            Command::Turn,
            Command::Mark,
            Command::Parent,
            Command::Explain,
            Command::Back,
            Command::Help,
        ],
    ),
    (
        Screen::Why,
        &[
            Command::NextBlock,
            Command::PreviousBlock,
            Command::GoTo,
            Command::Fold,
            Command::Back,
            Command::Help,
        ],
    ),
    (Screen::Facts, &[Command::GoTo, Command::Differing, Command::Back]),
    (Screen::Quiet, &[Command::Toggle, Command::ToggleAll, Command::Back]),
    (
        Screen::Facets,
        &[
            Command::Include,
            Command::Exclude,
            Command::Wider,
            Command::FocusQuery,
            Command::Back,
            Command::NextKind,
            Command::FocusList,
            Command::Help,
        ],
    ),
    (
        Screen::Searches,
        &[
            Command::Open,
            Command::KeepSearch,
            Command::Seen,
            Command::Rename,
            Command::Forget,
            Command::Back,
        ],
    ),
    (Screen::Line, &[Command::Confirm, Command::CompleteTag, Command::NewLine, Command::Back]),
    (Screen::Changes, &[Command::GoTo, Command::Back]),
    (Screen::Export, &[Command::Save, Command::Back]),
    (Screen::Help, &[Command::NextBlock, Command::Back]),
    (Screen::Problems, &[Command::Back]),
];

/// The keys hinted at on `screen` that make sense now, the most useful first: how each is written, and what
/// it does.
pub(super) fn of(state: &State, screen: Screen) -> Vec<(String, &'static str)> {
    let commands = HINTS.iter().find(|(on, _)| *on == screen).map_or(&[][..], |(_, hints)| hints);
    let sensible = commands.iter().filter(|&&command| makes_sense(state, command));
    let hints = sensible.filter_map(|&command| {
        Some((state.keymap.hint(command, screen)?.to_string(), wording(state, command)))
    });
    hints.collect()
}

fn wording(state: &State, command: Command) -> &'static str {
    match (command, state.stations.last()) {
        (Command::Open, _) if state.screen() == Screen::Searches => "run",
        (Command::NextBlock, _) if matches!(state.overlay, Some(Overlay::Help(_))) => "next part",
        (Command::Open, None) if state.search.completing.is_chosen() => "take it",
        (Command::FocusList, None) if state.search.completing.open().is_some() => "close",
        (Command::Compare, None) if state.search.marked.len() == 2 => "compare the two",
        (Command::Compare, Some(Station::Story(telling))) if telling.marked.len() > 2 => {
            "compare the marked"
        }
        (Command::Compare, Some(Station::Story(telling))) if telling.marked.len() == 2 => {
            "compare the two"
        }
        (Command::Open, Some(Station::Story(telling))) if telling.said().is_some() => {
            "where it is said"
        }
        (Command::Differing, Some(Station::Story(telling)))
            if telling.grid.as_ref().is_some_and(|grid| grid.differing) =>
        {
            "every fact"
        }
        (Command::Turn, Some(Station::Story(telling))) => match telling.pane {
            Pane::Facts => "reports",
            Pane::List => "tree",
            Pane::Tree => "facts",
        },
        (Command::Fold, Some(Station::Comparing(comparing))) if !comparing.folded => "fold",
        (Command::Fold, Some(Station::Why(panel))) if panel.whole => "fold",
        (Command::GoTo, Some(Station::Why(panel))) if panel.passages() == 0 => "compare",
        (Command::Inline, Some(Station::Comparing(comparing))) if comparing.inline => "two columns",
        (Command::AddColumn, Some(Station::Beside(_))) => "one more",
        _ => command.entry().hint,
    }
}

/// Whether a hint at this command helps now.
fn makes_sense(state: &State, command: Command) -> bool {
    match &state.overlay {
        Some(Overlay::Searches(panel)) => {
            let on_one = [Command::Open, Command::Seen, Command::Rename, Command::Forget];
            return !panel.is_empty() || !on_one.contains(&command);
        }
        Some(Overlay::Line(line)) => {
            return match command {
                Command::CompleteTag => matches!(line.purpose, Purpose::Tags(_)),
                Command::NewLine => matches!(line.purpose, Purpose::Note(_)),
                _ => true,
            };
        }
        _ => {}
    }
    match state.stations.last() {
        Some(Station::Reader(reader)) => match command {
            Command::NextHit => !reader.hits().is_empty(),
            Command::Story => reader.page.loaded.story.is_some(),
            Command::Explain | Command::Copies => reader.relative().is_some(),
            Command::Compare => !reader.page.loaded.copies.is_empty(),
            _ => true,
        },
        Some(Station::Comparing(comparing)) => match command {
            Command::NextCopy => comparing.compared.copies.len() > 1,
            Command::Story => !comparing.compared.copies.is_empty(),
            Command::AddColumn => {
                comparing.report(true).or_else(|| comparing.report(false)).is_some()
            }
            Command::NextChange | Command::PreviousChange => !comparing.rows.stops.is_empty(),
            _ => true,
        },
        Some(Station::Beside(beside)) => match command {
            Command::AddColumn => !beside.several.more.is_empty(),
            Command::NextChange => !beside.rows.stops.is_empty(),
            _ => true,
        },
        Some(Station::Story(telling)) => match command {
            Command::Compare => telling.pair().is_some(),
            Command::Parent => {
                telling.pane != Pane::Facts && telling.parent(telling.selected).is_some()
            }
            Command::NextReport | Command::Differing => {
                telling.pane == Pane::Facts && telling.grid.is_some()
            }
            _ => true,
        },
        Some(Station::Why(panel)) => match command {
            Command::NextBlock | Command::PreviousBlock => panel.passages() > 0,
            Command::Fold => panel.has_long(),
            _ => true,
        },
        None => match command {
            Command::Include | Command::Exclude => {
                state.search.facets.as_ref().is_some_and(|panel| !panel.is_empty())
            }
            Command::Wider => filters::is_zoomed(state.search.editor.text()),
            Command::NextKind => {
                state.search.facets.as_ref().is_some_and(|panel| panel.has_kinds())
            }
            Command::Explain => state.pair_to_explain().is_some(),
            Command::Open
            | Command::Compare
            | Command::Mark
            | Command::Star
            | Command::FocusList => !state.search.list.entries().is_empty(),
            Command::Story => state.search.list.has_copies(),
            Command::Expand => state.search.list.can_unfold(),
            _ => true,
        },
    }
}
