//! The real binary in a pseudo-terminal: driven from launch to quit, and ended in every other way.
//! Whatever happens, the terminal is left as it was.

#![cfg(unix)]

#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]
#[path = "tty/session.rs"]
mod session;

#[allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]
#[path = "tty/own.rs"]
mod own;

use ratatui::style::Color;
use retold::config::{Depth, Role, Theme};
use session::{Home, Session};

const QUIT: &str = "\x11"; // ctrl-q
const ENTER: &str = "\r";
const SUSPEND: &str = "\x1a"; // ctrl-z

const FERRY: &str = "Ferry runs aground off Calder Point";
const FERRY_AGAIN: &str = "Calder Point ferry: 31 taken ashore";
const MARKET: &str = "Fish market opens a second hall";

/// Two reports of one event, the second a rewrite of the first, and one of another.
fn home() -> Home {
    let home = Home::new();
    home.write(
        "harbour/ferry.txt",
        &format!(
            "{FERRY}\nBy Ilse Marrow\n\nPORT CALDER, 22 March 2031: The ferry Halcyon ran aground \
             on a sandbank off Calder Point on Saturday morning with 28 people aboard, the coast \
             guard said. Two lifeboats took the passengers ashore within the hour, and nobody was \
             hurt. The vessel had left the northern pier in thick fog shortly before seven. Divers \
             will look at the hull at low water, and the line stays closed until Monday.\n"
        ),
    );
    home.write(
        "harbour/again.txt",
        &format!(
            "{FERRY_AGAIN}\n\nPORT CALDER, 22 March 2031: The ferry Halcyon ran aground on a \
             sandbank off Calder Point on Saturday morning with 31 people aboard, the coast guard \
             said. Two lifeboats took the passengers ashore within the hour, and nobody was hurt. \
             The vessel had left the northern pier in thick fog shortly before seven. A tug is on \
             its way from Lund.\n"
        ),
    );
    home.write(
        "harbour/market.txt",
        &format!(
            "{MARKET}\n\nLUND, 20 March 2031: Traders moved into the second hall of the fish market \
             on Thursday, four years after the council voted for it. It holds 60 stalls, and the \
             old hall keeps its auction.\n"
        ),
    );
    home
}

fn browse(home: &Home) -> Session {
    let session = Session::start(home.retold(), 120, 36);
    session.wait_for(MARKET);
    session
}

/// Words that only one of the two reports has.
fn both_sides(session: &Session) -> bool {
    let text = session.text();
    text.contains("Divers") && text.contains("tug")
}

#[test]
fn a_session_from_launch_to_quit() {
    let home = home();
    let mut session = browse(&home);
    assert!(!session.has_its_modes());
    assert!(session.on_screen(|screen| screen.alternate_screen()));

    session.send("divers");
    session.wait_for("divers");
    session.wait_gone(MARKET);
    session.send(ENTER);
    session.wait_for("Divers");
    session.send("c");
    session.wait_until("both sides", both_sides);
    session.send("]");
    session.send("q");
    assert!(session.end().success());
    session.assert_left_alone();
    assert!(session.has_its_modes());
}

#[test]
fn what_was_on_the_screen_is_there_again() {
    let home = home();
    let mut command = home.command("/bin/sh");
    command
        .args(["-c", "echo before; stty -a > modes-before; \"$0\" harbour; stty -a > modes-after"]);
    command.arg(env!("CARGO_BIN_EXE_retold"));
    let mut session = Session::start(command, 100, 30);
    session.wait_for(MARKET);
    session.send(QUIT);
    assert!(session.end().success());
    session.wait_for("before");
    let modes = |name| std::fs::read_to_string(home.path(name)).unwrap();
    assert_eq!(modes("modes-before"), modes("modes-after"));
}

#[test]
fn any_size_is_drawn() {
    let home = home();
    let mut session = browse(&home);
    for keys in ["", "divers", ENTER, "c"] {
        session.send(keys);
        match keys {
            "divers" => session.wait_gone(MARKET),
            "c" => session.wait_until("both sides", both_sides),
            _ => {}
        }
        for (columns, rows) in [(80, 24), (20, 5), (1, 1), (3, 2), (250, 60), (120, 36)] {
            let before = session.written();
            session.resize(columns, rows);
            session.wait_until("a frame", |session| session.written() > before);
        }
    }
    // After the last of them there is a whole screen again.
    session.wait_until("both sides", both_sides);
    session.send("q");
    assert!(session.end().success());
    session.assert_left_alone();
}

#[test]
fn signals_that_end_it_restore_the_terminal() {
    let home = home();
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let mut session = Session::start(home.retold(), 100, 30);
        session.wait_for(MARKET);
        assert!(!session.has_its_modes());
        session.signal(name);
        assert_eq!(session.end().exit_code(), 128 + number, "{name}");
        session.assert_left_alone();
        assert!(session.has_its_modes(), "{name}");
    }
}

#[test]
fn it_goes_to_the_background_and_comes_back() {
    let home = home();
    let mut command = home.command("/bin/bash");
    command.args(["--norc", "--noprofile", "--noediting", "-i"]);
    command.env("PS1", "ready> ");
    let mut session = Session::start(command, 100, 30);
    session.wait_for("ready>");
    session.send(&format!("'{}' harbour\r", env!("CARGO_BIN_EXE_retold")));
    session.wait_for(MARKET);
    session.send("halcyon");
    session.wait_gone(MARKET);

    // What is typed before the shell asks for it may still be read by the browser.
    let shell_asks = |session: &Session| {
        let text = session.text();
        let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
        !session.on_screen(|screen| screen.alternate_screen()) && last == Some("ready>")
    };
    for round in 1..=2 {
        session.send(SUSPEND);
        session.wait_until("the shell", shell_asks);
        session.assert_left_alone();
        session.send(&format!("echo back-$((41+{round}))\r"));
        session.wait_for(&format!("back-{}", 41 + round));
        if round == 2 {
            // In the background it must not touch the terminal, but wait until it is called. The
            // shell notices that it waits when it is asked.
            session.send("bg\r");
            session.wait_until("waiting in the background", |session| {
                session.send("echo waiting-$(jobs -s | grep -c harbour)\r");
                session.text().contains("waiting-1")
            });
            session.assert_left_alone();
        }
        session.send("fg\r");
        session.wait_until("the browser", |s| s.on_screen(|screen| screen.alternate_screen()));
        session.wait_for("halcyon");
        session.wait_for("Calder");
    }
    session.send(QUIT);
    session.wait_until("the shell", shell_asks);
    session.send("exit\r");
    assert!(session.end().success());
    session.assert_left_alone();
}

#[test]
fn a_stop_and_continue_from_outside_draws_everything_anew() {
    let home = home();
    let mut session = browse(&home);
    let before = session.written();
    session.signal("TSTP");
    session.wait_until("the shell", |s| !s.on_screen(|screen| screen.alternate_screen()));
    session.signal("CONT");
    session.wait_until("the browser", |s| s.on_screen(|screen| screen.alternate_screen()));
    session.wait_for(MARKET);
    assert!(session.written() > before);
    session.send(QUIT);
    assert!(session.end().success());
    session.assert_left_alone();
}

/// Played by the test below in a terminal of its own.
const CHILD: &str = "RETOLD_TEST_PANICS";

#[test]
fn a_panic_restores_the_terminal_and_says_where_the_log_is() {
    if let Some(log) = std::env::var_os(CHILD) {
        retold::term::crash::install(log.into());
        let mut canvas = retold::term::Canvas::open(true).unwrap();
        let drawing = canvas.draw(|frame| {
            let area = frame.area();
            frame.buffer_mut().set_string(area.x, area.y, "drawn", ratatui::style::Style::new());
        });
        drawing.unwrap();
        panic!("a pier too far");
    }
    let home = Home::new();
    let mut command = home.command(std::env::current_exe().unwrap());
    let name = "a_panic_restores_the_terminal_and_says_where_the_log_is";
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]);
    command.env(CHILD, home.path("state/retold.log"));
    let mut session = Session::start(command, 100, 30);
    assert_eq!(session.end().exit_code(), 101);
    assert!(session.wrote("\x1b[?1049h") && session.wrote("drawn") && session.wrote("\x1b[?1000h"));
    session.assert_left_alone();
    assert!(session.has_its_modes());
    let text = session.text().replace('\n', "");
    assert!(text.contains("a pier too far") && text.contains("retold.log"), "{text}");
    let log = std::fs::read_to_string(home.path("state/retold.log")).unwrap();
    assert!(log.contains("a pier too far") && log.contains("tty.rs"), "{log}");
}

#[test]
fn a_mistake_in_a_file_of_the_users_is_told_before_the_screen_is_taken() {
    let home = home();
    for (file, text, part) in [
        ("config/keymap.toml", "[list]\nopne = \"x\"\n", "`open`"),
        ("config/config.toml", "mesure = 70\n", "`measure`"),
        ("config/config.toml", "theme = \"none-such\"\n", "none-such"),
    ] {
        home.write(file, text);
        let mut session = Session::start(home.retold(), 100, 30);
        assert!(!session.end().success(), "{text}");
        assert!(!session.wrote("\x1b[?1049h"), "{text}");
        assert!(session.text().replace('\n', "").contains(part), "{}", session.text());
        std::fs::remove_file(home.path(file)).unwrap();
    }
}

#[test]
fn keys_come_from_the_terminal_when_articles_come_from_a_pipe() {
    let home = home();
    let mut command = home.command("/bin/sh");
    command.args(["-c", "cat harbour/market.txt | \"$0\" -"]);
    command.arg(env!("CARGO_BIN_EXE_retold"));
    let mut session = Session::start(command, 100, 30);
    session.wait_for(MARKET);
    session.send("stalls");
    session.wait_for("stalls");
    session.send(QUIT);
    assert!(session.end().success());
    session.assert_left_alone();
}

#[test]
fn pasted_text_is_typed_and_never_obeyed() {
    let home = home();
    let mut session = browse(&home);
    session.send("\x1b[200~halcyon\x11\x1b[31m\x1b[201~");
    session.wait_for("halcyon");
    assert!(session.on_screen(|screen| screen.alternate_screen()));
    session.send(QUIT);
    assert!(session.end().success());
    assert!(!session.wrote("halcyon\x11"));
}

#[test]
fn keys_typed_before_the_first_frame_are_not_lost() {
    let home = home();
    for background in [None, Some("1010/1010/1010"), Some("ffff/ffff/ffff")] {
        let mut session = Session::start_on(background, home.retold(), 100, 30);
        session.send("di");
        session.wait_until("the browser", |s| s.wrote("\x1b[?1049h"));
        session.send("vers");
        session.wait_for("› divers ");
        session.wait_for("Divers");
        assert!(!session.text().contains("rgb"), "{}", session.text());
        session.send(QUIT);
        assert!(session.end().success());
    }
}

#[test]
fn the_theme_follows_the_terminal() {
    let home = home();
    for (background, name) in [("fafa/fafa/fafa", "light"), ("1c1c/1c1c/1c1c", "dark")] {
        let mut command = home.retold();
        command.env("COLORTERM", "truecolor");
        let mut session = Session::start_on(Some(background), command, 100, 30);
        let theme = Theme::built_in(name, Depth::True).unwrap();
        let Some(Color::Rgb(r, g, b)) = theme.style(Role::Key).fg else { panic!("no colour") };
        session.wait_until("its colours", |session| {
            session.on_screen(|screen| {
                let last = screen.size().0.get() - 1;
                let cell = |column| screen.cell(last, column);
                (0..20).filter_map(cell).any(|c| c.fgcolor() == vt100::Color::Rgb(r, g, b))
            })
        });
        session.send(QUIT);
        assert!(session.end().success());
        session.assert_left_alone();
    }
}

#[test]
fn without_colours_nothing_is_coloured() {
    let home = home();
    let mut command = home.retold();
    command.env("NO_COLOR", "1");
    let mut session = Session::start(command, 100, 30);
    session.wait_for(MARKET);
    session.on_screen(|screen| {
        let (rows, columns) = screen.size();
        for row in 0..rows.get() {
            for column in 0..columns.get() {
                let Some(cell) = screen.cell(row, column) else { continue };
                assert_eq!(cell.fgcolor(), vt100::Color::Default, "at {row}, {column}");
                assert_eq!(cell.bgcolor(), vt100::Color::Default, "at {row}, {column}");
            }
        }
    });
    session.send(QUIT);
    assert!(session.end().success());
}

#[test]
fn the_story_of_a_report_is_one_key_away_and_leads_back() {
    let home = Home::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_retold"));
    command.arg("sample:");
    let mut session = Session::start(command, 120, 36);
    // Once it is said how many stories there are, rows are folded by them.
    session.wait_for("stories retold");
    session.send("blaze kills");
    session.wait_for("› blaze kills");
    session.wait_for(" copies");
    session.send("\x1bs"); // alt-s
    session.wait_for("disputed");
    session.wait_for("by time of report");
    session.wait_for("who took from whom");
    session.send("\t");
    session.wait_for("in order of time");
    session.send(ENTER);
    session.wait_for("story of");
    session.send("\x1b");
    session.wait_for("in order of time");
    session.send("\x1b");
    session.wait_for("› blaze kills");
    session.send(QUIT);
    assert!(session.end().success());
    session.assert_left_alone();
}
