//! Every article at once, in the order of the corpus: what comparing all of them needs to know of
//! each but its text.

use super::meta::Meta;
use super::search::Inner;
use crate::corpus::{ArticleDate, ArticleId};
use anyhow::Context;
use std::collections::HashMap;
use tantivy::DocAddress;

/// All articles of an index in the order of the corpus: by path, then by record. That order is the
/// same for every index of one corpus, while the order of an index differs from build to build.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    articles: Vec<Outlined>,
    sources: Vec<String>,
    ranks: Vec<u32>,
}

/// What an outline says of an article.
#[derive(Clone, Copy, Debug)]
pub struct Outlined {
    /// Its name.
    pub id: ArticleId,
    /// When it was published.
    pub date: Option<ArticleDate>,
    /// Words in its body.
    pub words: u32,
    source: Option<u32>,
    pub(super) address: DocAddress,
}

impl Outline {
    /// The articles.
    pub fn articles(&self) -> &[Outlined] {
        &self.articles
    }

    /// The outlet of `article`.
    pub fn source(&self, article: &Outlined) -> Option<&str> {
        article.source.and_then(|source| self.sources.get(source as usize)).map(String::as_str)
    }

    /// The number of that outlet: two articles of one outlet have the same.
    pub fn source_number(&self, article: &Outlined) -> Option<u32> {
        article.source
    }

    /// By place in [`super::Searcher::ids`]: where in the outline that article comes.
    pub fn ranks(&self) -> &[u32] {
        &self.ranks
    }
}

/// What of an article's metadata an outline is made from.
#[derive(Clone, Copy)]
struct Line {
    path: u32,
    record: Option<u64>,
    source: Option<u32>,
    date: Option<ArticleDate>,
    words: u32,
}

/// Strings, each once, by number.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    last: Option<(String, u32)>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some((last, number)) = &self.last
            && last == name
        {
            return *number;
        }
        let next = self.numbers.len() as u32;
        let number = match self.numbers.get(name) {
            Some(&number) => number,
            None => *self.numbers.entry(name.to_string()).or_insert(next),
        };
        self.last = Some((name.to_string(), number));
        number
    }

    /// The names in the order of their numbers.
    fn list(self) -> Vec<String> {
        let mut list: Vec<(u32, String)> =
            self.numbers.into_iter().map(|(name, number)| (number, name)).collect();
        list.sort_unstable();
        list.into_iter().map(|(_, name)| name).collect()
    }
}

/// Paths and sources met so far.
#[derive(Default)]
struct Labels {
    paths: Names,
    sources: Names,
}

impl Labels {
    fn line(&mut self, meta: &Meta<'_>) -> Line {
        let (path, record) = meta.stands();
        Line {
            path: self.paths.number(path),
            record,
            source: meta.source().map(|source| self.sources.number(source)),
            date: meta.date(),
            words: u32::try_from(meta.words()).unwrap_or(u32::MAX),
        }
    }
}

impl Inner {
    pub(super) fn outline(&self) -> anyhow::Result<Outline> {
        let mut labels = Labels::default();
        let mut lines: Vec<(Line, ArticleId, DocAddress)> = Vec::new();
        let segments = self.searcher.segment_readers().iter().zip(&*self.columns);
        for ((segment, columns), segment_ord) in segments.zip(0u32..) {
            // The dictionary is walked once; looking up each article's entry would unpack a block a time.
            let mut known: Vec<Line> = Vec::new();
            if let Some(column) = &columns.meta {
                let mut stream = column.dictionary().stream()?;
                while stream.advance() {
                    known.push(labels.line(&Meta::from_bytes(stream.key())?));
                }
            }
            let mut buffer = Vec::new();
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(segment_ord, doc);
                let ord = columns.meta.as_ref().and_then(|column| column.term_ords(doc).next());
                let line = match ord.and_then(|ord| known.get(ord as usize)) {
                    Some(line) => *line,
                    None => {
                        buffer.clear();
                        labels.line(&self.meta(address, None, &mut buffer)?)
                    }
                };
                let id = columns.id.first(doc).context("an article in the index has no id")?;
                lines.push((line, ArticleId(id), address));
            }
        }
        Ok(in_order(lines, labels))
    }
}

fn in_order(lines: Vec<(Line, ArticleId, DocAddress)>, labels: Labels) -> Outline {
    let paths = labels.paths.list();
    let mut by_name: Vec<u32> = (0..paths.len() as u32).collect();
    by_name.sort_unstable_by_key(|&number| paths.get(number as usize));
    let mut comes = vec![0_u32; paths.len()];
    for (&number, at) in by_name.iter().zip(0..) {
        if let Some(slot) = comes.get_mut(number as usize) {
            *slot = at;
        }
    }
    let key = |line: &Line| (comes.get(line.path as usize).copied(), line.record);
    let mut order: Vec<u32> = (0..lines.len() as u32).collect();
    order.sort_unstable_by_key(|&place| {
        lines.get(place as usize).map(|(line, id, _)| (key(line), *id, place))
    });
    let mut ranks = vec![0_u32; lines.len()];
    let mut articles = Vec::with_capacity(lines.len());
    for (&place, rank) in order.iter().zip(0..) {
        let (Some(slot), Some((line, id, address))) =
            (ranks.get_mut(place as usize), lines.get(place as usize))
        else {
            continue;
        };
        *slot = rank;
        articles.push(Outlined {
            id: *id,
            date: line.date,
            words: line.words,
            source: line.source,
            address: *address,
        });
    }
    Outline { articles, sources: labels.sources.list(), ranks }
}
