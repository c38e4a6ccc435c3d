//! A user's own marks as plain text: a line for what is marked and how, and one for the note.

use super::{Pen, Role};
use crate::library::Mark;
use std::io::{self, Write};

/// Writes a mark.
pub fn mark(out: &mut dyn Write, pen: Pen, mark: &Mark) -> io::Result<()> {
    let mut line = pen.text().with(Role::Accent, &mark.id);
    line.push(Role::Plain, "  ");
    line.push(Role::Title, if mark.title.is_empty() { &mark.origin } else { &mark.title });
    let mut said = Vec::new();
    said.extend(mark.starred.then(|| "★ starred".to_string()));
    said.extend(mark.read.then(|| "read".to_string()));
    said.extend(mark.tags.iter().map(|tag| format!("#{tag}")));
    if said.is_empty() && mark.note.is_empty() {
        said.push("no marks".to_string());
    }
    if !said.is_empty() {
        line.push(Role::Dim, " · ");
        line.push(Role::Moved, &said.join(" · "));
    }
    writeln!(out, "{}", line.row())?;
    for row in pen.text().with(Role::Plain, &mark.note).rows(pen.columns.saturating_sub(2)) {
        if !mark.note.is_empty() {
            writeln!(out, "  {row}")?;
        }
    }
    Ok(())
}
