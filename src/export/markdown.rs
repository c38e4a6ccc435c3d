//! A comparison as Markdown (GitHub's, with tables and strikethrough) that reads well raw, too.
//! Edited sentences are written once, with ~~what the left has~~ and **what the right has**.

use crate::corpus::Article;
use crate::diff::facts::Said;
use crate::diff::{Change, Group, GroupKind, Which};
use crate::export::facts::{apart, named, told, what};
use crate::export::outline::{Cell, Fate, Row, Step, body, folded, of_side, sentences, steps};
use crate::export::plain::Sides;
use crate::export::words::{date_and_time, share_of_each};
use crate::text::{Span, sanitize};
use std::io::{self, Write};

/// Writes the comparison as Markdown.
pub fn markdown(out: &mut dyn Write, sides: &Sides<'_>) -> io::Result<()> {
    writeln!(out, "# {} ↔ {}\n", safe(&sides.left.title), safe(&sides.right.title))?;
    about(out, sides.left, sides.right)?;
    let (facts, passing) = apart(sides.facts);
    if !sides.facts.is_empty() {
        writeln!(out, "\n## Figures, dates, names and quotations\n")?;
    }
    if !facts.is_empty() {
        writeln!(out, "| what | left | right | |\n|---|---|---|---|")?;
        for fact in &facts {
            let cell =
                |said: &Option<Said>| said.as_ref().map_or("·".to_string(), |s| safe(&s.shown()));
            writeln!(
                out,
                "| {} | {} | {} | {} |",
                safe(&what(fact)),
                cell(&fact.left),
                cell(&fact.right),
                told(fact.standing)
            )?;
        }
    }
    for (how, names) in named(&passing) {
        let names: Vec<String> = names.iter().map(|name| safe(name)).collect();
        writeln!(out, "\n{how}: {}", names.join(", "))?;
    }
    writeln!(
        out,
        "\n## The two reports\n\n{}",
        safe(&share_of_each(sides.comparison).join(" · "))
    )?;
    for step in steps(sides) {
        match step {
            Step::Folded(sentences, rows) => writeln!(out, "\n*{}*", folded(sentences, &rows))?,
            Step::Row(row) => write_row(out, sides, &row)?,
        }
    }
    Ok(())
}

/// What is told of an article, where it is known.
type Field = fn(&Article) -> Option<String>;

/// Whose reports these are.
fn about(out: &mut dyn Write, left: &Article, right: &Article) -> io::Result<()> {
    writeln!(out, "| | left | right |\n|---|---|---|")?;
    let rows: [(&str, Field); 7] = [
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
            let group = sides.comparison.groups.get(row.group);
            let said = match (cell.reworded(), cell.side, group) {
                // Where it moved to, it says what became of it on the way.
                (Some(_), Which::Right, Some(group)) if group.kind == GroupKind::Edited => {
                    merged(sides, group)
                }
                _ => text(cell),
            };
            writeln!(out, "\n{}{open}{said}{close}", label(cell))
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
    if let Some(how) = cell.reworded() {
        told.push_str(&format!(" and {how}"));
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
    let spans: Vec<Span> =
        of_side(group, Which::Left).iter().filter_map(|s| all.get(*s)).map(|s| s.span).collect();
    let mut changes = joined(&group.changes, left, right).into_iter().peekable();
    let mut out = String::new();
    for (nth, sentence) in spans.iter().enumerate() {
        space(&mut out, nth > 0);
        let mut at = sentence.start;
        let last = nth + 1 == spans.len();
        while let Some((old, new)) = changes.next_if(|(old, _)| last || old.start < sentence.end) {
            let start = old.start.clamp(at, sentence.end.max(at));
            push(&mut out, Span::new(at, start).of(left), "");
            at = old.end.clamp(start, sentence.end.max(start));
            let rest = Span::new(at, sentence.end).of(left);
            let before = right.get(..new.start).unwrap_or_default();
            // An addition stands before the comma on the left and behind it on the right.
            if let Some(mark) = rest.chars().next().filter(|c| c.is_ascii_punctuation())
                && old.is_empty()
                && before.trim_end().ends_with(mark)
            {
                push(&mut out, rest.get(..mark.len_utf8()).unwrap_or_default(), "");
                at += mark.len_utf8();
            }
            let old = Span::new(start, at.min(old.end)).of(left);
            push(&mut out, old, "~~");
            let new = new.of(right);
            if !new.trim().is_empty() {
                space(&mut out, !old.is_empty() || before.ends_with(char::is_whitespace));
                push(&mut out, new, "**");
                let next = left.get(at..sentence.end).unwrap_or_default().chars().next();
                let spaced = before.ends_with(char::is_whitespace);
                space(
                    &mut out,
                    old.is_empty() && spaced && next.is_some_and(char::is_alphanumeric),
                );
            }
        }
        push(&mut out, Span::new(at, sentence.end).of(left), "");
    }
    out
}

/// The changes as stretches of both texts, additions in a row as one, and omissions in a row, too.
fn joined(changes: &[Change], left: &str, right: &str) -> Vec<(Span, Span)> {
    let mut joined: Vec<(Span, Span)> = Vec::with_capacity(changes.len());
    let no_word = |from: Span, to: Span, body: &str| {
        body.get(from.end..to.start).is_some_and(|gap| !gap.contains(char::is_alphanumeric))
    };
    for &Change { left: old, right: new, .. } in changes {
        match joined.last_mut() {
            Some((l, r))
                if (old.is_empty() && l.is_empty() || new.is_empty() && r.is_empty())
                    && no_word(*l, old, left)
                    && no_word(*r, new, right) =>
            {
                // The side that has nothing stays where it is.
                l.end = if old.is_empty() { l.end } else { old.end };
                r.end = if new.is_empty() { r.end } else { new.end };
            }
            _ => joined.push((old, new)),
        }
    }
    joined
}

/// Adds a space where one is wanted and none is there.
fn space(out: &mut String, wanted: bool) {
    if wanted && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Adds `text` between `marks`; marks bind only to what they touch, so white space stays outside, and
/// only where a word or a space is on their other side if they touch punctuation.
fn push(out: &mut String, text: &str, marks: &str) {
    let inner = text.trim();
    space(out, text.starts_with(char::is_whitespace));
    if !inner.is_empty() {
        let starts_word = inner.starts_with(char::is_alphanumeric);
        let opens = !marks.is_empty() && !starts_word && out.ends_with(char::is_alphanumeric);
        space(out, opens || starts_word && ends_in_marked_punctuation(out));
        out.push_str(marks);
        out.push_str(&safe(inner));
        out.push_str(marks);
    }
    space(out, !inner.is_empty() && text.ends_with(char::is_whitespace));
}

fn ends_in_marked_punctuation(out: &str) -> bool {
    let inside = out.strip_suffix("~~").or_else(|| out.strip_suffix("**"));
    inside.is_some_and(|inside| !inside.ends_with(char::is_alphanumeric))
}

/// The one door for text from outside: on one line, what a terminal could obey made visible, and
/// whatever Markdown or the HTML within it would take for more than text escaped.
fn safe(text: &str) -> String {
    let text = sanitize::line(text);
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
