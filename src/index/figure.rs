//! The numbers of a text as terms: `1,200` and `1200` are one figure.
//! Times (`6:54`) and dates (`22.03.2031`) are not figures.

use super::expand::{Expanded, MAX_LOOKED_AT, cached};
use super::query::Amounts;
use super::search::Inner;
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name the tokenizer is registered under.
pub(super) const FIGURES: &str = "figures";

/// Digits a figure may have; longer ones are account numbers and the like.
const MAX_DIGITS: usize = 24;

/// Numbers that a range of them stands for, at most.
const MOST: usize = 250_000;

/// The next number of `text` at or after `from`: a run of digits with single separators inside.
fn next_number(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let start = from + bytes.get(from..)?.iter().position(u8::is_ascii_digit)?;
    let mut end = start;
    while end < bytes.len() {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let separator = matches!(bytes[end], b',' | b'.' | b':') && digit(end + 1);
        if !digit(end) && !separator {
            break;
        }
        end += 1;
    }
    Some(Span::new(start, end))
}

/// The plain forms of a number as written: no thousands separators, a point before decimals, no
/// leading zeros. Two where the separator may be either (`1.200`), none for a time or a date.
pub(super) fn plain(written: &str) -> [Option<String>; 2] {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let whole = |s: &str| {
        let s = s.trim_start_matches('0');
        if s.is_empty() { "0".to_string() } else { s.to_string() }
    };
    if written.len() > MAX_DIGITS || !written.starts_with(|c: char| c.is_ascii_digit()) {
        return [None, None];
    }
    if digits(written) {
        return [Some(whole(written)), None];
    }
    let grouped = |s: &str, separator: char| -> Option<String> {
        let mut groups = s.split(separator);
        let first = groups.next().filter(|g| digits(g) && g.len() <= 3)?;
        let mut joined = whole(first);
        for group in groups {
            if group.len() != 3 || !digits(group) {
                return None;
            }
            joined.push_str(group);
        }
        Some(joined)
    };
    let decimal = |integer: Option<String>, fraction: &str| -> Option<String> {
        let integer = integer?;
        if !digits(fraction) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        Some(if fraction.is_empty() { integer } else { format!("{integer}.{fraction}") })
    };
    let commas = written.matches(',').count();
    let points = written.matches('.').count();
    if written.contains(':') {
        return [None, None];
    }
    match (commas, points) {
        // Both: the last one is before the decimals.
        (1.., 1) if written.rfind('.') > written.rfind(',') => {
            let (integer, fraction) = written.split_once('.').unwrap_or((written, ""));
            [decimal(grouped(integer, ','), fraction), None]
        }
        (1, 1..) if written.rfind(',') > written.rfind('.') => {
            let (integer, fraction) = written.split_once(',').unwrap_or((written, ""));
            [decimal(grouped(integer, '.'), fraction), None]
        }
        (1.., 0) | (0, 1..) => {
            let separator = if commas > 0 { ',' } else { '.' };
            let thousands = grouped(written, separator);
            let fraction = written
                .split_once(separator)
                .filter(|(integer, fraction)| digits(integer) && digits(fraction))
                // `1,200` is twelve hundred, everywhere; `1.200` may be either.
                .filter(|_| thousands.is_none() || separator == '.')
                .and_then(|(integer, fraction)| decimal(Some(whole(integer)), fraction));
            match thousands {
                Some(thousands) => [Some(thousands), fraction],
                None => [fraction, None],
            }
        }
        _ => [None, None],
    }
}

/// The figures as Tantivy wants them.
#[derive(Clone, Default)]
pub(super) struct FigureTokenizer;

/// The figures of one text.
pub(super) struct Figures<'a> {
    text: &'a str,
    at: usize,
    second: Option<String>,
    token: Token,
}

impl Tokenizer for FigureTokenizer {
    type TokenStream<'a> = Figures<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Figures<'a> {
        Figures { text, at: 0, second: None, token: Token::default() }
    }
}

impl TokenStream for Figures<'_> {
    fn advance(&mut self) -> bool {
        if let Some(second) = self.second.take() {
            self.token.text = second;
            return true;
        }
        while let Some(span) = next_number(self.text, self.at) {
            self.at = span.end;
            let [first, second] = plain(span.of(self.text));
            self.second = second;
            if let Some(first) = first {
                self.token.text = first;
                self.token.offset_from = span.start;
                self.token.offset_to = span.end;
                self.token.position = 0;
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Inner {
    /// The numbers of the texts that are among `amounts`, in their plain form.
    pub(super) fn figures(&self, amounts: &Amounts) -> anyhow::Result<Arc<Expanded>> {
        cached(&self.expansions.looks, &format!("{amounts}"), || {
            let mut terms = BTreeSet::new();
            let mut left = MAX_LOOKED_AT;
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(self.fields.figure)?;
                let mut stream = inverted.terms().stream()?;
                while left > 0 && terms.len() < MOST && stream.advance() {
                    left -= 1;
                    if let Ok(plain) = std::str::from_utf8(stream.key())
                        && amounts.has(plain)
                        && !terms.contains(plain)
                    {
                        terms.insert(plain.to_string());
                    }
                }
            }
            let complete = left > 0 && terms.len() < MOST;
            let count = terms.len();
            Ok(Expanded { terms: terms.into_iter().collect(), complete, count })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Vec<String> {
        let mut tokenizer = FigureTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        while stream.advance() {
            out.push(stream.token().text.clone());
        }
        out
    }

    #[test]
    fn separators_fold_away() {
        assert_eq!(figures("1,200 dead and 1200 hurt"), ["1200", "1200"]);
        assert_eq!(figures("12,345,678.50"), ["12345678.5"]);
        assert_eq!(figures("1.234,5 t"), ["1234.5"]);
        assert_eq!(figures("3.5 and 3,5"), ["3.5", "3.5"]);
        assert_eq!(figures("1.200"), ["1200", "1.2"]);
        assert_eq!(figures("007 of 0"), ["7", "0"]);
        assert_eq!(figures("40, 50."), ["40", "50"]);
    }

    #[test]
    fn times_dates_and_serials_are_no_figures() {
        assert_eq!(figures("6:54 on 22.03.2031"), [] as [&str; 0]);
        assert_eq!(figures(&"1".repeat(40)), [] as [&str; 0]);
    }
}
