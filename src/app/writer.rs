//! Writes the passages of one text of a comparison, with its marks; sentences over hard line ends
//! become one line.

use super::quiet::Quiet;
use super::shown::{Mark, MarkKind, Shown, Signs};
use crate::diff::{Change, Comparison, Repeat, Side, Which};
use crate::text::Span;
use std::collections::HashMap;

/// Writes the passages of one side.
pub(super) struct Writer<'a> {
    body: &'a str,
    side: &'a Side,
    marks: Vec<Mark>,
    /// What is printed under everything.
    boilerplate: &'a [Span],
    /// What was written.
    pub(super) shown: Shown,
    /// The paragraph each sentence is in, counted from 1 over those that have sentences.
    paragraphs: Vec<u32>,
    /// Repeated sentences, and what they repeat.
    repeated: HashMap<usize, usize>,
    /// The paragraph written last.
    last: Option<u32>,
}

impl<'a> Writer<'a> {
    /// A writer of the text of which `side` has the sentences. `boilerplate` is what is printed under
    /// everything, `repeats` what the text says twice.
    pub(super) fn new(
        body: &'a str,
        side: &'a Side,
        marks: Vec<Mark>,
        boilerplate: &'a [Span],
        signs: Signs,
    ) -> Self {
        let mut paragraphs = Vec::with_capacity(side.sentences.len());
        let mut before = None;
        let mut number = 0;
        for sentence in &side.sentences {
            if before.replace(sentence.paragraph) != Some(sentence.paragraph) {
                number += 1;
            }
            paragraphs.push(number);
        }
        let shown = Shown::new(signs);
        Self {
            body,
            side,
            boilerplate,
            marks,
            shown,
            paragraphs,
            repeated: HashMap::new(),
            last: None,
        }
    }

    /// Notes what the text says twice.
    pub(super) fn note_repeats(&mut self, repeats: &[Repeat], which: Which) {
        let of_side = repeats.iter().filter(|repeat| repeat.side == which);
        self.repeated = of_side.map(|repeat| (repeat.sentence, repeat.of)).collect();
    }

    /// The largest number of a paragraph.
    pub(super) fn paragraphs(&self) -> u32 {
        self.paragraphs.last().copied().unwrap_or(0)
    }

    /// The paragraph of the first of these sentences, counted from 1.
    pub(super) fn number(&self, sentences: &[usize]) -> u32 {
        sentences.first().and_then(|&s| self.paragraphs.get(s)).copied().unwrap_or(0)
    }

    /// The paragraph that the first of these repeated sentences says again; none unless all do.
    pub(super) fn repeats(&self, sentences: &[usize]) -> Option<u32> {
        let all = sentences.iter().all(|s| self.repeated.contains_key(s));
        let of = self.repeated.get(sentences.first()?)?;
        all.then(|| self.number(&[*of]))
    }

    /// The paragraph that these sentences open, where they do.
    pub(super) fn opens(&mut self, sentences: &[usize]) -> Option<u32> {
        let first = self.paragraphs.get(*sentences.first()?).copied();
        let opens = first.filter(|_| first != self.last);
        self.last = sentences.last().and_then(|&s| self.paragraphs.get(s)).copied();
        opens
    }

    /// Writes these sentences; says where they stand in what is shown. Nothing for none.
    pub(super) fn write(&mut self, sentences: &[usize]) -> Option<Span> {
        if !self.shown.text.is_empty() {
            self.shown.break_line();
        }
        let start = self.shown.text.len();
        let mut before: Option<usize> = None;
        for &index in sentences {
            let Some(sentence) = self.side.sentences.get(index) else { continue };
            match before {
                Some(before) if before + 1 == index => self.shown.text.push(' '),
                // Sentences of one group that do not follow one another.
                Some(_) => self.shown.say(" … "),
                None => {}
            }
            self.push(sentence.span);
            before = Some(index);
        }
        before.map(|_| Span::new(start, self.shown.text.len()))
    }

    /// A sentence may run over hard line ends; here it is one line.
    fn push(&mut self, span: Span) {
        let mut at = span.start;
        for (i, line) in span.of(self.body).split('\n').enumerate() {
            if i > 0 {
                self.shown.text.push(' ');
                at += 1;
            }
            let line_at = Span::new(at, at + line.len());
            self.shown.push_with(self.body, line_at, &self.marks, self.boilerplate);
            at += line.len();
        }
    }
}

/// The words of one side that changes in `comparison` cover.
pub(super) fn changes(
    comparison: &Comparison,
    which: Which,
    quiet: Quiet,
) -> impl Iterator<Item = Mark> {
    let changes = comparison.groups.iter().flat_map(move |group| quiet.changes(group));
    changes.map(move |change: &Change| Mark {
        span: match which {
            Which::Left => change.left,
            Which::Right => change.right,
        },
        kind: match change.other {
            Some(_) => MarkKind::Shifted,
            None => MarkKind::Change(change.kind),
        },
    })
}

/// Changed words and, where they leave room, what the query matched.
pub(super) fn marks(changes: impl Iterator<Item = Mark>, hits: &[Span]) -> Vec<Mark> {
    let mut changes: Vec<Mark> = changes.filter(|mark| !mark.span.is_empty()).collect();
    changes.sort_by_key(|mark| mark.span);
    let mut marks: Vec<Mark> = Vec::with_capacity(changes.len() + hits.len());
    let mut hits = hits.iter().copied().peekable();
    for change in changes {
        if marks.last().is_some_and(|before| before.span.end > change.span.start) {
            continue;
        }
        while let Some(hit) = hits.next_if(|hit| hit.start < change.span.end) {
            let after = marks.last().map_or(0, |before| before.span.end);
            if hit.start >= after && hit.end <= change.span.start {
                marks.push(Mark { span: hit, kind: MarkKind::Hit });
            }
        }
        marks.push(change);
    }
    let after = marks.last().map_or(0, |before| before.span.end);
    marks.extend(
        hits.filter(|hit| hit.start >= after).map(|span| Mark { span, kind: MarkKind::Hit }),
    );
    marks
}
