//! A hundred articles added to a hundred thousand: half of them edits of what is there, half new.

use crate::child::Job;
use crate::corpora::Record;
use crate::made::{edited, line, salad};
use crate::scale::{Case, FILE, LARGEST, every_record, print_kinds};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Articles that are added.
const ADDED: usize = 100;
/// The file they are in.
const NEW: &str = "new.jsonl";

/// Makes the large corpus, compares it, and adds to it.
pub(super) fn print(dir: &Path) -> anyhow::Result<()> {
    let records = every_record(dir)?;
    let case = Case::made(&records, LARGEST)?;
    case.job().run()?;
    to(&case, &records)
}

/// Adds to the corpus of `case`, which was made of `records` and compared.
pub(super) fn to(case: &Case, records: &[Record]) -> anyhow::Result<()> {
    // The same even choice that the corpus was made of, so that parents are in it.
    let half = LARGEST.div_ceil(2);
    let real: Vec<&Record> =
        (0..half).filter_map(|n| records.get(n * records.len() / half)).collect();
    let log = case.beside("added.jsonl");
    let mut out = BufWriter::new(File::create(case.corpus().join(NEW))?);
    let mut lines = BufWriter::new(File::create(&log)?);
    for n in 0..ADDED as u64 {
        let id = format!("added-{n}");
        // Seeds that no article of the corpus was made with.
        let seed = LARGEST as u64 + n;
        if n % 2 == 1 {
            salad(&real, &id, seed).map_or(Ok(()), |record| line(&mut out, &record))?;
        } else if let Some((record, logged)) = edited(&real, &id, seed) {
            line(&mut out, &record)?;
            line(&mut lines, &logged)?;
        }
    }
    out.flush()?;
    lines.flush()?;
    drop((out, lines));
    println!("\n## {ADDED} articles added to {LARGEST}");
    let log = Some((log, FILE.to_string(), NEW.to_string()));
    let measured = Job { log, ..case.job() }.run()?;
    let all: f64 = measured.phases.iter().map(|(_, wall, _)| wall).sum();
    println!("{} added, {} articles now: {all:.2} s in all", measured.added, measured.articles);
    for (phase, wall, cpu) in &measured.phases {
        println!("  {phase:<12} {wall:.3} s ({cpu:.2} s of processor)");
    }
    println!("  memory of its own {:.0} MB", measured.own as f64 / 1e6);
    print_kinds(&measured.kinds);
    Ok(())
}
