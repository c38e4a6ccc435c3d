//! A row of the table of commands, and finding one.

use super::{COMMANDS, Command, Screen};
use std::fmt;

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

pub(super) const fn row(
    command: Command,
    name: &'static str,
    hint: &'static str,
    description: &'static str,
    screens: &'static [Screen],
) -> Entry {
    Entry { command, name, description, hint, screens }
}

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
mod tests {
    use super::*;

    #[test]
    fn each_command_has_one_row_of_its_own() {
        // `Quit` is the last of the enum, so its number tells how many there are.
        assert_eq!(COMMANDS.len(), Command::Quit as usize + 1);
        for entry in COMMANDS {
            assert_eq!(Command::named(entry.name), Some(entry.command));
            assert_eq!(entry.command.entry().name, entry.name);
            assert!(!entry.screens.is_empty(), "{} applies nowhere", entry.name);
            assert!(!entry.description.is_empty() && !entry.hint.is_empty());
        }
        assert_eq!(Command::named("nothing"), None);
    }
}
