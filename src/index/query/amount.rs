//! Numbers of a query and ranges of them, compared exactly whatever their length: `1,200`, `>=1.5m`,
//! `100..200`.

use crate::index::figure;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Bound;

/// What may stand behind a number, and how many places it moves the point.
const SHORT: [(&str, usize); 4] = [("k", 3), ("m", 6), ("bn", 9), ("b", 9)];

/// A number in its plain form: digits without leading zeros, with a point before decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount(String);

impl Amount {
    /// A number as people write it: with separators or not, `1.5m` for 1,500,000.
    pub(super) fn read(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let short =
            SHORT.iter().find_map(|&(end, places)| Some((lower.strip_suffix(end)?, places)));
        let (number, places) = short.unwrap_or((lower.as_str(), 0));
        let [plain, _] = figure::plain(number);
        Some(Self(moved(&plain?, places)))
    }

    /// Its plain form.
    pub fn plain(&self) -> &str {
        &self.0
    }
}

/// `plain` with its point so many places further right.
fn moved(plain: &str, places: usize) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let (moved, rest) = fraction.split_at(places.min(fraction.len()));
    let digits = format!("{whole}{moved:0<places$}");
    let whole = match digits.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
}

/// Which of two plain numbers is larger.
fn compared(a: &str, b: &str) -> Ordering {
    fn parts(plain: &str) -> (usize, &str, &str) {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        (whole.len(), whole, fraction)
    }
    parts(a).cmp(&parts(b))
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        compared(&self.0, &other.0)
    }
}

/// Numbers from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    from: Bound<Amount>,
    to: Bound<Amount>,
}

impl Amounts {
    /// `100..200`, `..200`, `>1000`, `>=1.5m` and the like; none for anything else, a single number
    /// among it.
    pub(super) fn read(text: &str) -> Option<Self> {
        use Bound::{Excluded, Included, Unbounded};
        if let Some((from, to)) = text.split_once("..") {
            let end = |text: &str| match text {
                "" => Some(Unbounded),
                text => Amount::read(text).map(Included),
            };
            return (text != "..").then_some(Self { from: end(from)?, to: end(to)? });
        }
        type Make = fn(Amount) -> Amounts;
        const OPERATORS: [(&str, Make); 5] = [
            (">=", |n| Amounts { from: Included(n), to: Unbounded }),
            ("<=", |n| Amounts { from: Unbounded, to: Included(n) }),
            (">", |n| Amounts { from: Excluded(n), to: Unbounded }),
            ("<", |n| Amounts { from: Unbounded, to: Excluded(n) }),
            ("=", |n| Amounts { from: Included(n.clone()), to: Included(n) }),
        ];
        let (start, make) = OPERATORS.iter().find(|(start, _)| text.starts_with(start))?;
        Amount::read(text.strip_prefix(start)?).map(make)
    }

    /// Whether no number is between its ends.
    pub(super) fn is_empty(&self) -> bool {
        match (&self.from, &self.to) {
            (Bound::Included(from), Bound::Included(to)) => from > to,
            (Bound::Unbounded, Bound::Excluded(to)) => to.0 == "0",
            _ => false,
        }
    }

    /// Whether a number in its plain form is one of them.
    pub(in crate::index) fn has(&self, plain: &str) -> bool {
        let beyond = |bound: &Bound<Amount>, wrong: Ordering| match bound {
            Bound::Included(end) => compared(plain, &end.0) == wrong,
            Bound::Excluded(end) => [wrong, Ordering::Equal].contains(&compared(plain, &end.0)),
            Bound::Unbounded => false,
        };
        !beyond(&self.from, Ordering::Less) && !beyond(&self.to, Ordering::Greater)
    }
}

/// As it is written in a query.
impl fmt::Display for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.to) {
            (Bound::Excluded(from), _) => write!(f, ">{}", from.0),
            (_, Bound::Excluded(to)) => write!(f, "<{}", to.0),
            (from, to) => {
                let end = |bound: &Bound<Amount>| match bound {
                    Bound::Included(amount) => amount.0.clone(),
                    _ => String::new(),
                };
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

/// Whether a number or a range may yet come of it.
pub(super) fn is_started(text: &str) -> bool {
    let rest = text.trim_start_matches(['<', '>', '=']);
    let end = rest.rsplit("..").next().unwrap_or(rest);
    let number = end.trim_end_matches(['.', ',']);
    (end.is_empty() || number.is_empty() || Amount::read(number).is_some())
        && (rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str) -> Option<String> {
        Amount::read(text).map(|amount| amount.0)
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, expected) in [
            ("1,200", Some("1200")),
            ("1.5m", Some("1500000")),
            ("1.5M", Some("1500000")),
            ("2bn", Some("2000000000")),
            ("0.25k", Some("250")),
            ("1.2345k", Some("1234.5")),
            ("0m", Some("0")),
            ("k", None),
            ("many", None),
            ("-5", None),
        ] {
            assert_eq!(plain(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_what_is_between_their_ends() {
        let has = |range: &str, number: &str| Amounts::read(range).unwrap().has(number);
        assert!(has("100..200", "100") && has("100..200", "200") && has("100..200", "150.5"));
        assert!(!has("100..200", "99.9") && !has("100..200", "1000") && !has("100..200", "200.1"));
        assert!(has(">1,000", "1000.01") && !has(">1,000", "1000") && has(">=1000", "1000"));
        assert!(has("<2", "1.99") && !has("<2", "2") && has("..2", "0"));
        assert!(has(">=1.5m", "1500000") && !has(">=1.5m", "1.5"));
        for text in ["..", "1200", "a..b", ">", "1..x"] {
            assert_eq!(Amounts::read(text), None, "{text}");
        }
        assert!(Amounts::read("200..100").unwrap().is_empty());
        assert!(
            ["", ">", ">=", "1.", "1,2", "100..", "100..2", ".."]
                .map(is_started)
                .iter()
                .all(|s| *s)
        );
        assert!(!["x", "12x", ">x", "1..y"].map(is_started).iter().any(|s| *s));
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_numbers(a in 0u64..1_000_000, b in 0u64..1_000_000, c in 0u32..4) {
            let shift = 10u64.pow(c);
            let written = |n: u64| {
                let (whole, fraction) = (n / shift, format!("{:0>1$}", n % shift, c as usize));
                let fraction = fraction.trim_end_matches('0');
                if c == 0 || fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
            };
            prop_assert_eq!(compared(&written(a), &written(b)), a.cmp(&b));
        }
    }
}
