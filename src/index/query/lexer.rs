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
    /// An expression between slashes: where it stands without them, and whether they were closed.
    Regex {
        inside: Span,
        closed: bool,
    },
    Open,
    Close,
    And,
    Or,
    /// `w/5`: so many words from what stands before to what stands after, in this order or any.
    Near {
        within: u32,
        ordered: bool,
    },
    /// A plus right before what is required.
    Plus,
    /// `NOT`, or a minus right before what it denies.
    Not,
}

const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];

/// Whether `c` opens or closes a quoted text.
pub(in crate::index) fn is_quote(c: char) -> bool {
    QUOTES.contains(&c)
}

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
            '+' if spaced && denies(&query[after..]) => single(Kind::Plus),
            '/' if (spaced || query[..at].ends_with(':')) && starts_expression(&query[after..]) => {
                regex(query, at, spaced)
            }
            _ => word(query, at, spaced),
        };
        at = token.span.end;
        // What follows an operator or an opening parenthesis may start with a minus too.
        spaced = matches!(token.kind, Kind::Open | Kind::Not | Kind::Plus);
        out.push(token);
    }
    out
}

/// Whether a minus before `rest` denies it rather than being a dash.
fn denies(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '/' | '*') || QUOTES.contains(&c))
}

/// Whether a slash before `rest` is more than a slash.
fn starts_expression(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| !c.is_whitespace() && c != '/')
}

/// An expression: up to a slash with nothing right after it. It matches one word, so that white space
/// ends it unclosed.
fn regex(query: &str, at: usize, spaced: bool) -> Token {
    let start = at + 1;
    let rest = query.get(start..).unwrap_or_default();
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = &rest[..length];
    let mut escaped = false;
    let close = word.char_indices().find(|&(offset, c)| {
        let is_close = c == '/' && !escaped && offset > 0 && {
            let after = word[offset + 1..].chars().next();
            after.is_none_or(|c| matches!(c, ')' | '^'))
        };
        escaped = c == '\\' && !escaped;
        is_close
    });
    let (inside, end, closed) = match close {
        Some((offset, _)) => (Span::new(start, start + offset), start + offset + 1, true),
        None => (Span::new(start, start + length), start + length, false),
    };
    Token { kind: Kind::Regex { inside, closed }, span: Span::new(at, end), spaced }
}

/// Sentence and paragraph as distances in words: positions know nothing of where either ends.
const UNITS: [(&str, u32); 4] = [("s", 25), ("sent", 25), ("p", 75), ("para", 75)];

/// Operators of other search languages: `w/5`, `NEAR/3`, `pre/2`.
fn near(word: &str) -> Option<Kind> {
    const NAMES: [(&str, bool); 8] = [
        ("w", false),
        ("n", false),
        ("near", false),
        ("within", false),
        ("adj", true),
        ("pre", true),
        ("onear", true),
        ("p", true),
    ];
    let (name, distance) = word.split_once('/')?;
    let &(_, ordered) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let unit = UNITS.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(distance));
    if let Some(&(_, within)) = unit.filter(|_| name.len() > 1 || name.eq_ignore_ascii_case("w")) {
        return Some(Kind::Near { within, ordered });
    }
    let is_number = distance.bytes().all(|b| b.is_ascii_digit()) && !distance.is_empty();
    is_number.then(|| Kind::Near { within: distance.parse().unwrap_or(u32::MAX), ordered })
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
    // `title:/expression/`: the field is a word of its own.
    let length = match rest[..length].split_once(':') {
        Some((name, value))
            if value.starts_with('/')
                && !value.starts_with("//")
                && name.bytes().all(|b| b.is_ascii_alphabetic()) =>
        {
            name.len() + 1
        }
        _ => length,
    };
    let kind = match &rest[..length] {
        "AND" | "&&" => Kind::And,
        "OR" | "||" => Kind::Or,
        "NOT" => Kind::Not,
        word => near(word).unwrap_or(Kind::Word),
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
    fn expressions_end_at_a_slash_with_nothing_after_it() {
        let regex = |query: &str| {
            let token = tokens(query)[0];
            match token.kind {
                Kind::Regex { inside, closed } => (inside.of(query).to_string(), closed),
                _ => (String::new(), false),
            }
        };
        assert_eq!(regex("/ter+or/ x"), ("ter+or".into(), true));
        assert_eq!(regex("/a(b|c)/^2"), ("a(b|c)".into(), true));
        assert_eq!(regex("/a\\/b/"), ("a\\/b".into(), true));
        assert_eq!(regex("/home/me x"), ("home/me".into(), false));
        assert_eq!(regex("and/or"), (String::new(), false));
        let kinds: Vec<Kind> =
            tokens("a w/5 b pre/12 c w/s near/P w/seg p/s").iter().map(|t| t.kind).collect();
        assert_eq!(kinds[1], Kind::Near { within: 5, ordered: false });
        assert_eq!(kinds[3], Kind::Near { within: 12, ordered: true });
        assert_eq!(kinds[5], Kind::Near { within: 25, ordered: false });
        assert_eq!(kinds[6], Kind::Near { within: 75, ordered: false });
        assert_eq!(kinds[7..], [Kind::Word, Kind::Word]);
    }

    #[test]
    fn a_field_and_its_quoted_value_touch() {
        let found = tokens("source:\"a b\"");
        assert_eq!(found.len(), 2);
        assert!(!found[1].spaced);
    }
}
