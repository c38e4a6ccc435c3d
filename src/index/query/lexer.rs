//! Query text to tokens with their places. Knows quotation marks, parentheses and operators; what a
//! word means is the parser's business.

use crate::text::Span;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it stands; for a quoted text, the marks included.
    pub(super) span: Span,
    /// Whether white space, or the start of the query, stands before it.
    pub(super) spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything without white space, quotation marks and parentheses.
    Word,
    /// A text in quotation marks: where it stands without them, and whether they were closed.
    Quoted {
        inside: Span,
        closed: bool,
    },
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or a minus right before what it denies.
    Not,
}

const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];

/// The tokens of `query`.
pub(super) fn tokens(query: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(first) = query[at..].chars().next() {
        let after = at + first.len_utf8();
        let single = |kind| Token { kind, span: Span::new(at, after), spaced };
        let token = match first {
            c if c.is_whitespace() => {
                at = after;
                spaced = true;
                continue;
            }
            '(' | '（' => single(Kind::Open),
            ')' | '）' => single(Kind::Close),
            c if QUOTES.contains(&c) => quoted(query, at, after, spaced),
            '-' if spaced && denies(&query[after..]) => single(Kind::Not),
            _ => word(query, at, spaced),
        };
        at = token.span.end;
        // What follows an operator or an opening parenthesis may start with a minus too.
        spaced = matches!(token.kind, Kind::Open | Kind::Not);
        out.push(token);
    }
    out
}

/// Whether a minus before `rest` denies it rather than being a dash.
fn denies(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '(' || QUOTES.contains(&c))
}

fn quoted(query: &str, at: usize, after: usize, spaced: bool) -> Token {
    let rest = &query[after..];
    let close = rest.char_indices().find(|(_, c)| QUOTES.contains(c));
    let (inside, end, closed) = match close {
        Some((offset, c)) => {
            (Span::new(after, after + offset), after + offset + c.len_utf8(), true)
        }
        None => (Span::new(after, query.len()), query.len(), false),
    };
    Token { kind: Kind::Quoted { inside, closed }, span: Span::new(at, end), spaced }
}

fn word(query: &str, at: usize, spaced: bool) -> Token {
    let rest = &query[at..];
    let length = rest
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）') || QUOTES.contains(&c)
        })
        .unwrap_or(rest.len());
    let kind = match &rest[..length] {
        "AND" | "&&" => Kind::And,
        "OR" | "||" => Kind::Or,
        "NOT" => Kind::Not,
        _ => Kind::Word,
    };
    Token { kind, span: Span::new(at, at + length), spaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(query: &str) -> Vec<(Kind, &str)> {
        tokens(query).into_iter().map(|t| (t.kind, t.span.of(query))).collect()
    }

    #[test]
    fn a_minus_denies_only_before_a_word() {
        use Kind::{Not, Open, Word};
        assert_eq!(kinds("-fire"), [(Not, "-"), (Word, "fire")]);
        assert_eq!(kinds("a - b"), [(Word, "a"), (Word, "-"), (Word, "b")]);
        assert_eq!(kinds("large-scale"), [(Word, "large-scale")]);
        assert_eq!(kinds("(-fire")[..2], [(Open, "("), (Not, "-")]);
    }

    #[test]
    fn quotation_marks_of_any_style_pair() {
        let inside = Span::new(3, 9);
        let query = "“pier 7” x";
        let first = tokens(query)[0];
        assert_eq!(first.kind, Kind::Quoted { inside, closed: true });
        assert_eq!(inside.of(query), "pier 7");
        assert!(matches!(tokens("\"open")[0].kind, Kind::Quoted { closed: false, .. }));
    }

    #[test]
    fn a_field_and_its_quoted_value_touch() {
        let found = tokens("source:\"a b\"");
        assert_eq!(found.len(), 2);
        assert!(!found[1].spaced);
    }
}
