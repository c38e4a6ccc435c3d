//! JSON Lines: a record to a line, read line by line in bounded memory.
//! A line that makes no sense is a problem named by its number; the rest is read.

use super::{Format, Input, Item, LONGEST_ARTICLE, Sink, complaint, repair, too_long};
use crate::corpus::encoding::{self, Utf8Reader};
use crate::corpus::record::{self, Keys};
use crate::corpus::{FieldMap, Origin, Problem};
use encoding_rs::{Encoding, UTF_8};
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;

pub(super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "JSON Lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jl"]
    }

    fn read(&self, input: Input<'_>, fields: &FieldMap, sink: &mut Sink<'_>) -> io::Result<()> {
        let head = input.reader.fill_buf()?;
        // UTF-16 has its line ends elsewhere; anything else is told line by line.
        match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding != UTF_8 => {
                let mut decoded = BufReader::new(Utf8Reader::new(input.reader)?);
                lines(input.path, &mut decoded, fields, sink)
            }
            _ => lines(input.path, input.reader, fields, sink),
        }
    }
}

fn lines(
    path: &str,
    reader: &mut dyn BufRead,
    fields: &FieldMap,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut keys = Keys::default();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        // One huge line must not keep its memory for the rest of the file.
        line.clear();
        line.shrink_to(1 << 20);
        let origin = Origin { path: path.to_string(), record: Some(number) };
        let item = match next_line(reader, &mut line)? {
            Line::None => return Ok(()),
            Line::TooLong(size) => {
                Item::Problem(Problem::new(origin.to_string(), too_long("the line", Some(size))))
            }
            Line::Whole => match read_line(&mut line, origin, fields, &mut keys) {
                Some(item) => item,
                None => continue,
            },
        };
        if let ControlFlow::Break(()) = sink(item) {
            return Ok(());
        }
    }
}

/// The article of a line; none when the line is blank.
fn read_line(
    line: &mut Vec<u8>,
    origin: Origin,
    fields: &FieldMap,
    keys: &mut Keys,
) -> Option<Item> {
    if origin.record == Some(1) && line.starts_with(b"\xef\xbb\xbf") {
        line.drain(..3);
    }
    let decoded;
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(_) => {
            decoded = encoding::decode(std::mem::take(line));
            &decoded
        }
    };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let place = origin.to_string();
    let outcome = repair::parse(text)
        .map_err(|error| complaint(&error))
        .and_then(|value| record::article(&value, origin, fields, keys));
    Some(match outcome {
        Ok(article) => Item::Article(article),
        Err(message) => Item::Problem(Problem::new(place, message)),
    })
}

enum Line {
    None,
    Whole,
    /// Its length in bytes; it was passed over.
    TooLong(u64),
}

/// Reads the next line into `line`, without its line end; a line that is too long is skipped.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    let mut length = 0u64;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = chunk.iter().position(|&byte| byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
        let finished = end.is_some() || chunk.is_empty();
        if chunk.is_empty() && length == 0 {
            return Ok(Line::None);
        }
        length += part.len() as u64;
        if length <= LONGEST_ARTICLE {
            line.extend_from_slice(part);
        } else {
            line.clear();
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if finished {
            let whole = length <= LONGEST_ARTICLE;
            return Ok(if whole { Line::Whole } else { Line::TooLong(length) });
        }
    }
}
