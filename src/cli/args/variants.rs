//! The arguments of `retold variants`.

use super::CorpusArgs;
use std::ffi::OsString;

/// Show what the reports of a story disagree on: figures, names, dates, quotations
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold variants 4k2m                       the story that this article is in
  retold variants s4k2m7c0q9d --all          the story of this name, every fact of it
  retold variants 4k2m --same-event          with the reports of the event in other words
  retold variants 4k2m --json | jq -r 'select(.label == \"dead\") | .cells[].value'

One row a fact, one column a report in order of time:

            22 Mar 08:10  11:45          18:30     23 Mar 06:40
            Calder Post   Meridian Wire  Coast FM  Meridian Wire
  dead      {at least 40} 60             60        {63}
  injured   over 100      over 100       {115}     {117}

What differs from most reports is marked, {so} where it appears for the first time and [so] where it
is said again; `·` is a report that says nothing of it. An article in no story is put beside the reports
of the same event. --json prints one fact a line. Exits with 1 when no two reports disagree.")]
pub(in crate::cli) struct VariantsArgs {
    /// An article (id, start of an id, key or path), or the story of this name
    #[arg(value_name = "ARTICLE|STORY")]
    pub(in crate::cli) of: OsString,

    /// Every fact, also those that reports agree on or that one alone has
    #[arg(long)]
    pub(in crate::cli) all: bool,

    /// Also the reports of the same event in words of their own
    #[arg(long)]
    pub(in crate::cli) same_event: bool,

    /// Print JSON, one fact a line
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}
