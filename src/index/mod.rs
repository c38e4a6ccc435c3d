//! The full-text index, and the only place that knows Tantivy: text, metadata and sketches live in
//! it, so that everything else can be made from it again.

pub mod highlight;
pub mod query;
pub mod search;
pub mod store;
pub mod writer;

pub use highlight::{Highlighter, Snippet};
pub use query::{Complaint, Query};
pub use search::{Found, Order, Searcher};
pub use store::{Access, OpenError, Store};
pub use writer::Writer;
