//! The JSON that scripts rely on: every shape stands in this folder and nowhere else.
//! The structs borrow from the domain's own types; field names are a contract (see `README.md`).

mod dedup;
mod diff;
mod facets;
mod index;
mod own;
mod pairs;
mod search;
mod show;
mod similar;
mod stories;
mod variants;
mod why;

pub use dedup::{DedupOut, PlanOut, TotalsOut};
pub use diff::DiffOut;
pub use facets::{CountOut, FacetsOut};
pub use index::IndexOut;
pub use own::SavedOut;
pub use pairs::PairOut;
pub use search::{HitLine, SearchOut};
pub use show::ShowOut;
pub use similar::SimilarOut;
pub use stories::StoryOut;
pub use variants::VariantOut;
pub use why::WhyOut;

use crate::corpus::{Article, ArticleDate, ArticleId, Origin};
use crate::index::search::Card;
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
