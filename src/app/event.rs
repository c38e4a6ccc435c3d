//! What can happen to the browser: keys, and answers of the workers.

use super::beside::Several;
use super::own::Answer;
use super::saving::NotExported;
use super::why::Explained;
use crate::corpus::{Article, ArticleId};
use crate::diff::Comparison;
use crate::diff::facts::{Contrast, Table};
use crate::index::Completion;
use crate::library::{Card, Copy, Facets, Problem, Progress, RefreshReport, Results, Story};
use crate::neardup::{Relation, Verdict};
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// Numbers a request, so that a late answer to an older one is known for what it is.
pub type Ticket = u64;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(crossterm::event::KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used (only where it is switched on).
    Mouse(crossterm::event::MouseEvent),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Time passed: spinners turn, messages fade. Sent only while something moves.
    Tick,
    /// A search was answered.
    Searched(Ticket, Result<Arc<Results>, String>),
    /// An article was loaded, with its near-duplicates, for the preview or the reader.
    Loaded(Ticket, Result<Arc<Loaded>, String>),
    /// Two articles were compared.
    Compared(Ticket, Result<Arc<Compared>, String>),
    /// How the word at the cursor of the query may go on.
    Completed(Ticket, Result<Vec<Completion>, String>),
    /// Several articles were compared with one.
    ComparedSeveral(Ticket, Result<Arc<Several>, String>),
    /// The story of an article was loaded, or found to be none.
    StoryLoaded(Ticket, Result<StoryAnswer, String>),
    /// So many of a story's reports were read for their facts.
    ReadingFacts(Ticket, usize),
    /// The facts of a story's reports were put beside one another.
    FactsRead(Ticket, Result<Arc<Stated>, String>),
    /// Why two articles are what they are to one another.
    Explained(Ticket, Result<Arc<Explained>, String>),
    /// A comparison was exported, to this file.
    Exported(Result<PathBuf, NotExported>),
    /// The query that stands for a passage.
    Likened(Ticket, Result<String, String>),
    /// What a query finds was counted.
    Counted(Ticket, Result<Arc<Facets>, String>),
    /// What came of something with the user's own files.
    Own(Answer),
    /// A refresh goes on.
    Refreshing(Progress),
    /// A refresh ended.
    Refreshed(Result<RefreshReport, String>),
    /// The files and records that could not be read.
    Problems(Vec<Problem>),
    /// Something to tell the reader (copied, exported, resumed).
    Told(String),
}

/// An article with what the reader says of it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The article.
    pub article: Article,
    /// Its near-duplicates, closest first.
    pub copies: Vec<Copy>,
    /// How many reports its story has; none where it is in no story.
    pub story: Option<usize>,
    /// What has to do with it and is no near-duplicate: shares quotations, reports the same event.
    pub others: Vec<Copy>,
    /// Where in its body stands what is printed under everything, in order.
    pub boilerplate: Vec<Span>,
}

impl Loaded {
    /// An article with what was found to be like it, closest first, and what of its body is
    /// boilerplate. Of what is no near-duplicate only that is kept which says something of the text.
    pub fn new(article: Article, like: Vec<Copy>, boilerplate: Vec<Span>) -> Self {
        let (copies, mut others): (Vec<_>, Vec<_>) =
            like.into_iter().partition(|copy| copy.relation.verdict.is_copy());
        others.retain(|copy| {
            matches!(copy.relation.verdict, Verdict::SharesQuotes | Verdict::SameEvent)
        });
        // Stable: closest first within each.
        others.sort_by_key(|copy| copy.relation.verdict);
        Self { article, copies, others, boilerplate, story: None }
    }

    /// The near-duplicates, then the others.
    pub fn relatives(&self) -> impl Iterator<Item = &Copy> {
        self.copies.iter().chain(&self.others)
    }

    /// The near-duplicate at `place`, or one of the others after them.
    pub fn relative(&self, place: usize) -> Option<&Copy> {
        match place.checked_sub(self.copies.len()) {
            None => self.copies.get(place),
            Some(place) => self.others.get(place),
        }
    }
}

/// Two articles and what differs between them.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The left article.
    pub left: Article,
    /// The right article.
    pub right: Article,
    /// What differs.
    pub comparison: Comparison,
    /// What both state, held against one another, in the order of the list of facts.
    pub facts: Arc<[Contrast]>,
    /// The near-duplicates of the left one, closest first: what the next-copy key goes through.
    pub copies: Vec<Copy>,
    /// Place of the right article among them, where it is one.
    pub place: Option<usize>,
    /// The reports of the left one's story in order of time; none where it is in no story.
    pub story: Vec<ArticleId>,
    /// Where in the left and in the right body stands what is printed under everything, in order.
    pub boilerplate: [Vec<Span>; 2],
}

/// Which article to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partner {
    /// Its closest near-duplicate.
    Closest,
    /// This one.
    Article(ArticleId),
}

/// What came of asking for the story of an article.
#[derive(Clone, Debug)]
pub enum StoryAnswer {
    /// Its story.
    Story(Arc<LoadedStory>),
    /// It is in none; what it is to other articles all the same, closest first.
    Alone(Vec<Copy>),
}

/// A story with what its screen says of it.
#[derive(Clone, Debug)]
pub struct LoadedStory {
    /// The article that was asked about: one of the members.
    pub asked: ArticleId,
    /// The story.
    pub story: Story,
    /// Its members, in the story's order.
    pub cards: Vec<Card>,
    /// What the reports are to one another.
    pub relations: Relations,
    /// Reports of the same event in other words, none of them a member, in order of time.
    pub same_event: Vec<Card>,
}

/// What the reports of a story state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// The reports, as they were asked for: those that the table's columns count.
    pub reports: Vec<ArticleId>,
    /// Their facts.
    pub table: Table,
}

/// What the reports of a story are to one another, by their places: members in the story's order, and
/// then those of the same event. Not all of a large story were compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relations {
    /// Both places, the lower one first, and what that is to the other; in order.
    pairs: Vec<(u32, u32, Relation)>,
}

impl Relations {
    /// Takes in pairs of places and what the first is to the second, in any order.
    pub fn new(pairs: impl Iterator<Item = (usize, usize, Relation)>) -> Self {
        let mut pairs: Vec<_> = pairs
            .map(|(a, b, relation)| match a <= b {
                true => (a as u32, b as u32, relation),
                false => (b as u32, a as u32, relation.reversed()),
            })
            .collect();
        pairs.sort_by_key(|(a, b, _)| (*a, *b));
        Self { pairs }
    }

    /// What the report at `a` is to the one at `b`; none where they were not compared or have nothing
    /// in common.
    pub fn between(&self, a: usize, b: usize) -> Option<Relation> {
        let sought = (a.min(b) as u32, a.max(b) as u32);
        let at = self.pairs.binary_search_by_key(&sought, |(a, b, _)| (*a, *b)).ok()?;
        let (_, _, relation) = *self.pairs.get(at)?;
        Some(if a <= b { relation } else { relation.reversed() })
    }
}
