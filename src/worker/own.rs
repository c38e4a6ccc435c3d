//! The threads for the user's own files. One writes, in order and leaving nothing out, several changes of
//! marks at once where they wait; others count what saved searches find.

use super::{Context, Slot};
use crate::app::Event;
use crate::app::event::Ticket;
use crate::app::own::{Answer, Count, Marked, Naming, Task};
use crate::corpus::ArticleId;
use crate::library::{
    BadLine, Cancel, Edit, Known, Library, Saved, Searches, Seen, Target, name_of,
};
use crate::term::crash::catch;
use crossbeam_channel::{Receiver, Sender};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Changes of marks that wait, each an answer to be given.
type Edits = Vec<(Ticket, Vec<(Target, Vec<Edit>)>)>;

/// How long leaving waits for what is not written yet: the last marks are not to be lost, and another
/// process that has the file is not to be waited for without end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The threads. Dropped, it lets what waits be written.
pub(super) struct Desk {
    /// None once nothing more is to be written.
    writes: Option<Sender<Task>>,
    /// Ends when all is written.
    written: Receiver<()>,
    tallies: Arc<Slot<Ticket>>,
    news: Arc<Slot<(Ticket, String, String)>>,
}

impl Desk {
    pub(super) fn start(context: &Context) -> io::Result<Self> {
        let (writes, waiting) = crossbeam_channel::unbounded();
        let (writing, written) = crossbeam_channel::bounded(0);
        let writer = context.clone();
        thread::Builder::new().name("own".to_string()).spawn(move || {
            let _alive = (&writer.alive, writing);
            write(&writer, &waiting);
        })?;
        Ok(Self {
            writes: Some(writes),
            written,
            tallies: context.thread("tallies", |context, ticket, cancel| {
                tally(context, ticket, cancel);
                Event::Own(Answer::AllTallied(ticket))
            })?,
            news: context.thread(
                "news",
                |context, (ticket, name, query): (_, String, String), cancel| {
                    let news = news(&context.library, &name, &query, cancel);
                    Event::Own(Answer::News(ticket, news))
                },
            )?,
        })
    }

    /// Does one task after the other; never waits.
    pub(super) fn run(&self, task: Task) {
        match task {
            Task::Searches(ticket) => self.tallies.put(ticket),
            Task::ForgetSearches => self.tallies.forget(),
            Task::News(ticket, name, query) => self.news.put((ticket, name, query)),
            // The thread listens for as long as this is there.
            task => self.writes.iter().for_each(|writes| drop(writes.send(task.clone()))),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.tallies.close();
        self.news.close();
        self.writes = None;
        // Nothing is ever sent: this ends with the thread, or in time.
        let _ = self.written.recv_timeout(PATIENCE);
    }
}

fn write(context: &Context, waiting: &Receiver<Task>) {
    let mut next = waiting.recv().ok();
    while let Some(task) = next.take() {
        let mut edits = Edits::new();
        let mut rest = Some(task);
        while let Some(Task::Mark(ticket, wanted)) =
            rest.take_if(|task| matches!(task, Task::Mark(..)))
        {
            edits.push((ticket, wanted));
            rest = waiting.try_recv().ok();
        }
        let answers = match rest {
            _ if !edits.is_empty() => mark(&context.library, edits),
            _ => rest.take().and_then(|task| one(&context.library, &task)).into_iter().collect(),
        };
        for answer in answers {
            // Nobody listens any more, and what waits is written all the same.
            let _ = context.events.send(Event::Own(answer));
        }
        next = rest.or_else(|| waiting.recv().ok());
    }
}

/// Changes marks as they were asked to be, in one go.
fn mark(library: &Library, edits: Edits) -> Vec<Answer> {
    let all: Vec<_> = edits.iter().flat_map(|(_, wanted)| wanted.iter().cloned()).collect();
    let outcome = catch(|| {
        let view = library.view()?;
        let (changed, gone) = view.mark(&all)?;
        Ok((changed, gone, view.marks_known()?))
    });
    let (changed, gone, known) = match outcome {
        Ok(outcome) => outcome,
        Err(message) => {
            let failed = |(ticket, _)| Answer::Marked(ticket, Err(message.clone()));
            return edits.into_iter().map(failed).collect();
        }
    };
    // What is gone fell out of the list of what was changed: who asked for that is not known any more.
    let whole = gone.is_empty();
    let (mut changed, mut known, last) = (changed.into_iter(), Some(known), edits.len());
    let answer = |((ticket, wanted), place): ((Ticket, Vec<_>), usize)| {
        let ends = place == last;
        let share = match (whole, ends) {
            (true, _) => changed.by_ref().take(wanted.len()).collect(),
            (false, true) => changed.by_ref().collect(),
            (false, false) => Vec::new(),
        };
        let gone = if ends { gone.clone() } else { Vec::new() };
        let known = known.take_if(|_| ends);
        Answer::Marked(ticket, Ok(Marked { changed: share, gone, known }))
    };
    edits.into_iter().zip(1..).map(answer).collect()
}

fn one(library: &Library, task: &Task) -> Option<Answer> {
    let files = library.own_files();
    let (path, seen) = (&files.searches, &files.seen);
    Some(match task {
        Task::Save(ticket, naming) => Answer::Saved(*ticket, save(library, naming)),
        Task::Rename(ticket, from, to) => {
            Answer::Changed(*ticket, catch(|| Searches::rename(path, seen, from, to)))
        }
        Task::Forget(ticket, name) => {
            Answer::Changed(*ticket, catch(|| Searches::forget(path, seen, name).map(drop)))
        }
        Task::Saw(ticket, name, query) => Answer::Saw(*ticket, saw(library, name, query)),
        Task::Marks(ticket) => {
            let (known, complaint) = marks(library);
            Answer::Marks(*ticket, known, complaint)
        }
        // Those of marks are taken together, and the others have threads of their own.
        Task::Mark(..) | Task::Searches(_) | Task::ForgetSearches | Task::News(..) => return None,
    })
}

fn marks(library: &Library) -> (Result<Known, String>, Option<String>) {
    let known = catch(|| library.view()?.marks_known());
    let bad = known.as_ref().map(|known| known.marks.bad()).unwrap_or_default();
    let complaint = complaint(&library.own_files().marks, bad);
    (known, complaint)
}

/// `3 lines of marks.jsonl cannot be read and are left alone, the first is line 7`
fn complaint(path: &Path, bad: &[BadLine]) -> Option<String> {
    let BadLine { line, message } = bad.first()?;
    let rest = match bad.len() {
        1 => String::new(),
        n => format!(", and {} more", n - 1),
    };
    let path = path.display();
    Some(format!("line {line} of {path} cannot be read and is left alone{rest}: {message}"))
}

/// Keeps a search; says no where there is one of that name that may not be replaced.
fn save(library: &Library, naming: &Naming) -> Result<bool, String> {
    let Naming { name, query, order, replace } = naming;
    let files = library.own_files();
    catch(|| {
        if !replace && Searches::load(&files.searches)?.get(name).is_some() {
            return Ok(false);
        }
        Searches::save(&files.searches, name, query, order.name())?;
        Ok(true)
    })
    .and_then(|kept| match kept {
        true => saw(library, name, query).map(|()| true),
        false => Ok(false),
    })
}

fn seen(library: &Library, name: &str) -> anyhow::Result<Seen> {
    Seen::load(&library.own_files().seen, name, &name_of(library.spec())?)
}

fn saw(library: &Library, name: &str, query: &str) -> Result<(), String> {
    catch(|| {
        let view = library.view()?;
        let found = view.matches(query)?;
        view.saw(&mut seen(library, name)?, &found)
    })
}

fn news(
    library: &Library,
    name: &str,
    query: &str,
    cancel: &Cancel,
) -> Result<Vec<ArticleId>, String> {
    catch(|| Ok(library.view()?.until(cancel).tally(query, &seen(library, name)?)?.new))
}

/// Lists the saved searches, and then what each finds, until nobody asks any more.
fn tally(context: &Context, ticket: Ticket, cancel: &Cancel) {
    let path = &context.library.own_files().searches;
    let searches = catch(|| Searches::load(path));
    let bad = searches.as_ref().map(|searches| searches.bad()).unwrap_or_default();
    let complaint = complaint(path, bad);
    let listed = searches.map(|searches| searches.latest());
    let names: Vec<Saved> = listed.clone().unwrap_or_default();
    let tell = |answer| drop(context.events.send(Event::Own(answer)));
    tell(Answer::Searches(ticket, listed, complaint));
    for (saved, at) in names.iter().zip(0..) {
        let count = catch(|| {
            let seen = seen(&context.library, &saved.name)?;
            let found = context.library.view()?.until(cancel).tally(&saved.query, &seen)?;
            Ok(Count { total: found.total, new: found.new.len() })
        });
        if cancel.is_cancelled() {
            return;
        }
        tell(Answer::Tallied(ticket, at, count));
    }
}
