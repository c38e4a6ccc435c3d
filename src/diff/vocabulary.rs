//! The words that comparing prose has to know: little words, months, number words, what is counted.
//! Tables only, in the folded form (lower case, no accents); add a word here and nothing else.

pub(super) use super::counted::*;

/// Words that carry little meaning by themselves.
pub(super) const STOPWORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "auf",
    "aus", "be", "because", "been", "before", "bei", "being", "between", "both", "but", "by",
    "can", "could", "das", "dass", "de", "dem", "den", "der", "des", "did", "die", "do", "does",
    "during", "each", "ein", "eine", "einem", "einen", "einer", "el", "en", "for", "from", "fur",
    "had", "has", "hat", "have", "he", "her", "here", "him", "his", "how", "i", "if", "im", "in",
    "into", "is", "ist", "it", "its", "la", "le", "les", "los", "may", "me", "mit", "more", "most",
    "my", "nach", "no", "nor", "not", "of", "off", "on", "or", "other", "our", "out", "over",
    "own", "she", "sich", "sie", "sind", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "um", "und",
    "under", "until", "up", "van", "very", "vom", "von", "war", "was", "we", "were", "what",
    "when", "where", "which", "while", "who", "whom", "will", "with", "would", "wurde", "you",
    "your", "zu", "zum", "zur",
];

/// Days told by the day of speaking.
pub(super) const TOLD_DAYS: &[&str] =
    &["today", "yesterday", "tomorrow", "tonight", "heute", "gestern"];

/// What follows a number that is a time of day.
pub(super) const CLOCKS: &[&str] =
    &["am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "utc", "o'clock", "uhr", "hrs"];

/// Words in front of a bare year.
pub(super) const BEFORE_YEAR: &[&str] = &[
    "in", "since", "by", "of", "until", "from", "during", "late", "early", "mid", "before",
    "after", "to", "and", "back", "spring", "summer", "autumn", "fall", "winter", "through",
    "year", "seit", "im", "jahr", "between", "for", "the",
];

/// Number words with what they say. `one` is left out: it is a pronoun more often than a count.
pub(super) const NUMBER_WORDS: &[(&str, f64)] = &[
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("dozen", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("zwei", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("funf", 5.0),
    ("sechs", 6.0),
    ("sieben", 7.0),
    ("acht", 8.0),
    ("neun", 9.0),
    ("zehn", 10.0),
    ("elf", 11.0),
    ("zwolf", 12.0),
    ("dreizehn", 13.0),
    ("vierzehn", 14.0),
    ("funfzehn", 15.0),
    ("sechzehn", 16.0),
    ("siebzehn", 17.0),
    ("achtzehn", 18.0),
    ("neunzehn", 19.0),
    ("zwanzig", 20.0),
    ("dreissig", 30.0),
    ("vierzig", 40.0),
    ("funfzig", 50.0),
    ("hundert", 100.0),
];

/// Words for a number that nobody counted, and the numbers they may be said of.
pub(super) const VAGUE: &[(&str, f64, f64)] = &[
    ("dozens", 20.0, 300.0),
    ("scores", 40.0, 400.0),
    ("hundreds", 100.0, 2_000.0),
    ("thousands", 1e3, 2e5),
    ("millions", 1e6, 2e9),
    ("billions", 1e9, 2e12),
    ("dutzende", 20.0, 300.0),
    ("hunderte", 100.0, 2_000.0),
];

/// Whether a word for a number that nobody counted may be said of this one: `scores` of 103.
pub(super) fn may_mean(word: &str, number: f64) -> bool {
    VAGUE.iter().any(|(vague, from, to)| *vague == word && (*from..=*to).contains(&number))
}

/// Words that multiply the number in front of them.
pub(super) const MAGNITUDES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mn", 1e6),
    ("mln", 1e6),
    ("bln", 1e9),
    ("bn", 1e9),
    ("tn", 1e12),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("milliarden", 1e9),
    ("万", 1e4),
    ("億", 1e8),
];

/// Letters that multiply the sum they are written to, as in `$5m`.
pub(super) const MONEY_SUFFIXES: &[(&str, f64)] =
    &[("k", 1e3), ("m", 1e6), ("mn", 1e6), ("b", 1e9), ("bn", 1e9), ("tn", 1e12)];

/// The value `word` has in a table of words with numbers.
pub(super) fn value_in(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_in_folded_form() {
        let all = STOPWORDS
            .iter()
            .chain(crate::text::calendar::MONTHS)
            .chain(crate::text::calendar::DAYS)
            .chain(TOLD_DAYS);
        for word in all {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
