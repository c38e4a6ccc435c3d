//! A text as it is shown: sanitised, with the signs a screen without colour needs, and with its
//! marks moved along. Made once, then wrapped and drawn by row.

use crate::diff::ChangeKind;
use crate::text::{Span, sanitize};
use unicode_segmentation::UnicodeSegmentation;

/// What a stretch of text is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// The query matched it.
    Hit,
    /// It differs from the other text.
    Change(ChangeKind),
    /// The other text has the same words elsewhere in the sentence.
    Shifted,
    /// It matters less: a repeat, a connecting sign.
    Aside,
}

impl MarkKind {
    /// The signs that stand for the style where there is no colour.
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Hit => ("«", "»"),
            Self::Change(ChangeKind::Figure) => ("{", "}"),
            Self::Change(_) => ("[", "]"),
            Self::Shifted => ("‹", "›"),
            Self::Aside => ("", ""),
        }
    }
}

/// A marked stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes it covers.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// Whether marks are drawn as signs in the text, besides their style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signs {
    /// Style is enough: there is colour.
    #[default]
    Styles,
    /// Signs are put around what is marked.
    Drawn,
}

/// Text made ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Safe to draw but for its line breaks, which rows never contain.
    pub text: String,
    /// The marks, in offsets of `text`, in order, without overlaps.
    pub marks: Vec<Mark>,
    /// What is printed under everything, in offsets of `text`, in order.
    pub quiet: Vec<Span>,
    /// Signs that stand for invisible characters, in offsets of `text`, in order.
    pub invisible: Vec<Span>,
    /// Where source and shown offsets part: (source, shown), rising in both.
    map: Vec<(usize, usize)>,
    signs: Signs,
}

impl Shown {
    /// Nothing yet.
    pub fn new(signs: Signs) -> Self {
        Self { signs, ..Self::default() }
    }

    /// A whole text, or as much of it as `span` covers.
    pub fn of(source: &str, span: Span, marks: &[Mark], signs: Signs) -> Self {
        Self::with_quiet(source, span, marks, &[], signs)
    }

    /// The same, of which `quiet` is what is printed under everything: bytes of `source`, in order,
    /// without overlaps.
    pub fn with_quiet(
        source: &str,
        span: Span,
        marks: &[Mark],
        quiet: &[Span],
        signs: Signs,
    ) -> Self {
        let mut shown = Self::new(signs);
        shown.text.reserve(span.len());
        shown.push(source, span, marks);
        shown.hush(0, span, quiet);
        shown
    }

    /// Adds the bytes `span` of `source`, line breaks kept. `marks` are offsets into `source`, in
    /// order, without overlaps; those outside the span are left out.
    pub fn push(&mut self, source: &str, span: Span, marks: &[Mark]) {
        let first = marks.partition_point(|m| m.span.end <= span.start);
        let mut at = span.start;
        for mark in marks.iter().skip(first).take_while(|m| m.span.start < span.end) {
            let start = mark.span.start.max(at);
            let end = mark.span.end.min(span.end);
            if start >= end || source.get(start..end).is_none() {
                continue;
            }
            self.lines(source, Span::new(at, start));
            let (open, close) = match self.signs {
                Signs::Drawn => mark.kind.signs(),
                Signs::Styles => ("", ""),
            };
            let begin = self.text.len();
            self.text.push_str(open);
            self.lines(source, Span::new(start, end));
            self.text.push_str(close);
            self.marks.push(Mark { span: Span::new(begin, self.text.len()), kind: mark.kind });
            at = end;
        }
        self.lines(source, Span::new(at, span.end));
    }

    /// Adds the bytes `span` of `source` as [`Self::push`] does, of which `quiet` is what is printed
    /// under everything.
    pub fn push_with(&mut self, source: &str, span: Span, marks: &[Mark], quiet: &[Span]) {
        let known = self.map.len();
        self.push(source, span, marks);
        self.hush(known, span, quiet);
    }

    /// Notes where `quiet` is shown, as far as it lies in `span`, which was pushed when the first
    /// `known` places were known.
    fn hush(&mut self, known: usize, span: Span, quiet: &[Span]) {
        let map = self.map.get(known..).unwrap_or(&[]);
        let first = quiet.partition_point(|q| q.end <= span.start);
        for q in quiet.iter().skip(first).take_while(|q| q.start < span.end) {
            let (start, end) = (q.start.max(span.start), q.end.min(span.end));
            let shown = |at| place(map, at, self.text.len());
            let shown = Span::new(shown(start), shown(end));
            if shown.start < shown.end && self.text.get(shown.range()).is_some() {
                self.quiet.push(shown);
            }
        }
    }

    /// Adds words of our own.
    pub fn say(&mut self, words: &str) {
        let begin = self.text.len();
        self.text.push_str(&sanitize::line(words));
        let span = Span::new(begin, self.text.len());
        self.marks.push(Mark { span, kind: MarkKind::Aside });
    }

    /// Adds a line break.
    pub fn break_line(&mut self) {
        self.text.push('\n');
    }

    /// Where the byte at `source` of the source is shown. Sources must have been pushed in order.
    pub fn locate(&self, source: usize) -> usize {
        place(&self.map, source, self.text.len())
    }

    /// A span of the source as it is shown.
    pub fn locate_span(&self, span: Span) -> Span {
        Span::new(self.locate(span.start), self.locate(span.end))
    }

    /// The marks that touch `row`, found by binary search.
    pub fn marks_in(&self, row: Span) -> &[Mark] {
        let from = self.marks.partition_point(|m| m.span.end <= row.start);
        let to = self.marks.partition_point(|m| m.span.start < row.end);
        self.marks.get(from..to).unwrap_or(&[])
    }

    /// Those of `quiet` that touch `row`.
    pub fn quiet_in(&self, row: Span) -> &[Span] {
        touching(&self.quiet, row)
    }

    /// Those of `invisible` that touch `row`.
    pub fn invisible_in(&self, row: Span) -> &[Span] {
        touching(&self.invisible, row)
    }

    fn lines(&mut self, source: &str, span: Span) {
        let mut at = span.start;
        for (i, line) in span.of(source).split('\n').enumerate() {
            if i > 0 {
                self.text.push('\n');
                at += 1;
            }
            self.line(line, at);
            at += line.len();
        }
    }

    fn line(&mut self, line: &str, at: usize) {
        self.map.push((at, self.text.len()));
        let safe = sanitize::line(line);
        if *safe == *line {
            self.text.push_str(line);
            return;
        }
        for (offset, grapheme) in line.grapheme_indices(true) {
            let safe = sanitize::line(grapheme);
            let begin = self.text.len();
            self.map.push((at + offset, begin));
            self.text.push_str(&safe);
            if *safe != *grapheme && sanitize::pieces(grapheme).any(|piece| piece.mark) {
                self.invisible.push(Span::new(begin, self.text.len()));
            }
        }
    }
}

/// Where the byte at `source` is shown, as `map` has it; `end` is where what is shown ends.
fn place(map: &[(usize, usize)], source: usize, end: usize) -> usize {
    let next = map.partition_point(|&(from, _)| from <= source);
    let limit = map.get(next).map_or(end, |&(_, to)| to);
    match next.checked_sub(1).and_then(|last| map.get(last)) {
        Some(&(from, to)) => (to + (source - from)).min(limit),
        None => 0,
    }
}

/// Those of `spans`, which are in order, that touch `row`.
fn touching(spans: &[Span], row: Span) -> &[Span] {
    let from = spans.partition_point(|span| span.end <= row.start);
    let to = spans.partition_point(|span| span.start < row.end);
    spans.get(from..to).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, kind: MarkKind) -> Mark {
        Mark { span: Span::new(start, end), kind }
    }

    #[test]
    fn signs_stand_around_marks_and_offsets_follow() {
        let text = "at least 40 dead\nin all";
        let figure = MarkKind::Change(ChangeKind::Figure);
        let marks = [mark(9, 11, figure), mark(20, 23, MarkKind::Change(ChangeKind::Wording))];
        let shown = Shown::of(text, Span::new(0, text.len()), &marks, Signs::Drawn);
        assert_eq!(shown.text, "at least {40} dead\nin [all]");
        assert_eq!(shown.marks[0].span.of(&shown.text), "{40}");
        assert_eq!(shown.locate_span(Span::new(12, 16)).of(&shown.text), "dead");
        let plain = Shown::of(text, Span::new(0, text.len()), &marks, Signs::Styles);
        assert_eq!(plain.text, text);
        assert_eq!(plain.marks[1].span.of(&plain.text), "all");
    }

    #[test]
    fn a_mark_over_a_control_character_keeps_its_place() {
        let text = "a\u{1b}b pier c";
        let shown =
            Shown::of(text, Span::new(0, text.len()), &[mark(4, 8, MarkKind::Hit)], Signs::Styles);
        assert_eq!(shown.marks[0].span.of(&shown.text), "pier");
    }

    #[test]
    fn what_is_printed_under_everything_keeps_its_place() {
        let text = "A fire.\nWrite to \u{200b}the desk.";
        let (write, end) = (8, text.len());
        let hit = [mark(write, write + 5, MarkKind::Hit)];
        let quiet = [Span::new(write, end)];
        let shown = Shown::with_quiet(text, Span::new(0, end), &hit, &quiet, Signs::Drawn);
        assert_eq!(shown.text, "A fire.\n«Write» to ⟨200b⟩the desk.");
        assert_eq!(shown.quiet[0].of(&shown.text), "Write» to ⟨200b⟩the desk.");
        assert_eq!(shown.invisible[0].of(&shown.text), "⟨200b⟩");
        assert!(shown.quiet_in(Span::new(0, 7)).is_empty());
    }

    #[test]
    fn what_is_pushed_out_of_order_is_hushed_where_it_stands() {
        let text = "One. Two. Three.";
        let quiet = [Span::new(5, 16)];
        let mut shown = Shown::new(Signs::Styles);
        for span in [Span::new(10, 16), Span::new(0, 9)] {
            shown.push_with(text, span, &[], &quiet);
        }
        let hushed: Vec<_> = shown.quiet.iter().map(|span| span.of(&shown.text)).collect();
        assert_eq!(hushed, ["Three.", "Two."]);
    }

    proptest! {
        #[test]
        fn shown_text_is_safe_and_marks_fit(text in "\\PC*[\u{0}-\u{20}é漢\u{202e}]{0,9}\\PC*", cut in 0usize..40, len in 0usize..20) {
            let mut start = cut.min(text.len());
            while !text.is_char_boundary(start) { start -= 1; }
            let mut end = (start + len).min(text.len());
            while !text.is_char_boundary(end) { end -= 1; }
            let marks = [mark(start, end.max(start), MarkKind::Hit)];
            let shown = Shown::of(&text, Span::new(0, text.len()), &marks, Signs::Drawn);
            prop_assert!(!shown.text.chars().any(|c| c.is_control() && c != '\n'));
            for mark in &shown.marks {
                prop_assert!(shown.text.get(mark.span.range()).is_some());
            }
            prop_assert!(shown.locate(text.len()) <= shown.text.len());
        }
    }
}
