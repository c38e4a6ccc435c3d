//! What finding near-duplicates is made of: reading an article, a verdict on two, stories out of
//! verdicts. Each stands beside hashing the same bytes once (xxh3), a measure any machine has.
//!
//! With `RETOLD_DATA` set the articles are press releases, without it the bundled sample.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "only the real articles are of use here")]
mod salad;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use retold::corpus::Article;
use retold::index::Order;
use retold::library::{Cancel, CorpusSpec, Library, Options, Request};
use retold::neardup::{
    Boilerplate, Document, Edge, Fingerprint, Postings, Relation, Shingler, Thresholds, Verdict,
    clusters, relate, verify,
};
use std::hint::black_box;
use xxhash_rust::xxh3::xxh3_64;

/// Articles that are read in one go, at most.
const READ: usize = 500;

fn benches(criterion: &mut Criterion) {
    let articles = salad::real().expect("RETOLD_DATA is readable").unwrap_or_else(sample);
    reading(criterion, &articles);
    let mut sketches = Vec::new();
    let mut prints = Vec::new();
    let mut shingler = Shingler::new();
    for article in &articles {
        let (sketch, print) = shingler.sketch_and_fingerprint(document(article));
        sketches.push(sketch);
        prints.push(print);
    }
    let known = Boilerplate::learn(&prints);
    prints.iter_mut().for_each(|print| print.mask(&known));
    let pairs = candidates(&sketches);
    let get = |place: u32| prints.get(place as usize);
    let edges = verify(&pairs, get, &Thresholds::default(), &|_, _| true);
    verdicts(criterion, &articles, &prints, &pairs, &edges);
    stories(criterion, articles.len(), &edges);
}

/// Sketch and fingerprint, each alone and both from one reading.
fn reading(criterion: &mut Criterion, articles: &[Article]) {
    let some = &articles[..articles.len().min(READ)];
    let bytes = some.iter().map(|article| article.body.len() as u64).sum();
    let mut group = criterion.benchmark_group(format!("read {} articles", some.len()));
    group.throughput(Throughput::Bytes(bytes));
    let mut shingler = Shingler::new();
    group.bench_function("xxh3 over the bytes", |b| {
        b.iter(|| some.iter().map(|a| xxh3_64(a.body.as_bytes())).fold(0, u64::wrapping_add));
    });
    group.bench_function("sketch", |b| {
        b.iter(|| some.iter().map(|a| shingler.sketch(&a.body).len()).sum::<usize>());
    });
    group.bench_function("fingerprint", |b| {
        b.iter(|| some.iter().map(|a| shingler.fingerprint(document(a)).size()).sum::<usize>());
    });
    group.bench_function("sketch and fingerprint", |b| {
        b.iter(|| {
            let both = |a| shingler.sketch_and_fingerprint(document(a)).0.len();
            some.iter().map(both).sum::<usize>()
        });
    });
    group.finish();
}

/// The verdict on two articles: an unrelated candidate, a rewrite, a copy.
fn verdicts(
    criterion: &mut Criterion,
    articles: &[Article],
    prints: &[Fingerprint],
    pairs: &[(u32, u32)],
    edges: &[Edge],
) {
    let unrelated = pairs.iter().copied().find(|pair| !edges.iter().any(|e| (e.a, e.b) == *pair));
    let of = |verdict| edges.iter().find(|edge| edge.relation.verdict == verdict);
    let kinds = [
        ("unrelated candidate", unrelated),
        ("rewrite", of(Verdict::Rewrite).map(|edge| (edge.a, edge.b))),
        ("copy", of(Verdict::Copy).map(|edge| (edge.a, edge.b))),
    ];
    let thresholds = Thresholds::default();
    for (name, pair) in kinds {
        // The sample may lack a kind.
        let Some((a, b)) = pair else { continue };
        let texts = [a, b].map(|place| articles[place as usize].body.as_bytes());
        let [a, b] = [a, b].map(|place| &prints[place as usize]);
        let mut group = criterion.benchmark_group(format!("verdict: {name}"));
        group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
        group.bench_function("xxh3 over both texts", |bench| {
            bench.iter(|| texts.map(|text| xxh3_64(black_box(text))));
        });
        group.bench_function("relate", |bench| {
            bench.iter(|| relate(black_box(a), black_box(b), &thresholds));
        });
        group.finish();
    }
}

/// Stories out of all verified pairs.
fn stories(criterion: &mut Criterion, articles: usize, edges: &[Edge]) {
    let bytes: Vec<u8> =
        edges.iter().flat_map(|edge| fields(edge.relation, edge.a, edge.b)).collect();
    let mut group = criterion.benchmark_group(format!("stories of {} pairs", edges.len()));
    group.throughput(Throughput::Elements(edges.len() as u64));
    group.sample_size(20);
    group.bench_function("xxh3 over the pairs", |b| b.iter(|| xxh3_64(black_box(&bytes))));
    group.bench_function("clusters", |b| b.iter(|| clusters(articles, black_box(edges)).len()));
    group.finish();
}

/// Some bytes of a pair, for the hash to go over.
fn fields(relation: Relation, a: u32, b: u32) -> impl Iterator<Item = u8> {
    [a, b, relation.resemblance.to_bits(), relation.blocks].into_iter().flat_map(u32::to_le_bytes)
}

fn candidates(sketches: &[Vec<u32>]) -> Vec<(u32, u32)> {
    let of = |(place, sketch): (u32, &Vec<u32>)| -> Vec<(u32, u32)> {
        sketch.iter().map(|term| (*term, place)).collect()
    };
    let mut terms: Vec<(u32, u32)> = (0..).zip(sketches).flat_map(of).collect();
    terms.sort_unstable();
    let mut postings = Postings::new();
    for run in terms.chunk_by(|a, b| a.0 == b.0) {
        postings.add(&run.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    }
    postings.pairs(sketches.len(), 1).iter().map(|pair| (pair.a, pair.b)).collect()
}

fn document(article: &Article) -> Document<'_> {
    Document { body: &article.body, source: article.source.as_deref(), date: None }
}

/// The articles of the bundled sample.
fn sample() -> Vec<Article> {
    let data = tempfile::tempdir().expect("a temporary directory");
    let options = Options::new(data.path().to_path_buf());
    let library = Library::open(CorpusSpec::Sample, &options).expect("the sample opens");
    library.refresh(&|_| {}, &Cancel::default()).expect("the sample is indexed");
    let view = library.view().expect("a view");
    let everything = Request {
        query: String::new(),
        typing: false,
        order: Order::Newest,
        fold: false,
        offset: 0,
        limit: usize::MAX / 2,
        snippet: 0,
        windows: 1,
        copies: 0,
    };
    let found = view.search(&everything).expect("an answer");
    found.hits.iter().map(|hit| view.article(hit.card.id).expect("stored")).collect()
}

criterion_group!(group, benches);
criterion_main!(group);
