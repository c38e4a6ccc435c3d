//! What a paragraph is that is no running prose: a heading, a byline, a dateline, a caption, an item
//! of a list. Told by its first words and its last; what is not clear is prose or a heading.

use super::SentenceKind;
use super::words::words;
use crate::text::calendar;

/// Longest caption, in bytes.
const LONGEST_CAPTION: usize = 500;
/// Bytes at the end of a line in which its credit is looked for.
const CREDIT: usize = 60;
/// Most words of a byline.
const LONGEST_BYLINE: usize = 14;

/// How captions and credits begin, in small letters.
const CAPTIONS: &[&str] = &[
    "photo:",
    "photos:",
    "photo by ",
    "photo credit",
    "photograph:",
    "file photo",
    "image:",
    "image source",
    "image caption",
    "picture:",
    "pictured:",
    "caption:",
    "credit:",
    "video:",
    "graphic:",
    "foto:",
    "fotos:",
    "bild:",
];

/// How the credit at the end of a caption reads.
const CREDITS: &[&str] = &[
    "AP Photo",
    "Getty Images",
    "REUTERS/",
    "/REUTERS",
    "/Reuters",
    "/AFP",
    "AFP/",
    "/AP)",
    "via AP",
    "/EPA",
    "/Bloomberg",
    "Photo by ",
    "(Photo:",
];

/// What bylines begin with.
const BY: &[&str] = &["By", "BY", "by", "Von", "Par", "Por"];

/// Small words that bylines have beside names.
const BESIDE_NAMES: &[&str] = &[
    "and",
    "at",
    "da",
    "de",
    "del",
    "der",
    "di",
    "du",
    "en",
    "et",
    "for",
    "in",
    "la",
    "le",
    "of",
    "the",
    "und",
    "van",
    "von",
    "with",
    "y",
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
];

/// Words that lines of a date have beside it.
const BESIDE_DATES: &[&str] = &[
    "a.m",
    "a.m.",
    "am",
    "at",
    "bst",
    "cet",
    "date",
    "edt",
    "est",
    "et",
    "gmt",
    "last",
    "modified",
    "of",
    "on",
    "p.m",
    "p.m.",
    "pm",
    "pst",
    "posted",
    "published",
    "st",
    "nd",
    "rd",
    "th",
    "the",
    "uhr",
    "um",
    "updated",
    "utc",
];

/// What a paragraph on one line is; `titular` when it is short and ends like no sentence.
pub(super) fn kind_of(line: &str, titular: bool) -> SentenceKind {
    if is_caption(line) {
        SentenceKind::Caption
    } else if !titular {
        SentenceKind::Prose
    } else if is_byline(line) {
        SentenceKind::Byline
    } else if is_dateline(line) {
        SentenceKind::Dateline
    } else {
        SentenceKind::Heading
    }
}

fn is_caption(line: &str) -> bool {
    if line.len() > LONGEST_CAPTION {
        return false;
    }
    let start = line.trim_start_matches(['(', '[']);
    let starts = CAPTIONS.iter().any(|caption| {
        start.get(..caption.len()).is_some_and(|head| head.eq_ignore_ascii_case(caption))
    });
    let end = line.get(line.floor_char_boundary(line.len().saturating_sub(CREDIT))..).unwrap_or("");
    starts || line.len() > CREDIT / 4 && CREDITS.iter().any(|credit| end.contains(credit))
}

/// `By Ilse Marrow and Tom Selby, Calder Post`.
fn is_byline(line: &str) -> bool {
    let mut all = words(line).map(|word| word.of(line));
    if !all.next().is_some_and(|word| BY.contains(&word)) {
        return false;
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let rest: Vec<&str> = all.take(LONGEST_BYLINE + 1).collect();
    let opens = rest.first().is_some_and(|first| is_name(first) && *first != "The");
    let names = rest.iter().filter(|word| is_name(word)).count();
    opens
        && names >= 2
        && rest.len() <= LONGEST_BYLINE
        && rest.iter().all(|word| is_name(word) || BESIDE_NAMES.contains(word))
}

/// `PORT CALDER, March 22 (Wire) —`, or a date alone: `Published 22 March 2031 at 8:10`.
fn is_dateline(line: &str) -> bool {
    if line.ends_with(['—', '–', '-']) {
        return line.starts_with(char::is_uppercase) && words(line).count() <= LONGEST_BYLINE;
    }
    let (mut dated, mut all) = (false, true);
    for word in words(line).map(|word| word.of(line)) {
        let small = word.to_lowercase();
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let told = calendar::MONTHS.contains(&small.as_str());
        dated |= told || number && small.split(['-', '/', '.']).count() == 3;
        all &= told
            || number
            || calendar::DAYS.contains(&small.as_str())
            || BESIDE_DATES.contains(&small.as_str());
    }
    dated && all && line.contains(|c: char| c.is_ascii_digit())
}

/// The sign an item of a list begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bullet {
    /// One that begins nothing else.
    Sure,
    /// A hyphen, a dash, an asterisk or a number: an item only beside another one.
    Likely,
}

/// How a paragraph begins, if as an item of a list.
pub(super) fn bullet(text: &str) -> Option<Bullet> {
    let mut chars = text.chars();
    let first = chars.next()?;
    match first {
        '•' | '▪' | '◦' | '‣' | '●' | '■' | '∙' => Some(Bullet::Sure),
        '-' | '*' | '–' | '—' | '·' => {
            chars.next().is_some_and(char::is_whitespace).then_some(Bullet::Likely)
        }
        _ if first.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let after = rest.strip_prefix(['.', ')'])?;
            let short = text.len() - rest.len() <= 2;
            (short && after.starts_with(char::is_whitespace)).then_some(Bullet::Likely)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sentences;
    use super::*;

    fn kinds(body: &str) -> Vec<SentenceKind> {
        sentences(body).iter().map(|sentence| sentence.kind).collect()
    }

    #[test]
    fn bylines_datelines_and_captions_are_no_headings() {
        use SentenceKind::{Byline, Caption, Dateline, Heading, Prose};
        for (line, kind) in [
            ("Ferry burns at Port Calder", Heading),
            ("By the numbers", Heading),
            ("By Night and Fog", Byline),
            ("By land and sea the crews came", Heading),
            ("By Ilse Marrow and Tom Selby, Calder Post", Byline),
            ("BY ILSE MARROW", Byline),
            ("By nightfall forty were dead.", Prose),
            ("22 March 2031", Dateline),
            ("Published Saturday, March 22, 2031 at 8:10 a.m. GMT", Dateline),
            ("PORT CALDER, March 22 (Wire) —", Dateline),
            ("March of the ferries", Heading),
            ("Photo: Ilse Marrow", Caption),
            ("The ferry at pier 7. Forty died. (AP Photo/Ilse Marrow)", Caption),
            ("Forty died at pier 7 on Friday.", Prose),
        ] {
            assert_eq!(kinds(line), [kind], "{line}");
        }
    }

    #[test]
    fn items_stand_beside_items() {
        use SentenceKind::{Heading, List, Prose};
        assert_eq!(kinds("What is known\n• Forty died\n• Two tugs sank."), [Heading, List, List]);
        assert_eq!(kinds("It sank.\n1. Forty died.\n2. Two tugs sank."), [Prose, List, List]);
        assert_eq!(kinds("– He fell, she said.\nIt sank."), [Prose, Prose]);
        assert_eq!(kinds("40 died at sea.\n60 at home."), [Prose, Prose]);
    }
}
