//! What a comparison says, in one form for all that compare: the product, and the plain word diff.

use retold::diff::{ChangeKind, Comparison, GroupKind, Side, Which};
use retold::text::Span;
use std::collections::BTreeSet;

/// Places in both texts, either of which may be missing.
pub(super) type Places = (Option<Span>, Option<Span>);

/// What is said of two texts. Sentences are named by their place.
#[derive(Default)]
pub(super) struct Report {
    /// Left and right sentences that say the same.
    pub pairs: BTreeSet<(usize, usize)>,
    /// Left sentences that stand elsewhere on the right.
    pub moved: BTreeSet<usize>,
    /// Right sentences that repeat an earlier one.
    pub repeats: BTreeSet<(usize, usize)>,
    /// The same within the left text.
    pub own_repeats: BTreeSet<(usize, usize)>,
    /// Figures that differ.
    pub figures: Vec<Places>,
    /// Names that differ.
    pub names: Vec<Places>,
    /// What stands elsewhere in its sentence.
    pub shifts: Vec<Places>,
    /// Left sentences in which everything that changed is quiet.
    pub quiet: BTreeSet<usize>,
}

impl Report {
    pub(super) fn of(c: &Comparison, left: &str, right: &str) -> Self {
        let mut out = Self::default();
        for group in &c.groups {
            for l in &group.left {
                out.pairs.extend(group.right.iter().map(|r| (*l, *r)));
            }
            if group.moved {
                out.moved.extend(&group.left);
            }
            let quiet = match group.kind {
                GroupKind::Same => true,
                GroupKind::Edited => group.changes.iter().all(|change| change.kind.is_quiet()),
                _ => false,
            };
            let text = |side: &Side, at: &[usize], body: &str| -> String {
                at.iter()
                    .filter_map(|at| side.sentences.get(*at))
                    .map(|s| s.span.of(body))
                    .collect()
            };
            let differ = || text(&c.left, &group.left, left) != text(&c.right, &group.right, right);
            if quiet && differ() {
                out.quiet.extend(&group.left);
            }
            let ends = group.changes.iter().filter(|change| change.right.is_empty());
            out.shifts.extend(ends.filter_map(|change| {
                let other = group.changes.get(change.other?)?;
                Some((filled(change.left), filled(other.right)))
            }));
            let names = group.changes.iter().filter(|change| change.kind == ChangeKind::Name);
            out.names.extend(names.map(|change| (filled(change.left), filled(change.right))));
        }
        for repeat in &c.repeats {
            let to =
                if repeat.side == Which::Left { &mut out.own_repeats } else { &mut out.repeats };
            to.insert((repeat.sentence, repeat.of));
        }
        let differ = c.figures.iter().filter(|figure| !figure.agrees);
        let place = |text: &Option<retold::diff::FigureText>| text.as_ref().map(|t| t.span);
        out.figures.extend(differ.map(|figure| (place(&figure.left), place(&figure.right))));
        out
    }
}

fn filled(span: Span) -> Option<Span> {
    (!span.is_empty()).then_some(span)
}
