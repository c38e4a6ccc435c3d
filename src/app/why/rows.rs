//! What the panel says, row by row: the verdict in a sentence, its measures, the rules in order, and
//! the passages in common with their places.

use super::Explained;
use crate::app::words;
use crate::config::Role;
use crate::corpus::Article;
use crate::neardup::why::{Passage, PassageKind, Test};
use crate::neardup::{Relation, Verdict};
use crate::text::{sanitize, width, wrap};

/// Rows of text from which a passage is long.
const LONG: usize = 9;
/// Rows of a long passage that are shown: at its start, and at its end.
const ENDS: (usize, usize) = (5, 2);
/// Columns before the text of a passage.
const INDENT: usize = 6;
/// Columns of the names of what was measured.
const LABEL: usize = 24;
/// Columns that are kept for what was measured and asked for.
const VALUES: usize = 30;

/// A stretch of a row, and how it looks.
pub type Piece = (String, Role);

/// One row of the panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The passage it belongs to.
    pub passage: Option<usize>,
    /// What it says, left to right.
    pub pieces: Vec<Piece>,
}

/// All rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// The first row of each passage, and one past the last of all.
    starts: Vec<usize>,
    /// Whether any passage is long.
    pub(super) long: bool,
    width: usize,
}

impl Rows {
    /// Lays out an explanation; `whole` shows long passages whole.
    pub(super) fn new(explained: &Explained, width: usize, whole: bool) -> Self {
        let mut rows = Self { width: width.max(1), ..Self::default() };
        let why = &explained.why;
        rows.wrapped(&sentence(&why.relation), Role::Title);
        rows.gap();
        rows.heads(explained);
        rows.measures(&why.relation);
        rows.rules(&why.tests, why.relation.verdict);
        rows.passages(explained, whole);
        rows
    }

    /// The first row of a passage, and one past its last.
    pub(super) fn of(&self, passage: usize) -> (usize, usize) {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(self.rows.len());
        (start(passage), start(passage + 1).max(start(passage) + 1) - 1)
    }

    fn push(&mut self, pieces: Vec<Piece>) {
        self.rows.push(Row { passage: None, pieces });
    }

    fn gap(&mut self) {
        self.push(Vec::new());
    }

    fn title(&mut self, words: &str) {
        self.gap();
        self.push(vec![(words.to_string(), Role::Accent)]);
    }

    fn wrapped(&mut self, text: &str, role: Role) {
        for row in wrap::wrap(text, self.width) {
            self.push(vec![(row.of(text).to_string(), role)]);
        }
    }

    fn heads(&mut self, explained: &Explained) {
        for (side, article) in [("left ", &explained.left), ("right", &explained.right)] {
            self.push(vec![
                (format!("  {side}  "), Role::Dim),
                (title(article), Role::Text),
                (format!("   {}", words::side_line(article)), Role::Dim),
            ]);
        }
    }

    fn measures(&mut self, r: &Relation) {
        let sides = |left, right| {
            let (left, right) = (words::percent(left), words::percent(right));
            format!("{left} of left in right · {right} of right in left")
        };
        let blocks = match r.blocks {
            0 => "none of five words or more".to_string(),
            n => format!(
                "{} · {} of the shorter · longest {}",
                words::number(n.into()),
                words::percent(r.covered),
                count_words(r.longest),
            ),
        };
        let masked = match r.masked {
            0 => "none".to_string(),
            n => format!(
                "{}, left out",
                words::count(n as usize, "run of five words", "runs of five words")
            ),
        };
        self.title("Measures");
        for (label, value) in [
            ("resemblance", words::percent(r.resemblance)),
            ("containment", sides(r.containment_a, r.containment_b)),
            ("outside quotation marks", sides(r.unquoted_a, r.unquoted_b)),
            ("passages in common", blocks),
            ("boilerplate", masked),
        ] {
            self.labelled(("  ", Role::Dim), label, LABEL, &[(value, Role::Text)], Role::Dim);
        }
    }

    /// The rules with what was measured and asked for; the last decided.
    fn rules(&mut self, tests: &[Test], verdict: Verdict) {
        if tests.is_empty() {
            return;
        }
        self.title("Rules, in the order they were asked");
        let longest = tests.iter().map(|test| width::width(test.measure)).max().unwrap_or(0);
        let label = longest.min(self.width.saturating_sub(VALUES + 4)).max(LABEL.min(longest));
        for (place, test) in tests.iter().enumerate() {
            let last = place + 1 == tests.len();
            let (value, bound) = amounts(test);
            // A bound that was met from below is one not to be passed.
            let ask = if test.met == (test.value >= test.bound) { "at least" } else { "at most" };
            let sign = if test.met { ("✓ ", Role::Success) } else { ("✗ ", Role::Dim) };
            let (strong, quiet) =
                if last { (Role::Title, Role::Text) } else { (Role::Text, Role::Dim) };
            let values = match test.is_yes_or_no() {
                true => vec![(format!("{:>6}", if test.met { "yes" } else { "no" }), strong)],
                false => {
                    vec![(format!("{value:>6}"), strong), (format!("   {ask} {bound}"), quiet)]
                }
            };
            self.labelled(sign, test.measure, label, &values, strong);
        }
        let decided = match verdict {
            Verdict::SameEvent => "no copy: what joins the two is not their wording",
            verdict => verdict.label(),
        };
        self.labelled(("→ ", Role::Accent), decided, decided.len(), &[], Role::Accent);
    }

    /// A name and what stands beside it; below it where there is no room beside it.
    fn labelled(
        &mut self,
        (sign, sign_role): (&str, Role),
        label: &str,
        columns: usize,
        values: &[Piece],
        role: Role,
    ) {
        let indent = width::width(sign);
        let taken: usize = values.iter().map(|(text, _)| width::width(text)).sum();
        let beside = indent + columns + 2 + taken <= self.width;
        let room = if beside { columns } else { self.width.saturating_sub(indent) };
        for (place, row) in wrap::wrap(label, room).into_iter().enumerate() {
            let mut text = row.of(label).to_string();
            let before = if place == 0 { sign.to_string() } else { " ".repeat(indent) };
            let mut pieces = vec![(before, sign_role)];
            if beside && place == 0 {
                let pad = columns.saturating_sub(width::width(&text)) + 2;
                text.extend(std::iter::repeat_n(' ', pad));
                pieces.push((text, role));
                pieces.extend_from_slice(values);
            } else {
                pieces.push((text, role));
            }
            self.push(pieces);
        }
        if !beside {
            let mut text: String = values.iter().map(|(text, _)| text.as_str()).collect();
            text = text.trim_start().to_string();
            let role = values.first().map_or(role, |(_, role)| *role);
            let indent = (indent + 2).min(self.width / 3);
            for row in wrap::wrap(&text, self.width.saturating_sub(indent)) {
                self.push(vec![(format!("{:indent$}{}", "", row.of(&text)), role)]);
            }
        }
    }

    fn passages(&mut self, explained: &Explained, whole: bool) {
        let shared = &explained.why.shared;
        if shared.is_empty() {
            if explained.why.relation.blocks == 0 {
                self.gap();
                self.wrapped("No five words in a row stand in both.", Role::Dim);
            }
            return;
        }
        let cut = shared.len() != explained.why.relation.blocks as usize;
        let how = if cut { ", cut where it counts in another way" } else { "" };
        self.title(&format!("Text in common{how}"));
        let digits = shared.len().max(10).ilog10() as usize + 1;
        for (place, passage) in shared.iter().enumerate() {
            self.starts.push(self.rows.len());
            self.passage(explained, passage, (place, digits), whole);
            self.gap();
        }
        self.starts.push(self.rows.len());
        // Nothing comes after the last.
        self.rows.pop();
    }

    fn passage(
        &mut self,
        explained: &Explained,
        passage: &Passage,
        (place, digits): (usize, usize),
        whole: bool,
    ) {
        let (sign, role, about) = kind(passage.kind);
        let [left, right] = explained.places(passage.a.start, passage.b.start);
        let mut pieces = vec![
            (format!("  {:>digits$}  ", place + 1), Role::Dim),
            (count_words(passage.words), Role::Title),
            (format!("   ¶{left} left · ¶{right} right"), Role::Dim),
        ];
        if !about.is_empty() {
            pieces.push((format!("   {sign} {about}"), Role::Dim));
        }
        self.rows.push(Row { passage: Some(place), pieces });
        let text = passage.a.of(&explained.left.body);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = sanitize::line(&text);
        let indent = INDENT.min(self.width / 4);
        let rows = wrap::wrap(&text, self.width.saturating_sub(indent));
        let long = rows.len() >= LONG;
        self.long |= long;
        let hidden = if long && !whole { ENDS.0..rows.len() - ENDS.1 } else { 0..0 };
        let margin = format!("{sign:>width$} ", width = indent.saturating_sub(1));
        for (at, row) in rows.iter().enumerate() {
            if at == hidden.start && !hidden.is_empty() {
                let cut = rows.get(hidden.clone()).unwrap_or(&[]);
                let words: usize =
                    cut.iter().map(|row| row.of(&text).split_whitespace().count()).sum();
                let words = format!("··· {} more ···", words::count(words, "word", "words"));
                let pieces = vec![(margin.clone(), Role::Dim), (words, Role::Dim)];
                self.rows.push(Row { passage: Some(place), pieces });
            }
            if !hidden.contains(&at) {
                let pieces = vec![(margin.clone(), Role::Dim), (row.of(&text).to_string(), role)];
                self.rows.push(Row { passage: Some(place), pieces });
            }
        }
    }
}

/// How a passage is marked, how its text looks, and what is said of it.
fn kind(kind: PassageKind) -> (&'static str, Role, &'static str) {
    match kind {
        PassageKind::Own => ("", Role::Text, ""),
        PassageKind::Quoted => ("”", Role::Dim, "in quotation marks"),
        PassageKind::Boilerplate => ("┊", Role::Boilerplate, "boilerplate, counts for nothing"),
    }
}

/// The verdict in a sentence.
fn sentence(relation: &Relation) -> String {
    let inner = if relation.containment_a >= relation.containment_b { "left" } else { "right" };
    let label = relation.verdict.label();
    let says = match relation.verdict {
        Verdict::Copy => "the same text but for a little.".to_string(),
        Verdict::Rewrite => "the same report in other words, or in another order.".to_string(),
        Verdict::PartialCopy => {
            "part of one stands in the other word for word, beside text of its own.".to_string()
        }
        Verdict::Excerpt => {
            format!("nearly all of the {inner} text stands in the other, which is much longer.")
        }
        Verdict::SharesQuotes => "the same words only where people are quoted.".to_string(),
        Verdict::Boilerplate => {
            "nothing in common but what the outlet prints under everything.".to_string()
        }
        Verdict::SameEvent => {
            "told in words of its own; what the two share is names, figures and rare words."
                .to_string()
        }
        Verdict::Unrelated => "too little in common to be taken from one another.".to_string(),
    };
    format!("{label}: {says}")
}

fn title(article: &Article) -> String {
    match article.title.trim() {
        "" => article.origin.to_string(),
        title => title.to_string(),
    }
}

fn count_words(n: u32) -> String {
    words::count(n as usize, "word", "words")
}

/// What is counted, though the bound is one.
const COUNTED: &str = "shared passages";

/// What was measured and what was asked for: shares in percent, all else as it is; with a decimal
/// where the two would read alike and are not.
fn amounts(test: &Test) -> (String, String) {
    let share = test.bound <= 1.0 && test.value <= 1.0 && test.measure != COUNTED;
    let written = |n: f32, decimals: usize| match share {
        true => format!("{:.decimals$}%", n * 100.0),
        false => {
            let text = format!("{n:.decimals$}");
            text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
        }
    };
    let whole = |n: f32| written(n, usize::from(!share));
    let (value, bound) = (whole(test.value), whole(test.bound));
    if value == bound && test.value != test.bound {
        return (written(test.value, 2), bound);
    }
    (value, bound)
}
