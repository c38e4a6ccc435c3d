//! Whole sessions, played with keys; workers answer at once, late, or not at all.

use crate::fixture::{self, Player};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use retold::app::event::Partner;
use retold::app::state::{Overlay, Station};
use retold::app::{Effect, Event};
use retold::command::Screen;
use retold::corpus::ArticleId;
use retold::library::Progress;
use std::sync::Arc;

fn ctrl(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
}

fn char(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
}

#[test]
fn type_narrow_open_compare_go_back_and_quit() {
    let mut player = Player::new(120, 40);
    assert!(player.effects.contains(&Effect::Refresh));
    let all = player.state.search.list.hits().len();
    player.write("harbour fire");
    let narrowed = player.state.search.list.hits().len();
    assert!(narrowed > 0 && narrowed < all);
    player.press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.write("c");
    assert_eq!(player.state.screen(), Screen::Comparison);
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Query);
    assert_eq!(player.state.search.editor.text(), "harbour fire");
    player.press(KeyCode::Tab);
    assert_eq!(player.state.screen(), Screen::List);
    let effects = player.unanswered(char('q'));
    assert_eq!(effects, [Effect::Quit]);
}

#[test]
fn every_key_in_the_query_searches_and_a_stale_answer_is_dropped() {
    let mut player = Player::new(80, 24);
    let first = player.unanswered(char('l'));
    let second = player.unanswered(char('a'));
    let (Some(Effect::Search(_, one)), Some(Effect::Search(_, two))) =
        (first.first(), second.first())
    else {
        panic!("no search for a key");
    };
    assert_eq!((one.query.as_str(), two.query.as_str()), ("l", "la"));
    let before = player.state.search.list.hits().len();
    player.event(fixture::answer(&first[0]).unwrap());
    assert_eq!(player.state.search.list.hits().len(), before, "the older answer was taken");
    player.event(fixture::answer(&second[0]).unwrap());
    assert_eq!(player.state.search.results.as_ref().unwrap().query, "la");
}

#[test]
fn a_mistake_in_the_query_costs_no_results() {
    let mut player = Player::new(120, 40);
    player.write("harbour");
    let before = player.state.search.list.hits().len();
    assert!(before > 0);
    player.event(Event::Paste(" date:q nosuchword".into()));
    assert_eq!(player.state.search.list.hits().len(), before);
    assert!(!player.state.search.results.as_ref().unwrap().complaints.is_empty());
    player.press(KeyCode::Backspace).write("x");
    assert_eq!(player.state.search.list.hits().len(), before);
}

#[test]
fn two_marked_articles_are_compared_with_each_other() {
    let mut player = Player::new(120, 40);
    player.press(KeyCode::Tab).write("m").press(KeyCode::Down).press(KeyCode::Down).write("m");
    let ids = player.state.search.marked.clone();
    assert_eq!(ids.len(), 2);
    let effects = player.unanswered(char('c'));
    let asked = effects.iter().any(|effect| {
        matches!(effect, Effect::Compare(_, left, Partner::Article(right), _)
            if [*left, *right] == ids[..])
    });
    assert!(asked, "{effects:?}");
}

#[test]
fn a_copy_unfolded_is_compared_with_the_hit_above_it() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Tab).press(KeyCode::Right).press(KeyCode::Down);
    let effects = player.unanswered(char('c'));
    let (hit, copy) = (ArticleId(1), Partner::Article(ArticleId(2)));
    assert!(matches!(effects[..], [Effect::Compare(_, l, p, _)] if (l, p) == (hit, copy)));
}

#[test]
fn copies_unfold_and_fold_in_place() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Tab);
    let folded = player.state.search.list.entries().len();
    player.press(KeyCode::Right);
    assert_eq!(player.state.search.list.entries().len(), folded + 3);
    player.press(KeyCode::Down).press(KeyCode::Down).press(KeyCode::Left);
    assert_eq!(player.state.search.list.entries().len(), folded);
    assert_eq!(player.state.search.list.selected(), 0);
}

#[test]
fn the_selected_article_stays_selected_while_a_refresh_goes_on() {
    let mut player = Player::new(80, 24);
    player.press(KeyCode::Tab).press(KeyCode::Down).press(KeyCode::Down);
    let selected = player.state.search.list.selected_card().map(|card| card.id);
    let progress = Progress { fresh: true, ..Progress::default() };
    let effects = player.unanswered(Event::Refreshing(progress));
    let Some(Effect::Search(ticket, request)) = effects.first() else { panic!("not searched") };
    let mut results = fixture::results(request);
    let last = results.hits.pop().unwrap();
    results.hits.insert(0, last);
    player.event(Event::Searched(*ticket, Ok(Arc::new(results))));
    assert_eq!(player.state.search.list.selected_card().map(|card| card.id), selected);
    assert_eq!(player.state.search.list.selected(), 3);
}

#[test]
fn a_failed_search_is_said_and_the_results_stay() {
    let mut player = Player::new(80, 24);
    let listed = player.state.search.list.hits().len();
    let effects = player.unanswered(char('x'));
    let Some(Effect::Search(ticket, _)) = effects.first() else { panic!("not searched") };
    player.event(Event::Searched(*ticket, Err("the index is gone".into())));
    assert_eq!(player.state.search.list.hits().len(), listed);
    assert!(player.frame().contains("the index is gone"));
}

#[test]
fn changes_are_walked_and_the_next_copy_is_compared() {
    let mut player = Player::new(100, 20);
    player.write("harbour fire").press(KeyCode::Enter).write("c");
    let stop = |player: &Player| match player.state.stations.last() {
        Some(Station::Comparing(comparing)) => comparing.stop,
        _ => None,
    };
    // The headline and the byline are passed over at first, and can be gone back to.
    assert_eq!(stop(&player), Some(2));
    player.write("[[");
    assert_eq!(stop(&player), Some(0));
    player.write("]]]]");
    assert_eq!(stop(&player), Some(4));
    player.write("[");
    assert_eq!(stop(&player), Some(3));
    player.write("]]]]]]]]]]]]");
    let last = stop(&player);
    player.write("]");
    assert_eq!(stop(&player), last);
    assert!(player.frame().contains("no further change"));
    player.press(KeyCode::Tab);
    let right = match player.state.stations.last() {
        Some(Station::Comparing(comparing)) => comparing.ids().1,
        _ => panic!("not comparing"),
    };
    assert_eq!(right, ArticleId(3));
    player.press(KeyCode::BackTab);
    assert!(player.frame().contains("copy 1 of 2"));
}

#[test]
fn a_narrow_foot_keeps_the_place_and_the_way_to_the_keys() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Enter).write("c");
    let frame = player.frame();
    let foot = frame.lines().rfind(|line| line.contains("next")).unwrap();
    for words in ["change 3 of 8", "? keys", "⇥ next copy"] {
        assert!(foot.contains(words), "{foot}");
    }
}

#[test]
fn while_a_comparison_is_made_the_screen_stays_and_esc_gives_up() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Enter);
    let effects = player.unanswered(char('c'));
    assert!(player.state.is_moving());
    assert!(player.frame().contains("comparing …"));
    assert_eq!(player.state.screen(), Screen::Reader);
    player.press(KeyCode::Esc);
    player.event(fixture::answer(&effects[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Reader, "a comparison given up came all the same");
}

#[test]
fn an_article_that_nothing_retells_says_so() {
    let mut player = Player::new(80, 24);
    player.write("changed hands").press(KeyCode::Enter);
    let effects = player.unanswered(char('c'));
    assert_eq!(effects, []);
    assert!(player.frame().contains("no other article retells this one"));
}

#[test]
fn further_rows_are_asked_for_near_the_end() {
    let mut player = Player::new(80, 24);
    let request = retold::library::Request {
        query: String::new(),
        typing: true,
        order: Default::default(),
        fold: true,
        offset: 0,
        limit: 20,
        snippet: 80,
        windows: 1,
        copies: 20,
    };
    // The first page of a longer list.
    let mut results = fixture::results(&request);
    results.rows = Some(38);
    let effects = player.unanswered(Event::Refreshed(Ok(Default::default())));
    let Some(Effect::Search(ticket, _)) = effects.first() else { panic!("not searched") };
    player.state.search.list.replace(&[]);
    let _ = player.unanswered(Event::Searched(*ticket, Ok(Arc::new(results))));
    assert_eq!(player.state.search.list.hits().len(), 20);
    player.press(KeyCode::Tab).press(KeyCode::End);
    assert_eq!(player.state.search.list.hits().len(), 38);
    assert_eq!(player.state.search.list.selected(), 19, "the selection jumped");
}

#[test]
fn searching_in_the_article_goes_as_one_types_and_esc_undoes_it() {
    let mut player = Player::new(80, 12);
    player.write("harbour fire").press(KeyCode::Enter);
    let top = |player: &Player| match player.state.stations.last() {
        Some(Station::Reader(reader)) => reader.top,
        _ => panic!("not reading"),
    };
    player.write("/hospitals");
    assert_eq!(player.state.screen(), Screen::Find);
    let found = top(&player);
    assert!(found > 0);
    player.press(KeyCode::Enter);
    assert_eq!((player.state.screen(), top(&player)), (Screen::Reader, found));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.write("g/hospitals").press(KeyCode::Esc);
    assert_eq!(top(&player), 0);
}

#[test]
fn a_percentage_is_typed_before_its_key() {
    let mut player = Player::new(80, 12);
    player.write("harbour fire").press(KeyCode::Enter).write("100%");
    assert!(player.frame().contains("100%"));
    player.write("0%");
    assert!(player.frame().contains("Blaze at Port Calder"));
}

#[test]
fn the_mouse_scrolls_selects_and_opens() {
    let mut player = Player::new(80, 24);
    let mouse = |kind, row| {
        Event::Mouse(MouseEvent { kind, column: 10, row, modifiers: KeyModifiers::NONE })
    };
    let down = MouseEventKind::Down(MouseButton::Left);
    player.event(mouse(down, 7));
    assert_eq!(player.state.search.list.selected(), 1);
    player.event(mouse(MouseEventKind::ScrollDown, 7));
    assert_eq!(player.state.search.list.top(), 3);
    player.event(mouse(down, 3));
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn the_text_at_the_top_stays_there_when_the_terminal_is_resized() {
    let mut player = Player::new(100, 10);
    player.write("harbour fire").press(KeyCode::Enter).write("jjjjjjjj");
    let first =
        |player: &mut Player| player.frame().lines().next().unwrap_or("").trim().to_string();
    let before = first(&mut player);
    player.event(Event::Resize(40, 10)).event(Event::Resize(100, 10));
    assert_eq!(first(&mut player), before);
}

fn alt(c: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT))
}

fn asked_to_explain(effects: &[Effect]) -> Option<(u64, u64)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Explain(_, left, right) => Some((left.0, right.0)),
        _ => None,
    })
}

#[test]
fn a_verdict_is_explained_from_wherever_two_articles_are() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire");
    // While typing: the selected article and its closest copy.
    assert_eq!(asked_to_explain(&player.unanswered(alt('w'))), Some((1, 2)));
    player.press(KeyCode::Tab).press(KeyCode::Right).press(KeyCode::Down).press(KeyCode::Down);
    assert_eq!(player.state.screen(), Screen::List);
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((1, 3)));
    player.write("m").press(KeyCode::Down).write("m");
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((3, 4)));
    // In the reader: the closest, or the chosen one.
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Enter);
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((1, 2)));
    player.press(KeyCode::Esc).press(KeyCode::Tab).press(KeyCode::Tab);
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((1, 3)));
    // In the comparison: its two sides, as they stand.
    player.write("c").write("x");
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((3, 1)));
}

#[test]
fn the_panel_opens_over_the_comparison_and_leads_back_into_it() {
    let mut player = Player::new(120, 40);
    player.write("harbour fire").press(KeyCode::Enter).write("cw");
    assert_eq!(player.state.screen(), Screen::Why);
    assert!(player.frame().contains("rewrite: the same report"));
    player.write("w");
    assert_eq!(player.state.screen(), Screen::Comparison);
    player.write("w]]]]]").press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Comparison);
    let Some(Station::Comparing(comparing)) = player.state.stations.last() else { panic!() };
    // What is the same is unfolded for it, and in sight.
    assert!(!comparing.folded);
    assert!(player.frame().contains("who runs a bakery"));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Reader);
}

#[test]
fn from_the_reader_the_panel_leads_to_a_comparison_in_its_place() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Enter).write("w]]]").press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Comparison);
    assert_eq!(player.state.stations.len(), 2);
    assert!(player.frame().contains("that the crews had"));
}

#[test]
fn while_an_explanation_is_made_the_screen_stays_and_another_wish_takes_its_place() {
    let mut player = Player::new(80, 24);
    player.write("harbour fire").press(KeyCode::Enter);
    let first = player.unanswered(char('w'));
    assert!(player.state.is_moving());
    assert!(player.frame().contains("explaining …"));
    player.press(KeyCode::Esc);
    assert_eq!(player.state.screen(), Screen::Reader);
    player.event(fixture::answer(&first[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Reader, "an explanation given up came all the same");
    let second = player.unanswered(char('w'));
    let third = player.unanswered(char('c'));
    player.event(fixture::answer(&third[0]).unwrap());
    player.event(fixture::answer(&second[0]).unwrap());
    assert_eq!(player.state.screen(), Screen::Comparison);
    let gone = player.unanswered(char('w'));
    let Some(Effect::Explain(ticket, ..)) = gone.first() else { panic!("not asked") };
    player.event(Event::Explained(*ticket, Err("the article is gone".into())));
    assert!(player.frame().contains("the article is gone"));
}

#[test]
fn near_duplicates_are_chosen_compared_and_read() {
    let mut player = Player::new(100, 30);
    player.write("inspectors").press(KeyCode::Enter);
    let marked = |player: &mut Player| {
        let frame = player.frame();
        let line = frame.lines().find(|line| line.contains('▌')).unwrap_or("").trim().to_string();
        line.split("  ").next().unwrap_or("").to_string()
    };
    player.press(KeyCode::BackTab);
    assert_eq!(marked(&mut player), "▌ same event");
    player.press(KeyCode::BackTab);
    assert_eq!(marked(&mut player), "▌ shares quotes");
    assert_eq!(asked_to_explain(&player.unanswered(char('w'))), Some((3, 4)));
    player.press(KeyCode::Esc).press(KeyCode::Tab).press(KeyCode::Tab).press(KeyCode::Tab);
    assert_eq!(marked(&mut player), "▌ rewrite");
    player.press(KeyCode::Enter);
    assert!(player.frame().contains("Port Calder ferry fire: 60 dead"));
    player.write("S").press(KeyCode::Enter);
    assert_eq!(player.state.stations.len(), 1);
    assert!(player.frame().contains("Blaze at Port Calder"));
}

#[test]
fn a_fact_leads_to_where_it_is_said() {
    let mut player = Player::new(100, 24);
    player.write("harbour fire").press(KeyCode::Enter).write("cfG");
    assert_eq!(player.state.screen(), Screen::Facts);
    let Some(Overlay::Facts(facts)) = &player.state.overlay else { panic!("no list") };
    let (all, last) = (facts.count(), facts.get(facts.chosen).unwrap().clone());
    assert_eq!(facts.chosen, all - 1);
    // Only what differs, and all again.
    player.write("d");
    let Some(Overlay::Facts(facts)) = &player.state.overlay else { panic!("no list") };
    assert!(facts.count() < all && facts.chosen < facts.count());
    player.write("dG").press(KeyCode::Enter);
    assert_eq!(player.state.screen(), Screen::Comparison);
    let number = &last.first().unwrap().text;
    let screen = player.frame();
    assert!(screen.contains(number), "{number} in\n{screen}");
}

#[test]
fn queries_that_led_somewhere_are_come_back_to() {
    let mut player = Player::new(100, 24);
    let remembered = |player: &Player| -> Vec<String> {
        let queries = player.effects.iter().filter_map(|effect| match effect {
            Effect::Remember(query) => Some(query.clone()),
            _ => None,
        });
        queries.collect()
    };
    player.write("harbour fire").press(KeyCode::Enter).press(KeyCode::Esc);
    player.event(ctrl('u')).write("ferry").press(KeyCode::Tab).write("/");
    assert_eq!(remembered(&player), ["harbour fire", "ferry"]);
    player.event(ctrl('u')).write("ha").event(ctrl('r'));
    assert_eq!(player.state.search.editor.text(), "harbour fire");
    // What it finds is there.
    assert!(player.frame().contains("Blaze at Port Calder"));
    player.event(ctrl('s'));
    assert_eq!(player.state.search.editor.text(), "ha");
    player.event(ctrl('u')).event(ctrl('r')).event(ctrl('r')).event(ctrl('r'));
    assert_eq!(player.state.search.editor.text(), "harbour fire");
    assert!(player.frame().contains("no query before this one"));
}

#[test]
fn what_was_likely_meant_is_a_key_away() {
    let mut player = Player::new(100, 24);
    player.write("harbuor");
    assert!(player.frame().contains("did you mean harbour fire  ctrl-y"), "{}", player.frame());
    player.event(ctrl('y'));
    assert_eq!(player.state.search.editor.text(), "harbour fire");
    assert!(!player.frame().contains("did you mean"));
    player.event(ctrl('y'));
    assert!(player.frame().contains("nothing better"));
}
