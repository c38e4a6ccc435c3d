//! What words count as one label beside a number: the table in `assets/labels.toml`, and a user's own
//! laid over it. What cannot be read is left out, and told with its place.

use crate::text::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const BUILT_IN: &str = include_str!("../../assets/labels.toml");

/// A label of a table, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label(u16);

/// What a word stands for beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// What became of people and the like, wherever it stands beside the number.
    Counted(Label),
    /// A noun behind the number.
    Noun(Label),
    /// People, without what became of them.
    People,
}

/// The words that count as one label.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    names: Vec<String>,
    words: FxHashMap<String, Meaning>,
}

static BUILT: LazyLock<Labels> = LazyLock::new(|| {
    let mut labels = Labels::default();
    labels.label("%");
    labels.label("aged");
    labels.add("labels.toml", BUILT_IN);
    labels
});

/// The groups of a table.
const GROUPS: [&str; 3] = ["counted", "nouns", "people"];

impl Labels {
    /// A share in a hundred.
    pub(super) const PERCENT: Label = Label(0);
    /// How old somebody is.
    pub(super) const AGED: Label = Label(1);

    /// The table that comes with the program; made once.
    pub fn built_in() -> &'static Self {
        &BUILT
    }

    /// Lays the table `text` over this one; `name` is what messages call it. What it says wrongly is left
    /// out, and everything else counts: each complaint says where and what is expected there.
    pub fn add(&mut self, name: &str, text: &str) -> Vec<String> {
        let mut reading = Reading { labels: self, name, text, complaints: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            reading.complain(error.span().map_or(0, |at| at.start), error.message());
        }
        reading.groups(table.get_ref());
        reading.complaints
    }

    /// The label of a folded word that tells what became of those who are counted.
    pub(super) fn counted(&self, word: &str) -> Option<Label> {
        match self.words.get(word) {
            Some(Meaning::Counted(label)) => Some(*label),
            _ => None,
        }
    }

    /// The label of a folded noun that has another name.
    pub(super) fn noun(&self, word: &str) -> Option<Label> {
        match self.words.get(word) {
            Some(Meaning::Noun(label)) => Some(*label),
            _ => None,
        }
    }

    /// Whether a folded noun names people without saying what became of them.
    pub(super) fn is_people(&self, word: &str) -> bool {
        self.words.get(word) == Some(&Meaning::People)
    }

    /// What a label is called.
    pub(super) fn name(&self, label: Label) -> &str {
        self.names.get(usize::from(label.0)).map_or("", String::as_str)
    }

    /// The label of this name, made where there is none; none where there are too many.
    fn label(&mut self, name: &str) -> Option<Label> {
        let known = self.names.iter().position(|known| known == name);
        let at = u16::try_from(known.unwrap_or(self.names.len())).ok()?;
        if known.is_none() {
            self.names.push(name.to_string());
        }
        Some(Label(at))
    }
}

impl Default for &Labels {
    fn default() -> Self {
        Labels::built_in()
    }
}

/// A table being read.
struct Reading<'r> {
    labels: &'r mut Labels,
    name: &'r str,
    text: &'r str,
    complaints: Vec<String>,
}

type Value<'v> = Spanned<DeValue<'v>>;

impl Reading<'_> {
    fn complain(&mut self, at: usize, what: &str) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.complaints.push(format!("{}, line {line}: {what}", self.name));
    }

    fn groups(&mut self, table: &DeTable<'_>) {
        for (group, value) in table {
            let (at, name) = (group.span().start, group.get_ref().as_ref());
            let Some(entries) = value.get_ref().as_table() else {
                self.complain(at, &format!("`{name}` must be a group, such as [counted.{name}]"));
                continue;
            };
            match name {
                "people" => self.words(entries, Meaning::People),
                "counted" | "nouns" => {
                    for (label, value) in entries {
                        self.entry(name, label.get_ref(), label.span().start, value);
                    }
                }
                _ => {
                    let known = GROUPS.join("], [");
                    self.complain(at, &format!("there is no group [{name}], but [{known}]"));
                }
            }
        }
    }

    fn entry(&mut self, group: &str, label: &str, at: usize, value: &Value<'_>) {
        let Some(words) = value.get_ref().as_table() else {
            let told = format!("[{group}.{label}] must have its words by language: en = [\"…\"]");
            return self.complain(at, &told);
        };
        let shown = label.trim();
        if shown.is_empty() || shown.chars().any(char::is_control) {
            return self.complain(at, "a label needs a name that can be shown");
        }
        let Some(label) = self.labels.label(shown) else {
            return self.complain(at, "there are too many labels");
        };
        let meaning = match group {
            "nouns" => Meaning::Noun(label),
            _ => Meaning::Counted(label),
        };
        self.words(words, meaning);
    }

    /// The words of each language.
    fn words(&mut self, languages: &DeTable<'_>, meaning: Meaning) {
        for (language, value) in languages {
            let (at, language) = (language.span().start, language.get_ref());
            let Some(list) = value.get_ref().as_array() else {
                self.complain(at, &format!("`{language}` must be a list of words: [\"…\", \"…\"]"));
                continue;
            };
            for word in list {
                let at = word.span().start;
                match word.get_ref().as_str().map(|word| fold(word.trim())) {
                    None => self.complain(at, "a word must be a text in quotes"),
                    Some(word) if word.is_empty() || word.contains(char::is_whitespace) => {
                        self.complain(at, "one word each: a number is looked at word by word");
                    }
                    Some(word) => drop(self.labels.words.insert(word, meaning)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> (Labels, Vec<String>) {
        let mut labels = Labels::built_in().clone();
        let complaints = labels.add("mine.toml", text);
        (labels, complaints)
    }

    fn label<'l>(labels: &'l Labels, word: &str) -> Option<&'l str> {
        labels.counted(word).or(labels.noun(word)).map(|label| labels.name(label))
    }

    #[test]
    fn the_table_that_comes_along_is_sound() {
        let mut labels = Labels::default();
        assert_eq!(labels.add("labels.toml", BUILT_IN), [] as [&str; 0]);
        let labels = Labels::built_in();
        assert_eq!(label(labels, "fatalities"), Some("dead"));
        assert_eq!(label(labels, "todesopfer"), Some("dead"));
        assert_eq!(label(labels, "ships"), Some("vessels"));
        assert_eq!(label(labels, "pct"), Some("%"));
        assert_eq!(labels.name(Labels::PERCENT), "%");
        assert_eq!(labels.counted("pct"), Some(Labels::PERCENT));
        assert!(labels.is_people("menschen") && !labels.is_people("ships"));
        // No word stands there twice.
        let words = BUILT_IN.lines().filter(|line| !line.starts_with(['#', '[']));
        let count: usize = words.map(|line| line.matches('"').count() / 2).sum();
        assert_eq!(count, labels.words.len());
    }

    #[test]
    fn a_table_of_ones_own_adds_words_and_labels_and_takes_words_over() {
        let (labels, complaints) = with(
            "[counted.dead]\nen = [\"Drowned\"]\n[counted.rescued]\nen = [\"picked\"]\n\
             [nouns.animals]\nen = [\"sheep\", \"lives\"]\n[people]\nfr = [\"Élèves\"]\n",
        );
        assert_eq!(complaints, [] as [&str; 0]);
        assert_eq!(label(&labels, "drowned"), Some("dead"));
        assert_eq!(label(&labels, "killed"), Some("dead"));
        assert_eq!(label(&labels, "picked"), Some("rescued"));
        assert_eq!(label(&labels, "sheep"), Some("animals"));
        assert_eq!(label(&labels, "lives"), Some("animals"));
        assert!(labels.is_people("eleves"));
    }

    #[test]
    fn a_mistake_is_told_with_its_place_and_costs_nothing_else() {
        for (text, parts) in [
            ("[counted.dead]\nen = \"gone\"\n", &["line 2", "`en`", "list of words"][..]),
            ("[counted.dead]\nen = [1]\n", &["line 2", "text in quotes"]),
            ("[counted.dead]\n\nen = [\"passed away\"]\n", &["line 3", "one word each"]),
            ("[counted]\ndead = [\"gone\"]\n", &["line 2", "[counted.dead]", "by language"]),
            ("[counts.dead]\nen = [\"gone\"]\n", &["line 1", "[counts]", "[counted]", "[people]"]),
            ("dead = [\"gone\"]\n", &["line 1", "`dead`", "[counted.dead]"]),
            ("[counted.dead\nen = [\"gone\"]\n", &["mine.toml, line 1"]),
            ("[counted.\"\"]\nen = [\"gone\"]\n", &["line 1", "name"]),
        ] {
            let (labels, complaints) =
                with(&format!("{text}\n[nouns.animals]\nen = [\"sheep\"]\n"));
            assert_eq!(complaints.len(), 1, "{text:?}: {complaints:?}");
            for part in parts {
                assert!(complaints[0].contains(part), "{text:?}: {complaints:?} lacks {part:?}");
            }
            assert_eq!(label(&labels, "killed"), Some("dead"), "{text:?}");
            assert_eq!(label(&labels, "sheep"), Some("animals"), "{text:?}");
        }
    }
}
