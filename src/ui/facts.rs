//! The facts of a comparison: the strip of figures over it, and the list of all.

use super::canvas::{Canvas, after, row};
use crate::app::facts::{Fact, Facts};
use crate::app::words;
use crate::config::Role;
use crate::diff::Standing;
use crate::text::{sanitize, width};
use ratatui::layout::Rect;

/// Columns of the sign and the gaps in the list.
const GAP: u16 = 2;

/// Draws as many of those that both sides give as fit; says how many do not.
pub(super) fn strip(canvas: &mut Canvas<'_>, rect: Rect, facts: &[Fact]) {
    let both: Vec<(&Fact, &str, &str)> = facts
        .iter()
        .filter_map(|fact| Some((fact, fact.left.as_deref()?, fact.right.as_deref()?)))
        .collect();
    if both.is_empty() {
        canvas.safe(rect, "no figures in common", Role::Dim);
        return;
    }
    let mut rest = rect;
    for (index, (fact, left, right)) in both.iter().enumerate() {
        let gap = if index == 0 { "" } else { "   " };
        let left = sanitize::line(left).into_owned();
        let (value, role) = match fact.standing {
            Standing::Agrees => (format!("{left} ="), Role::Agrees),
            _ => (format!("{left} → {}", sanitize::line(right)), Role::FigureChanged),
        };
        let label = format!("{gap}{} ", sanitize::line(&fact.label));
        let more = format!("   +{}", both.len() - index);
        let columns = width::width(&label) + width::width(&value);
        let last = index + 1 == both.len();
        let needed = columns + if last { 0 } else { width::width(&more) };
        if needed > usize::from(rest.width) && index > 0 {
            canvas.role(rest, &more, Role::Dim);
            return;
        }
        let used = canvas.role(rest, &label, Role::Dim);
        rest = after(rest, used);
        let used = canvas.role(rest, &value, role);
        rest = after(rest, used);
    }
}

/// What stands over the list.
pub(super) fn title(facts: &Facts) -> String {
    let count = facts.listed().len();
    match facts.differing {
        true => words::count(count, "fact that does not agree", "facts that do not agree"),
        false => words::count(count, "fact", "facts"),
    }
}

/// Draws the list: sign, label, and the number on either side.
pub(super) fn list(canvas: &mut Canvas<'_>, facts: &Facts, inner: Rect) {
    if facts.listed().is_empty() {
        canvas.safe(inner, "All that both give agrees.", Role::Dim);
        return;
    }
    let widest = |text: fn(&Fact) -> Option<&String>, most: u16| {
        let widths = facts.listed().iter().filter_map(text).map(|text| width::width(text));
        widths.max().unwrap_or(0).clamp(1, usize::from(most.max(1))) as u16
    };
    let left = widest(|fact| fact.left.as_ref(), inner.width / 4);
    let right = widest(|fact| fact.right.as_ref(), inner.width / 4);
    let room = inner.width.saturating_sub(left + right + 3 * GAP);
    let label = widest(|fact| Some(&fact.label), room);
    let listed = facts.listed().iter().zip(0..).skip(facts.top);
    for ((fact, place), index) in listed.zip(0..usize::from(inner.height)) {
        let line = row(inner, index);
        let role = match fact.standing {
            Standing::Differs => Role::FigureChanged,
            Standing::OnlyLeft => Role::OnlyLeft,
            Standing::OnlyRight => Role::OnlyRight,
            Standing::Agrees => Role::Agrees,
        };
        canvas.role(line, fact.standing.sign(), role);
        let name = if fact.label.is_empty() { "·" } else { &fact.label };
        canvas.safe(Rect { width: label, ..after(line, GAP) }, name, Role::Text);
        let columns = [
            (GAP + label + GAP, left, &fact.left),
            (GAP * 2 + label + left + GAP, right, &fact.right),
        ];
        for (at, columns, number) in columns {
            let cell = Rect { width: columns, ..after(line, at) };
            canvas.right(cell, &sanitize::line(number.as_deref().unwrap_or("·")), role);
        }
        if place == facts.chosen {
            canvas.underlay(line, Role::Current);
        }
    }
}
