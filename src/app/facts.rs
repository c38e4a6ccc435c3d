//! The list of facts laid over a comparison: what the two reports state, figures first, those that
//! differ before those only one gives, and where each is said.

use super::areas;
use super::commands::{Move, movement};
use super::comparing::Comparing;
use super::state::{Overlay, State, Station};
use super::status::Tone;
use crate::command::Command;
use crate::diff::facts::{Contrast, FactKind};
use crate::diff::{Standing, Which};
use crate::text::width;
use std::sync::Arc;

/// Facts that are measured to lay out the list.
const MEASURED: usize = 1_000;
/// Characters of what two quotations begin with alike that are left before the place where they part.
const KEPT: usize = 12;

/// The list, laid over the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    all: Arc<[Contrast]>,
    /// Places of those that are listed.
    listed: Vec<usize>,
    /// Whether only those are listed that differ.
    pub differing: bool,
    /// The one one is at.
    pub chosen: usize,
    /// The first that can be seen.
    pub top: usize,
    /// Columns of the widest of what they are about, and of what either side says, as far as they were
    /// measured: while one scrolls the columns stay.
    pub widths: [usize; 3],
}

impl Facts {
    /// The list of a comparison's facts, where there are any.
    pub(super) fn of(comparing: &Comparing) -> Option<Self> {
        let all = &comparing.compared.facts;
        (!all.is_empty()).then(|| Self::new(all.clone()))
    }

    fn new(all: Arc<[Contrast]>) -> Self {
        let listed = (0..all.len()).collect();
        let mut widths = [0; 3];
        for fact in all.iter().take(MEASURED) {
            let [left, right] = shown(fact);
            let texts = [Some(fact.about()), left, right];
            for (widest, text) in widths.iter_mut().zip(&texts) {
                *widest = width::width(text.as_deref().unwrap_or_default()).max(*widest);
            }
        }
        Self { all, listed, differing: false, chosen: 0, top: 0, widths }
    }

    /// How many are listed.
    pub fn count(&self) -> usize {
        self.listed.len()
    }

    /// The `at`th of those that are listed.
    pub fn get(&self, at: usize) -> Option<&Contrast> {
        self.all.get(*self.listed.get(at)?)
    }

    /// Those of the list that can be seen where it has `height` rows.
    pub fn seen(&self, height: usize) -> impl Iterator<Item = &Contrast> + Clone {
        let end = self.top.saturating_add(height).min(self.listed.len());
        let places = self.listed.get(self.top..end).unwrap_or(&[]);
        places.iter().filter_map(|at| self.all.get(*at))
    }

    /// Lists only what differs, or all again.
    fn turn(&mut self) {
        self.differing = !self.differing;
        let wanted = |at: &usize| {
            !self.differing || self.all.get(*at).is_some_and(|f| f.standing == Standing::Differs)
        };
        self.listed = (0..self.all.len()).filter(wanted).collect();
        self.choose(self.chosen);
    }

    /// Goes to the `at`th fact, or as far as there are any.
    pub fn choose(&mut self, at: usize) {
        self.chosen = at.min(self.count().saturating_sub(1));
    }

    /// Brings the one one is at into sight where `height` can be seen.
    pub fn fit(&mut self, height: usize) {
        let height = height.max(1);
        self.choose(self.chosen);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(height), self.chosen);
        self.top = self.top.min(self.count().saturating_sub(height));
    }
}

/// What both sides say as it is shown beside one another: of quotations that part after a while, what
/// stands before that is left out.
pub fn shown(fact: &Contrast) -> [Option<String>; 2] {
    let said = [&fact.left, &fact.right].map(|said| said.as_ref().map(|said| said.shown()));
    match (fact.kind, fact.standing, said) {
        (FactKind::Quote, Standing::Differs, [Some(left), Some(right)]) => {
            let alike = left.char_indices().zip(right.chars()).find(|((_, a), b)| a != b);
            let parts = alike.map_or(left.len().min(right.len()), |((at, _), _)| at);
            let mut words = left.char_indices().map(|(at, _)| at).filter(|at| at + KEPT <= parts);
            let from = words.rfind(|at| left.get(..*at).is_some_and(|t| t.ends_with(' ')));
            let cut = |text: &str| match from.and_then(|from| text.get(from..)) {
                Some(rest) => format!("… {rest}"),
                None => text.to_string(),
            };
            [Some(cut(&left)), Some(cut(&right))]
        }
        (_, _, said) => said,
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
        Command::Differing => facts.turn(),
        Command::GoTo => {
            let fact = facts.get(facts.chosen).cloned();
            state.overlay = None;
            if let (Some(fact), Some(Station::Comparing(comparing))) =
                (fact, state.stations.last_mut())
            {
                go_to(comparing, &fact);
                if let Some(words) = elsewhere(comparing, &fact) {
                    state.status.say(&words, Tone::Plain);
                }
            }
        }
        Command::Back => state.overlay = None,
        _ => {}
    }
}

fn go_to(comparing: &mut Comparing, fact: &Contrast) {
    match (&fact.left, &fact.right) {
        (Some(left), _) => comparing.go_to(Which::Left, left.span.start),
        (None, Some(right)) => comparing.go_to(Which::Right, right.span.start),
        (None, None) => {}
    }
}

/// Where the right says it, where that does not stand level with the left.
fn elsewhere(comparing: &Comparing, fact: &Contrast) -> Option<String> {
    let (left, right) = (fact.left.as_ref()?, fact.right.as_ref()?);
    let comparison = &comparing.compared.comparison;
    let moved = comparison.groups.get(left.group).is_some_and(|group| group.moved);
    if left.group == right.group && !moved {
        return None;
    }
    let sentences = &comparison.right.sentences;
    let at = sentences.partition_point(|s| s.span.end <= right.span.start);
    let paragraph = sentences.get(at)?.paragraph + 1;
    Some(format!("the right says it elsewhere, in ¶{paragraph}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::facts::{Context, between};
    use crate::diff::{Text, compare};

    fn facts(left: &str, right: &str) -> Facts {
        let comparison = compare(Text { body: left }, Text { body: right });
        let context = Context::default();
        Facts::new(between(&comparison, [left, right], [&context, &context]).into())
    }

    #[test]
    fn only_what_differs_and_all_again() {
        let mut facts = facts(
            "The fire at the port killed 40 people on Friday. It hurt 115 people there.",
            "The fire at the port killed 60 people on Friday. It hurt 115 people there.",
        );
        let standings = |facts: &Facts| facts.seen(9).map(|fact| fact.standing).collect::<Vec<_>>();
        use Standing::{Agrees, Differs};
        assert_eq!(standings(&facts), [Differs, Agrees, Agrees]);
        facts.turn();
        assert_eq!(standings(&facts), [Differs]);
        facts.turn();
        assert_eq!(facts.count(), 3);
    }

    #[test]
    fn one_stays_among_those_that_are_listed() {
        let mut facts = facts(
            "It killed 40 people at sea. It hurt 115 people there. It cost 7 boats.",
            "It killed 60 people at sea. It hurt 115 people there. It cost 7 boats.",
        );
        facts.choose(usize::MAX);
        assert_eq!(facts.chosen, 2);
        facts.turn();
        facts.fit(1);
        assert_eq!((facts.count(), facts.chosen, facts.top), (1, 0, 0));
    }

    #[test]
    fn quotations_are_shown_from_where_they_part() {
        let of = |words: &str| {
            format!("“We counted all of the boats in the old harbour {words},” Edvin Stroud said.")
        };
        let facts = facts(&of("twice"), &of("once"));
        let quote = facts.seen(9).find(|fact| fact.kind == FactKind::Quote).unwrap();
        let said = shown(quote);
        assert_eq!(said[0].as_deref(), Some("… old harbour twice"));
        assert_eq!(said[1].as_deref(), Some("… old harbour once"));
    }
}
