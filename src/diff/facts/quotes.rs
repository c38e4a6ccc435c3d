//! Quotations, and who said them: the name beside a verb of saying, behind the quotation or in front
//! of it; a quotation that goes on in the same paragraph has the speaker of the one before.

use super::names::Name;
use super::{Fact, FactKind, Read, near};
use crate::diff::kinds::sense_at;
use crate::diff::lexicon::Sense;
use crate::text::fold::fold;
use std::ops::Range;

/// Words a quotation has at least: fewer are a title, or words held at arm's length.
const SHORTEST: usize = 3;
/// Words behind or in front of a quotation among which the verb of saying is.
const REACH: usize = 12;
/// Words between a verb of saying and the name of who said it.
const BESIDE: usize = 5;
/// Words back to the name that `he` or `she` stands for.
const BACK: usize = 80;
/// Words of a quotation that it is found again by.
const KEPT: usize = 24;

/// All quotations, in order.
pub(super) fn quotes(read: &Read<'_, '_>, names: &[Name]) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    // The paragraph and the speaker of the quotation before.
    let mut last: Option<(usize, String)> = None;
    let mut token = 0;
    while token < read.len() {
        let end = quote_end(read, token);
        if end >= token + SHORTEST {
            let paragraph = read.paragraph(token);
            let quote = token..end;
            let told = speaker(read, names, &quote);
            let before = || last.as_ref().filter(|(p, _)| *p == paragraph).map(|(_, s)| s.clone());
            let speaker = told.or_else(before).unwrap_or_default();
            let mut fact = read.fact(FactKind::Quote, &quote);
            fact.value = quote.clone().map(|t| read.word(t)).collect::<Vec<_>>().join(" ");
            fact.near = near::inside(read, &quote, KEPT);
            fact.key = "quote".to_string();
            fact.label.clone_from(&speaker);
            fact.about = String::new();
            out.push(fact);
            last = (!speaker.is_empty()).then_some((paragraph, speaker));
        }
        token = end.max(token + 1);
    }
    out
}

/// Where the quotation that begins at `token` ends; `token` itself where none does.
fn quote_end(read: &Read<'_, '_>, token: usize) -> usize {
    let quoted = |t: usize| read.prose.tokens.get(t).is_some_and(|token| token.quoted);
    if !quoted(token) {
        return token;
    }
    let paragraph = read.paragraph(token);
    let mut end = token + 1;
    while quoted(end)
        && !read.prose.gap_before(end).contains(['"', '“', '”', '„', '«', '»', '「', '」'])
        && read.paragraph(end) == paragraph
    {
        end += 1;
    }
    end
}

/// Who said it: behind the quotation first, then in front of it.
fn speaker(read: &Read<'_, '_>, names: &[Name], quote: &Range<usize>) -> Option<String> {
    let paragraph = read.paragraph(quote.start);
    let here = |t: &usize| {
        read.paragraph(*t) == paragraph && read.prose.tokens.get(*t).is_some_and(|t| !t.quoted)
    };
    let sentence = read.prose.sentence_of(quote.end.saturating_sub(1));
    let behind = (quote.end..read.len().min(quote.end + REACH))
        .take_while(|t| here(t) && read.prose.sentence_of(*t) <= sentence + 1)
        .find(|t| read.words.is_said(read.word(*t)));
    // A full stop inside the marks ends what was said; what follows speaks of something else.
    let opened = read.prose.gap_before(quote.end);
    let behind = behind.filter(|_| {
        !opened.trim_start().starts_with(['.', '!', '?']) || {
            read.prose.sentence_of(quote.end) == sentence
        }
    });
    if let Some(said) = behind
        && let Some(who) = beside(read, names, said)
    {
        return Some(who);
    }
    let front = (quote.start.saturating_sub(REACH)..quote.start)
        .rev()
        .take_while(here)
        .find(|t| read.words.is_said(read.word(*t)))?;
    beside(read, names, front)
}

/// Who is named beside a verb of saying: behind it where nothing stands between, else in front.
fn beside(read: &Read<'_, '_>, names: &[Name], said: usize) -> Option<String> {
    let sentence = read.prose.sentence_of(said);
    let at = names.partition_point(|name| name.tokens.end <= said);
    if let Some(name) = names.get(at)
        && name.tokens.start <= said + BESIDE
        && read.prose.sentence_of(name.tokens.start) == sentence
        && (said + 1..name.tokens.start).all(|t| {
            read.gap(t).is_empty() && sense_at(read.prose, read.lexicon, t) == Some(Sense::Plain)
        })
    {
        return Some(full(read, names, at));
    }
    let before = said.checked_sub(1)?;
    if read.words.is_pronoun(read.word(before)) {
        // The person named last, who has a first name or a title.
        let back = names.get(..at).unwrap_or_default().iter().enumerate().rev();
        let mut near = back.take_while(|(_, name)| name.tokens.end + BACK > said);
        return near
            .find(|(_, n)| n.tokens.len() > 1 || n.is_known())
            .map(|(i, _)| full(read, names, i));
    }
    if let Some(place) = at.checked_sub(1)
        && let Some(name) = names.get(place)
        && name.tokens.end + BESIDE > said
        && read.prose.sentence_of(name.tokens.start) == sentence
    {
        return Some(full(read, names, place));
    }
    // `the news agency said`
    let first = read.prose.words(sentence).start.max(said.saturating_sub(3));
    let plain = |t: &usize| sense_at(read.prose, read.lexicon, *t) == Some(Sense::Plain);
    let noun: Vec<usize> = (first..said).rev().take_while(plain).collect();
    let (from, to) = (*noun.last()?, said);
    Some(read.line(&(from..to)).to_lowercase())
}

/// A name in full where only its last word is given here, and the rest not far before.
fn full(read: &Read<'_, '_>, names: &[Name], at: usize) -> String {
    let Some(name) = names.get(at) else { return String::new() };
    let value = name.value(read);
    if value.contains(' ') {
        return value;
    }
    let short = fold(&value);
    let before = names.get(at.saturating_sub(40)..at).unwrap_or_default();
    let longer = before.iter().rev().filter(|name| name.tokens.len() > 1);
    longer
        .map(|name| name.value(read))
        .find(|long| super::names::key(long) == short)
        .unwrap_or(value)
}
