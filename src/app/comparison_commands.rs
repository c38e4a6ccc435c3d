//! What the keys do while two articles are compared.

use super::changes::Changes;
use super::commands::{self, Move};
use super::event::Partner;
use super::facts::Facts;
use super::quiet::Choosing;
use super::saving::Saving;
use super::state::{Overlay, State, Station};
use super::status::Tone;
use super::{Effect, beside};
use crate::command::Command;
use crate::diff::Granularity;

/// What `command` does while two articles are compared; `digits` were typed before it.
pub(super) fn run(state: &mut State, command: Command, digits: &str) -> Vec<Effect> {
    let Some(Station::Comparing(comparing)) = state.stations.last_mut() else {
        return Vec::new();
    };
    match commands::movement(command, comparing.height()) {
        Some(Move::Rows(rows)) => comparing.scroll(rows),
        Some(Move::Top) => comparing.scroll_to(0),
        Some(Move::Bottom) => comparing.scroll_to(usize::MAX),
        None => {}
    }
    match command {
        Command::Percent => match digits.parse() {
            Ok(percent) => comparing.scroll_to_percent(percent),
            Err(_) => state.status.say("type a number first: 50%", Tone::Plain),
        },
        Command::NextChange | Command::PreviousChange => {
            let forward = command == Command::NextChange;
            if !comparing.step(forward) {
                let words = if forward { "no further change" } else { "no change before this one" };
                state.status.say(words, Tone::Plain);
            }
        }
        Command::NextCopy | Command::PreviousCopy => {
            let left = comparing.ids().0;
            match comparing.neighbour(command == Command::NextCopy) {
                Some(partner) => return state.compare(left, partner),
                None => state.status.say("there is no other copy", Tone::Plain),
            }
        }
        Command::NextArticle | Command::PreviousArticle => {
            let forward = command == Command::NextArticle;
            if comparing.compared.story.is_empty() {
                state.status.say("the left one is in no story", Tone::Plain);
                return Vec::new();
            }
            let left = comparing.ids().0;
            match comparing.report(forward) {
                Some(partner) => return state.compare(left, partner),
                None if forward => state.status.say("no later report of the story", Tone::Plain),
                None => state.status.say("no earlier report of the story", Tone::Plain),
            }
        }
        Command::Swap => {
            let (left, right) = comparing.ids();
            return state.compare(right, Partner::Article(left));
        }
        Command::Explain => {
            let (left, right) = comparing.ids();
            return state.explain(left, right);
        }
        Command::Facts => match Facts::of(comparing) {
            Some(facts) => state.overlay = Some(Overlay::Facts(facts)),
            None => state.status.say("neither of the two states a fact", Tone::Plain),
        },
        Command::Changes => match Changes::of(comparing) {
            Some(changes) => state.overlay = Some(Overlay::Changes(changes)),
            None => state.status.say("nothing differs", Tone::Plain),
        },
        Command::Export => state.overlay = Some(Overlay::Export(Saving::of(&comparing.compared))),
        Command::Fold => comparing.folded = !comparing.folded,
        Command::Quiet => {
            let comparison = &comparing.compared.comparison;
            state.overlay = Some(Overlay::Quiet(Choosing::of([comparison].into_iter())));
        }
        Command::AddColumn => return beside::commands::widen(state),
        Command::Granularity => {
            let (left, right) = comparing.ids();
            let (granularity, words) = match state.granularity {
                Granularity::Phrase => (Granularity::Word, "every changed word by itself"),
                Granularity::Word => (Granularity::Sentence, "sentences, and their facts"),
                Granularity::Sentence => (Granularity::Phrase, "changed words by phrase"),
            };
            state.granularity = granularity;
            state.status.say(words, Tone::Plain);
            return state.compare(left, Partner::Article(right));
        }
        Command::Inline => comparing.inline = !comparing.inline,
        Command::FollowMove if comparing.follow() => {}
        Command::FollowMove => state.status.say("nothing moved here", Tone::Plain),
        Command::Back => return commands::back(state),
        _ => {}
    }
    Vec::new()
}
