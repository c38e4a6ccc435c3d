//! Words that the hits of a query have far more often than other articles: what else it is about.
//!
//! They are weighed by Dunning's log-likelihood ratio (T. Dunning, "Accurate Methods for the Statistics
//! of Surprise and Coincidence", 1993) over articles, not over occurrences, so that one article that
//! says a word a hundred times says it once.

use super::query::Node;
use super::search::{Inner, Searcher};
use super::tokenizer::{Analysis, Kind, pieces};
use super::{Highlighter, Query, guarded};
use crate::text::Span;
use crate::text::calendar::is_month_or_day;
use std::collections::{BTreeMap, HashMap, HashSet};
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;

/// Words that are looked at more closely, for each one that is wanted.
const CLOSER: usize = 4;
/// The log-likelihood ratio that chance exceeds once in a thousand times.
const SURPRISE: f64 = 10.83;
/// How many times as often a word must stand in the hits as elsewhere.
const OFTENER: f64 = 2.0;
/// The same where the hits are so large a part of the corpus that nothing stands there twice as often.
const OFTENER_AMONG_FEW: f64 = 1.25;
/// Fewer hits than this say little for sure: what there is comes in the order of how likely it is, and
/// names count so much more, since among few little words stand out as well.
const FEW: usize = 20;
const NAME: f64 = 1.5;
/// The part of a word's articles in which it must belong to a name to be spoken of as that name.
const NAMED: f64 = 0.7;
/// A language that fewer than this part of the corpus are written in is a corpus of its own: else its
/// little words would stand out.
const ONE_LANGUAGE: f64 = 0.9;

/// The words of one hit.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// By term, as they are written there.
    words: HashMap<String, String>,
    /// Words of a name that follow one another, by their terms.
    names: HashMap<(String, String), String>,
    lang: Option<String>,
}

/// A word that stands out among hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// As most of the hits write it; two words where it is a name of two.
    pub word: String,
    /// Hits that were looked at and have it.
    pub hits: usize,
    /// How sure it is that this is no chance: the log-likelihood ratio.
    pub surprise: f64,
}

impl Vocabulary {
    /// The words of a text but for those that `highlighter` marks and those inside `skip`.
    pub fn new(text: &str, highlighter: &Highlighter, skip: &[Span], lang: Option<&str>) -> Self {
        let mut out = Self { lang: lang.map(str::to_string), ..Self::default() };
        let mut left_out = highlighter.marks(text);
        left_out.extend_from_slice(skip);
        left_out.sort_unstable();
        let mut left_out = left_out.into_iter().peekable();
        let mut analysis = Analysis::new(text);
        let mut before: Option<(Span, String)> = None;
        while let Some(place) = analysis.advance() {
            while left_out.next_if(|span| span.end <= place.span.start).is_some() {}
            let skipped = left_out.peek().is_some_and(|span| span.start < place.span.end);
            let term = analysis.term();
            let long = match place.kind {
                Kind::Word => term.chars().count() > 1 && !is_month_or_day(term),
                Kind::Pair => true,
                Kind::Tail { .. } => false,
            };
            if skipped || !long {
                before = None;
                continue;
            }
            let written = place.span.of(text);
            out.words.entry(term.to_string()).or_insert_with(|| written.to_string());
            let capital = place.kind == Kind::Word && written.starts_with(char::is_uppercase);
            if capital
                && let Some((last, first)) = before.take()
                && text.get(last.end..place.span.start) == Some(" ")
            {
                let whole = Span::new(last.start, place.span.end).of(text).to_string();
                out.names.entry((first, term.to_string())).or_insert(whole);
            }
            before = capital.then(|| (place.span, term.to_string()));
        }
        out
    }
}

impl Searcher {
    /// The words that stand out in `hits`, of what `query` finds, the most telling first, at most `limit`.
    /// No words of the query nor forms of them, and no word twice in two forms.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn related(
        &self,
        query: &Query,
        hits: &[Vocabulary],
        limit: usize,
    ) -> anyhow::Result<Vec<Related>> {
        guarded(|| self.inner.related(query, hits, limit))
    }
}

/// Hits that have a term, and how they write it.
#[derive(Default)]
struct Met<'a> {
    hits: u64,
    written: BTreeMap<&'a str, usize>,
}

impl<'a> Met<'a> {
    fn add(&mut self, written: &'a str) {
        self.hits += 1;
        *self.written.entry(written).or_default() += 1;
    }

    fn most_written(&self) -> &'a str {
        // Of equals the first, in the order of their letters.
        let most = self.written.iter().rev().max_by_key(|(_, times)| **times);
        most.map_or("", |(written, _)| written)
    }
}

impl Inner {
    fn related(
        &self,
        query: &Query,
        hits: &[Vocabulary],
        limit: usize,
    ) -> anyhow::Result<Vec<Related>> {
        let mut met: HashMap<&str, Met<'_>> = HashMap::new();
        let mut names: HashMap<(&str, &str), Met<'_>> = HashMap::new();
        for vocabulary in hits {
            for (term, written) in &vocabulary.words {
                met.entry(term).or_default().add(written);
            }
            for ((first, second), written) in &vocabulary.names {
                names.entry((first, second)).or_default().add(written);
            }
        }
        let own = self.words_of(query)?;
        let (looked_at, all) = (hits.len() as f64, self.searcher.num_docs().max(1) as f64);
        let few = hits.len() < FEW;
        let least = if few { 2 } else { 3 };
        let weigh = |hits: u64, articles: f64, all: f64| {
            let oftener = (hits as f64 / looked_at) / (articles.max(hits as f64) / all);
            let enough = if looked_at * 4.0 > all { OFTENER_AMONG_FEW } else { OFTENER };
            let surprise = surprise(hits as f64, looked_at, articles, all);
            (oftener >= enough).then_some(surprise)
        };
        let mut weighed = Vec::new();
        for (&term, met) in
            met.iter().filter(|(term, met)| met.hits >= least && !own.contains(**term))
        {
            let articles =
                self.searcher.doc_freq(&Term::from_field_text(self.fields.body, term))?;
            let name = few && met.most_written().starts_with(char::is_uppercase);
            let surprise = weigh(met.hits, articles as f64, all);
            let surprise = surprise.map(|surprise| surprise * if name { NAME } else { 1.0 });
            weighed.extend(surprise.map(|surprise| (surprise, term, met.hits)));
        }
        let sure = if few { 0.0 } else { SURPRISE };
        let best = |weighed: &mut Vec<(f64, &str, u64)>| {
            weighed.retain(|(surprise, ..)| *surprise >= sure);
            weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        };
        best(&mut weighed);
        weighed.truncate(limit.saturating_mul(CLOSER));
        if let Some((lang, written_in)) = self.minor_language(hits)? {
            for (surprise, term, hits) in &mut weighed {
                let articles = self.articles_in(&lang, Some(term))?;
                *surprise = weigh(*hits, articles as f64, written_in as f64).unwrap_or(-1.0);
            }
            weighed.retain(|(surprise, ..)| *surprise >= 0.0);
            best(&mut weighed);
        }
        let mut out: Vec<Related> = Vec::new();
        let mut told: HashSet<String> = HashSet::new();
        for (surprise, term, count) in weighed {
            if out.len() >= limit {
                break;
            }
            if told.contains(term) {
                continue;
            }
            told.extend(self.inflections(term)?.iter().cloned());
            told.insert(term.to_string());
            let name = names.iter().filter(|((first, second), met)| {
                let other = if *first == term { *second } else { *first };
                (*first == term || *second == term)
                    && met.hits as f64 >= count as f64 * NAMED
                    && !own.contains(other)
            });
            let name = name.max_by(|a, b| a.1.hits.cmp(&b.1.hits).then(b.0.cmp(a.0)));
            let word = match name {
                Some(((first, second), name)) => {
                    let other = if *first == term { *second } else { *first };
                    if told.contains(other) {
                        continue;
                    }
                    // The other word of a name stands for itself where it is more often without it.
                    let alone = met.get(other).map_or(0, |met| met.hits);
                    if name.hits as f64 >= alone as f64 * NAMED {
                        told.insert(other.to_string());
                    }
                    name.most_written()
                }
                None => met.get(term).map_or("", Met::most_written),
            };
            if word.is_empty() || out.iter().any(|related| related.word == word) {
                continue;
            }
            let hits = usize::try_from(count).unwrap_or(usize::MAX);
            out.push(Related { word: word.to_string(), hits, surprise });
        }
        Ok(out)
    }

    /// The terms of a query's words, with their inflections.
    fn words_of(&self, query: &Query) -> anyhow::Result<HashSet<String>> {
        let mut written = Vec::new();
        if let Some(root) = query.tree() {
            words(root, &mut written);
        }
        let mut terms = HashSet::new();
        for text in written {
            for piece in pieces(text, false) {
                terms.extend(self.inflections(&piece.term)?.iter().cloned());
                terms.insert(piece.term);
            }
        }
        Ok(terms)
    }

    /// The language of most hits with the number of articles in it, where the corpus has many in others.
    fn minor_language(&self, hits: &[Vocabulary]) -> anyhow::Result<Option<(String, u64)>> {
        let mut langs: BTreeMap<&str, usize> = BTreeMap::new();
        for lang in hits.iter().filter_map(|hit| hit.lang.as_deref()) {
            *langs.entry(lang).or_default() += 1;
        }
        let Some((lang, _)) = langs.into_iter().max_by_key(|&(_, count)| count) else {
            return Ok(None);
        };
        let written_in = self.articles_in(lang, None)?;
        let all = self.searcher.num_docs() as f64;
        let minor = (written_in as f64) < all * ONE_LANGUAGE && written_in > 0;
        Ok(minor.then(|| (lang.to_string(), written_in)))
    }

    /// Articles in a language, with a term where one is given.
    fn articles_in(&self, lang: &str, term: Option<&str>) -> anyhow::Result<u64> {
        let fields = &self.fields;
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        let terms = [Some((fields.lang, lang)), term.map(|term| (fields.body, term))];
        for (field, text) in terms.into_iter().flatten() {
            let term = Term::from_field_text(field, text);
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            clauses.push((Occur::Must, Box::new(query)));
        }
        Ok(self.searcher.search(&BooleanQuery::new(clauses), &Count)? as u64)
    }
}

/// The words a query names, whether it wants them or not.
fn words<'q>(node: &'q Node, out: &mut Vec<&'q str>) {
    match node {
        Node::Word { text, .. } | Node::Phrase { text, .. } | Node::Fuzzy { text, .. } => {
            out.push(text)
        }
        Node::Near { parts: nodes, .. } | Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter().for_each(|node| words(node, out));
        }
        Node::In { node, .. } | Node::Boost { node, .. } | Node::Not(node) => words(node, out),
        _ => {}
    }
}

/// Dunning's log-likelihood ratio: how unlikely it is that `with` of `among` articles have a word by
/// chance, where `articles` of `all` have it.
fn surprise(with: f64, among: f64, articles: f64, all: f64) -> f64 {
    let part = |observed: f64, expected: f64| {
        if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let elsewhere = (articles - with).max(0.0);
    let others = (all - among).max(0.0);
    let rate = (with + elsewhere) / (among + others).max(1.0);
    2.0 * (part(with, among * rate)
        + part(among - with, among * (1.0 - rate))
        + part(elsewhere, others * rate)
        + part(others - elsewhere, others * (1.0 - rate)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_two_words_are_kept_together() {
        let text = "Smoke over Port Calder. Calder Harbour, they said; Port Calder again";
        let found = Vocabulary::new(text, &Highlighter::default(), &[], None);
        let mut names: Vec<&str> = found.names.values().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["Calder Harbour", "Port Calder"]);
        assert_eq!(found.words.get("smoke").map(String::as_str), Some("Smoke"));
    }

    #[test]
    fn what_is_left_out_is_no_word_and_joins_no_name() {
        let text = "Port Calder burns";
        let found = Vocabulary::new(text, &Highlighter::default(), &[Span::new(5, 11)], None);
        assert!(found.names.is_empty());
        let mut words: Vec<&String> = found.words.keys().collect();
        words.sort_unstable();
        assert_eq!(words, ["burns", "port"]);
    }

    proptest! {
        #[test]
        fn surprise_grows_with_the_hits_and_is_none_where_nothing_differs(
            among in 1_u32..200, articles in 1_u32..5_000,
        ) {
            let all = 10_000.0;
            let (among, articles) = (f64::from(among), f64::from(articles));
            let expected = among * articles / all;
            prop_assert!(surprise(expected, among, articles, all).abs() < 1e-6);
            let most = among.min(articles);
            let more = (expected + 1.0).min(most);
            if more > expected {
                prop_assert!(surprise(more, among, articles, all) > 0.0);
                prop_assert!(surprise(most, among, articles, all) >= surprise(more, among, articles, all));
            }
        }
    }
}
