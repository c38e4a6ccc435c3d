//! How many of the pairs known to be near-duplicates the product finds, end to end: the file indexed
//! and compared as a reader's would be. What is missed is listed, and why.

use crate::corpora::{Known, Opened, Set};
use crate::stages::shared_terms;
use retold::corpus::ArticleId;
use retold::library::{Phase, View};
use retold::neardup::Verdict;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Within a story of more members than this not every pair is compared; to be in it counts.
pub(super) const LARGE: usize = 300;
/// Pairs that are missed and shown.
const SHOWN: usize = 30;

/// Measures every set with known pairs whose name begins with `only`.
pub(super) fn print(dir: &Path, only: &str) -> anyhow::Result<()> {
    for set in Set::all(dir, only)?.iter().filter(|set| !set.known.is_empty()) {
        let opened = Opened::new(&set.path)?;
        println!(
            "\n## {}: {} articles, {} known pairs",
            set.name,
            opened.view.len(),
            set.known.len()
        );
        for phase in [Phase::Indexing, Phase::Committing, Phase::Comparing, Phase::Relating] {
            println!("{phase:?} {}", opened.phases.of(phase));
        }
        measure(set, &opened.view);
    }
    Ok(())
}

/// How a known pair came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Verified, with this verdict.
    Told(Verdict),
    /// In one story too large for every pair.
    InLargeStory,
    Missed,
}

/// What is counted of the pairs of one band.
#[derive(Default)]
struct Band {
    all: usize,
    told: BTreeMap<Verdict, usize>,
    large: usize,
    together: usize,
    missed: usize,
}

fn measure(set: &Set, view: &View) {
    let ids = set.ids();
    let id = |place: u32| ids.get(place as usize).copied().unwrap_or(ArticleId(0));
    let told: HashMap<_, _> =
        view.pairs().map(|pair| (ordered(pair.a, pair.b), pair.relation.verdict)).collect();
    let mut bands: BTreeMap<u32, Band> = BTreeMap::new();
    let mut missed = Vec::new();
    for known in &set.known {
        let (a, b) = (id(known.a), id(known.b));
        let story =
            view.story_of(a).filter(|story| view.story_of(b).is_some_and(|s| s.id == story.id));
        let outcome = match told.get(&ordered(a, b)) {
            Some(verdict) => Outcome::Told(*verdict),
            None if story.is_some_and(|s| s.members.len() > LARGE) => Outcome::InLargeStory,
            None => Outcome::Missed,
        };
        for key in [(known.jaccard * 10.0).floor() as u32, ALL] {
            bands.entry(key).or_default().count(outcome, story.is_some());
        }
        if outcome == Outcome::Missed {
            missed.push((*known, reason(set, view, known, (a, b))));
        }
    }
    bands.iter().for_each(|(key, band)| println!("{:>8}: {}", name(*key), band.line()));
    explain(set, &missed);
}

/// The key of the band that holds every pair.
const ALL: u32 = 99;

fn name(key: u32) -> String {
    match key {
        ALL => "all".into(),
        10 => "J = 1".into(),
        tenth => format!("J ≥ .{tenth}"),
    }
}

fn ordered(a: ArticleId, b: ArticleId) -> (ArticleId, ArticleId) {
    (a.min(b), a.max(b))
}

impl Band {
    fn count(&mut self, outcome: Outcome, together: bool) {
        self.all += 1;
        self.together += usize::from(together);
        match outcome {
            Outcome::Told(verdict) => *self.told.entry(verdict).or_default() += 1,
            Outcome::InLargeStory => self.large += 1,
            Outcome::Missed => self.missed += 1,
        }
    }

    fn line(&self) -> String {
        let share = |part: usize| part as f64 / self.all.max(1) as f64;
        let verdicts = self.told.iter().map(|(v, n)| format!("{} {n}", v.label()));
        format!(
            "{:>6} pairs, recall {:.4} ({} missed), in one story {:.4}; in a large story {}, {}",
            self.all,
            share(self.all - self.missed),
            self.missed,
            share(self.together),
            self.large,
            verdicts.collect::<Vec<_>>().join(", "),
        )
    }
}

/// Why a pair was missed.
struct Reason {
    /// The kind, to count by.
    kind: String,
    /// What was measured.
    measures: String,
}

fn reason(set: &Set, view: &View, known: &Known, (a, b): (ArticleId, ArticleId)) -> Reason {
    let text = |place: u32| set.records.get(place as usize).map_or("", |r| r.text.as_str());
    let shared = shared_terms(text(known.a), text(known.b));
    let why = match view.why(a, b) {
        Ok(why) => why,
        Err(error) => {
            return Reason { kind: "not in the index".into(), measures: error.to_string() };
        }
    };
    let r = why.relation;
    let failed: Vec<_> =
        why.tests.iter().filter(|test| !test.met).map(|test| test.measure).collect();
    let kind = match (r.verdict, shared) {
        (_, 0) => "no sketch term in common".into(),
        (Verdict::Unrelated, _) if failed.is_empty() => "unrelated".into(),
        (Verdict::Unrelated, _) => format!("unrelated, as these fell short: {}", failed.join(", ")),
        (verdict, _) => format!("{}, but never compared", verdict.label()),
    };
    let measures = format!(
        "shared terms {shared}, resemblance {:.2}, containment {:.2} {:.2}, unquoted {:.2} {:.2}, \
         blocks {}, longest {}, covered {:.2}, masked {}",
        r.resemblance,
        r.containment_a,
        r.containment_b,
        r.unquoted_a,
        r.unquoted_b,
        r.blocks,
        r.longest,
        r.covered,
        r.masked
    );
    Reason { kind, measures }
}

fn explain(set: &Set, missed: &[(Known, Reason)]) {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    missed.iter().for_each(|(_, reason)| *kinds.entry(&reason.kind).or_default() += 1);
    kinds.iter().for_each(|(kind, count)| println!("  {count} missed: {kind}"));
    let id = |place: u32| set.records.get(place as usize).map_or("", |r| r.id.as_str());
    for (known, reason) in missed.iter().take(SHOWN) {
        let (a, b) = (id(known.a), id(known.b));
        println!("  {:.4} {a} {b}: {}; {}", known.jaccard, reason.kind, reason.measures);
    }
    if missed.len() > SHOWN {
        println!("  … and {} more", missed.len() - SHOWN);
    }
}
