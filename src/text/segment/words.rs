//! Words as spans: what is searched and what is compared.
//! The hottest loop of the product, so ASCII goes by a table and nothing is allocated.

use super::Span;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// The words of `text` in order, punctuation and white space left out. Text in scripts written
/// without spaces comes one character at a time.
///
/// After UAX #29, and for news: a hyphen, an apostrophe, or a point, comma or colon between digits
/// joins (`large-scale`, `Moscow’s`, `24.75`, `1,200`, `6:54`, `AK-74`), initials keep their points
/// (`U.S.`), and a full stop without the space it should have (`harbour.The`) separates.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Whether `c` is of a script written without spaces between words: Han, kana, Thai, Lao, Khmer,
/// Myanmar and their kin. Its words are its characters.
pub fn is_unspaced(c: char) -> bool {
    if c < '\u{e00}' {
        return false;
    }
    // Shared by hiragana and katakana, so their script property is "common".
    if matches!(c, '\u{3031}'..='\u{3035}' | '\u{303c}' | '\u{30fc}' | '\u{ff70}') {
        return true;
    }
    use Script::*;
    matches!(
        c.script(),
        Han | Hiragana
            | Katakana
            | Bopomofo
            | Thai
            | Lao
            | Khmer
            | Myanmar
            | Tai_Le
            | New_Tai_Lue
            | Tai_Tham
    ) && c.is_alphanumeric()
}

/// The parts of a word that hyphens or apostrophes join, possessive `s` left out: `large` and `scale`
/// of `large-scale`, `Moscow` of `Moscow's`, `l` and `homme` of `l'homme`. Spans of `word`; none where
/// the word is in one piece.
pub fn parts(word: &str) -> impl Iterator<Item = Span> + '_ {
    let whole = !word.contains(|c| is_hyphen(c) || is_apostrophe(c));
    let mut at = 0;
    let mut after_apostrophe = false;
    word.split_inclusive(|c| is_hyphen(c) || is_apostrophe(c)).filter_map(move |piece| {
        let joint = piece.chars().next_back().filter(|&c| is_hyphen(c) || is_apostrophe(c));
        let part = Span::new(at, at + piece.len() - joint.map_or(0, char::len_utf8));
        let possessive = after_apostrophe && part.of(word).eq_ignore_ascii_case("s");
        at += piece.len();
        after_apostrophe = joint.is_some_and(is_apostrophe);
        (!whole && !possessive && !part.is_empty()).then_some(part)
    })
}

/// Iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

/// What a character does in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Ends a word.
    Break,
    Lower,
    Upper,
    Digit,
    /// Joins two words when the right ones stand around it.
    Joint,
    /// A word by itself.
    Unspaced,
    /// Belongs to the character before it: a mark or something invisible.
    Extend,
}

impl Class {
    fn is_letter(self) -> bool {
        matches!(self, Class::Lower | Class::Upper)
    }

    fn is_wordlike(self) -> bool {
        matches!(self, Class::Lower | Class::Upper | Class::Digit)
    }
}

static ASCII: [Class; 128] = ascii_classes();

const fn ascii_classes() -> [Class; 128] {
    let mut table = [Class::Break; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'_' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'\'' | b'-' | b'.' | b',' | b':' | b'`' => Class::Joint,
            _ => Class::Break,
        };
        byte += 1;
    }
    table
}

/// The class and length of the character at `at`; none at the end.
#[inline]
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let &byte = text.as_bytes().get(at)?;
    match ASCII.get(usize::from(byte)) {
        Some(&class) => Some((class, 1)),
        None => {
            let c = text.get(at..)?.chars().next()?;
            Some((class_of(c), c.len_utf8()))
        }
    }
}

fn class_of(c: char) -> Class {
    match c {
        '‘' | '’' | '‛' | '＇' | '՚' | '´' | '·' | '‐' | '‑' | '–' | '．' | '，' | '：' => {
            Class::Joint
        }
        '\u{ad}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Class::Extend,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3007}'..='\u{3020}' => Class::Break,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => {
            Class::Unspaced
        }
        '\u{ac00}'..='\u{d7a3}' => Class::Lower,
        _ if is_combining_mark(c) => Class::Extend,
        _ if is_unspaced(c) => Class::Unspaced,
        _ if c.is_uppercase() => Class::Upper,
        _ if c.is_alphabetic() => Class::Lower,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Break,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | '＇' | '՚' | '`' | '´')
}

impl Iterator for Words<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        loop {
            let (class, length) = class_at(self.text, self.at)?;
            let start = self.at;
            self.at += length;
            if class.is_wordlike() {
                self.at = word_end(self.text, start, class, self.at);
                return Some(Span::new(start, self.at));
            }
            if class == Class::Unspaced {
                self.at = character_end(self.text, start, self.at);
                return Some(Span::new(start, self.at));
            }
        }
    }
}

/// The end of the character of an unspaced script at `start`, its marks included.
fn character_end(text: &str, start: usize, end: usize) -> usize {
    match class_at(text, end) {
        Some((Class::Extend, _)) | Some((Class::Unspaced, _)) => {
            let rest = text.get(start..).unwrap_or("");
            // Neighbours in Han and kana stand alone; only other scripts and marks need the tables.
            let plain = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{9fff}');
            let mut chars = rest.chars();
            if chars.next().is_some_and(plain) && chars.next().is_some_and(plain) {
                return end;
            }
            start + rest.graphemes(true).next().map_or(end - start, str::len)
        }
        _ => end,
    }
}

/// The end of the word that starts at `start` with a character of class `last` ending at `at`.
#[inline]
fn word_end(text: &str, start: usize, mut last: Class, mut at: usize) -> usize {
    // Where the run of letters and digits began that ends here, and whether a point stands in the word.
    let mut run = start;
    let mut pointed = false;
    loop {
        // Nearly all of a word is letters and digits of ASCII.
        let bytes = text.as_bytes().get(at..).unwrap_or(&[]).iter();
        let plain = bytes.map_while(|byte| {
            ASCII.get(usize::from(*byte)).copied().filter(|class| class.is_wordlike())
        });
        for class in plain {
            last = class;
            at += 1;
        }
        let Some((class, length)) = class_at(text, at) else { return at };
        match class {
            Class::Lower | Class::Upper | Class::Digit => last = class,
            Class::Extend => {}
            Class::Joint => {
                let Some(joint) = text.get(at..).and_then(|t| t.chars().next()) else { return at };
                let after = at + length;
                let next = class_at(text, after);
                let next_class = next.map_or(Class::Break, |(class, _)| class);
                let short = || text.get(run..at).is_some_and(|r| r.chars().nth(2).is_none());
                let single = || text.get(run..at).is_some_and(|r| r.chars().nth(1).is_none());
                // What follows the next character: a letter alone is an initial.
                let lone_next = || {
                    let second = next.and_then(|(_, length)| class_at(text, after + length));
                    !second.is_some_and(|(class, _)| class.is_wordlike())
                };
                let joins = match joint {
                    '-' | '‐' | '‑' => next_class.is_wordlike(),
                    '–' => {
                        (last == Class::Digit && next_class == Class::Digit)
                            || (last.is_letter() && next_class == Class::Upper)
                    }
                    ',' | ':' | '，' | '：' => last == Class::Digit && next_class == Class::Digit,
                    '.' | '．' if last == Class::Digit => next_class == Class::Digit,
                    '.' | '．' => match next_class {
                        Class::Lower => true,
                        Class::Upper => {
                            (single() && last == Class::Upper) || (short() && lone_next())
                        }
                        _ => false,
                    },
                    '·' => last.is_letter() && next_class.is_letter(),
                    _ => next_class.is_letter(),
                };
                let point = matches!(joint, '.' | '．');
                if !joins {
                    // The last point of `U.S.` is part of it, and `U.S.-led` goes on.
                    if point && pointed && last.is_letter() && single() {
                        let hyphen = text.get(after..).is_some_and(|t| t.starts_with(['-', '‑']));
                        let led = class_at(text, after + 1);
                        if hyphen && led.is_some_and(|(class, _)| class.is_wordlike()) {
                            at = after;
                            run = at;
                            pointed = false;
                            continue;
                        }
                        return after;
                    }
                    return at;
                }
                pointed |= point && last.is_letter();
                run = after;
                last = next_class;
            }
            Class::Break | Class::Unspaced => return at,
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn news_words_stay_whole() {
        for (text, expected) in [
            ("at 6:54 p.m. today", vec!["at", "6:54", "p.m.", "today"]),
            ("1,200 rose 24.75%.", vec!["1,200", "rose", "24.75"]),
            ("ISIS-K's “AK-74” rifles", vec!["ISIS-K's", "AK-74", "rifles"]),
            ("Moscow's, Moscow’s ‘a’", vec!["Moscow's", "Moscow’s", "a"]),
            ("the U.S. and U.S.-led", vec!["the", "U.S.", "and", "U.S.-led"]),
            ("a large-scale - or — b", vec!["a", "large-scale", "or", "b"]),
            ("Vladimir V. Putin.", vec!["Vladimir", "V", "Putin"]),
            ("2019–20 and US–China–and", vec!["2019–20", "and", "US–China", "and"]),
            ("harbour.The end.DOCKS", vec!["harbour", "The", "end", "DOCKS"]),
            ("see cnn.com or Ph.D. work", vec!["see", "cnn.com", "or", "Ph.D.", "work"]),
            ("2006.The $1.5m, 22nd", vec!["2006", "The", "1.5m", "22nd"]),
            ("the ’90s, don’t--no", vec!["the", "90s", "don’t", "no"]),
            ("snake_case @name #tag", vec!["snake_case", "name", "tag"]),
            ("", vec![]),
            ("… — !", vec![]),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn unspaced_scripts_come_by_character() {
        assert_eq!(all("港で火事、22人が"), ["港", "で", "火", "事", "22", "人", "が"]);
        assert_eq!(all("か\u{3099}スー"), ["か\u{3099}", "ス", "ー"]);
        assert_eq!(all("ที่นี่"), ["ที่", "นี่"]);
        assert_eq!(all("한국 fire火"), ["한국", "fire", "火"]);
        assert!(is_unspaced('火') && is_unspaced('ー') && is_unspaced('ท'));
        assert!(!is_unspaced('한') && !is_unspaced('a') && !is_unspaced('。'));
    }

    #[test]
    fn marks_and_invisible_characters_stay_inside() {
        assert_eq!(all("cafe\u{301}s हिन्दी"), ["cafe\u{301}s", "हिन्दी"]);
        assert_eq!(all("co\u{ad}op می‌خواهم"), ["co\u{ad}op", "می‌خواهم"]);
    }

    #[test]
    fn joined_words_have_parts() {
        let of = |word: &str| parts(word).map(|s| s.of(word).to_string()).collect::<Vec<_>>();
        assert_eq!(of("large-scale"), ["large", "scale"]);
        assert_eq!(of("ISIS-K’s"), ["ISIS", "K"]);
        assert_eq!(of("Moscow's"), ["Moscow"]);
        assert_eq!(of("l'homme"), ["l", "homme"]);
        assert!(of("fire").is_empty());
        assert!(of("1,200").is_empty());
    }

    proptest! {
        #[test]
        fn words_come_in_order_and_hold_what_is_alphanumeric(text in "[\\PC\\x00-\\x7f]{0,60}") {
            let mut at = 0;
            for span in words(&text) {
                prop_assert!(span.start >= at && span.end > span.start);
                prop_assert!(text.get(span.range()).is_some());
                prop_assert!(!text[at..span.start].contains(|c: char| c.is_ascii_alphanumeric()));
                prop_assert!(span.of(&text).contains(|c: char| c.is_alphanumeric() || c == '_'));
                at = span.end;
            }
            prop_assert!(!text[at..].contains(|c: char| c.is_ascii_alphanumeric()));
        }
    }
}
