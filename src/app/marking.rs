//! The user's own marks on the screen: what is said of an article or its story, and the keys that change
//! it. A key is answered at once; what it changes is written behind the screen, and can be taken back.

mod said;

pub use said::Said;

use super::event::Ticket;
use super::line::{Line, Purpose};
use super::own::{Answer, Marked, Task};
use super::state::{Overlay, State, Station};
use super::status::Tone;
use super::{Effect, words};
use crate::command::Command;
use crate::corpus::ArticleId;
use crate::library::{Changed, Edit, Known, Mark, Subject, Target};
use std::collections::{BTreeMap, BTreeSet};

/// More reports than a story has that somebody marks.
const STORY: usize = 1_000;
/// Ticks a second.
const TICKS: u32 = 10;

/// What the next change is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The article one is at.
    #[default]
    One,
    /// Those that are marked for comparing.
    Several,
    /// The whole story of the article one is at.
    Story,
}

/// What is known of the user's own marks.
#[derive(Clone, Debug, Default)]
pub struct Marking {
    /// What the next change is of.
    pub scope: Scope,
    known: Known,
    /// What was changed since, and is being written.
    pending: BTreeMap<Subject, Mark>,
    /// The latest question.
    last: Ticket,
    /// Questions whose answers cannot be taken back: they take back others, or nobody asked for them.
    quiet: BTreeSet<Ticket>,
    /// What was changed, the last on top.
    undo: Vec<Vec<Changed>>,
    /// The article that is open, and ticks until it counts as read.
    watched: Option<(ArticleId, u32)>,
    /// What is wrong with the file, once it was said.
    said: Option<String>,
}

impl Marking {
    /// What is said of an article.
    pub fn of(&self, id: ArticleId) -> Said<'_> {
        let stories = self.known.stories.get(&id).into_iter().flatten().copied();
        let subjects = std::iter::once(Subject::Article(id)).chain(stories);
        Said { marks: subjects.filter_map(|subject| self.mark(subject)).collect() }
    }

    /// What is said of the whole story that an article is in.
    pub fn of_story(&self, id: ArticleId) -> Said<'_> {
        let stories = self.known.stories.get(&id).into_iter().flatten();
        Said { marks: stories.filter_map(|subject| self.mark(*subject)).collect() }
    }

    /// The tags in use, the most frequent first.
    pub fn tags(&self) -> &[String] {
        &self.known.tags
    }

    /// Whether an article will soon count as read.
    pub fn is_watching(&self) -> bool {
        self.watched.is_some_and(|(_, left)| left > 0)
    }

    fn mark(&self, subject: Subject) -> Option<&Mark> {
        self.pending.get(&subject).or_else(|| self.known.marks.of(subject))
    }

    /// By which name the story of an article is marked, where it is.
    fn story_of(&self, id: ArticleId) -> Option<Subject> {
        self.known.stories.get(&id).and_then(|stories| stories.first().copied())
    }

    /// Whether what is said of an article is said of its story alone.
    fn by_story(&self, id: ArticleId, said: impl Fn(&Mark) -> bool) -> bool {
        let own = self.mark(Subject::Article(id)).is_some_and(&said);
        let story = self.story_of(id).and_then(|story| self.mark(story)).is_some_and(said);
        story && !own
    }
}

/// Asks for the marks.
pub(super) fn ask(state: &mut State) -> Effect {
    let ticket = state.ticket();
    state.marking.last = ticket;
    Effect::Own(Task::Marks(ticket))
}

/// Asks for them anew, because the corpus changed: who is in a story may have, and what is in the file.
pub(super) fn again(state: &mut State) -> Option<Effect> {
    let marked = state.marking.known.marks.iter().next().is_some();
    // What is being written brings them as well.
    (marked && state.marking.pending.is_empty()).then(|| ask(state))
}

/// Something that is to be changed, and what is said of it as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    /// What it is.
    pub target: Target,
    /// By which name it is marked; none of a story that is not.
    pub subject: Option<Subject>,
    /// What is said of it.
    pub mark: Mark,
}

/// The article one is at.
fn at_hand(state: &State) -> Option<ArticleId> {
    match state.stations.last() {
        Some(Station::Reader(reader)) => Some(reader.page.loaded.article.id),
        // The one that was brought in beside the other.
        Some(Station::Comparing(comparing)) => Some(comparing.ids().1),
        Some(Station::Beside(beside)) => beside.chosen_id(),
        Some(Station::Story(telling)) => telling.selected_card().map(|card| card.id),
        Some(Station::Why(panel)) => Some(panel.explained.left.id),
        None => state.search.list.selected_card().map(|card| card.id),
    }
}

/// The articles that are marked for comparing.
fn marked(state: &State) -> &[ArticleId] {
    match state.stations.last() {
        Some(Station::Story(telling)) => &telling.marked,
        Some(_) => &[],
        None => &state.search.marked,
    }
}

/// What a change is of now.
fn meant(state: &State) -> Vec<Meant> {
    let marking = &state.marking;
    let said = |subject| marking.mark(subject).cloned().unwrap_or_default();
    let article = |id| {
        let subject = Subject::Article(id);
        Meant { target: Target::Article(id), subject: Some(subject), mark: said(subject) }
    };
    match marking.scope {
        Scope::One => at_hand(state).map(article).into_iter().collect(),
        Scope::Several => marked(state).iter().copied().map(article).collect(),
        Scope::Story => at_hand(state)
            .map(|id| {
                let subject = marking.story_of(id);
                let mark = subject.map(said).unwrap_or_default();
                Meant { target: Target::StoryOf(id), subject, mark }
            })
            .into_iter()
            .collect(),
    }
}

/// What a command does to marks; none where it is none of those.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let effects = match command {
        Command::Whole => {
            widen(state);
            return Some(Vec::new());
        }
        Command::Star => {
            toggle(state, |mark| mark.starred, Edit::Star, ["starred", "star taken away"])
        }
        Command::MarkRead => toggle(state, |mark| mark.read, Edit::Read, ["read", "unread"]),
        Command::Tags => write(state, Purpose::Tags),
        Command::Note => write(state, Purpose::Note),
        Command::Undo => undo(state),
        _ => {
            state.marking.scope = Scope::One;
            return None;
        }
    };
    state.marking.scope = Scope::One;
    Some(effects)
}

/// Chooses what the next change is of, and says so.
fn widen(state: &mut State) {
    let (several, marking) = (marked(state).len(), &state.marking);
    let next = match marking.scope {
        Scope::One if several > 0 => Scope::Several,
        Scope::One | Scope::Several => Scope::Story,
        Scope::Story => Scope::One,
    };
    let what = match next {
        Scope::One => "this article".to_string(),
        Scope::Several => words::count(several, "marked article", "marked articles"),
        Scope::Story => "the whole story".to_string(),
    };
    let screen = state.screen();
    let keys = [Command::Star, Command::MarkRead, Command::Tags, Command::Note].map(|command| {
        let key = state.keymap.hint(command, screen)?;
        Some(format!("{key} {}", command.entry().hint))
    });
    let keys = keys.into_iter().flatten().collect::<Vec<_>>().join("   ");
    state.marking.scope = next;
    state.status.say(format!("for {what}:   {keys}"), Tone::Plain);
}

/// Says something of all that is meant, or no longer where it is said of all of them.
fn toggle(
    state: &mut State,
    said: impl Fn(&Mark) -> bool,
    edit: impl Fn(bool) -> Edit,
    [on, off]: [&str; 2],
) -> Vec<Effect> {
    let (scope, meant) = (state.marking.scope, meant(state));
    if let [Meant { target: Target::Article(id), .. }] = meant[..]
        && state.marking.by_story(id, &said)
    {
        let key = state.keymap.hint(Command::Whole, state.screen());
        let key =
            key.map(|key| format!("; {key} before the key takes it back")).unwrap_or_default();
        state.status.say(format!("this is said of its whole story{key}"), Tone::Plain);
        return Vec::new();
    }
    if meant.is_empty() {
        return Vec::new();
    }
    let want = !meant.iter().all(|meant| said(&meant.mark));
    // An article that one says is unread, or read, is so until it is opened anew.
    if let Some((_, left)) = &mut state.marking.watched {
        *left = 0;
    }
    let words = if want { on } else { off };
    let words = match scope {
        Scope::One => match state.stations.last() {
            Some(Station::Comparing(_)) => format!("{words}: the right one"),
            Some(Station::Beside(_)) => format!("{words}: the chosen one"),
            _ => words.to_string(),
        },
        Scope::Several => format!("{words}: {}", words::count(meant.len(), "article", "articles")),
        Scope::Story => format!("{words}: the whole story"),
    };
    state.status.say(words, Tone::Plain);
    let edits = meant.into_iter().map(|meant| (meant, vec![edit(want)])).collect();
    change(state, edits, false)
}

/// Opens the line in which tags or a note are written.
fn write(state: &mut State, purpose: impl Fn(Vec<Meant>) -> Purpose) -> Vec<Effect> {
    let meant = meant(state);
    if !meant.is_empty() {
        state.overlay = Some(Overlay::Line(Line::new(purpose(meant))));
    }
    Vec::new()
}

/// Makes changes: on the screen at once, in the file as soon as may be.
pub(super) fn change(
    state: &mut State,
    edits: Vec<(Meant, Vec<Edit>)>,
    quiet: bool,
) -> Vec<Effect> {
    let ticket = state.ticket();
    let marking = &mut state.marking;
    marking.last = ticket;
    if quiet {
        marking.quiet.insert(ticket);
    }
    let whole = edits.iter().any(|(meant, _)| !matches!(meant.target, Target::Article(_)));
    state.search.outdate_rows(if whole { STORY } else { edits.len() });
    let mut wanted = Vec::with_capacity(edits.len());
    for (Meant { target, subject, mut mark }, edits) in edits {
        edits.iter().for_each(|edit| edit.apply(&mut mark));
        if let Some(subject) = subject {
            marking.pending.insert(subject, mark);
        }
        wanted.push((target, edits));
    }
    vec![Effect::Own(Task::Mark(ticket, wanted))]
}

/// Takes the last change back.
fn undo(state: &mut State) -> Vec<Effect> {
    let Some(changed) = state.marking.undo.pop() else {
        let words = match state.marking.pending.is_empty() {
            true => "no mark was changed since the start",
            false => "the last change is still being written",
        };
        state.status.say(words, Tone::Plain);
        return Vec::new();
    };
    let title = changed.first().map(|changed| changed.after.title.clone()).unwrap_or_default();
    let others = changed.len().saturating_sub(1);
    let others = (others > 0).then(|| format!("and {}", words::count(others, "other", "others")));
    let words = [Some(format!("taken back: {title}")), others];
    state.status.say(words.into_iter().flatten().collect::<Vec<_>>().join(" "), Tone::Plain);
    let edits = changed.into_iter().map(|changed| {
        let (subject, edits) = (changed.subject, changed.undone());
        let mark = state.marking.mark(subject).cloned().unwrap_or_default();
        let target = Target::Marked(Box::new(changed.after));
        (Meant { target, subject: Some(subject), mark }, edits)
    });
    let edits = edits.collect();
    change(state, edits, true)
}

/// Takes in an answer.
pub(super) fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    let marking = &mut state.marking;
    match answer {
        Answer::Marks(ticket, known, complaint) => {
            let complaint = known.as_ref().err().cloned().or(complaint);
            if ticket == marking.last {
                marking.pending.clear();
                marking.known = known.unwrap_or_default();
            }
            // Once, and not after each refresh.
            if complaint.is_some() && complaint != marking.said {
                let words = complaint.clone().unwrap_or_default();
                marking.said = complaint;
                state.status.say(format!("your marks: {words}"), Tone::Error);
            }
        }
        Answer::Marked(ticket, outcome) => {
            let quiet = marking.quiet.remove(&ticket);
            let latest = ticket == marking.last;
            match outcome {
                Ok(Marked { mut changed, gone, known }) => {
                    changed.retain(|changed| !changed.undone().is_empty());
                    if !quiet && !changed.is_empty() {
                        marking.undo.push(changed);
                    }
                    if let Some(known) = known.filter(|_| latest) {
                        marking.known = known;
                        marking.pending.clear();
                    }
                    if let Some(message) = gone.into_iter().next() {
                        state.status.say(format!("not marked: {message}"), Tone::Error);
                    }
                }
                Err(message) => {
                    state.status.say(format!("not marked: {message}"), Tone::Error);
                    // The signs are to tell what is in the file.
                    return if latest { vec![ask(state)] } else { Vec::new() };
                }
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Watches over the article that is open in the reader: after a while it counts as read. Time passes with
/// a tick.
pub(super) fn watch(state: &mut State, ticked: bool) -> Vec<Effect> {
    let open = match (state.stations.last(), &state.overlay) {
        (Some(Station::Reader(reader)), None) => reader.page.loaded.article.id,
        (Some(Station::Reader(_)), Some(_)) => return Vec::new(),
        _ => {
            state.marking.watched = None;
            return Vec::new();
        }
    };
    let read = state.marking.of(open).read();
    let ticks = u32::from(state.settings.read_after) * TICKS;
    let wanted = state.settings.mark_read && !read;
    let due = match &mut state.marking.watched {
        Some((id, left)) if *id == open => {
            let due = ticked && *left == 1;
            *left = left.saturating_sub(u32::from(ticked));
            due && wanted
        }
        watched => {
            *watched = Some((open, if wanted { ticks } else { 0 }));
            wanted && ticks == 0
        }
    };
    if !due {
        return Vec::new();
    }
    let subject = Subject::Article(open);
    let mark = state.marking.mark(subject).cloned().unwrap_or_default();
    let meant = Meant { target: Target::Article(open), subject: Some(subject), mark };
    change(state, vec![(meant, vec![Edit::Read(true)])], true)
}
