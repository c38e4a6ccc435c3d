//! Figures of both texts beside one another: which agree, which differ, which one side leaves out.
//! First within aligned sentences, then across the texts by what is counted and by number.

use super::comparison::{Change, ChangeKind, Figure, FigureText, Group};
use super::features::Features;
use super::labels::Label;
use super::lexicon::Lexicon;
use super::nouns::Noun;
use super::prose::Prose;
use super::quantities::{Amount, Quantity, quantities};
use crate::text::Span;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Likeness that two sentences without alignment need for their figures to be set against each
/// other as differing.
const SAME_MATTER: f32 = 0.25;
/// Quantities of one group that are compared each with each.
const EACH_WITH_EACH: usize = 64;

/// Compares the figures of both texts. In the order of the groups.
pub(super) fn figures(
    groups: &[Group],
    left: &Prose<'_>,
    right: &Prose<'_>,
    lexicon: &Lexicon<'_>,
) -> Vec<Figure> {
    let sides = [quantities(left, lexicon), quantities(right, lexicon)];
    if sides.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut table = Table::new(groups, sides, [left, right]);
    for (at, group) in groups.iter().enumerate() {
        if !group.left.is_empty() && !group.right.is_empty() {
            table.within(at, group);
        }
    }
    table.across();
    table.sole_mentions(left, right, lexicon);
    table.finish(groups, left.body, right.body)
}

/// Whether a quantity of the left and one of the right belong together.
type Rule<'r> = &'r dyn Fn(&Quantity, &Quantity) -> bool;

/// Who is paired with whom so far.
struct Table {
    sides: [Vec<Quantity>; 2],
    /// The group of each quantity.
    group: [Vec<usize>; 2],
    /// The quantities of each group, as ranges per side.
    of_group: [HashMap<usize, Vec<usize>>; 2],
    partner: [Vec<Option<usize>>; 2],
}

impl Table {
    fn new(groups: &[Group], sides: [Vec<Quantity>; 2], proses: [&Prose<'_>; 2]) -> Self {
        let mut of_sentence = proses.map(|p| vec![0usize; p.len()]);
        for (at, group) in groups.iter().enumerate() {
            for (side, sentences) in [&group.left, &group.right].into_iter().enumerate() {
                for sentence in sentences {
                    of_sentence[side][*sentence] = at;
                }
            }
        }
        let group: [Vec<usize>; 2] = [0, 1].map(|side: usize| {
            sides[side].iter().map(|q| of_sentence[side][q.sentence as usize]).collect()
        });
        let of_group = [0, 1].map(|side: usize| {
            let mut map: HashMap<usize, Vec<usize>> = HashMap::new();
            for (quantity, group) in group[side].iter().enumerate() {
                map.entry(*group).or_default().push(quantity);
            }
            map
        });
        let partner = [0, 1].map(|side: usize| vec![None; sides[side].len()]);
        Self { sides, group, of_group, partner }
    }

    fn pair(&mut self, l: usize, r: usize) {
        self.partner[0][l] = Some(r);
        self.partner[1][r] = Some(l);
    }

    fn open(&self, side: usize, of: &[usize]) -> Vec<usize> {
        of.iter().copied().filter(|q| self.partner[side][*q].is_none()).collect()
    }

    /// Pairs what belongs together inside one aligned group, the surest first.
    fn within(&mut self, at: usize, group: &Group) {
        let quantities =
            [0, 1].map(|s: usize| self.of_group[s].get(&at).cloned().unwrap_or_default());
        let [lefts, rights] = &quantities;
        if lefts.len() == rights.len() && group.changes.iter().all(|c| c.kind != ChangeKind::Figure)
        {
            // Nothing counted has changed: they stand in the same order.
            let same = lefts.iter().zip(rights).all(|(l, r)| {
                let (l, r) = (&self.sides[0][*l], &self.sides[1][*r]);
                l.amount == r.amount && !clash(&l.noun, &r.noun)
            });
            if same {
                for (l, r) in lefts.iter().zip(rights) {
                    self.pair(*l, *r);
                }
                return;
            }
        }
        if lefts.len() > EACH_WITH_EACH || rights.len() > EACH_WITH_EACH {
            return;
        }
        let changes = &group.changes;
        let rules: [Rule<'_>; 6] = [
            &|l, r| l.amount == r.amount && l.noun == r.noun,
            &|l, r| l.amount == r.amount && l.noun.fits(&r.noun),
            &|l, r| l.noun == r.noun && matches!(l.noun, Noun::Known(_)),
            &|l, r| replaced(changes, l, r) && l.noun.fits(&r.noun),
            &|l, r| l.noun == r.noun && !matches!(l.noun, Noun::People | Noun::Unsaid),
            &|l, r| l.amount == r.amount && !clash(&l.noun, &r.noun),
        ];
        for rule in rules {
            for l in self.open(0, lefts) {
                let partner = self
                    .open(1, rights)
                    .into_iter()
                    .find(|r| rule(&self.sides[0][l], &self.sides[1][*r]));
                if let Some(r) = partner {
                    self.pair(l, r);
                }
            }
        }
    }

    /// Pairs what is left of both texts where noun and number are the same.
    fn across(&mut self) {
        let mut by_value: HashMap<u64, Vec<usize>> = HashMap::new();
        for r in (0..self.sides[1].len()).rev().filter(|r| self.partner[1][*r].is_none()) {
            by_value.entry(value(&self.sides[1][r])).or_default().push(r);
        }
        for l in 0..self.sides[0].len() {
            if self.partner[0][l].is_some()
                || matches!(self.sides[0][l].noun, Noun::People | Noun::Unsaid)
            {
                continue;
            }
            if let Some(r) = by_value.get_mut(&value(&self.sides[0][l])).and_then(Vec::pop) {
                self.pair(l, r);
            }
        }
    }

    /// Sets figures against each other that are the only ones left to count a known thing, when
    /// their sentences speak of the same matter.
    fn sole_mentions(&mut self, left: &Prose<'_>, right: &Prose<'_>, lexicon: &Lexicon<'_>) {
        let sole = |side: usize| {
            let mut seen: HashMap<Label, Option<usize>> = HashMap::new();
            for (at, quantity) in self.sides[side].iter().enumerate() {
                if let Noun::Known(label) = quantity.noun
                    && self.partner[side][at].is_none()
                {
                    seen.entry(label).and_modify(|one| *one = None).or_insert(Some(at));
                }
            }
            seen
        };
        let (lefts, rights) = (sole(0), sole(1));
        let mut pairs: Vec<(usize, usize)> =
            lefts.iter().filter_map(|(label, l)| Some(((*l)?, (*rights.get(label)?)?))).collect();
        if pairs.is_empty() {
            return;
        }
        pairs.sort_unstable();
        let mut features = Features::new(left, right, lexicon);
        for (l, r) in pairs {
            let (a, b) = (self.sides[0][l].sentence, self.sides[1][r].sentence);
            if self.share_a_figure(a, b)
                || features.similarity(&(a..a + 1), &(b..b + 1)) >= SAME_MATTER
            {
                self.pair(l, r);
            }
        }
    }

    /// Whether two sentences give some figure alike: then they tell of the same thing.
    fn share_a_figure(&self, left: u32, right: u32) -> bool {
        let from = self.sides[0].partition_point(|q| q.sentence < left);
        let of_left = self.sides[0].iter().zip(&self.partner[0]).skip(from);
        of_left.take_while(|(q, _)| q.sentence == left).any(|(quantity, partner)| {
            partner
                .and_then(|r| self.sides[1].get(r))
                .is_some_and(|r| r.sentence == right && r.amount == quantity.amount)
        })
    }

    fn finish(&self, groups: &[Group], left: &str, right: &str) -> Vec<Figure> {
        let aligned =
            |at: usize| groups.get(at).is_some_and(|g| !g.left.is_empty() && !g.right.is_empty());
        let mut out = Vec::new();
        for (l, quantity) in self.sides[0].iter().enumerate() {
            let group = self.group[0][l];
            match self.partner[0][l].and_then(|r| self.sides[1].get(r)) {
                Some(other) => out.push(Figure {
                    label: label(quantity, Some(other)),
                    left: Some(quantity.text(left)),
                    right: Some(other.text(right)),
                    agrees: quantity.amount.agrees(&other.amount),
                    group,
                }),
                None if aligned(group) => out.push(Figure {
                    label: label(quantity, None),
                    left: Some(quantity.text(left)),
                    right: None,
                    agrees: false,
                    group,
                }),
                None => {}
            }
        }
        for (r, quantity) in self.sides[1].iter().enumerate() {
            let group = self.group[1][r];
            if self.partner[1][r].is_none() && aligned(group) {
                out.push(Figure {
                    label: label(quantity, None),
                    left: None,
                    right: Some(quantity.text(right)),
                    agrees: false,
                    group,
                });
            }
        }
        out.sort_by_key(|f| f.group);
        out
    }
}

impl Quantity {
    fn text(&self, body: &str) -> FigureText {
        FigureText { text: self.span.of(body).to_string(), span: self.span }
    }
}

/// What is counted, after what bends the number where both sides bend it.
fn label(left: &Quantity, right: Option<&Quantity>) -> String {
    let noun = match right {
        Some(right) if matches!(left.noun, Noun::People | Noun::Unsaid) => right.shown.clone(),
        _ => left.shown.clone(),
    };
    let modifier =
        match right.map_or((left.modifier, left.modifier), |r| (left.modifier, r.modifier)) {
            (Some(a), Some(b)) if a == b => a.to_string(),
            (Some(a), Some(b)) => format!("{a}/{b}"),
            _ => return noun,
        };
    format!("{modifier} · {noun}")
}

/// A hash of noun and number.
fn value(quantity: &Quantity) -> u64 {
    let mut hasher = DefaultHasher::new();
    quantity.noun.hash(&mut hasher);
    match &quantity.amount {
        Amount::Exact(number) => number.to_bits().hash(&mut hasher),
        Amount::Vague(word) => word.hash(&mut hasher),
    }
    hasher.finish()
}

/// Whether the word diff has one number in the place of the other.
fn replaced(changes: &[Change], left: &Quantity, right: &Quantity) -> bool {
    let touches = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    changes.iter().any(|c| touches(c.left, left.span) && touches(c.right, right.span))
}

/// Whether two nouns cannot count the same thing.
fn clash(left: &Noun, right: &Noun) -> bool {
    !left.fits(right) && !matches!((left, right), (Noun::Other(_), Noun::Other(_)))
}
