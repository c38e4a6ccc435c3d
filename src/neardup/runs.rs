//! Stretches of a text where shingles of a kind follow one another, as boilerplate does.
//! Places and lengths are in units.

use super::blocks;
use super::shingle::{UNITS, WORD};

/// Boilerplate of fewer words is a turn of phrase,
const LONG: u32 = 8;

/// unless it ends within so many words of the end of its text: "Reuters contributed to this report".
const FOOT: u32 = 15 * WORD;

/// A text of fewer words than this has no foot of its own.
const FOOTED: u32 = 60 * WORD;

/// A stretch of a text: where it begins, and its length.
pub(super) type Run = (u32, u32);

/// The stretches that shingles at `places`, sorted, make up.
fn runs(places: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &place in places {
        match runs.last_mut() {
            Some((start, units)) if place <= *start + *units => *units = place + UNITS - *start,
            _ => runs.push((place, UNITS)),
        }
    }
    runs
}

/// Those of them that are more than a turn of phrase, in a text that ends at `end`.
pub(super) fn long_runs(places: &[u32], end: u32) -> Vec<Run> {
    at_least(places, LONG, end)
}

/// Those of them that have so many `words`, or stand at the foot of the text.
pub(super) fn at_least(places: &[u32], words: u32, end: u32) -> Vec<Run> {
    let mut runs = runs(places);
    runs.retain(|(start, units)| {
        *units >= words * WORD || start + units + FOOT >= end && end >= FOOTED
    });
    runs
}

/// Units that runs cover.
pub(super) fn covered(runs: &[Run]) -> u32 {
    blocks::covered(runs.iter().copied())
}

/// Whether the shingle at `place` reaches into one of `runs`.
pub(super) fn touches(runs: &[Run], place: u32) -> bool {
    let after = runs.partition_point(|(start, units)| start + units <= place);
    runs.get(after).is_some_and(|(start, _)| *start < place + UNITS)
}

/// Whether the word at `place` stands in one of `runs`.
pub(super) fn contains(runs: &[Run], place: u32) -> bool {
    let after = runs.partition_point(|(start, units)| start + units <= place);
    runs.get(after).is_some_and(|(start, _)| *start <= place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(places: impl IntoIterator<Item = u32>) -> Vec<u32> {
        places.into_iter().map(|n| n * WORD).collect()
    }

    #[test]
    fn shingles_that_meet_are_one_run() {
        assert_eq!(runs(&words([3, 4, 9, 15])), [(27, 11 * WORD), (135, 5 * WORD)]);
        assert!(runs(&[]).is_empty());
    }

    #[test]
    fn a_turn_of_phrase_is_no_run_but_at_the_end() {
        let end = 100 * WORD;
        assert!(long_runs(&words([10, 11, 12]), end).is_empty());
        assert_eq!(long_runs(&words([10, 11, 12, 13]), end).len(), 1);
        assert_eq!(long_runs(&words([90]), end).len(), 1);
        assert!(long_runs(&words([10]), 20 * WORD).is_empty());
    }

    #[test]
    fn a_shingle_touches_a_run_from_either_side() {
        let runs = [(90, 90), (900, 90)];
        let touched: Vec<u32> = (0..30).filter(|n| touches(&runs, n * WORD)).collect();
        assert_eq!(touched, (6..20).collect::<Vec<_>>());
        assert_eq!(covered(&runs), 180);
    }
}
