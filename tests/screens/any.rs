//! Any events at any size: nothing panics, and what is selected or scrolled to is there.

use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use retold::app::Event;
use retold::app::state::Station;

const KEYS: [KeyCode; 16] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::F(1),
    KeyCode::F(3),
    KeyCode::F(4),
];

fn event() -> impl Strategy<Value = Event> {
    let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
    let mouse = |kind, column, row| {
        Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    let down = MouseEventKind::Down(MouseButton::Left);
    prop_oneof![
        5 => prop::sample::select(&KEYS[..]).prop_map(move |code| key(code, KeyModifiers::NONE)),
        8 => prop::char::ranges(vec![' '..='~', 'é'..='é', '漢'..='漢'].into())
            .prop_map(move |c| key(KeyCode::Char(c), KeyModifiers::NONE)),
        2 => prop::sample::select(&['c', 'm', 'w', 'u', 'p', 'n', 'o', 's'][..]).prop_map(move |c| {
            key(KeyCode::Char(c), KeyModifiers::ALT)
        }),
        2 => (0u16..40, 0u16..16).prop_map(|(w, h)| Event::Resize(w, h)),
        1 => (0u16..140, 0u16..50).prop_map(|(w, h)| Event::Resize(w, h)),
        1 => (0u16..100, 0u16..40).prop_map(move |(x, y)| mouse(down, x, y)),
        1 => Just(mouse(MouseEventKind::ScrollDown, 1, 1)),
        1 => Just(mouse(MouseEventKind::ScrollUp, 1, 1)),
        1 => "\\PC{0,12}".prop_map(Event::Paste),
        1 => Just(Event::Tick),
        1 => Just(Event::Refreshed(Err("no".into()))),
    ]
}

fn holds(player: &Player) {
    let list = &player.state.search.list;
    assert!(list.selected() < list.entries().len().max(1));
    assert!(list.top() < list.rows().max(1));
    match player.state.stations.last() {
        Some(Station::Reader(reader)) => {
            assert!(reader.top < reader.page.len().max(1));
            assert!(reader.current.is_none_or(|current| current < reader.hits().len()));
        }
        Some(Station::Comparing(comparing)) => {
            assert!(comparing.top < comparing.rows.rows.len().max(1));
            assert!(comparing.stop.is_none_or(|stop| stop < comparing.rows.stops.len()));
        }
        Some(Station::Beside(beside)) => {
            assert!(beside.top < beside.rows.rows.len().max(1));
            assert!(beside.stop.is_none_or(|stop| stop < beside.rows.stops.len()));
            assert!(beside.chosen < beside.several.columns.len());
        }
        Some(Station::Story(telling)) => {
            assert!(telling.selected < telling.reports());
            assert!(telling.top < telling.rows().max(1));
            assert!(telling.tree_top < telling.tree.len().max(1));
            assert_eq!(telling.tree.len(), telling.members());
        }
        Some(Station::Why(panel)) => {
            assert!(panel.top < panel.rows().len().max(1));
            assert!(panel.chosen.is_none_or(|chosen| chosen < panel.passages()));
        }
        None => {}
    }
    // A report, its comparison and why, the story, and the same over it.
    assert!(player.state.stations.len() <= 7);
    let stories = player.state.stations.iter().filter(|s| matches!(s, Station::Story(_)));
    assert!(stories.count() <= 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_events_are_survived(events in prop::collection::vec(event(), 0..60)) {
        let mut player = Player::new(80, 24);
        for event in events {
            player.event(event);
            holds(&player);
            player.frame();
        }
    }

    #[test]
    fn late_answers_are_survived(events in prop::collection::vec((event(), any::<bool>()), 0..60)) {
        let mut player = Player::new(100, 30);
        let mut owed = Vec::new();
        for (event, pay) in events {
            owed.extend(player.unanswered(event));
            if pay {
                for effect in owed.drain(..).rev() {
                    if let Some(answer) = fixture::answer(&effect) {
                        let _ = player.unanswered(answer);
                    }
                }
            }
            holds(&player);
            player.frame();
        }
    }
}

#[test]
fn every_screen_is_drawn_at_every_small_size() {
    let screens: [&dyn Fn(&mut Player); 10] = [
        &|player| _ = player.write("harbour"),
        &|player| _ = player.press(KeyCode::Tab).press(KeyCode::Right).write("p"),
        &|player| _ = player.write("harbour fire").press(KeyCode::Enter),
        &|player| _ = player.write("harbour fire").press(KeyCode::Enter).write("/fire"),
        &|player| _ = player.write("harbour fire").press(KeyCode::Enter).write("cz"),
        &|player| _ = player.write("harbour fire").press(KeyCode::Tab).write("sjm"),
        &|player| _ = player.write("harbour fire").press(KeyCode::Tab).write("stG"),
        &|player| _ = player.press(KeyCode::F(1)),
        &|player| _ = player.write("harbour fire").press(KeyCode::Enter).write("w]]]z"),
        &|player| _ = player.write("inspectors").press(KeyCode::Enter).press(KeyCode::Tab),
    ];
    let (kind, modifiers) = (MouseEventKind::ScrollDown, KeyModifiers::NONE);
    let wheel = MouseEvent { kind, column: 0, row: 0, modifiers };
    for play in screens {
        let mut player = Player::new(80, 24);
        play(&mut player);
        for rows in 0..=12 {
            for columns in 0..=30 {
                player.event(Event::Resize(columns, rows));
                player.event(Event::Mouse(wheel));
                holds(&player);
                player.frame();
            }
        }
    }
}
