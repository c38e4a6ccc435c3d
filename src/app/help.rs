//! What the help says: the keys of the screen it was called from, and the signs used there.
//! All of it read from the table of commands, the keymap and the page on the query language.

use super::flow::Class;
use super::state::State;
use super::{areas, syntax};
use crate::command::{COMMANDS, Screen};

/// What stands beside the reports of a story.
const STORY_SIGNS: [(&str, &str); 10] = [
    ("→60", "a value that no report before had; where it is said again it is dim"),
    ("{60}", "most reports say something else (with colours: in the colour of a change)"),
    ("≈", "reports the same event in other words"),
    ("+3", "so many more reports state exactly the same; z gives them columns of their own"),
    ("● ○ ◉", "a report on the chart, one in other words, the selected one"),
    (".40 / .38", "share of the selected report found in this one / of this one in the selected"),
    ("·", "not compared with the selected one, or nothing in common"),
    ("◆", "marked for comparing"),
    ("├─ └─", "likely taken from the report above it; the shares are those of the two"),
    ("? 62%", "not sure whom it was taken from, and how likely this is"),
];
const BOILERPLATE: &str = "what the outlet prints under everything: it counts for nothing";

/// One line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Over a group.
    Title(&'static str),
    /// Keys, or a sign, and what they do or mean.
    Entry(String, &'static str),
    /// An example of the query language and what it finds; a further row of that has no example.
    Example(String, String),
    /// Running text.
    Text(String),
    /// Between groups.
    Gap,
}

/// Whether what a query may say is among it.
pub fn has_syntax(lines: &[Line]) -> bool {
    lines.iter().any(|line| matches!(line, Line::Example(..)))
}

/// The row of the next part of the help below `top`, or of the one above it.
pub(super) fn part(lines: &[Line], top: usize, forward: bool) -> Option<usize> {
    let is_title = |(at, line): (usize, &Line)| matches!(line, Line::Title(_)).then_some(at);
    let mut titles = lines.iter().enumerate().filter_map(is_title);
    match forward {
        true => titles.find(|at| *at > top),
        false => titles.take_while(|at| *at < top).last(),
    }
}

/// The lines of the help for the screen under it.
pub fn lines(state: &State) -> Vec<Line> {
    let screens: &[Screen] = match state.station() {
        Screen::Query => &[Screen::Query, Screen::List],
        Screen::List => &[Screen::List, Screen::Query],
        Screen::Facets => &[Screen::Facets, Screen::List, Screen::Query],
        Screen::Comparison => &[Screen::Comparison],
        Screen::Beside => &[Screen::Beside],
        Screen::Story => &[Screen::Story],
        Screen::Why => &[Screen::Why],
        _ => &[Screen::Reader, Screen::Find],
    };
    let mut lines = Vec::new();
    for &screen in screens {
        if !lines.is_empty() {
            lines.push(Line::Gap);
        }
        lines.push(Line::Title(screen.title()));
        for entry in COMMANDS.iter().filter(|entry| entry.command.applies_to(screen)) {
            let keys = state.keymap.keys_for(entry.command, screen);
            if !keys.is_empty() {
                lines.push(Line::Entry(keys, entry.description));
            }
        }
    }
    if screens.contains(&Screen::Comparison) || screens.contains(&Screen::Beside) {
        lines.extend([Line::Gap, Line::Title("Signs")]);
        let classes = Class::ALL.into_iter().filter(|class| *class != Class::Same);
        lines.extend(classes.map(|class| Line::Entry(class.sign().into(), class.meaning())));
        lines.push(Line::Entry("{ }".into(), "a figure that differs"));
        lines.push(Line::Entry("[ ]".into(), "words that differ"));
        lines.push(Line::Entry("‹ ›".into(), "words that stand elsewhere in the other sentence"));
        lines.push(Line::Entry("┊".into(), BOILERPLATE));
    }
    if screens.contains(&Screen::Facets) {
        lines.extend([Line::Gap, Line::Title("Signs")]);
        lines.push(Line::Entry("+".into(), "only what has this value is searched for"));
        lines.push(Line::Entry("−".into(), "what has this value is left out"));
    }
    if screens.contains(&Screen::Reader) {
        lines.extend([Line::Gap, Line::Title("Signs")]);
        lines.push(Line::Entry("┊".into(), BOILERPLATE));
    }
    if screens.contains(&Screen::Why) {
        lines.extend([Line::Gap, Line::Title("Signs")]);
        lines.push(Line::Entry("✓ ✗".into(), "a rule that was met, or not; the last one decided"));
        lines.push(Line::Entry("”".into(), "in quotation marks: both may have heard it said"));
        lines.push(Line::Entry("┊".into(), BOILERPLATE));
    }
    if screens.contains(&Screen::Story) {
        lines.extend([Line::Gap, Line::Title("Signs")]);
        lines.extend(STORY_SIGNS.map(|(sign, meaning)| Line::Entry(sign.into(), meaning)));
    }
    if screens.contains(&Screen::Query) {
        let columns = areas::overlay(state.size).1.width;
        lines.extend(syntax::lines(usize::from(columns)));
    }
    lines
}
