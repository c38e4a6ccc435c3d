//! Measures near-duplicate detection on real text: recall against exact pair lists, what is verified,
//! what comes of it, how fast and in how much memory.
//!
//! `cargo run --release --example neardup_quality -- DIR [NAME] [--show N]` reads each `NAME*.jsonl`
//! in DIR (fields `id`, `text`, `source`) with the `.pairs.tsv` beside it (Jaccard, id, id), and
//! each folder of texts; `--show N` prints N pairs of each verdict with their titles.

use rayon::prelude::*;
use retold::neardup::{
    Boilerplate, Candidate, Cluster, Document, Edge, Fingerprint, Postings, Shingler, Thresholds,
    Verdict, clusters, relate, verify,
};
use retold::text::sanitize;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Candidates share at least this many sketch terms.
const LEAST: u32 = 1;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().ok_or("say which folder holds the .jsonl files")?);
    let (mut name, mut show) = (String::new(), 0);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--show" => show = args.next().ok_or("--show takes a number")?.parse()?,
            _ => name = arg,
        }
    }
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&dir)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem.starts_with(&name) && path.extension().is_some_and(|ext| ext == "jsonl") {
            measure(&stem, &read_records(&path)?, &read_pairs(&path)?, show);
        } else if stem.starts_with(&name) && path.is_dir() {
            let records = read_folder(&path)?;
            if !records.is_empty() {
                measure(&stem, &records, &[], show);
            }
        }
    }
    Ok(())
}

fn measure(name: &str, records: &[Record], truth: &[(f32, String, String)], show: usize) {
    println!("\n## {name}: {} articles", records.len());
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let made: Vec<(Vec<u32>, Fingerprint)> = records
        .par_iter()
        .map_init(Shingler::new, |shingler, record| {
            let source = record.source.as_deref();
            shingler.sketch_and_fingerprint(Document { body: &record.text, source, date: None })
        })
        .collect();
    let (sketches, mut prints): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    let sketched = start.elapsed();
    let cpu_sketched = cpu_seconds() - cpu;
    let candidates = postings(&sketches).pairs(records.len(), LEAST);
    let paired = start.elapsed();
    let known = Boilerplate::learn(&prints);
    prints.par_iter_mut().for_each(|print| print.mask(&known));
    let learned = start.elapsed();
    let pairs: Vec<_> = candidates.iter().map(|pair| (pair.a, pair.b)).collect();
    let edges =
        verify(&pairs, |place| prints.get(place as usize), &Thresholds::default(), &|_, _| true);
    let verified = start.elapsed();
    let stories = clusters(records.len(), &edges);
    let all = start.elapsed();
    let cpu_all = cpu_seconds() - cpu;

    let terms: usize = sketches.iter().map(Vec::len).sum();
    let bytes: usize = prints.iter().map(Fingerprint::size).sum();
    let per = |total: usize| total / records.len().max(1);
    println!("terms/article {}, fingerprint bytes/article {}", per(terms), per(bytes));
    println!("boilerplate shingles {}", known.len());
    println!("candidates {}, copies {}", pairs.len(), copies(&edges).count());
    println!(
        "sketch+fingerprint {sketched:.2?}, candidates {:.2?}, boilerplate {:.2?}, verdicts {:.2?}, \
         clusters {:.2?}; {:.0} articles/s on {} threads",
        paired - sketched,
        learned - paired,
        verified - learned,
        all - verified,
        records.len() as f64 / all.as_secs_f64(),
        rayon::current_num_threads(),
    );
    println!(
        "articles per second of processor time: sketched {:.0}, in all {:.0}",
        records.len() as f64 / cpu_sketched,
        records.len() as f64 / cpu_all,
    );
    report_shared(&candidates, &edges);
    report_verdicts(&edges);
    report_clusters(&stories);
    report_recall(records, &prints, truth, &candidates, &edges, &stories);
    println!("peak memory {}", peak_memory());
    for (verdict, edges) in by_verdict(&edges) {
        for edge in sample(&edges, show) {
            print_pair(records, verdict, edge);
        }
    }
}

fn postings(sketches: &[Vec<u32>]) -> Postings {
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
    postings
}

fn copies(edges: &[Edge]) -> impl Iterator<Item = &Edge> {
    edges.iter().filter(|edge| edge.relation.verdict.is_copy())
}

fn by_verdict(edges: &[Edge]) -> BTreeMap<Verdict, Vec<&Edge>> {
    let mut by: BTreeMap<Verdict, Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        by.entry(edge.relation.verdict).or_default().push(edge);
    }
    by
}

/// What a larger least number of shared terms would save and cost.
fn report_shared(candidates: &[Candidate], edges: &[Edge]) {
    let copied: HashMap<(u32, u32), ()> = copies(edges).map(|e| ((e.a, e.b), ())).collect();
    let mut counts = [(0_usize, 0_usize); 5];
    for pair in candidates {
        if let Some(count) = counts.get_mut((pair.shared as usize).min(5) - 1) {
            count.0 += 1;
            count.1 += usize::from(copied.contains_key(&(pair.a, pair.b)));
        }
    }
    print!("shared terms (pairs, copies):");
    for (shared, (pairs, copies)) in counts.iter().enumerate() {
        print!(" {}: {pairs}, {copies};", shared + 1);
    }
    println!();
}

fn report_verdicts(edges: &[Edge]) {
    print!("verdicts:");
    for (verdict, edges) in by_verdict(edges) {
        print!(" {} {},", verdict.label(), edges.len());
    }
    println!();
}

fn report_clusters(stories: &[Cluster]) {
    let mut sizes: Vec<usize> = stories.iter().map(|story| story.members.len()).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let members: usize = sizes.iter().sum();
    sizes.truncate(12);
    println!("clusters {}, articles in them {members}, largest {sizes:?}", stories.len());
}

/// Of the pairs of the list, by Jaccard: found as a copy, in one cluster, or either.
fn report_recall(
    records: &[Record],
    prints: &[Fingerprint],
    truth: &[(f32, String, String)],
    candidates: &[Candidate],
    edges: &[Edge],
    stories: &[Cluster],
) {
    let places: HashMap<&str, u32> =
        records.iter().zip(0..).map(|(record, place)| (record.id.as_str(), place)).collect();
    let asked: HashMap<(u32, u32), u32> =
        candidates.iter().map(|pair| ((pair.a, pair.b), pair.shared)).collect();
    let found: HashMap<(u32, u32), ()> = copies(edges).map(|e| ((e.a, e.b), ())).collect();
    let mut story: HashMap<u32, usize> = HashMap::new();
    for (number, cluster) in stories.iter().enumerate() {
        story.extend(cluster.members.iter().map(|place| (*place, number)));
    }
    let mut bands: BTreeMap<u32, [usize; 5]> = BTreeMap::new();
    let mut missed = Vec::new();
    for (jaccard, a, b) in truth {
        let (Some(&a), Some(&b)) = (places.get(a.as_str()), places.get(b.as_str())) else {
            continue;
        };
        let pair = (a.min(b), a.max(b));
        let edge = found.contains_key(&pair);
        let together = story.contains_key(&a) && story.get(&a) == story.get(&b);
        for band in [(jaccard * 10.0).floor() as u32, 99] {
            let [all, seen, hit, same, either] = bands.entry(band).or_default();
            *all += 1;
            *seen += usize::from(asked.contains_key(&pair));
            *hit += usize::from(edge);
            *same += usize::from(together);
            *either += usize::from(edge || together);
        }
        if !edge && !together {
            missed.push((*jaccard, pair, asked.get(&pair)));
        }
    }
    for (band, [all, seen, hit, same, either]) in bands {
        let share = |n: usize| n as f64 / all as f64;
        let label = if band == 99 { "all".into() } else { format!("J ≥ .{band}") };
        println!(
            "{:>7}: {all:>6} pairs, candidates {:.4}, copies {:.4}, one story {:.4}, either {:.4}",
            if band == 10 { "J = 1" } else { &label },
            share(seen),
            share(hit),
            share(same),
            share(either)
        );
    }
    for (jaccard, (a, b), shared) in missed.iter().take(30) {
        let id = |place: u32| records.get(place as usize).map_or("", |r| r.id.as_str());
        let print = |place: u32| prints.get(place as usize);
        let relation = print(*a).zip(print(*b)).map(|(a, b)| relate(a, b, &Thresholds::default()));
        println!("  missed {jaccard} {} {} (shared terms {shared:?}) {relation:?}", id(*a), id(*b));
    }
}

fn sample<'a>(edges: &[&'a Edge], count: usize) -> Vec<&'a Edge> {
    let step = (edges.len() / count.max(1)).max(1);
    edges.iter().step_by(step).take(count).copied().collect()
}

fn print_pair(records: &[Record], verdict: Verdict, edge: &Edge) {
    let r = edge.relation;
    println!(
        "{}: J {:.2} a {:.2} b {:.2} unquoted {:.2} {:.2} blocks {} longest {}",
        verdict.label(),
        r.resemblance,
        r.containment_a,
        r.containment_b,
        r.unquoted_a,
        r.unquoted_b,
        r.blocks,
        r.longest
    );
    for place in [edge.a, edge.b] {
        let Some(record) = records.get(place as usize) else { continue };
        let title: String =
            record.title.as_deref().unwrap_or(&record.text).chars().take(90).collect();
        let source = record.source.as_deref().unwrap_or("");
        println!("    [{}] {}: {}", record.id, sanitize::line(source), sanitize::line(&title));
    }
}

fn read_records(path: &Path) -> Result<Vec<Record>> {
    std::fs::read_to_string(path)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn read_pairs(path: &Path) -> Result<Vec<(f32, String, String)>> {
    let path = path.with_extension("pairs.tsv");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path)?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let jaccard = fields.next()?.parse().ok()?;
        Some((jaccard, fields.next()?.to_owned(), fields.next()?.to_owned()))
    });
    Ok(rows.collect())
}

/// The `.txt` and `.md` files below `dir`, an article each.
fn read_folder(dir: &Path) -> Result<Vec<Record>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(read_folder(&path)?);
        } else if path.extension().is_some_and(|ext| ext == "txt" || ext == "md") {
            let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            out.push(Record { id, text, title: None, source: None });
        }
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}

/// Processor time the process has used, where the system tells; it does not depend on what else the
/// machine is doing as the time of day does.
fn cpu_seconds() -> f64 {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    });
    ticks.unwrap_or(f64::NAN) / 100.0
}

/// The most memory the process has had, where the system tells.
fn peak_memory() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
            Some(line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
        })
        .unwrap_or_else(|| "unknown".into())
}
