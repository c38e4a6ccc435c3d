//! Why two articles are what they are to one another, as plain text: the verdict, the rules that were
//! asked, and the text in common.

use super::list::MEASURE;
use super::{Pen, Role, Styled, count, credit, fraction, percent};
use crate::corpus::Article;
use crate::neardup::why::{Passage, PassageKind, Test};
use crate::neardup::{Verdict, Why};
use crate::text::segment::{self, Sentence};
use std::io::{self, Write};

/// Columns of the longest name of a measure, as far as they line up.
const NAMED: usize = 46;

/// Writes why `a` is what it is to `b`: at most `limit` passages in common, in the order of `a`.
pub fn why(
    out: &mut dyn Write,
    pen: Pen,
    a: &Article,
    b: &Article,
    why: &Why,
    limit: usize,
) -> io::Result<()> {
    let columns = pen.columns.min(MEASURE);
    for (side, article) in [("a", a), ("b", b)] {
        let head = pen.text().with(Role::Accent, &format!("{side} {}  ", article.id));
        let head = head.with(Role::Title, &article.title);
        let about = format!(" · {}", credit(article, &article.origin));
        for row in head.with(Role::Dim, &about).rows(columns) {
            writeln!(out, "{row}")?;
        }
    }
    writeln!(out)?;
    for row in verdict(pen, why).rows(columns) {
        writeln!(out, "{row}")?;
    }
    if !why.tests.is_empty() {
        writeln!(
            out,
            "\n{}",
            pen.row(Role::Title, "The rules, in the order in which they were asked")
        )?;
        let widest = why.tests.iter().map(|test| test.measure.chars().count()).max().unwrap_or(0);
        for test in &why.tests {
            self::test(out, pen, test, widest.min(NAMED))?;
        }
    }
    passages(out, pen, a, why, columns, limit)
}

/// The verdict, and what was measured.
fn verdict(pen: Pen, why: &Why) -> Styled {
    let r = &why.relation;
    let mut told = pen.text().with(Role::Moved, r.verdict.label());
    let blocks = match r.blocks {
        0 => "no block in common".to_string(),
        blocks => format!(
            "{} in common, the longest of {} words, covering {} of the shorter text",
            count(blocks as usize, "block", "blocks"),
            r.longest,
            percent(r.covered),
        ),
    };
    let measures = format!(
        ": resemblance {} · {} of a found in b, {} of b found in a · outside quotation marks {} and {} \
         · {blocks}",
        fraction(r.resemblance),
        percent(r.containment_a),
        percent(r.containment_b),
        percent(r.unquoted_a),
        percent(r.unquoted_b),
    );
    told.push(Role::Plain, &measures);
    if r.verdict == Verdict::SameEvent {
        told.push(Role::Plain, " · told by names, figures and rare words, not by the wording");
    }
    if r.masked > 0 {
        let masked = count(r.masked as usize, "shingle", "shingles");
        told.push(Role::Plain, &format!(" · {masked} of boilerplate left out"));
    }
    told
}

/// `✓ resemblance  .85  reaches .80`, or `✓ more than a head and a foot in common  yes`
fn test(out: &mut dyn Write, pen: Pen, test: &Test, width: usize) -> io::Result<()> {
    let (sign, role, how) = match test.met {
        true => ("✓", Role::Moved, "reaches"),
        false => ("·", Role::Dim, "below"),
    };
    let measure = pen.text().with(Role::Plain, test.measure).row().padded(width + 2);
    let sign = pen.text().with(role, sign).row();
    let value = match test.is_yes_or_no() {
        true => format!("{:>6}", if test.met { "yes" } else { "no" }),
        false => format!("{:>6}  {how} {}", value(test.value), value(test.bound)),
    };
    writeln!(out, "  {sign} {measure}{}", pen.text().with(Role::Plain, &value).row())
}

/// A share as one, a length as the whole number it is.
fn value(value: f32) -> String {
    match value {
        v if v <= 1.0 && v.fract() != 0.0 => fraction(v),
        v if v.fract() == 0.0 => format!("{v}"),
        v => format!("{v:.1}"),
    }
}

/// The paragraph a passage starts in, counted from 1.
fn paragraph(sentences: &[Sentence], passage: &Passage) -> usize {
    let after = sentences.partition_point(|sentence| sentence.span.start <= passage.a.start);
    sentences.get(after.saturating_sub(1)).map_or(0, |sentence| sentence.paragraph) + 1
}

fn passages(
    out: &mut dyn Write,
    pen: Pen,
    a: &Article,
    why: &Why,
    columns: usize,
    limit: usize,
) -> io::Result<()> {
    if why.shared.is_empty() {
        return Ok(());
    }
    let total = count(why.shared.len(), "passage", "passages");
    writeln!(out, "\n{}", pen.row(Role::Title, &format!("In common: {total}, in the order of a")))?;
    let sentences = segment::sentences(&a.body);
    for passage in why.shared.iter().take(limit) {
        let kind = match passage.kind {
            PassageKind::Own => "",
            PassageKind::Quoted => " · quoted",
            PassageKind::Boilerplate => " · boilerplate",
        };
        let words = count(passage.words as usize, "word", "words");
        let head = format!("¶{} · {words}{kind}", paragraph(&sentences, passage));
        writeln!(out, "\n  {}", pen.row(Role::Dim, &head))?;
        let role = if passage.kind == PassageKind::Own { Role::Plain } else { Role::Dim };
        let text: Vec<&str> = passage.a.of(&a.body).split_whitespace().collect();
        for row in pen.text().with(role, &text.join(" ")).rows(columns.saturating_sub(4)) {
            writeln!(out, "    {row}")?;
        }
    }
    let more = why.shared.len().saturating_sub(limit);
    if more > 0 {
        writeln!(out, "\n  {}", pen.row(Role::Dim, &format!("and {more} more; --full shows all")))?;
    }
    Ok(())
}
