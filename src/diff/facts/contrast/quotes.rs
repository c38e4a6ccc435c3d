//! Quotations of two texts: the same words, words that were altered, or another speaker for them.

use super::table::Table;
use crate::diff::comparison::Standing;
use crate::diff::facts::alike::same;
use crate::diff::facts::{Fact, FactKind};
use std::collections::HashMap;

/// Quotations that are looked at for one word, the first ones.
const SHARING: usize = 48;
/// Share of words in common from which two quotations of aligned sentences are one that was altered.
const ALIGNED: f32 = 0.35;
/// The same where the speaker is one.
const ONE_SPEAKER: f32 = 0.5;
/// The same where nothing else tells.
const ANYWHERE: f32 = 0.7;

/// Pairs the quotations of both texts.
pub(super) fn hold(table: &mut Table<'_>) {
    let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
    let [lefts, rights] = table.facts;
    for (at, fact) in rights.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Quote) {
        for near in &fact.near {
            let sharing = by_word.entry(near.word).or_default();
            if sharing.len() < SHARING {
                sharing.push(at);
            }
        }
    }
    let mut wanted: Vec<(f32, usize, usize)> = Vec::new();
    for (l, fact) in lefts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Quote) {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for near in &fact.near {
            for r in by_word.get(&near.word).into_iter().flatten() {
                *shared.entry(*r).or_default() += 1;
            }
        }
        for (r, shared) in shared {
            let Some(other) = rights.get(r) else { continue };
            let all = fact.near.len() + other.near.len() - shared;
            let likeness = shared as f32 / all.max(1) as f32;
            let aligned = table.home[0].get(l) == table.home[1].get(r);
            let bar = match (aligned, one_speaker(fact, other)) {
                (true, _) => ALIGNED,
                (false, true) => ONE_SPEAKER,
                _ => ANYWHERE,
            };
            if same(FactKind::Quote, &fact.value, &other.value) {
                wanted.push((2.0 + likeness, l, r));
            } else if likeness >= bar {
                wanted.push((likeness, l, r));
            }
        }
    }
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, l, r) in wanted {
        let (Some(left), Some(right)) = (lefts.get(l), rights.get(r)) else { continue };
        let alike = same(FactKind::Quote, &left.value, &right.value);
        match (table.open(0, l).is_some(), table.open(1, r).is_some()) {
            (true, true) => {
                let agrees = alike && may_agree(left, right);
                table.pair_as(l, r, if agrees { Standing::Agrees } else { Standing::Differs });
            }
            // One that the other breaks in two.
            (true, false) if alike => table.tell(0, l),
            (false, true) if alike => table.tell(1, r),
            _ => {}
        }
    }
}

/// Whether both texts name one speaker.
fn one_speaker(left: &Fact, right: &Fact) -> bool {
    !left.label.is_empty() && same(FactKind::Name, &left.label, &right.label)
}

/// Whether nothing speaks against one speaker: two full names that are not one do.
fn may_agree(left: &Fact, right: &Fact) -> bool {
    let full = |label: &str| {
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        label.contains(' ') && label.split(' ').all(capital)
    };
    !(full(&left.label) && full(&right.label)) || one_speaker(left, right)
}
