//! The arguments of what asks about near-duplicates: stories, pairs, why, dedup.
//! The words for verdicts and roles here are those of the JSON.

use super::CorpusArgs;
use crate::library::{Keep, Role};
use crate::neardup::Verdict;
use clap::ValueEnum;
use std::ffi::OsString;
use std::path::PathBuf;

/// List the stories: which reports retell one another, and who took from whom
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold stories                        the twenty largest
  retold stories --limit 0              all of them
  retold stories --of 4k2m              the story that this article is in
  retold stories --of s4k2m7c0q9d       the story of this name, every report of it
  retold stories --json | jq -r 'select(.size > 9) | .id'

A report stands below the one it was likely taken from:

  s4k2m7c0q9d  Blaze at Port Calder
  4k2m7c0q9d  Calder Post · 22 Mar 2031 08:10       first
  9xw03h5r1t  ├─ Meridian Wire · 22 Mar 2031 11:45  rewrite .40 / .38
  2b7dq0m4ke  └─ Coast FM · 22 Mar 2031 18:30       partial copy .31 / .88, 60% sure

The first share is what of it is found in the one above, the second the reverse. Where it cannot be
known who took from whom, the two are given against the report named behind `with`: the one most like
all others of the story or, where it is no copy of that, the one it is most like. --json prints one story a line, all of them unless --limit is given.
Exits with 1 when there are none.")]
pub(in crate::cli) struct StoriesArgs {
    /// Only the story of this article, or of this name
    #[arg(long, value_name = "ARTICLE|STORY")]
    pub(in crate::cli) of: Option<OsString>,

    /// At most this many stories, 0 for all [default: 20, with --json all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,

    /// Print JSON, one story a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// List every pair of articles that was compared and is not unrelated
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold pairs                              all of them
  retold pairs --verdict copy,rewrite       only these
  retold pairs --json | jq -r 'select(.resemblance > .9) | [.a.origin, .b.origin] | @tsv'

Columns: verdict, resemblance, share of the first found in the second / the reverse, blocks in common,
the two ids, the two headlines. Each pair comes once, in the order of the corpus: the article that
stands earlier in it (by path, then by record) is the first, and lines are sorted by first, then by
second. --json prints one pair a line. Exits with 1 when there are none.")]
pub(in crate::cli) struct PairsArgs {
    /// Only pairs with one of these verdicts
    #[arg(long, value_name = "VERDICT,…", value_delimiter = ',')]
    pub(in crate::cli) verdict: Vec<VerdictName>,

    /// Print JSON, one pair a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// Explain what two articles are to one another
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold why 4k2m 9xw0                  two articles of the corpus
  retold why old.txt new.txt            two files; no corpus is needed
  retold why 4k2m draft.txt --json

Prints the verdict with what was measured, the rules in the order in which they were asked up to the one
that decided, and the text in common. A passage marked `quoted` stands in quotation marks, and both may
have heard it said; one marked `boilerplate` is printed under everything and counts for nothing. Exits
with 1 when the two are unrelated.")]
pub(in crate::cli) struct WhyArgs {
    /// One article: id, start of an id, key, or file (`-` is standard input)
    #[arg(value_name = "A")]
    pub(in crate::cli) a: OsString,

    /// The other: the same
    #[arg(value_name = "B")]
    pub(in crate::cli) b: OsString,

    /// Write out every passage in common
    #[arg(long)]
    pub(in crate::cli) full: bool,

    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// Write a corpus back with what each article is to its story, for leaving out duplicates
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold dedup dump.jsonl -o marked.jsonl            every article, marked
  retold dedup dump.jsonl --only keep,related,single -o clean.jsonl
  retold dedup dump.jsonl --verdict copy --report    what would go if only copies counted
  retold dedup dump.jsonl | jq -r 'select(.role == \"duplicate\") | [.id, .of, .verdict] | @tsv'
  zcat dump.jsonl.gz | retold dedup --keep longest - > marked.jsonl

Nothing is deleted, and nothing is written into the corpus: articles come out as JSON Lines in the order
of the corpus, each with the id of its story and its role:

  keep        the one to keep of its story
  duplicate   says what an article that stays says, which `of` names and `verdict` relates it to
  related     of a story, but no duplicate of any article that stays: it stays as well
  single      in no story

--keep first keeps the likely first report; where that cannot be known, the earliest dated, of those the
longest, of those the one with the smallest id. --keep longest keeps the one with the most words, --keep
medoid the one most like all the others. --verdict says what counts as a duplicate: with `copy` only
what is nearly identical goes, and rewrites, partial copies and excerpts are `related`.

Exits with 1 when there is nothing to write, or nothing to report.")]
pub(in crate::cli) struct DedupArgs {
    /// Files and folders (`-` is standard input); by default the corpus opened last
    #[arg(value_name = "PATH", conflicts_with = "corpus")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// Which article of a story is kept
    #[arg(long, value_name = "WHICH", default_value = "first")]
    pub(in crate::cli) keep: KeepWhich,

    /// What makes an article a duplicate of one that stays
    #[arg(
        long,
        value_name = "VERDICT,…",
        value_delimiter = ',',
        default_value = "copy,rewrite,partial_copy,excerpt"
    )]
    pub(in crate::cli) verdict: Vec<VerdictName>,

    /// Only articles with one of these roles [default: all]
    #[arg(long, value_name = "ROLE,…", value_delimiter = ',')]
    pub(in crate::cli) only: Vec<Part>,

    /// Write no articles, but what would go and why
    #[arg(long, conflicts_with = "only")]
    pub(in crate::cli) report: bool,

    /// Print the report as JSON, one story a line and the totals last
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Write into this file, which must not lie in the corpus; it appears when all is written
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// What two articles are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(in crate::cli) enum VerdictName {
    Copy,
    Rewrite,
    #[value(alias = "partial-copy")]
    PartialCopy,
    Excerpt,
    #[value(alias = "shares-quotes")]
    SharesQuotes,
    Boilerplate,
    #[value(alias = "same-event")]
    SameEvent,
}

impl From<VerdictName> for Verdict {
    fn from(name: VerdictName) -> Self {
        match name {
            VerdictName::Copy => Self::Copy,
            VerdictName::Rewrite => Self::Rewrite,
            VerdictName::PartialCopy => Self::PartialCopy,
            VerdictName::Excerpt => Self::Excerpt,
            VerdictName::SharesQuotes => Self::SharesQuotes,
            VerdictName::Boilerplate => Self::Boilerplate,
            VerdictName::SameEvent => Self::SameEvent,
        }
    }
}

/// Which article of a story is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeepWhich {
    /// The likely first report, else the earliest
    First,
    /// The one with the most words
    Longest,
    /// The one most like all the others
    Medoid,
}

impl From<KeepWhich> for Keep {
    fn from(which: KeepWhich) -> Self {
        match which {
            KeepWhich::First => Self::First,
            KeepWhich::Longest => Self::Longest,
            KeepWhich::Medoid => Self::Medoid,
        }
    }
}

/// What an article is to its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Part {
    /// The one to keep of its story
    Keep,
    /// Says what one that stays says
    Duplicate,
    /// In a story, but no duplicate of any that stays
    Related,
    /// In no story
    Single,
}

impl From<Part> for Role {
    fn from(part: Part) -> Self {
        match part {
            Part::Keep => Self::Keep,
            Part::Duplicate => Self::Duplicate,
            Part::Related => Self::Related,
            Part::Single => Self::Single,
        }
    }
}
