//! SQLite's FTS5 and ripgrep on the same articles: what can be asked of them too.

use crate::corpora::Corpus;
use crate::queries::Typed;
use crate::times::{self, Times};
use anyhow::{Context, Result, ensure};
use retold::library::Library;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Queries of a kind that the others are asked, FTS5 every prefix of them.
const SEARCHED: usize = 5;
/// Ends an answer of the shell.
const END: &str = "--end of answer--";

pub(crate) fn measure(corpus: &Corpus, library: &Library, typed: &[Typed]) -> Result<()> {
    if there("sqlite3") {
        fts5(corpus, library, typed)?;
    } else {
        println!("  sqlite3 is not installed: left out");
    }
    if there("rg") {
        ripgrep(corpus, typed)?;
    } else {
        println!("  rg is not installed: left out");
    }
    Ok(())
}

fn there(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Every prefix of the queries that FTS5 can be asked: the fifty best, their titles and snippets, as a
/// screen of results needs them, and how many there are.
fn fts5(corpus: &Corpus, library: &Library, typed: &[Typed]) -> Result<()> {
    let path = corpus.index.with_extension("sqlite");
    if !path.exists() {
        let started = Instant::now();
        fill(&path, library)?;
        println!("  FTS5 indexed in {:.0?}", started.elapsed());
    }
    let mut shell = Shell::open(&path)?;
    let mut whole: BTreeMap<&str, Times> = BTreeMap::new();
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for query in typed {
        let Some(ask) = query.fts5 else { continue };
        let count = asked.entry(query.kind).or_default();
        *count += 1;
        if *count > SEARCHED {
            continue;
        }
        for (end, letter) in query.text.char_indices() {
            let prefix = &query.text[..end + letter.len_utf8()];
            let Some(words) = ask(prefix.trim_end()) else { continue };
            let words = words.replace('\'', "''");
            let took = shell.ask(&format!(
                "SELECT count(*) FROM a WHERE a MATCH '{words}';\n\
                 SELECT title, source, snippet(a, 1, '[', ']', '…', 24) FROM a \
                 WHERE a MATCH '{words}' ORDER BY bm25(a, 3, 1, 1) LIMIT 50;"
            ))?;
            whole.entry(query.kind).or_default().push(took);
        }
    }
    println!("  {:22}{:>7}{}", "SQLite FTS5", "keys", times::HEAD);
    for (kind, times) in &mut whole {
        println!("  {kind:22}{:>7}{}", times.len(), times.line());
    }
    Ok(())
}

/// The same articles in a table of FTS5, its settings as its manual advises for search as you type.
fn fill(path: &Path, library: &Library) -> Result<()> {
    let half = path.with_extension("half");
    let _ = std::fs::remove_file(&half);
    let mut child = Command::new("sqlite3").arg(&half).stdin(Stdio::piped()).spawn()?;
    let mut input = BufWriter::new(child.stdin.take().context("no standard input")?);
    input.write_all(
        b"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;\n\
          CREATE VIRTUAL TABLE a USING fts5(title, body, source, \
          tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3');\nBEGIN;\n",
    )?;
    let quoted = |text: &str| format!("'{}'", text.replace('\0', " ").replace('\'', "''"));
    let view = library.view()?;
    for id in view.in_order()? {
        let article = view.article(id)?;
        let source = article.source.as_deref().unwrap_or_default();
        let (title, body) = (quoted(&article.title), quoted(&article.body));
        writeln!(input, "INSERT INTO a VALUES ({title},{body},{});", quoted(source))?;
    }
    input.write_all(b"COMMIT; INSERT INTO a(a) VALUES ('optimize');\n")?;
    drop(input);
    ensure!(child.wait()?.success(), "sqlite3 could not be filled");
    std::fs::rename(&half, path)?;
    Ok(())
}

/// A shell of SQLite that is kept open; what its pipe costs, some ten microseconds, is counted in.
struct Shell {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Shell {
    fn open(path: &Path) -> Result<Self> {
        let mut command = Command::new("sqlite3");
        command.arg("-readonly").arg(path).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn()?;
        let input = child.stdin.take().context("no standard input")?;
        let output = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut shell = Self { child, input, output };
        // As much cache as the browser's index takes of the page cache.
        shell.ask("PRAGMA cache_size=-2000000;")?;
        Ok(shell)
    }

    fn ask(&mut self, statements: &str) -> Result<Duration> {
        let started = Instant::now();
        writeln!(self.input, "{statements}\nSELECT '{END}';")?;
        let mut line = Vec::new();
        loop {
            line.clear();
            ensure!(self.output.read_until(b'\n', &mut line)? > 0, "sqlite3 ended");
            if line.starts_with(END.as_bytes()) {
                return Ok(started.elapsed());
            }
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Some of the whole queries that are a regular expression: which lines match. Nothing is ranked.
fn ripgrep(corpus: &Corpus, typed: &[Typed]) -> Result<()> {
    let mut whole: BTreeMap<&str, Times> = BTreeMap::new();
    for query in typed {
        let Some(regex) = &query.regex else { continue };
        let times = whole.entry(query.kind).or_default();
        if times.len() < SEARCHED {
            let started = Instant::now();
            let mut rg = Command::new("rg");
            rg.args(["--count", "--ignore-case", "--no-messages", "--regexp", regex]);
            rg.arg(&corpus.path).stdout(Stdio::null()).stdin(Stdio::null()).status()?;
            times.push(started.elapsed());
        }
    }
    println!("  {:22}{:>7}{}", "ripgrep", "times", times::HEAD);
    for (kind, times) in &mut whole {
        println!("  {kind:22}{:>7}{}", times.len(), times.line());
    }
    Ok(())
}
