//! Counts beside the results: what they put into the query, and what stays as it is.

use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::areas::Place;
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::index::Complaint;
use retold::library::Facets;
use retold::text::Span;
use std::sync::Arc;

fn key(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

#[test]
fn what_is_found_is_counted_and_narrowed() {
    let mut player = Player::new(100, 24);
    player.write("harbour fire").press(KeyCode::Tab).write("f");
    assert_eq!(player.state.screen(), Screen::Facets);
    let counts = |player: &Player| player.state.search.facets.as_ref()?.facets.clone();
    let total = |player: &Player| counts(player).unwrap().total;
    assert_eq!(total(&player), 20);
    player.press(KeyCode::Enter);
    assert_eq!(player.state.search.editor.text(), "source:\"Calder Post\" harbour fire");
    assert!(total(&player) == 12 && player.frame().contains("2031-03"));
    // Into a month, and out of the outlet again.
    player.write("G").press(KeyCode::Enter);
    assert!(player.state.search.editor.text().contains("date:2031-03 "));
    player.write("g-");
    let query = player.state.search.editor.text().to_string();
    assert!(query.contains("-source:\"Calder Post\"") && query.contains("date:2031-03"), "{query}");
    // An answer to an older question is not shown.
    let asked = player.unanswered(Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    let late = asked.iter().find(|e| matches!(e, Effect::Count(..))).cloned().unwrap();
    let newer = player.unanswered(Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    player.event(fixture::answer(&late).unwrap());
    let waiting = |player: &Player| player.state.search.facets.as_ref().unwrap().is_waiting();
    assert!(waiting(&player));
    let newer = newer.iter().find(|e| matches!(e, Effect::Count(..))).unwrap();
    player.event(fixture::answer(newer).unwrap());
    assert!(!waiting(&player));
    // The counts follow what is typed, and stay beside the list until they are closed.
    player.write("/ wharf");
    assert_eq!(player.state.screen(), Screen::Query);
    assert!(player.state.search.editor.text().ends_with(" wharf"));
    assert!(!waiting(&player) && counts(&player).is_some());
    let alt_f = KeyEvent::new(KeyCode::Char('f'), KeyModifiers::ALT);
    player.event(Event::Key(alt_f));
    assert_eq!(player.state.screen(), Screen::Facets);
    player.press(KeyCode::Esc);
    assert_eq!(player.state.search.facets, None);
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn the_counts_leave_the_search_as_it_is() {
    let mut player = Player::new(200, 40);
    let alt_f = Event::Key(KeyEvent::new(KeyCode::Char('f'), KeyModifiers::ALT));
    player.write("harbour OR fi").event(alt_f.clone());
    // What is being typed stays at the end: it goes on as it was.
    player.press(KeyCode::Enter);
    assert_eq!(player.state.search.editor.text(), "source:\"Calder Post\" harbour OR fi");
    // Where there is room for both, the key of the preview closes nothing else.
    assert_eq!(player.state.search_areas().place, Place::Beside);
    player.write("p");
    assert_eq!(player.state.search_areas().place, Place::Hidden);
    assert!(player.state.search.facets.is_some() && player.state.screen() == Screen::Facets);
    player.write("p");
    assert_eq!(player.state.search_areas().place, Place::Beside);
    // Where there is not, it takes their place.
    player.event(Event::Resize(100, 24)).write("p");
    assert_eq!(player.state.search_areas().place, Place::Beside);
    assert!(player.state.search.facets.is_none() && player.state.screen() == Screen::Query);
    // What is done to the search as a whole is done from the counts, too.
    player.event(alt_f.clone()).write("K");
    assert_eq!(player.state.screen(), Screen::Line);
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Facets);
    assert!(player.unanswered(key('r')).contains(&Effect::Refresh));
    // The help is about them.
    player.write("?");
    let frame = player.frame();
    assert!(frame.contains("│ Facets ") && !frame.contains("Reading"), "{frame}");
    player.press(KeyCode::Esc).event(Event::Paste(" pier".into()));
    assert_eq!(player.state.screen(), Screen::Query);
    assert!(player.state.search.editor.text().ends_with(" harbour OR fi pier"));
}

#[test]
fn a_mistake_costs_nothing_that_was_counted() {
    let mut player = Player::new(100, 24);
    player.write("harbour ").press(KeyCode::Esc).write("f");
    let before = player.state.search.facets.clone().unwrap().facets;
    let asked = player.unanswered(Event::Paste("(".into()));
    let ticket = asked.iter().find_map(|effect| match effect {
        Effect::Count(ticket, _) => Some(*ticket),
        _ => None,
    });
    let complaints =
        vec![Complaint { span: Span::new(8, 9), message: "expected a closing )".into() }];
    let counts = Facets { complaints, ..Facets::default() };
    player.event(Event::Counted(ticket.unwrap(), Ok(Arc::new(counts))));
    let panel = player.state.search.facets.as_ref().unwrap();
    assert!(!panel.is_waiting() && panel.facets == before);
}
