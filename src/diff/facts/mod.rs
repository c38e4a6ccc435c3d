//! What a text states: numbers with what they count, dates, times, names with their role, quotations
//! with their speaker. Pure: a body in, facts in order out; `variants` puts those of a story together.

mod alike;
mod contrast;
mod dates;
mod languages;
mod names;
mod near;
mod numbers;
mod peoples;
mod quotes;
#[cfg(test)]
mod tests;
mod variants;
mod words;

pub use contrast::{Contrast, Said, between, contrast, of_both};
pub use near::Near;
pub use variants::{Cell, Column, Report, Row, Table, Value, variants, variants_of};

use super::Labels;
use super::lexicon::Lexicon;
use super::prose::Prose;
use crate::corpus::{Article, ArticleDate, metadata};
use crate::text::Span;
use serde::Serialize;

/// What is known of a text apart from its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// When it was published: what `Friday` and `yesterday` are told from.
    pub date: Option<ArticleDate>,
    /// Its language as a two-letter code; where none is given, every language's words count.
    pub lang: Option<&'a str>,
}

/// What is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A number, with what it counts.
    Figure,
    /// A day, a month or a year.
    Date,
    /// A time of day.
    Time,
    /// Somebody's name, with who that is.
    Name,
    /// What somebody said, word for word.
    Quote,
}

impl FactKind {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Time => "time",
            Self::Name => "name",
            Self::Quote => "quote",
        }
    }
}

impl<'a> From<&'a Article> for Context<'a> {
    fn from(article: &'a Article) -> Self {
        Self { date: article.date, lang: article.lang.as_deref() }
    }
}

/// One statement where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// What it is about: what is counted (`dead`, whatever word for it the text has), a name's role,
    /// a quotation's speaker; `date`, `time`, `name` or nothing where there is no more to say.
    pub label: String,
    /// The same for one spelling and another: facts of one kind with one key may be the same fact.
    pub key: String,
    /// In one form: `6200`, `2031-03-21`, `19:58`, `Edvin Stroud`, a quotation folded. A time whose
    /// half of the day is not said has no leading zero: `7:58`.
    pub value: String,
    /// The number, where it is one.
    pub number: Option<f64>,
    /// Whether its label is one of what became of people and the like, which reports are held by first.
    pub toll: bool,
    /// `over`, `at least`: one form for all that mean it.
    pub modifier: Option<&'static str>,
    /// As it stands, on one line.
    pub text: String,
    /// A word or two in front of it that tell it from others of its label.
    pub about: String,
    /// Its bytes.
    pub span: Span,
    /// The sentence it is in, counted from 0.
    pub sentence: usize,
    /// The words around it, by which it is found again in another report; none around a name, which is
    /// found by itself.
    pub near: Vec<Near>,
}

/// Everything that `body` states, in the order of the text. Takes time linear in its length.
pub fn of(body: &str, context: &Context<'_>) -> Vec<Fact> {
    labelled(body, context, Labels::built_in())
}

/// The same, with other words that count as one label.
pub fn labelled(body: &str, context: &Context<'_>, labels: &Labels) -> Vec<Fact> {
    let mut lexicon = Lexicon::with(labels);
    let prose = Prose::read(body, &mut lexicon);
    lexicon.settle();
    let read = Read { prose: &prose, lexicon: &lexicon, words: words::of(context.lang) };
    let mut facts = numbers::figures(&read);
    facts.extend(dates::dates(&read, context.date));
    let names = names::names(&read);
    facts.extend(quotes::quotes(&read, &names));
    facts.extend(names.into_iter().map(|name| name.fact(&read)));
    // Headline, byline and dateline say again what the text says, and when it was published.
    let start = metadata::sentence_start(body);
    facts.retain(|fact| fact.span.start >= start);
    facts.sort_by_key(|fact| (fact.span, fact.kind));
    facts
}

/// A text, read, with the words of its language.
struct Read<'p, 'a> {
    prose: &'p Prose<'a>,
    lexicon: &'p Lexicon<'a>,
    words: words::Words,
}

impl<'a> Read<'_, 'a> {
    /// The folded word at `token`; empty past the end.
    fn word(&self, token: usize) -> &str {
        super::kinds::word(self.prose, self.lexicon, token)
    }

    /// The word at `token` as it stands.
    fn text(&self, token: usize) -> &'a str {
        self.prose.tokens.get(token).map_or("", |t| t.span().of(self.prose.body))
    }

    /// How many words there are.
    fn len(&self) -> usize {
        self.prose.tokens.len()
    }

    /// The text between a token and the one before it, without white space.
    fn gap(&self, token: usize) -> &'a str {
        self.prose.gap_before(token).trim()
    }

    /// Which paragraph a token is in.
    fn paragraph(&self, token: usize) -> usize {
        let sentence = self.prose.sentence_of(token);
        self.prose.sentences.get(sentence).map_or(0, |s| s.paragraph)
    }

    /// The bytes of a run of words.
    fn span(&self, tokens: &std::ops::Range<usize>) -> Span {
        let of = |at: usize| self.prose.tokens.get(at).map(|t| t.span());
        match (of(tokens.start), of(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// A run of words on one line, as they stand.
    fn line(&self, tokens: &std::ops::Range<usize>) -> String {
        one_line(self.span(tokens).of(self.prose.body))
    }

    /// A fact of the words `tokens`, to be filled in.
    fn fact(&self, kind: FactKind, tokens: &std::ops::Range<usize>) -> Fact {
        let span = self.span(tokens);
        Fact {
            kind,
            label: String::new(),
            key: String::new(),
            value: String::new(),
            number: None,
            toll: false,
            modifier: None,
            text: one_line(span.of(self.prose.body)),
            about: near::about(self, tokens),
            span,
            sentence: self.prose.sentence_of(tokens.start),
            near: match kind {
                // It is found again by itself.
                FactKind::Name => Vec::new(),
                _ => near::near(self, tokens),
            },
        }
    }
}

/// A text with its white space as single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
