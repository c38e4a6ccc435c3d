//! The page on the query language as lines of the help: the page that is printed and tested, read.

use super::help::Line;
use crate::index::QUERY_PAGE;
use crate::text::{width, wrap};

/// Columns of the examples, where there is room; a longer one has a row of its own.
const EXAMPLES: usize = 28;
/// Columns between an example and what it finds.
const GAP: usize = 2;
/// From here on the page is about itself.
const REST: &str = "## About this page";

/// The page in `columns` columns.
pub(super) fn lines(columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    for line in QUERY_PAGE.lines().take_while(|line| *line != REST).chain([""]) {
        let text = !line.is_empty() && !line.starts_with(['#', '|']);
        if text {
            paragraph.push_str(line);
            paragraph.push(' ');
            continue;
        }
        if !paragraph.is_empty() {
            let text = plain(paragraph.trim_end());
            lines.extend(wrapped(&text, columns).map(Line::Text));
            paragraph.clear();
        }
        if let Some(title) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            if lines.last() != Some(&Line::Gap) {
                lines.push(Line::Gap);
            }
            lines.push(Line::Title(title));
        } else if let Some((query, what)) = example(line) {
            lines.extend(rows(query, &what, columns));
        } else if line.is_empty() && !matches!(lines.last(), Some(Line::Gap | Line::Title(_))) {
            lines.push(Line::Gap);
        }
    }
    while lines.last() == Some(&Line::Gap) {
        lines.pop();
    }
    lines
}

/// The query of a row of the page, and what it finds.
fn example(row: &str) -> Option<(String, String)> {
    let (query, rest) = row.strip_prefix("| `")?.split_once("` | ")?;
    let (what, _) = rest.rsplit_once(" | ")?;
    Some((query.replace("\\|", "|"), plain(what)))
}

fn rows(query: String, what: &str, columns: usize) -> Vec<Line> {
    let examples = EXAMPLES.min(columns / 2);
    let room = columns.saturating_sub(examples + GAP);
    let mut what = wrapped(what, room);
    let mut rows = match width::width(&query) > examples {
        true => vec![Line::Example(query, String::new())],
        false => vec![Line::Example(query, what.next().unwrap_or_default())],
    };
    rows.extend(what.map(|what| Line::Example(String::new(), what)));
    rows
}

fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = String> {
    let rows = wrap::wrap(text, columns.max(1)).into_iter();
    rows.map(move |row| row.of(text).trim_end().to_string())
}

/// Markdown without its signs; what stands between backticks stays as it is.
fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| if at % 2 == 1 { part.to_string() } else { part.replace('*', "") })
        .collect()
}

/// Columns of the examples in `columns` columns, the space after them among it.
pub fn examples(columns: u16) -> u16 {
    let examples = EXAMPLES.min(usize::from(columns) / 2) + GAP;
    u16::try_from(examples).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_and_every_heading_of_the_page_is_there_at_any_width() {
        let of_page = QUERY_PAGE.lines().filter(|line| line.starts_with("| `")).count();
        assert!(of_page > 50);
        let headings = QUERY_PAGE.lines().filter(|line| line.starts_with('#') && *line != REST);
        let headings: Vec<&str> =
            headings.map(|line| line.trim_start_matches(['#', ' '])).collect();
        for columns in [1, 10, 40, 72, 80, 200] {
            let lines = lines(columns);
            let asked = |line: &&Line| matches!(line, Line::Example(query, _) if !query.is_empty());
            assert_eq!(lines.iter().filter(asked).count(), of_page, "{columns}");
            let titles = lines.iter().filter_map(|line| match line {
                Line::Title(title) => Some(*title),
                _ => None,
            });
            assert_eq!(titles.collect::<Vec<_>>(), headings);
            for line in &lines {
                if let Line::Text(text) = line {
                    assert!(width::width(text) <= columns.max(2), "{text}");
                    assert!(!text.contains('`'));
                }
            }
        }
    }

    #[test]
    fn signs_of_markdown_are_left_out_and_those_of_queries_stay() {
        assert_eq!(plain("`Élan` finds *elan*, as does `el*`"), "Élan finds elan, as does el*");
        let row = "| `/(fir\\|blaz)es?/` | as *above* | 12 |";
        assert_eq!(example(row), Some(("/(fir|blaz)es?/".into(), "as above".into())));
        assert_eq!(example("| query | what it finds | sample |"), None);
    }
}
