//! Whole comparisons: what must hold for any two texts, and what reports must show.

mod invariants;
mod reports;
pub(super) mod seeds;

use super::*;

/// Compares two texts with time to spare.
fn of(left: &str, right: &str) -> Comparison {
    let options = Options { budget: Duration::from_secs(3600), ..Options::default() };
    compare_with(Text { body: left }, Text { body: right }, options)
}

/// The groups as kind, left and right sentences; `moved` as a star.
fn outline(comparison: &Comparison) -> Vec<String> {
    let say = |group: &Group| {
        let star = if group.moved { "*" } else { "" };
        format!("{:?}{star} {:?} {:?}", group.kind, group.left, group.right)
    };
    comparison.groups.iter().map(say).collect()
}

/// The changes of all groups as `kind left→right`.
fn marks(comparison: &Comparison, left: &str, right: &str) -> Vec<String> {
    let changes = comparison.groups.iter().flat_map(|g| &g.changes);
    changes.map(|c| format!("{:?} {}→{}", c.kind, c.left.of(left), c.right.of(right))).collect()
}

/// The figures as `label left right`, `=` where they agree.
fn figures_of(comparison: &Comparison) -> Vec<String> {
    let text = |f: &Option<FigureText>| f.as_ref().map_or("·".to_string(), |f| f.text.clone());
    let say = |f: &Figure| {
        let sign = if f.agrees { " =" } else { "" };
        format!("{}: {} {}{sign}", f.label, text(&f.left), text(&f.right))
    };
    comparison.figures.iter().map(say).collect()
}
