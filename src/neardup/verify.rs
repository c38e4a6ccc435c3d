//! Exact verdicts on many pairs at once, on every core.

use super::shared::{Probe, Shared};
use super::verdict::related;
use super::{Edge, Fingerprint, Thresholds};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Pairs between two reports of progress: some milliseconds of work.
const CHUNK: usize = 2048;

/// The verdicts on `pairs` of places, in their order (quickest when sorted), those that are unrelated
/// left out; a place that `fingerprint` does not know is passed over. After each chunk `go_on` is told
/// how many pairs are done of how many; once it returns false the rest is left undone.
pub fn verify<'a>(
    pairs: &[(u32, u32)],
    fingerprint: impl Fn(u32) -> Option<&'a Fingerprint> + Sync,
    thresholds: &Thresholds,
    go_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Edge> {
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let chunks: Vec<Vec<Edge>> = pairs
        .par_chunks(CHUNK)
        .map(|chunk| {
            if stopped.load(Ordering::Relaxed) {
                return Vec::new();
            }
            let (mut edges, mut shared) = (Vec::new(), Shared::default());
            for run in chunk.chunk_by(|x, y| x.0 == y.0) {
                let first = run.first().and_then(|pair| fingerprint(pair.0));
                let Some(probe) = first.map(Probe::new) else { continue };
                edges.extend(run.iter().filter_map(|&(a, b)| {
                    let relation = related(&probe, fingerprint(b)?, thresholds, &mut shared)?;
                    Some(Edge { a, b, relation })
                }));
            }
            let so_far = done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
            if !go_on(so_far, pairs.len()) {
                stopped.store(true, Ordering::Relaxed);
            }
            edges
        })
        .collect();
    chunks.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::{Document, Verdict};

    fn fingerprints() -> Vec<Fingerprint> {
        let text = |own: usize| -> String { (0..80).map(|n| format!("a{own}b{n} ")).collect() };
        [text(0), text(1), text(0)]
            .iter()
            .map(|body| Fingerprint::of(Document { body, source: None, date: None }))
            .collect()
    }

    #[test]
    fn verdicts_come_in_the_order_of_the_pairs() {
        let all = fingerprints();
        let get = |place: u32| all.get(place as usize);
        let edges =
            verify(&[(1, 2), (0, 2), (0, 1), (0, 9)], get, &Thresholds::default(), &|_, _| true);
        assert_eq!(edges.len(), 1);
        assert_eq!((edges[0].a, edges[0].b, edges[0].relation.verdict), (0, 2, Verdict::Copy));
    }

    #[test]
    fn it_stops_when_told() {
        let all = fingerprints();
        let pairs = vec![(0, 2); CHUNK * 64];
        let get = |place: u32| all.get(place as usize);
        let edges = verify(&pairs, get, &Thresholds::default(), &|_, _| false);
        assert!(edges.len() < pairs.len());
    }
}
