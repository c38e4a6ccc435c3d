//! Moves inside a sentence: its first clause becomes its last, or who said it comes first.

use crate::draft::{Draft, Mark};
use std::ops::Range;

/// Words that open a clause which may as well stand last.
const OPENERS: &[&str] = &[
    "After", "Although", "Among", "As", "At", "Before", "By", "Despite", "During", "For", "From",
    "If", "In", "On", "Since", "Under", "When", "While", "With", "Without",
];

/// Fewest and most words of a clause that is moved.
const WORDS: std::ops::RangeInclusive<usize> = 3..=14;

/// A sentence with a clause moved: the new text, and the clause and the rest in both texts.
struct Turned {
    text: String,
    clause: (Range<usize>, Range<usize>),
    rest: (Range<usize>, Range<usize>),
}

/// Moves a clause inside the sentence at `at` of the draft; false where it has none.
pub(super) fn move_clause(draft: &mut Draft<'_>, from: usize, at: usize) -> bool {
    let Some(piece) = draft.pieces.get_mut(at) else { return false };
    let Some(turned) = to_the_end(&piece.text).or_else(|| to_the_front(&piece.text)) else {
        return false;
    };
    for (mark, (left, right)) in [(Mark::Clause, turned.clause), (Mark::Rest, turned.rest)] {
        let left = retold::text::Span::new(from + left.start, from + left.end);
        piece.marks.push((mark, Some(left), Some(right)));
    }
    piece.text = turned.text;
    true
}

/// `On Friday evening, fire struck the quay.` as `Fire struck the quay on Friday evening.`
fn to_the_end(text: &str) -> Option<Turned> {
    let body = plain(text)?;
    let (clause, rest) = body.split_once(", ")?;
    let opener = clause.split(' ').next()?;
    if !OPENERS.contains(&opener) || !fits(clause, rest) {
        return None;
    }
    let new = format!("{} {}.", capital(rest), small(clause));
    let at = clause.len() + 2;
    Some(Turned {
        clause: (0..clause.len(), rest.len() + 1..new.len() - 1),
        rest: (at..body.len(), 0..rest.len()),
        text: new,
    })
}

/// `Fire struck the quay, according to the crew.` as `According to the crew, fire struck the quay.`
fn to_the_front(text: &str) -> Option<Turned> {
    let body = plain(text)?;
    let (rest, clause) = body.rsplit_once(", ")?;
    if !clause.starts_with("according to ") || !fits(clause, rest) {
        return None;
    }
    // Whether its first word is a name is not known here, so it stays as it is.
    let new = format!("{}, {rest}.", capital(clause));
    Some(Turned {
        clause: (rest.len() + 2..body.len(), 0..clause.len()),
        rest: (0..rest.len(), clause.len() + 2..new.len() - 1),
        text: new,
    })
}

/// A sentence without its full stop, where it has no quotations, brackets or lines of its own.
fn plain(text: &str) -> Option<&str> {
    let body = text.strip_suffix('.')?;
    let odd = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '(' | '\n' | ';' | ':' | '—' | '-');
    (!body.contains(odd) && body.is_ascii()).then_some(body)
}

fn fits(clause: &str, rest: &str) -> bool {
    let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).count();
    let long = clause.split(' ').filter(|word| word.len() > 3).count();
    WORDS.contains(&words(clause)) && long >= 2 && words(rest) >= 5
}

fn capital(text: &str) -> String {
    first(text, char::to_ascii_uppercase)
}

fn small(text: &str) -> String {
    first(text, char::to_ascii_lowercase)
}

fn first(text: &str, to: fn(&char) -> char) -> String {
    let mut chars = text.chars();
    chars.next().iter().map(to).chain(chars.clone()).collect()
}
