//! Measures near-duplicate detection on real text: recall, judged precision, speed, memory, a rival.
//! `cargo run --release --example neardup_quality -- DIR [SECTION …] [--only NAME] [--judge N]`
//!
//! DIR holds `NAME.jsonl` (fields `id`, `text`, `title`, `source`, `date`) and, where every pair at
//! Jaccard .5 or more is known, `NAME.pairs.tsv` (Jaccard, id, id). Without a section all are
//! measured, one after another:
//!
//! - `recall`: the known pairs against what the product finds, end to end;
//! - `stages`: each stage by itself, without an index;
//! - `minhash`: the sketches beside banded MinHash, in the same run on the same shingles;
//! - `judged`: what a careful reader says of a sample of each set's pairs (`--judge N` prints N pairs of
//!   each that nobody has read yet);
//! - `scale`: from the stored corpus to stories at 5,000, 25,000 and 100,000 articles;
//! - `add`: a hundred articles added to a hundred thousand.
//!
//! Processor time depends less on what else the machine does than time by the clock; both are told.

mod add;
mod child;
mod clock;
mod corpora;
mod judged;
mod made;
mod minhash;
mod recall;
mod scale;
mod stages;

use anyhow::{Context, bail};
use std::path::PathBuf;

/// What is measured, in this order.
const SECTIONS: [&str; 6] = ["recall", "stages", "minhash", "judged", "scale", "add"];

/// What was asked for on the command line.
struct Asked {
    dir: PathBuf,
    sections: Vec<String>,
    /// The set to keep to; empty for all.
    only: String,
    /// Pairs to print for reading.
    judge: usize,
}

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == child::FLAG) {
        return child::main(&args[1..]);
    }
    let asked = Asked::parse(args)?;
    for section in SECTIONS.into_iter().filter(|name| asked.wants(name)) {
        println!("\n# {section}");
        match section {
            "recall" => recall::print(&asked.dir, &asked.only)?,
            "stages" => stages::print(&asked.dir, &asked.only)?,
            "minhash" => minhash::print(&asked.dir, &asked.only)?,
            "judged" => judged::print(&asked.dir, &asked.only, asked.judge)?,
            // They share the large corpus.
            "scale" => scale::print(&asked.dir, asked.wants("add"))?,
            _ if asked.wants("scale") => println!("(see the end of scale)"),
            _ => add::print(&asked.dir)?,
        }
    }
    Ok(())
}

impl Asked {
    fn parse(args: Vec<String>) -> anyhow::Result<Self> {
        let mut args = args.into_iter();
        let dir = args.next().context("say which folder holds the .jsonl files")?.into();
        let mut asked = Self { dir, sections: Vec::new(), only: String::new(), judge: 0 };
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--only" => asked.only = args.next().context("--only takes the name of a set")?,
                "--judge" => {
                    asked.judge = args.next().context("--judge takes a number")?.parse()?
                }
                section if SECTIONS.contains(&section) => asked.sections.push(arg),
                _ => bail!("{arg}: the sections are {}", SECTIONS.join(", ")),
            }
        }
        if asked.judge > 0 && asked.sections.is_empty() {
            asked.sections.push("judged".into());
        }
        Ok(asked)
    }

    fn wants(&self, section: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|name| name == section)
    }
}
