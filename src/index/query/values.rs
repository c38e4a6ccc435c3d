//! What stands after `field:`: words, dates, numbers, names.

use super::amount::{self, Amount, Amounts};
use super::date::{self, DateError};
use super::fields::{ExactField, FieldName, Part, Prefix};
use super::lexer::{Kind, Token};
use super::outside::Asked;
use super::parser::{Dangling, Parser};
use super::pattern::Pattern;
use super::tree::Node;
use crate::corpus::ArticleId;
use crate::text::Span;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A value that has been read: where it stands without quotation marks, where it stands with its
/// field, and whether it may go on.
#[derive(Clone, Copy)]
struct Value {
    inside: Span,
    span: Span,
    open: bool,
}

impl Parser<'_> {
    /// What stands after `field:`, at `value` within `token` or in a token right behind it.
    pub(super) fn field(&mut self, token: Token, field: Prefix, value: Span) -> Option<Node> {
        if let Prefix::Words(name) = field {
            return self.words_of(token, name, value);
        }
        let name = Span::new(token.span.start, value.start);
        let mut read = Value { inside: value, span: token.span, open: self.is_being_typed(token) };
        if value.is_empty()
            && let Some(next) = self.peek().filter(|next| next.span.start == value.end)
            && let Kind::Quoted { inside, closed } | Kind::Regex { inside, closed } = next.kind
        {
            self.at += 1;
            if !closed {
                self.complain(next.span, "expected it to be closed", Dangling::Yes);
            }
            let inside = match next.kind {
                Kind::Quoted { .. } => inside,
                _ => next.span,
            };
            let open = !closed && self.is_being_typed(next);
            read = Value { inside, span: Span::new(token.span.start, next.span.end), open };
        }
        if read.inside.is_empty() {
            let message = format!("expected something after {}", name.of(self.text));
            self.complain(name, message, Dangling::Yes);
            return None;
        }
        let node = self.value(field, read)?;
        self.leaf(read.span, node)
    }

    /// A word, phrase, expression or group in one field.
    fn words_of(&mut self, token: Token, field: FieldName, value: Span) -> Option<Node> {
        let next = self.peek().filter(|next| value.is_empty() && next.span.start == value.end);
        let asked = match next.map(|next| next.kind) {
            None if value.is_empty() => {
                let message = format!("expected a word after {}", token.span.of(self.text));
                self.complain(token.span, message, Dangling::Yes);
                return None;
            }
            None => Some((value, self.is_being_typed(token))),
            Some(Kind::Quoted { inside, .. }) => Some((inside, false)),
            Some(_) => None,
        };
        let node = match next {
            None => self.plain(token, value)?,
            Some(_) => self.operand()?,
        };
        let node = match node {
            Node::Boost { node, by } => {
                let node = Box::new(Node::In { field, node });
                return Some(Node::Boost { node, by });
            }
            node => Node::In { field, node: Box::new(node) },
        };
        // A reader's own tags are kept outside the index.
        Some(match asked {
            Some((inside, open)) if field == FieldName::Tag && !inside.is_empty() => {
                let asked = Asked::Tag(inside.of(self.text).to_string());
                let span = Span::new(token.span.start, inside.end);
                Node::Or(vec![node, Node::Asked { asked, open, span }])
            }
            _ => node,
        })
    }

    fn value(&mut self, field: Prefix, value: Value) -> Option<Node> {
        let Value { inside, span, open } = value;
        let text = inside.of(self.text).to_string();
        match field {
            Prefix::Words(_) => None,
            Prefix::Date => self.date(value, &text),
            Prefix::Newer | Prefix::Older => match date::ago(&text, self.today) {
                Ok(start) => {
                    let seconds = match field {
                        Prefix::Newer => start..=i64::MAX,
                        _ => i64::MIN..=start.saturating_sub(1),
                    };
                    Some(Node::Date { seconds, span })
                }
                Err(_) if open => None,
                Err(error) => self.no_date(inside, error),
            },
            Prefix::Length => match lengths(&text) {
                Some(words) => {
                    if words.is_empty() {
                        let message = "no length is between these";
                        self.complain(inside, message, Dangling::Yes);
                    }
                    Some(Node::Length { words, span })
                }
                None => {
                    let dangling =
                        if is_started_length(&text) { Dangling::Yes } else { Dangling::No };
                    let message = "expected a number of words, as in >500 or 100..200";
                    self.complain(inside, message, dangling);
                    None
                }
            },
            Prefix::Figure => self.figure(value, &text),
            Prefix::Id => {
                let ids = ArticleId::prefix_range(&text);
                if ids.is_none() {
                    self.complain(inside, "expected an id, or how one starts", Dangling::No);
                }
                Some(Node::Id { ids: ids?, span })
            }
            Prefix::Story => Some(Node::Asked { asked: Asked::Story(text), open, span }),
            Prefix::Like => Some(Node::Asked { asked: Asked::Like(text), open, span }),
            Prefix::Is => {
                let asked = Asked::Is(text.to_ascii_lowercase());
                Some(Node::Asked { asked, open, span })
            }
            Prefix::Has => Some(match Part::named(&text) {
                Some(part) => Node::Has { part, span },
                None => Node::Asked { asked: Asked::Has(text.to_ascii_lowercase()), open, span },
            }),
            Prefix::Exact(field) => self.exact(field, value, text),
        }
    }

    /// A number, or a range of numbers.
    fn figure(&mut self, value: Value, text: &str) -> Option<Node> {
        let Value { inside, span, open } = value;
        if let Some(amount) = Amount::read(text) {
            return Some(Node::Figure { plain: amount.plain().to_string(), span });
        }
        let amounts = Amounts::read(text);
        match &amounts {
            Some(amounts) if amounts.is_empty() => {
                self.complain(inside, "no number is between these", Dangling::Yes);
            }
            Some(_) => {}
            None => {
                let dangling = if amount::is_started(text) { Dangling::Yes } else { Dangling::No };
                let message = "expected a number such as 1,200, or a range: >1000, 100..200";
                self.complain(inside, message, dangling);
            }
        }
        // `figure:100.` is on its way to `100..200`.
        let begun = || Amount::read(text.trim_end_matches(['.', ','])).filter(|_| open);
        match amounts {
            Some(amounts) => Some(Node::Figures { amounts, span }),
            None => begun().map(|n| Node::Figure { plain: n.plain().to_string(), span }),
        }
    }

    fn exact(&mut self, field: ExactField, value: Value, text: String) -> Option<Node> {
        let Value { inside, span, open } = value;
        let trimmed = text.trim_end_matches('*');
        if text.contains(['*', '?']) && (trimmed.contains(['*', '?']) || field == ExactField::Key) {
            return match Pattern::written(&text) {
                Ok(pattern) => {
                    let pattern = Some(Arc::new(pattern));
                    Some(Node::Exact { field, text, pattern, span })
                }
                Err(error) => {
                    self.complain(inside, error.message, Dangling::Yes);
                    None
                }
            };
        }
        if open && field == ExactField::Key {
            // A key is found by the whole of it only, which is not there yet.
            return Pattern::written(&format!("{trimmed}*")).ok().map(|pattern| Node::Exact {
                field,
                text: text.clone(),
                pattern: Some(Arc::new(pattern)),
                span,
            });
        }
        Some(Node::Exact { field, text: trimmed.to_string(), pattern: None, span })
    }

    fn date(&mut self, value: Value, text: &str) -> Option<Node> {
        let Value { inside, span, open } = value;
        match date::range(text, self.today) {
            Ok(seconds) => {
                if seconds.is_empty() {
                    self.complain(inside, "this time ends before it begins", Dangling::Yes);
                }
                Some(Node::Date { seconds, span })
            }
            Err(_) if open => {
                // What is there of a date so far: `2031-0` is 2031 until the month is complete.
                let ends = text.char_indices().rev().map(|(at, _)| at);
                let mut starts = ends.map(|end| &text[..end]);
                let seconds = starts.find_map(|text| date::range(text, self.today).ok())?;
                Some(Node::Date { seconds, span })
            }
            Err(error) => self.no_date(inside, error),
        }
    }

    fn no_date(&mut self, inside: Span, error: DateError) -> Option<Node> {
        let at = Span::new(inside.start + error.span.start, inside.start + error.span.end);
        self.complain(at, error.message, Dangling::No);
        None
    }
}

/// Numbers of words: `500`, `>500`, `100..200` and the like.
fn lengths(text: &str) -> Option<RangeInclusive<u64>> {
    let number = |text: &str| {
        let plain: String = text.chars().filter(|&c| !matches!(c, ',' | '_')).collect();
        let is_number = !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| plain.parse::<u64>().unwrap_or(u64::MAX))
    };
    if let Some((from, to)) = text.split_once("..") {
        let least = if from.is_empty() { 0 } else { number(from)? };
        let most = if to.is_empty() { u64::MAX } else { number(to)? };
        return (text != "..").then_some(least..=most);
    }
    type Compare = fn(u64) -> RangeInclusive<u64>;
    const OPERATORS: [(&str, Compare); 5] = [
        (">=", |n| n..=u64::MAX),
        ("<=", |n| 0..=n),
        (">", |n| n.saturating_add(1)..=u64::MAX),
        ("<", |n| match n.checked_sub(1) {
            Some(most) => 0..=most,
            None => RangeInclusive::new(1, 0),
        }),
        ("=", |n| n..=n),
    ];
    for (operator, compare) in OPERATORS {
        if let Some(rest) = text.strip_prefix(operator) {
            return number(rest).map(compare);
        }
    }
    number(text).map(|n| n..=n)
}

/// Whether a number may yet follow.
fn is_started_length(text: &str) -> bool {
    matches!(text, ">" | "<" | ">=" | "<=" | "=" | "..")
}
