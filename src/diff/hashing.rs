//! Hashing words, quickly and with a seed of its own in every run, so that no text can be made whose
//! words all fall into one place.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A map by words that somebody else chose.
pub(super) type WordMap<K, V> = HashMap<K, V, Seeded>;

/// Makes hashers that all have this run's seed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seeded;

/// The seed of this run.
static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));

impl BuildHasher for Seeded {
    type Hasher = WordHasher;

    fn build_hasher(&self) -> WordHasher {
        WordHasher(*SEED)
    }
}

/// XXH3 over what is written, each part seeded with the hash of those before it.
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    /// What `str` ends with, so that two parts are no one word: here each part is hashed by itself.
    fn write_u8(&mut self, end: u8) {
        self.0 ^= u64::from(end);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_found_again() {
        let words = ["fire", "fires", "", "f", "ire", "東京"];
        let map: WordMap<&str, usize> = words.iter().enumerate().map(|(at, w)| (*w, at)).collect();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(map.get(*word), Some(&at));
        }
        assert_ne!(Seeded.hash_one(("ab", "c")), Seeded.hash_one(("a", "bc")));
    }
}
