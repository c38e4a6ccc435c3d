//! A whole corpus, end to end: indexing, opening again, searching, comparing, and peak memory.
//! Reads the files that `RETOLD_DATA` points at; without it, measures the bundled sample.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use retold::diff;
use retold::index::Order;
use retold::library::{Cancel, CorpusSpec, Library, Options, Phase, Progress, Request};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What a reader might type, every prefix of which is searched.
const TYPED: [&str; 8] = [
    "veterans hospital",
    "energy bill",
    "\"secretary of\" defense",
    "oil price",
    "hurricane relief funding",
    "iraq",
    "senator announced today",
    "trade deficit",
];

fn main() {
    let corpora: Vec<(String, CorpusSpec)> = match std::env::var_os("RETOLD_DATA") {
        Some(root) => ["senate_25k.jsonl", "reuters.jsonl", "allsides_5k.jsonl", "livedoor_ja"]
            .iter()
            .map(|name| {
                let path = PathBuf::from(&root).join("data").join(name);
                assert!(path.exists(), "{} is missing", path.display());
                let fields = BTreeMap::new();
                (name.to_string(), CorpusSpec::Paths { paths: vec![path], fields })
            })
            .collect(),
        None => vec![("the bundled sample".into(), CorpusSpec::Sample)],
    };
    for (name, spec) in corpora {
        measure(&name, spec);
    }
}

fn measure(name: &str, spec: CorpusSpec) {
    println!("\n{name}");
    let data = tempfile::tempdir().expect("a temporary directory");
    let options = Options::new(data.path().to_path_buf());

    let library = Library::open(spec.clone(), &options).expect("the corpus opens");
    let phases = Mutex::new(Vec::<(Phase, Instant)>::new());
    let note = |progress: Progress| {
        let mut phases = phases.lock().expect("no panic while reporting");
        if phases.last().is_none_or(|(phase, _)| *phase != progress.phase) {
            phases.push((progress.phase, Instant::now()));
        }
    };
    let report = library.refresh(&note, &Cancel::default()).expect("the corpus is indexed");
    line("articles", report.articles);
    line("first build", seconds(report.took));
    for pair in phases.lock().expect("no panic while reporting").windows(2) {
        line(&format!("  {:?}", pair[0].0), seconds(pair[1].1 - pair[0].1));
    }
    line("  articles/s", (report.articles as f64 / report.took.as_secs_f64()) as u64);
    line("stories", report.stories);
    line("index on disk", format!("{:.1} MB", size(data.path()) as f64 / 1e6));
    line("peak memory so far", peak());
    drop(library);

    let started = Instant::now();
    let library = Library::open(spec, &options).expect("the corpus opens again");
    let view = library.view().expect("a view");
    let opened = started.elapsed();
    let first = view.search(&request("", 40)).expect("the newest");
    line("opened again", seconds(opened));
    line("  and newest listed", seconds(started.elapsed()));
    let started = Instant::now();
    library.refresh(&|_| {}, &Cancel::default()).expect("nothing to do");
    line("refresh, nothing changed", seconds(started.elapsed()));

    let mut times = Vec::new();
    for text in TYPED {
        for end in 1..=text.len() {
            let started = Instant::now();
            view.search(&request(&text[..end], 40)).expect("an answer");
            times.push(started.elapsed());
        }
    }
    quantiles("key to results", &mut times);

    let mut times = Vec::new();
    let stories = view.stories().iter().take(200);
    for mut members in stories.map(|story| story.ids()) {
        let (Some(a), Some(b)) = (members.next(), members.next_back()) else { continue };
        let (a, b) = (view.article(a).expect("stored"), view.article(b).expect("stored"));
        let started = Instant::now();
        let text = |body| diff::Text { body };
        std::hint::black_box(diff::compare(text(&a.body), text(&b.body)));
        times.push(started.elapsed());
    }
    quantiles("comparing two of a story", &mut times);

    let mut times = Vec::new();
    for hit in first.hits.iter().take(40) {
        let started = Instant::now();
        view.similar(hit.card.id, false).expect("an answer");
        times.push(started.elapsed());
    }
    quantiles("near-duplicates of one", &mut times);
    line("peak memory", peak());
}

fn request(query: &str, limit: usize) -> Request {
    Request {
        query: query.into(),
        typing: true,
        order: Order::Relevance,
        fold: true,
        offset: 0,
        limit,
        snippet: 120,
        windows: 1,
        copies: 0,
    }
}

fn line(name: &str, value: impl std::fmt::Display) {
    println!("  {name:<28} {value}");
}

fn seconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn quantiles(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| {
        let place = ((times.len() as f64 - 1.0) * share).round() as usize;
        times.get(place).copied().unwrap_or_default()
    };
    let text = format!(
        "p50 {} · p95 {} · p99 {} ({} runs)",
        seconds(at(0.5)),
        seconds(at(0.95)),
        seconds(at(0.99)),
        times.len()
    );
    line(name, text);
}

/// Bytes of all files below `path`.
fn size(path: &std::path::Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => size(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}

/// The most memory this process has had resident, where the system tells.
fn peak() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?.to_string();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or("unknown".into(), |kib| format!("{:.0} MB", kib as f64 / 1024.0))
}
