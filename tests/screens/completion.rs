//! Completing the query: what opens by itself, what is chosen with which key, and what is left alone.

use crate::fixture::{self, Player};
use crate::frames::keep;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use retold::app::state::Overlay;
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::index::{Completion, CompletionKind};
use retold::text::Span;

/// What the invented corpus knows of words: of most of them nothing.
pub(crate) fn offered(query: &str, cursor: usize) -> Vec<Completion> {
    use CompletionKind::{Field, Part, Value, Word};
    let start = query[..cursor].rfind(' ').map_or(0, |at| at + 1);
    let (start, word) = match query[start..cursor].rfind(':') {
        Some(colon) => (start + colon + 1, &query[start..cursor]),
        None => (start, &query[start..cursor]),
    };
    let outlets = || {
        let names = ["\"Calder Post\"", "\"Meridian Wire\"", "\"The Lantern\"", "Echo"];
        let more = (1..9).map(|n| format!("Herald-{n}"));
        names.into_iter().map(String::from).chain(more).zip((1..).map(|n| Some(9_000 / n)))
    };
    let typed = query[start..cursor].to_lowercase();
    let row = |kind, text: &str, count, help: Option<&str>| Completion {
        kind,
        text: text.into(),
        replaces: Span::new(start, query.len()),
        count,
        help: help.map(String::from),
    };
    match word {
        "so" => vec![
            row(Field, "source:", None, Some("the outlet")),
            row(Word, "sold", Some(12), None),
            row(Word, "south", Some(7), None),
        ],
        "sour" => vec![row(Field, "source:", None, Some("the outlet"))],
        "hos" => vec![row(Word, "hospitals", Some(3), None), row(Word, "hoses", Some(1), None)],
        "date:" => vec![row(Part, "2031", Some(39), None)],
        _ if word.starts_with("source:") => outlets()
            .filter(|(name, _)| name.to_lowercase().contains(&typed))
            .map(|(name, count)| row(Value, &name, count, None))
            .collect(),
        _ => Vec::new(),
    }
}

fn ctrl(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
}

fn char(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

fn line(player: &Player) -> &str {
    player.state.search.editor.text()
}

fn rows(player: &Player) -> Option<usize> {
    player.state.search.completing.open().map(|offer| offer.rows().len())
}

#[test]
fn the_list_hangs_under_the_word() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut player = Player::new(size.0, size.1);
        player.write("harbour source:");
        keep(&format!("completion_{}x{}", size.0, size.1), &mut player);
    }
    let mut player = Player::themed(80, 24, "mono");
    player.write("harbour so").press(KeyCode::Tab).press(KeyCode::Tab);
    keep("completion_chosen", &mut player);
}

#[test]
fn names_of_fields_are_offered_unasked_and_words_stand_dimmed_behind_what_is_typed() {
    let mut player = Player::new(80, 24);
    player.write("so");
    assert_eq!(rows(&player), Some(1), "words would hide what is found");
    player.write("x");
    assert_eq!(rows(&player), None);
    player.event(ctrl('u')).write("hos");
    assert_eq!(rows(&player), None);
    assert!(player.frame().starts_with(" › hospitals"), "{}", player.frame());
    player.press(KeyCode::Right);
    assert_eq!(line(&player), "hospitals ");
}

#[test]
fn tab_chooses_one_after_the_other_and_comes_back_to_what_was_typed() {
    let mut player = Player::new(80, 24);
    player.write("so");
    let mut seen = Vec::new();
    for _ in 0..5 {
        player.press(KeyCode::Tab);
        seen.push(line(&player).to_string());
    }
    assert_eq!(seen, ["source:", "sold", "south", "so", "source:"]);
    player.press(KeyCode::BackTab).press(KeyCode::BackTab);
    assert_eq!(line(&player), "south");
    player.event(ctrl('p'));
    assert_eq!(line(&player), "sold");
    player.event(ctrl('n'));
    player.press(KeyCode::Up);
    assert_eq!(line(&player), "sold", "once one is chosen the arrows are the list's");
    // What is typed goes on from there.
    player.write("ier");
    assert_eq!((line(&player), rows(&player)), ("soldier", None));
}

#[test]
fn the_only_one_is_taken_at_once_and_its_values_follow() {
    let mut player = Player::new(80, 24);
    player.write("sour").press(KeyCode::Tab);
    assert_eq!((line(&player), rows(&player)), ("source:", Some(12)));
    player.write("mer").press(KeyCode::Tab);
    assert_eq!((line(&player), rows(&player)), ("source:\"Meridian Wire\" ", None));
    let searched = player.state.search.results.as_ref().map(|results| results.query.clone());
    assert_eq!(searched.as_deref(), Some("source:\"Meridian Wire\" "));
    player.write("date:").press(KeyCode::Tab);
    assert!(line(&player).ends_with("date:2031"), "a year may go on");
}

#[test]
fn enter_takes_what_was_chosen_and_reads_otherwise() {
    let mut player = Player::new(80, 24);
    player.write("source:").press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.press(KeyCode::Esc);
    assert_eq!((player.state.screen(), rows(&player)), (Screen::Query, None));
    player.event(ctrl('u')).write("source:").press(KeyCode::Tab).press(KeyCode::Enter);
    assert_eq!((line(&player), player.state.screen()), ("source:\"Calder Post\" ", Screen::Query));
    let remembered = player.effects.iter().filter(|e| matches!(e, Effect::Remember(_))).count();
    assert_eq!(remembered, 1, "only what was read is a query to come back to");
}

#[test]
fn esc_closes_the_list_first() {
    let mut player = Player::new(80, 24);
    player.write("source:").press(KeyCode::Tab).press(KeyCode::Esc);
    assert_eq!((line(&player), rows(&player)), ("source:", None));
    assert_eq!(player.state.screen(), Screen::Query);
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn a_list_that_opened_by_itself_leaves_the_keys_alone() {
    let mut player = Player::new(80, 24);
    player.write("harbour");
    let selected = |player: &Player| player.state.search.list.selected();
    player.event(ctrl('n'));
    assert_eq!(selected(&player), 1, "without a list it goes through the results");
    player.event(ctrl('u')).write("source:").press(KeyCode::Down);
    assert_eq!((selected(&player), line(&player)), (1, "source:"));
    player.press(KeyCode::Left);
    assert_eq!(rows(&player), None, "the cursor left the word");
}

#[test]
fn tab_goes_to_the_results_where_nothing_fits() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Tab);
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn tab_waits_for_an_answer_and_a_late_one_is_dropped() {
    let mut player = Player::new(80, 24);
    let mut asked = |c| {
        let effects = player.unanswered(char(c));
        effects.into_iter().find(|effect| matches!(effect, Effect::Complete(..))).unwrap()
    };
    let (first, second) = (asked('s'), asked('o'));
    assert_eq!(player.unanswered(Event::Key(KeyCode::Tab.into())), []);
    player.event(fixture::answer(&first).unwrap());
    assert_eq!((line(&player), rows(&player)), ("so", None));
    player.event(fixture::answer(&second).unwrap());
    assert_eq!((line(&player), rows(&player)), ("source:", Some(3)));
    // Pressed twice before the answer, it chooses the second.
    player.event(ctrl('u'));
    let _ = player.unanswered(char('s'));
    let effects = player.unanswered(char('o'));
    let tab = || Event::Key(KeyCode::Tab.into());
    assert_eq!((player.unanswered(tab()), player.unanswered(tab())), (Vec::new(), Vec::new()));
    effects.iter().filter_map(fixture::answer).for_each(|answer| _ = player.event(answer));
    assert_eq!(line(&player), "sold");
    // What is typed meanwhile makes the list one for another word: nothing of it is taken.
    player.event(ctrl('u')).write("so");
    let _ = player.unanswered(char('u'));
    player.event(ctrl('n')).press(KeyCode::Tab);
    assert_eq!(line(&player), "sou");
}

#[test]
fn a_click_takes_a_row() {
    let mut player = Player::new(80, 24);
    player.write("source:");
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    player.event(click(14, 3));
    assert_eq!(line(&player), "source:\"Meridian Wire\" ");
    assert_eq!(player.state.screen(), Screen::Query);
}

#[test]
fn the_list_makes_way_for_the_help_and_for_other_lines() {
    let mut player = Player::new(80, 24);
    player.write("source:").press(KeyCode::F(1));
    assert!(matches!(player.state.overlay, Some(Overlay::Help(_))));
    assert!(!player.frame().contains("Meridian Wire\"  4"));
    player.press(KeyCode::Esc).event(ctrl('u'));
    assert_eq!((line(&player), rows(&player)), ("", None));
}
