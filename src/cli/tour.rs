//! What a bare `retold` prints where it cannot open the browser: the stories it found, one
//! comparison, and how to go on.

use super::Outcome;
use super::index::nothing_in;
use super::interrupt::Interrupted;
use super::meter::Audience;
use super::opening::{Choice, Setting};
use super::out::Out;
use super::stories;
use crate::corpus::Article;
use crate::diff::{Comparison, Text, compare, facts};
use crate::export::plain::{self, Role, Sides, count};
use crate::library::{Library, Story, View};
use anyhow::Result;
use std::io::Write;

/// Stories that are listed.
const STORIES: usize = 12;
/// Stories that are looked through for a comparison worth showing.
const CANDIDATES: usize = 6;
/// Reports of one story that are named; the others are counted.
const REPORTS: usize = 6;

pub(super) fn run(
    setting: &Setting,
    out: &mut Out,
    choice: &Choice,
    library: &Library,
) -> Result<Outcome> {
    if library.is_read_only() {
        setting.note("another retold is at work on this corpus; showing its last commit");
    } else {
        let report = setting.refresh(library, Audience::Watching)?;
        if report.cancelled {
            setting.note("stopped; what was indexed stays");
            return Err(Interrupted.into());
        }
        if report.problems > 0 {
            let problems = count(report.problems as usize, "problem", "problems");
            setting.note(&format!("{problems}; `retold index` names them"));
        }
    }
    let view = library.view()?;
    if view.is_empty() {
        setting.note(&nothing_in(choice));
        return Ok(Outcome::Nothing);
    }
    let pen = out.pen;
    let articles = count(view.len(), "article", "articles");
    writeln!(out, "{}", pen.row(Role::Dim, &format!("{articles} in {}", choice.name())))?;
    list(out, &view)?;
    out.flush()?;
    let pair = telling_pair(&view)?;
    if let Some(Pair { left, right, comparison }) = &pair {
        let columns = pen.columns.min(100);
        writeln!(out, "\n{}\n", pen.rule(columns))?;
        writeln!(out, "{}\n", pen.row(Role::Title, "Two of them, compared"))?;
        let facts = &facts::of_both(comparison, left, right);
        plain::comparison(out, pen, &Sides { left, right, comparison, facts, full: false })?;
    }
    go_on(out, pair.as_ref())?;
    Ok(Outcome::Found)
}

fn list(out: &mut Out, view: &View) -> Result<()> {
    let pen = out.pen;
    let all = view.stories();
    plain::stories(out, pen, all.len())?;
    for story in all.iter().take(STORIES) {
        stories::write(out, view, story, REPORTS)?;
    }
    if all.len() > STORIES {
        let more = count(all.len() - STORIES, "more story", "more stories");
        writeln!(out, "\n{}", pen.row(Role::Dim, &format!("and {more}")))?;
    }
    Ok(())
}

/// Two reports of one story, compared.
struct Pair {
    left: Article,
    right: Article,
    comparison: Comparison,
}

/// The first report of a story and its closest copy: of the first story in which the two give
/// different figures, else of the first story.
fn telling_pair(view: &View) -> Result<Option<Pair>> {
    let mut fallback = None;
    for story in view.stories().iter().take(CANDIDATES) {
        let Some(pair) = pair_of(view, story)? else {
            continue;
        };
        if pair.comparison.differing_figures().next().is_some() {
            return Ok(Some(pair));
        }
        fallback.get_or_insert(pair);
    }
    Ok(fallback)
}

fn pair_of(view: &View, story: &Story) -> Result<Option<Pair>> {
    let Some(first) = story.ids().next() else {
        return Ok(None);
    };
    let closest = view.similar(first, false)?.first().map(|copy| copy.card.id);
    let other = story.ids().find(|&id| id != first);
    let Some(other) = closest.or(other) else {
        return Ok(None);
    };
    let (left, right) = (view.article(first)?, view.article(other)?);
    let comparison = compare(Text { body: &left.body }, Text { body: &right.body });
    Ok(Some(Pair { left, right, comparison }))
}

fn go_on(out: &mut Out, pair: Option<&Pair>) -> Result<()> {
    let pen = out.pen;
    let mut ways = vec![
        ("retold".to_string(), "in a terminal: search, read and compare"),
        ("retold search WORDS".to_string(), "what the corpus says of them"),
        ("retold stories".to_string(), "who took from whom, every report of a story"),
    ];
    if let Some(Pair { left, right, .. }) = pair {
        ways.push((format!("retold similar {}", left.id), "the near-duplicates of an article"));
        ways.push((format!("retold diff {} {}", left.id, right.id), "the comparison above"));
    }
    ways.push(("retold --help".to_string(), "everything else"));
    writeln!(out, "\n{}", pen.row(Role::Title, "To go on"))?;
    for (command, what) in ways {
        let command = pen.text().with(Role::Accent, &command).row();
        writeln!(out, "  {}  {}", command.padded(34), pen.text().with(Role::Plain, what).row())?;
    }
    Ok(())
}
