//! How articles and their near-duplicates are worded on every screen.

pub use crate::export::words::{count, date, date_and_time, duration, number, percent};

use super::event::Loaded;
use crate::corpus::Article;
use crate::library::{Card, Copy};
use crate::neardup::Verdict;

/// What separates the parts of a line of metadata.
pub const DOT: &str = " · ";

/// Outlet, date and place of an article in a list, as far as they are known.
pub fn card_line(card: &Card) -> String {
    join([card.source.clone(), card.date.map(date), card.place.clone()])
        .unwrap_or_else(|| card.origin.to_string())
}

/// Outlet, date and place over an article, as far as they are known.
pub fn meta_line(article: &Article) -> String {
    join([article.source.clone(), article.date.map(date_and_time), article.place.clone()])
        .unwrap_or_else(|| article.origin.to_string())
}

/// Outlet and date of one side of a comparison.
pub fn side_line(article: &Article) -> String {
    join([article.source.clone(), article.date.map(date_and_time)])
        .unwrap_or_else(|| article.origin.to_string())
}

/// Byline, as it is shown: with `By` in front where it has no such word of its own.
pub fn byline(article: &Article) -> Option<String> {
    let name = article.byline.as_deref()?.trim();
    let english = article.lang.as_deref().is_none_or(|lang| lang == "en");
    Some(match name.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => name.to_string(),
        _ if english => format!("By {name}"),
        _ => name.to_string(),
    })
}

/// The parts that are there, with a dot between; none where nothing is.
pub fn join(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> =
        parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(DOT))
}

/// `11 near-duplicates: 4 copies, 7 rewrites · story of 14`; none where nothing retells it.
pub fn retold(loaded: &Loaded) -> Option<String> {
    let story = loaded.story.map(|n| format!("story of {}", number(n as u64)));
    join([copies(&loaded.copies), story])
}

/// `3 share quotes with it, 1 of the same event`: what has to do with an article and is no
/// near-duplicate; none where there is nothing.
pub fn others(others: &[Copy]) -> Option<String> {
    let of = |verdict| others.iter().filter(|c| c.relation.verdict == verdict).count();
    let quotes = of(Verdict::SharesQuotes);
    let event = of(Verdict::SameEvent);
    join([
        (quotes > 0).then(|| count(quotes, "shares quotes with it", "share quotes with it")),
        (event > 0).then(|| count(event, "other of the same event", "others of the same event")),
    ])
}

/// `11 near-duplicates: 4 copies, 6 rewrites, 1 partial copy`; none where there are none.
pub fn copies(copies: &[Copy]) -> Option<String> {
    const KINDS: [(Verdict, &str, &str); 4] = [
        (Verdict::Copy, "copy", "copies"),
        (Verdict::Rewrite, "rewrite", "rewrites"),
        (Verdict::PartialCopy, "partial copy", "partial copies"),
        (Verdict::Excerpt, "excerpt", "excerpts"),
    ];
    let kinds: Vec<String> = KINDS
        .into_iter()
        .map(|(verdict, one, many)| {
            (copies.iter().filter(|c| c.relation.verdict == verdict).count(), one, many)
        })
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    let head = count(copies.len(), "near-duplicate", "near-duplicates");
    match (copies.len(), kinds.is_empty()) {
        (0, _) => None,
        (_, true) => Some(head),
        (_, false) => Some(format!("{head}: {}", kinds.join(", "))),
    }
}
