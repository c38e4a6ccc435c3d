//! Who took from whom: for the members of a cluster, the likely first report and each one's likely
//! source, with how sure that is; silence where it cannot be known.

use super::{Edge, Relation, Verdict};
use crate::corpus::{ArticleDate, Precision};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

/// The report another was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parent {
    /// Its place in the list of members.
    pub place: u32,
    /// How sure that is, between .5 (as likely as not) and 1.
    pub confidence: f32,
}

/// What is known of the descent of a cluster's members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lineage {
    /// Place of the likely first report; none where it cannot be known.
    pub first: Option<u32>,
    /// For each member, what it was likely taken from. Never a circle.
    pub parents: Vec<Option<Parent>>,
}

/// The lineage of a cluster: `dates` has one entry a member, and `edges` are the verified pairs among
/// them, by place in `dates`. Linear in the edges but for sorting them.
///
/// Only copies, rewrites, partial copies and excerpts count, and only where one of the two is known to
/// be the earlier: a date spans the minute, day, month or year that it names, and two spans that
/// overlap have no order. All earlier reports that share a child's text may be what it was taken from:
///
/// - **Wording** tells most of them apart. Where several earlier reports are copies of one another,
///   the child has the edits of the one it was taken from and lacks those of the others, so that more
///   of its words outside quotation marks stand there. The weight of a source falls off exponentially
///   with what it has less than the best one. The more the child reworded, and the less these two
///   sources are copies of one another, the less such a difference says.
/// - **Earlier offspring** tells among equals: a report that others were taken from is the likelier
///   source of one more, in proportion to their number (cumulative advantage; de Solla Price, 1976).
///   That is how a wire report is told from the papers that print it.
///
/// The heaviest source is named, the earliest of equals. The confidence is its share of all weights,
/// times how sure it is that the text came by any of them: in a rewrite that falls with the share of
/// the child's words that the source does not explain. Nothing is said unless it is more likely
/// than not.
///
/// Where two reports of the same day have no order, one thing is still known: a text whose passages
/// stand scattered in a much longer one was likely cut from it, since what grows keeps its passages
/// together more often. It is said with little confidence, where nothing earlier is a source and no
/// circle comes of it.
///
/// The first report is the one known to be earlier than every other, if most of them can be traced
/// back to it along pairs whose order is known.
pub fn lineage(dates: &[Option<ArticleDate>], edges: &[Edge]) -> Lineage {
    let spans: Vec<Option<TimeSpan>> = dates.iter().map(|date| date.map(TimeSpan::of)).collect();
    let (descents, cuts) = possible(&spans, edges);
    let alike = Alike::of(edges);
    let mut order: Vec<u32> = (0..dates.len() as u32).collect();
    order.sort_by_key(|&place| spans.get(place as usize).copied().flatten());
    let mut parents: Vec<Option<Parent>> = vec![None; dates.len()];
    let mut offspring = vec![0_u32; dates.len()];
    for &child in &order {
        let parent = likely(of_child(&descents, child), &offspring, &alike);
        if let (Some(parent), Some(slot)) = (parent, parents.get_mut(child as usize)) {
            *slot = Some(parent);
            if let Some(count) = offspring.get_mut(parent.place as usize) {
                *count += 1;
            }
        }
    }
    for cut in &cuts {
        let earlier = !of_child(&descents, cut.child).is_empty();
        if !earlier && !descends(&parents, cut.source, cut.child) {
            let parent = Parent { place: cut.source, confidence: CUT };
            if let Some(slot @ None) = parents.get_mut(cut.child as usize) {
                *slot = Some(parent);
            }
        }
    }
    Lineage { first: first(&spans, &order, &descents), parents }
}

/// How much less sure a source is that explains none of a child's words than one that explains all.
const DOUBT: f32 = 0.3;
/// How much less of a child's words a source has when it is e times less likely than the best one,
/// where the child is a mere copy: two or three changed words in a report of 500.
const EDITS: f32 = 0.012;
/// And how that grows with the share of its words that a rewrite has from no source, where the two
/// sources have nothing in common.
const REWORDING: f32 = 0.1;
/// What resemblance counts beside containment: it tells only where that does not.
const ALIKE: f32 = 0.25;
/// Offspring that every report is credited with beside what it is known to have.
const CREDIT: f32 = 1.0;
/// At this and below nothing is said of a parent.
const LEAST: f32 = 0.5;
/// How sure it is that a text was cut from a longer one of the same day.
const CUT: f32 = 0.6;
/// Share of its words that stand in the longer one,
const CUT_WHOLE: f32 = 0.9;
/// in so many passages at least: fewer may as well be what the longer one was made from.
const CUT_PASSAGES: u32 = 3;

/// The time a date leaves open: from its first second to the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct TimeSpan {
    start: i64,
    end: i64,
}

impl TimeSpan {
    fn of(date: ArticleDate) -> Self {
        const DAY: i64 = 86_400;
        let start = date.seconds;
        let days = |days: fn(jiff::civil::Date) -> i16| {
            let day = jiff::Timestamp::from_second(start).ok();
            let day = day.map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date());
            day.map_or(366, |day| i64::from(days(day)))
        };
        let length = match date.precision {
            Precision::Minute => 60,
            Precision::Day => DAY,
            Precision::Month => days(|day| i16::from(day.days_in_month())) * DAY,
            Precision::Year => days(|day| day.days_in_year()) * DAY,
        };
        Self { start, end: start.saturating_add(length) }
    }

    /// Whether all of it is over when the other begins.
    fn before(self, other: Self) -> bool {
        self.end <= other.start
    }
}

/// That one report may have been taken from another.
#[derive(Clone, Copy, Debug)]
struct Descent {
    child: u32,
    source: u32,
    /// By how much sources are compared.
    score: f32,
    /// Share of the child's words that leaves open whether it was taken from there at all.
    doubt: f32,
}

impl Descent {
    /// `relation` is what the child is to the source.
    fn new(child: u32, source: u32, relation: &Relation) -> Self {
        // A text that is all quotation has no words outside it.
        let explained = match share(relation.unquoted_a) {
            0.0 => share(relation.containment_a),
            unquoted => unquoted,
        };
        // What was taken by the sentence was taken, whatever else there is.
        let by_the_sentence = matches!(relation.verdict, Verdict::PartialCopy | Verdict::Excerpt);
        Self {
            child,
            source,
            score: explained + ALIKE * share(relation.resemblance),
            doubt: if by_the_sentence { 0.0 } else { 1.0 - explained },
        }
    }
}

/// A share as it should be, whatever a file says.
fn share(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}

/// Which member may have been taken from which, by child, the earliest source first; and which may
/// have been cut from one of the same time, the likeliest source of each child first.
fn possible(spans: &[Option<TimeSpan>], edges: &[Edge]) -> (Vec<Descent>, Vec<Descent>) {
    let span = |place: u32| spans.get(place as usize).copied().flatten();
    let (mut descents, mut cuts) = (Vec::new(), Vec::new());
    for edge in edges.iter().filter(|edge| edge.relation.verdict.is_copy() && edge.a != edge.b) {
        let (Some(a), Some(b)) = (span(edge.a), span(edge.b)) else { continue };
        let (forth, back) = (edge.relation, edge.relation.reversed());
        if b.before(a) {
            descents.push(Descent::new(edge.a, edge.b, &forth));
        } else if a.before(b) {
            descents.push(Descent::new(edge.b, edge.a, &back));
        } else if is_cut(&forth) {
            cuts.push(Descent::new(edge.a, edge.b, &forth));
        } else if is_cut(&back) {
            cuts.push(Descent::new(edge.b, edge.a, &back));
        }
    }
    let strongest = |x: &Descent, y: &Descent| y.score.total_cmp(&x.score);
    let earliest = |d: &Descent| (d.child, span(d.source), d.source);
    descents.sort_by(|x, y| earliest(x).cmp(&earliest(y)).then(strongest(x, y)));
    descents.dedup_by_key(|descent| (descent.child, descent.source));
    cuts.sort_by(|x, y| x.child.cmp(&y.child).then(strongest(x, y)).then(x.source.cmp(&y.source)));
    (descents, cuts)
}

/// Whether the first of a pair was likely cut from the second, judging by the text alone.
fn is_cut(relation: &Relation) -> bool {
    relation.verdict == Verdict::Excerpt
        && relation.containment_a >= CUT_WHOLE
        && relation.containment_a > relation.containment_b
        && relation.blocks >= CUT_PASSAGES
}

/// What `child` may have been taken from.
fn of_child(descents: &[Descent], child: u32) -> &[Descent] {
    let start = descents.partition_point(|descent| descent.child < child);
    let end = descents.partition_point(|descent| descent.child <= child);
    descents.get(start..end).unwrap_or_default()
}

/// How much the members resemble one another.
struct Alike(FxHashMap<(u32, u32), f32>);

impl Alike {
    fn of(edges: &[Edge]) -> Self {
        let mut alike = FxHashMap::with_capacity_and_hasher(edges.len(), FxBuildHasher);
        for edge in edges {
            let known: &mut f32 =
                alike.entry((edge.a.min(edge.b), edge.a.max(edge.b))).or_default();
            *known = known.max(share(edge.relation.resemblance));
        }
        Self(alike)
    }

    /// None at all where nothing is known.
    fn get(&self, a: u32, b: u32) -> f32 {
        if a == b { 1.0 } else { self.0.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0) }
    }
}

/// The likeliest of the sources, which come with the earliest first, if it is likely enough.
fn likely(sources: &[Descent], offspring: &[u32], alike: &Alike) -> Option<Parent> {
    let best = *sources.iter().reduce(|best, d| if d.score > best.score { d } else { best })?;
    let weight = |d: &Descent| {
        let known = offspring.get(d.source as usize).copied().unwrap_or(0);
        let differ = 1.0 - alike.get(d.source, best.source);
        let tolerance = EDITS + REWORDING * best.doubt * differ;
        (CREDIT + known as f32) * ((d.score - best.score) / tolerance).exp()
    };
    let all: f32 = sources.iter().map(weight).sum();
    let heaviest =
        sources.iter().reduce(|best, d| if weight(d) > weight(best) { d } else { best })?;
    let confidence = (1.0 - DOUBT * heaviest.doubt) * weight(heaviest) / all;
    (confidence > LEAST)
        .then_some(Parent { place: heaviest.source, confidence: confidence.min(1.0) })
}

/// Whether `place` is `ancestor`, or was taken from it in the end.
fn descends(parents: &[Option<Parent>], mut place: u32, ancestor: u32) -> bool {
    while place != ancestor {
        match parents.get(place as usize).copied().flatten() {
            Some(parent) => place = parent.place,
            None => return false,
        }
    }
    true
}

/// The member known to be earlier than all others, if most of them can be traced back to it.
fn first(spans: &[Option<TimeSpan>], order: &[u32], descents: &[Descent]) -> Option<u32> {
    let span = |place: u32| spans.get(place as usize).copied().flatten();
    // Those without a date come before all others.
    let (&earliest, others) = order.split_first()?;
    let (start, next) = (span(earliest)?, span(*others.first()?)?);
    if !start.before(next) {
        return None;
    }
    let mut reached = vec![false; spans.len()];
    let mut traced = 0;
    for &place in order {
        let from = of_child(descents, place);
        let back = from.iter().any(|d| reached.get(d.source as usize) == Some(&true));
        if place == earliest || back {
            traced += usize::from(back);
            if let Some(reached) = reached.get_mut(place as usize) {
                *reached = true;
            }
        }
    }
    (traced > 0 && traced * 2 >= others.len()).then_some(earliest)
}

#[cfg(test)]
#[path = "lineage_tests.rs"]
mod tests;
