//! What is shown, for other programs and for paper: JSON, HTML, Markdown, unified diffs, plain text.
//! Nothing here asks the library anything; it only says what it was handed.

pub mod cells;
mod facts;
pub mod fields;
mod format;
pub mod html;
pub mod json;
pub mod markdown;
mod outline;
pub mod plain;
pub mod target;
#[cfg(test)]
mod tests;
pub mod unified;
pub mod words;

pub use format::{Format, write};
