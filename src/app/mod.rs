//! The state of the browser and how events change it. Pure: `update(state, event)` returns effects,
//! and touches neither terminal nor disk, so a whole session can be played in a test.

mod alike;
pub mod areas;
pub mod beside;
pub mod changes;
pub mod chooser;
mod commands;
pub mod comparing;
mod comparison_commands;
pub mod descent;
pub mod editor;
pub mod effect;
pub mod event;
pub mod facets;
pub mod facts;
pub mod find;
pub mod flow;
pub mod help;
pub mod history;
pub mod list;
pub mod page;
pub mod quiet;
pub mod reader;
mod relatives;
mod renew;
pub mod rows;
pub mod saving;
pub mod search;
pub mod shown;
pub mod state;
pub mod status;
pub mod story;
mod story_commands;
pub mod times;
pub mod update;
pub mod variants;
pub mod why;
pub mod words;
mod writer;

pub use effect::Effect;
pub use event::Event;
pub use state::{Setup, State};
pub use update::{start, update};
