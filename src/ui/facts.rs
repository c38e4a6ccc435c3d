//! The strip of figures over a comparison: those that differ first, then those that agree.

use super::canvas::{Canvas, after};
use crate::config::Role;
use crate::diff::Comparison;
use crate::text::{sanitize, width};
use ratatui::layout::Rect;
use std::collections::HashSet;

/// One figure of the strip.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fact {
    label: String,
    left: String,
    /// None where both sides agree.
    right: Option<String>,
}

/// The figures that both sides give, each once.
pub(super) fn list(comparison: &Comparison) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut known = HashSet::new();
    for figure in &comparison.figures {
        let (Some(left), Some(right)) = (&figure.left, &figure.right) else { continue };
        let fact = Fact {
            label: label(&figure.label),
            left: left.text.clone(),
            right: (!figure.agrees).then(|| right.text.clone()),
        };
        if known.insert(fact.clone()) {
            facts.push(fact);
        }
    }
    facts.sort_by_key(|fact| fact.right.is_none());
    facts
}

/// `over · wounded` reads `wounded over`, before the number.
fn label(label: &str) -> String {
    match label.rsplit_once(" · ") {
        Some((modifiers, noun)) => format!("{noun} {}", modifiers.replace(" · ", " ")),
        None => label.to_string(),
    }
}

/// Draws as many as fit; says how many do not.
pub(super) fn strip(canvas: &mut Canvas<'_>, rect: Rect, facts: &[Fact]) {
    if facts.is_empty() {
        canvas.safe(rect, "no figures in common", Role::Dim);
        return;
    }
    let mut rest = rect;
    for (index, fact) in facts.iter().enumerate() {
        let gap = if index == 0 { "" } else { "   " };
        let left = sanitize::line(&fact.left).into_owned();
        let (value, role) = match &fact.right {
            Some(right) => (format!("{left} → {}", sanitize::line(right)), Role::FigureChanged),
            None => (format!("{left} ="), Role::Agrees),
        };
        let label = format!("{gap}{} ", sanitize::line(&fact.label));
        let more = format!("   +{}", facts.len() - index);
        let columns = width::width(&label) + width::width(&value);
        let last = index + 1 == facts.len();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_stand_by_the_number() {
        assert_eq!(label("dead"), "dead");
        assert_eq!(label("over · wounded"), "wounded over");
    }
}
