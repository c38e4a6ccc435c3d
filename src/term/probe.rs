//! Whether the terminal is light or dark. It is asked (OSC 11) and may answer when it likes, or
//! never: the answer is picked out of the keys, so nothing waits for it and no key is lost.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::io::{self, Write};

/// What is known of the background without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// The environment tells: light or not.
    Known(bool),
    /// The terminal can be asked.
    Askable,
    /// This terminal has no answer, or more than one.
    Unknown,
}

impl Background {
    /// What the environment tells.
    pub fn from_env() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    fn of(env: impl Fn(&str) -> Option<String>) -> Self {
        // What rxvt, Konsole and others set: `foreground;background`, in ANSI numbers.
        let told = env("COLORFGBG").and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        if let Some(number) = told {
            return Self::Known(number == 7 || (9..=15).contains(&number));
        }
        let term = env("TERM").unwrap_or_default();
        let silent = ["", "dumb", "linux", "Eterm"].contains(&term.as_str())
            || ["vt", "screen."].iter().any(|prefix| term.starts_with(prefix))
            || env("STY").is_some();
        if silent { Self::Unknown } else { Self::Askable }
    }
}

/// Asks the terminal for the colour of its background. A [`Sieve`] picks out the answer.
pub fn ask() -> io::Result<()> {
    let mut out = io::stdout().lock();
    // Ended by BEL, since some terminals end the answer as the question was and get ST wrong.
    out.write_all(b"\x1b]11;?\x07")?;
    out.flush()
}

/// Longest answer: `11;rgba:` and four times four digits with what parts them.
const LONGEST: usize = 40;

/// Picks the answer out of the keys: it arrives as `alt-]`, its characters, and `ctrl-g` or `alt-\`.
#[derive(Debug, Default)]
pub struct Sieve {
    /// Keys that may become an answer, in order.
    held: Vec<KeyEvent>,
    answer: String,
}

/// What became of an event in the sieve.
#[derive(Debug, PartialEq, Eq)]
pub enum Sifted {
    /// These were no answer and come through, in order.
    Through(Vec<Event>),
    /// It may be part of an answer and is held.
    Held,
    /// The answer: whether the background is light.
    Light(bool),
}

impl Sieve {
    /// Whether keys are held that may yet become an answer. The bytes of an answer come together;
    /// when nothing follows soon, [`Sieve::release`] lets them through.
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes in the next event.
    pub fn sift(&mut self, event: Event) -> Sifted {
        let Event::Key(key) = event else {
            return self.let_through(event);
        };
        let begins = is(key, ']', KeyModifiers::ALT);
        match (self.is_holding(), key.code) {
            (false, _) if begins => {
                self.held.push(key);
                Sifted::Held
            }
            (true, KeyCode::Char(_)) if ends(key) => match is_light(&self.answer) {
                Some(light) => {
                    self.clear();
                    Sifted::Light(light)
                }
                None => self.let_through(event),
            },
            (true, KeyCode::Char(c)) if is_plain(key) && self.answer.len() < LONGEST => {
                self.answer.push(c);
                self.held.push(key);
                if may_begin_answer(&self.answer) {
                    return Sifted::Held;
                }
                Sifted::Through(self.release())
            }
            _ => self.let_through(event),
        }
    }

    /// Gives back what is held.
    pub fn release(&mut self) -> Vec<Event> {
        let events = self.held.iter().copied().map(Event::Key).collect();
        self.clear();
        events
    }

    fn let_through(&mut self, event: Event) -> Sifted {
        let mut events = self.release();
        events.push(event);
        Sifted::Through(events)
    }

    fn clear(&mut self) {
        self.held.clear();
        self.answer.clear();
    }
}

fn is(key: KeyEvent, c: char, modifiers: KeyModifiers) -> bool {
    key.code == KeyCode::Char(c) && key.modifiers == modifiers && key.kind == KeyEventKind::Press
}

fn ends(key: KeyEvent) -> bool {
    is(key, 'g', KeyModifiers::CONTROL) || is(key, '\\', KeyModifiers::ALT)
}

fn is_plain(key: KeyEvent) -> bool {
    (key.modifiers - KeyModifiers::SHIFT).is_empty() && key.kind == KeyEventKind::Press
}

/// Whether more characters could make an answer of `text`.
fn may_begin_answer(text: &str) -> bool {
    ["11;rgb:", "11;rgba:"].iter().any(|start| match text.strip_prefix(start) {
        Some(digits) => digits.chars().all(|c| c.is_ascii_hexdigit() || c == '/'),
        None => start.starts_with(text),
    })
}

/// Whether the colour of an answer, `11;rgb:RRRR/GGGG/BBBB` with one to four digits each, is nearer
/// to white than to black, by the luma of ITU-R BT.709.
fn is_light(answer: &str) -> Option<bool> {
    let rest = answer.strip_prefix("11;rgb")?;
    let digits = rest.strip_prefix("a:").or_else(|| rest.strip_prefix(':'))?;
    let mut shares = digits.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (shares.next()??, shares.next()??, shares.next()??);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events crossterm makes of these bytes.
    fn events(bytes: &str) -> Vec<Event> {
        let mut modifiers = KeyModifiers::NONE;
        let mut events = Vec::new();
        for c in bytes.chars() {
            let (code, with) = match c {
                '\x1b' => {
                    modifiers = KeyModifiers::ALT;
                    continue;
                }
                '\x07' => ('g', KeyModifiers::CONTROL),
                c if c.is_ascii_uppercase() => (c, KeyModifiers::SHIFT),
                c => (c, modifiers),
            };
            modifiers = KeyModifiers::NONE;
            events.push(Event::Key(KeyEvent::new(KeyCode::Char(code), with)));
        }
        events
    }

    /// What comes through, and what was answered.
    fn sift(events: Vec<Event>) -> (Vec<Event>, Vec<bool>) {
        let (mut sieve, mut through, mut answers) = (Sieve::default(), Vec::new(), Vec::new());
        for event in events {
            match sieve.sift(event) {
                Sifted::Through(events) => through.extend(events),
                Sifted::Light(light) => answers.push(light),
                Sifted::Held => {}
            }
        }
        through.extend(sieve.release());
        (through, answers)
    }

    #[test]
    fn the_answer_is_picked_out_and_keys_around_it_stay() {
        for (answer, light) in [
            ("\x1b]11;rgb:ffff/ffff/ffff\x07", true),
            ("\x1b]11;rgb:FDFD/F6F6/E3E3\x1b\\", true),
            ("\x1b]11;rgb:1e/1e/2e\x07", false),
            ("\x1b]11;rgba:0000/0000/0000/cccc\x07", false),
        ] {
            let (through, answers) = sift(events(&format!("ab{answer}cd")));
            assert_eq!(through, events("abcd"), "{answer:?}");
            assert_eq!(answers, [light], "{answer:?}");
        }
    }

    #[test]
    fn what_is_no_answer_comes_through_whole() {
        for typed in [
            "pier 7 11;rgb:",
            "\x1b]x",
            "\x1b]11;rgb:zz\x07",
            "\x1b]11;rgb:\x07",
            "\x1b]11;rgb:ff/ff\x07ok",
            "\x1b]\x1b]11",
            "\x1b]11;rgb:111111111111111111111111111111111111111111",
        ] {
            let typed = events(typed);
            assert_eq!(sift(typed.clone()), (typed, Vec::new()));
        }
        let mut others = events("\x1b]11;");
        others.push(Event::Resize(80, 24));
        assert_eq!(sift(others.clone()), (others, Vec::new()));
    }

    #[test]
    fn the_environment_tells_whether_to_ask() {
        let of = |vars: &[(&str, &str)]| {
            Background::of(|name| {
                vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_string())
            })
        };
        assert_eq!(of(&[("COLORFGBG", "15;0")]), Background::Known(false));
        assert_eq!(of(&[("COLORFGBG", "0;default;15")]), Background::Known(true));
        assert_eq!(of(&[("COLORFGBG", "15;8")]), Background::Known(false));
        let asked = &[("COLORFGBG", "15;default"), ("TERM", "xterm-256color")];
        assert_eq!(of(asked), Background::Askable);
        assert_eq!(of(&[("TERM", "linux")]), Background::Unknown);
        assert_eq!(of(&[("TERM", "screen"), ("STY", "1.pts")]), Background::Unknown);
        assert_eq!(of(&[]), Background::Unknown);
    }
}
