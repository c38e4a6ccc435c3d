//! Tokens to a tree, by recursive descent. Nothing is refused: what cannot be read is complained of
//! and left out.

use super::Complaint;
use super::lexer::{Kind, Token, tokens};
use super::tree::Node;
use super::words::MAX_GAP;
use crate::text::Span;
use jiff::civil::Date;

/// Parentheses may nest this deep.
const MAX_DEPTH: usize = 50;

/// Words and phrases a query may have; a pasted article has more.
const MAX_LEAVES: usize = 200;

/// Complaints a query may get: nobody reads more.
const MAX_COMPLAINTS: usize = 20;

/// The tree of `text`, none when it asks for nothing, and what could not be taken as written.
pub(super) fn parse(
    text: &str,
    typing: bool,
    today: Option<Date>,
) -> (Option<Node>, Vec<Complaint>) {
    let mut parser = Parser {
        text,
        typing,
        today,
        tokens: tokens(text),
        at: 0,
        depth: 0,
        leaves: 0,
        forced: Vec::new(),
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
pub(super) enum Dangling {
    Yes,
    No,
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) typing: bool,
    /// Where `yesterday` counts from.
    pub(super) today: Option<Date>,
    tokens: Vec<Token>,
    pub(super) at: usize,
    depth: usize,
    leaves: usize,
    /// What a plus stands before, of the chain of `OR` one is in.
    forced: Vec<Node>,
    complaints: Vec<Complaint>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn take(&mut self, kind: Kind) -> Option<Token> {
        let token = self.peek().filter(|token| token.kind == kind)?;
        self.at += 1;
        Some(token)
    }

    pub(super) fn complain(&mut self, span: Span, message: impl Into<String>, dangling: Dangling) {
        let heard = !self.typing || dangling == Dangling::No;
        if heard && self.complaints.len() < MAX_COMPLAINTS {
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
        let outer = self.forced.len();
        loop {
            let before = self.at;
            let part = match operator {
                Kind::Or => self.chain(Kind::And),
                _ => self.near(),
            };
            let found = self.at > before;
            parts.extend(part);
            if let Some(token) = waiting.take()
                && !found
            {
                let dangling = self.dangling();
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
        if operator != Kind::Or {
            return join(parts, Node::And);
        }
        let forced = self.forced.split_off(outer.min(self.forced.len()));
        either(parts, forced)
    }

    /// Things that are to be near one another, from left to right.
    fn near(&mut self) -> Option<Node> {
        let mut left = self.operand();
        while let Some(token) = self.peek()
            && let Kind::Near { within, ordered } = token.kind
        {
            self.at += 1;
            let span = token.span;
            let name = span.of(self.text).to_string();
            left = match (left, self.operand()) {
                (Some(a), Some(b)) if a.has_places() && b.has_places() => {
                    let gap = within.saturating_sub(1).min(MAX_GAP);
                    Some(Node::Near { parts: vec![a, b], gap, ordered, span })
                }
                (Some(a), Some(b)) => {
                    let message =
                        format!("{name} joins words, phrases and (these OR those), not this");
                    self.complain(span, message, Dangling::No);
                    Some(Node::And(vec![a, b]))
                }
                (None, right) => {
                    self.complain(span, format!("{name} needs a word before it"), Dangling::No);
                    right
                }
                (left, None) => {
                    let dangling = self.dangling();
                    self.complain(span, format!("{name} needs a word after it"), dangling);
                    left
                }
            };
        }
        left
    }

    /// Whether nothing follows, so that something may yet.
    fn dangling(&self) -> Dangling {
        if self.peek().is_none() { Dangling::Yes } else { Dangling::No }
    }

    /// One thing, denied or not. Takes nothing where an operator or a closing parenthesis stands.
    pub(super) fn operand(&mut self) -> Option<Node> {
        let token = self.peek()?;
        match token.kind {
            Kind::And | Kind::Or | Kind::Close | Kind::Near { .. } => None,
            Kind::Plus => {
                self.at += 1;
                let node = self.operand();
                if node.is_none() {
                    let dangling = self.dangling();
                    self.complain(token.span, "+ needs a word after it", dangling);
                }
                self.forced.extend(node.clone());
                node
            }
            Kind::Not => {
                self.at += 1;
                let mut denied = true;
                while self.take(Kind::Not).is_some() {
                    denied = !denied;
                }
                let (before, forced) = (self.at, self.forced.len());
                let node = self.operand();
                self.forced.truncate(forced);
                if self.at == before {
                    let dangling = self.dangling();
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
                    return node;
                }
                self.boosted(node)
            }
            Kind::Quoted { inside, closed } => {
                self.at += 1;
                let node = self.quoted(token, inside, closed);
                self.boosted(node)
            }
            Kind::Regex { inside, closed } => {
                self.at += 1;
                let node = self.regex(token, inside, closed);
                self.boosted(node)
            }
            Kind::Word => {
                self.at += 1;
                self.word(token)
            }
        }
    }

    /// Counts a leaf; past the limit there are no more.
    pub(super) fn leaf(&mut self, span: Span, node: Node) -> Option<Node> {
        self.leaves += 1;
        if self.leaves == MAX_LEAVES + 1 {
            let message = format!("only the first {MAX_LEAVES} words are searched for");
            self.complain(Span::new(span.start, self.text.len()), message, Dangling::No);
        }
        (self.leaves <= MAX_LEAVES).then_some(node)
    }

    /// Whether this token touches the end of the query and the reader is typing.
    pub(super) fn is_being_typed(&self, token: Token) -> bool {
        self.typing && token.span.end == self.text.len()
    }
}

/// Any of `parts`; what was `forced` by a plus holds whatever else does, and where it is one of the
/// parts the others only rank.
fn either(parts: Vec<Node>, forced: Vec<Node>) -> Option<Node> {
    if parts.len() < 2 || forced.is_empty() {
        return join(parts, Node::Or);
    }
    let mut met = false;
    let mut rest = Vec::with_capacity(parts.len());
    for part in parts {
        if forced.contains(&part) {
            met = true;
            continue;
        }
        let nodes = match part {
            Node::And(nodes) => nodes,
            part => vec![part],
        };
        // What holds in any case need not be asked for again.
        let left: Vec<Node> = nodes.into_iter().filter(|node| !forced.contains(node)).collect();
        met |= left.is_empty();
        rest.extend(join(left, Node::And));
    }
    let rest = join(rest, Node::Or);
    let rest = if met { rest.map(|rest| Node::Optional(Box::new(rest))) } else { rest };
    join(forced.into_iter().chain(rest).collect(), Node::And)
}

/// One node of several, none of none.
pub(super) fn join(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(many(nodes)),
    }
}
