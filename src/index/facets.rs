//! Counting what matches by outlet, place, language, tag, section and day, and by a grouping handed in
//! from above: one pass over the hits that reads columns of numbers and no text.

use super::search::{Columns, Inner};
use super::{Complaint, Query, Searcher, Standing, schema};
use crate::corpus::ArticleId;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;
use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What of an article is a word or two, of which very many have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The outlet.
    Source,
    /// The place its dateline gives.
    Place,
    /// Language, two letters.
    Lang,
    /// Topics, keywords; an article has any number of them.
    Tag,
    /// The desk or section.
    Section,
}

impl Label {
    /// Its column.
    fn column(self) -> &'static str {
        match self {
            Self::Source => schema::SOURCE_VALUE,
            Self::Place => schema::PLACE_VALUE,
            Self::Lang => schema::LANG_VALUE,
            Self::Tag => schema::TAG_VALUE,
            Self::Section => schema::SECTION_VALUE,
        }
    }
}

/// What is to be counted.
#[derive(Clone, Default)]
pub struct Tally {
    /// Which labels.
    pub labels: Vec<Label>,
    /// Whether by day.
    pub days: bool,
    /// By the number this gives an article; 0 is none.
    pub group: Option<Standing>,
}

/// Articles by value, those without one apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyOf<T: Ord> {
    /// Articles by value.
    pub counts: BTreeMap<T, usize>,
    /// Articles that have none.
    pub without: usize,
}

impl<T: Ord> Default for TallyOf<T> {
    fn default() -> Self {
        Self { counts: BTreeMap::new(), without: 0 }
    }
}

impl<T: Ord> TallyOf<T> {
    fn add(&mut self, other: Self) {
        self.without += other.without;
        for (value, count) in other.counts {
            *self.counts.entry(value).or_default() += count;
        }
    }
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Articles that match.
    pub total: usize,
    /// For each label that was asked for, in that order.
    pub labels: Vec<TallyOf<String>>,
    /// By the days since 1970 (UTC); an article of which only the year or the month is known counts on
    /// its first day.
    pub days: TallyOf<i64>,
    /// By number of their group.
    pub groups: TallyOf<u32>,
    /// What of the query the index could not do as it was asked.
    pub complaints: Vec<Complaint>,
}

impl Searcher {
    /// How many articles match.
    pub fn count(&self, query: &Query) -> anyhow::Result<usize> {
        Ok(self.counted(query)?.0)
    }

    /// The same, with what of the query the index could not do as it was asked.
    pub fn counted(&self, query: &Query) -> anyhow::Result<(usize, Vec<Complaint>)> {
        self.collect(query, &Count)
    }

    /// Counts all that matches by what `tally` asks for. Takes time by the hits, and memory by the
    /// values there are: a number for each label of the index, and the names of those that were met.
    pub fn tally(&self, query: &Query, tally: &Tally) -> anyhow::Result<Tallied> {
        let counting = Counting { tally, columns: &self.inner.columns };
        let (tallied, complaints) = self.collect(query, &counting)?;
        Ok(Tallied { complaints, ..tallied })
    }

    /// The ids of all articles that match, sorted.
    pub fn matching(&self, query: &Query) -> anyhow::Result<Vec<ArticleId>> {
        let (mut ids, _) = self.collect(query, &Names { columns: &self.inner.columns })?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// Every article with the number of its outlet, 0 for none: two of one outlet have the same, however
    /// it is capitalised.
    pub fn outlets(&self) -> anyhow::Result<Vec<(ArticleId, u32)>> {
        super::guarded(|| {
            let mut numbers: HashMap<String, u32> = HashMap::new();
            let mut outlets = Vec::with_capacity(self.len());
            for (segment, columns) in
                self.inner.searcher.segment_readers().iter().zip(&*self.inner.columns)
            {
                let sources = segment.fast_fields().str(schema::SOURCE_VALUE)?;
                let mut known = Vec::new();
                if let Some(sources) = &sources {
                    let mut stream = sources.dictionary().stream()?;
                    while stream.advance() {
                        let name = String::from_utf8_lossy(stream.key()).to_lowercase();
                        let next = numbers.len() as u32 + 1;
                        known.push(*numbers.entry(name).or_insert(next));
                    }
                }
                for doc in segment.doc_ids_alive() {
                    let Some(id) = columns.id.first(doc) else { continue };
                    let source = sources.as_ref().and_then(|sources| sources.ords().first(doc));
                    let number = source.and_then(|ord| known.get(ord as usize)).copied();
                    outlets.push((ArticleId(id), number.unwrap_or(0)));
                }
            }
            Ok(outlets)
        })
    }
}

impl Inner {
    /// Every value of `label` with the number of articles that have it.
    pub(super) fn label_counts(&self, label: Label) -> tantivy::Result<TallyOf<String>> {
        let mut all = TallyOf::default();
        for segment in self.searcher.segment_readers() {
            let mut counted = Counted::new(segment, label)?;
            segment.doc_ids_alive().for_each(|doc| counted.count(doc));
            all.add(counted.named()?);
        }
        Ok(all)
    }
}

struct Counting<'a> {
    tally: &'a Tally,
    columns: &'a Arc<Vec<Columns>>,
}

/// The counts of one segment.
struct SegmentCounting {
    total: usize,
    labels: Vec<Counted>,
    days: Option<(Column<i64>, Met<i64>)>,
    groups: Option<(Column<u64>, Standing, Met<u32>)>,
}

/// The counts of one label by the number of its value in the segment's dictionary.
struct Counted {
    column: Option<StrColumn>,
    counts: Vec<u32>,
    without: usize,
}

impl Counted {
    fn new(segment: &SegmentReader, label: Label) -> tantivy::Result<Self> {
        let column = segment.fast_fields().str(label.column())?;
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(Self { column, counts: vec![0; values], without: 0 })
    }

    fn count(&mut self, doc: DocId) {
        let mut none = true;
        if let Some(column) = &self.column {
            for ord in column.ords().values_for_doc(doc) {
                none = false;
                if let Some(count) = self.counts.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
        self.without += usize::from(none);
    }

    /// With the values themselves.
    fn named(self) -> tantivy::Result<TallyOf<String>> {
        let mut named = TallyOf { without: self.without, ..TallyOf::default() };
        let Some(column) = self.column else { return Ok(named) };
        let met = self.counts.iter().zip(0_u64..).filter(|(count, _)| **count > 0);
        let (counts, ords): (Vec<u32>, Vec<u64>) = met.unzip();
        let mut counts = counts.into_iter();
        column.dictionary().sorted_ords_to_term_cb(&ords, |name| {
            let name = String::from_utf8_lossy(name).into_owned();
            *named.counts.entry(name).or_default() += counts.next().unwrap_or(0) as usize;
        })?;
        Ok(named)
    }
}

impl Collector for Counting<'_> {
    type Fruit = Tallied;
    type Child = SegmentCounting;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentCounting> {
        let columns = opened(self.columns, segment)?;
        let label = |&label: &Label| Counted::new(reader, label);
        Ok(SegmentCounting {
            total: 0,
            labels: self.tally.labels.iter().map(label).collect::<tantivy::Result<_>>()?,
            days: self.tally.days.then(|| (columns.date.clone(), Met::default())),
            groups: (self.tally.group.clone())
                .map(|group| (columns.id.clone(), group, Met::default())),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Tallied>>) -> tantivy::Result<Tallied> {
        let labels = self.tally.labels.iter().map(|_| TallyOf::default()).collect();
        let mut all = Tallied { labels, ..Tallied::default() };
        for fruit in fruits {
            let part = fruit?;
            all.total += part.total;
            all.labels.iter_mut().zip(part.labels).for_each(|(all, part)| all.add(part));
            all.days.add(part.days);
            all.groups.add(part.groups);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounting {
    type Fruit = tantivy::Result<Tallied>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        self.labels.iter_mut().for_each(|label| label.count(doc));
        if let Some((column, days)) = &mut self.days {
            days.count(column.first(doc).map(|seconds| seconds.div_euclid(DAY)));
        }
        if let Some((ids, group, groups)) = &mut self.groups {
            let number = ids.first(doc).map_or(0, |id| group(ArticleId(id)));
            groups.count((number > 0).then_some(number));
        }
    }

    fn harvest(self) -> Self::Fruit {
        Ok(Tallied {
            complaints: Vec::new(),
            total: self.total,
            labels: self.labels.into_iter().map(Counted::named).collect::<tantivy::Result<_>>()?,
            days: self.days.map(|(_, days)| days.sorted()).unwrap_or_default(),
            groups: self.groups.map(|(.., groups)| groups.sorted()).unwrap_or_default(),
        })
    }
}

/// Values met so far, in no order.
struct Met<T> {
    counts: HashMap<T, usize>,
    without: usize,
}

impl<T> Default for Met<T> {
    fn default() -> Self {
        Self { counts: HashMap::new(), without: 0 }
    }
}

impl<T: Ord + Hash> Met<T> {
    fn count(&mut self, value: Option<T>) {
        match value {
            Some(value) => *self.counts.entry(value).or_default() += 1,
            None => self.without += 1,
        }
    }

    fn sorted(self) -> TallyOf<T> {
        TallyOf { counts: self.counts.into_iter().collect(), without: self.without }
    }
}

/// Only the names of what matches.
struct Names<'a> {
    columns: &'a Arc<Vec<Columns>>,
}

struct SegmentNames {
    id: Column<u64>,
    found: Vec<ArticleId>,
}

impl Collector for Names<'_> {
    type Fruit = Vec<ArticleId>;
    type Child = SegmentNames;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentNames> {
        Ok(SegmentNames { id: opened(self.columns, segment)?.id.clone(), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<ArticleId>>) -> tantivy::Result<Vec<ArticleId>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for SegmentNames {
    type Fruit = Vec<ArticleId>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.found.extend(self.id.first(doc).map(ArticleId));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}

/// The columns of a segment.
pub(super) fn opened(columns: &[Columns], segment: SegmentOrdinal) -> tantivy::Result<&Columns> {
    columns.get(segment as usize).ok_or_else(|| {
        tantivy::TantivyError::InternalError(format!("segment {segment} was not opened"))
    })
}
