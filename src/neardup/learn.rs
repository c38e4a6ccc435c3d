//! Learning boilerplate: shingles that stand in many articles which have little else in common.
//! Copies share most of their text, and boilerplate is a little of it.

use super::runs;
use super::{Boilerplate, Fingerprint};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

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

/// What so much of an outlet's articles have, where there are so many of them, is printed under all of
/// them, however alike they are otherwise: an office whose releases are forms filled in has a head and
/// a foot as well. Unless it is most of what they say.
const ALWAYS: f64 = 0.8;
const MANY: usize = 20;

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
    let everywhere = tally(all, &known, |article, add| {
        common_marks(article, &known).for_each(|(_, at)| add(at));
    });
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
    let found = in_many_outlets(all);
    let common = Boilerplate::of(found.iter().map(|(hash, _)| *hash).collect());
    let votes = tally(all, &common, |article, add| {
        let mut stand: Vec<(u32, usize)> = common_marks(article, &common).collect();
        let share = share(stand.len(), article);
        let few =
            |at: usize| found.get(at).is_some_and(|(_, spread)| share < small(spread.outlets));
        stand.retain(|(_, at)| few(*at));
        stand.sort_unstable();
        let places: Vec<u32> = stand.iter().map(|(place, _)| *place).collect();
        let runs = runs::at_least(&places, NOTICE, article.end);
        if runs.len() <= NOTICES {
            let within = stand.iter().filter(|(place, _)| runs::contains(&runs, *place));
            within.for_each(|(_, at)| add(*at));
        }
    });
    let enough = |spread: &Spread, votes: u32| votes >= EVERYWHERE && votes * 2 >= spread.articles;
    let kept = found.iter().zip(&votes).filter(|((_, spread), votes)| enough(spread, **votes));
    kept.map(|((hash, _), _)| *hash).collect()
}

/// How far a shingle has spread.
struct Spread {
    articles: u32,
    outlets: u32,
}

/// The shingles, rising, that articles of enough outlets have outside quotations. Goes by ranges of
/// the hash, so that no core holds more than a little of all shingles.
fn in_many_outlets(all: &[&Fingerprint]) -> Vec<(u32, Spread)> {
    /// Upper bits of a hash that make a range.
    const BITS: u32 = 5;
    let mut names: HashMap<u64, u32> = HashMap::new();
    let outlets: Vec<u32> = (0_u64..)
        .zip(all)
        .map(|(place, article)| {
            let next = names.len() as u32;
            *names.entry(article.source.unwrap_or(place)).or_insert(next)
        })
        .collect();
    let range = |number: u32| {
        let within = |hash: u32| hash >> (32 - BITS);
        let mut found: Vec<u64> = Vec::new();
        for (article, outlet) in all.iter().zip(&outlets) {
            let marks = article.marks.since(number << (32 - BITS));
            let marks = marks.take_while(|mark| within(mark.hash()) == number);
            let marks = marks.filter(|mark| !mark.fine() && !mark.quoted());
            found.extend(marks.map(|mark| u64::from(mark.hash()) << 32 | u64::from(*outlet)));
        }
        found.sort_unstable();
        let runs = found.chunk_by(|a, b| a >> 32 == b >> 32);
        let runs = runs.filter(|run| run.len() >= EVERYWHERE as usize);
        let spread = runs.filter_map(|run| {
            let outlets = run.chunk_by(|a, b| a == b).count() as u32;
            let spread = Spread { articles: run.len() as u32, outlets };
            (outlets >= EVERYWHERE).then_some(((run.first()? >> 32) as u32, spread))
        });
        spread.collect::<Vec<_>>()
    };
    let found: Vec<Vec<(u32, Spread)>> = (0..1 << BITS).into_par_iter().map(range).collect();
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

/// The shingles of an article that are in `common`: where they stand, and which they are.
fn common_marks<'a>(
    article: &'a Fingerprint,
    common: &'a Boilerplate,
) -> impl Iterator<Item = (u32, usize)> + 'a {
    let marks = article.marks.iter().filter(|mark| !mark.fine());
    marks.filter_map(|mark| Some((mark.place(), common.find(mark.hash())?)))
}

/// For each shingle of `common`, how many articles add it: `each` is given an article and what adds one.
fn tally(
    all: &[&Fingerprint],
    common: &Boilerplate,
    each: impl Fn(&Fingerprint, &mut dyn FnMut(usize)) + Sync,
) -> Vec<u32> {
    let part = all.len().div_ceil(rayon::current_num_threads()).max(1);
    let counted = all.par_chunks(part).map(|articles| {
        let mut counts = vec![0_u32; common.len()];
        for article in articles {
            each(article, &mut |at| {
                if let Some(count) = counts.get_mut(at) {
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
    let count = |at: &usize| counts.get(*at).copied().unwrap_or_default();
    let is_always = |at: &usize| {
        articles.len() >= MANY && f64::from(count(at)) >= ALWAYS * articles.len() as f64
    };
    let votes = tally(articles, &common, |article, add| {
        let found: Vec<usize> = common_marks(article, &common).map(|(_, at)| at).collect();
        let always = found.iter().filter(|at| is_always(at)).count();
        let framed = share(always, article) < 0.5;
        let share = share(found.len(), article);
        let few = |at: &usize| share < small(count(at)) || framed && is_always(at);
        found.into_iter().filter(few).for_each(add);
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

    #[test]
    fn a_foot_under_forms_is_learned_and_the_form_is_not() {
        let form =
            |kind: usize| -> String { (0..40).map(|n| format!("form{kind}n{n} ")).collect() };
        let release = |own: usize| {
            let body = format!("{} own{own} sum{own} {FOOTER}", form(own % 3));
            Fingerprint::of(Document { body: &body, source: Some("Office"), date: None })
        };
        let articles: Vec<_> = (0..30).map(release).collect();
        let known = Boilerplate::learn(&articles);
        assert_eq!(known.spans(&format!("{} {FOOTER}", form(0))).len(), 1);
        assert!(known.spans(&form(0)).is_empty());
        // A single form, of which there are as many, is all they say.
        let one: Vec<_> = (0..30).map(|own| release(own * 3)).collect();
        assert!(Boilerplate::learn(&one).is_empty());
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
