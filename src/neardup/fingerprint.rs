//! What of a text is kept for telling near-duplicates apart: its distinct shingles, where each first
//! stands, and which of them touch a quotation.

use super::Boilerplate;
use super::lists::lists;
use super::marks::{Mark, Marks};
use super::runs::{covered, long_runs, touches};
use super::shingle::{self, Shingle, Shingler};

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
    pub(super) marks: Marks,
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
        self.own = self.whole;
        self.marks.change(|mark| mark.with_masked(false));
        let known = self.marks.iter().filter(|mark| !mark.fine() && known.contains(mark.hash()));
        let mut places: Vec<u32> = known.map(Mark::place).collect();
        places.sort_unstable();
        let runs = long_runs(&places, self.end);
        if runs.is_empty() {
            return;
        }
        let own = &mut self.own;
        self.marks.change(|mark| {
            if mark.fine() || !touches(&runs, mark.place()) {
                return mark;
            }
            own.shingles -= 1;
            own.unquoted -= u32::from(mark.told());
            mark.with_masked(true)
        });
        let left = u64::from(self.end.saturating_sub(covered(&runs)));
        let units = u64::from(self.whole.units) * left / u64::from(self.end.max(1));
        self.own.units = units as u32;
    }

    /// The outlet of the text, as a number that two spellings of its name have in common.
    pub fn source(&self) -> Option<u64> {
        self.source
    }

    /// Bytes it takes in memory.
    pub fn size(&self) -> usize {
        size_of::<Self>() + self.marks.size()
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
        scratch.extend(self.shingles().iter().map(|shingle| {
            let &Shingle { hash, place, fine, quoted } = shingle;
            Mark::new(hash as u32, place, fine, quoted).bits()
        }));
        let occurrences = self.shingles().iter().filter(|s| !s.fine).count() as u64;
        scratch.sort_unstable();
        let coarse = scratch.iter().map(|mark| Mark::from_bits(*mark)).filter(|mark| !mark.fine());
        let lists = lists(coarse.map(|mark| (mark.hash(), mark.place())), self.rosters());
        scratch.dedup_by(|later, first| {
            let (again, mark) = (Mark::from_bits(*later), Mark::from_bits(*first));
            let same = again.hash() == mark.hash();
            if same && !again.quoted() {
                *first = mark.with_quoted(false).bits();
            }
            same
        });
        let mut marks = Marks::new(scratch.iter().map(|mark| Mark::from_bits(*mark)));
        if !lists.is_empty() {
            marks.change(|mark| if touches(&lists, mark.place()) { mark.in_list() } else { mark });
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
