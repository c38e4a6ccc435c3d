//! Which texts are near-duplicates, and why. Pure: texts in, verdicts and clusters out; candidates
//! are handed in, no index is known here.

mod blocks;
pub mod boilerplate;
pub mod candidates;
pub mod cluster;
pub mod event;
pub mod fingerprint;
mod judge;
mod learn;
pub mod lineage;
mod lists;
mod marks;
mod quotes;
mod runs;
mod shared;
pub mod shingle;
pub mod sketch;
mod spill;
pub mod thresholds;
pub mod verdict;
pub mod verify;
pub mod why;

pub use boilerplate::Boilerplate;
pub use candidates::{Candidate, Met, Postings, TermsOf};
pub use cluster::{Cluster, Edge, clusters};
pub use fingerprint::{Document, Fingerprint};
pub use lineage::{Lineage, Parent, lineage};
pub use shingle::Shingler;
pub use sketch::sketch;
pub use thresholds::{Rules, Thresholds};
pub use verdict::{Relation, Verdict, relate};
pub use verify::verify;
pub use why::{Why, why};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod why_tests;
