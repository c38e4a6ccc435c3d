//! Learning boilerplate: shingles that stand in many articles which have little else in common.
//! Copies share most of their text, and boilerplate is a little of it.

use super::runs::{self, Run};
use super::{Boilerplate, Fingerprint};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A shingle must stand in at least this many articles of one outlet,
const AT_HOME: u32 = 3;

/// or in articles of at least this many outlets; an article that names none counts as one.
const EVERYWHERE: u32 = 5;

/// What many outlets have in common by chance runs to 13 words ("director of the national institute of"
/// and so on); a notice has more.
const NOTICE: u32 = 15;

/// An article has a few such notices; one with more runs in common with many others retells a report
/// that many retell.
const NOTICES: usize = 3;

/// Shingles in three or more articles of one outlet, and at most as often elsewhere, where those
/// articles have little else in common.
///
/// An article's common share is measured (shingles that stand in three or more of its outlet), and a
/// shingle is boilerplate when that share is small in half of the articles it stands in, three at
/// least: see [`small`].
pub(super) fn at_home(all: &[&Fingerprint]) -> Vec<u32> {
    let mut outlets: BTreeMap<u64, Vec<&Fingerprint>> = BTreeMap::new();
    for fingerprint in all {
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
    let known = Boilerplate::of(found.keys().copied().collect());
    let everywhere = tally(all, &known, |_, place, add| place.for_each(add));
    let counts = found.values().zip(&everywhere);
    let kept = known.hashes().iter().zip(counts).filter(|(_, (most, all))| **most * 2 >= **all);
    kept.map(|(hash, _)| *hash).collect()
}

/// Shingles in articles of five or more outlets that have little else in common: cookie banners,
/// paywall notices, boxes for newsletters.
///
/// As within an outlet, the articles vote. But what many print may also be wire copy, of which each
/// keeps another part, or words that many were told. So quotations are left out, and an article votes
/// only for a passage of 15 words in common or one at its foot, and only when it has a few of them.
pub(super) fn everywhere(all: &[&Fingerprint]) -> Vec<u32> {
    let (hashes, outlets): (Vec<u32>, Vec<u32>) = in_many_outlets(all).into_iter().unzip();
    let common = Boilerplate::of(hashes);
    let articles = tally(all, &common, |_, places, add| places.for_each(add));
    let votes = tally(all, &common, |article, places, add| {
        let mut places: Vec<usize> = places.collect();
        let share = share(places.len(), article);
        places.retain(|place| outlets.get(*place).is_some_and(|n| share < small(*n)));
        for place in notices(article, &common, &places) {
            add(place);
        }
    });
    let counts = articles.iter().zip(&votes);
    let kept = common
        .hashes()
        .iter()
        .zip(counts)
        .filter(|(_, (articles, votes))| **votes >= EVERYWHERE && **votes * 2 >= **articles);
    kept.map(|(hash, _)| *hash).collect()
}

/// Those of the common shingles at `places` that stand in notices.
fn notices(article: &Fingerprint, common: &Boilerplate, places: &[usize]) -> Vec<usize> {
    if places.is_empty() {
        return Vec::new();
    }
    let mut stand: Vec<(u32, usize)> = article
        .marks
        .iter()
        .filter(|mark| !mark.fine())
        .filter_map(|mark| Some((mark.place(), common.find(mark.hash())?)))
        .filter(|(_, place)| places.binary_search(place).is_ok())
        .collect();
    stand.sort_unstable();
    let units: Vec<u32> = stand.iter().map(|(unit, _)| *unit).collect();
    let runs: Vec<Run> = runs::at_least(&units, NOTICE, article.end);
    if runs.len() > NOTICES {
        return Vec::new();
    }
    stand.retain(|(unit, _)| runs::contains(&runs, *unit));
    stand.into_iter().map(|(_, place)| place).collect()
}

/// The shingles, rising, that articles of enough outlets have outside quotations, with the number of
/// the outlets. Goes by ranges of the hash, so that no core holds more than a little of all shingles.
fn in_many_outlets(all: &[&Fingerprint]) -> Vec<(u32, u32)> {
    const RANGES: u32 = 256;
    let range = |number: u32| {
        let mut found: Vec<(u32, u64)> = Vec::new();
        for (article, place) in all.iter().zip(0_u64..) {
            let start = article.marks.partition_point(|mark| mark.hash() >> 24 < number);
            let marks = article.marks.get(start..).unwrap_or(&[]).iter();
            let marks = marks.take_while(|mark| mark.hash() >> 24 == number);
            let outlet = article.source.unwrap_or(place);
            let marks = marks.filter(|mark| !mark.fine() && !mark.quoted());
            found.extend(marks.map(|mark| (mark.hash(), outlet)));
        }
        found.sort_unstable();
        found.dedup();
        let runs = found.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() >= EVERYWHERE as usize);
        runs.filter_map(|run| Some((run.first()?.0, run.len() as u32))).collect::<Vec<_>>()
    };
    let found: Vec<Vec<(u32, u32)>> = (0..RANGES).into_par_iter().map(range).collect();
    found.into_iter().flatten().collect()
}

/// The common share of an article below which it votes for a shingle that stands in `count` articles
/// or outlets: .5, and less where it stands in few (.17 for three, .25 for four, .3 for five), as
/// updates of one report are few.
fn small(count: u32) -> f32 {
    0.5 * (1.0 - 2.0 / count.max(2) as f32)
}

fn share(common: usize, article: &Fingerprint) -> f32 {
    common as f32 / article.whole.shingles.max(1) as f32
}

fn coarse(fingerprint: &Fingerprint) -> impl Iterator<Item = u32> + '_ {
    fingerprint.marks.iter().filter(|mark| !mark.fine()).map(|mark| mark.hash())
}

/// For each shingle of `common`, how many articles add it. `each` is given an article, the shingles of
/// `common` it has, and what adds one.
fn tally(
    all: &[&Fingerprint],
    common: &Boilerplate,
    each: impl Fn(&Fingerprint, &mut dyn Iterator<Item = usize>, &mut dyn FnMut(usize)) + Sync,
) -> Vec<u32> {
    let part = all.len().div_ceil(rayon::current_num_threads()).max(1);
    let counted = all.par_chunks(part).map(|articles| {
        let mut counts = vec![0_u32; common.len()];
        for article in articles {
            let mut places = coarse(article).filter_map(|hash| common.find(hash));
            each(article, &mut places, &mut |place| {
                if let Some(count) = counts.get_mut(place) {
                    *count += 1;
                }
            });
        }
        counts
    });
    let sum = |mut a: Vec<u32>, b: Vec<u32>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    counted.reduce(|| vec![0; common.len()], sum)
}

/// The shingles that three or more of `articles` have though they have little else in common, with
/// the number of articles that have them.
fn common_to(articles: &[&Fingerprint]) -> Vec<(u32, u32)> {
    if articles.len() < AT_HOME as usize {
        return Vec::new();
    }
    let mut hashes: Vec<u32> = articles.iter().flat_map(|article| coarse(article)).collect();
    hashes.sort_unstable();
    let (kept, counts): (Vec<u32>, Vec<u32>) = hashes
        .chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= AT_HOME as usize)
        .filter_map(|run| Some((*run.first()?, run.len() as u32)))
        .unzip();
    drop(hashes);
    let common = Boilerplate::of(kept);
    let votes = tally(articles, &common, |article, places, add| {
        let places: Vec<usize> = places.collect();
        let share = share(places.len(), article);
        let few = |place: &usize| counts.get(*place).is_some_and(|count| share < small(*count));
        places.into_iter().filter(few).for_each(add);
    });
    let few = |count: u32, votes: u32| votes >= AT_HOME && votes * 2 >= count;
    let counted = common.hashes().iter().zip(counts).zip(votes);
    counted
        .filter_map(|((&hash, count), votes)| few(count, votes).then_some((hash, count)))
        .collect()
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

    const NOTICE: &str = "We use small files to remember what you read here and to sell you things; by \
        reading on you agree that we do so for as long as we like.";

    #[test]
    fn a_notice_that_many_outlets_print_is_learned() {
        let outlet = |own: usize| format!("Outlet {own}");
        let articles: Vec<_> = (0..6).map(|own| article(&outlet(own), own, NOTICE)).collect();
        let known = Boilerplate::learn(&articles);
        assert!(known.len() >= 20, "{}", known.len());
        assert_eq!(known.spans(NOTICE).len(), 1);
        assert!(Boilerplate::learn(&articles[..4]).is_empty());
    }

    #[test]
    fn it_is_learned_where_no_outlet_is_named() {
        let nameless = |own: usize| Fingerprint { source: None, ..article("", own, NOTICE) };
        let articles: Vec<_> = (0..6).map(nameless).collect();
        assert!(!Boilerplate::learn(&articles).is_empty());
    }

    #[test]
    fn what_everybody_prints_is_not_one_outlets() {
        // Too short for a notice, and followed by text of each one's own.
        let phrase = "the minister of ports and fisheries of the northern coast";
        let text = |own: usize| -> String {
            let more: String = (0..80).map(|n| format!("c{own}d{n} ")).collect();
            format!("{phrase} {more}")
        };
        let articles: Vec<_> = (0..12)
            .map(|own| article(&format!("Outlet {}", own.max(3)), own, &text(own)))
            .collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }

    #[test]
    fn wire_copy_that_many_cut_is_not_boilerplate() {
        // Each keeps two in three of the wire's paragraphs, and writes as much itself.
        let paragraph = |n: usize| -> String { (0..30).map(|w| format!("wire{n}w{w} ")).collect() };
        let articles: Vec<_> = (0..9)
            .map(|own| {
                let kept = (0..12).filter(|n| (n + own) % 3 > 0);
                let text: String = kept.map(|n| format!("{}{own}x{n} ", paragraph(n))).collect();
                article(&format!("Outlet {own}"), own, &text)
            })
            .collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }

    #[test]
    fn what_many_were_told_is_not_boilerplate() {
        let quote = NOTICE.replace(';', "");
        let articles: Vec<_> = (0..6)
            .map(|own| article(&format!("Outlet {own}"), own, &format!("\"{quote}\"")))
            .collect();
        assert!(Boilerplate::learn(&articles).is_empty());
    }
}
