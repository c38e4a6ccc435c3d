//! How a story and its reports are worded on its screen.

use crate::app::{times, words};
use crate::library::Card;
use crate::neardup::{Relation, Verdict};
use std::collections::HashSet;

/// `12 reports · 9 outlets · 22–25 Mar 2031`.
pub(super) fn counts(cards: &[Card]) -> String {
    let sources = cards.iter().filter_map(|card| card.source.as_deref());
    let outlets: HashSet<String> = sources.map(str::to_lowercase).collect();
    let dates = || cards.iter().filter_map(|card| card.date);
    let ends = dates().min_by_key(|date| date.seconds).zip(dates().max_by_key(|date| date.seconds));
    words::join([
        Some(words::count(cards.len(), "report", "reports")),
        (!outlets.is_empty()).then(|| words::count(outlets.len(), "outlet", "outlets")),
        ends.map(|(first, last)| times::span(first, last)),
    ])
    .unwrap_or_default()
}

/// The headline of a report; where it stands, where it has none.
pub fn title(card: &Card) -> String {
    match card.title.trim() {
        "" => card.origin.to_string(),
        title => title.to_string(),
    }
}

/// The outlet of a report; where it stands, where none is known.
pub fn outlet(card: &Card) -> String {
    card.source.clone().unwrap_or_else(|| card.origin.to_string())
}

/// Verdict and scores in a few columns: `rewrite .40 / .38`, the share of the one found in the other
/// and the other way round.
pub fn scores(relation: &Relation) -> String {
    let label = label(relation.verdict);
    if relation.verdict == Verdict::SameEvent {
        // It does not rest on shared wording.
        return label.to_string();
    }
    format!("{label} {} / {}", share(relation.containment_a), share(relation.containment_b))
}

/// A verdict in one short word, where there is one.
pub fn label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::PartialCopy => "partial",
        Verdict::SharesQuotes => "quotes",
        verdict => verdict.label(),
    }
}

/// A share in three columns: `.40`; `1.0` for all and nothing less.
fn share(share: f32) -> String {
    match share {
        share if share >= 1.0 => "1.0".to_string(),
        share => format!(".{:02}", (share.max(0.0) * 100.0).round().min(99.0)),
    }
}
