//! The facts of a comparison: the strip over it, and the list of all.

use super::canvas::{Canvas, after, row};
use crate::app::facts::{Facts, shown};
use crate::app::words;
use crate::config::Role;
use crate::diff::Standing;
use crate::diff::facts::{Contrast, FactKind};
use crate::text::{sanitize, width};
use ratatui::layout::Rect;

/// Columns of the sign and the gaps in the list.
const GAP: u16 = 2;
/// Columns of the kinds in the list.
const KIND: u16 = 7;
/// The same where room is short.
const SHORT: u16 = 60;
/// Facts of the strip that are laid out: more than any screen is wide.
const STRIP: usize = 64;
/// Columns that a name or a quotation takes in the strip.
const LONGEST: usize = 24;

/// What the strip says, laid out once a comparison.
#[derive(Debug, Default)]
pub(super) struct Strip {
    /// Label, value, and whether both sides agree.
    items: Vec<(String, String, bool)>,
    /// How many there are in all.
    all: usize,
}

impl Strip {
    /// What differs, and after it the figures that agree.
    pub(super) fn new(facts: &[Contrast]) -> Self {
        let differs = |fact: &&Contrast| fact.standing == Standing::Differs;
        let agrees =
            |fact: &&Contrast| fact.standing == Standing::Agrees && fact.kind == FactKind::Figure;
        let all = facts.iter().filter(differs).count() + facts.iter().filter(agrees).count();
        let items = facts.iter().filter(differs).chain(facts.iter().filter(agrees)).take(STRIP);
        Self { items: items.map(item).collect(), all }
    }
}

/// `dead`, `40 → 60`, or `wounded`, `over 100 =`.
fn item(fact: &Contrast) -> (String, String, bool) {
    let label = match (fact.kind, fact.about()) {
        (FactKind::Figure, about) => about,
        (FactKind::Name, about) if !about.is_empty() => about,
        (FactKind::Quote, about) if !about.is_empty() => format!("quote {about}"),
        (kind, _) => kind.word().to_string(),
    };
    let said = shown(fact).map(|said| {
        let said = said.unwrap_or_default();
        width::ellipsize(&sanitize::line(&said), LONGEST)
    });
    let agrees = fact.standing == Standing::Agrees;
    let [left, right] = said;
    let value = match agrees {
        true => format!("{left} ="),
        false => format!("{left} → {right}"),
    };
    (sanitize::line(&label).into_owned(), value, agrees)
}

/// Draws as many of those that both sides give as fit; says how many do not.
pub(super) fn strip(canvas: &mut Canvas<'_>, rect: Rect, strip: &Strip) {
    if strip.items.is_empty() {
        canvas.safe(rect, "no figures in common", Role::Dim);
        return;
    }
    let mut rest = rect;
    for (index, (label, value, agrees)) in strip.items.iter().enumerate() {
        let gap = if index == 0 { "" } else { "   " };
        let role = if *agrees { Role::Agrees } else { Role::FigureChanged };
        let label = format!("{gap}{label} ");
        let more = format!("   +{}", strip.all - index);
        let columns = width::width(&label) + width::width(value);
        let last = index + 1 == strip.all;
        let needed = columns + if last { 0 } else { width::width(&more) };
        if needed > usize::from(rest.width) && index > 0 {
            canvas.role(rest, &more, Role::Dim);
            return;
        }
        let used = canvas.role(rest, &label, Role::Dim);
        rest = after(rest, used);
        let used = canvas.role(rest, value, role);
        rest = after(rest, used);
    }
}

/// What stands over the list.
pub(super) fn title(facts: &Facts) -> String {
    match facts.differing {
        true => words::count(facts.count(), "fact that differs", "facts that differ"),
        false => words::count(facts.count(), "fact", "facts"),
    }
}

/// The kind of a row, as it is written in front of the first of its kind.
fn kind(fact: &Contrast) -> &'static str {
    match fact.kind {
        FactKind::Name if fact.passing => "named",
        kind => kind.word(),
    }
}

/// Draws the list: kind, sign, what it is about, and what either side says.
pub(super) fn list(canvas: &mut Canvas<'_>, facts: &Facts, inner: Rect) {
    if facts.count() == 0 {
        canvas.safe(inner, "All that both give agrees.", Role::Dim);
        return;
    }
    let height = usize::from(inner.height);
    let seen: Vec<(&Contrast, String, [Option<String>; 2])> =
        facts.seen(height).map(|fact| (fact, fact.about(), shown(fact))).collect();
    let kinds = if inner.width < SHORT { 0 } else { KIND + 1 };
    let room = inner.width.saturating_sub(kinds + 3 * GAP);
    let [about, left, right] = facts.widths.map(|columns| columns.clamp(1, 999) as u16);
    let about = about.min(room / 3);
    let both = room.saturating_sub(about);
    // The shorter one has what it needs, as far as that is half.
    let (left, right) = match (left <= both / 2, right <= both / 2) {
        _ if left + right <= both => (left, right),
        (true, _) => (left, both - left),
        (_, true) => (both - right, right),
        _ => (both / 2, both - both / 2),
    };
    let mut before = None;
    for (index, (fact, about_it, said)) in seen.iter().enumerate() {
        let line = row(inner, index);
        let role = match fact.standing {
            Standing::Differs => Role::FigureChanged,
            Standing::OnlyLeft => Role::OnlyLeft,
            Standing::OnlyRight => Role::OnlyRight,
            Standing::Agrees => Role::Agrees,
        };
        if before != Some(kind(fact)) && kinds > 0 {
            canvas.safe(Rect { width: KIND, ..line }, kind(fact), Role::Dim);
        }
        before = Some(kind(fact));
        let line_of = after(line, kinds);
        canvas.role(line_of, fact.standing.sign(), role);
        let name = if about_it.is_empty() { "·" } else { about_it };
        canvas.safe(Rect { width: about, ..after(line_of, GAP) }, name, Role::Text);
        let columns = [(GAP + about + GAP, left, 0), (GAP * 3 + about + left, right, 1)];
        for (at, columns, side) in columns {
            let cell = Rect { width: columns, ..after(line_of, at) };
            let said = said.get(side).and_then(Option::as_deref).unwrap_or("·");
            canvas.safe(cell, said, role);
        }
        if facts.top + index == facts.chosen {
            canvas.chosen(line);
        }
    }
}
