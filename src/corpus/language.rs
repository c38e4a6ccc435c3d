//! The language of an article as a two-letter code: given, or told from its text.
//! Detection speaks only when it is sure.

use crate::text::segment::words;
use crate::text::start_of;
use std::collections::HashMap;
use std::sync::LazyLock;
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
    const LONGEST: usize = 600;
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let sample = start_of(text, end);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let counted = count(sample);
    if let Some(told) = counted.clear() {
        return Some(told.to_string());
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    let (_, code) = CODES.iter().find(|(lang, _)| *lang == info.lang())?;
    // Tables of prices look like any language; one whose small words are known must show some.
    let known = FUNCTION_WORDS.iter().position(|(known, _)| known == code);
    let shown = known.is_none_or(|at| counted.hits.get(at).is_some_and(|&hits| hits > 1));
    shown.then(|| (*code).to_string())
}

/// The small words that make up much of any running text, of the languages met most. Counting them
/// tells those apart in a fraction of the time that trigrams take.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    ("en", "the of and to in that for is on was with said as by at from are has have it he be not"),
    ("de", "der die und das den von zu mit auf für ist im nicht ein eine dem des sich es als am"),
    ("fr", "le la les des et du en une que est pour dans qui sur au par pas un il aux de plus"),
    ("es", "el la los las de que y en un por con para del se una su al es lo más"),
    ("it", "il di che la e un per in del della è con non una sono le dei si da al gli"),
    ("pt", "o a de que e do da em um para com não uma os no na se por dos ao mais"),
    ("nl", "de het een van en in is dat op te zijn voor met niet die aan er ook om"),
];

/// How often the small words of each language stand in a sample.
struct Count {
    words: usize,
    hits: [usize; FUNCTION_WORDS.len()],
}

impl Count {
    /// The language that stands out.
    fn clear(&self) -> Option<&'static str> {
        let (best, &hits) = self.hits.iter().enumerate().max_by_key(|(_, hits)| **hits)?;
        let next = self.hits.iter().enumerate().filter(|(at, _)| *at != best);
        let next = next.map(|(_, hits)| *hits).max().unwrap_or(0);
        let stands_out = hits >= 5 && hits * 10 >= self.words && hits * 2 >= next * 3;
        stands_out.then(|| FUNCTION_WORDS.get(best).map(|(code, _)| *code)).flatten()
    }
}

fn count(sample: &str) -> Count {
    /// Each small word, and the languages that have it as bits.
    static LANGUAGES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
        let mut languages = HashMap::new();
        for (at, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
            for word in words.split(' ') {
                *languages.entry(word).or_default() |= 1 << at;
            }
        }
        languages
    });
    let mut count = Count { words: 0, hits: [0; FUNCTION_WORDS.len()] };
    let lower = sample.to_lowercase();
    for span in words(&lower) {
        count.words += 1;
        let languages = LANGUAGES.get(span.of(&lower)).copied().unwrap_or(0);
        for (at, hits) in count.hits.iter_mut().enumerate() {
            *hits += usize::from(languages >> at & 1);
        }
    }
    count
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
        let dutch =
            "De veerboot brandde twee dagen in de haven en niemand wist hoe het was begonnen.";
        assert_eq!(detect(&dutch.repeat(3)).as_deref(), Some("nl"));
        let greek = "Το πλοίο καιγόταν δύο μέρες στο λιμάνι και κανείς δεν ήξερε τον λόγο.";
        assert_eq!(detect(&greek.repeat(3)).as_deref(), Some("el"));
        assert_eq!(detect(&"Shr 12 cts vs 15 Net 101 vs 202 Revs 3 mln ".repeat(5)), None);
        assert_eq!(detect("40 60"), None);
        assert_eq!(detect(""), None);
    }
}
