//! How wide the columns of the table are: as wide as they need to be where all fit beside one another,
//! else narrow enough that a few reports can be seen at a time.

use super::{GAP, Grid, folded};
use crate::app::shown::Signs;
use crate::diff::facts::FactKind;
use crate::export::cells;
use crate::text::width::width;

/// Width of the screen under which columns are kept narrow, so that a few reports stand beside one
/// another.
const NARROW: u16 = 100;
/// The widest the column of labels gets, on a narrow screen and on others.
const LABEL: [u16; 2] = [18, 24];
/// The narrowest column of a report, and the widest, on a narrow screen and on others.
const LEAST: u16 = 6;
const MOST: [u16; 2] = [12, 15];
/// The widest it gets where all reports fit beside one another.
const WIDEST: u16 = 32;

impl Grid {
    /// Finds how wide the labels and each column have to be for the lines.
    pub(super) fn measure(&mut self) {
        let mut label = 0;
        // For all of what is said, and for that less the quotations, which are cut in narrow columns: the
        // whole of them stands under the table.
        let mut needs = vec![[0usize; 2]; self.groups.len()];
        for row in self.lines.iter().filter_map(|line| self.row_of(*line)) {
            label = label.max(width(&cells::label(row)));
            for cell in &row.cells {
                let need = self.group_of.get(cell.column).and_then(|at| needs.get_mut(*at));
                let Some([whole, short]) = need else { continue };
                let signs = if cell.differs && self.signs == Signs::Drawn { 2 } else { 0 };
                let columns = width(&cells::shown(row, cell)) + signs;
                *whole = (*whole).max(columns);
                if row.kind != FactKind::Quote {
                    *short = (*short).max(columns);
                }
            }
        }
        let narrow = usize::from(self.size.0 >= NARROW);
        let most = MOST.get(narrow).copied().unwrap_or(LEAST);
        let most_label = LABEL.get(narrow).copied().unwrap_or(LEAST);
        self.label = u16::try_from(label).unwrap_or(u16::MAX).min(most_label);
        for (group, need) in self.groups.iter().zip(&mut needs) {
            let lead = group.of.first().and_then(|at| self.heads.get(*at)).copied().unwrap_or(0);
            let more = folded(group.of.len()).map_or(0, |more| width(&more) + 1);
            *need = need.map(|need| need.max(usize::from(lead) + more).max(usize::from(LEAST)));
        }
        // A few reports may have all the room there is.
        let room = usize::from(self.size.0.saturating_sub(self.before()));
        let wide = |need: usize, most: u16| need.min(usize::from(most)) as u16;
        let taken =
            |most| needs.iter().map(|[whole, _]| usize::from(wide(*whole, most) + GAP)).sum();
        let fits = |most: &u16| -> bool {
            let taken: usize = taken(*most);
            taken <= room
        };
        let widest = (most..=WIDEST).rev().find(fits);
        for (group, [whole, short]) in self.groups.iter_mut().zip(needs) {
            group.width = widest.map_or_else(|| wide(short, most), |most| wide(whole, most));
        }
    }
}
