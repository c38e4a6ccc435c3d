//! Words, phrases and expressions of a query, with what may be attached to them: `*`, `?`, `~1`, `^2`.

use super::fields::{NAMES, Prefix, nearest};
use super::lexer::{Kind, Token};
use super::parser::{Dangling, Parser, join};
use super::pattern::Pattern;
use super::tree::Node;
use crate::index::tokenizer::{MAX_TERM, pieces};
use crate::text::Span;
use std::sync::Arc;

/// How much one thing may count beside another.
const MAX_BOOST: f32 = 100.0;

/// Letters that may be wrong in a word.
const MAX_DISTANCE: u8 = 2;

/// Words that may stand between those of a phrase; more is no nearness.
pub(super) const MAX_GAP: u32 = 1_000;

/// Words a phrase with `~` or `*` may have.
const MAX_PARTS: usize = 16;

impl Parser<'_> {
    /// A word, or a field and its value.
    pub(super) fn word(&mut self, token: Token) -> Option<Node> {
        let written = token.span.of(self.text);
        if let Some(unit) = unfinished_nearness(written) {
            if !self.is_being_typed(token) {
                let message = format!("say how many words, as in {unit}/15; it is left out");
                self.complain(token.span, message, Dangling::No);
            }
            return None;
        }
        if let Some((name, rest)) = written.split_once(':')
            && is_name(name)
            && !rest.starts_with("//")
        {
            let value = Span::new(token.span.start + name.len() + 1, token.span.end);
            if let Some(field) = Prefix::named(name) {
                return self.field(token, field, value);
            }
            // A colon at the end of a word is punctuation.
            if !rest.is_empty() {
                let name_span = Span::new(token.span.start, value.start);
                let names = NAMES.iter().map(|known| known.name);
                let message = match nearest(name, names) {
                    Some(near) => format!("there is no field {name}; did you mean {near}:?"),
                    None => format!("there is no field {name}"),
                };
                self.complain(name_span, message, Dangling::No);
            }
            let parts = [Span::new(token.span.start, value.start - 1), value];
            let nodes = parts.into_iter().filter_map(|span| self.plain(token, span)).collect();
            return join(nodes, Node::And);
        }
        self.plain(token, token.span)
    }

    /// The word at `span`, part of `token`, without a field before it.
    pub(super) fn plain(&mut self, token: Token, span: Span) -> Option<Node> {
        let open = self.is_being_typed(token) && span.end == token.span.end;
        let (rest, boost) = match span.of(self.text).rfind('^') {
            Some(at) if at > 0 => {
                let at = span.start + at;
                let by = self.boost(Span::new(at, span.end), open);
                (Span::new(span.start, at), by)
            }
            _ => (span, None),
        };
        let open = open && rest.end == span.end;
        let (rest, distance) = match rest.of(self.text).rfind('~') {
            Some(at) if at > 0 => {
                let at = rest.start + at;
                let distance = self.distance(Span::new(at, rest.end));
                (Span::new(rest.start, at), distance)
            }
            _ => (rest, None),
        };
        let node = match distance {
            Some(distance) => self.fuzzy(rest, span, distance),
            None => self.spelt(rest, open),
        };
        node.map(|node| boosted(node, boost))
    }

    /// The word at `span` with a few letters wrong.
    fn fuzzy(&mut self, span: Span, whole: Span, distance: u8) -> Option<Node> {
        let text = span.of(self.text);
        if text.contains('*') {
            self.complain(span, "~ and * do not go together; ~ is left out", Dangling::No);
            return self.spelt(span, false);
        }
        let text = text.to_string();
        has_word(&text)
            .then(|| self.leaf(whole, Node::Fuzzy { text, distance, span: whole }))
            .flatten()
    }

    /// The word at `span`, which may have wildcards in it.
    fn spelt(&mut self, span: Span, open: bool) -> Option<Node> {
        let written = span.of(self.text).to_string();
        let trimmed = written.trim_end_matches('*');
        let star = trimmed.len() < written.len();
        if !has_word(trimmed) {
            if star {
                let message = "a * alone would match every word; it needs letters beside it";
                self.complain(span, message, Dangling::Yes);
            }
            return None;
        }
        if is_wild(trimmed) || (star && is_wild(&written)) {
            return self.wild(&written, span, open);
        }
        if trimmed.len() > MAX_TERM && pieces(trimmed, false).is_empty() {
            let message = "no word is as long as this; nothing can match it";
            self.complain(span, message, Dangling::No);
        }
        let prefix = open || (star && trimmed.ends_with(char::is_alphanumeric));
        self.leaf(span, Node::Word { text: trimmed.to_string(), prefix, span })
    }

    /// A word with wildcards, or several of them that a joiner makes one: `large-sc*e`.
    fn wild(&mut self, written: &str, span: Span, open: bool) -> Option<Node> {
        let mut parts = Vec::new();
        let segments: Vec<&str> = segments(written).collect();
        for (at, segment) in segments.iter().enumerate() {
            let last = at + 1 == segments.len();
            if !segment.contains(['*', '?']) {
                parts.push(Node::Phrase { text: (*segment).to_string(), prefix: false, span });
                continue;
            }
            let mut pattern = (*segment).to_string();
            if open && last && !pattern.ends_with('*') {
                pattern.push('*');
            }
            match Pattern::wildcard(&pattern) {
                Ok(pattern) => parts.push(Node::Pattern { pattern: Arc::new(pattern), span }),
                Err(error) => self.complain(span, error.message, Dangling::Yes),
            }
        }
        let many = |parts| Node::Near { parts, gap: 0, ordered: true, span };
        let node = match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(many(parts)),
        };
        node.and_then(|node| self.leaf(span, node))
    }

    /// A text in quotation marks, with `~5` right behind it or not.
    pub(super) fn quoted(&mut self, token: Token, inside: Span, closed: bool) -> Option<Node> {
        if !closed {
            self.complain(token.span, "expected a closing \"", Dangling::Yes);
        }
        let text = inside.of(self.text).to_string();
        let gap = self.gap_after(token.span.end);
        if !has_word(&text) {
            return None;
        }
        let span = token.span;
        let starred = text.split_whitespace().any(|word| word.contains('*') && has_word(word));
        if gap.is_some() || (starred && closed) {
            let words: Vec<&str> = text.split_whitespace().filter(|word| has_word(word)).collect();
            if words.len() > MAX_PARTS {
                let message = format!("only the first {MAX_PARTS} of these words are looked for");
                self.complain(span, message, Dangling::No);
            }
            let mut parts: Vec<Node> = Vec::new();
            for word in words.into_iter().take(MAX_PARTS) {
                if word.contains('*') {
                    self.leaves_of_quoted(word, span, &mut parts);
                } else {
                    parts.push(Node::Phrase { text: word.to_string(), prefix: false, span });
                }
            }
            if parts.len() > 1 {
                let near =
                    Node::Near { parts, gap: gap.unwrap_or(0), ordered: gap.is_none(), span };
                return self.leaf(span, near);
            }
            return parts.pop().and_then(|only| self.leaf(span, only));
        }
        let prefix = self.is_being_typed(token) && !closed;
        self.leaf(span, Node::Phrase { text, prefix, span })
    }

    fn leaves_of_quoted(&mut self, word: &str, span: Span, parts: &mut Vec<Node>) {
        match self.wild(word, span, false) {
            Some(Node::Near { parts: inner, .. }) => parts.extend(inner),
            Some(node) => parts.push(node),
            None => {}
        }
    }

    /// An expression between slashes.
    pub(super) fn regex(&mut self, token: Token, inside: Span, closed: bool) -> Option<Node> {
        if !closed {
            if self.is_being_typed(token) {
                return None;
            }
            self.complain(token.span, "expected a closing / for this expression", Dangling::Yes);
            return self.spelt(inside, false);
        }
        match Pattern::regex(inside.of(self.text)) {
            Ok(pattern) => {
                let span = token.span;
                self.leaf(span, Node::Pattern { pattern: Arc::new(pattern), span })
            }
            Err(error) => {
                let at = inside.start + error.at;
                let length = self.text.get(at..).and_then(|rest| rest.chars().next());
                let end = at + length.map_or(0, char::len_utf8);
                let end = if error.at == 0 { inside.end } else { end };
                self.complain(Span::new(at, end), error.message, Dangling::No);
                None
            }
        }
    }

    /// `node` with the `^2` that stands right behind it.
    pub(super) fn boosted(&mut self, node: Option<Node>) -> Option<Node> {
        let modifier = self.peek().filter(|t| t.kind == Kind::Word && !t.spaced);
        let Some(token) = modifier.filter(|token| token.span.of(self.text).starts_with('^')) else {
            return node;
        };
        self.at += 1;
        let by = self.boost(token.span, self.is_being_typed(token));
        node.map(|node| boosted(node, by))
    }

    /// What `^2` at `span` says.
    fn boost(&mut self, span: Span, open: bool) -> Option<f32> {
        let written = span.of(self.text).trim_start_matches('^');
        let by = written.parse::<f32>().ok().filter(|by| by.is_finite() && *by > 0.0);
        if by.is_none() && !(open && written.is_empty()) {
            self.complain(span, "expected a number after ^, as in ^2", Dangling::No);
        }
        by.map(|by| by.min(MAX_BOOST))
    }

    /// What `~1` at `span` says; none for no letter at all.
    fn distance(&mut self, span: Span) -> Option<u8> {
        let written = span.of(self.text).trim_start_matches('~');
        match written.parse::<u8>() {
            _ if written.is_empty() => Some(1),
            Ok(distance) if distance <= MAX_DISTANCE => Some(distance).filter(|&d| d > 0),
            Ok(_) => {
                self.complain(span, "two letters may be wrong at most; ~2 is taken", Dangling::No);
                Some(MAX_DISTANCE)
            }
            Err(_) => {
                self.complain(span, "expected ~1 or ~2, letters that may be wrong", Dangling::No);
                None
            }
        }
    }

    /// `~5` right after a quoted text, which is a word of its own to the lexer.
    fn gap_after(&mut self, end: usize) -> Option<u32> {
        let token = self.peek().filter(|t| t.kind == Kind::Word && t.span.start == end)?;
        let text = token.span.of(self.text).strip_prefix('~')?;
        self.at += 1;
        // `"a b"~5^2`: both at once.
        let (gap, boost) = text.split_once('^').map_or((text, None), |(g, b)| (g, Some(b)));
        if boost.is_some() {
            self.complain(token.span, "^ goes around it: (\"a b\"~5)^2", Dangling::No);
        }
        match gap.parse::<u32>() {
            Ok(gap) => Some(gap.min(MAX_GAP)),
            Err(_) if gap.is_empty() && self.is_being_typed(token) => None,
            Err(_) => {
                let message = "expected how many words may stand between them, as in ~5";
                self.complain(token.span, message, Dangling::No);
                None
            }
        }
    }
}

fn boosted(node: Node, by: Option<f32>) -> Node {
    match by {
        Some(by) if by != 1.0 => Node::Boost { node: Box::new(node), by },
        _ => node,
    }
}

pub(super) fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether `name` could be the name of a field.
fn is_name(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// Whether `word` has wildcards inside. A `?` at its end is a question mark, and those of an address
/// are its own.
fn is_wild(word: &str) -> bool {
    let last = word.rfind(|c: char| c.is_alphanumeric() || c == '*');
    !word.contains('/')
        && (word.trim_end_matches('*').contains('*')
            || word.find('?').is_some_and(|mark| last.is_some_and(|last| mark < last)))
}

/// The parts of a word with wildcards that are words of the index.
fn segments(word: &str) -> impl Iterator<Item = &str> {
    let wild_or_digit =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '*' | '?'));
    let mut before = None;
    let mut start = 0;
    let mut cuts = Vec::new();
    for (at, c) in word.char_indices() {
        let after = word[at + c.len_utf8()..].chars().next();
        let in_number =
            matches!(c, '.' | ',' | ':') && wild_or_digit(before) && wild_or_digit(after);
        let splits = (c.is_ascii_punctuation() && !matches!(c, '*' | '?'))
            || matches!(c, '’' | '‘' | '–' | '‐' | '‑');
        if splits && !in_number {
            cuts.push((start, at));
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    cuts.push((start, word.len()));
    let parts = cuts.into_iter().filter_map(move |(from, to)| word.get(from..to));
    parts.filter(|part| !part.is_empty())
}

/// The unit of a nearness without a number: `w/`, `w/seg`.
fn unfinished_nearness(word: &str) -> Option<&str> {
    const UNITS: [&str; 5] = ["w", "near", "within", "pre", "onear"];
    let (unit, rest) = word.split_once('/')?;
    let is_unit = UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit));
    (is_unit && matches!(rest, "" | "seg")).then_some(unit)
}
