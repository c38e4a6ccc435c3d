//! The formats articles come in, behind one trait; one file per format.
//! Reading hands out one article at a time, so that no file need fit in memory.

mod json;
mod jsonl;
mod repair;
mod text;

use super::scan::{FileEntry, Source};
use super::{Article, FieldMap, Problem};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// What reading a file gives, piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "items are handed on one at a time, never kept in lists"
)]
pub enum Item {
    /// An article.
    Article(Article),
    /// Something that could not be read; what comes after it is.
    Problem(Problem),
}

/// Takes items; says whether to go on.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// A file being read.
pub struct Input<'a> {
    /// Its path within the corpus.
    pub path: &'a str,
    /// Its size in bytes, where that is known beforehand.
    pub size: Option<u64>,
    /// Its bytes.
    pub reader: &'a mut dyn BufRead,
}

/// A kind of file that articles come in.
pub trait Format: Sync {
    /// Its name, for people.
    fn name(&self) -> &'static str;

    /// The file name extensions it claims, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Reads the articles of a file, in order, until the sink breaks off. What cannot be read goes to
    /// the sink as a problem; an error is one of the reader and ends the file.
    fn read(&self, input: Input<'_>, fields: &FieldMap, sink: &mut Sink<'_>) -> io::Result<()>;
}

/// Every format, likeliest first.
pub const FORMATS: &[&dyn Format] = &[&text::Text, &jsonl::JsonLines, &json::Json];

/// The longest article, in bytes; a longer one is refused, so that memory stays bounded.
pub const LONGEST_ARTICLE: u64 = 64 << 20;

/// The format that claims a file of this name.
pub fn of_name(path: &str) -> Option<&'static dyn Format> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    let known = |format: &&&dyn Format| format.extensions().contains(&extension.as_str());
    FORMATS.iter().find(known).copied().filter(|_| !stem.is_empty())
}

/// Reads the articles of one file of a corpus into `sink`, in order, until it breaks off. A file that
/// cannot be opened or read is a problem like a record that makes no sense.
pub fn read(file: &FileEntry, fields: &FieldMap, sink: &mut Sink<'_>) {
    let outcome = match &file.source {
        Source::Disk(path) => File::open(path).and_then(|opened| {
            let size = opened.metadata().ok().filter(|m| m.is_file()).map(|m| m.len());
            read_from(file, size, &mut buffered(opened), fields, sink)
        }),
        Source::Embedded(bytes) => {
            read_from(file, Some(bytes.len() as u64), &mut &**bytes, fields, sink)
        }
        Source::Stdin => read_from(file, None, &mut buffered(io::stdin()), fields, sink),
    };
    if let Err(error) = outcome {
        let message = format!("could not be read: {error}");
        let _ = sink(Item::Problem(Problem::new(&file.path, message)));
    }
}

fn buffered<R: Read>(reader: R) -> BufReader<R> {
    BufReader::with_capacity(128 << 10, reader)
}

fn read_from(
    file: &FileEntry,
    size: Option<u64>,
    reader: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let head = reader.fill_buf()?;
    if let Some(what) = super::encoding::not_text(head) {
        let message = format!("not text but {what}; it was left out");
        let _ = sink(Item::Problem(Problem::new(&file.path, message)));
        return Ok(());
    }
    let format = of_name(&file.path).unwrap_or_else(|| of_content(head));
    format.read(Input { path: &file.path, size, reader }, fields, sink)
}

/// The format of a file whose name does not tell, from its first bytes.
fn of_content(head: &[u8]) -> &'static dyn Format {
    let start = super::encoding::decode(head.to_vec());
    let start = start.trim_start();
    match start.chars().next() {
        Some('[') if opens_json_array(start) => &json::Json,
        Some('{') => {
            let first = start.lines().next().unwrap_or("");
            let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
            // A line longer than what was looked at is a record, not the start of a printed one.
            if whole || first.len() == start.len() { &jsonl::JsonLines } else { &json::Json }
        }
        _ => &text::Text,
    }
}

/// Whether a text in brackets is a list of records and no `[Moss] It burned.`
fn opens_json_array(start: &str) -> bool {
    let inner = start.strip_prefix('[').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(['{', '"', ']']))
}

/// A hash of a file's bytes, read as a stream. Standard input has none, for it is read only once.
pub fn file_hash(file: &FileEntry) -> io::Result<u64> {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    match &file.source {
        Source::Embedded(bytes) => hasher.update(bytes),
        Source::Disk(path) => {
            let mut reader = buffered(File::open(path)?);
            loop {
                let chunk = reader.fill_buf()?;
                if chunk.is_empty() {
                    break;
                }
                hasher.update(chunk);
                let length = chunk.len();
                reader.consume(length);
            }
        }
        Source::Stdin => return Err(io::ErrorKind::Unsupported.into()),
    }
    Ok(hasher.digest())
}

/// What a parser complains of, in plain words and with the place where it stumbled.
fn complaint(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    match error.classify() {
        serde_json::error::Category::Eof => "not valid JSON: it ends in the middle".to_string(),
        _ => format!("not valid JSON: {what}, at column {}", error.column()),
    }
}

/// Says that something is longer than an article may be.
fn too_long(what: &str, size: Option<u64>) -> String {
    let size = size.map(|bytes| format!("{} MB, ", bytes >> 20)).unwrap_or_default();
    format!(
        "{what} is {size}larger than the {} MB one article may have; split it",
        LONGEST_ARTICLE >> 20
    )
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
