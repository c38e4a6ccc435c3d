//! What the first lines of a text say of it: headline, byline, outlet, date, place, address.
//! Nothing is cut from the text; where no headline is found, its first sentence serves.

use super::record::metadata_of;
use super::{Article, ArticleDate, ArticleId, FieldMap, Origin, credit, dateline, header};
use crate::text::segment::{SentenceKind, is_unspaced, sentences};
use crate::text::{Span, start_of};

/// An article without its body and names: what its record or its first lines say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, without "by".
    pub byline: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The place of the dateline.
    pub place: Option<String>,
    /// The desk or section.
    pub section: Option<String>,
    /// Topics and keywords.
    pub tags: Vec<String>,
    /// Two-letter language code.
    pub lang: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<ArticleDate>,
}

impl Metadata {
    /// What this says, and where it is silent, what `other` says.
    pub fn or(self, other: Metadata) -> Metadata {
        Metadata {
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            source: self.source.or(other.source),
            place: self.place.or(other.place),
            section: self.section.or(other.section),
            tags: if self.tags.is_empty() { other.tags } else { self.tags },
            lang: self.lang.or(other.lang),
            url: self.url.or(other.url),
            date: self.date.or(other.date),
        }
    }

    /// The article of which this is told.
    pub fn into_article(
        self,
        id: ArticleId,
        key: Option<String>,
        origin: Origin,
        body: String,
    ) -> Article {
        Article {
            id,
            key,
            origin,
            title: self.title.unwrap_or_else(|| lead(&body)),
            byline: self.byline,
            source: self.source,
            place: self.place,
            section: self.section,
            tags: self.tags,
            lang: self.lang,
            url: self.url,
            date: self.date,
            body,
        }
    }
}

/// How much of a text may hold its metadata, in bytes.
const HEAD: usize = 4096;
/// Longest line taken for a headline, in characters.
const LONGEST_TITLE: usize = 200;

/// What the first lines of `body` say of it.
pub fn read(body: &str) -> Metadata {
    head(body).0
}

/// Where the running text of `body` begins, in bytes: after headline, byline, date and the like.
pub fn text_start(body: &str) -> usize {
    head(body).1
}

/// Where the first sentence of `body` begins, in bytes: as [`text_start`], and after a dateline too.
pub fn sentence_start(body: &str) -> usize {
    head(body).2
}

fn head(body: &str) -> (Metadata, usize, usize) {
    let mut found = Metadata::default();
    let mut start = 0;
    if let Some(header) = header::read(head_of(body)) {
        found = metadata_of(&header.fields, &FieldMap::new());
        start = header.end;
    }
    let mut text_start = start;
    let mut told = None;
    let text = head_of(body.get(start..).unwrap_or(""));
    let paragraphs = paragraphs(text);
    let speakers = is_transcript(text, &paragraphs);
    for (number, paragraph) in paragraphs.iter().enumerate().take(12) {
        let line = paragraph.span.of(text);
        let last = number + 1 == paragraphs.len();
        if is_address(line) {
            found.url = found.url.or_else(|| Some(line.to_string()));
        } else if credit::read(line, &mut found) {
            continue;
        } else if paragraph.titular && !last {
            // Short lines under the headline are crossheads, or left over from a page.
            if found.title.is_none() && is_headline(line) {
                found.title = Some(without_marks(line).to_string());
            }
        } else {
            if let Some(dateline) = dateline::read(line).filter(|_| !speakers) {
                let after = line.get(dateline.end..).unwrap_or("");
                found.title = found.title.or_else(|| Some(lead(after)));
                told = Some(start + paragraph.span.start + dateline.end);
                found = found.or(of_dateline(dateline));
            }
            found.title = found.title.or_else(|| Some(lead(line)));
            text_start = start + paragraph.span.start;
            break;
        }
    }
    (found, text_start, told.unwrap_or(text_start))
}

/// What the opening of a text says whose headline is known already: its dateline and byline. Looks at
/// the first lines only, and is cheap.
pub fn opening(body: &str) -> Metadata {
    const LINES: usize = 4;
    const LONGEST: usize = 700;
    let head = start_of(body, LONGEST);
    let mut found = Metadata::default();
    let lines = || head.lines().map(str::trim).filter(|line| !line.is_empty());
    let speakers = lines().filter(|line| is_speaker(line)).count() > 1;
    for line in lines().take(LINES) {
        if let Some(name) = credit::name_of(line) {
            found.byline = Some(name.to_string());
        } else if let Some(dateline) = dateline::read(line).filter(|_| !speakers) {
            let agency = Metadata { source: None, ..of_dateline(dateline) };
            return found.or(agency);
        } else if line.chars().nth(LONGEST_TITLE / 2).is_some() {
            break;
        }
    }
    found
}

fn of_dateline(dateline: dateline::Dateline) -> Metadata {
    Metadata {
        place: Some(dateline.place),
        date: dateline.date,
        source: dateline.agency,
        ..Metadata::default()
    }
}

/// The start of a text, up to a line end where there is one.
fn head_of(text: &str) -> &str {
    if text.len() <= HEAD {
        return text;
    }
    let head = start_of(text, HEAD);
    head.rfind('\n').and_then(|end| head.get(..end)).unwrap_or(head)
}

/// A paragraph of the head.
struct Paragraph {
    span: Span,
    /// Whether it can be a headline: one line that is no sentence, or a question or exclamation.
    titular: bool,
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut number = None;
    for sentence in sentences(text) {
        match out.last_mut() {
            Some(paragraph) if number == Some(sentence.paragraph) => {
                paragraph.span.end = sentence.span.end;
            }
            _ => {
                out.push(Paragraph { span: sentence.span, titular: false });
                number = Some(sentence.paragraph);
            }
        }
        if let Some(paragraph) = out.last_mut() {
            let line = paragraph.span.of(text);
            let one_line = matches!(
                sentence.kind,
                SentenceKind::Heading | SentenceKind::Byline | SentenceKind::Dateline
            );
            paragraph.titular = one_line || exclaims(line);
        }
    }
    out
}

/// Whether a line is a question or an exclamation, as headlines are.
fn exclaims(line: &str) -> bool {
    line.ends_with(['?', '!', '？', '！', '”', '"', '…', '」'])
        && !line.contains(['\n', '。'])
        && !line.contains(". ")
        && line.chars().nth(LONGEST_TITLE / 2).is_none()
}

/// Whether the paragraphs are turns of speakers (`MOSS: …`), whose names look like datelines. A
/// headline may have a colon of its own.
fn is_transcript(text: &str, paragraphs: &[Paragraph]) -> bool {
    let turns = paragraphs.iter().filter(|p| !p.titular && is_speaker(p.span.of(text)));
    turns.count() > 1
}

fn is_speaker(line: &str) -> bool {
    line.find(": ").is_some_and(|at| at < 40) && dateline::read(line).is_some()
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://"))
        && !line.contains(char::is_whitespace)
}

/// Whether a short line says enough to be a headline.
fn is_headline(line: &str) -> bool {
    let line = without_marks(line);
    let unspaced = line.chars().filter(|c| is_unspaced(*c)).count();
    let words = line.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    (words > 1 || unspaced > 3) && line.chars().nth(LONGEST_TITLE).is_none()
}

/// A headline without the marks of Markdown.
fn without_marks(line: &str) -> &str {
    line.trim_start_matches('#').trim_matches(['*', '_']).trim()
}

/// The first sentence of a text, cut at a word when it is long.
fn lead(text: &str) -> String {
    const LONGEST: usize = 100;
    let head = start_of(text, HEAD / 4);
    let first = sentences(head).first().map_or("", |sentence| sentence.span.of(head));
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = line.char_indices().nth(LONGEST) else { return line };
    let cut = line.get(..limit).unwrap_or("");
    // Without a space in reach (Japanese) it is cut where it must be.
    let end = cut.rfind(' ').filter(|&end| end > limit / 2).unwrap_or(limit);
    format!("{}…", cut.get(..end).unwrap_or("").trim_end_matches([',', ';', ':', ' ', '-']))
}

#[cfg(test)]
#[path = "metadata_tests.rs"]
mod tests;
