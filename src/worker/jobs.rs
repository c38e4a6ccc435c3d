//! What the threads do: each job asks the library and turns what comes of it into an answer.

use super::nearest::Nearest;
use crate::app::Event;
use crate::app::event::{Loaded, LoadedStory, Relations, Stated, StoryAnswer};
use crate::app::why::Explained;
use crate::corpus::ArticleId;
use crate::diff::{Labels, facts};
use crate::index::Completion;
use crate::library::{
    Cancel, FacetRequest, Facets, Library, Phase, Progress, RefreshReport, Request, Results,
};
use crate::neardup::Verdict;
use crate::term::crash::catch;
use anyhow::ensure;
use crossbeam_channel::Sender;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A refresh, and the reading of facts, reports at most this often.
const PACE: Duration = Duration::from_millis(100);

pub(super) fn search(
    library: &Library,
    request: &Request,
    cancel: &Cancel,
) -> Result<Arc<Results>, String> {
    catch(|| Ok(Arc::new(library.view()?.until(cancel).search(request)?)))
}

pub(super) fn count(
    library: &Library,
    request: &FacetRequest,
    cancel: &Cancel,
) -> Result<Arc<Facets>, String> {
    catch(|| Ok(Arc::new(library.view()?.until(cancel).facets(request)?)))
}

/// How the word at byte `cursor` of a query may go on; an error once somebody asks for another.
pub(super) fn complete(
    library: &Library,
    query: &str,
    cursor: usize,
    cancel: &Cancel,
) -> Result<Vec<Completion>, String> {
    catch(|| library.view()?.completions(query, cursor, cancel))
}

pub(super) fn liken(library: &Library, text: &str) -> Result<String, String> {
    catch(|| library.view()?.like_query(text))
}

pub(super) fn load(
    library: &Library,
    nearest: &Nearest,
    id: ArticleId,
) -> Result<Arc<Loaded>, String> {
    catch(|| {
        let view = library.view()?;
        let article = view.article(id)?;
        let boilerplate = view.boilerplate(&article.body);
        let story = view.story_of(id).map(|story| story.members.len());
        let loaded = Loaded::new(article, nearest.of(&view, id)?, boilerplate);
        Ok(Arc::new(Loaded { story, ..loaded }))
    })
}

pub(super) fn explain(
    library: &Library,
    left: ArticleId,
    right: ArticleId,
) -> Result<Arc<Explained>, String> {
    catch(|| {
        let view = library.view()?;
        let why = view.why(left, right)?;
        Ok(Arc::new(Explained::new(view.article(left)?, view.article(right)?, why)))
    })
}

pub(super) fn story(library: &Library, id: ArticleId) -> Result<StoryAnswer, String> {
    catch(|| {
        let view = library.view()?;
        let Some(story) = view.story_of(id).cloned() else {
            return Ok(StoryAnswer::Alone(view.similar(id, true)?));
        };
        let card = |id: &ArticleId| view.card(*id);
        let members: Vec<ArticleId> = story.ids().collect();
        let mut places: HashMap<ArticleId, usize> = members.iter().copied().zip(0..).collect();
        let touching = view.pairs_with(&members);
        let mut same_event = Vec::new();
        for pair in touching.iter().filter(|pair| pair.relation.verdict == Verdict::SameEvent) {
            let outside = [pair.a, pair.b].into_iter().filter(|id| !places.contains_key(id));
            same_event.extend(outside);
        }
        same_event.sort_unstable();
        same_event.dedup();
        let mut same_event = same_event.iter().map(card).collect::<anyhow::Result<Vec<_>>>()?;
        same_event.sort_by_key(|card| (card.date.map_or(i64::MAX, |date| date.seconds), card.id));
        places.extend(same_event.iter().map(|card| card.id).zip(members.len()..));
        let relations = Relations::new(touching.iter().filter_map(|pair| {
            Some((*places.get(&pair.a)?, *places.get(&pair.b)?, pair.relation))
        }));
        let cards = members.iter().map(card).collect::<anyhow::Result<_>>()?;
        let story = LoadedStory { asked: id, story, cards, relations, same_event };
        Ok(StoryAnswer::Story(Arc::new(story)))
    })
}

/// Reports that are read for their facts between two looks at whether it is still wanted.
const BATCH: usize = 16;

/// The facts of `reports` beside one another; `read` is told how many were read so far. A report that
/// is no longer there states nothing.
pub(super) fn facts(
    library: &Library,
    labels: &Labels,
    reports: Vec<ArticleId>,
    read: &dyn Fn(usize),
    cancel: &Cancel,
) -> Result<Arc<Stated>, String> {
    catch(|| {
        let view = library.view()?;
        let of = |id: &ArticleId| {
            let Ok(article) = view.article(*id) else { return (None, Vec::new()) };
            let context = facts::Context::from(&article);
            (article.date, facts::labelled(&article.body, &context, labels))
        };
        let mut stated = Vec::with_capacity(reports.len());
        let mut told = Instant::now();
        for batch in reports.chunks(BATCH) {
            ensure!(!cancel.is_cancelled(), "nobody asks for these facts any more");
            stated.par_extend(batch.par_iter().map(of));
            if told.elapsed() >= PACE {
                told = Instant::now();
                read(stated.len());
            }
        }
        let said =
            stated.iter().map(|(date, facts)| facts::Report { label: "", date: *date, facts });
        let places: HashMap<ArticleId, usize> = reports.iter().copied().zip(0..).collect();
        let story = reports.first().and_then(|id| view.story_of(*id));
        let mut sources = vec![None; reports.len()];
        for member in story.iter().flat_map(|story| &story.members) {
            let parent = member.parent.and_then(|parent| places.get(&parent.id));
            if let Some(source) = places.get(&member.id).and_then(|at| sources.get_mut(*at)) {
                *source = parent.copied();
            }
        }
        let table = facts::variants_of(&said.collect::<Vec<_>>(), &sources);
        Ok(Arc::new(Stated { reports, table }))
    })
}

pub(super) fn refresh(
    library: &Library,
    events: &Sender<Event>,
    cancel: &Cancel,
) -> Result<RefreshReport, String> {
    let pace = Mutex::new(Pace::default());
    let report = |progress: Progress| {
        // Another thread that reports just now does it for both, unless there is news.
        let lock = if progress.fresh { pace.lock().ok() } else { pace.try_lock().ok() };
        if lock.is_some_and(|mut pace| pace.admits(&progress, Instant::now())) {
            // When nobody listens any more the refresh is about to be cancelled.
            let _ = events.send(Event::Refreshing(progress));
        }
    };
    catch(|| library.refresh(&report, cancel))
}

/// Which reports of a refresh are passed on: every one that brings news, and of the others as many
/// as a reader can follow.
#[derive(Default)]
struct Pace {
    last: Option<(Phase, Instant)>,
}

impl Pace {
    fn admits(&mut self, progress: &Progress, now: Instant) -> bool {
        let due = self.last.is_none_or(|(phase, at)| {
            phase != progress.phase || now.saturating_duration_since(at) >= PACE
        });
        let admitted = due || progress.fresh;
        if admitted {
            self.last = Some((progress.phase, now));
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_passed_on_at_a_pace_but_news_always() {
        let mut pace = Pace::default();
        let start = Instant::now();
        let indexing = Progress { phase: Phase::Indexing, ..Progress::default() };
        let fresh = Progress { fresh: true, ..indexing };
        let comparing = Progress { phase: Phase::Comparing, ..Progress::default() };
        let at = |millis| start + Duration::from_millis(millis);
        let told: Vec<bool> = [
            (&indexing, 0),
            (&indexing, 50),
            (&fresh, 60),
            (&indexing, 150),
            (&indexing, 160),
            (&comparing, 161),
            (&comparing, 162),
        ]
        .into_iter()
        .map(|(progress, millis)| pace.admits(progress, at(millis)))
        .collect();
        assert_eq!(told, [true, false, true, false, true, true, false]);
    }
}
