//! Numbers with what they count, read from one text: `over 100 wounded`, `$1.2 million`, `two boats`.
//! Dates, times and years are no quantities.

use super::kinds::{gap_after, is_currency, is_date_number, sense_at, word};
use super::lexicon::{Lexicon, Sense, small};
use super::prose::Prose;
use super::vocabulary as v;
use crate::text::Span;
use std::ops::Range;

/// How far from a number its noun is looked for, in words.
const REACH: usize = 6;

/// How much, as far as it can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Amount {
    /// A number.
    Exact(f64),
    /// A word for one that nobody counted.
    Vague(String),
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Noun {
    /// Something the vocabulary knows by several names.
    Known(&'static str),
    /// People, whatever became of them.
    People,
    /// Nothing is said.
    Unsaid,
    /// A sum in some currency.
    Money(char),
    /// Any other noun, as it stands.
    Other(String),
}

/// A number where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) sentence: u32,
    /// The number with its magnitude, without currency and unit.
    pub(super) span: Span,
    pub(super) amount: Amount,
    pub(super) noun: Noun,
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
            if end > token {
                out.extend(quantity(prose, lexicon, token..end, &words).map(|mut q| {
                    q.sentence = small(sentence);
                    q
                }));
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
        Some(Sense::Number) => !is_date_number(prose, lexicon, token),
        Some(Sense::NumberWord(_) | Sense::Vague) => true,
        _ => false,
    };
    if !begins {
        return token;
    }
    let mut end = token + 1;
    // `6-5/16` and `1/2`.
    if sense(end) == Some(Sense::Number) && prose.gap_before(end) == "/" {
        end += 1;
    }
    while matches!(sense(end), Some(Sense::Magnitude(_))) && prose.gap_before(end).trim().is_empty()
    {
        end += 1;
    }
    end
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
    let times: f64 = (number.start + 1..number.end)
        .filter_map(|t| match sense_at(prose, lexicon, t) {
            Some(Sense::Magnitude(value)) => Some(value),
            _ => None,
        })
        .product();
    let (amount, unit) = match sense_at(prose, lexicon, number.start)? {
        Sense::NumberWord(value) => (Amount::Exact(value * times), ""),
        Sense::Number => {
            let (value, unit) = parse(text)?;
            let joined = number.end > number.start + 1 && prose.gap_before(number.start + 1) == "/";
            let range =
                unit.strip_prefix('-').is_some_and(|u| u.starts_with(|c: char| c.is_ascii_digit()));
            if joined || range {
                // A fraction or a span of numbers is compared as it is written.
                (Amount::Vague(span.of(prose.body).to_string()), "")
            } else {
                (Amount::Exact(value * times), unit)
            }
        }
        _ => (Amount::Vague(word(prose, lexicon, number.start).to_string()), ""),
    };
    // Single digits after a letter and a hyphen, ordinals and the like count nothing.
    if matches!(unit, "st" | "nd" | "rd" | "th") {
        return None;
    }
    let before = if number.start > sentence.start { prose.gap_before(number.start) } else { "" };
    let noun = match currency(before).or_else(|| currency(gap_after(prose, number.end - 1))) {
        Some(sign) => Noun::Money(sign),
        None if gap_after(prose, number.end - 1).trim_start().starts_with(['%', '％']) => {
            Noun::Known("%")
        }
        None if !unit.is_empty() => Noun::Other(unit.trim_start_matches('-').to_lowercase()),
        None => noun(prose, lexicon, &number, sentence),
    };
    let amount = match (amount, &noun) {
        (Amount::Exact(value), Noun::Money(_)) => {
            let suffix = v::value_in(v::MONEY_SUFFIXES, &unit.to_lowercase());
            Amount::Exact(value * suffix.unwrap_or(1.0))
        }
        (amount, _) => amount,
    };
    let modifier = modifier(prose, lexicon, number.start, sentence.start);
    Some(Quantity { sentence: 0, span, amount, noun, modifier })
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

/// What a number counts: a known word or a noun behind it, else a known word in front of it.
fn noun(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: &Range<usize>,
    sentence: &Range<usize>,
) -> Noun {
    let mut plain: Vec<&str> = Vec::new();
    let mut ended = false;
    let mut people = false;
    for token in number.end..sentence.end.min(number.end + REACH) {
        if breaks_clause(prose.gap_before(token)) {
            break;
        }
        let text = word(prose, lexicon, token);
        let sense = sense_at(prose, lexicon, token);
        let counts = matches!(sense, Some(Sense::Number | Sense::NumberWord(_) | Sense::Vague));
        if v::BREAKS.contains(&text) || counts {
            break;
        }
        if let Some(label) = v::counted(text)
            && (plain.is_empty() || people || !ended)
        {
            return Noun::Known(label);
        }
        people |= v::PEOPLE.contains(&text);
        if matches!(sense, Some(Sense::Plain)) && !ended {
            plain.push(text);
            ended = text.ends_with('s') || plain.len() == 3;
        } else {
            ended = true;
        }
    }
    let vague = people || plain.is_empty();
    if let Some(label) = known_before(prose, lexicon, number.start, sentence.start, vague) {
        return Noun::Known(label);
    }
    if people {
        return Noun::People;
    }
    if !plain.is_empty() {
        return Noun::Other(plain.join(" "));
    }
    // `pier 7`: the noun stands in front.
    let before = number.start.checked_sub(1).filter(|t| *t >= sentence.start);
    match before.map(|t| (word(prose, lexicon, t), sense_at(prose, lexicon, t))) {
        Some((text, Some(Sense::Plain)))
            if prose.gap_before(number.start).trim().is_empty() && !v::BENDING.contains(&text) =>
        {
            Noun::Other(text.to_string())
        }
        _ => Noun::Unsaid,
    }
}

/// A known word in front of a number: right in front (`killed at least 40 sailors`), or, when no
/// noun of its own follows, further away in the clause (`the toll has since risen to 40`).
fn known_before(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: usize,
    start: usize,
    vague: bool,
) -> Option<&'static str> {
    let mut close = true;
    for token in (start..number).rev().take(REACH) {
        if breaks_clause(prose.gap_before(token + 1)) {
            return None;
        }
        let text = word(prose, lexicon, token);
        if let Some(label) = v::counted(text) {
            return Some(label);
        }
        let sense = sense_at(prose, lexicon, token);
        let in_the_way =
            v::BREAKS.contains(&text) || matches!(text, "in" | "by" | "at" | "on" | "for");
        let part_of_modifier = text == "at" && word(prose, lexicon, token + 1) == "least"
            || text == "as" && matches!(word(prose, lexicon, token + 1), "many" | "much")
            || text == "as" && word(prose, lexicon, token.wrapping_sub(1)) == "many";
        if matches!(sense, Some(Sense::Number | Sense::NumberWord(_) | Sense::Vague))
            || (in_the_way && !part_of_modifier)
        {
            return None;
        }
        let bends = matches!(sense, Some(Sense::Stop)) || v::BENDING.contains(&text);
        close &= bends;
        if !close && !vague {
            return None;
        }
    }
    None
}

/// Whether a clause ends in the text between two words.
fn breaks_clause(gap: &str) -> bool {
    gap.contains([',', ';', ':', '.', '!', '?', '(', ')', '–', '—', '、', '。'])
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

impl Noun {
    /// As it is shown.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Known(label) => (*label).to_string(),
            Self::People => "people".to_string(),
            Self::Unsaid => "number".to_string(),
            Self::Money(sign) => sign.to_string(),
            Self::Other(noun) => noun.clone(),
        }
    }

    /// Whether two nouns may count the same thing.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) => a == b,
            (Self::Money(_), _) | (_, Self::Money(_)) => false,
            (Self::Known("%"), o) | (o, Self::Known("%")) => *o == Self::Known("%"),
            (Self::Known(a), Self::Known(b)) => a == b,
            (Self::People | Self::Unsaid, _) | (_, Self::People | Self::Unsaid) => true,
            (Self::Other(a), Self::Other(b)) => {
                a.split(' ').any(|word| b.split(' ').any(|other| alike(word, other)))
            }
            (Self::Known(_), Self::Other(_)) | (Self::Other(_), Self::Known(_)) => false,
        }
    }
}

/// `boat` and `boats`.
fn alike(a: &str, b: &str) -> bool {
    a.trim_end_matches('s') == b.trim_end_matches('s')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quantities of a text as `modifier number noun`.
    fn found(body: &str) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        let prose = Prose::read(body, &mut lexicon);
        quantities(&prose, &lexicon)
            .iter()
            .map(|q| {
                let modifier = q.modifier.map_or(String::new(), |m| format!("{m} "));
                format!("{modifier}{} {}", q.span.of(body), q.noun.label())
            })
            .collect()
    }

    #[test]
    fn the_noun_is_behind_or_in_front() {
        assert_eq!(found("The fire left at least 40 people dead."), ["at least 40 dead"]);
        assert_eq!(found("It killed 12 sailors."), ["12 dead"]);
        assert_eq!(found("The toll has since risen to 63."), ["63 dead"]);
        assert_eq!(found("More than 70 ambulance teams came."), ["over 70 ambulance teams"]);
        assert_eq!(found("It happened at pier 7 today."), ["7 pier"]);
        assert_eq!(found("They were hurt when 3 boats met."), ["3 boats"]);
    }

    #[test]
    fn each_number_has_its_own_noun() {
        assert_eq!(
            found("It killed at least 17 people and injured 25 others at a fair."),
            ["at least 17 dead", "25 injured"]
        );
        assert_eq!(
            found("Of them 115 were taken to hospital, with 60 in critical condition."),
            ["115 hospitalised", "60 critical condition"]
        );
        assert_eq!(found("The crash claimed the lives of 13 troops."), ["13 dead"]);
    }

    #[test]
    fn currency_and_unit_are_the_label() {
        assert_eq!(found("It cost $400,000 to build."), ["400,000 $"]);
        assert_eq!(found("It rose by 24.75% over night."), ["24.75 %"]);
        assert_eq!(found("About 1.2 million birds left."), ["about 1.2 million birds"]);
    }

    #[test]
    fn fractions_and_spans_are_one_figure() {
        assert_eq!(found("Funds traded at 6-5/16 percent."), ["6-5/16 %"]);
        assert_eq!(found("They sold 1/2 ton of fish."), ["1/2 ton"]);
    }

    #[test]
    fn dates_and_times_are_none() {
        assert!(found("It sank on March 7, 2031 near the port.").is_empty());
        assert!(found("It sank in 2031.").is_empty());
        assert!(found("The 3rd ship sank.").is_empty());
    }

    #[test]
    fn numbers_are_read_with_their_separators() {
        let value = |text: &str| parse(text).map(|(v, _)| v);
        assert_eq!(value("1,200"), Some(1200.0));
        assert_eq!(value("24.75"), Some(24.75));
        assert_eq!(value("1.200.000"), Some(1_200_000.0));
        assert_eq!(value("1,234.5"), Some(1234.5));
        assert_eq!(value("1.234,5"), Some(1234.5));
        assert_eq!(value("0.125"), Some(0.125));
        assert_eq!(parse("5km"), Some((5.0, "km")));
    }
}
