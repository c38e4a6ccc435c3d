//! A report as its telling features, each with its weight, and how alike two of them are: the cosine
//! of term weights that first story detection compares reports by (Allan et al., 1998), names and
//! figures weighing more (Kumaran and Allan, 2004).

use super::super::Thresholds;
use super::bounds::{Crowd, Day, day};
use super::features::{Feature, Kind, features};
use super::tally::{Tally, hash_of};
use crate::text::Span;

/// Articles that stand behind a small corpus, so that a name which all five of its reports have is
/// still a name.
const BACKGROUND: f32 = 500.0;
/// Letters of a name that are compared between two languages: `Talland` is in `Talländische`.
const STEM: usize = 6;

/// More partners in common than this say no more: they may well be copies of one another.
const MOST_COMMON: usize = 4;

/// What is looked at of an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report<'a> {
    /// Its headline.
    pub title: &'a str,
    /// Its text.
    pub body: &'a str,
    /// What of the text is printed under everything, in order.
    pub boilerplate: &'a [Span],
    /// Language, two letters.
    pub lang: Option<&'a str>,
    /// Its outlet.
    pub source: Option<&'a str>,
    /// When it was published, in seconds since 1970.
    pub date: Option<i64>,
}

/// The telling features of one report. Some kilobytes for an article of 500 words.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    marks: Box<[Mark]>,
    /// Root of the sum of squared weights.
    length: f32,
    /// What may be the same in another language: names by their beginnings, and figures.
    abroad: Box<[Mark]>,
    lang: Option<u64>,
    source: Option<u64>,
    day: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    key: u32,
    weight: f32,
    /// Whether it is a name or a figure that few articles have.
    telling: bool,
}

/// How alike two reports are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Similarity {
    /// From 0 to 1: the cosine of their weights.
    pub score: f32,
    /// The score that two reports of one event must have here.
    pub floor: f32,
    /// Rare names and figures in common.
    pub telling: u32,
    /// How many of those there must be.
    pub enough: u32,
}

impl Similarity {
    /// Whether the two are of one event.
    pub fn is_same_event(self) -> bool {
        self.score >= self.floor && self.telling >= self.enough
    }

    /// Whether they are, given so many partners in common.
    pub fn is_borne_out(self, common: usize, t: &Thresholds) -> bool {
        let pairs = common.min(MOST_COMMON) as f32 / 2.0;
        self.score >= self.floor * t.event_borne_out.powf(pairs)
    }
}

impl Profile {
    /// The profile of `report` in the corpus that `tally` counts.
    pub fn of(report: Report<'_>, tally: &Tally) -> Self {
        // German capitalises every noun, so a capital says little there.
        let nouns = report.lang == Some("de");
        let mut marks = Vec::with_capacity(report.body.len() / 12);
        let mut abroad = Vec::new();
        features(report.title, report.body, report.boilerplate, tally, &mut |feature| {
            let (rarity, few) = rarity(&feature, tally);
            let often = 1.0 + (feature.times as f32).ln();
            let own = match feature.kind {
                Kind::Name | Kind::FullName if nouns => 0.6,
                Kind::Name | Kind::FullName | Kind::Figure => 1.0,
                Kind::Year => 0.5,
                Kind::Word => 0.6,
            };
            let named = matches!(feature.kind, Kind::Name | Kind::FullName | Kind::Figure);
            let weight = rarity * often;
            if weight <= 0.0 {
                return;
            }
            let Feature { kind, text, hash, .. } = feature;
            marks.push(Mark { key: key(kind, hash), weight: weight * own, telling: few && named });
            let abroad_hash = match kind {
                Kind::Name => Some(hash_of(stem(text).as_bytes())),
                Kind::Figure | Kind::Year => Some(hash),
                Kind::FullName | Kind::Word => None,
            };
            if let Some(hash) = abroad_hash {
                abroad.push(Mark { key: key(kind, hash), weight: rarity, telling: few });
            }
        });
        // Summed in order, so that it is the same at every run.
        let marks = sorted(marks);
        let length = marks.iter().map(|mark| mark.weight * mark.weight).sum::<f32>().sqrt();
        let hash = |text: &str| hash_of(text.as_bytes());
        Self {
            marks,
            length,
            abroad: sorted(abroad),
            lang: report.lang.map(hash),
            source: report.source.map(hash),
            day: day(report.date),
        }
    }

    /// How alike this report and another one are; none where they are too far apart in time. The same
    /// either way round.
    pub fn similarity(&self, other: &Self, crowd: Crowd, t: &Thresholds) -> Option<Similarity> {
        let mut floor = crowd.floor(t, self.day, other.day)?;
        let small = crowd.articles() < t.event_small as usize;
        if self.lang.zip(other.lang).is_some_and(|(a, b)| a != b) {
            let common = Common::of(&self.abroad, &other.abroad);
            let squares = |marks: &[Mark]| marks.iter().map(|m| m.weight * m.weight).sum::<f32>();
            let least = squares(&self.abroad).min(squares(&other.abroad));
            let score = if least > 0.0 { (common.product / least).min(1.0) } else { 0.0 };
            let enough = t.event_telling + u32::from(!small);
            floor += t.event_abroad;
            return Some(Similarity { score, floor, telling: common.telling, enough });
        }
        if self.source.is_some() && self.source == other.source {
            floor += t.event_at_home * (crowd.articles() as f32 / 1_000.0).min(1.0);
        }
        let common = Common::of(&self.marks, &other.marks);
        let lengths = self.length * other.length;
        let score = if lengths > 0.0 { common.product / lengths } else { 0.0 };
        let enough = if small { 1 } else { t.event_telling };
        Some(Similarity { score, floor, telling: common.telling, enough })
    }
}

/// What two profiles have in common.
#[derive(Default)]
struct Common {
    product: f32,
    telling: u32,
}

impl Common {
    fn of(a: &[Mark], b: &[Mark]) -> Self {
        let mut common = Self::default();
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            if x.key == y.key {
                common.product += x.weight * y.weight;
                common.telling += u32::from(x.telling && y.telling);
            }
            i += usize::from(x.key <= y.key);
            j += usize::from(y.key <= x.key);
        }
        common
    }
}

/// By rising key, one of each.
fn sorted(mut marks: Vec<Mark>) -> Box<[Mark]> {
    marks.sort_unstable_by(|x, y| x.key.cmp(&y.key).then(y.weight.total_cmp(&x.weight)));
    marks.dedup_by_key(|mark| mark.key);
    marks.into()
}

/// The beginning of a name, as far as it is compared between two languages.
fn stem(name: &str) -> &str {
    name.char_indices().nth(STEM).and_then(|(at, _)| name.get(..at)).unwrap_or(name)
}

fn key(kind: Kind, hash: u64) -> u32 {
    (hash as u32).wrapping_mul(31).wrapping_add(kind as u32)
}

/// How rare a feature is (the logarithm of how many articles there are for each that has it), and
/// whether few have it.
fn rarity(feature: &Feature<'_>, tally: &Tally) -> (f32, bool) {
    let articles = tally.articles() as f32;
    let count = feature.articles as f32;
    let expected = BACKGROUND * background(feature);
    let few = count <= (articles / 100.0).max(16.0);
    (((articles + BACKGROUND) / (count + expected)).ln(), few)
}

/// The share of all articles that have such a feature, where nothing else is known. Short words are
/// the frequent ones (Zipf, 1935).
fn background(feature: &Feature<'_>) -> f32 {
    let length = feature.text.chars().count();
    match feature.kind {
        Kind::Name => 0.004,
        Kind::FullName => 0.001,
        Kind::Figure if length <= 2 => 0.01,
        Kind::Figure => 0.004,
        Kind::Year => 0.02,
        Kind::Word => match length {
            4 => 0.1,
            5 => 0.06,
            6 => 0.04,
            7 => 0.025,
            8 => 0.018,
            2 | 3 => 0.03,
            _ => 0.012,
        },
    }
}
