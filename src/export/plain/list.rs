//! Lists as plain text: what a search found, what is similar.
//! Each entry starts with the article's id, to be typed after `show`, `similar` or `diff`.

use super::{Pen, Role, Styled, count, credit, percent};
use crate::corpus::article::ID_LENGTH;
use crate::index::{Snippet, search::Card};
use crate::library::{Copy, Hit};
use crate::neardup::Relation;
use std::io::{self, Write};

/// Columns from the edge to the text of an entry.
pub(super) const INDENT: usize = ID_LENGTH + 2;

/// The widest lines of a list.
pub(super) const MEASURE: usize = 110;

/// Quotations are spoken of from so much of a text's containment on.
const QUOTED: f32 = 0.1;

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
        let mut parts = vec![title, about];
        for Snippet { text, marks } in hit.lines() {
            let mut snippet = pen.text();
            snippet.push_marked(Role::Plain, text, marks.iter().map(|&mark| (mark, Role::Hit)));
            parts.push(snippet);
        }
        entry(out, pen, &hit.card, &parts)?;
    }
    Ok(())
}

/// Writes near-duplicates with their verdicts, an empty line between them.
pub fn copies(out: &mut dyn Write, pen: Pen, copies: &[Copy]) -> io::Result<()> {
    for Copy { card, relation } in copies {
        writeln!(out)?;
        let mut verdict = pen.text().with(Role::Moved, relation.verdict.label());
        verdict.push(Role::Dim, &format!(" · {}", reasons(relation)));
        let title = pen.text().with(Role::Title, &card.title);
        let about = pen.text().with(Role::Dim, &credit(card, &card.origin));
        entry(out, pen, card, &[title, about, verdict])?;
    }
    Ok(())
}

/// What a verdict rests on, in short.
fn reasons(relation: &Relation) -> String {
    let mut told = vec![
        format!("{} of this found there", percent(relation.containment_a)),
        format!("{} of that found here", percent(relation.containment_b)),
    ];
    let (all, own) = (
        relation.containment_a.max(relation.containment_b),
        relation.unquoted_a.max(relation.unquoted_b),
    );
    if all - own >= QUOTED {
        told.push(format!("{} outside quotation marks", percent(own)));
    }
    let blocks = count(relation.blocks as usize, "block", "blocks");
    told.push(match relation.blocks {
        0 => format!("{blocks} in common"),
        1 => format!("{blocks} of {} words in common", relation.longest),
        _ => format!("{blocks} in common, the longest of {} words", relation.longest),
    });
    if relation.masked > 0 {
        told.push("boilerplate left out".to_string());
    }
    told.join(" · ")
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
