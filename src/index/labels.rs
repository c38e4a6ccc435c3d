//! The labels of all articles (outlets, places, languages, …) as they are written, each with the number
//! of articles that have it.

use super::meta::Meta;
use super::query::FieldName;
use super::search::Inner;
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Different labels of one field that are kept; of more, those met first.
const MOST: usize = 50_000;

/// Longer labels are no names anybody would pick from a list.
const MAX_LENGTH: usize = 120;

/// Labels of the fields that were asked for, the commonest first; and the days of all articles.
#[derive(Debug, Default)]
pub(super) struct Labels {
    by_field: Mutex<HashMap<FieldName, Arc<Vec<Label>>>>,
    days: OnceLock<BTreeMap<i64, u64>>,
}

/// One label.
#[derive(Debug)]
pub(super) struct Label {
    /// As it is written.
    pub(super) text: String,
    /// As words are compared.
    folded: String,
    /// Articles that have it.
    pub(super) count: u64,
}

impl Label {
    /// Whether it, or one of its words, starts so.
    fn starts(&self, start: &str) -> bool {
        self.folded.starts_with(start)
            || self.folded.match_indices(start).any(|(at, _)| {
                let before = self.folded.get(..at).and_then(|before| before.chars().next_back());
                before.is_some_and(|before| !before.is_alphanumeric())
            })
    }
}

impl Inner {
    /// The labels of `field` of which a word starts with `start`, the commonest first.
    pub(super) fn starting(
        &self,
        field: FieldName,
        start: &str,
        most: usize,
    ) -> anyhow::Result<Vec<(String, u64)>> {
        let start = fold(start);
        let labels = self.labels_of(field)?;
        let starting = labels.iter().filter(|label| label.starts(&start)).take(most);
        Ok(starting.map(|label| (label.text.clone(), label.count)).collect())
    }

    /// The labels of `field`; read once.
    fn labels_of(&self, field: FieldName) -> anyhow::Result<Arc<Vec<Label>>> {
        let known = || self.labels.by_field.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(labels) = known().get(&field) {
            return Ok(labels.clone());
        }
        let counts = match counted(field) {
            Some(label) => {
                let mut counts = HashMap::new();
                for (value, articles) in self.label_counts(label)?.counts {
                    add(&mut counts, &value, articles as u64);
                }
                counts
            }
            None => self.read_labels(field)?,
        };
        let labels = Arc::new(sorted(counts));
        known().insert(field, labels.clone());
        Ok(labels)
    }

    /// Labels of `field`, which has no column of its own: reads that of metadata from its start to its
    /// end, which is far quicker than article by article. The odd article whose metadata is too long
    /// for a column is left out.
    fn read_labels(&self, field: FieldName) -> anyhow::Result<HashMap<String, u64>> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for (segment, columns) in self.searcher.segment_readers().iter().zip(self.columns.iter()) {
            let Some(column) = &columns.meta else { continue };
            let mut alive: HashMap<u64, u64> = HashMap::new();
            for doc in segment.doc_ids_alive() {
                for ord in column.term_ords(doc) {
                    *alive.entry(ord).or_default() += 1;
                }
            }
            let mut stream = column.dictionary().stream()?;
            let mut ord = 0;
            while stream.advance() {
                if let Some(&articles) = alive.get(&ord) {
                    for (known, label) in Meta::from_bytes(stream.key())?.labels() {
                        if known == field {
                            add(&mut counts, label, articles);
                        }
                    }
                }
                ord += 1;
            }
        }
        Ok(counts)
    }

    /// The days since 1970 on which something was published, with the number of articles; read once.
    pub(super) fn days(&self) -> anyhow::Result<&BTreeMap<i64, u64>> {
        if let Some(days) = self.labels.days.get() {
            return Ok(days);
        }
        let mut days: BTreeMap<i64, u64> = BTreeMap::new();
        for seconds in self.dates()?.into_iter().flatten() {
            *days.entry(seconds.div_euclid(86_400)).or_default() += 1;
        }
        Ok(self.labels.days.get_or_init(|| days))
    }
}

/// The column that counts `field`, where it has one.
fn counted(field: FieldName) -> Option<super::facets::Label> {
    use super::facets::Label;
    Some(match field {
        FieldName::Source => Label::Source,
        FieldName::Place => Label::Place,
        FieldName::Lang => Label::Lang,
        FieldName::Tag => Label::Tag,
        FieldName::Section => Label::Section,
        FieldName::Title | FieldName::Body | FieldName::Byline | FieldName::Url => return None,
    })
}

fn add(counts: &mut HashMap<String, u64>, label: &str, articles: u64) {
    let label = label.trim();
    if label.is_empty() || label.len() > MAX_LENGTH {
        return;
    }
    if let Some(count) = counts.get_mut(label) {
        *count += articles;
    } else if counts.len() < MOST {
        counts.insert(label.to_string(), articles);
    }
}

fn sorted(counts: HashMap<String, u64>) -> Vec<Label> {
    let label = |(text, count): (String, u64)| Label { folded: fold(&text), text, count };
    let mut labels: Vec<Label> = counts.into_iter().map(label).collect();
    labels.sort_unstable_by(|a, b| (Reverse(a.count), &a.text).cmp(&(Reverse(b.count), &b.text)));
    labels
}
