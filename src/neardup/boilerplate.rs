//! Boilerplate: what is printed under everything, as the set of its shingles, and where it stands in a
//! text. How it is told from the articles is in `learn.rs`.

use super::runs::{Run, long_runs};
use super::shingle::within;
use super::{Fingerprint, Shingler, learn};
use crate::text::Span;

/// Shingles that are boilerplate. An empty set knows of none.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub struct Boilerplate {
    /// Shingle hashes, rising.
    hashes: Vec<u32>,
    /// Where the hashes with each upper half begin in `hashes`, and an end; empty when there are none.
    starts: Vec<u32>,
}

impl Boilerplate {
    /// Learns from the articles of a corpus, or a sample of it: what one outlet prints under
    /// everything, and what many outlets do. Where articles name no outlet, only the latter.
    ///
    /// Time and memory are linear in the sample, and each core works on a share of its own.
    pub fn learn<'a>(fingerprints: impl IntoIterator<Item = &'a Fingerprint>) -> Self {
        let all: Vec<&Fingerprint> = fingerprints.into_iter().collect();
        let hashes = learn::at_home(&all).into_iter().chain(learn::everywhere(&all));
        hashes.collect::<Vec<u32>>().into()
    }

    /// Its hashes, rising.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Shingles it knows.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Where in `body` it stands, in order: whole words, 8 or more in a row (fewer at the foot of a text).
    pub fn spans(&self, body: &str) -> Vec<Span> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut shingler = Shingler::new();
        let words = shingler.read_placed(body);
        let of = |(place, units): Run| {
            let words = within(&words, place, units);
            Some(Span::new(words.first()?.span.start, words.last()?.span.end))
        };
        self.runs_in(&shingler).into_iter().filter_map(of).collect()
    }

    /// The same in units.
    pub(super) fn runs(&self, body: &str) -> Vec<Run> {
        let mut shingler = Shingler::new();
        shingler.read(body);
        self.runs_in(&shingler)
    }

    /// The same of the text last read.
    fn runs_in(&self, read: &Shingler) -> Vec<Run> {
        let known = read.shingles().iter().filter(|s| !s.fine && self.contains(s.hash as u32));
        let places: Vec<u32> = known.map(|shingle| shingle.place).collect();
        long_runs(&places, read.units())
    }

    /// What either of them knows.
    pub fn merge(self, other: Self) -> Self {
        let mut hashes = self.hashes;
        hashes.extend(other.hashes);
        hashes.into()
    }

    pub(super) fn contains(&self, hash: u32) -> bool {
        self.find(hash).is_some()
    }

    /// From hashes that rise.
    pub(super) fn of(hashes: Vec<u32>) -> Self {
        let mut starts = Vec::new();
        if !hashes.is_empty() {
            starts = vec![0_u32; (1 << 16) + 1];
            for hash in &hashes {
                if let Some(count) = starts.get_mut((hash >> 16) as usize + 1) {
                    *count += 1;
                }
            }
            let mut sum = 0;
            for start in &mut starts {
                sum += *start;
                *start = sum;
            }
        }
        Self { hashes, starts }
    }

    /// Which of its hashes this is.
    pub(super) fn find(&self, hash: u32) -> Option<usize> {
        let at = (hash >> 16) as usize;
        let start = *self.starts.get(at)? as usize;
        let end = *self.starts.get(at + 1)? as usize;
        self.hashes.get(start..end)?.binary_search(&hash).ok().map(|into| start + into)
    }
}

/// From shingle hashes in any order.
impl From<Vec<u32>> for Boilerplate {
    fn from(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self::of(hashes)
    }
}

/// Its shingle hashes, rising.
impl From<Boilerplate> for Vec<u32> {
    fn from(known: Boilerplate) -> Self {
        known.hashes
    }
}
