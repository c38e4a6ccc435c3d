//! The texts of several reports as they stand beside one another: bands, each with the passage of
//! every column, what became of it, and where it went. Independent of the width.

use super::bands::{self, Band, Cell};
use super::{Quiet, Several};
use crate::app::flow::Class;
use crate::app::shown::{Shown, Signs};
use crate::app::writer::{self, Writer};
use crate::diff::{Comparison, GroupKind, Which};
use crate::index::Highlighter;
use crate::text::Span;

/// One side of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its text, in the shown text of its column; none where there is nothing.
    pub text: Option<Span>,
    /// What became of it, against the left text.
    pub class: Class,
    /// Where it went, came from, or was said before.
    pub note: Option<String>,
    /// The paragraph it opens, counted from 1.
    pub number: Option<u32>,
}

/// What stands level.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What the left text has.
    pub left: Passage,
    /// What each column has.
    pub cells: Vec<Passage>,
    /// Whether all say the same.
    pub same: bool,
    /// Sentences of the left text in it.
    pub sentences: usize,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What of the left text is shown.
    pub left: Shown,
    /// The same of each column.
    pub columns: Vec<Shown>,
    /// The bands from top to bottom.
    pub bands: Vec<Told>,
    /// Digits of the largest paragraph number.
    pub digits: u16,
}

impl Table {
    /// Lays several reports beside one another. `highlighter` marks what the query matched.
    pub(super) fn new(
        several: &Several,
        highlighter: &Highlighter,
        signs: Signs,
        quiet: Quiet,
    ) -> Self {
        let comparisons: Vec<&Comparison> =
            several.columns.iter().map(|column| &column.comparison).collect();
        let Some(first) = comparisons.first() else { return Self::default() };
        let changed = comparisons.iter().flat_map(|c| writer::changes(c, Which::Left, quiet));
        let hits = highlighter.marks(&several.left.body);
        let marks = writer::marks(changed, &hits);
        let body = &several.left.body;
        let mut left = Writer::new(body, &first.left, marks, &several.boilerplate, signs);
        left.note_repeats(&first.repeats, Which::Left);
        let mut columns: Vec<Writer<'_>> = several
            .columns
            .iter()
            .map(|column| {
                let (body, comparison) = (&column.article.body, &column.comparison);
                let changed = writer::changes(comparison, Which::Right, quiet);
                let marks = writer::marks(changed, &highlighter.marks(body));
                let right = &comparison.right;
                let mut writer = Writer::new(body, right, marks, &column.boilerplate, signs);
                writer.note_repeats(&comparison.repeats, Which::Right);
                writer
            })
            .collect();
        let bands = bands::bands(first.left.sentences.len(), &comparisons);
        let told = bands.iter().map(|band| {
            let cells = columns.iter_mut().zip(&comparisons).zip(&band.cells);
            let cells: Vec<Passage> = cells
                .map(|((column, comparison), cell)| {
                    passage(band, cell, comparison, &left, column, quiet)
                })
                .collect();
            let same = band.is_same(|column, group| {
                let comparison = comparisons.get(column);
                let group = comparison.and_then(|c| c.groups.get(group));
                group.is_some_and(|group| {
                    group.kind == GroupKind::Same && !group.moved && !quiet.has_changes(group)
                        || group.kind == GroupKind::Edited && is_hushed(quiet, group)
                })
            });
            let sentences: Vec<usize> = band.left.clone().collect();
            let alone = cells.iter().all(|cell| cell.text.is_none());
            let repeated = left.repeats(&sentences);
            let class = match repeated {
                _ if same => Class::Same,
                Some(_) if alone => Class::Repeat,
                _ if alone => Class::OnlyLeft,
                _ => Class::Edited,
            };
            let note = repeated.filter(|_| alone).map(|of| format!("repeats ¶{of}"));
            let number = left.opens(&sentences);
            let text = left.write(&sentences);
            let left = Passage { text, class, note, number };
            Told { left, cells, same, sentences: sentences.len() }
        });
        let bands: Vec<Told> = told.collect();
        let largest = columns.iter().map(Writer::paragraphs).max().max(Some(left.paragraphs()));
        let digits = largest.unwrap_or(0).max(1).ilog10() as u16 + 1;
        let columns = columns.into_iter().map(|writer| writer.shown).collect();
        Self { left: left.shown, columns, bands, digits }
    }
}

/// Whether a group has only changes that are not shown.
fn is_hushed(quiet: Quiet, group: &crate::diff::Group) -> bool {
    !group.changes.is_empty() && !quiet.has_changes(group)
}

/// What a column has in a band.
fn passage(
    band: &Band,
    cell: &Cell,
    comparison: &Comparison,
    left: &Writer<'_>,
    column: &mut Writer<'_>,
    quiet: Quiet,
) -> Passage {
    let groups = || cell.groups.iter().filter_map(|at| comparison.groups.get(*at));
    let mut note = None;
    let class = match bands::loudest(comparison, &cell.groups) {
        // Nothing stands here: it went elsewhere, or is not told at all.
        None => match cell.gone.and_then(|at| comparison.groups.get(at)) {
            Some(group) => {
                let down = column.number(&group.right) >= left.number(&group.left);
                let class = if down { Class::MovedDown } else { Class::MovedUp };
                note = Some(format!("{} moved to ¶{}", class.sign(), column.number(&group.right)));
                class
            }
            // Another column has something here.
            None if band.left.is_empty() => Class::Same,
            None => Class::OnlyLeft,
        },
        Some(_) if band.left.is_empty() => match groups().find(|group| group.moved) {
            Some(group) => {
                let down = left.number(&group.left) >= column.number(&group.right);
                let class = if down { Class::MovedDown } else { Class::MovedUp };
                note = Some(format!("{} moved from ¶{}", class.sign(), left.number(&group.left)));
                class
            }
            None => match column.repeats(&cell.sentences) {
                Some(of) => {
                    note = Some(format!("repeats ¶{of}"));
                    Class::Repeat
                }
                None => Class::OnlyRight,
            },
        },
        Some(GroupKind::Rewritten) => Class::Rewritten,
        Some(_) if groups().all(|group| is_hushed(quiet, group)) => Class::Same,
        Some(GroupKind::Same) if !groups().any(|group| quiet.has_changes(group)) => Class::Same,
        Some(_) => Class::Edited,
    };
    let number = column.opens(&cell.sentences);
    Passage { text: column.write(&cell.sentences), class, note, number }
}
