//! Did you mean: for words of a query that hardly any article has, the nearest words that articles do
//! have, by edit distance over the index' own terms.

use super::Query;
use super::guarded;
use super::query::Node;
use super::search::{Inner, Searcher};
use super::tokenizer::pieces;
use crate::text::Span;
use anyhow::Context;
use std::cmp::Reverse;
use std::collections::HashMap;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

/// Words of a query that are looked up; who asks for more did not mistype one.
const WORDS: usize = 8;
/// Terms of each field and segment that are looked at for one word.
const TERMS: usize = 2_000;
/// A word is taken for another when so many times as many articles have that.
const COMMONER: u64 = 20;
/// From so many characters on two may be wrong, else one.
const LONG: usize = 6;
/// Shorter words are too near to too many others.
const SHORT: usize = 4;

impl Searcher {
    /// `text`, of which `query` is the reading, with words that hardly occur replaced by the likeliest
    /// that do; none where there is nothing to replace.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, query: &Query, text: &str) -> anyhow::Result<Option<String>> {
        guarded(|| {
            let mut words = Vec::new();
            if let Some(root) = query.tree() {
                bare(root, &mut words);
            }
            let mut out = String::with_capacity(text.len());
            let mut at = 0;
            words.truncate(WORDS);
            words.sort_by_key(|(span, _)| *span);
            for (span, word) in words {
                let (Some(before), Some(better)) =
                    (text.get(at..span.start), self.inner.likelier(word)?)
                else {
                    continue;
                };
                // A prefix or a possessive: what the word is written with stays.
                let Some(rest) = text.get(span.range()).and_then(|t| t.strip_prefix(word)) else {
                    continue;
                };
                out.push_str(before);
                out.push_str(&better);
                out.push_str(rest);
                at = span.end;
            }
            if at == 0 {
                return Ok(None);
            }
            out.push_str(text.get(at..).unwrap_or(""));
            Ok(Some(out))
        })
        .context("cannot look for words like those of the query")
    }
}

/// The bare words of a query that are asked for, not denied.
fn bare<'q>(node: &'q Node, out: &mut Vec<(Span, &'q str)>) {
    match node {
        Node::Word { text, span, .. } => out.push((*span, text)),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| bare(node, out)),
        Node::Optional(node) => bare(node, out),
        _ => {}
    }
}

impl Inner {
    /// The word that was likely meant by `word`, where that hardly occurs.
    fn likelier(&self, word: &str) -> anyhow::Result<Option<String>> {
        let [piece] = &pieces(word, false)[..] else { return Ok(None) };
        let letters = piece.term.chars().count();
        if letters < SHORT || !piece.term.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        // In how many articles it stands, in any form.
        let mut known = 0;
        for form in self.inflections(&piece.term)?.iter() {
            known += self.occurs(form)?;
        }
        for distance in 1..=if letters >= LONG { 2 } else { 1 } {
            let mut found: Vec<(String, u64)> =
                self.near(&piece.term, distance)?.into_iter().collect();
            found.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
            let likely = found.into_iter().find(|(term, _)| *term != piece.term);
            if let Some((term, _)) = likely.filter(|(_, n)| *n > known.saturating_mul(COMMONER)) {
                return Ok(Some(term));
            }
        }
        Ok(None)
    }

    /// In how many articles' title or body `term` stands, about.
    fn occurs(&self, term: &str) -> anyhow::Result<u64> {
        let fields = [self.fields.body, self.fields.title];
        let counts =
            fields.map(|field| self.searcher.doc_freq(&Term::from_field_text(field, term)));
        let [body, title] = counts;
        Ok(body?.max(title?))
    }

    /// Terms at most `distance` edits from `term`, which begin with the same letter, and how often they
    /// occur. Few people mistype the first letter, and most words do not share it.
    fn near(&self, term: &str, distance: u8) -> anyhow::Result<HashMap<String, u64>> {
        let mut found: HashMap<String, u64> = HashMap::new();
        let first: String = term.chars().take(1).collect();
        for field in [self.fields.body, self.fields.title] {
            let query = FuzzyTermQuery::new(Term::from_field_text(field, term), distance, true);
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(field)?;
                let (from, to) = super::expand::prefix_bounds(&first);
                let terms = inverted.terms().search(query.automaton()?).ge(from).le(to);
                let mut stream = terms.into_stream()?;
                for _ in 0..TERMS {
                    if !stream.advance() {
                        break;
                    }
                    if let Ok(text) = std::str::from_utf8(stream.key()) {
                        let count = u64::from(stream.value().doc_freq);
                        *found.entry(text.to_string()).or_default() += count;
                    }
                }
            }
        }
        Ok(found)
    }
}
