//! Plain text for people: on a terminal with colours, in a pipe without.
//! Every string that comes from outside is sanitised on its way into a [`Styled`] text.

mod article;
mod comparison;
mod list;
mod styled;
#[cfg(test)]
mod tests;

pub use article::article;
pub use comparison::{Sides, comparison};
pub use list::{copies, hits, stories, story};
pub use styled::{Pen, Role, Styled};

use crate::corpus::{Article, ArticleDate, Precision};
use crate::index::search::Card;
use std::time::Duration;

/// A number with its thousands apart: `12,400`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many of something: `1 copy`, `1,200 copies`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n as u64), if n == 1 { one } else { many })
}

/// A date as people write it, to its precision: `2031`, `Mar 2031`, `22 Mar 2031`,
/// `22 Mar 2031 08:10`.
pub fn date(date: ArticleDate) -> String {
    let Ok(stamp) = jiff::Timestamp::from_second(date.seconds) else {
        return "?".to_string();
    };
    let format = match date.precision {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day => "%-d %b %Y",
        Precision::Minute => "%-d %b %Y %H:%M",
    };
    stamp.strftime(format).to_string()
}

/// A stretch of time, in the unit that suits it: `4 ms`, `1.2 s`, `3 min 05 s`, `2 h 10 min`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        // Something always took some time.
        return format!("{} ms", (seconds * 1000.0).round().max(1.0));
    }
    if seconds < 60.0 {
        return format!("{seconds:.1} s");
    }
    let whole = time.as_secs();
    if whole < 3600 {
        return format!("{} min {:02} s", whole / 60, whole % 60);
    }
    format!("{} h {:02} min", whole / 3600, whole % 3600 / 60)
}

/// A share in whole per cents; `<1%` for a little, and `100%` for all and nothing less.
pub fn percent(share: f32) -> String {
    match share {
        s if s <= 0.0 => "0%".to_string(),
        s if s < 0.01 => "<1%".to_string(),
        s if s >= 1.0 => "100%".to_string(),
        s => format!("{}%", (s * 100.0).round().min(99.0)),
    }
}

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
