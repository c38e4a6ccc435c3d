//! Which articles boilerplate is learned from: some of each outlet, evenly spaced through the corpus,
//! so that learning costs no more for a large corpus than for a middling one.

use crate::index::Outline;
use std::collections::BTreeMap;

/// Articles of one outlet, at most.
const OF_ONE: usize = 256;
/// Articles in all, at most,
const IN_ALL: usize = 50_000;
/// and words in all: they are held in memory together, at 8 bytes a word.
const WORDS: u64 = 20_000_000;
/// Fewer of an outlet teach nothing: then it is better to leave out outlets.
const LEAST: usize = 8;

/// Places in `outline`, rising. The same for the same corpus, whatever memory there is.
pub(super) fn sample(outline: &Outline) -> Vec<u32> {
    let mut outlets: BTreeMap<Option<u32>, Vec<(u32, u32)>> = BTreeMap::new();
    for (article, place) in outline.articles().iter().zip(0..) {
        let source = outline.source_number(article);
        outlets.entry(source).or_default().push((place, article.words));
    }
    let lists: Vec<Vec<(u32, u32)>> = outlets.into_values().collect();
    pick(&lists)
}

/// Of each outlet's places and words.
fn pick(outlets: &[Vec<(u32, u32)>]) -> Vec<u32> {
    let mut most = OF_ONE;
    let mut picked: Vec<(u32, u32)>;
    loop {
        picked = outlets.iter().flat_map(|list| spaced(list, most)).collect();
        if fits(&picked) || most <= LEAST {
            break;
        }
        most /= 2;
    }
    picked.sort_unstable();
    while !fits(&picked) {
        picked = spaced(&picked, picked.len() / 2).collect();
    }
    picked.into_iter().map(|(place, _)| place).collect()
}

fn fits(picked: &[(u32, u32)]) -> bool {
    let words: u64 = picked.iter().map(|&(_, words)| u64::from(words)).sum();
    picked.len() <= IN_ALL && words <= WORDS
}

/// At most `most` of `list`, evenly spaced.
fn spaced<T: Copy>(list: &[T], most: usize) -> impl Iterator<Item = T> + '_ {
    let count = list.len().min(most);
    (0..count).filter_map(move |at| list.get(at * list.len() / count)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_corpus_is_taken_whole_and_of_a_large_outlet_some() {
        let outlet = |start: u32, count: u32| (start..start + count).map(|at| (at, 400)).collect();
        assert_eq!(pick(&[outlet(0, 10), outlet(10, 3)]), (0..13).collect::<Vec<_>>());
        let large = pick(&[outlet(0, 100_000)]);
        assert_eq!(large.len(), OF_ONE);
        assert!(large[0] < 1_000 && large[OF_ONE - 1] > 99_000, "spaced through the corpus");
    }

    #[test]
    fn the_sample_is_bounded_whatever_the_corpus() {
        let outlets: Vec<_> = (0..200_000).map(|at| vec![(at, 300)]).collect();
        let picked = pick(&outlets);
        assert!((IN_ALL / 4..=IN_ALL).contains(&picked.len()), "{}", picked.len());
        let long: Vec<_> = (0..100).map(|at| vec![(at, 1_000_000)]).collect();
        assert!(pick(&long).len() <= 20);
        assert!(pick(&[vec![(0, u32::MAX)]]).is_empty());
    }
}
