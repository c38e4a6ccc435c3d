//! A refresh in a process of its own, so that its peak memory is its own: the program calls itself.
//! The child writes what it measured as one line of JSON.

use crate::clock::{Phases, Watch, peak};
use crate::corpora::open;
use crate::made::{Outcome, outcomes};
use anyhow::{Context, bail};
use retold::library::{Cancel, Options, Phase};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The first argument of a child.
pub(super) const FLAG: &str = "--child";

/// What a child is to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The file or folder.
    pub corpus: PathBuf,
    /// Where its index goes.
    pub data: PathBuf,
    /// Whether to stop before articles are compared.
    pub index_only: bool,
    /// Megabytes comparing may take; none for the default.
    pub memory: Option<u64>,
    /// The log of what was made, and the files the parents and the copies are in.
    pub log: Option<(PathBuf, String, String)>,
}

/// What it measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Measured {
    pub articles: u64,
    pub added: u64,
    pub stories: usize,
    pub pairs: usize,
    /// Each phase with its seconds by the clock and of the processor.
    pub phases: Vec<(String, f64, f64)>,
    /// The most memory, in bytes: of its own, and with mapped files.
    pub own: u64,
    pub peak: u64,
    /// How made copies came out, by kind of edit.
    pub kinds: BTreeMap<String, Outcome>,
}

impl Measured {
    /// Seconds by the clock and of the processor in `phase`.
    pub(super) fn spent(&self, phase: Phase) -> (f64, f64) {
        let name = format!("{phase:?}");
        let of = self.phases.iter().filter(|(other, ..)| *other == name);
        of.fold((0.0, 0.0), |(wall, cpu), (_, w, c)| (wall + w, cpu + c))
    }
}

impl Job {
    /// Does it in another process.
    pub(super) fn run(&self) -> anyhow::Result<Measured> {
        let output = Command::new(std::env::current_exe()?)
            .args([FLAG, &serde_json::to_string(self)?])
            .stderr(Stdio::inherit())
            .output()
            .context("cannot start a process to measure in")?;
        if !output.status.success() {
            bail!("measuring {} failed: {}", self.corpus.display(), output.status);
        }
        serde_json::from_slice(&output.stdout).context("the child said something else")
    }
}

/// What a child does.
pub(super) fn main(args: &[String]) -> anyhow::Result<()> {
    let job: Job = serde_json::from_str(args.first().context("a child needs its job")?)?;
    let mut options = Options::new(job.data.clone());
    options.memory = job.memory.unwrap_or(options.memory);
    let library = open(&job.corpus, &options)?;
    let (watch, phases, cancel) = (Watch::start(), Phases::default(), Cancel::default());
    let report = |progress| {
        phases.note(progress);
        if job.index_only && progress.phase == Phase::Comparing {
            cancel.cancel();
        }
    };
    let done = library.refresh(&report, &cancel)?;
    let (own, peak) = (watch.stop(), peak());
    let view = library.view()?;
    let kinds = match &job.log {
        Some((log, parents, copies)) => outcomes(&view, log, (parents, copies))?,
        None => BTreeMap::new(),
    };
    let measured = Measured {
        articles: done.articles,
        added: done.added,
        stories: view.stories().len(),
        pairs: view.pairs().count(),
        phases: phases
            .spent()
            .iter()
            .map(|(phase, spent)| (format!("{phase:?}"), spent.wall, spent.cpu))
            .collect(),
        own,
        peak,
        kinds,
    };
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}

/// Removes the stories below `data`; they are made anew from the index.
pub(super) fn forget_stories(data: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(data)? {
        let path = entry?.path();
        if path.is_dir() {
            forget_stories(&path)?;
        } else if path.file_name().is_some_and(|name| name == "stories.bin") {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
