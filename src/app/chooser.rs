//! Going through a list of which one row is chosen and some can be seen.

use super::commands::{Move, movement};
use crate::command::Command;

/// Which row is chosen, and which is the first that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    /// The one one is at.
    pub chosen: usize,
    /// The first that can be seen.
    pub top: usize,
}

impl Chooser {
    /// A list of `count` rows in which the `chosen`th is chosen.
    pub fn at(chosen: usize) -> Self {
        Self { chosen, top: 0 }
    }

    /// Goes to the `at`th of `count` rows, or as far as there are any.
    pub fn choose(&mut self, at: usize, count: usize) {
        self.chosen = at.min(count.saturating_sub(1));
    }

    /// Goes by `rows` rows.
    pub fn step(&mut self, rows: isize, count: usize) {
        self.choose(self.chosen.saturating_add_signed(rows), count);
    }

    /// Moves as `command` says, where it is a movement and `height` rows can be seen.
    pub fn go(&mut self, command: Command, height: usize, count: usize) {
        match movement(command, height) {
            Some(Move::Rows(rows)) => self.step(rows, count),
            Some(Move::Top) => self.choose(0, count),
            Some(Move::Bottom) => self.choose(usize::MAX, count),
            None => {}
        }
    }

    /// Brings the one one is at into sight where `height` of `count` rows can be seen.
    pub fn fit(&mut self, height: usize, count: usize) {
        let height = height.max(1);
        self.choose(self.chosen, count);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(height), self.chosen);
        self.top = self.top.min(count.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_chosen_row_can_be_seen(
            at in 0usize..50, top in 0usize..50, height in 0usize..20, count in 0usize..40,
        ) {
            let mut chooser = Chooser { chosen: at, top };
            chooser.fit(height, count);
            prop_assert!(chooser.chosen < count.max(1));
            prop_assert!(chooser.top <= chooser.chosen);
            prop_assert!(chooser.chosen < chooser.top + height.max(1));
            prop_assert!(chooser.top + height.max(1) <= count.max(height.max(1)));
        }
    }
}
