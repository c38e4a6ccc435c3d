//! What the user has set: `assets/config.toml` holds the defaults, the user's file lies over them.

use super::Paths;
use super::document::{self, Document};
use crate::index::Order;
use anyhow::{Context, Result};
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::DeValue;

const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The file in the configuration directory.
pub const FILE: &str = "config.toml";

/// What the user can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The theme's name, or `auto`.
    pub theme: String,
    /// Whether to take the mouse from the start.
    pub mouse: bool,
    /// Rows one turn of the wheel scrolls.
    pub wheel: u16,
    /// Columns of a line in the reader.
    pub measure: u16,
    /// Whether the preview is shown from the start.
    pub preview: bool,
    /// Order of the results at the start.
    pub order: Order,
    /// Whether copies are folded under their best hit.
    pub fold: bool,
    /// Characters a snippet may have.
    pub snippet: usize,
}

/// One setting: its name, and what takes its value over.
type Setter = fn(&mut Settings, &Value<'_>) -> Result<()>;

const SETTINGS: &[(&str, Setter)] = &[
    ("theme", |s, v| v.text().map(|theme| s.theme = theme.to_string())),
    ("mouse", |s, v| v.switch().map(|on| s.mouse = on)),
    ("wheel", |s, v| v.number(1..=50).map(|rows| s.wheel = rows)),
    ("measure", |s, v| v.number(20..=1000).map(|columns| s.measure = columns)),
    ("preview", |s, v| v.switch().map(|on| s.preview = on)),
    ("order", |s, v| v.choice(ORDERS).map(|order| s.order = order)),
    ("fold", |s, v| v.switch().map(|on| s.fold = on)),
    ("snippet", |s, v| v.number(20..=2000).map(|n| s.snippet = usize::from(n))),
];

const ORDERS: &[(&str, Order)] = &[("relevance", Order::Relevance), ("newest", Order::Newest)];

impl Settings {
    /// The defaults with the user's file, where there is one, over them.
    pub fn load(paths: &Paths) -> Result<Self> {
        let path = paths.config_dir().join(FILE);
        let text = document::read_optional(&path)?;
        Self::parse(&path.display().to_string(), text.as_deref().unwrap_or_default())
    }

    /// The defaults alone.
    pub fn defaults() -> Result<Self> {
        Self::parse(FILE, "")
    }

    /// The defaults with the file `text` over them; `name` is what messages call it.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        // Every one of these is replaced: the asset names each setting.
        let mut settings = Self {
            theme: String::new(),
            mouse: false,
            wheel: 0,
            measure: 0,
            preview: false,
            order: Order::Relevance,
            fold: false,
            snippet: 0,
        };
        settings.overlay("the default settings", DEFAULTS).context("a setting has no default")?;
        settings.overlay(name, text)?;
        Ok(settings)
    }

    fn overlay(&mut self, name: &str, text: &str) -> Result<()> {
        let document = Document::parse(name, text)?;
        for (name, at, value) in document.entries() {
            let Some((name, set)) = SETTINGS.iter().find(|(known, _)| *known == name) else {
                let known = SETTINGS.iter().map(|(name, _)| *name);
                return Err(document.unknown(at, "setting", name, known));
            };
            set(self, &Value { document: &document, name, value })?;
        }
        Ok(())
    }
}

/// The value of a setting, with its place for messages.
struct Value<'v> {
    document: &'v Document<'v>,
    name: &'v str,
    value: &'v Spanned<DeValue<'v>>,
}

impl Value<'_> {
    fn text(&self) -> Result<&str> {
        self.document.string(self.name, self.value)
    }

    fn switch(&self) -> Result<bool> {
        self.value.get_ref().as_bool().ok_or_else(|| self.error("must be true or false"))
    }

    fn number(&self, range: RangeInclusive<u16>) -> Result<u16> {
        let number = self
            .value
            .get_ref()
            .as_integer()
            .and_then(|integer| u16::from_str_radix(integer.as_str(), integer.radix()).ok());
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            self.error(&format!("must be a number from {} to {}", range.start(), range.end()))
        })
    }

    fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T> {
        let text = self.text()?;
        let found = choices.iter().find(|(name, _)| *name == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.error(&format!("must be {}", names.join(" or ")))
        })
    }

    fn error(&self, message: &str) -> anyhow::Error {
        let at: Range<usize> = self.value.span();
        self.document.error(at, format!("`{}` {message}", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_set_everything() {
        for (name, _) in SETTINGS {
            let line = |line: &str| line.starts_with(&format!("{name} = "));
            assert!(DEFAULTS.lines().any(line), "{name} has no default");
        }
        let settings = Settings::defaults().unwrap();
        assert_eq!((settings.theme.as_str(), settings.mouse), ("auto", false));
        assert_eq!((settings.measure, settings.order), (80, Order::Relevance));
    }

    #[test]
    fn the_users_file_changes_what_it_names() {
        let text = "measure = 72\norder = \"newest\"\ntheme = \"mine\"\nmouse = true\n";
        let settings = Settings::parse("config.toml", text).unwrap();
        let expected = Settings {
            measure: 72,
            order: Order::Newest,
            theme: "mine".into(),
            mouse: true,
            ..Settings::defaults().unwrap()
        };
        assert_eq!(settings, expected);
    }

    #[test]
    fn mistakes_name_line_and_remedy() {
        for (text, parts) in [
            ("mouse = true\nmesure = 3", &["line 2", "`mesure`", "`measure`"][..]),
            ("measure = 3", &["line 1", "from 20 to 1000"]),
            ("measure = -80", &["line 1", "from 20 to 1000"]),
            ("measure = \"wide\"", &["line 1", "from 20 to 1000"]),
            ("mouse = 1", &["line 1", "true or false"]),
            ("order = \"oldest\"", &["\"relevance\" or \"newest\""]),
            ("theme = 1", &["text in quotes"]),
        ] {
            let error = Settings::parse("config.toml", text).unwrap_err().to_string();
            for part in parts {
                assert!(error.contains(part), "{text:?}: {error:?} lacks {part:?}");
            }
        }
    }
}
