//! The full-text index, and the only place that knows Tantivy: text, metadata and sketches live in
//! it, so that everything else can be made from it again.

pub mod facets;
pub mod highlight;
pub mod order;
pub mod outline;
pub mod query;
pub mod search;
pub mod store;
pub mod writer;

mod bulk;
mod candidates;
mod collect;
mod compile;
mod complete;
mod docs;
mod excluded;
mod expand;
mod figure;
mod generation;
mod labels;
mod like;
mod like_query;
mod lookup;
mod meta;
mod near;
mod near_query;
mod rare;
mod readonly;
mod related;
mod schema;
mod snippet;
mod stopping;
mod suggest;
mod terms;
mod tokenizer;

#[cfg(test)]
mod tests;

pub use complete::{Completion, Kind as CompletionKind};
pub use facets::{Label, Tallied, Tally, TallyOf};
pub use highlight::{Highlighter, Snippet};
pub use order::{Order, Ranking, Standing};
pub use outline::{Outline, Outlined};
pub use query::{Asked, Complaint, Outside, QUERY_PAGE, Query};
pub use rare::RareTerm;
pub use related::{Related, Vocabulary};
pub use search::{Found, Searcher};
pub use stopping::Cancel;
pub use store::{Access, OpenError, Store};
pub use writer::{Writer, WriterOptions};

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a call whose panics are caught and come back as errors: a panic
/// hook that restores the terminal should leave it alone then.
pub fn catches_panics() -> bool {
    GUARDED.get()
}

/// Runs `work` on files that may be damaged: Tantivy panics on some damage, and a damaged index
/// must not take the program down.
fn guarded<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.unwrap_or_else(|_| {
        Err(anyhow::anyhow!("the index is damaged; index this corpus anew to repair it"))
    })
}
