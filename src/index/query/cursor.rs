//! The word of a query that the cursor stands in, and whether it is the value of a field.

use super::fields::Prefix;
use super::lexer::{Kind, Token, tokens};
use crate::text::Span;

/// The word at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::index) struct AtCursor {
    /// The field whose value it is; none where it may be the name of one.
    pub(in crate::index) field: Option<Prefix>,
    /// What stands before the cursor, of the value or of the name.
    pub(in crate::index) typed: String,
    /// What a completion takes the place of: all of the value or name.
    pub(in crate::index) replaces: Span,
}

/// The word of `query` that ends at byte `cursor` or goes on after it; an empty one where a word may
/// start. None inside quotation marks that belong to no field, and inside an expression.
pub(in crate::index) fn word_at(query: &str, cursor: usize) -> Option<AtCursor> {
    query.get(..cursor)?;
    let tokens = tokens(query);
    let at = tokens.iter().position(|t| t.span.start < cursor && cursor <= t.span.end);
    let Some(at) = at else {
        return Some(AtCursor {
            field: None,
            typed: String::new(),
            replaces: Span::new(cursor, cursor),
        });
    };
    let token = *tokens.get(at)?;
    match token.kind {
        // What is denied or required comes next.
        Kind::Word if matches!(token.span.of(query), "-" | "+") && token.spaced => {
            let replaces = Span::new(cursor, cursor);
            Some(AtCursor { field: None, typed: String::new(), replaces })
        }
        Kind::Word => Some(word(query, token, cursor)),
        Kind::Quoted { inside, closed } if !(closed && cursor == token.span.end) => {
            let before = tokens.get(at.checked_sub(1)?)?;
            let name = before.span.of(query).strip_suffix(':')?;
            let touches = before.kind == Kind::Word && before.span.end == token.span.start;
            let field = Prefix::named(name).filter(|_| touches)?;
            let typed = Span::new(inside.start.min(cursor), cursor).of(query).to_string();
            Some(AtCursor { field: Some(field), typed, replaces: token.span })
        }
        Kind::Open | Kind::Not | Kind::Plus => Some(AtCursor {
            field: None,
            typed: String::new(),
            replaces: Span::new(cursor, cursor),
        }),
        _ => None,
    }
}

fn word(query: &str, token: Token, cursor: usize) -> AtCursor {
    let written = token.span.of(query);
    if let Some((name, _)) = written.split_once(':')
        && let Some(field) = Prefix::named(name)
        && token.span.start + name.len() < cursor
    {
        let value = Span::new(token.span.start + name.len() + 1, token.span.end);
        let typed = Span::new(value.start, cursor).of(query).to_string();
        return AtCursor { field: Some(field), typed, replaces: value };
    }
    let typed = Span::new(token.span.start, cursor).of(query).to_string();
    // A colon that is there already is taken with the name.
    let end = written.find(':').map_or(token.span.end, |colon| token.span.start + colon + 1);
    AtCursor { field: None, typed, replaces: Span::new(token.span.start, end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::query::FieldName;

    /// The query with its cursor at `|`: field, what is typed, what is replaced.
    fn at(query: &str) -> Option<(bool, String, String)> {
        let cursor = query.find('|').unwrap();
        let query = query.replace('|', "");
        let word = word_at(&query, cursor)?;
        Some((word.field.is_some(), word.typed, word.replaces.of(&query).to_string()))
    }

    fn some(field: bool, typed: &str, replaces: &str) -> Option<(bool, String, String)> {
        Some((field, typed.into(), replaces.into()))
    }

    #[test]
    fn the_word_at_the_cursor_is_a_name_or_a_value() {
        assert_eq!(at("fire sou|"), some(false, "sou", "sou"));
        assert_eq!(at("fire |"), some(false, "", ""));
        assert_eq!(at("sou|rce:x y"), some(false, "sou", "source:"));
        assert_eq!(at("a source:cal|der b"), some(true, "cal", "calder"));
        assert_eq!(at("source:|"), some(true, "", ""));
        assert_eq!(at("-source:\"calder p|o b"), some(true, "calder p", "\"calder po b"));
        assert_eq!(at("(lang:e|n)"), some(true, "e", "en"));
        assert_eq!(at("\"a b|"), None);
        assert_eq!(at("/ab|/"), None);
        assert_eq!(at("-|"), some(false, "", ""));
        let word = word_at("by:x", 4).unwrap();
        assert_eq!(word.field, Some(Prefix::Words(FieldName::Byline)));
        assert_eq!(word_at("é", 1), None);
    }
}
