//! Scores a report against the log: what was said and is so, said and is not, is so and was not said.

use crate::articles::{Article, folded};
use crate::draft::{Mark, Truth};
use crate::report::{Places, Report};
use retold::text::Span;
use retold::text::segment::Sentence;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// What is scored by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Class {
    Alignment,
    Moves,
    Repeats,
    Figures,
    Names,
    Shifts,
    Quiet,
}

/// Counts of right and wrong.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Tally {
    /// Said and so.
    pub right: usize,
    /// Said and not so.
    pub wrong: usize,
    /// So and not said.
    pub missed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl Tally {
    fn of_sets<T: Ord>(said: &BTreeSet<T>, so: &BTreeSet<T>) -> Self {
        let right = said.intersection(so).count();
        Self { right, wrong: said.len() - right, missed: so.len() - right }
    }

    /// Share of what was said that is so; nothing said is nothing wrong.
    pub(super) fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Share of what is so that was said.
    pub(super) fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    pub(super) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed).unwrap_or(1.0)
    }
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// All scores of one report.
pub(super) fn scores(
    article: &Article,
    truth: &Truth,
    rights: &[Sentence],
    report: &Report,
) -> BTreeMap<Class, Tally> {
    let says: Vec<String> = rights.iter().map(|s| folded(s.span.of(&truth.body))).collect();
    let mut out = BTreeMap::new();
    out.insert(Class::Alignment, alignment(article, &says, &truth.pairs(rights), &report.pairs));
    out.insert(Class::Moves, moves(article, &truth.readings, &report.moved));
    out.insert(Class::Repeats, repeats(article, &says, truth, rights, report));
    if !truth.scrambled {
        out.insert(Class::Figures, places(&truth.marks(Mark::Figure), &report.figures));
        let clauses = truth.marks(Mark::Clause).into_iter().zip(truth.marks(Mark::Rest));
        out.insert(Class::Shifts, shifts(&clauses.collect::<Vec<_>>(), &report.shifts));
        out.insert(Class::Names, places(&truth.marks(Mark::Name), &report.names));
    }
    let quiet = truth.quiet();
    if !quiet.is_empty() {
        out.insert(Class::Quiet, Tally::of_sets(&report.quiet, &quiet));
    }
    out
}

/// Sentence pairs. Sentences that say the same words stand for one another: which of two is paired
/// with which of two is no mistake, but how many pairs there are is counted.
fn alignment(
    article: &Article,
    says: &[String],
    so: &BTreeSet<(usize, usize)>,
    said: &BTreeSet<(usize, usize)>,
) -> Tally {
    let counted = |pairs: &BTreeSet<(usize, usize)>| {
        let mut out: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (l, r) in pairs {
            let key = (
                article.says.get(*l).map_or("", String::as_str),
                says.get(*r).map_or("", String::as_str),
            );
            *out.entry(key).or_default() += 1;
        }
        out
    };
    let (so, said) = (counted(so), counted(said));
    let both = |key| so.get(key).copied().unwrap_or(0).min(said.get(key).copied().unwrap_or(0));
    let right: usize = said.keys().map(both).sum();
    Tally {
        right,
        wrong: said.values().sum::<usize>() - right,
        missed: so.values().sum::<usize>() - right,
    }
}

/// Moved sentences, against the reading of the log that fits best. Sentences that stand more than once
/// in the article are not judged.
fn moves(article: &Article, readings: &[BTreeSet<usize>], said: &BTreeSet<usize>) -> Tally {
    let unique = |at: &usize| {
        let says = article.says.get(*at);
        article.says.iter().filter(|other| Some(*other) == says).count() == 1
    };
    let judged =
        |set: &BTreeSet<usize>| set.iter().copied().filter(unique).collect::<BTreeSet<_>>();
    let said = judged(said);
    let tallies = readings.iter().map(|so| Tally::of_sets(&said, &judged(so)));
    let best = tallies.max_by(|a, b| a.f1().total_cmp(&b.f1()));
    best.unwrap_or(Tally { wrong: said.len(), ..Tally::default() })
}

/// Repeats. One that the log does not know is right when the words are the same, and is not judged when
/// the article had it before it was edited.
fn repeats(
    article: &Article,
    says: &[String],
    truth: &Truth,
    rights: &[Sentence],
    report: &Report,
) -> Tally {
    let so = truth.repeats(rights);
    let pairs = truth.pairs(rights);
    let origins = |r: usize| pairs.iter().filter(move |(_, right)| *right == r).map(|(l, _)| *l);
    let own = |at: usize, of: usize| {
        origins(at).any(|a| {
            origins(of).any(|b| {
                article.says.get(a) == article.says.get(b)
                    || report.own_repeats.contains(&(a.max(b), a.min(b)))
            })
        })
    };
    let mut tally = Tally::of_sets(&report.repeats, &so);
    for &(at, of) in report.repeats.difference(&so) {
        tally.wrong -= usize::from(says.get(at) == says.get(of) || own(at, of));
    }
    tally
}

/// Changes at places: right where both sides touch what was changed, and the sides that are empty are
/// empty.
fn places(so: &[Places], said: &[Places]) -> Tally {
    let touches = |a: Option<Span>, b: Option<Span>| match (a, b) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        (None, None) => true,
        _ => false,
    };
    let is = |a: &Places, b: &Places| touches(a.0, b.0) && touches(a.1, b.1);
    let found = so.iter().filter(|so| said.iter().any(|said| is(so, said))).count();
    let wrong = said.iter().filter(|said| !so.iter().any(|so| is(so, said))).count();
    Tally { right: found, wrong, missed: so.len() - found }
}

/// Clauses that moved, each with what it moved past: saying that this one moved is as good. Found where
/// at least half of either is named; wrong is what touches neither on both sides.
fn shifts(so: &[(Places, Places)], said: &[Places]) -> Tally {
    let shared = |a: Option<Span>, b: Option<Span>| match (a, b) {
        (Some(a), Some(b)) => a.end.min(b.end).saturating_sub(a.start.max(b.start)),
        _ => 0,
    };
    let both = |a: &Places, b: &Places| shared(a.0, b.0).min(shared(a.1, b.1));
    let covered = |so: &Places| {
        let length = so.0.map_or(0, |span| span.end - span.start);
        said.iter().map(|said| both(said, so)).sum::<usize>() * 2 >= length
    };
    let right = so.iter().filter(|(clause, rest)| covered(clause) || covered(rest)).count();
    let is = |said: &&Places| so.iter().any(|(a, b)| both(said, a) > 0 || both(said, b) > 0);
    let wrong = said.iter().filter(|said| !is(said)).count();
    Tally { right, wrong, missed: so.len() - right }
}
