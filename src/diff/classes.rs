//! From edits to changes: every changed figure, date and name becomes a change of its own, and the
//! words around them one change each.

use super::Granularity;
use super::cleanup::Words;
use super::comparison::{Change, ChangeKind};
use super::kinds::kind_of;
use super::quiet::{self, Found};
use super::shifts::{self, Shift};
use super::words::Edit;
use crate::text::Span;
use std::ops::Range;

/// Pieces of one edit that are paired with one another by measure; beyond that, in order.
const PAIRED: usize = 24;

/// A run of words of one class.
#[derive(Clone, Debug)]
struct Piece {
    kind: ChangeKind,
    words: Range<usize>,
    /// The move inside the group that it is one end of.
    shift: Option<usize>,
}

impl Piece {
    /// Whether it may stand for a piece of the other side. What moved stands for nothing here.
    fn may_be(&self, other: &Self) -> bool {
        self.kind == other.kind && self.shift.is_none() && other.shift.is_none()
    }
}

/// What differs in a group, in order: the changes of the edits and what is quiet in between.
pub(super) fn changes(
    edits: &[Edit],
    left: Words<'_, '_>,
    right: Words<'_, '_>,
    granularity: Granularity,
) -> Found {
    let mut shifts = shifts::shifts(edits, left, right);
    if granularity == Granularity::Word {
        shifts = shifts.iter().flat_map(Shift::words).collect();
    }
    let mut classes = Classes::new(left, right, granularity, &shifts);
    let (mut l, mut r) = (0, 0);
    for edit in edits {
        quiet::changes((l, r), edit.left.start - l, left, right, &mut classes.found);
        let beside = !edit.left.is_empty() && !edit.right.is_empty();
        let edge = |found: &mut Found, l: usize, r: usize| {
            if beside {
                quiet::beside(left.gap(l), right.gap(r), left, right, found);
            }
        };
        edge(&mut classes.found, edit.left.start, edit.right.start);
        classes.classify(edit);
        edge(&mut classes.found, edit.left.end, edit.right.end);
        (l, r) = (edit.left.end, edit.right.end);
    }
    quiet::changes((l, r), left.len - l, left, right, &mut classes.found);
    classes.link();
    classes.found
}

/// Makes changes of edits.
struct Classes<'p, 'a> {
    left: Words<'p, 'a>,
    right: Words<'p, 'a>,
    granularity: Granularity,
    found: Found,
    /// Where moves inside the group begin on either side, in order, and which they are.
    shifts: [Vec<(Range<usize>, usize)>; 2],
    /// The changes that are the two ends of each move.
    ends: Vec<[Option<usize>; 2]>,
}

impl<'p, 'a> Classes<'p, 'a> {
    fn new(
        left: Words<'p, 'a>,
        right: Words<'p, 'a>,
        granularity: Granularity,
        shifts: &[Shift],
    ) -> Self {
        let in_order = |of: fn(&Shift) -> &Range<usize>| {
            let all = shifts.iter().enumerate().map(|(at, shift)| (of(shift).clone(), at));
            let mut all: Vec<_> = all.collect();
            all.sort_unstable_by_key(|(words, _)| words.start);
            all
        };
        let in_order = [in_order(|s| &s.left), in_order(|s| &s.right)];
        let ends = vec![[None; 2]; shifts.len()];
        Self { left, right, granularity, found: Found::default(), shifts: in_order, ends }
    }

    /// Names the two ends of each move to one another.
    fn link(&mut self) {
        for ends in &self.ends {
            if let [Some(a), Some(b)] = *ends {
                for (one, other) in [(a, b), (b, a)] {
                    if let Some(change) = self.found.changes.get_mut(one) {
                        change.other = Some(other);
                    }
                }
            }
        }
    }

    /// Splits one edit into its changes.
    fn classify(&mut self, edit: &Edit) {
        let (left, right) = (self.left, self.right);
        let lefts = pieces(left, &edit.left, &self.shifts[0]);
        let rights = pieces(right, &edit.right, &self.shifts[1]);
        let mut cut = |told: (usize, usize), l: Range<usize>, r: Range<usize>, piece: &Piece| {
            self.words(told.0..l.start, told.1..r.start);
            let ends = (l.end, r.end);
            if let Some(ends) = piece.shift.and_then(|shift| self.ends.get_mut(shift)) {
                ends[usize::from(l.is_empty())] = Some(self.found.changes.len());
            }
            let alike = piece.kind == ChangeKind::Name && spelt_alike(&l, &r, left, right);
            self.push(if alike { ChangeKind::Punctuation } else { piece.kind }, l, r);
            ends
        };
        let (mut i, mut j) = (0, 0);
        // Up to where everything is told.
        let mut told = (edit.left.start, edit.right.start);
        for (pi, pj) in pair(&lefts, &rights, left, right) {
            // A piece without a partner stands against a place: behind the words that stand for the
            // words before it, where there are any.
            for piece in lefts.get(i..pi).unwrap_or(&[]) {
                let limit = rights.get(j).map_or(edit.right.end, |p| p.words.start);
                let place = if piece.words.start > told.0 { limit } else { told.1 };
                told = cut(told, piece.words.clone(), place..place, piece);
            }
            for piece in rights.get(j..pj).unwrap_or(&[]) {
                let limit = lefts.get(pi).map_or(edit.left.end, |p| p.words.start);
                let place = if piece.words.start > told.1 { limit } else { told.0 };
                told = cut(told, place..place, piece.words.clone(), piece);
            }
            if let (Some(a), Some(b)) = (lefts.get(pi), rights.get(pj)) {
                told = cut(told, a.words.clone(), b.words.clone(), a);
            }
            (i, j) = (pi + 1, pj + 1);
        }
        self.words(told.0..edit.left.end, told.1..edit.right.end);
    }

    /// Adds a change of plain words; inside quotation marks when all of them are.
    fn words(&mut self, l: Range<usize>, r: Range<usize>) {
        let (left, right) = (self.left, self.right);
        let (l, r) = without_shared_ends(l, r, left, right);
        if l.is_empty() && r.is_empty() {
            return;
        }
        let quoted = left.all_quoted(&l) && right.all_quoted(&r);
        if spelt_alike(&l, &r, left, right) {
            self.found.changes.push(Change::new(
                ChangeKind::Punctuation,
                left.span(&l),
                right.span(&r),
            ));
        } else {
            self.push(if quoted { ChangeKind::Quote } else { ChangeKind::Wording }, l, r);
        }
    }

    /// Adds a change of one class; word by word where that is asked for.
    fn push(&mut self, kind: ChangeKind, l: Range<usize>, r: Range<usize>) {
        let (left, right) = (self.left, self.right);
        if self.granularity != Granularity::Word || l.len().max(r.len()) < 2 {
            self.found.changes.push(Change::new(kind, left.span(&l), right.span(&r)));
            return;
        }
        for step in 0..l.len().max(r.len()) {
            let one = |range: &Range<usize>| {
                let at = (range.start + step).min(range.end);
                at..(at + 1).min(range.end)
            };
            let (l, r) = (one(&l), one(&r));
            // Words at the same place may be the same; they stay.
            if l.is_empty() || r.is_empty() || left.key(l.start) != right.key(r.start) {
                self.found.changes.push(Change::new(kind, left.span(&l), right.span(&r)));
            }
        }
    }
}

/// Whether only signs inside the words differ: `U.S.` and `US`, `air-strike` and `air strike`.
fn spelt_alike(
    l: &Range<usize>,
    r: &Range<usize>,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
) -> bool {
    fn letters<'l>(words: Words<'_, 'l>, range: &Range<usize>) -> impl Iterator<Item = char> {
        let keys = words.keys().get(range.clone()).unwrap_or(&[]);
        keys.iter()
            .flat_map(move |key| words.lexicon.word(*key).chars())
            .filter(|c| c.is_alphanumeric())
    }
    !l.is_empty() && !r.is_empty() && letters(left, l).eq(letters(right, r))
}

/// Words that turn out to be the same at an end, once the figures and names are cut out, are no
/// change.
fn without_shared_ends(
    mut l: Range<usize>,
    mut r: Range<usize>,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
) -> (Range<usize>, Range<usize>) {
    while !l.is_empty() && !r.is_empty() && left.key(l.start) == right.key(r.start) {
        (l.start, r.start) = (l.start + 1, r.start + 1);
    }
    while !l.is_empty() && !r.is_empty() && left.key(l.end - 1) == right.key(r.end - 1) {
        (l.end, r.end) = (l.end - 1, r.end - 1);
    }
    (l, r)
}

/// The figures, dates and names in a range of words, neighbours of one class together; and what moved
/// inside the group, whatever it is.
fn pieces(
    words: Words<'_, '_>,
    range: &Range<usize>,
    shifts: &[(Range<usize>, usize)],
) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let first = shifts.partition_point(|(shift, _)| shift.start < range.start);
    let mut shifts = shifts.get(first..).unwrap_or_default().iter().peekable();
    let mut word = range.start;
    while word < range.end {
        if let Some((moved, shift)) = shifts.next_if(|(shift, _)| shift.start == word) {
            let kind =
                if words.all_quoted(moved) { ChangeKind::Quote } else { ChangeKind::Wording };
            word = moved.end;
            out.push(Piece { kind, words: moved.clone(), shift: Some(*shift) });
            continue;
        }
        let kind = kind_of(words.prose, words.lexicon, words.from + word);
        if kind != ChangeKind::Wording {
            match out.last_mut() {
                Some(last)
                    if last.kind == kind
                        && last.shift.is_none()
                        && last.words.end == word
                        && words.goes_on(kind, word) =>
                {
                    last.words.end = word + 1;
                }
                _ => out.push(Piece { kind, words: word..word + 1, shift: None }),
            }
        }
        word += 1;
    }
    out
}

/// Which piece of the left stands for which of the right: the heaviest pairing in order, pieces of
/// one class only. Ends with the places past both ends.
fn pair(
    lefts: &[Piece],
    rights: &[Piece],
    left: Words<'_, '_>,
    right: Words<'_, '_>,
) -> Vec<(usize, usize)> {
    let (n, m) = (lefts.len(), rights.len());
    let mut out = Vec::new();
    if n > PAIRED || m > PAIRED {
        out.extend((0..n.min(m)).take_while(|&i| lefts[i].may_be(&rights[i])).map(|i| (i, i)));
        out.push((n, m));
        return out;
    }
    let width = m + 1;
    let mut best = vec![0u32; (n + 1) * width];
    let worth = |i: usize, j: usize| match (&lefts[i], &rights[j]) {
        (a, b) if a.may_be(b) => {
            let after =
                left.key(a.words.end).is_some() && left.key(a.words.end) == right.key(b.words.end);
            let before = a.words.start > 0
                && b.words.start > 0
                && left.key(a.words.start - 1) == right.key(b.words.start - 1);
            let same = left.key(a.words.start) == right.key(b.words.start)
                || left.key(a.words.end - 1) == right.key(b.words.end - 1);
            4 + 2 * u32::from(same) + u32::from(after) + u32::from(before)
        }
        _ => 0,
    };
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let pair = match worth(i, j) {
                0 => 0,
                worth => worth + best[(i + 1) * width + j + 1],
            };
            best[i * width + j] = pair.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        let here = best[i * width + j];
        let worth = worth(i, j);
        if worth > 0 && here == worth + best[(i + 1) * width + j + 1] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out.push((n, m));
    out
}

impl Words<'_, '_> {
    /// The bytes of a range of words; an empty range lies behind the word before it.
    pub(super) fn span(self, range: &Range<usize>) -> Span {
        let at = |word: usize| self.prose.tokens.get(self.from + word).map(|t| t.span());
        if range.is_empty() {
            let place = match range.start.checked_sub(1) {
                Some(before) => at(before).map(|s| s.end),
                None if self.len > 0 => at(0).map(|s| s.start),
                None => None,
            };
            let place = place.unwrap_or(self.bytes.start);
            return Span::new(place, place);
        }
        match (at(range.start), at(range.end - 1)) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    fn key(self, word: usize) -> Option<u32> {
        self.keys().get(word).copied()
    }

    fn all_quoted(self, range: &Range<usize>) -> bool {
        range.clone().all(|word| self.prose.tokens.get(self.from + word).is_some_and(|t| t.quoted))
    }

    /// Whether a word continues the figure, date or name before it: nothing between the two but
    /// space, an initial's full stop, or what holds a number or a date together.
    fn goes_on(self, kind: ChangeKind, word: usize) -> bool {
        let gap = self.prose.gap_before(self.from + word).trim();
        match kind {
            ChangeKind::Date => matches!(gap, "" | "," | "-" | "/" | "."),
            ChangeKind::Name => matches!(gap, "" | "." | "-"),
            // `1/2`
            _ => gap == "/" || gap.is_empty() && !self.starts_number(word),
        }
    }

    fn starts_number(self, word: usize) -> bool {
        use super::lexicon::Sense;
        matches!(
            super::kinds::sense_at(self.prose, self.lexicon, self.from + word),
            Some(Sense::Number | Sense::NumberWord(_))
        )
    }
}
