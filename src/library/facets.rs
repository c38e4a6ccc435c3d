//! What a search found, counted: by outlet, place, language, tag and section, by time and by story.

use super::search::said;
use super::{StoryId, View};
use crate::corpus::ArticleId;
use crate::index::{Complaint, Label, Tally, TallyOf};
use std::cmp::Reverse;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Bars a histogram of time has, at most, before longer periods are taken.
const BARS: usize = 62;

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The outlet.
    Source,
    /// When it was published.
    Date,
    /// The place its dateline gives.
    Place,
    /// Language.
    Lang,
    /// Tags: an article counts for each of its own.
    Tag,
    /// The desk or section.
    Section,
    /// The story it belongs to.
    Story,
    /// Words that stand out in what is found; an article counts for each that it has.
    Related,
}

/// Every kind and its name.
const KINDS: [(By, &str); 8] = [
    (By::Source, "source"),
    (By::Date, "date"),
    (By::Place, "place"),
    (By::Lang, "lang"),
    (By::Tag, "tag"),
    (By::Section, "section"),
    (By::Story, "story"),
    (By::Related, "related"),
];

impl By {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|&(by, _)| by)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(by, _)| *by == self).map_or("", |&(_, name)| name)
    }

    /// `source:"Calder Post"`, as the query language has it; of a related word the word itself.
    pub fn filter(self, value: &str) -> String {
        // There is no way to write a quotation mark inside of two, and none to type a control character;
        // the words around them will do.
        let unwritable = |c: char| c == '"' || c.is_control();
        let written = match is_plain(value) {
            true => value.to_string(),
            false => format!("\"{}\"", value.replace(unwritable, " ")),
        };
        match self {
            Self::Related => written,
            _ => format!("{}:{written}", self.name()),
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == name).map(|&(by, _)| by)
    }

    fn label(self) -> Option<Label> {
        Some(match self {
            Self::Source => Label::Source,
            Self::Place => Label::Place,
            Self::Lang => Label::Lang,
            Self::Tag => Label::Tag,
            Self::Section => Label::Section,
            Self::Date | Self::Story | Self::Related => return None,
        })
    }
}

/// Whether a value needs no quotation marks. Words in capitals may be operators.
fn is_plain(value: &str) -> bool {
    let plain = value.chars().all(|c| c.is_alphanumeric() || c == '-');
    plain && !value.is_empty() && !matches!(value, "AND" | "OR" | "NOT")
}

/// How long a bar of the histogram of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The one that `day` (days since 1970) is in, as in a query: `2031-03`.
    fn of(self, day: i64) -> String {
        let format = match self {
            Self::Day => "%Y-%m-%d",
            Self::Month => "%Y-%m",
            Self::Year => "%Y",
        };
        jiff::Timestamp::from_second(day.saturating_mul(DAY))
            .map_or_else(|_| "?".to_string(), |stamp| stamp.strftime(format).to_string())
    }
}

/// A question for facets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetRequest {
    /// The query as typed.
    pub query: String,
    /// Whether the reader is still typing: the last word is a prefix.
    pub typing: bool,
    /// What to count by, in this order.
    pub by: Vec<By>,
    /// How long the bars of time are; none for whichever fits.
    pub period: Option<Period>,
    /// Values to name, at most, those with the most articles; all are counted. Time is never cut.
    pub limit: usize,
}

/// What a search found, counted. Copies are not folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Articles that match.
    pub total: usize,
    /// What was asked for, in that order.
    pub facets: Vec<Facet>,
    /// What of the query could not be taken as written.
    pub complaints: Vec<Complaint>,
    /// How long it took.
    pub took: Duration,
}

/// Articles counted by one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What they are counted by.
    pub by: By,
    /// How long a bar is, where they are counted by time.
    pub period: Option<Period>,
    /// The values, those with the most articles first and equals by name; time in its own order.
    pub values: Vec<FacetValue>,
    /// Values there are, those that are not named among them.
    pub distinct: usize,
    /// Articles that have none.
    pub without: usize,
}

/// A value, and the articles that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as it stands in the corpus; a period as `2031-03`; the name of a story.
    pub value: String,
    /// The headline of the report most like all others, of a story.
    pub title: Option<String>,
    /// Articles.
    pub count: usize,
}

impl View {
    /// Counts everything a query finds by what was asked for: one pass over its hits that reads no text.
    ///
    /// But for related words, for which some of the texts are read.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn facets(&self, request: &FacetRequest) -> anyhow::Result<Facets> {
        let started = Instant::now();
        let query = self.query(&request.query, request.typing, &self.kept());
        let stories = self.stories.clone();
        let story = move |id: ArticleId| stories.number_of(id).map_or(0, |number| number + 1);
        let tally = Tally {
            labels: request.by.iter().filter_map(|by| by.label()).collect(),
            days: request.by.contains(&By::Date),
            group: request.by.contains(&By::Story).then(|| Arc::new(story) as _),
        };
        let counted = self.searcher.tally(&query, &tally)?;
        let open = request.typing.then_some(request.query.len());
        let mut labels = counted.labels.into_iter();
        let mut facets = Vec::with_capacity(request.by.len());
        for &by in &request.by {
            facets.push(match by {
                By::Date => by_time(&counted.days, request.period),
                By::Related => self.related(&query, request.limit)?,
                By::Story => self.by_story(&counted.groups, request.limit)?,
                _ => by_label(by, labels.next().unwrap_or_default(), request.limit),
            });
        }
        Ok(Facets {
            total: counted.total,
            facets,
            complaints: said(query, counted.complaints, open),
            took: started.elapsed(),
        })
    }

    fn by_story(&self, groups: &TallyOf<u32>, limit: usize) -> anyhow::Result<Facet> {
        let mut largest: Vec<(usize, u32)> =
            groups.counts.iter().map(|(&number, &count)| (count, number)).collect();
        let distinct = largest.len();
        largest.sort_unstable_by_key(|&(count, number)| (Reverse(count), number));
        largest.truncate(limit);
        let mut values = Vec::with_capacity(largest.len());
        for (count, number) in largest {
            let at = number.saturating_sub(1) as usize;
            let Some(story) = self.stories.all().get(at) else { continue };
            let title = Some(self.card(story.medoid)?.title);
            values.push(FacetValue { value: StoryId::to_string(&story.id), title, count });
        }
        Ok(Facet { by: By::Story, period: None, values, distinct, without: groups.without })
    }
}

fn by_label(by: By, tally: TallyOf<String>, limit: usize) -> Facet {
    let distinct = tally.counts.len();
    let mut values: Vec<FacetValue> = tally
        .counts
        .into_iter()
        .map(|(value, count)| FacetValue { value, title: None, count })
        .collect();
    // Stable, and they come by name: equals stay so.
    values.sort_by_key(|value| Reverse(value.count));
    values.truncate(limit);
    Facet { by, period: None, values, distinct, without: tally.without }
}

/// Days joined into `period`, or into the shortest one that leaves few enough bars.
fn by_time(days: &TallyOf<i64>, period: Option<Period>) -> Facet {
    let joined = |period: Period| {
        let mut values: Vec<FacetValue> = Vec::new();
        for (&day, &count) in &days.counts {
            let value = period.of(day);
            match values.last_mut() {
                Some(last) if last.value == value => last.count += count,
                _ => values.push(FacetValue { value, title: None, count }),
            }
        }
        values
    };
    let fitting = || {
        // From the first to the last, days without an article among them: a histogram shows gaps.
        let first = days.counts.keys().next().copied().unwrap_or(0);
        let last = days.counts.keys().next_back().copied().unwrap_or(0);
        match last.abs_diff(first) as usize {
            span if span < BARS => Period::Day,
            span if span < BARS * 30 => Period::Month,
            _ => Period::Year,
        }
    };
    let period = period.unwrap_or_else(fitting);
    let values = joined(period);
    Facet {
        by: By::Date,
        period: Some(period),
        distinct: values.len(),
        values,
        without: days.without,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn days(days: &[(i64, usize)]) -> TallyOf<i64> {
        TallyOf { counts: BTreeMap::from_iter(days.iter().copied()), without: 1 }
    }

    #[test]
    fn the_bars_of_time_are_as_long_as_fits() {
        let period = |last: i64| by_time(&days(&[(0, 1), (last, 2)]), None).period;
        assert_eq!(period(30), Some(Period::Day));
        assert_eq!(period(400), Some(Period::Month));
        assert_eq!(period(20_000), Some(Period::Year));
        assert_eq!(by_time(&days(&[]), None).values, []);
        let months = by_time(&days(&[(0, 1), (30, 2), (31, 4)]), Some(Period::Month));
        let told: Vec<_> = months.values.iter().map(|v| (v.value.as_str(), v.count)).collect();
        assert_eq!(told, [("1970-01", 3), ("1970-02", 4)]);
    }

    #[test]
    fn the_most_frequent_come_first_and_equals_by_name() {
        let counts = BTreeMap::from([("b", 2), ("a", 2), ("c", 9), ("d", 1)]);
        let counts = counts.into_iter().map(|(name, count)| (name.to_string(), count)).collect();
        let facet = by_label(By::Source, TallyOf { counts, without: 3 }, 3);
        let told: Vec<&str> = facet.values.iter().map(|value| value.value.as_str()).collect();
        assert_eq!((told, facet.distinct, facet.without), (vec!["c", "a", "b"], 4, 3));
    }

    #[test]
    fn kinds_have_names_of_their_own() {
        for by in By::all() {
            assert_eq!(By::named(by.name()), Some(by));
        }
        assert_eq!(By::named("colour"), None);
    }

    proptest! {
        #[test]
        fn no_article_is_lost_in_a_histogram(
            counts in prop::collection::btree_map(-800_000_i64..3_000_000, 1_usize..9, 0..80),
        ) {
            let tally = TallyOf { counts, without: 0 };
            for period in [None, Some(Period::Day), Some(Period::Month), Some(Period::Year)] {
                let facet = by_time(&tally, period);
                let all: usize = facet.values.iter().map(|value| value.count).sum();
                prop_assert_eq!(all, tally.counts.values().sum::<usize>());
            }
        }
    }
}
