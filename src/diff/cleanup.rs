//! Makes a word diff read like an edit somebody made: no lone little words between longer changes,
//! boundaries at clauses.

use super::lexicon::{Lexicon, Sense};
use super::prose::{Prose, Token};
use super::words::Edit;
use crate::text::Span;
use std::ops::Range;

/// The words of a group on one side.
#[derive(Clone, Copy)]
pub(super) struct Words<'p, 'a> {
    pub(super) prose: &'p Prose<'a>,
    pub(super) lexicon: &'p Lexicon<'a>,
    /// Where the group's words begin in the text.
    pub(super) from: usize,
    /// How many words it has.
    pub(super) len: usize,
    /// The bytes of the group, from its first sentence to its last.
    pub(super) bytes: Span,
}

impl<'p, 'a> Words<'p, 'a> {
    /// The words of a run of sentences.
    pub(super) fn new(
        prose: &'p Prose<'a>,
        lexicon: &'p Lexicon<'a>,
        sentences: &Range<usize>,
    ) -> Self {
        let words = prose.words_of(sentences);
        let bytes = prose.span_of(sentences);
        Self { prose, lexicon, from: words.start, len: words.len(), bytes }
    }

    /// A word, by its place in the group.
    pub(super) fn token(self, word: usize) -> Option<Token> {
        if word >= self.len {
            return None;
        }
        self.prose.tokens.get(self.from + word).copied()
    }

    /// The spelling of a word.
    pub(super) fn form_id(self, word: usize) -> Option<u32> {
        self.token(word).map(|t| t.form)
    }

    /// The bytes between a word and the one before it; to the ends of the group at its ends.
    pub(super) fn gap(self, word: usize) -> Span {
        let before = word.checked_sub(1).and_then(|w| self.token(w));
        Span::new(
            before.map_or(self.bytes.start, |t| t.span().end),
            self.token(word).map_or(self.bytes.end, |t| t.span().start),
        )
    }

    /// Their keys.
    pub(super) fn keys(self) -> &'p [u32] {
        self.prose.keys.get(self.from..self.from + self.len).unwrap_or(&[])
    }

    fn is_stop(self, word: usize) -> bool {
        self.prose
            .form(self.from + word, self.lexicon)
            .is_some_and(|form| form.sense == Sense::Stop)
    }

    /// How strong a boundary stands before a word: 3 at an end or between sentences, 2 at a clause
    /// or a quotation, 0 inside a phrase.
    fn boundary(self, word: usize) -> u32 {
        if word == 0 || word >= self.len {
            return 3;
        }
        let gap = self.prose.gap_before(self.from + word);
        if gap.contains(['.', '!', '?', '\n', '。']) {
            3
        } else if gap.chars().any(|c| !c.is_whitespace() && c != '\'' && c != '’') {
            2
        } else {
            0
        }
    }
}

/// Cleans up the edits of a group.
pub(super) fn cleanup(edits: Vec<Edit>, left: Words<'_, '_>, right: Words<'_, '_>) -> Vec<Edit> {
    let mut edits = drop_islands(edits, left);
    slide(&mut edits, left, right);
    drop_islands(edits, left)
}

/// Joins edits that only one or two little words keep apart.
fn drop_islands(edits: Vec<Edit>, left: Words<'_, '_>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if let Some(last) = out.last_mut() {
            let between = last.left.end..edit.left.start;
            let shorter = last.size().min(edit.size());
            let small = match between.len() {
                0 => true,
                1 => shorter >= 2,
                2 => shorter >= 4,
                _ => false,
            };
            if small && between.into_iter().all(|word| left.is_stop(word)) {
                last.left.end = edit.left.end;
                last.right.end = edit.right.end;
                continue;
            }
        }
        out.push(edit);
    }
    out
}

/// An addition or omission may often stand one or more words further on with the same meaning:
/// puts it where its ends fall on the strongest boundaries.
fn slide(edits: &mut [Edit], left: Words<'_, '_>, right: Words<'_, '_>) {
    for at in 0..edits.len() {
        let before = at.checked_sub(1).and_then(|i| edits.get(i));
        let floor = before.map_or((0, 0), |e| (e.left.end, e.right.end));
        let ceiling =
            edits.get(at + 1).map_or((left.len, right.len), |e| (e.left.start, e.right.start));
        let Some(edit) = edits.get_mut(at) else { continue };
        if edit.left.is_empty() {
            let by = best_slide(&edit.right, right, (floor.1, ceiling.1));
            shift(edit, by);
        } else if edit.right.is_empty() {
            let by = best_slide(&edit.left, left, (floor.0, ceiling.0));
            shift(edit, by);
        }
    }
}

fn shift(edit: &mut Edit, by: isize) {
    for range in [&mut edit.left, &mut edit.right] {
        range.start = range.start.saturating_add_signed(by);
        range.end = range.end.saturating_add_signed(by);
    }
}

/// How far to move a run of words within `bounds` so that it starts and ends best; 0 among equals.
fn best_slide(run: &Range<usize>, words: Words<'_, '_>, bounds: (usize, usize)) -> isize {
    /// No phrase needs more, and a text of one repeated word would otherwise slide for ever.
    const FURTHEST: usize = 64;
    let keys = words.keys();
    let score = |start: usize, end: usize| words.boundary(start) + words.boundary(end);
    let mut best = (score(run.start, run.end), 0);
    let (mut start, mut end) = (run.start, run.end);
    for step in 1..=FURTHEST as isize {
        if start <= bounds.0 || keys.get(start - 1) != keys.get(end - 1) {
            break;
        }
        (start, end) = (start - 1, end - 1);
        if score(start, end) > best.0 {
            best = (score(start, end), -step);
        }
    }
    (start, end) = (run.start, run.end);
    for step in 1..=FURTHEST as isize {
        if end >= bounds.1 || keys.get(start) != keys.get(end) {
            break;
        }
        (start, end) = (start + 1, end + 1);
        if score(start, end) > best.0 {
            best = (score(start, end), step);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::super::deadline::Deadline;
    use super::super::words;
    use super::*;
    use std::time::Duration;

    /// The changed words as `left→right` after cleanup.
    fn marked(left: &str, right: &str) -> Vec<(String, String)> {
        let mut lexicon = Lexicon::default();
        let l = Prose::line(left, &mut lexicon);
        let r = Prose::line(right, &mut lexicon);
        let lw = Words::new(&l, &lexicon, &(0..1));
        let rw = Words::new(&r, &lexicon, &(0..1));
        let deadline = Deadline::new(Duration::from_secs(3600));
        let edits =
            words::edits(lw.keys(), rw.keys(), |key| lexicon.weight(key), deadline.stage(1.0));
        let say = |p: &Prose<'_>, range: &Range<usize>| {
            let words = p.tokens[range.clone()].iter().map(|t| t.span().of(p.body));
            words.collect::<Vec<_>>().join(" ")
        };
        cleanup(edits, lw, rw).iter().map(|e| (say(&l, &e.left), say(&r, &e.right))).collect()
    }

    fn pair(left: &str, right: &str) -> (String, String) {
        (left.into(), right.into())
    }

    #[test]
    fn a_little_word_between_longer_changes_goes_with_them() {
        assert_eq!(
            marked(
                "crews quickly fought the raging blaze",
                "police slowly watched the distant storm"
            ),
            [pair(
                "crews quickly fought the raging blaze",
                "police slowly watched the distant storm"
            )]
        );
        // Between single words it stays: the phrase is still recognisable.
        assert_eq!(
            marked("crews fought the blaze", "crews watched the storm"),
            [pair("fought", "watched"), pair("blaze", "storm")]
        );
    }

    #[test]
    fn an_addition_is_put_at_the_clause() {
        assert_eq!(
            marked("the ship, the old ferry, sank", "the ship, the new tug, the old ferry, sank"),
            [pair("", "the new tug")]
        );
        assert_eq!(marked("He ran. He hid.", "He ran. He fell. He hid."), [pair("", "He fell")]);
    }
}
