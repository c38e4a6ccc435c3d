//! The list of facts laid over a comparison: every figure of the two reports, those that differ first,
//! and where each is said.

use super::areas;
use super::commands::{Move, movement};
use super::comparing::Comparing;
use super::state::{Overlay, State, Station};
use crate::command::Command;
use crate::diff::{Comparison, Standing, Which};

/// A figure of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// What is counted, and after it what limits the number: `wounded over`.
    pub label: String,
    /// What became of it.
    pub standing: Standing,
    /// As it stands in the left text.
    pub left: Option<String>,
    /// As it stands in the right text.
    pub right: Option<String>,
    /// Where it is said: on which side, and at which byte of that body.
    pub place: (Which, usize),
}

/// The facts of a comparison, each once, in the order of the list.
pub fn of(comparison: &Comparison) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for figure in &comparison.figures {
        let (left, right) = (figure.left.as_ref(), figure.right.as_ref());
        let place = match (left, right) {
            (Some(left), _) => (Which::Left, left.span.start),
            (None, Some(right)) => (Which::Right, right.span.start),
            (None, None) => continue,
        };
        facts.push(Fact {
            label: label(&figure.label),
            standing: figure.standing(),
            left: left.map(|text| text.text.clone()),
            right: right.map(|text| text.text.clone()),
            place,
        });
    }
    facts.sort_by_key(|fact| fact.standing);
    let mut known = std::collections::HashSet::new();
    facts.retain(|fact| {
        known.insert((fact.label.clone(), fact.standing, fact.left.clone(), fact.right.clone()))
    });
    facts
}

/// `over · wounded` reads `wounded over`, before the number.
fn label(label: &str) -> String {
    match label.rsplit_once(" · ") {
        Some((modifiers, noun)) => format!("{noun} {}", modifiers.replace(" · ", " ")),
        None => label.to_string(),
    }
}

/// The list, laid over the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    all: Vec<Fact>,
    /// Whether only those are listed that do not agree.
    pub differing: bool,
    /// The one one is at.
    pub chosen: usize,
    /// The first that can be seen.
    pub top: usize,
}

impl Facts {
    /// The list of a comparison's facts, where there are any.
    pub(super) fn of(comparing: &Comparing) -> Option<Self> {
        let facts = Self::new(&comparing.compared.comparison);
        (!facts.all.is_empty()).then_some(facts)
    }

    fn new(comparison: &Comparison) -> Self {
        Self { all: of(comparison), differing: false, chosen: 0, top: 0 }
    }

    /// Those that are listed.
    pub fn listed(&self) -> &[Fact] {
        let differing = self.all.partition_point(|fact| fact.standing != Standing::Agrees);
        let count = if self.differing { differing } else { self.all.len() };
        self.all.get(..count).unwrap_or(&[])
    }

    /// Goes to the `at`th fact, or as far as there are any.
    pub fn choose(&mut self, at: usize) {
        self.chosen = at.min(self.listed().len().saturating_sub(1));
    }

    /// Brings the one one is at into sight where `height` can be seen.
    pub fn fit(&mut self, height: usize) {
        let height = height.max(1);
        self.choose(self.chosen);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(height), self.chosen);
        self.top = self.top.min(self.listed().len().saturating_sub(height));
    }
}

/// What a command does while the list has the keys.
pub(super) fn run(state: &mut State, command: Command) {
    let height = usize::from(areas::overlay(state.size).1.height);
    let Some(Overlay::Facts(facts)) = &mut state.overlay else { return };
    match movement(command, height) {
        Some(Move::Rows(rows)) => facts.choose(facts.chosen.saturating_add_signed(rows)),
        Some(Move::Top) => facts.choose(0),
        Some(Move::Bottom) => facts.choose(usize::MAX),
        None => {}
    }
    match command {
        Command::Differing => {
            facts.differing = !facts.differing;
            facts.choose(facts.chosen);
        }
        Command::GoTo => {
            let place = facts.listed().get(facts.chosen).map(|fact| fact.place);
            state.overlay = None;
            if let (Some((side, at)), Some(Station::Comparing(comparing))) =
                (place, state.stations.last_mut())
            {
                comparing.go_to(side, at);
            }
        }
        Command::Back => state.overlay = None,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Text, compare};

    fn facts(left: &str, right: &str) -> Facts {
        let of = |body| Text { body };
        Facts::new(&compare(of(left), of(right)))
    }

    #[test]
    fn modifiers_stand_by_the_number() {
        assert_eq!(label("dead"), "dead");
        assert_eq!(label("over · wounded"), "wounded over");
    }

    #[test]
    fn what_differs_comes_first_and_each_fact_once() {
        let facts = facts(
            "The fire at the port killed 40 people on Friday. It hurt 115 people in the harbour.",
            "The fire at the port killed 60 people on Friday. It hurt 115 people in the harbour.",
        );
        let said: Vec<_> = facts
            .listed()
            .iter()
            .map(|fact| (fact.standing, fact.left.as_deref(), fact.right.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                (Standing::Differs, Some("40"), Some("60")),
                (Standing::Agrees, Some("115"), Some("115")),
            ]
        );
    }

    #[test]
    fn one_stays_among_those_that_are_listed() {
        let mut facts = facts(
            "It killed 40 people at sea. It hurt 115 people there. It cost 7 boats.",
            "It killed 60 people at sea. It hurt 115 people there. It cost 7 boats.",
        );
        facts.choose(usize::MAX);
        assert_eq!(facts.chosen, 2);
        facts.differing = true;
        facts.fit(1);
        assert_eq!((facts.listed().len(), facts.chosen, facts.top), (1, 0, 0));
    }
}
