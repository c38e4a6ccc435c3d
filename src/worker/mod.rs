//! The threads that carry out effects; the latest request wins.
//! Answers come back as events with the ticket of their request; a panic becomes an error.

mod compare;
mod export;
mod jobs;
mod nearest;
mod own;
mod slot;

pub use slot::Slot;

use crate::app::event::{Partner, Ticket};
use crate::app::saving::Export;
use crate::app::{Effect, Event};
use crate::corpus::ArticleId;
use crate::diff::{Granularity, Labels};
use crate::library::{Cancel, FacetRequest, Library, Request};
use crossbeam_channel::{Receiver, Sender};
use nearest::Nearest;
use own::Desk;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long leaving waits for threads that are at work; what they write is safe to break off.
const PATIENCE: Duration = Duration::from_millis(500);

/// A request to compare one article with several.
type Many = (Ticket, ArticleId, Vec<ArticleId>, Granularity);

/// The threads that search, load, compare and refresh. Dropped, it stops them all.
pub struct Workers {
    search: Arc<Slot<(Ticket, Request)>>,
    load: Arc<Slot<(Ticket, ArticleId)>>,
    compare: Arc<Slot<(Ticket, ArticleId, Partner, Granularity)>>,
    several: Arc<Slot<Many>>,
    story: Arc<Slot<(Ticket, ArticleId)>>,
    facts: Arc<Slot<(Ticket, Vec<ArticleId>)>>,
    explain: Arc<Slot<(Ticket, ArticleId, ArticleId)>>,
    count: Arc<Slot<(Ticket, FacetRequest)>>,
    complete: Arc<Slot<(Ticket, String, usize)>>,
    liken: Arc<Slot<(Ticket, String)>>,
    export: Arc<Slot<Box<Export>>>,
    refresh: Arc<Slot<Cancel>>,
    problems: Arc<Slot<()>>,
    /// None once they are to end.
    desk: Option<Desk>,
    /// Stops the refreshes asked for since it was last used.
    cancel: Mutex<Cancel>,
    /// Ends when the last thread has ended.
    ended: Receiver<()>,
}

impl Workers {
    /// Starts the threads; their answers go to `events`.
    pub fn start(library: Library, events: Sender<Event>) -> io::Result<Self> {
        Self::with_labels(library, Labels::built_in().clone(), events)
    }

    /// The same, with other words that count as one label.
    pub fn with_labels(
        library: Library,
        labels: Labels,
        events: Sender<Event>,
    ) -> io::Result<Self> {
        let labels = Arc::new(labels);
        let (alive, ended) = crossbeam_channel::bounded(0);
        let context = Context { library, labels, nearest: Arc::default(), events, alive };
        Ok(Self {
            search: context.thread("search", |context, (ticket, request), cancel| {
                Event::Searched(ticket, jobs::search(&context.library, &request, cancel))
            })?,
            load: context.thread("load", |context, (ticket, id), _| {
                Event::Loaded(ticket, jobs::load(&context.library, &context.nearest, id))
            })?,
            compare: context.thread(
                "compare",
                |context, (ticket, left, partner, granularity), _| {
                    Event::Compared(ticket, compare::two(context, left, partner, granularity))
                },
            )?,
            several: context.thread(
                "several",
                |context, (ticket, left, columns, granularity): Many, _| {
                    let several = compare::several(context, left, &columns, granularity);
                    Event::ComparedSeveral(ticket, several)
                },
            )?,
            story: context.thread("story", |context, (ticket, id), _| {
                Event::StoryLoaded(ticket, jobs::story(&context.library, id))
            })?,
            facts: context.thread("facts", |context, (ticket, reports), cancel| {
                let read = |n| drop(context.events.send(Event::ReadingFacts(ticket, n)));
                Event::FactsRead(
                    ticket,
                    jobs::facts(&context.library, &context.labels, reports, &read, cancel),
                )
            })?,
            explain: context.thread("explain", |context, (ticket, left, right), _| {
                Event::Explained(ticket, jobs::explain(&context.library, left, right))
            })?,
            count: context.thread("count", |context, (ticket, request), cancel| {
                Event::Counted(ticket, jobs::count(&context.library, &request, cancel))
            })?,
            liken: context.thread("liken", |context, (ticket, text): (_, String), _| {
                Event::Likened(ticket, jobs::liken(&context.library, &text))
            })?,
            complete: context.thread(
                "complete",
                |context, (ticket, query, cursor): (_, String, _), cancel| {
                    let found = jobs::complete(&context.library, &query, cursor, cancel);
                    Event::Completed(ticket, found)
                },
            )?,
            export: context.thread("export", |context, export: Box<Export>, _| {
                Event::Exported(export::export(&context.library, &export))
            })?,
            refresh: context.thread("refresh", |context, cancel, _| {
                Event::Refreshed(jobs::refresh(&context.library, &context.events, &cancel))
            })?,
            problems: context
                .thread("problems", |context, (), _| Event::Problems(context.library.problems()))?,
            desk: Some(Desk::start(&context)?),
            cancel: Mutex::default(),
            ended,
        })
    }

    /// Carries out `effect`, if it is one for the workers; never waits.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Search(ticket, request) => self.search.put((ticket, request)),
            Effect::Load(ticket, id) => self.load.put((ticket, id)),
            Effect::Compare(ticket, left, partner, granularity) => {
                self.compare.put((ticket, left, partner, granularity));
            }
            Effect::CompareSeveral(ticket, left, columns, granularity) => {
                self.several.put((ticket, left, columns, granularity));
            }
            Effect::Story(ticket, id) => self.story.put((ticket, id)),
            Effect::Facts(ticket, reports) => self.facts.put((ticket, reports)),
            Effect::ForgetFacts => self.facts.forget(),
            Effect::Explain(ticket, left, right) => self.explain.put((ticket, left, right)),
            Effect::Count(ticket, request) => self.count.put((ticket, request)),
            Effect::Complete(ticket, query, cursor) => self.complete.put((ticket, query, cursor)),
            Effect::Liken(ticket, text) => self.liken.put((ticket, text)),
            Effect::Export(export) => self.export.put(export),
            Effect::Refresh => {
                let mut current = self.cancel.lock().unwrap_or_else(PoisonError::into_inner);
                // One that goes on and one that waits for it share their switch.
                if current.is_cancelled() {
                    *current = Cancel::default();
                }
                self.refresh.put(current.clone());
            }
            Effect::ListProblems => self.problems.put(()),
            Effect::CancelRefresh => self.cancel_refresh(),
            Effect::Own(task) => self.desk.iter().for_each(|desk| desk.run(task.clone())),
            Effect::Remember(_)
            | Effect::Copy(_)
            | Effect::Mouse(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
    }

    fn cancel_refresh(&self) {
        self.cancel.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.cancel_refresh();
        self.facts.close();
        self.search.close();
        self.load.close();
        self.compare.close();
        self.several.close();
        self.story.close();
        self.explain.close();
        self.count.close();
        self.complete.close();
        self.liken.close();
        self.export.close();
        self.refresh.close();
        self.problems.close();
        drop(self.desk.take());
        // Nothing is ever sent: this ends when the threads have dropped their end, or in time.
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

/// What every thread has.
#[derive(Clone)]
struct Context {
    library: Library,
    nearest: Arc<Nearest>,
    /// What words count as one label.
    labels: Arc<Labels>,
    events: Sender<Event>,
    /// Held by a thread while it lives.
    alive: Sender<()>,
}

impl Context {
    /// A thread that does one job after the other as they are put into its slot.
    fn thread<T: Send + 'static>(
        &self,
        name: &str,
        job: impl Fn(&Context, T, &Cancel) -> Event + Send + 'static,
    ) -> io::Result<Arc<Slot<T>>> {
        let slot = Arc::new(Slot::default());
        let (context, inbox) = (self.clone(), Arc::clone(&slot));
        thread::Builder::new().name(name.to_string()).spawn(move || {
            let _alive = &context.alive;
            while let Some((request, cancel)) = inbox.take() {
                if context.events.send(job(&context, request, &cancel)).is_err() {
                    break;
                }
            }
        })?;
        Ok(slot)
    }
}

#[cfg(test)]
mod own_tests;
#[cfg(test)]
mod tests;
