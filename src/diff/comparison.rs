//! The result of comparing two texts: groups of aligned sentences, what changed inside them, moves,
//! repeats and figures. Screens and exports read this and nothing else.

use crate::text::{Span, segment::Sentence};
use serde::Serialize;

/// Everything that differs, and everything that does not, between two texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The left text's sentences.
    pub left: Side,
    /// The right text's sentences.
    pub right: Side,
    /// Aligned sentences. Each sentence of either side is in exactly one group. In the order of the
    /// left text; a group that is only on the right comes after the group its predecessor is in.
    pub groups: Vec<Group>,
    /// Sentences that say again what the same text said before.
    pub repeats: Vec<Repeat>,
    /// Figures found on both sides, or on one side of an aligned group.
    pub figures: Vec<Figure>,
    /// How much the two have in common.
    pub scores: Scores,
    /// Whether a deadline was hit, so that the result is coarser than usual.
    pub coarse: bool,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}

/// What became of a group of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// The same but for white space, quote style and the like.
    Same,
    /// The same sentence with changes, which `changes` lists.
    Edited,
    /// The same statement in other words: too unlike to mark single words.
    Rewritten,
    /// Only in the left text.
    LeftOnly,
    /// Only in the right text.
    RightOnly,
}

/// Sentences of the left and of the right that say the same, n:m; or sentences without a
/// counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What became of it.
    pub kind: GroupKind,
    /// Indexes of left sentences, rising; empty for `RightOnly`.
    pub left: Vec<usize>,
    /// Indexes of right sentences, rising; empty for `LeftOnly`.
    pub right: Vec<usize>,
    /// How alike the two sides are, 0 to 1.
    pub similarity: f32,
    /// Whether it stands at another place on the right than on the left.
    pub moved: bool,
    /// What changed inside, in order; empty unless `Edited`. By sentences ([`Granularity::Sentence`])
    /// an edited group may have none.
    ///
    /// [`Granularity::Sentence`]: super::Granularity::Sentence
    pub changes: Vec<Change>,
    /// What differs only in white space, quote style or dash style, in order: differences that make
    /// no group `Edited`. They lie outside of `changes`.
    pub quiet: Vec<Change>,
}

impl Group {
    /// Puts the quiet differences among the changes, where they stand.
    fn mark_quiet(&mut self) {
        let quiet = std::mem::take(&mut self.quiet);
        let all = std::mem::take(&mut self.changes).into_iter().enumerate();
        let mut all: Vec<(Option<usize>, Change)> = all
            .map(|(at, change)| (Some(at), change))
            .chain(quiet.into_iter().map(|change| (None, change)))
            .collect();
        all.sort_by_key(|(_, change)| (change.left.start, change.right.start, change.left.end));
        let mut moved_to = vec![None; all.len()];
        for (to, (from, _)) in all.iter().enumerate() {
            if let Some(place) = from.and_then(|from| moved_to.get_mut(from)) {
                *place = Some(to);
            }
        }
        self.changes = all
            .into_iter()
            .map(|(_, change)| {
                let other = change.other.and_then(|other| *moved_to.get(other)?);
                Change { other, ..change }
            })
            .collect();
    }
}

/// The class of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A number.
    Figure,
    /// A date or a time.
    Date,
    /// A proper name.
    Name,
    /// Words inside quotation marks.
    Quote,
    /// Only signs between or inside words: a quiet change.
    Punctuation,
    /// Only capitals: a quiet change.
    Case,
    /// Only white space, a line break within a paragraph included: a quiet change.
    Whitespace,
    /// Only the style of a quotation mark, an apostrophe or a dash: a quiet change.
    QuoteStyle,
    /// Any other words.
    Wording,
}

impl ChangeKind {
    /// Whether the words are the same and only their dress differs, so that a reader may fold it
    /// away.
    pub fn is_quiet(self) -> bool {
        matches!(self, Self::Punctuation | Self::Case | Self::Whitespace | Self::QuoteStyle)
    }
}

/// Words replaced, added (`left` is empty) or dropped (`right` is empty).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its class.
    pub kind: ChangeKind,
    /// Bytes of the left body; empty at the place of an addition.
    pub left: Span,
    /// Bytes of the right body; empty at the place of an omission.
    pub right: Span,
    /// The other end, where these words stand elsewhere in the sentence: its index among the
    /// group's `changes`. One of the two is an omission, the other an addition of the same words.
    pub other: Option<usize>,
}

impl Change {
    /// A change of words that stand nowhere else.
    pub fn new(kind: ChangeKind, left: Span, right: Span) -> Self {
        Self { kind, left, right, other: None }
    }
}

/// Which text a repeat is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// A sentence that stands twice in one text. It is also in its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// The text it is in.
    pub side: Which,
    /// The later sentence.
    pub sentence: usize,
    /// The earlier sentence that it repeats.
    pub of: usize,
}

/// A number with its noun or unit, on one side or on both.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What is counted, with currency, unit and modifier: `dead`, `over · wounded`, `$`.
    pub label: String,
    /// The number as it stands in the left text, separators and all.
    pub left: Option<FigureText>,
    /// The number as it stands in the right text.
    pub right: Option<FigureText>,
    /// Whether both sides give the same number, as far as both give one: `scores` contradict no `103`.
    pub agrees: bool,
    /// The group it was found in; the left one's where the two stand in different groups.
    pub group: usize,
}

/// How the two sides stand to one another in a fact; what does not agree comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They say different things.
    Differs,
    /// Only the left says it.
    OnlyLeft,
    /// Only the right says it.
    OnlyRight,
    /// They say the same.
    Agrees,
}

impl Standing {
    /// Its sign, so that no colour is needed.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Differs => "≠",
            Self::OnlyLeft => "−",
            Self::OnlyRight => "+",
            Self::Agrees => "=",
        }
    }
}

impl Figure {
    /// How the two sides stand in it.
    pub fn standing(&self) -> Standing {
        match (&self.left, &self.right) {
            (Some(_), None) => Standing::OnlyLeft,
            (None, Some(_)) => Standing::OnlyRight,
            _ if self.agrees => Standing::Agrees,
            _ => Standing::Differs,
        }
    }
}

/// A number where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureText {
    /// The number as written.
    pub text: String,
    /// Where it stands in its body.
    pub span: Span,
}

/// How much two texts have in common. Shares lie between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Jaccard of the word 5-grams.
    pub resemblance: f32,
    /// Share of the left text's 5-grams found in the right.
    pub containment_left: f32,
    /// Share of the right text's 5-grams found in the left.
    pub containment_right: f32,
    /// Share of all sentences that have a counterpart.
    pub aligned: f32,
    /// Share of all sentences that have one at another place.
    pub moved: f32,
}

impl Scores {
    /// Fills in the shares of sentences.
    pub(super) fn count_sentences(&mut self, groups: &[Group]) {
        let (mut all, mut aligned, mut moved) = (0, 0, 0);
        for group in groups {
            let sentences = group.left.len() + group.right.len();
            all += sentences;
            if !group.left.is_empty() && !group.right.is_empty() {
                aligned += sentences;
                moved += if group.moved { sentences } else { 0 };
            }
        }
        if all > 0 {
            self.aligned = aligned as f32 / all as f32;
            self.moved = moved as f32 / all as f32;
        }
    }
}

/// What a comparison comes to, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Left sentences with a counterpart.
    pub matched_left: usize,
    /// Right sentences with a counterpart.
    pub matched_right: usize,
    /// Sentences only on the left.
    pub only_left: usize,
    /// Sentences only on the right.
    pub only_right: usize,
    /// Left paragraphs without any counterpart.
    pub paragraphs_only_left: usize,
    /// Right paragraphs without any counterpart.
    pub paragraphs_only_right: usize,
    /// Groups with changes inside.
    pub edited: usize,
    /// Groups in other words.
    pub rewritten: usize,
    /// Groups at another place.
    pub moved: usize,
    /// Sentences that repeat what their own text said before.
    pub repeated: usize,
}

/// One step of reading a comparison from top to bottom: what stands level with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Both sides of a group, level.
    Pair(usize),
    /// The left side of a group against a gap: only left, or moved away.
    Left(usize),
    /// The right side of a group against a gap: only right, or moved here.
    Right(usize),
}

impl Comparison {
    /// The groups in the order they are read: groups in place stand level; both ends of a moved
    /// group stand alone, each at its own place.
    pub fn reading_order(&self) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(self.groups.len());
        let (lefts, rights) = (self.ends(|g| &g.left), self.ends(|g| &g.right));
        let mut rights_told = rights.iter().copied().peekable();
        let mut level = vec![false; self.groups.len()];
        let mut reached = None;
        for &at in &lefts {
            let group = &self.groups[at];
            let first = group.right.first().copied();
            if !group.moved && first.is_some() && first > reached {
                level[at] = true;
                reached = group.right.last().copied();
            }
        }
        for &at in &lefts {
            if level[at] {
                while let Some(other) = rights_told.next_if(|&other| other != at) {
                    blocks.push(Block::Right(other));
                }
                rights_told.next();
                blocks.push(Block::Pair(at));
            } else {
                blocks.push(Block::Left(at));
            }
        }
        blocks.extend(rights_told.map(Block::Right));
        blocks
    }

    /// The same with the quiet differences among the changes: a group that differs in nothing else
    /// becomes `Edited`. For those who want every difference marked.
    pub fn with_quiet_marked(mut self) -> Self {
        for group in self.groups.iter_mut().filter(|group| !group.quiet.is_empty()) {
            if group.kind == GroupKind::Same {
                group.kind = GroupKind::Edited;
            }
            if group.kind == GroupKind::Edited {
                group.mark_quiet();
            }
        }
        self
    }

    /// The groups that stand on one side, in the order of that side.
    fn ends(&self, side: impl Fn(&Group) -> &Vec<usize>) -> Vec<usize> {
        let mut out: Vec<usize> =
            (0..self.groups.len()).filter(|&at| !side(&self.groups[at]).is_empty()).collect();
        out.sort_by_key(|&at| side(&self.groups[at]).first().copied());
        out
    }

    /// What the comparison comes to, counted.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { repeated: self.repeats.len(), ..Totals::default() };
        for group in &self.groups {
            match group.kind {
                GroupKind::LeftOnly => totals.only_left += group.left.len(),
                GroupKind::RightOnly => totals.only_right += group.right.len(),
                _ => {
                    totals.matched_left += group.left.len();
                    totals.matched_right += group.right.len();
                }
            }
            totals.edited += usize::from(group.kind == GroupKind::Edited);
            totals.rewritten += usize::from(group.kind == GroupKind::Rewritten);
            totals.moved += usize::from(group.moved);
        }
        totals.paragraphs_only_left = self.paragraphs_alone(&self.left, |g| &g.left);
        totals.paragraphs_only_right = self.paragraphs_alone(&self.right, |g| &g.right);
        totals
    }

    /// Paragraphs of a side none of whose sentences has a counterpart.
    fn paragraphs_alone(&self, side: &Side, of: impl Fn(&Group) -> &Vec<usize>) -> usize {
        let paragraphs = side.sentences.last().map_or(0, |s| s.paragraph + 1);
        // Not every paragraph number need occur: none is also not alone.
        let mut alone: Vec<Option<bool>> = vec![None; paragraphs];
        for group in &self.groups {
            let matched = !group.left.is_empty() && !group.right.is_empty();
            for sentence in of(group).iter().filter_map(|s| side.sentences.get(*s)) {
                if let Some(state) = alone.get_mut(sentence.paragraph) {
                    *state = Some(state.unwrap_or(true) && !matched);
                }
            }
        }
        alone.iter().filter(|state| **state == Some(true)).count()
    }

    /// Figures that both sides give, and give differently.
    pub fn differing_figures(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|f| !f.agrees && f.left.is_some() && f.right.is_some())
    }
}
