//! Figures: the quantities of a text under one label for all words that mean it.

use super::{Fact, FactKind, Read, words};
use crate::diff::nouns::Noun;
use crate::diff::quantities::{Amount, quantities};
use std::ops::Range;

/// All figures, in order.
pub(super) fn figures(read: &Read<'_, '_>) -> Vec<Fact> {
    let mut at = 0;
    quantities(read.prose, read.lexicon)
        .into_iter()
        .map(|quantity| {
            let tokens = tokens_of(read, &mut at, quantity.span.start, quantity.span.end);
            let mut fact = read.fact(FactKind::Figure, &tokens);
            fact.span = quantity.span;
            fact.text = super::one_line(quantity.span.of(read.prose.body));
            (fact.label, fact.key) = label(&quantity.noun, quantity.shown);
            (fact.value, fact.number) = match quantity.amount {
                Amount::Exact(number) => (plain(number), Some(number)),
                Amount::Vague(word) => (word, None),
            };
            fact.modifier = quantity.modifier;
            fact
        })
        .collect()
}

/// The words of a run of bytes; `at` moves on with them.
fn tokens_of(read: &Read<'_, '_>, at: &mut usize, start: usize, end: usize) -> Range<usize> {
    let of = |t: usize| read.prose.tokens.get(t).map(|token| token.span());
    while of(*at).is_some_and(|span| span.end <= start) {
        *at += 1;
    }
    let mut to = *at;
    while of(to).is_some_and(|span| span.start < end) {
        to += 1;
    }
    *at..to.max(*at + 1)
}

/// The label of what is counted, and the key it is known by.
fn label(noun: &Noun, shown: String) -> (String, String) {
    match noun {
        Noun::Known(label) => ((*label).to_string(), (*label).to_string()),
        Noun::People => ("people".to_string(), "people".to_string()),
        Noun::Unsaid => ("number".to_string(), String::new()),
        Noun::Money(sign) => (sign.to_string(), sign.to_string()),
        Noun::Other(noun) => {
            let head = noun.rsplit(' ').next().unwrap_or(noun);
            match words::label(head) {
                Some(label) => (label.to_string(), label.to_string()),
                None => (shown, singular(head).to_string()),
            }
        }
    }
}

/// `boat` of `boats`, as far as a comparison needs it.
fn singular(noun: &str) -> &str {
    match noun.strip_suffix("'s").unwrap_or(noun) {
        noun if noun.ends_with("ss") => noun,
        noun => noun.strip_suffix('s').unwrap_or(noun),
    }
}

/// A number without separators, and without decimals where it has none.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        format!("{number}")
    }
}
