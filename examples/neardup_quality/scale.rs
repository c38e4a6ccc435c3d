//! From the stored corpus to stories: speed, memory and their growth, on real sets and on corpora made
//! of them. The index is written first, by another process, and not counted.

use crate::add;
use crate::child::{Job, Measured, forget_stories};
use crate::corpora::{Record, SETS, Set};
use crate::made::{self, Outcome};
use anyhow::Context;
use retold::library::Phase;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Articles of the corpora that are made.
const SIZES: [usize; 3] = [5_000, 25_000, LARGEST];
pub(super) const LARGEST: usize = 100_000;
/// A small budget for comparing, in megabytes.
const SMALL: u64 = 64;
/// The file that a made corpus is in.
pub(super) const FILE: &str = "made.jsonl";

/// Prints a line for each corpus and budget; then, when asked, adds to the largest.
pub(super) fn print(dir: &Path, and_add: bool) -> anyhow::Result<()> {
    println!("comparing only; memory of its own / with the mapped index");
    for name in ["allsides_5k", "senate_25k"] {
        Case::real(&dir.join(name).with_extension("jsonl"))?.measure(name)?;
    }
    let records = every_record(dir)?;
    let mut largest = None;
    for size in SIZES {
        let case = Case::made(&records, size)?;
        let measured = case.measure(&format!("made, {size}"))?;
        if size == LARGEST {
            print_kinds(&measured.kinds);
            largest = Some(case);
        }
    }
    match largest {
        Some(case) if and_add => add::to(&case, &records),
        _ => Ok(()),
    }
}

/// The records of every set.
pub(super) fn every_record(dir: &Path) -> anyhow::Result<Vec<Record>> {
    let mut records = Vec::new();
    for name in SETS {
        records.extend(Set::read(dir, name)?.records);
    }
    Ok(records)
}

/// A corpus and its index.
pub(super) struct Case {
    root: TempDir,
    corpus: PathBuf,
    log: Option<PathBuf>,
}

impl Case {
    /// The file at `path`, indexed.
    fn real(path: &Path) -> anyhow::Result<Self> {
        let root = TempDir::new().context("cannot make a temporary directory")?;
        let case = Self { root, corpus: path.to_path_buf(), log: None };
        case.index()?;
        Ok(case)
    }

    /// A corpus of `count` articles made of `records`, indexed.
    pub(super) fn made(records: &[Record], count: usize) -> anyhow::Result<Self> {
        let root = TempDir::new().context("cannot make a temporary directory")?;
        let (corpus, log) = (root.path().join("corpus"), root.path().join("log.jsonl"));
        std::fs::create_dir(&corpus)?;
        made::write(records, count, &corpus.join(FILE), &log)?;
        let case = Self { root, corpus, log: Some(log) };
        case.index()?;
        Ok(case)
    }

    /// Where its files are.
    pub(super) fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// A place for a file that is no part of the corpus.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A refresh of it.
    pub(super) fn job(&self) -> Job {
        let log = self.log.clone().map(|log| (log, FILE.to_string(), FILE.to_string()));
        let data = self.root.path().join("data");
        Job { corpus: self.corpus.clone(), data, index_only: false, memory: None, log }
    }

    fn index(&self) -> anyhow::Result<()> {
        let measured = Job { index_only: true, log: None, ..self.job() }.run()?;
        let (wall, cpu) = [Phase::Indexing, Phase::Committing]
            .map(|phase| measured.spent(phase))
            .iter()
            .fold((0.0, 0.0), |(wall, cpu), (w, c)| (wall + w, cpu + c));
        println!("{} articles indexed in {wall:.1} s ({cpu:.1} s of processor)", measured.articles);
        Ok(())
    }

    /// Compares it twice, with the default budget last; returns what that measured.
    fn measure(&self, name: &str) -> anyhow::Result<Measured> {
        let small = Job { memory: Some(SMALL), log: None, ..self.job() }.run()?;
        print_line(&format!("{name}, {SMALL} MB"), &small);
        forget_stories(&self.job().data)?;
        let measured = self.job().run()?;
        print_line(&format!("{name}, default"), &measured);
        Ok(measured)
    }
}

fn print_line(name: &str, measured: &Measured) {
    let (wall, cpu) = measured.spent(Phase::Comparing);
    let (more_wall, more_cpu) = measured.spent(Phase::Relating);
    let articles = measured.articles as f64;
    println!(
        "{name:<22} {wall:>6.2} s, {cpu:>6.2} s of processor: {:>6.0} articles/s by the clock, \
         {:>6.0} a second and core; with reports of one event {:>6.2} s, {:>6.2} s: {:>6.0}, {:>6.0}; \
         {:>4.0} / {:.0} MB, {:.0} own bytes an article; {} pairs, {} stories",
        articles / wall,
        articles / cpu,
        wall + more_wall,
        cpu + more_cpu,
        articles / (wall + more_wall),
        articles / (cpu + more_cpu),
        measured.own as f64 / 1e6,
        measured.peak as f64 / 1e6,
        measured.own as f64 / articles,
        measured.pairs,
        measured.stories,
    );
}

/// Prints how made copies came out.
pub(super) fn print_kinds(kinds: &BTreeMap<String, Outcome>) {
    println!("copies found with what they were made of, by kind of edit:");
    for (kind, outcome) in kinds {
        let share = outcome.found as f64 / outcome.made.max(1) as f64;
        let verdicts = outcome.verdicts.iter().map(|(verdict, n)| format!("{verdict} {n}"));
        let (told, right) = outcome.descent;
        println!(
            "  {kind:<32} {share:.4} of {:>6}; descent told {told}, right {right}; {}",
            outcome.made,
            verdicts.collect::<Vec<_>>().join(", ")
        );
    }
}
