//! Paragraphs of a body: one to a line, or joined again where the lines were wrapped by hand.
//! Which of the two a body is, is told from the body as a whole.

use super::Span;

/// A paragraph, without surrounding white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) span: Span,
    /// Whether it stands on one line.
    pub(super) single_line: bool,
}

/// Lines of wrapped text are no longer than this.
const LONGEST_WRAPPED: usize = 110;
/// And the longest of them no shorter than this.
const SHORTEST_WRAPPED: usize = 40;

/// One line: where its text stands, how far it is indented, how many characters it has.
struct Line {
    span: Span,
    indent: usize,
    length: usize,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.span.is_empty()
    }

    /// Whether it is too long to have been wrapped.
    fn is_long(&self) -> bool {
        self.length > LONGEST_WRAPPED
    }
}

/// The paragraphs of `body` that are not empty, in order.
pub(super) fn paragraphs(body: &str) -> Vec<Paragraph> {
    let lines = lines(body);
    let wrap = Wrap::of(body, &lines);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        if !line.is_blank() {
            let continues = match (&wrap, previous) {
                (Some(wrap), Some(previous)) => wrap.joins(body, previous, line),
                _ => false,
            };
            match out.last_mut() {
                Some(paragraph) if continues => {
                    paragraph.span.end = line.span.end;
                    paragraph.single_line = false;
                }
                _ => out.push(Paragraph { span: line.span, single_line: true }),
            }
        }
        previous = Some(line).filter(|line| !line.is_blank());
    }
    out
}

fn lines(body: &str) -> Vec<Line> {
    let mut at = 0;
    body.split('\n')
        .map(|line| {
            let text = line.trim();
            let indent = line.len() - line.trim_start().len();
            let start = at + if text.is_empty() { 0 } else { indent };
            at += line.len() + 1;
            let length =
                if line.len() > 4 * LONGEST_WRAPPED { line.len() } else { text.chars().count() };
            Line { span: Span::new(start, start + text.len()), indent, length }
        })
        .collect()
}

/// How a body was wrapped by hand.
struct Wrap {
    /// Characters in its longest lines.
    columns: usize,
    /// Indentation of lines that continue a paragraph.
    base: usize,
    /// Whether an indented line starts a paragraph.
    indented: bool,
}

impl Wrap {
    /// How `body` was wrapped; none when a line is a paragraph.
    fn of(body: &str, lines: &[Line]) -> Option<Self> {
        let filled = || lines.iter().filter(|line| !line.is_blank());
        let count = filled().count();
        let long = filled().filter(|line| line.is_long()).count();
        let columns =
            filled().map(|line| line.length).filter(|&n| n <= LONGEST_WRAPPED).max().unwrap_or(0);
        // A few lines may have been left as they were, an address or what was pasted in later.
        if long * 4 > count || columns < SHORTEST_WRAPPED {
            return None;
        }
        let base = filled().map(|line| line.indent).min().unwrap_or(0);
        let indented = filled().any(|line| line.indent > base);
        let wrap = Self { columns, base, indented };

        // Of two lines in a row where the second is not set off, wrapped text breaks in mid-sentence.
        let mut pairs = 0;
        let mut broken = 0;
        for pair in lines.windows(2) {
            if let [a, b] = pair
                && !a.is_blank()
                && !b.is_blank()
                && !a.is_long()
                && !b.is_long()
                && b.indent == base
            {
                pairs += 1;
                if !ends_a_sentence(a.span.of(body)) && (wrap.fills(body, a, b) || goes_on(body, b))
                {
                    broken += 1;
                }
            }
        }
        // With long lines about, one pair of short ones proves nothing.
        let proven = if long > 0 { 3 } else { 1 };
        (pairs >= proven && broken * 10 >= pairs * 6).then_some(wrap)
    }

    /// Whether `b` continues the paragraph of `a`, the line above it.
    fn joins(&self, body: &str, a: &Line, b: &Line) -> bool {
        if (self.indented && b.indent > self.base) || is_address(body, a) || is_address(body, b) {
            return false;
        }
        if a.is_long() || b.is_long() {
            return !ends_a_sentence(a.span.of(body)) && goes_on(body, b);
        }
        if ends_a_sentence(a.span.of(body)) {
            return self.fills(body, a, b);
        }
        self.indented || self.fills(body, a, b) || goes_on(body, b)
    }

    /// Whether the first word of `b` would not have fitted on `a`.
    fn fills(&self, body: &str, a: &Line, b: &Line) -> bool {
        const RAGGED: usize = 4;
        let word = b.span.of(body).split_whitespace().next().unwrap_or("");
        a.length + 1 + word.chars().take(self.columns).count() + RAGGED > self.columns
    }
}

/// Whether a line is a web address, which stands on a line of its own.
fn is_address(body: &str, line: &Line) -> bool {
    let text = line.span.of(body);
    text.starts_with("http") && text.contains("://") && !text.contains(' ')
}

/// Whether a line starts in mid-sentence.
fn goes_on(body: &str, line: &Line) -> bool {
    line.span.of(body).starts_with(|c: char| c.is_lowercase())
}

/// Whether a line ends with what ends a sentence, closing quotes and brackets aside.
pub(super) fn ends_a_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| c.is_whitespace() || super::sentences::is_closer(c))
        .ends_with(super::sentences::is_terminator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(body: &str) -> Vec<String> {
        paragraphs(body).iter().map(|p| p.span.of(body).replace('\n', "/")).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let body =
            "The ferry left\n\nIt burned for two days and nobody could say why it did.\nTwo died.";
        assert_eq!(
            all(body),
            [
                "The ferry left",
                "It burned for two days and nobody could say why it did.",
                "Two died."
            ]
        );
    }

    #[test]
    fn indented_wire_lines_are_joined() {
        let body = "A ferry burned in the outer\nHarbour of Port Calder on Monday, killing forty\nof \
                    those aboard, the coast guard said in a note.\n    The cause was not known. Divers\n\
                    would go down on Tuesday.\n    Dead 40 vs 60\n    Hurt 100 vs 115\n Wire\n";
        assert_eq!(
            all(body),
            [
                "A ferry burned in the outer/Harbour of Port Calder on Monday, killing forty/of those \
                 aboard, the coast guard said in a note.",
                "The cause was not known. Divers/would go down on Tuesday.",
                "Dead 40 vs 60",
                "Hurt 100 vs 115",
                "Wire"
            ]
        );
    }

    #[test]
    fn wrapped_lines_parted_by_blank_ones_are_joined() {
        let body = "FERRY BURNS\n\nA ferry burned in the outer harbour of Port Calder on\nMonday, \
                    killing forty of those aboard. The coast guard\nsaid so in a note.\n\nThe cause was \
                    not known, and nobody would guess at it\nbefore Tuesday.";
        assert_eq!(
            all(body),
            [
                "FERRY BURNS",
                "A ferry burned in the outer harbour of Port Calder on/Monday, killing forty of those \
                 aboard. The coast guard/said so in a note.",
                "The cause was not known, and nobody would guess at it/before Tuesday."
            ]
        );
    }

    #[test]
    fn a_long_line_among_wrapped_ones_stands_alone() {
        let long = "This line was pasted in later and nobody wrapped it, ".repeat(3);
        let body = format!(
            "A ferry burned in the outer harbour of Port Calder on\nMonday, killing forty of those \
             aboard. The coast guard\nsaid so in a note.\n\n{}\n\nThe cause was not known, and nobody \
             would guess at it\nbefore Tuesday.",
            long.trim()
        );
        let found = all(&body);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].ends_with("said so in a note.") && found[2].ends_with("before Tuesday."));
        let lines =
            format!("{}\nThe ferry left the harbour and burned all night\nTwo died.", long.trim());
        assert_eq!(all(&lines).len(), 3);
    }

    #[test]
    fn white_space_alone_is_no_paragraph() {
        assert!(all("\n \n\u{3000}\n").is_empty());
        assert!(all("").is_empty());
    }
}
