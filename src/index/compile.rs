//! From the typed tree to Tantivy's queries, and to what the highlighter looks for.

use super::excluded::Excluded;
use super::expand::prefix_bounds;
use super::highlight::{Builder, Highlighter};
use super::query::tree::{ExactField, Part};
use super::query::{Asked, FieldName, Node, is_text};
use super::search::Inner;
use super::tokenizer::{pieces, without_possessive};
use super::{Cancel, Complaint, Query};
use std::collections::HashMap;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur,
    Query as TantivyQuery, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

pub(super) type Boxed = Box<dyn TantivyQuery>;

/// A query ready to run, with what it marks.
pub(super) struct Compiled {
    pub(super) query: Boxed,
    pub(super) highlighter: Highlighter,
    /// What the index could not do as it was asked.
    pub(super) complaints: Vec<Complaint>,
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
    pub(super) fn new(inner: &Inner, query: &Query, cancel: &Cancel) -> anyhow::Result<Self> {
        let f = &inner.fields;
        let mut compiler = Compiler {
            inner,
            cancel,
            bare: vec![(f.title, 3.0), (f.lead, 2.0), (f.body, 1.0), (f.byline, 1.0)],
            marks: Builder::default(),
            doc_freqs: HashMap::new(),
            complaints: Vec::new(),
        };
        let query = match query.tree() {
            Some(root) => {
                let scope = Scope::bare(&compiler.bare);
                compiler.node(root, scope, true)?
            }
            None => Box::new(AllQuery),
        };
        let Compiler { marks, doc_freqs, complaints, .. } = compiler;
        Ok(Self { query, highlighter: marks.build(), complaints, doc_freqs })
    }

    pub(super) fn statistics<'a>(&'a self, searcher: &'a tantivy::Searcher) -> Statistics<'a> {
        Statistics { searcher, doc_freqs: &self.doc_freqs }
    }
}

pub(super) struct Compiler<'a> {
    pub(super) inner: &'a Inner,
    /// Looked at before each node: a pattern alone may take some tenths of a second.
    pub(super) cancel: &'a Cancel,
    /// Where bare words are searched, and how much a hit there counts.
    bare: Vec<(Field, Score)>,
    pub(super) marks: Builder,
    pub(super) doc_freqs: HashMap<Term, u64>,
    pub(super) complaints: Vec<Complaint>,
}

/// Where words are looked for.
#[derive(Clone)]
pub(super) struct Scope {
    /// The fields, and how much a hit in each counts.
    pub(super) fields: Vec<(Field, Score)>,
    /// Whether words are those of a text: they inflect, and are marked in it.
    pub(super) is_text: bool,
}

impl Scope {
    fn bare(fields: &[(Field, Score)]) -> Self {
        Self { fields: fields.to_vec(), is_text: true }
    }
}

impl Compiler<'_> {
    fn field(&self, field: FieldName) -> Field {
        let fields = &self.inner.fields;
        match field {
            FieldName::Title => fields.title,
            FieldName::Body => fields.body,
            FieldName::Byline => fields.byline,
            FieldName::Source => fields.source,
            FieldName::Place => fields.place,
            FieldName::Section => fields.section,
            FieldName::Tag => fields.tag,
            FieldName::Lang => fields.lang,
            FieldName::Url => fields.url,
        }
    }

    /// The query of `node`, its words looked for in `scope`. What is denied is not marked.
    fn node(&mut self, node: &Node, scope: Scope, mark: bool) -> anyhow::Result<Boxed> {
        self.cancel.check()?;
        let marked = mark && scope.is_text;
        Ok(match node {
            Node::Word { text, prefix, .. } => {
                let text = if scope.is_text { without_possessive(text) } else { text };
                self.words(text, &pieces(text, *prefix), &scope, scope.is_text, marked)?
            }
            Node::Phrase { text, prefix, .. } => {
                self.words(text, &pieces(text, *prefix), &scope, false, marked)?
            }
            Node::Pattern { pattern, span } => self.pattern(pattern, *span, &scope, marked)?,
            Node::Fuzzy { text, distance, span } => {
                self.fuzzy(text, *distance, *span, &scope, marked)?
            }
            Node::Near { .. } => self.near(node, &scope, marked)?,
            Node::In { field, node } => {
                let fields = vec![(self.field(*field), 1.0)];
                let scope = Scope { fields, is_text: field.is_text() };
                self.node(node, scope, mark)?
            }
            Node::And(nodes) => {
                let mut clauses = Vec::with_capacity(nodes.len());
                for node in nodes {
                    let scope = scope.clone();
                    clauses.push(match node {
                        Node::Not(denied) => (Occur::MustNot, self.denied(denied, scope)?),
                        Node::Optional(node) => (Occur::Should, self.node(node, scope, mark)?),
                        node => (Occur::Must, self.node(node, scope, mark)?),
                    });
                }
                if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
                    clauses.push((Occur::Must, filter(AllQuery)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Or(nodes) => {
                let any = nodes
                    .iter()
                    .map(|node| self.node(node, scope.clone(), mark))
                    .collect::<anyhow::Result<Vec<_>>>()?;
                Box::new(BooleanQuery::union(any))
            }
            Node::Not(denied) => Box::new(BooleanQuery::new(vec![
                (Occur::MustNot, self.denied(denied, scope)?),
                (Occur::Must, filter(AllQuery)),
            ])),
            Node::Boost { node, by } => {
                Box::new(BoostQuery::new(self.node(node, scope, mark)?, *by))
            }
            Node::Figures { amounts, span } => {
                if mark {
                    self.marks.figures(amounts.clone());
                }
                let found = self.inner.figures(amounts)?;
                if !found.complete {
                    let message = "very many numbers are between these; not all are searched for";
                    self.complaints.push(Complaint { span: *span, message: message.into() });
                }
                let field = self.inner.fields.figure;
                one_of(found.terms.iter().map(|plain| Term::from_field_text(field, plain)))
            }
            Node::Optional(node) => self.node(node, scope, mark)?,
            Node::Figure { plain, .. } => {
                if mark {
                    self.marks.figure(plain);
                }
                let term = Term::from_field_text(self.inner.fields.figure, plain);
                filter(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Node::Set { asked: Asked::Like(_), ids, .. } => self.like_articles(ids, mark)?,
            Node::Asked { asked: Asked::Like(text), .. } if is_text(text) => {
                self.like_text(text, mark)?
            }
            node => self.condition(node)?,
        })
    }

    /// The query of what is to be left out.
    fn denied(&mut self, node: &Node, scope: Scope) -> anyhow::Result<Boxed> {
        Ok(Box::new(Excluded::new(self.node(node, scope, false)?)))
    }

    /// The query of a node that ranks nothing and marks nothing.
    fn condition(&mut self, node: &Node) -> anyhow::Result<Boxed> {
        let fields = &self.inner.fields;
        let dates = |from, to| {
            let bound = |second| Bound::Included(Term::from_field_i64(fields.date, second));
            filter(RangeQuery::new(bound(from), bound(to)))
        };
        Ok(match node {
            Node::Date { seconds, .. } => dates(*seconds.start(), *seconds.end()),
            Node::Length { words, .. } => {
                let bound = |n| Bound::Included(Term::from_field_u64(fields.words, n));
                filter(RangeQuery::new(bound(*words.start()), bound(*words.end())))
            }
            Node::Id { ids, .. } => {
                let bound = |id: u64| Bound::Included(Term::from_field_u64(fields.id, id));
                filter(RangeQuery::new(bound(ids.start().0), bound(ids.end().0)))
            }
            Node::Has { part, .. } => match part {
                Part::Date => dates(i64::MIN, i64::MAX),
                Part::Words(field) => filter(starts_with(self.field(*field), "")),
                Part::Figure => filter(starts_with(fields.figure, "")),
                Part::Key => filter(starts_with(fields.key, "")),
            },
            Node::Exact { field, text, pattern, span } => {
                let field = match field {
                    ExactField::Key => fields.key,
                    ExactField::Path => fields.path,
                };
                match pattern {
                    Some(pattern) => {
                        let found = self.inner.looking_like(pattern, &[field])?;
                        self.note(&found, found.terms.len(), *span);
                        let terms = found.terms.iter();
                        one_of(terms.map(|term| Term::from_field_text(field, term)))
                    }
                    None if field == fields.key => {
                        one_of([Term::from_field_text(field, text)].into_iter())
                    }
                    None => filter(starts_with(field, text)),
                }
            }
            Node::Set { ids, .. } => filter(self.inner.listed(ids)?),
            // Tags of one's own are found beside those of the index.
            Node::Asked { asked: Asked::Tag(_), .. } => Box::new(EmptyQuery),
            _ => filter(AllQuery),
        })
    }
}

/// Every document with one of `terms`, none of them ranked.
pub(super) fn one_of(terms: impl Iterator<Item = Term>) -> Boxed {
    let terms: Vec<Term> = terms.collect();
    if terms.is_empty() { Box::new(EmptyQuery) } else { filter(TermSetQuery::new(terms)) }
}

/// Every document with a term of `field` that starts with `start`.
pub(super) fn starts_with(field: Field, start: &str) -> Boxed {
    let (from, to) = prefix_bounds(start);
    Box::new(RangeQuery::new(
        Bound::Included(Term::from_field_text(field, from)),
        Bound::Included(Term::from_field_text(field, &to)),
    ))
}

pub(super) fn boosted(query: impl TantivyQuery, boost: Score) -> Boxed {
    if boost == 1.0 { Box::new(query) } else { Box::new(BoostQuery::new(Box::new(query), boost)) }
}

/// `query` as a condition that does not rank.
pub(super) fn filter(query: impl TantivyQuery) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
