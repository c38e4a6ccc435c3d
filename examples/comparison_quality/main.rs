//! Measures comparisons on real text: articles are edited with a log, and what is said of the two is
//! scored against it, beside a plain word diff of the whole texts.
//! `cargo run --release --example comparison_quality -- DIR [--sample N] [--seed N] [--show CLASS]`
//!
//! DIR holds `allsides_5k.jsonl`, `reuters.jsonl` and `senate_25k.jsonl` (one object with a `text` a
//! line). `--sample` is how many articles of each are taken; `--show` prints what was judged wrong in
//! the classes of edits whose name begins so.
//!
//! Of each class of edits the table has F1 over the sentence pairs, and precision and recall of what the
//! class is about. The rows below it have every edit that could have misled: a move reported where
//! nothing moved counts against moves.

mod articles;
mod clauses;
mod draft;
mod edits;
mod fragments;
mod plain;
mod quiet;
mod report;
mod score;
mod signs;
mod table;

use anyhow::{Context, bail};
use articles::{Article, Dice, SETS};
use draft::Draft;
use rayon::prelude::*;
use report::Report;
use retold::diff::{Options, Text, compare_with};
use std::path::PathBuf;
use std::time::Duration;
use table::{Outcome, Table};

/// What was asked for on the command line.
struct Asked {
    dir: PathBuf,
    sample: usize,
    seed: u64,
    /// The class to print mistakes of.
    show: Option<String>,
}

impl Asked {
    fn parse(mut args: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut asked = Self { dir: PathBuf::new(), sample: 40, seed: 1, show: None };
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} wants a value"));
            match arg.as_str() {
                "--sample" => asked.sample = value()?.parse().context("--sample wants a number")?,
                "--seed" => asked.seed = value()?.parse().context("--seed wants a number")?,
                "--show" => asked.show = Some(value()?),
                flag if flag.starts_with('-') => bail!("no such option: {flag}"),
                dir => asked.dir = dir.into(),
            }
        }
        if asked.dir.as_os_str().is_empty() {
            bail!("name the directory that holds {}", SETS.join(".jsonl, ") + ".jsonl");
        }
        Ok(asked)
    }
}

fn main() -> anyhow::Result<()> {
    let asked = Asked::parse(std::env::args().skip(1))?;
    let mut all = Vec::new();
    for set in SETS {
        let articles = articles::sample(&asked.dir, set, asked.sample, asked.seed)?;
        println!("{set}: {} articles", articles.len());
        all.extend(articles);
    }
    let cases: Vec<(usize, usize)> =
        (0..edits::EDITS.len()).flat_map(|e| (0..all.len()).map(move |a| (e, a))).collect();
    let outcomes: Vec<Outcome> =
        cases.par_iter().filter_map(|&(edit, at)| outcome(&all, edit, at, &asked)).collect();
    let mut table = Table::default();
    for outcome in &outcomes {
        table.add(outcome);
    }
    print!("{table}");
    for outcome in outcomes.iter().filter(|outcome| !outcome.mistakes.is_empty()) {
        println!("\n{}", outcome.mistakes);
    }
    Ok(())
}

/// Edits one article, compares, and scores.
fn outcome(all: &[Article], edit: usize, at: usize, asked: &Asked) -> Option<Outcome> {
    let article = all.get(at)?;
    // Half a corpus away, so that it is of another set.
    let stranger = all.get((at + all.len() / 2) % all.len())?;
    let (name, apply) = edits::EDITS.get(edit)?;
    let mut dice = Dice::new(asked.seed * 1_000_003 + (edit * 7_919 + at) as u64);
    let mut draft = Draft::new(article);
    if !apply(&mut draft, &mut dice, stranger) {
        return None;
    }
    let truth = draft.finish();
    // Never coarse: what the clock allows is no question of quality.
    let options = Options { budget: Duration::from_secs(3600), ..Options::default() };
    let compared = compare_with(Text { body: &article.body }, Text { body: &truth.body }, options);
    let (lefts, rights) = (&compared.left.sentences, &compared.right.sentences);
    let said = Report::of(&compared, &article.body, &truth.body);
    let plain = plain::report((&article.body, lefts), (&truth.body, rights));
    let ours = score::scores(article, &truth, rights, &said);
    let show = asked.show.as_ref().is_some_and(|show| name.starts_with(show.as_str()));
    let mistakes = match show {
        true => table::mistakes(name, at, article, &truth, rights, &said, &ours),
        false => String::new(),
    };
    Some(Outcome {
        edit,
        plain: score::scores(article, &truth, rights, &plain),
        ours,
        fragments: fragments::count(&compared, &article.body, &truth.body),
        mistakes,
    })
}
