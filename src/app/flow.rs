//! A comparison as it is read from top to bottom: passages, each with the text of one side or both,
//! what became of it, and where it went. Independent of the width; rows are made from it.

use super::event::Compared;
use super::quiet::Quiet;
use super::shown::{Shown, Signs};
use super::writer::{self, Writer};
use crate::corpus::Article;
use crate::diff::{Block, GroupKind, Side, Which};
use crate::text::Span;
use std::collections::HashMap;

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The same on both sides.
    Same,
    /// The same with changes.
    Edited,
    /// The same statement in other words.
    Rewritten,
    /// Only in the left text.
    OnlyLeft,
    /// Only in the right text.
    OnlyRight,
    /// Stands further down on the other side.
    MovedDown,
    /// Stands further up on the other side.
    MovedUp,
    /// Says again what the same text said before.
    Repeat,
}

impl Class {
    /// All of them, in the order the help explains them.
    pub const ALL: [Self; 8] = [
        Self::Same,
        Self::Edited,
        Self::Rewritten,
        Self::OnlyLeft,
        Self::OnlyRight,
        Self::MovedDown,
        Self::MovedUp,
        Self::Repeat,
    ];

    /// The sign in the gutter.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Same => " ",
            Self::Edited => "~",
            Self::Rewritten => "≈",
            Self::OnlyLeft => "−",
            Self::OnlyRight => "+",
            Self::MovedDown => "↓",
            Self::MovedUp => "↑",
            Self::Repeat => "≡",
        }
    }

    /// The sign in the miniature at the edge.
    pub fn miniature(self) -> &'static str {
        match self {
            Self::Same => "·",
            Self::Edited | Self::Rewritten => "▐",
            Self::OnlyLeft => "▏",
            Self::OnlyRight => "▕",
            Self::MovedDown | Self::MovedUp => "⇅",
            Self::Repeat => "≡",
        }
    }

    /// What the help says of it.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Same => "the same on both sides",
            Self::Edited => "the same sentence, with changes",
            Self::Rewritten => "the same statement in other words",
            Self::OnlyLeft => "only in the left text",
            Self::OnlyRight => "only in the right text",
            Self::MovedDown => "stands further down in the other text",
            Self::MovedUp => "stands further up in the other text",
            Self::Repeat => "says again what this text said before",
        }
    }

    /// How loud it is where one cell of the miniature stands for several rows.
    pub fn weight(self) -> u8 {
        match self {
            Self::Same => 0,
            Self::Repeat => 1,
            Self::MovedDown | Self::MovedUp => 2,
            Self::OnlyLeft | Self::OnlyRight => 3,
            Self::Rewritten => 4,
            Self::Edited => 5,
        }
    }
}

/// One passage: a group of sentences, or one end of a group that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its group in the comparison.
    pub group: usize,
    /// What became of it.
    pub class: Class,
    /// Its text on the left, in the left shown text.
    pub left: Option<Span>,
    /// Its text on the right, in the right shown text.
    pub right: Option<Span>,
    /// Paragraph it opens on the left, counted from 1.
    pub left_number: Option<u32>,
    /// Paragraph it opens on the right, counted from 1.
    pub right_number: Option<u32>,
    /// Where it went, came from, or was said before.
    pub note: Option<String>,
    /// The passage that is its other end, where it moved.
    pub other: Option<usize>,
    /// Sentences in it, on the side that has more.
    pub sentences: usize,
}

impl Passage {
    /// Whether a new paragraph starts here.
    pub fn opens(&self) -> bool {
        self.left_number.is_some() || (self.left.is_none() && self.right_number.is_some())
    }
}

/// A comparison ready to be laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// What of the left text is shown, passage by passage.
    pub left: Shown,
    /// The same of the right text.
    pub right: Shown,
    /// The passages in reading order.
    pub passages: Vec<Passage>,
    /// Digits of the largest paragraph number.
    pub digits: u16,
}

impl Flow {
    /// Puts a comparison into reading order. `hits` are what the query matched, left and right; with
    /// `quiet` says which quiet changes are shown.
    pub fn new<'a>(compared: &'a Compared, hits: [&[Span]; 2], signs: Signs, quiet: Quiet) -> Self {
        let comparison = &compared.comparison;
        let order = comparison.reading_order();
        let writer =
            |which, article: &'a Article, side: &'a Side, boilerplate: &'a [Span], hits| {
                let marks = writer::marks(writer::changes(comparison, which, quiet), hits);
                let mut writer = Writer::new(&article.body, side, marks, boilerplate, signs);
                writer.note_repeats(&comparison.repeats, which);
                writer
            };
        let [on_left, on_right] = &compared.boilerplate;
        let mut left = writer(Which::Left, &compared.left, &comparison.left, on_left, hits[0]);
        let mut right = writer(Which::Right, &compared.right, &comparison.right, on_right, hits[1]);
        let ends = ends(&order);
        let mut passages = Vec::with_capacity(order.len());
        for (place, block) in order.iter().enumerate() {
            let (index, on_left, on_right) = match *block {
                Block::Pair(group) => (group, true, true),
                Block::Left(group) => (group, true, false),
                Block::Right(group) => (group, false, true),
            };
            let Some(group) = comparison.groups.get(index) else { continue };
            let here: &[usize] = if on_left { &group.left } else { &[] };
            let there: &[usize] = if on_right { &group.right } else { &[] };
            let other = ends.get(&index).and_then(|&(l, r)| match block {
                Block::Left(_) => r,
                Block::Right(_) => l,
                Block::Pair(_) => None,
            });
            let moved = other.filter(|_| group.moved);
            let repeated = left.repeats(here).or_else(|| right.repeats(there));
            let mut class = match group.kind {
                GroupKind::Same if quiet.has_changes(group) => Class::Edited,
                GroupKind::Same => Class::Same,
                // By sentences it may have none.
                GroupKind::Edited if group.changes.is_empty() => Class::Edited,
                GroupKind::Edited if !quiet.has_changes(group) => Class::Same,
                GroupKind::Edited => Class::Edited,
                GroupKind::Rewritten => Class::Rewritten,
                GroupKind::LeftOnly => Class::OnlyLeft,
                GroupKind::RightOnly => Class::OnlyRight,
            };
            let mut note = None;
            if let Some(other) = moved {
                class = if other > place { Class::MovedDown } else { Class::MovedUp };
                let sign = class.sign();
                note = Some(match block {
                    Block::Left(_) => format!("{sign} moved to ¶{}", right.number(&group.right)),
                    _ => format!("{sign} moved from ¶{}", left.number(&group.left)),
                });
            } else if let Some(of) = repeated.filter(|_| on_left != on_right) {
                class = Class::Repeat;
                note = Some(format!("repeats ¶{of}"));
            }
            passages.push(Passage {
                group: index,
                class,
                left_number: left.opens(here),
                right_number: right.opens(there),
                left: left.write(here),
                right: right.write(there),
                note,
                other: moved,
                sentences: here.len().max(there.len()),
            });
        }
        let largest = left.paragraphs().max(right.paragraphs());
        let digits = largest.max(1).ilog10() as u16 + 1;
        Self { left: left.shown, right: right.shown, passages, digits }
    }
}

/// Where in the reading order the left and the right end of each group stand.
fn ends(order: &[Block]) -> HashMap<usize, (Option<usize>, Option<usize>)> {
    let mut ends: HashMap<usize, (Option<usize>, Option<usize>)> = HashMap::new();
    for (place, block) in order.iter().enumerate() {
        match *block {
            Block::Left(group) => ends.entry(group).or_default().0 = Some(place),
            Block::Right(group) => ends.entry(group).or_default().1 = Some(place),
            Block::Pair(_) => {}
        }
    }
    ends
}
