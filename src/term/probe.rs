//! Whether the terminal is light or dark.
//! Asked only where the answer is sure to come at once: a late one would arrive as typed keys.

use std::time::Duration;
use terminal_colorsaurus::{QueryOptions, background_color};

/// Longest wait for the answer.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whether the terminal's background is light; false where that cannot be told. Call it with the
/// terminal in raw mode, before keys are read. Keys that wait to be read are never taken for the
/// answer: when there are any, nothing is asked.
pub fn is_light() -> bool {
    let env = |name: &str| std::env::var(name).ok();
    if let Some(light) = from_env(env) {
        return light;
    }
    if !answers_at_once(env) || crossterm::event::poll(Duration::ZERO).unwrap_or(true) {
        return false;
    }
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    background_color(options).is_ok_and(|colour| colour.perceived_lightness() > 0.5)
}

/// What rxvt, Konsole and others say in `COLORFGBG`: `foreground;background`, in ANSI numbers.
fn from_env(env: impl Fn(&str) -> Option<String>) -> Option<bool> {
    let value = env("COLORFGBG")?;
    let background: u8 = value.rsplit(';').next()?.parse().ok()?;
    Some(background == 7 || (9..=15).contains(&background))
}

/// Not over a network, where the answer may take longer than anyone would wait, and not on a
/// terminal that has no answer.
fn answers_at_once(env: impl Fn(&str) -> Option<String>) -> bool {
    let remote = ["SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "MOSH_CONNECTION", "STY"];
    let term = env("TERM").unwrap_or_default();
    !remote.iter().any(|name| env(name).is_some())
        && !["", "dumb", "linux"].contains(&term.as_str())
        && !term.starts_with("vt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env<'a>(vars: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_string())
    }

    #[test]
    fn the_environment_may_tell() {
        assert_eq!(from_env(env(&[("COLORFGBG", "15;0")])), Some(false));
        assert_eq!(from_env(env(&[("COLORFGBG", "0;15")])), Some(true));
        assert_eq!(from_env(env(&[("COLORFGBG", "0;default;15")])), Some(true));
        assert_eq!(from_env(env(&[("COLORFGBG", "15;8")])), Some(false));
        assert_eq!(from_env(env(&[("COLORFGBG", "15;default")])), None);
        assert_eq!(from_env(env(&[])), None);
    }

    #[test]
    fn nothing_is_asked_where_the_answer_may_be_late() {
        assert!(answers_at_once(env(&[("TERM", "xterm-256color")])));
        assert!(!answers_at_once(env(&[("TERM", "xterm-256color"), ("SSH_TTY", "/dev/pts/1")])));
        assert!(!answers_at_once(env(&[("TERM", "linux")])));
        assert!(!answers_at_once(env(&[])));
    }
}
