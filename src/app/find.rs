//! Searching inside one article: plain text, case and accents folded, as one types.

use crate::text::{Span, fold};

/// A text folded for searching; made once, then searched at every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each character of `text`, where it starts there, and the bytes of the source it is from.
    places: Vec<(usize, Span)>,
}

impl Folded {
    /// Folds `source`.
    pub fn new(source: &str) -> Self {
        let mut folded = Self::default();
        let mut space = false;
        for (at, c) in source.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            if c.is_whitespace() {
                // Any white space counts as one space, so that a phrase is found across a line end.
                if !space {
                    folded.push(" ", span);
                }
                space = true;
                continue;
            }
            space = false;
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase().encode_utf8(&mut [0; 4]), span);
            } else {
                folded.push(&fold::fold(c.encode_utf8(&mut [0; 4])), span);
            }
        }
        folded
    }

    fn push(&mut self, letters: &str, span: Span) {
        for (offset, _) in letters.char_indices() {
            self.places.push((self.text.len() + offset, span));
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

    fn place(&self, at: usize) -> Option<Span> {
        let place = self.places.binary_search_by_key(&at, |&(start, _)| start).ok()?;
        self.places.get(place).map(|&(_, span)| span)
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
