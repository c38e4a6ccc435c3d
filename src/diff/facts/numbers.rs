//! Figures: the quantities of a text under one label for all words that mean it.

use super::{Fact, FactKind, Read};
use crate::diff::kinds::sense_at;
use crate::diff::labels::{Label, Labels};
use crate::diff::lexicon::Sense;
use crate::diff::nouns::Noun;
use crate::diff::quantities::{Amount, quantities};
use crate::diff::vocabulary::BENDING;
use std::ops::Range;

/// Words looked at on either side of a number that counts nothing that is said.
const BESIDE: usize = 4;

/// All figures, in order.
pub(super) fn figures(read: &Read<'_, '_>) -> Vec<Fact> {
    let mut at = 0;
    let labels = read.lexicon.labels();
    quantities(read.prose, read.lexicon)
        .into_iter()
        .map(|quantity| {
            let tokens = tokens_of(read, &mut at, quantity.span.start, quantity.span.end);
            let mut fact = read.fact(FactKind::Figure, &tokens);
            fact.span = quantity.span;
            fact.text = super::one_line(quantity.span.of(read.prose.body));
            (fact.label, fact.key) = match (&quantity.noun, of_what(read, tokens.end)) {
                (Noun::Unsaid, Some(noun)) => label(&noun, noun.label(labels), labels),
                (Noun::Unsaid, None) => (beside(read, &tokens), String::new()),
                (noun, _) => label(noun, quantity.shown, labels),
            };
            fact.toll = matches!(&quantity.noun, Noun::Known(label) if is_toll(*label));
            (fact.value, fact.number) = match quantity.amount {
                Amount::Exact(number) => (plain(number), Some(number)),
                Amount::Vague(word) => (word, None),
            };
            fact.modifier = quantity.modifier;
            fact
        })
        .collect()
}

/// What a number is listed by that counts nothing that is said: the word behind it (`when 40 escaped`), or
/// else in front of it (`the queue grew to 40`).
fn beside(read: &Read<'_, '_>, tokens: &Range<usize>) -> String {
    let sentence = read.prose.words(read.prose.sentence_of(tokens.start));
    let plain = |t: &usize| sense_at(read.prose, read.lexicon, *t) == Some(Sense::Plain);
    let joined = |t: usize| read.gap(t).is_empty();
    let behind = (tokens.end..sentence.end.min(tokens.end + BESIDE)).take_while(|t| joined(*t));
    let first = sentence.start.max(tokens.start.saturating_sub(BESIDE));
    let before = (first..tokens.start).rev().take_while(|t| joined(t + 1));
    let telling = |t: &usize| plain(t) && !BENDING.contains(&read.word(*t));
    let found = behind.clone().find(telling).or_else(|| before.clone().find(telling));
    found.map_or_else(|| "number".to_string(), |t| read.word(t).to_string())
}

/// `children` of `dozens of children`.
fn of_what(read: &Read<'_, '_>, end: usize) -> Option<Noun> {
    let noun = read.word(end + 1);
    let near = read.gap(end).is_empty() && read.gap(end + 1).is_empty();
    let of = near && read.word(end) == "of";
    if !of || read.prose.sentence_of(end) != read.prose.sentence_of(end + 1) {
        return None;
    }
    if let Some(label) = read.lexicon.labels().counted(noun) {
        return Some(Noun::Known(label));
    }
    if read.lexicon.labels().is_people(noun) {
        return Some(Noun::People);
    }
    let plain = sense_at(read.prose, read.lexicon, end + 1) == Some(Sense::Plain);
    plain.then(|| Noun::Other(noun.to_string()))
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

/// Whether a label says what became of people: a share and an age do not.
fn is_toll(label: Label) -> bool {
    !matches!(label, Labels::PERCENT | Labels::AGED)
}

/// The label of what is counted, and the key it is known by.
fn label(noun: &Noun, shown: String, labels: &Labels) -> (String, String) {
    match noun {
        Noun::Known(label) => (labels.name(*label).to_string(), labels.name(*label).to_string()),
        Noun::People => ("people".to_string(), "people".to_string()),
        Noun::Unsaid => ("number".to_string(), String::new()),
        Noun::Money(sign) => (sign.to_string(), sign.to_string()),
        Noun::Other(noun) => {
            let head = noun.rsplit(' ').next().unwrap_or(noun);
            match labels.noun(head).map(|label| labels.name(label)) {
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
