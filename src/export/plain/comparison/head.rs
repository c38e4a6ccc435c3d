//! The lines above a comparison: whose texts these are, the figures, and how much they share.

use crate::corpus::Article;
use crate::diff::{Comparison, Figure, GroupKind, Side};
use crate::export::plain::{Pen, Role, Styled, count, credit, percent};

/// Agreeing figures that are named; the rest is counted.
const AGREEING: usize = 6;

/// Headline and outlet of one side.
pub(super) fn article(pen: Pen, article: &Article) -> Styled {
    let mut text = pen.text().with(Role::Dim, &credit(article, &article.origin));
    text.line_break();
    text.push(Role::Title, &article.title);
    text
}

/// `dead 40 → 60   wounded over 100 =`: those that differ first, then those that agree, then how
/// many stand on one side only.
pub(super) fn figures(pen: Pen, figures: &[Figure]) -> Styled {
    let mut strip = pen.text();
    let pairs = |agree: bool| {
        figures.iter().filter(move |f| f.agrees == agree).filter_map(|f| {
            Some((
                f.label.as_str(),
                f.left.as_ref()?.text.as_str(),
                f.right.as_ref()?.text.as_str(),
            ))
        })
    };
    for (label, left, right) in pairs(false) {
        gap(&mut strip);
        strip.push(Role::Plain, label);
        strip.push(Role::Plain, " ");
        strip.push(Role::Title, left);
        strip.push(Role::Plain, " → ");
        strip.push(Role::Title, right);
    }
    for (label, number, _) in pairs(true).take(AGREEING) {
        gap(&mut strip);
        strip.push(Role::Dim, &format!("{label} {number} ="));
    }
    let more = pairs(true).count().saturating_sub(AGREEING);
    let lone = |left: bool| {
        figures.iter().filter(|f| if left { f.right.is_none() } else { f.left.is_none() }).count()
    };
    let rest = [(more, "more agree"), (lone(true), "only left"), (lone(false), "only right")];
    for (n, what) in rest.into_iter().filter(|(n, _)| *n > 0) {
        gap(&mut strip);
        strip.push(Role::Dim, &format!("{} {what}", count(n, "figure", "figures")));
    }
    strip
}

fn gap(strip: &mut Styled) {
    if !strip.is_empty() {
        strip.push(Role::Plain, "   ");
    }
}

/// How much of each text the other has, and what became of the sentences.
pub(super) fn scores(pen: Pen, comparison: &Comparison) -> Styled {
    let scores = comparison.scores;
    let mut parts = Vec::new();
    if differs(comparison) {
        parts.push(format!("{} of left found right", percent(scores.containment_left)));
        parts.push(format!("{} of right found left", percent(scores.containment_right)));
    } else {
        parts.push("the two texts are the same".to_string());
    }
    let sentences = |side: &Side| side.sentences.len();
    let tally = |kind: GroupKind| {
        comparison
            .groups
            .iter()
            .filter(|group| group.kind == kind)
            .map(|group| group.left.len().max(group.right.len()))
            .sum::<usize>()
    };
    let moved = comparison.groups.iter().filter(|group| group.moved).count();
    let named = [
        (tally(GroupKind::Same), "same"),
        (tally(GroupKind::Edited), "edited"),
        (tally(GroupKind::Rewritten), "rewritten"),
        (tally(GroupKind::LeftOnly), "only left"),
        (tally(GroupKind::RightOnly), "only right"),
        (moved, "moved"),
        (comparison.repeats.len(), "repeated"),
    ];
    let told: Vec<String> =
        named.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let all = format!(
        "sentences {} / {}: {}",
        sentences(&comparison.left),
        sentences(&comparison.right),
        told.join(", ")
    );
    if !told.is_empty() {
        parts.push(all);
    }
    if comparison.coarse {
        parts.push("coarse: too long to compare in full detail".to_string());
    }
    pen.text().with(Role::Dim, &parts.join(" · "))
}

/// Whether anything at all is not the same, at the same place.
fn differs(comparison: &Comparison) -> bool {
    comparison.groups.is_empty()
        || comparison.groups.iter().any(|group| group.kind != GroupKind::Same || group.moved)
}
