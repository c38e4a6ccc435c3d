//! Entering and leaving the terminal, and what it can show.
//! Whatever was switched on is noted, so that it can be undone from anywhere: a panic, a signal.

pub mod clipboard;
pub mod crash;
pub mod guard;
pub mod probe;
pub mod signals;

pub use guard::{Guard, Synchronized};
pub use signals::{Signal, Signals};
