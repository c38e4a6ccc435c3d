//! The arguments of `search`: what to look for, in which order, and how it is written.

use super::CorpusArgs;
use crate::export::fields::Field;
use crate::index::Order;
use crate::library::{By, Period};
use clap::ValueEnum;
use std::path::PathBuf;

/// Search a corpus
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold search pier 7 fire             articles with all three words, best first
  retold search '\"ferry company\" warned' a phrase and a word (mind the shell's quotes)
  retold search --sort newest           the newest articles
  retold search -- fire -drill          after `--` a word may start with a minus
  retold search fire --json | jq -r '.hits[].article.id'
  retold search fire --all --tsv --fields date,source,title
  retold search fire --facet source,date
  retold search fire --related
  retold search --like draft.txt newer:1y
  retold search --stdin --count < words.txt
  retold search --save fire 'fire OR blaze'
  retold search --saved fire --new --jsonl    what came since the last time, for a cron job

Copies of a story are folded under their best hit, as \"+3 copies\". Exits with 1 when nothing
matches.")]
#[command(group = clap::ArgGroup::new("stream"))]
pub(in crate::cli) struct SearchArgs {
    /// Words to look for; none lists the newest
    #[arg(value_name = "QUERY", conflicts_with = "stdin")]
    pub(in crate::cli) query: Vec<String>,

    /// Take queries from standard input, one a line
    #[arg(long)]
    pub(in crate::cli) stdin: bool,

    /// What is like the text in this file (- for standard input), best first; QUERY narrows it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["stdin", "saved"])]
    pub(in crate::cli) like: Option<PathBuf>,

    /// At most this many results (0 for all); 20 unless given, and all with --new
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<u32>,

    /// All results
    #[arg(long, conflicts_with = "limit")]
    pub(in crate::cli) all: bool,

    /// Leave out this many results at the start
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) offset: u32,

    /// What comes first; relevance unless given
    #[arg(long, value_name = "ORDER")]
    pub(in crate::cli) sort: Option<Sort>,

    /// Of what matches equally well, prefer recent articles a little
    #[arg(long)]
    pub(in crate::cli) recency: bool,

    /// Show copies as results of their own
    #[arg(long)]
    pub(in crate::cli) no_fold: bool,

    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,

    #[command(flatten)]
    pub(in crate::cli) keep: SavedArgs,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// How results are written.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct OutputArgs {
    /// Print JSON
    #[arg(long, conflicts_with_all = ["jsonl", "tsv"])]
    pub(in crate::cli) json: bool,

    /// Print JSON Lines as they are found: one result a line
    #[arg(long, group = "stream", conflicts_with = "tsv")]
    pub(in crate::cli) jsonl: bool,

    /// Print a table as results are found, its columns parted by tabs, with their names in the first line
    #[arg(long, group = "stream")]
    pub(in crate::cli) tsv: bool,

    /// Which columns of --tsv, or keys of --jsonl: names with commas between them
    #[arg(long = "fields", value_name = "NAMES", value_delimiter = ',', value_parser = field,
        requires = "stream")]
    pub(in crate::cli) columns: Vec<Field>,

    /// Print how many articles match, and nothing else
    #[arg(long, conflicts_with = "columns")]
    pub(in crate::cli) count: bool,

    /// Up to this many passages of each result that say why it matches; in JSON as "snippets"
    #[arg(long, value_name = "N", default_value_t = 1,
        value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(in crate::cli) snippets: u8,

    /// Count what matches by source, date, place, lang, tag, section, story or related (with commas between
    /// several; date:year, date:month and date:day say how finely)
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = facet,
        conflicts_with_all = ["count", "stream"])]
    pub(in crate::cli) facet: Vec<(By, Option<Period>)>,

    /// Words that stand out in what is found, each with the number of articles that have it too: the
    /// same as --facet related
    #[arg(long, conflicts_with_all = ["count", "stream", "facet"])]
    pub(in crate::cli) related: bool,
}

/// Searches that are kept.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Saved searches")]
pub(in crate::cli) struct SavedArgs {
    /// Keep this search under a name, with its order
    #[arg(long, value_name = "NAME", requires = "query",
        conflicts_with_all = ["stdin", "saved"])]
    pub(in crate::cli) save: Option<String>,

    /// Run the search kept under this name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["stdin", "query"])]
    pub(in crate::cli) saved: Option<String>,

    /// Only what was not listed the last time, which is then remembered
    #[arg(long, conflicts_with_all = ["facet", "offset"])]
    pub(in crate::cli) new: bool,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    JsonLines,
    Table,
}

/// Results that are listed unless something else was asked for.
const LIMIT: usize = 20;

impl SearchArgs {
    pub(in crate::cli) fn format(&self) -> Format {
        match &self.output {
            OutputArgs { json: true, .. } => Format::Json,
            OutputArgs { jsonl: true, .. } => Format::JsonLines,
            OutputArgs { tsv: true, .. } => Format::Table,
            _ => Format::Text,
        }
    }

    /// How many results at most, and whether nobody said so.
    pub(in crate::cli) fn limit(&self) -> (usize, bool) {
        match self.limit {
            None if self.all || self.keep.new => (usize::MAX, false),
            None => (LIMIT, true),
            Some(0) => (usize::MAX, false),
            Some(limit) => (limit as usize, false),
        }
    }

    /// What hits are to be counted by.
    pub(in crate::cli) fn facets(&self) -> Vec<(By, Option<Period>)> {
        match self.output.related {
            true => vec![(By::Related, None)],
            false => self.output.facet.clone(),
        }
    }

    /// The order that was asked for, where one was.
    pub(in crate::cli) fn order(&self) -> anyhow::Result<Option<Order>> {
        Ok(match (self.sort, self.recency) {
            (Some(Sort::Relevance) | None, true) => Some(Order::Recency),
            (Some(sort), true) => {
                let name = sort.to_possible_value();
                let name = name.as_ref().map_or("", |name| name.get_name());
                anyhow::bail!("--recency bends the order by relevance: leave out --sort {name}")
            }
            (sort, false) => sort.map(Order::from),
        })
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Sort {
    /// The best match
    Relevance,
    /// The best match, recent articles preferred a little (also --recency)
    Recency,
    /// The newest article; undated ones last
    Newest,
    /// The oldest article; undated ones last
    Oldest,
    /// The one with the most words
    Longest,
    /// The one with the fewest words
    Shortest,
    /// The one with the most near-duplicates in its story
    Copies,
    /// The one whose story the most outlets tell
    Spread,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Recency => Self::Recency,
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Longest => Self::Longest,
            Sort::Shortest => Self::Shortest,
            Sort::Copies => Self::Copies,
            Sort::Spread => Self::Spread,
        }
    }
}

/// Reads the name of a column.
fn field(name: &str) -> Result<Field, String> {
    Field::named(name.trim()).ok_or_else(|| {
        let known: Vec<&str> = Field::all().map(Field::name).collect();
        format!("the fields are {}", known.join(", "))
    })
}

/// Reads `source`, or `date:month`.
fn facet(name: &str) -> Result<(By, Option<Period>), String> {
    let (kind, period) = match name.trim().split_once(':') {
        Some((kind, period)) => (kind, Some(period)),
        None => (name.trim(), None),
    };
    let by = By::named(kind).ok_or_else(|| {
        let known: Vec<&str> = By::all().map(By::name).collect();
        format!("hits can be counted by {}", known.join(", "))
    })?;
    let period = match (by, period) {
        (_, None) => None,
        (By::Date, Some("year")) => Some(Period::Year),
        (By::Date, Some("month")) => Some(Period::Month),
        (By::Date, Some("day")) => Some(Period::Day),
        (By::Date, Some(_)) => return Err("write date:year, date:month or date:day".to_string()),
        (by, Some(_)) => return Err(format!("only dates have periods: write {}", by.name())),
    };
    Ok((by, period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_facets_go_by_name() {
        assert_eq!(field(" title"), Ok(Field::Title));
        assert!(field("headline").is_err_and(|told| told.contains("title, source")));
        assert_eq!(facet("source"), Ok((By::Source, None)));
        assert_eq!(facet("date:month"), Ok((By::Date, Some(Period::Month))));
        for wrong in ["colour", "date:week", "tag:year", ""] {
            assert!(facet(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_order_can_be_asked_for_by_its_name() {
        let offered: Vec<Order> = Sort::value_variants().iter().copied().map(Order::from).collect();
        assert_eq!(offered, Order::all().collect::<Vec<_>>());
        for sort in Sort::value_variants() {
            let name = sort.to_possible_value().map(|name| name.get_name().to_string());
            assert_eq!(name.as_deref(), Some(Order::from(*sort).name()));
        }
    }
}
