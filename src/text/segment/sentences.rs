//! Where sentences end: UAX #29 in spirit, with abbreviations, initials, ordinals and quotations.
//! A break needs a terminator, what may close after it, and a next word that can open a sentence.

use super::abbreviations::{self, Abbreviation};
use super::lines::{self, Bullet};
use super::paragraphs::{Paragraph, ends_a_sentence, paragraphs};
use super::{Sentence, SentenceKind, Span};

/// The sentences of `body`, in order. Every character that is not white space lies in exactly one.
///
/// A paragraph is a line, or, where the body was wrapped by hand, the lines up to a blank or indented
/// one. Paragraphs are counted from 0, empty ones left out. Linear in the length of `body`.
pub fn sentences(body: &str) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    let paragraphs = paragraphs(body);
    let bullet = |at: Option<usize>| lines::bullet(paragraphs.get(at?)?.span.of(body));
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let first = out.len();
        let as_kind = |span, kind| Sentence { span, paragraph: number, kind };
        let is_item = bullet(Some(number)).is_some_and(|sign| {
            sign == Bullet::Sure
                || bullet(number.checked_sub(1)).is_some()
                || bullet(Some(number + 1)).is_some()
        });
        let kind = if is_item { SentenceKind::List } else { SentenceKind::Prose };
        split(body, paragraph.span, |span| {
            at_wide_gaps(body, span, |span| out.push(as_kind(span, kind)));
        });
        if is_item || !paragraph.single_line {
            continue;
        }
        // `Fire! What we know` is one heading; a full stop inside makes it prose that broke off.
        let ended =
            |s: &Sentence| s.span.of(body).trim_end_matches(is_closer).ends_with(['.', '。']);
        let inner = out.get(first..out.len().saturating_sub(1)).unwrap_or(&[]);
        let titular = may_be_heading(body, *paragraph) && !inner.iter().any(ended);
        let kind = lines::kind_of(paragraph.span.of(body), titular);
        if !kind.runs_on() {
            out.truncate(first);
            out.push(as_kind(paragraph.span, kind));
        }
    }
    out
}

/// Longest heading, in characters, spaces not counted: spacing alone makes no prose.
const LONGEST_HEADING: usize = 100;

/// Whether a paragraph is a short line that ends like no sentence.
fn may_be_heading(body: &str, paragraph: Paragraph) -> bool {
    let text = paragraph.span.of(body);
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    let short = text.len() <= LONGEST_HEADING || letters.nth(LONGEST_HEADING).is_none();
    let unfinished = !ends_a_sentence(text) && !text.ends_with([',', ';', '、', '，']);
    short && unfinished
}

/// What ends a sentence.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉') || ends_without_space(c)
}

/// Terminators that need no space after them.
fn ends_without_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '။' | '។' | '։')
}

/// What closes after a terminator and still belongs to its sentence.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '‘'
            | ')'
            | ']'
            | '}'
            | '）'
            | '］'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '》'
            | '〉'
            | '｣'
            | '＂'
    )
}

/// What may stand before the first word of a sentence.
fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '-'
            | '–'
            | '—'
            | '•'
            | '*'
    )
}

/// Bytes from which a sentence is so long that its punctuation may have been lost.
const ENDLESS: usize = 600;
/// White space that stands where punctuation was lost, in characters.
const WIDE: usize = 3;

/// Cuts an endless sentence where wide gaps are followed by a capital. Some archives were stripped of
/// their punctuation, a blank for each sign: what is left of `said. "No` is `said    No`.
fn at_wide_gaps(body: &str, span: Span, mut emit: impl FnMut(Span)) {
    let text = span.of(body);
    let mut start = span.start;
    if text.len() >= ENDLESS {
        let mut gap: Option<(usize, usize)> = None;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                gap = Some(gap.map_or((at, 1), |(from, width)| (from, width + 1)));
                continue;
            }
            if let Some((from, width)) = gap.take()
                && width >= WIDE
                && c.is_uppercase()
            {
                emit(Span::new(start, span.start + from));
                start = span.start + at;
            }
        }
    }
    emit(Span::new(start, span.end));
}

/// Cuts a paragraph into sentences.
fn split(body: &str, paragraph: Span, mut emit: impl FnMut(Span)) {
    let text = paragraph.of(body);
    // The sentence that is being read, and the one before it, which takes what has no words.
    let mut start = 0;
    let mut held: Option<Span> = None;
    let mut wordy = false;
    let mut chars = text.char_indices().peekable();
    let mut close = |span: Span, wordy: bool, held: &mut Option<Span>| {
        let span = Span::new(paragraph.start + span.start, paragraph.start + span.end);
        match held {
            Some(before) if !wordy => before.end = span.end,
            _ => {
                if let Some(before) = held.replace(span) {
                    emit(before);
                }
            }
        }
    };
    while let Some((at, c)) = chars.next() {
        if !is_terminator(c) {
            wordy |= c.is_alphanumeric();
            continue;
        }
        // `?!`, `...` and closing quotes all belong to the sentence.
        let mut end = at + c.len_utf8();
        let mut last = c;
        while let Some((next, after)) =
            chars.next_if(|&(_, n)| is_terminator(n) && !n.is_whitespace())
        {
            last = after;
            end = next + after.len_utf8();
        }
        let closed = end;
        while let Some((next, after)) = chars.next_if(|&(_, n)| is_closer(n)) {
            end = next + after.len_utf8();
        }
        let ending = Ending {
            text,
            start,
            at,
            first: c,
            last,
            closed: end > closed,
            single: closed == at + c.len_utf8(),
        };
        if wordy && ending.breaks(text.get(end..).unwrap_or("")) {
            close(Span::new(start, end), true, &mut held);
            start = end + leading_space(text.get(end..).unwrap_or(""));
            wordy = false;
        }
    }
    if start < text.len() {
        close(Span::new(start, text.len()), wordy, &mut held);
    }
    if let Some(last) = held {
        emit(last);
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A terminator with what closes after it, in the sentence it may end.
struct Ending<'a> {
    text: &'a str,
    /// Where the sentence starts.
    start: usize,
    /// Where the terminator stands.
    at: usize,
    /// Its first and last character.
    first: char,
    last: char,
    /// Whether quotes or brackets close after it.
    closed: bool,
    /// Whether it is one character.
    single: bool,
}

impl Ending<'_> {
    /// Whether a sentence ends here, `rest` being what follows.
    fn breaks(&self, rest: &str) -> bool {
        let Some(next) = rest.chars().next() else { return true };
        if ends_without_space(self.last) {
            let goes_on = matches!(next, '、' | '，' | ',') || self.closed && carries_on(rest);
            return !goes_on;
        }
        let spaced = next.is_whitespace();
        let after = rest.trim_start().trim_start_matches(is_opener);
        let Some(opening) = after.chars().next() else { return spaced };
        if !spaced {
            return self.breaks_without_space(rest, opening);
        }
        if opening.is_lowercase() {
            return false;
        }
        let full_stop = self.first == '.' && self.single;
        !full_stop || self.full_stop_breaks(after, opening)
    }

    /// A space is missing, as where paragraphs were glued together: `harbour.The`.
    fn breaks_without_space(&self, rest: &str, opening: char) -> bool {
        let word = self.word_before();
        let before = word.chars().next_back();
        let capital = rest.starts_with(char::is_uppercase)
            || (self.closed && opening.is_uppercase() && !rest.starts_with(is_terminator));
        let ended = word.chars().count() > 2 && !word.contains('.')
            || before.is_some_and(|c| c.is_numeric());
        let plain = before.is_some_and(|c| c.is_lowercase() || c.is_numeric());
        let in_address = word.contains(['/', '@', '=']);
        (self.first == '.' || self.first == '?' || self.first == '!')
            && capital
            && ended
            && (plain || self.closed)
            && !in_address
    }

    /// A full stop and a space: an abbreviation, an initial, an ordinal, or the end.
    fn full_stop_breaks(&self, after: &str, opening: char) -> bool {
        if self.closed {
            return true;
        }
        let word = self.word_before();
        let next = after.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
        let starts = abbreviations::is_starter(next);
        // `Colin P. Clarke` is no page.
        let initial = word.len() == 1 && word.starts_with(char::is_uppercase);
        match abbreviations::lookup(word) {
            Some(Abbreviation::Never) => return false,
            Some(Abbreviation::BeforeNumber) if !initial => return !opening.is_numeric(),
            Some(Abbreviation::Either) => return starts,
            _ => {}
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            if abbreviations::is_spaced_pair(word, next) {
                return false;
            }
            // `V. Putin`, but not `Plan B. The`.
            if letter.is_uppercase() {
                return starts && !self.before_word(word).ends_with('.');
            }
        }
        if !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
            let before = self.before_word(word);
            let numbers_a_list = before.is_empty();
            let previous = before.rsplit(char::is_whitespace).next().unwrap_or("");
            return !numbers_a_list && !abbreviations::is_ordinal(previous, next);
        }
        true
    }

    /// The word before the terminator, with the points inside it.
    fn word_before(&self) -> &str {
        const LONGEST: usize = 48;
        let mut low = self.at.saturating_sub(LONGEST).max(self.start);
        while !self.text.is_char_boundary(low) {
            low += 1;
        }
        let before = self.text.get(low..self.at).unwrap_or("");
        before
            .rsplit(|c: char| c.is_whitespace() || is_opener(c) || is_closer(c))
            .next()
            .unwrap_or("")
    }

    /// What stands before that word in its sentence, to the last few characters.
    fn before_word(&self, word: &str) -> &str {
        const LONGEST: usize = 24;
        let end = self.at - word.len();
        let mut low = end.saturating_sub(LONGEST).max(self.start);
        while !self.text.is_char_boundary(low) {
            low += 1;
        }
        self.text.get(low..end).unwrap_or("").trim()
    }
}

/// Whether the sentence goes on after a quotation that ends in a full stop: 「…。」と述べた.
fn carries_on(rest: &str) -> bool {
    ["と", "って", "など", "の", "を", "に", "との", "という"].iter().any(|p| rest.starts_with(p))
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
