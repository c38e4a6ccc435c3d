//! Marking what a query matched: in snippets, in the reader and in a comparison alike.
//! The stored text is tokenised again by the analyser that indexed it.

use super::figure;
use super::near::{Ask, Nearness};
use super::query::Amounts;
use super::tokenizer::{Analysis, Kind, Piece, Place};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// A stretch of an article that shows why it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text, one line, not sanitised; starts or ends with `…` where it was cut.
    pub text: String,
    /// The matched words in it.
    pub marks: Vec<Span>,
}

/// What a query looks for, ready to be found in any text. Cheap to clone and to send.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    sought: Arc<Sought>,
}

/// The words of a query. Words that stand for the same one have the same number.
#[derive(Debug, Default)]
struct Sought {
    words: HashMap<String, usize>,
    prefixes: Vec<(String, usize)>,
    figures: HashMap<String, usize>,
    amounts: Vec<(Amounts, usize)>,
    phrases: Vec<Phrase>,
    near: Vec<(Nearness, usize)>,
    /// How many different words, phrases and figures there are.
    count: usize,
}

/// Terms side by side.
#[derive(Debug)]
struct Phrase {
    steps: Vec<Piece>,
    number: usize,
}

impl Phrase {
    /// How far from the first step a step stands.
    fn offset(&self, step: usize) -> usize {
        let position = |step: usize| self.steps.get(step).map_or(0, |piece| piece.position);
        position(step).saturating_sub(position(0))
    }

    fn takes(&self, step: usize, term: &str) -> bool {
        self.steps.get(step).is_some_and(|piece| {
            piece.term == term || (piece.prefix && term.starts_with(piece.term.as_str()))
        })
    }
}

/// Gathers what a query looks for.
#[derive(Debug, Default)]
pub(super) struct Builder {
    sought: Sought,
}

impl Builder {
    /// What comes next is another word of the query.
    pub(super) fn begin(&mut self) {
        self.sought.count += 1;
    }

    fn number(&self) -> usize {
        self.sought.count.saturating_sub(1)
    }

    pub(super) fn words(&mut self, terms: &[String]) {
        let number = self.number();
        for term in terms {
            self.sought.words.entry(term.clone()).or_insert(number);
        }
    }

    pub(super) fn prefix(&mut self, start: &str) {
        let number = self.number();
        self.sought.prefixes.push((start.to_string(), number));
    }

    pub(super) fn phrase(&mut self, pieces: &[Piece]) {
        let number = self.number();
        self.sought.phrases.push(Phrase { steps: pieces.to_vec(), number });
    }

    pub(super) fn near(&mut self, nearness: Nearness) {
        self.begin();
        let number = self.number();
        self.sought.near.push((nearness, number));
    }

    pub(super) fn figure(&mut self, plain: &str) {
        self.begin();
        let number = self.number();
        self.sought.figures.insert(plain.to_string(), number);
    }

    pub(super) fn figures(&mut self, amounts: Amounts) {
        self.begin();
        let number = self.number();
        self.sought.amounts.push((amounts, number));
    }

    pub(super) fn build(self) -> Highlighter {
        Highlighter { sought: Arc::new(self.sought) }
    }
}

/// A match: its place, and which word of the query it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) span: Span,
    pub(super) number: usize,
}

impl Highlighter {
    /// The matched words of `text`, in order, without overlaps. A phrase is one mark; of words near
    /// one another each is.
    pub fn marks(&self, text: &str) -> Vec<Span> {
        let mut found = Vec::new();
        self.words_and_phrases(text, |matched| {
            found.push(matched.span);
            true
        });
        self.near(text, |_, parts| found.extend(parts));
        merged(found)
    }

    /// Whether nothing can match.
    pub fn is_empty(&self) -> bool {
        self.sought.count == 0
    }

    /// How many different words, phrases and figures are looked for.
    pub(super) fn count(&self) -> usize {
        self.sought.count
    }

    /// Calls `each` with the matches of `text`, by where they end, until it says to stop.
    pub(super) fn matches(&self, text: &str, mut each: impl FnMut(Match) -> bool) {
        if self.sought.near.is_empty() {
            return self.words_and_phrases(text, each);
        }
        let mut all = Vec::new();
        self.words_and_phrases(text, |found| {
            all.push(found);
            true
        });
        self.near(text, |found, _| all.push(found));
        all.sort_by_key(|found| found.span.end);
        for found in all {
            if !each(found) {
                return;
            }
        }
    }

    /// Calls `each` with every place of `text` where words stand near one another as they should, and
    /// with those words.
    fn near(&self, text: &str, mut each: impl FnMut(Match, Vec<Span>)) {
        let sought = &*self.sought;
        if sought.near.is_empty() {
            return;
        }
        let mut numbers: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for (at, (nearness, _)) in sought.near.iter().enumerate() {
            for (number, word) in nearness.words.iter().enumerate() {
                numbers.entry(word).or_default().push((at, number));
            }
        }
        let lists = |(nearness, _): &(Nearness, usize)| vec![Vec::new(); nearness.words.len()];
        let mut positions: Vec<Vec<Vec<u32>>> = sought.near.iter().map(lists).collect();
        let mut spans: HashMap<u32, Span> = HashMap::new();
        let mut analysis = Analysis::new(text);
        while let Some(place) = analysis.advance() {
            let Some(wanted) = numbers.get(analysis.term()) else { continue };
            let position = u32::try_from(place.position).unwrap_or(u32::MAX);
            spans.insert(position, place.span);
            for &(at, number) in wanted {
                let list = positions.get_mut(at).and_then(|lists| lists.get_mut(number));
                list.into_iter().for_each(|list| list.push(position));
            }
        }
        for ((nearness, number), positions) in sought.near.iter().zip(&positions) {
            for stretch in nearness.shape.find(positions, Ask::Where) {
                let part = |&(first, last): &(u32, u32)| {
                    let (first, last) = (spans.get(&first)?, spans.get(&last)?);
                    Some(Span::new(first.start, last.end))
                };
                let parts: Vec<Span> = stretch.parts.iter().filter_map(part).collect();
                if let Some(span) = part(&(stretch.start, stretch.end)) {
                    each(Match { span, number: *number }, parts);
                }
            }
        }
    }

    fn words_and_phrases(&self, text: &str, mut each: impl FnMut(Match) -> bool) {
        let sought = &*self.sought;
        if sought.count == 0 {
            return;
        }
        let mut running: Vec<Vec<Run>> = vec![Vec::new(); sought.phrases.len()];
        let mut analysis = Analysis::new(text);
        while let Some(place) = analysis.advance() {
            let term = analysis.term();
            if let Some((span, number)) = sought.single(text, term, place)
                && !each(Match { span, number })
            {
                return;
            }
            for (phrase, running) in sought.phrases.iter().zip(&mut running) {
                if let Some(span) = advance(phrase, running, term, place)
                    && !each(Match { span, number: phrase.number })
                {
                    return;
                }
            }
        }
    }
}

impl Sought {
    /// What of one token matches by itself.
    fn single(&self, text: &str, term: &str, place: Place) -> Option<(Span, usize)> {
        if let Some(&number) = self.words.get(term) {
            return Some((place.span, number));
        }
        let starting = self.prefixes.iter().find(|(start, _)| term.starts_with(start.as_str()));
        if let Some((start, number)) = starting {
            let mut span = place.span;
            if place.kind == Kind::Pair && term.len() > start.len() {
                // Of a pair found by its first character only that one was asked for.
                let first = span.of(text).chars().next().map_or(0, char::len_utf8);
                span.end = span.start + first;
            }
            return Some((span, *number));
        }
        if (self.figures.is_empty() && self.amounts.is_empty())
            || !term.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let forms = figure::plain(place.span.of(text));
        let number = forms.iter().flatten().find_map(|plain| {
            let among = || self.amounts.iter().find(|(amounts, _)| amounts.has(plain));
            self.figures.get(plain).copied().or_else(|| Some(among()?.1))
        })?;
        Some((place.span, number))
    }
}

/// A phrase found up to some step.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    position: usize,
    /// The step that comes next.
    next: usize,
}

/// Takes one token into the runs of a phrase; the place of the phrase when it ends here. No run
/// outlives as many tokens as the phrase has positions, so this is linear in the text.
fn advance(phrase: &Phrase, running: &mut Vec<Run>, term: &str, place: Place) -> Option<Span> {
    if phrase.takes(0, term) {
        running.push(Run { start: place.span.start, position: place.position, next: 0 });
    }
    let mut found = None;
    running.retain_mut(|run| {
        let wanted = run.position + phrase.offset(run.next);
        if place.position < wanted {
            return true;
        }
        if place.position > wanted || !phrase.takes(run.next, term) {
            return false;
        }
        run.next += 1;
        if run.next == phrase.steps.len() {
            found = Some(Span::new(run.start, place.span.end));
            return false;
        }
        true
    });
    found
}

/// Marks in order, those that overlap made one.
fn merged(mut marks: Vec<Span>) -> Vec<Span> {
    marks.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            _ => out.push(mark),
        }
    }
    out
}
