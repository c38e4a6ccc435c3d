//! Changed runs in aligned pairs, beside a plain word diff of the same pair; and whether all that
//! changed is marked.

use crate::plain;
use retold::diff::{Change, Comparison, Group, GroupKind};
use retold::text::Span;
use retold::text::fold::fold;
use retold::text::segment;
use std::ops::AddAssign;

/// What the marks in aligned pairs come to.
#[derive(Clone, Copy, Default)]
pub(super) struct Fragments {
    /// Pairs whose changes are marked.
    pub pairs: usize,
    /// Runs of changed words with no unmarked word inside.
    pub runs: usize,
    /// Changes, each of one class.
    pub changes: usize,
    /// Changed runs of the plain word diff.
    pub plain: usize,
    /// Pairs in which the unmarked words of the two sides are not the same.
    pub lost: usize,
}

impl AddAssign for Fragments {
    fn add_assign(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.runs += other.runs;
        self.changes += other.changes;
        self.plain += other.plain;
        self.lost += other.lost;
    }
}

/// Counts them in one comparison.
pub(super) fn count(compared: &Comparison, left: &str, right: &str) -> Fragments {
    let mut out = Fragments::default();
    for group in &compared.groups {
        if !matches!(group.kind, GroupKind::Same | GroupKind::Edited) {
            continue;
        }
        let sides = [
            side(&group.left, &compared.left.sentences, left, group, |change| change.left),
            side(&group.right, &compared.right.sentences, right, group, |change| change.right),
        ];
        let unmarked = |side: &[(String, bool)]| -> Vec<String> {
            let words = side.iter().filter(|(_, marked)| !marked);
            // One style of dash joins two words to one, another does not.
            words.flat_map(|(word, _)| word.split('-')).map(str::to_string).collect()
        };
        out.lost += usize::from(unmarked(&sides[0]) != unmarked(&sides[1]));
        if group.kind == GroupKind::Same {
            continue;
        }
        let words = sides.each_ref().map(|s| s.iter().map(|(w, _)| w.clone()).collect::<Vec<_>>());
        out.pairs += 1;
        out.plain += plain::fragments(&words[0], &words[1]);
        let loud: Vec<&Change> =
            group.changes.iter().filter(|change| !change.kind.is_quiet()).collect();
        out.changes += loud.len();
        out.runs += runs(&loud, left, right);
    }
    out
}

/// Changes that follow one another with no word in between are one run.
fn runs(changes: &[&Change], left: &str, right: &str) -> usize {
    let joined = |pair: &[&Change]| match pair {
        [a, b] => {
            let wordless = |from: Span, to: Span, body: &str| {
                let between = body.get(from.end..to.start).unwrap_or("");
                !between.contains(char::is_alphanumeric)
            };
            wordless(a.left, b.left, left) && wordless(a.right, b.right, right)
        }
        _ => false,
    };
    changes.len() - changes.windows(2).filter(|pair| joined(pair)).count()
}

/// The folded words of one side of a group, and whether each is marked as changed.
fn side(
    of: &[usize],
    sentences: &[segment::Sentence],
    body: &str,
    group: &Group,
    place: fn(&Change) -> Span,
) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    for sentence in of.iter().filter_map(|at| sentences.get(*at)) {
        let text = sentence.span.of(body);
        out.extend(segment::words(text).map(|word| {
            let span = Span::new(sentence.span.start + word.start, sentence.span.start + word.end);
            let marked = group.changes.iter().map(place);
            let marked = marked.into_iter().any(|m| m.start < span.end && span.start < m.end);
            (fold(word.of(text)), marked)
        }));
    }
    out
}
