//! A comparison as a unified diff, one sentence a line: what other tools read, review and apply.
//! It is made from the alignment, so sentences that belong together stand together.

use crate::diff::{Block, Group, GroupKind, Which};
use crate::export::outline::{body, of_side, sentences};
use crate::export::plain::{Pen, Role, Sides};
use crate::text::sanitize;
use std::io::{self, Write};
use std::ops::Range;

/// Sentences that are the same, written around each change.
const CONTEXT: usize = 3;

/// What the two files are called.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// After `---`.
    pub old: &'a str,
    /// After `+++`.
    pub new: &'a str,
}

/// Writes the comparison as a unified diff of the two texts' [`lines`]; nothing where those are equal.
pub fn unified(
    out: &mut dyn Write,
    pen: Pen,
    sides: &Sides<'_>,
    names: Names<'_>,
) -> io::Result<()> {
    let edits = edits(sides);
    let hunks = hunks(&edits, if sides.full { edits.len() } else { CONTEXT });
    if hunks.is_empty() {
        return Ok(());
    }
    let mut row = |role: Role, text: &str| writeln!(out, "{}", painted(pen, role, text));
    row(Role::Title, &format!("--- {}", name(names.old)))?;
    row(Role::Title, &format!("+++ {}", name(names.new)))?;
    let mut done = Position::default();
    let mut at = 0;
    for hunk in hunks {
        for edit in edits.get(at..hunk.start).unwrap_or_default() {
            done.pass(edit);
        }
        let inside = edits.get(hunk.clone()).unwrap_or_default();
        let start = done;
        inside.iter().for_each(|edit| done.pass(edit));
        at = hunk.end;
        let head = format!(
            "@@ -{} +{} @@{}",
            range(start.old, done.old),
            range(start.new, done.new),
            inside.first().map(|edit| format!(" ¶{}", edit.paragraph)).unwrap_or_default()
        );
        row(Role::Accent, &head)?;
        for edit in inside {
            let (sign, role) = match edit.kind {
                Kind::Keep => (' ', Role::Plain),
                Kind::Drop => ('-', Role::OnlyLeft),
                Kind::Add => ('+', Role::OnlyRight),
            };
            row(role, &format!("{sign}{}", edit.line))?;
        }
    }
    Ok(())
}

/// The sentences of one side, one a line, as the diff has them: white space within is one space, and
/// what a terminal could obey is written as a visible mark.
pub fn lines(sides: &Sides<'_>, side: Which) -> Vec<String> {
    let all = sentences(sides.comparison, side);
    all.iter().map(|s| line(s.span.of(body(sides, side)))).collect()
}

fn line(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    sanitize::line(&words.join(" ")).into_owned()
}

/// A file's name; one with spaces ends in a tab, as `diff` and git have it, lest the rest be lost.
fn name(name: &str) -> String {
    let safe = sanitize::line(name);
    if safe.contains(' ') { format!("{safe}\t") } else { safe.into_owned() }
}

/// What is safe already, in colour. The tab of a name would be made visible by the pen's own door.
fn painted(pen: Pen, role: Role, text: &str) -> String {
    let (text, tab) = text.strip_suffix('\t').map_or((text, ""), |text| (text, "\t"));
    format!("{}{tab}", pen.text().with(role, text).row())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Keep,
    Drop,
    Add,
}

struct Edit {
    kind: Kind,
    line: String,
    /// Of its own text, counted from 1.
    paragraph: usize,
}

/// How many lines of each text are behind us.
#[derive(Clone, Copy, Default)]
struct Position {
    old: usize,
    new: usize,
}

impl Position {
    fn pass(&mut self, edit: &Edit) {
        self.old += usize::from(edit.kind != Kind::Add);
        self.new += usize::from(edit.kind != Kind::Drop);
    }
}

/// `12,3` as POSIX has it: first line and how many; an empty stretch names the line before it.
fn range(from: usize, to: usize) -> String {
    match to - from {
        0 => format!("{from},0"),
        1 => format!("{}", from + 1),
        n => format!("{},{n}", from + 1),
    }
}

/// Both texts as one list of lines kept, dropped and added, in the order of either text.
fn edits(sides: &Sides<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for block in sides.comparison.reading_order() {
        let (at, old, new) = match block {
            Block::Pair(at) => (at, true, true),
            Block::Left(at) => (at, true, false),
            Block::Right(at) => (at, false, true),
        };
        let Some(group) = sides.comparison.groups.get(at) else { continue };
        let of = |there: bool, kind, side| match there {
            true => of_group(sides, group, kind, side),
            false => Vec::new(),
        };
        let old = of(old, Kind::Drop, Which::Left);
        let new = of(new, Kind::Add, Which::Right);
        let same = group.kind == GroupKind::Same
            && old.iter().map(|edit| &edit.line).eq(new.iter().map(|edit| &edit.line));
        if same {
            edits.extend(old.into_iter().map(|edit| Edit { kind: Kind::Keep, ..edit }));
        } else {
            edits.extend(old);
            edits.extend(new);
        }
    }
    edits
}

fn of_group(sides: &Sides<'_>, group: &Group, kind: Kind, side: Which) -> Vec<Edit> {
    let all = sentences(sides.comparison, side);
    let body = body(sides, side);
    let sentences = of_side(group, side).iter().filter_map(|s| all.get(*s));
    let edit = |s: &crate::text::segment::Sentence| Edit {
        kind,
        line: line(s.span.of(body)),
        paragraph: s.paragraph + 1,
    };
    sentences.map(edit).collect()
}

/// The stretches of `edits` to write: every change with `context` lines around it.
fn hunks(edits: &[Edit], context: usize) -> Vec<Range<usize>> {
    let mut hunks: Vec<Range<usize>> = Vec::new();
    for (at, _) in edits.iter().enumerate().filter(|(_, edit)| edit.kind != Kind::Keep) {
        let end = at.saturating_add(context + 1).min(edits.len());
        match hunks.last_mut() {
            Some(last) if at.saturating_sub(context) <= last.end => last.end = end,
            _ => hunks.push(at.saturating_sub(context)..end),
        }
    }
    hunks
}
