//! The sets of real articles: their records, the pairs that are known of them, and each opened as a
//! library in a directory of its own.

use crate::clock::Phases;
use anyhow::Context;
use retold::corpus::ArticleId;
use retold::library::{Cancel, CorpusSpec, Library, Options, View};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// The sets, smallest texts last.
pub(super) const SETS: [&str; 3] = ["allsides_5k", "senate_25k", "reuters"];

/// One article as its file gives it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub id: String,
    pub title: Option<String>,
    pub text: String,
    pub date: Option<String>,
    pub source: Option<String>,
}

/// A pair that is known to be near-duplicate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub jaccard: f32,
    /// Places of the two records.
    pub a: u32,
    pub b: u32,
}

/// A set read whole.
pub(super) struct Set {
    pub name: String,
    pub path: PathBuf,
    pub records: Vec<Record>,
    /// Every pair at Jaccard .5 or more, where they were counted.
    pub known: Vec<Known>,
}

impl Set {
    pub(super) fn read(dir: &Path, name: &str) -> anyhow::Result<Self> {
        let path = dir.join(name).with_extension("jsonl");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let records: Vec<Record> =
            text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let known = known(&path.with_extension("pairs.tsv"), &records)?;
        Ok(Self { name: name.into(), path, records, known })
    }

    /// The sets whose name begins with `only`.
    pub(super) fn all(dir: &Path, only: &str) -> anyhow::Result<Vec<Self>> {
        SETS.iter()
            .filter(|name| name.starts_with(only))
            .map(|name| Self::read(dir, name))
            .collect()
    }

    /// The name the product gives each record.
    pub(super) fn ids(&self) -> Vec<ArticleId> {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        let mut seen: HashMap<&str, u32> = HashMap::new();
        self.records
            .iter()
            .map(|record| {
                let nth = seen.entry(record.id.as_str()).or_default();
                *nth += 1;
                ArticleId::derive(&file, &record.id, *nth - 1)
            })
            .collect()
    }
}

fn known(path: &Path, records: &[Record]) -> anyhow::Result<Vec<Known>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let places: HashMap<&str, u32> =
        records.iter().zip(0..).map(|(record, place)| (record.id.as_str(), place)).collect();
    let text = std::fs::read_to_string(path)?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let jaccard = fields.next()?.parse().ok()?;
        let (a, b) = (*places.get(fields.next()?)?, *places.get(fields.next()?)?);
        Some(Known { jaccard, a: a.min(b), b: a.max(b) })
    });
    Ok(rows.collect())
}

/// A set as the product has it after a first refresh.
pub(super) struct Opened {
    _data: TempDir,
    pub view: Arc<View>,
    pub phases: Phases,
}

impl Opened {
    pub(super) fn new(path: &Path) -> anyhow::Result<Self> {
        let data = TempDir::new().context("cannot make a temporary directory")?;
        let library = open(path, &Options::new(data.path().to_path_buf()))?;
        let phases = Phases::default();
        library.refresh(&|progress| phases.note(progress), &Cancel::default())?;
        Ok(Self { _data: data, view: library.view()?, phases })
    }
}

/// The library of the corpus at `path`.
pub(super) fn open(path: &Path, options: &Options) -> anyhow::Result<Library> {
    let fields = BTreeMap::new();
    Library::open(CorpusSpec::Paths { paths: vec![path.to_path_buf()], fields }, options)
}
