//! Tokens to a tree, by recursive descent. Nothing is refused: what cannot be read is complained of
//! and left out.

use super::Complaint;
use super::date;
use super::lexer::{Kind, Token, tokens};
use super::tree::{Node, Prefix};
use crate::corpus::ArticleId;
use crate::index::figure;
use crate::text::Span;

/// Parentheses may nest this deep.
const MAX_DEPTH: usize = 50;

/// Words and phrases a query may have; a pasted article has more.
const MAX_LEAVES: usize = 200;

/// The tree of `text`, none when it asks for nothing, and what could not be taken as written.
pub(super) fn parse(text: &str, typing: bool) -> (Option<Node>, Vec<Complaint>) {
    let mut parser = Parser {
        text,
        typing,
        tokens: tokens(text),
        at: 0,
        depth: 0,
        leaves: 0,
        complaints: Vec::new(),
    };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.group());
        if let Some(token) = parser.take(Kind::Close) {
            parser.complain(token.span, "this parenthesis was never opened", Dangling::Yes);
        }
    }
    (join(parts, Node::And), parser.complaints)
}

/// Whether a complaint is about something that may still be finished while typing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dangling {
    Yes,
    No,
}

struct Parser<'a> {
    text: &'a str,
    typing: bool,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    leaves: usize,
    complaints: Vec<Complaint>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn take(&mut self, kind: Kind) -> Option<Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.at += 1;
        Some(token)
    }

    fn complain(&mut self, span: Span, message: impl Into<String>, dangling: Dangling) {
        if !self.typing || dangling == Dangling::No {
            self.complaints.push(Complaint { span, message: message.into() });
        }
    }

    /// Things side by side, up to a closing parenthesis or the end.
    fn group(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            if token.kind == Kind::Close {
                break;
            }
            parts.extend(self.chain(Kind::Or));
        }
        join(parts, Node::And)
    }

    /// Things joined by `OR`, or, one level down, by `AND`.
    fn chain(&mut self, operator: Kind) -> Option<Node> {
        let mut parts = Vec::new();
        let mut waiting: Option<Token> = None;
        loop {
            let before = self.at;
            let part = match operator {
                Kind::Or => self.chain(Kind::And),
                _ => self.operand(),
            };
            let found = self.at > before;
            parts.extend(part);
            if let Some(token) = waiting.take()
                && !found
            {
                let dangling = if self.peek().is_none() { Dangling::Yes } else { Dangling::No };
                let name = token.span.of(self.text);
                self.complain(token.span, format!("{name} needs something after it"), dangling);
            }
            match self.take(operator) {
                Some(token) => {
                    if !found && parts.is_empty() {
                        let name = token.span.of(self.text);
                        let message = format!("{name} needs something before it");
                        self.complain(token.span, message, Dangling::No);
                    }
                    waiting = Some(token);
                }
                None => break,
            }
        }
        let many = if operator == Kind::Or { Node::Or } else { Node::And };
        join(parts, many)
    }

    /// One thing, denied or not. Takes nothing where an operator or a closing parenthesis stands.
    fn operand(&mut self) -> Option<Node> {
        let token = self.peek()?;
        match token.kind {
            Kind::And | Kind::Or | Kind::Close => None,
            Kind::Not => {
                self.at += 1;
                let mut denied = true;
                while self.take(Kind::Not).is_some() {
                    denied = !denied;
                }
                let before = self.at;
                let node = self.operand();
                if self.at == before {
                    let dangling = if self.peek().is_none() { Dangling::Yes } else { Dangling::No };
                    self.complain(token.span, "NOT needs something after it", dangling);
                }
                node.map(|node| if denied { Node::Not(Box::new(node)) } else { node })
            }
            Kind::Open => {
                self.at += 1;
                if self.depth >= MAX_DEPTH {
                    self.complain(token.span, "too many parentheses", Dangling::No);
                    return None;
                }
                self.depth += 1;
                let node = self.group();
                self.depth -= 1;
                if self.take(Kind::Close).is_none() {
                    self.complain(token.span, "expected a closing )", Dangling::Yes);
                }
                node
            }
            Kind::Quoted { inside, closed } => {
                self.at += 1;
                self.quoted(token, inside, closed)
            }
            Kind::Word => {
                self.at += 1;
                self.word(token)
            }
        }
    }

    /// Counts a leaf; past the limit there are no more.
    fn leaf(&mut self, span: Span, node: Node) -> Option<Node> {
        self.leaves += 1;
        if self.leaves == MAX_LEAVES + 1 {
            let message = format!("only the first {MAX_LEAVES} words are searched for");
            self.complain(Span::new(span.start, self.text.len()), message, Dangling::No);
        }
        (self.leaves <= MAX_LEAVES).then_some(node)
    }

    fn quoted(&mut self, token: Token, inside: Span, closed: bool) -> Option<Node> {
        if !closed {
            self.complain(token.span, "expected a closing \"", Dangling::Yes);
        }
        let text = inside.of(self.text);
        self.modifier_after(token.span.end);
        let prefix = self.is_being_typed(token) && !closed;
        let node = Node::Phrase { text: text.to_string(), prefix, span: token.span };
        has_word(text).then(|| self.leaf(token.span, node)).flatten()
    }

    /// `~3` or `^2` right after a quoted text is a word of its own to the lexer.
    fn modifier_after(&mut self, end: usize) {
        let Some(token) = self.peek().filter(|t| t.kind == Kind::Word && t.span.start == end)
        else {
            return;
        };
        let text = token.span.of(self.text);
        if text.starts_with(['~', '^']) {
            self.at += 1;
            self.unsupported(token.span);
        }
    }

    fn unsupported(&mut self, span: Span) {
        let what = span.of(self.text).to_string();
        self.complain(span, format!("{what} is not supported; it is left out"), Dangling::No);
    }

    /// Whether this token touches the end of the query and the reader is typing.
    fn is_being_typed(&self, token: Token) -> bool {
        self.typing && token.span.end == self.text.len()
    }

    fn word(&mut self, token: Token) -> Option<Node> {
        let written = token.span.of(self.text);
        if is_proximity(written) {
            self.unsupported(token.span);
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
                self.complain(name_span, format!("there is no field {name}"), Dangling::No);
            }
            let parts = [Span::new(token.span.start, value.start - 1), value];
            let nodes = parts.into_iter().filter_map(|span| self.plain(token, span)).collect();
            return join(nodes, Node::And);
        }
        self.plain(token, token.span)
    }

    /// The word at `span`, part of `token`, without a field before it.
    fn plain(&mut self, token: Token, span: Span) -> Option<Node> {
        let (text, star) = self.stripped(span)?;
        let prefix = star || (self.is_being_typed(token) && span.end == token.span.end);
        let node = Node::Word { text: text.to_string(), prefix, span };
        self.leaf(span, node)
    }

    /// What is searched for of the word at `span`, and whether a star ends it; none when no letter
    /// or digit is left.
    fn stripped(&mut self, span: Span) -> Option<(String, bool)> {
        let written = span.of(self.text);
        let mut end = span.end;
        if let Some(at) = written.find(['~', '^']) {
            end = span.start + at;
            self.unsupported(Span::new(end, span.end));
        } else if written.len() > 2 && written.starts_with('/') && written.ends_with('/') {
            let message = "expressions are not supported; it is searched for as words";
            self.complain(span, message, Dangling::No);
        }
        let text = Span::new(span.start, end).of(self.text);
        let trimmed = text.trim_end_matches('*');
        let star = trimmed.len() < text.len();
        if let Some(at) = trimmed.find('*') {
            let at = span.start + at;
            let message = "a * is understood only at the end of a word";
            self.complain(Span::new(at, at + 1), message, Dangling::No);
        }
        if !has_word(trimmed) {
            if star {
                self.complain(span, "a * needs letters before it", Dangling::Yes);
            }
            return None;
        }
        Some((trimmed.replace('*', " "), star && trimmed.ends_with(char::is_alphanumeric)))
    }

    /// What stands after `field:`, at `value` within `token` or in quotation marks right behind it.
    fn field(&mut self, token: Token, field: Prefix, value: Span) -> Option<Node> {
        let name = Span::new(token.span.start, value.start);
        let mut quoted = None;
        if value.is_empty()
            && let Some(next) = self.peek().filter(|next| next.span.start == value.end)
            && let Kind::Quoted { inside, closed } = next.kind
        {
            self.at += 1;
            if !closed {
                self.complain(next.span, "expected a closing \"", Dangling::Yes);
            }
            self.modifier_after(next.span.end);
            quoted = Some((next, inside, closed));
        }
        let (span, inside) = match quoted {
            Some((next, inside, _)) => (Span::new(token.span.start, next.span.end), inside),
            None => (token.span, value),
        };
        if inside.is_empty() {
            let message = format!("expected a word after {}", name.of(self.text));
            self.complain(name, message, Dangling::Yes);
            return None;
        }
        match field {
            Prefix::Words(field) => {
                let (text, prefix) = match quoted {
                    Some((next, inside, closed)) => {
                        let text = inside.of(self.text).to_string();
                        (text, !closed && self.is_being_typed(next))
                    }
                    None => {
                        let (text, star) = self.stripped(inside)?;
                        (text, star || self.is_being_typed(token))
                    }
                };
                let quoted = quoted.is_some();
                let node = Node::Field { field, text, quoted, prefix, span };
                self.leaf(span, node)
            }
            Prefix::Date => self.date(token, span, inside),
            Prefix::Figure => {
                let [plain, _] = figure::plain(inside.of(self.text));
                let Some(plain) = plain else {
                    self.complain(inside, "expected a number such as 1,200", Dangling::No);
                    return None;
                };
                self.leaf(span, Node::Figure { plain, span })
            }
            Prefix::Id => {
                let Some(ids) = ArticleId::prefix_range(inside.of(self.text)) else {
                    self.complain(inside, "expected an id, or how one starts", Dangling::No);
                    return None;
                };
                self.leaf(span, Node::Id { ids, span })
            }
        }
    }

    fn date(&mut self, token: Token, span: Span, inside: Span) -> Option<Node> {
        let text = inside.of(self.text);
        if let Some(seconds) = date::range(text) {
            if seconds.is_empty() {
                self.complain(inside, "this time ends before it begins", Dangling::Yes);
            }
            return self.leaf(span, Node::Date { seconds, span });
        }
        if self.is_being_typed(token) {
            // What is there of a date so far: `2031-0` is 2031 until the month is complete.
            let ends = text.char_indices().rev().map(|(at, _)| at);
            let seconds = ends.map(|end| &text[..end]).find_map(date::range)?;
            return self.leaf(span, Node::Date { seconds, span });
        }
        self.complain(inside, "expected a date such as 2031-03-22 or 2031-03", Dangling::No);
        None
    }
}

/// One node of several, none of none.
fn join(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(many(nodes)),
    }
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether `name` could be the name of a field.
fn is_name(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// Operators of other search languages: `w/5`, `NEAR/3`, `pre/2`, `/s`.
fn is_proximity(word: &str) -> bool {
    const NAMES: [&str; 7] = ["w", "n", "near", "within", "pre", "adj", "onear"];
    word.split_once('/').is_some_and(|(name, distance)| {
        NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
            && !distance.is_empty()
            && (distance.bytes().all(|b| b.is_ascii_digit())
                || matches!(distance, "s" | "p" | "S" | "P"))
    })
}
