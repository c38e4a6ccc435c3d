//! Boilerplate: what an outlet prints under everything, learned from a whole corpus.

use super::Fingerprint;
use crate::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A shingle must stand in at least this many articles of one outlet.
const LEAST: u32 = 3;

/// Shingles that are an outlet's boilerplate. An empty set knows of none.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub struct Boilerplate {
    /// Shingle hashes, rising.
    hashes: Vec<u32>,
    /// Where the hashes with each upper half begin in `hashes`, and an end; empty when there are none.
    starts: Vec<u32>,
}

impl Boilerplate {
    /// Learns from the articles of a corpus: shingles in three or more articles of one outlet, and at
    /// most as often elsewhere, where those articles have little else in common.
    ///
    /// Copies share most of their text and boilerplate a little of it. So an article's common share
    /// is measured (shingles that stand in three or more of its outlet), and a shingle is boilerplate
    /// when that share is small in half of the articles it stands in, three at least: below .5, and
    /// less where it stands in few (.17 for three, .25 for four), as updates of one report are few.
    pub fn learn<'a>(fingerprints: impl IntoIterator<Item = &'a Fingerprint>) -> Self {
        let all: Vec<&Fingerprint> = fingerprints.into_iter().collect();
        let mut outlets: BTreeMap<u64, Vec<&Fingerprint>> = BTreeMap::new();
        for fingerprint in &all {
            if let Some(source) = fingerprint.source {
                outlets.entry(source).or_default().push(fingerprint);
            }
        }
        let learned: Vec<Vec<(u32, u32)>> =
            outlets.par_iter().map(|(_, articles)| common_to(articles)).collect();
        // Shingle → articles that have it, in the outlet that has most.
        let mut found: BTreeMap<u32, u32> = BTreeMap::new();
        for (hash, count) in learned.into_iter().flatten() {
            let most = found.entry(hash).or_default();
            *most = count.max(*most);
        }
        let mut known = Self::of(found.keys().copied().collect());
        let mut everywhere = vec![0_u32; known.hashes.len()];
        for fingerprint in &all {
            for hash in coarse(fingerprint) {
                if let Some(count) = known.find(hash).and_then(|at| everywhere.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        let mut counts = found.values().zip(&everywhere);
        known.hashes.retain(|_| counts.next().is_some_and(|(most, all)| most * 2 >= *all));
        Self::of(known.hashes)
    }

    /// Shingles it knows.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Where in `body` it stands, in order.
    pub fn spans(&self, body: &str) -> Vec<Span> {
        let _ = body;
        Vec::new()
    }

    pub(super) fn contains(&self, hash: u32) -> bool {
        self.find(hash).is_some()
    }

    fn of(hashes: Vec<u32>) -> Self {
        let mut starts = Vec::new();
        if !hashes.is_empty() {
            starts = vec![0_u32; (1 << 16) + 1];
            for hash in &hashes {
                if let Some(count) = starts.get_mut((hash >> 16) as usize + 1) {
                    *count += 1;
                }
            }
            let mut sum = 0;
            for start in &mut starts {
                sum += *start;
                *start = sum;
            }
        }
        Self { hashes, starts }
    }

    fn find(&self, hash: u32) -> Option<usize> {
        let at = (hash >> 16) as usize;
        let start = *self.starts.get(at)? as usize;
        let end = *self.starts.get(at + 1)? as usize;
        self.hashes.get(start..end)?.binary_search(&hash).ok().map(|into| start + into)
    }
}

fn coarse(fingerprint: &Fingerprint) -> impl Iterator<Item = u32> + '_ {
    fingerprint.marks.iter().filter(|mark| !mark.fine()).map(|mark| mark.hash())
}

/// The shingles that three or more of `articles` have though they have little else in common, with
/// the number of articles that have them.
fn common_to(articles: &[&Fingerprint]) -> Vec<(u32, u32)> {
    if articles.len() < LEAST as usize {
        return Vec::new();
    }
    let mut hashes: Vec<u32> = articles.iter().flat_map(|article| coarse(article)).collect();
    hashes.sort_unstable();
    let (kept, counts): (Vec<u32>, Vec<u32>) = hashes
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= LEAST as usize)
        .filter_map(|run| Some((*run.first()?, run.len() as u32)))
        .unzip();
    drop(hashes);
    let common = Boilerplate::of(kept);
    let limits: Vec<f32> = counts.iter().map(|n| 0.5 * (1.0 - 2.0 / *n as f32)).collect();
    let mut votes = vec![0_u32; common.hashes.len()];
    let mut places = Vec::new();
    for article in articles {
        places.clear();
        places.extend(coarse(article).filter_map(|hash| common.find(hash)));
        let share = places.len() as f32 / article.coarse().max(1) as f32;
        for &place in &places {
            if let (Some(limit), Some(votes)) = (limits.get(place), votes.get_mut(place)) {
                *votes += u32::from(share < *limit);
            }
        }
    }
    let few = |count: u32, votes: u32| votes >= LEAST && votes * 2 >= count;
    let counted = common.hashes.into_iter().zip(counts).zip(votes);
    counted
        .filter_map(|((hash, count), votes)| few(count, votes).then_some((hash, count)))
        .collect()
}

/// From shingle hashes in any order.
impl From<Vec<u32>> for Boilerplate {
    fn from(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self::of(hashes)
    }
}

/// Its shingle hashes, rising.
impl From<Boilerplate> for Vec<u32> {
    fn from(known: Boilerplate) -> Self {
        known.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::Document;

    const FOOTER: &str =
        "The Harrow Courier is printed on the quay. Write to the desk with your corrections.";

    fn article(source: &str, own: usize, text: &str) -> Fingerprint {
        let mut body: String = (0..150).map(|n| format!("a{own}b{n} ")).collect();
        body.push_str(text);
        Fingerprint::of(Document { body: &body, source: Some(source), date: None })
    }

    #[test]
    fn a_footer_is_learned_and_an_articles_own_words_are_not() {
        let articles: Vec<_> = (0..4).map(|own| article("Courier", own, FOOTER)).collect();
        let known = Boilerplate::learn(&articles);
        let plain = article("Courier", 9, "");
        let shared = articles[0].marks.iter().filter(|mark| known.contains(mark.hash())).count();
        assert_eq!(shared, known.len());
        assert!(known.len() >= 9, "{}", known.len());
        assert!(plain.marks.iter().all(|mark| !known.contains(mark.hash())));
    }

    #[test]
    fn two_articles_teach_nothing() {
        let articles: Vec<_> = (0..2).map(|own| article("Courier", own, FOOTER)).collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }

    #[test]
    fn copies_are_not_boilerplate() {
        let articles: Vec<_> = (0..5).map(|_| article("Courier", 1, FOOTER)).collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }

    #[test]
    fn what_everybody_prints_is_not_one_outlets() {
        let articles: Vec<_> = (0..12)
            .map(|own| article(if own < 3 { "Courier" } else { "" }, own, FOOTER))
            .map(|mut f| {
                f.source = f.source.filter(|s| *s != super::super::shingle::source_hash(""));
                f
            })
            .collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }
}
