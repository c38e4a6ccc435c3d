//! The list of results: hits, the copies unfolded under them, which row is selected, and how far
//! the list is scrolled. Rows differ in height, so places are kept as running sums.

use crate::corpus::ArticleId;
use crate::library::{Card, Hit};
use std::collections::HashSet;

/// One entry of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The hit at this place.
    Hit(usize),
    /// A copy under a hit: places of both.
    Copy(usize, usize),
}

/// Rows an entry takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Headline, metadata, snippet and a gap.
    #[default]
    Roomy,
    /// Headline and metadata: for low screens.
    Dense,
}

impl Density {
    /// The density for a list of this height.
    pub fn for_height(height: u16) -> Self {
        if height >= 8 { Self::Roomy } else { Self::Dense }
    }

    /// Rows of a hit without its gap.
    pub fn rows(self, hit: &Hit) -> usize {
        match self {
            Self::Roomy => 2 + hit.lines().len(),
            Self::Dense => 2,
        }
    }
}

/// The list of results.
#[derive(Clone, Debug, Default)]
pub struct List {
    hits: Vec<Hit>,
    unfolded: HashSet<ArticleId>,
    entries: Vec<Entry>,
    /// The first row of each entry, and one past the last of all.
    starts: Vec<usize>,
    selected: usize,
    top: usize,
    density: Density,
    height: usize,
}

impl List {
    /// The hits, unfolded or not.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of the selected entry; 0 where there are none.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The first row that can be seen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How rows are laid out.
    pub fn density(&self) -> Density {
        self.density
    }

    /// Rows of all entries.
    pub fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The first row of an entry.
    pub fn start(&self, entry: usize) -> usize {
        self.starts.get(entry).copied().unwrap_or_else(|| self.rows())
    }

    /// The entry that takes up `row`.
    pub fn at_row(&self, row: usize) -> Option<usize> {
        let after = self.starts.partition_point(|&start| start <= row);
        after.checked_sub(1).filter(|&entry| entry < self.entries.len())
    }

    /// The article of an entry.
    pub fn card(&self, entry: usize) -> Option<&Card> {
        match *self.entries.get(entry)? {
            Entry::Hit(hit) => self.hits.get(hit).map(|hit| &hit.card),
            Entry::Copy(hit, copy) => self.hits.get(hit)?.copies.get(copy),
        }
    }

    /// The selected article.
    pub fn selected_card(&self) -> Option<&Card> {
        self.card(self.selected)
    }

    /// The place of the selected hit, or of the one whose copy is selected.
    pub fn selected_hit(&self) -> Option<usize> {
        match *self.entries.get(self.selected)? {
            Entry::Hit(hit) | Entry::Copy(hit, _) => Some(hit),
        }
    }

    /// Whether the selected hit has copies, folded or not, or is one.
    pub fn has_copies(&self) -> bool {
        let hit = self.selected_hit().and_then(|hit| self.hits.get(hit));
        hit.is_some_and(|hit| hit.copy_count > 0)
    }

    /// Whether copies are folded under the selected hit.
    pub fn can_unfold(&self) -> bool {
        let hit = self.selected_hit().and_then(|hit| self.hits.get(hit));
        hit.is_some_and(|hit| !hit.copies.is_empty() && !self.is_unfolded(hit))
    }

    /// Whether the copies of a hit are unfolded.
    pub fn is_unfolded(&self, hit: &Hit) -> bool {
        self.unfolded.contains(&hit.card.id)
    }

    /// Takes over what another query found: from the top.
    pub fn replace(&mut self, hits: &[Hit]) {
        self.hits = hits.to_vec();
        self.unfolded.clear();
        self.rebuild();
        self.selected = 0;
        self.top = 0;
    }

    /// Takes over what the same query finds now: the selected article stays selected, and where it
    /// is on the screen, as long as it is still there.
    pub fn renew(&mut self, hits: &[Hit]) {
        let id = self.selected_card().map(|card| card.id);
        let offset = self.start(self.selected).saturating_sub(self.top);
        self.hits = hits.to_vec();
        self.rebuild();
        let found = id.and_then(|id| {
            let same = |&entry: &usize| self.card(entry).is_some_and(|card| card.id == id);
            (0..self.entries.len()).find(same)
        });
        if let Some(found) = found {
            self.selected = found;
            self.top = self.start(found).saturating_sub(offset);
        }
        self.settle();
    }

    /// Adds further hits; those already listed are left out.
    pub fn extend(&mut self, hits: &[Hit]) {
        let known: HashSet<ArticleId> = self.hits.iter().map(|hit| hit.card.id).collect();
        self.hits.extend(hits.iter().filter(|hit| !known.contains(&hit.card.id)).cloned());
        self.rebuild();
    }

    /// Selects an entry and brings it into sight.
    pub fn select(&mut self, entry: usize) {
        self.selected = entry;
        self.settle();
        self.reveal();
    }

    /// Moves the selection by `step` entries.
    pub fn step(&mut self, step: isize) {
        self.select(self.selected.saturating_add_signed(step));
    }

    /// Moves the selection by about `rows` rows, at least one entry.
    pub fn page(&mut self, rows: isize) {
        let row = self.start(self.selected).saturating_add_signed(rows);
        let entry = self.at_row(row.min(self.rows().saturating_sub(1))).unwrap_or(0);
        let least = self.selected.saturating_add_signed(rows.signum());
        self.select(if rows < 0 { entry.min(least) } else { entry.max(least) });
    }

    /// Scrolls by `rows` rows; the selection follows where it would leave the screen.
    pub fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
        self.settle();
        let last = self.top + self.height.max(1) - 1;
        if self.start(self.selected) < self.top {
            let first = self.at_row(self.top).unwrap_or(0);
            let hidden = usize::from(self.start(first) < self.top);
            self.selected = (first + hidden).min(self.entries.len().saturating_sub(1));
        } else if self.start(self.selected) > last {
            self.selected = self.at_row(last).unwrap_or(0);
        }
    }

    /// Shows the copies of the selected hit.
    pub fn unfold(&mut self) -> bool {
        let Some(Entry::Hit(hit)) = self.entries.get(self.selected).copied() else { return false };
        let Some(hit) = self.hits.get(hit).filter(|hit| !hit.copies.is_empty()) else {
            return false;
        };
        let new = self.unfolded.insert(hit.card.id);
        self.rebuild();
        self.reveal();
        new
    }

    /// Folds the copies of the selected hit, or of the hit whose copy is selected.
    pub fn fold(&mut self) -> bool {
        let Some(Entry::Hit(hit) | Entry::Copy(hit, _)) = self.entries.get(self.selected).copied()
        else {
            return false;
        };
        let Some(id) = self.hits.get(hit).map(|hit| hit.card.id) else { return false };
        let was = self.unfolded.remove(&id);
        self.rebuild();
        self.selected = self.entries.iter().position(|e| *e == Entry::Hit(hit)).unwrap_or(0);
        self.settle();
        self.reveal();
        was
    }

    /// Fits the list into `height` rows.
    pub fn fit(&mut self, height: u16) {
        let density = Density::for_height(height);
        let height = usize::from(height);
        if (density, height) == (self.density, self.height) {
            return;
        }
        (self.density, self.height) = (density, height);
        self.rebuild();
        self.settle();
        self.reveal();
    }

    fn rebuild(&mut self) {
        self.entries.clear();
        self.starts.clear();
        let mut row = 0;
        for (place, hit) in self.hits.iter().enumerate() {
            self.entries.push(Entry::Hit(place));
            self.starts.push(row);
            row += self.density.rows(hit) + usize::from(self.density == Density::Roomy);
            if !self.unfolded.contains(&hit.card.id) {
                continue;
            }
            // The gap comes after the last copy.
            row -= usize::from(self.density == Density::Roomy);
            for copy in 0..hit.copies.len() {
                self.entries.push(Entry::Copy(place, copy));
                self.starts.push(row);
                row += 1;
            }
            row += usize::from(self.density == Density::Roomy);
        }
        self.starts.push(row);
        self.settle();
    }

    /// Keeps selection and scrolling in range.
    fn settle(&mut self) {
        self.selected = self.selected.min(self.entries.len().saturating_sub(1));
        self.top = self.top.min(self.rows().saturating_sub(self.height.max(1)));
    }

    /// Scrolls as little as possible to show the selected entry.
    fn reveal(&mut self) {
        let start = self.start(self.selected);
        let end = self.start(self.selected + 1);
        // The gap after a hit need not be seen.
        let gap = usize::from(self.density == Density::Roomy && end - start > 1);
        self.top = self.top.max((end - gap).saturating_sub(self.height)).min(start);
        self.settle();
    }
}
