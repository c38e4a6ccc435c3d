//! Which pairs are worth a look: those that share rare terms and stand close in time.
//! Fed with the postings of an index, rare terms only; memory is bounded by those postings.

use super::super::Thresholds;
use super::bounds::{Crowd, Day, day};

/// Rare terms that two must share.
const LEAST: u16 = 3;

/// Of the likeness that two reports of one event must have, what their rare terms alone show at least.
const SHARE: f32 = 0.2;

/// Partners of one article that are looked at, the most promising first.
const BEST: usize = 10;

/// The articles of each rare term, gathered to be paired.
#[derive(Clone, Debug, Default)]
pub struct Rare {
    places: Vec<u32>,
    ends: Vec<u32>,
}

impl Rare {
    /// Articles a term may have to be rare.
    pub const MOST: usize = 64;

    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the places of all articles that share one rare term, in any order.
    pub fn add(&mut self, places: &[u32]) {
        if (2..=Self::MOST).contains(&places.len()) {
            self.places.extend_from_slice(places);
            if let Some(own) =
                self.places.len().checked_sub(places.len()).and_then(|at| self.places.get_mut(at..))
            {
                own.sort_unstable();
            }
            self.ends.push(self.places.len() as u32);
        }
    }

    /// The pairs worth a look, by place: rare terms make them alike enough for how close in time they
    /// stand. `dates` are by place, in seconds since 1970; an undated article goes with any.
    pub fn pairs(&self, dates: &[Option<i64>], t: &Thresholds) -> Vec<(u32, u32)> {
        let crowd = Crowd::of(dates);
        let days_of: Vec<Option<Day>> = dates.iter().map(|&date| day(date)).collect();
        let count = dates.len();
        let (starts, terms) = self.by_article(count);
        let lengths = self.lengths(count, crowd);
        let mut weights = vec![0.0_f32; count];
        let mut shared = vec![0_u16; count];
        let mut met: Vec<u32> = Vec::new();
        let mut ranked: Vec<(f32, u32)> = Vec::new();
        let mut out = Vec::new();
        for a in 0..count {
            let own_day = days_of.get(a).copied().flatten();
            let own = starts
                .get(a)
                .zip(starts.get(a + 1))
                .and_then(|(&s, &e)| terms.get(s as usize..e as usize));
            for &term in own.unwrap_or(&[]) {
                let list = self.list(term);
                let weight = weight(crowd, list);
                for &b in list {
                    let at = b as usize;
                    let far = own_day
                        .zip(days_of.get(at).copied().flatten())
                        .is_some_and(|(x, y)| x.abs_diff(y) > u64::from(t.event_days));
                    if far || at == a {
                        continue;
                    }
                    if let (Some(sum), Some(times)) = (weights.get_mut(at), shared.get_mut(at)) {
                        if *times == 0 {
                            met.push(b);
                        }
                        *sum += weight;
                        *times = times.saturating_add(1);
                    }
                }
            }
            ranked.clear();
            for b in met.drain(..) {
                let times = shared.get_mut(b as usize).map_or(0, std::mem::take);
                let sum = weights.get_mut(b as usize).map_or(0.0, std::mem::take);
                let length = |at: usize| lengths.get(at).copied().unwrap_or(0.0);
                let alike = sum / (length(a) * length(b as usize)).max(f32::MIN_POSITIVE);
                let other_day = days_of.get(b as usize).copied().flatten();
                if times >= LEAST
                    && crowd
                        .floor(t, own_day, other_day)
                        .is_some_and(|floor| alike >= floor * SHARE)
                {
                    ranked.push((sum, b));
                }
            }
            ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            out.extend(ranked.iter().take(BEST).map(|&(_, b)| (b.min(a as u32), b.max(a as u32))));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Of each article, the root of the sum of its rare terms' weights.
    fn lengths(&self, count: usize, crowd: Crowd) -> Vec<f32> {
        let mut sums = vec![0.0_f32; count];
        for term in 0..self.ends.len() as u32 {
            let list = self.list(term);
            for &place in list {
                if let Some(sum) = sums.get_mut(place as usize) {
                    *sum += weight(crowd, list);
                }
            }
        }
        sums.iter().map(|sum| sum.sqrt()).collect()
    }

    fn list(&self, term: u32) -> &[u32] {
        let before = (term as usize).checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |&end| end as usize);
        self.ends
            .get(term as usize)
            .and_then(|&end| self.places.get(start..end as usize))
            .unwrap_or(&[])
    }

    /// The terms of each article, those of article `n` from `starts[n]` to `starts[n + 1]`.
    fn by_article(&self, count: usize) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0_u32; count + 2];
        for &place in &self.places {
            if let Some(n) = starts.get_mut(place as usize + 2) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut terms = vec![0_u32; sum as usize];
        for term in 0..self.ends.len() as u32 {
            for &place in self.list(term) {
                if let Some(next) =
                    starts.get_mut(place as usize + 1).filter(|_| (place as usize) < count)
                {
                    if let Some(slot) = terms.get_mut(*next as usize) {
                        *slot = term;
                    }
                    *next += 1;
                }
            }
        }
        (starts, terms)
    }
}

/// What a term that these articles share adds to their likeness: the square of its weight.
fn weight(crowd: Crowd, list: &[u32]) -> f32 {
    (crowd.articles() as f32 / list.len().max(1) as f32).ln().max(0.0).powi(2)
}
