//! The state of the browser and how events change it. Pure: `update(state, event)` returns effects,
//! and touches neither terminal nor disk, so a whole session can be played in a test.

pub mod effect;
pub mod event;

pub use effect::Effect;
pub use event::Event;
