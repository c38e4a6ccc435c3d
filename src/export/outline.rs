//! A comparison laid out from top to bottom before it is written in any format: what stands level,
//! what became of it, where its other end is, and which of its words changed.

use crate::diff::{Block, Change, ChangeKind, Comparison, Group, GroupKind, Repeat, Which};
use crate::export::plain::Sides;
use crate::export::words::count;
use crate::text::{Span, segment::Sentence};
use std::collections::HashMap;

/// Runs of sentences that are the same are folded from this many on.
const FOLDED: usize = 3;

/// One step down the page.
pub(super) enum Step<'a> {
    /// What stands level.
    Row(Row<'a>),
    /// A run of which one line is enough, and how many sentences that are: what both texts have, or
    /// what one of them says again.
    Folded(usize, Vec<Row<'a>>),
}

/// What stands level; at least one side is there.
pub(super) struct Row<'a> {
    /// The group it is.
    pub(super) group: usize,
    /// What the left text has.
    pub(super) left: Option<Cell<'a>>,
    /// What the right text has.
    pub(super) right: Option<Cell<'a>>,
}

impl<'a> Row<'a> {
    /// The sides that are there, left first.
    pub(super) fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        [&self.left, &self.right].into_iter().flatten()
    }
}

/// One side of a row.
pub(super) struct Cell<'a> {
    /// The side.
    pub(super) side: Which,
    /// What became of its words, wherever it stands.
    pub(super) kind: GroupKind,
    /// Its paragraph, counted from 1.
    pub(super) paragraph: usize,
    /// What became of it.
    pub(super) fate: Fate,
    /// Where its other end is, or what it repeats.
    pub(super) elsewhere: Option<Elsewhere>,
    /// Its text, a list for each paragraph.
    pub(super) lines: Vec<Vec<Run<'a>>>,
}

/// What stands for a run: of the same, how many sentences it has, and how many of them say again what
/// their own text said before; of what one text says again, how many and where it stood first.
pub(super) fn folded(sentences: usize, rows: &[Row<'_>]) -> String {
    let count = count(sentences, "sentence", "sentences");
    let again = |row: &Row<'_>| match (&row.left, &row.right) {
        (Some(cell), None) | (None, Some(cell)) => cell.elsewhere.map(|of| of.paragraph),
        _ => None,
    };
    if let (Some(first), Some(last)) = (rows.first().and_then(again), rows.last().and_then(again)) {
        let to = if last == first { String::new() } else { format!(" to ¶{last}") };
        return format!("··· ≡ {count}: repeats ¶{first}{to} ···");
    }
    let repeats = |row: &&Row<'_>| row.cells().any(|cell| cell.elsewhere.is_some());
    let repeated = match rows.iter().filter(repeats).count() {
        0 => String::new(),
        n => format!(", {n} of them repeated"),
    };
    format!("··· {count} the same{repeated} ···")
}

impl Cell<'_> {
    /// Whether it stands elsewhere on the other side, and in other words: `edited`, `rewritten`.
    pub(super) fn reworded(&self) -> Option<&'static str> {
        match (self.fate, self.kind) {
            (Fate::Moved { .. }, GroupKind::Edited) => Some(Fate::Edited.name()),
            (Fate::Moved { .. }, GroupKind::Rewritten) => Some(Fate::Rewritten.name()),
            _ => None,
        }
    }
}

/// A stretch of text, and what kind of change it is if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    pub(super) change: Option<ChangeKind>,
    /// Whether the same words stand elsewhere in the sentence on the other side.
    pub(super) shifted: bool,
}

/// What became of one side of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Same,
    Edited,
    Rewritten,
    OnlyLeft,
    OnlyRight,
    Moved { down: bool },
    Repeated,
}

impl Fate {
    /// The sign in the margin.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Edited => "~",
            Self::Rewritten => "≈",
            Self::OnlyLeft => "−",
            Self::OnlyRight => "+",
            Self::Moved { down: true } => "↓",
            Self::Moved { down: false } => "↑",
            Self::Repeated => "≡",
        }
    }

    /// The same in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "the same",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
            Self::OnlyLeft => "only left",
            Self::OnlyRight => "only right",
            Self::Moved { .. } => "moved",
            Self::Repeated => "repeated",
        }
    }
}

/// Another place that belongs to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Elsewhere {
    /// What it is to the cell: `moved to`, `moved from`, `repeats`.
    pub(super) relation: &'static str,
    /// The side it is on.
    pub(super) side: Which,
    /// The group it is in.
    pub(super) group: usize,
    /// Its paragraph, counted from 1.
    pub(super) paragraph: usize,
}

/// The page from top to bottom. Runs of the same, and of what one text says again, are folded unless
/// all is wanted.
pub(super) fn steps<'a>(sides: &Sides<'a>) -> Vec<Step<'a>> {
    steps_in(sides, &sides.comparison.reading_order())
}

/// The same with the blocks in the order given.
pub(super) fn steps_in<'a>(sides: &Sides<'a>, order: &[Block]) -> Vec<Step<'a>> {
    let outline = Outline::new(sides, order);
    let mut steps: Vec<Step<'a>> = Vec::new();
    let mut run: Vec<Row<'a>> = Vec::new();
    let (mut sentences, mut of) = (0, None);
    for (place, block) in order.iter().enumerate() {
        let Some(row) = outline.row(place, *block) else { continue };
        match outline.foldable(*block, &row) {
            Some((kind, n)) if !sides.full => {
                if of.replace(kind) != Some(kind) {
                    fold(&mut steps, &mut run, &mut sentences);
                }
                sentences += n;
                run.push(row);
            }
            _ => {
                fold(&mut steps, &mut run, &mut sentences);
                of = None;
                steps.push(Step::Row(row));
            }
        }
    }
    fold(&mut steps, &mut run, &mut sentences);
    steps
}

/// Hands the run that ended on, folded where it is long.
fn fold<'a>(steps: &mut Vec<Step<'a>>, run: &mut Vec<Row<'a>>, sentences: &mut usize) {
    let rows = std::mem::take(run);
    match std::mem::take(sentences) {
        n if n >= FOLDED => steps.push(Step::Folded(n, rows)),
        _ => steps.extend(rows.into_iter().map(Step::Row)),
    }
}

struct Outline<'s, 'a> {
    sides: &'s Sides<'a>,
    /// Place of each end of a group that does not stand level, in the reading order.
    ends: HashMap<(Which, usize), usize>,
    /// The sentences that repeat another.
    repeats: HashMap<(Which, usize), usize>,
    /// The group of each sentence that is repeated.
    repeated: HashMap<(Which, usize), usize>,
}

impl<'s, 'a> Outline<'s, 'a> {
    fn new(sides: &'s Sides<'a>, order: &[Block]) -> Self {
        let ends = order.iter().enumerate().filter_map(|(place, block)| match block {
            Block::Left(group) => Some(((Which::Left, *group), place)),
            Block::Right(group) => Some(((Which::Right, *group), place)),
            Block::Pair(_) => None,
        });
        let of_repeat = |&Repeat { side, sentence, of }: &Repeat| ((side, sentence), of);
        let repeats: HashMap<_, _> = sides.comparison.repeats.iter().map(of_repeat).collect();
        let mut repeated: HashMap<_, _> =
            repeats.iter().map(|((side, _), of)| ((*side, *of), usize::MAX)).collect();
        for (at, group) in sides.comparison.groups.iter().enumerate() {
            for side in [Which::Left, Which::Right] {
                for sentence in of_side(group, side) {
                    if let Some(known) = repeated.get_mut(&(side, *sentence)) {
                        *known = at;
                    }
                }
            }
        }
        Self { sides, ends: ends.collect(), repeats, repeated }
    }

    /// How many sentences a block has that may be folded, and with what: the same on both sides, or
    /// what one side says again.
    fn foldable(&self, block: Block, row: &Row<'_>) -> Option<(Option<Which>, usize)> {
        let (Block::Pair(at) | Block::Left(at) | Block::Right(at)) = block;
        let group = self.sides.comparison.groups.get(at)?;
        match (block, row.cells().next()?) {
            (Block::Pair(_), _) => (group.kind == GroupKind::Same)
                .then(|| (None, group.left.len().max(group.right.len()))),
            (_, cell) => (cell.fate == Fate::Repeated)
                .then(|| (Some(cell.side), of_side(group, cell.side).len())),
        }
    }

    fn row(&self, place: usize, block: Block) -> Option<Row<'a>> {
        let (group, left, right) = match block {
            Block::Pair(at) => (at, true, true),
            Block::Left(at) => (at, true, false),
            Block::Right(at) => (at, false, true),
        };
        let cell = |there: bool, side| if there { self.cell(place, group, side) } else { None };
        let row = Row { group, left: cell(left, Which::Left), right: cell(right, Which::Right) };
        (row.left.is_some() || row.right.is_some()).then_some(row)
    }

    fn cell(&self, place: usize, at: usize, side: Which) -> Option<Cell<'a>> {
        let group = self.sides.comparison.groups.get(at)?;
        let sentences = of_side(group, side);
        let first = *sentences.first()?;
        let repeats = sentences.iter().all(|s| self.repeats.contains_key(&(side, *s)));
        let there = other(side);
        let fate = match group.kind {
            _ if group.moved => {
                let end = self.ends.get(&(there, at)).copied().unwrap_or(place);
                Fate::Moved { down: end > place }
            }
            GroupKind::LeftOnly | GroupKind::RightOnly if repeats => Fate::Repeated,
            GroupKind::Same => Fate::Same,
            GroupKind::Edited => Fate::Edited,
            GroupKind::Rewritten => Fate::Rewritten,
            GroupKind::LeftOnly => Fate::OnlyLeft,
            GroupKind::RightOnly => Fate::OnlyRight,
        };
        let elsewhere = match fate {
            Fate::Moved { .. } => of_side(group, there).first().and_then(|end| {
                let relation = if side == Which::Left { "moved to" } else { "moved from" };
                let paragraph = self.paragraph(there, *end)?;
                Some(Elsewhere { relation, side: there, group: at, paragraph })
            }),
            _ if repeats => self.repeats.get(&(side, first)).and_then(|of| {
                let group = *self.repeated.get(&(side, *of))?;
                let paragraph = self.paragraph(side, *of)?;
                Some(Elsewhere { relation: "repeats", side, group, paragraph })
            }),
            _ => None,
        };
        let paragraph = self.paragraph(side, first)?;
        let lines = self.lines(group, side);
        Some(Cell { side, kind: group.kind, paragraph, fate, elsewhere, lines })
    }

    fn paragraph(&self, side: Which, sentence: usize) -> Option<usize> {
        sentences(self.sides.comparison, side).get(sentence).map(|s| s.paragraph + 1)
    }

    /// The sentences of one side of a group, cut where changes begin and end.
    fn lines(&self, group: &Group, side: Which) -> Vec<Vec<Run<'a>>> {
        let all = sentences(self.sides.comparison, side);
        let body = body(self.sides, side);
        let mut lines: Vec<Vec<Run<'a>>> = Vec::new();
        let mut above = None;
        for sentence in of_side(group, side).iter().filter_map(|s| all.get(*s)) {
            if above != Some(sentence.paragraph) {
                lines.push(Vec::new());
            } else if let Some(line) = lines.last_mut() {
                line.push(Run { text: " ", change: None, shifted: false });
            }
            above = Some(sentence.paragraph);
            if let Some(line) = lines.last_mut() {
                runs(line, group, side, sentence.span, body);
            }
        }
        lines
    }
}

/// Adds the text of a sentence to `line`, its changes apart.
fn runs<'a>(line: &mut Vec<Run<'a>>, group: &Group, side: Which, sentence: Span, body: &'a str) {
    let mut at = sentence.start;
    let mut push = |start: usize, end: usize, change: Option<&Change>| {
        let text = Span::new(start, end).of(body);
        if !text.is_empty() {
            let shifted = change.is_some_and(|change| change.other.is_some());
            line.push(Run { text, change: change.map(|change| change.kind), shifted });
        }
    };
    for change in &group.changes {
        let span = match side {
            Which::Left => change.left,
            Which::Right => change.right,
        };
        let (start, end) = (span.start.max(at), span.end.min(sentence.end));
        if start < end && body.is_char_boundary(start) && body.is_char_boundary(end) {
            push(at, start, None);
            push(start, end, Some(change));
            at = end;
        }
    }
    push(at, sentence.end, None);
}

/// The sentences of one side of a group.
pub(super) fn of_side(group: &Group, side: Which) -> &[usize] {
    match side {
        Which::Left => &group.left,
        Which::Right => &group.right,
    }
}

/// The sentences of one side.
pub(super) fn sentences(comparison: &Comparison, side: Which) -> &[Sentence] {
    match side {
        Which::Left => &comparison.left.sentences,
        Which::Right => &comparison.right.sentences,
    }
}

/// The text of one side.
pub(super) fn body<'a>(sides: &Sides<'a>, side: Which) -> &'a str {
    match side {
        Which::Left => &sides.left.body,
        Which::Right => &sides.right.body,
    }
}

fn other(side: Which) -> Which {
    match side {
        Which::Left => Which::Right,
        Which::Right => Which::Left,
    }
}
