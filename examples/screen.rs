//! Draws the README's pictures: opens the bundled sample, plays keys, and writes the frames as SVG.
//! `cargo run --example screen` writes `assets/search.svg` and `assets/screen.svg` anew.

use anyhow::{Context, Result};
use crossbeam_channel::{Receiver, unbounded};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use retold::app::{self, Effect, Event, Setup, State};
use retold::config::{Depth, Keymap, Settings, Theme};
use retold::library::{CorpusSpec, Library, Options};
use retold::text::width;
use retold::ui;
use retold::worker::Workers;
use std::fmt::Write;
use std::time::Duration;

/// Columns and rows of the pictures.
const SIZE: (u16, u16) = (112, 30);
/// What is written where, and the keys that lead there: `\n` is enter, `\t` is tab.
const PICTURES: [(&str, &str); 2] =
    [("assets/search.svg", "ferry fire\t"), ("assets/screen.svg", "blaze kills\n\x1b\tc")];

/// Size of a cell and of the letters in it, in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
const LETTERS: f32 = 14.0;
const MARGIN: f32 = 14.0;
const PAPER: &str = "#16181d";
const INK: &str = "#d6d9e0";

fn main() -> Result<()> {
    let data = tempfile::tempdir()?;
    let options = Options::new(data.path().to_path_buf());
    for (file, keys) in PICTURES {
        let library = Library::open(CorpusSpec::Sample, &options)?;
        let svg = picture(library, keys)?;
        std::fs::write(file, svg).with_context(|| format!("cannot write {file}"))?;
        println!("{file}");
    }
    Ok(())
}

/// The frame that `keys` lead to.
fn picture(library: Library, keys: &str) -> Result<String> {
    let (sender, answers) = unbounded();
    let workers = Workers::start(library, sender)?;
    let mut state = State::new(Setup {
        keymap: Keymap::defaults()?,
        theme: Theme::built_in("dark", Depth::True)?,
        size: SIZE,
        corpus_name: "the sample".into(),
        read_only: false,
        settings: Settings::defaults()?,
        queries: Vec::new(),
    });
    let effects = app::start(&mut state);
    carry_out(&mut state, &workers, &answers, effects);
    // The refresh has said what it had to say.
    state.status.message = None;
    for key in keys.chars() {
        let code = match key {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            c => KeyCode::Char(c),
        };
        let event = Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        let effects = app::update(&mut state, event);
        carry_out(&mut state, &workers, &answers, effects);
    }
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
    terminal.draw(|frame| ui::draw(frame, &state, &mut ui::Cache::default()))?;
    let typing = state.screen().takes_text();
    let backend = terminal.backend_mut();
    let cursor = if typing { Some(backend.get_cursor_position()?) } else { None };
    Ok(svg(backend.buffer(), cursor))
}

/// Runs effects and what follows from their answers, until nothing more comes.
fn carry_out(
    state: &mut State,
    workers: &Workers,
    answers: &Receiver<Event>,
    mut effects: Vec<Effect>,
) {
    loop {
        let refreshing = effects.contains(&Effect::Refresh) || state.status.progress.is_some();
        let patience = Duration::from_secs(if refreshing { 20 } else { 1 });
        let waiting = refreshing || !effects.is_empty();
        for effect in effects.drain(..) {
            workers.run(effect);
        }
        let patience = if waiting { patience } else { Duration::from_millis(200) };
        match answers.recv_timeout(patience) {
            Ok(event) => effects = app::update(state, event),
            Err(_) => return,
        }
    }
}

/// A frame as a picture.
fn svg(buffer: &Buffer, cursor: Option<Position>) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(rows) * CELL.1 + 2.0 * MARGIN;
    let mut backs = String::new();
    let mut texts = String::new();
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let first = &buffer[(x, y)];
            let mut end = x;
            let mut text = String::new();
            while end < columns && same_look(first, &buffer[(end, y)]) {
                let symbol = buffer[(end, y)].symbol();
                text.push_str(symbol);
                end += (width::width(symbol) as u16).max(1);
            }
            run(first, &text, (x, y), end - x, &mut backs, &mut texts);
            x = end;
        }
    }
    if let Some(Position { x, y }) = cursor {
        let (x, y) = place(x, y);
        let _ = writeln!(
            backs,
            r#"<rect x="{x:.1}" y="{y:.1}" width="1.6" height="17" fill="{INK}"/>"#
        );
    }
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}">
<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>
{backs}<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="{LETTERS}" xml:space="preserve">
{texts}</g>
</svg>
"#
    )
}

/// Where a cell is.
fn place(x: u16, y: u16) -> (f32, f32) {
    (MARGIN + f32::from(x) * CELL.0, MARGIN + f32::from(y) * CELL.1)
}

fn same_look(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier) == (b.fg, b.bg, b.modifier)
}

/// One run of cells that look alike.
fn run(
    cell: &Cell,
    text: &str,
    at: (u16, u16),
    columns: u16,
    backs: &mut String,
    texts: &mut String,
) {
    let (x, y) = place(at.0, at.1);
    let width = f32::from(columns) * CELL.0;
    let (mut ink, mut paper) = (colour(cell.fg), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, paper) = (Some(paper.unwrap_or(PAPER.into())), Some(ink.unwrap_or(INK.into())));
    }
    if let Some(paper) = paper {
        let height = CELL.1;
        let _ = writeln!(
            backs,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{paper}"/>"#
        );
    }
    let lead = text.len() - text.trim_start_matches(' ').len();
    let text = text.trim_matches(' ');
    if text.is_empty() {
        return;
    }
    let x = x + lead as f32 * CELL.0;
    let length = width::width(text) as f32 * CELL.0;
    let ink = ink.unwrap_or(INK.into());
    let mut look = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, r#" font-weight="bold""#),
        (Modifier::ITALIC, r#" font-style="italic""#),
        (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        (Modifier::DIM, r#" opacity="0.6""#),
    ] {
        if cell.modifier.contains(modifier) {
            look.push_str(attribute);
        }
    }
    let y = y + LETTERS;
    let text = escape(text);
    let _ = writeln!(
        texts,
        r#"<text x="{x:.1}" y="{y:.1}" textLength="{length:.1}" lengthAdjust="spacingAndGlyphs" fill="{ink}"{look}>{text}</text>"#
    );
}

/// A colour as SVG writes it; none for the terminal's own.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
