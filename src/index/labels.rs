//! The labels of all articles (outlets, places, languages, …) as they are written, each with the number
//! of articles that have it.

use super::meta::Meta;
use super::query::FieldName;
use super::search::Inner;
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Different labels of one field that are kept; of more, those met first.
const MOST: usize = 50_000;

/// Longer labels are no names anybody would pick from a list.
const MAX_LENGTH: usize = 120;

/// Labels of every field, the commonest first.
#[derive(Debug, Default)]
pub(super) struct Labels {
    by_field: HashMap<FieldName, Vec<Label>>,
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

impl Labels {
    /// Those of `field` of which a word starts with `start`, the commonest first.
    pub(super) fn starting<'a>(
        &'a self,
        field: FieldName,
        start: &str,
    ) -> impl Iterator<Item = &'a Label> + use<'a> {
        let start = fold(start);
        let all = self.by_field.get(&field).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |label| label.starts(&start))
    }
}

impl Inner {
    /// The labels of all articles; read once.
    pub(super) fn labels(&self) -> anyhow::Result<&Labels> {
        if let Some(labels) = self.labels.get() {
            return Ok(labels);
        }
        let read = self.read_labels()?;
        Ok(self.labels.get_or_init(|| read))
    }

    /// Reads the column of metadata from its start to its end, which is far quicker than article by
    /// article. The odd article whose metadata is too long for a column is left out.
    fn read_labels(&self) -> anyhow::Result<Labels> {
        let mut counts: HashMap<FieldName, HashMap<String, u64>> = HashMap::new();
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
                    for (field, label) in Meta::from_bytes(stream.key())?.labels() {
                        add(counts.entry(field).or_default(), label, articles);
                    }
                }
                ord += 1;
            }
        }
        let by_field = counts.into_iter().map(|(field, counts)| (field, sorted(counts))).collect();
        Ok(Labels { by_field })
    }
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
