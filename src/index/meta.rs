//! Everything of an article but its body, as bytes in a column of the index.
//! From it and the stored body an article is made again exactly.

use super::query::FieldName;
use super::search::Card;
use crate::corpus::{Article, ArticleDate, ArticleId, Origin, Precision};
use anyhow::Context;
use serde::{Deserialize, Serialize};

/// Longer metadata does not fit a column, whose values are cut at 64 KB.
pub(super) const MAX_IN_COLUMN: usize = 32 * 1024;

/// The metadata, borrowed from an article when written and from a buffer when read.
#[derive(Serialize, Deserialize)]
pub(super) struct Meta<'a> {
    path: &'a str,
    record: Option<u64>,
    key: Option<&'a str>,
    title: &'a str,
    byline: Option<&'a str>,
    source: Option<&'a str>,
    place: Option<&'a str>,
    section: Option<&'a str>,
    #[serde(borrow)]
    tags: Vec<&'a str>,
    lang: Option<&'a str>,
    url: Option<&'a str>,
    date: Option<(i64, Precision)>,
    words: u64,
}

impl<'a> Meta<'a> {
    /// The metadata of `article`, whose body has `words` words.
    pub(super) fn of(article: &'a Article, words: usize) -> Self {
        Self {
            path: &article.origin.path,
            record: article.origin.record,
            key: article.key.as_deref(),
            title: &article.title,
            byline: article.byline.as_deref(),
            source: article.source.as_deref(),
            place: article.place.as_deref(),
            section: article.section.as_deref(),
            tags: article.tags.iter().map(String::as_str).collect(),
            lang: article.lang.as_deref(),
            url: article.url.as_deref(),
            date: article.date.map(|date| (date.seconds, date.precision)),
            words: words as u64,
        }
    }

    /// As bytes.
    pub(super) fn to_bytes(&self) -> anyhow::Result<Vec<u8>> {
        postcard::to_stdvec(self).context("cannot write an article's metadata")
    }

    /// From bytes.
    pub(super) fn from_bytes(bytes: &'a [u8]) -> anyhow::Result<Self> {
        postcard::from_bytes(bytes).context("an article's metadata in the index is damaged")
    }

    /// As a list shows it.
    pub(super) fn card(&self, id: ArticleId) -> Card {
        Card {
            id,
            key: self.key.map(str::to_string),
            origin: self.origin(),
            title: self.title.to_string(),
            source: self.source.map(str::to_string),
            place: self.place.map(str::to_string),
            date: self.date(),
            lang: self.lang.map(str::to_string),
            words: usize::try_from(self.words).unwrap_or(usize::MAX),
        }
    }

    /// With its body, the whole article.
    pub(super) fn article(&self, id: ArticleId, body: String) -> Article {
        Article {
            id,
            key: self.key.map(str::to_string),
            origin: self.origin(),
            title: self.title.to_string(),
            byline: self.byline.map(str::to_string),
            source: self.source.map(str::to_string),
            place: self.place.map(str::to_string),
            section: self.section.map(str::to_string),
            tags: self.tags.iter().map(|tag| (*tag).to_string()).collect(),
            lang: self.lang.map(str::to_string),
            url: self.url.map(str::to_string),
            date: self.date(),
            body,
        }
    }

    /// Where it stands: path and record.
    pub(super) fn stands(&self) -> (&'a str, Option<u64>) {
        (self.path, self.record)
    }

    /// The outlet.
    pub(super) fn source(&self) -> Option<&'a str> {
        self.source
    }

    /// What it is labelled with: field and value.
    pub(super) fn labels(&self) -> impl Iterator<Item = (FieldName, &'a str)> + '_ {
        let one = [
            (FieldName::Byline, self.byline),
            (FieldName::Source, self.source),
            (FieldName::Place, self.place),
            (FieldName::Section, self.section),
            (FieldName::Lang, self.lang),
        ];
        let one = one.into_iter().filter_map(|(field, value)| Some((field, value?)));
        one.chain(self.tags.iter().map(|tag| (FieldName::Tag, *tag)))
    }

    /// Words in the body.
    pub(super) fn words(&self) -> u64 {
        self.words
    }

    fn origin(&self) -> Origin {
        Origin { path: self.path.to_string(), record: self.record }
    }

    /// When it was published.
    pub(super) fn date(&self) -> Option<ArticleDate> {
        self.date.map(|(seconds, precision)| ArticleDate { seconds, precision })
    }
}
