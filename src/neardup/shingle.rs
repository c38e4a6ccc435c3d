//! From text to shingles: hashes of 5 consecutive folded words, with where they stand and whether
//! they touch a quotation. Scripts without spaces use runs of characters of about the same meaning.

use super::lists::rosters;
use super::quotes::Quotes;
use super::runs::Run;
use crate::text::{
    Span,
    fold::{fold, fold_into},
    segment,
};
use xxhash_rust::xxh3::xxh3_64;

/// Length is counted in units, so that words and characters mix in one text: a shingle is 45 units,
/// that is 5 words of 9, or 9 Han or kana characters of 5, or 15 Thai, Lao, Khmer or Burmese ones of
/// 3. Nine characters: at 5, unrelated Japanese articles share set phrases.
pub(super) const UNITS: u32 = 45;

/// Units of a word.
pub(super) const WORD: u32 = 9;

/// A text shorter than this many units (12 words) has too few shingles to be compared by them alone:
/// its pairs and triples of words and its whole count as well.
pub(super) const SHORT: u32 = 12 * WORD;

/// One shingle of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shingle {
    /// Its hash.
    pub(super) hash: u64,
    /// Units before it in the text.
    pub(super) place: u32,
    /// Whether a word of it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whether it is a pair, a triple or the whole of a short text.
    pub(super) fine: bool,
}

/// A word as far as shingles need it.
#[derive(Clone, Copy, Debug)]
struct Word {
    hash: u64,
    units: u32,
    quoted: bool,
    /// Whether it has a capital,
    capital: bool,
    /// and whether it begins after a comma: what a list of names is told by.
    after_comma: bool,
}

/// Makes shingles, and keeps its buffers from one text to the next.
#[derive(Debug, Default)]
pub struct Shingler {
    words: Vec<Word>,
    shingles: Vec<Shingle>,
    units: u32,
    folded: String,
    pub(super) scratch: Vec<u64>,
}

impl Shingler {
    /// One with empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `body`; [`Self::shingles`] has the result.
    pub(super) fn read(&mut self, body: &str) {
        self.read_words(body, |_| {});
        self.make_shingles();
    }

    /// As [`Self::read`], and gives the words of `body` as shingles count them, in order.
    pub(super) fn read_placed(&mut self, body: &str) -> Vec<Placed> {
        let mut out = Vec::new();
        self.read_words(body, |word| out.push(word));
        self.make_shingles();
        out
    }

    fn make_shingles(&mut self) {
        self.shingles.clear();
        grams(&self.words, UNITS, false, &mut self.shingles);
        if self.units < SHORT && !self.words.is_empty() {
            grams(&self.words, 2 * WORD, true, &mut self.shingles);
            grams(&self.words, 3 * WORD, true, &mut self.shingles);
            let whole = self.words.iter().fold(0, |hash, word| push(hash, word.hash));
            let quoted = self.words.iter().any(|word| word.quoted);
            let hash = mix(whole ^ u64::from(SHORT));
            self.shingles.push(Shingle { hash, place: 0, quoted, fine: true });
        }
    }

    /// The shingles of the text last read, in its order, repeats included.
    pub(super) fn shingles(&self) -> &[Shingle] {
        &self.shingles
    }

    /// Where lists of names stand in that text.
    pub(super) fn rosters(&self) -> Vec<Run> {
        rosters(self.words.iter().map(|word| (word.units, word.capital, word.after_comma)))
    }

    /// How long that text is, in units.
    pub(super) fn units(&self) -> u32 {
        self.units
    }

    fn read_words(&mut self, body: &str, mut each: impl FnMut(Placed)) {
        self.words.clear();
        self.units = 0;
        let (words, place) = (&mut self.words, &mut self.units);
        each_word(body, &mut self.folded, |span, word| {
            let Word { units, quoted, .. } = word;
            each(Placed { span, place: *place, units, quoted });
            *place += units;
            words.push(word);
        });
    }
}

/// A word with where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// Its bytes.
    pub(super) span: Span,
    /// Units of text before it: what the places of shingles count.
    pub(super) place: u32,
    /// Its own units.
    pub(super) units: u32,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
}

/// The words of `body` as shingles count them, in order.
pub(super) fn placed(body: &str) -> Vec<Placed> {
    Shingler::new().read_placed(body)
}

/// Those of `words` that begin within `units` from `place` on: the words of the shingles there.
pub(super) fn within(words: &[Placed], place: u32, units: u32) -> &[Placed] {
    let start = words.partition_point(|word| word.place < place);
    let end = words.partition_point(|word| word.place < place.saturating_add(units));
    words.get(start..end).unwrap_or(&[])
}

/// Calls `each` for every word of `body`, the parts of a compound one by one. `folded` is scratch space.
fn each_word(body: &str, folded: &mut String, mut each: impl FnMut(Span, Word)) {
    let (mut quotes, mut at, mut total) = (Quotes::default(), 0, 0);
    for span in segment::words(body) {
        let gap = body.get(at..span.start).unwrap_or("");
        quotes.pass(gap, at == 0);
        at = span.end;
        let quoted = quotes.is_open();
        let text = span.of(body);
        let after_comma = gap != " " && gap.contains([',', ';']);
        let capital = text.starts_with(char::is_uppercase);
        if let Some(hash) = plain(text.as_bytes()) {
            total += WORD;
            if total > MOST_UNITS {
                return;
            }
            each(span, Word { hash, units: WORD, quoted, capital, after_comma });
            continue;
        }
        let (mut start, mut first) = (span.start, true);
        for part in text.split_inclusive(is_hyphen) {
            let end = start + part.trim_end_matches(is_hyphen).len();
            let bare = Span::new(start, end);
            start += part.len();
            if bare.is_empty() {
                continue;
            }
            let (hash, units) = word(bare.of(body), folded);
            total += units;
            if total > MOST_UNITS {
                return;
            }
            each(bare, Word { hash, units, quoted, capital, after_comma: after_comma && first });
            first = false;
        }
    }
}

/// Places must fit 28 bits: a text of 29 million words is compared by its beginning.
const MOST_UNITS: u32 = (1 << 28) - 1;

/// Outlets differ in what they hyphenate, so the parts of a compound count as words.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Every run of words that makes up `units`, hashed.
fn grams(words: &[Word], units: u32, fine: bool, out: &mut Vec<Shingle>) {
    let (mut hash, mut length, mut quoted) = (0_u64, 0_u32, 0_usize);
    let (mut end, mut place) = (0, 0);
    for (start, first) in words.iter().enumerate() {
        while length < units {
            let Some(next) = words.get(end) else { return };
            hash = push(hash, next.hash);
            length += next.units;
            quoted += usize::from(next.quoted);
            end += 1;
        }
        let seed = if fine { u64::from(units) } else { 0 };
        out.push(Shingle { hash: mix(hash ^ seed), place, quoted: quoted > 0, fine });
        let power = POWERS.get(end - start - 1).copied().unwrap_or(0);
        hash = hash.wrapping_sub(first.hash.wrapping_mul(power));
        length -= first.units;
        quoted -= usize::from(first.quoted);
        place += first.units;
    }
}

/// An odd multiplier for the rolling hash (Knuth's, for 64 bits).
const BASE: u64 = 6_364_136_223_846_793_005;

/// Its powers, for as many words as a shingle can have.
const POWERS: [u64; 16] = {
    let mut powers = [1_u64; 16];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

fn push(hash: u64, word: u64) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(word)
}

/// The finaliser of MurmurHash3: the rolling hash alone is not even in its low bits.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// A folded word's hash and its units. `buffer` is scratch space.
fn word(word: &str, buffer: &mut String) -> (u64, u32) {
    plain(word.as_bytes()).map_or_else(
        || {
            buffer.clear();
            fold_into(word, buffer);
            (xxh3_64(buffer.as_bytes()), units(word))
        },
        |hash| (hash, WORD),
    )
}

/// The hash of a word of nothing but ASCII letters and digits, as most are.
fn plain(word: &[u8]) -> Option<u64> {
    let mut lower = [0_u8; 32];
    let lower = lower.get_mut(..word.len())?;
    let mut plain = true;
    for (to, from) in lower.iter_mut().zip(word) {
        plain &= from.is_ascii_alphanumeric();
        *to = from.to_ascii_lowercase();
    }
    plain.then(|| xxh3_64(lower))
}

/// The units of a word: a character where its script is written without spaces. Han and kana say as
/// much with fewer characters as the scripts of South-East Asia.
fn units(word: &str) -> u32 {
    match word.chars().next() {
        Some(c) if !segment::is_unspaced(c) => WORD,
        Some('\u{e00}'..='\u{1aff}') => 3,
        _ => 5,
    }
}

/// The hash by which two spellings of one outlet's name are equal.
pub(super) fn source_hash(source: &str) -> u64 {
    xxh3_64(fold(source.trim()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(body: &str) -> Vec<Shingle> {
        let mut shingler = Shingler::new();
        shingler.read(body);
        shingler.shingles().to_vec()
    }

    fn coarse(body: &str) -> Vec<u64> {
        shingles(body).iter().filter(|s| !s.fine).map(|s| s.hash).collect()
    }

    #[test]
    fn five_words_make_a_shingle_wherever_they_stand() {
        let one = coarse("Rain fell on Harrow Bay all through the night and the harbour was shut");
        let two =
            coarse("They said that rain fell on Harrow Bay. Nobody knew the cause of it then");
        assert_eq!(one.len(), 10);
        assert!(two.contains(&one[0]));
        assert!(!two.contains(&one[1]));
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(
            coarse("the café Owner stayed away all day"),
            coarse("The cafe owner STAYED away all day")
        );
    }

    #[test]
    fn a_hyphen_separates_like_a_space() {
        assert_eq!(
            coarse("the two-day search of the well-known bay"),
            coarse("the two day search of the well known bay")
        );
    }

    #[test]
    fn the_fast_path_folds_like_the_slow_one() {
        for plain in ["Harbour", "AK47", "x", "1987"] {
            assert_eq!(
                word(plain, &mut String::new()).0,
                xxh3_64(fold(plain).as_bytes()),
                "{plain}"
            );
        }
    }

    #[test]
    fn a_shingle_that_touches_a_quotation_says_so() {
        let all = shingles("one two three four five \"six seven\" eight nine ten eleven twelve");
        let quoted: Vec<_> =
            all.iter().filter(|s| !s.fine && s.quoted).map(|s| s.place / WORD).collect();
        assert_eq!(quoted, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn characters_count_less_than_words() {
        let text = "雨が降り続き川の水位が上がったため住民が避難した";
        let count = coarse(text).len();
        let words = segment::words(text).count();
        assert!(count > 0 && count < words - 4, "{count} shingles of {words} words");
    }

    #[test]
    fn short_texts_have_finer_shingles_too() {
        assert_eq!(shingles("Harbour").len(), 1);
        assert_eq!(shingles("Harbour shut").len(), 2);
        assert!(shingles("").is_empty());
        assert!(shingles("a b c d e f g h i j k l").iter().all(|s| !s.fine));
        assert_ne!(shingles("Harbour shut")[1].hash, shingles("Harbour open")[1].hash);
    }

    #[test]
    fn rolling_hashes_are_those_of_the_words_alone() {
        let long = coarse("a b c d e f g h i j k l m n o p");
        let alone = coarse("l m n o p");
        assert_eq!(long.last(), alone.first());
    }
}
