//! The typed tree a query is read into. Every leaf keeps its place in the query text.

use super::amount::Amounts;
use super::outside::Asked;
use super::pattern::Pattern;
use crate::corpus::ArticleId;
use crate::text::Span;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

pub use super::fields::{ExactField, FieldName, Part};

/// What a query asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word, with its inflections; or any word that starts so.
    Word {
        /// The word as typed.
        text: String,
        /// Whether it stands for any word that starts with it.
        prefix: bool,
        /// Where it stands.
        span: Span,
    },
    /// Words in this order, exactly as they are.
    Phrase {
        /// The words as typed.
        text: String,
        /// Whether the last one may go on: the phrase is still being typed.
        prefix: bool,
        /// Where they stand, quotation marks included.
        span: Span,
    },
    /// Any word that looks so.
    Pattern {
        /// What it may look like.
        pattern: Arc<Pattern>,
        /// Where it stands.
        span: Span,
    },
    /// Any word that few changed letters make of this one.
    Fuzzy {
        /// The word as typed.
        text: String,
        /// Letters that may be left out, added, changed or swapped with the next: 1 or 2.
        distance: u8,
        /// Where it stands.
        span: Span,
    },
    /// Words and phrases near one another, in one field.
    Near {
        /// Words, phrases, patterns, any of these, or what is near one another.
        parts: Vec<Node>,
        /// Words that may stand between them, all told.
        gap: u32,
        /// Whether they come in this order.
        ordered: bool,
        /// Where they stand.
        span: Span,
    },
    /// All of this in one field.
    In {
        /// The field.
        field: FieldName,
        /// What is looked for in it.
        node: Box<Node>,
    },
    /// A key or path, as it is written in the corpus; with a pattern any that looks so.
    Exact {
        /// Which of the two.
        field: ExactField,
        /// The whole of it; of a path, how it starts.
        text: String,
        /// What it looks like, where wildcards were used.
        pattern: Option<Arc<Pattern>>,
        /// Where it stands.
        span: Span,
    },
    /// Published in this time, in seconds since 1970.
    Date {
        /// First and last second.
        seconds: RangeInclusive<i64>,
        /// Where it stands.
        span: Span,
    },
    /// With so many words in the text.
    Length {
        /// From so many to so many.
        words: RangeInclusive<u64>,
        /// Where it stands.
        span: Span,
    },
    /// A number that title or text mention, whatever its separators.
    Figure {
        /// Its plain form: digits, with a point before decimals.
        plain: String,
        /// Where it stands.
        span: Span,
    },
    /// Any of these numbers, mentioned likewise.
    Figures {
        /// Which.
        amounts: Amounts,
        /// Where it stands.
        span: Span,
    },
    /// Articles whose ids start so.
    Id {
        /// From the first to the last of them.
        ids: RangeInclusive<ArticleId>,
        /// Where it stands.
        span: Span,
    },
    /// Where this is known at all.
    Has {
        /// What is to be known.
        part: Part,
        /// Where it stands.
        span: Span,
    },
    /// What the index itself does not know (see [`super::Outside`]); as long as nobody has answered it
    /// asks for nothing.
    Asked {
        /// What is asked.
        asked: Asked,
        /// Whether it is still being typed.
        open: bool,
        /// Where it stands.
        span: Span,
    },
    /// These articles: what was asked, answered.
    Set {
        /// What was asked.
        asked: Asked,
        /// Their ids, sorted.
        ids: Arc<[ArticleId]>,
        /// Where it stands.
        span: Span,
    },
    /// This, counting more or less than the rest.
    Boost {
        /// What counts.
        node: Box<Node>,
        /// How many times as much.
        by: f32,
    },
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// This where it is found: it ranks and is marked, and nothing is left out for lack of it. Stands
    /// beside what is required.
    Optional(Box<Node>),
}

impl Node {
    /// Whether it is found at places of a text, so that it can be near something.
    pub(super) fn has_places(&self) -> bool {
        match self {
            Self::Word { .. }
            | Self::Phrase { .. }
            | Self::Pattern { .. }
            | Self::Fuzzy { .. }
            | Self::Near { .. } => true,
            Self::Or(nodes) => nodes.iter().all(Self::has_places),
            _ => false,
        }
    }
}

/// The query as it was understood, every operator written out.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = |prefix: &bool| if *prefix { "*" } else { "" };
        let group = |f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str| {
            f.write_str("(")?;
            for (at, node) in nodes.iter().enumerate() {
                f.write_str(if at == 0 { "" } else { between })?;
                write!(f, "{node}")?;
            }
            f.write_str(")")
        };
        match self {
            Self::Word { text, prefix, .. } => write!(f, "{text}{}", star(prefix)),
            Self::Phrase { text, prefix, .. } => write!(f, "\"{text}{}\"", star(prefix)),
            Self::Pattern { pattern, .. } => write!(f, "{pattern}"),
            Self::Fuzzy { text, distance, .. } => write!(f, "{text}~{distance}"),
            Self::Near { parts, gap, ordered, .. } => {
                let name = if *ordered { "PRE" } else { "NEAR" };
                group(f, parts, &format!(" {name}/{} ", gap.saturating_add(1)))
            }
            Self::In { field, node } => write!(f, "{}:{node}", field.name()),
            Self::Exact { field, text, .. } => write!(f, "{}:{text}", field.name()),
            Self::Date { seconds, .. } => {
                let day = |seconds: i64| {
                    jiff::Timestamp::from_second(seconds)
                        .map(|t| t.strftime("%Y-%m-%d").to_string())
                        .unwrap_or_default()
                };
                match (*seconds.start(), *seconds.end()) {
                    (i64::MIN, end) => write!(f, "date:..{}", day(end)),
                    (start, i64::MAX) => write!(f, "date:{}..", day(start)),
                    (start, end) => write!(f, "date:{}..{}", day(start), day(end)),
                }
            }
            Self::Length { words, .. } => match (*words.start(), *words.end()) {
                (least, u64::MAX) => write!(f, "words:{least}.."),
                (least, most) => write!(f, "words:{least}..{most}"),
            },
            Self::Figures { amounts, .. } => write!(f, "figure:{amounts}"),
            Self::Figure { plain, .. } => write!(f, "figure:{plain}"),
            Self::Id { ids, .. } => write!(f, "id:{}..{}", ids.start(), ids.end()),
            Self::Has { part, .. } => write!(f, "has:{}", part.name()),
            Self::Asked { asked, .. } | Self::Set { asked, .. } => write!(f, "{asked}"),
            Self::Boost { node, by } => write!(f, "{node}^{by}"),
            Self::And(nodes) => group(f, nodes, " AND "),
            Self::Or(nodes) => group(f, nodes, " OR "),
            Self::Not(node) => write!(f, "NOT {node}"),
            Self::Optional(node) => write!(f, "[{node}]"),
        }
    }
}
