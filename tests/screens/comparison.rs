//! What the keys of the comparison do: the list of changes, exporting, the next report of the story.

use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::comparing::Comparing;
use retold::app::event::Partner;
use retold::app::flow::Class;
use retold::app::quiet::Quiet;
use retold::app::saving::NotExported;
use retold::app::shown::Signs;
use retold::app::state::{Overlay, Station};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::corpus::ArticleId;
use retold::diff::{ChangeKind, Granularity, GroupKind};
use retold::export::Format;
use retold::index::Highlighter;
use std::sync::Arc;

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
    let there = |file: &str| Event::Exported(Err(NotExported::Exists(file.to_string())));
    player.event(there("fire.md"));
    assert!(player.frame().contains("enter again replaces it"));
    assert_eq!(exports(&player.unanswered(enter())), Some(("fire.md", Format::Markdown, true)));
    player.press(KeyCode::Backspace).write("d");
    assert_eq!(exports(&player.unanswered(enter())), Some(("fire.md", Format::Markdown, false)));
    // Told late, of a name that is no longer the one.
    player.event(there("fire.m"));
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

#[test]
fn each_class_of_quiet_changes_is_left_out_or_shown() {
    let compared = fixture::compared(ArticleId(1), Partner::Article(ArticleId(2))).unwrap();
    let mut compared = (*compared).clone();
    let mut same =
        compared.comparison.groups.iter_mut().filter(|group| group.kind == GroupKind::Same);
    let (first, second) = (same.next().unwrap(), same.next().unwrap());
    first.kind = GroupKind::Edited;
    first.changes = vec![fixture::change(ChangeKind::Punctuation, ",", ",")];
    second.quiet = vec![fixture::change(ChangeKind::QuoteStyle, "Friday", "Friday")];
    let (highlighter, signs) = (Highlighter::default(), Signs::default());
    let mut quiet = Quiet::default();
    let mut comparing = Comparing::new(Arc::new(compared), highlighter, signs, quiet);
    let mut seen = |quiet: Quiet| {
        comparing.show(quiet);
        let edited = comparing.flow.passages.iter().filter(|p| p.class == Class::Edited).count();
        (edited, comparing.flow.left.marks.len())
    };
    let (edited, marks) = seen(quiet);
    // Punctuation, which is shown at first.
    quiet.toggle(0);
    assert_eq!(seen(quiet), (edited - 1, marks - 1));
    // And quotation marks, which are not.
    quiet.toggle(2);
    assert_eq!(seen(quiet), (edited, marks));
    quiet.toggle_all();
    assert_eq!(seen(quiet), (edited + 1, marks + 1));
}

#[test]
fn the_list_of_quiet_changes_goes_for_every_comparison() {
    let mut player = compared(100, 24);
    player.write("p");
    assert_eq!(player.state.screen(), Screen::Quiet);
    assert!(player.frame().contains("[x] punctuation"));
    player.write(" ").press(KeyCode::Esc);
    let punctuation = |player: &Player| player.state.quiet.shows(ChangeKind::Punctuation);
    assert!(!punctuation(&player));
    player.press(KeyCode::Esc).write("cp");
    assert!(player.frame().contains("[ ] punctuation"));
    player.write("a");
    assert!(punctuation(&player) && player.state.quiet.shows(ChangeKind::Whitespace));
}

#[test]
fn changes_are_told_apart_as_finely_as_one_wants_and_one_stays_there() {
    let mut player = compared(100, 24);
    player.write("]]]");
    let at = |player: &Player| {
        let Some(Station::Comparing(comparing)) = player.state.stations.last() else { panic!() };
        (comparing.stop, comparing.top)
    };
    let before = at(&player);
    for by in [Granularity::Word, Granularity::Sentence, Granularity::Phrase] {
        player.write("v");
        let asked = player.effects.iter().rev().find_map(|effect| match effect {
            Effect::Compare(_, left, Partner::Article(right), by) => Some((left.0, right.0, *by)),
            _ => None,
        });
        assert_eq!(asked, Some((1, 2, by)));
        assert_eq!(at(&player), before);
    }
}

fn beside(player: &Player) -> (u64, Vec<u64>) {
    let Some(Station::Beside(beside)) = player.state.stations.last() else { panic!() };
    (beside.several.left.id.0, beside.several.ids().iter().map(|id| id.0).collect())
}

#[test]
fn a_third_report_and_a_fourth_stand_beside_the_two_where_there_is_room() {
    let mut player = compared(200, 40);
    player.write("+");
    assert_eq!(player.state.screen(), Screen::Beside);
    assert_eq!(beside(&player), (1, vec![2, 3]));
    player.write("+");
    assert_eq!(beside(&player).1.len(), 3);
    // The chosen one goes, and becomes the left one.
    player.press(KeyCode::Tab).write("-");
    assert_eq!(beside(&player).1.len(), 2);
    let (left, columns) = beside(&player);
    player.write("x");
    let (new, others) = beside(&player);
    assert!(columns.contains(&new) && others.contains(&left));
    // Two of them alone, and back.
    player.write("c");
    assert_eq!(player.state.screen(), Screen::Comparison);
    assert_eq!(pair(&player).0, new);
    player.press(KeyCode::Esc).press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Comparison);
    assert_eq!(pair(&player), (1, 2));
}

#[test]
fn where_there_is_no_room_for_a_third_that_is_said() {
    let mut player = compared(100, 24);
    player.write("+");
    assert_eq!(player.state.screen(), Screen::Comparison);
    assert!(player.frame().contains("takes 108 columns"), "{}", player.frame());
    // A screen that shrinks keeps the chosen one in sight.
    let mut player = compared(120, 24);
    player.write("+").event(Event::Resize(80, 24));
    assert_eq!(player.state.screen(), Screen::Beside);
    let Some(Station::Beside(several)) = player.state.stations.last() else { panic!() };
    assert_eq!((several.chosen, several.seen), (1, (1, 1)));
    player.press(KeyCode::Left);
    let Some(Station::Beside(several)) = player.state.stations.last() else { panic!() };
    assert_eq!((several.chosen, several.seen), (0, (0, 1)));
}

#[test]
fn marked_reports_of_a_story_stand_beside_one_another_in_order_of_time() {
    let mut player = Player::new(200, 50);
    player.write("harbour fire").press(KeyCode::Enter).write("s");
    for _ in 0..3 {
        player.write("m").press(KeyCode::Right);
    }
    assert!(player.frame().contains("compare the marked"), "{}", player.frame());
    player.write("c");
    assert_eq!(player.state.screen(), Screen::Beside);
    let (left, columns) = beside(&player);
    let Some(Station::Story(telling)) = player.state.stations.iter().rev().nth(1) else { panic!() };
    let order: Vec<u64> = telling.told.cards.iter().map(|card| card.id.0).collect();
    assert_eq!([&[left][..], &columns].concat(), order[..3]);
}
