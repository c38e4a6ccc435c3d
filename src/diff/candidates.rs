//! Which sentences may be each other's counterpart: those that share rare words or word pairs.
//! A sort and a join over hashed features, so that cost does not depend on how the text is made.

use super::deadline::Stage;
use super::lexicon::{Lexicon, Sense, small};
use super::prose::Prose;
use super::side_by_side;

/// Counterparts proposed for one sentence, at most.
const PER_SENTENCE: usize = 5;
/// A sentence of fewer words is proposed for one shared feature.
const TELLING: usize = 6;
/// Share of the best one's votes below which a sentence is not proposed.
const FAR_BEHIND: f32 = 0.1;
/// A feature in more sentences than this is no rare one.
const COMMON: usize = 64;
/// Places looked up for one sentence, at most, rarest features first.
const LOOKUPS: usize = 512;

/// A feature that a left sentence shares with some right sentences.
#[derive(Clone, Copy, Debug)]
struct Shared {
    left: u32,
    from: u32,
    len: u32,
}

/// Pairs of a left and a right sentence worth measuring: up to five for a left sentence, by the rare
/// words and word pairs they share; the best ones of all sentences first, then all second best. Only sentences for which `free` says
/// yes take part.
pub(super) fn candidates(
    proses: [&Prose<'_>; 2],
    lexicon: &Lexicon<'_>,
    free: [&[bool]; 2],
    stage: Stage<'_>,
) -> Vec<(u32, u32)> {
    let (left, right) = side_by_side(
        proses[0].body.len() + proses[1].body.len(),
        || features(proses[0], lexicon, free[0]),
        || features(proses[1], lexicon, free[1]),
    );
    let shared = join(&left, &right);
    let mut out = Vec::new();
    let mut votes = vec![(0.0f32, 0u32); proses[1].len()];
    let mut touched: Vec<u32> = Vec::new();
    for (n, run) in shared.chunk_by(|a, b| a.left == b.left).enumerate() {
        if n & 255 == 255 && stage.passed() {
            break;
        }
        let mut looked_up = 0;
        for feature in run {
            looked_up += feature.len as usize;
            if looked_up > LOOKUPS {
                break;
            }
            let weight = 1.0 / (feature.len as f32);
            let from = feature.from as usize;
            for entry in &right[from..from + feature.len as usize] {
                let sentence = sentence_of(*entry);
                let vote = &mut votes[sentence as usize];
                if vote.1 == 0 {
                    touched.push(sentence);
                }
                *vote = (vote.0 + weight, vote.1 + 1);
            }
        }
        let this = run.first().map_or(0, |f| f.left);
        let words = |side: usize, s: u32| proses[side].words(s as usize).len();
        // A long sentence shares something with everything; and one shared feature is none.
        let few = if words(0, this) < TELLING { 1 } else { 2 };
        let mut ranked: Vec<(f32, u32)> = touched
            .iter()
            .map(|&s| (votes[s as usize], s))
            .filter(|&((_, shared), s)| shared >= few || words(1, s) < TELLING)
            .map(|((weight, _), s)| (weight / (words(1, s) as f32 + 8.0).sqrt(), s))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let least = ranked.first().map_or(0.0, |best| best.0 * FAR_BEHIND);
        let good = ranked.iter().take(PER_SENTENCE).take_while(|(votes, _)| *votes >= least);
        out.extend(good.enumerate().map(|(rank, &(_, right))| (rank, this, right)));
        for sentence in touched.drain(..) {
            votes[sentence as usize] = (0.0, 0);
        }
    }
    out.sort_unstable();
    out.into_iter().map(|(_, left, right)| (left, right)).collect()
}

fn sentence_of(entry: u64) -> u32 {
    entry as u32
}

fn hash_of(entry: u64) -> u32 {
    (entry >> 32) as u32
}

/// The features of all free sentences, each packed as hash and sentence; sorted, without repeats.
fn features(prose: &Prose<'_>, lexicon: &Lexicon<'_>, free: &[bool]) -> Vec<u64> {
    let mut out = Vec::new();
    for sentence in (0..prose.len()).filter(|s| free.get(*s).copied().unwrap_or(false)) {
        let words = prose.words(sentence);
        let mut before = None;
        for (token, key) in words.clone().zip(prose.keys_of(sentence)) {
            let stop = prose.form(token, lexicon).is_some_and(|f| f.sense == Sense::Stop);
            if !stop {
                out.push(pack(mix(u64::from(*key)), sentence));
            }
            if let Some((before, stop_before)) = before
                && !(stop && stop_before)
            {
                out.push(pack(mix(u64::from(*key) << 32 | (before + 1)), sentence));
            }
            before = Some((u64::from(*key), stop));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn pack(hash: u32, sentence: usize) -> u64 {
    u64::from(hash) << 32 | u64::from(small(sentence))
}

fn mix(x: u64) -> u32 {
    let x = (x ^ (x >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

/// Features that both sides have, by left sentence, rarest first.
fn join(left: &[u64], right: &[u64]) -> Vec<Shared> {
    let mut shared = Vec::new();
    let mut from = 0;
    for run in left.chunk_by(|a, b| hash_of(*a) == hash_of(*b)) {
        let hash = run.first().map_or(0, |e| hash_of(*e));
        while right.get(from).is_some_and(|e| hash_of(*e) < hash) {
            from += 1;
        }
        let len = right[from..].iter().take_while(|e| hash_of(**e) == hash).count();
        if (1..=COMMON).contains(&len) && run.len() <= COMMON {
            shared.extend(run.iter().map(|e| Shared {
                left: sentence_of(*e),
                from: small(from),
                len: small(len),
            }));
        }
    }
    shared.sort_unstable_by_key(|s| (s.left, s.len, s.from));
    shared
}

#[cfg(test)]
mod tests {
    use super::super::deadline::Deadline;
    use super::*;
    use std::time::Duration;

    fn found(left: &str, right: &str) -> Vec<(u32, u32)> {
        let mut lexicon = Lexicon::default();
        let l = Prose::read(left, &mut lexicon);
        let r = Prose::read(right, &mut lexicon);
        let (all_l, all_r) = (vec![true; l.len()], vec![true; r.len()]);
        let deadline = Deadline::new(Duration::from_secs(3600));
        candidates([&l, &r], &lexicon, [&all_l, &all_r], deadline.stage(1.0))
    }

    #[test]
    fn rare_words_find_the_counterpart() {
        let pairs = found(
            "The ferry burned. The mayor resigned over the budget.",
            "Over the budget the mayor fell. It rained. A ferry was on fire.",
        );
        assert!(pairs.contains(&(0, 2)));
        assert!(pairs.contains(&(1, 0)));
        assert!(!pairs.iter().any(|p| p.1 == 1));
    }

    #[test]
    fn no_sentence_gets_more_than_five() {
        let right = "The ferry burned again. ".repeat(20);
        assert_eq!(found("The ferry burned.", &right).len(), PER_SENTENCE);
    }

    #[test]
    fn little_words_alone_propose_nobody() {
        assert!(found("It was of the.", "The was of it.").is_empty());
    }
}
