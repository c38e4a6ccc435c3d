//! The one analyser: it makes the terms of the index, of a query and of what is highlighted, so that
//! the three always agree.

use crate::text::fold::fold_into;
use crate::text::{Span, segment};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name it is registered under.
pub(super) const WORDS: &str = "words";

/// Longer terms are no words; they are dropped, and leave their position empty.
pub(super) const MAX_TERM: usize = 255;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, or a part of a compound (`ISIS-K` is `isis`, `k`).
    Word,
    /// Two neighbouring characters of a script written without spaces.
    Pair,
    /// The last character of a stretch in such a script, by itself, so that every character starts
    /// exactly one token.
    Tail {
        /// Whether it is the whole stretch.
        alone: bool,
    },
}

/// A walk over the tokens of a text. The term of the current one is in [`Self::term`].
pub(super) struct Analysis<'a> {
    text: &'a str,
    words: segment::Words<'a>,
    /// What of the current word has not been taken yet.
    rest: Span,
    /// The last character of a script without spaces, not yet a token, and whether it is its
    /// stretch's first.
    pending: Option<(Span, bool)>,
    next_position: usize,
    term: String,
}

/// Where a token stands and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its bytes in the text.
    pub(super) span: Span,
    /// Its number; consecutive tokens have consecutive numbers.
    pub(super) position: usize,
    /// What it is made of.
    pub(super) kind: Kind,
}

impl<'a> Analysis<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            words: segment::words(text),
            rest: Span::default(),
            pending: None,
            next_position: 0,
            term: String::new(),
        }
    }

    /// The folded form of the token that [`Self::advance`] returned last.
    pub(super) fn term(&self) -> &str {
        &self.term
    }

    /// The next token, or `None` at the end.
    pub(super) fn advance(&mut self) -> Option<Place> {
        while let Some((span, kind)) = self.step() {
            self.term.clear();
            fold_into(span.of(self.text), &mut self.term);
            if self.term.is_empty() {
                continue;
            }
            let position = self.next_position;
            self.next_position += 1;
            if self.term.len() <= MAX_TERM {
                return Some(Place { span, position, kind });
            }
        }
        None
    }

    fn step(&mut self) -> Option<(Span, Kind)> {
        loop {
            if self.rest.is_empty() {
                match self.words.next() {
                    Some(word) => self.rest = word,
                    None => return self.tail(),
                }
            }
            let rest = self.rest.of(self.text);
            if starts_unspaced(rest) {
                // A word of such a script is one character.
                let atom = std::mem::take(&mut self.rest);
                match self.pending {
                    Some((before, _)) if before.end == atom.start => {
                        self.pending = Some((atom, false));
                        return Some((Span::new(before.start, atom.end), Kind::Pair));
                    }
                    Some((before, alone)) => {
                        self.pending = Some((atom, true));
                        return Some((before, Kind::Tail { alone }));
                    }
                    None => self.pending = Some((atom, true)),
                }
                continue;
            }
            if let Some(tail) = self.tail() {
                return Some(tail);
            }
            let (part, taken) = first_part(rest);
            let at = self.rest.start;
            self.rest.start += taken;
            if !part.is_empty() {
                return Some((Span::new(at + part.start, at + part.end), Kind::Word));
            }
        }
    }

    fn tail(&mut self) -> Option<(Span, Kind)> {
        self.pending.take().map(|(span, alone)| (span, Kind::Tail { alone }))
    }
}

fn starts_unspaced(word: &str) -> bool {
    // Those scripts start at U+0E00: three bytes or more.
    word.as_bytes().first().is_some_and(|&byte| byte >= 0xe0)
        && word.chars().next().is_some_and(segment::is_unspaced)
}

/// What joins the parts of a compound.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\'' | '-'
            | '.'
            | ','
            | ':'
            | '`'
            | '_'
            | '´'
            | '·'
            | '‘'
            | '’'
            | '‛'
            | '‐'
            | '‑'
            | '–'
            | '՚'
            | '＇'
            | '．'
            | '，'
            | '：'
    )
}

/// The first part of `word`, and how many bytes of the word are done with after it. Compounds are
/// cut where a joiner stands between letters; numbers (`1,200`, `6:54`) and initials (`U.S`) are kept
/// whole.
fn first_part(word: &str) -> (Span, usize) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return (Span::new(0, word.len()), word.len());
    }
    let start = word.find(|c: char| !is_joiner(c)).unwrap_or(word.len());
    let mut end = start;
    let mut previous = None;
    // Characters since the last joiner: initials have one.
    let mut run = 0;
    let mut initials = true;
    for (at, c) in word[start..].char_indices() {
        let at = start + at;
        let after = at + c.len_utf8();
        if !is_joiner(c) {
            run += 1;
            initials &= run == 1 && c.is_alphabetic();
            end = after;
            previous = Some(c);
            continue;
        }
        let mut ahead = word[after..].chars();
        let next = ahead.next();
        let numeric = |c: Option<char>| c.is_some_and(char::is_numeric);
        let in_number =
            matches!(c, '.' | ',' | ':' | '．' | '，' | '：') && numeric(previous) && numeric(next);
        let in_initials = c == '.'
            && initials
            && next.is_some_and(char::is_alphabetic)
            && ahead.next().is_none_or(is_joiner);
        if !in_number && !in_initials {
            return (Span::new(start, end), after);
        }
        run = 0;
    }
    (Span::new(start, end), word.len())
}

/// One token of a query's word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The term.
    pub(super) term: String,
    /// Its position among the others.
    pub(super) position: usize,
    /// Whether it stands for any term that starts with it.
    pub(super) prefix: bool,
    /// Whether it is a word that inflects.
    pub(super) inflects: bool,
}

/// `word` without a possessive `'s`.
pub(super) fn without_possessive(word: &str) -> &str {
    let bare = word.strip_suffix(['s', 'S']).and_then(|w| w.strip_suffix(['\'', '’', '‘', '`']));
    bare.filter(|w| w.ends_with(char::is_alphanumeric)).unwrap_or(word)
}

/// The tokens of a word or phrase in a query. In scripts without spaces the pairs say it all, and a
/// character by itself stands for all pairs that start with it. With `prefix` the last word may go on.
pub(super) fn pieces(text: &str, prefix: bool) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut analysis = Analysis::new(text);
    while let Some(place) = analysis.advance() {
        let (keep, open) = match place.kind {
            Kind::Word | Kind::Pair => (true, false),
            Kind::Tail { alone } => (alone, true),
        };
        if keep {
            out.push(Piece {
                term: analysis.term().to_string(),
                position: place.position,
                prefix: open,
                inflects: place.kind == Kind::Word,
            });
        }
    }
    let count = out.len();
    for (at, piece) in out.iter_mut().enumerate() {
        let last = at + 1 == count;
        // Inside a phrase a lone character is taken as it stands.
        piece.prefix = last && (piece.prefix || (prefix && piece.inflects));
    }
    out
}

/// The analyser as Tantivy wants it.
#[derive(Clone, Default)]
pub(super) struct WordTokenizer;

/// The tokens of one text.
pub(super) struct Words<'a> {
    analysis: Analysis<'a>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        Words { analysis: Analysis::new(text), token: Token::default() }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        let Some(place) = self.analysis.advance() else {
            return false;
        };
        self.token.offset_from = place.span.start;
        self.token.offset_to = place.span.end;
        self.token.position = place.position;
        std::mem::swap(&mut self.token.text, &mut self.analysis.term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<(String, usize)> {
        let mut analysis = Analysis::new(text);
        let mut out = Vec::new();
        while let Some(place) = analysis.advance() {
            out.push((analysis.term().to_string(), place.position));
        }
        out
    }

    fn words(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|(term, _)| term).collect()
    }

    #[test]
    fn compounds_are_cut_and_numbers_kept() {
        assert_eq!(words("ISIS-K claimed"), ["isis", "k", "claimed"]);
        assert_eq!(words("Veldra's large-scale"), ["veldra", "s", "large", "scale"]);
        assert_eq!(words("Veldra’s"), ["veldra", "s"]);
        assert_eq!(words("1,200 at 6:54, 3.5, 40"), ["1,200", "at", "6:54", "3.5", "40"]);
        assert_eq!(words("The U.S.-led example.org"), ["the", "u.s", "led", "example", "org"]);
        assert_eq!(words("co\u{ad}op snake_case"), ["coop", "snake", "case"]);
        assert_eq!(words("Élodie CAFÉ"), ["elodie", "cafe"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs() {
        assert_eq!(words("東京都"), ["東京", "京都", "都"]);
        assert_eq!(words("東京tower"), ["東京", "京", "tower"]);
        assert_eq!(words("都"), ["都"]);
    }

    #[test]
    fn a_long_word_is_dropped_and_leaves_a_gap() {
        let text = format!("a {} b", "x".repeat(300));
        assert_eq!(terms(&text), [("a".to_string(), 0), ("b".to_string(), 2)]);
    }

    #[test]
    fn a_query_needs_no_tail() {
        let of = |text, prefix| {
            pieces(text, prefix).into_iter().map(|p| (p.term, p.prefix)).collect::<Vec<_>>()
        };
        assert_eq!(of("東京都", true), [("東京".into(), false), ("京都".into(), false)]);
        assert_eq!(of("都", false), [("都".into(), true)]);
        assert_eq!(of("pier", true), [("pier".into(), true)]);
        assert_eq!(of("pier", false), [("pier".into(), false)]);
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_on_character_bounds(text in ".{0,80}") {
            let mut analysis = Analysis::new(&text);
            let mut before = 0;
            let mut position = None;
            while let Some(place) = analysis.advance() {
                prop_assert!(text.get(place.span.range()).is_some_and(|s| !s.is_empty()));
                prop_assert!(place.span.start >= before);
                before = place.span.start;
                prop_assert!(position.is_none_or(|p| place.position > p));
                position = Some(place.position);
            }
        }
    }
}
