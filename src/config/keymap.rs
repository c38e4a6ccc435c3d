//! Which key does what on which screen: the defaults, with the user's file laid over them.
//! What the user binds wins; a default in its way is let go, so a new default never breaks a habit.

use super::document::{self, Document};
use super::{Key, Paths};
use crate::command::{COMMANDS, Command, Screen};
use anyhow::Result;
use crossterm::event::KeyEvent;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

const DEFAULTS: &str = include_str!("../../assets/keymap.toml");
const DEFAULTS_NAME: &str = "the default keymap";
const EVERYWHERE: &str = "everywhere";

/// The file in the configuration directory.
pub const FILE: &str = "keymap.toml";

/// Which key does what on which screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    commands: HashMap<(Screen, Key), Command>,
    keys: BTreeMap<(Screen, Command), Vec<Key>>,
}

impl Keymap {
    /// The defaults with the user's keymap file, where there is one, over them.
    pub fn load(paths: &Paths) -> Result<Self> {
        let path = paths.config_dir().join(FILE);
        let text = document::read_optional(&path)?;
        Self::parse(&path.display().to_string(), text.as_deref().unwrap_or_default())
    }

    /// The defaults alone.
    pub fn defaults() -> Result<Self> {
        Self::parse(FILE, "")
    }

    /// The defaults with the keymap file `text` over them; `name` is what messages call it. Errors
    /// name the line, and the nearest valid name where one is near.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let mut keymap = Self::default();
        let defaults = Bindings::parse(DEFAULTS_NAME, DEFAULTS)?;
        let user = Bindings::parse(name, text)?;
        for binding in user.0.values() {
            keymap.bind(binding);
        }
        for (place, binding) in &defaults.0 {
            if !user.0.contains_key(place) {
                keymap.bind(binding);
            }
        }
        Ok(keymap)
    }

    /// The command this key event gives on this screen.
    pub fn lookup(&self, screen: Screen, event: KeyEvent) -> Option<Command> {
        self.command(screen, Key::of(event)?)
    }

    /// The command of this key on this screen.
    pub fn command(&self, screen: Screen, key: Key) -> Option<Command> {
        self.commands.get(&(screen, key)).copied()
    }

    /// The keys of a command on a screen, the preferred one first.
    pub fn keys(&self, command: Command, screen: Screen) -> &[Key] {
        self.keys.get(&(screen, command)).map_or(&[], Vec::as_slice)
    }

    /// The keys of a command on a screen as the help shows them: `] n ctrl-n`; empty without any.
    pub fn keys_for(&self, command: Command, screen: Screen) -> String {
        let labels: Vec<String> = self.keys(command, screen).iter().map(|k| k.label()).collect();
        labels.join(" ")
    }

    /// The preferred key of a command on a screen, as a hint shows it.
    pub fn hint(&self, command: Command, screen: Screen) -> Option<String> {
        self.keys(command, screen).first().map(|key| key.label())
    }

    fn bind(&mut self, binding: &Binding) {
        let place = (binding.screen, binding.command);
        let free: Vec<Key> = binding
            .keys
            .iter()
            .copied()
            .filter(|key| !self.commands.contains_key(&(binding.screen, *key)))
            .collect();
        for key in &free {
            self.commands.insert((binding.screen, *key), binding.command);
        }
        self.keys.insert(place, free);
    }
}

/// The keys one file gives to a command on a screen.
struct Binding {
    screen: Screen,
    command: Command,
    keys: Vec<Key>,
}

/// What one file says, its groups spread over the screens they stand for.
struct Bindings(BTreeMap<(Screen, Command), Binding>);

impl Bindings {
    fn parse(name: &str, text: &str) -> Result<Self> {
        let document = Document::parse(name, text)?;
        let mut bindings = BTreeMap::new();
        let mut lines = BTreeMap::new();
        // The group for everywhere comes first, whatever its place, so that a screen's own wins.
        let mut groups: Vec<_> = document.entries().collect();
        groups.sort_by_key(|(group, ..)| *group != EVERYWHERE);
        for (group, at, value) in groups {
            let screen = Screen::ALL.into_iter().find(|screen| screen.name() == group);
            if screen.is_none() && group != EVERYWHERE {
                let known = Screen::ALL.iter().map(|screen| screen.name()).chain([EVERYWHERE]);
                return Err(document.unknown(at, "screen", group, known));
            }
            for (name, at, value) in document::entries(document.table(group, value)?) {
                let Some(command) = Command::named(name) else {
                    let known = COMMANDS.iter().map(|entry| entry.name);
                    return Err(document.unknown(at, "command", name, known));
                };
                let keys = parse_keys(&document, name, value, screen)?;
                let screens = match &screen {
                    Some(screen) => std::slice::from_ref(screen),
                    None => command.entry().screens,
                };
                for &screen in screens {
                    if !command.applies_to(screen) {
                        let message = format!("`{name}` does nothing on the screen `{group}`");
                        return Err(document.error(at, message));
                    }
                    let keys = usable(&keys, screen);
                    lines.insert((screen, command), at.clone());
                    bindings.insert((screen, command), Binding { screen, command, keys });
                }
            }
        }
        no_key_twice(&document, &bindings, &lines)?;
        Ok(Self(bindings))
    }
}

/// The keys of one entry: a text or a list of texts.
fn parse_keys(
    document: &Document<'_>,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    screen: Option<Screen>,
) -> Result<Vec<Key>> {
    let values = match value.get_ref() {
        DeValue::Array(values) => values.iter().collect(),
        DeValue::String(_) => vec![value],
        _ => {
            let message = format!("`{name}` must be a list of keys, such as [\"n\", \"ctrl-n\"]");
            return Err(document.error(value.span(), message));
        }
    };
    let mut keys = Vec::new();
    for value in values {
        let text = document.string(name, value)?;
        let key: Key = text.parse().map_err(|message| document.error(value.span(), message))?;
        if let Some(screen) = screen.filter(|screen| screen.takes_text() && key.is_text()) {
            let message = format!(
                "`{key}` is text on the screen `{}` and cannot be a command there; try `alt-{key}`",
                screen.name()
            );
            return Err(document.error(value.span(), message));
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

fn usable(keys: &[Key], screen: Screen) -> Vec<Key> {
    keys.iter().copied().filter(|key| !(screen.takes_text() && key.is_text())).collect()
}

fn no_key_twice(
    document: &Document<'_>,
    bindings: &BTreeMap<(Screen, Command), Binding>,
    lines: &BTreeMap<(Screen, Command), Range<usize>>,
) -> Result<()> {
    let mut taken: HashMap<(Screen, Key), Command> = HashMap::new();
    for binding in bindings.values() {
        for key in &binding.keys {
            let before = taken.insert((binding.screen, *key), binding.command);
            if let Some(other) = before.filter(|other| *other != binding.command) {
                let at = lines.get(&(binding.screen, binding.command)).cloned();
                let message = format!(
                    "`{key}` is given to both `{other}` and `{}` on the screen `{}`; \
                     keep it for one of them",
                    binding.command,
                    binding.screen.name()
                );
                return Err(document.error(at.unwrap_or_default(), message));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
