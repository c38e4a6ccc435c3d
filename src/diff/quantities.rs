//! Numbers with what they count, read from one text: `over 100 wounded`, `$1.2 million`, `two boats`.
//! Dates, times and years are no quantities.

use super::kinds::{gap_after, is_currency, is_date_number, is_name_at, sense_at, word};
use super::labels::Labels;
use super::lexicon::{Lexicon, Sense, small};
use super::nouns::{Noun, breaks_clause, noun};
use super::prose::Prose;
use super::vocabulary as v;
use crate::text::Span;
use std::ops::Range;

/// Words of a number, about; no number that somebody wrote has more.
const LONGEST: usize = 8;

/// How much, as far as it can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Amount {
    /// A number.
    Exact(f64),
    /// A word for one that nobody counted.
    Vague(String),
}

impl Amount {
    /// Whether both give the same number, as far as both give one: `scores` contradict no `103`.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self == other || self.is_about(other) || other.is_about(self)
    }

    fn is_about(&self, exact: &Self) -> bool {
        matches!((self, exact), (Self::Vague(word), Self::Exact(n)) if v::may_mean(word, *n))
    }
}

/// A number where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) sentence: u32,
    /// The number with its magnitude, without currency and unit.
    pub(super) span: Span,
    pub(super) amount: Amount,
    pub(super) noun: Noun,
    /// The noun as it is shown.
    pub(super) shown: String,
    /// `over`, `at least`, in one form for all of its synonyms.
    pub(super) modifier: Option<&'static str>,
}

/// All quantities of a text, in order.
pub(super) fn quantities(prose: &Prose<'_>, lexicon: &Lexicon<'_>) -> Vec<Quantity> {
    let mut out = Vec::new();
    for sentence in 0..prose.len() {
        let words = prose.words(sentence);
        let mut token = words.start;
        while token < words.end {
            let end = number_end(prose, lexicon, token, words.end);
            if end > token
                && let Some(mut quantity) = quantity(prose, lexicon, token..end, &words)
            {
                quantity.sentence = small(sentence);
                quantity.inherit(out.last(), prose, lexicon, token);
                out.push(quantity);
            }
            token = end.max(token + 1);
        }
    }
    out
}

/// Where the number that begins at `token` ends; `token` itself when none does.
fn number_end(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize, limit: usize) -> usize {
    let sense = |t: usize| if t < limit { sense_at(prose, lexicon, t) } else { None };
    let begins = match sense(token) {
        Some(Sense::Number | Sense::NumberWord(_)) => !is_date_number(prose, lexicon, token),
        Some(Sense::Vague) => true,
        // `a hundred`
        _ => {
            matches!(word(prose, lexicon, token), "a" | "one")
                && matches!(sense(token + 1), Some(Sense::Magnitude(_)))
                && prose.gap_before(token + 1).trim().is_empty()
        }
    };
    if !begins {
        return token;
    }
    let mut end = token + 1;
    // `6-5/16` and `1/2`.
    if sense(end) == Some(Sense::Number) && prose.gap_before(end) == "/" {
        end += 1;
    }
    let near = |t: usize| prose.gap_before(t).trim().is_empty();
    while end - token < LONGEST && matches!(sense(end), Some(Sense::Magnitude(_))) && near(end) {
        end += 1;
        // `three hundred and sixty`
        let and = usize::from(word(prose, lexicon, end) == "and" && near(end));
        if matches!(sense(end + and), Some(Sense::NumberWord(value)) if value < 100.0)
            && near(end + and)
        {
            end += and + 1;
        }
    }
    end
}

/// The value of a number's words, given that of the first: `1.2 million`, `three hundred and sixty`.
fn value_of(prose: &Prose<'_>, lexicon: &Lexicon<'_>, first: f64, rest: Range<usize>) -> f64 {
    let (mut sum, mut part) = (0.0, first);
    for token in rest {
        match sense_at(prose, lexicon, token) {
            Some(Sense::Magnitude(times)) if part == 0.0 => sum *= times,
            Some(Sense::Magnitude(times)) if times >= 1000.0 => {
                sum += part * times;
                part = 0.0;
            }
            Some(Sense::Magnitude(times)) => part *= times,
            Some(Sense::NumberWord(value)) => part += value,
            _ => {}
        }
    }
    sum + part
}

fn quantity(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: Range<usize>,
    sentence: &Range<usize>,
) -> Option<Quantity> {
    let (first, last) = (prose.tokens.get(number.start)?, prose.tokens.get(number.end - 1)?);
    let span = Span::new(first.span().start, last.span().end);
    let text = first.span().of(prose.body);
    let whole = |first: f64| {
        let magnitude = shared_magnitude(prose, lexicon, &number, first, sentence.end);
        value_of(prose, lexicon, first, number.start + 1..number.end) * magnitude
    };
    let (amount, unit) = match sense_at(prose, lexicon, number.start)? {
        Sense::NumberWord(value) => (Amount::Exact(whole(value)), ""),
        Sense::Number => {
            let (value, unit) = parse(text)?;
            let joined = number.end > number.start + 1 && prose.gap_before(number.start + 1) == "/";
            let range =
                unit.strip_prefix('-').is_some_and(|u| u.starts_with(|c: char| c.is_ascii_digit()));
            if joined || range {
                // A fraction or a span of numbers is compared as it is written.
                (Amount::Vague(span.of(prose.body).to_string()), "")
            } else {
                (Amount::Exact(whole(value)), unit)
            }
        }
        Sense::Plain | Sense::Stop => (Amount::Exact(whole(1.0)), ""),
        _ => (Amount::Vague(word(prose, lexicon, number.start).to_string()), ""),
    };
    // Single digits after a letter and a hyphen, ordinals and the like count nothing.
    if matches!(unit, "st" | "nd" | "rd" | "th") {
        return None;
    }
    let before = match prose.sentences.get(prose.sentence_of(number.start)) {
        // A sentence may open with `$131 million`.
        Some(opened) if number.start == sentence.start => {
            prose.body.get(opened.span.start..first.span().start).unwrap_or("")
        }
        _ => prose.gap_before(number.start),
    };
    let mut shown = None;
    let noun = match currency(before).or_else(|| currency(gap_after(prose, number.end - 1))) {
        Some(sign) => Noun::Money(sign),
        None if gap_after(prose, number.end - 1).trim_start().starts_with(['%', '％']) => {
            Noun::Known(Labels::PERCENT)
        }
        None if unit.starts_with("-year-old") => Noun::Known(Labels::AGED),
        None if !unit.is_empty() => Noun::Other(unit.trim_start_matches('-').to_lowercase()),
        None if is_age(prose, lexicon, &number, &amount) => Noun::Known(Labels::AGED),
        None => {
            let (noun, words) = noun(prose, lexicon, &number, sentence);
            shown = words.and_then(|words| shown_as(prose, lexicon, words));
            noun
        }
    };
    let amount = match (amount, &noun) {
        (Amount::Exact(value), Noun::Money(_)) => {
            let suffix = v::value_in(v::MONEY_SUFFIXES, &unit.to_lowercase());
            Amount::Exact(value * suffix.unwrap_or(1.0))
        }
        (amount, _) => amount,
    };
    let modifier = modifier(prose, lexicon, number.start, sentence.start);
    let shown = shown.unwrap_or_else(|| noun.label(lexicon.labels()));
    Some(Quantity { sentence: 0, span, amount, noun, shown, modifier })
}

/// A noun as it stands, on one line; in lower case, but not where nouns have capitals.
fn shown_as(prose: &Prose<'_>, lexicon: &Lexicon<'_>, words: Range<usize>) -> Option<String> {
    let (first, last) = (prose.tokens.get(words.start)?, prose.tokens.get(words.end - 1)?);
    let text = prose.body.get(first.span().start..last.span().end)?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(if lexicon.capitalises_nouns() { line } else { line.to_lowercase() })
}

/// The `million` that the `15` of `15 to 20 million` shares; 1 where there is none.
fn shared_magnitude(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: &Range<usize>,
    value: f64,
    limit: usize,
) -> f64 {
    let (to, next, after) = (number.end, number.end + 1, number.end + 2);
    let near = [to, next, after].iter().all(|t| prose.gap_before(*t).trim().is_empty());
    if number.len() > 1
        || after >= limit
        || !near
        || !matches!(word(prose, lexicon, to), "to" | "or")
    {
        return 1.0;
    }
    let high = match sense_at(prose, lexicon, next) {
        Some(Sense::NumberWord(high)) => high,
        Some(Sense::Number) => parse(word(prose, lexicon, next)).map_or(0.0, |(high, _)| high),
        _ => 0.0,
    };
    match sense_at(prose, lexicon, after) {
        Some(Sense::Magnitude(times)) if value < high => times,
        _ => 1.0,
    }
}

/// `Ilse Marrow, 71,` and `Ilse Marrow (71)`.
fn is_age(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: &Range<usize>,
    amount: &Amount,
) -> bool {
    let whole = matches!(amount, Amount::Exact(n) if n.fract() == 0.0 && (1.0..=115.0).contains(n));
    let digits = sense_at(prose, lexicon, number.start) == Some(Sense::Number);
    let (before, after) =
        (prose.gap_before(number.start).trim(), gap_after(prose, number.end - 1).trim_start());
    let set_off = before == "," && after.starts_with([',', '.', ';'])
        || matches!(before, "(" | "（") && after.starts_with([')', '）']);
    let named =
        |t: usize| is_name_at(prose, lexicon, t) || matches!(word(prose, lexicon, t), "ん" | "氏");
    whole
        && digits
        && number.len() == 1
        && set_off
        && number.start.checked_sub(1).is_some_and(named)
}

impl Quantity {
    /// Takes over what the number before counts, where nothing else is said: `34 votes against 12`,
    /// `rose 5 pct from 4`.
    fn inherit(
        &mut self,
        before: Option<&Quantity>,
        prose: &Prose<'_>,
        lexicon: &Lexicon<'_>,
        token: usize,
    ) {
        let link = token.checked_sub(1).map_or("", |t| word(prose, lexicon, t));
        let mut links = matches!(link, "from" | "against" | "versus" | "vs" | "to");
        // `compared with 12`, and `with 7 tonnes last week and 9 in May`
        links |= link == "with" && word(prose, lexicon, token.wrapping_sub(2)) == "compared";
        links |= link == "and"
            && sense_at(prose, lexicon, token) == Some(Sense::Number)
            && before.is_some_and(|b| {
                matches!(b.noun, Noun::Money(_) | Noun::Other(_) | Noun::Known(Labels::PERCENT))
            });
        // `net profit 12 mln vs loss 3 mln`
        links |= matches!(link, "loss" | "profit")
            && word(prose, lexicon, token.wrapping_sub(2)) == "vs";
        if let Some(before) = before.filter(|b| b.sentence == self.sentence)
            && self.noun == Noun::Unsaid
            && links
            && !breaks_clause(prose.body.get(before.span.end..self.span.start).unwrap_or(""))
        {
            (self.noun, self.shown) = (before.noun.clone(), before.shown.clone());
        }
    }
}

fn currency(gap: &str) -> Option<char> {
    let trimmed = gap.trim();
    let sign = trimmed.chars().next_back().filter(|c| is_currency(*c));
    sign.or_else(|| {
        trimmed.chars().next().filter(|c| is_currency(*c) && trimmed.chars().count() == 1)
    })
}

/// The value of digits with separators, and what follows them in the same word.
fn parse(text: &str) -> Option<(f64, &str)> {
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '\'' | '’'))
        .map_or(text.len(), |(at, _)| at);
    let (digits, unit) = text.split_at(end);
    let digits = digits.trim_end_matches([',', '.', '\'', '’']);
    let parts: Vec<&str> = digits.split([',', '.', '\'', '’']).collect();
    let separator = |at: usize| {
        let before: usize = parts.iter().take(at).map(|p| p.len()).sum::<usize>() + at - 1;
        digits.get(before..).and_then(|s| s.chars().next())
    };
    let grouped = |parts: &[&str]| parts.iter().skip(1).all(|p| p.len() == 3);
    let value = match parts.as_slice() {
        [whole] => whole.parse().ok()?,
        // One separator: thousands when three digits follow, else decimals.
        [whole, rest] if rest.len() != 3 || *whole == "0" => {
            format!("{whole}.{rest}").parse().ok()?
        }
        all if grouped(all) && (1..all.len() - 1).all(|i| separator(i) == separator(i + 1)) => {
            all.concat().parse().ok()?
        }
        [front @ .., decimals] => format!("{}.{decimals}", front.concat()).parse().ok()?,
        [] => return None,
    };
    Some((value, unit))
}

/// The phrase that bends a number, from the words in front of it.
fn modifier(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: usize,
    start: usize,
) -> Option<&'static str> {
    v::MODIFIERS
        .iter()
        .find(|(phrase, _)| {
            number.checked_sub(phrase.len()).is_some_and(|from| {
                from >= start
                    && phrase.iter().enumerate().all(|(i, w)| word(prose, lexicon, from + i) == *w)
            })
        })
        .map(|(_, shown)| *shown)
}

#[cfg(test)]
#[path = "quantities_tests.rs"]
mod tests;
