//! Lists as plain text: what a search found, what is similar, which stories there are.
//! Each entry starts with the article's id, to be typed after `show`, `similar` or `diff`.

use super::{Pen, Role, Styled, count, credit, percent};
use crate::corpus::article::ID_LENGTH;
use crate::index::search::Card;
use crate::library::{Copy, Hit};
use std::io::{self, Write};

/// Columns from the edge to the text of an entry.
const INDENT: usize = ID_LENGTH + 2;

/// The widest lines of a list.
const MEASURE: usize = 110;

/// Writes hits of a search, an empty line between them.
pub fn hits(out: &mut dyn Write, pen: Pen, hits: &[Hit]) -> io::Result<()> {
    for hit in hits {
        writeln!(out)?;
        let title = pen.text().with(Role::Title, &hit.card.title);
        let mut about = pen.text().with(Role::Dim, &credit(&hit.card, &hit.card.origin));
        if hit.copy_count > 0 {
            about.push(Role::Dim, " · ");
            let more = count(hit.copy_count, "copy", "copies");
            about.push(Role::Moved, &format!("+{more}"));
        }
        let mut snippet = pen.text();
        let marks = hit.snippet.marks.iter().map(|&mark| (mark, Role::Hit));
        snippet.push_marked(Role::Plain, &hit.snippet.text, marks);
        entry(out, pen, &hit.card, &[title, about, snippet])?;
    }
    Ok(())
}

/// Writes near-duplicates with their verdicts, an empty line between them.
pub fn copies(out: &mut dyn Write, pen: Pen, copies: &[Copy]) -> io::Result<()> {
    for Copy { card, relation } in copies {
        writeln!(out)?;
        let mut verdict = pen.text().with(Role::Moved, relation.verdict.label());
        let measures = format!(
            " · {} of this found there · {} of that found here · {} in common",
            percent(relation.containment_a),
            percent(relation.containment_b),
            count(relation.blocks as usize, "block", "blocks"),
        );
        verdict.push(Role::Dim, &measures);
        let title = pen.text().with(Role::Title, &card.title);
        let about = pen.text().with(Role::Dim, &credit(card, &card.origin));
        entry(out, pen, card, &[title, about, verdict])?;
    }
    Ok(())
}

/// Reports of a story that are named one by one.
const NAMED: usize = 6;

/// Writes the heading of a list of `total` stories.
pub fn stories(out: &mut dyn Write, pen: Pen, total: usize) -> io::Result<()> {
    writeln!(out, "{}", pen.row(Role::Title, &count(total, "story", "stories")))
}

/// Writes one story: `members` are its first reports in order of time, `size` counts all of them.
pub fn story(out: &mut dyn Write, pen: Pen, members: &[Card], size: usize) -> io::Result<()> {
    let Some(first) = members.first() else {
        return Ok(());
    };
    writeln!(out)?;
    let mut outlets: Vec<&str> = members.iter().filter_map(|m| m.source.as_deref()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let mut head = pen.text().with(Role::Title, &first.title);
    head.push(Role::Dim, &format!(" · {}", count(size, "report", "reports")));
    if outlets.len() > 1 && members.len() == size {
        head.push(Role::Dim, &format!(" · {} outlets", outlets.len()));
    }
    for row in head.rows(pen.columns.min(MEASURE)) {
        writeln!(out, "{row}")?;
    }
    for card in members.iter().take(NAMED) {
        let mut about = pen.text().with(Role::Plain, &card.title);
        about.push(Role::Dim, &format!(" · {}", credit(card, &card.origin)));
        entry(out, pen, card, &[about])?;
    }
    if size > NAMED {
        let more = format!("{:INDENT$}and {} more", "", super::number((size - NAMED) as u64));
        writeln!(out, "{}", pen.row(Role::Dim, &more))?;
    }
    Ok(())
}

/// An id, and beside it the parts, each from the start of a row. Where the columns do not suffice
/// for both, the parts go below the id.
fn entry(out: &mut dyn Write, pen: Pen, card: &Card, parts: &[Styled]) -> io::Result<()> {
    let id = pen.text().with(Role::Accent, &card.id.to_string()).row();
    let columns = pen.columns.min(MEASURE);
    let indent = if columns >= 3 * INDENT { INDENT } else { 2 };
    let mut rows = parts
        .iter()
        .filter(|part| !part.is_empty())
        .flat_map(|part| part.rows(columns.saturating_sub(indent)).into_iter());
    if indent == INDENT {
        match rows.next() {
            Some(row) => writeln!(out, "{}{row}", id.padded(INDENT))?,
            None => writeln!(out, "{id}")?,
        }
    } else {
        writeln!(out, "{id}")?;
    }
    for row in rows {
        writeln!(out, "{:indent$}{row}", "")?;
    }
    Ok(())
}
