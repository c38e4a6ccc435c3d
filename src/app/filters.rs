//! The conditions that facets put into the query: written as the query language has them, found again in
//! what is typed, turned into their opposite, and taken out.

use crate::library::By;

/// A condition that stands in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// What it goes by.
    pub by: By,
    /// The value, without quotation marks.
    pub value: String,
    /// Whether it keeps articles with the value out.
    pub excluded: bool,
}

/// The query with the filter in it, or kept out; without it where it was there just so.
pub(super) fn turned(query: &str, filter: &str, excluded: bool) -> String {
    let wanted = if excluded { format!("-{filter}") } else { filter.to_string() };
    let same = |token: &&str| token.trim_start_matches('-') == filter;
    let before = tokens(query).find(same);
    let rest = tokens(query).filter(|token| !same(token));
    match before == Some(&wanted) {
        true => joined(rest),
        false => joined(rest.chain([wanted.as_str()])),
    }
}

/// The query with `period` (a year, month or day) as its only one; where it was that already, with the
/// longer one around it.
pub(super) fn zoomed(query: &str, period: &str) -> String {
    let wanted = By::Date.filter(period);
    if tokens(query).any(|token| token == wanted) {
        return widened(query);
    }
    let rest = tokens(query).filter(|token| period_of(token).is_none());
    joined(rest.chain([wanted.as_str()]))
}

/// The query with a month for a day, a year for a month, and no period for a year.
pub(super) fn widened(query: &str) -> String {
    let Some(period) = tokens(query).find_map(period_of) else { return query.to_string() };
    let rest = tokens(query).filter(|token| period_of(token).is_none());
    match period.rsplit_once('-') {
        Some((longer, _)) => joined(rest.chain([By::Date.filter(longer).as_str()])),
        None => joined(rest),
    }
}

/// The conditions of `query` that facets could have put there.
pub(super) fn written(query: &str) -> Vec<Written> {
    let of = |token: &str| {
        let (excluded, plain) = match token.strip_prefix('-') {
            Some(plain) => (true, plain),
            None => (false, token),
        };
        let (name, value) = plain.split_once(':')?;
        let value = value.trim_matches('"').to_string();
        Some(Written { by: By::named(name)?, value, excluded })
    };
    tokens(query).filter_map(of).collect()
}

/// `2031-03` of `date:2031-03`; of a range or a comparison nothing.
fn period_of(token: &str) -> Option<&str> {
    let period = token.strip_prefix("date:")?;
    let shape: String = period.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ["0000", "0000-00", "0000-00-00"].contains(&shape.as_str()).then_some(period)
}

/// What stands between spaces, those inside of quotation marks left alone.
fn tokens(query: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = query.split(move |c: char| {
        quoted ^= c == '"';
        !quoted && c.is_whitespace()
    });
    parts.filter(|part| !part.is_empty())
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Query;

    #[test]
    fn a_filter_is_put_in_turned_and_taken_out() {
        let source = By::Source.filter("Calder Post");
        assert_eq!(source, "source:\"Calder Post\"");
        let with = turned("harbour fire", &source, false);
        assert_eq!(with, "harbour fire source:\"Calder Post\"");
        assert_eq!(turned(&with, &source, false), "harbour fire");
        let without = turned(&with, &source, true);
        assert_eq!(without, "harbour fire -source:\"Calder Post\"");
        assert_eq!(turned(&without, &source, true), "harbour fire");
        assert_eq!(turned("", &By::Date.filter("2031-03"), false), "date:2031-03");
        let strange = "a \"b  c\" -date:2031  source:x (d OR e)";
        assert_eq!(turned(&turned(strange, "lang:en", false), "lang:en", false), {
            "a \"b  c\" -date:2031 source:x (d OR e)"
        });
    }

    #[test]
    fn one_period_at_a_time() {
        let mut query = zoomed("fire date:>2030", "2031");
        assert_eq!(query, "fire date:>2030 date:2031");
        query = zoomed(&query, "2031-03");
        assert_eq!(query, "fire date:>2030 date:2031-03");
        query = zoomed(&query, "2031-03-22");
        assert_eq!(query, "fire date:>2030 date:2031-03-22");
        // Chosen once more, it leads back out.
        query = zoomed(&query, "2031-03-22");
        assert_eq!(query, "fire date:>2030 date:2031-03");
        assert_eq!(widened(&widened(&query)), "fire date:>2030");
        assert_eq!(widened("fire"), "fire");
    }

    #[test]
    fn conditions_are_found_again() {
        let query = turned("ferry colour:red", &By::Source.filter("Calder Post"), true);
        let found = Written { by: By::Source, value: "Calder Post".into(), excluded: true };
        assert_eq!(written(&query), [found]);
    }

    #[test]
    fn filters_are_read_as_they_are_meant() {
        for (by, value) in [
            (By::Source, "Calder \"Post\""),
            (By::Lang, "en"),
            (By::Place, "Port Calder"),
            (By::Date, "2031-03-22"),
            (By::Tag, "fires"),
            (By::Related, "OR"),
            (By::Related, "Port Calder"),
        ] {
            let query = turned("ferry", &by.filter(value), true);
            assert_eq!(Query::parse(&query, false).complaints, [], "{query}");
        }
    }
}
