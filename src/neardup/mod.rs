//! Which texts are near-duplicates, and why. Pure: texts in, verdicts and clusters out; candidates
//! are handed in, no index is known here.

pub mod cluster;
pub mod fingerprint;
pub mod verdict;

pub use cluster::{Cluster, Edge, clusters};
pub use fingerprint::{Document, Fingerprint, sketch};
pub use verdict::{Relation, Verdict, relate};
