//! From a key to the frame that shows its results: 200 queries typed letter by letter into the browser
//! itself, beside SQLite's FTS5 and ripgrep on the same articles.
//!
//! With `RETOLD_DATA` set the articles are all of its `data`, without it word salad; `--made N` makes a
//! larger corpus out of them (500,000 unless said otherwise; 0 for none). What is made is kept in the
//! target directory for the next run; `--only real` or `--only made` measures one of the two, `--parts`
//! some of `opening,keys,others`. `sqlite3` and `rg` are measured where they are installed.

mod corpora;
mod opening;
mod others;
mod queries;
#[allow(dead_code, reason = "not all of it is of use here")]
#[path = "../salad/mod.rs"]
mod salad;
mod session;
mod times;

use anyhow::{Context, Result};
use corpora::Corpus;
use queries::Typed;
use retold::library::Library;
use session::Session;
use std::collections::BTreeMap;
use times::Times;

/// Articles of the larger corpus.
const MADE: usize = 500_000;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let given = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1).map(String::as_str)
    };
    let made = match given("--made") {
        Some(number) => number.parse().context("--made wants a number of articles")?,
        None => MADE,
    };
    let parts = given("--parts").unwrap_or("opening,keys,others");
    let real = corpora::real()?;
    if given("--only") != Some("made") {
        measure(&real, parts)?;
    }
    if made > 0 && given("--only") != Some("real") {
        measure(&corpora::made(&real, made)?, parts)?;
    }
    Ok(())
}

fn measure(corpus: &Corpus, parts: &str) -> Result<()> {
    println!("\n{}: {}", corpus.name, corpus.took);
    if parts.contains("opening") {
        opening::measure(corpus)?;
    }
    let library = corpus.open()?;
    println!("  {} articles", library.view()?.len());
    let typed = queries::typed(&library)?;
    if parts.contains("keys") {
        keys(corpus.name, library.clone(), &typed)?;
    }
    if parts.contains("others") {
        others::measure(corpus, &library, &typed)?;
    }
    Ok(())
}

/// Every prefix of every query, one key after the other and as fast as they can be pressed.
fn keys(name: &str, library: Library, typed: &[Typed]) -> Result<()> {
    let mut session = Session::start(name, library)?;
    let mut whole: BTreeMap<&str, [Times; 3]> = BTreeMap::new();
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for query in typed {
        for key in session.type_out(&query.text)? {
            slowest = slowest.max((key.shown, key.typed));
            for kind in [query.kind, "all"] {
                let [echo, search, shown] = whole.entry(kind).or_default();
                echo.push(key.echo);
                search.push(key.search);
                shown.push(key.shown);
            }
        }
    }
    println!("  {:22}{:>7}{}", "key to its results", "keys", times::HEAD);
    for (kind, [_, _, shown]) in &mut whole {
        println!("  {kind:22}{:>7}{}", shown.len(), shown.line());
    }
    if let Some([echo, search, _]) = whole.get_mut("all") {
        println!("  {:22}{:>7}{}", "  the library's share", search.len(), search.line());
        println!("  {:22}{:>7}{}", "  key to its letter", echo.len(), echo.line());
    }
    println!("  slowest: {:?} {:.1?}", slowest.1, slowest.0);
    let mut last = Times::default();
    for query in typed {
        last.push(session.burst(&query.text)?);
    }
    println!("  {:22}{:>7}{}", "last key of a burst", last.len(), last.line());
    Ok(())
}
