//! How hits are ordered, and what an order may need to know of an article beyond its index: how many
//! retell it, for instance, which is handed in from above.

use crate::corpus::ArticleId;
use std::fmt;
use std::sync::Arc;

/// How hits are ordered. Ties go by date, newest first, then by id, so that every order is stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// Best first, newer articles a little before equals: see [`recent`].
    Recency,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
    /// Most words first.
    Longest,
    /// Fewest words first.
    Shortest,
    /// What most near-duplicates retell first.
    Copies,
    /// What was told by most outlets first.
    Spread,
}

/// Every order: its name, and how it is spoken of.
const ORDERS: [(Order, &str, &str); 8] = [
    (Order::Relevance, "relevance", "best first"),
    (Order::Recency, "recency", "best first, recent ones preferred"),
    (Order::Newest, "newest", "newest first"),
    (Order::Oldest, "oldest", "oldest first"),
    (Order::Longest, "longest", "longest first"),
    (Order::Shortest, "shortest", "shortest first"),
    (Order::Copies, "copies", "most retold first"),
    (Order::Spread, "spread", "most outlets first"),
];

impl Order {
    /// All of them, in the order they are offered in.
    pub fn all() -> impl Iterator<Item = Self> {
        ORDERS.iter().map(|&(order, ..)| order)
    }

    /// Its name in settings and on the command line.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// What comes first by it: `newest first`.
    pub fn hint(self) -> &'static str {
        self.entry().2
    }

    /// The order offered after this one; after the last, the first.
    pub fn next(self) -> Self {
        Self::all().skip_while(|&order| order != self).nth(1).unwrap_or_default()
    }

    /// Whether it goes by how well an article matches.
    pub fn is_scored(self) -> bool {
        matches!(self, Self::Relevance | Self::Recency)
    }

    /// This order for a query; one that is empty matches everything equally well, and then the newest
    /// come first.
    pub fn of(self, empty: bool) -> Self {
        if empty && self.is_scored() { Self::Newest } else { self }
    }

    fn entry(self) -> (Self, &'static str, &'static str) {
        let found = ORDERS.iter().find(|(order, ..)| *order == self);
        found.copied().unwrap_or((Self::Relevance, "relevance", "best first"))
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How high an article stands by something the index does not know; greater is better.
pub type Standing = Arc<dyn Fn(ArticleId) -> u32 + Send + Sync>;

/// An order, with what it needs.
#[derive(Clone, Default)]
pub struct Ranking {
    /// The order.
    pub order: Order,
    /// What [`Order::Copies`] and [`Order::Spread`] go by; without it all stand equal.
    pub standing: Option<Standing>,
}

impl From<Order> for Ranking {
    fn from(order: Order) -> Self {
        Self { order, standing: None }
    }
}

/// Share of its score that the newest article gains.
const BOOST: f32 = 0.5;
/// Days after which half of that is left.
const HALF: f32 = 30.0;

/// A score with a gentle boost by age: half as much again for what is as new as the newest article of
/// the corpus, a quarter a month before that, a twenty-sixth a year before, nothing for undated ones.
/// It falls like 1/age rather than by halves each month, so that it tells years apart as well; and age
/// counts from the newest article, not from today, so that an archive is not of one age.
pub(super) fn recent(score: f32, date: Option<i64>, newest: i64) -> f32 {
    let Some(date) = date else { return score };
    let days = newest.saturating_sub(date).max(0) as f32 / 86_400.0;
    score * (1.0 + BOOST / (1.0 + days / HALF))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_offered_once_and_they_go_round() {
        let mut order = Order::default();
        let mut seen = Vec::new();
        loop {
            seen.push(order);
            order = order.next();
            if order == Order::default() {
                break;
            }
        }
        assert_eq!(seen, Order::all().collect::<Vec<_>>());
        assert_eq!(Order::Spread.of(true), Order::Spread);
        assert_eq!(Order::Recency.of(true), Order::Newest);
        assert_eq!(Order::Relevance.of(false), Order::Relevance);
    }

    #[test]
    fn a_boost_is_gentle_and_falls_with_age() {
        let day = 86_400;
        let boosted = |age: i64| recent(10.0, Some(-age * day), 0);
        assert_eq!((boosted(0), boosted(30)), (15.0, 12.5));
        assert!(boosted(3650) > 10.0 && boosted(3650) < boosted(365));
        assert_eq!(recent(10.0, None, 0), 10.0);
        assert_eq!(recent(10.0, Some(i64::MIN), i64::MAX), 10.0);
        assert_eq!(recent(10.0, Some(5), 0), 15.0, "nothing is newer than the newest");
    }
}
