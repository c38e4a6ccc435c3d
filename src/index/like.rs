//! More like this: the words that tell what an article is about, and the articles that share them. A
//! word weighs by how rare it is, and more where it is a name, a figure, in the headline or the lead.
//!
//! Tantivy's own `MoreLikeThisQuery` takes any article that shares one word with it for a match and
//! knows neither headline nor names; here an article must share several and a good part of the weight,
//! so that counts and facets are of what is alike.

use super::compile::{Boxed, Compiler};
use super::search::{Inner, Searcher};
use super::tokenizer::{Analysis, Kind, pieces};
use super::{guarded, like_query::LikeQuery};
use crate::corpus::ArticleId;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, EmptyQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;

/// Words of an article that are looked for, the weightiest.
const TERMS: usize = 32;
/// Words of a text that stand for it in a query.
const WRITTEN: usize = 16;
/// Entries of posting lists that are gone through for one article, at most, so that what it takes does
/// not grow with the corpus for ever.
const POSTINGS: u64 = 500_000;
/// A word that more than one article in so many has says nothing, less so a name; in a corpus where
/// that is fewer than [`SMALL`] articles, more may have it.
const NAMES: Part = Part { large: 8, small: 2 };
const WORDS: Part = Part { large: 16, small: 4 };
const SMALL: u64 = 24;

/// One article in so many, in a large corpus and in a small one.
#[derive(Clone, Copy)]
struct Part {
    large: u64,
    small: u64,
}

/// Articles that are taken to be beside those of the corpus and to have none of its words: in a corpus
/// of a few stories the names of a story are in half of it and yet tell it from others.
const UNSEEN: f32 = 100.0;
/// Words of the text that make its lead.
const LEAD: usize = 60;
/// Bytes of a text that are read: what a report is about it says before.
const FAR: usize = 64 * 1024;
/// How much more a word counts in the headline, in the lead, as a name, as a figure.
const TITLE: f32 = 1.6;
const IN_LEAD: f32 = 1.25;
const NAME: f32 = 2.0;
const FIGURE: f32 = 1.4;

/// A word of a text, and what it is in it.
#[derive(Debug, Default)]
struct Seen {
    /// As it stands there first.
    written: String,
    /// Which word of the text it is.
    place: usize,
    times: u32,
    title: bool,
    lead: bool,
    /// How often it has a capital that no sentence's beginning explains.
    capital: u32,
    /// How often it has none.
    small: u32,
}

/// A word that tells what a text is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sign {
    /// As the index has it.
    pub(super) term: String,
    /// As it stands in the text first.
    written: String,
    place: usize,
    /// What it counts.
    pub(super) weight: f32,
}

impl Searcher {
    /// The words that tell most of `text`, as they stand there and in that order: what stands for it in
    /// `like:"…"`. Empty where the corpus has none of them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn telling_words(&self, text: &str) -> anyhow::Result<Vec<String>> {
        let mut signs = guarded(|| self.inner.signs("", text, 1))?;
        signs.truncate(WRITTEN);
        signs.sort_unstable_by_key(|sign| sign.place);
        Ok(signs.into_iter().map(|sign| sign.written).collect())
    }
}

impl Inner {
    /// The words that tell most of a text, the weightiest first. Those that fewer than `least`
    /// articles have lead nowhere.
    fn signs(&self, title: &str, body: &str, least: u64) -> anyhow::Result<Vec<Sign>> {
        let mut seen: HashMap<String, Seen> = HashMap::new();
        read(title, true, &mut seen);
        let mut end = body.len().min(FAR);
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        read(&body[..end], false, &mut seen);
        let all = self.searcher.num_docs().max(1);
        let most = |part: Part| (all / part.large).max(SMALL.min(all / part.small));
        let (most_of_names, most_of_words) = (most(NAMES), most(WORDS));
        let mut signs = Vec::new();
        let mut counts = HashMap::new();
        for (term, seen) in seen {
            let articles =
                self.searcher.doc_freq(&Term::from_field_text(self.fields.body, &term))?;
            let most = if seen.is_name() { most_of_names } else { most_of_words };
            if (least..=most).contains(&articles) {
                counts.insert(term.clone(), articles);
                signs.push(seen.sign(term, articles, all));
            }
        }
        signs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
        let mut left = POSTINGS;
        signs.retain(|sign| {
            let articles = counts.get(&sign.term).copied().unwrap_or(0);
            let fits = articles <= left;
            left -= if fits { articles } else { 0 };
            fits
        });
        Ok(signs)
    }
}

impl Seen {
    fn is_name(&self) -> bool {
        self.capital > 0 && self.small == 0
    }

    fn sign(self, term: String, articles: u64, all: u64) -> Sign {
        let (articles, all) = (articles as f32, all as f32 + UNSEEN);
        let rare = (1.0 + (all - articles + 0.5).max(0.0) / (articles + 0.5)).ln();
        let times = (1.0 + (self.times as f32).ln()).min(3.0);
        let figure = term.starts_with(|c: char| c.is_ascii_digit());
        let factors = [
            (self.title, TITLE),
            (self.lead && !self.title, IN_LEAD),
            (self.is_name(), NAME),
            (figure && term.len() > 1, FIGURE),
            // A digit by itself is in every text.
            (figure && term.len() == 1, 0.2),
        ];
        let factor: f32 = factors.iter().filter(|(is, _)| *is).map(|(_, by)| by).product();
        Sign { term, written: self.written, place: self.place, weight: rare * times * factor }
    }
}

/// Takes in the words of a text.
fn read(text: &str, title: bool, seen: &mut HashMap<String, Seen>) {
    let mut analysis = Analysis::new(text);
    let mut last = None;
    let mut number = 0;
    while let Some(place) = analysis.advance() {
        let before = last.replace(place.span.end);
        // A character by itself is no word, nor is a letter.
        let lone = analysis.term().chars().count() < 2;
        if matches!(place.kind, Kind::Tail { .. }) || (lone && place.kind == Kind::Word) {
            continue;
        }
        number += 1;
        let written = place.span.of(text);
        let word = seen.entry(analysis.term().to_string()).or_insert_with(|| Seen {
            written: written.to_string(),
            place: number,
            ..Seen::default()
        });
        word.times += 1;
        word.title |= title;
        word.lead |= !title && place.position < LEAD;
        // Headlines have capitals of their own.
        if !title && place.kind == Kind::Word {
            let inside = before.and_then(|end| text.get(end..place.span.start)) == Some(" ");
            match written.starts_with(char::is_uppercase) {
                true => word.capital += u32::from(inside),
                false => word.small += 1,
            }
        }
    }
}

impl Compiler<'_> {
    /// What is like these articles, which are left out themselves.
    pub(super) fn like_articles(&mut self, ids: &[ArticleId], mark: bool) -> anyhow::Result<Boxed> {
        let mut clauses = Vec::new();
        for &id in ids {
            let Some(article) = self.inner.article(id)? else { continue };
            let mut signs = self.inner.signs(&article.title, &article.body, 2)?;
            // Who wrote and printed it is no part of what it tells.
            let about = [&article.source, &article.byline].into_iter().flatten();
            let own: Vec<_> = about.flat_map(|text| pieces(text, false)).collect();
            signs.retain(|sign| own.iter().all(|piece| piece.term != sign.term));
            signs.truncate(TERMS);
            clauses.push((Occur::Should, self.like(signs, mark)?));
            let own = Term::from_field_u64(self.inner.fields.id, id.0);
            let own = TermQuery::new(own, IndexRecordOption::Basic);
            clauses.push((Occur::MustNot, Box::new(own) as Boxed));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// What is like a text.
    pub(super) fn like_text(&mut self, text: &str, mark: bool) -> anyhow::Result<Boxed> {
        let mut signs = self.inner.signs("", text, 1)?;
        signs.truncate(TERMS);
        self.like(signs, mark)
    }

    fn like(&mut self, signs: Vec<Sign>, mark: bool) -> anyhow::Result<Boxed> {
        if signs.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        if mark {
            for sign in &signs {
                self.marks.begin();
                self.marks.words(std::slice::from_ref(&sign.term));
            }
        }
        let fields = &self.inner.fields;
        let words = self.inner.searcher.total_num_tokens(fields.body)?;
        let articles = self.inner.searcher.num_docs().max(1);
        Ok(Box::new(LikeQuery {
            signs: Arc::from(signs),
            body: fields.body,
            title: fields.title,
            length: (words as f32 / articles as f32).max(1.0),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_figures_and_the_headline_weigh_more() {
        let mut seen = HashMap::new();
        read("Ferry burns", true, &mut seen);
        read("A ferry burnt near Calder. Smoke hid Calder, 312 said.", false, &mut seen);
        let mut weights: HashMap<String, f32> = HashMap::new();
        for (term, seen) in seen {
            weights.insert(term.clone(), seen.sign(term, 3, 1000).weight);
        }
        let weight = |term: &str| weights.get(term).copied().unwrap_or(0.0);
        assert!(weight("calder") > weight("smoke") * NAME);
        assert!(weight("ferry") > weight("smoke"));
        assert!(weight("312") > weight("smoke"));
        assert_eq!(weight("smoke"), weight("hid"), "the first word of a sentence is no name");
        assert_eq!(weight("a"), 0.0);
    }

    #[test]
    fn what_is_rarer_weighs_more() {
        let seen = || Seen { times: 1, ..Seen::default() };
        let weight = |articles| seen().sign("x".into(), articles, 1000).weight;
        assert!(weight(2) > weight(20) && weight(20) > weight(200));
        assert!(weight(1000) > 0.0 && weight(1200).is_finite());
    }
}
