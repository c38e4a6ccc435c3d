//! Sentences that say again what the same text said before: word for word, or nearly.

use super::anchors::Anchors;
use super::comparison::{Repeat, Which};
use super::features::Features;
use super::lexicon::{Lexicon, Sense};
use super::prose::Prose;
use super::scores::Grams;
use rustc_hash::FxHashSet;

/// Words from which a sentence may be a near repeat; a short one is too easily like another.
const TELLING: usize = 8;
/// Share of its 5-grams that a near repeat shares with the earlier sentence.
const SHARED: f32 = 0.5;
/// Likeness from which a sentence is a near repeat.
const ALIKE: f32 = 0.85;

/// The repeats of both texts, left ones first, each in the order of its text.
pub(super) fn repeats(
    anchors: &Anchors,
    proses: [&Prose<'_>; 2],
    grams: [&Grams; 2],
    lexicon: &Lexicon<'_>,
) -> Vec<Repeat> {
    let mut features = None;
    let mut out = Vec::new();
    for (side, which) in [Which::Left, Which::Right].into_iter().enumerate() {
        let exact = &anchors.repeats[side];
        let begin = out.len();
        let said = exact.iter().enumerate().filter(|(s, _)| !proses[side].words(*s).is_empty());
        out.extend(said.filter_map(|(sentence, of)| {
            of.map(|of| Repeat { side: which, sentence, of: of as usize })
        }));
        let mut known: FxHashSet<usize> = out[begin..].iter().map(|r| r.sentence).collect();
        for (later, earlier, shared) in grams[side].shared_within() {
            let (later_at, earlier_at) = (later as usize, earlier as usize);
            let words = [later_at, earlier_at].map(|s| proses[side].words(s).len());
            let enough =
                words.iter().all(|w| *w >= TELLING && shared as f32 >= SHARED * (*w as f32 - 4.0));
            if !enough || known.contains(&later_at) || known.contains(&earlier_at) {
                continue;
            }
            let features =
                features.get_or_insert_with(|| Features::new(proses[0], proses[1], lexicon));
            if features.similarity_within(side, later, earlier) >= ALIKE
                && numbers(proses[side], lexicon, later_at)
                    == numbers(proses[side], lexicon, earlier_at)
            {
                known.insert(later_at);
                out.push(Repeat { side: which, sentence: later_at, of: earlier_at });
            }
        }
        out[begin..].sort_unstable_by_key(|r| r.sentence);
    }
    out
}

/// The numbers in a sentence: one that gives others is no repeat, however alike.
fn numbers(prose: &Prose<'_>, lexicon: &Lexicon<'_>, sentence: usize) -> Vec<u32> {
    prose
        .words(sentence)
        .filter_map(|token| prose.form(token, lexicon))
        .filter(|f| matches!(f.sense, Sense::Number | Sense::NumberWord(_) | Sense::Clock))
        .map(|f| f.key)
        .collect()
}
