//! What a library answers: results, hits, copies, stories.

use crate::corpus::ArticleId;
use crate::index::{Complaint, Highlighter, Order, Snippet, search::Card};
use crate::neardup::{Relation, Verdict};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The query as typed.
    pub query: String,
    /// Whether the reader is still typing: the last word is a prefix.
    pub typing: bool,
    /// How hits are ordered; an empty query is always ordered by date.
    pub order: Order,
    /// Whether copies are folded under their best hit.
    pub fold: bool,
    /// Rows to leave out at the start.
    pub offset: usize,
    /// Rows to return.
    pub limit: usize,
    /// Columns a snippet may have.
    pub snippet: usize,
    /// Snippets of a hit, at most, where several stretches of it show why it matches; at least one.
    pub windows: usize,
    /// Copies to name under a hit, at most; all are counted.
    pub copies: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// The query as typed.
    pub query: String,
    /// Articles that match, before folding.
    pub total: usize,
    /// Rows there are after folding, where all of them were folded; none when there are too many to
    /// count on every key.
    pub rows: Option<usize>,
    /// The rows asked for.
    pub hits: Vec<Hit>,
    /// What of the query could not be taken as written.
    pub complaints: Vec<Complaint>,
    /// The query as it was likely meant, where little is found for it as it was typed.
    pub suggestion: Option<String>,
    /// Marks what was matched, in any text.
    pub highlighter: Highlighter,
    /// How long it took.
    pub took: Duration,
}

/// One row of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub card: Card,
    /// How well it matches; 0 when ordered by date.
    pub score: f32,
    /// Why it matches.
    pub snippet: Snippet,
    /// The same in several stretches, in the order of the text; none where one was asked for.
    pub snippets: Vec<Snippet>,
    /// How many articles of its story are folded under it.
    pub copy_count: usize,
    /// The first of them, as many as were asked for: those that match, then in order of time.
    pub copies: Vec<Card>,
    /// What each of those is to the article; none where the two were not compared.
    pub verdicts: Vec<Option<Verdict>>,
}

impl Hit {
    /// The stretches that show why it matches, in the order of the text: one at least.
    pub fn lines(&self) -> &[Snippet] {
        if self.snippets.is_empty() { std::slice::from_ref(&self.snippet) } else { &self.snippets }
    }
}

/// A near-duplicate of an article that was asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// The near-duplicate.
    pub card: Card,
    /// What the asked article (`a`) is to it (`b`).
    pub relation: Relation,
}

/// Articles that retell one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its name; it keeps it over refreshes for as long as most of its members stay together.
    pub id: StoryId,
    /// Its members in order of time, undated last.
    pub members: Vec<Member>,
    /// The member most like all the others.
    pub medoid: ArticleId,
    /// The likely first report; none where it cannot be known.
    pub first: Option<ArticleId>,
}

/// An article of a story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The article.
    pub id: ArticleId,
    /// What it was likely taken from.
    pub parent: Option<Parent>,
}

/// The report another was likely taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parent {
    /// That report: a member of the same story.
    pub id: ArticleId,
    /// How sure that is, between .5 (as likely as not) and 1.
    pub confidence: f32,
}

impl Story {
    /// The articles of the story in order of time.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + '_ {
        self.members.iter().map(|member| member.id)
    }
}

/// Names a story: written as `s` and the ten characters an article's id has, so that the two are not
/// mistaken for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u64);

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("s{}", ArticleId(self.0)))
    }
}

impl FromStr for StoryId {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let name = name.strip_prefix(['s', 'S']).ok_or(())?;
        Ok(Self(name.parse::<ArticleId>()?.0))
    }
}

impl Serialize for StoryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Two articles that were compared and are not unrelated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// One article.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// What `a` is to `b`.
    pub relation: Relation,
}
