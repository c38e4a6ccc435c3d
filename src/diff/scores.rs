//! How much two texts have in common, and which sentences of one text nearly repeat earlier ones:
//! both read off the word 5-grams.

use super::comparison::Scores;
use super::lexicon::small;
use super::prose::Prose;

/// Words in a gram.
const GRAM: usize = 5;

/// The 5-grams of a text: hash and the sentence in which each begins, packed; sorted.
pub(super) struct Grams(Vec<u64>);

impl Grams {
    /// All 5-grams of a text; of a shorter text the one gram that it is.
    pub(super) fn of(prose: &Prose<'_>) -> Self {
        let keys = &prose.keys;
        let mut out = Vec::with_capacity(keys.len());
        let mut sentence = 0;
        for (at, gram) in keys.windows(GRAM.min(keys.len()).max(1)).enumerate() {
            while prose.words(sentence).end <= at {
                sentence += 1;
            }
            let hash = gram.iter().fold(0u64, |h, key| {
                let x = (h ^ (u64::from(*key) + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                x ^ (x >> 32)
            });
            out.push((hash & !0xffff_ffff) | u64::from(small(sentence)));
        }
        out.sort_unstable();
        Self(out)
    }

    /// The distinct hashes, rising.
    fn distinct(&self) -> impl Iterator<Item = u32> + '_ {
        self.0
            .chunk_by(|a, b| a >> 32 == b >> 32)
            .filter_map(|run| run.first())
            .map(|e| (e >> 32) as u32)
    }

    /// Pairs of a sentence and an earlier one of the same text that share 5-grams, with how many;
    /// of a gram that stands in many sentences, each with the first.
    pub(super) fn shared_within(&self) -> Vec<(u32, u32, usize)> {
        let mut votes: Vec<u64> = Vec::new();
        for run in self.0.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1) {
            let first = run.first().map_or(0, |e| *e as u32);
            let mut last = first;
            for sentence in run.iter().map(|e| *e as u32) {
                if sentence != last {
                    votes.push(u64::from(sentence) << 32 | u64::from(first));
                    last = sentence;
                }
            }
        }
        votes.sort_unstable();
        votes
            .chunk_by(|a, b| a == b)
            .filter_map(|run| run.first().map(|v| ((v >> 32) as u32, *v as u32, run.len())))
            .collect()
    }
}

/// Resemblance and containments of two texts; the shares of sentences are filled in elsewhere.
pub(super) fn resemblance(left: &Grams, right: &Grams) -> Scores {
    let (mut l, mut r) = (left.distinct().peekable(), right.distinct().peekable());
    let (mut only_left, mut only_right, mut both) = (0u32, 0u32, 0u32);
    loop {
        match (l.peek(), r.peek()) {
            (Some(a), Some(b)) if a == b => {
                both += 1;
                l.next();
                r.next();
            }
            (Some(a), Some(b)) if a < b => {
                only_left += 1;
                l.next();
            }
            (_, Some(_)) => {
                only_right += 1;
                r.next();
            }
            (Some(_), None) => {
                only_left += 1;
                l.next();
            }
            (None, None) => break,
        }
    }
    let share = |part: u32, all: u32| if all > 0 { part as f32 / all as f32 } else { 0.0 };
    Scores {
        resemblance: share(both, both + only_left + only_right),
        containment_left: share(both, both + only_left),
        containment_right: share(both, both + only_right),
        ..Scores::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;

    fn scores(left: &str, right: &str) -> Scores {
        let mut lexicon = Lexicon::default();
        let l = Prose::read(left, &mut lexicon);
        let r = Prose::read(right, &mut lexicon);
        resemblance(&Grams::of(&l), &Grams::of(&r))
    }

    #[test]
    fn a_part_is_contained_in_the_whole() {
        let found = scores("one two three four five six", "zero one two three four five six seven");
        assert_eq!(found.containment_left, 1.0);
        assert_eq!(found.containment_right, 0.5);
        assert_eq!(found.resemblance, 0.5);
    }

    #[test]
    fn short_and_empty_texts_have_scores_too() {
        assert_eq!(scores("fire at sea", "Fire at sea!").resemblance, 1.0);
        assert_eq!(scores("", "").resemblance, 0.0);
        assert_eq!(scores("", "one").containment_right, 0.0);
    }

    #[test]
    fn sentences_that_share_grams_are_found() {
        let mut lexicon = Lexicon::default();
        let body = "The old ferry burned at the quay. Rain fell. The old ferry burned at the pier.";
        let prose = Prose::read(body, &mut lexicon);
        assert_eq!(Grams::of(&prose).shared_within(), [(2, 0, 2)]);
    }
}
