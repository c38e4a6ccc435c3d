//! Entering and leaving the terminal, and what it can show.
//! Whatever was switched on is noted, so that it can be undone from anywhere: a panic, a signal.

pub mod canvas;
pub mod clipboard;
pub mod crash;
pub mod guard;
pub mod input;
pub mod probe;
pub mod signals;

pub use canvas::Canvas;
pub use input::Input;
pub use signals::{Signal, Signals};
