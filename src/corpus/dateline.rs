//! Datelines: the place, and sometimes the day and the agency, that open a report.
//! `PORT CALDER, March 22 (Reuters) - `, `LONDON (AP) — `, `Moscow: `, 【東京＝…】.

use super::{ArticleDate, dates};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a dateline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place, capitals set down where it was all capitals.
    pub(super) place: String,
    /// The day, where its year is given.
    pub(super) date: Option<ArticleDate>,
    /// The agency in brackets.
    pub(super) agency: Option<String>,
    /// Bytes up to the text after it.
    pub(super) end: usize,
}

/// The dateline that `text` opens with.
pub(super) fn read(text: &str) -> Option<Dateline> {
    let lead = text.len() - text.trim_start().len();
    let line = text.get(lead..)?.lines().next()?;
    if let Some(found) = bracketed(line) {
        return Some(Dateline { end: lead + found.end, ..found });
    }
    let (day, skipped) = leading_date(line);
    let rest = line.get(skipped..)?;
    let (head, mark, after) = split(rest)?;
    let found = place(head, mark)?;
    let end = lead + line.len() - after.len();
    let opens = |c: char| !c.is_lowercase() && !matches!(c, '/' | ',' | '.' | ')');
    // A headline in capitals is one, whatever stands before its colon.
    let told = found.date.is_some() || found.agency.is_some() || has_small_letters(after);
    let reads_on = after.chars().nth(20).is_some() && after.starts_with(opens);
    (reads_on && told).then(|| Dateline { date: day.or(found.date), end, ..found })
}

/// The dateline that a field of a record holds, with nothing after it: `CLEVELAND, Feb 26 -`.
pub(super) fn read_field(text: &str) -> Option<Dateline> {
    let head = text.trim().trim_end_matches(['-', '–', '—', ':', ' ']);
    place(head, Mark::Dash)
}

/// Whether text has small letters near its start, or is of a script that has none.
fn has_small_letters(after: &str) -> bool {
    let near = after.chars().take(30);
    near.clone().any(char::is_lowercase) || !near.clone().any(char::is_uppercase)
}

/// What parts a dateline from the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Colon,
    Dash,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 100;

/// ` date 2024-03-22 ` before the place.
fn leading_date(line: &str) -> (Option<ArticleDate>, usize) {
    let label = ["date:", "date ", "Date:", "Date "].iter().find(|label| line.starts_with(**label));
    let at = label.map_or(0, |label| label.len());
    let rest = line.get(at..).unwrap_or("").trim_start();
    let word = rest.split(' ').next().unwrap_or("");
    let date = word.contains(['-', '/', '.']).then(|| dates::parse_whole(word)).flatten();
    match date {
        Some(_) => {
            let rest = rest.get(word.len()..).unwrap_or("").trim_start();
            (date, line.len() - rest.len())
        }
        None => (None, 0),
    }
}

/// Cuts a line at the first mark that may end a dateline.
fn split(line: &str) -> Option<(&str, Mark, &str)> {
    const MARKS: &[(&str, Mark)] = &[
        (": ", Mark::Colon),
        ("：", Mark::Colon),
        (" -- ", Mark::Dash),
        (" - ", Mark::Dash),
        (" – ", Mark::Dash),
        (" — ", Mark::Dash),
        ("—", Mark::Dash),
        (" _ ", Mark::Dash),
    ];
    let head = crate::text::start_of(line, LONGEST);
    let (at, mark) = MARKS
        .iter()
        .filter_map(|mark| head.find(mark.0).map(|at| (at, mark)))
        .min_by_key(|(at, (text, _))| (*at, std::cmp::Reverse(text.len())))?;
    Some((line.get(..at)?, mark.1, line.get(at + mark.0.len()..)?.trim_start()))
}

/// 【東京＝山田】 and （東京＝共同） before Japanese text.
fn bracketed(line: &str) -> Option<Dateline> {
    let close = match line.chars().next()? {
        '【' => '】',
        '（' => '）',
        _ => return None,
    };
    let inner_end = line.char_indices().take(24).find(|(_, c)| *c == close)?.0;
    let inner = line.get(line.chars().next()?.len_utf8()..inner_end)?;
    let (place, agency) = match inner.split_once(['＝', '=']) {
        Some((place, agency)) => (place.trim(), Some(agency.trim().to_string())),
        // Brackets without a byline hold labels as often as places.
        None if close == '】' && inner.ends_with(['市', '町', '村', '県', '港', '京', '島']) => {
            (inner, None)
        }
        None => return None,
    };
    let short = (1..=12).contains(&place.chars().count());
    short.then(|| Dateline {
        place: place.to_string(),
        date: None,
        agency,
        end: inner_end + close.len_utf8(),
    })
}

/// Reads what stands before the mark: the place, then the day, then the agency.
fn place(head: &str, mark: Mark) -> Option<Dateline> {
    let head = head.trim();
    let (head, agency) = match head.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        Some((before, agency)) if agency.len() <= 40 => (before.trim(), Some(agency.trim())),
        _ => (head, None),
    };
    let mut name = head.trim_end_matches(',');
    let mut date = None;
    let mut dated = false;
    // The day stands after a comma, or after two where it has its year.
    for (at, _) in head.match_indices(',') {
        let tail = head.get(at + 1..).unwrap_or("").trim();
        if !tail.contains(|c: char| c.is_numeric()) {
            break;
        }
        date = dates::parse_whole(tail);
        dated = date.is_some() || dates::is_day_without_year(tail);
        if dated {
            name = head.get(..at).unwrap_or("");
            break;
        }
    }
    let capitals = !name.contains(char::is_lowercase);
    let words = name.split_whitespace().count();
    // Without a day or an agency, only a short name in the right shape can be told from a speaker.
    let enough = match mark {
        _ if dated || agency.is_some() => words <= 6,
        Mark::Colon => words <= if capitals { 5 } else { 3 },
        Mark::Dash => words <= 4,
    };
    (enough && is_place(name)).then(|| Dateline {
        place: set_down(name),
        date,
        agency: agency.map(str::to_string),
        end: 0,
    })
}

/// Words that open a line before a colon or a dash and are no places.
const NOT_PLACES: &[&str] = &[
    "above act advisory also analyse analysis and anmerkung answer as at attorney background",
    "below best bill box breaking by call chairman check column comment commentary committee",
    "congress congressional contact contacts correction date delegation democrats details",
    "editor editorial editors eilmeldung enough eu exclusive explained explainer fact factbox",
    "faq fbi fifa figure file for from general gov governor guardian h headline her here",
    "hinweis his house how i image important in interview is isis it its judge kommentar",
    "korrektur latest leaders link live markets members minister more mp mr mrs ms nasa nato",
    "needed new news note notes now officials on opec opinion or our photo photographer photos",
    "picture pictures points police poll president press profile question quiz quote re read",
    "related release remarks rep report reporter reporting reports representatives reps",
    "republicans review sen senate senator senators sens series session source sources speech",
    "spokesman spokesmen spokeswoman sports statement story subject summary survey takeaways",
    "text the they this ticker timeline tip title to today topic transcript un update updated",
    "us video vs warning watch we weather weekly what when where who why with you zitat",
];

/// Small words inside names of places.
const PARTICLES: &[&str] = &[
    "al am an auf bei da das de del della der des do dos du el en im in la las le les los of on",
    "sur the under upon van von y",
];

/// The words of a table that has several to a line.
fn words_of(table: &[&'static str]) -> HashSet<&'static str> {
    table.iter().flat_map(|line| line.split(' ')).collect()
}

fn is_particle(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(PARTICLES));
    WORDS.contains(word)
}

fn is_no_place(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words_of(NOT_PLACES));
    WORDS.contains(word)
}

fn is_place(name: &str) -> bool {
    let characters = name.chars().count();
    let unspaced = name.starts_with(crate::text::segment::is_unspaced);
    if unspaced {
        let plain = |c: char| crate::text::segment::is_unspaced(c) || c == '・';
        return (2..=10).contains(&characters) && name.chars().all(plain) && !name.contains("注");
    }
    let usual = |c: char| c.is_alphabetic() || c.is_whitespace() || ".'’,-/".contains(c);
    if !(3..=45).contains(&characters) || !name.chars().all(usual) {
        return false;
    }
    let mut words = name.split([' ', ',', '/']).filter(|word| !word.is_empty()).enumerate();
    let place_like = words.all(|(at, word)| {
        let lower = word.trim_end_matches('.').to_lowercase();
        let named = word.starts_with(char::is_uppercase);
        let particle = at > 0 && is_particle(&lower);
        // `The Hague` and `New Delhi` open with words that alone are none.
        let opens = at == 0 && name.contains(' ') && matches!(lower.as_str(), "the" | "new" | "in");
        (named || particle) && (opens || particle || !is_no_place(&lower))
    });
    let initial = !name.contains(' ') && name.contains('.');
    place_like && !initial && !name.starts_with("In ") && !name.starts_with("The Latest")
}

/// `NEW DELHI` as `New Delhi`; what is short or has points (`D.C.`, `UK`) stays.
fn set_down(name: &str) -> String {
    const KEPT: &[&str] = &["UK", "USA", "UAE", "DC", "NYC"];
    let mut after_comma = false;
    let word = |(at, word): (usize, &str)| {
        if word.contains(char::is_lowercase) {
            return word.to_string();
        }
        let bare = word.trim_end_matches(',');
        let lower = word.to_lowercase();
        // Two letters after a comma are a state, points make initials.
        let region = bare.len() == 2 && after_comma;
        after_comma = word.ends_with(',');
        if region || KEPT.contains(&bare) || bare.trim_end_matches('.').contains('.') {
            return word.to_string();
        }
        let article = matches!(bare, "LA" | "LAS" | "LOS" | "LE" | "LES" | "EL");
        if at > 0 && !article && is_particle(&lower) {
            return lower;
        }
        let mut start = true;
        lower
            .chars()
            .map(|c| {
                let shown = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
                start = matches!(c, '-' | '/');
                shown
            })
            .collect()
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "A ferry burned in the outer harbour.";

    fn place_of(head: &str) -> Option<String> {
        read(&format!("{head}{TEXT}")).map(|d| d.place)
    }

    #[test]
    fn places() {
        for (head, place) in [
            ("PORT CALDER: ", "Port Calder"),
            ("Port Calder: ", "Port Calder"),
            (" date 2031-03-22 Port Calder: ", "Port Calder"),
            ("PORT CALDER, March 22 (Reuters) - ", "Port Calder"),
            ("LONDON (AP) — ", "London"),
            ("LONDON — ", "London"),
            ("LONDON—", "London"),
            ("Washington, D.C. - ", "Washington, D.C."),
            ("WASHINGTON, D.C. -- ", "Washington, D.C."),
            ("RIO DE JANEIRO, Feb 26 - ", "Rio de Janeiro"),
            ("LA PAZ - ", "La Paz"),
            ("NORTH LAS VEGAS, NV - ", "North Las Vegas, NV"),
            ("THE HAGUE, 22. März (dpa) – ", "The Hague"),
            ("ST. HELIER, Jersey: ", "St. Helier, Jersey"),
            ("Frankfurt am Main (dpa) - ", "Frankfurt am Main"),
            ("KARLSRUHE/BERLIN (dpa) - ", "Karlsruhe/Berlin"),
            ("ポートカルダー：", "ポートカルダー"),
            ("【東京＝山田太郎】", "東京"),
        ] {
            assert_eq!(place_of(head).as_deref(), Some(place), "{head}");
        }
    }

    #[test]
    fn no_places() {
        for head in [
            "Note: ",
            "Q: ",
            "A: ",
            "Update: ",
            "UPDATE 2: ",
            "Editor's note - ",
            "Breaking News: ",
            "ISIS v/s Putin: ",
            "Sens. Moss, Lunt: ",
            "U.S.: ",
            "Fire To Burn: ",
            "Ferry fire in the harbour: ",
            "He said: ",
            "The Latest: ",
            "Sen. Moss: ",
            "By A. Moss - ",
            "What we know: ",
            "",
            "Analysis — ",
            "【速報】",
            "12: ",
            "WATCH LIVE: ",
        ] {
            assert_eq!(place_of(head), None, "{head}");
        }
        assert_eq!(read("Moscow: short"), None);
        assert_eq!(read("Moscow: and so it went on for hours and hours"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn days_and_agencies() {
        let text = format!("PORT CALDER, March 22, 2031 (Calder Wire) - {TEXT}");
        let found = read(&text).unwrap();
        assert_eq!(found.place, "Port Calder");
        assert_eq!(found.date.map(|d| d.to_string()).as_deref(), Some("2031-03-22"));
        assert_eq!(found.agency.as_deref(), Some("Calder Wire"));
        assert_eq!(&text[found.end..], TEXT);
        let seed = read(&format!(" date 2031-03-22 Port Calder: {TEXT}")).unwrap();
        assert_eq!(seed.date.map(|d| d.to_string()).as_deref(), Some("2031-03-22"));
        assert_eq!(
            read_field("CLEVELAND, Feb 26 -").map(|d| d.place).as_deref(),
            Some("Cleveland")
        );
        assert_eq!(read_field("usa"), None);
    }
}
