//! The keymap file: its defaults against the table of commands, overlays, conflicts, mistakes.

use super::*;
use crossterm::event::{KeyCode, KeyModifiers};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn with(text: &str) -> Keymap {
    Keymap::parse("keymap.toml", text).unwrap()
}

fn mistake(text: &str) -> String {
    Keymap::parse("keymap.toml", text).unwrap_err().to_string()
}

#[test]
fn every_command_has_a_default_key_on_each_of_its_screens() {
    let keymap = Keymap::defaults().unwrap();
    for entry in COMMANDS {
        for &screen in entry.screens {
            let keys = keymap.keys(entry.command, screen);
            assert!(!keys.is_empty(), "{} has no key on {}", entry.name, screen.name());
            for &key in keys {
                assert_eq!(keymap.command(screen, key), Some(entry.command));
            }
        }
    }
}

#[test]
fn the_defaults_name_only_commands_that_apply() {
    let keymap = Keymap::defaults().unwrap();
    for ((screen, key), command) in &keymap.commands {
        assert!(command.applies_to(*screen), "{key} on {}: {command}", screen.name());
        assert!(!(screen.takes_text() && key.is_text()), "{key} is text on {}", screen.name());
    }
}

#[test]
fn an_event_finds_its_command() {
    let keymap = Keymap::defaults().unwrap();
    let press = |code| KeyEvent::new(code, KeyModifiers::NONE);
    let lookup = |screen, code| keymap.lookup(screen, press(code));
    assert_eq!(lookup(Screen::Comparison, KeyCode::Char(']')), Some(Command::NextChange));
    assert_eq!(lookup(Screen::Comparison, KeyCode::BackTab), Some(Command::PreviousCopy));
    assert_eq!(lookup(Screen::List, KeyCode::Char('c')), Some(Command::Compare));
    assert_eq!(lookup(Screen::Query, KeyCode::Char('c')), None);
    assert_eq!(lookup(Screen::Query, KeyCode::Enter), Some(Command::Open));
    assert_eq!(keymap.keys_for(Command::NextChange, Screen::Comparison), "] n ctrl-n");
    assert_eq!(keymap.hint(Command::Open, Screen::List).as_deref(), Some("⏎"));
    assert_eq!(keymap.hint(Command::Open, Screen::Help), None);
}

#[test]
fn the_users_keys_replace_the_defaults_of_that_command_only() {
    let keymap = with("[comparison]\nnext_change = [\"w\"]\n");
    assert_eq!(keymap.command(Screen::Comparison, key("w")), Some(Command::NextChange));
    assert_eq!(keymap.command(Screen::Comparison, key("]")), None);
    assert_eq!(keymap.command(Screen::Comparison, key("[")), Some(Command::PreviousChange));
    assert_eq!(keymap.keys(Command::NextChange, Screen::Comparison), [key("w")]);
}

#[test]
fn a_default_in_the_way_of_the_users_key_is_let_go() {
    let keymap = with("[everywhere]\nrefresh = \"c\"\n");
    assert_eq!(keymap.command(Screen::List, key("c")), Some(Command::Refresh));
    assert_eq!(keymap.keys(Command::Compare, Screen::List), [key("alt-c")]);
    // Text stays text where text is typed.
    assert_eq!(keymap.command(Screen::Query, key("c")), None);
}

#[test]
fn a_screens_own_group_wins_over_everywhere() {
    let keymap = with("[list]\nquit = [\"Q\"]\n[everywhere]\nquit = [\"f10\"]\n");
    assert_eq!(keymap.keys(Command::Quit, Screen::List), [key("Q")]);
    assert_eq!(keymap.keys(Command::Quit, Screen::Reader), [key("f10")]);
    assert_eq!(keymap.command(Screen::Reader, key("q")), None);
}

#[test]
fn an_empty_list_takes_the_keys_away() {
    let keymap = with("[everywhere]\nsuspend = []\n");
    assert_eq!(keymap.keys_for(Command::Suspend, Screen::List), "");
    assert_eq!(keymap.command(Screen::List, key("ctrl-z")), None);
}

#[test]
fn mistakes_name_the_line_and_the_nearest_name() {
    for (text, parts) in [
        ("[reader]\n\nnext_hti = [\"n\"]", &["line 3", "`next_hti`", "`next_hit`"][..]),
        ("[raeder]\nnext_hit = [\"n\"]", &["line 1", "`raeder`", "`reader`"]),
        ("[reader]\nnext_hit = [\"ctlr-n\"]", &["line 2", "`ctlr-n`"]),
        ("[reader]\nnext_hit = 3", &["line 2", "list of keys"]),
        ("[reader]\nnext_hit = [3]", &["line 2", "text in quotes"]),
        ("[reader]\nnext_change = [\"n\"]", &["line 2", "`next_change`", "does nothing"]),
        ("[query]\ncompare = [\"c\"]", &["line 2", "is text", "`alt-c`"]),
        ("next_hit = [\"n\"]", &["line 1", "screen"]),
        ("reader = 1", &["line 1", "[reader]"]),
    ] {
        let error = mistake(text);
        for part in parts {
            assert!(error.contains(part), "{text:?}: {error:?} lacks {part:?}");
        }
    }
}

#[test]
fn one_key_for_two_commands_names_both() {
    let error = mistake("[reader]\nnext_hit = [\"w\"]\nfind = [\"w\"]\n");
    for part in ["`w`", "`next_hit`", "`find`", "`reader`"] {
        assert!(error.contains(part), "{error}");
    }
    let error = mistake("[everywhere]\nhelp = [\"f9\"]\n[list]\nopen = [\"f9\"]\n");
    assert!(error.contains("`help`") && error.contains("`open`"), "{error}");
}

#[test]
fn a_missing_file_is_the_defaults() {
    let dir = tempfile::tempdir().unwrap();
    let paths = Paths::below(dir.path());
    assert_eq!(Keymap::load(&paths).unwrap(), Keymap::defaults().unwrap());
    std::fs::create_dir_all(paths.config_dir()).unwrap();
    std::fs::write(paths.config_dir().join(FILE), "[list]\nquti = [\"Q\"]").unwrap();
    let error = Keymap::load(&paths).unwrap_err().to_string();
    assert!(error.contains(FILE) && error.contains("`quit`"), "{error}");
}
