//! What the user has set: `assets/config.toml` holds the defaults, the user's file lies over them.

use super::Paths;
use super::document::{self, Document};
use super::value::Value;
use super::verdicts;
use crate::diff::Granularity;
use crate::index::Order;
use crate::neardup::Thresholds;
use anyhow::{Context, Result};

const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The file in the configuration directory.
pub const FILE: &str = "config.toml";

/// What the user can set.
#[derive(Clone, Debug, PartialEq)]
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
    /// Whether an article counts as read once it was open for a while.
    pub mark_read: bool,
    /// That while, in seconds.
    pub read_after: u16,
    /// How finely a comparison tells changes apart.
    pub granularity: Granularity,
    /// Megabytes that comparing all articles of a corpus may take.
    pub memory: u64,
    /// What verdicts on pairs of articles go by.
    pub verdicts: Thresholds,
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
    ("snippet", |s, v| v.number(20..=2000).map(|n| s.snippet = n)),
    ("mark_read", |s, v| v.switch().map(|on| s.mark_read = on)),
    ("read_after", |s, v| v.number(0..=600).map(|seconds| s.read_after = seconds)),
    ("granularity", |s, v| v.choice(GRANULARITIES).map(|by| s.granularity = by)),
    ("memory", |s, v| v.number(64..=65_535).map(|megabytes| s.memory = megabytes)),
    (verdicts::GROUP, |s, v| verdicts::overlay(&mut s.verdicts, v)),
];

const ORDERS: &[(&str, Order)] = &[
    ("relevance", Order::Relevance),
    ("recency", Order::Recency),
    ("newest", Order::Newest),
    ("oldest", Order::Oldest),
    ("longest", Order::Longest),
    ("shortest", Order::Shortest),
    ("copies", Order::Copies),
    ("spread", Order::Spread),
];

const GRANULARITIES: &[(&str, Granularity)] = &[
    ("word", Granularity::Word),
    ("phrase", Granularity::Phrase),
    ("sentence", Granularity::Sentence),
];

/// The names of all settings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|(name, _)| *name)
}

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
            mark_read: false,
            read_after: 0,
            granularity: Granularity::Phrase,
            memory: 0,
            verdicts: Thresholds::default(),
        };
        settings.overlay("the default settings", DEFAULTS).context("a setting has no default")?;
        settings.overlay(name, text)?;
        Ok(settings)
    }

    fn overlay(&mut self, name: &str, text: &str) -> Result<()> {
        let document = Document::parse(name, text)?;
        for (name, at, value) in document.entries() {
            let Some((name, set)) = SETTINGS.iter().find(|(known, _)| *known == name) else {
                if verdicts::knows(name) {
                    let group = verdicts::GROUP;
                    return Err(document.error(at, format!("`{name}` belongs under [{group}]")));
                }
                return Err(document.unknown(at, "setting", name, names()));
            };
            set(self, &Value { document: &document, name, value })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_set_everything() {
        for name in names().filter(|name| *name != verdicts::GROUP) {
            let line = |line: &str| line.starts_with(&format!("{name} = "));
            assert!(DEFAULTS.lines().any(line), "{name} has no default");
        }
        let settings = Settings::defaults().unwrap();
        assert_eq!((settings.theme.as_str(), settings.mouse), ("auto", false));
        assert_eq!((settings.measure, settings.order), (80, Order::Relevance));
        assert_eq!(settings.memory, crate::library::MEMORY);
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
            ("order = \"best\"", &["\"relevance\"", "\"spread\""]),
            ("theme = 1", &["text in quotes"]),
            ("memory = 32", &["line 1", "from 64 to 65535"]),
            ("memory = 1.5", &["line 1", "a whole number from 64 to 65535"]),
            ("verdicts = 1", &["line 1", "[verdicts]"]),
            ("[verdicts]\ncopi = 0.8", &["line 2", "threshold", "`copi`", "`copy`?"]),
            ("[verdicts]\ncopy = 80", &["line 2", "`copy`", "from 0 to 1"]),
            ("[verdicts]\ncopy = nan", &["line 2", "`copy`", "from 0 to 1"]),
            ("[verdicts]\ncopy = \"much\"", &["line 2", "`copy`", "from 0 to 1"]),
            ("[verdicts]\nphrase = 0", &["line 2", "`phrase`", "a whole number from 1"]),
            ("[verdicts]\nphrase = 12.5", &["line 2", "a whole number from 1"]),
            // What stands at the wrong level is told where it belongs.
            ("copy = 0.8", &["line 1", "`copy` belongs under [verdicts]"]),
            ("[verdicts]\nmeasure = 72", &["line 2", "`measure` belongs above [verdicts]"]),
        ] {
            let error = Settings::parse("config.toml", text).unwrap_err().to_string();
            for part in parts {
                assert!(error.contains(part), "{text:?}: {error:?} lacks {part:?}");
            }
        }
    }
}
