//! Breaking a text into rows of a given width.
//! Rows are spans of the text, so marks can be laid over them by offset.

use super::{Span, sanitize};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The rows of `text` at `columns` columns: spans in order, broken at line breaks, at spaces where
/// possible and inside a word where not (never inside a grapheme cluster). Trailing spaces and the
/// line break itself belong to no row; an empty line is an empty row. `columns` of 0 counts as 1.
///
/// Widths are those of the sanitised text: a row drawn through [`sanitize::line`] takes at most
/// `columns`, unless one cluster alone is wider. Linear in the length of `text`.
pub fn wrap(text: &str, columns: usize) -> Vec<Span> {
    rows(text, columns).collect()
}

/// The rows of [`wrap`] one after the other, for a caller that needs only the first of them now.
pub fn rows(text: &str, columns: usize) -> Rows<'_> {
    Rows { text, at: 0, columns: columns.max(1), done: false, ahead: Ahead::default() }
}

/// Iterator of [`rows`].
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    text: &'a str,
    /// Where the next row starts.
    at: usize,
    columns: usize,
    done: bool,
    /// What was already measured of the next row.
    ahead: Ahead,
}

/// A stretch at the start of a row that was measured while looking for the end of the row before.
#[derive(Clone, Copy, Debug, Default)]
struct Ahead {
    /// Where the stretch ends, and its columns.
    end: usize,
    columns: usize,
    /// What its last cluster was.
    last: Option<Kind>,
}

/// What a cluster is for breaking; after UAX #14, with the classes that prose needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Newline,
    Letter,
    Digit,
    /// A break may follow: hyphens, dashes, slashes.
    BreakAfter,
    /// Han, kana and their like: a break may stand on either side.
    Ideograph,
    /// Never starts a row: closing punctuation, small kana, full stops.
    NoStart,
    /// Never ends a row: opening brackets and quotes.
    NoEnd,
    /// No break after it, whatever follows: a non-joiner that depends on the letters around it.
    Glue,
    Other,
}

/// A cluster: its length in bytes, its columns, and what it is.
struct Cluster {
    length: usize,
    columns: usize,
    kind: Kind,
}

/// A place where the row can end: where its text ends, where the next row starts, and the columns
/// up to there.
#[derive(Clone, Copy)]
struct Chance {
    end: usize,
    next: usize,
    columns: usize,
}

impl Iterator for Rows<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.done {
            return None;
        }
        let start = self.at;
        let ahead = std::mem::take(&mut self.ahead);
        let (mut at, mut used, mut last) = match ahead.last {
            Some(_) => (ahead.end, ahead.columns, ahead.last),
            None => (start, 0, None),
        };
        // Where the text of the row ends, without the spaces after it.
        let mut filled = at;
        let mut chance: Option<Chance> = None;
        loop {
            let Some(cluster) = cluster_at(self.text, at) else {
                self.done = true;
                return Some(Span::new(start, filled));
            };
            match cluster.kind {
                Kind::Newline => {
                    self.at = at + cluster.length;
                    return Some(Span::new(start, filled));
                }
                Kind::Space => {
                    at += cluster.length;
                    used += cluster.columns;
                    chance = Some(Chance { end: filled, next: at, columns: used });
                }
                kind => {
                    if last.is_some_and(|last| may_break(last, kind)) {
                        chance = Some(Chance { end: at, next: at, columns: used });
                    }
                    if used + cluster.columns > self.columns && at > start {
                        return Some(self.break_row(start, at, used, last, chance));
                    }
                    at += cluster.length;
                    used += cluster.columns;
                    filled = at;
                }
            }
            last = Some(cluster.kind);
        }
    }
}

impl Rows<'_> {
    /// Ends the row that overflows at `at`, at the last chance or, where there was none, right there.
    fn break_row(
        &mut self,
        start: usize,
        at: usize,
        used: usize,
        last: Option<Kind>,
        chance: Option<Chance>,
    ) -> Span {
        match chance {
            // An indentation wider than the row is no row of its own.
            Some(chance) if chance.end > start => {
                self.at = chance.next;
                self.ahead = Ahead { end: at, columns: used - chance.columns, last };
                if chance.next == at {
                    self.ahead.last = None;
                }
                Span::new(start, chance.end)
            }
            Some(chance) if chance.next == at => {
                self.at = at;
                self.next().unwrap_or(Span::new(start, start))
            }
            _ => {
                self.at = at;
                Span::new(start, at)
            }
        }
    }
}

/// Whether a row may end between two neighbouring clusters that are no spaces.
fn may_break(before: Kind, after: Kind) -> bool {
    use Kind::*;
    match (before, after) {
        (Space, _) | (Glue | NoEnd, _) | (_, NoStart | Glue) => false,
        (BreakAfter, Letter | Ideograph | NoEnd | Other) => true,
        (Ideograph | NoStart, Ideograph) | (Ideograph, _) => true,
        (Letter | Digit | Other, Ideograph) => true,
        _ => false,
    }
}

/// The cluster at `at`; none at the end.
#[inline]
fn cluster_at(text: &str, at: usize) -> Option<Cluster> {
    let bytes = text.as_bytes();
    let &byte = bytes.get(at)?;
    if byte.is_ascii_graphic() || byte == b' ' {
        // Nothing joins an ASCII character to another, so the tables are for what may follow it.
        if bytes.get(at + 1).is_none_or(u8::is_ascii) {
            return Some(Cluster { length: 1, columns: 1, kind: ascii_kind(byte) });
        }
    }
    let rest = text.get(at..)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    if sanitize::is_plain(first) && chars.next().is_none_or(sanitize::is_plain) {
        let columns = first.width().unwrap_or(1);
        return Some(Cluster { length: first.len_utf8(), columns, kind: kind_of(first) });
    }
    let mut length = rest.graphemes(true).next()?.len();
    let kind = match first {
        '\n' => Kind::Newline,
        '\r' if rest.starts_with("\r\n") => Kind::Newline,
        '\r' | '\t' => Kind::Space,
        // A space that carries a mark is something to see.
        _ => match kind_of(first) {
            Kind::Space if length > first.len_utf8() => Kind::Other,
            kind => kind,
        },
    };
    if matches!(kind, Kind::Newline) {
        return Some(Cluster { length, columns: 0, kind });
    }
    let mut columns = sanitize::drawn_width(text, Span::new(at, at + length));
    // A non-joiner is shown or marked by the letter after it, so the two stay on one row.
    while rest.get(..length).is_some_and(|c| c.ends_with('\u{200c}')) {
        match rest.get(length..).and_then(|t| t.graphemes(true).next()) {
            Some(next) if next.starts_with(sanitize::uses_joiners) => {
                let from = at + length;
                length += next.len();
                columns += sanitize::drawn_width(text, Span::new(from, at + length));
            }
            _ => break,
        }
    }
    Some(Cluster { length, columns, kind })
}

fn ascii_kind(byte: u8) -> Kind {
    match byte {
        b' ' => Kind::Space,
        b'-' | b'/' => Kind::BreakAfter,
        b'0'..=b'9' => Kind::Digit,
        b'(' | b'[' | b'{' => Kind::NoEnd,
        b'!' | b')' | b',' | b'.' | b':' | b';' | b'?' | b']' | b'}' | b'%' => Kind::NoStart,
        b'"' | b'\'' => Kind::Glue,
        _ => Kind::Letter,
    }
}

fn kind_of(c: char) -> Kind {
    match c {
        ' '..='~' => ascii_kind(c as u8),
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2011}' => Kind::Glue,
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Other,
        _ if c.is_whitespace() => Kind::Space,
        '‐' | '‒' | '–' | '—' => Kind::BreakAfter,
        '’' | '”' | '»' | '…' | '‰' => Kind::NoStart,
        '‘' | '“' | '„' | '‚' | '«' | '¿' | '¡' => Kind::NoEnd,
        '「' | '『' | '（' | '【' | '〔' | '《' | '〈' | '［' | '｛' | '｢' | '〝' => {
            Kind::NoEnd
        }
        '」' | '』' | '）' | '】' | '〕' | '》' | '〉' | '］' | '｝' | '｣' | '〟' | '。' | '、'
        | '，' | '．' | '：' | '；' | '！' | '？' | '・' | 'ー' | '々' | '〻' | 'ゝ' | 'ゞ'
        | 'ヽ' | 'ヾ' | '｡' | '､' | '･' | 'ｰ' | '〜' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ'
        | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ'
        | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => Kind::NoStart,
        '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Kind::Ideograph
        }
        '\u{ff01}'..='\u{ff9d}' | '\u{1f300}'..='\u{1faff}' => Kind::Ideograph,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;
    use proptest::prelude::*;

    fn all(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn breaks_at_spaces_and_lines() {
        assert_eq!(all("the ferry burned", 9), ["the ferry", "burned"]);
        assert_eq!(all("the ferry  burned", 10), ["the ferry", "burned"]);
        assert_eq!(all("a\n\nb \n", 9), ["a", "", "b", ""]);
        assert_eq!(all("", 9), [""]);
        assert_eq!(all("   ", 2), [""]);
        assert_eq!(all("  indented line", 10), ["  indented", "line"]);
        assert_eq!(all("a\tb c", 3), ["a\tb", "c"]);
    }

    #[test]
    fn breaks_words_only_when_they_must() {
        assert_eq!(all("unprecedented", 5), ["unpre", "ceden", "ted"]);
        assert_eq!(all("an unprecedented", 5), ["an", "unpre", "ceden", "ted"]);
        assert_eq!(all("     abcdef", 4), ["abcd", "ef"]);
        assert_eq!(all("large-scale", 8), ["large-", "scale"]);
        assert_eq!(all("AK-74 gun", 4), ["AK-7", "4", "gun"]);
        assert_eq!(all("fire—again", 7), ["fire—", "again"]);
        assert_eq!(all("abc", 0), ["a", "b", "c"]);
    }

    #[test]
    fn breaks_between_ideographs_but_not_before_a_full_stop() {
        assert_eq!(all("港で火事。船も", 8), ["港で火", "事。船も"]);
        assert_eq!(all("彼は「船が」と", 6), ["彼は", "「船", "が」と"]);
        assert_eq!(all("火", 1), ["火"]);
        assert_eq!(all("a火b", 1), ["a", "火", "b"]);
    }

    #[test]
    fn counts_what_will_be_drawn() {
        assert_eq!(all("a\u{200b}b", 7), ["a\u{200b}", "b"]);
        assert_eq!(all("\u{1b}[1m", 2), ["\u{1b}[", "1m"]);
        assert_eq!(all("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(all("👩‍👩‍👧👩‍👩‍👧", 3), ["👩‍👩‍👧", "👩‍👩‍👧"]);
    }

    fn holds(text: &str, columns: usize) -> Result<(), TestCaseError> {
        let mut at = 0;
        for row in rows(text, columns) {
            prop_assert!(row.start >= at && row.end >= row.start);
            let lost = text.get(at..row.start);
            prop_assert!(lost.is_some_and(|lost| lost.trim().is_empty()), "{lost:?} lost");
            let shown = row.of(text);
            prop_assert!(!shown.contains('\n'));
            let drawn = width::width(&sanitize::line(shown));
            let alone = cluster_at(text, row.start).map_or(0, |c| c.length) >= row.len();
            prop_assert!(drawn <= columns.max(1) || alone, "{shown:?} takes {drawn}");
            at = row.end;
        }
        prop_assert!(text[at..].trim().is_empty());
        prop_assert_eq!(text.split('\n').count() <= rows(text, columns).count(), true);
        Ok(())
    }

    proptest! {
        #[test]
        fn rows_reproduce_any_text(text in any::<String>(), columns in 0usize..12) {
            holds(&text, columns)?;
        }

        #[test]
        fn rows_reproduce_mixed_text(
            text in "([a-z]{1,9}|[ \\t\\n]|[-–—/.,\"'()]|[火事。「」ー]|[\u{200b}-\u{200d}\u{301}\u{7f}]|می‌خ|👩‍👧|\r\n){0,40}",
            columns in 0usize..12,
        ) {
            holds(&text, columns)?;
        }
    }
}
