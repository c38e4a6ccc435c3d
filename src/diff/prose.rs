//! One side of a comparison, read: its sentences, its words as numbers, and where quotations run.
//! Read once; every later stage works on these arrays.

use super::lexicon::{Form, Lexicon, small};
use crate::text::Span;
use crate::text::segment::{self, Sentence, SentenceKind};
use std::ops::Range;

/// One word where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    start: u32,
    end: u32,
    /// Its spelling, in the lexicon.
    pub(super) form: u32,
    /// Whether it stands inside quotation marks.
    pub(super) quoted: bool,
    /// Whether a capital here may only mark a beginning: of a sentence, of a quotation.
    pub(super) opens: bool,
}

impl Token {
    /// Its bytes.
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A text, read.
#[derive(Debug, Default)]
pub(super) struct Prose<'a> {
    pub(super) body: &'a str,
    pub(super) sentences: Vec<Sentence>,
    /// All words in order.
    pub(super) tokens: Vec<Token>,
    /// The key of each word.
    pub(super) keys: Vec<u32>,
    /// Where each sentence's words begin; one more entry than sentences.
    first: Vec<u32>,
    /// Whether a sentence is printed in title case, so that capitals say nothing.
    titled: Vec<bool>,
}

impl<'a> Prose<'a> {
    /// Reads a body.
    pub(super) fn read(body: &'a str, lexicon: &mut Lexicon<'a>) -> Self {
        Self::from_sentences(body, segment::sentences(body), lexicon)
    }

    /// Reads a headline: one sentence, whatever stands in it.
    pub(super) fn line(body: &'a str, lexicon: &mut Lexicon<'a>) -> Self {
        let span = Span::new(0, body.len());
        let whole = Sentence { span, paragraph: 0, kind: SentenceKind::Heading };
        Self::from_sentences(body, vec![whole], lexicon)
    }

    fn from_sentences(body: &'a str, sentences: Vec<Sentence>, lexicon: &mut Lexicon<'a>) -> Self {
        let mut prose = Self {
            body,
            tokens: Vec::new(),
            keys: Vec::new(),
            first: Vec::with_capacity(sentences.len() + 1),
            titled: Vec::with_capacity(sentences.len()),
            sentences,
        };
        let mut quotes = Quotes::default();
        let mut paragraph = usize::MAX;
        for at in 0..prose.sentences.len() {
            let sentence = prose.sentences[at];
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                quotes = Quotes::default();
            }
            prose.first.push(small(prose.tokens.len()));
            prose.read_sentence(sentence, &mut quotes, lexicon);
        }
        prose.first.push(small(prose.tokens.len()));
        prose
    }

    fn read_sentence(
        &mut self,
        sentence: Sentence,
        quotes: &mut Quotes,
        lexicon: &mut Lexicon<'a>,
    ) {
        let begin = self.tokens.len();
        let text = sentence.span.of(self.body);
        let mut gap_start = 0;
        let mut opens = true;
        // Offsets are kept in 32 bits; what lies past 4 GB has no words.
        if u32::try_from(sentence.span.end).is_ok() {
            for word in segment::words(text) {
                let gap = text.get(gap_start..word.start).unwrap_or("");
                if gap != " " {
                    opens |= quotes.pass(gap, gap_start > 0) | gap.contains(':');
                }
                for word in apart(text, word) {
                    let form = lexicon.form_of(word.of(text));
                    self.tokens.push(Token {
                        start: small(sentence.span.start + word.start),
                        end: small(sentence.span.start + word.end),
                        form,
                        quoted: quotes.inside(),
                        opens,
                    });
                    self.keys.push(lexicon.form(form).key);
                    opens = false;
                }
                gap_start = word.end;
            }
        }
        quotes.pass(text.get(gap_start..).unwrap_or(""), gap_start > 0);
        let (mut capitals, mut content) = (0, 0);
        for token in &self.tokens[begin..] {
            let form = lexicon.form(token.form);
            if !matches!(form.sense, super::lexicon::Sense::Stop | super::lexicon::Sense::Number) {
                content += 1;
                capitals += usize::from(form.case == super::lexicon::Case::Capital);
            }
        }
        let titled = !sentence.kind.runs_on() && capitals * 2 > content;
        self.titled.push(titled);
        if !titled {
            for token in self.tokens[begin..].iter().filter(|t| !t.opens) {
                lexicon.note_use(lexicon.form(token.form));
            }
        }
    }

    /// How many sentences there are.
    pub(super) fn len(&self) -> usize {
        self.sentences.len()
    }

    /// The words of a sentence, as a range of `tokens`.
    pub(super) fn words(&self, sentence: usize) -> Range<usize> {
        self.words_of(&(sentence..sentence + 1))
    }

    /// The words of a run of sentences.
    pub(super) fn words_of(&self, sentences: &Range<usize>) -> Range<usize> {
        let at = |i: usize| self.first.get(i).map_or(self.tokens.len(), |f| *f as usize);
        at(sentences.start)..at(sentences.end)
    }

    /// The keys of a sentence.
    pub(super) fn keys_of(&self, sentence: usize) -> &[u32] {
        self.keys.get(self.words(sentence)).unwrap_or(&[])
    }

    /// The bytes of a run of sentences, from the first to the last.
    pub(super) fn span_of(&self, sentences: &Range<usize>) -> Span {
        let first = self.sentences.get(sentences.start);
        let last = self.sentences.get(sentences.end.wrapping_sub(1));
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Whether capitals say nothing in this sentence.
    pub(super) fn titled(&self, sentence: usize) -> bool {
        self.titled.get(sentence).copied().unwrap_or(false)
    }

    /// Which sentence a token is in.
    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.first.partition_point(|f| (*f as usize) <= token).saturating_sub(1)
    }

    /// The form of a token.
    pub(super) fn form(&self, token: usize, lexicon: &Lexicon<'_>) -> Option<Form> {
        self.tokens.get(token).map(|t| lexicon.form(t.form))
    }

    /// The text between a token and the one before it; between sentences too.
    pub(super) fn gap_before(&self, token: usize) -> &'a str {
        let (Some(before), Some(here)) =
            (token.checked_sub(1).and_then(|t| self.tokens.get(t)), self.tokens.get(token))
        else {
            return "";
        };
        self.body.get(before.end as usize..here.start as usize).unwrap_or("")
    }
}

/// A word, cut at its dashes: `Calder–Selby` is two words, as `Calder—Selby` is, since which dash is
/// printed is a matter of style. Between digits a dash stays (`2019–20`).
fn apart(text: &str, word: Span) -> impl Iterator<Item = Span> {
    let whole = word.of(text);
    let ranges = whole.is_ascii() || whole.starts_with(|c: char| c.is_numeric());
    let mut rest = Some(word).filter(|word| !word.is_empty());
    std::iter::from_fn(move || {
        let here = rest.take()?;
        let Some(at) = here.of(text).find('–').filter(|_| !ranges) else { return Some(here) };
        let next = Span::new(here.start + at + '–'.len_utf8(), here.end);
        rest = Some(next).filter(|next| !next.is_empty());
        Some(Span::new(here.start, here.start + at))
    })
}

/// Follows quotation marks through a paragraph, whatever their style.
#[derive(Clone, Copy, Debug, Default)]
struct Quotes {
    close: Option<&'static [char]>,
}

impl Quotes {
    fn inside(self) -> bool {
        self.close.is_some()
    }

    /// Takes in the text between two words, or what stands before the first; tells whether a
    /// quotation opened in it.
    fn pass(&mut self, gap: &str, behind_word: bool) -> bool {
        let mut opened = false;
        let mut spaced = !behind_word;
        for c in gap.chars() {
            match self.close {
                Some(close) if close.contains(&c) => self.close = None,
                Some(_) => {}
                None => {
                    self.close = closing(c, spaced);
                    opened |= self.close.is_some();
                }
            }
            spaced = c.is_whitespace() || c == '(';
        }
        opened
    }
}

/// The marks that close a quotation opened by `c`. A straight single quote opens one only after a
/// space, since elsewhere it is an apostrophe.
fn closing(c: char, spaced: bool) -> Option<&'static [char]> {
    Some(match c {
        '“' | '"' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' => &['’', '\''],
        '\'' if spaced => &['\'', '’'],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(body: &str) -> Vec<&str> {
        let mut lexicon = Lexicon::default();
        let prose = Prose::read(body, &mut lexicon);
        prose.tokens.iter().filter(|t| t.quoted).map(|t| t.span().of(body)).collect()
    }

    #[test]
    fn quotations_are_followed_in_any_style() {
        for body in [
            "She said “all is lost” and left.",
            "She said \"all is lost\" and left.",
            "Sie sagte „all is lost“ und ging.",
            "Elle dit « all is lost » et part.",
        ] {
            assert_eq!(quoted(body), ["all", "is", "lost"], "{body}");
        }
        assert!(quoted("The crew's boat sank.").is_empty());
        assert!(quoted("The engineers' depot and the crews' boats burned.").is_empty());
        assert_eq!(quoted("'We ran' is what the engineers' crew said."), ["We", "ran"]);
    }

    #[test]
    fn a_quotation_may_run_over_sentences_but_not_paragraphs() {
        assert_eq!(quoted("“We ran. We hid.” It passed."), ["We", "ran", "We", "hid"]);
        assert_eq!(quoted("“We ran.\nNobody followed."), ["We", "ran"]);
    }

    #[test]
    fn dashes_are_alike() {
        let of = |body: &str| {
            let mut lexicon = Lexicon::default();
            let prose = Prose::read(body, &mut lexicon);
            prose.tokens.iter().map(|t| t.span().of(body).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            of("the Calder–Selby line, 2019–20"),
            ["the", "Calder", "Selby", "line", "2019–20"]
        );
        assert_eq!(of("the Calder—Selby line"), of("the Calder–Selby line"));
        assert_eq!(of("the Calder-Selby line"), ["the", "Calder-Selby", "line"]);
    }

    #[test]
    fn words_belong_to_their_sentences() {
        let mut lexicon = Lexicon::default();
        let prose = Prose::read("One two. Three four five.", &mut lexicon);
        assert_eq!(prose.words(0), 0..2);
        assert_eq!(prose.words(1), 2..5);
        assert_eq!(prose.words_of(&(0..2)), 0..5);
        assert_eq!(prose.sentence_of(1), 0);
        assert_eq!(prose.sentence_of(2), 1);
        assert_eq!(prose.gap_before(2), ". ");
    }
}
