//! What a word is where it stands: a figure, a date, a name, or a word among words.
//! Judged with its neighbours: `7` is a date beside `March`, and a figure elsewhere.

use super::comparison::ChangeKind;
use super::lexicon::{Case, Form, Lexicon, Sense};
use super::prose::Prose;
use super::vocabulary as v;

/// The class of the word at `token`: figure, date, name, or wording.
pub(super) fn kind_of(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> ChangeKind {
    let Some(form) = prose.form(token, lexicon) else { return ChangeKind::Wording };
    match form.sense {
        Sense::Number | Sense::NumberWord(_) if is_date_number(prose, lexicon, token) => {
            ChangeKind::Date
        }
        Sense::Number | Sense::NumberWord(_) | Sense::Vague => ChangeKind::Figure,
        Sense::Clock | Sense::Date => ChangeKind::Date,
        Sense::Magnitude(_) if token > 0 && is_amount(sense_at(prose, lexicon, token - 1)) => {
            ChangeKind::Figure
        }
        Sense::ClockMark if token > 0 && is_numeric(sense_at(prose, lexicon, token - 1)) => {
            ChangeKind::Date
        }
        Sense::Month if is_month(prose, lexicon, token) => ChangeKind::Date,
        Sense::Day => ChangeKind::Date,
        Sense::Stop => ChangeKind::Wording,
        _ if is_name(prose, lexicon, token, form) => ChangeKind::Name,
        _ => ChangeKind::Wording,
    }
}

/// Whether a number belongs to a date or a time of day.
pub(super) fn is_date_number(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    let text = word(prose, lexicon, token);
    let near = |at: Option<usize>| at.map(|t| (sense_at(prose, lexicon, t), t));
    let after = near(Some(token + 1));
    let before = near(token.checked_sub(1));
    // `am` is a little word elsewhere.
    if matches!(after, Some((Some(Sense::ClockMark), _))) || word(prose, lexicon, token + 1) == "am"
    {
        return true;
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let ordinal = matches!(text.get(digits..), Some("" | "st" | "nd" | "rd" | "th"));
    if ordinal && digits <= 2 {
        let month = |n: Option<(Option<Sense>, usize)>| matches!(n, Some((Some(Sense::Month), _)));
        let of_month = word(prose, lexicon, token + 1) == "of"
            && sense_at(prose, lexicon, token + 2) == Some(Sense::Month);
        if month(before) || month(after) || of_month {
            return true;
        }
    }
    is_spelled_out_date(prose, lexicon, token)
        || is_year(prose, lexicon, token, text)
        || is_japanese_date(prose, lexicon, token)
        || is_spelled_out_clock(prose, lexicon, token)
}

/// `2031年5月9日`, `午前9時5分`; but `3年間` and `5分で` are how long something took.
fn is_japanese_date(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    if !prose.gap_before(token + 1).is_empty() {
        return false;
    }
    let counts = |at: usize| matches!(word(prose, lexicon, at), "間" | "前" | "後" | "以");
    let stands_in_date = |sign: &str| token > 0 && word(prose, lexicon, token - 1) == sign;
    match word(prose, lexicon, token + 1) {
        "年" => word(prose, lexicon, token).len() == 4 && !counts(token + 2),
        "月" | "日" | "時" => !counts(token + 2),
        "分" => stands_in_date("時") && !counts(token + 2),
        _ => false,
    }
}

/// `shortly before seven`, `half past three`, `at twenty to five`.
fn is_spelled_out_clock(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    let value = |at: usize| match sense_at(prose, lexicon, at) {
        Some(Sense::NumberWord(value)) => value,
        _ => 0.0,
    };
    let Some(before) = token.checked_sub(1) else { return false };
    let hour = |at: usize| {
        let counts = matches!(
            sense_at(prose, lexicon, at + 1),
            Some(Sense::Plain | Sense::Magnitude(_) | Sense::Number | Sense::NumberWord(_))
        );
        let alone = !counts || !gap_after(prose, at).trim().is_empty();
        (1.0..=12.0).contains(&value(at)) && alone && word(prose, lexicon, at + 1) != "of"
    };
    let at = |at: usize| word(prose, lexicon, at);
    let past = |minutes: usize, to: usize| {
        let link = at(to);
        let told = value(minutes) > 0.0 || matches!(at(minutes), "half" | "quarter");
        let placed = link == "past"
            || link == "to"
                && minutes.checked_sub(1).is_some_and(|t| {
                    matches!(at(t), "at" | "about" | "around" | "before" | "until")
                });
        told && placed && hour(to + 1)
    };
    past(token, token + 1)
        || before > 0 && past(before - 1, before)
        || matches!(at(before), "at" | "before" | "after" | "until" | "till") && hour(token)
}

/// `2031-03-22` where the parts are words of their own.
fn is_spelled_out_date(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    let joined = |t: usize| {
        matches!(prose.gap_before(t), "-" | "/")
            && is_numeric(sense_at(prose, lexicon, t))
            && t > 0
            && is_numeric(sense_at(prose, lexicon, t - 1))
    };
    let links = [token.wrapping_sub(1), token, token + 1, token + 2].map(joined);
    links.windows(2).any(|w| w == [true, true])
}

/// `2031`, `1985-86`, `fiscal 1987`, `the 1979 ruling`.
fn is_year(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize, text: &str) -> bool {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if !plain || !("1100".."2101").contains(&text) {
        return false;
    }
    if prose.gap_before(token).contains(is_currency) || gap_after(prose, token).starts_with('%') {
        return false;
    }
    let next = word(prose, lexicon, token + 1);
    if lexicon.labels().counted(next).is_some() || lexicon.labels().is_people(next) {
        return false;
    }
    let Some(before) = token.checked_sub(1) else { return text >= "1800" };
    let dated = matches!(sense_at(prose, lexicon, before), Some(Sense::Month))
        || is_date_number_plain(prose, lexicon, before);
    let counts = sense_at(prose, lexicon, token + 1)
        .is_some_and(|s| matches!(s, Sense::Plain | Sense::Magnitude(_)))
        && gap_after(prose, token).trim().is_empty();
    let word_before = word(prose, lexicon, before);
    if text < "1800" {
        return !counts && matches!(word_before, "in" | "since" | "before" | "until" | "from");
    }
    let bent = v::MODIFIERS.iter().any(|(phrase, _)| phrase.last() == Some(&word_before));
    let recent = ("1940".."2040").contains(&text) && !bent && !(counts && next.ends_with('s'));
    let units = v::money(next).is_some()
        || sense_at(prose, lexicon, token + 1).is_some_and(|s| matches!(s, Sense::Magnitude(_)));
    dated || v::BEFORE_YEAR.contains(&word_before) || recent && !units
}

/// `22` in `22 March 2031`, asked from the year: only one step, so that asking never runs away.
fn is_date_number_plain(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    is_numeric(sense_at(prose, lexicon, token))
        && token > 0
        && sense_at(prose, lexicon, token - 1) == Some(Sense::Month)
}

/// `May` and `March` open sentences as other words too: there they need a number beside them.
fn is_month(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    let text = word(prose, lexicon, token);
    let unsure = text.len() <= 3 || text == "march";
    let beside = is_numeric(sense_at(prose, lexicon, token + 1))
        || (token > 0 && is_numeric(sense_at(prose, lexicon, token - 1)));
    let opens = prose.tokens.get(token).is_some_and(|t| t.opens);
    beside || !unsure || (!opens && text.len() > 2)
}

/// Whether the word at `token` is a name.
pub(super) fn is_name_at(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> bool {
    prose.form(token, lexicon).is_some_and(|form| is_name(prose, lexicon, token, form))
}

fn is_name(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize, form: Form) -> bool {
    let Some(place) = prose.tokens.get(token) else { return false };
    if form.case != Case::Capital || lexicon.capitalises_nouns() {
        return false;
    }
    if place.opens || prose.titled(prose.sentence_of(token)) {
        lexicon.is_name(form.key)
    } else {
        true
    }
}

/// The sense of the word at `token`, if there is one.
pub(super) fn sense_at(prose: &Prose<'_>, lexicon: &Lexicon<'_>, token: usize) -> Option<Sense> {
    prose.form(token, lexicon).map(|f| f.sense)
}

/// The folded word at `token`; empty past the end.
pub(super) fn word<'l>(prose: &Prose<'_>, lexicon: &'l Lexicon<'_>, token: usize) -> &'l str {
    prose.keys.get(token).map_or("", |key| lexicon.word(*key))
}

/// The text between a token and the next, or after the last one to the end of the body.
pub(super) fn gap_after<'a>(prose: &Prose<'a>, token: usize) -> &'a str {
    match prose.tokens.get(token + 1) {
        Some(_) => prose.gap_before(token + 1),
        None => prose.tokens.get(token).and_then(|t| prose.body.get(t.span().end..)).unwrap_or(""),
    }
}

/// Currency signs that stand beside numbers.
pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₩' | '₪' | '₺' | '￥')
}

fn is_numeric(sense: Option<Sense>) -> bool {
    matches!(sense, Some(Sense::Number | Sense::Clock))
}

fn is_amount(sense: Option<Sense>) -> bool {
    matches!(sense, Some(Sense::Number | Sense::NumberWord(_) | Sense::Vague))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(body: &str, of: &str) -> Vec<ChangeKind> {
        let mut lexicon = Lexicon::default();
        let prose = Prose::read(body, &mut lexicon);
        (0..prose.tokens.len())
            .filter(|t| prose.tokens[*t].span().of(body) == of)
            .map(|t| kind_of(&prose, &lexicon, t))
            .collect()
    }

    #[test]
    fn numbers_are_figures_unless_they_date() {
        use ChangeKind::{Date, Figure};
        assert_eq!(kinds("It hit 7 boats.", "7"), [Figure]);
        assert_eq!(kinds("It sank on March 7 at sea.", "7"), [Date]);
        assert_eq!(kinds("It sank on 22 Mar at sea.", "22"), [Date]);
        assert_eq!(kinds("It sank on 22 Mar at sea.", "Mar"), [Date]);
        assert_eq!(kinds("It sank in 2031 at sea.", "2031"), [Date]);
        assert_eq!(kinds("It carried 2031 people.", "2031"), [Figure]);
        assert_eq!(kinds("It cost $2031 to build.", "2031"), [Figure]);
        assert_eq!(kinds("It left at 8 p.m. sharp.", "8"), [Date]);
        assert_eq!(kinds("It left at 8 am sharp.", "8"), [Date]);
        assert_eq!(kinds("They lost forty ships.", "forty"), [Figure]);
        assert_eq!(kinds("They lost 2 million.", "million"), [Figure]);
    }

    #[test]
    fn names_need_a_capital_that_means_something() {
        use ChangeKind::{Name, Wording};
        assert_eq!(kinds("We met Ilse Marrow there.", "Ilse"), [Name]);
        assert_eq!(kinds("Fire broke out.", "Fire"), [Wording]);
        assert_eq!(kinds("Marrow spoke. We heard Marrow.", "Marrow"), [Name, Name]);
        assert_eq!(kinds("It rained on Friday.", "Friday"), [ChangeKind::Date]);
    }
}
