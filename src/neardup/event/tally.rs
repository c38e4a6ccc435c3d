//! How many articles of a corpus have each of its terms: what makes a name or a word telling.
//! Kept by hash, so that a corpus' vocabulary takes some megabytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// In how many articles each term stands.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    articles: usize,
    counts: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
}

/// Terms are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Hashed(u64);

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
            self.counts.insert(xxh3_64(term), articles);
        }
    }

    /// In how many articles `term` stands.
    pub(super) fn of(&self, term: &str) -> u32 {
        self.counts.get(&xxh3_64(term.as_bytes())).copied().unwrap_or(1)
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.articles
    }
}
