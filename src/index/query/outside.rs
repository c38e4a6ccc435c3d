//! What a query may ask that the index does not know: stories, and what a reader keeps of articles.
//! Whoever knows it answers with ids, through [`Outside`].

use super::tree::Node;
use super::{Complaint, Query};
use crate::corpus::ArticleId;
use crate::text::{Span, segment};
use std::fmt;
use std::sync::Arc;

/// A question to whoever knows more than the index.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// `is:NAME`, in lower case.
    Is(String),
    /// `has:NAME`, in lower case, of what no field of the index is about.
    Has(String),
    /// `story:NAME`, as written: the name of a story, or how it starts.
    Story(String),
    /// `tag:NAME`, as written. The tags the articles themselves have are the index's to find: what is
    /// answered here is found beside them.
    Tag(String),
    /// `like:NAME`, as written: what is like the article of this name, which is answered with. Several
    /// words are a text, and what is like it is the index's to find.
    Like(String),
}

/// As it is written in a query.
impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, name) = self.parts();
        write!(f, "{field}:{name}")
    }
}

impl Asked {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Is(name) => ("is", name),
            Self::Has(name) => ("has", name),
            Self::Story(name) => ("story", name),
            Self::Like(name) => ("like", name),
            Self::Tag(name) => ("tag", name),
        }
    }
}

/// Whoever knows what the index does not. Several may be asked one after the other: the first that
/// knows the name answers, but every one is asked for a tag.
pub trait Outside {
    /// The articles, in any order; none when there is no such name here. No article at all is an
    /// answer too.
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>>;

    /// Why it cannot answer a question that is its own, such as a file that cannot be read.
    fn trouble(&self, _asked: &Asked) -> Option<String> {
        None
    }

    /// The names it answers to, with a word of help each, for completing and for what to say of an
    /// unknown one: for `is:` and `has:`, those that are always there; for `tag:`, the reader's own.
    fn names(&self, field: &str) -> Vec<(String, String)>;
}

/// Nobody to ask.
impl Outside for () {
    fn articles(&self, _: &Asked) -> Option<Arc<[ArticleId]>> {
        None
    }

    fn names(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// One after the other.
impl<A: Outside, B: Outside> Outside for (A, B) {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        match (asked, self.0.articles(asked)) {
            (Asked::Tag(_), Some(first)) => {
                let second = self.1.articles(asked);
                let both = first.iter().chain(second.iter().flat_map(|ids| ids.iter())).copied();
                Some(both.collect())
            }
            (_, Some(ids)) => Some(ids),
            (_, None) => self.1.articles(asked),
        }
    }

    fn trouble(&self, asked: &Asked) -> Option<String> {
        self.0.trouble(asked).or_else(|| self.1.trouble(asked))
    }

    fn names(&self, field: &str) -> Vec<(String, String)> {
        let mut names = self.0.names(field);
        names.extend(self.1.names(field));
        names
    }
}

/// Whoever is behind the reference.
impl<T: Outside + ?Sized> Outside for &T {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        (**self).articles(asked)
    }

    fn trouble(&self, asked: &Asked) -> Option<String> {
        (**self).trouble(asked)
    }

    fn names(&self, field: &str) -> Vec<(String, String)> {
        (**self).names(field)
    }
}

impl Query {
    /// Puts the answers of `outside` in the place of what the index does not know. What nobody knows
    /// is complained of and left out.
    pub fn resolve(&mut self, outside: &dyn Outside) {
        self.root = self.root.take().and_then(|root| resolved(root, outside, &mut self.complaints));
        self.complaints.sort_by_key(|complaint| complaint.span);
    }
}

fn resolved(node: Node, outside: &dyn Outside, complaints: &mut Vec<Complaint>) -> Option<Node> {
    let mut all = |nodes: Vec<Node>| -> Vec<Node> {
        nodes.into_iter().filter_map(|node| resolved(node, outside, complaints)).collect()
    };
    // What cannot be answered is said, and left out.
    if let Node::Asked { asked, span, .. } = &node
        && let Some(message) = outside.trouble(asked)
    {
        complaints.push(Complaint { span: *span, message });
        return None;
    }
    match node {
        Node::Asked { asked, open, span } => match outside.articles(&asked) {
            Some(ids) => {
                let mut ids = ids.to_vec();
                ids.sort_unstable();
                ids.dedup();
                Some(Node::Set { asked, ids: ids.into(), span })
            }
            // Tags of one's own stand beside those of the index, which are there in any case.
            None if matches!(asked, Asked::Tag(_)) => None,
            None if matches!(&asked, Asked::Like(name) if is_text(name)) => {
                Some(Node::Asked { asked, open, span })
            }
            None => {
                let (field, _) = asked.parts();
                let names = outside.names(field);
                if !open {
                    complaints.push(unknown(&asked, span, &names));
                }
                None
            }
        },
        Node::And(nodes) => super::parser::join(all(nodes), Node::And),
        Node::Or(nodes) => super::parser::join(all(nodes), Node::Or),
        Node::Not(node) => {
            resolved(*node, outside, complaints).map(|node| Node::Not(Box::new(node)))
        }
        Node::Optional(node) => {
            resolved(*node, outside, complaints).map(|node| Node::Optional(Box::new(node)))
        }
        Node::Boost { node, by } => resolved(*node, outside, complaints)
            .map(|node| Node::Boost { node: Box::new(node), by }),
        node => Some(node),
    }
}

/// Whether what stands after `like:` is a text rather than the name of an article.
pub(in crate::index) fn is_text(name: &str) -> bool {
    name.contains(char::is_whitespace) || name.chars().any(segment::is_unspaced)
}

fn unknown(asked: &Asked, span: Span, names: &[(String, String)]) -> Complaint {
    let (field, name) = asked.parts();
    let message = match asked {
        Asked::Story(_) => format!("no story is called {name}; expected a name such as s4k2m"),
        Asked::Like(_) => format!(
            "no article is called {name}; expected an id, a key or a path, or a text in quotation marks"
        ),
        _ => {
            let mut known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            if let Asked::Has(_) = asked {
                known.extend(super::fields::PARTS.iter().map(|(name, _)| *name));
            }
            match super::fields::nearest(name, known.iter().copied()) {
                Some(near) => format!("there is no {field}:{name}; did you mean {field}:{near}?"),
                None => format!("there is no {field}:{name}; expected {}", listed(&known)),
            }
        }
    };
    let start = (span.start + field.len() + 1).min(span.end);
    Complaint { span: Span::new(start, span.end), message }
}

/// `a, b or c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "nothing here".to_string(),
        [only] => (*only).to_string(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}
