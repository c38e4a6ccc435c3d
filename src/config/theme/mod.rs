//! How each kind of text looks: a style by role, from a TOML file.
//! Where a terminal shows fewer colours, the nearest of those it has are taken.

mod colour;
mod style;

pub use colour::Depth;

use super::Paths;
use super::document::{self, Document};
use anyhow::{Context, Result, bail};
use ratatui::style::Style;
use std::collections::HashMap;

/// What a stretch of the screen is, for its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below says what each is for")]
pub enum Role {
    Text,
    Dim,
    Accent,
    Title,
    Selection,
    Mark,
    Match,
    CurrentMatch,
    Invisible,
    Boilerplate,
    FigureChanged,
    DateChanged,
    NameChanged,
    QuoteChanged,
    WordLeft,
    WordRight,
    Punctuation,
    OnlyLeft,
    OnlyRight,
    Rewritten,
    Moved,
    Repeat,
    Same,
    Agrees,
    Current,
    Input,
    Key,
    Status,
    Border,
    Scrollbar,
    Error,
    Warning,
    Success,
}

/// The roles, and what a theme file calls them:
/// running text; metadata; the one accent colour; headlines; the selected row; marked for comparing;
/// what a query matched, and the match one is at; signs for invisible characters; what an outlet
/// prints under everything; changes by class; words changed on the left and on the right; quiet
/// changes of punctuation; sentences only on one side; said in other words; moved; said again; the
/// same on both sides; figures that agree; the change one is at; the query line; keys in hints;
/// the bottom line; lines between things; the miniature of a text and the scroll bar; messages.
pub const ROLES: &[(Role, &str)] = &[
    (Role::Text, "text"),
    (Role::Dim, "dim"),
    (Role::Accent, "accent"),
    (Role::Title, "title"),
    (Role::Selection, "selection"),
    (Role::Mark, "mark"),
    (Role::Match, "match"),
    (Role::CurrentMatch, "current_match"),
    (Role::Invisible, "invisible"),
    (Role::Boilerplate, "boilerplate"),
    (Role::FigureChanged, "figure_changed"),
    (Role::DateChanged, "date_changed"),
    (Role::NameChanged, "name_changed"),
    (Role::QuoteChanged, "quote_changed"),
    (Role::WordLeft, "word_left"),
    (Role::WordRight, "word_right"),
    (Role::Punctuation, "punctuation"),
    (Role::OnlyLeft, "only_left"),
    (Role::OnlyRight, "only_right"),
    (Role::Rewritten, "rewritten"),
    (Role::Moved, "moved"),
    (Role::Repeat, "repeat"),
    (Role::Same, "same"),
    (Role::Agrees, "agrees"),
    (Role::Current, "current"),
    (Role::Input, "input"),
    (Role::Key, "key"),
    (Role::Status, "status"),
    (Role::Border, "border"),
    (Role::Scrollbar, "scrollbar"),
    (Role::Error, "error"),
    (Role::Warning, "warning"),
    (Role::Success, "success"),
];

const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("colorblind", include_str!("../../../assets/themes/colorblind.toml")),
    ("mono", include_str!("../../../assets/themes/mono.toml")),
];

/// A style for every role, in colours this terminal has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    depth: Depth,
    /// By role, in the order of the enum.
    styles: [Option<Style>; ROLES.len()],
}

impl Theme {
    /// The theme that `name` asks for: one of ours, or `themes/NAME.toml` in the configuration
    /// directory. `auto` is light or dark as the terminal is; without colours it is always mono.
    pub fn load(name: &str, paths: &Paths, depth: Depth, light: bool) -> Result<Self> {
        if depth == Depth::Mono {
            return Self::built_in("mono", depth);
        }
        match name {
            "auto" => Self::built_in(if light { "light" } else { "dark" }, depth),
            name if BUILT_IN.iter().any(|(known, _)| *known == name) => Self::built_in(name, depth),
            name => Self::of_user(name, paths, depth),
        }
    }

    /// One of the themes that come with the program: dark, light, colorblind, mono.
    pub fn built_in(name: &str, depth: Depth) -> Result<Self> {
        let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) else {
            bail!("no theme is called `{name}`; there are {}", names());
        };
        let mut theme = Self { name: name.to_string(), depth, styles: [None; ROLES.len()] };
        theme.overlay(&Document::parse(name, text)?)?;
        match ROLES.iter().find(|(role, _)| theme.get(*role).is_none()) {
            Some((_, role)) => bail!("the theme `{name}` has no style for `{role}`"),
            None => Ok(theme),
        }
    }

    /// The next of the themes that come with the program, in the same depth of colour; the first
    /// after one of the user's own. Without colours there is only the one.
    pub fn next(&self) -> Self {
        if self.depth == Depth::Mono {
            return self.clone();
        }
        let at = BUILT_IN.iter().position(|(name, _)| *name == self.name);
        let next = BUILT_IN.get(at.map_or(0, |at| at + 1)).or(BUILT_IN.first());
        next.and_then(|(name, _)| Self::built_in(name, self.depth).ok())
            .unwrap_or_else(|| self.clone())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many colours it was made for.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// How text of this role looks.
    pub fn style(&self, role: Role) -> Style {
        self.get(role).unwrap_or_default()
    }

    fn get(&self, role: Role) -> Option<Style> {
        self.styles.get(role as usize).copied().flatten()
    }

    /// A theme of the user's: the roles it names, over the theme it inherits from (`dark` unless it
    /// says otherwise).
    fn of_user(name: &str, paths: &Paths, depth: Depth) -> Result<Self> {
        let path = paths.config_dir().join("themes").join(format!("{name}.toml"));
        let shown = path.display().to_string();
        let is_file_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.contains("..");
        let text = if is_file_name { document::read_optional(&path)? } else { None };
        let Some(text) = text else {
            bail!(
                "no theme is called `{name}`: there are {}, or your own in {}",
                names(),
                paths.config_dir().join("themes").display()
            );
        };
        let document = Document::parse(&shown, &text)?;
        let mut base = "dark";
        for (key, _, value) in document.entries() {
            if key == "inherits" {
                base = document.string(key, value)?;
            }
        }
        let mut theme = Self::built_in(base, depth).with_context(|| shown.clone())?;
        theme.name = name.to_string();
        theme.overlay(&document)?;
        Ok(theme)
    }

    fn overlay(&mut self, document: &Document<'_>) -> Result<()> {
        let mut palette = HashMap::new();
        let mut styles = None;
        for (name, at, value) in document.entries() {
            match name {
                "inherits" => {}
                "colors" => {
                    for (name, _, value) in document::entries(document.table(name, value)?) {
                        let text = document.string(name, value)?;
                        let colour = style::colour(text, &HashMap::new())
                            .map_err(|message| document.error(value.span(), message))?;
                        palette.insert(name.to_string(), colour);
                    }
                }
                "styles" => styles = Some(document.table(name, value)?),
                _ => {
                    let known = ["inherits", "colors", "styles"];
                    return Err(document.unknown(at, "part of a theme", name, known));
                }
            }
        }
        for (name, at, value) in styles.into_iter().flat_map(document::entries) {
            let Some((role, _)) = ROLES.iter().find(|(_, known)| *known == name) else {
                return Err(document.unknown(
                    at,
                    "role",
                    name,
                    ROLES.iter().map(|(_, name)| *name),
                ));
            };
            let text = document.string(name, value)?;
            let style = style::parse(text, &palette)
                .map_err(|message| document.error(value.span(), message))?;
            if let Some(slot) = self.styles.get_mut(*role as usize) {
                *slot = Some(self.depth.reduce(style));
            }
        }
        Ok(())
    }
}

fn names() -> String {
    let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
