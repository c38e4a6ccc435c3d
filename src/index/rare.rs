//! Candidates for reports of one event: articles that share rare terms of their texts, and when each
//! was published.

use super::candidates::Places;
use super::search::Inner;
use super::tokenizer::Analysis;
use crate::corpus::ArticleId;
use anyhow::Context;
use std::collections::{BTreeSet, HashMap};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermMerger;
use tantivy::{DocSet, TERMINATED, Term};

/// Terms of a text that are asked for, the rarest first.
const TERMS: usize = 40;

/// A term of up to so many articles is counted without those that are deleted.
const COUNTED: u32 = 4_096;

/// A term of the corpus' texts, as the pass over all of them shows it.
#[derive(Debug)]
pub struct RareTerm<'a> {
    /// The term, folded.
    pub term: &'a [u8],
    /// Articles that have it; of a frequent term deleted ones may be among them.
    pub articles: u32,
    /// Which they are, as places in [`super::Searcher::ids`]; empty where there are too many.
    pub places: &'a [u32],
}

impl Inner {
    pub(super) fn dates(&self) -> anyhow::Result<Vec<Option<i64>>> {
        let mut dates = Vec::with_capacity(self.searcher.num_docs() as usize);
        for (segment, columns) in self.searcher.segment_readers().iter().zip(&*self.columns) {
            dates.extend(segment.doc_ids_alive().map(|doc| columns.date.first(doc)));
        }
        Ok(dates)
    }

    pub(super) fn rare_terms(
        &self,
        most: usize,
        each: &mut dyn FnMut(RareTerm<'_>),
    ) -> anyhow::Result<()> {
        let (places, inverted) = self.inverted(self.fields.body)?;
        let streams = inverted
            .iter()
            .map(|inverted| inverted.terms().stream())
            .collect::<std::io::Result<Vec<_>>>()?;
        let mut merger = TermMerger::new(streams);
        let some_deleted = places.iter().any(Places::has_gaps);
        let mut found = Vec::new();
        let mut infos = Vec::new();
        while merger.advance() {
            infos.clear();
            infos.extend(merger.current_segment_ords_and_term_infos());
            let mut articles: u32 = infos.iter().map(|(_, info)| info.doc_freq).sum();
            // Most terms belong to one article.
            if articles < 2 {
                continue;
            }
            found.clear();
            let listed = articles as usize <= most;
            if listed || some_deleted && articles <= COUNTED {
                for (segment, info) in &infos {
                    let (Some(inverted), Some(places)) =
                        (inverted.get(*segment), places.get(*segment))
                    else {
                        continue;
                    };
                    let mut postings =
                        inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    let mut doc = postings.doc();
                    while doc != TERMINATED {
                        found.extend(places.of_doc(doc));
                        doc = postings.advance();
                    }
                }
                articles = found.len() as u32;
                if articles < 2 {
                    continue;
                }
                if articles as usize > most {
                    found.clear();
                }
            }
            each(RareTerm { term: merger.key(), articles, places: &found });
        }
        Ok(())
    }

    pub(super) fn term_counts(
        &self,
        text: &str,
        each: &mut dyn FnMut(&str, u32),
    ) -> anyhow::Result<()> {
        for term in terms(text) {
            each(&term, self.articles_with(&term)?);
        }
        Ok(())
    }

    fn articles_with(&self, term: &str) -> anyhow::Result<u32> {
        let term = Term::from_field_text(self.fields.body, term);
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            count += segment.inverted_index(self.fields.body)?.doc_freq(&term)?;
        }
        Ok(count)
    }

    pub(super) fn sharing_rare_terms(
        &self,
        text: &str,
        (most, dates): (usize, Option<(i64, i64)>),
        limit: usize,
    ) -> anyhow::Result<Vec<ArticleId>> {
        let mut rare = Vec::new();
        for term in terms(text) {
            let count = self.articles_with(&term)?;
            // One that only this text has leads nowhere, though the text need not be in the index.
            if (1..=most as u32).contains(&count) {
                rare.push((count, term));
            }
        }
        rare.sort_unstable();
        rare.truncate(TERMS);
        let all = self.searcher.num_docs().max(1) as f32;
        let mut sums: HashMap<ArticleId, f32> = HashMap::new();
        for (segment, columns) in self.searcher.segment_readers().iter().zip(&*self.columns) {
            let inverted = segment.inverted_index(self.fields.body)?;
            for (count, term) in &rare {
                let term = Term::from_field_text(self.fields.body, term);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
                else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    let outside = dates
                        .zip(columns.date.first(doc))
                        .is_some_and(|((from, to), date)| !(from..=to).contains(&date));
                    if !segment.is_deleted(doc) && !outside {
                        let id = columns.id.first(doc).context("an article has no id")?;
                        *sums.entry(ArticleId(id)).or_default() += (all / *count as f32).ln();
                    }
                    doc = postings.advance();
                }
            }
        }
        let mut found: Vec<(ArticleId, f32)> = sums.into_iter().collect();
        found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found.truncate(limit);
        Ok(found.into_iter().map(|(id, _)| id).collect())
    }
}

/// The distinct terms of a text.
fn terms(text: &str) -> BTreeSet<String> {
    let mut analysis = Analysis::new(text);
    let mut terms = BTreeSet::new();
    while analysis.advance().is_some() {
        if !terms.contains(analysis.term()) {
            terms.insert(analysis.term().to_string());
        }
    }
    terms
}
