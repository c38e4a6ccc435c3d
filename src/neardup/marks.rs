//! The distinct shingles of a text, packed. Hashes lie together, apart from what else is known of each:
//! two texts that share nothing are told apart by hashes alone, and half as much memory is read.

/// A distinct shingle: 32 bits of hash, and 32 of details: 28 of place, then whether it is in a list,
/// fine, boilerplate and quoted. Of a text's 500 shingles and another's 500, two that differ have the
/// same hash once in 17,000 pairs, and a single one decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    hash: u32,
    details: u32,
}

impl Mark {
    const QUOTED: u32 = 1;
    const MASKED: u32 = 2;
    const FINE: u32 = 4;
    const LISTED: u32 = 8;

    /// One that is no boilerplate and in no list. Places fit 28 bits.
    pub(super) fn new(hash: u32, place: u32, fine: bool, quoted: bool) -> Self {
        let flags = if fine { Self::FINE } else { 0 } | if quoted { Self::QUOTED } else { 0 };
        Self { hash, details: place << 4 | flags }
    }

    /// As a number; numbers sort by hash and then by place.
    pub(super) fn bits(self) -> u64 {
        u64::from(self.hash) << 32 | u64::from(self.details)
    }

    /// From what [`Self::bits`] gave.
    pub(super) fn from_bits(bits: u64) -> Self {
        Self { hash: (bits >> 32) as u32, details: bits as u32 }
    }

    pub(super) fn hash(self) -> u32 {
        self.hash
    }

    /// Units of text before its first occurrence.
    pub(super) fn place(self) -> u32 {
        self.details >> 4
    }

    /// Whether each occurrence touches a quotation.
    pub(super) fn quoted(self) -> bool {
        self.details & Self::QUOTED != 0
    }

    /// Whether it is a pair, a triple or the whole of a short text.
    pub(super) fn fine(self) -> bool {
        self.details & Self::FINE != 0
    }

    /// Whether it first stands in a list: see [`super::lists`].
    pub(super) fn listed(self) -> bool {
        self.details & Self::LISTED != 0
    }

    /// Whether it is boilerplate.
    pub(super) fn masked(self) -> bool {
        self.details & Self::MASKED != 0
    }

    /// Whether it speaks for the text it stands in, as far as the text alone can tell: no quotation, no
    /// list.
    pub(super) fn told(self) -> bool {
        !self.quoted() && !self.listed()
    }

    /// The same, quoted or not.
    pub(super) fn with_quoted(self, quoted: bool) -> Self {
        self.with(Self::QUOTED, quoted)
    }

    /// The same, boilerplate or not.
    pub(super) fn with_masked(self, masked: bool) -> Self {
        self.with(Self::MASKED, masked)
    }

    /// The same, in a list.
    pub(super) fn in_list(self) -> Self {
        self.with(Self::LISTED, true)
    }

    fn with(self, flag: u32, set: bool) -> Self {
        let details = if set { self.details | flag } else { self.details & !flag };
        Self { details, ..self }
    }
}

/// The marks of a text by rising hash, each hash once. Eight bytes a mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// All hashes, then the details of each in the same order.
    words: Box<[u32]>,
}

impl Marks {
    /// From marks that are in order.
    pub(super) fn new(marks: impl Iterator<Item = Mark> + Clone) -> Self {
        let details = marks.clone().map(|mark| mark.details);
        Self { words: marks.map(Mark::hash).chain(details).collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.words.len() / 2
    }

    /// Bytes they take.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.words)
    }

    /// Their hashes.
    pub(super) fn hashes(&self) -> &[u32] {
        self.words.get(..self.len()).unwrap_or(&[])
    }

    fn details(&self) -> &[u32] {
        self.words.get(self.len()..).unwrap_or(&[])
    }

    /// One of them.
    pub(super) fn get(&self, at: usize) -> Option<Mark> {
        let (hash, details) = (self.hashes().get(at)?, self.details().get(at)?);
        Some(Mark { hash: *hash, details: *details })
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Mark> + Clone + '_ {
        self.from(0)
    }

    /// Those whose hash is `hash` or larger.
    pub(super) fn since(&self, hash: u32) -> impl Iterator<Item = Mark> + Clone + '_ {
        // Hashes are even, so the place can be guessed, and is seldom far off.
        let hashes = self.hashes();
        let mut at = ((u64::from(hash) * hashes.len() as u64) >> 32) as usize;
        let below = |at: usize| hashes.get(at).is_some_and(|own| *own < hash);
        while below(at) {
            at += 1;
        }
        while at > 0 && !below(at - 1) {
            at -= 1;
        }
        self.from(at)
    }

    fn from(&self, at: usize) -> impl Iterator<Item = Mark> + Clone + '_ {
        let hashes = self.hashes().get(at..).unwrap_or(&[]).iter();
        let details = self.details().get(at..).unwrap_or(&[]);
        hashes.zip(details).map(|(hash, details)| Mark { hash: *hash, details: *details })
    }

    /// Changes each in place; its hash stays.
    pub(super) fn change(&mut self, mut change: impl FnMut(Mark) -> Mark) {
        let (hashes, details) = self.words.split_at_mut(self.words.len() / 2);
        for (hash, details) in hashes.iter().zip(details) {
            *details = change(Mark { hash: *hash, details: *details }).details;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mark_keeps_what_it_is_told() {
        let mark = Mark::new(7, (1 << 28) - 1, true, false);
        assert_eq!((mark.hash(), mark.place()), (7, (1 << 28) - 1));
        assert!(mark.fine() && !mark.quoted() && mark.told() && !mark.in_list().told());
        assert_eq!(
            mark.with_quoted(true).with_masked(true).with_masked(false).bits() ^ mark.bits(),
            1
        );
        assert_eq!(Mark::from_bits(mark.bits()), mark);
    }

    proptest! {
        #[test]
        fn marks_are_found_by_hash(mut hashes in prop::collection::btree_set(any::<u32>(), 0..200), from: u32) {
            hashes.insert(from / 2);
            let marks = Marks::new(hashes.iter().map(|hash| Mark::new(*hash, hash >> 8, false, false)));
            prop_assert_eq!(marks.len(), hashes.len());
            let since: Vec<u32> = marks.since(from).map(Mark::hash).collect();
            prop_assert_eq!(since, hashes.range(from..).copied().collect::<Vec<_>>());
            let places: Vec<u32> = marks.iter().map(Mark::place).collect();
            prop_assert_eq!(places, hashes.iter().map(|hash| hash >> 8).collect::<Vec<_>>());
        }
    }
}
