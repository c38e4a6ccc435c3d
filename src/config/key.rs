//! One key with its modifiers: how it is written in the keymap file, and what of a terminal's
//! quirks is evened out before it is looked up.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::fmt;
use std::str::FromStr;

/// A key with its modifiers, in the one form that all spellings and terminals are brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Keys with names: as written, and as shown in a hint.
const NAMED: &[(KeyCode, &str, &str)] = &[
    (KeyCode::Enter, "enter", "⏎"),
    (KeyCode::Esc, "esc", "esc"),
    (KeyCode::Tab, "tab", "⇥"),
    (KeyCode::Char(' '), "space", "space"),
    (KeyCode::Backspace, "backspace", "⌫"),
    (KeyCode::Delete, "delete", "del"),
    (KeyCode::Insert, "insert", "ins"),
    (KeyCode::Up, "up", "↑"),
    (KeyCode::Down, "down", "↓"),
    (KeyCode::Left, "left", "←"),
    (KeyCode::Right, "right", "→"),
    (KeyCode::Home, "home", "home"),
    (KeyCode::End, "end", "end"),
    (KeyCode::PageUp, "page-up", "pgup"),
    (KeyCode::PageDown, "page-down", "pgdn"),
];

const MODIFIERS: &[(KeyModifiers, &str)] = &[
    (KeyModifiers::CONTROL, "ctrl-"),
    (KeyModifiers::ALT, "alt-"),
    (KeyModifiers::SHIFT, "shift-"),
];

impl Key {
    /// The key of an event; `None` for releases and for keys that cannot be written.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let writable = matches!(event.code, KeyCode::Char(_) | KeyCode::F(_) | KeyCode::BackTab)
            || NAMED.iter().any(|(code, ..)| *code == event.code);
        writable.then(|| Self::normal(event.code, event.modifiers))
    }

    /// Whether it types a character where text is typed.
    pub fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_))
            && !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    }

    /// How a hint shows it: shorter than its name, with arrows as arrows.
    pub fn label(self) -> String {
        self.spell(|(_, _, label)| label)
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut modifiers =
            modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let control = modifiers.contains(KeyModifiers::CONTROL);
        let code = match code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            // Some terminals send ^H for the backspace key, none can tell the two apart.
            KeyCode::Char('h' | 'H') if control => {
                modifiers -= KeyModifiers::CONTROL;
                KeyCode::Backspace
            }
            KeyCode::Char(c) if control => KeyCode::Char(c.to_ascii_lowercase()),
            // The character already says whether shift was held, but for the terminals that send
            // the plain letter with the modifier.
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                let mut upper = c.to_uppercase();
                match (upper.next(), upper.next()) {
                    (Some(upper), None) => KeyCode::Char(upper),
                    _ => KeyCode::Char(c),
                }
            }
            code => code,
        };
        Self { code, modifiers }
    }

    fn spell(self, name: fn(&(KeyCode, &'static str, &'static str)) -> &'static str) -> String {
        let mut out = String::new();
        for (modifier, prefix) in MODIFIERS {
            if self.modifiers.contains(*modifier) {
                out.push_str(prefix);
            }
        }
        match (NAMED.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some(named), _) => out.push_str(name(named)),
            (None, KeyCode::Char(c)) => out.push(c),
            (None, KeyCode::F(n)) => out.push_str(&format!("f{n}")),
            (None, _) => {}
        }
        out
    }
}

impl fmt::Display for Key {
    /// As it is written in the keymap file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.spell(|(_, name, _)| name))
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads the notation of the keymap file. The error says what may be written instead.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut modifiers = KeyModifiers::NONE;
        let mut name = text;
        'prefixes: loop {
            for (modifier, prefix) in MODIFIERS {
                // A lone "-" after the prefix is a key, nothing after it is a mistake.
                if let Some(rest) = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                    modifiers |= *modifier;
                    name = rest;
                    continue 'prefixes;
                }
            }
            break;
        }
        let mut chars = name.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => KeyCode::Char(c),
            _ => named(name).ok_or_else(|| complaint(text, name))?,
        };
        let typed_small = matches!(code, KeyCode::Char(c) if c.is_uppercase());
        if typed_small && modifiers.contains(KeyModifiers::CONTROL) {
            return Err(format!("`{text}`: with ctrl- a letter is written small"));
        }
        Ok(Self::normal(code, modifiers))
    }
}

fn named(name: &str) -> Option<KeyCode> {
    if let Some((code, ..)) = NAMED.iter().find(|(_, known, _)| *known == name) {
        return Some(*code);
    }
    let number: u8 = name.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

fn complaint(text: &str, name: &str) -> String {
    let names = NAMED.iter().map(|(_, name, _)| *name);
    match super::document::nearest(name, names) {
        Some(near) => format!("`{text}` is no key; did you mean `{near}`?"),
        None => format!(
            "`{text}` is no key; write a character, a name such as `enter`, `space`, `page-down` \
             or `f5`, with ctrl-, alt- or shift- before it"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Key {
        Key::of(KeyEvent::new(code, modifiers)).unwrap()
    }

    #[test]
    fn notation_reads_back() {
        for text in [
            "c",
            "N",
            "]",
            "-",
            "?",
            "ctrl-n",
            "alt-enter",
            "ctrl-alt-x",
            "f5",
            "f12",
            "shift-tab",
            "space",
            "ctrl-space",
            "up",
            "ctrl--",
            "page-down",
            "é",
            "alt-C",
            "ctrl-shift-up",
        ] {
            assert_eq!(key(text).to_string(), text);
        }
        assert_eq!(key("shift-n"), key("N"));
        assert_eq!(key("ctrl-h"), key("backspace"));
    }

    #[test]
    fn mistakes_are_explained() {
        for (text, part) in [
            ("entr", "`enter`"),
            ("f99", "no key"),
            ("", "no key"),
            ("ctrl-", "no key"),
            ("ctrl-N", "small"),
            ("\u{1b}", "no key"),
        ] {
            let error = text.parse::<Key>().unwrap_err();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    #[test]
    fn what_terminals_send_is_evened_out() {
        use KeyCode::{BackTab, Backspace, Char, Tab};
        assert_eq!(pressed(BackTab, KeyModifiers::SHIFT), key("shift-tab"));
        assert_eq!(pressed(BackTab, KeyModifiers::NONE), key("shift-tab"));
        assert_eq!(pressed(Tab, KeyModifiers::SHIFT), key("shift-tab"));
        assert_eq!(pressed(Char('N'), KeyModifiers::SHIFT), key("N"));
        assert_eq!(pressed(Char('N'), KeyModifiers::NONE), key("N"));
        assert_eq!(pressed(Char('n'), KeyModifiers::SHIFT), key("N"));
        assert_eq!(pressed(Char('}'), KeyModifiers::SHIFT), key("}"));
        assert_eq!(pressed(Char('h'), KeyModifiers::CONTROL), key("backspace"));
        assert_eq!(pressed(Backspace, KeyModifiers::NONE), key("backspace"));
        assert_eq!(pressed(Char('C'), KeyModifiers::CONTROL), key("ctrl-c"));
        assert_ne!(pressed(Char('c'), KeyModifiers::ALT), key("c"));
    }

    #[test]
    fn releases_and_nameless_keys_are_nothing() {
        let release = KeyEvent {
            kind: KeyEventKind::Release,
            ..KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE)
        };
        assert_eq!(Key::of(release), None);
        assert_eq!(Key::of(KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE)), None);
    }

    #[test]
    fn text_is_what_has_no_modifier_but_shift() {
        assert!(key("c").is_text() && key("N").is_text() && key("space").is_text());
        assert!(!key("alt-c").is_text() && !key("ctrl-n").is_text() && !key("enter").is_text());
    }

    #[test]
    fn labels_are_short() {
        assert_eq!(key("enter").label(), "⏎");
        assert_eq!(key("shift-tab").label(), "shift-⇥");
        assert_eq!(key("ctrl-n").label(), "ctrl-n");
    }
}
