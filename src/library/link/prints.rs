//! The fingerprints of a corpus, each made once: in memory as far as they may, else in a file from
//! which they are read in chunks of half that memory, two at a time.

use super::Pace;
use crate::index::{Outline, Searcher};
use crate::neardup::{Boilerplate, Document, Fingerprint, Shingler};
use anyhow::Context;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

/// Articles read between two looks at the memory taken.
const BATCH: usize = 2_048;
/// What the file is written and read through.
const BUFFER: usize = 1 << 18;

/// The fingerprints of all articles of an outline, in its order.
pub(super) struct Prints {
    chunks: Vec<Chunk>,
    file: Option<Mutex<File>>,
    /// What is masked in them.
    known: Boilerplate,
}

struct Chunk {
    places: Range<u32>,
    held: Held,
}

enum Held {
    Memory(Vec<Fingerprint>),
    /// Where in the file each begins.
    Disk(Vec<u64>),
}

impl Prints {
    /// Makes them, and masks the boilerplate that those at the places of `sample`, rising, teach.
    /// They take `room` bytes of memory; `directory` is for what does not fit. None when cancelled.
    pub(super) fn make(
        searcher: &Searcher,
        outline: &Outline,
        sample: &[u32],
        (room, directory): (usize, &Path),
        pace: &Pace<'_, '_>,
    ) -> anyhow::Result<Option<Self>> {
        let articles = outline.articles();
        let mut made =
            Making { prints: Self::none(), sample, apart: Vec::new(), room, directory, size: 0 };
        for (batch, at) in articles.chunks(BATCH).zip(0..) {
            let done = (at * BATCH) as f32 / articles.len() as f32;
            if !pace.go_on(MAKING * done) {
                return Ok(None);
            }
            let prints = searcher.texts(batch, Shingler::new, |shingler, article, body| {
                let date = article.date.map(|date| date.seconds);
                shingler.fingerprint(Document { body, source: outline.source(article), date })
            })?;
            for print in prints {
                made.push(print)?;
            }
        }
        made.finish().map(Some)
    }

    fn none() -> Self {
        Self { chunks: Vec::new(), file: None, known: Boilerplate::default() }
    }

    /// How many chunks there are.
    pub(super) fn len(&self) -> usize {
        self.chunks.len()
    }

    /// The places of the articles in a chunk.
    pub(super) fn places(&self, chunk: usize) -> Range<u32> {
        self.chunks.get(chunk).map_or(0..0, |chunk| chunk.places.clone())
    }

    /// What is masked.
    pub(super) fn boilerplate(&self) -> &Boilerplate {
        &self.known
    }

    /// A chunk, in memory.
    pub(super) fn load(&self, chunk: usize) -> anyhow::Result<Cow<'_, [Fingerprint]>> {
        let starts = match self.chunks.get(chunk).map(|chunk| &chunk.held) {
            None => return Ok(Cow::Borrowed(&[])),
            Some(Held::Memory(prints)) => return Ok(Cow::Borrowed(prints)),
            Some(Held::Disk(starts)) => starts,
        };
        let mut prints = self.read(starts, starts.len())?;
        prints.par_iter_mut().for_each(|print| print.mask(&self.known));
        Ok(Cow::Owned(prints))
    }

    /// One of them.
    pub(super) fn get(&self, place: u32) -> anyhow::Result<Cow<'_, Fingerprint>> {
        let after = self.chunks.partition_point(|chunk| chunk.places.start <= place);
        let chunk = after.checked_sub(1).and_then(|at| self.chunks.get(at));
        let chunk = chunk.context("no fingerprint was made")?;
        let at = (place - chunk.places.start) as usize;
        match &chunk.held {
            Held::Memory(prints) => prints.get(at).map(Cow::Borrowed),
            Held::Disk(starts) => {
                let mut print = self.read(starts.get(at..).unwrap_or(&[]), 1)?.pop();
                print.iter_mut().for_each(|print| print.mask(&self.known));
                print.map(Cow::Owned)
            }
        }
        .context("no fingerprint was made")
    }

    /// So many that stand in the file one after another from the first of `starts`.
    fn read(&self, starts: &[u64], count: usize) -> anyhow::Result<Vec<Fingerprint>> {
        let read = || -> io::Result<Vec<Fingerprint>> {
            let (Some(file), Some(start)) = (&self.file, starts.first()) else {
                return Ok(Vec::new());
            };
            let mut file = crate::library::lock(file);
            file.seek(SeekFrom::Start(*start))?;
            let buffer = if count == 1 { 1 << 13 } else { BUFFER };
            let mut from = BufReader::with_capacity(buffer, &mut *file);
            let mut buffer = Vec::new();
            (0..count).map(|_| Fingerprint::read(&mut from, &mut buffer)).collect()
        };
        read().context("cannot read back what did not fit into memory")
    }
}

/// Share of the work that is done once fingerprints are made.
pub(super) const MAKING: f32 = 0.4;

/// Fingerprints being made.
struct Making<'a> {
    prints: Prints,
    sample: &'a [u32],
    /// Those of the sample, with their places, that are in the file now.
    apart: Vec<Fingerprint>,
    room: usize,
    directory: &'a Path,
    /// Bytes of the last chunk.
    size: usize,
}

impl Making<'_> {
    fn push(&mut self, print: Fingerprint) -> anyhow::Result<()> {
        let chunks = &mut self.prints.chunks;
        if self.size >= self.room / 2 || chunks.is_empty() {
            let start = chunks.last().map_or(0, |chunk| chunk.places.end);
            // Two fit. With a third to come, all that are full go to the file.
            if self.prints.file.is_some() || chunks.len() >= 2 {
                self.spill()?;
            }
            let held = Held::Memory(Vec::new());
            self.prints.chunks.push(Chunk { places: start..start, held });
            self.size = 0;
        }
        self.size += print.size();
        if let Some(chunk) = self.prints.chunks.last_mut()
            && let Held::Memory(prints) = &mut chunk.held
        {
            chunk.places.end += 1;
            prints.push(print);
        }
        Ok(())
    }

    /// Writes what is in memory to the file, but for copies of those in the sample.
    fn spill(&mut self) -> anyhow::Result<()> {
        let context = || {
            format!(
                "cannot write to {} what does not fit into memory; is the disk full?",
                self.directory.display()
            )
        };
        let mut file = match self.prints.file.take() {
            Some(file) => file.into_inner().unwrap_or_else(|broken| broken.into_inner()),
            None => tempfile::tempfile_in(self.directory).with_context(context)?,
        };
        for chunk in &mut self.prints.chunks {
            let Held::Memory(prints) = &mut chunk.held else { continue };
            let prints = std::mem::take(prints);
            let starts = write(&mut file, &prints).with_context(context)?;
            chunk.held = Held::Disk(starts);
            let places = chunk.places.clone();
            let apart = places.zip(prints).filter(|(at, _)| self.sample.binary_search(at).is_ok());
            self.apart.extend(apart.map(|(_, print)| print));
        }
        self.prints.file = Some(Mutex::new(file));
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<Prints> {
        if self.prints.file.is_some() {
            self.spill()?;
        }
        let sampled = self.prints.chunks.iter().filter_map(|chunk| match &chunk.held {
            Held::Memory(prints) => Some(chunk.places.clone().zip(prints)),
            Held::Disk(_) => None,
        });
        let sampled = sampled.flatten().filter(|(at, _)| self.sample.binary_search(at).is_ok());
        let known = Boilerplate::learn(self.apart.iter().chain(sampled.map(|(_, print)| print)));
        for chunk in &mut self.prints.chunks {
            if let Held::Memory(prints) = &mut chunk.held {
                prints.par_iter_mut().for_each(|print| print.mask(&known));
            }
        }
        Ok(Prints { known, ..self.prints })
    }
}

/// Writes `prints` at the end of `file`. Where each begins.
fn write(file: &mut File, prints: &[Fingerprint]) -> io::Result<Vec<u64>> {
    file.seek(SeekFrom::End(0))?;
    let mut to = BufWriter::with_capacity(BUFFER, file);
    let mut starts = Vec::with_capacity(prints.len());
    for print in prints {
        starts.push(to.stream_position()?);
        print.write(&mut to)?;
    }
    to.flush()?;
    Ok(starts)
}
