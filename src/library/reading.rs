//! Reading the files of a corpus on a thread of its own: what is read is handed over in batches.

use crate::corpus::scan::{FileEntry, Source};
use crate::corpus::{self, Article, Item, Problem};
use crate::library::Cancel;
use crossbeam_channel::Sender;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

/// Articles handed from the reading thread at once, at most.
const BATCH: usize = 256;
/// Bytes of text handed over at once, about.
const BATCH_BYTES: usize = 1 << 20;

/// What the reading thread says.
pub(super) enum Read {
    /// A file begins; its articles follow.
    Begin(usize),
    /// Articles of the file that began last, and the share of its bytes read.
    Articles(Vec<Article>),
    /// Something of that file could not be read.
    Problem(Problem),
    /// The file turned out to be what it was before.
    Untouched(usize, u64),
    /// The file could not be opened: what was read of it before stays.
    Unreadable(usize, Problem),
    /// The file ended; this is the hash of its bytes.
    End(usize, u64),
}

/// Reads `files` one after another until told to stop or nobody listens any more.
pub(super) fn read(
    files: &[&FileEntry],
    known: &[Option<u64>],
    fields: &corpus::FieldMap,
    (cancel, stdin_taken): (&Cancel, &AtomicBool),
    to: &Sender<Read>,
) {
    for (at, file) in files.iter().enumerate() {
        let known = known.get(at).copied().flatten();
        let stops = (cancel, stdin_taken);
        if cancel.is_cancelled() || read_file(at, file, known, fields, stops, to).is_err() {
            return;
        }
    }
}

/// Reads one file. An error when it was stopped: the file is then not to be taken for read.
fn read_file(
    at: usize,
    file: &FileEntry,
    known: Option<u64>,
    fields: &corpus::FieldMap,
    (cancel, stdin_taken): (&Cancel, &AtomicBool),
    to: &Sender<Read>,
) -> Result<(), Stopped> {
    let hash = match corpus::file_hash(file) {
        Ok(hash) => hash,
        // It has no hash, for it can be read only once.
        Err(_) if file.source == Source::Stdin => {
            if stdin_taken.swap(true, Ordering::Relaxed) {
                let hash = known.unwrap_or_default();
                return to.send(Read::Untouched(at, hash)).map_err(|_| Stopped);
            }
            0
        }
        Err(error) => {
            let problem = Problem { place: file.path.clone(), message: error.to_string() };
            return to.send(Read::Unreadable(at, problem)).map_err(|_| Stopped);
        }
    };
    if known == Some(hash) && file.source != Source::Stdin {
        return to.send(Read::Untouched(at, hash)).map_err(|_| Stopped);
    }
    to.send(Read::Begin(at)).map_err(|_| Stopped)?;
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut stopped = false;
    let mut sink = |item: Item| {
        let sent = match item {
            Item::Article(article) => {
                bytes += article.body.len();
                batch.push(article);
                if batch.len() < BATCH && bytes < BATCH_BYTES {
                    Ok(())
                } else {
                    bytes = 0;
                    to.send(Read::Articles(std::mem::take(&mut batch)))
                }
            }
            Item::Problem(problem) => to.send(Read::Problem(problem)),
        };
        stopped |= sent.is_err() || cancel.is_cancelled();
        if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    corpus::read(file, fields, &mut sink);
    if !batch.is_empty() {
        to.send(Read::Articles(batch)).map_err(|_| Stopped)?;
    }
    if stopped {
        return Err(Stopped);
    }
    to.send(Read::End(at, hash)).map_err(|_| Stopped)
}

/// A refresh was cancelled, or failed elsewhere.
struct Stopped;
