//! One row of results as named values: the columns of a table, the keys of a flat object. Both are asked
//! for by name, and this table is what there is.

use crate::corpus::Article;
use crate::library::{Hit, StoryId};
use crate::text::sanitize;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

/// Something that can be told of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The query that found it.
    Query,
    /// The article's name.
    Id,
    /// The record's own id.
    Key,
    /// Where it stands: path and record.
    Origin,
    /// The headline.
    Title,
    /// The outlet.
    Source,
    /// When it was published.
    Date,
    /// The place its dateline gives.
    Place,
    /// Who wrote it.
    Byline,
    /// The desk or section.
    Section,
    /// Topics, keywords.
    Tags,
    /// Language.
    Lang,
    /// Where it was published.
    Url,
    /// Words in the body.
    Words,
    /// How well it matches.
    Score,
    /// Why it matches.
    Snippet,
    /// The story it belongs to.
    Story,
    /// Its near-duplicates in that story.
    Copies,
    /// Distinct outlets that tell that story.
    Spread,
    /// The text.
    Body,
}

/// Every field and its name.
const FIELDS: [(Field, &str); 20] = [
    (Field::Query, "query"),
    (Field::Id, "id"),
    (Field::Key, "key"),
    (Field::Origin, "origin"),
    (Field::Title, "title"),
    (Field::Source, "source"),
    (Field::Date, "date"),
    (Field::Place, "place"),
    (Field::Byline, "byline"),
    (Field::Section, "section"),
    (Field::Tags, "tags"),
    (Field::Lang, "lang"),
    (Field::Url, "url"),
    (Field::Words, "words"),
    (Field::Score, "score"),
    (Field::Snippet, "snippet"),
    (Field::Story, "story"),
    (Field::Copies, "copies"),
    (Field::Spread, "spread"),
    (Field::Body, "body"),
];

/// The columns of a table unless others are asked for.
pub const COLUMNS: [Field; 5] =
    [Field::Id, Field::Date, Field::Source, Field::Title, Field::Origin];

/// What a row is made from.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The query that found it.
    pub query: &'a str,
    /// The result.
    pub hit: &'a Hit,
    /// The whole article; needed by fields that [say so](Field::needs_article).
    pub article: Option<&'a Article>,
    /// The story it belongs to.
    pub story: Option<StoryId>,
    /// Its near-duplicates there.
    pub copies: usize,
    /// Distinct outlets there.
    pub spread: usize,
}

impl Field {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|&(field, _)| field)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, _)| *field == self).map_or("", |&(_, name)| name)
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(_, known)| *known == name).map(|&(field, _)| field)
    }

    /// Whether the whole article must be read for it.
    pub fn needs_article(self) -> bool {
        matches!(self, Self::Byline | Self::Section | Self::Tags | Self::Url | Self::Body)
    }

    /// What a row has there; null where it has nothing.
    pub fn value(self, found: &Found<'_>) -> Value {
        let Found { hit, article, .. } = found;
        let card = &hit.card;
        match self {
            Self::Query => found.query.into(),
            Self::Id => card.id.to_string().into(),
            Self::Key => card.key.as_deref().into(),
            Self::Origin => card.origin.to_string().into(),
            Self::Title => card.title.as_str().into(),
            Self::Source => card.source.as_deref().into(),
            Self::Date => card.date.map(|date| date.to_string()).into(),
            Self::Place => card.place.as_deref().into(),
            Self::Lang => card.lang.as_deref().into(),
            Self::Words => card.words.into(),
            // By way of its digits: a wider number would have more of them.
            Self::Score => hit.score.to_string().parse::<f64>().unwrap_or_default().into(),
            Self::Snippet => hit.snippet.text.as_str().into(),
            Self::Story => found.story.map(|story| story.to_string()).into(),
            Self::Copies => found.copies.into(),
            Self::Spread => found.spread.into(),
            Self::Byline => article.and_then(|article| article.byline.as_deref()).into(),
            Self::Section => article.and_then(|article| article.section.as_deref()).into(),
            Self::Tags => article.map(|article| article.tags.clone()).unwrap_or_default().into(),
            Self::Url => article.and_then(|article| article.url.as_deref()).into(),
            Self::Body => article.map(|article| article.body.as_str()).into(),
        }
    }
}

/// A row as an object with just these keys, in this order.
pub struct Flat<'a> {
    /// The keys.
    pub fields: &'a [Field],
    /// The row.
    pub found: Found<'a>,
}

impl Serialize for Flat<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for field in self.fields {
            map.serialize_entry(field.name(), &field.value(&self.found))?;
        }
        map.end()
    }
}

/// A row as a line of a table: tabs between its columns and in none of them, and nothing that a terminal
/// would obey. What is not there is empty.
pub fn tabbed(fields: &[Field], found: &Found<'_>) -> String {
    let cells: Vec<String> = fields.iter().map(|field| cell(&field.value(found))).collect();
    cells.join("\t")
}

/// The line above a table: the names of its columns.
pub fn header(fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    names.join("\t")
}

/// A value in a table.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => {
            let words: Vec<&str> =
                text.split(char::is_whitespace).filter(|w| !w.is_empty()).collect();
            sanitize::line(&words.join(" ")).into_owned()
        }
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_have_names_of_their_own() {
        for field in Field::all() {
            assert_eq!(Field::named(field.name()), Some(field));
        }
        assert_eq!(header(&COLUMNS), "id\tdate\tsource\ttitle\torigin");
        assert_eq!(Field::named("headline"), None);
    }

    #[test]
    fn cells_are_plain() {
        assert_eq!(cell(&Value::Null), "");
        assert_eq!(cell(&serde_json::json!(["a\tb", "c"])), "a b, c");
        assert_eq!(cell(&serde_json::json!(1.5)), "1.5");
    }

    proptest! {
        #[test]
        fn a_cell_never_breaks_its_table(text in "\\PC*|[\\x00-\\x9f\u{2028}\u{202e}a-c]*") {
            let cell = cell(&Value::String(text));
            prop_assert!(!cell.chars().any(char::is_control), "{cell:?}");
        }
    }
}
