//! Words near one another: where in a text they stand, told by the positions of its words. One rule
//! for the index, which asks whether there is such a place, and for marking, which asks for all.

use super::tokenizer::Piece;

/// Ways to put parts together that are tried from one start, at most.
const TRIES: usize = 500;

/// What is to stand near what; words are numbers of a list kept beside it.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Any of these words.
    Words(Vec<usize>),
    /// All of them, each so far from the first.
    Phrase(Vec<(u32, Shape)>),
    /// Any of these.
    Either(Vec<Shape>),
    /// All of these, none inside another.
    Near {
        parts: Vec<Shape>,
        /// Words that may stand between them, all told.
        gap: u32,
        /// Whether they come in this order.
        ordered: bool,
    },
}

/// The words of a shape, and the shape.
#[derive(Clone, Debug)]
pub(super) struct Nearness {
    pub(super) words: Vec<String>,
    pub(super) shape: Shape,
}

/// A place where a shape was found, from its first to its last word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The words and phrases it is made of, from first to last position, where they were asked for.
    pub(super) parts: Vec<(u32, u32)>,
}

/// What is asked of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Whether it is there.
    Whether,
    /// Where it is.
    Where,
}

impl Shape {
    /// The shape of a phrase whose words have these numbers.
    pub(super) fn phrase(pieces: &[Piece], numbers: &[Vec<usize>]) -> Self {
        let first = pieces.first().map_or(0, |piece| piece.position);
        let offset = |piece: &Piece| u32::try_from(piece.position - first).unwrap_or(u32::MAX);
        let words = numbers.iter().map(|numbers| Self::Words(numbers.clone()));
        let mut steps: Vec<(u32, Self)> = pieces.iter().map(offset).zip(words).collect();
        match steps.len() {
            1 => steps.swap_remove(0).1,
            _ => Self::Phrase(steps),
        }
    }

    /// Where it stands in a text whose word `n` stands at `positions[n]`, rising; in order of start.
    pub(super) fn find(&self, positions: &[Vec<u32>], ask: Ask) -> Vec<Stretch> {
        self.stretches(positions, ask, ask == Ask::Whether)
    }

    fn stretches(&self, positions: &[Vec<u32>], ask: Ask, one_is_enough: bool) -> Vec<Stretch> {
        let single = |&at: &u32| Stretch {
            start: at,
            end: at,
            parts: if ask == Ask::Where { vec![(at, at)] } else { Vec::new() },
        };
        match self {
            Self::Words(words) => {
                let at = |&word: &usize| positions.get(word).into_iter().flatten();
                let mut found: Vec<Stretch> = words.iter().flat_map(at).map(single).collect();
                if words.len() > 1 {
                    found.sort_unstable_by_key(|stretch| stretch.start);
                    found.dedup_by_key(|stretch| stretch.start);
                }
                found
            }
            Self::Phrase(steps) => {
                let mut lists = steps.iter().map(|(offset, shape)| {
                    (*offset, shape.stretches(positions, Ask::Whether, false))
                });
                let Some((_, mut starts)) = lists.next() else { return Vec::new() };
                for (offset, list) in lists {
                    starts.retain_mut(|stretch| {
                        let wanted = stretch.start.saturating_add(offset);
                        stretch.end = wanted;
                        list.binary_search_by_key(&wanted, |found| found.start).is_ok()
                    });
                }
                for stretch in &mut starts {
                    if ask == Ask::Where {
                        stretch.parts = vec![(stretch.start, stretch.end)];
                    }
                }
                starts
            }
            Self::Either(shapes) => {
                let all = |shape: &Self| shape.stretches(positions, ask, false);
                let mut found: Vec<Stretch> = shapes.iter().flat_map(all).collect();
                found.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
                found.dedup_by_key(|stretch| (stretch.start, stretch.end));
                found
            }
            Self::Near { parts, gap, ordered } => {
                let lists: Vec<Vec<Stretch>> =
                    parts.iter().map(|part| part.stretches(positions, ask, false)).collect();
                if lists.iter().any(Vec::is_empty) {
                    return Vec::new();
                }
                let search = Search { lists: &lists, ordered: *ordered, ask };
                search.all(*gap, one_is_enough)
            }
        }
    }
}

/// Putting together parts that were found.
struct Search<'a> {
    lists: &'a [Vec<Stretch>],
    ordered: bool,
    ask: Ask,
}

impl Search<'_> {
    fn all(&self, gap: u32, one_is_enough: bool) -> Vec<Stretch> {
        let mut found = Vec::new();
        let firsts = if self.ordered { 1 } else { self.lists.len() };
        for (part, list) in self.lists.iter().enumerate().take(firsts) {
            for first in list {
                let mut chosen = vec![(part, first)];
                let mut tries = TRIES;
                if self.complete(&mut chosen, gap, &mut tries) {
                    let end = chosen.last().map_or(first.end, |(_, last)| last.end);
                    let mut parts = Vec::new();
                    if self.ask == Ask::Where {
                        parts.extend(chosen.iter().flat_map(|(_, one)| one.parts.iter().copied()));
                    }
                    found.push(Stretch { start: first.start, end, parts });
                    if one_is_enough {
                        return found;
                    }
                }
            }
        }
        found.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
        found.dedup_by_key(|stretch| (stretch.start, stretch.end));
        found
    }

    /// Adds the parts that are missing after those chosen, the nearest first.
    fn complete<'s>(
        &'s self,
        chosen: &mut Vec<(usize, &'s Stretch)>,
        gap: u32,
        tries: &mut usize,
    ) -> bool {
        if chosen.len() == self.lists.len() {
            return true;
        }
        let Some(&(_, last)) = chosen.last() else { return false };
        let mut next: Vec<(u32, usize, &Stretch)> = Vec::new();
        for (part, list) in self.lists.iter().enumerate() {
            let turn = !self.ordered || part == chosen.len();
            if !turn || chosen.iter().any(|&(used, _)| used == part) {
                continue;
            }
            let from = list.partition_point(|stretch| stretch.start <= last.end);
            let near =
                list.iter().skip(from).map(|stretch| (stretch.start - last.end - 1, stretch));
            let near = near.take_while(|&(between, _)| between <= gap).take(*tries);
            next.extend(near.map(|(between, stretch)| (between, part, stretch)));
        }
        next.sort_unstable_by_key(|&(between, part, _)| (between, part));
        for (between, part, stretch) in next {
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            chosen.push((part, stretch));
            if self.complete(chosen, gap - between, tries) {
                return true;
            }
            chosen.pop();
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(numbers: &[usize]) -> Shape {
        Shape::Words(numbers.to_vec())
    }

    /// Positions of `a`, `b` and `c` in a text of letters.
    fn positions(text: &str) -> Vec<Vec<u32>> {
        let at = |letter| {
            let places = text.chars().zip(0..).filter(move |&(c, _)| c == letter);
            places.map(|(_, at)| at).collect()
        };
        vec![at('a'), at('b'), at('c')]
    }

    fn found(parts: &[usize], gap: u32, ordered: bool, text: &str) -> Vec<(u32, u32)> {
        let parts = parts.iter().map(|&n| words(&[n])).collect();
        let stretches = Shape::Near { parts, gap, ordered }.find(&positions(text), Ask::Where);
        stretches.into_iter().map(|stretch| (stretch.start, stretch.end)).collect()
    }

    #[test]
    fn words_near_one_another_in_order_or_not() {
        assert_eq!(found(&[0, 1], 0, true, "ab.ba"), [(0, 1)]);
        assert_eq!(found(&[0, 1], 0, false, "ab.ba"), [(0, 1), (3, 4)]);
        assert_eq!(found(&[0, 1], 2, true, "a..b"), [(0, 3)]);
        assert_eq!(found(&[0, 1], 1, true, "a..b"), []);
        assert_eq!(found(&[0, 1, 2], 1, false, "c.ab"), [(0, 3)]);
        assert_eq!(found(&[0, 1, 2], 1, false, "c.a.b"), []);
        assert_eq!(found(&[0, 0], 3, false, "a"), []);
        assert_eq!(found(&[0, 0], 3, false, "a.a"), [(0, 2)]);
    }

    #[test]
    fn shapes_stand_inside_shapes() {
        let phrase = Shape::Phrase(vec![(0, words(&[0])), (1, words(&[1]))]);
        let parts = vec![phrase, words(&[2])];
        let near = Shape::Near { parts, gap: 1, ordered: false };
        let found = near.find(&positions("c.ab"), Ask::Where);
        assert_eq!(found, [Stretch { start: 0, end: 3, parts: vec![(0, 0), (2, 3)] }]);
        assert!(near.find(&positions("c.a.b"), Ask::Where).is_empty());
        let either = Shape::Either(vec![words(&[1]), words(&[2])]);
        let near = Shape::Near { parts: vec![words(&[0]), either], gap: 0, ordered: true };
        assert_eq!(near.find(&positions("ab.ac"), Ask::Where).len(), 2);
        assert_eq!(near.find(&positions("ab.ac"), Ask::Whether).len(), 1);
    }

    proptest! {
        /// Against trying every choice of places.
        #[test]
        fn nearness_is_what_trying_everything_says(text in "[abc.]{0,9}", gap in 0u32..4, ordered: bool) {
            let lists = positions(&text);
            let mut expected = false;
            for &a in &lists[0] {
                for &b in &lists[1] {
                    for &c in &lists[2] {
                        let mut all = [a, b, c];
                        let rising = a < b && b < c;
                        all.sort_unstable();
                        let between = all[2] - all[0] - 2;
                        expected |= between <= gap && (rising || !ordered);
                    }
                }
            }
            prop_assert_eq!(!found(&[0, 1, 2], gap, ordered, &text).is_empty(), expected);
        }
    }
}
