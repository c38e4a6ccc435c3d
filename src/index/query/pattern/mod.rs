//! Wildcards and regular expressions, each for one whole word of the index: an automaton whose
//! states are the characters of the pattern (Glushkov, 1961), so a step is a few machine words.

mod parse;

#[cfg(test)]
mod tests;

use crate::text::fold::fold;
use parse::{Ast, Class};
use std::fmt;

/// Characters a pattern may have once its repetitions are written out.
const MOST: usize = 256;

/// Parts that are looked at in writing out repetitions, of which many may hold nothing.
const MOST_PARTS: usize = 4096;

/// A set of characters no larger than this counts as saying something.
const FEW: u32 = 8;

/// A set of places in a pattern.
type Places = [u64; MOST / 64];

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    /// Where in the pattern as written, in bytes.
    pub(super) at: usize,
    /// What was expected.
    pub(super) message: &'static str,
}

const TOO_LONG: &str =
    "this pattern is too long; 256 characters are the most, repetitions written out";
const ANYTHING: &str = "this would match almost any word; say at least one letter of it";

/// What a word may look like. It speaks of words as the index has them: lower case, no accents.
#[derive(Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    classes: Vec<Class>,
    /// The places that may come after each.
    follow: Vec<Places>,
    first: Places,
    last: Places,
    /// What every matching word starts with.
    start: String,
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({})", self.written)
    }
}

/// As it was written.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Pattern {
    /// A word with `*` for any characters and `?` for one.
    pub(super) fn wildcard(written: &str) -> Result<Self, PatternError> {
        Self::wild(written, fold)
    }

    /// The same for what the index keeps as it is written.
    pub(super) fn written(written: &str) -> Result<Self, PatternError> {
        Self::wild(written, str::to_string)
    }

    fn wild(written: &str, spelling: impl Fn(&str) -> String) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        for c in written.chars().chain(['\0']) {
            let any = Ast::Class(Class::any());
            let wild = match c {
                '*' => Ast::Repeat(Box::new(any), 0, None),
                '?' => any,
                '\0' => Ast::Then(Vec::new()),
                c => {
                    literal.push(c);
                    continue;
                }
            };
            parts.extend(spelling(&literal).chars().map(|c| Ast::Class(Class::of(c))));
            literal.clear();
            parts.push(wild);
        }
        Self::of(written.to_string(), &Ast::Then(parts))
    }

    /// A regular expression, without the slashes around it.
    pub(super) fn regex(written: &str) -> Result<Self, PatternError> {
        Self::of(format!("/{written}/"), &parse::parse(written)?)
    }

    fn of(written: String, ast: &Ast) -> Result<Self, PatternError> {
        if !says_something(ast) {
            return Err(PatternError { at: 0, message: ANYTHING });
        }
        let mut builder = Builder::default();
        let whole = builder.part(ast)?;
        let Builder { classes, follow, .. } = builder;
        let (first, last) = (whole.first, whole.last);
        let mut pattern = Self { written, classes, follow, first, last, start: String::new() };
        pattern.start = pattern.common_start();
        Ok(pattern)
    }

    /// What every word that matches starts with.
    pub(in crate::index) fn start(&self) -> &str {
        &self.start
    }

    fn common_start(&self) -> String {
        let mut start = String::new();
        let mut next = self.first;
        while let [place] = places(&next).take(2).collect::<Vec<_>>().as_slice()
            && let Some(c) = self.classes.get(*place).and_then(Class::only)
            && start.len() < MOST
        {
            start.push(c);
            if has(&self.last, *place) {
                break;
            }
            next = self.follow.get(*place).copied().unwrap_or_default();
        }
        start
    }

    /// The places reached by `c` from `now`; from the start for none.
    fn step(&self, now: Option<&Places>, c: char) -> Places {
        let mut next = match now {
            None => self.first,
            Some(now) => {
                let mut next = Places::default();
                for place in places(now) {
                    let follow = self.follow.get(place).copied().unwrap_or_default();
                    next.iter_mut().zip(follow).for_each(|(next, follow)| *next |= follow);
                }
                next
            }
        };
        for place in places(&next.clone()) {
            if !self.classes.get(place).is_some_and(|class| class.has(c)) {
                clear(&mut next, place);
            }
        }
        next
    }

    fn ends(&self, now: &Places) -> bool {
        now.iter().zip(&self.last).any(|(now, last)| now & last != 0)
    }
}

/// Matches words that come in order, each from where it parts from the one before.
pub(in crate::index) struct Walk<'p> {
    pattern: &'p Pattern,
    /// Each character of the last word, as far as it was read, and the places reached by it.
    path: Vec<(char, Places)>,
}

impl<'p> Walk<'p> {
    pub(in crate::index) fn new(pattern: &'p Pattern) -> Self {
        Self { pattern, path: Vec::new() }
    }

    /// Whether `word` matches.
    pub(in crate::index) fn matches(&mut self, word: &str) -> bool {
        let mut rest = word.chars();
        let mut shared = 0;
        for (known, _) in &self.path {
            let mut ahead = rest.clone();
            if ahead.next() != Some(*known) {
                break;
            }
            rest = ahead;
            shared += 1;
        }
        self.path.truncate(shared);
        let dead = |path: &[(char, Places)]| {
            path.last().is_some_and(|(_, places)| *places == Places::default())
        };
        for c in rest {
            if dead(&self.path) {
                return false;
            }
            let next = self.pattern.step(self.path.last().map(|(_, places)| places), c);
            self.path.push((c, next));
        }
        self.path.last().is_some_and(|(_, places)| self.pattern.ends(places))
    }
}

fn places(set: &Places) -> impl Iterator<Item = usize> + '_ {
    set.iter().enumerate().flat_map(|(at, &bits)| {
        let rest = |bits: &u64| Some(bits & bits.wrapping_sub(1));
        let left = std::iter::successors(Some(bits), rest).take_while(|&bits| bits != 0);
        left.map(move |bits| at * 64 + bits.trailing_zeros() as usize)
    })
}

fn has(set: &Places, place: usize) -> bool {
    set.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
}

fn clear(set: &mut Places, place: usize) {
    if let Some(bits) = set.get_mut(place / 64) {
        *bits &= !(1 << (place % 64));
    }
}

fn join(into: &mut Places, other: &Places) {
    into.iter_mut().zip(other).for_each(|(into, other)| *into |= other);
}

/// Whether every word that matches has some letter of which the pattern says what it is.
fn says_something(ast: &Ast) -> bool {
    match ast {
        Ast::Class(class) => class.size().is_some_and(|size| size <= FEW),
        Ast::Then(parts) => parts.iter().any(says_something),
        Ast::Either(parts) => parts.iter().all(says_something),
        Ast::Repeat(part, least, _) => *least > 0 && says_something(part),
    }
}

/// What of the places a part of a pattern shows to its neighbours.
struct Part {
    first: Places,
    last: Places,
    empty: bool,
}

impl Part {
    fn nothing() -> Self {
        Self { first: Places::default(), last: Places::default(), empty: true }
    }
}

#[derive(Default)]
struct Builder {
    classes: Vec<Class>,
    follow: Vec<Places>,
    parts: usize,
}

impl Builder {
    fn part(&mut self, ast: &Ast) -> Result<Part, PatternError> {
        self.parts += 1;
        if self.parts > MOST_PARTS || self.classes.len() > MOST {
            return Err(PatternError { at: 0, message: TOO_LONG });
        }
        Ok(match ast {
            Ast::Class(class) => {
                let place = self.classes.len();
                let mut only = Places::default();
                let Some(bits) = only.get_mut(place / 64) else {
                    return Err(PatternError { at: 0, message: TOO_LONG });
                };
                *bits |= 1 << (place % 64);
                self.classes.push(class.clone());
                self.follow.push(Places::default());
                Part { first: only, last: only, empty: false }
            }
            Ast::Then(parts) => {
                let mut whole = Part::nothing();
                for part in parts {
                    let next = self.part(part)?;
                    whole = self.then(whole, next);
                }
                whole
            }
            Ast::Either(parts) => {
                let mut whole = Part { empty: false, ..Part::nothing() };
                for part in parts {
                    let next = self.part(part)?;
                    join(&mut whole.first, &next.first);
                    join(&mut whole.last, &next.last);
                    whole.empty |= next.empty;
                }
                whole
            }
            Ast::Repeat(part, least, most) => {
                let mut whole = Part::nothing();
                let copies = most.unwrap_or((*least).max(1)).max(*least);
                for copy in 0..copies {
                    let mut next = self.part(part)?;
                    if most.is_none() && copy + 1 == copies {
                        self.link(&next.last, &next.first);
                    }
                    next.empty |= copy >= *least;
                    whole = self.then(whole, next);
                }
                whole
            }
        })
    }

    fn then(&mut self, before: Part, next: Part) -> Part {
        self.link(&before.last, &next.first);
        let mut whole = Part { first: before.first, last: next.last, empty: false };
        if before.empty {
            join(&mut whole.first, &next.first);
        }
        if next.empty {
            join(&mut whole.last, &before.last);
        }
        whole.empty = before.empty && next.empty;
        whole
    }

    fn link(&mut self, from: &Places, to: &Places) {
        for place in places(from) {
            if let Some(follow) = self.follow.get_mut(place) {
                join(follow, to);
            }
        }
    }
}
