//! The stretch of an article that shows best why it was found.

use super::highlight::{Highlighter, Match, Snippet};
use crate::text::width::width;
use crate::text::{Span, segment, start_of};

/// How far into a text, in bytes, the best stretch is looked for; past that the first match will do,
/// so that a list of very long articles is as quick as any.
const FAR: usize = 64 * 1024;

/// Matches of a text that are held against one another where several stretches are wanted.
const MANY: usize = 4_096;

/// Columns of the signs that say that something was cut off on either side.
const CUT: usize = 4;

/// A first line longer than this is no headline.
const MAX_HEADLINE: usize = 300;

impl Highlighter {
    /// The stretch of `text` of about `columns` columns with the most different matched words; its start
    /// when nothing matches. A headline on the first line counts only when nothing else matches, since
    /// a list shows it anyway.
    pub fn snippet(&self, text: &str, columns: usize) -> Snippet {
        let (part, window) = self.best(text, columns);
        self.cut(part, window.unwrap_or_default(), columns)
    }

    /// Up to `most` such stretches in the order of the text, none in another: the one of
    /// [`Self::snippet`], and those that show most of what is not shown yet. One where nothing matches.
    pub fn snippets(&self, text: &str, columns: usize, most: usize) -> Vec<Snippet> {
        let (part, window) = self.best(text, columns);
        let Some(window) = window.filter(|_| most > 1) else {
            return vec![self.cut(part, window.unwrap_or_default(), columns)];
        };
        let mut all = Vec::new();
        self.matches(start_of(part, FAR), |found| {
            all.push(found);
            all.len() < MANY
        });
        let mut taken = vec![Stretch::around(part, window, columns)];
        while taken.len() < most {
            let Some(next) = next_window(&all, &taken, columns) else { break };
            taken.push(Stretch::around(part, next, columns).outside(&taken, next));
        }
        taken.sort_unstable_by_key(|stretch| stretch.start);
        taken.into_iter().map(|stretch| self.write(part, stretch)).collect()
    }

    /// The part of the text that shows best why it matches, and where in it: from the first to the last
    /// match of the best stretch.
    fn best<'t>(&self, text: &'t str, columns: usize) -> (&'t str, Option<Span>) {
        let (headline, body) = text.split_at(after_headline(text));
        match self.best_window(body, columns) {
            Some(window) => (body, Some(window)),
            None => match self.best_window(headline, columns) {
                Some(window) => (headline, Some(window)),
                None => (body, None),
            },
        }
    }

    fn best_window(&self, text: &str, columns: usize) -> Option<Span> {
        let near = start_of(text, FAR);
        let best = self.best_within(near, columns);
        if best.is_some() || near.len() == text.len() {
            return best;
        }
        let mut first = None;
        self.matches(text, |found| {
            first = Some(found.span);
            false
        });
        first
    }

    fn best_within(&self, text: &str, columns: usize) -> Option<Span> {
        let mut best: Option<(usize, Span)> = None;
        let mut open: Vec<Match> = Vec::new();
        self.matches(text, |found| {
            // Bytes stand in for characters here: a stretch is cut to its columns afterwards.
            open.retain(|m| found.span.end - m.span.start + CUT <= columns);
            open.push(found);
            let mut numbers: Vec<usize> = open.iter().map(|m| m.number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            let start = open.iter().map(|m| m.span.start).min().unwrap_or(found.span.start);
            if best.is_none_or(|(count, _)| numbers.len() > count) {
                best = Some((numbers.len(), Span::new(start, found.span.end)));
            }
            numbers.len() < self.count()
        });
        best.map(|(_, span)| span)
    }

    /// `columns` columns of `text` around `window`, with their marks.
    fn cut(&self, text: &str, window: Span, columns: usize) -> Snippet {
        self.write(text, Stretch::around(text, window, columns))
    }

    /// A stretch of `text` on one line, with its marks.
    fn write(&self, text: &str, Stretch { start, end }: Stretch) -> Snippet {
        let mut snippet = Snippet::default();
        let is_cut_before = !text[..start].trim().is_empty();
        if is_cut_before {
            snippet.text.push_str("… ");
        }
        // Where each byte of the stretch went, white space being drawn together.
        let stretch = &text[start..end];
        let mut places = Vec::with_capacity(stretch.len() + 1);
        for c in stretch.chars() {
            let at = snippet.text.len();
            places.extend(std::iter::repeat_n(at, c.len_utf8()));
            if !c.is_whitespace() {
                snippet.text.push(c);
            } else if !snippet.text.is_empty() && !snippet.text.ends_with(' ') {
                snippet.text.push(' ');
            }
        }
        let trimmed = snippet.text.trim_end().len();
        snippet.text.truncate(trimmed);
        places.push(trimmed);
        for mark in self.marks(stretch) {
            let (from, to) = (places[mark.start], places[mark.end].min(trimmed));
            if from < to {
                snippet.marks.push(Span::new(from, to));
            }
        }
        if !text[end..].trim().is_empty() {
            snippet.text.push_str(" …");
        }
        snippet
    }
}

/// Where the text goes on after its headline, when it starts with one: a short first line without a
/// full stop.
fn after_headline(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    match text[start..].find('\n') {
        Some(length) if length <= MAX_HEADLINE => {
            let line = text[start..start + length].trim_end();
            let ends_sentence = line.ends_with(['.', '!', '?', '。', '"', '”', ':']);
            if ends_sentence { start } else { start + length }
        }
        _ => start,
    }
}

/// A stretch of a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    start: usize,
    end: usize,
}

impl Stretch {
    /// About `columns` columns around `window`, the signs of what was cut off among them. It starts
    /// with the sentence of the window where that fits, else a quarter of what is left stands before
    /// the window; it ends with a sentence where one ends near its end, else with a word.
    fn around(text: &str, window: Span, columns: usize) -> Self {
        let columns = columns.saturating_sub(CUT);
        let inside = width(window.of(text));
        let room = columns.saturating_sub(inside);
        let nearby = nearby(text, window, columns);
        let sentences: Vec<Span> = segment::sentences(nearby.of(text))
            .into_iter()
            .map(|sentence| sentence.span)
            .map(|span| Span::new(nearby.start + span.start, nearby.start + span.end))
            .collect();
        let own = sentences.iter().find(|s| s.start <= window.start && window.start < s.end);
        // A sentence that fits is shown from its start; one that nearly does leaves room behind.
        let from_start = own
            .filter(|own| own.start == 0 || own.start > nearby.start || nearby.is_line)
            .filter(|own| width(&text[own.start..window.start]) <= room * 2 / 3);
        let start = match from_start {
            Some(own) => own.start,
            None => word_start(text, window.start, backwards(text, window.start, room / 4)),
        };
        let limit = forwards(text, start, columns);
        let least = forwards(text, start, columns * 2 / 3).max(window.end);
        let ended = sentences.iter().map(|sentence| sentence.end);
        let ended = ended.filter(|end| (least..=limit).contains(end)).max();
        // A window that does not fit whole is cut between its words.
        let least = if window.end <= limit { window.end } else { window.start };
        let end = ended.unwrap_or_else(|| word_end(text, least.clamp(start, limit), limit));
        Self { start, end }
    }

    /// The same without what others show already, but for the `window` it is about.
    fn outside(mut self, others: &[Self], window: Span) -> Self {
        for other in others {
            if other.end <= window.start {
                self.start = self.start.max(other.end);
            }
            if other.start >= window.end {
                self.end = self.end.min(other.start);
            }
        }
        self
    }

    fn holds(self, span: Span) -> bool {
        span.start < self.end && self.start < span.end
    }
}

/// What of a text the bounds of sentences are looked for in.
#[derive(Clone, Copy)]
struct Nearby {
    start: usize,
    end: usize,
    /// Whether it starts where a line does.
    is_line: bool,
}

impl Nearby {
    fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The lines around `window`, of which no more than a few times `columns` is looked at.
fn nearby(text: &str, window: Span, columns: usize) -> Nearby {
    let far = columns.saturating_mul(4).max(400);
    let from = start_of(text, window.start.saturating_sub(far)).len();
    let to = start_of(text, window.end.saturating_add(far).min(text.len())).len();
    let line = text.get(from..window.start).and_then(|before| before.rfind('\n'));
    let start = line.map_or(from, |at| from + at + 1);
    Nearby { start, end: to.max(start), is_line: line.is_some() || from == 0 }
}

/// The best window of matches that `taken` do not show: that with the most different words, those
/// that are not shown yet counting twice; the first of equals.
fn next_window(all: &[Match], taken: &[Stretch], columns: usize) -> Option<Span> {
    let shown = |found: &Match| taken.iter().any(|stretch| stretch.holds(found.span));
    let mut known: Vec<usize> = all.iter().filter(|m| shown(m)).map(|m| m.number).collect();
    known.sort_unstable();
    known.dedup();
    let mut best: Option<(usize, Span)> = None;
    let mut open: Vec<Match> = Vec::new();
    for found in all.iter().filter(|found| !shown(found)) {
        let start = open.first().map_or(found.span.start, |m| m.span.start);
        // What is shown already lies between: another window begins.
        if taken.iter().any(|stretch| start < stretch.start && stretch.end <= found.span.start) {
            open.clear();
        }
        open.retain(|m| found.span.end - m.span.start + CUT <= columns);
        open.push(*found);
        let mut numbers: Vec<usize> = open.iter().map(|m| m.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let fresh = numbers.iter().filter(|&number| known.binary_search(number).is_err()).count();
        let worth = numbers.len() + fresh;
        let start = open.iter().map(|m| m.span.start).min().unwrap_or(found.span.start);
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, Span::new(start, found.span.end)));
        }
    }
    best.map(|(_, span)| span)
}

/// The place about `columns` columns before `at`.
fn backwards(text: &str, at: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut place = at;
    for (start, c) in text[..at].char_indices().rev() {
        let Some(rest) = left.checked_sub(columns_of(c)) else { break };
        (left, place) = (rest, start);
    }
    place
}

/// The place about `columns` columns behind `at`.
fn forwards(text: &str, at: usize, columns: usize) -> usize {
    let mut left = columns;
    for (offset, c) in text[at..].char_indices() {
        match left.checked_sub(columns_of(c)) {
            Some(rest) => left = rest,
            None => return at + offset,
        }
    }
    text.len()
}

/// Columns of a character by itself; those that join the one before take none.
fn columns_of(c: char) -> usize {
    if c.is_ascii() { 1 } else { width(c.encode_utf8(&mut [0; 4])) }
}

/// The first start of a word from `from` on, unless the script has no spaces.
fn word_start(text: &str, at: usize, from: usize) -> usize {
    if from == 0 || is_bound(text, from) {
        return from;
    }
    let space = text[from..at].find(char::is_whitespace);
    space.map_or(from, |offset| (from + offset).min(at))
}

/// The last end of a word up to `to`, behind `least`.
fn word_end(text: &str, least: usize, to: usize) -> usize {
    if to == text.len() || is_bound(text, to) {
        return to;
    }
    text[least..to].rfind(char::is_whitespace).map_or(to, |offset| least + offset)
}

/// Whether a cut at `at` goes through no word.
fn is_bound(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    before.is_none_or(char::is_whitespace) || after.is_none_or(char::is_whitespace)
}
