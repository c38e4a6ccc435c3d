//! One article as plain text: headline, where it is from, and the body at a measure one can read.

use super::{Pen, Role, count, credit};
use crate::corpus::Article;
use crate::text::segment;
use std::io::{self, Write};

/// The widest lines that are still pleasant to read.
const MEASURE: usize = 84;

/// Writes `article`, wrapped to the pen's columns but never wider than a good measure.
pub fn article(out: &mut dyn Write, pen: Pen, article: &Article) -> io::Result<()> {
    let measure = pen.columns.clamp(1, MEASURE);
    let mut write = |role, text: &str| -> io::Result<()> {
        for row in pen.text().with(role, text).rows(measure) {
            writeln!(out, "{row}")?;
        }
        Ok(())
    };
    write(Role::Title, &article.title)?;
    if let Some(byline) = &article.byline {
        write(Role::Dim, byline)?;
    }
    write(Role::Dim, &credit(article, &article.origin))?;
    let words = count(segment::words(&article.body).count(), "word", "words");
    let mut about = vec![words];
    about.extend(article.lang.clone());
    about.extend(article.section.clone());
    about.push(article.origin.to_string());
    about.push(article.id.to_string());
    write(Role::Dim, &about.join(" · "))?;
    if let Some(url) = &article.url {
        write(Role::Dim, url)?;
    }
    writeln!(out)?;
    for line in without_title(&article.body, &article.title).lines() {
        for row in pen.text().with(Role::Plain, line).rows(measure) {
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

/// The body after its headline, which has been written already where it is the first line.
fn without_title<'a>(body: &'a str, title: &str) -> &'a str {
    let trimmed = body.trim_start();
    let (first, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    if first.trim() == title.trim() && !rest.trim().is_empty() {
        rest.trim_start_matches('\n')
    } else {
        trimmed
    }
}
