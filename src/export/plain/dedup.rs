//! What `retold dedup --report` says to people: of each story what stays and what would go, and what
//! that comes to.

use super::list::{INDENT, MEASURE};
use super::story::name;
use super::{Pen, Role, bytes, count, fraction, number, percent};
use crate::corpus::ArticleId;
use crate::index::search::Card;
use crate::library::{Fate, Role as Part, StoryId, Totals};
use crate::neardup::Verdict;
use std::io::{self, Write};

/// Columns of the longest reason: `partial copy .97`.
const REASON: usize = 17;

/// Writes what becomes of a story: its articles in order of time, `+` those that stay and `−` those
/// that would go.
pub fn plan(
    out: &mut dyn Write,
    pen: Pen,
    story: StoryId,
    kept: ArticleId,
    fates: &[(Card, Fate)],
) -> io::Result<()> {
    let columns = pen.columns.min(MEASURE);
    let gone = fates.iter().filter(|(_, fate)| fate.role == Part::Duplicate).count();
    let mut head = pen.text().with(Role::Accent, &story.to_string());
    head.push(Role::Dim, &format!("  {gone} of {} would go", number(fates.len() as u64)));
    writeln!(out, "\n{}", head.fitted(columns))?;
    for (card, fate) in fates {
        let sign = match fate.role {
            Part::Duplicate => pen.text().with(Role::OnlyLeft, "− "),
            _ => pen.text().with(Role::OnlyRight, "+ "),
        };
        let id = sign.with(Role::Accent, &card.id.to_string()).row().padded(INDENT + 2);
        let reason = pen.text().with(Role::Moved, &reason(fate)).row().padded(REASON + 2);
        let mut about = pen.text().with(Role::Plain, &name(card));
        if fate.role == Part::Duplicate && fate.of != kept {
            about.push(Role::Dim, &format!(" · of {}", fate.of));
        }
        about.push(Role::Dim, &format!(" · {}", card.title));
        let about = about.fitted(columns.saturating_sub(INDENT + 2 + REASON + 2).max(12));
        writeln!(out, "{id}{reason}{about}")?;
    }
    Ok(())
}

/// Why an article goes or stays: its verdict and resemblance, if it is not the one that is kept.
fn reason(fate: &Fate) -> String {
    match (fate.role, fate.relation) {
        (Part::Keep, _) => "keep".to_string(),
        (_, Some(relation)) if relation.verdict != Verdict::Unrelated => {
            format!("{} {}", relation.verdict.label(), fraction(relation.resemblance))
        }
        (..) => "related".to_string(),
    }
}

/// Writes what leaving out the duplicates comes to.
pub fn totals(out: &mut dyn Write, pen: Pen, totals: &Totals) -> io::Result<()> {
    let Totals { articles, stories, singles, related, duplicates, words, .. } = *totals;
    let share = if words == 0 { 0.0 } else { totals.words_saved as f32 / words as f32 };
    let lines = [
        format!(
            "{} · {} · {} in none",
            count(articles, "article", "articles"),
            count(stories, "story", "stories"),
            number(singles as u64)
        ),
        format!(
            "{} would go: {} of text, {} ({})",
            count(duplicates, "duplicate", "duplicates"),
            bytes(totals.bytes_saved as u64),
            count(totals.words_saved, "word", "words"),
            percent(share),
        ),
        format!(
            "{} would stay: one of each story, {} related, and what is in none",
            number((articles - duplicates.min(articles)) as u64),
            number(related as u64)
        ),
    ];
    writeln!(out)?;
    for (line, role) in lines.iter().zip([Role::Dim, Role::Title, Role::Dim]) {
        for row in pen.text().with(role, line).rows(pen.columns.min(MEASURE)) {
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
