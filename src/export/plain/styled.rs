//! Text with roles, wrapped into rows, and the pen that writes it: with colours or without.
//! Where colours would tell something, a pen without them leaves it to signs in the text.

use crate::text::width::{ellipsize, width};
use crate::text::{Span, sanitize, wrap::wrap};

/// What a stretch of text is, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Plain,
    /// A headline.
    Title,
    /// What one reads second: metadata, what is the same on both sides.
    Dim,
    /// A name to type: an id, a command.
    Accent,
    /// What the query matched.
    Hit,
    /// A figure or a date that changed.
    Figure,
    /// Words that changed.
    Changed,
    /// Punctuation that changed.
    Quiet,
    /// The sign of an edited sentence.
    Edited,
    /// What only the left text says.
    OnlyLeft,
    /// What only the right text says.
    OnlyRight,
    /// What stands elsewhere.
    Moved,
}

impl Role {
    /// The parameters of the escape sequence that switches it on. Only the sixteen colours of the
    /// terminal's own palette, so that light and dark backgrounds both work.
    fn sgr(self) -> &'static str {
        match self {
            Self::Plain => "0",
            Self::Title => "1",
            Self::Dim => "2",
            Self::Accent => "36",
            Self::Hit => "1;33",
            Self::Figure => "1;4;33",
            Self::Changed | Self::Edited => "1;34",
            Self::Quiet => "4",
            Self::OnlyLeft => "31",
            Self::OnlyRight => "32",
            Self::Moved => "35",
        }
    }

    /// The signs that stand for it where there are no colours.
    fn signs(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Hit => Some(("«", "»")),
            Self::Figure => Some(("{", "}")),
            Self::Changed => Some(("[", "]")),
            _ => None,
        }
    }
}

/// How to write: with or without colours, and in how many columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pen {
    /// Whether colours and weights are written.
    pub colour: bool,
    /// Columns of the screen or of the page.
    pub columns: usize,
}

impl Pen {
    /// `text` (already safe) in `role`.
    fn paint(self, role: Role, text: &str) -> String {
        if self.colour && role != Role::Plain && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", role.sgr())
        } else {
            text.to_string()
        }
    }

    /// An empty text for this pen.
    pub fn text(self) -> Styled {
        Styled { pen: self, text: String::new(), runs: Vec::new() }
    }

    /// One row of the columns that are there: `text` cut to fit.
    pub fn row(self, role: Role, text: &str) -> String {
        let fitted = ellipsize(&sanitize::line(text), self.columns);
        self.paint(role, &fitted)
    }

    /// `items` side by side, `between` them, in as many rows as it takes; an item is broken only
    /// where it alone is wider than a row.
    pub fn packed(self, items: &[Styled], between: &str, columns: usize) -> Vec<Row> {
        let gap = width(between);
        let mut rows: Vec<Row> = Vec::new();
        for item in items {
            let row = item.row();
            match rows.last_mut() {
                Some(last) if last.width + gap + row.width <= columns => {
                    last.painted.push_str(&self.paint(Role::Dim, between));
                    last.painted.push_str(&row.painted);
                    last.width += gap + row.width;
                }
                _ if row.width <= columns => rows.push(row),
                _ => rows.extend(item.rows(columns)),
            }
        }
        rows
    }

    /// A line across, in `columns`.
    pub fn rule(self, columns: usize) -> String {
        self.paint(Role::Dim, &"─".repeat(columns))
    }
}

/// A text with roles.
#[derive(Clone, Debug)]
pub struct Styled {
    pen: Pen,
    text: String,
    runs: Vec<(Span, Role)>,
}

impl Styled {
    /// Adds `text`, sanitised, in `role`. Roles that have signs get them where there are no colours.
    pub fn push(&mut self, role: Role, text: &str) {
        let start = self.text.len();
        let signs = role.signs().filter(|_| !self.pen.colour && !text.is_empty());
        let (open, close) = signs.unwrap_or_default();
        self.text.push_str(open);
        self.text.push_str(&sanitize::line(text));
        self.text.push_str(close);
        self.runs.push((Span::new(start, self.text.len()), role));
    }

    /// The same, for building a text in one go.
    pub fn with(mut self, role: Role, text: &str) -> Self {
        self.push(role, text);
        self
    }

    /// Adds `text`, of which the stretches `marks` (in order) are in the role given with them and
    /// the rest in `role`. Marks that do not fit the text are left out.
    pub fn push_marked(
        &mut self,
        role: Role,
        text: &str,
        marks: impl Iterator<Item = (Span, Role)>,
    ) {
        let mut at = 0;
        for (mark, marked) in marks {
            let from = mark.start.max(at);
            let (Some(before), Some(inside)) = (text.get(at..from), text.get(from..mark.end))
            else {
                continue;
            };
            if inside.is_empty() {
                continue;
            }
            self.push(role, before);
            self.push(marked, inside);
            at = mark.end;
        }
        self.push(role, text.get(at..).unwrap_or_default());
    }

    /// Starts a new line.
    pub fn line_break(&mut self) {
        self.text.push('\n');
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Wrapped at `columns`.
    pub fn rows(&self, columns: usize) -> Vec<Row> {
        wrap(&self.text, columns.max(1)).into_iter().map(|span| self.cut(span)).collect()
    }

    /// On one row, whatever its width.
    pub fn row(&self) -> Row {
        self.cut(Span::new(0, self.text.len()))
    }

    /// On one row of `columns` at most; an `…` stands for what does not fit.
    pub fn fitted(&self, columns: usize) -> Row {
        let fitted = ellipsize(&self.text, columns);
        if fitted == self.text {
            return self.row();
        }
        let Some(kept) = fitted.strip_suffix('…') else { return Row::default() };
        let mut row = self.cut(Span::new(0, kept.len()));
        row.painted.push('…');
        row.width += 1;
        row
    }

    fn cut(&self, span: Span) -> Row {
        let first = self.runs.partition_point(|(run, _)| run.end <= span.start);
        let mut painted = String::new();
        for (run, role) in self.runs.iter().skip(first).take_while(|(r, _)| r.start < span.end) {
            let part = Span::new(run.start.max(span.start), run.end.min(span.end));
            painted.push_str(&self.pen.paint(*role, part.of(&self.text)));
        }
        Row { painted, width: width(span.of(&self.text)) }
    }
}

/// One row, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    painted: String,
    width: usize,
}

impl Row {
    /// Columns it takes.
    pub fn width(&self) -> usize {
        self.width
    }

    /// With spaces to fill `columns`.
    pub fn padded(&self, columns: usize) -> String {
        format!("{}{}", self.painted, " ".repeat(columns.saturating_sub(self.width)))
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.painted)
    }
}
