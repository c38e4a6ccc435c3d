//! Comparison keys: when two spellings count as the same word.
//! Case, accents, quote style and dash style fold away; letters and digits stay.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript};

/// The key of a word for searching and comparing: lower case, no accents, plain quotes and dashes,
/// ligatures and full-width forms spelt out, invisible characters dropped. Marks that make another
/// letter (the sound marks of kana, Indic vowel signs, й) stay. Folding a key changes nothing.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends the key of `word` to `out`, for callers that reuse one buffer.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        if let Some(key) = out.get_mut(start..) {
            key.make_ascii_lowercase();
        }
        if word.contains('`') {
            let key = out.split_off(start).replace('`', "'");
            out.push_str(&key);
        }
        return;
    }
    if word.chars().all(is_plain_ideograph) {
        out.push_str(word);
        return;
    }
    let mut base = Base::Other;
    let unmarked = word
        .chars()
        .map(|c| if c == '\u{b4}' { '\'' } else { c })
        .nfkd()
        .flat_map(char::to_lowercase)
        // Lower-casing may itself decompose (İ), so marks are judged after it.
        .filter(|&c| {
            if is_combining_mark(c) {
                return base.keeps(c);
            }
            let visible = !is_invisible(c);
            if visible {
                base = Base::of(c);
            }
            visible
        });
    for c in unmarked.nfc() {
        match plain(c) {
            Some(spelt) => out.push_str(spelt),
            None => out.push(c),
        }
    }
}

/// Characters of Han and kana that no rule here touches.
fn is_plain_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}')
}

/// What kind of letter a combining mark stands on.
enum Base {
    /// Latin or Greek: marks are accents.
    Accented,
    /// A Cyrillic letter: some marks make another letter.
    Cyrillic(char),
    /// A script whose marks are part of the spelling.
    Other,
}

impl Base {
    fn of(c: char) -> Self {
        if c.is_ascii_alphanumeric() {
            return Base::Accented;
        }
        match c.script() {
            Script::Latin | Script::Greek => Base::Accented,
            Script::Cyrillic => Base::Cyrillic(c),
            _ => Base::Other,
        }
    }

    /// Whether `mark` on this base makes another letter.
    fn keeps(&self, mark: char) -> bool {
        match self {
            Base::Accented => false,
            // й, ї and ў are letters of their own; ё is printed as е as often as not, and an acute
            // only shows the stress.
            Base::Cyrillic(letter) => matches!(
                (letter, mark),
                ('и' | 'у', '\u{306}') | ('і', '\u{308}') | ('г' | 'к', '\u{301}')
            ),
            Base::Other => {
                !matches!(mark, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{34f}')
            }
        }
    }
}

/// Characters that show nothing and mean nothing for comparing.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{640}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The plain spelling of a character that normalisation leaves alone.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | 'ʼ' | 'ʹ' | '՚' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '〟' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⸺' | '⸻' | '֊' => "-",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_key_for_spellings_of_one_word() {
        for (word, key) in [
            ("Moscow's", "moscow's"),
            ("Moscow’s", "moscow's"),
            ("ISIS–K", "isis-k"),
            ("ISIS‑K", "isis-k"),
            ("Café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("ﬁre", "fire"),
            ("ＦＩＲＥ１２", "fire12"),
            ("Straße", "strasse"),
            ("GROẞ", "gross"),
            ("Łódź", "lodz"),
            ("İzmir", "izmir"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("co\u{ad}operate", "cooperate"),
            ("don`t", "don't"),
            ("don´t", "don't"),
            ("ﾃﾞﾝｼ", "デンシ"),
        ] {
            assert_eq!(fold(word), key, "{word}");
        }
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        assert_eq!(fold("ёлка"), "елка");
        assert_eq!(fold("Йод"), "йод");
        assert_eq!(fold("ї"), "ї");
        assert_eq!(fold("が"), "が");
        assert_ne!(fold("か\u{3099}"), fold("か"));
        assert_eq!(fold("か\u{3099}"), fold("が"));
        assert_eq!(fold("हिन्दी"), "हिन्दी");
        assert_eq!(fold("한국"), "한국");
        assert_ne!(fold("กำ"), fold("ก"));
    }

    #[test]
    fn appends_to_what_is_there() {
        let mut out = "A`".to_string();
        fold_into("B`C", &mut out);
        assert_eq!(out, "A`b'c");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(word in "\\PC{0,12}") {
            let key = fold(&word);
            prop_assert_eq!(fold(&key), key);
        }
    }
}
