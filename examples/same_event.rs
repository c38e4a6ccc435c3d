//! Shows what is taken for reports of one event in real text, so that it can be judged by reading:
//! pairs drawn by chance, with titles, outlets, days and how they begin.
//!
//! `cargo run --release --example same_event -- FILE [--show N] [--skip N] [--lead N] [--partners N]` indexes FILE in a temporary
//! directory and prints N of the pairs, after the first so many, with so many bytes of each text. With
//! no partners the channel is off, which tells what it costs.

use retold::corpus::{ArticleDate, CorpusSpec};
use retold::library::{Cancel, Library, Options, Pair};
use retold::neardup::Verdict;
use retold::text::{sanitize, start_of};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;
use xxhash_rust::xxh3::xxh3_64;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or_else(|| anyhow::anyhow!("say which file to read"))?;
    let mut numbers =
        BTreeMap::from([("--show", 40_usize), ("--skip", 0), ("--lead", 0), ("--partners", 20)]);
    while let Some(arg) = args.next() {
        let Some(number) = numbers.get_mut(arg.as_str()) else { anyhow::bail!("what is {arg}?") };
        *number = args.next().unwrap_or_default().parse()?;
    }
    let data = tempfile::tempdir()?;
    let spec = CorpusSpec::Paths { paths: vec![PathBuf::from(path)], fields: BTreeMap::new() };
    let mut options = Options::new(data.path().to_path_buf());
    options.thresholds.event_partners = u32::try_from(numbers["--partners"])?;
    let library = Library::open(spec, &options)?;
    let start = Instant::now();
    library.refresh(&|_| (), &Cancel::default())?;
    let view = library.view()?;
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for pair in view.pairs() {
        *counts.entry(pair.relation.verdict).or_default() += 1;
    }
    println!("{} articles in {:.1} s: {counts:?}", view.len(), start.elapsed().as_secs_f32());
    let mut pairs: Vec<Pair> =
        view.pairs().filter(|pair| pair.relation.verdict == Verdict::SameEvent).collect();
    // By chance, and the same at every run.
    pairs.sort_by_key(|pair| xxh3_64(&(pair.a.0 ^ pair.b.0.rotate_left(32)).to_le_bytes()));
    for pair in pairs.iter().skip(numbers["--skip"]).take(numbers["--show"]) {
        println!();
        for id in [pair.a, pair.b] {
            let article = view.article(id)?;
            let date = article.date.map(|date: ArticleDate| date.to_string()).unwrap_or_default();
            let source = article.source.unwrap_or_default();
            let title = start_of(&article.title, 110);
            println!("  {date:<16.16} {source:<14.14} {}", sanitize::line(title));
            let lead = start_of(&article.body, numbers["--lead"]).replace('\n', " ");
            if !lead.is_empty() {
                println!("        {}", sanitize::line(&lead));
            }
        }
    }
    Ok(())
}
