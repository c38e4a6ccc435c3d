//! The exact verdicts on all candidates of a corpus: a nested loop over chunks of fingerprints, of
//! which two are in memory at a time.

use super::Pace;
use super::prints::{MAKING, Prints};
use crate::library::stories::Linked;
use crate::neardup::{Met, Postings, Thresholds, verify};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Articles whose candidates are listed together: what bounds the pairs in memory at a time.
const STRIPE: u32 = 128;

/// The pairs of all articles that are not unrelated, by place, in no order.
pub(super) fn edges(
    prints: &Prints,
    postings: &Postings,
    thresholds: &Thresholds,
    pace: &Pace<'_, '_>,
) -> anyhow::Result<Vec<Linked>> {
    let chunks = prints.len();
    let stripes: Vec<Vec<Range<u32>>> = (0..chunks).map(|at| cut(prints.places(at))).collect();
    let all: usize = stripes.iter().zip(0..).map(|(cut, at)| cut.len() * (chunks - at)).sum();
    let done = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    for (cut, left) in stripes.iter().zip(0..) {
        let a = Block { first: prints.places(left).start, prints: &prints.load(left)? };
        let terms = postings.terms_of(prints.places(left));
        for right in left..chunks {
            let share = || done.load(Ordering::Relaxed) as f32 / all.max(1) as f32;
            let go_on = || pace.go_on(MAKING + (LINKING - MAKING) * share());
            if !go_on() {
                return Ok(Vec::new());
            }
            let loaded = (right > left).then(|| prints.load(right)).transpose()?;
            let loaded = loaded.as_deref().unwrap_or(&[]);
            let b = Block { first: prints.places(right).start, prints: loaded };
            cut.par_iter().for_each_init(Met::default, |met, stripe| {
                let mut pairs = Vec::new();
                terms.each_pair(stripe.clone(), prints.places(right), met, &mut |pair| {
                    pairs.push((pair.a, pair.b));
                });
                let of = |place| a.get(place).or_else(|| b.get(place));
                let edges = verify(&pairs, of, thresholds, &|_, _| go_on());
                let linked = edges.into_iter().map(|edge| Linked { edge, added: false });
                crate::library::lock(&found).extend(linked);
                done.fetch_add(1, Ordering::Relaxed);
            });
        }
    }
    Ok(found.into_inner().unwrap_or_else(|broken| broken.into_inner()))
}

/// Share of the work that is done once all candidates are verified.
pub(super) const LINKING: f32 = 0.95;

/// Fingerprints of articles that follow one another.
struct Block<'a> {
    first: u32,
    prints: &'a [crate::neardup::Fingerprint],
}

impl<'a> Block<'a> {
    fn get(&self, place: u32) -> Option<&'a crate::neardup::Fingerprint> {
        self.prints.get(place.checked_sub(self.first)? as usize)
    }
}

fn cut(places: Range<u32>) -> Vec<Range<u32>> {
    let end = places.end;
    places.step_by(STRIPE as usize).map(|at| at..at.saturating_add(STRIPE).min(end)).collect()
}
