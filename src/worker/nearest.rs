//! What was found to be like an article, kept for the next question about it: one that is looked at is
//! compared next, and then with one near-duplicate after the other. In a large story finding them all
//! takes longer than a key may.

use crate::corpus::ArticleId;
use crate::library::{Copy, View};
use std::sync::{Arc, Mutex, PoisonError};

/// The near-duplicates that were asked for last.
#[derive(Default)]
pub(super) struct Nearest {
    last: Mutex<Option<Known>>,
}

struct Known {
    /// The corpus as it was then.
    view: Arc<View>,
    id: ArticleId,
    copies: Arc<[Copy]>,
}

impl Nearest {
    /// What is like an article, closest first, as [`View::similar`] tells all of it. Nobody waits for
    /// one who asks about another.
    pub(super) fn of(&self, view: &Arc<View>, id: ArticleId) -> anyhow::Result<Vec<Copy>> {
        if let Some(known) = self.known(view, id) {
            return Ok(known.to_vec());
        }
        let copies = view.similar(id, true)?;
        let known = Known { view: view.clone(), id, copies: copies.as_slice().into() };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(copies)
    }

    fn known(&self, view: &Arc<View>, id: ArticleId) -> Option<Arc<[Copy]>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Known| known.id == id && Arc::ptr_eq(&known.view, view);
        last.as_ref().filter(same).map(|known| known.copies.clone())
    }
}
