//! The facts two reports are held against one another by, one row each: figures with what they
//! count, and the dates and names that changed. Those that differ come first.

use crate::diff::{ChangeKind, Comparison, FigureText, Standing, Which};
use crate::export::outline::{of_side, sentences};
use crate::export::plain::Sides;
use std::collections::HashSet;

/// What one side says, and the group it says it in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Said<'a> {
    pub(super) text: &'a str,
    pub(super) group: usize,
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Fact<'a> {
    /// What is counted, or `date`, or `name`.
    pub(super) label: &'a str,
    pub(super) left: Option<Said<'a>>,
    pub(super) right: Option<Said<'a>>,
    pub(super) standing: Standing,
}

impl Fact<'_> {
    /// How the two sides stand in it: a sign, so that no colour is needed, and a word.
    pub(super) fn told(&self) -> String {
        let word = match self.standing {
            Standing::Differs => "differs",
            Standing::Agrees => "agrees",
            Standing::OnlyLeft => "only left",
            Standing::OnlyRight => "only right",
        };
        format!("{} {word}", self.standing.sign())
    }

    /// One word for it, as a name.
    pub(super) fn class(&self) -> &'static str {
        match self.standing {
            Standing::Differs => "differs",
            Standing::Agrees => "agrees",
            Standing::OnlyLeft => "left",
            Standing::OnlyRight => "right",
        }
    }
}

/// All of them, those that differ first, each in the order of the texts. What is said twice, as in a
/// headline and below it, is told once.
pub(super) fn facts<'a>(sides: &Sides<'a>) -> Vec<Fact<'a>> {
    let comparison = sides.comparison;
    let homes = [Which::Left, Which::Right].map(|side| homes(comparison, side));
    let said = |figure: &'a Option<FigureText>, side: Which, group: usize| {
        let figure = figure.as_ref()?;
        let all = sentences(comparison, side);
        let sentence = all.partition_point(|s| s.span.end <= figure.span.start);
        let homes = homes.get(usize::from(side == Which::Right));
        let home = homes.and_then(|homes| homes.get(sentence)).copied().flatten();
        Some(Said { text: figure.text.as_str(), group: home.unwrap_or(group) })
    };
    let figures = comparison.figures.iter().map(|figure| {
        let left = said(&figure.left, Which::Left, figure.group);
        let right = said(&figure.right, Which::Right, figure.group);
        Fact { label: &figure.label, left, right, standing: figure.standing() }
    });
    let changed = comparison.groups.iter().enumerate().flat_map(|(at, group)| {
        group.changes.iter().filter_map(move |change| {
            let label = match change.kind {
                ChangeKind::Date => "date",
                ChangeKind::Name => "name",
                _ => return None,
            };
            let said = |text: &'a str| {
                Some(Said { text: text.trim(), group: at }).filter(|said| !said.text.is_empty())
            };
            let left = said(change.left.of(&sides.left.body))?;
            let right = said(change.right.of(&sides.right.body))?;
            let (left, right) = (Some(left), Some(right));
            Some(Fact { label, left, right, standing: Standing::Differs })
        })
    });
    let mut facts: Vec<Fact<'a>> = figures.chain(changed).collect();
    facts.sort_by_key(|fact| fact.standing);
    let mut told = HashSet::new();
    facts.retain(|fact| {
        let text = |said: &Option<Said<'a>>| said.as_ref().map(|said| said.text);
        let noun = fact.label.rsplit(" · ").next().unwrap_or(fact.label);
        told.insert((noun, text(&fact.left), text(&fact.right), fact.standing))
    });
    facts
}

/// The group of each sentence of a side.
fn homes(comparison: &Comparison, side: Which) -> Vec<Option<usize>> {
    let mut homes = vec![None; sentences(comparison, side).len()];
    for (at, group) in comparison.groups.iter().enumerate() {
        for sentence in of_side(group, side) {
            if let Some(home) = homes.get_mut(*sentence) {
                *home = Some(at);
            }
        }
    }
    homes
}
