//! The table of scores, and single mistakes for reading.

use crate::articles::Article;
use crate::draft::{Mark, Truth};
use crate::edits::EDITS;
use crate::fragments::Fragments;
use crate::report::{Places, Report};
use crate::score::{Class, Tally};
use retold::text::segment::Sentence;
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// One article edited in one way, scored.
pub(super) struct Outcome {
    pub edit: usize,
    pub ours: BTreeMap<Class, Tally>,
    pub plain: BTreeMap<Class, Tally>,
    pub fragments: Fragments,
    /// What was judged wrong, for reading.
    pub mistakes: String,
}

/// Scores summed up.
#[derive(Default)]
pub(super) struct Table {
    /// By edit: articles, the product's scores, those of the plain diff, fragments.
    rows: BTreeMap<usize, Row>,
}

#[derive(Default)]
struct Row {
    articles: usize,
    ours: BTreeMap<Class, Tally>,
    plain: BTreeMap<Class, Tally>,
    fragments: Fragments,
}

impl Row {
    fn add(&mut self, ours: &BTreeMap<Class, Tally>, plain: &BTreeMap<Class, Tally>) {
        for (to, from) in [(&mut self.ours, ours), (&mut self.plain, plain)] {
            for (class, tally) in from {
                *to.entry(*class).or_default() += *tally;
            }
        }
    }
}

/// What an edit is about, besides the alignment.
fn about(edit: usize) -> &'static [Class] {
    match EDITS.get(edit).map_or("", |(name, _)| *name) {
        "two sentences swapped" | "a paragraph moved" | "moved, 30 % replaced" => &[Class::Moves],
        "figures altered" | "figures added" | "figures dropped" => &[Class::Figures],
        "names changed" => &[Class::Names],
        "quotes, dashes, spaces" | "punctuation, case" | "lines wrapped anew" => &[Class::Quiet],
        "a clause moved inside" => &[Class::Shifts],
        "a block duplicated" => &[Class::Repeats],
        "all of it" => &[Class::Moves, Class::Figures, Class::Names],
        _ => &[],
    }
}

impl Table {
    pub(super) fn add(&mut self, outcome: &Outcome) {
        let row = self.rows.entry(outcome.edit).or_default();
        row.articles += 1;
        row.fragments += outcome.fragments;
        row.add(&outcome.ours, &outcome.plain);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{:<24} {:>5}  {:^24}   {:^24}", "", "", "retold", "plain word diff")?;
        writeln!(
            f,
            "{:<24} {:>5}  {:<9} {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}",
            "edit", "texts", "scored", "prec", "recall", "F1", "prec", "recall", "F1"
        )?;
        let mut sum = Row::default();
        for (edit, row) in &self.rows {
            let name = EDITS.get(*edit).map_or("", |(name, _)| *name);
            line(f, name, row, Class::Alignment)?;
            for class in about(*edit) {
                line(f, "", row, *class)?;
            }
            sum.articles += row.articles;
            sum.fragments += row.fragments;
            sum.add(&row.ours, &row.plain);
        }
        writeln!(f)?;
        for class in sum.ours.keys() {
            line(f, "over all edits", &sum, *class)?;
        }
        let parts = sum.fragments;
        writeln!(
            f,
            "\nin {} pairs marked word by word: {:.2} changed runs a pair ({:.2} changes of one class), \
             plain word diff of the pair {:.2}; in {} pairs a changed word is not marked",
            parts.pairs,
            parts.runs as f64 / parts.pairs.max(1) as f64,
            parts.changes as f64 / parts.pairs.max(1) as f64,
            parts.plain as f64 / parts.pairs.max(1) as f64,
            parts.lost,
        )
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, row: &Row, class: Class) -> fmt::Result {
    let texts = if name.is_empty() { String::new() } else { row.articles.to_string() };
    let class_name = format!("{class:?}").to_lowercase();
    write!(f, "{name:<24} {texts:>5}  {class_name:<9}")?;
    for scores in [&row.ours, &row.plain] {
        let tally = scores.get(&class).copied().unwrap_or_default();
        let said = |share: Option<f64>| share.map_or("–".to_string(), |s| format!("{s:.3}"));
        let (precision, recall) = (said(tally.precision()), said(tally.recall()));
        write!(f, " {precision:>6} {recall:>6} {:>6.3}  ", tally.f1())?;
    }
    writeln!(f)
}

/// What was judged wrong in one comparison; empty when nothing was.
pub(super) fn mistakes(
    name: &str,
    at: usize,
    article: &Article,
    truth: &Truth,
    rights: &[Sentence],
    said: &Report,
    scores: &BTreeMap<Class, Tally>,
) -> String {
    let mut out = String::new();
    for (class, tally) in scores.iter().filter(|(_, t)| t.wrong + t.missed > 0) {
        _ = writeln!(out, "## {name}, article {at}, {class:?}: {tally:?}");
        let right = |r: usize| rights.get(r).map_or("", |s| s.span.of(&truth.body));
        match class {
            Class::Alignment => {
                let so = truth.pairs(rights);
                for (sign, set) in
                    [("wrong", said.pairs.difference(&so)), ("missed", so.difference(&said.pairs))]
                {
                    for (l, r) in set {
                        _ = writeln!(
                            out,
                            "{sign} {l}–{r}\n  < {}\n  > {}",
                            article.text(*l),
                            right(*r)
                        );
                    }
                }
            }
            Class::Moves => {
                _ = writeln!(out, "said {:?}, readings {:?}", said.moved, truth.readings)
            }
            Class::Repeats => {
                for (r, of) in &said.repeats {
                    _ = writeln!(out, "said {r} of {of}\n  > {}\n  > {}", right(*r), right(*of));
                }
                _ = writeln!(out, "so {:?}", truth.repeats(rights));
            }
            Class::Figures => {
                places(&mut out, article, truth, &truth.marks(Mark::Figure), &said.figures)
            }
            Class::Names => places(&mut out, article, truth, &truth.marks(Mark::Name), &said.names),
            Class::Shifts => {
                let so = truth.marks(Mark::Clause);
                places(&mut out, article, truth, &so, &said.shifts)
            }
            Class::Quiet => {
                let so = truth.quiet();
                for l in said.quiet.symmetric_difference(&so) {
                    let sign = if so.contains(l) { "missed" } else { "wrong" };
                    _ = writeln!(out, "{sign} {l}\n  < {}", article.text(*l));
                    let pairs = said.pairs.iter().filter(|(a, _)| a == l);
                    for (_, r) in pairs {
                        _ = writeln!(out, "  > {}", right(*r));
                    }
                }
            }
        }
    }
    out
}

fn places(out: &mut String, article: &Article, truth: &Truth, so: &[Places], said: &[Places]) {
    for (sign, all) in [("so", so), ("said", said)] {
        for (l, r) in all {
            let around = |span: Option<retold::text::Span>, body: &str| {
                let Some(span) = span else { return "·".to_string() };
                let from = body.floor_char_boundary(span.start.saturating_sub(40));
                let to = body.ceil_char_boundary((span.end + 40).min(body.len()));
                let part = |a: usize, b: usize| body.get(a..b).unwrap_or("").replace('\n', "⏎");
                format!("{}[{}]{}", part(from, span.start), span.of(body), part(span.end, to))
            };
            _ = writeln!(
                out,
                "{sign}\n  < {}\n  > {}",
                around(*l, &article.body),
                around(*r, &truth.body)
            );
        }
    }
}
