//! The corpora: the articles there are, and a larger one whose articles are put together from their
//! sentences. Both are indexed once and kept.

use crate::salad::{self, Numbers};
use anyhow::{Context, Result};
use retold::corpus::{Article, FieldMap};
use retold::library::{Cancel, CorpusSpec, Library, Options};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One in so many articles of the larger corpus retells another.
const RETOLD: u64 = 6;
/// One in so many words of the larger corpus is a new one, so that its vocabulary grows as it would.
const COINED: u64 = 60;

/// A corpus that was indexed. It is not held open: what is mapped into memory cannot be made cold.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    /// Where its articles are.
    pub(crate) path: PathBuf,
    /// Where its index is.
    pub(crate) index: PathBuf,
    /// How long the indexing took.
    pub(crate) took: String,
}

impl Corpus {
    pub(crate) fn open(&self) -> Result<Library> {
        let options =
            Options { index_dir: Some(self.index.clone()), ..Options::new(self.index.clone()) };
        let paths = vec![self.path.clone()];
        Library::open(CorpusSpec::Paths { paths, fields: FieldMap::default() }, &options)
    }
}

/// All articles below `RETOLD_DATA`, or as much word salad.
pub(crate) fn real() -> Result<Corpus> {
    let path = match std::env::var_os("RETOLD_DATA") {
        Some(root) => Path::new(&root).join("data"),
        None => {
            let path = scratch("salad")?.join("salad.jsonl");
            if !path.exists() {
                write(&path, |file| {
                    let articles = salad::articles(50_000);
                    articles.iter().try_for_each(|article| line(file, article))
                })?;
            }
            path
        }
    };
    let name = if path.is_dir() { "real" } else { "salad" };
    indexed(name, path)
}

/// `count` articles out of the sentences of another corpus; some retell another with a word changed.
pub(crate) fn made(from: &Corpus, count: usize) -> Result<Corpus> {
    let path = scratch("made")?.join(format!("made-of-{}-{count}.jsonl", from.name));
    if !path.exists() {
        let articles = articles(from)?;
        write(&path, |file| mixed(&articles, count, file))?;
    }
    indexed("made", path)
}

/// Every article of a corpus.
pub(crate) fn articles(corpus: &Corpus) -> Result<Vec<Article>> {
    let view = corpus.open()?.view()?;
    let mut articles = Vec::with_capacity(view.len());
    for id in view.in_order()? {
        articles.push(view.article(id)?);
    }
    Ok(articles)
}

/// A directory that is kept from one run to the next.
fn scratch(name: &str) -> Result<PathBuf> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typing").join(name);
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    Ok(directory)
}

fn indexed(name: &'static str, path: PathBuf) -> Result<Corpus> {
    let stem = path.file_stem().unwrap_or_default();
    let index = scratch(name)?.join(stem).with_extension("index");
    let mut corpus = Corpus { name, path, index, took: String::new() };
    let started = Instant::now();
    let report = corpus.open()?.refresh(&|_| {}, &Cancel::default())?;
    let took = started.elapsed();
    corpus.took = match report.added + report.changed {
        0 => format!("{} stories, looked through in {took:.1?}", report.stories),
        _ => format!("{} stories, indexed and compared in {took:.0?}", report.stories),
    };
    Ok(corpus)
}

/// Writes a file as a whole or not at all.
fn write(path: &Path, lines: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let half = path.with_extension("half");
    let mut file = BufWriter::new(File::create(&half)?);
    lines(&mut file)?;
    file.flush()?;
    fs::rename(&half, path)?;
    Ok(())
}

fn line(file: &mut BufWriter<File>, article: &Article) -> Result<()> {
    let date = article.date.map(|date| date.to_string());
    let record = serde_json::json!({
        "id": article.key, "title": article.title, "text": article.body, "date": date,
        "source": article.source, "lang": article.lang, "place": article.place,
    });
    serde_json::to_writer(&mut *file, &record)?;
    file.write_all(b"\n")?;
    Ok(())
}

fn mixed(from: &[Article], count: usize, file: &mut BufWriter<File>) -> Result<()> {
    let mut numbers = Numbers(0x5851_f42d_4c95_7f2d);
    let sentences: Vec<Vec<&str>> =
        from.iter().map(|article| article.body.split_inclusive(". ").collect()).collect();
    let mut told: Option<Article> = None;
    for n in 0..count {
        let pick = |numbers: &mut Numbers| numbers.below(from.len() as u64) as usize;
        let like = pick(&mut numbers);
        let Some(model) = from.get(like) else { break };
        let body = match &told {
            Some(told) if numbers.below(RETOLD) == 0 => coined(&told.body, 200, &mut numbers),
            _ => {
                let mut body = String::with_capacity(model.body.len());
                while body.len() < model.body.len().max(1) {
                    // From an article of the same part of the corpus: of its language and kind.
                    let near = (like + numbers.below(400) as usize) % from.len();
                    let of = sentences.get(near).map_or(&[][..], Vec::as_slice);
                    let at = numbers.below(of.len() as u64) as usize;
                    body.push_str(of.get(at).copied().unwrap_or("."));
                }
                coined(&body, COINED, &mut numbers)
            }
        };
        let other = from.get(pick(&mut numbers)).unwrap_or(model);
        let article = Article {
            key: Some(format!("m{n}")),
            title: coined(&model.title, 8, &mut numbers),
            date: model.date.or(other.date),
            body,
            ..model.clone()
        };
        line(file, &article)?;
        told = Some(article);
    }
    Ok(())
}

/// `text` with one in `every` words joined from two of its own.
fn coined(text: &str, every: u64, numbers: &mut Numbers) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = "";
    for word in text.split_inclusive(' ') {
        let letters = |word: &str| word.len() > 5 && word.bytes().all(|b| b.is_ascii_alphabetic());
        if numbers.below(every) == 0 && letters(word.trim_end()) && letters(before) {
            out.push_str(&before[..3]);
            out.push_str(&word[2..]);
        } else {
            out.push_str(word);
        }
        before = word.trim_end();
    }
    out
}
