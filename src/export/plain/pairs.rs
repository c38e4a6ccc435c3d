//! A verified pair on one line, in columns that line up over all of them.
//! Widths are fixed, so that a line can be written before the next one is known.

use super::{Pen, Role, fraction};
use crate::index::search::Card;
use crate::neardup::Relation;
use std::io::{self, Write};

/// Columns of the longest verdict.
const VERDICT: usize = 13;
/// Columns of a count of blocks.
const BLOCKS: usize = 4;
/// Columns a headline needs to be worth its place.
const TITLE: usize = 8;

/// Writes a pair: verdict, resemblance, share of `a` found in `b` and the reverse, blocks, both ids,
/// and what fits of the two headlines.
pub fn pair(out: &mut dyn Write, pen: Pen, a: &Card, b: &Card, of: &Relation) -> io::Result<()> {
    let verdict = pen.text().with(Role::Moved, of.verdict.label()).row();
    let measures = format!(
        "{}  {} / {}  {:>BLOCKS$}",
        fraction(of.resemblance),
        fraction(of.containment_a),
        fraction(of.containment_b),
        of.blocks,
    );
    let mut line = pen.text().with(Role::Dim, &measures);
    for id in [a.id, b.id] {
        line.push(Role::Plain, "  ");
        line.push(Role::Accent, &id.to_string());
    }
    let line = line.row();
    let room = pen.columns.saturating_sub(VERDICT + 2 + line.width() + 2 + 3) / 2;
    write!(out, "{}{line}", verdict.padded(VERDICT + 2))?;
    if room >= TITLE {
        let title = |card: &Card| pen.text().with(Role::Plain, &card.title).fitted(room);
        write!(out, "  {} ↔ {}", title(a).padded(room), title(b))?;
    }
    writeln!(out)
}
