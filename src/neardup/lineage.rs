//! Who took from whom: for the members of a cluster, the likely first report and each one's likely
//! source, with how sure that is; silence where it cannot be known.

use super::Edge;
use crate::corpus::ArticleDate;

/// The report another was taken from.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Parent {
    /// Its place in the list of members.
    pub place: u32,
    /// How sure that is, between .5 (as likely as not) and 1.
    pub confidence: f32,
}

/// What is known of the descent of a cluster's members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineage {
    /// Place of the likely first report; none where it cannot be known.
    pub first: Option<u32>,
    /// For each member, what it was likely taken from. Never a circle.
    pub parents: Vec<Option<Parent>>,
}

/// The lineage of a cluster: `dates` has one entry a member, and `edges` are the verified pairs among
/// them, by place in `dates`.
pub fn lineage(dates: &[Option<ArticleDate>], edges: &[Edge]) -> Lineage {
    let _ = edges;
    Lineage { first: None, parents: vec![None; dates.len()] }
}
