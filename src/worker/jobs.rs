//! What the threads do: each job asks the library and turns what comes of it into an answer.

use super::nearest::Nearest;
use crate::app::Event;
use crate::app::event::{Compared, Loaded, LoadedStory, Partner, Relations, StoryAnswer};
use crate::app::why::Explained;
use crate::corpus::ArticleId;
use crate::diff::{self, Labels, Options, Text, facts};
use crate::library::{Cancel, Library, Phase, Progress, RefreshReport, Request, Results};
use crate::neardup::Verdict;
use crate::term::crash::catch;
use anyhow::Context;
use crossbeam_channel::Sender;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A refresh reports at most this often.
const PACE: Duration = Duration::from_millis(100);

pub(super) fn search(library: &Library, request: &Request) -> Result<Arc<Results>, String> {
    catch(|| Ok(Arc::new(library.view()?.search(request)?)))
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

pub(super) fn compare(
    library: &Library,
    nearest: &Nearest,
    labels: &Labels,
    left: ArticleId,
    partner: Partner,
) -> Result<Arc<Compared>, String> {
    catch(|| {
        let view = library.view()?;
        let mut copies = nearest.of(&view, left)?;
        copies.retain(|copy| copy.relation.verdict.is_copy());
        let right = match partner {
            Partner::Article(right) => right,
            Partner::Closest => {
                let closest = copies.first().map(|copy| copy.card.id);
                closest.context("no near-duplicate of this article was found")?
            }
        };
        let place = copies.iter().position(|copy| copy.card.id == right);
        let (left, right) = (view.article(left)?, view.article(right)?);
        let (l, r) = (Text { body: &left.body }, Text { body: &right.body });
        let comparison = diff::compare_labelled(l, r, Options::default(), labels);
        let boilerplate = [&left, &right].map(|article| view.boilerplate(&article.body));
        let facts = facts::of_both(&comparison, &left, &right, labels).into();
        Ok(Arc::new(Compared { left, right, comparison, facts, copies, place, boilerplate }))
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
