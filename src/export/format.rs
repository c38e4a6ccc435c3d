//! The formats a comparison is written in, and writing it in any of them: for the command line and
//! for the screen alike.

use super::html::html;
use super::json::{self, DiffOut};
use super::markdown::markdown;
use super::plain::{self, Pen, Sides};
use super::unified::{Names, unified};
use anyhow::Result;
use std::io::Write;
use std::path::Path;

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, as wide as the terminal, in colours where there is one.
    Plain,
    /// Both texts and all that was found, for programs.
    Json,
    /// One file for a browser or for paper; it needs no other file and no network.
    Html,
    /// Markdown, with tables.
    Markdown,
    /// A unified diff, one sentence a line.
    Unified,
    /// As plain, in colours also where it goes into a pipe.
    Ansi,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::Json, Self::Html, Self::Markdown, Self::Unified, Self::Ansi];

    /// The endings of files that are taken for it, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt"],
            Self::Json => &["json"],
            Self::Html => &["html", "htm"],
            Self::Markdown => &["md", "markdown"],
            Self::Unified => &["diff", "patch"],
            Self::Ansi => &["ansi"],
        }
    }

    /// The format that a file of this name is taken to be in.
    pub fn of_file(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }
}

/// Writes a comparison in `format`; `pen` says how wide and whether in colours, where that matters.
///
/// # Errors
/// When `out` cannot be written on.
pub fn write(out: &mut dyn Write, pen: Pen, format: Format, sides: &Sides<'_>) -> Result<()> {
    match format {
        Format::Plain | Format::Ansi => plain::comparison(out, pen, sides)?,
        Format::Json => {
            let told = DiffOut::new(sides.left, sides.right, sides.comparison, sides.facts);
            writeln!(out, "{}", json::to_string(&told, false)?)?;
        }
        Format::Html => html(out, sides)?,
        Format::Markdown => markdown(out, sides)?,
        Format::Unified => {
            let (old, new) = (sides.left.origin.to_string(), sides.right.origin.to_string());
            unified(out, pen, sides, Names { old: &old, new: &new })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_in_the_format_its_name_ends_with() {
        for format in Format::ALL {
            for extension in format.extensions() {
                let name = format!("harbour.{extension}");
                assert_eq!(Format::of_file(Path::new(&name)), Some(format));
            }
        }
        assert_eq!(Format::of_file(Path::new("Fire.HTML")), Some(Format::Html));
        assert_eq!(Format::of_file(Path::new("fire")), None);
        assert_eq!(Format::of_file(Path::new(".html")), None);
    }
}
