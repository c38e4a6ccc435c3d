//! More like this, related words and several passages of a result, played with keys.

use crate::fixture::Player;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::index::Order;

/// The query of the search that was asked for last.
fn asked(player: &Player) -> String {
    let asked = player.effects.iter().rev().find_map(|effect| match effect {
        Effect::Search(_, request) => Some(request.query.clone()),
        _ => None,
    });
    asked.unwrap_or_default()
}

#[test]
fn more_like_an_article_is_a_search_to_come_back_from() {
    let mut player = Player::new(120, 40);
    player.write("fire");
    player.press(KeyCode::Tab);
    player.write("o");
    assert_ne!(player.state.search.order, Order::Relevance);
    let id = player.state.search.list.selected_card().unwrap().id;
    player.write("L");
    assert_eq!(player.state.search.editor.text(), format!("like:{id}"));
    assert_eq!(asked(&player), format!("like:{id}"));
    assert_eq!(player.state.screen(), Screen::List);
    assert_eq!(player.state.search.order, Order::Relevance, "the most alike come first");
    let message = player.state.status.message.as_ref();
    assert!(message.is_some(), "it says of what");
    // Both queries can be come back to.
    player.event(Event::Key(KeyEvent::new(KeyCode::Up, KeyModifiers::ALT)));
    assert_eq!(player.state.search.editor.text(), "fire");
}

#[test]
fn in_the_reader_it_leaves_for_the_results() {
    let mut player = Player::new(120, 40);
    player.write("fire");
    player.press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.write("L");
    assert_eq!(player.state.screen(), Screen::List);
    assert!(player.state.stations.is_empty());
    assert!(player.state.search.editor.text().starts_with("like:"));
}

#[test]
fn a_passage_is_asked_for_and_leaves_its_article_out() {
    let mut player = Player::new(120, 40);
    player.write("fire");
    player.press(KeyCode::Enter);
    let id = player.state.search.list.selected_card().unwrap().id;
    player.write("l");
    let passage = player.effects.iter().find_map(|effect| match effect {
        Effect::Liken(_, text) => Some(text.clone()),
        _ => None,
    });
    assert!(passage.is_some_and(|text| text.split_whitespace().count() >= 8));
    assert_eq!(player.state.search.editor.text(), format!("like:\"ferry tugs\" -id:{id}"));
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn a_related_word_goes_into_the_query_or_is_kept_out() {
    let mut player = Player::new(120, 40);
    player.write("fire");
    player.press(KeyCode::Tab);
    player.write("t");
    assert_eq!(player.state.screen(), Screen::Facets);
    assert_eq!(player.state.search.facets.as_ref().unwrap().len(), 3);
    player.press(KeyCode::Enter);
    assert_eq!(player.state.search.editor.text(), "\"Port Calder\" fire");
    player.write("-");
    assert_eq!(player.state.search.editor.text(), "-\"Port Calder\" fire");
    player.press(KeyCode::Down);
    player.press(KeyCode::Enter);
    assert_eq!(player.state.search.editor.text(), "tugs -\"Port Calder\" fire");
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::List);
}

#[test]
fn passages_of_a_result_go_round_from_one_to_three() {
    let mut player = Player::new(120, 40);
    player.write("fire");
    player.press(KeyCode::Tab);
    let windows = |player: &Player| {
        player.effects.iter().rev().find_map(|effect| match effect {
            Effect::Search(_, request) => Some(request.windows),
            _ => None,
        })
    };
    let mut seen = vec![windows(&player)];
    for _ in 0..3 {
        player.write("v");
        seen.push(windows(&player));
    }
    assert_eq!(seen, [1, 2, 3, 1].map(Some));
}
