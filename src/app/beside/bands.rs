//! Several comparisons with the same left text as bands: what stands level in all columns. Pure.

use crate::diff::{Block, Comparison, GroupKind};
use std::ops::Range;

/// What one column has in a band.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The groups of this column's comparison that are told here, in reading order.
    pub(super) groups: Vec<usize>,
    /// Sentences of the column's text, in reading order.
    pub(super) sentences: Vec<usize>,
    /// The group that stands at this place in the left text, and elsewhere in this column.
    pub(super) gone: Option<usize>,
}

/// What stands level: sentences of the left text and what each column has for them, or what columns
/// have between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// Sentences of the left text; empty where columns alone have something here.
    pub(super) left: Range<usize>,
    /// What each column has.
    pub(super) cells: Vec<Cell>,
}

/// Lays `comparisons`, all with the same left text of `sentences` sentences, level. Groups that share
/// a sentence of the left text are in one band; each sentence of every text is in exactly one.
pub(super) fn bands(sentences: usize, comparisons: &[&Comparison]) -> Vec<Band> {
    let orders: Vec<Vec<Block>> = comparisons.iter().map(|c| c.reading_order()).collect();
    let lefts = cut(sentences, comparisons, &orders);
    let mut of_sentence = vec![0; sentences];
    for (band, range) in lefts.iter().enumerate() {
        of_sentence.get_mut(range.clone()).into_iter().flatten().for_each(|of| *of = band);
    }
    let columns = comparisons.len();
    let mut level: Vec<Vec<Cell>> = vec![vec![Cell::default(); columns]; lefts.len()];
    // What stands before each band, and after the last.
    let mut between: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new(); columns]; lefts.len() + 1];
    for (column, (comparison, order)) in comparisons.iter().zip(&orders).enumerate() {
        let band_of = |sentences: &[usize]| of_sentence.get(*sentences.first()?).copied();
        let mut pending: Vec<usize> = Vec::new();
        let mut last = None;
        for block in order {
            let (Block::Pair(at) | Block::Left(at) | Block::Right(at)) = *block;
            let Some(group) = comparison.groups.get(at) else { continue };
            if matches!(block, Block::Right(_)) {
                pending.push(at);
                continue;
            }
            let Some(band) = band_of(&group.left) else { continue };
            let Some(cell) = level.get_mut(band).and_then(|cells| cells.get_mut(column)) else {
                continue;
            };
            if matches!(block, Block::Left(_)) {
                cell.gone = cell.gone.or(group.moved.then_some(at));
                continue;
            }
            if last == Some(band) {
                // Between two groups of one band there is no place of its own.
                for at in pending.drain(..).chain([at]) {
                    cell.push(comparison, at);
                }
            } else {
                cell.push(comparison, at);
                put(&mut between, band, column, &mut pending);
            }
            last = Some(band);
        }
        put(&mut between, lefts.len(), column, &mut pending);
    }
    let mut out = Vec::with_capacity(lefts.len());
    let mut level = level.into_iter().zip(lefts);
    for columns in between {
        let at = out.last().map_or(0, |band: &Band| band.left.end);
        out.extend(alone(columns, comparisons, at));
        out.extend(level.next().map(|(cells, left)| Band { left, cells }));
    }
    out
}

fn put(between: &mut [Vec<Vec<usize>>], band: usize, column: usize, pending: &mut Vec<usize>) {
    if let Some(place) = between.get_mut(band).and_then(|columns| columns.get_mut(column)) {
        place.append(pending);
    }
}

impl Cell {
    fn push(&mut self, comparison: &Comparison, at: usize) {
        self.groups.push(at);
        let sentences = comparison.groups.get(at).map(|group| group.right.as_slice());
        self.sentences.extend(sentences.unwrap_or_default());
    }
}

/// Cuts the left text into runs that no level group of any column crosses.
fn cut(sentences: usize, comparisons: &[&Comparison], orders: &[Vec<Block>]) -> Vec<Range<usize>> {
    let mut joined = vec![false; sentences];
    for (comparison, order) in comparisons.iter().zip(orders) {
        let level = order.iter().filter_map(|block| match block {
            Block::Pair(at) => comparison.groups.get(*at),
            _ => None,
        });
        for group in level {
            if let (Some(&first), Some(&last)) = (group.left.first(), group.left.last()) {
                joined.get_mut(first..last).into_iter().flatten().for_each(|j| *j = true);
            }
        }
    }
    let mut out = Vec::new();
    let mut start = 0;
    for (at, joined) in joined.into_iter().enumerate() {
        if !joined {
            out.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < sentences {
        out.push(start..sentences);
    }
    out
}

/// Bands of what stands in columns alone at one place, after sentence `at` of the left text. What
/// follows one another in a paragraph of a column and is of one kind is told together.
fn alone(columns: Vec<Vec<usize>>, comparisons: &[&Comparison], at: usize) -> Vec<Band> {
    let mut out: Vec<Band> = Vec::new();
    for (column, (groups, comparison)) in columns.into_iter().zip(comparisons).enumerate() {
        let mut band = 0;
        let mut before = None;
        for group in groups {
            let here = comparison.groups.get(group).map(|group| {
                let first = group.right.first().and_then(|s| comparison.right.sentences.get(*s));
                (group.moved, first.map(|sentence| sentence.paragraph))
            });
            if before.is_some_and(|before| before != here) {
                band += 1;
            }
            before = Some(here);
            if out.len() <= band {
                let cells = vec![Cell::default(); comparisons.len()];
                out.push(Band { left: at..at, cells });
            }
            if let Some(cell) = out.get_mut(band).and_then(|band| band.cells.get_mut(column)) {
                cell.push(comparison, group);
            }
        }
    }
    out
}

impl Band {
    /// Whether every column says the same as the left text here.
    pub(super) fn is_same(&self, same: impl Fn(usize, usize) -> bool) -> bool {
        let columns = self.cells.iter().enumerate();
        !self.left.is_empty()
            && columns.into_iter().all(|(column, cell)| {
                !cell.groups.is_empty() && cell.groups.iter().all(|group| same(column, *group))
            })
    }
}

/// The loudest kind of the groups of a cell.
pub(super) fn loudest(comparison: &Comparison, groups: &[usize]) -> Option<GroupKind> {
    let weight = |kind: &GroupKind| match kind {
        GroupKind::Same => 0,
        GroupKind::LeftOnly | GroupKind::RightOnly => 1,
        GroupKind::Edited => 2,
        GroupKind::Rewritten => 3,
    };
    let kinds = groups.iter().filter_map(|at| comparison.groups.get(*at)).map(|group| group.kind);
    kinds.max_by_key(weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Text, compare};
    use proptest::prelude::*;

    const STOCK: [&str; 8] = [
        "The ferry burned at the quay for most of the night.",
        "Two tugs were lost in the harbour before the fire was out.",
        "Forty people died, the coast guard said on Friday.",
        "The port stays closed until the wreck is towed away.",
        "Nobody knows yet what set the engine room alight.",
        "Hospitals in three towns took in the wounded.",
        "The owner had been warned about the pumps in spring.",
        "Sixty people died, the coast guard said on Saturday evening.",
    ];

    fn text(picks: &[usize]) -> String {
        picks.iter().map(|pick| STOCK[pick % STOCK.len()]).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn every_sentence_stands_in_one_band_and_the_left_text_in_order(
            left in prop::collection::vec(0usize..8, 0..8),
            others in prop::collection::vec(prop::collection::vec(0usize..8, 0..8), 1..4),
        ) {
            let left = text(&left);
            let others: Vec<String> = others.iter().map(|picks| text(picks)).collect();
            let comparisons: Vec<_> = others
                .iter()
                .map(|other| compare(Text { body: &left }, Text { body: other }))
                .collect();
            let count = comparisons.first().map_or(0, |c| c.left.sentences.len());
            let bands = bands(count, &comparisons.iter().collect::<Vec<_>>());
            let told: Vec<usize> = bands.iter().flat_map(|band| band.left.clone()).collect();
            prop_assert_eq!(told, (0..count).collect::<Vec<_>>());
            for (column, comparison) in comparisons.iter().enumerate() {
                let mut told: Vec<usize> =
                    bands.iter().flat_map(|band| band.cells[column].sentences.clone()).collect();
                // In the order of the column's own text, whatever moved.
                prop_assert!(told.is_sorted());
                told.dedup();
                prop_assert_eq!(told, (0..comparison.right.sentences.len()).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_paragraph_of_a_column_stands_by_itself() {
        let left = text(&[0, 1]);
        let other = [STOCK[0], STOCK[2], STOCK[3], STOCK[1]].join("\n");
        let comparison = compare(Text { body: &left }, Text { body: &other });
        let bands = bands(2, &[&comparison]);
        let said: Vec<_> = bands.iter().map(|band| band.cells[0].sentences.clone()).collect();
        assert_eq!(said, [vec![0], vec![1], vec![2], vec![3]]);
    }

    #[test]
    fn what_a_column_alone_says_stands_between() {
        let left = text(&[0, 1]);
        let others = [text(&[0, 4, 1]), text(&[0, 1, 5])];
        let comparisons =
            others.each_ref().map(|o| compare(Text { body: &left }, Text { body: o }));
        let bands = bands(2, &comparisons.iter().collect::<Vec<_>>());
        let said: Vec<_> = bands
            .iter()
            .map(|band| {
                (band.left.clone(), band.cells.iter().map(|c| c.sentences.clone()).collect())
            })
            .collect::<Vec<(_, Vec<_>)>>();
        assert_eq!(
            said,
            [
                (0..1, vec![vec![0], vec![0]]),
                (1..1, vec![vec![1], vec![]]),
                (1..2, vec![vec![2], vec![1]]),
                (2..2, vec![vec![], vec![2]]),
            ]
        );
    }
}
