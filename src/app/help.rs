//! What the help says: the keys of the screen it was called from, and the signs used there.
//! All of it read from the table of commands and the keymap.

use super::flow::Class;
use super::state::State;
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
    /// Between groups.
    Gap,
}

/// The lines of the help for the screen under it.
pub fn lines(state: &State) -> Vec<Line> {
    let screens: &[Screen] = match state.station() {
        Screen::Query => &[Screen::Query, Screen::List],
        Screen::List => &[Screen::List, Screen::Query],
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
    lines
}
