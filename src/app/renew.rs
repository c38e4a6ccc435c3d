//! What is open when the corpus changes is loaded anew in its place: the story that gained a report, the
//! near-duplicates of the article one reads. What one looks at stays what it is, also when that is no
//! longer in the corpus.

use super::event::{Event, Loaded, Partner, StoryAnswer, Ticket};
use super::state::{State, Station};
use super::status::Tone;
use super::{Effect, words};
use crate::corpus::ArticleId;
use std::sync::Arc;

/// Members of a story that are asked for it before it counts as gone.
const TRIES: usize = 8;

/// A station that is being loaded anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Renewing {
    ticket: Ticket,
    /// Its place among the stations.
    at: usize,
    /// Which of the members of a story was asked for it.
    tries: usize,
}

impl Station {
    /// Whether the corpus changed since this was loaded.
    fn stale(&mut self) -> &mut bool {
        match self {
            Self::Reader(reader) => &mut reader.stale,
            Self::Comparing(comparing) => &mut comparing.stale,
            Self::Beside(beside) => &mut beside.stale,
            Self::Story(telling) => &mut telling.stale,
            Self::Why(panel) => &mut panel.stale,
        }
    }
}

/// Notes that the corpus changed: all that is open is older than that.
pub(super) fn outdate(state: &mut State) {
    state.renewing = None;
    state.outdated = state.last;
    state.search.stale = true;
    // What is loaded for the preview may be from before; it is asked for again.
    state.loading.take_if(|loading| !loading.open);
    for station in &mut state.stations {
        *station.stale() = true;
    }
}

/// Whether an event answers what was asked before the corpus changed last: what it opens may be older.
pub(super) fn is_late(state: &State, event: &Event) -> bool {
    ticket(event).is_some_and(|ticket| ticket <= state.outdated)
}

/// Notes that what was opened last may be older than the corpus.
pub(super) fn outdate_top(state: &mut State) {
    if let Some(station) = state.stations.last_mut() {
        *station.stale() = true;
    }
}

/// What an answer that opens a station is an answer to.
fn ticket(event: &Event) -> Option<Ticket> {
    match event {
        Event::Loaded(ticket, _)
        | Event::Compared(ticket, _)
        | Event::ComparedSeveral(ticket, _)
        | Event::StoryLoaded(ticket, _)
        | Event::Explained(ticket, _) => Some(*ticket),
        _ => None,
    }
}

/// Asks for what can be seen and is older than the corpus, unless something else is awaited: that goes
/// before.
pub(super) fn request(state: &mut State, seen: usize) -> Vec<Effect> {
    if state.renewing.is_some() || state.awaits_station() {
        return Vec::new();
    }
    let above = state.stations.len().saturating_sub(seen);
    let stale = state.stations.iter_mut().skip(above).position(|station| *station.stale());
    stale.map(|at| ask(state, above + at, 0)).unwrap_or_default()
}

fn ask(state: &mut State, at: usize, tries: usize) -> Vec<Effect> {
    let ticket = state.ticket();
    let effect = match state.stations.get(at) {
        Some(Station::Reader(reader)) => {
            // The answer to what was asked for the preview would not come any more.
            state.loading = None;
            Effect::Load(ticket, reader.page.loaded.article.id)
        }
        Some(Station::Comparing(comparing)) => {
            let (left, right) = comparing.ids();
            Effect::Compare(ticket, left, Partner::Article(right), state.granularity)
        }
        Some(Station::Beside(beside)) => {
            let (left, columns) = (beside.several.left.id, beside.several.ids());
            Effect::CompareSeveral(ticket, left, columns, state.granularity)
        }
        Some(Station::Story(telling)) => {
            let told = &telling.told.story;
            let selected = telling.selected_card().map(|card| card.id);
            let mut asked: Vec<ArticleId> = Vec::new();
            for id in selected.into_iter().chain([told.medoid]).chain(told.ids()).take(TRIES) {
                if !asked.contains(&id) {
                    asked.push(id);
                }
            }
            // One of the same event is no member: its story is another.
            asked.retain(|id| told.ids().any(|member| member == *id));
            match asked.get(tries) {
                Some(id) => Effect::Story(ticket, *id),
                None => {
                    keep(state, at, "this story is no more; it is shown as it was");
                    return Vec::new();
                }
            }
        }
        Some(Station::Why(panel)) => {
            let (left, right) = panel.explained.ids();
            Effect::Explain(ticket, left, right)
        }
        None => return Vec::new(),
    };
    state.renewing = Some(Renewing { ticket, at, tries });
    vec![effect]
}

/// Leaves what could not be loaded anew as it is, and says why.
fn keep(state: &mut State, at: usize, words: &str) {
    if let Some(station) = state.stations.get_mut(at) {
        *station.stale() = false;
    }
    // How the refresh ended is worth as much.
    let ended = state.status.message.take().map(|message| message.text);
    let words = words::join([ended, Some(words.to_string())]).unwrap_or_default();
    state.status.say(words, Tone::Plain);
}

/// Takes in an event that is the answer to what [`request`] asked; none if it is not.
pub(super) fn answered(state: &mut State, event: &Event) -> Option<Vec<Effect>> {
    let ticket = ticket(event)?;
    let Renewing { at, tries, .. } = state.renewing.take_if(|asked| asked.ticket == ticket)?;
    let highlighter = state.highlighter();
    let failed = match (state.stations.get_mut(at), event) {
        (Some(Station::Reader(reader)), Event::Loaded(_, answer)) => {
            let renew = |loaded: &Arc<Loaded>| {
                reader.renew(loaded.clone(), |body| highlighter.marks(body));
            };
            answer.as_ref().map(renew).err()
        }
        (Some(Station::Comparing(comparing)), Event::Compared(_, answer)) => {
            answer.as_ref().map(|compared| comparing.renew(compared.clone())).err()
        }
        (Some(Station::Beside(beside)), Event::ComparedSeveral(_, answer)) => {
            answer.as_ref().map(|several| beside.replace(several.clone())).err()
        }
        (Some(Station::Why(panel)), Event::Explained(_, answer)) => {
            answer.as_ref().map(|explained| panel.renew(explained.clone())).err()
        }
        (Some(Station::Story(telling)), Event::StoryLoaded(_, answer)) => match answer {
            Ok(StoryAnswer::Story(told)) => {
                telling.renew(told.clone());
                None
            }
            // The report that was asked about left it, or the corpus; another may know.
            Ok(StoryAnswer::Alone(_)) | Err(_) => return Some(ask(state, at, tries + 1)),
        },
        // Another screen stands there by now, which is asked for in its own right.
        _ => None,
    };
    if let Some(message) = failed {
        keep(state, at, &format!("shown as it was: {message}"));
    }
    Some(Vec::new())
}
