//! The second channel: reports of one event that share hardly any wording. They are told by the names,
//! figures and rare words they have in common, weighed by how rare each is.

mod bounds;
mod features;
mod near;
mod profile;
mod rare;
mod tally;
mod wording;

pub use bounds::{Crowd, Day};
pub use near::{Link, closed, limited};
pub use profile::{Profile, Report, Similarity};
pub use rare::Rare;
pub use tally::Tally;
pub use wording::{joined, same_wording};

#[cfg(test)]
mod tests;
