//! The JSON that scripts rely on: every shape stands here and nowhere else.
//! The structs borrow from the domain's own types; field names are a contract (see `README.md`).

use crate::corpus::{Article, ArticleDate, ArticleId, Origin};
use crate::diff::{Change, Comparison, Group, GroupKind, Repeat, Scores, Side};
use crate::index::search::Card;
use crate::library::{Copy, Hit, Problem, RefreshReport, Results};
use crate::neardup::Verdict;
use crate::text::segment;
use serde::Serialize;
use std::time::Duration;

/// An article as the other shapes name it.
#[derive(Debug, Serialize)]
pub struct Ref<'a> {
    /// Short, and the same after every refresh.
    pub id: ArticleId,
    /// The record's own id, where it has one.
    pub key: Option<&'a str>,
    /// `path` or `path:record`.
    pub origin: &'a Origin,
    /// The headline.
    pub title: &'a str,
    /// The outlet.
    pub source: Option<&'a str>,
    /// ISO 8601, as precise as it is known.
    pub date: Option<ArticleDate>,
}

impl<'a> From<&'a Card> for Ref<'a> {
    fn from(card: &'a Card) -> Self {
        Self {
            id: card.id,
            key: card.key.as_deref(),
            origin: &card.origin,
            title: &card.title,
            source: card.source.as_deref(),
            date: card.date,
        }
    }
}

impl<'a> From<&'a Article> for Ref<'a> {
    fn from(article: &'a Article) -> Self {
        Self {
            id: article.id,
            key: article.key.as_deref(),
            origin: &article.origin,
            title: &article.title,
            source: article.source.as_deref(),
            date: article.date,
        }
    }
}

/// What `retold search --json` prints.
#[derive(Debug, Serialize)]
pub struct SearchOut<'a> {
    query: &'a str,
    total: usize,
    took_ms: f64,
    hits: Vec<HitOut<'a>>,
}

#[derive(Debug, Serialize)]
struct HitOut<'a> {
    article: Ref<'a>,
    score: f32,
    snippet: &'a str,
    copies: Vec<Ref<'a>>,
}

impl<'a> SearchOut<'a> {
    /// The hits of `results`; `total` counts before folding.
    pub fn new(results: &'a Results) -> Self {
        Self {
            query: &results.query,
            total: results.total,
            took_ms: milliseconds(results.took),
            hits: results.hits.iter().map(HitOut::from).collect(),
        }
    }
}

impl<'a> From<&'a Hit> for HitOut<'a> {
    fn from(hit: &'a Hit) -> Self {
        Self {
            article: Ref::from(&hit.card),
            score: hit.score,
            snippet: &hit.snippet.text,
            copies: hit.copies.iter().map(Ref::from).collect(),
        }
    }
}

/// What `retold show --json` prints.
#[derive(Debug, Serialize)]
pub struct ShowOut<'a> {
    article: Ref<'a>,
    byline: Option<&'a str>,
    place: Option<&'a str>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    words: usize,
    body: &'a str,
}

impl<'a> ShowOut<'a> {
    /// All of `article`.
    pub fn new(article: &'a Article) -> Self {
        Self {
            article: Ref::from(article),
            byline: article.byline.as_deref(),
            place: article.place.as_deref(),
            url: article.url.as_deref(),
            lang: article.lang.as_deref(),
            words: segment::words(&article.body).count(),
            body: &article.body,
        }
    }
}

/// What `retold similar --json` prints.
#[derive(Debug, Serialize)]
pub struct SimilarOut<'a> {
    article: Ref<'a>,
    copies: Vec<CopyOut<'a>>,
}

#[derive(Debug, Serialize)]
struct CopyOut<'a> {
    article: Ref<'a>,
    verdict: Verdict,
    resemblance: f32,
    containment: Containment,
    blocks: u32,
}

#[derive(Debug, Serialize)]
struct Containment {
    #[serde(rename = "self")]
    own: f32,
    other: f32,
}

impl<'a> SimilarOut<'a> {
    /// The near-duplicates of `article`; `self` is the share of the asked article's shingles that
    /// the other has, `other` the reverse.
    pub fn new(article: &'a Article, copies: &'a [Copy]) -> Self {
        Self {
            article: Ref::from(article),
            copies: copies
                .iter()
                .map(|Copy { card, relation }| CopyOut {
                    article: Ref::from(card),
                    verdict: relation.verdict,
                    resemblance: relation.resemblance,
                    containment: Containment {
                        own: relation.containment_a,
                        other: relation.containment_b,
                    },
                    blocks: relation.blocks,
                })
                .collect(),
        }
    }
}

/// What `retold diff --json` prints.
#[derive(Debug, Serialize)]
pub struct DiffOut<'a> {
    left: SideOut<'a>,
    right: SideOut<'a>,
    groups: Vec<GroupOut<'a>>,
    repeats: &'a [Repeat],
    figures: Vec<FigureOut<'a>>,
    scores: Scores,
}

#[derive(Debug, Serialize)]
struct SideOut<'a> {
    article: Ref<'a>,
    body: &'a str,
    sentences: Vec<SentenceOut>,
}

#[derive(Debug, Serialize)]
struct SentenceOut {
    start: usize,
    end: usize,
    paragraph: usize,
}

#[derive(Debug, Serialize)]
struct GroupOut<'a> {
    kind: GroupKind,
    left: &'a [usize],
    right: &'a [usize],
    similarity: f32,
    moved: bool,
    changes: &'a [Change],
}

#[derive(Debug, Serialize)]
struct FigureOut<'a> {
    label: &'a str,
    left: Option<&'a str>,
    right: Option<&'a str>,
    agrees: bool,
    group: usize,
}

impl<'a> DiffOut<'a> {
    /// What `comparison` says of the two articles; offsets are bytes of each one's `body`.
    pub fn new(left: &'a Article, right: &'a Article, comparison: &'a Comparison) -> Self {
        Self {
            left: SideOut::new(left, &comparison.left),
            right: SideOut::new(right, &comparison.right),
            groups: comparison.groups.iter().map(GroupOut::from).collect(),
            repeats: &comparison.repeats,
            figures: comparison
                .figures
                .iter()
                .map(|figure| FigureOut {
                    label: &figure.label,
                    left: figure.left.as_ref().map(|number| number.text.as_str()),
                    right: figure.right.as_ref().map(|number| number.text.as_str()),
                    agrees: figure.agrees,
                    group: figure.group,
                })
                .collect(),
            scores: comparison.scores,
        }
    }
}

impl<'a> SideOut<'a> {
    fn new(article: &'a Article, side: &Side) -> Self {
        let sentence = |s: &segment::Sentence| SentenceOut {
            start: s.span.start,
            end: s.span.end,
            paragraph: s.paragraph,
        };
        Self {
            article: Ref::from(article),
            body: &article.body,
            sentences: side.sentences.iter().map(sentence).collect(),
        }
    }
}

impl<'a> From<&'a Group> for GroupOut<'a> {
    fn from(group: &'a Group) -> Self {
        Self {
            kind: group.kind,
            left: &group.left,
            right: &group.right,
            similarity: group.similarity,
            moved: group.moved,
            changes: &group.changes,
        }
    }
}

/// What `retold index --json` prints.
#[derive(Debug, Serialize)]
pub struct IndexOut<'a> {
    articles: u64,
    added: u64,
    changed: u64,
    removed: u64,
    files: u64,
    stories: u64,
    cancelled: bool,
    took_ms: f64,
    problems_total: u64,
    problems: &'a [Problem],
}

impl<'a> IndexOut<'a> {
    /// What came of a refresh; at most the first thousand problems are named.
    pub fn new(report: &RefreshReport, problems: &'a [Problem]) -> Self {
        Self {
            articles: report.articles,
            added: report.added,
            changed: report.changed,
            removed: report.removed,
            files: report.files,
            stories: report.stories,
            cancelled: report.cancelled,
            took_ms: milliseconds(report.took),
            problems_total: report.problems,
            problems,
        }
    }
}

/// `value` as JSON text, without a line break at its end. Characters that could act on a terminal
/// are escaped (`\u009b`), so that the text may be printed and still reads back to the very same
/// strings.
pub fn to_string(value: &impl Serialize, pretty: bool) -> anyhow::Result<String> {
    let text =
        if pretty { serde_json::to_string_pretty(value)? } else { serde_json::to_string(value)? };
    // Outside its strings JSON is plain ASCII, so whatever is found here stands inside one.
    if !text.contains(acts) {
        return Ok(text);
    }
    let mut escaped = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    Ok(escaped)
}

/// Whether a terminal might obey `c`, hide it, or turn the text around: controls above C0 (which
/// JSON escapes by itself), line and bidi controls, zero-width and tag characters.
fn acts(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Milliseconds, to the microsecond.
fn milliseconds(took: Duration) -> f64 {
    took.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_act_on_a_terminal_is_escaped_and_reads_back() {
        let text = "a\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{200b}\u{e0041}é漢\n";
        for pretty in [false, true] {
            let json = to_string(&serde_json::json!({ "t": [text] }), pretty).unwrap();
            assert!(!json.chars().any(|c| acts(c) || c.is_control() && c != '\n'), "{json}");
            assert!(json.contains("é漢"));
            let back: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(back["t"][0], text);
        }
    }

    #[test]
    fn a_time_is_a_number_of_milliseconds() {
        assert_eq!(milliseconds(Duration::from_micros(4_217)), 4.217);
        assert_eq!(milliseconds(Duration::ZERO), 0.0);
    }
}
