//! Finding the reports of one event: candidates from the index, how alike they are from the stored
//! text. They stand beside the near-duplicates and join no stories.

use super::link::block;
use super::stories::{Pair, Pairs};
use super::view::document;
use crate::corpus::{Article, ArticleId};
use crate::index::Searcher;
use crate::neardup::event::{
    Crowd, Link, Profile, Rare, Report, Similarity, Tally, closed, joined, limited, same_wording,
};
use crate::neardup::{Relation, Rules, Verdict};
use crate::text::Span;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Articles that share rare terms with one and are then compared with it, at most.
const CANDIDATES: usize = 12;
/// Profiles alive at once, at most.
const ALIVE: usize = 10_000;
/// Articles that are read between two looks at whether to go on.
const BATCH: usize = 2_048;
/// Up to so many articles, their terms are looked up one by one; for more, all are counted.
const FEW: usize = 16;
/// Seconds in a day.
const DAY: i64 = 86_400;

/// The pairs of reports of one event, beside `pairs`, which holds everything else that is known of the
/// corpus; a pair that shares nothing but boilerplate may be one. With `touched`, only pairs that one
/// of those articles is in, and `pairs` holds what was found of all others. Returns early, with
/// nothing, once `go_on` says false.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn find(
    searcher: &Searcher,
    rules: &Rules,
    pairs: &Pairs,
    touched: Option<&HashSet<ArticleId>>,
    go_on: &(dyn Fn() -> bool + Sync),
) -> anyhow::Result<Vec<Pair>> {
    if rules.thresholds.event_partners == 0 {
        return Ok(Vec::new());
    }
    let corpus = Corpus::new(searcher, rules)?;
    let known = |a: u32, b: u32| pairs.relation(corpus.id(a)?, corpus.id(b)?);
    let known = |&(a, b): &(u32, u32)| known(a, b).map(|relation| relation.verdict);
    let touched = touched.map(|touched| corpus.places_of(touched));
    let (tally, candidates) = corpus.candidates(touched.as_ref(), go_on)?;
    let mut found = Found { links: Vec::new(), relations: HashMap::new() };
    let direct = |_, similarity: &Similarity| similarity.is_same_event();
    corpus.compare(candidates, &known, &tally, &direct, &mut found, go_on)?;

    let mut joined = corpus.joined(pairs);
    let standing = joined.links.clone();
    joined.links.extend(found.links.iter().map(|link| (link.a, link.b)));
    if let Some(touched) = &touched {
        joined = joined.around(touched, corpus.ids.len());
    }
    let mut common: HashMap<(u32, u32), usize> =
        closed(&joined.links, &joined.copies).into_iter().collect();
    if let Some(touched) = &touched {
        common.retain(|(a, b), _| touched.contains(a) || touched.contains(b));
    }
    let likely: Vec<(u32, u32)> = common.keys().copied().collect();
    let thresholds = rules.thresholds;
    let borne_out = |pair, similarity: &Similarity| {
        common.get(&pair).is_some_and(|&common| similarity.is_borne_out(common, &thresholds))
    };
    corpus.compare(likely, &known, &tally, &borne_out, &mut found, go_on)?;
    if !go_on() {
        return Ok(Vec::new());
    }

    let partners = thresholds.event_partners as usize;
    let pair = |link: &Link| {
        let relation = found.relations.get(&(link.a, link.b))?;
        Some(Pair::new(corpus.id(link.a)?, corpus.id(link.b)?, *relation))
    };
    Ok(limited(found.links, &standing, partners).iter().filter_map(pair).collect())
}

/// The articles of the corpus that report the same event as `article`, which need not be in it, most
/// alike first; those in `known` left out.
pub(super) fn of(
    searcher: &Searcher,
    rules: &Rules,
    article: &Article,
    known: &HashSet<ArticleId>,
) -> anyhow::Result<Vec<(ArticleId, Relation)>> {
    let corpus = Corpus::new(searcher, rules)?;
    let mut tally = Tally::new(corpus.ids.len());
    corpus.count(article, &mut tally)?;
    let mut others = Vec::new();
    for id in corpus.near(article)? {
        if id != article.id
            && !known.contains(&id)
            && let Some(other) = searcher.article(id)?
        {
            corpus.count(&other, &mut tally)?;
            others.push(other);
        }
    }
    let own = corpus.profile(article, &[], &tally);
    let mut found: Vec<(f32, ArticleId, Relation)> = others
        .iter()
        .filter_map(|other| {
            let other_profile = corpus.profile(other, &[], &tally);
            own.similarity(&other_profile, corpus.crowd, &rules.thresholds)
                .filter(|similarity| similarity.is_same_event())?;
            let (similarity, relation) = corpus.second_look(article, other, &tally)?;
            similarity.is_same_event().then_some((similarity.score, other.id, relation))
        })
        .collect();
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    found.truncate(rules.thresholds.event_partners as usize);
    Ok(found.into_iter().map(|(_, id, relation)| (id, relation)).collect())
}

/// What joins articles, by place, the smaller first.
struct Joined {
    /// Reports of one event.
    links: Vec<(u32, u32)>,
    copies: Vec<(u32, u32)>,
}

impl Joined {
    /// What of it has to do with what was `touched`, of so many articles: all within three steps.
    fn around(mut self, touched: &HashSet<u32>, articles: usize) -> Self {
        let mut near = vec![false; articles];
        let mark = |near: &mut [bool], place: u32| {
            near.get_mut(place as usize).into_iter().for_each(|slot| *slot = true);
        };
        touched.iter().for_each(|&place| mark(&mut near, place));
        let is = |near: &[bool], place: u32| near.get(place as usize).copied().unwrap_or(false);
        for _ in 0..2 {
            let before = near.clone();
            for &(a, b) in self.links.iter().chain(&self.copies) {
                if is(&before, a) || is(&before, b) {
                    mark(&mut near, a);
                    mark(&mut near, b);
                }
            }
        }
        self.links.retain(|&(a, b)| is(&near, a) || is(&near, b));
        self.copies.retain(|&(a, b)| is(&near, a) || is(&near, b));
        self
    }
}

/// Whether a pair of this verdict may still be of one event.
fn is_open(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Boilerplate | Verdict::Unrelated)
}

fn told(relation: Relation) -> Relation {
    Relation { verdict: Verdict::SameEvent, ..relation }
}

/// What was found: the links, and the measures of each.
struct Found {
    links: Vec<Link>,
    relations: HashMap<(u32, u32), Relation>,
}

/// The articles by id, so that every build finds the same pairs; a place is a number in that order.
struct Corpus<'a> {
    searcher: &'a Searcher,
    rules: &'a Rules,
    ids: Vec<ArticleId>,
    dates: Vec<Option<i64>>,
    /// The place of each article in the order of the index.
    ranks: Vec<u32>,
    crowd: Crowd,
}

impl<'a> Corpus<'a> {
    fn new(searcher: &'a Searcher, rules: &'a Rules) -> anyhow::Result<Self> {
        let mut all: Vec<_> = searcher
            .ids()?
            .into_iter()
            .zip(searcher.dates()?)
            .zip(0_usize..)
            .map(|((id, date), at)| (id, date, at))
            .collect();
        all.sort_unstable_by_key(|&(id, ..)| id);
        let mut ranks = vec![0; all.len()];
        for (&(.., at), rank) in all.iter().zip(0_u32..) {
            if let Some(slot) = ranks.get_mut(at) {
                *slot = rank;
            }
        }
        let dates: Vec<Option<i64>> = all.iter().map(|&(_, date, _)| date).collect();
        let ids = all.iter().map(|&(id, ..)| id).collect();
        Ok(Self { searcher, rules, ids, crowd: Crowd::of(&dates), dates, ranks })
    }

    fn id(&self, place: u32) -> Option<ArticleId> {
        self.ids.get(place as usize).copied()
    }

    fn place(&self, id: ArticleId) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|place| place as u32)
    }

    fn places_of(&self, ids: &HashSet<ArticleId>) -> HashSet<u32> {
        ids.iter().filter_map(|&id| self.place(id)).collect()
    }

    /// The pairs of one event and the copies among `pairs`.
    fn joined(&self, pairs: &Pairs) -> Joined {
        let places: Vec<Option<u32>> = pairs.ids().iter().map(|&id| self.place(id)).collect();
        let place = |at: u32| places.get(at as usize).copied().flatten();
        let (mut links, mut copies) = (Vec::new(), Vec::new());
        for edge in pairs.list().iter().map(|pair| pair.edge) {
            let Some((a, b)) = place(edge.a).zip(place(edge.b)) else { continue };
            match edge.relation.verdict {
                Verdict::SameEvent => links.push((a, b)),
                verdict if verdict.is_copy() => copies.push((a, b)),
                _ => {}
            }
        }
        Joined { links, copies }
    }

    fn is_small(&self) -> bool {
        self.ids.len() < self.rules.thresholds.event_small as usize
    }

    /// The pairs worth a look, and how frequent each term is.
    fn candidates(
        &self,
        touched: Option<&HashSet<u32>>,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> anyhow::Result<(Tally, Vec<(u32, u32)>)> {
        let mut tally = Tally::new(self.ids.len());
        let all = touched.is_none() && !self.is_small();
        let mut rare = Rare::new();
        let counted = touched.is_none_or(|touched| touched.len() > FEW) || self.is_small();
        if counted {
            let mut places = Vec::new();
            self.searcher.rare_terms(if all { Rare::MOST } else { 0 }, &mut |term| {
                tally.add(term.term, term.articles);
                places.clear();
                places.extend(term.places.iter().filter_map(|&at| self.ranks.get(at as usize)));
                rare.add(&places);
            })?;
        }
        if all {
            return Ok((tally, rare.pairs(&self.dates, &self.rules.thresholds)));
        }
        let mut pairs = Vec::new();
        if self.is_small() {
            let count = self.ids.len() as u32;
            pairs.extend((0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))));
            pairs.retain(|(a, b)| touched.is_none_or(|t| t.contains(a) || t.contains(b)));
            return Ok((tally, pairs));
        }
        for &place in touched.into_iter().flatten() {
            let Some(id) = self.id(place).filter(|_| go_on()) else { continue };
            let Some(article) = self.searcher.article(id)? else { continue };
            if !counted {
                self.count(&article, &mut tally)?;
            }
            for other in self.near(&article)? {
                let Some(other_place) = self.place(other).filter(|other| *other != place) else {
                    continue;
                };
                if !counted && let Some(article) = self.searcher.article(other)? {
                    self.count(&article, &mut tally)?;
                }
                pairs.push((place.min(other_place), place.max(other_place)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok((tally, pairs))
    }

    /// Articles worth comparing with this one.
    fn near(&self, article: &Article) -> anyhow::Result<Vec<ArticleId>> {
        if self.is_small() {
            return Ok(self.ids.clone());
        }
        let reach = i64::from(self.rules.thresholds.event_days) * DAY;
        let window = article.date.map(|date| (date.seconds - reach, date.seconds + reach));
        self.searcher.sharing_rare_terms(&article.body, Rare::MOST, window, CANDIDATES)
    }

    /// Counts the terms of one article.
    fn count(&self, article: &Article, tally: &mut Tally) -> anyhow::Result<()> {
        for text in [&article.title, &article.body] {
            self.searcher
                .term_counts(text, &mut |term, count| tally.add(term.as_bytes(), count))?;
        }
        Ok(())
    }

    fn profile(&self, article: &Article, without: &[Span], tally: &Tally) -> Profile {
        let boilerplate = self.rules.boilerplate.spans(&article.body);
        let report = Report {
            title: &article.title,
            body: &article.body,
            boilerplate: &joined(&boilerplate, without),
            lang: article.lang.as_deref(),
            source: article.source.as_deref(),
            date: article.date.map(|date| date.seconds),
        };
        Profile::of(report, tally)
    }

    /// Adds those of `pairs` that are `wanted` and not known to be anything else.
    fn compare(
        &self,
        mut pairs: Vec<(u32, u32)>,
        known: &(dyn Fn(&(u32, u32)) -> Option<Verdict> + Sync),
        tally: &Tally,
        wanted: &(dyn Fn((u32, u32), &Similarity) -> bool + Sync),
        found: &mut Found,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> anyhow::Result<()> {
        pairs.retain(|pair| known(pair).is_none_or(is_open));
        // In order of time: then the articles of one block are few, and each is in few blocks.
        let date = |place: u32| self.dates.get(place as usize).copied().flatten();
        pairs.sort_unstable_by_key(|&(a, b)| (date(a).min(date(b)), a, b));
        let mut rest = pairs.as_slice();
        while !rest.is_empty() && go_on() {
            let (block, later) = rest.split_at(block(rest, ALIVE));
            rest = later;
            let alive = self.each_of(block, go_on, |article| self.profile(article, &[], tally))?;
            let alike: Vec<(u32, u32)> = block
                .par_iter()
                .copied()
                .filter(|&(a, b)| {
                    let of = alive.get(&a).zip(alive.get(&b));
                    of.and_then(|(a, b)| a.similarity(b, self.crowd, &self.rules.thresholds))
                        .is_some_and(|similarity| wanted((a, b), &similarity))
                })
                .collect();
            let prints =
                self.each_of(&alike, go_on, |article| self.rules.fingerprint(document(article)))?;
            let seen: anyhow::Result<Vec<_>> = alike
                .par_iter()
                .map(|&(a, b)| {
                    let of = prints.get(&a).zip(prints.get(&b));
                    let Some(relation) = of.map(|(x, y)| self.rules.relate(x, y)) else {
                        return Ok(None);
                    };
                    if !is_open(relation.verdict) {
                        return Ok(None);
                    }
                    if relation.blocks == 0 && relation.masked == 0 {
                        // They say nothing in the same words: there is nothing to leave out.
                        let of = alive.get(&a).zip(alive.get(&b));
                        let thresholds = &self.rules.thresholds;
                        let similarity =
                            of.and_then(|(x, y)| x.similarity(y, self.crowd, thresholds));
                        return Ok(similarity.map(|similarity| {
                            let score = similarity.score - similarity.floor;
                            (Link { a, b, score }, told(relation))
                        }));
                    }
                    let ids = self.id(a).zip(self.id(b)).filter(|_| go_on());
                    let Some((x, y)) = ids else { return Ok(None) };
                    let (x, y) = (self.searcher.article(x)?, self.searcher.article(y)?);
                    let seen = x.zip(y).and_then(|(x, y)| self.second_look(&x, &y, tally));
                    Ok(seen.filter(|(similarity, _)| wanted((a, b), similarity)).map(
                        |(similarity, relation)| {
                            let score = similarity.score - similarity.floor;
                            (Link { a, b, score }, relation)
                        },
                    ))
                })
                .collect();
            for (link, relation) in seen?.into_iter().flatten() {
                found.relations.insert((link.a, link.b), relation);
                found.links.push(link);
            }
        }
        Ok(())
    }

    /// How alike two are apart from what they say in the same words, and what they are to one another;
    /// none where they are more than reports of one event, or too far apart in time.
    fn second_look(
        &self,
        a: &Article,
        b: &Article,
        tally: &Tally,
    ) -> Option<(Similarity, Relation)> {
        let print = |article| self.rules.fingerprint(document(article));
        let relation = self.rules.relate(&print(a), &print(b));
        if !is_open(relation.verdict) {
            return None;
        }
        let (of_a, of_b) = (same_wording(&a.body, &b.body), same_wording(&b.body, &a.body));
        let (a, b) = (self.profile(a, &of_a, tally), self.profile(b, &of_b, tally));
        Some((a.similarity(&b, self.crowd, &self.rules.thresholds)?, told(relation)))
    }

    /// What `make` makes of each article in `pairs`, on every core; not of all once it is told to stop.
    fn each_of<T: Send>(
        &self,
        pairs: &[(u32, u32)],
        go_on: &(dyn Fn() -> bool + Sync),
        make: impl Fn(&Article) -> T + Sync,
    ) -> anyhow::Result<HashMap<u32, T>> {
        let mut places: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        places.sort_unstable();
        places.dedup();
        let known: Vec<(u32, ArticleId)> =
            places.into_iter().filter_map(|place| Some((place, self.id(place)?))).collect();
        let mut all = HashMap::with_capacity(known.len());
        // A batch at a time, between which it can be told to stop.
        for batch in known.chunks(BATCH) {
            if !go_on() {
                break;
            }
            let ids: Vec<ArticleId> = batch.iter().map(|&(_, id)| id).collect();
            let made = self.searcher.articles(&ids, || (), |(), article| make(&article))?;
            let places = batch.iter().map(|&(place, _)| place);
            all.extend(places.zip(made).filter_map(|(place, one)| Some((place, one?))));
        }
        Ok(all)
    }
}
