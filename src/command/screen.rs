//! The screens on which keys mean something.

/// Where a key is pressed. The two focuses of the search screen count as screens of their own, and
/// so does the line the reader searches with, because keys mean different things there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// The search screen while the query is being typed.
    Query,
    /// The search screen while the list of results has the keys.
    List,
    /// An article.
    Reader,
    /// The line in which a search inside the article is typed.
    Find,
    /// Two articles side by side.
    Comparison,
    /// Three or more articles side by side.
    Beside,
    /// The reports of a story.
    Story,
    /// Why two articles got their verdict.
    Why,
    /// The list of facts of a comparison.
    Facts,
    /// Which quiet changes a comparison shows.
    Quiet,
    /// What the query finds, counted.
    Facets,
    /// The saved searches.
    Searches,
    /// Typing tags, a note, or a name.
    Line,
    /// The list of changes over a comparison.
    Changes,
    /// Typing the name of a file to export to.
    Export,
    /// The list of keys.
    Help,
    /// The list of files that could not be read.
    Problems,
}

impl Screen {
    /// All of them, in the order the help lists them.
    pub const ALL: [Self; 17] = [
        Self::Query,
        Self::List,
        Self::Reader,
        Self::Find,
        Self::Comparison,
        Self::Beside,
        Self::Story,
        Self::Why,
        Self::Facts,
        Self::Quiet,
        Self::Facets,
        Self::Searches,
        Self::Line,
        Self::Changes,
        Self::Export,
        Self::Help,
        Self::Problems,
    ];

    /// What its group in the keymap file is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::List => "list",
            Self::Reader => "reader",
            Self::Find => "find",
            Self::Comparison => "comparison",
            Self::Beside => "beside",
            Self::Story => "story",
            Self::Why => "why",
            Self::Facts => "facts",
            Self::Quiet => "quiet",
            Self::Facets => "facets",
            Self::Searches => "searches",
            Self::Line => "line",
            Self::Changes => "changes",
            Self::Export => "export",
            Self::Help => "help",
            Self::Problems => "problems",
        }
    }

    /// Its name in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Query => "Typing a query",
            Self::List => "Results",
            Self::Reader => "Reading",
            Self::Find => "Searching in the article",
            Self::Comparison => "Comparing",
            Self::Beside => "Several beside one another",
            Self::Story => "A story",
            Self::Why => "Why two articles got their verdict",
            Self::Facts => "Facts",
            Self::Quiet => "Quiet changes",
            Self::Facets => "Facets",
            Self::Searches => "Saved searches",
            Self::Line => "Typing tags, a note, a name",
            Self::Changes => "Changes",
            Self::Export => "Exporting",
            Self::Help => "Help",
            Self::Problems => "Problems",
        }
    }

    /// Whether plain characters are text here and so can never be commands.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Query | Self::Find | Self::Export | Self::Line)
    }
}
