//! The table of commands is whole: each has its row, and a row says all there is to say.

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
