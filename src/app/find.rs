//! Searching inside one article: plain text, case and accents folded, as one types.

use crate::text::{Span, fold};

/// A text folded for searching; made once, then searched at every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where each stretch of `text` comes from, in order. Few, so that a long text is quick to fold.
    pieces: Vec<Piece>,
}

/// A stretch of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where it starts in the folded text.
    at: usize,
    /// The bytes of the source it is from.
    source: Span,
    /// Whether it follows the source byte by byte; else all of it is from all of them.
    run: bool,
}

impl Folded {
    /// Folds `source`.
    pub fn new(source: &str) -> Self {
        let mut folded = Self::default();
        folded.text.reserve(source.len());
        let mut space = false;
        for (at, c) in source.char_indices() {
            if c.is_whitespace() {
                // Any white space counts as one space, so that a phrase is found across a line end.
                if !space {
                    folded.push(" ", at, c.len_utf8());
                }
                space = true;
                continue;
            }
            space = false;
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), at, 1);
            } else {
                folded.push(&fold::fold(c.encode_utf8(&mut [0; 4])), at, c.len_utf8());
            }
        }
        folded
    }

    /// Adds what the `len` bytes at `from` of the source are folded to.
    fn push(&mut self, letters: &str, from: usize, len: usize) {
        let run = (letters.len(), len) == (1, 1);
        match self.pieces.last_mut() {
            Some(last) if run && last.run && last.source.end == from => last.source.end += 1,
            _ if letters.is_empty() => {}
            _ => {
                let source = Span::new(from, from + len);
                self.pieces.push(Piece { at: self.text.len(), source, run });
            }
        }
        self.text.push_str(letters);
    }

    /// Where `needle` stands in the source, in order, without overlaps.
    pub fn find(&self, needle: &str) -> Vec<Span> {
        let needle = Self::new(needle).text;
        if needle.trim().is_empty() {
            return Vec::new();
        }
        let found = self.text.match_indices(&needle).filter_map(|(at, found)| {
            let first = self.place(at)?;
            let last = self.place(at + found.len() - found.chars().next_back()?.len_utf8())?;
            Some(Span::new(first.start, last.end))
        });
        let mut spans: Vec<Span> = Vec::new();
        for span in found {
            if spans.last().is_none_or(|before| before.end <= span.start) {
                spans.push(span);
            }
        }
        spans
    }

    /// The source of the character that starts at `at` of the folded text.
    fn place(&self, at: usize) -> Option<Span> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        if !piece.run {
            return Some(piece.source);
        }
        let from = piece.source.start + (at - piece.at);
        Some(Span::new(from, from + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_line_ends_do_not_matter() {
        let text = "Café owner\n  in CAFE OWNER, café";
        let spans = Folded::new(text).find("cafe owner");
        let found: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["Café owner", "CAFE OWNER"]);
        assert!(Folded::new(text).find("  ").is_empty());
    }

    #[test]
    fn a_plain_text_is_one_piece_and_places_are_exact() {
        let text = "Port Calder\r\n\u{e9}tage  x\u{a0}y";
        let folded = Folded::new(text);
        assert_eq!(Folded::new("port calder fire at pier 7").pieces.len(), 1);
        for (needle, expected) in [
            ("calder e", "Calder\r\n\u{e9}"),
            ("e x", "e  x"),
            ("x y", "x\u{a0}y"),
            ("etage", "\u{e9}tage"),
        ] {
            let found: Vec<&str> = folded.find(needle).iter().map(|s| s.of(text)).collect();
            assert_eq!(found, [expected]);
        }
    }

    proptest! {
        #[test]
        fn what_is_found_lies_in_the_text_in_order(text in "\\PC{0,60}", from in 0usize..60, len in 1usize..4) {
            let needle: String = text.chars().skip(from).take(len).collect();
            let spans = Folded::new(&text).find(&needle);
            let mut at = 0;
            for span in spans {
                prop_assert!(text.get(span.range()).is_some());
                prop_assert!(span.start >= at);
                at = span.end;
            }
        }
    }
}
