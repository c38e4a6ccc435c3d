//! The reference: a plain word diff of the whole texts, as `git diff --word-diff` makes it. Words are
//! what stands between spaces; Myers decides which of them stay.

use crate::report::Report;
use crate::signs::{is_number_word, tokens};
use retold::text::Span;
use retold::text::segment::Sentence;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::BTreeMap;

/// Share of the words of the shorter sentence that must stay for two to count as paired.
const PAIRED: f64 = 0.3;

/// What the diff comes to, read as kindly as can be.
pub(super) fn report(
    (left, lefts): (&str, &[Sentence]),
    (right, rights): (&str, &[Sentence]),
) -> Report {
    let (l, r) = (tokens(left), tokens(right));
    let (lw, rw): (Vec<&str>, Vec<&str>) = (
        l.iter().map(|t| &left[t.clone()]).collect(),
        r.iter().map(|t| &right[t.clone()]).collect(),
    );
    let in_sentence = |sentences: &[Sentence], at: usize| {
        sentences.partition_point(|s| s.span.end <= at).min(sentences.len().saturating_sub(1))
    };
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut out = Report::default();
    let mut loud = vec![false; lefts.len()];
    for op in capture_diff_slices(Algorithm::Myers, &lw, &rw) {
        let (old, new) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            for (a, b) in old.zip(new) {
                let pair = (in_sentence(lefts, l[a].start), in_sentence(rights, r[b].start));
                *common.entry(pair).or_default() += 1;
            }
            continue;
        }
        // Where words were added, the sentence they were added to.
        let touched = l.get(old.start).or(l.last()).map_or(0, |t| t.start);
        for at in old.clone().map(|a| l[a].start).chain([touched]) {
            if let Some(loud) = loud.get_mut(in_sentence(lefts, at)) {
                *loud = true;
            }
        }
        let pick = |range: std::ops::Range<usize>,
                    text: &str,
                    at: &[std::ops::Range<usize>],
                    is: fn(&str) -> bool| {
            let tokens = range.filter_map(|i| at.get(i)).filter(|t| is(&text[(*t).clone()]));
            tokens.map(|t| Span::new(t.start, t.end)).collect::<Vec<Span>>()
        };
        for (is, to) in [
            (figure as fn(&str) -> bool, &mut out.figures),
            (capital as fn(&str) -> bool, &mut out.names),
        ] {
            let (a, b) = (pick(old.clone(), left, &l, is), pick(new.clone(), right, &r, is));
            let most = a.len().max(b.len());
            to.extend((0..most).map(|i| (a.get(i).copied(), b.get(i).copied())));
        }
    }
    let count = |sentences: &[Sentence], at: usize, text: &str| {
        sentences.get(at).map_or(1, |s| s.span.of(text).split_whitespace().count()).max(1)
    };
    for (&(a, b), &n) in &common {
        let shorter = count(lefts, a, left).min(count(rights, b, right));
        if n as f64 >= PAIRED * shorter as f64 {
            out.pairs.insert((a, b));
            if !loud[a] && lefts[a].span.of(left) != rights[b].span.of(right) {
                out.quiet.insert(a);
            }
        }
    }
    out
}

fn figure(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) || (is_number_word(word) && word != "a")
}

fn capital(word: &str) -> bool {
    word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
}

/// Changed runs of a plain word diff of two stretches of text, compared as the product does.
pub(super) fn fragments(left: &[String], right: &[String]) -> usize {
    let ops = capture_diff_slices(Algorithm::Myers, left, right);
    let mut runs = 0;
    let mut running = false;
    for op in ops {
        let changed = !matches!(op, DiffOp::Equal { .. });
        runs += usize::from(changed && !running);
        running = changed;
    }
    runs
}
