//! A comparison as Markdown (GitHub's, with tables and strikethrough) that reads well raw, too.
//! Edited sentences are written once, with ~~what the left has~~ and **what the right has**.

use crate::corpus::Article;
use crate::diff::{Group, Which};
use crate::export::facts::facts;
use crate::export::outline::{Cell, Fate, Row, Step, body, of_side, sentences, steps};
use crate::export::plain::{Sides, count};
use crate::export::words::{date_and_time, share_of_each};
use crate::text::{Span, sanitize};
use std::io::{self, Write};

/// Writes the comparison as Markdown.
pub fn markdown(out: &mut dyn Write, sides: &Sides<'_>) -> io::Result<()> {
    writeln!(out, "# {} ↔ {}\n", safe(&sides.left.title), safe(&sides.right.title))?;
    about(out, sides.left, sides.right)?;
    let facts = facts(sides);
    if !facts.is_empty() {
        writeln!(out, "\n## Figures, dates and names\n")?;
        writeln!(out, "| what | left | right | |\n|---|---|---|---|")?;
        for fact in &facts {
            let told = |said: Option<&str>| said.map_or_else(|| "·".to_string(), safe);
            writeln!(
                out,
                "| {} | {} | {} | {} |",
                safe(fact.label),
                told(fact.left.as_ref().map(|said| said.text)),
                told(fact.right.as_ref().map(|said| said.text)),
                fact.standing.told()
            )?;
        }
    }
    writeln!(
        out,
        "\n## The two reports\n\n{}",
        safe(&share_of_each(sides.comparison).join(" · "))
    )?;
    for step in steps(sides) {
        match step {
            Step::Same(sentences, _) => {
                let told = count(sentences, "sentence", "sentences");
                writeln!(out, "\n*··· {told} the same ···*")?;
            }
            Step::Row(row) => write_row(out, sides, &row)?,
        }
    }
    Ok(())
}

/// Whose reports these are.
fn about(out: &mut dyn Write, left: &Article, right: &Article) -> io::Result<()> {
    writeln!(out, "| | left | right |\n|---|---|---|")?;
    let rows: [(&str, fn(&Article) -> Option<String>); 7] = [
        ("headline", |a| Some(a.title.clone())),
        ("source", |a| a.source.clone()),
        ("date", |a| a.date.map(date_and_time)),
        ("place", |a| a.place.clone()),
        ("by", |a| a.byline.clone()),
        ("url", |a| a.url.clone()),
        ("article", |a| Some(a.origin.to_string())),
    ];
    for (what, of) in rows {
        let (l, r) = (of(left), of(right));
        if l.is_some() || r.is_some() {
            let told = |said: Option<String>| said.map_or_else(|| "·".to_string(), |s| safe(&s));
            writeln!(out, "| {what} | {} | {} |", told(l), told(r))?;
        }
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, sides: &Sides<'_>, row: &Row<'_>) -> io::Result<()> {
    match (&row.left, &row.right) {
        (Some(left), Some(_)) if left.fate == Fate::Same => {
            writeln!(out, "\n{}{}", label(left), text(left))
        }
        (Some(left), Some(_)) if left.fate == Fate::Edited => {
            let group = sides.comparison.groups.get(row.group);
            let merged = group.map(|group| merged(sides, group)).unwrap_or_default();
            writeln!(out, "\n{}{merged}", label(left))
        }
        (Some(left), Some(right)) => {
            writeln!(out, "\n{}~~{}~~\\", label(left), text(left))?;
            writeln!(out, "**{}**", text(right))
        }
        _ => row.cells().try_for_each(|cell| {
            let (open, close) = match cell.fate {
                Fate::OnlyLeft => ("~~", "~~"),
                Fate::OnlyRight => ("**", "**"),
                _ => ("", ""),
            };
            writeln!(out, "\n{}{open}{}{close}", label(cell), text(cell))
        }),
    }
}

/// `*¶4 − only left:* `
fn label(cell: &Cell<'_>) -> String {
    let mut told = format!("*¶{}", cell.paragraph);
    let side = if cell.side == Which::Left { "left" } else { "right" };
    match cell.fate {
        Fate::Same => {}
        Fate::Moved { .. } | Fate::Repeated => {
            told.push_str(&format!(" {side} {}", cell.fate.sign()));
        }
        fate => told.push_str(&format!(" {} {}", fate.sign(), fate.name())),
    }
    if let Some(there) = cell.elsewhere {
        told.push_str(&format!(" {} ¶{}", there.relation, there.paragraph));
    }
    told.push_str(":* ");
    told
}

/// The text of a cell on one line.
fn text(cell: &Cell<'_>) -> String {
    let lines = cell.lines.iter().map(|line| line.iter().map(|run| run.text).collect::<String>());
    safe(&lines.collect::<Vec<_>>().join(" "))
}

/// An edited group written once: what both have from the left, and each change with both its sides.
fn merged(sides: &Sides<'_>, group: &Group) -> String {
    let (left, right) = (body(sides, Which::Left), body(sides, Which::Right));
    let all = sentences(sides.comparison, Which::Left);
    let mut changes = group.changes.iter().peekable();
    let mut out = String::new();
    let spans: Vec<Span> =
        of_side(group, Which::Left).iter().filter_map(|s| all.get(*s)).map(|s| s.span).collect();
    for (nth, sentence) in spans.iter().enumerate() {
        space(&mut out, nth > 0);
        let mut at = sentence.start;
        let last = nth + 1 == spans.len();
        while let Some(change) = changes.next_if(|change| last || change.left.start < sentence.end)
        {
            let start = change.left.start.clamp(at, sentence.end.max(at));
            push(&mut out, Span::new(at, start).of(left), "");
            at = change.left.end.clamp(start, sentence.end.max(start));
            let old = Span::new(start, at).of(left);
            let new = change.right.of(right);
            push(&mut out, old, "~~");
            if !new.trim().is_empty() {
                let before = right.get(..change.right.start).unwrap_or_default();
                let after = right.get(change.right.end..).unwrap_or_default();
                space(&mut out, !old.is_empty() || before.ends_with(char::is_whitespace));
                push(&mut out, new, "**");
                let next = left.get(at..).unwrap_or_default();
                let glued = old.is_empty() && !next.starts_with(char::is_whitespace);
                space(
                    &mut out,
                    glued && at < sentence.end && after.starts_with(char::is_whitespace),
                );
            }
        }
        push(&mut out, Span::new(at, sentence.end).of(left), "");
    }
    out
}

/// Adds a space where one is wanted and none is there.
fn space(out: &mut String, wanted: bool) {
    if wanted && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Adds `text` between `marks`; marks bind only to what they touch, so white space stays outside.
fn push(out: &mut String, text: &str, marks: &str) {
    let inner = text.trim();
    space(out, text.starts_with(char::is_whitespace));
    if !inner.is_empty() {
        out.push_str(marks);
        out.push_str(&safe(inner));
        out.push_str(marks);
    }
    space(out, !inner.is_empty() && text.ends_with(char::is_whitespace));
}

/// The one door for text from outside: on one line, what a terminal could obey made visible, and
/// whatever Markdown or the HTML within it would take for more than text escaped.
fn safe(text: &str) -> String {
    let text = sanitize::line(text);
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
