//! Words that only changed their place inside a group: dropped here, added there, the same words.
//! "According to the Times, it sank" and "It sank, the Times reported" share `the Times`.

use super::cleanup::Words;
use super::lexicon::{Case, Sense};
use super::words::Edit;
use std::ops::Range;

/// Dropped words times added words up to which moves are looked for.
const CELLS: usize = 65_536;
/// Moves looked for in one group.
const MOST: usize = 8;
/// Words on either side that may stand between two pieces of a clause that moved with an edit.
const APART: usize = 2;

/// The same words at two places: dropped by one edit, added by another. Places count from the start
/// of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

impl Shift {
    /// The same, word by word.
    pub(super) fn words(&self) -> impl Iterator<Item = Self> + '_ {
        let pairs = self.left.clone().zip(self.right.clone());
        pairs.map(|(l, r)| Self { left: l..l + 1, right: r..r + 1 })
    }
}

/// A word of an edit.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    word: usize,
    edit: usize,
    taken: bool,
}

/// What moved inside a group, the strongest first. No word is in two of them.
pub(super) fn shifts(edits: &[Edit], left: Words<'_, '_>, right: Words<'_, '_>) -> Vec<Shift> {
    let count = |of: fn(&Edit) -> &Range<usize>| edits.iter().map(|e| of(e).len()).sum::<usize>();
    let (dropped, added) = (count(|e| &e.left), count(|e| &e.right));
    // Two words are the least that can move, and they need another edit to have come from.
    if edits.len() < 2 || dropped.min(added) < 2 || dropped.saturating_mul(added) > CELLS {
        return Vec::new();
    }
    let places = |of: fn(&Edit) -> &Range<usize>| -> Vec<Place> {
        let all = edits.iter().enumerate();
        all.flat_map(|(edit, e)| of(e).clone().map(move |word| (word, edit)))
            .map(|(word, edit)| Place { word, edit, taken: false })
            .collect()
    };
    let mut search = Search {
        left,
        right,
        lefts: places(|e| &e.left),
        rights: places(|e| &e.right),
        found: Vec::new(),
    };
    for _ in 0..MOST {
        let Some((l, r)) = search.strongest() else { break };
        search.take(l.clone(), r.clone());
        search.follow(l, r);
    }
    search.found
}

struct Search<'p, 'a> {
    left: Words<'p, 'a>,
    right: Words<'p, 'a>,
    /// The dropped words, and the added ones, in order.
    lefts: Vec<Place>,
    rights: Vec<Place>,
    found: Vec<Shift>,
}

impl Search<'_, '_> {
    /// Whether a dropped word and an added one are the same word and free, as indexes of `lefts` and
    /// `rights`. What one edit replaces did not move.
    fn same(&self, l: usize, r: usize) -> bool {
        let (Some(a), Some(b)) = (self.lefts.get(l), self.rights.get(r)) else { return false };
        a.edit != b.edit
            && !a.taken
            && !b.taken
            && self.left.keys().get(a.word) == self.right.keys().get(b.word)
    }

    /// The run of the same words that says most, of those that say enough.
    fn strongest(&self) -> Option<(Range<usize>, Range<usize>)> {
        let width = self.rights.len() + 1;
        // How long the run is that ends before a place; the row above and this one.
        let (mut above, mut here) = (vec![0usize; width], vec![0usize; width]);
        let mut best = None;
        for l in 0..self.lefts.len() {
            for r in 0..self.rights.len() {
                let length = if self.same(l, r) {
                    let goes_on = joins(&self.lefts, l) && joins(&self.rights, r);
                    1 + if goes_on { above[r] } else { 0 }
                } else {
                    0
                };
                here[r + 1] = length;
                if length < 2 {
                    continue;
                }
                let run = l + 1 - length..l + 1;
                let worth = self.worth(&run);
                if worth > best.as_ref().map_or(0, |(most, _, _)| *most) {
                    best = Some((worth, run, r + 1 - length..r + 1));
                }
            }
            std::mem::swap(&mut above, &mut here);
        }
        best.map(|(_, l, r)| (l, r))
    }

    /// How much a run of dropped words says; 0 when it is too little to have moved: it takes two
    /// words that mean something, of which a name, a date or a figure is worth two, or three words
    /// not all of which are little.
    fn worth(&self, run: &Range<usize>) -> usize {
        let telling = run.clone().map(|at| self.tells(at)).sum::<usize>();
        let enough = telling >= 2 || telling == 1 && run.len() >= 3;
        if enough { 4 * telling + run.len() } else { 0 }
    }

    fn tells(&self, at: usize) -> usize {
        let token = self.lefts.get(at).and_then(|place| self.left.token(place.word));
        let Some(token) = token else { return 0 };
        let form = self.left.lexicon.form(token.form);
        match (form.sense, form.case) {
            (Sense::Stop, _) => 0,
            (Sense::Plain, Case::Lower) => 1,
            // A capital that only opens the sentence makes no name.
            (Sense::Plain, Case::Capital) => 1 + usize::from(!token.opens),
            _ => 2,
        }
    }

    /// Adds a move, its words given as indexes of `lefts` and `rights`.
    fn take(&mut self, l: Range<usize>, r: Range<usize>) {
        let words = |places: &mut [Place], range: &Range<usize>| {
            let places = places.get_mut(range.clone()).unwrap_or_default();
            places.iter_mut().for_each(|place| place.taken = true);
            let first = places.first().map_or(0, |place| place.word);
            first..first + places.len()
        };
        let left = words(&mut self.lefts, &l);
        let right = words(&mut self.rights, &r);
        self.found.push(Shift { left, right });
    }

    /// Takes what moved along beside a move: further words of the same two edits, a word or two
    /// apart, where something was edited on the way.
    fn follow(&mut self, l: Range<usize>, r: Range<usize>) {
        let (mut l_end, mut r_end) = (l.end, r.end);
        while let Some((l, r)) = self.next_piece(l_end, r_end) {
            (l_end, r_end) = (l.end, r.end);
            self.take(l, r);
        }
        let (mut l_start, mut r_start) = (l.start, r.start);
        while let Some((l, r)) = self.piece_before(l_start, r_start) {
            (l_start, r_start) = (l.start, r.start);
            self.take(l, r);
        }
    }

    /// The next piece of a clause behind `l` and `r`.
    fn next_piece(&self, l: usize, r: usize) -> Option<(Range<usize>, Range<usize>)> {
        steps().find_map(|(dl, dr)| {
            let (from_l, from_r) = (l + dl, r + dr);
            let joined = (l..=from_l).all(|at| joins(&self.lefts, at))
                && (r..=from_r).all(|at| joins(&self.rights, at));
            let more = |n: &usize| {
                let (l, r) = (from_l + n, from_r + n);
                self.same(l, r) && (*n == 0 || joins(&self.lefts, l) && joins(&self.rights, r))
            };
            let length = if joined { (0..).take_while(more).count() } else { 0 };
            self.piece(from_l..from_l + length, from_r..from_r + length)
        })
    }

    /// The piece of a clause that ends before `l` and `r`.
    fn piece_before(&self, l: usize, r: usize) -> Option<(Range<usize>, Range<usize>)> {
        steps().find_map(|(dl, dr)| {
            let (to_l, to_r) = (l.checked_sub(dl)?, r.checked_sub(dr)?);
            let joined = (to_l..=l).all(|at| joins(&self.lefts, at))
                && (to_r..=r).all(|at| joins(&self.rights, at));
            let more = |n: &usize| {
                let (Some(l), Some(r)) = (to_l.checked_sub(n + 1), to_r.checked_sub(n + 1)) else {
                    return false;
                };
                let goes_on = joins(&self.lefts, l + 1) && joins(&self.rights, r + 1);
                self.same(l, r) && goes_on
            };
            let length = if joined { (0..).take_while(more).count() } else { 0 };
            self.piece(to_l - length..to_l, to_r - length..to_r)
        })
    }

    /// Two ranges as a piece of a clause, where they say anything.
    fn piece(&self, l: Range<usize>, r: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        l.clone().any(|at| self.tells(at) > 0).then_some((l, r))
    }
}

/// How many words may be passed over on either side, the fewest first.
fn steps() -> impl Iterator<Item = (usize, usize)> {
    (1..=2 * APART)
        .flat_map(|all| (0..=all).map(move |l| (l, all - l)))
        .filter(|(l, r)| *l <= APART && *r <= APART)
}

/// Whether a word follows the one before it in the same edit.
fn joins(places: &[Place], at: usize) -> bool {
    let (Some(before), Some(here)) =
        (at.checked_sub(1).and_then(|at| places.get(at)), places.get(at))
    else {
        return false;
    };
    before.edit == here.edit && before.word + 1 == here.word
}

#[cfg(test)]
mod tests {
    use super::super::{Comparison, Granularity, Options, Text, compare_with};
    use std::time::Duration;

    fn of(left: &str, right: &str, granularity: Granularity) -> Comparison {
        let options = Options { granularity, budget: Duration::from_secs(3600) };
        compare_with(Text { body: left }, Text { body: right }, options)
    }

    /// What moved inside the sentences of two texts, as it stands on the left.
    fn moved<'a>(left: &'a str, right: &str) -> Vec<&'a str> {
        let c = of(left, right, Granularity::Phrase);
        let mut out = Vec::new();
        for group in &c.groups {
            for (at, change) in group.changes.iter().enumerate() {
                let Some(other) = change.other else { continue };
                assert_eq!(group.changes[other].other, Some(at));
                let (a, b) = match change.right.is_empty() {
                    true => (change, &group.changes[other]),
                    false => (&group.changes[other], change),
                };
                assert!(a.right.is_empty() && b.left.is_empty());
                let said = a.left.of(left);
                assert_eq!(said.to_lowercase(), b.right.of(right).to_lowercase());
                if change.right.is_empty() {
                    out.push(said);
                }
            }
        }
        out
    }

    #[test]
    fn a_clause_that_changed_its_place_is_a_move() {
        let left = "On Friday fire struck the old harbour of Port Calder and burned two quays.";
        let right = "Fire struck the old harbour of Port Calder and burned two quays on Friday.";
        assert_eq!(moved(left, right), ["On Friday"]);
        let left = "According to the Times, the ferry had been warned twice before it sank.";
        let right = "The ferry had been warned twice before it sank, the Times reported.";
        assert_eq!(moved(left, right), ["the Times"]);
        let left = "After the long storm over the bay, the crew of the ferry rowed to the quay.";
        let right = "The crew of the ferry rowed to the quay after the long storm over the bay.";
        assert_eq!(moved(left, right), ["After the long storm over the bay"]);
    }

    #[test]
    fn a_clause_may_be_edited_on_its_way() {
        let left =
            "Killing 40 people in the outer harbour, the fire burned for two days and nights.";
        let right =
            "The fire burned for two days and nights, killing 60 people in the outer harbour.";
        assert_eq!(moved(left, right), ["Killing", "people in the outer harbour"]);
        let c = of(left, right, Granularity::Phrase);
        let figures: Vec<_> = c.figures.iter().filter(|f| !f.agrees).map(|f| &f.label).collect();
        assert_eq!(figures.len(), 1, "{:?}", c.figures);
    }

    #[test]
    fn little_words_do_not_move() {
        let left = "In the end the crew of the ferry rowed to a quay and slept.";
        let right = "The crew of the ferry rowed to a quay and slept in the boat at dawn.";
        assert!(moved(left, right).is_empty());
    }

    #[test]
    fn word_by_word_each_word_has_its_other_end() {
        let left = "On Friday fire struck the old harbour of Port Calder and burned two quays.";
        let right = "Fire struck the old harbour of Port Calder and burned two quays on Friday.";
        let c = of(left, right, Granularity::Word);
        let others: Vec<_> = c.groups[0].changes.iter().map(|c| c.other).collect();
        assert_eq!(others, [Some(2), Some(3), Some(0), Some(1)]);
        assert!(of(left, right, Granularity::Sentence).groups[0].changes.is_empty());
    }
}
