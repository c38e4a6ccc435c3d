//! What a number counts: `passengers` of `312 passengers`, `dead` of `killed at least 40`.
//! Looked for behind the number first, then in front of it.

use super::kinds::{sense_at, word};
use super::lexicon::{Case, Lexicon, Sense};
use super::prose::Prose;
use super::vocabulary as v;
use crate::text::segment::is_unspaced;
use std::ops::Range;

/// How far from a number its noun is looked for, in words.
const REACH: usize = 6;
/// How far the verb is looked for that says what became of people.
const LATE: usize = 18;
/// Words of that verb behind a comma: `have since been hospitalised`.
const VERB: usize = 5;
/// Words behind which somebody else may be told of.
const RELATIVE: &[&str] = &["who", "which", "that", "whose", "whom"];
/// The same in characters, in scripts written without spaces.
const REACH_UNSPACED: usize = 10;

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
    /// Any other noun, folded.
    Other(String),
}

/// What a number counts, with the words of a noun that the vocabulary does not know: a known word or
/// a noun behind it, else a known word in front of it.
pub(super) fn noun(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: &Range<usize>,
    sentence: &Range<usize>,
) -> (Noun, Option<Range<usize>>) {
    // `pier 7`: the noun stands in front.
    let before = number.start.checked_sub(1).filter(|t| *t >= sentence.start);
    if let Some(token) = before
        && v::NUMBERED.contains(&word(prose, lexicon, token))
        && matches!(prose.gap_before(number.start).trim(), "" | ".")
        && !v::PEOPLE.contains(&word(prose, lexicon, number.end))
    {
        return (Noun::Other(word(prose, lexicon, token).to_string()), Some(token..token + 1));
    }
    match beside(prose, lexicon, number, sentence) {
        (Noun::Unsaid, _) => {}
        found => return found,
    }
    // `15 to 20 barrels`: both count the same.
    let other = number.end + 1;
    let ranges = matches!(word(prose, lexicon, number.end), "to" | "or" | "bis" | "oder");
    if ranges && other < sentence.end && is_count(prose, lexicon, other) {
        let mut end = other + 1;
        while end < sentence.end
            && matches!(sense_at(prose, lexicon, end), Some(Sense::Magnitude(_)))
        {
            end += 1;
        }
        return beside(prose, lexicon, &(other..end), sentence);
    }
    // `Net profit 161,000`: a line of a ledger.
    let line = sentence.start..number.start;
    if (1..=3).contains(&line.len()) && v::LEDGER.contains(&word(prose, lexicon, line.start)) {
        let words: Vec<&str> = line.clone().map(|t| word(prose, lexicon, t)).collect();
        return (Noun::Other(words.join(" ")), Some(line));
    }
    (Noun::Unsaid, None)
}

fn is_count(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    let sense = sense_at(prose, lexicon, token);
    matches!(sense, Some(Sense::Number | Sense::NumberWord(_) | Sense::Vague))
}

fn beside(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    number: &Range<usize>,
    sentence: &Range<usize>,
) -> (Noun, Option<Range<usize>>) {
    let behind = behind(prose, lexicon, number.end, sentence.end);
    if let Behind::Known(noun) = behind {
        return (noun, None);
    }
    let vague = !matches!(behind, Behind::Plain(_));
    if let Some(label) = known_before(prose, lexicon, number.start, sentence.start, vague) {
        return (Noun::Known(label), None);
    }
    match behind {
        Behind::Plain(words) => {
            let spaced = |t: usize| if t == words.start { "" } else { prose.gap_before(t) };
            let noun: String = words
                .clone()
                .flat_map(|t| {
                    [if spaced(t).is_empty() { "" } else { " " }, word(prose, lexicon, t)]
                })
                .collect();
            (Noun::Other(noun), Some(words))
        }
        Behind::People => {
            let fate = late_fate(prose, lexicon, number.end, sentence.end);
            (fate.map_or(Noun::People, Noun::Known), None)
        }
        _ => (Noun::Unsaid, None),
    }
}

/// What stands behind a number.
enum Behind {
    /// Something the vocabulary knows.
    Known(Noun),
    People,
    /// The words of another noun.
    Plain(Range<usize>),
    Nothing,
}

fn behind(prose: &Prose<'_>, lexicon: &Lexicon<'_>, from: usize, limit: usize) -> Behind {
    let mut from = from;
    // `two of the boats`
    if word(prose, lexicon, from) == "of"
        && v::OF_THE.contains(&word(prose, lexicon, from + 1))
        && [from, from + 1].iter().all(|t| !breaks_clause(prose.gap_before(*t)))
    {
        from += 2;
    }
    let unspaced = script(prose, from).is_some();
    let reach = if unspaced { REACH_UNSPACED } else { REACH };
    let mut plain = from..from;
    let mut ended = false;
    let mut people = false;
    for token in from..limit.min(from + reach) {
        if breaks_clause(prose.gap_before(token)) {
            break;
        }
        let text = word(prose, lexicon, token);
        if v::BREAKS.contains(&text) || is_count(prose, lexicon, token) {
            break;
        }
        if let Some(label) = v::counted(text)
            && (plain.is_empty() || people || !ended)
        {
            return Behind::Known(Noun::Known(label));
        }
        if let Some(sign) = v::money(text)
            && plain.clone().all(|t| matches!(word(prose, lexicon, t), "us" | "u.s" | "u.s."))
        {
            return Behind::Known(Noun::Money(sign));
        }
        people |= v::PEOPLE.contains(&text);
        if ended {
            continue;
        }
        let is_plain = sense_at(prose, lexicon, token) == Some(Sense::Plain);
        if !is_plain || v::NO_NOUN.contains(&text) {
            ended = true;
            // `two fewer than ...` counts nothing that follows.
            if is_plain && plain.is_empty() {
                plain = token..token;
            }
            continue;
        }
        if let Some(kind) = script(prose, token) {
            // A word goes on as long as the script does, and particles are no part of it.
            let same = plain.is_empty() || script(prose, token - 1) == Some(kind);
            if !same || kind == Writing::Hiragana {
                ended = true;
                continue;
            }
        } else if lexicon.capitalises_nouns() {
            let capital = prose.form(token, lexicon).is_some_and(|f| f.case == Case::Capital);
            if !capital {
                continue;
            }
            plain = token..token;
            ended = true;
        } else {
            ended = text.ends_with('s') || plain.len() == 2;
        }
        if plain.is_empty() {
            plain.start = token;
        }
        plain.end = token + 1;
    }
    // `40 escaped`: a verb is no noun.
    while !plain.is_empty() && is_past_tense(word(prose, lexicon, plain.end - 1)) {
        plain.end -= 1;
    }
    match people {
        true => Behind::People,
        false if plain.is_empty() => Behind::Nothing,
        false => Behind::Plain(plain),
    }
}

/// What became of people where it is said late: behind what stands between commas (`115 individuals,
/// including five children, have been hospitalised`) or further off in their clause.
fn late_fate(
    prose: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    from: usize,
    limit: usize,
) -> Option<&'static str> {
    let limit = limit.min(from + LATE);
    let comma = |t: usize| prose.gap_before(t).trim() == ",";
    let mut token = from;
    while token < limit {
        if comma(token) && token > from {
            // On behind the second comma, where there is one.
            token = (token + 1..limit).find(|t| comma(*t))?;
            // What is told now begins at once: `, have been hospitalised`, `, were killed`.
            let verb = |t: &usize| {
                let sense = sense_at(prose, lexicon, *t);
                sense == Some(Sense::Stop) && !RELATIVE.contains(&word(prose, lexicon, *t))
                    || v::counted(word(prose, lexicon, *t)).is_some()
            };
            return (token..limit.min(token + VERB))
                .take_while(verb)
                .find_map(|t| v::counted(word(prose, lexicon, t)));
        }
        if token > from && breaks_clause(prose.gap_before(token)) || is_count(prose, lexicon, token)
        {
            return None;
        }
        let text = word(prose, lexicon, token);
        if v::BREAKS.contains(&text) && text != "with" || RELATIVE.contains(&text) {
            return None;
        }
        // `60 of those on board were killed`: a verb that is said of them.
        if let Some(label) = v::counted(text)
            && token.checked_sub(1).is_some_and(|t| v::PASSIVE.contains(&word(prose, lexicon, t)))
        {
            return Some(label);
        }
        token += 1;
    }
    None
}

/// `provided`, but not `seed`.
fn is_past_tense(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ed") && !word.ends_with("eed")
}

/// What a character of an unspaced script belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Hiragana,
    Katakana,
    Other,
}

/// The writing of the word at `token`; none where words have spaces between them.
fn script(prose: &Prose<'_>, token: usize) -> Option<Writing> {
    let c = prose.tokens.get(token)?.span().of(prose.body).chars().next()?;
    match c {
        '\u{3041}'..='\u{309f}' => Some(Writing::Hiragana),
        '\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => Some(Writing::Katakana),
        c => is_unspaced(c).then_some(Writing::Other),
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
pub(super) fn breaks_clause(gap: &str) -> bool {
    gap.contains(" -")
        || gap.contains([',', ';', ':', '.', '!', '?', '(', ')', '–', '—', '、', '。'])
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
