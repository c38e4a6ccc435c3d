//! Standard output: whether it is a terminal, how wide it is, and how to write on it.

use super::args::When;
use crate::export::json;
use crate::export::plain::Pen;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Columns of plain text where nothing says otherwise.
const COLUMNS: usize = 80;

/// Standard output.
pub(super) struct Out {
    sink: BufWriter<io::Stdout>,
    /// How to write on it.
    pub(super) pen: Pen,
    /// Whether a person is looking.
    pub(super) terminal: bool,
}

impl Out {
    /// Looks at what standard output is.
    pub(super) fn new(color: When) -> Self {
        let terminal = io::stdout().is_terminal();
        let colour = match color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !is_set("NO_COLOR") && !is_dumb(),
        };
        let columns = if terminal { screen_columns() } else { columns_wanted() };
        let pen = Pen { colour, columns: columns.unwrap_or(COLUMNS) };
        Self { sink: BufWriter::new(io::stdout()), pen, terminal }
    }

    /// `value` on one line for programs, laid out for people.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        let text = json::to_string(value, self.terminal)?;
        writeln!(self.sink, "{text}")?;
        Ok(())
    }

    /// `value` on a line of its own, also for people: one of many.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        json_line(&mut self.sink, value)
    }
}

/// Writes `value` as a line of JSON.
pub(super) fn json_line(out: &mut dyn Write, value: &impl Serialize) -> anyhow::Result<()> {
    writeln!(out, "{}", json::to_string(value, false)?)?;
    Ok(())
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// Columns of the terminal.
pub(super) fn screen_columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)).filter(|&n| n > 0)
}

fn columns_wanted() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|n| (1..=1000).contains(n))
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
