//! From the typed tree to Tantivy's queries, and to what the highlighter looks for.

use super::Query;
use super::expand::prefix_bounds;
use super::highlight::{Builder, Highlighter};
use super::query::{FieldName, Node};
use super::search::Inner;
use super::tokenizer::{Piece, pieces, without_possessive};
use std::collections::HashMap;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur,
    PhrasePrefixQuery, PhraseQuery, Query as TantivyQuery, QueryClone, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

type Boxed = Box<dyn TantivyQuery>;

/// How much an inflection counts beside the word as it was typed.
const INFLECTED: Score = 0.8;

/// A phrase whose last word may go on is only searched for with that word when no more terms than
/// this start with it in a segment; before, the words before it decide.
const MAX_ENDINGS: u32 = 256;

/// A query ready to run, with what it marks.
pub(super) struct Compiled {
    pub(super) query: Boxed,
    pub(super) highlighter: Highlighter,
    /// Terms that stand for the same word count as equally common, else the rarest inflection would
    /// rank highest.
    doc_freqs: HashMap<Term, u64>,
}

/// Term statistics with those of [`Compiled::doc_freqs`] in place of the index's.
pub(super) struct Statistics<'a> {
    searcher: &'a tantivy::Searcher,
    doc_freqs: &'a HashMap<Term, u64>,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.doc_freqs.get(term) {
            Some(&doc_freq) => Ok(doc_freq),
            None => self.searcher.doc_freq(term),
        }
    }
}

impl Compiled {
    pub(super) fn new(inner: &Inner, query: &Query) -> anyhow::Result<Self> {
        let f = &inner.fields;
        let mut compiler = Compiler {
            inner,
            bare: [(f.title, 3.0), (f.lead, 2.0), (f.body, 1.0), (f.byline, 1.0)],
            marks: Builder::default(),
            doc_freqs: HashMap::new(),
        };
        let query = match query.tree() {
            Some(root) => compiler.node(root, true)?,
            None => Box::new(AllQuery),
        };
        let Compiler { marks, doc_freqs, .. } = compiler;
        Ok(Self { query, highlighter: marks.build(), doc_freqs })
    }

    pub(super) fn statistics<'a>(&'a self, searcher: &'a tantivy::Searcher) -> Statistics<'a> {
        Statistics { searcher, doc_freqs: &self.doc_freqs }
    }
}

struct Compiler<'a> {
    inner: &'a Inner,
    /// Where bare words are searched, and how much a hit there counts.
    bare: [(Field, Score); 4],
    marks: Builder,
    doc_freqs: HashMap<Term, u64>,
}

impl Compiler<'_> {
    /// The query of `node`. What is denied is not marked.
    fn node(&mut self, node: &Node, mark: bool) -> anyhow::Result<Boxed> {
        let fields = &self.inner.fields;
        Ok(match node {
            Node::Word { text, prefix, .. } => {
                let bare = self.bare;
                let text = without_possessive(text);
                self.words(&pieces(text, *prefix), &bare, true, mark)?
            }
            Node::Phrase { text, prefix, .. } => {
                let bare = self.bare;
                self.words(&pieces(text, *prefix), &bare, false, mark)?
            }
            Node::Field { field, text, quoted, prefix, .. } => {
                let (field, is_text) = match field {
                    FieldName::Title => (fields.title, true),
                    FieldName::Body => (fields.body, true),
                    FieldName::Byline => (fields.byline, false),
                    FieldName::Source => (fields.source, false),
                    FieldName::Place => (fields.place, false),
                    FieldName::Section => (fields.section, false),
                    FieldName::Tag => (fields.tag, false),
                    FieldName::Lang => (fields.lang, false),
                    FieldName::Url => (fields.url, false),
                };
                let inflect = is_text && !quoted;
                self.words(&pieces(text, *prefix), &[(field, 1.0)], inflect, mark && is_text)?
            }
            Node::Date { seconds, .. } => {
                let bound = |second| Bound::Included(Term::from_field_i64(fields.date, second));
                filter(RangeQuery::new(bound(*seconds.start()), bound(*seconds.end())))
            }
            Node::Figure { plain, .. } => {
                if mark {
                    self.marks.figure(plain);
                }
                let term = Term::from_field_text(fields.figure, plain);
                filter(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Node::Id { ids, .. } => {
                let bound = |id: u64| Bound::Included(Term::from_field_u64(fields.id, id));
                filter(RangeQuery::new(bound(ids.start().0), bound(ids.end().0)))
            }
            Node::And(nodes) => {
                let mut clauses = Vec::with_capacity(nodes.len());
                for node in nodes {
                    clauses.push(match node {
                        Node::Not(denied) => (Occur::MustNot, self.node(denied, false)?),
                        node => (Occur::Must, self.node(node, mark)?),
                    });
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, filter(AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Or(nodes) => {
                let any = nodes
                    .iter()
                    .map(|node| self.node(node, mark))
                    .collect::<anyhow::Result<Vec<_>>>()?;
                Box::new(BooleanQuery::union(any))
            }
            Node::Not(denied) => Box::new(BooleanQuery::new(vec![
                (Occur::MustNot, self.node(denied, false)?),
                (Occur::Must, filter(AllQuery)),
            ])),
        })
    }

    /// A word or phrase in any of `fields`. With `inflect` a word alone stands for its inflections.
    fn words(
        &mut self,
        pieces: &[Piece],
        fields: &[(Field, Score)],
        inflect: bool,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        if mark {
            self.marks.begin();
        }
        match pieces {
            // Nothing in it is a word: it asks for nothing.
            [] => Ok(filter(AllQuery)),
            [piece] if piece.prefix => {
                self.prefix(&piece.term, fields, piece.inflects && inflect, mark)
            }
            [piece] => {
                let terms = if inflect && piece.inflects {
                    self.inner.inflections(&piece.term)?.to_vec()
                } else {
                    vec![piece.term.clone()]
                };
                if mark {
                    self.marks.words(&terms);
                }
                self.any_of(&piece.term, &terms, fields)
            }
            _ => {
                if mark {
                    self.marks.phrase(pieces);
                }
                self.phrase(pieces, fields)
            }
        }
    }

    /// Any of `terms` in any of `fields`, all taken to be as common as the commonest of them.
    fn any_of(
        &mut self,
        typed: &str,
        terms: &[String],
        fields: &[(Field, Score)],
    ) -> anyhow::Result<Boxed> {
        let mut any: Vec<Boxed> = Vec::with_capacity(terms.len() * fields.len());
        for &(field, boost) in fields {
            let mut found = Vec::with_capacity(terms.len());
            for text in terms {
                let term = Term::from_field_text(field, text);
                let doc_freq = self.inner.searcher.doc_freq(&term)?;
                if doc_freq > 0 {
                    found.push((term, doc_freq, if text == typed { 1.0 } else { INFLECTED }));
                }
            }
            let commonest = found.iter().map(|&(_, doc_freq, _)| doc_freq).max();
            for (term, _, weight) in found {
                self.doc_freqs.insert(term.clone(), commonest.unwrap_or(1));
                any.push(boosted(
                    TermQuery::new(term, IndexRecordOption::WithFreqs),
                    boost * weight,
                ));
            }
        }
        Ok(match any.len() {
            0 => Box::new(EmptyQuery),
            1 => any.swap_remove(0),
            _ => Box::new(BooleanQuery::union(any)),
        })
    }

    /// Any word that starts with `start`. Complete however many there are; ranked by all of them
    /// where they are few and by the commonest otherwise.
    fn prefix(
        &mut self,
        start: &str,
        fields: &[(Field, Score)],
        inflect: bool,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        if mark {
            self.marks.prefix(start);
        }
        let expanded = self.inner.with_prefix(start)?;
        let bare = fields.len() > 1;
        let mut terms = expanded.terms.clone();
        if expanded.complete {
            // A word that is being typed finds what it will find when it is finished, too.
            if inflect {
                let inflections = self.inner.inflections(start)?;
                if mark {
                    self.marks.words(&inflections);
                }
                terms.extend(inflections.iter().filter(|t| !t.starts_with(start)).cloned());
            }
            if bare {
                return self.any_of(start, &terms, fields);
            }
        }
        let ranking = self.any_of(start, &terms, fields)?;
        let within = fields
            .iter()
            .filter(|(field, _)| !bare || *field != self.inner.fields.lead)
            .map(|&(field, _)| starts_with(field, start));
        let mut any: Vec<Boxed> = within.collect();
        if expanded.complete && inflect {
            any.push(ranking.box_clone());
        }
        let required = filter(BooleanQuery::union(any));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, required), (Occur::Should, ranking)])))
    }

    /// Words side by side, in any of `fields`.
    fn phrase(&self, pieces: &[Piece], fields: &[(Field, Score)]) -> anyhow::Result<Boxed> {
        let [before @ .., last] = pieces else {
            return Ok(Box::new(EmptyQuery));
        };
        let mut pieces = pieces;
        let mut open = last.prefix;
        if open && self.inner.with_prefix(&last.term)?.count > MAX_ENDINGS as usize {
            pieces = before;
            open = false;
        }
        let first = pieces.first().map_or(0, |piece| piece.position);
        let any: Vec<Boxed> = fields
            .iter()
            .map(|&(field, boost)| {
                let mut terms: Vec<(usize, Term)> = pieces
                    .iter()
                    .map(|p| (p.position - first, Term::from_field_text(field, &p.term)))
                    .collect();
                if open {
                    let mut query = PhrasePrefixQuery::new_with_offset(terms);
                    query.set_max_expansions(MAX_ENDINGS);
                    boosted(query, boost)
                } else if terms.len() == 1 {
                    let (_, term) = terms.swap_remove(0);
                    boosted(TermQuery::new(term, IndexRecordOption::WithFreqs), boost)
                } else {
                    boosted(PhraseQuery::new_with_offset(terms), boost)
                }
            })
            .collect();
        Ok(Box::new(BooleanQuery::union(any)))
    }
}

/// Every document with a term of `field` that starts with `start`.
fn starts_with(field: Field, start: &str) -> Boxed {
    let (from, to) = prefix_bounds(start);
    Box::new(RangeQuery::new(
        Bound::Included(Term::from_field_text(field, from)),
        Bound::Included(Term::from_field_text(field, &to)),
    ))
}

fn boosted(query: impl TantivyQuery, boost: Score) -> Boxed {
    if boost == 1.0 { Box::new(query) } else { Box::new(BoostQuery::new(Box::new(query), boost)) }
}

/// `query` as a condition that does not rank.
fn filter(query: impl TantivyQuery) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
