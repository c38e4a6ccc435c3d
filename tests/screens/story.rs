//! Sessions on the story screen: from any article to its story, through its reports, and back.

use crate::answers;
use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use retold::app::event::{LoadedStory, Partner, StoryAnswer};
use retold::app::state::Station;
use retold::app::story::{Pane, Telling};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::corpus::ArticleId;
use std::sync::Arc;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn char(c: char) -> Event {
    key(KeyCode::Char(c), KeyModifiers::NONE)
}

fn telling(player: &Player) -> &Telling {
    match player.state.stations.last() {
        Some(Station::Story(telling)) => telling,
        other => panic!("no story but {other:?}"),
    }
}

fn selected(player: &Player) -> ArticleId {
    telling(player).selected_card().unwrap().id
}

/// In the list of the story of the fire, its first report selected.
fn told(columns: u16, rows: u16) -> Player {
    let mut player = Player::new(columns, rows);
    player.write("harbour fire").press(KeyCode::Tab).write("s").press(KeyCode::Tab);
    assert_eq!((player.state.screen(), telling(&player).pane), (Screen::Story, Pane::List));
    player
}

/// In the facts of the same story.
fn facts(columns: u16, rows: u16) -> Player {
    let mut player = told(columns, rows);
    player.write("f");
    assert_eq!(telling(&player).pane, Pane::Facts);
    player
}

/// What is selected of the facts: what it is, and the report.
fn at(player: &Player) -> (String, u64) {
    let fact = telling(player).grid.as_ref().and_then(|grid| grid.selected());
    (fact.map(|row| row.label.clone()).unwrap_or_default(), selected(player).0)
}

fn compared(effects: &[Effect]) -> (u64, u64) {
    match effects {
        [Effect::Compare(_, left, Partner::Article(right), _)] => (left.0, right.0),
        other => panic!("not compared: {other:?}"),
    }
}

#[test]
fn one_key_leads_to_the_story_from_every_screen() {
    let alt_s = key(KeyCode::Char('s'), KeyModifiers::ALT);
    let mut player = Player::new(80, 24);
    player.write("harbour fire").event(alt_s);
    assert_eq!((player.state.screen(), selected(&player)), (Screen::Story, ArticleId(1)));
    // A copy unfolded under a hit.
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Tab).press(KeyCode::Right).press(KeyCode::Down);
    assert_eq!(selected(player.write("s")), ArticleId(2));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::List);
    player.press(KeyCode::Enter).write("s");
    assert_eq!(selected(&player), ArticleId(2));
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Enter).write("cs");
    assert_eq!(selected(&player), ArticleId(1));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Comparison);
}

#[test]
fn a_report_is_read_and_back_is_the_story_with_it_selected() {
    let mut player = told(120, 40);
    player.press(KeyCode::Down).press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    assert!(player.frame().contains("story of 5"));
    player.press(KeyCode::Esc);
    assert_eq!(selected(&player), ArticleId(2));
    // While reading, the next one is the next of the story, not of the results.
    player.press(KeyCode::Enter).write("J");
    match player.state.stations.last() {
        Some(Station::Reader(reader)) => assert_eq!(reader.page.loaded.article.id, ArticleId(3)),
        _ => panic!("not reading"),
    }
    // From a report of the story one comes back to it, and not to another one over it.
    player.write("s");
    assert_eq!((selected(&player), player.state.stations.len()), (ArticleId(3), 1));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn an_article_in_no_story_says_so_and_names_what_is_nearest() {
    let mut player = Player::new(100, 24);
    player.write("changed hands").press(KeyCode::Enter).write("s");
    assert_eq!(player.state.screen(), Screen::Reader);
    assert!(player.frame().contains("in no story; 2 articles share quotations with it"));
    player.write("JJJs");
    assert!(player.frame().contains("in no story: no other article retells this one"));
}

#[test]
fn the_latest_question_for_a_story_wins_and_esc_gives_up() {
    let mut player = Player::new(100, 24);
    player.write("harbour fire").press(KeyCode::Tab);
    let first = player.unanswered(char('s'));
    let second = player.unanswered(char('s'));
    assert!(player.frame().contains("opening the story …"));
    player.event(fixture::answer(&first[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::List, "the older answer was taken");
    player.event(fixture::answer(&second[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Story);
    player.press(KeyCode::Esc);
    let third = player.unanswered(char('s'));
    player.press(KeyCode::Enter);
    player.event(fixture::answer(&third[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Reader, "one wanted to read, not the story");
    let fourth = player.unanswered(char('s'));
    player.press(KeyCode::Esc);
    player.event(fixture::answer(&fourth[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Reader, "a story given up came all the same");
}

#[test]
fn a_report_is_compared_with_what_it_was_taken_from_or_with_the_marked_one() {
    let mut player = told(120, 40);
    // The first was taken from nothing: with the one most like all the others.
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 2));
    player.press(KeyCode::Esc).press(KeyCode::Down).press(KeyCode::Down);
    assert_eq!(compared(&player.unanswered(char('c'))), (2, 3));
    player
        .press(KeyCode::Esc)
        .press(KeyCode::Home)
        .write("m")
        .press(KeyCode::End)
        .press(KeyCode::Up);
    assert_eq!(selected(&player), ArticleId(6));
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 6));
    player.press(KeyCode::Esc).press(KeyCode::Up).write(" ");
    player.press(KeyCode::Home);
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 5));
    assert_eq!(telling(&player).marked.len(), 2);
}

#[test]
fn the_tree_is_walked_in_its_own_order_and_leads_to_the_source() {
    let mut player = told(80, 24);
    assert!(!player.frame().contains("├─"));
    player.press(KeyCode::Tab);
    assert_eq!(telling(&player).pane, Pane::Tree);
    assert!(player.frame().contains("├─"));
    let mut order = vec![selected(&player).0];
    for _ in 0..9 {
        player.press(KeyCode::Down);
        order.push(selected(&player).0);
    }
    order.dedup();
    assert_eq!(order, [1, 2, 3, 5, 6]);
    player.write("ggjj").write("p");
    assert_eq!(selected(&player), ArticleId(2));
    player.write("pp");
    assert_eq!(selected(&player), ArticleId(1));
    assert!(player.frame().contains("this is likely the first report"));
    player.write("t");
    assert_eq!(telling(&player).pane, Pane::List);
}

#[test]
fn scores_are_those_against_the_selected_report() {
    let mut player = told(120, 40);
    let line = |player: &mut Player, words: &str| {
        let frame = player.frame();
        let line = frame.lines().find(|line| line.contains(words)).unwrap().to_string();
        line.split('│').next().unwrap().to_string()
    };
    assert!(line(&mut player, "The Lantern").contains("partial .31 / .88"));
    assert!(line(&mut player, "Who owned").trim_end().ends_with("  same event"));
    player.press(KeyCode::Down).press(KeyCode::Down);
    assert!(line(&mut player, "22 Mar 08:10  Calder").contains("partial .88 / .31"));
    assert!(line(&mut player, "Meridian").contains("copy .99 / 1.0"));
    assert!(line(&mut player, "no date").trim_end().ends_with('·'));
}

#[test]
fn another_story_of_the_same_event_is_one_key_away() {
    let mut player = told(120, 40);
    player.write("s");
    assert!(player.frame().contains("this is its story"));
    player.press(KeyCode::End);
    assert_eq!(selected(&player), ArticleId(4));
    let effects = player.unanswered(char('s'));
    assert!(matches!(effects[..], [Effect::Story(_, ArticleId(4))]), "{effects:?}");
}

#[test]
fn where_all_are_of_one_outlet_reports_go_by_their_headlines() {
    let mut player = Player::new(120, 40);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(char('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    let mut one = LoadedStory::clone(&answers::long_story(6));
    for (card, n) in one.cards.iter_mut().zip(1..) {
        (card.source, card.title) = (Some("Calder Post".into()), format!("Harbour notes {n}"));
    }
    player.event(Event::StoryLoaded(ticket, Ok(StoryAnswer::Story(Arc::new(one.clone())))));
    let frame = player.frame();
    assert!(frame.contains("1 outlet") && !frame.contains("Calder Post"), "{frame}");
    let tree = frame.lines().filter_map(|line| line.split_once('│')).map(|(_, tree)| tree);
    assert!(tree.clone().any(|tree| tree.contains("└─ Harb")), "{frame}");
    player.press(KeyCode::Tab).press(KeyCode::End);
    assert!(player.frame().contains("from that of "));
    // Two outlets, or an unknown one beside it, are told apart.
    one.cards[0].source = None;
    let effects = player.press(KeyCode::Esc).unanswered(char('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    player.event(Event::StoryLoaded(ticket, Ok(StoryAnswer::Story(Arc::new(one)))));
    assert!(player.frame().contains("└─ Calder Post"));
}

#[test]
fn a_story_of_eight_hundred_is_drawn_row_by_row() {
    let mut player = Player::new(120, 40);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(char('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    let story = StoryAnswer::Story(answers::long_story(800));
    player.event(Event::StoryLoaded(ticket, Ok(story)));
    assert_eq!(telling(&player).selected, 399);
    assert!(player.frame().contains("report 400 of 800"));
    for (columns, rows) in [(80, 24), (41, 9), (9, 40), (200, 60)] {
        player.event(Event::Resize(columns, rows));
        for code in [KeyCode::End, KeyCode::PageUp, KeyCode::Tab, KeyCode::Home, KeyCode::PageDown]
        {
            player.press(code);
            let (telling, height) = (telling(&player), usize::from(rows));
            assert!((telling.top..telling.top + height).contains(&telling.selected));
            player.frame();
        }
    }
}

#[test]
fn the_mouse_selects_in_both_panes_and_opens() {
    let mut player = told(120, 40);
    let mouse = |kind, column, row| {
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    let down = MouseEventKind::Down(MouseButton::Left);
    player.event(mouse(down, 10, 5));
    assert_eq!(selected(&player), ArticleId(3));
    player.event(mouse(down, 100, 6));
    assert_eq!((selected(&player), telling(&player).pane), (ArticleId(5), Pane::Tree));
    player.event(mouse(down, 100, 30));
    assert_eq!(selected(&player), ArticleId(5));
    player.event(mouse(MouseEventKind::ScrollDown, 10, 5));
    player.event(mouse(down, 10, 3));
    player.event(mouse(down, 10, 3));
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn the_arrows_choose_the_fact_and_the_report() {
    let mut player = facts(120, 40);
    assert_eq!(at(&player), ("dead".into(), 1));
    player.press(KeyCode::Down).press(KeyCode::Right).press(KeyCode::Right);
    assert_eq!(at(&player), ("injured".into(), 3));
    // In order of time the next one reports the same event in other words.
    player.press(KeyCode::Right);
    assert_eq!(at(&player), ("injured".into(), 4));
    assert!(player.frame().contains("injured · not said by Calder Post, 25 Mar 08:00"));
    player.write("lllh").press(KeyCode::Up);
    assert_eq!(at(&player), ("dead".into(), 5));
    player.press(KeyCode::End);
    assert_eq!(at(&player).0, "time");
    player.press(KeyCode::Home).press(KeyCode::Left);
    assert_eq!(at(&player), ("dead".into(), 4));
    // What is selected here is selected in the list and in the tree.
    player.press(KeyCode::Left).press(KeyCode::Tab);
    assert_eq!((selected(&player), telling(&player).pane), (ArticleId(3), Pane::List));
    player.press(KeyCode::Left);
    assert_eq!(selected(&player), ArticleId(2));
}

#[test]
fn a_fact_is_read_where_it_is_said_and_marked_there() {
    let mut player = facts(80, 12);
    player.press(KeyCode::Right).press(KeyCode::Down).press(KeyCode::Down).press(KeyCode::Down);
    assert_eq!(at(&player), ("Dora Quist".into(), 2));
    player.press(KeyCode::Left).press(KeyCode::Enter);
    let Some(Station::Reader(reader)) = player.state.stations.last() else { panic!("not read") };
    let spot = reader.hits().first().copied().unwrap();
    assert_eq!((spot.of(&reader.page.shown.text), reader.hits().len()), ("We", 1));
    let row = reader.page.row_of(spot.start);
    assert!((reader.top..reader.top + reader.height()).contains(&row), "it is in sight");
    assert!(reader.top > 0, "one scrolled there");
    assert!(player.frame().contains("hit 1 of 1"));
    // A search in the article takes its place, and gives it back.
    player.write("/harbour");
    player.press(KeyCode::Esc);
    assert!(player.frame().contains("hit 1 of 1"));
    player.press(KeyCode::Esc);
    assert_eq!(at(&player), ("Dora Quist".into(), 1));
    // The next report is read where that says it, or from its beginning.
    player.press(KeyCode::Enter).write("J");
    let read = |player: &Player| match player.state.stations.last() {
        Some(Station::Reader(reader)) => (reader.page.loaded.article.id.0, reader.current),
        other => panic!("nothing is read but {other:?}"),
    };
    assert_eq!(read(&player), (2, Some(0)));
    player.write("J");
    assert_eq!(read(&player), (3, None));
}

#[test]
fn a_report_that_does_not_say_it_is_read_all_the_same() {
    let mut player = facts(120, 40);
    player.press(KeyCode::End).press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    assert!(player.frame().contains("this report does not say it"));
}

#[test]
fn a_report_is_compared_with_the_last_that_said_something_else() {
    let mut player = facts(120, 40);
    player.press(KeyCode::Right).press(KeyCode::Right).write("c");
    assert_eq!(player.state.screen(), Screen::Comparison);
    player.press(KeyCode::Esc);
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 3), "40, and then 60");
    player.press(KeyCode::Esc).press(KeyCode::Home).press(KeyCode::Left).press(KeyCode::Left);
    assert_eq!(selected(&player), ArticleId(1));
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 2), "the next that says otherwise");
    player.press(KeyCode::Esc).write("m").press(KeyCode::Right).press(KeyCode::Right);
    player.press(KeyCode::Right).press(KeyCode::Right);
    assert_eq!(compared(&player.unanswered(char('c'))), (1, 5), "the marked one");
}

#[test]
fn only_what_differs_can_be_listed_and_a_fact_be_copied() {
    let mut player = facts(120, 40);
    assert!(player.frame().contains("not disputed"));
    player.write("d");
    let frame = player.frame();
    assert!(!frame.contains("not disputed") && !frame.contains("tugs"), "{frame}");
    let effects = player.unanswered(char('y'));
    let [Effect::Copy(text)] = &effects[..] else { panic!("not copied: {effects:?}") };
    assert!(text.starts_with("dead\n40\tCalder Post, 22 Mar 08:10\n60\tMeridian Wire"), "{text}");
    // From the list as well, since it is about the facts.
    player.press(KeyCode::Tab).write("d");
    assert_eq!(telling(&player).pane, Pane::Facts);
    assert!(player.frame().contains("not disputed"));
}

#[test]
fn the_latest_question_for_facts_wins_and_a_failure_is_told() {
    let mut player = Player::new(120, 40);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(char('s'));
    let effects = player.unanswered(fixture::answer(&effects[0]).unwrap());
    let [Effect::Facts(first, reports)] = &effects[..] else { panic!("no facts: {effects:?}") };
    assert!(player.frame().contains("reading the facts …"));
    let answer = Ok(Arc::new(answers::stated(reports)));
    player.event(Event::FactsRead(first + 100, answer.clone()));
    assert!(telling(&player).grid.is_none(), "an answer to another question was taken");
    player.event(Event::FactsRead(*first, Err("it is gone".into())));
    assert!(player.frame().contains("the facts could not be read: it is gone"));
    player.event(Event::FactsRead(*first, answer));
    assert!(telling(&player).grid.is_none(), "it was answered before");
    // Who leaves waits for them no longer.
    assert_eq!(player.unanswered(key(KeyCode::Esc, KeyModifiers::NONE)), []);
    let effects = player.unanswered(char('s'));
    player.unanswered(fixture::answer(&effects[0]).unwrap());
    let effects = player.unanswered(key(KeyCode::Esc, KeyModifiers::NONE));
    assert_eq!(effects, [Effect::ForgetFacts]);
}

#[test]
fn a_story_without_facts_says_so_and_is_walked_all_the_same() {
    let mut player = Player::new(120, 40);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(char('s'));
    let effects = player.unanswered(fixture::answer(&effects[0]).unwrap());
    let [Effect::Facts(ticket, _)] = &effects[..] else { panic!("no facts: {effects:?}") };
    player.event(Event::FactsRead(*ticket, Ok(Default::default())));
    assert!(player.frame().contains("no figure, date, name or quotation was found"));
    player.write("dzc").press(KeyCode::Esc).press(KeyCode::Down).press(KeyCode::Right);
    assert_eq!(selected(&player), ArticleId(2));
    player.press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn a_click_selects_a_fact_and_a_report_and_then_reads() {
    let mut player = facts(120, 40);
    let click = |player: &mut Player, words: &str| {
        let frame = player.frame();
        let (row, line) = frame.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
        let column = line[..line.find(words).unwrap()].chars().count() as u16;
        let kind = MouseEventKind::Down(MouseButton::Left);
        let (row, modifiers) = (row as u16, KeyModifiers::NONE);
        player.event(Event::Mouse(MouseEvent { kind, column, row, modifiers }));
    };
    click(&mut player, "over 115");
    assert_eq!(at(&player), ("injured".into(), 3));
    click(&mut player, "Meridian Wire");
    assert_eq!(at(&player), ("injured".into(), 2));
    click(&mut player, "tugs");
    assert_eq!(at(&player), ("tugs".into(), 2));
    click(&mut player, "not disputed");
    assert_eq!(at(&player), ("tugs".into(), 2));
    click(&mut player, "─ Coast FM");
    assert_eq!((at(&player), telling(&player).pane), (("tugs".into(), 5), Pane::Facts));
    click(&mut player, "over 117");
    click(&mut player, "over 117");
    assert_eq!(player.state.screen(), Screen::Reader);
}
