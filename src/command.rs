//! The one table of commands: name, description, and the screens each applies to.
//! The keymap, the help and the hints at the foot of a screen are all read from it.

mod screen;

pub use screen::Screen;
use std::fmt;

/// Something a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the table below describes each of them")]
pub enum Command {
    Up,
    Down,
    HalfPageUp,
    HalfPageDown,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Percent,
    Open,
    Compare,
    Story,
    Mark,
    Expand,
    Collapse,
    Preview,
    Order,
    ClearQuery,
    Suggestion,
    OlderQuery,
    NewerQuery,
    FocusList,
    FocusQuery,
    NextHit,
    PreviousHit,
    Find,
    Confirm,
    NextArticle,
    PreviousArticle,
    Copies,
    NextChange,
    PreviousChange,
    NextCopy,
    PreviousCopy,
    Fold,
    Swap,
    FollowMove,
    Inline,
    AddColumn,
    RemoveColumn,
    NextColumn,
    PreviousColumn,
    Changes,
    Facets,
    Related,
    Snippets,
    Alike,
    AlikePassage,
    Include,
    Exclude,
    Facts,
    Differing,
    Quiet,
    Granularity,
    Toggle,
    ToggleAll,
    Turn,
    PreviousReport,
    NextReport,
    Tree,
    Parent,
    Explain,
    NextBlock,
    PreviousBlock,
    GoTo,
    Export,
    Save,
    Yank,
    Problems,
    Refresh,
    CancelRefresh,
    Theme,
    Mouse,
    Redraw,
    Suspend,
    Help,
    Back,
    Quit,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in the keymap file.
    pub name: &'static str,
    /// What it does, in a few words for the help.
    pub description: &'static str,
    /// One or two words for the hints at the foot of a screen.
    pub hint: &'static str,
    /// Where it can be used.
    pub screens: &'static [Screen],
}

use Screen::{
    Beside, Changes, Comparison, Export, Facets, Facts, Find, Help, List, Problems, Query, Quiet,
    Reader, Story, Why,
};

const ANYWHERE: &[Screen] = &Screen::ALL;
const MOVING: &[Screen] = &[
    Query, List, Reader, Comparison, Beside, Story, Why, Facts, Quiet, Facets, Changes, Help,
    Problems,
];
const PAGES: &[Screen] =
    &[List, Reader, Comparison, Beside, Story, Why, Facts, Facets, Changes, Help, Problems];
const SEARCH: &[Screen] = &[Query, List];
const LISTS: &[Screen] = &[Query, List, Story];
const TEXTS: &[Screen] = &[Reader, Comparison];
const COMPARED: &[Screen] = &[Comparison, Beside];
const STATIONS: &[Screen] = &[Query, List, Reader, Comparison, Beside, Story, Why];

const fn row(
    command: Command,
    name: &'static str,
    hint: &'static str,
    description: &'static str,
    screens: &'static [Screen],
) -> Entry {
    Entry { command, name, description, hint, screens }
}

/// Every command, in the order the help lists them.
pub const COMMANDS: &[Entry] = &[
    row(Command::Up, "up", "up", "one row up", MOVING),
    row(Command::Down, "down", "down", "one row down", MOVING),
    row(Command::HalfPageUp, "half_page_up", "up", "half a page up", PAGES),
    row(Command::HalfPageDown, "half_page_down", "down", "half a page down", PAGES),
    row(Command::PageUp, "page_up", "up", "a page up", MOVING),
    row(Command::PageDown, "page_down", "down", "a page down", MOVING),
    row(Command::Top, "top", "top", "to the first row", MOVING),
    row(Command::Bottom, "bottom", "bottom", "to the last row", MOVING),
    row(
        Command::Percent,
        "percent",
        "go to",
        "to the percentage typed before it: 50%",
        &[Reader, Comparison, Beside],
    ),
    row(
        Command::Open,
        "open",
        "read",
        "read the selected article, or the chosen near-duplicate",
        &[Query, List, Reader, Beside, Story],
    ),
    row(
        Command::Compare,
        "compare",
        "compare",
        "compare with the chosen or the closest copy, or the two marked articles with each other",
        &[Query, List, Reader, Beside, Story],
    ),
    row(Command::Story, "story", "story", "the story: every report that retells it", STATIONS),
    row(Command::Mark, "mark", "mark", "mark for comparing, or unmark", LISTS),
    row(Command::Expand, "expand", "copies", "show the copies folded under a result", &[List]),
    row(Command::Collapse, "collapse", "fold", "fold the copies again", &[List]),
    row(Command::Preview, "preview", "preview", "show or hide the preview", SEARCH),
    row(
        Command::Order,
        "order",
        "order",
        "another order: relevance, recency, date, length, copies, outlets",
        SEARCH,
    ),
    row(Command::ClearQuery, "clear_query", "clear", "clear the query", SEARCH),
    row(
        Command::Suggestion,
        "suggestion",
        "did you mean",
        "search for what was likely meant, where little is found",
        SEARCH,
    ),
    row(Command::OlderQuery, "older_query", "earlier", "the query asked before this one", SEARCH),
    row(Command::NewerQuery, "newer_query", "later", "the query asked after this one", SEARCH),
    row(Command::FocusList, "focus_list", "results", "go to the list of results", &[Query]),
    row(Command::FocusQuery, "focus_query", "query", "go to the query", &[List]),
    row(Command::NextHit, "next_hit", "next hit", "next match in the article", &[Reader]),
    row(
        Command::PreviousHit,
        "previous_hit",
        "previous",
        "previous match in the article",
        &[Reader],
    ),
    row(Command::Find, "find", "find", "search in the article", &[Reader]),
    row(Command::Confirm, "confirm", "search", "search for what was typed", &[Find]),
    row(
        Command::NextArticle,
        "next_article",
        "next",
        "read the next article of the results; compare with the next report of the story",
        TEXTS,
    ),
    row(
        Command::PreviousArticle,
        "previous_article",
        "previous",
        "read the previous article of the results; compare with the report before",
        TEXTS,
    ),
    row(Command::Copies, "copies", "copies", "list its near-duplicates", &[Reader]),
    row(Command::NextChange, "next_change", "next", "next change", COMPARED),
    row(Command::PreviousChange, "previous_change", "previous", "previous change", COMPARED),
    row(
        Command::NextCopy,
        "next_copy",
        "next copy",
        "compare with the next copy; in an article, choose the next near-duplicate",
        TEXTS,
    ),
    row(
        Command::PreviousCopy,
        "previous_copy",
        "previous copy",
        "compare with the previous copy; in an article, choose the previous near-duplicate",
        TEXTS,
    ),
    row(
        Command::Fold,
        "fold",
        "unfold",
        "fold or unfold what is the same: sentences, long passages, reports",
        &[Comparison, Beside, Why, Story],
    ),
    row(
        Command::AddColumn,
        "add_column",
        "a third",
        "put another report beside them: the next of the story, else the next copy",
        COMPARED,
    ),
    row(Command::RemoveColumn, "remove_column", "one less", "take the chosen one away", &[Beside]),
    row(Command::NextColumn, "next_column", "next", "choose the next column", &[Beside]),
    row(
        Command::PreviousColumn,
        "previous_column",
        "previous",
        "choose the previous column",
        &[Beside],
    ),
    row(
        Command::Facets,
        "facets",
        "facets",
        "what is found by outlet, date, place, language, tag, section, story: counts to narrow it by",
        SEARCH,
    ),
    row(
        Command::Related,
        "related",
        "related words",
        "words that stand out in what is found: to add to the query or keep out of it",
        SEARCH,
    ),
    row(Command::Snippets, "snippets", "passages", "one, two or three passages a result", SEARCH),
    row(
        Command::Alike,
        "alike",
        "more like this",
        "search for what is like this article",
        &[Query, List, Reader, Story],
    ),
    row(
        Command::AlikePassage,
        "alike_passage",
        "like this passage",
        "search for what is like the paragraph of the current match, or the first in sight",
        &[Reader],
    ),
    row(
        Command::Include,
        "include",
        "only these",
        "only what has this value, or no longer",
        &[Facets],
    ),
    row(Command::Exclude, "exclude", "without", "only what has not this value", &[Facets]),
    row(Command::Changes, "changes", "changes", "list the changes, a line each", &[Comparison]),
    row(
        Command::Facts,
        "facts",
        "facts",
        "figures, dates, names, quotations: which differ, which agree, which only one gives",
        &[Comparison, Story],
    ),
    row(
        Command::Differing,
        "differing",
        "only what differs",
        "list only what differs, or all",
        &[Facts, Story],
    ),
    row(
        Command::Quiet,
        "quiet",
        "punctuation",
        "choose whether changes of only punctuation, case, quotation marks or white space are shown",
        COMPARED,
    ),
    row(
        Command::Granularity,
        "granularity",
        "finer",
        "tell changes apart by word, by sentence, or by phrase",
        &[Comparison],
    ),
    row(
        Command::Toggle,
        "toggle",
        "show or hide",
        "show or leave out changes of this class",
        &[Quiet],
    ),
    row(Command::ToggleAll, "toggle_all", "all", "show all of them, or none", &[Quiet]),
    row(Command::Swap, "swap", "swap", "swap the two sides", COMPARED),
    row(
        Command::FollowMove,
        "follow_move",
        "follow",
        "go to where a moved passage stands on the other side",
        &[Comparison],
    ),
    row(
        Command::Inline,
        "inline",
        "inline",
        "both texts in one column, or side by side",
        &[Comparison],
    ),
    row(
        Command::Turn,
        "turn",
        "next view",
        "to the next view: the facts, the reports, who took from whom",
        &[Story],
    ),
    row(Command::PreviousReport, "previous_report", "report", "the report before", &[Story]),
    row(Command::NextReport, "next_report", "report", "the next report", &[Story]),
    row(Command::Tree, "tree", "tree", "to the tree of who took from whom, and back", &[Story]),
    row(Command::Parent, "parent", "source", "to the report it was likely taken from", &[Story]),
    row(
        Command::Explain,
        "why",
        "why",
        "why the two are what they are to one another: the rules, and the text in common",
        &[Query, List, Reader, Comparison, Beside, Story],
    ),
    row(Command::NextBlock, "next_block", "next", "next passage in common", &[Why]),
    row(Command::PreviousBlock, "previous_block", "previous", "previous passage in common", &[Why]),
    row(
        Command::GoTo,
        "go_to",
        "go there",
        "to where the passage, the fact or the change stands in the comparison",
        &[Why, Facts, Changes],
    ),
    row(
        Command::Export,
        "export",
        "export",
        "write the comparison to a file: HTML, Markdown, JSON, a unified diff, plain text",
        &[Comparison],
    ),
    row(Command::Save, "save", "write it", "write the file of this name", &[Export]),
    row(
        Command::Yank,
        "yank",
        "copy",
        "copy the title, or the change or passage one is at, to the clipboard",
        STATIONS,
    ),
    row(
        Command::Problems,
        "problems",
        "problems",
        "list the files that could not be read",
        STATIONS,
    ),
    row(Command::Refresh, "refresh", "refresh", "look for new and changed articles", STATIONS),
    row(Command::CancelRefresh, "cancel_refresh", "stop", "stop the refresh", STATIONS),
    row(Command::Theme, "theme", "theme", "next colour theme", ANYWHERE),
    row(
        Command::Mouse,
        "mouse",
        "mouse",
        "take the mouse, or leave it to the terminal for selecting text",
        ANYWHERE,
    ),
    row(Command::Redraw, "redraw", "redraw", "draw the screen anew", ANYWHERE),
    row(Command::Suspend, "suspend", "suspend", "back to the shell for a while", ANYWHERE),
    row(
        Command::Help,
        "help",
        "keys",
        "list the keys",
        &[Query, List, Reader, Comparison, Beside, Story, Why, Problems],
    ),
    row(
        Command::Back,
        "back",
        "back",
        "back to where you came from",
        &[
            Reader, Find, Comparison, Beside, Story, Why, Facts, Quiet, Facets, Changes, Export,
            Help, Problems,
        ],
    ),
    row(Command::Quit, "quit", "quit", "leave", ANYWHERE),
];

impl Command {
    /// The command the keymap file calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }

    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        // Each command has its row (a test sees to it); the first stands in for none.
        COMMANDS.iter().find(|entry| entry.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Whether it can be used on this screen.
    pub fn applies_to(self, screen: Screen) -> bool {
        self.entry().screens.contains(&screen)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.entry().name)
    }
}

#[cfg(test)]
mod tests;
