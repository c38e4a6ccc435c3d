//! Groups, in the order in which they are read: from matches, and from sentences without one.
//! Here it is decided whether a group is the same, edited or rewritten.

use super::Granularity;
use super::align::Match;
use super::classes;
use super::cleanup::{Words, cleanup};
use super::comparison::{Change, ChangeKind, Group, GroupKind};
use super::deadline::Stage;
use super::lexicon::{Lexicon, Sense};
use super::prose::Prose;
use super::quiet;
use super::words::{self, Edit};
use std::ops::Range;

/// Share of the words that must stay for changes to be marked word by word.
const READABLE: f32 = 0.3;
/// What a little word weighs in that share.
const STOP_WEIGHT: f32 = 0.4;

/// All groups: those of `matches` and one for each sentence without a match, in the order of the
/// left text, a right sentence alone after the group its predecessor is in.
pub(super) fn groups(
    matches: &[Match],
    left: &Prose<'_>,
    right: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    granularity: Granularity,
    stage: Stage<'_>,
) -> Vec<Group> {
    let mut lefts: Vec<Option<usize>> = vec![None; left.len()];
    let mut rights: Vec<Option<usize>> = vec![None; right.len()];
    for (at, m) in matches.iter().enumerate() {
        for l in m.left.clone() {
            lefts[l as usize] = Some(at);
        }
        for r in m.right.clone() {
            rights[r as usize] = Some(at);
        }
    }
    let mut out = Vec::with_capacity(left.len() + right.len() - matches.len().min(right.len()));
    let alone_from = |from: usize, out: &mut Vec<Group>| {
        let alone = rights.iter().enumerate().skip(from).take_while(|(_, of)| of.is_none());
        out.extend(alone.map(|(r, _)| Group::alone(GroupKind::RightOnly, r)));
    };
    alone_from(0, &mut out);
    for (l, of) in lefts.iter().enumerate() {
        match of.and_then(|at| matches.get(at)) {
            None => out.push(Group::alone(GroupKind::LeftOnly, l)),
            Some(m) if m.left.start as usize == l => {
                out.push(matched(m, left, right, lexicon, granularity, stage));
                alone_from(m.right.end as usize, &mut out);
            }
            Some(_) => {}
        }
    }
    out
}

impl Group {
    fn alone(kind: GroupKind, sentence: usize) -> Self {
        let (left, right) = match kind {
            GroupKind::RightOnly => (Vec::new(), vec![sentence]),
            _ => (vec![sentence], Vec::new()),
        };
        Self {
            kind,
            left,
            right,
            similarity: 0.0,
            moved: false,
            changes: Vec::new(),
            quiet: Vec::new(),
        }
    }
}

fn matched(
    m: &Match,
    left: &Prose<'_>,
    right: &Prose<'_>,
    lexicon: &Lexicon<'_>,
    granularity: Granularity,
    stage: Stage<'_>,
) -> Group {
    let run = |r: &Range<u32>| r.start as usize..r.end as usize;
    let (l, r) = (run(&m.left), run(&m.right));
    let mut group = Group {
        kind: GroupKind::Same,
        left: l.clone().collect(),
        right: r.clone().collect(),
        similarity: m.similarity,
        moved: m.moved,
        changes: Vec::new(),
        quiet: Vec::new(),
    };
    let bytes = (left.span_of(&l), right.span_of(&r));
    let texts = (bytes.0.of(left.body), bytes.1.of(right.body));
    let (l, r) = (Words::new(left, lexicon, &l), Words::new(right, lexicon, &r));
    if quiet::same(texts.0, texts.1) {
        group.similarity = 1.0;
        if texts.0 != texts.1 {
            quiet::styles(bytes.0, bytes.1, l, r, &mut group.quiet);
        }
        return group;
    }
    let edits = words::edits(l.keys(), r.keys(), |key| lexicon.weight(key), stage);
    let rewritten = is_rewritten(&edits, l, r);
    let edits = match granularity {
        Granularity::Word => edits,
        Granularity::Phrase | Granularity::Sentence => cleanup(edits, l, r),
    };
    let found = classes::changes(&edits, l, r, granularity);
    group.quiet = found.quiet;
    if rewritten {
        group.kind = GroupKind::Rewritten;
    } else if !found.changes.is_empty() {
        group.kind = GroupKind::Edited;
        group.changes = match granularity {
            Granularity::Sentence => by_sentence(found.changes),
            Granularity::Word | Granularity::Phrase => found.changes,
        };
    }
    group
}

/// The changes that are marked when sentences are not taken apart: figures, dates and names. Where
/// nothing but punctuation and case changed those are kept, so that the group shows as quiet.
fn by_sentence(mut changes: Vec<Change>) -> Vec<Change> {
    if !changes.iter().all(|change| change.kind.is_quiet()) {
        changes.retain(|change| {
            matches!(change.kind, ChangeKind::Figure | ChangeKind::Date | ChangeKind::Name)
        });
    }
    changes
}

/// Whether too little stays for single words to be marked.
pub(super) fn is_rewritten(edits: &[Edit], left: Words<'_, '_>, right: Words<'_, '_>) -> bool {
    share_kept(edits, left, right) < READABLE
}

/// How much of both sides stays, 0 to 1, little words counting less.
fn share_kept(edits: &[Edit], left: Words<'_, '_>, right: Words<'_, '_>) -> f32 {
    let weigh = |words: Words<'_, '_>, range: Range<usize>| -> f32 {
        range
            .filter_map(|w| words.token(w))
            .map(|t| match words.lexicon.form(t.form).sense {
                Sense::Stop => STOP_WEIGHT,
                _ => 1.0,
            })
            .sum()
    };
    let all = weigh(left, 0..left.len) + weigh(right, 0..right.len);
    let lost: f32 =
        edits.iter().map(|e| weigh(left, e.left.clone()) + weigh(right, e.right.clone())).sum();
    if all > 0.0 { 1.0 - lost / all } else { 1.0 }
}
