//! What the keys of the comparison do: the list of changes, exporting, the next report of the story.

use crate::fixture::Player;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::saving::NotExported;
use retold::app::state::{Overlay, Station};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::export::Format;

/// Reports 1 and 2 side by side.
fn compared(columns: u16, rows: u16) -> Player {
    let mut player = Player::new(columns, rows);
    player.write("harbour fire").press(KeyCode::Enter).write("c");
    assert_eq!(player.state.screen(), Screen::Comparison);
    player
}

fn pair(player: &Player) -> (u64, u64) {
    let Some(Station::Comparing(comparing)) = player.state.stations.last() else { panic!() };
    let (left, right) = comparing.ids();
    (left.0, right.0)
}

#[test]
fn the_list_of_changes_leads_to_each_of_them() {
    let mut player = compared(100, 24);
    player.write("c");
    let Some(Overlay::Changes(changes)) = &player.state.overlay else { panic!("no list") };
    let count = changes.entries.len();
    let edited = changes.entries.iter().find(|entry| entry.told.contains("40 → 60")).unwrap();
    assert!(edited.told.contains("+huge") && edited.told.contains("−PORT CALDER:"), "{edited:?}");
    player.write("G").press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Comparison);
    let Some(Station::Comparing(comparing)) = player.state.stations.last() else { panic!() };
    assert_eq!(comparing.stop, Some(count - 1));
    let stop = *comparing.current().unwrap();
    assert!(stop.first >= comparing.top && stop.first < comparing.top + comparing.height());
}

#[test]
fn the_next_report_of_the_story_is_compared() {
    let mut player = compared(100, 24);
    assert_eq!(pair(&player), (1, 2));
    player.write("J");
    assert_eq!(pair(&player), (1, 3));
    player.write("J");
    assert_eq!(pair(&player), (1, 3));
    assert!(player.frame().contains("no later report of the story"));
    player.write("K");
    assert_eq!(pair(&player), (1, 2));
    player.write("K");
    assert!(player.frame().contains("no earlier report of the story"));
    // The left one is no report to compare it with.
    player.write("x");
    assert_eq!(pair(&player), (2, 1));
    player.write("J");
    assert_eq!(pair(&player), (2, 3));
}

fn enter() -> Event {
    Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE))
}

fn exports(effects: &[Effect]) -> Option<(&str, Format, bool)> {
    match effects {
        [Effect::Export(export)] => Some((&export.file, export.format, export.replace)),
        _ => None,
    }
}

#[test]
fn a_comparison_is_exported_under_the_name_that_is_typed() {
    let mut player = compared(100, 24);
    player.write("e");
    assert_eq!(player.state.screen(), Screen::Export);
    let Some(Overlay::Export(saving)) = &player.state.overlay else { panic!("no line") };
    let name = saving.editor.text().to_string();
    assert!(name.starts_with("blaze-at-port-calder") && name.ends_with(".html"), "{name}");
    assert!(player.frame().contains(&name));
    let ctrl_u = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL);
    player.event(Event::Key(ctrl_u)).write("fire");
    assert_eq!(exports(&player.unanswered(enter())), None);
    assert!(player.frame().contains(".html .md"), "{}", player.frame());
    player.write(".md");
    assert_eq!(exports(&player.unanswered(enter())), Some(("fire.md", Format::Markdown, false)));
    // What is there is replaced when that is asked for once more, and only under that name.
    player.event(Event::Exported(Err(NotExported::Exists)));
    assert!(player.frame().contains("enter again replaces it"));
    assert_eq!(exports(&player.unanswered(enter())), Some(("fire.md", Format::Markdown, true)));
    player.press(KeyCode::Backspace).write("d");
    assert_eq!(exports(&player.unanswered(enter())), Some(("fire.md", Format::Markdown, false)));
    player.event(Event::Exported(Ok("/tmp/fire.md".into())));
    assert_eq!(player.state.screen(), Screen::Comparison);
    assert!(player.frame().contains("written to /tmp/fire.md"));
}

#[test]
fn what_cannot_be_written_is_said_and_the_name_stays() {
    let mut player = compared(100, 24);
    player.write("e");
    player.event(Event::Exported(Err(NotExported::Failed("cannot write x.html".into()))));
    assert_eq!(player.state.screen(), Screen::Export);
    assert!(player.frame().contains("cannot write x.html"));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Comparison);
}
