//! The rows of a comparison at a width: both columns wrapped in lockstep, runs of what is the same
//! folded, and the changes one can step through.

use super::flow::{Class, Flow, Passage};
use super::shown::Shown;
use crate::text::{Span, wrap};
use std::ops::Range;

/// Same or repeated passages in a row that fold into one line.
const FOLDS: usize = 3;

/// What one side of a row shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Half {
    /// Nothing: a gap.
    #[default]
    Empty,
    /// A row of the side's shown text.
    Text(Span),
    /// Words of our own.
    Note(String),
}

impl Half {
    fn note(words: impl Into<String>) -> Self {
        Self::Note(words.into())
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The passage it belongs to; a gap belongs to the one after it.
    pub passage: usize,
    /// What became of that passage.
    pub class: Class,
    /// Whether it is the passage's first row, where number and sign stand.
    pub first: bool,
    /// The left side.
    pub left: Half,
    /// The right side; in one column, rows of the right text have nothing on the left.
    pub right: Half,
}

/// A change, or neighbouring passages that are only on one side: one step of `]` and `[`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its first passage.
    pub passage: usize,
    /// Its first row.
    pub first: usize,
    /// One past its last row.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Columns of the text on each side.
    pub width: usize,
    /// Whether both texts stand in one column.
    pub inline: bool,
    /// Whether runs of what is the same are folded.
    pub folded: bool,
}

/// All rows of a comparison and its changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// The changes in order.
    pub stops: Vec<Stop>,
}

impl Rows {
    /// Lays out `flow`.
    pub fn new(flow: &Flow, shape: Shape) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        while let Some(passage) = flow.passages.get(at) {
            let run = match shape.folded {
                true => {
                    flow.passages.iter().skip(at).take_while(|p| folds_with(passage, p)).count()
                }
                false => 1,
            };
            if at > 0 && (passage.opens() || run >= FOLDS) {
                out.gap(at, passage.class);
            }
            let first = out.rows.len();
            let taken = if run >= FOLDS {
                out.fold(flow, at, run, shape);
                run
            } else {
                out.passage(flow, at, passage, shape);
                1
            };
            out.stop(flow, at, passage, first);
            at += taken;
        }
        out
    }

    /// The first row of the passage, or of the fold it is in.
    pub fn row_of(&self, passage: usize) -> usize {
        let after = self.rows.partition_point(|row| row.passage <= passage);
        let Some(last) = after.checked_sub(1).and_then(|row| self.rows.get(row)) else { return 0 };
        let first = self.rows.partition_point(|row| row.passage < last.passage);
        // A gap stands before its passage.
        first + usize::from(self.rows.get(first).is_some_and(|row| !row.first))
    }

    fn gap(&mut self, passage: usize, class: Class) {
        self.push(passage, class, false, Half::Empty, Half::Empty);
    }

    fn push(&mut self, passage: usize, class: Class, first: bool, left: Half, right: Half) {
        self.rows.push(Row { passage, class, first, left, right });
    }

    /// One line that stands for `run` passages.
    fn fold(&mut self, flow: &Flow, at: usize, run: usize, shape: Shape) {
        let folded = flow.passages.get(at..at + run).unwrap_or(&[]);
        let sentences: usize = folded.iter().map(|p| p.sentences).sum();
        let Some(first) = folded.first() else { return };
        if first.class == Class::Same {
            let words = Half::note(format!("··· {sentences} sentences the same ···"));
            let other = if shape.inline { Half::Empty } else { Half::note("···") };
            self.push(at, first.class, true, words, other);
            return;
        }
        let of = |p: &Passage| p.note.clone().unwrap_or_default();
        let from = of(first);
        let to = folded.last().map(of).unwrap_or_default();
        let words = match to.strip_prefix("repeats ") {
            Some(to) if !from.ends_with(to) => format!("{sentences} sentences: {from} to {to}"),
            _ => format!("{sentences} sentences: {from}"),
        };
        let (left, right) = match first.left {
            Some(_) => (Half::note(words), Half::Empty),
            None => (Half::Empty, Half::note(words)),
        };
        self.push(at, first.class, true, left, right);
    }

    fn passage(&mut self, flow: &Flow, at: usize, passage: &Passage, shape: Shape) {
        let mut left = wrapped(&flow.left, passage.left, shape.width);
        let mut right = wrapped(&flow.right, passage.right, shape.width);
        if let Some(note) = &passage.note {
            let note = Half::note(note);
            match (passage.class, passage.left.is_some()) {
                // A repeat says nothing new: what it repeats stands for it, while folding is on.
                (Class::Repeat, on_left) if shape.folded => {
                    *(if on_left { &mut left } else { &mut right }) = vec![note];
                }
                (Class::Repeat, on_left) => {
                    (if on_left { &mut left } else { &mut right }).push(note)
                }
                // The gap across says where the other end is; in one column, a line of its own.
                (_, true) if shape.inline => left.push(note),
                (_, false) if shape.inline => right.push(note),
                (_, true) => right.push(note),
                (_, false) => left.push(note),
            }
        }
        let both = matches!(passage.class, Class::Edited | Class::Rewritten);
        if shape.inline {
            // What is the same is shown once.
            let count = if both || left.is_empty() { right.len() } else { 0 };
            let upper = left.into_iter().map(|half| (half, Half::Empty));
            let lower = right.into_iter().take(count).map(|half| (Half::Empty, half));
            let mut was_left = None;
            for (left, right) in upper.chain(lower) {
                let is_left = right == Half::Empty;
                let first = was_left.replace(is_left) != Some(is_left);
                self.push(at, passage.class, first, left, right);
            }
            return;
        }
        let rows = left.len().max(right.len());
        let mut left = left.into_iter();
        let mut right = right.into_iter();
        for row in 0..rows {
            let (left, right) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
            self.push(at, passage.class, row == 0, left, right);
        }
    }

    /// Notes the passage that starts at row `first` as a change, or adds it to the one before.
    fn stop(&mut self, flow: &Flow, at: usize, passage: &Passage, first: usize) {
        let end = self.rows.len();
        let counts = match passage.class {
            Class::Same => false,
            // A move is one change: the end that stands in the left text.
            Class::MovedDown | Class::MovedUp => passage.left.is_some(),
            _ => true,
        };
        if !counts {
            return;
        }
        let joins = matches!(passage.class, Class::OnlyLeft | Class::OnlyRight | Class::Repeat);
        let adjoins = at.checked_sub(1).and_then(|before| flow.passages.get(before));
        let adjoins = adjoins.is_some_and(|p| p.class == passage.class);
        match self.stops.last_mut() {
            Some(last) if joins && adjoins && last.class == passage.class => last.end = end,
            _ => self.stops.push(Stop { passage: at, first, end, class: passage.class }),
        }
    }
}

/// Which of `stops` one goes to next, or before: from the current one where any of its `rows` is among
/// those that are `seen`, else from what is seen. None where there is none.
pub(super) fn next_stop<S>(
    stops: &[S],
    rows: impl Fn(&S) -> Range<usize>,
    current: Option<usize>,
    seen: Range<usize>,
    forward: bool,
) -> Option<usize> {
    let in_sight = |rows: Range<usize>| rows.start < seen.end && rows.end > seen.start;
    let current = current.filter(|at| stops.get(*at).map(&rows).is_some_and(in_sight));
    let next = match (current, forward) {
        (Some(stop), true) => Some(stop + 1),
        (Some(stop), false) => stop.checked_sub(1),
        (None, true) => Some(stops.partition_point(|stop| rows(stop).start < seen.start)),
        (None, false) => stops.partition_point(|stop| rows(stop).end <= seen.start).checked_sub(1),
    };
    next.filter(|next| *next < stops.len())
}

/// Whether `other` can stand in one fold with `first`.
fn folds_with(first: &Passage, other: &Passage) -> bool {
    matches!(first.class, Class::Same | Class::Repeat)
        && first.class == other.class
        && first.left.is_some() == other.left.is_some()
        && first.right.is_some() == other.right.is_some()
}

/// The rows of a stretch of a shown text at a width.
pub(super) fn wrapped(shown: &Shown, span: Option<Span>, width: usize) -> Vec<Half> {
    let Some(span) = span else { return Vec::new() };
    let rows = wrap::wrap(span.of(&shown.text), width);
    rows.into_iter()
        .map(|row| Half::Text(Span::new(span.start + row.start, span.start + row.end)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shown::Signs;
    use proptest::prelude::*;

    /// Passages of the given classes, each with text on the sides it stands on.
    fn flow(classes: &[Class], text: &str) -> Flow {
        let mut flow = Flow { digits: 1, ..Flow::default() };
        (flow.left, flow.right) = (Shown::new(Signs::Styles), Shown::new(Signs::Styles));
        for (group, &class) in classes.iter().enumerate() {
            let write = |shown: &mut Shown, stands: bool| {
                let start = shown.text.len();
                let words = format!("{group} {text}");
                shown.push(&words, Span::new(0, words.len()), &[]);
                let end = shown.text.len();
                shown.break_line();
                stands.then(|| Span::new(start, end))
            };
            let left = write(&mut flow.left, !matches!(class, Class::OnlyRight | Class::MovedUp));
            let right = write(
                &mut flow.right,
                !matches!(class, Class::OnlyLeft | Class::MovedDown | Class::Repeat),
            );
            flow.passages.push(Passage {
                group,
                class,
                left,
                right,
                left_number: left.is_some().then_some(1),
                right_number: None,
                note: (class == Class::Repeat).then(|| "repeats ¶1".into()),
                other: None,
                sentences: 1,
            });
        }
        flow
    }

    const SIDE: Shape = Shape { width: 12, inline: false, folded: true };

    #[test]
    fn both_sides_start_level_and_gaps_stay_empty() {
        let rows = Rows::new(&flow(&[Class::Edited, Class::OnlyLeft], "a b"), SIDE).rows;
        assert!(rows.iter().filter(|row| row.first).count() == 2);
        let first = &rows[0];
        assert!(matches!((&first.left, &first.right), (Half::Text(_), Half::Text(_))));
        let alone = rows.iter().rfind(|row| row.first).unwrap();
        assert!(matches!((&alone.left, &alone.right), (Half::Text(_), Half::Empty)));
    }

    #[test]
    fn three_in_a_row_fold_and_two_do_not() {
        let folded = |classes: &[Class]| {
            let rows = Rows::new(&flow(classes, "a"), SIDE).rows;
            rows.iter().filter(|row| matches!(row.left, Half::Note(_))).count()
        };
        assert_eq!(folded(&[Class::Same; 2]), 0);
        assert_eq!(folded(&[Class::Same; 3]), 1);
        assert_eq!(folded(&[Class::Repeat; 5]), 1);
    }

    #[test]
    fn neighbours_on_one_side_are_one_change() {
        let classes = [Class::OnlyLeft, Class::OnlyLeft, Class::Edited, Class::Edited];
        let stops = Rows::new(&flow(&classes, "a"), SIDE).stops;
        assert_eq!(stops.iter().map(|stop| stop.passage).collect::<Vec<_>>(), [0, 2, 3]);
    }

    proptest! {
        #[test]
        fn rows_reproduce_the_text_and_changes_lie_in_order(
            picks in prop::collection::vec(0..Class::ALL.len(), 0..12),
            text in "[a-d ]{0,30}",
            width in 1usize..20,
            inline: bool,
            folded: bool,
        ) {
            let classes: Vec<Class> = picks.iter().map(|&pick| Class::ALL[pick]).collect();
            let flow = flow(&classes, &text);
            let rows = Rows::new(&flow, Shape { width, inline, folded });
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if !folded && !inline {
                let drawn: String = rows.rows.iter().filter_map(|row| match row.left {
                    Half::Text(span) => Some(letters(span.of(&flow.left.text))),
                    _ => None,
                }).collect();
                let told = flow.passages.iter().filter_map(|p| p.left);
                let told: String = told.map(|span| letters(span.of(&flow.left.text))).collect();
                prop_assert_eq!(drawn, told);
            }
            let mut end = 0;
            for stop in &rows.stops {
                prop_assert!(stop.first >= end && stop.first < stop.end);
                end = stop.end;
            }
            prop_assert!(end <= rows.rows.len());
            for (index, passage) in flow.passages.iter().enumerate() {
                prop_assert!(rows.row_of(index) < rows.rows.len(), "{:?}", passage.class);
            }
        }
    }
}
