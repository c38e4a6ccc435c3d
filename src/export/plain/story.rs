//! Stories as plain text: a heading, and the tree of who took from whom.
//! Each row starts with the article's id, to be typed after `show`, `why` or `diff`.

use super::list::{INDENT, MEASURE};
use super::tree::{Branch, branches};
use super::{Pen, Role, Row, count, date, dates, fraction, number};
use crate::corpus::{ArticleDate, ArticleId};
use crate::index::search::Card;
use crate::library::{Member, Story};
use crate::neardup::Relation;
use std::io::{self, Write};

/// Below this, how sure a parent is gets said.
const SURE: f32 = 0.8;
/// The widest a report's outlet and date get, strokes included.
const NAME: usize = 46;
/// Columns a headline needs to be worth its place.
const TITLE: usize = 16;

/// A report of a story.
#[derive(Clone, Debug)]
pub struct Report {
    /// The article.
    pub card: Card,
    /// What it is to the report it is measured against; none for the medoid.
    pub relation: Option<Relation>,
    /// That report: its parent or, where that is not known, the medoid, or the member it is most like
    /// where it is no copy of the medoid.
    pub with: ArticleId,
}

/// Writes the heading of a list of `total` stories.
pub fn stories(out: &mut dyn Write, pen: Pen, total: usize) -> io::Result<()> {
    writeln!(out, "{}", pen.row(Role::Title, &count(total, "story", "stories")))
}

/// Writes one story: its heading, and the first `limit` rows of its tree. `reports` has one entry a
/// member, in the same order. Of the two shares behind a verdict the first is what of the report is
/// found in the one above it (or in the one named behind it), the second the reverse.
pub fn story(
    out: &mut dyn Write,
    pen: Pen,
    story: &Story,
    reports: &[Report],
    limit: usize,
) -> io::Result<()> {
    let columns = pen.columns.min(MEASURE);
    writeln!(out)?;
    heading(out, pen, story, reports, columns)?;
    let rows: Vec<TreeRow> = branches(&story.members)
        .into_iter()
        .take(limit)
        .filter_map(|branch| TreeRow::new(pen, story, reports, &branch))
        .collect();
    let name = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let verdict = rows.iter().map(|row| row.verdict.width()).max().unwrap_or(0);
    let room = columns.saturating_sub(INDENT + name + 2 + verdict + 2);
    for row in rows {
        let id = pen.text().with(Role::Accent, &row.id.to_string()).row();
        let mut line = format!("{}{}", id.padded(INDENT), row.name.padded(name + 2));
        if room >= TITLE {
            let title = pen.text().with(Role::Dim, row.title).fitted(room);
            line.push_str(&format!("{}{title}", row.verdict.padded(verdict + 2)));
        } else {
            line.push_str(&row.verdict.to_string());
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    let more = story.members.len().saturating_sub(limit);
    if more > 0 {
        let more = format!("{:INDENT$}and {} more", "", number(more as u64));
        writeln!(out, "{}", pen.row(Role::Dim, &more))?;
    }
    Ok(())
}

/// `s4k2m7c0q9d  Blaze at Port Calder`, and below it how many reports of when.
fn heading(
    out: &mut dyn Write,
    pen: Pen,
    story: &Story,
    reports: &[Report],
    columns: usize,
) -> io::Result<()> {
    let of = |id: ArticleId| reports.iter().map(|report| &report.card).find(|card| card.id == id);
    let title = story.first.or(story.ids().next()).and_then(of).map_or("", |card| &card.title);
    let mut head = pen.text().with(Role::Accent, &story.id.to_string());
    head.push(Role::Plain, "  ");
    head.push(Role::Title, title);
    for row in head.rows(columns) {
        writeln!(out, "{row}")?;
    }
    let mut parts = vec![count(story.members.len(), "report", "reports")];
    let mut outlets: Vec<&str> =
        reports.iter().filter_map(|report| report.card.source.as_deref()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    if !outlets.is_empty() {
        parts.push(count(outlets.len(), "outlet", "outlets"));
    }
    let times = || reports.iter().filter_map(|report| report.card.date);
    let seconds = |date: &ArticleDate| date.seconds;
    if let (Some(from), Some(to)) = (times().min_by_key(seconds), times().max_by_key(seconds)) {
        parts.push(dates(from, to));
    }
    if let Some(first) = story.first.and_then(of) {
        parts.push(format!("likely first: {}", name(first)));
    }
    for row in pen.text().with(Role::Dim, &parts.join(" · ")).rows(columns) {
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// One report in the tree.
struct TreeRow<'a> {
    id: ArticleId,
    name: Row,
    verdict: Row,
    title: &'a str,
}

impl<'a> TreeRow<'a> {
    fn new(pen: Pen, story: &Story, reports: &'a [Report], branch: &Branch) -> Option<Self> {
        let (member, report) = (story.members.get(branch.at)?, reports.get(branch.at)?);
        let strokes = pen.text().with(Role::Dim, &branch.strokes);
        Some(Self {
            id: member.id,
            name: strokes.with(Role::Plain, &name(&report.card)).fitted(NAME),
            verdict: verdict(pen, story, member, report),
            title: &report.card.title,
        })
    }
}

/// `rewrite .40 / .38`, and how sure it is that this is where it was taken from.
fn verdict(pen: Pen, story: &Story, member: &Member, report: &Report) -> Row {
    let mut told = pen.text();
    if let Some(relation) = report.relation {
        let (here, there) = (fraction(relation.containment_a), fraction(relation.containment_b));
        told.push(Role::Moved, relation.verdict.label());
        told.push(Role::Dim, &format!(" {here} / {there}"));
    }
    match member.parent {
        Some(parent) if parent.confidence < SURE => {
            told.push(Role::Dim, &format!(", {:.0}% sure", parent.confidence * 100.0));
        }
        Some(_) => {}
        None if story.first == Some(member.id) => return pen.text().with(Role::Dim, "first").row(),
        None if report.relation.is_some() => {
            told.push(Role::Dim, " with ");
            told.push(Role::Accent, &report.with.to_string());
        }
        None => {}
    }
    told.row()
}

/// Outlet and date, as far as they are known, and where neither is, where the article stands.
pub(super) fn name(card: &Card) -> String {
    let known: Vec<String> =
        [card.source.clone(), card.date.map(date)].into_iter().flatten().collect();
    if known.is_empty() { card.origin.to_string() } else { known.join(" · ") }
}
