//! The language of an article as a two-letter code: given, or told from its text.
//! Detection speaks only when it is sure.

use crate::text::start_of;
use whatlang::Lang;

/// The two-letter code for a language as records give it: `en-US`, `English`, `eng`, `en`. Codes that
/// have no two-letter form stay as they are, lower-cased; nonsense gives nothing.
pub fn normalise(given: &str) -> Option<String> {
    let given = given.trim().to_lowercase();
    let code = given.split(['-', '_', ' ', ',', ';']).next().unwrap_or("");
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(code.to_string());
    }
    let known = CODES
        .iter()
        .find(|(lang, _)| lang.code() == code || lang.eng_name().to_lowercase() == given);
    if let Some((_, short)) = known {
        return Some((*short).to_string());
    }
    if let Some((_, short)) = NAMES.iter().find(|(name, _)| *name == given || *name == code) {
        return Some((*short).to_string());
    }
    (code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_string())
}

/// The language of `text`, when there is enough of it to be sure.
pub fn detect(text: &str) -> Option<String> {
    const ENOUGH: usize = 40;
    const LONGEST: usize = 1600;
    let sample = start_of(text, LONGEST);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, short)| (*short).to_string())
}

/// Languages that detection knows, by ISO 639-1.
const CODES: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Rus, "ru"),
    (Lang::Cmn, "zh"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Ben, "bn"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Ukr, "uk"),
    (Lang::Kat, "ka"),
    (Lang::Ara, "ar"),
    (Lang::Hin, "hi"),
    (Lang::Jpn, "ja"),
    (Lang::Heb, "he"),
    (Lang::Yid, "yi"),
    (Lang::Pol, "pl"),
    (Lang::Amh, "am"),
    (Lang::Jav, "jv"),
    (Lang::Kor, "ko"),
    (Lang::Nob, "no"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Fin, "fi"),
    (Lang::Tur, "tr"),
    (Lang::Nld, "nl"),
    (Lang::Hun, "hu"),
    (Lang::Ces, "cs"),
    (Lang::Ell, "el"),
    (Lang::Bul, "bg"),
    (Lang::Bel, "be"),
    (Lang::Mar, "mr"),
    (Lang::Kan, "kn"),
    (Lang::Ron, "ro"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Mkd, "mk"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Tam, "ta"),
    (Lang::Vie, "vi"),
    (Lang::Urd, "ur"),
    (Lang::Tha, "th"),
    (Lang::Guj, "gu"),
    (Lang::Uzb, "uz"),
    (Lang::Pan, "pa"),
    (Lang::Aze, "az"),
    (Lang::Ind, "id"),
    (Lang::Tel, "te"),
    (Lang::Pes, "fa"),
    (Lang::Mal, "ml"),
    (Lang::Ori, "or"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Sin, "si"),
    (Lang::Khm, "km"),
    (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"),
    (Lang::Zul, "zu"),
    (Lang::Sna, "sn"),
    (Lang::Afr, "af"),
    (Lang::Lat, "la"),
    (Lang::Slk, "sk"),
    (Lang::Cat, "ca"),
    (Lang::Tgl, "tl"),
    (Lang::Hye, "hy"),
];

/// Names and codes that the table above spells otherwise.
const NAMES: &[(&str, &str)] = &[
    ("chinese", "zh"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("norwegian", "no"),
    ("nor", "no"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("fas", "fa"),
    ("fre", "fr"),
    ("ger", "de"),
    ("dut", "nl"),
    ("gre", "el"),
    ("cze", "cs"),
    ("deutsch", "de"),
    ("français", "fr"),
    ("español", "es"),
    ("日本語", "ja"),
    ("greek", "el"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_languages_get_two_letters() {
        for (given, code) in [
            ("en", "en"),
            ("en-US", "en"),
            ("EN_gb", "en"),
            ("English", "en"),
            ("eng", "en"),
            ("German", "de"),
            ("deu", "de"),
            ("zho", "zh"),
            ("日本語", "ja"),
            ("haw", "haw"),
        ] {
            assert_eq!(normalise(given).as_deref(), Some(code), "{given}");
        }
        assert_eq!(normalise(""), None);
        assert_eq!(normalise("unknown"), None);
    }

    #[test]
    fn detection_speaks_when_it_is_sure() {
        let english =
            "The ferry burned in the outer harbour for two days before anybody could say why.";
        let german = "Die Fähre brannte zwei Tage lang im Hafen, bevor jemand sagen konnte, warum.";
        let japanese = "港に停泊していたフェリーが二日間燃え続けたが、誰もその理由を説明することができなかった。";
        assert_eq!(detect(&english.repeat(3)).as_deref(), Some("en"));
        assert_eq!(detect(&german.repeat(3)).as_deref(), Some("de"));
        assert_eq!(detect(&japanese.repeat(3)).as_deref(), Some("ja"));
        assert_eq!(detect("40 60"), None);
        assert_eq!(detect(""), None);
    }
}
