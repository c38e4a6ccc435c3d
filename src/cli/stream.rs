//! Results as a stream: JSON Lines, or a table. One is loaded and written after the other, so that there
//! may be any number; only whole lines are written, also when Ctrl-C ends it.

use super::interrupt::Interrupted;
use super::out::Out;
use super::search::Search;
use crate::corpus::Article;
use crate::export::fields::{self, Field, Flat, Found};
use crate::export::json::HitLine;
use crate::library::{Hit, Row, Walk};
use anyhow::Result;
use std::io::Write;

/// The names of the columns.
pub(super) fn head(out: &mut Out, columns: &[Field]) -> Result<()> {
    Ok(writeln!(out, "{}", fields::header(columns))?)
}

/// A line of JSON a row: with the keys that were asked for, or as a result is in the whole.
pub(super) fn lines(
    search: &Search<'_>,
    out: &mut Out,
    walk: &Walk<'_>,
    query: &str,
) -> Result<()> {
    each(search, out, &walk.rows, |out, row| {
        let hit = walk.hit(row)?;
        if search.columns.is_empty() {
            return out.json_line(&HitLine::new(query, &hit));
        }
        let article = whole(search, row)?;
        let found = found(search, query, &hit, article.as_ref())?;
        out.json_line(&Flat { fields: &search.columns, found })
    })
}

/// A line of a table a row.
pub(super) fn table(
    search: &Search<'_>,
    out: &mut Out,
    walk: &Walk<'_>,
    query: &str,
) -> Result<()> {
    each(search, out, &walk.rows, |out, row| {
        let (hit, article) = (walk.hit(row)?, whole(search, row)?);
        let found = found(search, query, &hit, article.as_ref())?;
        Ok(writeln!(out, "{}", fields::tabbed(&search.columns, &found))?)
    })
}

/// Writes row after row until one cannot be written or a signal comes.
pub(super) fn each(
    search: &Search<'_>,
    out: &mut Out,
    rows: &[Row],
    mut write: impl FnMut(&mut Out, &Row) -> Result<()>,
) -> Result<()> {
    search.setting.interrupt.while_busy(|cancel| {
        for row in rows {
            if cancel.is_cancelled() {
                out.flush()?;
                return Err(Interrupted.into());
            }
            write(out, row)?;
        }
        Ok(())
    })
}

/// The whole article, where a column is made from it.
fn whole(search: &Search<'_>, row: &Row) -> Result<Option<Article>> {
    let needed = search.columns.iter().any(|column| column.needs_article());
    needed.then(|| search.view.article(row.id)).transpose()
}

fn found<'a>(
    search: &Search<'_>,
    query: &'a str,
    hit: &'a Hit,
    article: Option<&'a Article>,
) -> Result<Found<'a>> {
    let id = hit.card.id;
    let spread = search.columns.contains(&Field::Spread);
    Ok(Found {
        query,
        hit,
        article,
        story: search.view.story_of(id).map(|story| story.id),
        copies: search.view.copy_count(id),
        spread: if spread { search.view.spread(id)? } else { 0 },
    })
}
