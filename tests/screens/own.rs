//! The user's own marks and saved searches: signs on every screen, the lines they are typed in, the list
//! of searches. Marks are written to a file in earnest; searches are answered from a script.

use crate::fixture::Player;
use crossterm::event::KeyCode;
use retold::app::own::{Answer, Count, Marked, Task};
use retold::app::page::Row;
use retold::app::state::{Overlay, Station};
use retold::app::{Effect, Event};
use retold::corpus::ArticleId;
use retold::library::{Change, Changed, Edit, Known, Marks, Saved, StoryId, Subject, Target};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

/// The reports of the one story.
const STORY: [u64; 3] = [1, 2, 3];

/// A browser, and the files of its user.
struct Desk {
    player: Player,
    dir: tempfile::TempDir,
    saved: Vec<Saved>,
    /// What was asked to be done.
    tasks: Vec<Task>,
}

impl Desk {
    fn new(columns: u16, rows: u16) -> Self {
        Self::themed(columns, rows, "dark")
    }

    fn themed(columns: u16, rows: u16, theme: &str) -> Self {
        let player = Player::themed(columns, rows, theme);
        let dir = tempfile::tempdir().unwrap();
        let mut desk = Self { player, dir, saved: Vec::new(), tasks: Vec::new() };
        desk.work();
        desk
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("marks.jsonl")
    }

    fn known(&self) -> Known {
        let marks = Marks::load(&self.file(), "case").unwrap();
        let mut stories: HashMap<ArticleId, Vec<Subject>> = HashMap::new();
        if let Some((id, _)) = marks.stories().next() {
            stories.extend(STORY.map(|report| (ArticleId(report), vec![Subject::Story(id)])));
        }
        let tags: BTreeSet<String> = marks.iter().flat_map(|(_, mark)| mark.tags.clone()).collect();
        Known { marks: Arc::new(marks), stories, tags: tags.into_iter().collect() }
    }

    fn mark(&self, wanted: &[(Target, Vec<Edit>)]) -> Vec<Changed> {
        let change = |(target, edits): &(Target, Vec<Edit>)| {
            let subject = match target {
                Target::Article(id) => Subject::Article(*id),
                Target::StoryOf(_) => Subject::Story(StoryId(1)),
                Target::Marked(mark) => Subject::named(&mark.id).unwrap(),
            };
            let (origin, title) = ("case/1.txt".to_string(), "Blaze".to_string());
            Change { subject, origin, title, edits: edits.clone() }
        };
        let changes: Vec<Change> = wanted.iter().map(change).collect();
        Marks::change_all(&self.file(), "case", &changes).unwrap()
    }

    fn answers(&mut self, task: &Task) -> Vec<Answer> {
        let counts = [Count { total: 1_204, new: 12 }, Count { total: 38, new: 0 }];
        match task.clone() {
            Task::Marks(ticket) => vec![Answer::Marks(ticket, Ok(self.known()), None)],
            Task::Mark(ticket, wanted) => {
                let changed = self.mark(&wanted);
                let (gone, known) = (Vec::new(), Some(self.known()));
                vec![Answer::Marked(ticket, Ok(Marked { changed, gone, known }))]
            }
            Task::Searches(ticket) => {
                let mut answers = vec![Answer::Searches(ticket, Ok(self.saved.clone()), None)];
                let counts = counts.into_iter().enumerate().take(self.saved.len());
                answers.extend(counts.map(|(at, count)| Answer::Tallied(ticket, at, Ok(count))));
                answers.push(Answer::AllTallied(ticket));
                answers
            }
            Task::News(ticket, ..) => {
                vec![Answer::News(ticket, Ok(vec![ArticleId(2), ArticleId(4)]))]
            }
            Task::Save(ticket, naming) => {
                let known = self.saved.iter().any(|saved| saved.name == naming.name);
                let kept = naming.replace || !known;
                if kept {
                    self.saved.retain(|saved| saved.name != naming.name);
                    self.saved.push(saved(&naming.name, &naming.query, naming.order.name()));
                }
                vec![Answer::Saved(ticket, Ok(kept))]
            }
            Task::Rename(ticket, from, to) => {
                let named = self.saved.iter_mut().filter(|saved| saved.name == from);
                named.for_each(|saved| saved.name.clone_from(&to));
                vec![Answer::Changed(ticket, Ok(()))]
            }
            Task::Forget(ticket, name) => {
                self.saved.retain(|saved| saved.name != name);
                vec![Answer::Changed(ticket, Ok(()))]
            }
            Task::Saw(ticket, ..) => vec![Answer::Saw(ticket, Ok(()))],
            Task::ForgetSearches => Vec::new(),
        }
    }

    /// Does what is to be done.
    fn work(&mut self) -> &mut Self {
        loop {
            let effects = std::mem::take(&mut self.player.effects);
            let tasks: Vec<Task> = effects
                .into_iter()
                .filter_map(|effect| match effect {
                    Effect::Own(task) => Some(task),
                    _ => None,
                })
                .collect();
            if tasks.is_empty() {
                return self;
            }
            for task in tasks {
                for answer in self.answers(&task) {
                    self.player.event(Event::Own(answer));
                }
                self.tasks.push(task);
            }
        }
    }

    fn press(&mut self, code: KeyCode) -> &mut Self {
        self.player.press(code);
        self.work()
    }

    fn write(&mut self, text: &str) -> &mut Self {
        self.player.write(text);
        self.work()
    }

    fn lines(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.file()).unwrap_or_default();
        text.lines().map(str::to_string).collect()
    }

    fn message(&self) -> String {
        self.player.state.status.message.as_ref().map(|m| m.text.clone()).unwrap_or_default()
    }

    fn keep(&mut self, name: &str) {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, self.player.frame());
        });
    }
}

fn saved(name: &str, query: &str, order: &str) -> Saved {
    let (name, query, order) = (name.to_string(), query.to_string(), order.to_string());
    Saved { name, query, order, ..Saved::default() }
}

/// The list with a star, tags, a note and an article that was read.
fn marked(columns: u16, rows: u16, theme: &str) -> Desk {
    let mut desk = Desk::themed(columns, rows, theme);
    desk.press(KeyCode::Tab).press(KeyCode::End).press(KeyCode::Home);
    desk.write("*#ferries toll").press(KeyCode::Enter);
    desk.press(KeyCode::Down).write("R");
    desk.press(KeyCode::Down).write("Aask the coast guard").press(KeyCode::Enter);
    desk
}

#[test]
fn signs_of_marks() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        marked(columns, rows, "dark").keep(&format!("marks_{columns}x{rows}"));
    }
}

#[test]
fn signs_are_the_same_without_colours() {
    let plain = marked(120, 40, "mono").player.frame();
    assert_eq!(plain, marked(120, 40, "dark").player.frame());
}

#[test]
fn marks_stand_over_an_article_and_leave_its_text_where_it_is() {
    let mut desk = Desk::new(80, 14);
    desk.write("tugs").press(KeyCode::Enter).press(KeyCode::Down).press(KeyCode::Down);
    let first = |desk: &Desk| match desk.player.state.stations.last() {
        Some(Station::Reader(reader)) => match reader.page.row(reader.top) {
            Some(Row::Body(span)) => Some(span.start),
            _ => None,
        },
        _ => None,
    };
    for _ in 0..3 {
        desk.press(KeyCode::Down);
    }
    let at = first(&desk);
    assert!(at.is_some());
    desk.write("*Aask the coast guard").press(KeyCode::Enter);
    assert_eq!(first(&desk), at);
    desk.press(KeyCode::Home).write("#toll").press(KeyCode::Enter).keep("marks_reader");
}

#[test]
fn a_whole_story_is_marked_and_says_so_everywhere() {
    let mut desk = Desk::new(120, 30);
    desk.write("tugs").press(KeyCode::Tab).write(";");
    assert!(desk.message().starts_with("for the whole story:   * star"), "{}", desk.message());
    desk.write("*");
    assert_eq!(desk.lines().len(), 1);
    assert!(desk.lines()[0].contains("\"id\":\"s"), "{:?}", desk.lines());
    desk.write("s").press(KeyCode::Tab).write(";#toll").press(KeyCode::Enter);
    desk.keep("marks_story");
    // An article of it alone has nothing that could be taken away.
    desk.write("*");
    assert!(desk.message().starts_with("this is said of its whole story; ; before"));
    desk.write(";*");
    assert_eq!(desk.message(), "star taken away: the whole story");
    desk.write("c").keep("marks_comparison");
    desk.write("*");
    assert_eq!(desk.message(), "starred: the right one");
    assert!(desk.player.state.marking.of(ArticleId(2)).starred());
}

#[test]
fn what_is_marked_for_comparing_is_marked_at_once() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab).write("m").press(KeyCode::Down).press(KeyCode::Down).write("m;");
    assert!(desk.message().starts_with("for 2 marked articles:"), "{}", desk.message());
    desk.write("R");
    assert_eq!((desk.message().as_str(), desk.lines().len()), ("read: 2 articles", 2));
    // Another key between lets it go: the next is of one article.
    desk.write(";").press(KeyCode::Up).write("*");
    assert_eq!((desk.message().as_str(), desk.lines().len()), ("starred", 3));
}

#[test]
fn changes_are_taken_back_one_by_one() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab).write("*").press(KeyCode::Down).write("*#toll").press(KeyCode::Enter);
    assert_eq!(desk.lines().len(), 2);
    desk.write("U");
    assert!(desk.lines().iter().all(|line| !line.contains("toll")), "{:?}", desk.lines());
    assert_eq!(desk.message(), "taken back: Blaze");
    desk.write("U");
    assert_eq!(desk.lines().len(), 1);
    desk.write("U");
    assert_eq!(desk.lines(), [""; 0]);
    desk.write("U");
    assert_eq!(desk.message(), "no mark was changed since the start");
    // A line that changes nothing is nothing to take back.
    desk.write("#").press(KeyCode::Enter).write("*A").press(KeyCode::Esc).write("U");
    assert_eq!((desk.lines(), desk.message().as_str()), (Vec::new(), "taken back: Blaze"));
}

#[test]
fn rows_stay_when_what_they_were_found_by_is_gone() {
    let mut desk = Desk::new(120, 30);
    desk.write("harbour ").press(KeyCode::Tab);
    let rows = desk.player.state.search.list.entries().len();
    for key in ["R", "*"] {
        let effects =
            desk.player.unanswered(Event::Key(KeyCode::Char(key.chars().next().unwrap()).into()));
        assert!(matches!(effects[..], [Effect::Own(Task::Mark(..))]), "{effects:?}");
    }
    assert_eq!(desk.player.state.search.list.entries().len(), rows);
}

#[test]
fn a_key_is_answered_before_the_file_is_written() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab);
    let id = desk.player.state.search.list.selected_card().unwrap().id;
    let star = || Event::Key(KeyCode::Char('*').into());
    let first = desk.player.unanswered(star());
    assert!(desk.player.state.marking.of(id).starred());
    let second = desk.player.unanswered(star());
    assert!(!desk.player.state.marking.of(id).starred());
    // The answer to the first comes late: what the second said stays.
    let [Effect::Own(task)] = &first[..] else { panic!("{first:?}") };
    for answer in desk.answers(task) {
        desk.player.event(Event::Own(answer));
    }
    assert!(!desk.player.state.marking.of(id).starred());
    // It cannot be written: the screen says so, and what the file says.
    let [Effect::Own(Task::Mark(ticket, _))] = &second[..] else { panic!("{second:?}") };
    desk.player.event(Event::Own(Answer::Marked(*ticket, Err("the disk is full".into()))));
    assert_eq!(desk.message(), "not marked: the disk is full");
    desk.work();
    assert!(desk.player.state.marking.of(id).starred());
}

#[test]
fn what_is_wrong_with_the_file_is_said_once() {
    let mut desk = Desk::new(120, 30);
    let wrong = |desk: &mut Desk| {
        let answer = Answer::Marks(1, Err("cannot read marks.jsonl".into()), None);
        desk.player.event(Event::Own(answer));
        desk.message()
    };
    assert_eq!(wrong(&mut desk), "your marks: cannot read marks.jsonl");
    desk.press(KeyCode::Tab);
    assert_eq!(wrong(&mut desk), "");
}

#[test]
fn an_article_that_was_open_for_a_while_was_read() {
    let ticks = |desk: &mut Desk, n: usize| {
        for _ in 0..n {
            desk.player.event(Event::Tick);
        }
        desk.work();
    };
    let mut desk = Desk::new(120, 30);
    desk.write("tugs").press(KeyCode::Enter);
    ticks(&mut desk, 19);
    desk.press(KeyCode::Esc).press(KeyCode::Enter);
    assert!(desk.player.state.is_moving());
    ticks(&mut desk, 19);
    // While something lies over it nobody reads.
    desk.write("?");
    ticks(&mut desk, 30);
    desk.press(KeyCode::Esc);
    assert_eq!(desk.lines(), [""; 0]);
    ticks(&mut desk, 1);
    assert_eq!(desk.lines().len(), 1);
    // Who says that it is unread is believed, and there is nothing to take back.
    desk.write("R");
    ticks(&mut desk, 50);
    assert_eq!(desk.lines(), [""; 0]);
    desk.press(KeyCode::Esc).press(KeyCode::Enter);
    desk.player.state.settings.mark_read = false;
    ticks(&mut desk, 50);
    assert_eq!(desk.lines(), [""; 0]);
}

#[test]
fn tags_are_completed_and_a_note_may_have_lines() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab).write("#toll \"to check\"").press(KeyCode::Enter);
    desk.press(KeyCode::Down).write("#to").keep("marks_typing");
    desk.press(KeyCode::Tab).press(KeyCode::Enter);
    assert!(desk.lines()[1].contains("\"tags\":[\"toll\"]"), "{:?}", desk.lines());
    desk.write("#");
    let Some(Overlay::Line(line)) = &desk.player.state.overlay else { panic!("no line") };
    assert_eq!(line.editor.text(), "toll ");
    for _ in 0..5 {
        desk.press(KeyCode::Backspace);
    }
    desk.press(KeyCode::Enter);
    assert_eq!(desk.lines().len(), 1);
    desk.write("A");
    desk.player.event(Event::Paste("one\ntwo".into()));
    desk.press(KeyCode::Enter);
    assert!(desk.lines()[1].contains("\"note\":\"one\\ntwo\""), "{:?}", desk.lines());
}

#[test]
fn saved_searches_are_listed_run_and_seen() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab).write("S").keep("searches_none");
    desk.press(KeyCode::Esc);
    assert_eq!(desk.tasks.last(), Some(&Task::ForgetSearches));
    desk.saved = vec![
        saved("harbour", "harbour fire", "relevance"),
        saved("pier", "pier OR berth", "newest"),
    ];
    desk.write("S").keep("searches");
    desk.press(KeyCode::Enter);
    assert_eq!(desk.player.state.search.editor.text(), "harbour fire ");
    assert!(matches!(&desk.tasks[..], [.., Task::News(_, name, _)] if name == "harbour"));
    desk.press(KeyCode::Right).keep("searches_new");
    desk.write("D");
    assert!(
        matches!(&desk.tasks[..], [.., Task::Saw(_, name, query)] if (name.as_str(), query.as_str()) == ("harbour", "harbour fire"))
    );
    assert_eq!(desk.player.state.running().unwrap().new_hits(), Some(0));
    // Another query is not that search any more.
    desk.write("/x");
    assert_eq!(desk.player.state.running(), None);
    desk.press(KeyCode::Backspace);
    assert!(desk.player.state.running().is_some());
}

#[test]
fn a_search_is_saved_renamed_and_forgotten() {
    let mut desk = Desk::new(120, 30);
    desk.press(KeyCode::Tab).write("K");
    assert_eq!(desk.message(), "there is no query to save: type one first");
    desk.write("/harbour").press(KeyCode::Tab).write("K").press(KeyCode::Enter);
    assert_eq!(desk.message(), "a search needs a name to be saved under");
    desk.write("quay").press(KeyCode::Enter);
    assert_eq!(desk.player.state.running().unwrap().name, "quay");
    assert_eq!(
        (desk.saved[0].query.as_str(), desk.player.state.overlay.is_none()),
        ("harbour", true)
    );
    // One of that name is replaced when asked twice.
    desk.write("/fire").press(KeyCode::Tab).write("Kquay").press(KeyCode::Enter);
    assert!(desk.message().contains("enter again replaces it"), "{}", desk.message());
    assert_eq!(desk.saved[0].query, "harbour");
    desk.press(KeyCode::Enter);
    assert_eq!(desk.saved[0].query, "harbour fire");
    desk.write("S").write("r").keep("searches_rename");
    desk.write("s").press(KeyCode::Enter);
    assert_eq!(desk.saved[0].name, "quays");
    assert_eq!(desk.player.state.running().unwrap().name, "quays");
    desk.write("x");
    assert_eq!(desk.message(), "the same key again forgets quays");
    desk.press(KeyCode::Down).write("x");
    assert_eq!(desk.saved.len(), 1, "a key between takes it back");
    desk.write("x");
    assert_eq!((desk.saved.len(), desk.player.state.running()), (0, None));
    let Some(Overlay::Searches(panel)) = &desk.player.state.overlay else { panic!("no list") };
    assert!(panel.is_empty());
}
