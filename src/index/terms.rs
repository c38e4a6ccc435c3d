//! Words, phrases and patterns as Tantivy's queries: from what was typed to the terms of the index,
//! each with its weight.

use super::Complaint;
use super::compile::{Boxed, Compiler, Scope, boosted, filter, one_of, starts_with};
use super::expand::{Expanded, FEW, RANKING};
use super::near::{Nearness, Shape};
use super::near_query::NearQuery;
use super::query::{Node, Pattern};
use super::tokenizer::{MAX_TERM, Piece, pieces, without_possessive};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, QueryClone,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};
use xxhash_rust::xxh3::xxh3_64;

/// How much an inflection counts beside the word as it was typed.
const INFLECTED: Score = 0.8;

/// A phrase whose last word may go on is only searched for with that word when no more terms than
/// this start with it in a segment; before, the words before it decide.
const MAX_ENDINGS: u32 = 256;

/// Terms that one word of a nearness may stand for: of each the positions are read.
const MAX_NEAR: usize = 256;

/// The same of all words of a nearness, but for a few of each in any case.
const MAX_NEAR_IN_ALL: usize = 1_024;

/// Terms that each word of a nearness stands for, however many words it has.
const MIN_NEAR: usize = 8;

impl Compiler<'_> {
    /// Where the terms of `scope` are listed: what is in the lead is in the text too.
    fn dictionaries(&self, scope: &Scope) -> Vec<Field> {
        let fields = scope.fields.iter().map(|&(field, _)| field);
        fields.filter(|field| *field != self.inner.fields.lead).collect()
    }

    /// A word or phrase, `text`, in any of the fields. With `inflect` a word alone stands for its
    /// inflections.
    pub(super) fn words(
        &mut self,
        text: &str,
        pieces: &[Piece],
        scope: &Scope,
        inflect: bool,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        let fields = scope.fields.as_slice();
        if mark {
            self.marks.begin();
        }
        match pieces {
            // No word of the index is as long as that.
            [] if text.len() > MAX_TERM => Ok(Box::new(EmptyQuery)),
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
        let ranked = if expanded.complete { fields.to_vec() } else { self.brief(fields) };
        let ranking = self.any_of(start, &terms, &ranked)?;
        let dictionaries = fields.iter().map(|&(field, _)| field);
        let dictionaries: Vec<Field> =
            dictionaries.filter(|field| !bare || *field != self.inner.fields.lead).collect();
        let name = format!("{dictionaries:?} {start}*");
        let within = self.inner.kept(&name, || {
            let within = dictionaries.iter().map(|&field| starts_with(field, start));
            Box::new(BooleanQuery::union(within.collect()))
        })?;
        let required: Boxed = match expanded.complete && inflect {
            true => {
                let any: Vec<Boxed> = vec![Box::new(within), ranking.box_clone()];
                filter(BooleanQuery::union(any))
            }
            false => filter(within),
        };
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

    /// Any word that looks like `pattern`.
    pub(super) fn pattern(
        &mut self,
        pattern: &Pattern,
        span: Span,
        scope: &Scope,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        let found = self.inner.looking_like(pattern, &self.dictionaries(scope))?;
        self.found("", &found, span, scope, mark)
    }

    /// Any word that `distance` wrong letters make of `text`.
    pub(super) fn fuzzy(
        &mut self,
        text: &str,
        distance: u8,
        span: Span,
        scope: &Scope,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        let pieces = pieces(text, false);
        let [Piece { term, inflects: true, .. }] = pieces.as_slice() else {
            return self.words(text, &pieces, scope, false, mark);
        };
        let found = self.inner.spelt_like(term, distance, &self.dictionaries(scope))?;
        self.found(term, &found, span, scope, mark)
    }

    /// The fields that rank what very many words stand for: of whole texts their lists are long, and
    /// the headline and the lead say enough.
    fn brief(&self, fields: &[(Field, Score)]) -> Vec<(Field, Score)> {
        let all = || fields.iter().copied();
        let brief: Vec<_> = all().filter(|(field, _)| *field != self.inner.fields.body).collect();
        if brief.is_empty() { all().collect() } else { brief }
    }

    /// Any of the terms that were found for what stands at `span`: ranked by all of them where they are
    /// few and by the commonest otherwise.
    fn found(
        &mut self,
        typed: &str,
        found: &Expanded,
        span: Span,
        scope: &Scope,
        mark: bool,
    ) -> anyhow::Result<Boxed> {
        self.note(found, found.terms.len(), span);
        if mark {
            self.marks.begin();
            self.marks.words(&found.terms);
        }
        if found.terms.len() <= FEW {
            return self.any_of(typed, &found.terms, &scope.fields);
        }
        let commonest = found.terms.get(..RANKING).unwrap_or_default();
        let ranking = self.any_of(typed, commonest, &self.brief(&scope.fields))?;
        let fields = self.dictionaries(scope);
        let name = format!("{fields:?} {:x}", xxh3_64(found.terms.join(" ").as_bytes()));
        let required = filter(self.inner.kept(&name, || {
            one_of(fields.iter().flat_map(|&field| {
                found.terms.iter().map(move |term| Term::from_field_text(field, term))
            }))
        })?);
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, required), (Occur::Should, ranking)])))
    }

    /// Says so when only `taken` of the terms are searched for.
    pub(super) fn note(&mut self, found: &Expanded, taken: usize, span: Span) {
        if found.complete && taken >= found.terms.len() {
            return;
        }
        let message = format!("very many words look so; the {taken} commonest are searched for");
        self.complaints.push(Complaint { span, message });
    }

    /// Words near one another, in any of the fields.
    pub(super) fn near(&mut self, node: &Node, scope: &Scope, mark: bool) -> anyhow::Result<Boxed> {
        let mut list = WordList::default();
        let shape = self.shape(node, scope, &mut list)?;
        let shape = Arc::new(shape);
        let mut any: Vec<Boxed> = Vec::with_capacity(scope.fields.len());
        for &(field, boost) in &scope.fields {
            let having = self.having(&shape, &list.words, field)?;
            let terms = list.words.iter().map(|word| Term::from_field_text(field, word)).collect();
            let (shape, having) = (shape.clone(), Arc::from(having));
            let query = NearQuery { terms, shape, having, cancel: self.cancel.clone() };
            any.push(boosted(query, boost));
        }
        if mark {
            self.marks.near(Nearness { words: list.words, shape: Shape::clone(&shape) });
        }
        Ok(Box::new(BooleanQuery::union(any)))
    }

    /// The shape of `node`, its words added to `list`.
    fn shape(&mut self, node: &Node, scope: &Scope, list: &mut WordList) -> anyhow::Result<Shape> {
        let dictionaries = self.dictionaries(scope);
        Ok(match node {
            Node::Word { text, prefix, span } => {
                let text = if scope.is_text { without_possessive(text) } else { text };
                self.phrase_shape(&pieces(text, *prefix), scope.is_text, *span, scope, list)?
            }
            Node::Phrase { text, prefix, span } => {
                self.phrase_shape(&pieces(text, *prefix), false, *span, scope, list)?
            }
            Node::Pattern { pattern, span } => {
                let found = self.inner.looking_like(pattern, &dictionaries)?;
                self.some(&found, *span, list)
            }
            Node::Fuzzy { text, distance, span } => {
                let pieces = pieces(text, false);
                match pieces.as_slice() {
                    [Piece { term, inflects: true, .. }] => {
                        let found = self.inner.spelt_like(term, *distance, &dictionaries)?;
                        self.some(&found, *span, list)
                    }
                    _ => self.phrase_shape(&pieces, false, *span, scope, list)?,
                }
            }
            Node::Near { parts, gap, ordered, .. } => {
                let mut near = Vec::with_capacity(parts.len());
                for part in parts {
                    if !self.is_anything(part)? {
                        near.push(self.shape(part, scope, list)?);
                    }
                }
                match near.len() {
                    1 => near.swap_remove(0),
                    _ => Shape::Near { parts: near, gap: *gap, ordered: *ordered },
                }
            }
            Node::Or(nodes) => {
                let nodes = nodes.iter().map(|node| self.shape(node, scope, list));
                Shape::Either(nodes.collect::<anyhow::Result<_>>()?)
            }
            // Nothing else has a place; the parser lets nothing else through.
            _ => Shape::Words(Vec::new()),
        })
    }

    /// Whether so many words start as the one word of `node` does that something is near in any case: a
    /// letter or two of a word that is being typed.
    fn is_anything(&mut self, node: &Node) -> anyhow::Result<bool> {
        let Node::Word { text, prefix: true, span } = node else { return Ok(false) };
        let pieces = pieces(text, true);
        let [piece] = pieces.as_slice() else { return Ok(false) };
        let many = self.inner.with_prefix(&piece.term)?.count > MAX_ENDINGS as usize;
        if many {
            let message = "very many words start so; what is near them is not asked".to_string();
            self.complaints.push(Complaint { span: *span, message });
        }
        Ok(many)
    }

    fn some(&mut self, found: &Expanded, span: Span, list: &mut WordList) -> Shape {
        let taken = found.terms.get(..list.room()).unwrap_or(&found.terms);
        self.note(found, taken.len(), span);
        Shape::Words(list.numbers(taken))
    }

    fn phrase_shape(
        &mut self,
        pieces: &[Piece],
        inflect: bool,
        span: Span,
        scope: &Scope,
        list: &mut WordList,
    ) -> anyhow::Result<Shape> {
        let mut numbers = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let alone = pieces.len() == 1;
            numbers.push(if piece.prefix {
                let dictionaries = self.dictionaries(scope);
                let found = self.inner.starting_with(&piece.term, &dictionaries)?;
                let taken = found.terms.get(..list.room()).unwrap_or(&found.terms);
                self.note(&found, taken.len(), span);
                list.numbers(taken)
            } else if alone && inflect && piece.inflects {
                list.numbers(&self.inner.inflections(&piece.term)?)
            } else {
                list.numbers(std::slice::from_ref(&piece.term))
            });
        }
        Ok(if pieces.is_empty() {
            Shape::Words(Vec::new())
        } else {
            Shape::phrase(pieces, &numbers)
        })
    }

    /// Documents that have the words of `shape` somewhere in `field`, ranked by them.
    fn having(&mut self, shape: &Shape, words: &[String], field: Field) -> anyhow::Result<Boxed> {
        let all = |compiler: &mut Self, shapes: &mut dyn Iterator<Item = &Shape>| {
            shapes
                .map(|shape| compiler.having(shape, words, field))
                .collect::<anyhow::Result<Vec<_>>>()
        };
        Ok(match shape {
            Shape::Words(numbers) => {
                let texts = numbers.iter().filter_map(|&number| words.get(number).cloned());
                let texts: Vec<String> = texts.collect();
                let typed = texts.first().cloned().unwrap_or_default();
                self.any_of(&typed, &texts, &[(field, 1.0)])?
            }
            Shape::Phrase(steps) => {
                Box::new(BooleanQuery::intersection(all(self, &mut steps.iter().map(|(_, s)| s))?))
            }
            Shape::Near { parts, .. } => {
                Box::new(BooleanQuery::intersection(all(self, &mut parts.iter())?))
            }
            Shape::Either(shapes) => Box::new(BooleanQuery::union(all(self, &mut shapes.iter())?)),
        })
    }
}

/// Words by number, each once.
#[derive(Default)]
struct WordList {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
    /// How many were asked for, the same ones as well.
    asked: usize,
}

impl WordList {
    /// Terms that the next pattern may stand for.
    fn room(&self) -> usize {
        MAX_NEAR_IN_ALL.saturating_sub(self.asked).clamp(MIN_NEAR, MAX_NEAR)
    }

    fn numbers(&mut self, words: &[String]) -> Vec<usize> {
        self.asked += words.len();
        words.iter().map(|word| self.number(word)).collect()
    }

    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len();
        self.words.push(word.to_string());
        self.numbers.insert(word.to_string(), number);
        number
    }
}
