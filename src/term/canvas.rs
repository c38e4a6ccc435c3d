//! The terminal as something to draw on: taken over when it is opened, given back when dropped.
//! Never asks the terminal where its cursor is: the answer would have to pass the thread that reads
//! the keys.

use super::guard::{self, Guard, Synchronized};
use super::signals;
use ratatui::layout::Rect;
use ratatui::prelude::CrosstermBackend;
use ratatui::{Frame, Terminal};
use std::io::{self, BufWriter, Stdout};

/// Bytes written to the terminal at once: a full frame with colours fits.
const BUFFER: usize = 1 << 16;

/// The terminal, ours to draw on.
pub struct Canvas {
    // Dropped first, so that nothing is drawn any more when the terminal is given back.
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    guard: Guard,
}

impl Canvas {
    /// Takes the terminal over.
    pub fn open(mouse: bool) -> io::Result<Self> {
        let guard = Guard::enter(mouse)?;
        let out = BufWriter::with_capacity(BUFFER, io::stdout());
        let terminal = Terminal::new(CrosstermBackend::new(out))?;
        Ok(Self { terminal, guard })
    }

    /// Columns and rows it has now.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame; nothing while the terminal is given back.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if guard::is_entered() {
            let _still = Synchronized::begin()?;
            self.terminal.draw(frame)?;
        }
        Ok(())
    }

    /// Clears the screen; the next frame is drawn from nothing.
    pub fn redraw(&mut self) -> io::Result<()> {
        if !guard::is_entered() {
            return Ok(());
        }
        let (columns, rows) = self.size()?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.guard.set_mouse(on)
    }

    /// Gives the terminal back and stops the process. Whoever continues it sends a signal, at which
    /// [`Canvas::resume`] takes the terminal over again.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.guard.leave();
        signals::stop().or_else(|_| self.resume())
    }

    /// Takes the terminal over again, which others may have used meanwhile.
    pub fn resume(&mut self) -> io::Result<()> {
        self.guard.resume()?;
        self.redraw()
    }
}
