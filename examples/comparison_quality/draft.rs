//! An edited article in the making: pieces that know which sentences they come from, and the log of
//! what was done to them. When it is written out, the log becomes places in both texts.

use crate::articles::Article;
use retold::text::Span;
use retold::text::segment::Sentence;
use std::collections::BTreeSet;
use std::ops::Range;

/// What kind of thing was changed at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Figure,
    Name,
    /// A clause that stands elsewhere in its sentence.
    Clause,
    /// What it moved past, which may as well be said to have moved.
    Rest,
}

/// A stretch of the edited text.
#[derive(Clone, Default)]
pub(super) struct Piece {
    pub text: String,
    /// What stands behind it.
    pub gap: String,
    /// The sentences of the original that it says; none when it is new.
    pub from: Vec<usize>,
    /// Whether it is a second copy of a sentence that is still there.
    pub copy: bool,
    /// What was changed in it: bytes of the original body, bytes of `text`.
    pub marks: Vec<(Mark, Option<Span>, Option<Range<usize>>)>,
    /// Whether it was changed in ways that a reader need not see, and in no other.
    pub quiet: bool,
}

/// How the lines of an edited text are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// As they are.
    AsIs,
    /// Wrapped again, as a text that was wrapped is when words in it change.
    Again,
    /// Wrapped where the original was not, or elsewhere: a quiet change of every sentence it touches.
    Anew,
}

/// An article being edited.
pub(super) struct Draft<'a> {
    pub article: &'a Article,
    pub pieces: Vec<Piece>,
    /// The sets of sentences any one of which may be said to have moved.
    pub readings: Vec<BTreeSet<usize>>,
    /// Whether the words of sentences were replaced, so that figures and names may differ unlogged.
    pub scrambled: bool,
    pub layout: Layout,
}

/// What was done, as places in both texts. Sentences are named by their place.
pub(super) struct Truth {
    pub body: String,
    /// Where each piece came to stand.
    spans: Vec<Span>,
    pieces: Vec<Piece>,
    pub readings: Vec<BTreeSet<usize>>,
    pub scrambled: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        let pieces = (0..article.sentences.len()).map(|at| Piece {
            text: article.text(at).into(),
            gap: article.gap(at).into(),
            from: vec![at],
            ..Piece::default()
        });
        let layout = if article.is_wrapped() { Layout::Again } else { Layout::AsIs };
        let pieces = pieces.collect();
        Self { article, pieces, readings: Vec::new(), scrambled: false, layout }
    }

    /// Places of the pieces that are still a telling sentence as it was.
    pub(super) fn untouched(&self) -> Vec<usize> {
        let whole = |piece: &Piece| {
            !piece.copy
                && piece.marks.is_empty()
                && matches!(piece.from.as_slice(), [at] if self.article.is_telling(*at)
                    && self.article.text(*at) == piece.text)
        };
        (0..self.pieces.len()).filter(|at| self.pieces.get(*at).is_some_and(whole)).collect()
    }

    /// Says that `moved` moved past `instead`. The other way round is as good when it moves about as
    /// few words.
    pub(super) fn note_move(&mut self, moved: &[usize], others: &[&[usize]]) {
        let words = |set: &[usize]| set.iter().map(|at| self.article.words(*at)).sum::<usize>();
        let most = words(moved) * 11 / 10 + 1;
        self.readings.push(moved.iter().copied().collect());
        for other in others.iter().filter(|other| words(other) <= most) {
            self.readings.push(other.iter().copied().collect());
        }
    }

    /// Breaks lines at spaces so that none is too long; every place stays what it was.
    fn wrap(&mut self) {
        let mut column = 0;
        for piece in &mut self.pieces {
            let (text, end) = wrapped(&piece.text, column);
            let (gap, end) = wrapped(&piece.gap, end);
            if self.layout == Layout::Anew {
                piece.quiet = text != piece.text;
            }
            (piece.text, piece.gap, column) = (text, gap, end);
        }
    }

    /// Writes it out.
    pub(super) fn finish(mut self) -> Truth {
        if self.layout != Layout::AsIs {
            self.wrap();
        }
        let start = self.article.sentences.first().map_or(0, |s| s.span.start);
        let mut body = self.article.body.get(..start).unwrap_or("").to_string();
        let mut spans = Vec::with_capacity(self.pieces.len());
        let last = self.pieces.len().saturating_sub(1);
        for (at, piece) in self.pieces.iter().enumerate() {
            spans.push(Span::new(body.len(), body.len() + piece.text.len()));
            body.push_str(&piece.text);
            // What was last may stand in the middle now.
            let gap = if piece.gap.is_empty() && at < last { "\n\n" } else { &piece.gap };
            body.push_str(gap);
        }
        let Self { pieces, readings, scrambled, .. } = self;
        Truth { body, spans, pieces, readings, scrambled }
    }
}

impl Truth {
    /// The sentences that a piece stands in.
    fn within(&self, piece: usize, sentences: &[Sentence]) -> Range<usize> {
        let span = self.spans.get(piece).copied().unwrap_or_default();
        let from = sentences.partition_point(|s| s.span.end <= span.start);
        from..sentences.partition_point(|s| s.span.start < span.end).max(from)
    }

    /// Sentences of the original with those of the edited text that say the same.
    pub(super) fn pairs(&self, sentences: &[Sentence]) -> BTreeSet<(usize, usize)> {
        let told = self.pieces.iter().enumerate().filter(|(_, piece)| !piece.copy);
        told.flat_map(|(at, piece)| {
            let rights = self.within(at, sentences);
            piece.from.iter().flat_map(move |l| rights.clone().map(move |r| (*l, r)))
        })
        .collect()
    }

    /// Sentences that say again what an earlier one says, with that one.
    pub(super) fn repeats(&self, sentences: &[Sentence]) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        for (at, copy) in self.pieces.iter().enumerate().filter(|(_, piece)| piece.copy) {
            let same = |piece: &Piece| !piece.copy && piece.from == copy.from;
            let Some(original) = self.pieces.iter().position(same) else { continue };
            let pairs = self.within(original, sentences).zip(self.within(at, sentences));
            out.extend(pairs.map(|(a, b)| (a.max(b), a.min(b))));
        }
        out
    }

    /// What was changed, as bytes of both bodies.
    pub(super) fn marks(&self, mark: Mark) -> Vec<(Option<Span>, Option<Span>)> {
        let placed = self.pieces.iter().zip(&self.spans).flat_map(|(piece, span)| {
            let marks = piece.marks.iter().filter(|(kind, ..)| *kind == mark);
            marks.map(|(_, left, right)| {
                let right = right.as_ref();
                (*left, right.map(|r| Span::new(span.start + r.start, span.start + r.end)))
            })
        });
        placed.collect()
    }

    /// Sentences of the original that were changed quietly.
    pub(super) fn quiet(&self) -> BTreeSet<usize> {
        self.pieces
            .iter()
            .filter(|piece| piece.quiet)
            .flat_map(|piece| piece.from.clone())
            .collect()
    }
}

/// `text`, which begins at `column`, with each line's last space that fits become its end; and the
/// column where it ends. White space in runs is layout of its own and stays.
fn wrapped(text: &str, mut column: usize) -> (String, usize) {
    const COLUMNS: usize = 66;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        let next = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let alone = next > 0 && !out.ends_with(char::is_whitespace) || rest.is_empty();
        // What follows a gap is not known here: a long word is allowed for.
        let ahead = rest.get(..next).map_or(0, |word| word.chars().count()).max(8);
        if matches!(c, ' ' | '\n') && alone {
            let ends = column + 1 + ahead > COLUMNS;
            out.push(if ends { '\n' } else { ' ' });
            column = if ends { 0 } else { column + 1 };
        } else {
            out.push(c);
            column = if c == '\n' { 0 } else { column + 1 };
        }
    }
    (out, column)
}
