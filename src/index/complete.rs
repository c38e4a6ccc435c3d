//! How the word at the cursor of a query may go on: names of fields with a word of help, and values of
//! a field with the number of articles that have them.

use super::query::fields::{NAMES, PARTS, Prefix};
use super::query::{FieldName, Outside, word_at};
use super::search::Inner;
use crate::text::Span;
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tantivy::Term;

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

/// A way the word at the cursor may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is put in place of [`Self::replaces`], in quotation marks where it needs them.
    pub text: String,
    /// What of the query it takes the place of.
    pub replaces: Span,
    /// Articles that have this value; none for the name of a field.
    pub count: Option<u64>,
    /// What it asks for, in a few words.
    pub help: Option<String>,
}

impl Inner {
    pub(super) fn complete(
        &self,
        text: &str,
        cursor: usize,
        outside: &dyn Outside,
    ) -> anyhow::Result<Vec<Completion>> {
        let Some(word) = word_at(text, cursor) else { return Ok(Vec::new()) };
        let Some(field) = word.field else {
            let typed = word.typed.to_ascii_lowercase();
            let named = NAMES.iter().filter(|named| named.name.starts_with(&typed));
            return Ok(named
                .filter_map(|named| {
                    Some(Completion {
                        text: format!("{}:", named.name),
                        replaces: word.replaces,
                        count: None,
                        help: Some(named.help?.to_string()),
                    })
                })
                .collect());
        };
        let found = self.values(field, &word.typed, outside)?;
        let completion = |value: Value| Completion {
            text: quoted(&value.text),
            replaces: word.replaces,
            count: value.count,
            help: value.help,
        };
        Ok(found.into_iter().take(MOST).map(completion).collect())
    }

    fn values(
        &self,
        field: Prefix,
        typed: &str,
        outside: &dyn Outside,
    ) -> anyhow::Result<Vec<Value>> {
        let own = |name: &str| -> Vec<Value> {
            let names = outside.names(name).into_iter();
            let named = names.filter(|(name, _)| fold(name).starts_with(&fold(typed)));
            named.map(|(name, help)| Value::named(&name, &help)).collect()
        };
        Ok(match field {
            Prefix::Words(field @ (FieldName::Title | FieldName::Body | FieldName::Url)) => {
                self.terms(field, typed)?
            }
            Prefix::Words(field) => {
                let labels = self.labels()?.starting(field, typed).take(MOST);
                let counted = labels.map(|label| Value::counted(&label.text, label.count));
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
        })
    }

    /// Words of a text that start so.
    fn terms(&self, field: FieldName, typed: &str) -> anyhow::Result<Vec<Value>> {
        let start = fold(typed);
        if start.is_empty() {
            return Ok(Vec::new());
        }
        let field = match field {
            FieldName::Title => self.fields.title,
            FieldName::Url => self.fields.url,
            _ => self.fields.body,
        };
        let found = self.starting_with(&start, &[field])?;
        let counted = found.terms.iter().take(MOST).map(|term| {
            let count = self.searcher.doc_freq(&Term::from_field_text(field, term))?;
            Ok(Value::counted(term, count))
        });
        let mut values = counted.collect::<anyhow::Result<Vec<_>>>()?;
        values.sort_by_key(|value| Reverse(value.count));
        Ok(values)
    }

    /// Years, and the months of a year, in which something was published, the last first.
    fn times(&self, typed: &str) -> anyhow::Result<Vec<Value>> {
        // After `..`, `>=` and the like another date starts.
        let at = typed.rfind(['.', '<', '>', '=']).map_or(0, |at| at + 1);
        let (before, typed) = (typed.get(..at).unwrap_or_default(), typed.get(at..));
        let typed = typed.unwrap_or_default();
        let form = if typed.len() > 4 { "%Y-%m" } else { "%Y" };
        let mut days: BTreeMap<i64, u64> = BTreeMap::new();
        for seconds in self.dates()?.into_iter().flatten() {
            *days.entry(seconds.div_euclid(86_400)).or_default() += 1;
        }
        let mut times: BTreeMap<String, u64> = BTreeMap::new();
        for (day, count) in days {
            if let Ok(stamp) = jiff::Timestamp::from_second(day * 86_400) {
                *times.entry(stamp.strftime(form).to_string()).or_default() += count;
            }
        }
        let times = times.into_iter().rev().filter(|(time, _)| time.starts_with(typed));
        Ok(times.map(|(time, count)| Value::counted(&format!("{before}{time}"), count)).collect())
    }
}

/// A value of a field.
struct Value {
    text: String,
    count: Option<u64>,
    help: Option<String>,
}

impl Value {
    fn named(text: &str, help: &str) -> Self {
        Self { text: text.to_string(), count: None, help: Some(help.to_string()) }
    }

    fn counted(text: &str, count: u64) -> Self {
        Self { text: text.to_string(), count: Some(count), help: None }
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
