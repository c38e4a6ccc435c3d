//! What is open when a refresh ends is loaded anew, and one stays where one was.

use crate::answers;
use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use retold::app::event::{Loaded, LoadedStory, StoryAnswer};
use retold::app::state::Station;
use retold::app::story::{Pane, Telling};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::corpus::ArticleId;
use std::sync::Arc;

fn char(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

/// A refresh ends; what is asked for then, less the search.
fn refreshed(player: &mut Player) -> Vec<Effect> {
    let mut effects = player.unanswered(Event::Refreshed(Ok(Default::default())));
    assert!(matches!(effects.first(), Some(Effect::Search(..))), "{effects:?}");
    effects.remove(0);
    effects
}

fn telling(player: &Player) -> &Telling {
    match player.state.stations.last() {
        Some(Station::Story(telling)) => telling,
        other => panic!("no story but {other:?}"),
    }
}

fn told(player: &mut Player) -> &mut Player {
    player.write("harbour fire").press(KeyCode::Tab).write("s")
}

/// The story less its first report.
fn shortened() -> StoryAnswer {
    let StoryAnswer::Story(told) = answers::story(ArticleId(2)) else { panic!("no story") };
    let mut story = told.story.clone();
    story.members.remove(0);
    story.members[0].parent = None;
    story.first = None;
    let cards = told.cards[1..].to_vec();
    StoryAnswer::Story(Arc::new(LoadedStory { story, cards, ..LoadedStory::clone(&told) }))
}

#[test]
fn an_open_story_is_loaded_anew_and_what_is_selected_and_marked_stays() {
    let mut player = Player::new(120, 40);
    told(&mut player).write("t").press(KeyCode::Down).write("m").press(KeyCode::Down);
    let selected = telling(&player).selected_card().unwrap().id;
    let effects = refreshed(&mut player);
    let [Effect::Story(ticket, id)] = effects[..] else { panic!("not asked: {effects:?}") };
    assert_eq!(id, selected);
    // Nothing that one would wait for, or could give up.
    assert!(!player.frame().contains("opening"));
    player.event(Event::StoryLoaded(ticket, Ok(shortened())));
    let now = telling(&player);
    assert_eq!((now.members(), now.pane), (4, Pane::Tree));
    assert_eq!(now.selected_card().unwrap().id, selected);
    assert_eq!(now.marked, [ArticleId(2)]);
    assert!(player.frame().contains("4 reports"));
    assert_eq!(player.unanswered(char('j')), [], "asked for again");
}

#[test]
fn of_a_long_story_the_same_rows_stay_in_sight() {
    let mut player = Player::new(120, 40);
    let effects = player.write("harbour fire").press(KeyCode::Tab).unanswered(char('s'));
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("no story was asked for") };
    let long = || Ok(StoryAnswer::Story(answers::long_story(800)));
    player.event(Event::StoryLoaded(ticket, long()));
    player.press(KeyCode::Down).press(KeyCode::Up).press(KeyCode::PageUp).press(KeyCode::Down);
    let before = player.frame();
    let effects = refreshed(&mut player);
    let [Effect::Story(ticket, _)] = effects[..] else { panic!("not asked: {effects:?}") };
    player.event(Event::StoryLoaded(ticket, long()));
    assert_eq!(player.frame(), before);
}

#[test]
fn where_the_selected_report_is_gone_another_leads_to_the_story() {
    let mut player = Player::new(120, 40);
    told(&mut player);
    let effects = refreshed(&mut player);
    let [Effect::Story(ticket, ArticleId(1))] = effects[..] else { panic!("{effects:?}") };
    let effects = player.unanswered(Event::StoryLoaded(ticket, Err("it is gone".into())));
    let [Effect::Story(ticket, ArticleId(2))] = effects[..] else { panic!("{effects:?}") };
    player.event(Event::StoryLoaded(ticket, Ok(shortened())));
    assert_eq!(telling(&player).selected_card().unwrap().id, ArticleId(2));
    assert!(!player.frame().contains("gone"));
    // Where none knows of it, it stays to be seen.
    let mut effects = refreshed(&mut player);
    for _ in 0..9 {
        let Some(Effect::Story(ticket, _)) = effects.first() else { break };
        let alone = Event::StoryLoaded(*ticket, Ok(StoryAnswer::Alone(Vec::new())));
        effects = player.unanswered(alone);
    }
    assert_eq!(effects, []);
    assert!(player.frame().contains("shown as it was"));
    assert_eq!(telling(&player).members(), 4);
}

#[test]
fn the_article_one_reads_gets_its_new_near_duplicates_and_stays_where_it_is() {
    let mut player = Player::new(80, 12);
    player.write("harbour fire").press(KeyCode::Enter).press(KeyCode::Tab).press(KeyCode::Tab);
    player.write("/hospitals").press(KeyCode::Enter);
    let before = player.frame();
    let effects = refreshed(&mut player);
    let [Effect::Load(ticket, id)] = effects[..] else { panic!("not asked: {effects:?}") };
    let now = fixture::loaded(id).unwrap();
    player.event(Event::Loaded(ticket, Ok(now.clone())));
    assert_eq!(player.frame(), before);
    // One near-duplicate less, and it was the chosen one; then none.
    for left in [1, 0] {
        let effects = refreshed(&mut player);
        let [Effect::Load(ticket, _)] = effects[..] else { panic!("not asked: {effects:?}") };
        let copies = now.copies[..left].to_vec();
        let fewer = Loaded { copies, others: Vec::new(), ..Loaded::clone(&now) };
        player.event(Event::Loaded(ticket, Ok(Arc::new(fewer))));
        let Some(Station::Reader(reader)) = player.state.stations.last() else { panic!() };
        assert_eq!(
            reader.page.chosen().map(|copy| copy.card.id),
            now.copies[..left].first().map(|copy| copy.card.id)
        );
        assert!(reader.find.is_some());
        player.frame();
    }
    let effects = refreshed(&mut player);
    let [Effect::Load(ticket, _)] = effects[..] else { panic!("not asked: {effects:?}") };
    player.event(Event::Loaded(ticket, Err("it is gone".into())));
    assert!(player.frame().contains("shown as it was: it is gone"));
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn the_panel_and_what_lies_under_it_are_loaded_anew_one_after_the_other() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Enter).write("c]]w]]");
    let before = player.frame();
    let effects = refreshed(&mut player);
    let [Effect::Compare(..)] = effects[..] else { panic!("not asked: {effects:?}") };
    let effects = player.unanswered(fixture::answer(&effects[0]).unwrap());
    let [Effect::Explain(..)] = effects[..] else { panic!("not asked: {effects:?}") };
    assert_eq!(player.unanswered(fixture::answer(&effects[0]).unwrap()), []);
    assert_eq!(player.frame(), before);
    // The article far below is, once it is seen.
    player.press(KeyCode::Esc);
    let effects = player.unanswered(Event::Key(KeyCode::Esc.into()));
    assert!(matches!(effects[..], [Effect::Load(..)]), "{effects:?}");
}

#[test]
fn what_the_reader_asks_for_goes_before() {
    let mut player = Player::new(120, 40);
    told(&mut player);
    let late = refreshed(&mut player);
    assert!(matches!(late[..], [Effect::Story(..)]));
    let wish = player.unanswered(char('c'));
    let [Effect::Compare(..)] = wish[..] else { panic!("not compared: {wish:?}") };
    // The answer to what was given up changes nothing.
    assert_eq!(player.unanswered(fixture::answer(&late[0]).unwrap()), []);
    assert_eq!(player.unanswered(fixture::answer(&wish[0]).unwrap()), []);
    assert_eq!(player.state.screen(), Screen::Comparison);
    let effects = player.unanswered(Event::Key(KeyCode::Esc.into()));
    assert!(matches!(effects[..], [Effect::Story(..)]), "{effects:?}");
}

#[test]
fn the_preview_is_loaded_anew_once_it_is_known_what_is_selected() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire");
    let mut effects = player.unanswered(Event::Refreshed(Ok(Default::default())));
    assert_eq!(effects.len(), 1, "{effects:?}");
    // What the preview shows is not opened as if it were new.
    let opened = player.unanswered(Event::Key(KeyCode::Enter.into()));
    assert!(
        matches!(opened[..], [Effect::Load(_, ArticleId(1)), Effect::Remember(_)]),
        "{opened:?}"
    );
    player.press(KeyCode::Esc);
    assert!(!player.frame().contains("opening"), "not given up");
    effects = player.unanswered(fixture::answer(&effects[0]).unwrap());
    assert!(matches!(effects[..], [Effect::Load(_, ArticleId(1))]), "{effects:?}");
    assert_eq!(player.unanswered(fixture::answer(&effects[0]).unwrap()), []);
}

#[test]
fn opening_an_article_at_once_gives_up_what_was_awaited() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Tab);
    let comparison = player.unanswered(char('c'));
    player.press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.event(fixture::answer(&comparison[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn what_was_asked_for_before_the_refresh_ended_is_asked_for_again() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Tab);
    let early = player.unanswered(char('s'));
    assert_eq!(refreshed(&mut player), []);
    let effects = player.unanswered(fixture::answer(&early[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Story);
    let [Effect::Story(..)] = effects[..] else { panic!("not asked again: {effects:?}") };
    let effects = player.unanswered(fixture::answer(&effects[0]).unwrap());
    assert!(matches!(effects[..], [Effect::Facts(..)]), "only its facts: {effects:?}");
}
