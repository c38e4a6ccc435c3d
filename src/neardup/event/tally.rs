//! How many articles of a corpus have each of its terms: what makes a name or a word telling.
//! Kept by hash, so that a corpus' vocabulary takes some megabytes.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// In how many articles each term stands.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    articles: usize,
    counts: FxHashMap<u64, u32>,
}

impl Tally {
    /// Of a corpus of so many articles; no term is known yet.
    pub fn new(articles: usize) -> Self {
        Self { articles, counts: FxHashMap::default() }
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
