//! Quotations, and who said them: the name beside a verb of saying, behind the quotation or in front
//! of it; a quotation that goes on in the same paragraph has the speaker of the one before.

use super::names::Name;
use super::{Fact, FactKind, Read, near};
use crate::diff::kinds::sense_at;
use crate::diff::lexicon::Sense;
use crate::text::Span;
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

/// Marks that open or close a quotation, whatever stands around them.
const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '「', '」', '『'];

/// Names looked at in front of a verb of saying.
const NAMES: usize = 40;
/// What ends a sentence in front of a quotation.
const STOPS: [char; 4] = ['.', '!', '?', '"'];
/// Little words between a verb of saying and a name: `said the caretaker, Minna Royle`.
const LINKS: &[&str] = &["the", "a", "an", "his", "her", "its", "their"];

/// All quotations, in order.
pub(super) fn quotes(read: &Read<'_, '_>, names: &[Name]) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    // The paragraph and the speaker of the quotation before.
    let mut last: Option<(usize, String)> = None;
    for quote in quotations(read) {
        if quote.len() >= SHORTEST {
            let paragraph = read.paragraph(quote.start);
            let known = last.as_ref().filter(|(p, _)| paragraph <= p + 2);
            let told = speaker(read, names, &quote, known.map(|(_, who)| who.as_str()));
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
    }
    out
}

/// The words of each quotation, in order. Marks of any style pair; a single mark is one only where it
/// does not stand inside or behind a word, as in `engineers' depot`.
fn quotations(read: &Read<'_, '_>) -> Vec<Range<usize>> {
    let body = read.prose.body;
    let mut out = Vec::new();
    let mut first = 0;
    for paragraph in paragraphs(read) {
        let text = paragraph.of(body);
        let mut open: Option<(usize, &[char])> = None;
        let mut before = ' ';
        let mut chars = text.char_indices().peekable();
        let mut found = Vec::new();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            match open {
                Some((from, close)) if close.contains(&c) => {
                    if !(matches!(c, '\'' | '’') && next.is_alphanumeric()) {
                        found.push((from, at));
                        open = None;
                    }
                }
                Some(_) => {}
                None => open = closing(c, before, next).map(|close| (at + c.len_utf8(), close)),
            }
            before = c;
        }
        // One that goes on in the next paragraph is not closed; a single mark may be none.
        if let Some((from, _)) = open.filter(|(_, close)| !close.contains(&'\'')) {
            found.push((from, text.len()));
        }
        for (from, to) in found {
            let span = Span::new(paragraph.start + from, paragraph.start + to);
            let at = |token: usize| read.prose.tokens.get(token).map(|t| t.span());
            while at(first).is_some_and(|s| s.start < span.start) {
                first += 1;
            }
            let mut end = first;
            while at(end).is_some_and(|s| s.end <= span.end) {
                end += 1;
            }
            out.push(first..end);
            first = end;
        }
    }
    out
}

/// Where each paragraph stands.
fn paragraphs(read: &Read<'_, '_>) -> Vec<Span> {
    let mut out: Vec<(usize, Span)> = Vec::new();
    for sentence in &read.prose.sentences {
        match out.last_mut() {
            Some((paragraph, span)) if *paragraph == sentence.paragraph => {
                span.end = sentence.span.end;
            }
            _ => out.push((sentence.paragraph, sentence.span)),
        }
    }
    out.into_iter().map(|(_, span)| span).collect()
}

/// The marks that close a quotation opened by `c`, where it opens one.
fn closing(c: char, before: char, next: char) -> Option<&'static [char]> {
    Some(match c {
        '“' | '"' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' | '\'' if !before.is_alphanumeric() && next.is_alphanumeric() => &['’', '\''],
        _ => return None,
    })
}

/// Who said it: behind the quotation first, then in front of it. `last` said the one before.
fn speaker(
    read: &Read<'_, '_>,
    names: &[Name],
    quote: &Range<usize>,
    last: Option<&str>,
) -> Option<String> {
    let paragraph = read.paragraph(quote.start);
    let sentence = read.prose.sentence_of(quote.end.saturating_sub(1));
    let unquoted = |t: &usize| {
        read.paragraph(*t) == paragraph
            && (*t == quote.end || !read.prose.gap_before(*t).contains(MARKS))
    };
    let said = |t: &usize| read.words.is_said(read.word(*t));
    let behind = (quote.end..read.len().min(quote.end + REACH))
        .take_while(|t| unquoted(t) && read.prose.sentence_of(*t) == sentence)
        .find(said)
        .and_then(|verb| beside(read, names, verb, quote.end, last));
    behind.or_else(|| {
        let verb = (quote.start.saturating_sub(REACH)..quote.start)
            .rev()
            .take_while(|t| {
                read.paragraph(*t) == paragraph
                    && (t + 1 == quote.start || !read.prose.gap_before(t + 1).contains(STOPS))
            })
            .find(said)?;
        beside(read, names, verb, 0, last)
    })
}

/// Who is named beside a verb of saying: behind it where nothing stands between, else in front. Names
/// before `from` are part of what was said.
fn beside(
    read: &Read<'_, '_>,
    names: &[Name],
    said: usize,
    from: usize,
    last: Option<&str>,
) -> Option<String> {
    let sentence = read.prose.sentence_of(said);
    let plain = |t: &usize| sense_at(read.prose, read.lexicon, *t) == Some(Sense::Plain);
    let at = names.partition_point(|name| name.tokens.end <= said);
    if let Some(name) = names.get(at)
        && name.tokens.start <= said + BESIDE
        && read.prose.sentence_of(name.tokens.start) == sentence
        && (said + 1..name.tokens.start).all(|t| plain(&t) || LINKS.contains(&read.word(t)))
        && (said + 1..=name.tokens.start).all(|t| matches!(read.gap(t), "" | ","))
    {
        return Some(full(read, names, at));
    }
    let before = said.checked_sub(1)?;
    if read.words.is_pronoun(read.word(before)) {
        // Who spoke before, else who was named last of those that the text says who they are.
        let back = || {
            let near = names.get(..at).unwrap_or_default().iter().enumerate().rev();
            near.take_while(|(_, name)| name.tokens.end + BACK > said)
        };
        let named = back().find(|(_, name)| name.is_known());
        let named = named.or_else(|| back().find(|(_, name)| name.tokens.len() > 1));
        return last.map(str::to_string).or(named.map(|(place, _)| full(read, names, place)));
    }
    let own = names.get(..at).unwrap_or_default().iter().enumerate().rev();
    let mut own = own.take(NAMES).take_while(|(_, name)| {
        name.tokens.start >= from && read.prose.sentence_of(name.tokens.start) == sentence
    });
    // `Chairman Alexey Shaposhnikov called on residents to give blood, saying`
    if read.word(said).ends_with("ing") {
        return own.find(|(_, name)| name.is_known()).map(|(place, _)| full(read, names, place));
    }
    if let Some((place, name)) = own.next()
        && name.tokens.end + BESIDE > said
    {
        return Some(full(read, names, place));
    }
    // `the news agency said`
    let first = read.prose.words(sentence).start.max(said.saturating_sub(3)).max(from);
    let noun = (first..said).rev().take_while(plain).last()?;
    Some(read.line(&(noun..said)).to_lowercase())
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
