//! The user's table of words that count as one label, laid over the one that comes along.

use super::{Paths, document};
use crate::diff::Labels;
use anyhow::Result;

/// The file in the configuration directory.
pub const FILE: &str = "labels.toml";

/// The labels, and what of the user's file was left out, each with its place and what is expected there.
/// A mistake costs nothing but itself; only a file that cannot be read at all is an error.
pub fn load(paths: &Paths) -> Result<(Labels, Vec<String>)> {
    let path = paths.config_dir().join(FILE);
    let mut labels = Labels::built_in().clone();
    let complaints = match document::read_optional(&path)? {
        Some(text) => labels.add(&path.display().to_string(), &text),
        None => Vec::new(),
    };
    Ok((labels, complaints))
}
