//! What of a text is kept for telling near-duplicates apart: its distinct shingles, where each first
//! stands, and which of them touch a quotation.

use super::Boilerplate;
use super::lists::lists;
use super::runs::{covered, long_runs, touches};
use super::shingle::{self, Shingler};

/// What `neardup` needs to know of an article.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its text.
    pub body: &'a str,
    /// Its outlet: text that one outlet prints under everything is boilerplate.
    pub source: Option<&'a str>,
    /// When it was published, in seconds since 1970.
    pub date: Option<i64>,
}

/// The comparable form of one document. Made once, compared many times. Takes 8 bytes a distinct
/// shingle: about 4 KB for an article of 500 words.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    /// Distinct shingles by rising hash.
    pub(super) marks: Box<[Mark]>,
    /// How many of the marks are fine ones; only short texts have any.
    pub(super) fine: u32,
    /// All that is compared of the text by shingles of five words.
    pub(super) whole: Extent,
    /// The same without boilerplate.
    pub(super) own: Extent,
    /// Length of the text, in units.
    pub(super) end: u32,
    /// Who published it, as a hash.
    pub(super) source: Option<u64>,
}

/// How much there is to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Distinct shingles of five words.
    pub(super) shingles: u32,
    /// How many of them touch no quotation, nor a list.
    pub(super) unquoted: u32,
    /// Length of the text without what it says twice, in units.
    pub(super) units: u32,
}

impl Extent {
    /// Its numbers in a row.
    pub(super) fn words(self) -> [u32; 3] {
        [self.shingles, self.unquoted, self.units]
    }

    /// From what [`Self::words`] gave.
    pub(super) fn from_words([shingles, unquoted, units]: [u32; 3]) -> Self {
        Self { shingles, unquoted, units }
    }
}

/// A distinct shingle, packed so that marks sort by hash and then by place: 32 bits of hash, 28 of
/// place, then whether it is in a list, fine, boilerplate and quoted. Of a text's 500
/// shingles and another's 500, two that differ have the same 32 bits once in 17,000 pairs, and a
/// single one decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(u64);

impl Mark {
    const QUOTED: u64 = 1;
    const MASKED: u64 = 2;
    const FINE: u64 = 4;
    const LISTED: u64 = 8;

    /// As it is packed.
    pub(super) fn bits(self) -> u64 {
        self.0
    }

    /// From what [`Self::bits`] gave.
    pub(super) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(super) fn hash(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Units of text before its first occurrence.
    pub(super) fn place(self) -> u32 {
        (self.0 as u32) >> 4
    }

    /// Whether each occurrence touches a quotation.
    pub(super) fn quoted(self) -> bool {
        self.0 & Self::QUOTED != 0
    }

    /// Whether it is a pair, a triple or the whole of a short text.
    pub(super) fn fine(self) -> bool {
        self.0 & Self::FINE != 0
    }

    /// Whether it first stands in a list: see [`super::lists`].
    pub(super) fn listed(self) -> bool {
        self.0 & Self::LISTED != 0
    }

    /// Whether it speaks for the text it stands in, as far as the text alone can tell: no quotation, no
    /// list.
    fn told(self) -> bool {
        !self.quoted() && !self.listed()
    }

    /// Whether it is boilerplate.
    pub(super) fn masked(self) -> bool {
        self.0 & Self::MASKED != 0
    }
}

impl Fingerprint {
    /// The fingerprint of `document`.
    pub fn of(document: Document<'_>) -> Self {
        Shingler::new().fingerprint(document)
    }

    /// Marks what is boilerplate in it, so that it counts for nothing, and counts what is left. What
    /// was marked before is marked anew.
    ///
    /// Where known shingles run for some words, those that reach into the run from the text beside are
    /// marked with them: they say no more than that the two stand side by side. A turn of phrase, which
    /// many articles of an outlet have as well, stays the text's own.
    pub fn mask(&mut self, known: &Boilerplate) {
        let mut places = Vec::new();
        for mark in &mut self.marks {
            mark.0 &= !Mark::MASKED;
            if !mark.fine() && known.contains(mark.hash()) {
                places.push(mark.place());
            }
        }
        self.own = self.whole;
        places.sort_unstable();
        let runs = long_runs(&places, self.end);
        if runs.is_empty() {
            return;
        }
        for mark in self.marks.iter_mut().filter(|mark| !mark.fine()) {
            if touches(&runs, mark.place()) {
                mark.0 |= Mark::MASKED;
                self.own.shingles -= 1;
                self.own.unquoted -= u32::from(mark.told());
            }
        }
        let left = u64::from(self.end.saturating_sub(covered(&runs)));
        let units = u64::from(self.whole.units) * left / u64::from(self.end.max(1));
        self.own.units = units as u32;
    }

    /// Its marks from `hash` on.
    pub(super) fn marks_from(&self, hash: u32) -> &[Mark] {
        // Hashes are even, so the place can be guessed, and is seldom far from it.
        let count = self.marks.len();
        let mut at = (u64::from(hash) * count as u64 >> 32) as usize;
        let below = |at: usize| self.marks.get(at).is_some_and(|mark| mark.hash() < hash);
        while below(at) {
            at += 1;
        }
        while at > 0 && !below(at - 1) {
            at -= 1;
        }
        self.marks.get(at..).unwrap_or(&[])
    }

    /// The outlet of the text, as a number that two spellings of its name have in common.
    pub fn source(&self) -> Option<u64> {
        self.source
    }

    /// Bytes it takes in memory.
    pub fn size(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.marks)
    }

    /// Whether the text has too few words for shingles to tell much.
    pub(super) fn is_short(&self) -> bool {
        self.end < shingle::SHORT
    }

    /// Whether next to nothing is left of it without its boilerplate.
    pub(super) fn is_hollow(&self) -> bool {
        self.own.shingles < self.whole.shingles && self.own.shingles < HOLLOW
    }
}

/// A text with fewer shingles of its own than this (12 words in a row) has too few to be compared by
/// them alone.
pub(super) const HOLLOW: u32 = (shingle::SHORT - shingle::UNITS) / shingle::WORD + 1;

impl Shingler {
    /// As [`Fingerprint::of`], with the buffers kept.
    pub fn fingerprint(&mut self, document: Document<'_>) -> Fingerprint {
        self.read(document.body);
        self.collect(document)
    }

    /// The sketch and the fingerprint of `document` for the price of one tokenisation.
    pub fn sketch_and_fingerprint(&mut self, document: Document<'_>) -> (Vec<u32>, Fingerprint) {
        self.read(document.body);
        (self.sample(), self.collect(document))
    }

    fn collect(&mut self, document: Document<'_>) -> Fingerprint {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend(self.shingles().iter().map(|s| {
            let low = u64::from(s.place) << 4 | u64::from(s.fine) << 2 | u64::from(s.quoted);
            (s.hash & u64::from(u32::MAX)) << 32 | low
        }));
        let occurrences = self.shingles().iter().filter(|s| !s.fine).count() as u64;
        scratch.sort_unstable();
        let coarse = scratch.iter().map(|mark| Mark(*mark)).filter(|mark| !mark.fine());
        let lists = lists(coarse.map(|mark| (mark.hash(), mark.place())));
        scratch.dedup_by(|later, first| {
            let same = *later >> 32 == *first >> 32;
            if same && *later & Mark::QUOTED == 0 {
                *first &= !Mark::QUOTED;
            }
            same
        });
        let mut marks: Box<[Mark]> = scratch.iter().map(|mark| Mark(*mark)).collect();
        if !lists.is_empty() {
            let listed = marks.iter_mut().filter(|mark| touches(&lists, mark.place()));
            listed.for_each(|mark| mark.0 |= Mark::LISTED);
        }
        self.scratch = scratch;
        let fine = marks.iter().filter(|mark| mark.fine()).count() as u32;
        let shingles = marks.len() as u32 - fine;
        let end = self.units();
        let units = (u64::from(end) * u64::from(shingles)).checked_div(occurrences);
        let whole = Extent {
            shingles,
            unquoted: marks.iter().filter(|mark| !mark.fine() && mark.told()).count() as u32,
            units: units.map_or(end, |n| n as u32),
        };
        Fingerprint {
            marks,
            fine,
            whole,
            own: whole,
            end,
            source: document.source.map(shingle::source_hash),
        }
    }
}
