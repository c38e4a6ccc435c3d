//! What stands on each side of a block: the sign in the margin, the paragraph, the marked text.
//! Runs of sentences that are the same are counted, not written.

use super::{MARGIN, Sides};
use crate::diff::{Block, Change, ChangeKind, Group, GroupKind, Repeat, Which};
use crate::export::plain::{Pen, Role, Styled};
use crate::text::Span;
use std::collections::HashMap;

/// Runs of the same sentences shorter than this are written out.
const FOLDED: usize = 3;

/// One step down the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A block, with its place in the reading order.
    Block(usize, Block),
    /// This many sentences that are the same on both sides.
    Same(usize),
}

/// The page from top to bottom.
pub(super) fn steps(order: &[Block], sides: &Sides<'_>) -> Vec<Step> {
    let same = |block: &Block| match block {
        Block::Pair(at) => sides
            .comparison
            .groups
            .get(*at)
            .filter(|group| group.kind == GroupKind::Same && !sides.full)
            .map(|group| group.left.len().max(group.right.len())),
        Block::Left(_) | Block::Right(_) => None,
    };
    let mut steps = Vec::new();
    let mut at = 0;
    while let Some(block) = order.get(at) {
        let run: Vec<usize> = order.iter().skip(at).map_while(same).collect();
        let sentences = run.iter().sum();
        if sentences >= FOLDED {
            steps.push(Step::Same(sentences));
            at += run.len();
        } else {
            let end = at + run.len().max(1);
            while at < end {
                steps.push(Step::Block(at, order.get(at).copied().unwrap_or(*block)));
                at += 1;
            }
        }
    }
    steps
}

/// One side of a block.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Its paragraph, counted from 1, where it is not that of the cell above.
    pub(super) paragraph: Option<usize>,
    /// The sign in the margin, one column.
    pub(super) sign: &'static str,
    /// How the sign looks.
    pub(super) role: Role,
    /// Whether the other side says the same.
    pub(super) same: bool,
    /// The text, marked.
    pub(super) text: Styled,
}

/// One row of a cell.
pub(super) struct CellRow {
    /// Paragraph and sign, or as many spaces.
    pub(super) margin: String,
    /// The text.
    pub(super) text: crate::export::plain::styled::Row,
}

impl CellRow {
    /// The row with spaces to fill `columns`.
    pub(super) fn padded(&self, columns: usize) -> String {
        format!("{}{}", self.margin, self.text.padded(columns.saturating_sub(MARGIN)))
    }
}

impl Cell {
    /// The same without paragraph and sign, to stand below the side that has them.
    pub(super) fn unsigned(&self) -> Self {
        Self { sign: " ", role: Role::Plain, paragraph: None, ..self.clone() }
    }

    /// Its rows, the text wrapped at `columns`.
    pub(super) fn rows(&self, pen: Pen, columns: usize) -> Vec<CellRow> {
        let mut first = pen.text();
        match self.paragraph {
            Some(number) => first.push(Role::Dim, &format!("{number:>3} ")),
            None => first.push(Role::Plain, "    "),
        }
        first.push(self.role, self.sign);
        first.push(Role::Plain, " ");
        let first = first.row().to_string();
        let margins = std::iter::once(first).chain(std::iter::repeat(" ".repeat(MARGIN)));
        margins
            .zip(self.text.rows(columns))
            .map(|(margin, text)| CellRow { margin, text })
            .collect()
    }
}

/// Makes the cells of one comparison.
pub(super) struct Cells<'a> {
    pen: Pen,
    sides: &'a Sides<'a>,
    /// Place of each end of a moved group in the reading order.
    ends: HashMap<(Which, usize), usize>,
    /// The sentences that repeat another.
    repeats: HashMap<(Which, usize), usize>,
    /// The paragraph last written on the left and on the right.
    written: [Option<usize>; 2],
}

impl<'a> Cells<'a> {
    pub(super) fn new(pen: Pen, sides: &'a Sides<'a>, order: &[Block]) -> Self {
        let ends = order.iter().enumerate().filter_map(|(place, block)| match block {
            Block::Left(group) => Some(((Which::Left, *group), place)),
            Block::Right(group) => Some(((Which::Right, *group), place)),
            Block::Pair(_) => None,
        });
        let repeats = sides.comparison.repeats.iter();
        Self {
            pen,
            sides,
            ends: ends.collect(),
            repeats: repeats.map(|&Repeat { side, sentence, of }| ((side, sentence), of)).collect(),
            written: [None, None],
        }
    }

    /// The left and the right cell of the block at `place`.
    pub(super) fn of(&mut self, place: usize, block: Block) -> (Option<Cell>, Option<Cell>) {
        let (at, left, right) = match block {
            Block::Pair(at) => (at, true, true),
            Block::Left(at) => (at, true, false),
            Block::Right(at) => (at, false, true),
        };
        let left = if left { self.cell(place, at, Which::Left) } else { None };
        let right = if right { self.cell(place, at, Which::Right) } else { None };
        (left, right)
    }

    fn cell(&mut self, place: usize, at: usize, side: Which) -> Option<Cell> {
        let sides = self.sides;
        let group = sides.comparison.groups.get(at)?;
        let sentences = of_side(group, side);
        let first = *sentences.first()?;
        let (sign, role) = self.sign(place, at, group, side);
        let mut text = self.pen.text();
        if sign == "↓" || sign == "↑" {
            let way = if side == Which::Left { "moved to" } else { "moved from" };
            let there = of_side(group, other(side)).first();
            let there = there.and_then(|&s| self.paragraph(other(side), s)).unwrap_or(0);
            text.push(Role::Moved, &format!("{way} ¶{there}"));
            text.line_break();
        }
        if let Some(&of) = self.repeats.get(&(side, first)).filter(|_| sign == "≡") {
            let there = self.paragraph(side, of).unwrap_or(0);
            text.push(Role::Moved, &format!("repeats ¶{there}"));
            text.line_break();
        }
        self.write(&mut text, group, side, plain_role(group.kind, sign));
        Some(Cell {
            paragraph: self.fresh_paragraph(side, first),
            sign,
            role,
            same: group.kind == GroupKind::Same,
            text,
        })
    }

    /// What became of one side of a group.
    fn sign(&self, place: usize, at: usize, group: &Group, side: Which) -> (&'static str, Role) {
        if group.moved {
            let there = self.ends.get(&(other(side), at)).copied().unwrap_or(place);
            return (if there > place { "↓" } else { "↑" }, Role::Moved);
        }
        let repeated = |s: &usize| self.repeats.contains_key(&(side, *s));
        match group.kind {
            GroupKind::LeftOnly | GroupKind::RightOnly
                if of_side(group, side).iter().all(repeated) =>
            {
                ("≡", Role::Moved)
            }
            GroupKind::Same => (" ", Role::Plain),
            GroupKind::Edited => ("~", Role::Edited),
            GroupKind::Rewritten => ("≈", Role::Plain),
            GroupKind::LeftOnly => ("−", Role::OnlyLeft),
            GroupKind::RightOnly => ("+", Role::OnlyRight),
        }
    }

    /// The sentences of one side of a group, changed words marked, paragraphs kept apart.
    fn write(&self, text: &mut Styled, group: &Group, side: Which, role: Role) {
        let (all, body) = match side {
            Which::Left => (&self.sides.comparison.left.sentences, &self.sides.left.body),
            Which::Right => (&self.sides.comparison.right.sentences, &self.sides.right.body),
        };
        let mut above: Option<usize> = None;
        for sentence in of_side(group, side).iter().filter_map(|&s| all.get(s)) {
            match above {
                Some(paragraph) if paragraph == sentence.paragraph => text.push(role, " "),
                Some(_) => text.line_break(),
                None => {}
            }
            above = Some(sentence.paragraph);
            let marks = marks(group, side, sentence.span, sentence.span.of(body));
            text.push_marked(role, sentence.span.of(body), marks.into_iter());
        }
    }

    fn paragraph(&self, side: Which, sentence: usize) -> Option<usize> {
        let sentences = match side {
            Which::Left => &self.sides.comparison.left.sentences,
            Which::Right => &self.sides.comparison.right.sentences,
        };
        sentences.get(sentence).map(|s| s.paragraph + 1)
    }

    /// The paragraph, unless the cell above on this side was in it, too.
    fn fresh_paragraph(&mut self, side: Which, sentence: usize) -> Option<usize> {
        let paragraph = self.paragraph(side, sentence);
        let written = match side {
            Which::Left => &mut self.written[0],
            Which::Right => &mut self.written[1],
        };
        if *written == paragraph {
            return None;
        }
        *written = paragraph;
        paragraph
    }
}

/// What changed within `sentence`, whose text is `text`, as stretches of that text. Neighbours that
/// look the same become one, so that three changes in a row do not read as noise.
fn marks(group: &Group, side: Which, sentence: Span, text: &str) -> Vec<(Span, Role)> {
    let mut marks: Vec<(Span, Role)> = Vec::new();
    for change in &group.changes {
        let span = of_change(change, side);
        let start = span.start.max(sentence.start);
        let end = span.end.min(sentence.end);
        if start >= end {
            continue;
        }
        let mark = Span::new(start - sentence.start, end - sentence.start);
        let role = marked_role(change.kind);
        match marks.last_mut() {
            Some((last, looks))
                if *looks == role
                    && text
                        .get(last.end..mark.start)
                        .is_some_and(|between| between.trim().is_empty()) =>
            {
                last.end = mark.end;
            }
            _ => marks.push((mark, role)),
        }
    }
    marks
}

fn of_side(group: &Group, side: Which) -> &[usize] {
    match side {
        Which::Left => &group.left,
        Which::Right => &group.right,
    }
}

fn of_change(change: &Change, side: Which) -> Span {
    match side {
        Which::Left => change.left,
        Which::Right => change.right,
    }
}

fn other(side: Which) -> Which {
    match side {
        Which::Left => Which::Right,
        Which::Right => Which::Left,
    }
}

/// How the words look that did not change.
fn plain_role(kind: GroupKind, sign: &str) -> Role {
    match (kind, sign) {
        (_, "≡") | (GroupKind::Same, _) => Role::Dim,
        (GroupKind::LeftOnly, _) => Role::OnlyLeft,
        (GroupKind::RightOnly, _) => Role::OnlyRight,
        _ => Role::Plain,
    }
}

/// How a change looks.
fn marked_role(kind: ChangeKind) -> Role {
    match kind {
        ChangeKind::Figure | ChangeKind::Date => Role::Figure,
        ChangeKind::Name | ChangeKind::Quote | ChangeKind::Wording => Role::Changed,
        ChangeKind::Punctuation => Role::Quiet,
    }
}
