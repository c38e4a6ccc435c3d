//! The facts of two texts held against one another: what both say and whether they agree, and what
//! only one of them says. First among sentences that are aligned, then across the texts.

mod names;
mod quotes;
mod table;
#[cfg(test)]
mod tests;

use super::{Context, Fact, FactKind, of};
use crate::corpus::Article;
use crate::diff::comparison::{Comparison, Standing};
use crate::text::Span;
use table::Table;

/// One fact of two texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// What kind of fact it is.
    pub kind: FactKind,
    /// What it is about, as [`Fact::label`].
    pub label: String,
    /// How the two texts stand in it.
    pub standing: Standing,
    /// What the left text says.
    pub left: Option<Said>,
    /// What the right text says.
    pub right: Option<Said>,
    /// Whether it is a name that is only mentioned, alike or by one of the two: nothing is told of it
    /// and nothing disagrees, so that it may be left out where room is short.
    pub passing: bool,
}

/// What one text says of a fact, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// As it stands, on one line; a name without its genitive and initials.
    pub text: String,
    /// In one form, as [`Fact::value`]: dates resolved, numbers without separators.
    pub value: String,
    /// The number, where it is one.
    pub number: Option<f64>,
    /// `over`, `at least`: one form for all that mean it.
    pub modifier: Option<&'static str>,
    /// Its bytes in the body.
    pub span: Span,
    /// The group of the comparison it is said in.
    pub group: usize,
}

impl Said {
    /// As it is shown: the number with what bends it.
    pub fn shown(&self) -> String {
        match self.modifier {
            Some(modifier) => format!("{modifier} {}", self.text),
            None => self.text.clone(),
        }
    }
}

impl Contrast {
    /// What it is about, as it is shown beside its kind: what is counted, the day of the calendar where
    /// the text does not give it so, who somebody is, who said it. Empty where there is no more to say.
    pub fn about(&self) -> String {
        let resolved = |said: &Option<Said>| {
            let said =
                said.as_ref().filter(|said| said.value.starts_with(|c: char| c.is_ascii_digit()));
            said.map(|said| said.value.clone()).unwrap_or_default()
        };
        match self.kind {
            FactKind::Name if self.label == "name" => String::new(),
            FactKind::Figure | FactKind::Name | FactKind::Quote => self.label.clone(),
            FactKind::Date => {
                let mut days = vec![resolved(&self.left), resolved(&self.right)];
                days.dedup();
                days.retain(|day| {
                    let said = [&self.left, &self.right].into_iter().flatten();
                    !day.is_empty() && said.clone().any(|said| said.text != *day)
                });
                days.join(" / ")
            }
            FactKind::Time => String::new(),
        }
    }

    /// Where it is said: what the left says of it, or else the right.
    pub fn first(&self) -> Option<&Said> {
        self.left.as_ref().or(self.right.as_ref())
    }
}

/// What two articles state, held against one another.
pub fn of_both(comparison: &Comparison, left: &Article, right: &Article) -> Vec<Contrast> {
    let contexts = [&Context::from(left), &Context::from(right)];
    between(comparison, [&left.body, &right.body], contexts)
}

/// What two texts state, held against one another: [`of`] each, and [`contrast`] of both.
pub fn between(
    comparison: &Comparison,
    bodies: [&str; 2],
    contexts: [&Context<'_>; 2],
) -> Vec<Contrast> {
    let [left, right] = bodies;
    let (left, right) = rayon::join(|| of(left, contexts[0]), || of(right, contexts[1]));
    contrast(comparison, &left, &right)
}

/// Holds the facts of the two texts that `comparison` is of against one another. What is said twice is
/// told once. Figures first, then dates and times, names, quotations, and at the end what is only
/// mentioned; in each what differs comes first, then what one side says, in the order of the texts.
///
/// Figures are paired as the comparison pairs them. Of all others those of aligned sentences are set
/// against each other first: the same value, then one in the place of the other. Then what is the same
/// anywhere agrees, and what is left is found again by label and surroundings, as among the reports of
/// a story.
pub fn contrast(comparison: &Comparison, left: &[Fact], right: &[Fact]) -> Vec<Contrast> {
    let mut table = Table::new(comparison, [left, right]);
    table.figures();
    table.in_place(FactKind::Date);
    table.in_place(FactKind::Time);
    names::hold(&mut table);
    quotes::hold(&mut table);
    table.anywhere();
    table.by_surroundings();
    table.finish()
}
