//! Paths, settings, keys and themes: what a user can change.
//! The defaults are the files in `assets/`; a user's file lies over them and need name only changes.

pub mod document;
pub mod history;
pub mod key;
pub mod keymap;
pub mod labels;
pub mod paths;
pub mod recent;
pub mod settings;
pub mod theme;
mod value;
mod verdicts;

pub use key::Key;
pub use keymap::Keymap;
pub use paths::Paths;
pub use settings::Settings;
pub use theme::{Depth, Role, Theme};
