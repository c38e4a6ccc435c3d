//! The clipboard by way of the terminal (OSC 52), which works over SSH as well.
//! The text travels as base64, so nothing in it can act on the terminal.

use anyhow::{Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Write};

/// Most bytes of text that terminals take: 100,000 characters of base64 with what is around them.
pub const LIMIT: usize = 74_994;

/// Asks the terminal to put `text` on the clipboard. Whether it does, it does not say.
pub fn copy(text: &str) -> Result<()> {
    if text.len() > LIMIT {
        bail!("{} bytes are more than a terminal takes to its clipboard ({LIMIT})", text.len());
    }
    let inside_tmux = std::env::var_os("TMUX").is_some();
    let mut out = io::stdout().lock();
    out.write_all(sequence(text, inside_tmux).as_bytes())?;
    out.flush()?;
    Ok(())
}

/// tmux keeps the plain sequence for itself, or drops it, as it is set; the wrapped one it passes on
/// where it may. Both set the same text.
fn sequence(text: &str, inside_tmux: bool) -> String {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if inside_tmux {
        let wrapped = plain.replace('\x1b', "\x1b\x1b");
        return format!("{plain}\x1bPtmux;{wrapped}\x1b\\");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_travels_as_base64() {
        assert_eq!(sequence("pier 7\x1b", false), "\x1b]52;c;cGllciA3Gw==\x07");
        assert_eq!(sequence("", false), "\x1b]52;c;\x07");
    }

    #[test]
    fn tmux_is_asked_and_passed_through() {
        let sequence = sequence("a", true);
        assert_eq!(sequence, "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }

    #[test]
    fn too_much_is_refused() {
        assert!(copy(&"x".repeat(LIMIT + 1)).is_err());
    }
}
