//! What text may do to a terminal: nothing.
//! Control, bidi and zero-width characters become visible marks before anything is drawn or printed.

use super::{Span, width};
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// `text` as one safe line: control characters, bidi overrides and zero-width characters become
/// visible marks (`␛`, `␀`, `⟨200b⟩`), line breaks and tabs become spaces. Joiners inside a grapheme
/// cluster, in emoji, Persian or Hindi, stay.
pub fn line(text: &str) -> Cow<'_, str> {
    gather(text, pieces(text))
}

/// `text` made safe like [`line()`], its line breaks and tabs kept: for printing a whole body.
pub fn multiline(text: &str) -> Cow<'_, str> {
    gather(
        text,
        pieces(text).map(|piece| match piece.span.of(text) {
            kept @ ("\n" | "\t") => Piece { shown: Cow::Borrowed(kept), mark: false, ..piece },
            "\r\n" => Piece { shown: Cow::Borrowed("\n"), ..piece },
            _ => piece,
        }),
    )
}

fn gather<'a>(text: &'a str, pieces: impl Iterator<Item = Piece<'a>>) -> Cow<'a, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    for piece in pieces {
        if out.is_none() && piece.shown != piece.span.of(text) {
            out = Some(text.get(..piece.span.start).unwrap_or("").to_string());
        }
        if let Some(out) = &mut out {
            out.push_str(&piece.shown);
        }
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A stretch of a text, and what is shown for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Which bytes of the text.
    pub span: Span,
    /// What to draw for them; the bytes themselves where they are harmless.
    pub shown: Cow<'a, str>,
    /// Whether it is a mark standing for something invisible, to be drawn apart from the text.
    pub mark: bool,
}

/// The text in order, cut wherever something is shown in another's place. The pieces cover it wholly.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0, cluster: Span::default() }
}

/// Iterator of [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
    /// The cluster that is being shown character by character.
    cluster: Span,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        if start >= self.cluster.end {
            match self.next_unsafe_cluster() {
                Some(cluster) => self.cluster = cluster,
                None => self.cluster = Span::new(self.text.len(), self.text.len()),
            }
            if self.cluster.start > start {
                self.at = self.cluster.start;
                let span = Span::new(start, self.at);
                let shown = Cow::Borrowed(span.of(self.text));
                return Some(Piece { span, shown, mark: false });
            }
        }
        Some(self.next_in_cluster())
    }
}

impl<'a> Pieces<'a> {
    /// The first cluster from here on that cannot be shown as it is.
    fn next_unsafe_cluster(&self) -> Option<Span> {
        // `from` is always a cluster boundary: no two plain characters share a cluster, so a suspect
        // reaches back to the character before it at most.
        let mut from = self.at;
        loop {
            let rest = self.text.get(from..)?;
            let suspect = from + rest.find(|c| !is_plain(c))?;
            if let Some(before) = self.text.get(from..suspect).and_then(|t| t.chars().next_back()) {
                from = suspect - before.len_utf8();
            }
            let cluster = self.text.get(from..)?.graphemes(true).next()?;
            let span = Span::new(from, from + cluster.len());
            if suspect < span.end && !is_safe_cluster(self.text, span) {
                return Some(span);
            }
            from = span.end;
        }
    }

    fn next_in_cluster(&mut self) -> Piece<'a> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let first = rest.chars().next().unwrap_or(' ');
        let length = if rest.starts_with("\r\n") { 2 } else { first.len_utf8() };
        self.at = start + length;
        let span = Span::new(start, self.at);
        let (shown, mark) = if matches!(first, '\n' | '\r' | '\t') {
            (Cow::Borrowed(" "), false)
        } else if !is_safe_char(self.text, self.cluster, start, first) || is_jamo_tail(first) {
            (mark_of(first), true)
        } else if start == self.cluster.start && first.width() == Some(0) {
            // A mark with nothing to stand on would take no cell, or sit on its neighbour.
            let carried = format!("◌{first}");
            let joins = carried.graphemes(true).nth(1).is_none();
            (if joins { carried.into() } else { mark_of(first) }, true)
        } else {
            (Cow::Borrowed(span.of(self.text)), false)
        };
        Piece { span, shown, mark }
    }
}

/// Characters that are harmless wherever they stand and never join one another into a cluster.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205f}'
        | '\u{20a0}'..='\u{20c0}' | '\u{2100}'..='\u{2b55}' | '\u{3000}'..='\u{3029}'
        | '\u{3030}'..='\u{3096}' | '\u{309b}'..='\u{312f}' | '\u{3190}'..='\u{a48c}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9d}')
}

/// Columns that the cluster at `span` takes once it is safe to draw.
pub(super) fn drawn_width(text: &str, span: Span) -> usize {
    if is_safe_cluster(text, span) {
        width::cluster_width(span.of(text))
    } else {
        width::width(&line(span.of(text)))
    }
}

/// Whether a cluster can be shown as it is.
fn is_safe_cluster(text: &str, cluster: Span) -> bool {
    let shown = cluster.of(text);
    let mut safe = true;
    for (at, c) in shown.char_indices() {
        safe &= is_safe_char(text, cluster, cluster.start + at, c);
    }
    safe && width::cluster_width(shown) > 0
}

/// The longest cluster shown as it stands: a base and the 30 marks of a stream-safe text (UAX #15),
/// with room for joiners.
const LONGEST_CLUSTER: usize = 128;

fn is_safe_char(text: &str, cluster: Span, at: usize, c: char) -> bool {
    let before = || text.get(..at).and_then(|t| t.chars().next_back());
    let after = || text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
    if at - cluster.start > LONGEST_CLUSTER && !is_plain(c) {
        return false;
    }
    match c {
        '\u{200d}' => {
            (cluster.start < at && at + c.len_utf8() < cluster.end && after().is_some_and(is_emoji))
                || (cluster.start < at && before().is_some_and(uses_joiners))
        }
        '\u{200c}' => {
            cluster.start < at
                && before().is_some_and(uses_joiners)
                && after().is_some_and(uses_joiners)
        }
        '\u{fe0e}' | '\u{fe0f}' => {
            cluster.start < at
                && before().is_some_and(|b| is_emoji(b) || matches!(b, '0'..='9' | '#' | '*'))
        }
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => {
            cluster.start < at && before().is_some_and(|b| b.script() == Script::Han)
        }
        '\u{180b}'..='\u{180d}' | '\u{180f}' => {
            cluster.start < at && before().is_some_and(|b| b.script() == Script::Mongolian)
        }
        '\u{e0020}'..='\u{e007f}' => is_flag(cluster.of(text)),
        _ => !is_hidden(c) && (c.width() != Some(0) || is_combining_mark(c) || at > cluster.start),
    }
}

/// Characters that may never reach a terminal as they are, wherever they stand.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe03}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A flag of a region: a black flag, letters of the tag block, and the tag that ends them.
fn is_flag(cluster: &str) -> bool {
    const LONGEST: usize = 4 * 10;
    let mut chars = cluster.chars();
    cluster.len() <= LONGEST
        && chars.next() == Some('\u{1f3f4}')
        && chars.next_back() == Some('\u{e007f}')
        && chars.clone().next().is_some()
        && chars.all(|c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}'))
}

/// Vowels and finals of Hangul, which take no cell of their own: where something before them was
/// replaced they have lost the consonant they stand on.
fn is_jamo_tail(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}')
}

/// Roughly the characters that emoji sequences are made of; which of them join is decided by the
/// rules of grapheme clusters.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether letters of this character's script are spelt with joiners and non-joiners.
pub(super) fn uses_joiners(c: char) -> bool {
    use Script::*;
    !c.is_ascii()
        && matches!(
            c.script(),
            Arabic
                | Syriac
                | Mongolian
                | Devanagari
                | Bengali
                | Gurmukhi
                | Gujarati
                | Oriya
                | Tamil
                | Telugu
                | Kannada
                | Malayalam
                | Sinhala
                | Khmer
                | Myanmar
                | Tibetan
                | Nko
                | Mandaic
                | Manichaean
                | Phags_Pa
        )
}

/// The visible mark for a character: a control picture, or its code in brackets.
fn mark_of(c: char) -> Cow<'static, str> {
    let code = u32::from(c);
    match code {
        0..=0x1f => char::from_u32(0x2400 + code).map(String::from).unwrap_or_default().into(),
        0x7f => "␡".into(),
        _ => format!("⟨{code:x}⟩").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_what_is_invisible() {
        for (text, shown) in [
            ("plain text", "plain text"),
            ("a\tb\nc\r\nd\re", "a b c d e"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("nul\0del\u{7f}", "nul␀del␡"),
            ("c1\u{9b}31m", "c1⟨9b⟩31m"),
            ("a\u{200b}b\u{feff}", "a⟨200b⟩b⟨feff⟩"),
            ("\u{202e}gnp.exe", "⟨202e⟩gnp.exe"),
            ("x\u{2066}y\u{2069}", "x⟨2066⟩y⟨2069⟩"),
            ("co\u{ad}op", "co⟨ad⟩op"),
            ("a\u{2028}b", "a⟨2028⟩b"),
            ("a\u{200d}b", "a⟨200d⟩b"),
            ("a\u{fe0f}b", "a⟨fe0f⟩b"),
            ("hi\u{e0041}", "hi⟨e0041⟩"),
            ("\u{301}x", "◌\u{301}x"),
            ("\u{1161}", "⟨1161⟩"),
        ] {
            assert_eq!(line(text), shown, "{text:?}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "café — “quoted” … €5",
            "cafe\u{301}",
            "火事が起きた。「港」",
            "👩‍👩‍👧‍👦 🇩🇪 ❤️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽",
            "می‌خواهم",
            "क्‍ष र्‍य हिन्दी",
            "葛󠄀城",
            "ภาษาไทย",
            "한국어 각",
            "เเ גָּדוֹל",
        ] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text}: {}", line(text));
        }
    }

    #[test]
    fn whole_bodies_keep_their_lines() {
        assert_eq!(multiline("a\tb\r\nc\u{1b}\n"), "a\tb\nc␛\n");
        assert!(matches!(multiline("a\n\tb"), Cow::Borrowed(_)));
    }

    #[test]
    fn pieces_say_where_marks_stand() {
        let text = "ab\u{1b}e\u{301}\u{200b}";
        let all: Vec<_> =
            pieces(text).map(|p| (p.span.range(), p.shown.into_owned(), p.mark)).collect();
        assert_eq!(
            all,
            [
                (0..2, "ab".into(), false),
                (2..3, "␛".into(), true),
                (3..6, "e\u{301}".into(), false),
                (6..9, "⟨200b⟩".into(), true)
            ]
        );
    }

    /// Text rich in what must not pass.
    fn nasty() -> impl Strategy<Value = String> {
        let chars = prop_oneof![
            3 => any::<char>(),
            3 => proptest::char::range(' ', '~'),
            2 => proptest::char::range('\0', '\u{9f}'),
            2 => proptest::char::range('\u{2000}', '\u{2070}'),
            1 => proptest::char::range('\u{300}', '\u{36f}'),
            1 => proptest::char::range('\u{600}', '\u{6ff}'),
            1 => proptest::char::range('\u{900}', '\u{97f}'),
            1 => proptest::char::range('\u{1100}', '\u{11ff}'),
            1 => proptest::char::range('\u{fe00}', '\u{fe0f}'),
            1 => proptest::char::range('\u{1f1e6}', '\u{1f6ff}'),
            1 => proptest::char::range('\u{e0000}', '\u{e01ff}'),
        ];
        proptest::collection::vec(chars, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in nasty()) {
            let safe = line(&text);
            for (at, c) in safe.char_indices() {
                let ideograph_variant = matches!(c, '\u{e0100}'..='\u{e01ef}');
                prop_assert!(!is_hidden(c) || ideograph_variant, "{c:?} in {safe:?}");
                if matches!(c, '\u{200c}' | '\u{200d}') {
                    let before = safe[..at].chars().next_back();
                    prop_assert!(before.is_some_and(|b| !b.is_ascii()), "{safe:?}");
                }
            }
            for cluster in safe.graphemes(true) {
                prop_assert!(width::cluster_width(cluster) > 0, "{cluster:?} of {safe:?}");
            }
        }

        #[test]
        fn pieces_cover_the_text(text in nasty()) {
            let mut at = 0;
            for piece in pieces(&text) {
                prop_assert_eq!(piece.span.start, at);
                prop_assert!(piece.span.end > at && text.is_char_boundary(piece.span.end));
                at = piece.span.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn safe_text_is_left_alone(text in nasty()) {
            let safe = line(&text).into_owned();
            prop_assert_eq!(line(&safe), safe.as_str());
        }
    }
}
