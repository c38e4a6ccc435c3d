//! What may stand before a colon, by its names, each with a word of help.

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

/// A field that is compared as it is, not word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExactField {
    /// The record's own id.
    Key,
    /// The file within the corpus.
    Path,
}

/// What may be known of an article or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// When it was published.
    Date,
    /// One of the fields with words.
    Words(FieldName),
    /// A number in title or text.
    Figure,
    /// The record's own id.
    Key,
}

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::index) enum Prefix {
    Words(FieldName),
    Exact(ExactField),
    Date,
    Newer,
    Older,
    Length,
    Figure,
    Id,
    Story,
    Like,
    Has,
    Is,
}

/// One name of a field.
pub(in crate::index) struct Named {
    pub(in crate::index) name: &'static str,
    pub(in crate::index) prefix: Prefix,
    /// What it asks for; none for another name of the field above it.
    pub(in crate::index) help: Option<&'static str>,
}

const fn named(name: &'static str, prefix: Prefix, help: &'static str) -> Named {
    Named { name, prefix, help: Some(help) }
}

const fn also(name: &'static str, prefix: Prefix) -> Named {
    Named { name, prefix, help: None }
}

/// The names of fields, the one shown first.
pub(in crate::index) const NAMES: [Named; 27] = [
    named("title", Prefix::Words(FieldName::Title), "words of the headline"),
    also("headline", Prefix::Words(FieldName::Title)),
    named("body", Prefix::Words(FieldName::Body), "words of the text"),
    also("text", Prefix::Words(FieldName::Body)),
    named("by", Prefix::Words(FieldName::Byline), "who wrote it"),
    also("byline", Prefix::Words(FieldName::Byline)),
    also("author", Prefix::Words(FieldName::Byline)),
    named("source", Prefix::Words(FieldName::Source), "the outlet"),
    also("outlet", Prefix::Words(FieldName::Source)),
    named("place", Prefix::Words(FieldName::Place), "the place of its dateline"),
    named("section", Prefix::Words(FieldName::Section), "the desk or section"),
    named("tag", Prefix::Words(FieldName::Tag), "a topic or keyword"),
    named("lang", Prefix::Words(FieldName::Lang), "the language, as in en"),
    also("language", Prefix::Words(FieldName::Lang)),
    named("url", Prefix::Words(FieldName::Url), "words of its address"),
    named("date", Prefix::Date, "a day, month, year or range"),
    named("newer", Prefix::Newer, "published in the last 3d, 2w, 6m, 1y"),
    named("older", Prefix::Older, "published before the last 3d, 2w, 6m, 1y"),
    named("words", Prefix::Length, "how long it is, as in >500"),
    named("figure", Prefix::Figure, "a number it gives"),
    named("has", Prefix::Has, "only where this is known"),
    named("is", Prefix::Is, "first of its story, a copy, marked by you"),
    named("story", Prefix::Story, "reports of the story of this name"),
    named("like", Prefix::Like, "more like the article of this name"),
    named("id", Prefix::Id, "articles whose ids start so"),
    named("key", Prefix::Exact(ExactField::Key), "the id its record has"),
    named("path", Prefix::Exact(ExactField::Path), "its file, or a folder"),
];

/// What `has:` takes, beside what is known of stories.
pub(in crate::index) const PARTS: [(&str, Part); 12] = [
    ("date", Part::Date),
    ("byline", Part::Words(FieldName::Byline)),
    ("source", Part::Words(FieldName::Source)),
    ("place", Part::Words(FieldName::Place)),
    ("section", Part::Words(FieldName::Section)),
    ("tag", Part::Words(FieldName::Tag)),
    ("tags", Part::Words(FieldName::Tag)),
    ("lang", Part::Words(FieldName::Lang)),
    ("url", Part::Words(FieldName::Url)),
    ("title", Part::Words(FieldName::Title)),
    ("figure", Part::Figure),
    ("key", Part::Key),
];

impl Prefix {
    /// The field called `name`, in either case.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|known| known.name.eq_ignore_ascii_case(name)).map(|known| known.prefix)
    }

    fn name(self) -> &'static str {
        NAMES.iter().find(|known| known.prefix == self).map_or("", |known| known.name)
    }
}

impl FieldName {
    /// The name it is searched by.
    pub fn name(self) -> &'static str {
        Prefix::Words(self).name()
    }

    /// Whether it is text rather than a label.
    pub(in crate::index) fn is_text(self) -> bool {
        matches!(self, Self::Title | Self::Body)
    }
}

impl ExactField {
    /// The name it is searched by.
    pub fn name(self) -> &'static str {
        Prefix::Exact(self).name()
    }
}

impl Part {
    /// The part called `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        PARTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, part)| part)
    }

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        PARTS.iter().find(|(_, part)| *part == self).map_or("", |&(name, _)| name)
    }
}

/// The name of `names` nearest to `written`, when one is near: two letters off at most, or one that
/// starts so.
pub(super) fn nearest<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let written = written.to_ascii_lowercase();
    let far = written.chars().count() / 3 + 1;
    let distance = |name: &str| {
        if name.starts_with(&written) { 1 } else { edits(&written, name) }
    };
    names
        .into_iter()
        .map(|name| (distance(name), name))
        .filter(|&(distance, _)| distance <= far.min(2))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// Letters to change, add or leave out to make `b` of `a` (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(start) = row.first_mut() {
            *start = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_one_that_was_meant() {
        let names = || NAMES.iter().map(|known| known.name);
        assert_eq!(nearest("sourc", names()), Some("source"));
        assert_eq!(nearest("sorce", names()), Some("source"));
        assert_eq!(nearest("titel", names()), Some("title"));
        assert_eq!(nearest("figures", names()), Some("figure"));
        assert_eq!(nearest("harbour", names()), None);
        assert_eq!(edits("abc", "abd"), 1);
        assert_eq!(edits("", "ab"), 2);
    }
}
