//! From a word of a query to the terms of the index: its inflections, and what it is the start of.
//!
//! Inflections are the terms with the same stem. Snowball's stemmers for the languages below only
//! change the ends of words, so all terms of a stem lie close together in the sorted term dictionary:
//! they are found by stemming the few terms that share the stem's beginning. This needs no table
//! beside the index, and is right from the first search after a commit.

use super::docs::Docs;
use super::query::{Pattern, Walk};
use super::search::Inner;
use anyhow::ensure;
use rust_stemmers::{Algorithm, Stemmer};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::termdict::TermDictionary;

/// Up to this many terms a prefix is searched for as these terms.
pub(super) const FEW: usize = 64;

/// How many of the commonest terms rank the hits of a prefix that has more.
pub(super) const RANKING: usize = 24;

/// Terms a pattern or a misspelling stands for, at most: the commonest.
const MOST: usize = 4_096;

/// Terms of the dictionaries that are held against a pattern, at most: some tenths of a second.
pub(super) const MAX_LOOKED_AT: usize = 2_000_000;

/// How many terms of each segment compete for being the commonest.
const COMPETING: usize = 256;

/// Terms looked through between two looks at whether anybody still waits for them.
const PATIENCE: usize = 4_096;

/// How many terms are stemmed for one word.
const MAX_STEMMED: usize = 20_000;

/// Languages with a stemmer, at most this many of a corpus'.
const MAX_LANGUAGES: usize = 4;

/// Stemmers that only change the ends of words, by language.
const STEMMERS: [(&str, Algorithm); 15] = [
    ("en", Algorithm::English),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
];

/// The terms a prefix stands for.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    /// The commonest first; all of them when `complete`.
    pub(super) terms: Vec<String>,
    /// Whether these are all.
    pub(super) complete: bool,
    /// At least how many there are in the segment that has most of them.
    pub(super) count: usize,
}

/// What was expanded already. One index view's; a commit starts afresh.
#[derive(Default)]
pub(super) struct Expansions {
    pub(super) looks: Mutex<HashMap<String, Arc<Expanded>>>,
    prefixes: Mutex<HashMap<String, Arc<Expanded>>>,
    inflections: Mutex<HashMap<String, Arc<Vec<String>>>>,
    /// Sets of documents, by what they are of.
    pub(super) sets: Mutex<HashMap<String, Arc<Docs>>>,
    languages: OnceLock<Vec<Algorithm>>,
}

/// Expansions kept; a session types a few hundred.
const KEPT: usize = 1024;

impl Inner {
    /// The fields a bare word is searched in, but for the lead, which is part of the body.
    fn expanded_fields(&self) -> [Field; 3] {
        [self.fields.title, self.fields.body, self.fields.byline]
    }

    /// The terms that start with `prefix`.
    pub(super) fn with_prefix(&self, prefix: &str) -> anyhow::Result<Arc<Expanded>> {
        self.with_prefix_unless(prefix, &|| false)
    }

    /// The same, unless nobody waits for it any more: then it is an error.
    pub(super) fn with_prefix_unless(
        &self,
        prefix: &str,
        given_up: &dyn Fn() -> bool,
    ) -> anyhow::Result<Arc<Expanded>> {
        cached(&self.expansions.prefixes, prefix, || {
            self.commonest(prefix, &self.expanded_fields(), given_up)
        })
    }

    /// The commonest terms of `fields` that start with `prefix`.
    pub(super) fn commonest(
        &self,
        prefix: &str,
        fields: &[Field],
        given_up: &dyn Fn() -> bool,
    ) -> anyhow::Result<Expanded> {
        let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
        let mut expanded = Expanded { complete: true, ..Expanded::default() };
        for segment in self.searcher.segment_readers() {
            for &field in fields {
                let inverted = segment.inverted_index(field)?;
                let (from, to) = prefix_bounds(prefix);
                let mut stream = inverted.terms().range().ge(from).le(to).into_stream()?;
                let mut best: BinaryHeap<Reverse<(u32, Vec<u8>)>> = BinaryHeap::new();
                let mut count = 0;
                while stream.advance() {
                    count += 1;
                    if count % PATIENCE == 0 {
                        ensure!(!given_up(), "nobody waits for these words any more");
                    }
                    let frequency = stream.value().doc_freq;
                    if best.len() >= COMPETING {
                        if best.peek().is_some_and(|Reverse((least, _))| frequency <= *least) {
                            continue;
                        }
                        best.pop();
                    }
                    best.push(Reverse((frequency, stream.key().to_vec())));
                }
                expanded.count = expanded.count.max(count);
                expanded.complete &= count <= COMPETING;
                for Reverse((frequency, term)) in best {
                    *found.entry(term).or_default() += u64::from(frequency);
                }
            }
        }
        expanded.complete &= found.len() <= FEW;
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        found.truncate(if expanded.complete { FEW } else { RANKING });
        expanded.terms =
            found.into_iter().filter_map(|(term, _)| String::from_utf8(term).ok()).collect();
        Ok(expanded)
    }

    /// The terms of `fields` that look like `pattern`.
    pub(super) fn looking_like(
        &self,
        pattern: &Pattern,
        fields: &[Field],
    ) -> anyhow::Result<Arc<Expanded>> {
        cached(&self.expansions.looks, &format!("{fields:?} {pattern}"), || {
            let mut left = MAX_LOOKED_AT;
            let (from, to) = prefix_bounds(pattern.start());
            self.gathered(fields, |terms, _, each| {
                let mut walk = Walk::new(pattern);
                let mut stream = terms.range().ge(from).le(&to).into_stream()?;
                while left > 0 && stream.advance() {
                    left -= 1;
                    if let Ok(term) = std::str::from_utf8(stream.key())
                        && walk.matches(term)
                    {
                        each(term, stream.value().doc_freq);
                    }
                }
                Ok(left > 0)
            })
        })
    }

    /// The terms of `fields` that start with `start`.
    pub(super) fn starting_with(
        &self,
        start: &str,
        fields: &[Field],
    ) -> anyhow::Result<Arc<Expanded>> {
        cached(&self.expansions.looks, &format!("{fields:?} {start}*"), || {
            let (from, to) = prefix_bounds(start);
            self.gathered(fields, |terms, _, each| {
                let mut stream = terms.range().ge(from).le(&to).into_stream()?;
                while stream.advance() {
                    if let Ok(term) = std::str::from_utf8(stream.key()) {
                        each(term, stream.value().doc_freq);
                    }
                }
                Ok(true)
            })
        })
    }

    /// The terms of `fields` that up to `distance` letters make of `word`, two neighbours swapped being
    /// one.
    pub(super) fn spelt_like(
        &self,
        word: &str,
        distance: u8,
        fields: &[Field],
    ) -> anyhow::Result<Arc<Expanded>> {
        cached(&self.expansions.looks, &format!("{fields:?} {word}~{distance}"), || {
            self.gathered(fields, |terms, field, each| {
                let term = Term::from_field_text(field, word);
                let automaton = FuzzyTermQuery::new(term, distance, true).automaton()?;
                let mut stream = terms.search(automaton).into_stream()?;
                while stream.advance() {
                    if let Ok(term) = std::str::from_utf8(stream.key()) {
                        each(term, stream.value().doc_freq);
                    }
                }
                Ok(true)
            })
        })
    }

    /// The commonest of the terms that `find` finds in the dictionaries of `fields`; it says whether
    /// those were all.
    fn gathered(
        &self,
        fields: &[Field],
        mut find: impl FnMut(&TermDictionary, Field, &mut dyn FnMut(&str, u32)) -> anyhow::Result<bool>,
    ) -> anyhow::Result<Expanded> {
        let mut found: HashMap<String, u64> = HashMap::new();
        let mut complete = true;
        let mut cut = false;
        for segment in self.searcher.segment_readers() {
            for &field in fields {
                let inverted = segment.inverted_index(field)?;
                complete &= find(inverted.terms(), field, &mut |term, frequency| {
                    if let Some(count) = found.get_mut(term) {
                        *count += u64::from(frequency);
                        return;
                    }
                    if found.len() >= 4 * MOST {
                        cut = true;
                        keep_commonest(&mut found);
                    }
                    found.insert(term.to_string(), u64::from(frequency));
                })?;
            }
        }
        let count = found.len();
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        found.truncate(MOST);
        let terms = found.into_iter().map(|(term, _)| term).collect();
        Ok(Expanded { terms, complete: complete && !cut && count <= MOST, count })
    }

    /// `word` itself, and the terms that are inflections of it in the languages of the corpus.
    pub(super) fn inflections(&self, word: &str) -> anyhow::Result<Arc<Vec<String>>> {
        cached(&self.expansions.inflections, word, || self.find_inflections(word))
    }

    fn find_inflections(&self, word: &str) -> anyhow::Result<Vec<String>> {
        let mut found = BTreeSet::new();
        if word.chars().all(char::is_alphabetic) && word.chars().count() > 2 {
            for &language in self.languages()? {
                let stemmer = Stemmer::create(language);
                let stem = stemmer.stem(word);
                let letters = stem.chars().count().saturating_sub(2).max(2);
                let start: String = stem.chars().take(letters).collect();
                self.each_term(&start, |term| {
                    if stemmer.stem(term) == stem {
                        found.insert(term.to_string());
                    }
                })?;
                // The one English ending that changes a stem's second letter: die, dying.
                if language == Algorithm::English && stem.len() == 3 && stem.ends_with("ie") {
                    found.insert(format!("{}ying", &stem[..1]));
                }
            }
        }
        found.remove(word);
        Ok(std::iter::once(word.to_string()).chain(found).collect())
    }

    /// Calls `each` with the terms of title and body that start with `start`.
    fn each_term(&self, start: &str, mut each: impl FnMut(&str)) -> anyhow::Result<()> {
        let mut left = MAX_STEMMED;
        let (from, to) = prefix_bounds(start);
        for segment in self.searcher.segment_readers() {
            for field in [self.fields.body, self.fields.title] {
                let inverted = segment.inverted_index(field)?;
                let mut stream = inverted.terms().range().ge(from).le(&to).into_stream()?;
                while left > 0 && stream.advance() {
                    left -= 1;
                    if let Ok(term) = std::str::from_utf8(stream.key()) {
                        each(term);
                    }
                }
            }
        }
        Ok(())
    }

    /// The stemmers of the languages that at least one article in fifty is in; English where none is
    /// known.
    fn languages(&self) -> anyhow::Result<&[Algorithm]> {
        if let Some(languages) = self.expansions.languages.get() {
            return Ok(languages);
        }
        let mut articles: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.lang)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                let name = String::from_utf8_lossy(stream.key()).into_owned();
                *articles.entry(name).or_default() += u64::from(stream.value().doc_freq);
            }
        }
        let least = self.searcher.num_docs() / 50;
        let mut languages: Vec<(Reverse<u64>, Algorithm)> = STEMMERS
            .iter()
            .filter_map(|&(name, stemmer)| {
                let count = *articles.get(name)?;
                (count > least).then_some((Reverse(count), stemmer))
            })
            .collect();
        languages.sort_by_key(|&(count, _)| count);
        languages.truncate(MAX_LANGUAGES);
        let mut languages: Vec<Algorithm> = languages.into_iter().map(|(_, s)| s).collect();
        if languages.is_empty() {
            languages.push(Algorithm::English);
        }
        Ok(self.expansions.languages.get_or_init(|| languages))
    }
}

/// Drops all but the commonest terms, as near as can be told on the way, so that few are held.
fn keep_commonest(found: &mut HashMap<String, u64>) {
    let mut counts: Vec<u64> = found.values().copied().collect();
    if counts.len() <= MOST {
        return;
    }
    let (more, least, _) = counts.select_nth_unstable_by_key(MOST, |&count| Reverse(count));
    let least = *least;
    let mut ties = more.iter().filter(|&&count| count == least).count();
    found.retain(|_, count| {
        let tie = *count == least && ties > 0;
        ties -= usize::from(tie);
        tie || *count > least
    });
}

/// The first and last key that start with `prefix`.
pub(super) fn prefix_bounds(prefix: &str) -> (&str, String) {
    (prefix, format!("{prefix}{}", char::MAX))
}

pub(super) fn cached<T>(
    cache: &Mutex<HashMap<String, Arc<T>>>,
    key: &str,
    find: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<Arc<T>> {
    cached_up_to(KEPT, cache, key, find)
}

/// The same, of at most `most` kept.
pub(super) fn cached_up_to<T>(
    most: usize,
    cache: &Mutex<HashMap<String, Arc<T>>>,
    key: &str,
    find: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<Arc<T>> {
    let lock = || cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = lock().get(key) {
        return Ok(Arc::clone(found));
    }
    let found = Arc::new(find()?);
    let mut cache = lock();
    if cache.len() >= most {
        cache.clear();
    }
    cache.insert(key.to_string(), Arc::clone(&found));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_are_kept_and_no_more() {
        let count = |n: usize| if n < 10 { 5 } else { 1 };
        let mut found: HashMap<String, u64> =
            (0..3 * MOST).map(|n| (format!("w{n}"), count(n))).collect();
        keep_commonest(&mut found);
        assert_eq!(found.len(), MOST);
        assert_eq!(found.values().filter(|&&count| count == 5).count(), 10);
        keep_commonest(&mut found);
        assert_eq!(found.len(), MOST);
    }
}
