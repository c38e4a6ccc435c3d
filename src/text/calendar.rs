//! The names of months and days, in the folded form: capitalised, in every report, and no names.
//! Reading dates has its own table, of what each says; this one only knows them for what they are.

/// Names of months, English and German, in full or short.
pub const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "januar",
    "februar",
    "marz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
];

/// Names of the days of the week, English and German.
pub const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
];

/// Letters of the longest of them.
const LONGEST: usize = 10;

/// Whether a folded word is one of them.
pub fn is_month_or_day(word: &str) -> bool {
    // Nearly all words are none, and most of those are told by their first letter.
    (3..=LONGEST).contains(&word.len())
        && word.starts_with(['a', 'd', 'f', 'j', 'm', 'n', 'o', 's', 't', 'w'])
        && MONTHS.iter().chain(DAYS).any(|name| *name == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn every_name_is_found_in_its_folded_form() {
        for name in MONTHS.iter().chain(DAYS) {
            assert!(is_month_or_day(name), "{name}");
            assert_eq!(fold(name), *name);
        }
        assert!(!is_month_or_day("today") && !is_month_or_day(""));
    }
}
