//! The stretch of an article that shows best why it was found.

use super::highlight::{Highlighter, Match, Snippet};
use crate::text::Span;

/// How far into a text, in bytes, the best stretch is looked for; past that the first match will do,
/// so that a list of very long articles is as quick as any.
const FAR: usize = 64 * 1024;

/// A first line longer than this is no headline.
const MAX_HEADLINE: usize = 300;

impl Highlighter {
    /// The stretch of `text` of about `columns` characters with the most different matched words;
    /// its start when nothing matches. A headline on the first line counts only when nothing else
    /// matches, since a list shows it anyway.
    pub fn snippet(&self, text: &str, columns: usize) -> Snippet {
        let body = after_headline(text);
        let from_body = self.best_window(&text[body..], columns);
        match from_body {
            Some(window) => self.cut(&text[body..], window, columns),
            None => match self.best_window(&text[..body], columns) {
                Some(window) => self.cut(&text[..body], window, columns),
                None => self.cut(&text[body..], Span::default(), columns),
            },
        }
    }

    /// From the first to the last match of the best stretch.
    fn best_window(&self, text: &str, columns: usize) -> Option<Span> {
        let mut near = text.len().min(FAR);
        while !text.is_char_boundary(near) {
            near -= 1;
        }
        let best = self.best_within(&text[..near], columns);
        if best.is_some() || near == text.len() {
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
            open.retain(|m| found.span.end - m.span.start <= columns);
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

    /// `columns` characters of `text` around `window`, with their marks.
    fn cut(&self, text: &str, window: Span, columns: usize) -> Snippet {
        let (start, end) = around(text, window, columns);
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

/// The bounds of a stretch of about `columns` characters around `window`, at word bounds: a quarter
/// of what is left goes before it.
fn around(text: &str, window: Span, columns: usize) -> (usize, usize) {
    let inside = window.of(text).chars().count();
    let before = columns.saturating_sub(inside) / 4;
    let start = text[..window.start]
        .char_indices()
        .rev()
        .take(before)
        .last()
        .map_or(window.start, |(at, _)| at);
    let start = if start == 0 || is_bound(text, start) {
        start
    } else {
        // Up to the next word, unless the script has no spaces.
        text[start..window.start]
            .find(char::is_whitespace)
            .map_or(start, |offset| (start + offset).min(window.start))
    };
    let mut characters = text[start..].char_indices().skip(columns);
    let end = characters.next().map_or(text.len(), |(offset, _)| start + offset);
    let end = if end == text.len() || is_bound(text, end) {
        end
    } else {
        let least = window.end.clamp(start, end);
        text[least..end].rfind(char::is_whitespace).map_or(end, |offset| least + offset)
    };
    (start, end)
}

/// Whether a cut at `at` goes through no word.
fn is_bound(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    before.is_none_or(char::is_whitespace) || after.is_none_or(char::is_whitespace)
}
