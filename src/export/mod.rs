//! What is shown, for other programs and for paper: JSON and plain text.
//! Nothing here asks the library anything; it only says what it was handed.

pub mod json;
pub mod plain;
pub mod words;
