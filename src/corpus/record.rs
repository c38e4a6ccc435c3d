//! A JSON record to an article: the usual names of fields, in any case and spelling.
//! The user's own names come first.

use super::metadata::{self, Metadata};
use super::{Article, ArticleDate, ArticleId, FieldMap, Origin, credit, dateline, dates, language};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// An article's fields that a record can name, and what records call them, likeliest first; lower
/// case, letters and digits only.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "body",
        &[
            "text",
            "body",
            "content",
            "maintext",
            "article",
            "articletext",
            "articlebody",
            "fulltext",
            "story",
            "bodytext",
            "plaintext",
            "rawtext",
            "contents",
            "paragraphs",
            "document",
        ],
    ),
    ("title", &["title", "headline", "head", "name", "heading", "pagetitle", "subject"]),
    (
        "date",
        &[
            "date",
            "published",
            "datepublish",
            "datepublished",
            "publishdate",
            "pubdate",
            "publishedat",
            "publishedon",
            "publicationdate",
            "datetime",
            "createdat",
            "created",
            "datecreated",
            "posted",
            "timestamp",
            "time",
        ],
    ),
    (
        "source",
        &[
            "source",
            "outlet",
            "publisher",
            "sourcename",
            "publication",
            "newspaper",
            "site",
            "sitename",
            "sourcedomain",
            "domain",
            "provider",
            "agency",
        ],
    ),
    ("url", &["url", "link", "canonicalurl", "canonical", "permalink", "weburl", "href"]),
    ("lang", &["lang", "language", "languagecode", "inlanguage", "locale"]),
    ("id", &["id", "uuid", "guid", "key", "articleid", "docid", "documentid"]),
    ("byline", &["byline", "author", "authors", "by", "writer", "creator", "reporter"]),
    ("place", &["dateline", "place", "location", "places", "city"]),
    ("section", &["section", "category", "topic", "desk", "sectionname"]),
    ("tags", &["tags", "keywords", "topics", "label", "labels", "topic"]),
];

/// The names that `--field NAME=…` takes.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// Counts the records of one file that share a key, so that each gets an id of its own.
#[derive(Debug, Default)]
pub struct Keys(HashMap<u64, u32>);

impl Keys {
    /// The id of the record with this identity, and the same for the next one that shares it.
    pub fn id(&mut self, path: &str, key: Option<&str>, record: Option<u64>) -> ArticleId {
        let number = record.map(|n| format!("#{n}")).unwrap_or_default();
        let identity = key.unwrap_or(&number);
        let nth = self.0.entry(xxhash_rust::xxh3::xxh3_64(identity.as_bytes())).or_default();
        *nth += 1;
        ArticleId::derive(path, identity, *nth - 1)
    }
}

/// The article that a record is, or why it is none.
pub fn article(
    record: &Value,
    origin: Origin,
    fields: &FieldMap,
    keys: &mut Keys,
) -> Result<Article, String> {
    let Value::Object(object) = record else {
        return Err(format!(
            "not an article: a record is an object such as {{\"text\": \"…\"}}, this is {}",
            kind_of(record)
        ));
    };
    let mut record = Record::new(object, fields);
    let mut body = record.body();
    if body.is_none() {
        // Search engines wrap the record they were given.
        let inner = ["_source", "article", "record", "fields", "attributes"]
            .iter()
            .find_map(|name| object.get(*name)?.as_object());
        if let Some(inner) = inner {
            let wrapped = Record::new(inner, fields);
            body = wrapped.body();
            record.outer = Some(Box::new(std::mem::replace(&mut record, wrapped)));
        }
    }
    let Some(body) = body else { return Err(no_text(fields)) };

    let given = record.metadata();
    let found = match &given.title {
        Some(_) => metadata::opening(&body),
        None => metadata::read(&body),
    };
    let key = record.text("id");
    let id = keys.id(&origin.path, key.as_deref(), origin.record);
    Ok(given.or(found).into_article(id, key, origin, body))
}

fn no_text(fields: &FieldMap) -> String {
    let tried = match fields.get("body") {
        Some(name) => format!("`{name}`"),
        None => "`text`, `body`, `content` and the like".to_string(),
    };
    format!("no text: looked for {tried}; name the field that holds it with --field body=NAME")
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A name without case, underscores and the like: `publishedAt` and `published_at` are one.
fn normalised(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A record being read.
struct Record<'a> {
    object: &'a Map<String, Value>,
    names: Vec<(String, &'a Value)>,
    fields: &'a FieldMap,
    /// What wraps it, where something does.
    outer: Option<Box<Record<'a>>>,
}

impl<'a> Record<'a> {
    fn new(object: &'a Map<String, Value>, fields: &'a FieldMap) -> Self {
        let names = object.iter().map(|(name, value)| (normalised(name), value)).collect();
        Self { object, names, fields, outer: None }
    }

    /// The values that may be this field of an article, likeliest first.
    fn values(&self, field: &str) -> Vec<&'a Value> {
        if let Some(path) = self.fields.get(field) {
            return self.at_path(path).into_iter().collect();
        }
        let names =
            FIELDS.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, names)| names);
        let own = names.iter().filter_map(|name| {
            self.names.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
        });
        let outer = self.outer.iter().flat_map(|outer| outer.values(field));
        own.chain(outer).filter(|value| !value.is_null()).collect()
    }

    /// The value at `meta.title`, or under that very name.
    fn at_path(&self, path: &str) -> Option<&'a Value> {
        let direct = self.object.get(path);
        let nested = || {
            let mut steps = path.split('.');
            let first = self.object.get(steps.next()?)?;
            steps.try_fold(first, |value, step| match value {
                Value::Array(items) => items.get(step.parse::<usize>().ok()?),
                _ => value.get(step),
            })
        };
        direct.or_else(nested).or_else(|| self.outer.as_ref()?.at_path(path))
    }

    fn body(&self) -> Option<String> {
        self.values("body").into_iter().find_map(|value| {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Array(items) => {
                    let paragraphs: Vec<String> = items.iter().filter_map(words_of).collect();
                    paragraphs.join("\n\n")
                }
                Value::Object(_) => words_of(value)?,
                _ => return None,
            };
            let text = super::encoding::newlines(text);
            (!text.trim().is_empty()).then_some(text)
        })
    }

    fn text(&self, field: &str) -> Option<String> {
        self.values(field).into_iter().find_map(line_of)
    }

    fn date(&self) -> Option<ArticleDate> {
        self.values("date").into_iter().find_map(|value| match value {
            Value::Number(number) => dates::from_number(number.as_f64()?),
            // MongoDB's export.
            Value::Object(object) => match object.get("$date")? {
                Value::Number(number) => dates::from_number(number.as_f64()?),
                inner => dates::parse(inner.as_str()?),
            },
            _ => dates::parse(&line_of(value)?),
        })
    }

    fn metadata(&self) -> Metadata {
        let mut tags: Vec<String> = Vec::new();
        for value in self.values("tags") {
            add_tags(value, &mut tags);
        }
        // A topic is a section when it is one, and tags when it lists several.
        let section = self.text("section").filter(|text| !text.contains([',', ';', '|']));
        tags.retain(|tag| Some(tag) != section.as_ref());
        let dateline = self.text("place").map(|text| match dateline::read_field(&text) {
            Some(dateline) => (Some(dateline.place), dateline.date),
            // What looks like a dateline and is none is no place either.
            None if text.ends_with('-') || text.contains(|c: char| c.is_ascii_digit()) => {
                (None, None)
            }
            None => (Some(text.split(',').map(str::trim).collect::<Vec<_>>().join(", ")), None),
        });
        let (place, day) = dateline.unwrap_or_default();
        Metadata {
            title: self.text("title"),
            byline: self.text("byline").map(|name| credit::without_by(&name).to_string()),
            source: self.text("source"),
            place,
            section,
            tags,
            lang: self.text("lang").and_then(|given| language::normalise(&given)),
            url: self.text("url"),
            date: self.date().or(day),
        }
    }
}

/// Metadata from a record whose body is elsewhere: front matter, header lines.
pub(super) fn metadata_of(object: &Map<String, Value>, fields: &FieldMap) -> Metadata {
    Record::new(object, fields).metadata()
}

/// What a value says, as it stands: a string, a number, the name or text of an object, a list joined.
fn words_of(value: &Value) -> Option<String> {
    const NAMES: &[&str] =
        &["name", "text", "rendered", "main", "title", "label", "value", "content", "$oid"];
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let all: Vec<String> = items.iter().filter_map(line_of).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(object) => NAMES.iter().find_map(|name| words_of(object.get(*name)?)),
        Value::Null | Value::Bool(_) => None,
    }
}

/// The same on one line, unless it says nothing: empty, `None`, `null`, `nan`.
fn line_of(value: &Value) -> Option<String> {
    let words = words_of(value)?;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let empty = ["", "none", "null", "nan", "n/a", "-", "undefined"];
    (!empty.contains(&line.to_lowercase().as_str())).then_some(line)
}

fn add_tags(value: &Value, tags: &mut Vec<String>) {
    const MOST: usize = 64;
    match value {
        Value::Array(items) => items.iter().for_each(|item| add_tags(item, tags)),
        _ => {
            let line = line_of(value).unwrap_or_default();
            for tag in line.split([',', ';', '|']).map(str::trim).filter(|tag| !tag.is_empty()) {
                if tags.len() < MOST && !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_string());
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
