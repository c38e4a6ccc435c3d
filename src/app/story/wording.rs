//! How a story and its reports are worded on its screen.

use super::{Pane, SURE, Telling};
use crate::app::{times, words};
use crate::library::Card;
use crate::neardup::{Relation, Verdict};
use std::collections::HashSet;

impl Telling {
    /// When a report came out, for a column of such times.
    pub fn time(&self, card: &Card) -> String {
        card.date.map_or_else(|| "no date".to_string(), |date| times::time(date, self.years))
    }

    /// Whether times need their year to be told apart.
    pub fn years(&self) -> bool {
        self.years
    }

    /// Columns of that column, with room for days of two digits.
    pub fn time_width(&self) -> u16 {
        match (self.years, self.minutes) {
            (true, true) => 17,
            (true, false) => 11,
            (false, true) => 12,
            (false, false) => 8,
        }
    }

    /// What a report is called among the others: by its outlet, or by its headline where that tells
    /// nothing.
    pub fn name(&self, card: &Card) -> String {
        if self.outlets.is_some() { outlet(card) } else { title(card) }
    }

    /// `first: Calder Post, 22 Mar 08:10`.
    pub fn first_line(&self) -> String {
        match self.first.and_then(|place| self.card(place)) {
            Some(card) if card.source.is_none() && card.date.is_some() => {
                format!("first: {}", self.time(card))
            }
            Some(card) => format!("first: {}, {}", outlet(card), self.time(card)),
            None => "first report unknown".to_string(),
        }
    }

    /// The selected report in a line: its headline, and what it was taken from; among the facts, what
    /// it says of the selected one.
    pub fn line(&self) -> String {
        if self.pane == Pane::Facts
            && let Some(line) = self.stated_line()
        {
            return line;
        }
        let Some(card) = self.selected_card() else { return String::new() };
        let from = self.parent(self.selected).and_then(|(parent, confidence)| {
            let parent_card = self.card(parent)?;
            let from = match (self.outlets, parent_card.date) {
                (None, Some(_)) => format!("that of {}", self.time(parent_card)),
                _ => self.name(parent_card),
            };
            let relation = self.relation(self.selected, parent);
            let what = relation.map(|relation| format!("{}, ", relation.verdict.label()));
            let sure = if confidence >= SURE { "likely" } else { "perhaps" };
            let percent = words::percent(confidence);
            Some(format!("{sure} from {from} ({}{percent} sure)", what.unwrap_or_default()))
        });
        words::join([Some(title(card)), from]).unwrap_or_default()
    }
}

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
