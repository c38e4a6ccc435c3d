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
    let same = |token: &str| token.trim_start_matches('-') == filter;
    let is_there = tokens(query).find(|token| same(token)) == Some(&wanted);
    put(query, same, Some(wanted.as_str()).filter(|_| !is_there))
}

/// The query with `period` (a year, month or day) as its only one; where it was that already, with the
/// longer one around it.
pub(super) fn zoomed(query: &str, period: &str) -> String {
    let wanted = By::Date.filter(period);
    if tokens(query).any(|token| token == wanted) {
        return widened(query);
    }
    put(query, |token| period_of(token).is_some(), Some(&wanted))
}

/// The query with a month for a day, a year for a month, and no period for a year.
pub(super) fn widened(query: &str) -> String {
    let Some(period) = tokens(query).find_map(period_of) else { return query.to_string() };
    let longer = period.rsplit_once('-').map(|(longer, _)| By::Date.filter(longer));
    put(query, |token| period_of(token).is_some(), longer.as_deref())
}

/// Whether a period stands in the query that [`widened`] makes longer.
pub fn is_zoomed(query: &str) -> bool {
    tokens(query).any(|token| period_of(token).is_some())
}

/// The query with `new` for what is `old`. What had nothing to take the place of goes in front, behind
/// conditions that are there already: at the end it would belong to an `OR` that is being typed or stand
/// inside of an open quotation, and the word before it would no longer be the beginning of one.
fn put(query: &str, old: impl Fn(&str) -> bool, new: Option<&str>) -> String {
    let (mut parts, mut new) = (Vec::new(), new);
    for token in tokens(query) {
        match old(token) {
            true => parts.extend(new.take()),
            false => parts.push(token),
        }
    }
    if let Some(new) = new {
        let conditions = parts.iter().take_while(|part| condition(part).is_some()).count();
        parts.insert(conditions, new);
    }
    let mut query_then = parts.join(" ");
    // A word that was whole stays so, and what is typed next is a word of its own.
    let typed = tokens(query).last().filter(|_| !query.ends_with(char::is_whitespace));
    if !parts.is_empty() && typed != parts.last().copied() {
        query_then.push(' ');
    }
    query_then
}

/// The conditions of `query` that facets could have put there.
pub(super) fn written(query: &str) -> Vec<Written> {
    tokens(query).filter_map(condition).collect()
}

fn condition(token: &str) -> Option<Written> {
    let (excluded, plain) = match token.strip_prefix('-') {
        Some(plain) => (true, plain),
        None => (false, token),
    };
    let (name, value) = plain.split_once(':')?;
    let value = value.trim_matches('"').to_string();
    Some(Written { by: By::named(name)?, value, excluded })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Query;

    #[test]
    fn a_filter_is_put_in_turned_and_taken_out() {
        let source = By::Source.filter("Calder Post");
        assert_eq!(source, "source:\"Calder Post\"");
        let with = turned("harbour fire ", &source, false);
        assert_eq!(with, "source:\"Calder Post\" harbour fire ");
        assert_eq!(turned(&with, &source, false), "harbour fire ");
        let without = turned(&with, &source, true);
        assert_eq!(without, "-source:\"Calder Post\" harbour fire ");
        assert_eq!(turned(&without, &source, true), "harbour fire ");
        // The next one goes behind it, and what is typed after it is a word of its own.
        assert_eq!(turned("lang:en fire ", "place:Hesk", false), "lang:en place:Hesk fire ");
        assert_eq!(turned("", "lang:en", false), "lang:en ");
        assert_eq!(turned("lang:en ", "lang:en", false), "");
        // What stands at the end was whole, and is so without it.
        assert_eq!(turned("harbour fire lang:en", "lang:en", false), "harbour fire ");
        let strange = "a \"b  c\" -date:2031  source:x (d OR e)";
        assert_eq!(turned(&turned(strange, "lang:en", false), "lang:en", false), {
            "a \"b  c\" -date:2031 source:x (d OR e)"
        });
    }

    #[test]
    fn what_is_being_typed_stays_at_the_end() {
        for typed in
            ["ferr", "fire OR", "(fire OR blaze", "\"ferry comp", "a AND b OR c", "fire w/5"]
        {
            let with = turned(typed, "lang:en", true);
            assert_eq!(with, format!("-lang:en {typed}"));
            assert_eq!(turned(&with, "lang:en", true), typed);
        }
    }

    #[test]
    fn one_period_at_a_time() {
        let mut query = zoomed("fire date:>2030", "2031");
        assert_eq!(query, "date:2031 fire date:>2030");
        query = zoomed(&query, "2031-03");
        assert_eq!(query, "date:2031-03 fire date:>2030");
        query = zoomed(&query, "2031-03-22");
        assert_eq!(query, "date:2031-03-22 fire date:>2030");
        assert!(is_zoomed(&query));
        // Chosen once more, it leads back out.
        query = zoomed(&query, "2031-03-22");
        assert_eq!(query, "date:2031-03 fire date:>2030");
        assert_eq!(widened(&widened(&query)), "fire date:>2030");
        assert_eq!(widened("fire"), "fire");
        assert!(!is_zoomed("fire date:>2030"));
        // One that was typed stays where it is.
        assert_eq!(widened("fire date:2031-03 dam"), "fire date:2031 dam");
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
            (By::Source, "Cal\u{1b}[31mder"),
            (By::Lang, "en"),
            (By::Place, "Port Calder"),
            (By::Date, "2031-03-22"),
            (By::Tag, "fires"),
            (By::Related, "OR"),
            (By::Related, "Port Calder"),
        ] {
            let query = turned("ferry", &by.filter(value), true);
            assert_eq!(Query::parse(&query, false).complaints, [], "{query}");
            // What the line takes of it is what is looked for to take it out again.
            let line = crate::app::editor::Editor::new(&query);
            assert_eq!(turned(line.text(), &by.filter(value), true), "ferry");
        }
    }
}
