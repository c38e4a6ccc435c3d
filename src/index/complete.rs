//! How the word at the cursor of a query may go on: names of fields with a word of help, and values of
//! a field with the number of articles that have them.

use super::query::fields::{NAMES, PARTS, Prefix};
use super::query::{AtCursor, FieldName, Outside, word_at};
use super::search::Inner;
use crate::text::Span;
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::schema::Field;

/// Completions offered.
const MOST: usize = 20;

/// What newer: and older: are mostly asked.
const AGES: [(&str, &str); 5] = [
    ("1d", "a day"),
    ("1w", "a week"),
    ("1m", "a month"),
    ("3m", "three months"),
    ("1y", "a year"),
];

/// A bare word of so many letters or more goes on as words of the index too.
const WORDY: usize = 2;

/// What joins things; with what it asks for.
const OPERATORS: [(&str, &str); 5] = [
    ("AND", "both of these"),
    ("OR", "either of these"),
    ("NOT", "but not this"),
    ("w/15", "within 15 words of this"),
    ("pre/15", "the same, this coming after"),
];

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a field, with its colon; a value comes next.
    Field,
    /// A value of a field.
    Value,
    /// A value that may go on, such as the year of a date.
    Part,
    /// What stands between two things.
    Operator,
    /// A word of the texts.
    Word,
}

impl Kind {
    /// Whether nothing more belongs to it, so that a space may follow.
    pub fn is_whole(self) -> bool {
        !matches!(self, Self::Field | Self::Part)
    }
}

/// A way the word at the cursor may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub kind: Kind,
    /// What is put in place of [`Self::replaces`], in quotation marks where it needs them.
    pub text: String,
    /// What of the query it takes the place of.
    pub replaces: Span,
    /// Articles that have this value; none for the name of a field.
    pub count: Option<u64>,
    /// What it asks for, in a few words.
    pub help: Option<String>,
}

/// Whether anybody still waits.
type Wanted<'a> = &'a (dyn Fn() -> bool + 'a);

impl Inner {
    pub(super) fn complete(
        &self,
        text: &str,
        cursor: usize,
        outside: &dyn Outside,
        wanted: Wanted<'_>,
    ) -> anyhow::Result<Vec<Completion>> {
        let Some(word) = word_at(text, cursor) else { return Ok(Vec::new()) };
        let found = match word.field {
            None => self.names_and_words(text, &word, wanted)?,
            Some(field) => self.values(field, &word.typed, outside, wanted)?,
        };
        let completion = |value: Value| Completion {
            kind: value.kind,
            text: match value.kind {
                Kind::Value | Kind::Part => quoted(&value.text),
                _ => value.text,
            },
            replaces: word.replaces,
            count: value.count,
            help: value.help,
        };
        Ok(found.into_iter().map(completion).collect())
    }

    /// Names of fields, operators where something stands before, and words of the texts.
    fn names_and_words(
        &self,
        text: &str,
        word: &AtCursor,
        wanted: Wanted<'_>,
    ) -> anyhow::Result<Vec<Value>> {
        let typed = word.typed.to_ascii_lowercase();
        let named = NAMES.iter().filter(|named| named.name.starts_with(&typed));
        let mut found: Vec<Value> = named
            .filter_map(|named| {
                let text = format!("{}:", named.name);
                Some(Value { kind: Kind::Field, ..Value::named(&text, named.help?) })
            })
            .collect();
        let before = text.get(..word.replaces.start).unwrap_or_default();
        if before.ends_with(char::is_whitespace) && !before.trim().is_empty() {
            let joining = OPERATORS.iter().filter(|(name, _)| name.starts_with(&word.typed));
            found.extend(
                joining
                    .map(|(name, help)| Value { kind: Kind::Operator, ..Value::named(name, help) }),
            );
        }
        if typed.chars().count() >= WORDY && typed.chars().all(char::is_alphanumeric) {
            let start = fold(&word.typed);
            let terms = self.with_prefix_unless(&start, &|| !wanted())?;
            found.extend(self.counted(&terms.terms, &[self.fields.body, self.fields.title])?);
        }
        Ok(found)
    }

    fn values(
        &self,
        field: Prefix,
        typed: &str,
        outside: &dyn Outside,
        wanted: Wanted<'_>,
    ) -> anyhow::Result<Vec<Value>> {
        let own = |name: &str| -> Vec<Value> {
            let names = outside.names(name).into_iter();
            let named = names.filter(|(name, _)| fold(name).starts_with(&fold(typed)));
            named.map(|(name, help)| Value::named(&name, &help)).collect()
        };
        let mut found = match field {
            Prefix::Words(field @ (FieldName::Title | FieldName::Body | FieldName::Url)) => {
                self.terms(field, typed, wanted)?
            }
            Prefix::Words(field) => {
                let labels = self.starting(field, typed, MOST)?.into_iter();
                let counted = labels.map(|(label, count)| Value::counted(&label, count));
                let tags = if field == FieldName::Tag { own("tag") } else { Vec::new() };
                tags.into_iter().chain(counted).collect()
            }
            Prefix::Date => self.times(typed)?,
            Prefix::Newer | Prefix::Older => {
                let ages = AGES.iter().filter(|(age, _)| age.starts_with(typed));
                ages.map(|(age, help)| Value::named(age, help)).collect()
            }
            Prefix::Has => {
                let known = PARTS.iter().filter(|(name, _)| name.starts_with(typed));
                let known = known.map(|(name, _)| Value::named(name, "where it is known"));
                own("has").into_iter().chain(known).collect()
            }
            Prefix::Is => own("is"),
            Prefix::Exact(_)
            | Prefix::Length
            | Prefix::Figure
            | Prefix::Id
            | Prefix::Story
            | Prefix::Like => Vec::new(),
        };
        found.truncate(MOST);
        Ok(found)
    }

    /// Words of a text that start so.
    fn terms(
        &self,
        field: FieldName,
        typed: &str,
        wanted: Wanted<'_>,
    ) -> anyhow::Result<Vec<Value>> {
        let start = fold(typed);
        if start.is_empty() {
            return Ok(Vec::new());
        }
        let field = match field {
            FieldName::Title => self.fields.title,
            FieldName::Url => self.fields.url,
            _ => self.fields.body,
        };
        let found = self.commonest(&start, &[field], &|| !wanted())?;
        let mut values = self.counted(&found.terms, &[field])?;
        for value in &mut values {
            value.kind = Kind::Value;
        }
        Ok(values)
    }

    /// Words with the number of articles that have them in one of `fields`, about; the commonest first.
    fn counted(&self, terms: &[String], fields: &[Field]) -> anyhow::Result<Vec<Value>> {
        let mut values = Vec::with_capacity(terms.len());
        for term in terms {
            let mut count = 0;
            for &field in fields {
                count = self.searcher.doc_freq(&Term::from_field_text(field, term))?.max(count);
            }
            values.push(Value { kind: Kind::Word, ..Value::counted(term, count) });
        }
        values.sort_by_key(|value| Reverse(value.count));
        values.truncate(MOST);
        Ok(values)
    }

    /// Years, the months of a year and the days of a month in which something was published, the last
    /// first.
    fn times(&self, typed: &str) -> anyhow::Result<Vec<Value>> {
        // After `..`, `>=` and the like another date starts.
        let at = typed.rfind(['.', '<', '>', '=']).map_or(0, |at| at + 1);
        let (before, typed) = (typed.get(..at).unwrap_or_default(), typed.get(at..));
        let typed = typed.unwrap_or_default();
        let (form, kind) = match typed.len() {
            0..4 => ("%Y", Kind::Part),
            4..7 => ("%Y-%m", Kind::Part),
            _ => ("%Y-%m-%d", Kind::Value),
        };
        let mut times: BTreeMap<String, u64> = BTreeMap::new();
        for (day, count) in self.days()? {
            if let Ok(stamp) = jiff::Timestamp::from_second(day * 86_400) {
                *times.entry(stamp.strftime(form).to_string()).or_default() += count;
            }
        }
        let times = times.into_iter().rev().filter(|(time, _)| time.starts_with(typed));
        let value =
            |(time, count)| Value { kind, ..Value::counted(&format!("{before}{time}"), count) };
        Ok(times.map(value).collect())
    }
}

/// A value of a field.
struct Value {
    kind: Kind,
    text: String,
    count: Option<u64>,
    help: Option<String>,
}

impl Value {
    fn named(text: &str, help: &str) -> Self {
        Self {
            kind: Kind::Value,
            text: text.to_string(),
            count: None,
            help: Some(help.to_string()),
        }
    }

    fn counted(text: &str, count: u64) -> Self {
        Self { kind: Kind::Value, text: text.to_string(), count: Some(count), help: None }
    }
}

/// `value` as it is written in a query.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '<' | '>' | '=' | '_');
    if value.chars().all(plain) {
        return value.to_string();
    }
    let inside: String = value.chars().filter(|&c| !super::query::is_quote(c)).collect();
    format!("\"{inside}\"")
}
