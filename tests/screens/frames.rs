//! Frames of every screen, kept as snapshots, in an invented corpus.

use crate::answers;
use crate::fixture::Player;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::event::StoryAnswer;
use retold::app::{Effect, Event};
use retold::library::{Phase, Problem, Progress, RefreshReport};
use std::sync::Arc;
use std::time::Duration;

/// The sizes each screen is kept at.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

pub(crate) fn keep(name: &str, player: &mut Player) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, player.frame());
    });
}

fn key(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

fn each_size(name: &str, play: impl Fn(&mut Player)) {
    for (columns, rows) in SIZES {
        let mut player = Player::new(columns, rows);
        play(&mut player);
        keep(&format!("{name}_{columns}x{rows}"), &mut player);
    }
}

#[test]
fn search() {
    each_size("search", |player| {
        player.write("harbour fire");
    });
}

#[test]
fn list_with_copies_unfolded_and_marks() {
    each_size("list", |player| {
        player.write("harbour").press(KeyCode::Tab).press(KeyCode::Right);
        player.press(KeyCode::Down).write("m").press(KeyCode::Down);
    });
}

#[test]
fn reader() {
    each_size("reader", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("nn");
    });
}

#[test]
fn find_in_the_article() {
    each_size("find", |player| {
        player.press(KeyCode::End).write("harbour fire").press(KeyCode::Enter).write("/coast");
    });
}

#[test]
fn comparison() {
    each_size("comparison", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("c]");
    });
}

#[test]
fn comparison_unfolded() {
    each_size("unfolded", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("cz");
    });
}

#[test]
fn three_and_four_beside_one_another() {
    for (name, columns, keys) in [("three", 120, "c+"), ("four", 200, "c++")] {
        let mut player = Player::new(columns, 40);
        player.write("harbour fire").press(KeyCode::Enter).write(keys);
        keep(&format!("beside_{name}"), &mut player);
    }
    let mut player = Player::themed(120, 40, "mono");
    player.write("harbour fire").press(KeyCode::Enter).write("c+z");
    keep("beside_mono", &mut player);
}

#[test]
fn facets() {
    each_size("facets_of_the_results", |player| {
        player.write("harbour fire").press(KeyCode::Tab).write("fj");
    });
}

#[test]
fn changes() {
    each_size("changes", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("cc");
    });
}

#[test]
fn facts() {
    each_size("facts", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("cf").press(KeyCode::Down);
    });
}

#[test]
fn story() {
    each_size("story", |player| {
        player.write("harbour fire").press(KeyCode::Tab).write("s").press(KeyCode::Right);
    });
}

#[test]
fn story_reports() {
    each_size("reports", |player| {
        player.write("harbour fire").press(KeyCode::Tab).write("s");
        player.press(KeyCode::Tab).press(KeyCode::Down);
    });
}

#[test]
fn story_of_a_fact_in_words() {
    let mut player = Player::new(100, 30);
    player.write("harbour fire").press(KeyCode::Tab).write("sdjjj").press(KeyCode::Right);
    keep("quotation", &mut player);
}

#[test]
fn story_whose_facts_are_being_read() {
    let mut player = Player::new(80, 24);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(key('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    let story = StoryAnswer::Story(answers::long_story(1_300));
    let effects = player.unanswered(Event::StoryLoaded(ticket, Ok(story)));
    let [Effect::Facts(ticket, reports)] = &effects[..] else { panic!("no facts: {effects:?}") };
    assert_eq!(reports.len(), 1_000);
    player.event(Event::ReadingFacts(*ticket, 304));
    keep("reading", &mut player);
}

#[test]
fn story_tree() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Tab).write("stjjm");
    keep("tree", &mut player);
}

#[test]
fn story_with_nothing_known_of_its_descent() {
    let mut player = Player::new(100, 20);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(key('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    let mut told = answers::long_story(30).as_ref().clone();
    for (place, member) in told.story.members.iter_mut().enumerate() {
        member.parent = None;
        if place % 7 == 6 {
            told.cards[place].title = "A \u{1b}[31mred\u{202e} tide".into();
        }
    }
    player.event(Event::StoryLoaded(ticket, Ok(StoryAnswer::Story(Arc::new(told)))));
    player.press(KeyCode::Tab);
    keep("unknown", &mut player);
}

#[test]
fn story_without_colour_has_signs() {
    let mut player = Player::themed(100, 24, "mono");
    player.write("harbour fire").press(KeyCode::Tab).write("sm").press(KeyCode::Right);
    keep("story_mono", &mut player);
    player.press(KeyCode::Tab).write("jm");
    keep("reports_mono", &mut player);
}

#[test]
fn help_of_the_story() {
    let mut player = Player::new(100, 56);
    player.write("harbour fire").press(KeyCode::Tab).write("s?");
    keep("story_help", &mut player);
}

#[test]
fn the_help_of_the_query_has_the_page_on_its_language() {
    let mut player = Player::new(80, 24);
    player.press(KeyCode::F(1));
    for _ in 0..4 {
        player.press(KeyCode::Tab);
    }
    keep("help_syntax", &mut player);
    player.press(KeyCode::End);
    assert!(player.frame().contains("More like this"), "{}", player.frame());
    player.press(KeyCode::BackTab);
    assert!(player.frame().contains("│ What is known of it"), "{}", player.frame());
}

#[test]
fn help() {
    each_size("help", |player| {
        player.write("harbour").press(KeyCode::Tab).write("?");
    });
}

#[test]
fn copies_listed_in_the_reader() {
    let mut player = Player::new(100, 24);
    player.write("harbour fire").press(KeyCode::Enter).write("S");
    keep("copies", &mut player);
}

#[test]
fn why() {
    each_size("why", |player| {
        player.write("harbour fire").press(KeyCode::Enter).write("cw]]]");
    });
}

#[test]
fn why_on_a_narrow_screen_without_colour() {
    let mut player = Player::themed(44, 40, "mono");
    player.write("harbour fire").press(KeyCode::Enter).write("w");
    keep("why_narrow", &mut player);
}

#[test]
fn boilerplate_and_what_is_no_copy() {
    let mut player = Player::themed(100, 16, "mono");
    player.write("inspectors");
    keep("boilerplate_preview", &mut player);
    player.press(KeyCode::Enter).press(KeyCode::Tab).press(KeyCode::BackTab);
    keep("boilerplate_reader", &mut player);
    player.press(KeyCode::Tab).write("c");
    keep("boilerplate_comparison", &mut player);
}

#[test]
fn comparison_without_colour_has_signs() {
    let mut player = Player::themed(100, 32, "mono");
    player.write("harbour fire").press(KeyCode::Enter).write("c");
    keep("mono", &mut player);
}

#[test]
fn comparison_in_one_column() {
    let mut player = Player::new(56, 40);
    player.write("harbour fire").press(KeyCode::Enter).write("c");
    keep("inline", &mut player);
}

#[test]
fn indexing_and_its_outcome() {
    let mut player = Player::new(100, 16);
    let progress = Progress {
        phase: Phase::Indexing,
        articles: 12_400,
        fraction: Some(0.5),
        rate: 8_100.0,
        left: Some(Duration::from_secs(3)),
        ..Progress::default()
    };
    player.event(Event::Refreshing(progress));
    keep("indexing", &mut player);
    let report = RefreshReport {
        articles: 25_000,
        added: 24_998,
        stories: 312,
        problems: 2,
        took: Duration::from_millis(3_200),
        ..RefreshReport::default()
    };
    player.event(Event::Refreshed(Ok(report)));
    keep("indexed", &mut player);
    let problem =
        |place: &str, message: &str| Problem { place: place.into(), message: message.into() };
    player.press(KeyCode::Tab).write("P").event(Event::Problems(vec![
        problem("dump.jsonl:4000", "not a JSON object: expected `,` at column 17"),
        problem("scans/page\u{1b}[31m.txt", "nothing but zeros"),
    ]));
    keep("problems", &mut player);
}

#[test]
fn nothing_found_and_reading_only() {
    let mut player = Player::new(90, 16);
    player.state.read_only = true;
    player.write("zeppelin");
    keep("nothing", &mut player);
}

#[test]
fn a_complaint_stands_under_its_place_and_the_results_stay() {
    let mut player = Player::new(80, 16);
    player.write("harbour date:soon");
    keep("complaint", &mut player);
}

#[test]
fn several_complaints_stand_under_one_another_and_the_list_makes_room() {
    let mut player = Player::new(80, 24);
    player.write("harbour source:? date:soon ");
    keep("complaints", &mut player);
    let rows = player.state.search_areas().rule.height;
    assert_eq!(rows, 2);
    // Three complaints, of which the last would take rows of its own.
    player.event(ctrl('u')).write("harbour source:? date:? ");
    keep("complaints_many", &mut player);
    player.event(ctrl('u')).write("harbour");
    assert_eq!(player.state.search_areas().rule.height, 1);
}

fn ctrl(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
}
