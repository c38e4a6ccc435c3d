//! The threads, asked the way the loop asks them.

use super::*;
use crate::app::event::StoryAnswer;
use crate::app::saving::{Export, NotExported};
use crate::diff::Granularity;
use crate::export::Format;
use crate::index::Order;
use crate::library::{CorpusSpec, Options};
use crate::neardup::Verdict;
use nearest::Nearest;

fn workers() -> (tempfile::TempDir, Workers, Receiver<Event>) {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let spec = CorpusSpec::Paths { paths: vec![corpus], fields: Default::default() };
    let options = Options::new(dir.path().join("data"));
    let library = Library::open(spec, &options).unwrap();
    let (events, answers) = crossbeam_channel::unbounded();
    (dir, Workers::start(library, events).unwrap(), answers)
}

/// What a thread would have, whose answers nobody waits for.
fn context(library: &Library) -> Context {
    let (events, _) = crossbeam_channel::unbounded();
    let (alive, _) = crossbeam_channel::bounded(0);
    let labels = Arc::new(Labels::built_in().clone());
    Context { library: library.clone(), labels, nearest: Arc::default(), events, alive }
}

fn request(query: &str) -> Request {
    Request {
        query: query.to_string(),
        typing: true,
        order: Order::Relevance,
        fold: true,
        offset: 0,
        limit: 10,
        snippet: 100,
        windows: 1,
        copies: 0,
    }
}

fn answer(answers: &Receiver<Event>) -> Event {
    answers.recv_timeout(Duration::from_secs(60)).unwrap()
}

#[test]
fn answers_carry_the_ticket_of_their_request() {
    let (_dir, workers, answers) = workers();
    workers.run(Effect::Search(7, request("pier")));
    assert!(matches!(answer(&answers), Event::Searched(7, Ok(_))));
    workers.run(Effect::ListProblems);
    assert!(matches!(answer(&answers), Event::Problems(_)));
    let nobody = ArticleId(1);
    workers.run(Effect::Load(8, nobody));
    assert!(matches!(answer(&answers), Event::Loaded(8, Err(_))));
    workers.run(Effect::Compare(9, nobody, Partner::Article(nobody), Granularity::Phrase));
    assert!(matches!(answer(&answers), Event::Compared(9, Err(_))));
    workers.run(Effect::Explain(10, nobody, nobody));
    assert!(matches!(answer(&answers), Event::Explained(10, Err(_))));
    workers.run(Effect::Story(11, nobody));
    assert!(matches!(answer(&answers), Event::StoryLoaded(11, Err(_))));
    // A report that is gone states nothing, and has its column all the same.
    workers.run(Effect::Facts(12, vec![nobody]));
    let Event::FactsRead(12, Ok(stated)) = answer(&answers) else { panic!("not an answer") };
    assert_eq!((stated.table.columns.len(), stated.table.rows.len()), (1, 0));
}

#[test]
fn the_last_of_many_requests_is_answered() {
    let (_dir, workers, answers) = workers();
    for ticket in 1..=200 {
        workers.run(Effect::Search(ticket, request("pier")));
    }
    let mut last = 0;
    while last < 200 {
        let Event::Searched(ticket, _) = answer(&answers) else { panic!("not an answer") };
        assert!(ticket > last, "{ticket} came after {last}");
        last = ticket;
    }
}

#[test]
fn of_many_completions_the_last_is_answered_and_knows_its_word() {
    let (_dir, workers, answers) = workers();
    for ticket in 1..=200 {
        workers.run(Effect::Complete(ticket, "fire sou".into(), 8));
    }
    let last = loop {
        match answer(&answers) {
            Event::Completed(200, found) => break found.unwrap(),
            // One that was overtaken has an answer or none; nobody looks at it.
            Event::Completed(ticket, _) => assert!(ticket < 200),
            other => panic!("{other:?} is no completion"),
        }
    };
    assert_eq!(last.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["source:"]);
}

#[test]
fn a_refresh_is_answered_also_when_it_is_cancelled() {
    let (_dir, workers, answers) = workers();
    for effects in [vec![Effect::Refresh], vec![Effect::Refresh, Effect::CancelRefresh]] {
        for effect in effects {
            workers.run(effect);
        }
        while !matches!(answer(&answers), Event::Refreshed(_)) {}
    }
}

#[test]
fn a_story_comes_with_its_reports_and_what_they_are_to_one_another() {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(CorpusSpec::Sample, &Options::new(dir.path().into())).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let view = library.view().unwrap();
    for story in view.stories() {
        let asked = story.ids().last().unwrap();
        let Ok(StoryAnswer::Story(told)) = jobs::story(&library, asked) else { panic!("no story") };
        assert_eq!((&told.story, told.asked), (story, asked));
        assert!(told.cards.iter().map(|card| card.id).eq(story.ids()));
        let reports: Vec<ArticleId> =
            story.ids().chain(told.same_event.iter().map(|c| c.id)).collect();
        for (at, &a) in reports.iter().enumerate() {
            for (place, &b) in reports.iter().enumerate().take(story.members.len()) {
                assert_eq!(told.relations.between(at, place), view.relation(a, b));
            }
        }
        let is_member = |card: &crate::library::Card| story.ids().any(|id| id == card.id);
        assert!(!told.same_event.iter().any(is_member));
        for card in &told.same_event {
            // What explains it says the same as the list it stands in.
            let explained = story.ids().filter_map(|id| {
                let known = view.relation(id, card.id).map(|relation| relation.verdict);
                let told = jobs::explain(&library, id, card.id).unwrap();
                (known == Some(Verdict::SameEvent)).then_some(told.why.relation.verdict)
            });
            let explained: Vec<Verdict> = explained.collect();
            assert!(!explained.is_empty());
            assert!(explained.iter().all(|verdict| *verdict == Verdict::SameEvent));
        }
    }
    let all = view.search(&Request { fold: false, limit: 100, ..request("") }).unwrap();
    let ids = all.hits.iter().map(|hit| hit.card.id);
    let alone: Vec<ArticleId> = ids.filter(|id| view.story_of(*id).is_none()).collect();
    assert!(!alone.is_empty() && !view.stories().is_empty());
    for id in alone {
        assert!(matches!(jobs::story(&library, id), Ok(StoryAnswer::Alone(_))));
    }
}

#[test]
fn the_facts_of_a_story_lead_to_where_they_are_said() {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(CorpusSpec::Sample, &Options::new(dir.path().into())).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let view = library.view().unwrap();
    let story = view.stories().iter().max_by_key(|story| story.members.len()).unwrap();
    let reports: Vec<ArticleId> = story.ids().collect();
    let stated =
        jobs::facts(&library, Labels::built_in(), reports.clone(), &|_| {}, &Cancel::default())
            .unwrap();
    assert_eq!((&stated.reports, stated.table.columns.len()), (&reports, reports.len()));
    let dead = stated.table.rows.iter().find(|row| row.label == "dead").unwrap();
    let tolls: Vec<f64> = dead.cells.iter().filter_map(|cell| cell.number).collect();
    assert!(tolls.starts_with(&[40.0, 60.0]), "{tolls:?}");
    for row in &stated.table.rows {
        for cell in &row.cells {
            let report = reports[stated.table.columns[cell.column].report];
            let body = view.article(report).unwrap().body;
            let said = cell.span.of(&body).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(said, cell.text);
        }
    }
    let stopped = Cancel::default();
    stopped.cancel();
    assert!(
        jobs::facts(&library, Labels::built_in(), reports, &|_| {}, &stopped).is_err(),
        "nobody waits for it"
    );
}

#[test]
fn the_facts_asked_for_last_are_the_last_to_come() {
    let (_dir, workers, answers) = workers();
    for ticket in 1..=50 {
        workers.run(Effect::Facts(ticket, vec![ArticleId(ticket)]));
    }
    let mut last = 0;
    while last < 50 {
        match answer(&answers) {
            Event::FactsRead(ticket, _) => {
                assert!(ticket > last, "{ticket} came after {last}");
                last = ticket;
            }
            other => panic!("not an answer: {other:?}"),
        }
    }
}

#[test]
fn what_was_found_for_the_reader_is_what_the_comparison_goes_through() {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(CorpusSpec::Sample, &Options::new(dir.path().into())).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let (view, context) = (library.view().unwrap(), context(&library));
    let nearest = &context.nearest;
    for story in view.stories() {
        for id in story.ids() {
            let loaded = jobs::load(&library, nearest, id).unwrap();
            let compared =
                compare::two(&context, id, Partner::Closest, Granularity::Phrase).unwrap();
            assert_eq!(compared.copies, view.similar(id, false).unwrap());
            assert_eq!(compared.copies, loaded.copies);
            assert_eq!(compared.place, Some(0));
            let anew = jobs::load(&library, &Nearest::default(), id).unwrap();
            assert_eq!((&anew.copies, &anew.others), (&loaded.copies, &loaded.others));
        }
    }
    // Another moment of the corpus has another answer.
    let id = view.stories().first().unwrap().medoid;
    let before = nearest.of(&view, id).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    assert_eq!(nearest.of(&library.view().unwrap(), id).unwrap(), before);
}

#[test]
fn dropping_stops_every_thread() {
    let (_dir, workers, answers) = workers();
    let ended = workers.ended.clone();
    drop(workers);
    // Both ends are gone when the threads are.
    let gone = ended.recv_timeout(Duration::from_secs(60));
    assert_eq!(gone, Err(crossbeam_channel::RecvTimeoutError::Disconnected));
    while answers.recv_timeout(Duration::from_secs(60)).is_ok() {}
    assert_eq!(answers.try_recv().unwrap_err(), crossbeam_channel::TryRecvError::Disconnected);
}

#[test]
fn a_comparison_is_written_outside_of_the_corpus_and_over_nothing_unasked() {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(CorpusSpec::Sample, &Options::new(dir.path().into())).unwrap();
    library.refresh(&|_| {}, &Cancel::default()).unwrap();
    let id = library.view().unwrap().stories().first().unwrap().medoid;
    let by = Granularity::Phrase;
    let compared = compare::two(&context(&library), id, Partner::Closest, by).unwrap();
    let title = compared.left.title.clone();
    let out = tempfile::tempdir().unwrap();
    let file = |name: &str| out.path().join(name).display().to_string();
    let mut export = Export {
        compared,
        format: Format::Markdown,
        file: file("fire.md"),
        replace: false,
        full: false,
        columns: 80,
    };
    let written = export::export(&library, &export).unwrap();
    let text = std::fs::read_to_string(&written).unwrap();
    assert!(text.contains(&title), "{text}");
    assert_eq!(export::export(&library, &export), Err(NotExported::Exists(export.file.clone())));
    (export.replace, export.format) = (true, Format::Html);
    assert_eq!(export::export(&library, &export), Ok(written.clone()));
    assert!(std::fs::read_to_string(&written).unwrap().starts_with("<!"));
    export.file = file("no/such/folder.html");
    assert!(matches!(export::export(&library, &export), Err(NotExported::Failed(_))));
}
