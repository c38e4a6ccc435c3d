//! Each stage by itself, straight from the texts: sketches, candidates, boilerplate, verdicts, stories.
//! What the product does between an index and its stories, without the index.

use crate::clock::{Spent, timed};
use crate::corpora::{Record, Set};
use rayon::prelude::*;
use retold::neardup::{
    Boilerplate, Candidate, Cluster, Document, Edge, Fingerprint, Postings, Shingler, Thresholds,
    Verdict, clusters, sketch, verify,
};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Measures every set whose name begins with `only`.
pub(super) fn print(dir: &Path, only: &str) -> anyhow::Result<()> {
    for set in Set::all(dir, only)? {
        println!("\n## {}: {} articles", set.name, set.records.len());
        measure(&set.records);
    }
    Ok(())
}

fn measure(records: &[Record]) {
    let mut all = Spent::default();
    let mut told = |name: &str, spent: Spent, what: String| {
        all += spent;
        println!("{name:<14} {spent}; {what}");
    };
    let (sketches, spent) = timed(|| sketches(records));
    let terms: usize = sketches.iter().map(Vec::len).sum();
    told("sketches", spent, format!("{} terms an article", terms / records.len().max(1)));
    let (candidates, spent) = timed(|| candidates(&sketches));
    told("candidates", spent, format!("{} pairs", candidates.len()));
    let (mut prints, spent) = timed(|| fingerprints(records));
    let bytes: usize = prints.iter().map(Fingerprint::size).sum();
    told("fingerprints", spent, format!("{} bytes an article", bytes / records.len().max(1)));
    let (known, spent) = timed(|| mask(&mut prints));
    told("boilerplate", spent, format!("{known} shingles"));
    let (edges, spent) = timed(|| verdicts(&candidates, &prints));
    told("verdicts", spent, by_verdict(&edges));
    let (stories, spent) = timed(|| clusters(records.len(), &edges));
    told("stories", spent, sizes(&stories));
    println!("{:<14} {all}; {:.0} articles a second and core", "in all", per_core(records, all));
    println!("{}", by_shared(&candidates, &edges));
}

fn per_core(records: &[Record], spent: Spent) -> f64 {
    records.len() as f64 / spent.cpu
}

/// The sketch of each record.
pub(super) fn sketches(records: &[Record]) -> Vec<Vec<u32>> {
    records.par_iter().map_init(Shingler::new, |shingler, r| shingler.sketch(&r.text)).collect()
}

/// How many terms the sketches of two texts share.
pub(super) fn shared_terms(a: &str, b: &str) -> usize {
    let (a, b) = (sketch(a), sketch(b));
    a.iter().filter(|term| b.binary_search(term).is_ok()).count()
}

/// The pairs that share a term.
pub(super) fn candidates(sketches: &[Vec<u32>]) -> Vec<Candidate> {
    let mut terms: Vec<u64> = sketches
        .iter()
        .zip(0_u64..)
        .flat_map(|(sketch, place)| sketch.iter().map(move |term| u64::from(*term) << 32 | place))
        .collect();
    terms.par_sort_unstable();
    let mut postings = Postings::new();
    let mut places = Vec::new();
    for run in terms.chunk_by(|a, b| a >> 32 == b >> 32) {
        places.clear();
        places.extend(run.iter().map(|term| *term as u32));
        postings.add(&places);
    }
    postings.pairs(sketches.len(), 1)
}

/// The fingerprint of each record.
pub(super) fn fingerprints(records: &[Record]) -> Vec<Fingerprint> {
    records
        .par_iter()
        .map_init(Shingler::new, |shingler, record| {
            let source = record.source.as_deref();
            shingler.fingerprint(Document { body: &record.text, source, date: None })
        })
        .collect()
}

/// Learns what is boilerplate and marks it; returns how many shingles are.
pub(super) fn mask(prints: &mut [Fingerprint]) -> usize {
    let known = Boilerplate::learn(prints.iter());
    prints.par_iter_mut().for_each(|print| print.mask(&known));
    known.len()
}

/// The exact verdicts on `candidates`, those that are unrelated left out.
pub(super) fn verdicts(candidates: &[Candidate], prints: &[Fingerprint]) -> Vec<Edge> {
    let pairs: Vec<_> = candidates.iter().map(|pair| (pair.a, pair.b)).collect();
    verify(&pairs, |place| prints.get(place as usize), &Thresholds::default(), &|_, _| true)
}

fn by_verdict(edges: &[Edge]) -> String {
    let mut by: BTreeMap<Verdict, usize> = BTreeMap::new();
    edges.iter().for_each(|edge| *by.entry(edge.relation.verdict).or_default() += 1);
    let told: Vec<_> = by.iter().map(|(verdict, n)| format!("{} {n}", verdict.label())).collect();
    told.join(", ")
}

fn sizes(stories: &[Cluster]) -> String {
    let mut sizes: Vec<usize> = stories.iter().map(|story| story.members.len()).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let members: usize = sizes.iter().sum();
    sizes.truncate(8);
    format!("{} of {members} articles, the largest {sizes:?}", stories.len())
}

/// What a larger least number of shared terms would save and cost.
fn by_shared(candidates: &[Candidate], edges: &[Edge]) -> String {
    let copies = edges.iter().filter(|edge| edge.relation.verdict.is_copy());
    let copies: HashSet<(u32, u32)> = copies.map(|edge| (edge.a, edge.b)).collect();
    let mut counts = [(0_usize, 0_usize); 5];
    for pair in candidates {
        if let Some(count) = counts.get_mut((pair.shared.max(1) as usize).min(5) - 1) {
            count.0 += 1;
            count.1 += usize::from(copies.contains(&(pair.a, pair.b)));
        }
    }
    let told =
        counts.iter().zip(1..).map(|((pairs, copies), n)| format!("{n}: {copies} of {pairs}"));
    format!("copies by shared terms: {}", told.collect::<Vec<_>>().join(", "))
}
