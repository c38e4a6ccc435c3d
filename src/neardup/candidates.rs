//! Which pairs are worth an exact verdict: those whose sketches share enough terms.
//! Fed with the postings of an index, term by term; long lists link to a few leaders.

use std::ops::Range;

/// Every pair is taken of a term that up to this many articles share.
pub const WHOLE: usize = 300;

/// Of a longer list, each article is paired with so many of the first,
pub const LEADERS: usize = 4;

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

    /// Bytes it takes in memory.
    pub fn size(&self) -> usize {
        size_of_val(&*self.places) + size_of_val(&*self.ends)
    }

    /// The pairs among `count` articles that share at least `least` terms, by place, all at once.
    pub fn pairs(&self, count: usize, least: u32) -> Vec<Candidate> {
        let all = 0..u32::try_from(count).unwrap_or(u32::MAX);
        let mut out = Vec::new();
        let mut push = |candidate: Candidate| {
            if candidate.shared >= least {
                out.push(candidate);
            }
        };
        self.terms_of(all.clone()).each_pair(all.clone(), all, &mut Met::default(), &mut push);
        out
    }

    /// The terms of each article in `articles`: what pairing these with others goes by. One pass over
    /// the postings; takes 8 bytes a posting of these articles.
    pub fn terms_of(&self, articles: Range<u32>) -> TermsOf<'_> {
        let count = articles.len();
        let mut starts = vec![0_usize; count + 2];
        self.visit(&articles, |_, at, _| {
            if let Some(n) = starts.get_mut(at as usize + 2) {
                *n += 1;
            }
        });
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // `starts[n + 1]` is where article n's next term goes, and ends as where they end.
        let mut terms = vec![(0_u32, 0_u32); sum];
        self.visit(&articles, |term, at, here| {
            if let Some(next) = starts.get_mut(at as usize + 1) {
                if let Some(slot) = terms.get_mut(*next) {
                    *slot = (term as u32, here as u32);
                }
                *next += 1;
            }
        });
        TermsOf { postings: self, first: articles.start, starts, terms }
    }

    /// Calls `each` for every posting of `articles`: the term, which of the articles it is, and where
    /// in the term's list it stands.
    fn visit(&self, articles: &Range<u32>, mut each: impl FnMut(usize, u32, usize)) {
        for term in 0..self.ends.len() {
            let list = self.list(term);
            let from = match list.first() {
                Some(first) if *first >= articles.start => 0,
                _ => list.partition_point(|place| *place < articles.start),
            };
            for (here, &place) in list.iter().enumerate().skip(from) {
                if place >= articles.end {
                    break;
                }
                each(term, place - articles.start, here);
            }
        }
    }

    fn list(&self, term: usize) -> &[u32] {
        let start =
            term.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(term).and_then(|&end| self.places.get(start..end)).unwrap_or(&[])
    }
}

/// The terms of a range of articles, ready to be paired.
#[derive(Clone, Debug)]
pub struct TermsOf<'a> {
    postings: &'a Postings,
    first: u32,
    /// The terms of the `n`th article stand from `starts[n]` to `starts[n + 1]`.
    starts: Vec<usize>,
    /// A term, and where in its list the article stands.
    terms: Vec<(u32, u32)>,
}

/// What is met while pairing, kept from one call to the next.
#[derive(Clone, Debug, Default)]
pub struct Met {
    shared: Vec<u32>,
    places: Vec<u32>,
}

impl TermsOf<'_> {
    /// Calls `each` with every candidate whose first article is one of `a` and whose second is one of
    /// `b`, in order. `a` lies within the articles these are the terms of.
    pub fn each_pair(
        &self,
        a: Range<u32>,
        b: Range<u32>,
        met: &mut Met,
        each: &mut dyn FnMut(Candidate),
    ) {
        met.shared.resize(b.len(), 0);
        for a in a {
            let at = a.saturating_sub(self.first) as usize;
            let range = self.starts.get(at).zip(self.starts.get(at + 1));
            let own = range.and_then(|(&start, &end)| self.terms.get(start..end));
            for &(term, here) in own.unwrap_or(&[]) {
                let list = self.postings.list(term as usize);
                for &other in within(partners(list, here as usize), &b) {
                    if let Some(times) = met.shared.get_mut((other - b.start) as usize) {
                        if *times == 0 {
                            met.places.push(other);
                        }
                        *times += 1;
                    }
                }
            }
            met.places.sort_unstable();
            for other in met.places.drain(..) {
                let shared =
                    met.shared.get_mut((other - b.start) as usize).map_or(0, std::mem::take);
                if other != a {
                    each(Candidate { a, b: other, shared });
                }
            }
        }
    }
}

/// The articles that the one at `here` in a term's `list` is paired with: only later ones, so that
/// each pair comes once.
fn partners(list: &[u32], here: usize) -> &[u32] {
    let rest = list.get(here + 1..).unwrap_or(&[]);
    if list.len() <= WHOLE || here < LEADERS { rest } else { rest.get(..FOLLOWERS).unwrap_or(rest) }
}

/// Those of `places`, which rise, that lie in `range`.
fn within<'a>(places: &'a [u32], range: &Range<u32>) -> &'a [u32] {
    let start = match places.first() {
        Some(first) if *first < range.start => places.partition_point(|p| *p < range.start),
        _ => 0,
    };
    let end = match places.last() {
        Some(last) if *last >= range.end => places.partition_point(|p| *p < range.end),
        _ => places.len(),
    };
    places.get(start..end).unwrap_or(&[])
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

        #[test]
        fn blocks_of_articles_give_the_pairs_of_all(
            lists in prop::collection::vec(prop::collection::btree_set(0_u32..40, 0..12), 0..20),
            block in 1_u32..41,
        ) {
            let mut postings = Postings::new();
            for list in &lists {
                postings.add(&list.iter().copied().collect::<Vec<_>>());
            }
            let cut: Vec<Range<u32>> =
                (0..40).step_by(block as usize).map(|at| at..(at + block).min(40)).collect();
            let (mut found, mut met) = (Vec::new(), Met::default());
            for (at, a) in cut.iter().enumerate() {
                let terms = postings.terms_of(a.clone());
                for b in cut.iter().skip(at) {
                    let mut push = |candidate| found.push(candidate);
                    terms.each_pair(a.clone(), b.clone(), &mut met, &mut push);
                }
            }
            found.sort_unstable();
            prop_assert_eq!(found, postings.pairs(40, 1));
        }
    }
}
