//! Which words of a text stand in quotation marks, whatever the style of the marks.
//! Marks pair across styles (`"` with `”`); an unclosed quote ends with its paragraph.

/// Follows the quotation marks of a text from one gap between words to the next. Apostrophes and
/// single quotation marks do not count: nothing tells them apart reliably.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quotes {
    open: Option<char>,
}

impl Quotes {
    /// Whether the word after the last gap stands in quotation marks.
    pub(super) fn is_open(self) -> bool {
        self.open.is_some()
    }

    /// Reads what stands between two words (or before the first: then `first` is set).
    pub(super) fn pass(&mut self, gap: &str, first: bool) {
        if gap == " " {
            return;
        }
        // A letter stands for whatever the word before the gap ended in, and the one after begins with.
        let mut before = if first { ' ' } else { 'a' };
        let mut chars = gap.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied().unwrap_or('a');
            match (c, self.open) {
                ('\n', Some(_)) if ends_paragraph(before, after) => self.open = None,
                ('「' | '『' | '｢' | '„' | '‟', None) => self.open = Some(c),
                ('“' | '«', None) => self.open = Some(c),
                ('"' | '＂' | '”' | '»', None) if !after.is_whitespace() => self.open = Some(c),
                ('」', Some('「')) | ('』', Some('『')) | ('｣', Some('｢')) => {
                    self.open = None
                }
                (_, Some('「' | '『' | '｢')) => {}
                ('"' | '＂' | '“' | '”' | '«' | '»', Some(_)) if !looks_opening(before, after) =>
                {
                    self.open = None;
                }
                _ => {}
            }
            before = c;
        }
    }
}

/// Inside a quote, a mark with a space before it and none after begins an inner quote, or the next
/// one where the first was never closed: either way the text stays quoted.
fn looks_opening(before: char, after: char) -> bool {
    before.is_whitespace() && !after.is_whitespace()
}

/// A line break inside a sentence is only a wrapped line.
fn ends_paragraph(before: char, after: char) -> bool {
    after.is_whitespace() || (!before.is_alphanumeric() && !matches!(before, ',' | ';' | '-' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment;

    /// The words of `text` that stand in quotation marks.
    fn quoted(text: &str) -> Vec<&str> {
        let (mut quotes, mut at, mut out) = (Quotes::default(), 0, Vec::new());
        for span in segment::words(text) {
            quotes.pass(&text[at..span.start], at == 0);
            at = span.end;
            if quotes.is_open() {
                out.push(span.of(text));
            }
        }
        out
    }

    #[test]
    fn styles_pair_with_one_another() {
        for text in [
            "He said \"good evening\" twice",
            "He said “good evening” twice",
            "He said \"good evening” twice",
            "He said “good evening\" twice",
            "Er sagte „good evening“ twice",
            "Er sagte »good evening« twice",
            "Il dit « good evening » twice",
            "Han sade ”good evening” twice",
            "He said:\"good evening,\" twice",
            "\"good evening,\" he said",
        ] {
            assert_eq!(quoted(text), ["good", "evening"], "{text}");
        }
    }

    #[test]
    fn corner_brackets_close_with_their_own_kind() {
        assert_eq!(quoted("彼は「雨『風』だ」と言").concat(), "雨風だ");
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        assert!(quoted("The mayor's car and the drivers’ union, '60s style").is_empty());
    }

    #[test]
    fn an_unclosed_quote_ends_with_its_paragraph() {
        assert_eq!(quoted("\"One two.\nThree four"), ["One", "two"]);
        assert_eq!(quoted("\"One two\n\nThree four"), ["One", "two"]);
        assert_eq!(quoted("\"One two\nthree\" four"), ["One", "two", "three"]);
    }

    #[test]
    fn a_stray_closing_mark_opens_nothing() {
        assert!(quoted("One two,\" he said. Three four").is_empty());
    }

    #[test]
    fn an_inner_quote_does_not_end_the_outer() {
        assert_eq!(quoted("\"One “two” three"), ["One", "two"]);
        assert_eq!(quoted("“One two “three four” five"), ["One", "two", "three", "four"]);
    }
}
