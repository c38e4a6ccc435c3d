//! What has been switched on in the terminal, and switching it off again in reverse order.
//! A note of it is kept for the whole process, because a panic must be able to undo it as well.

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use std::io::{self, Write};
use std::sync::atomic::{AtomicU8, Ordering};

/// Something that can be switched on in a terminal. The order is that of entering.
#[derive(Clone, Copy)]
enum Mode {
    /// Keys come one by one and are not echoed.
    Raw = 1,
    /// A screen of its own; the shell's comes back afterwards.
    Alternate = 2,
    /// No cursor.
    HiddenCursor = 4,
    /// Pasted text comes as such and not as keys.
    Paste = 8,
    /// Escape and modified keys that cannot be mistaken for others.
    Keyboard = 16,
    /// The mouse.
    Mouse = 32,
}

const IN_ORDER: [Mode; 6] =
    [Mode::Raw, Mode::Alternate, Mode::HiddenCursor, Mode::Paste, Mode::Keyboard, Mode::Mouse];

/// The modes that are on.
static ON: AtomicU8 = AtomicU8::new(0);

impl Mode {
    fn switch_on(self, out: &mut impl Write) -> io::Result<()> {
        // Noted first: switching off what was never on does no harm, the reverse does.
        ON.fetch_or(self as u8, Ordering::SeqCst);
        match self {
            Self::Raw => enable_raw_mode(),
            Self::Alternate => execute!(out, EnterAlternateScreen),
            Self::HiddenCursor => execute!(out, cursor::Hide),
            Self::Paste => execute!(out, EnableBracketedPaste),
            Self::Keyboard => execute!(
                out,
                PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
            ),
            Self::Mouse => execute!(out, EnableMouseCapture),
        }
    }

    fn switch_off(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Raw => disable_raw_mode(),
            // Emptied first: tmux, when it was resized meanwhile, leaves rows of it behind.
            Self::Alternate => execute!(out, Clear(ClearType::All), LeaveAlternateScreen),
            Self::HiddenCursor => execute!(out, cursor::Show),
            Self::Paste => execute!(out, DisableBracketedPaste),
            Self::Keyboard => execute!(out, PopKeyboardEnhancementFlags),
            Self::Mouse => execute!(out, DisableMouseCapture),
        }
    }
}

/// Undoes all that was switched on, in reverse order. May be called at any time, from any thread,
/// and again. One step that fails (the terminal may be gone) does not keep the others from running.
pub fn restore() {
    restore_to(&mut io::stdout());
}

fn restore_to(out: &mut impl Write) {
    let on = ON.swap(0, Ordering::SeqCst);
    if on == 0 {
        return;
    }
    let _ = execute!(out, EndSynchronizedUpdate);
    for mode in IN_ORDER.into_iter().rev() {
        if on & mode as u8 != 0 {
            let _ = mode.switch_off(out);
        }
    }
    let _ = out.flush();
}

/// Whether the terminal is ours now.
pub fn is_entered() -> bool {
    ON.load(Ordering::SeqCst) != 0
}

/// The terminal taken over for drawing. Dropped, it leaves the terminal as it was.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
    keyboard: bool,
}

impl Guard {
    /// Takes the terminal over. When a step fails, those before it are undone.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        super::crash::this_thread_draws();
        let guard = Self { mouse, keyboard: keyboard_is_safe(|name| std::env::var(name).ok()) };
        guard.resume()?;
        Ok(guard)
    }

    /// Takes the terminal over again after [`Guard::leave`], or anew when another program may have
    /// changed it.
    pub fn resume(&self) -> io::Result<()> {
        self.leave();
        let mut out = io::stdout();
        for mode in IN_ORDER {
            let wanted = match mode {
                Mode::Mouse => self.mouse,
                Mode::Keyboard => self.keyboard,
                _ => true,
            };
            if wanted && let Err(error) = mode.switch_on(&mut out) {
                self.leave();
                return Err(error);
            }
        }
        Ok(())
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        restore();
    }

    /// Takes the mouse, or leaves it to the terminal for selecting text.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        let mut out = io::stdout();
        if on {
            return Mode::Mouse.switch_on(&mut out);
        }
        ON.fetch_and(!(Mode::Mouse as u8), Ordering::SeqCst);
        Mode::Mouse.switch_off(&mut out)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Holds the terminal's picture still until it is dropped, so that no half-drawn frame shows.
/// Terminals that do not know of it ignore it.
#[derive(Debug)]
pub struct Synchronized(());

impl Synchronized {
    /// Holds the picture.
    pub fn begin() -> io::Result<Self> {
        execute!(io::stdout(), BeginSynchronizedUpdate)?;
        Ok(Self(()))
    }
}

impl Drop for Synchronized {
    fn drop(&mut self) {
        let _ = execute!(io::stdout(), EndSynchronizedUpdate);
    }
}

/// Whether the terminal is one that is known to speak kitty's keyboard protocol. Asking it would
/// cost a round trip and could swallow keys typed meanwhile.
fn keyboard_is_safe(env: impl Fn(&str) -> Option<String>) -> bool {
    const TERMS: &[&str] = &["xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty"];
    const PROGRAMS: &[&str] = &["WezTerm", "ghostty"];
    let is = |name: &str, known: &[&str]| env(name).is_some_and(|v| known.contains(&v.as_str()));
    env("TMUX").is_none() && env("STY").is_none() && {
        is("TERM", TERMS) || is("TERM_PROGRAM", PROGRAMS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tests share the note of what is on, so they are one test.
    #[test]
    fn what_was_switched_on_is_switched_off_in_reverse_and_once() {
        let mut out = Vec::new();
        for mode in [Mode::Alternate, Mode::HiddenCursor, Mode::Paste, Mode::Mouse] {
            mode.switch_on(&mut out).unwrap();
        }
        assert!(is_entered());
        out.clear();
        restore_to(&mut out);
        let bytes = String::from_utf8(out).unwrap();
        let place = |sequence: &str| {
            bytes.find(sequence).unwrap_or_else(|| panic!("{sequence:?} is not in {bytes:?}"))
        };
        let steps = ["\x1b[?2026l", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?25h", "\x1b[?1049l"];
        let places: Vec<_> = steps.iter().map(|step| place(step)).collect();
        assert!(places.is_sorted(), "{bytes:?}");
        assert!(!bytes.contains("\x1b[<1u"), "the keyboard was never switched on: {bytes:?}");
        assert!(!is_entered());
        let mut again = Vec::new();
        restore_to(&mut again);
        assert!(again.is_empty());
    }

    #[test]
    fn only_known_terminals_get_the_keyboard_protocol() {
        let safe = |vars: &[(&str, &str)]| {
            keyboard_is_safe(|name| {
                vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_string())
            })
        };
        assert!(safe(&[("TERM", "xterm-kitty")]));
        assert!(safe(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")]));
        assert!(!safe(&[("TERM", "xterm-256color")]));
        assert!(!safe(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")]));
        assert!(!safe(&[]));
    }
}
