//! Quiet changes, which leave every word as it is: which classes of them are shown, and the list in
//! which they are switched on and off.

use super::areas;
use super::chooser::Chooser;
use super::state::{Overlay, State};
use crate::command::Command;
use crate::diff::{Change, ChangeKind, Comparison, Group};

/// The classes, each with what the list says of it.
pub const CLASSES: [(ChangeKind, &str); 4] = [
    (ChangeKind::Punctuation, "punctuation"),
    (ChangeKind::Case, "capital and small letters"),
    (ChangeKind::QuoteStyle, "style of quotation marks and dashes"),
    (ChangeKind::Whitespace, "white space and line breaks"),
];

/// Which quiet changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// In the order of [`CLASSES`].
    shown: [bool; CLASSES.len()],
}

impl Default for Quiet {
    fn default() -> Self {
        // How a mark or a line end is typed is the outlet's house style.
        Self { shown: [true, true, false, false] }
    }
}

impl Quiet {
    /// Whether changes of this kind are shown; those of words always are.
    pub fn shows(self, kind: ChangeKind) -> bool {
        let class = CLASSES.iter().position(|(class, _)| *class == kind);
        class.and_then(|class| self.shown.get(class)).copied().unwrap_or(true)
    }

    /// Switches the class at `at` of [`CLASSES`].
    pub fn toggle(&mut self, at: usize) {
        if let Some(shown) = self.shown.get_mut(at) {
            *shown = !*shown;
        }
    }

    /// Shows all classes; none where all are shown.
    pub fn toggle_all(&mut self) {
        let all = self.shown.iter().all(|shown| *shown);
        self.shown = [!all; CLASSES.len()];
    }

    /// The changes of a group that are shown, in order.
    pub fn changes(self, group: &Group) -> impl Iterator<Item = &Change> {
        let shown = |change: &&Change| self.shows(change.kind);
        let mut changes: Vec<&Change> =
            group.changes.iter().chain(&group.quiet).filter(shown).collect();
        if !group.quiet.is_empty() {
            changes.sort_by_key(|change| (change.left.start, change.right.start));
        }
        changes.into_iter()
    }

    /// Whether any change of a group is shown.
    pub fn has_changes(self, group: &Group) -> bool {
        group.changes.iter().chain(&group.quiet).any(|change| self.shows(change.kind))
    }
}

/// The list, laid over a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// How many changes of each class there are.
    pub counts: [usize; CLASSES.len()],
    /// Where one is in it.
    pub chooser: Chooser,
}

impl Choosing {
    /// The list for what is compared on the screen.
    pub(super) fn of<'a>(comparisons: impl Iterator<Item = &'a Comparison>) -> Self {
        let mut counts = [0; CLASSES.len()];
        for group in comparisons.flat_map(|comparison| &comparison.groups) {
            for change in group.changes.iter().chain(&group.quiet) {
                let class = CLASSES.iter().position(|(class, _)| *class == change.kind);
                if let Some(count) = class.and_then(|class| counts.get_mut(class)) {
                    *count += 1;
                }
            }
        }
        Self { counts, chooser: Chooser::default() }
    }
}

/// What a command does while the list has the keys.
pub(super) fn run(state: &mut State, command: Command) {
    let height = usize::from(areas::short_overlay(state.size, CLASSES.len()).1.height);
    let Some(Overlay::Quiet(choosing)) = &mut state.overlay else { return };
    choosing.chooser.go(command, height, CLASSES.len());
    match command {
        Command::Toggle => state.quiet.toggle(choosing.chooser.chosen),
        Command::ToggleAll => state.quiet.toggle_all(),
        Command::Back => state.overlay = None,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_shown_one_by_one_and_words_always() {
        let mut quiet = Quiet::default();
        assert!(quiet.shows(ChangeKind::Case) && !quiet.shows(ChangeKind::Whitespace));
        quiet.toggle(1);
        assert!(!quiet.shows(ChangeKind::Case) && quiet.shows(ChangeKind::Punctuation));
        quiet.toggle_all();
        assert!(CLASSES.iter().all(|(class, _)| quiet.shows(*class)));
        quiet.toggle_all();
        assert!(CLASSES.iter().all(|(class, _)| !quiet.shows(*class)));
        assert!(quiet.shows(ChangeKind::Figure) && quiet.shows(ChangeKind::Wording));
    }
}
