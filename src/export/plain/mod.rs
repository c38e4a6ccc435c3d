//! Plain text for people: on a terminal with colours, in a pipe without.
//! Every string that comes from outside is sanitised on its way into a [`Styled`] text.

mod article;
mod comparison;
mod dedup;
mod facets;
mod list;
mod own;
mod pairs;
mod story;
mod styled;
#[cfg(test)]
pub(super) mod tests;
mod tree;
mod variants;
mod why;

pub use article::article;
pub use comparison::{Sides, comparison};
pub use dedup::{plan, totals};
pub use facets::facets;
pub use list::{copies, hits};
pub use own::mark;
pub use pairs::pair;
pub use story::{Report, stories, story};
pub use styled::{Pen, Role, Row, Styled};
pub use variants::{agreeing, variants};
pub use why::why;

pub use super::words::{
    bytes, count, date_and_time as date, dates, duration, fraction, number, percent,
};

use crate::corpus::Article;
use crate::index::search::Card;

/// What stands below a headline: outlet, date, place.
trait Dated {
    fn about(&self) -> [Option<String>; 3];
}

impl Dated for Card {
    fn about(&self) -> [Option<String>; 3] {
        [self.source.clone(), self.date.map(date), self.place.clone()]
    }
}

impl Dated for Article {
    fn about(&self) -> [Option<String>; 3] {
        [self.source.clone(), self.date.map(date), self.place.clone()]
    }
}

/// Outlet, date and place, as far as they are known, and where none is, where the article stands.
fn credit(what: &impl Dated, origin: &crate::corpus::Origin) -> String {
    let known: Vec<String> = what.about().into_iter().flatten().collect();
    if known.is_empty() { origin.to_string() } else { known.join(" · ") }
}
