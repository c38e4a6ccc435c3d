//! Which texts are near-duplicates, and why. Pure: texts in, verdicts and clusters out; candidates
//! are handed in, no index is known here.

mod blocks;
pub mod boilerplate;
pub mod candidates;
pub mod cluster;
pub mod fingerprint;
mod quotes;
mod shared;
pub mod shingle;
pub mod sketch;
pub mod verdict;
pub mod verify;

pub use boilerplate::Boilerplate;
pub use candidates::{Candidate, Postings};
pub use cluster::{Cluster, Edge, clusters};
pub use fingerprint::{Document, Fingerprint};
pub use shingle::Shingler;
pub use sketch::sketch;
pub use verdict::{Relation, Verdict, relate, relate_with};
pub use verify::verify;

#[cfg(test)]
mod tests;
