//! The typed tree a query is read into. Every leaf keeps its place in the query text.

use crate::corpus::ArticleId;
use crate::text::Span;
use std::fmt;
use std::ops::RangeInclusive;

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
    /// A word or phrase in one field.
    Field {
        /// The field.
        field: FieldName,
        /// The word as typed.
        text: String,
        /// Whether it stood in quotation marks.
        quoted: bool,
        /// Whether it stands for any word that starts with it.
        prefix: bool,
        /// Where field and word stand.
        span: Span,
    },
    /// Published in this time, in seconds since 1970.
    Date {
        /// First and last second.
        seconds: RangeInclusive<i64>,
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
    /// Articles whose ids start so.
    Id {
        /// From the first to the last of them.
        ids: RangeInclusive<ArticleId>,
        /// Where it stands.
        span: Span,
    },
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// A field that is searched for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// Who wrote it.
    Byline,
    /// The outlet.
    Source,
    /// The place of the dateline.
    Place,
    /// The desk or section.
    Section,
    /// Topics, keywords, labels.
    Tag,
    /// Language.
    Lang,
    /// Where it was published.
    Url,
}

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Words(FieldName),
    Date,
    Figure,
    Id,
}

/// The names of fields, the one shown first.
const NAMES: [(&str, Prefix); 16] = [
    ("title", Prefix::Words(FieldName::Title)),
    ("headline", Prefix::Words(FieldName::Title)),
    ("body", Prefix::Words(FieldName::Body)),
    ("text", Prefix::Words(FieldName::Body)),
    ("by", Prefix::Words(FieldName::Byline)),
    ("byline", Prefix::Words(FieldName::Byline)),
    ("author", Prefix::Words(FieldName::Byline)),
    ("source", Prefix::Words(FieldName::Source)),
    ("place", Prefix::Words(FieldName::Place)),
    ("section", Prefix::Words(FieldName::Section)),
    ("tag", Prefix::Words(FieldName::Tag)),
    ("lang", Prefix::Words(FieldName::Lang)),
    ("url", Prefix::Words(FieldName::Url)),
    ("date", Prefix::Date),
    ("figure", Prefix::Figure),
    ("id", Prefix::Id),
];

impl Prefix {
    /// The field called `name`, in either case.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, field)| field)
    }
}

impl FieldName {
    /// The name it is searched by.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == Prefix::Words(self)).map_or("", |&(name, _)| name)
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
            Self::Field { field, text, quoted: true, .. } => {
                write!(f, "{}:\"{text}\"", field.name())
            }
            Self::Field { field, text, prefix, .. } => {
                write!(f, "{}:{text}{}", field.name(), star(prefix))
            }
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
            Self::Figure { plain, .. } => write!(f, "figure:{plain}"),
            Self::Id { ids, .. } => write!(f, "id:{}..{}", ids.start(), ids.end()),
            Self::And(nodes) => group(f, nodes, " AND "),
            Self::Or(nodes) => group(f, nodes, " OR "),
            Self::Not(node) => write!(f, "NOT {node}"),
        }
    }
}
