//! The sketches beside banded MinHash (the crate `gaoya`), in the same run: recall of pairs,
//! candidates, time. Both read words the same way.

use crate::clock::{Spent, timed};
use crate::corpora::{Record, Set};
use crate::stages;
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher64V1};
use rayon::prelude::*;
use retold::neardup::{Candidate, Edge, Fingerprint};
use retold::text::{fold, segment};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Bands and rows: the usual 128 hashes for a threshold near .4, and two that reach lower.
const SETTINGS: [(usize, usize); 3] = [(32, 4), (42, 3), (20, 5)];

/// Measures every set whose name begins with `only`.
pub(super) fn print(dir: &Path, only: &str) -> anyhow::Result<()> {
    for set in Set::all(dir, only)? {
        println!("\n## {}: {} articles", set.name, set.records.len());
        measure(&set);
    }
    Ok(())
}

type Pairs = HashSet<(u32, u32)>;

/// What one way of finding candidates came up with.
struct Found {
    name: String,
    pairs: Pairs,
    spent: Spent,
    /// Bytes it keeps for each article, about.
    bytes: usize,
}

fn measure(set: &Set) {
    let mut all = vec![ours(&set.records)];
    let (items, reading) = timed(|| items(&set.records));
    println!("reading shingles for MinHash: {reading}, counted in each of its times");
    for (bands, rows) in SETTINGS {
        let (exact, spent) = timed(|| banded(&items, bands, rows));
        let mut spent = spent;
        spent += reading;
        // A signature of 64-bit hashes, and in each band a key of 8 bytes and an id of 4.
        let bytes = bands * rows * 8 + bands * 12;
        let name = format!("MinHash {bands} × {rows}");
        all.push(Found { name, pairs: exact, spent, bytes });
    }
    for found in &all {
        println!(
            "{:<16} {:>9} candidates, {}, {} bytes an article",
            found.name,
            found.pairs.len(),
            found.spent,
            found.bytes
        );
    }
    if !set.known.is_empty() {
        let known = set.known.iter().map(|known| (known.jaccard, (known.a, known.b)));
        compare("every pair at Jaccard .5 or more", known, &all);
    }
    pooled(&set.records, &all);
}

fn ours(records: &[Record]) -> Found {
    let ((sketches, candidates), spent) = timed(|| {
        let sketches = stages::sketches(records);
        let candidates = stages::candidates(&sketches);
        (sketches, candidates)
    });
    let terms: usize = sketches.iter().map(Vec::len).sum();
    Found {
        name: "sketches".into(),
        pairs: candidates.iter().map(|pair| (pair.a, pair.b)).collect(),
        spent,
        bytes: terms * 4 / records.len().max(1),
    }
}

/// The hashes of each record's shingles: five words in a row, read as the sketches read them; of a
/// shorter text the whole.
fn items(records: &[Record]) -> Vec<Vec<u64>> {
    records.par_iter().map(|record| shingles(&record.text)).collect()
}

fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = segment::words(text)
        .flat_map(|span| span.of(text).split(['-', '\u{2010}', '\u{2011}']))
        .filter(|part| !part.is_empty())
        .map(|part| xxh3_64(fold::fold(part).as_bytes()))
        .collect();
    let hash = |words: &[u64]| {
        words.iter().fold(0, |seed, word| xxh3_64_with_seed(&word.to_le_bytes(), seed))
    };
    let mut shingles: Vec<u64> = match words.len() {
        0..5 => vec![hash(&words)],
        _ => words.windows(5).map(hash).collect(),
    };
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// The pairs that agree in a band.
fn banded(items: &[Vec<u64>], bands: usize, rows: usize) -> Pairs {
    let hasher = MinHasher64V1::new(bands * rows);
    let signatures: Vec<Vec<u64>> =
        items.par_iter().map(|items| hasher.create_signature(items.iter())).collect();
    let mut index = MinHashIndex::new(bands, rows, 0.0);
    let places: Vec<u32> = (0..).take(items.len()).collect();
    index.par_bulk_insert(places, signatures.clone());
    let found: Vec<HashSet<u32>> = index.par_bulk_query(&signatures);
    let pairs = found
        .iter()
        .zip(0_u32..)
        .flat_map(|(partners, a)| partners.iter().filter(move |b| a < **b).map(move |b| (a, *b)));
    pairs.collect()
}

/// The share of `truth` that each found, by resemblance.
fn compare(what: &str, truth: impl Iterator<Item = (f32, (u32, u32))>, all: &[Found]) {
    let mut bands: BTreeMap<u32, (usize, Vec<usize>)> = BTreeMap::new();
    for (resemblance, pair) in truth {
        for band in [(resemblance * 10.0).floor() as u32, 99] {
            let (count, hits) = bands.entry(band).or_insert_with(|| (0, vec![0; all.len()]));
            *count += 1;
            for (hit, found) in hits.iter_mut().zip(all) {
                *hit += usize::from(found.pairs.contains(&pair));
            }
        }
    }
    println!("recall of {what}:");
    for (band, (count, hits)) in bands {
        let label = if band == 99 { "all".into() } else { format!("{:.1}", band as f32 / 10.0) };
        let shares = hits.iter().zip(all);
        let shares = shares.map(|(n, f)| format!("{} {:.4}", f.name, *n as f64 / count as f64));
        println!("  {label:>4}: {count:>6} pairs; {}", shares.collect::<Vec<_>>().join(", "));
    }
}

/// Below Jaccard .5 no list is complete, so the candidates of all are pooled and verified exactly; the
/// copies among them are what each is measured against.
fn pooled(records: &[Record], all: &[Found]) {
    let mut pool: Vec<(u32, u32)> = all.iter().flat_map(|found| &found.pairs).copied().collect();
    pool.sort_unstable();
    pool.dedup();
    let mut prints: Vec<Fingerprint> = stages::fingerprints(records);
    stages::mask(&mut prints);
    let pool: Vec<Candidate> =
        pool.into_iter().map(|(a, b)| Candidate { a, b, shared: 1 }).collect();
    let edges = stages::verdicts(&pool, &prints);
    let copies: HashMap<(u32, u32), &Edge> = edges
        .iter()
        .filter(|edge| edge.relation.verdict.is_copy())
        .map(|edge| ((edge.a, edge.b), edge))
        .collect();
    let truth = copies.iter().map(|(pair, edge)| (edge.relation.resemblance, *pair));
    compare("the copies verified among all their candidates, by resemblance", truth, all);
}
