//! How many articles of a corpus have each of its terms: what makes a name or a word telling.
//! Kept by hash, so that a corpus' vocabulary takes some megabytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// In how many articles each term stands.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    articles: usize,
    counts: HashMap<u64, u32, ByHash>,
}

/// For keys that are hashes already.
pub(super) type ByHash = BuildHasherDefault<Hashed>;

/// A hash as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Tally {
    /// Of a corpus of so many articles; no term is known yet.
    pub fn new(articles: usize) -> Self {
        Self { articles, counts: HashMap::default() }
    }

    /// Says that `term`, folded, stands in so many articles. What is never said stands in one.
    pub fn add(&mut self, term: &[u8], articles: u32) {
        if articles > 1 {
            self.counts.insert(hash_of(term), articles);
        }
    }

    /// In how many articles the term with this [`hash_of`] stands.
    pub(super) fn of(&self, hash: u64) -> u32 {
        self.counts.get(&hash).copied().unwrap_or(1)
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.articles
    }
}

/// What a folded term is known by.
pub(super) fn hash_of(term: &[u8]) -> u64 {
    xxh3_64(term)
}
