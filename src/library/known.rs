//! What a query may ask that only the library knows: the stories, who was first, what is a copy.

use super::Cancel;
use super::stories::Stories;
use super::view::View;
use crate::corpus::ArticleId;
use crate::index::{Asked, Completion, Outside};
use std::sync::Arc;

/// The stories, as they answer to a query.
pub(super) struct Known<'a>(&'a Stories);

/// What `is:` takes of stories.
const IS: [(&str, &str); 2] = [
    ("first", "likely the first report of its story"),
    ("copy", "likely taken from another report"),
];

/// What `has:` takes of stories.
const HAS: [(&str, &str); 2] = [
    ("copies", "other reports retell it, or are retold by it"),
    ("story", "the same: it is in a story"),
];

impl Outside for Known<'_> {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        let stories = self.0.all();
        match asked {
            Asked::Is(name) if name == "first" => {
                Some(stories.iter().filter_map(|story| story.first).collect())
            }
            Asked::Is(name) if name == "copy" => {
                let members = stories.iter().flat_map(|story| &story.members);
                Some(members.filter(|member| member.parent.is_some()).map(|m| m.id).collect())
            }
            Asked::Has(name) if HAS.iter().any(|(known, _)| known == name) => {
                Some(stories.iter().flat_map(super::Story::ids).collect())
            }
            Asked::Story(name) => {
                let range = ArticleId::prefix_range(name.strip_prefix(['s', 'S'])?)?;
                let named = stories.iter().filter(|story| range.contains(&ArticleId(story.id.0)));
                let ids: Vec<ArticleId> = named.flat_map(super::Story::ids).collect();
                (!ids.is_empty()).then(|| ids.into())
            }
            _ => None,
        }
    }

    fn names(&self, field: &str) -> Vec<(String, String)> {
        let names = match field {
            "is" => &IS,
            "has" => &HAS,
            _ => return Vec::new(),
        };
        names.iter().map(|&(name, help)| (name.to_string(), help.to_string())).collect()
    }
}

/// The articles, as they answer to their names.
pub(super) struct Named<'a>(&'a View);

impl Outside for Named<'_> {
    fn articles(&self, asked: &Asked) -> Option<Arc<[ArticleId]>> {
        match asked {
            Asked::Like(name) => self.0.resolve(name.trim()).ok().map(|id| [id].into()),
            _ => None,
        }
    }

    fn names(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

impl View {
    /// The articles by name.
    pub(super) fn named(&self) -> Named<'_> {
        Named(self)
    }

    /// What is known of stories here.
    pub(super) fn known(&self) -> Known<'_> {
        Known(&self.stories)
    }

    /// How the word at `cursor`, a byte of the query `text`, may go on: names of fields, or values of
    /// its field with the number of articles, the commonest first. `kept` knows what the reader keeps
    /// of articles.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn complete(
        &self,
        text: &str,
        cursor: usize,
        kept: &dyn Outside,
    ) -> anyhow::Result<Vec<Completion>> {
        self.searcher.complete(text, cursor, &(self.known(), kept))
    }

    /// The same with the user's own marks, until it is cancelled: then it is an error.
    ///
    /// # Errors
    /// When the index cannot be read, or nobody waits for it any more.
    pub fn completions(
        &self,
        text: &str,
        cursor: usize,
        cancel: &Cancel,
    ) -> anyhow::Result<Vec<Completion>> {
        let outside = (self.known(), self.kept());
        self.searcher.complete_while(text, cursor, &outside, &|| !cancel.is_cancelled())
    }
}
