//! Lines that credit a report: who wrote it, for whom, when, where.
//! `By Ilse Marrow | Calder Post | 22 March 2031, 08:10`, any part missing, in several languages.

use super::metadata::Metadata;
use super::{ArticleDate, Precision, dates};

/// Longest credit line, in characters.
const LONGEST: usize = 200;

/// Reads a credit line into `found`, where it says what is not known yet; false when it is none.
pub(super) fn read(line: &str, found: &mut Metadata) -> bool {
    let line = line.trim();
    if line.chars().nth(LONGEST).is_some() || line.ends_with(['。', ':', ';']) {
        return false;
    }
    if let Some(date) = date_of(line) {
        found.date = found.date.or(Some(date));
        return true;
    }
    let parts = split(line);
    let mut credit = Metadata::default();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for part in &parts {
        if let Some(date) = date_of(part) {
            credit.date = credit.date.or(Some(date));
        } else if let Some(name) = name_of(part) {
            // The day may follow the name after a comma.
            let day = name.match_indices(", ").find_map(|(at, comma)| {
                Some((at, dates::parse_whole(name.get(at + comma.len()..)?)?))
            });
            credit.date = credit.date.or(day.map(|(_, date)| date));
            let end = day.map_or(name.len(), |(at, _)| at);
            credit.byline = name.get(..end).map(str::to_string);
        } else if credit.date.is_none() {
            before.push(part.to_string());
        } else {
            after.push(part.to_string());
        }
    }
    let told = credit.date.is_some() || credit.byline.is_some();
    let short = before.iter().chain(&after).all(|part| part.chars().nth(60).is_none());
    if !told || !short || before.len() > 3 {
        return false;
    }
    let mut before = before.into_iter();
    if credit.byline.is_none() && before.len() > 1 {
        credit.byline = before.next();
    }
    credit.source = before.next();
    credit.place = before.next().or_else(|| after.into_iter().next());
    *found = std::mem::take(found).or(credit);
    true
}

/// The parts of a credit line.
fn split(line: &str) -> Vec<&str> {
    let bars = ['|', '·', '•', '｜'];
    let dashes = [" - ", " – ", " — "];
    let parts: Vec<&str> = if line.contains(bars) {
        line.split(bars).collect()
    } else if let Some(dash) = dashes.into_iter().find(|dash| line.contains(dash)) {
        line.split(dash).collect()
    } else {
        vec![line]
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Labels before a date.
const DATE_LABELS: &[&str] = &[
    "first published",
    "published on",
    "published at",
    "published",
    "last updated",
    "updated on",
    "updated",
    "posted on",
    "posted",
    "date",
    "issued",
    "on",
    "veröffentlicht am",
    "veröffentlicht",
    "aktualisiert",
    "erstellt",
    "stand",
    "publié le",
    "publicado",
    "配信",
    "更新",
    "公開日",
    "掲載",
];

/// The date that a line or a part of one is.
fn date_of(text: &str) -> Option<ArticleDate> {
    let text = text.trim();
    let bare = DATE_LABELS.iter().find_map(|label| {
        let rest = text.get(label.len()..).filter(|_| {
            text.get(..label.len()).is_some_and(|head| head.to_lowercase() == **label)
        })?;
        let rest = rest.trim_start_matches([':', '：', ' ']);
        rest.starts_with(|c: char| !c.is_lowercase()).then_some(rest)
    });
    if text.chars().nth(60).is_some() || text.parse::<f64>().is_ok() {
        return None;
    }
    dates::parse_whole(bare.unwrap_or(text)).filter(|date| date.precision >= Precision::Day)
}

/// What stands before a name in a byline.
const BY: &[&str] = &[
    "By: ",
    "By ",
    "BY ",
    "Written by ",
    "Story by ",
    "Reported by ",
    "Reporting by ",
    "Author: ",
    "Authors: ",
    "Autor: ",
    "Von ",
    "VON ",
    "Text: ",
    "Par ",
    "Por ",
    "Di ",
    "Door ",
    "Av ",
    "Af ",
    "文：",
    "文＝",
    "文・",
    "取材：",
    "執筆：",
    "記者：",
    "著者：",
];

/// What stands after one.
const REPORTER: &[&str] = &["記者", "特派員", "編集委員"];

/// Small words inside bylines.
const PARTICLES: &[&str] = &[
    "and", "al", "at", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du",
    "e", "el", "et", "for", "from", "in", "la", "le", "of", "the", "und", "van", "von", "y",
    "with", "aus", "ter", "ibn",
];

/// The name in a byline, without the word for "by"; nothing when the text is no byline.
pub(super) fn name_of(text: &str) -> Option<&str> {
    let text = text.trim();
    if let Some(name) = REPORTER.iter().find_map(|suffix| text.strip_suffix(suffix)) {
        let name = BY.iter().find_map(|by| name.strip_prefix(by)).unwrap_or(name).trim();
        return ((1..=16).contains(&name.chars().count()) && !name.contains(['、', '。', 'の']))
            .then_some(name);
    }
    let name = BY.iter().find_map(|by| text.strip_prefix(by))?.trim();
    let mut words = name.split_whitespace();
    let first = words.clone().next()?;
    let named = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word == "&"
            || PARTICLES.contains(&bare)
            || bare.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
            || bare.chars().next().is_some_and(crate::text::segment::is_unspaced)
    };
    let opens =
        first.starts_with(|c: char| c.is_uppercase() || crate::text::segment::is_unspaced(c));
    let count = words.clone().count();
    let shaped = opens && count <= 15 && words.all(named);
    // A sentence that opens with "By" ends like one.
    let sentence = name.ends_with(['.', '!', '?', '。']) && count > 4;
    (shaped && !sentence && name.chars().nth(120).is_none()).then_some(name)
}

/// A byline as a record gives it, without the word for "by".
pub(super) fn without_by(text: &str) -> &str {
    name_of(text).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<(String, String, String, String)> {
        let mut found = Metadata::default();
        read(line, &mut found).then(|| {
            let date = found.date.map(|d| d.to_string());
            let shown = |text: Option<String>| text.unwrap_or_default();
            (shown(found.byline), shown(found.source), shown(date), shown(found.place))
        })
    }

    #[test]
    fn credit_lines() {
        for (line, byline, source, date, place) in [
            (
                "By Ilse Marrow | Calder Post | 22 March 2031, 08:10",
                "Ilse Marrow",
                "Calder Post",
                "2031-03-22T08:10Z",
                "",
            ),
            ("Calder Post | 22 March 2031", "", "Calder Post", "2031-03-22", ""),
            ("By Ilse Marrow | Calder Post", "Ilse Marrow", "Calder Post", "", ""),
            ("By Ilse Marrow", "Ilse Marrow", "", "", ""),
            ("22 March 2031, 08:10", "", "", "2031-03-22T08:10Z", ""),
            (
                "Calder Post · 22 Mar 2031 · Port Calder",
                "",
                "Calder Post",
                "2031-03-22",
                "Port Calder",
            ),
            (
                "Ilse Marrow - Calder Post - 22 Mar 2031",
                "Ilse Marrow",
                "Calder Post",
                "2031-03-22",
                "",
            ),
            (
                "Von Ilse Marrow | Hafenbote | 3. Mai 2031",
                "Ilse Marrow",
                "Hafenbote",
                "2031-05-03",
                "",
            ),
            (
                "山田太郎 | 港新報 | 2031年3月22日 08:10",
                "山田太郎",
                "港新報",
                "2031-03-22T08:10Z",
                "",
            ),
            ("山田太郎記者 | 港新報", "山田太郎", "港新報", "", ""),
            (
                "By J. de Moss and A. Lunt in Port Calder",
                "J. de Moss and A. Lunt in Port Calder",
                "",
                "",
                "",
            ),
            ("BY ILSE MARROW, 22 March 2031", "ILSE MARROW", "", "2031-03-22", ""),
            ("Published: 2031-03-22T08:10:00Z", "", "", "2031-03-22T08:10Z", ""),
        ] {
            let expected = (byline.into(), source.into(), date.into(), place.into());
            assert_eq!(of(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_lines() {
        for line in [
            "Ferry burns in the harbour",
            "By Friday the ferry had burned out.",
            "By any measure it was a fire",
            "Von der Fähre blieb nichts",
            "Ferry burns - Calder Post",
            "In 2031 it burned",
            "2031",
            "on the ferry | in the harbour",
            "",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_known_stays() {
        let mut found = Metadata { source: Some("Lantern".into()), ..Metadata::default() };
        assert!(read("By A. Moss | Calder Post", &mut found));
        assert_eq!(found.source.as_deref(), Some("Lantern"));
        assert_eq!(found.byline.as_deref(), Some("A. Moss"));
        assert_eq!(without_by("By A. Moss"), "A. Moss");
        assert_eq!(without_by("A. Moss"), "A. Moss");
    }
}
