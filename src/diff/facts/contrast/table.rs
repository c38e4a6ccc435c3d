//! Facts of two texts being paired: which are told, and the rows that come of it.

use super::order::{once, order, place};
use super::{Contrast, Said};
use crate::diff::comparison::{Change, ChangeKind, Comparison, FigureText, Standing};
use crate::diff::facts::dates::SAID;
use crate::diff::facts::variants::join;
use crate::diff::facts::{Fact, FactKind, alike, words};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::segment::Sentence;
use std::collections::{HashMap, HashSet};

/// Facts of one kind in one group that are set against each other.
const EACH_WITH_EACH: usize = 64;

/// Who is paired with whom so far.
pub(super) struct Table<'a> {
    pub(super) comparison: &'a Comparison,
    pub(super) facts: [&'a [Fact]; 2],
    /// The group of each fact.
    pub(super) home: [Vec<usize>; 2],
    /// Whether a fact is in a row already.
    pub(super) told: [Vec<bool>; 2],
    /// Figures of aligned sentences that the other side leaves out there.
    dropped: [HashSet<usize>; 2],
    rows: Vec<Contrast>,
    /// Figures of headlines, which are told where nothing in the text says the same.
    headlines: Vec<Contrast>,
}

impl<'a> Table<'a> {
    pub(super) fn new(comparison: &'a Comparison, facts: [&'a [Fact]; 2]) -> Self {
        let mut of_sentence =
            [vec![0; comparison.left.sentences.len()], vec![0; comparison.right.sentences.len()]];
        for (at, group) in comparison.groups.iter().enumerate() {
            for (homes, sentences) in of_sentence.iter_mut().zip([&group.left, &group.right]) {
                for sentence in sentences {
                    if let Some(home) = homes.get_mut(*sentence) {
                        *home = at;
                    }
                }
            }
        }
        let [left, right] = &of_sentence;
        let homes = |facts: &[Fact], sentences: &[Sentence], of: &[usize]| -> Vec<usize> {
            facts.iter().map(|fact| home(fact.span, sentences, of)).collect()
        };
        let home = [
            homes(facts[0], &comparison.left.sentences, left),
            homes(facts[1], &comparison.right.sentences, right),
        ];
        let told = facts.map(|facts| vec![false; facts.len()]);
        Self {
            comparison,
            facts,
            home,
            told,
            dropped: Default::default(),
            rows: Vec::new(),
            headlines: Vec::new(),
        }
    }

    /// A fact of a side that is in no row yet.
    pub(super) fn open(&self, side: usize, at: usize) -> Option<&'a Fact> {
        let told = self.told.get(side).and_then(|told| told.get(at)).copied();
        if told == Some(false) { self.facts.get(side).and_then(|f| f.get(at)) } else { None }
    }

    /// The facts of one kind that are in no row yet, by their group.
    pub(super) fn by_group(&self, side: usize, kind: FactKind) -> HashMap<usize, Vec<usize>> {
        let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
        let facts = self.facts.get(side).copied().unwrap_or_default();
        let homes = self.home.get(side).map(Vec::as_slice).unwrap_or_default();
        for (at, (fact, home)) in facts.iter().zip(homes).enumerate() {
            if fact.kind == kind && self.open(side, at).is_some() {
                let here = groups.entry(*home).or_default();
                if here.len() < EACH_WITH_EACH {
                    here.push(at);
                }
            }
        }
        groups
    }

    pub(super) fn tell(&mut self, side: usize, at: usize) {
        if let Some(told) = self.told.get_mut(side).and_then(|told| told.get_mut(at)) {
            *told = true;
        }
    }

    /// Sets two facts against each other; they agree where they say the same.
    pub(super) fn pair(&mut self, l: usize, r: usize) {
        let (Some(left), Some(right)) = (self.facts[0].get(l), self.facts[1].get(r)) else {
            return;
        };
        let same = alike::same(left.kind, &left.value, &right.value);
        self.pair_as(l, r, if same { Standing::Agrees } else { Standing::Differs });
    }

    /// The same where it is known how they stand.
    pub(super) fn pair_as(&mut self, l: usize, r: usize, standing: Standing) {
        let (Some(left), Some(right)) = (self.facts[0].get(l), self.facts[1].get(r)) else {
            return;
        };
        self.tell(0, l);
        self.tell(1, r);
        self.rows.push(Contrast {
            kind: left.kind,
            label: label(left, right),
            standing,
            left: self.said(0, l),
            right: self.said(1, r),
            passing: false,
        });
    }

    fn said(&self, side: usize, at: usize) -> Option<Said> {
        let fact = self.facts.get(side)?.get(at)?;
        Some(Said {
            text: match fact.kind {
                FactKind::Name => fact.value.clone(),
                _ => fact.text.clone(),
            },
            value: fact.value.clone(),
            number: fact.number,
            modifier: fact.modifier,
            span: fact.span,
            group: self.home.get(side)?.get(at).copied()?,
        })
    }

    /// Takes over the pairs of figures of the comparison.
    pub(super) fn figures(&mut self) {
        let places = self.facts.map(|facts| -> HashMap<usize, usize> {
            let figures = facts.iter().enumerate().filter(|(_, f)| f.kind == FactKind::Figure);
            figures.map(|(at, fact)| (fact.span.start, at)).collect()
        });
        for figure in &self.comparison.figures {
            let at = |side: usize, text: &Option<FigureText>| {
                text.as_ref().and_then(|text| places.get(side)?.get(&text.span.start).copied())
            };
            let (l, r) = (at(0, &figure.left), at(1, &figure.right));
            match (l, r, figure.standing()) {
                // `scores` contradict no `103`.
                (Some(l), Some(r), _) => self.pair(l, r),
                (Some(l), None, Standing::OnlyLeft) => drop(self.dropped[0].insert(l)),
                (None, Some(r), Standing::OnlyRight) => drop(self.dropped[1].insert(r)),
                // In a headline, which states nothing by itself.
                (_, _, standing) => {
                    let said = |text: &Option<FigureText>, fact: Option<&Fact>| {
                        text.as_ref().map(|text| Said {
                            text: text.text.clone(),
                            value: fact.map_or_else(|| text.text.clone(), |f| f.value.clone()),
                            number: fact.and_then(|fact| fact.number),
                            modifier: fact.and_then(|fact| fact.modifier),
                            span: text.span,
                            group: figure.group,
                        })
                    };
                    let of = |side: usize, at: Option<usize>| {
                        at.and_then(|at| self.facts.get(side)?.get(at))
                    };
                    self.headlines.push(Contrast {
                        kind: FactKind::Figure,
                        label: figure.label.rsplit(" · ").next().unwrap_or_default().to_string(),
                        standing,
                        left: said(&figure.left, of(0, l)),
                        right: said(&figure.right, of(1, r)),
                        passing: false,
                    });
                }
            }
        }
    }

    /// Pairs figures of aligned groups that count the same under two names: `40 ships`, `60 boats`.
    pub(super) fn figures_of_one_label(&mut self) {
        let (lefts, rights) =
            (self.by_group(0, FactKind::Figure), self.by_group(1, FactKind::Figure));
        let mut groups: Vec<usize> =
            lefts.keys().filter(|group| rights.contains_key(group)).copied().collect();
        groups.sort_unstable();
        for group in groups {
            let (Some(ls), Some(rs)) = (lefts.get(&group), rights.get(&group)) else { continue };
            let one =
                |l: &Fact, r: &Fact| l.key == r.key && !matches!(l.key.as_str(), "" | "people");
            self.pair_where(ls, rs, |l, r| one(l, r) && l.value == r.value);
            self.pair_where(ls, rs, one);
        }
    }

    /// Pairs what stands in aligned groups: the same value first, then one in the place of the other,
    /// then what is the only one of its group on either side.
    pub(super) fn in_place(&mut self, kind: FactKind) {
        let (lefts, rights) = (self.by_group(0, kind), self.by_group(1, kind));
        let values = [0, 1].map(|side| self.values(side, kind));
        let mut groups: Vec<usize> =
            lefts.keys().filter(|group| rights.contains_key(group)).copied().collect();
        groups.sort_unstable();
        for group in groups {
            let (Some(ls), Some(rs)) = (lefts.get(&group), rights.get(&group)) else { continue };
            let changes = self.changes(group, ChangeKind::Date);
            let unknown = |l: &Fact, r: &Fact| {
                !values[1].contains(l.value.as_str()) && !values[0].contains(r.value.as_str())
            };
            self.pair_where(ls, rs, |l, r| l.value == r.value);
            self.pair_where(ls, rs, |l, r| {
                replaced(&changes, l, r) && (unknown(l, r) || alike::same(kind, &l.value, &r.value))
            });
            let open = |side: usize, of: &[usize]| -> Vec<usize> {
                of.iter().copied().filter(|at| self.open(side, *at).is_some()).collect()
            };
            if let (&[l], &[r]) = (open(0, ls).as_slice(), open(1, rs).as_slice())
                && let (Some(left), Some(right)) = (self.open(0, l), self.open(1, r))
                && left.key == right.key
                && (alike::same(kind, &left.value, &right.value)
                    || unknown(left, right) && left.value.len() == right.value.len())
            {
                self.pair(l, r);
            }
        }
    }

    /// Pairs each open fact of the left with the first of the right that `fits` it.
    pub(super) fn pair_where(
        &mut self,
        lefts: &[usize],
        rights: &[usize],
        fits: impl Fn(&Fact, &Fact) -> bool,
    ) {
        for &l in lefts {
            let Some(left) = self.open(0, l) else { continue };
            let fit = |r: &&usize| self.open(1, **r).is_some_and(|right| fits(left, right));
            if let Some(&r) = rights.iter().find(fit) {
                self.pair(l, r);
            }
        }
    }

    /// The changes of a group that are of a class and have words on both sides.
    pub(super) fn changes(&self, group: usize, kind: ChangeKind) -> Vec<&'a Change> {
        let changes = self.comparison.groups.get(group).map(|g| g.changes.as_slice());
        let both = |c: &&Change| c.kind == kind && !c.left.is_empty() && !c.right.is_empty();
        changes.unwrap_or_default().iter().filter(both).collect()
    }

    fn values(&self, side: usize, kind: FactKind) -> HashSet<&'a str> {
        let facts = self.facts.get(side).copied().unwrap_or_default();
        facts.iter().filter(|f| f.kind == kind).map(|f| f.value.as_str()).collect()
    }

    /// What one side says and the other says elsewhere agrees.
    pub(super) fn anywhere(&mut self) {
        for (side, other) in [(0, 1), (1, 0)] {
            let mut places: HashMap<(FactKind, &str, &str), usize> = HashMap::new();
            // `Friday` of a text without a date may be any day that is one, and the other way round.
            let mut weekdays: HashMap<(i8, bool), usize> = HashMap::new();
            let weekday =
                |fact: &Fact| (fact.kind == FactKind::Date).then(|| alike::weekday(&fact.value));
            let theirs = self.facts.get(other).copied().unwrap_or_default();
            for (at, fact) in theirs.iter().enumerate().filter(|(_, fact)| is_telling(fact)) {
                places.entry(identity(fact)).or_insert(at);
                if let Some((day, bare)) = weekday(fact).flatten() {
                    weekdays.entry((day, !bare)).or_insert(at);
                }
            }
            let own = self.facts.get(side).copied().unwrap_or_default();
            for (at, fact) in own.iter().enumerate().filter(|(_, fact)| is_telling(fact)) {
                let alike =
                    || places.get(&identity(fact)).or_else(|| weekdays.get(&weekday(fact)??));
                if self.open(side, at).is_some()
                    && let Some(&there) = alike()
                {
                    let (l, r) = if side == 0 { (at, there) } else { (there, at) };
                    self.pair_as(l, r, Standing::Agrees);
                }
            }
        }
    }

    /// What is left is found again by its label and the words around it.
    pub(super) fn by_surroundings(&mut self) {
        let mut place: [HashMap<Span, usize>; 2] = Default::default();
        // What is told of either side, and what it says more than once.
        let mut known = [0, 1].map(|side: usize| -> HashSet<(&str, &str)> {
            let facts = self.facts.get(side).copied().unwrap_or_default().iter().enumerate();
            let told = facts.filter(|(at, _)| self.open(side, *at).is_none());
            told.map(|(_, fact)| (fact.key.as_str(), fact.value.as_str())).collect()
        });
        let rest: Vec<Vec<&Fact>> = [0, 1]
            .map(|side: usize| {
                let facts = self.facts.get(side).copied().unwrap_or_default();
                let open = facts.iter().enumerate().filter(|(at, fact)| {
                    self.open(side, *at).is_some()
                        && fact.kind == FactKind::Figure
                        && !fact.key.is_empty()
                        && !self.dropped[side].contains(at)
                        && known[side].insert((fact.key.as_str(), fact.value.as_str()))
                });
                open.map(|(at, fact)| {
                    place[side].insert(fact.span, at);
                    fact
                })
                .collect()
            })
            .into();
        for row in join::join(&rest) {
            if let [(0, left), (1, right)] = row.as_slice()
                && let (Some(&l), Some(&r)) = (place[0].get(&left.span), place[1].get(&right.span))
            {
                self.pair(l, r);
            }
        }
    }

    /// All rows, with what only one side says, each once and in order.
    pub(super) fn finish(mut self) -> Vec<Contrast> {
        for side in [0, 1] {
            for (at, fact) in self.facts[side].iter().enumerate() {
                if self.open(side, at).is_none()
                    || fact.key == SAID
                    || fact.key.is_empty() && !self.dropped[side].contains(&at)
                {
                    continue;
                }
                let said = self.said(side, at);
                let (standing, left, right) = match side {
                    0 => (Standing::OnlyLeft, said, None),
                    _ => (Standing::OnlyRight, None, said),
                };
                let (kind, label) = (fact.kind, fact.label.clone());
                self.rows.push(Contrast { kind, label, standing, left, right, passing: false });
            }
        }
        let facts = self.facts.into_iter().flatten();
        let tolls: HashSet<&str> = facts.filter(|f| f.toll).map(|f| f.label.as_str()).collect();
        let mut rows = self.rows;
        for row in &mut rows {
            row.passing = row.kind == FactKind::Name
                && row.label == "name"
                && row.standing != Standing::Differs;
        }
        // `Russian officials` names nobody; where it became `Ukrainian officials` that differs.
        let names_nobody = |row: &Contrast| {
            let said = row.first().map(|said| said.value.as_str());
            row.passing && said.is_some_and(|name| words::of(None).is_people(&fold(name)))
        };
        rows.retain(|row| !names_nobody(row));
        rows.sort_by_key(|row| (order(row, &tolls), place(row)));
        rows.extend(self.headlines);
        once(&mut rows);
        rows.sort_by_key(|row| (order(row, &tolls), place(row)));
        rows
    }
}

/// The group of what stands at `span`.
fn home(span: Span, sentences: &[Sentence], of: &[usize]) -> usize {
    let sentence = sentences.partition_point(|s| s.span.end <= span.start);
    of.get(sentence).copied().unwrap_or_default()
}

/// Whether the word diff has one in the place of the other.
pub(super) fn replaced(changes: &[&Change], left: &Fact, right: &Fact) -> bool {
    // They stand in the order of the left text.
    let from = changes.partition_point(|c| c.left.end <= left.span.start);
    let here = changes.iter().skip(from).take_while(|c| c.left.start < left.span.end);
    let (start, end) = (right.span.start, right.span.end);
    here.take(EACH_WITH_EACH).any(|c| c.right.start < end && start < c.right.end)
}

/// Whether a fact tells enough to be known again by its label and value alone.
fn is_telling(fact: &Fact) -> bool {
    match fact.kind {
        FactKind::Figure => !words::COMMON.contains(&fact.key.as_str()) || is_large(fact),
        FactKind::Date | FactKind::Time => true,
        // Held against each other as a whole.
        FactKind::Name | FactKind::Quote => false,
    }
}

/// Whether few would have a number by chance.
fn is_large(fact: &Fact) -> bool {
    !fact.key.is_empty() && fact.number.is_some_and(|n| n >= 100.0 || n.fract() != 0.0)
}

fn identity(fact: &Fact) -> (FactKind, &str, &str) {
    let key = if fact.kind == FactKind::Figure { fact.key.as_str() } else { "" };
    (fact.kind, key, &fact.value)
}

/// The label of both that says more; both speakers of a quotation where they are two.
fn label(left: &Fact, right: &Fact) -> String {
    if left.kind == FactKind::Quote {
        return speakers(&left.label, &right.label);
    }
    let says = |fact: &Fact| {
        !fact.key.is_empty() && !matches!(fact.label.as_str(), "" | "name" | "people" | SAID)
    };
    if says(left) || !says(right) { left.label.clone() } else { right.label.clone() }
}

/// Who said it: the fuller name, or both where they are two.
fn speakers(left: &str, right: &str) -> String {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let begins = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    match short.is_empty() || begins || alike::same(FactKind::Name, short, long) {
        true => long.to_string(),
        false => format!("{left} / {right}"),
    }
}
