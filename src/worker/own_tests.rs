//! The threads for the user's own files, at work on a corpus in earnest.

use super::*;
use crate::app::event::Ticket;
use crate::app::own::{Answer, Count, Marked, Naming, Task};
use crate::index::Order;
use crate::library::{CorpusSpec, Edit, Mark, Options, Target};
use std::path::{Path, PathBuf};

/// Threads for a corpus of `n` articles, and where the user's files are.
fn desk(n: usize) -> (tempfile::TempDir, Library, Workers, Receiver<Event>) {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    for n in 0..n {
        write(&corpus, n);
    }
    let spec = CorpusSpec::Paths { paths: vec![corpus], fields: Default::default() };
    let library = Library::open(spec, &Options::new(dir.path().join("data"))).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let (events, answers) = crossbeam_channel::unbounded();
    let workers = Workers::start(library.clone(), events).unwrap();
    (dir, library, workers, answers)
}

fn write(corpus: &Path, n: usize) {
    let text = format!("Pier {n} is mended\n\nThe harbour master said that pier {n} holds.\n");
    std::fs::write(corpus.join(format!("{n}.txt")), text).unwrap();
}

fn ids(library: &Library) -> Vec<ArticleId> {
    library.view().unwrap().matches("harbour").unwrap()
}

fn answer(answers: &Receiver<Event>) -> Answer {
    match answers.recv_timeout(Duration::from_secs(60)).unwrap() {
        Event::Own(answer) => answer,
        other => panic!("not an answer: {other:?}"),
    }
}

fn tag(workers: &Workers, ticket: Ticket, id: ArticleId, tag: &str) {
    let edits = vec![Edit::Tag(tag.to_string())];
    workers.run(Effect::Own(Task::Mark(ticket, vec![(Target::Article(id), edits)])));
}

fn marks(library: &Library) -> PathBuf {
    library.own_files().marks.clone()
}

#[test]
fn every_change_is_written_and_answered() {
    let (_dir, library, workers, answers) = desk(1);
    let id = ids(&library)[0];
    for ticket in 1..=50 {
        tag(&workers, ticket, id, &format!("t{ticket}"));
    }
    let mut changed = 0;
    for ticket in 1..=50 {
        let Answer::Marked(answered, Ok(Marked { changed: now, known, .. })) = answer(&answers)
        else {
            panic!("not marked")
        };
        assert_eq!((answered, now.len()), (ticket, 1));
        // What takes it back is that change and no other.
        assert_eq!(now[0].undone(), [Edit::Untag(format!("t{ticket}"))]);
        changed += now.len();
        if ticket == 50 {
            assert_eq!(known.unwrap().tags.len(), 50);
        }
    }
    assert_eq!(changed, 50);
}

#[test]
fn leaving_waits_for_what_is_not_written_yet() {
    let (_dir, library, workers, _answers) = desk(1);
    let id = ids(&library)[0];
    for ticket in 1..=50 {
        tag(&workers, ticket, id, &format!("t{ticket}"));
    }
    drop(workers);
    let text = std::fs::read_to_string(marks(&library)).unwrap();
    let mark: Mark = serde_json::from_str(text.trim()).unwrap();
    assert_eq!(mark.tags.len(), 50);
}

#[test]
fn what_cannot_be_read_is_said_and_never_written_over() {
    let (_dir, library, workers, answers) = desk(1);
    std::fs::create_dir_all(marks(&library).join("in the way")).unwrap();
    workers.run(Effect::Own(Task::Marks(1)));
    assert!(matches!(answer(&answers), Answer::Marks(1, Err(m), _) if m.contains("marks.jsonl")));
    tag(&workers, 2, ids(&library)[0], "toll");
    assert!(matches!(answer(&answers), Answer::Marked(2, Err(m)) if m.contains("marks.jsonl")));
    assert!(marks(&library).join("in the way").is_dir());
    std::fs::remove_dir_all(marks(&library)).unwrap();
    std::fs::write(marks(&library), "<<<\n").unwrap();
    workers.run(Effect::Own(Task::Marks(3)));
    let Answer::Marks(3, Ok(_), Some(complaint)) = answer(&answers) else { panic!("not said") };
    assert!(complaint.contains("line 1 of"), "{complaint}");
    tag(&workers, 4, ids(&library)[0], "toll");
    assert!(matches!(answer(&answers), Answer::Marked(4, Ok(_))));
    assert!(std::fs::read_to_string(marks(&library)).unwrap().starts_with("<<<\n{"));
}

#[test]
fn one_that_is_gone_leaves_the_others() {
    let (_dir, library, workers, answers) = desk(2);
    let there = ids(&library);
    let star = |id| (Target::Article(id), vec![Edit::Star(true)]);
    let wanted = vec![star(there[0]), star(ArticleId(1)), star(there[1])];
    workers.run(Effect::Own(Task::Mark(1, wanted)));
    let Answer::Marked(1, Ok(Marked { changed, gone, .. })) = answer(&answers) else {
        panic!("not marked")
    };
    assert_eq!((changed.len(), gone.len()), (2, 1));
    assert!(gone[0].contains("no longer in the index"), "{gone:?}");
    // One article by itself is in no story.
    let (_dir, library, workers, answers) = desk(1);
    let story = Target::StoryOf(ids(&library)[0]);
    workers.run(Effect::Own(Task::Mark(2, vec![(story, Vec::new())])));
    let Answer::Marked(2, Ok(Marked { changed, gone, .. })) = answer(&answers) else {
        panic!("not marked")
    };
    assert!(changed.is_empty() && gone[0].contains("in no story"), "{gone:?}");
}

#[test]
fn what_comes_after_a_search_was_saved_is_new_until_it_was_seen() {
    let (dir, library, workers, answers) = desk(3);
    let naming = |name: &str, replace| {
        let (name, query) = (name.to_string(), "harbour".to_string());
        Box::new(Naming { name, query, order: Order::Newest, replace })
    };
    workers.run(Effect::Own(Task::Save(1, naming("quay", false))));
    assert!(matches!(answer(&answers), Answer::Saved(1, Ok(true))));
    workers.run(Effect::Own(Task::Save(2, naming("quay", false))));
    assert!(matches!(answer(&answers), Answer::Saved(2, Ok(false))));
    write(&dir.path().join("corpus"), 3);
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let counted = |ticket| {
        workers.run(Effect::Own(Task::Searches(ticket)));
        let Answer::Searches(_, Ok(listed), None) = answer(&answers) else { panic!("not listed") };
        let Answer::Tallied(_, 0, Ok(count)) = answer(&answers) else { panic!("not counted") };
        assert!(matches!(answer(&answers), Answer::AllTallied(t) if t == ticket));
        (listed, count)
    };
    let (listed, count) = counted(3);
    assert_eq!((listed[0].order(), count), (Order::Newest, Count { total: 4, new: 1 }));
    let (name, query) = ("quay".to_string(), "harbour".to_string());
    workers.run(Effect::Own(Task::News(4, name.clone(), query.clone())));
    let Answer::News(4, Ok(new)) = answer(&answers) else { panic!("no news") };
    assert_eq!(new.len(), 1);
    workers.run(Effect::Own(Task::Rename(5, name, "pier".to_string())));
    assert!(matches!(answer(&answers), Answer::Changed(5, Ok(()))));
    assert_eq!(counted(6).1, Count { total: 4, new: 1 });
    workers.run(Effect::Own(Task::Saw(7, "pier".to_string(), query)));
    assert!(matches!(answer(&answers), Answer::Saw(7, Ok(()))));
    assert_eq!(counted(8).1, Count { total: 4, new: 0 });
    workers.run(Effect::Own(Task::Forget(9, "pier".to_string())));
    assert!(matches!(answer(&answers), Answer::Changed(9, Ok(()))));
    // One lock for all of them is what stays.
    let left: Vec<_> = std::fs::read_dir(&library.own_files().seen).unwrap().collect();
    assert_eq!(left.len(), 1);
}
