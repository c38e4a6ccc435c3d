//! Which pairs are worth an exact verdict: those whose sketches share enough terms.
//! Fed with the postings of an index, term by term; long lists link to a few leaders.

/// Every pair is taken of a term that up to this many articles share.
const WHOLE: usize = 300;

/// Of a longer list, each article is paired with so many of the first,
const LEADERS: usize = 4;

/// and with so many that follow it: near-duplicates often stand together in a corpus.
const FOLLOWERS: usize = 8;

/// Two articles and how many terms of their sketches they share. `a < b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Place of the first article.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// Terms that led here.
    pub shared: u32,
}

/// The articles of each sketch term, gathered to be paired.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    places: Vec<u32>,
    ends: Vec<usize>,
}

impl Postings {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the places of all articles that share one term, in rising order.
    pub fn add(&mut self, places: &[u32]) {
        if places.len() > 1 && places.is_sorted() {
            self.places.extend_from_slice(places);
            self.ends.push(self.places.len());
        }
    }

    /// The pairs among `count` articles that share at least `least` terms, by place. Takes memory
    /// for the postings twice over and for the pairs it returns, whatever the number of those it
    /// passes over.
    pub fn pairs(&self, count: usize, least: u32) -> Vec<Candidate> {
        let (starts, terms) = self.by_article(count);
        // How far each term's list has been walked: articles come in rising order here too.
        let mut walked: Vec<usize> = vec![0; self.ends.len()];
        let mut shared = vec![0_u32; count];
        let mut met: Vec<u32> = Vec::new();
        let mut out = Vec::new();
        for a in 0..count {
            let own = starts.get(a).zip(starts.get(a + 1)).and_then(|(&s, &e)| terms.get(s..e));
            for &term in own.unwrap_or(&[]) {
                let Some(at) = walked.get_mut(term as usize) else { continue };
                let here = *at;
                *at += 1;
                for &b in partners(self.list(term), here) {
                    if let Some(times) = shared.get_mut(b as usize) {
                        if *times == 0 {
                            met.push(b);
                        }
                        *times += 1;
                    }
                }
            }
            met.sort_unstable();
            for b in met.drain(..) {
                let times = shared.get_mut(b as usize).map_or(0, std::mem::take);
                if times >= least && b as usize != a {
                    out.push(Candidate { a: a as u32, b, shared: times });
                }
            }
        }
        out
    }

    fn list(&self, term: u32) -> &[u32] {
        let term = term as usize;
        let start =
            term.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(term).and_then(|&end| self.places.get(start..end)).unwrap_or(&[])
    }

    /// The terms of each article, those of article `n` from `starts[n]` to `starts[n + 1]`.
    fn by_article(&self, count: usize) -> (Vec<usize>, Vec<u32>) {
        let mut starts = vec![0_usize; count + 2];
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
        // `starts[n + 1]` is where article n's next term goes, and ends as where they end.
        let mut terms = vec![0_u32; sum];
        for term in 0..self.ends.len() as u32 {
            for &place in self.list(term) {
                if let Some(next) =
                    starts.get_mut(place as usize + 1).filter(|_| (place as usize) < count)
                {
                    if let Some(slot) = terms.get_mut(*next) {
                        *slot = term;
                    }
                    *next += 1;
                }
            }
        }
        (starts, terms)
    }
}

/// The articles that the one at `here` in a term's `list` is paired with: only later ones, so that
/// each pair comes once.
fn partners(list: &[u32], here: usize) -> &[u32] {
    let rest = list.get(here + 1..).unwrap_or(&[]);
    if list.len() <= WHOLE || here < LEADERS { rest } else { rest.get(..FOLLOWERS).unwrap_or(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_long_list_links_everyone_to_its_leaders() {
        let mut postings = Postings::new();
        let all: Vec<u32> = (0..1000).collect();
        postings.add(&all);
        let pairs = postings.pairs(1000, 1);
        assert!(pairs.len() < 1000 * (LEADERS + FOLLOWERS));
        for place in 1..1000 {
            assert!(pairs.iter().any(|pair| pair.a == 0 && pair.b == place));
        }
    }

    #[test]
    fn a_place_beyond_the_count_is_left_out() {
        let mut postings = Postings::new();
        postings.add(&[0, 1, 9]);
        assert_eq!(postings.pairs(2, 1), [Candidate { a: 0, b: 1, shared: 1 }]);
    }

    proptest! {
        #[test]
        fn short_lists_give_every_pair_with_its_count(
            lists in prop::collection::vec(prop::collection::btree_set(0_u32..20, 0..8), 0..20),
            least in 1_u32..4,
        ) {
            let mut postings = Postings::new();
            let mut want: BTreeMap<(u32, u32), u32> = BTreeMap::new();
            for list in &lists {
                let list: Vec<u32> = list.iter().copied().collect();
                postings.add(&list);
                for (at, &a) in list.iter().enumerate() {
                    for &b in &list[at + 1..] {
                        *want.entry((a, b)).or_default() += 1;
                    }
                }
            }
            let want: Vec<_> = want
                .into_iter()
                .filter(|(_, shared)| *shared >= least)
                .map(|((a, b), shared)| Candidate { a, b, shared })
                .collect();
            prop_assert_eq!(postings.pairs(20, least), want);
        }
    }
}
