//! The arguments, and the help that explains them.

mod compare;
mod near;
mod own;
mod search;
mod variants;

pub(super) use compare::{DiffArgs, GitDiffArgs, GitFormat};
pub(super) use near::{DedupArgs, PairsArgs, StoriesArgs, WhyArgs};
pub(super) use own::{MarkArgs, MarksArgs, SearchesArgs};
pub(super) use search::{Format, SearchArgs};
pub(super) use variants::VariantsArgs;

use crate::corpus::{FieldMap, field_names};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  retold                           the corpus opened last; at first, the bundled sample
  retold ~/cases/harbour-fire      index a folder (or a file) and browse it
  retold search pier 7 fire        what a search finds, as text
  retold similar 4k2m              near-duplicates of the article whose id starts so
  retold stories                   which reports retell one another, and who took from whom
  retold diff old.txt new.txt      what differs between two files, in no index at all

Reads .txt, .md, .json, .jsonl and .ndjson files, in any encoding; `-` is standard input and
`sample:` the bundled sample. Nothing is ever written into a corpus.

An article goes by its id, the start of its id, the key its record has (a JSONL \"id\"), or its path.

Exit codes:
  0    done, something was found      1    nothing was found
  2    an error in use or in input    130  interrupted (what was indexed stays)

Environment:
  RETOLD_CORPUS     the corpus where none is named       NO_COLOR   no colours
  RETOLD_DATA_DIR   where indexes are kept               COLUMNS    width of plain output in a pipe";

/// Search piles of news articles, and see which reports retell one another and what changed.
///
/// Without a command: indexes the corpus and opens the browser. Where there is no terminal it prints
/// the stories it found and one comparison instead.
#[derive(Debug, Parser)]
#[command(name = "retold", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Files and folders to browse; by default the corpus opened last
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) common: Common,
}

/// What may be given with every command.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Common {
    /// Keep this corpus' index here instead of in the data directory
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,

    /// What a field is called in the records, e.g. body=article_text (repeatable)
    #[arg(long = "field", global = true, value_name = "FIELD=NAME", value_parser = field)]
    pub(super) fields: Vec<(String, String)>,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,

    /// No progress and no notes, only results and errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,

    /// Say more: which corpus is used, what a refresh did, every problem
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

impl Common {
    /// Field of an article → name in the records.
    pub(super) fn fields(&self) -> FieldMap {
        self.fields.iter().cloned().collect()
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Index(IndexArgs),
    Search(Box<SearchArgs>),
    Searches(SearchesArgs),
    Mark(MarkArgs),
    Marks(MarksArgs),
    Show(ShowArgs),
    Similar(SimilarArgs),
    Why(WhyArgs),
    Stories(StoriesArgs),
    Variants(VariantsArgs),
    Pairs(PairsArgs),
    Dedup(DedupArgs),
    Diff(DiffArgs),
    GitDiff(GitDiffArgs),
    /// What a query may say: every operator, with examples
    Syntax,
}

/// The commands by name: `index, search, … and diff`.
pub(super) fn names_of_commands() -> String {
    let all = Args::command();
    let names = all.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help");
    let mut names: Vec<&str> = names.collect();
    let last = names.pop().unwrap_or_default();
    format!("{} and {last}", names.join(", "))
}

/// Which corpus is asked.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Corpus")]
pub(super) struct CorpusArgs {
    /// File or folder to ask (repeatable); by default $RETOLD_CORPUS, else the corpus opened last,
    /// at first the bundled sample
    #[arg(short = 'C', long = "corpus", value_name = "PATH")]
    pub(super) corpus: Vec<PathBuf>,

    /// Take the index as it is, without looking for changed files first
    #[arg(long)]
    pub(super) no_refresh: bool,
}

/// Index a corpus, or what changed in it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold index ~/cases/harbour-fire
  retold index --field body=article_text --field date=published_at dump.jsonl
  zcat dump.jsonl.gz | retold index --index /tmp/dump -

Files that did not change are not read again; articles of files that are gone are dropped. A file or
a record that cannot be read is named at the end, and never stops the rest. Ctrl-C stops soon and
keeps what was indexed.")]
pub(super) struct IndexArgs {
    /// Files and folders; by default the corpus opened last
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Print the summary as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Print an article
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold show 4k2m                      the article whose id starts so
  retold show reports/harbour.txt       by its path
  retold show dump.jsonl:4000 --json    the record on line 4000, exactly as it was read")]
pub(super) struct ShowArgs {
    /// Id, start of an id, key, or path (FILE or FILE:RECORD; `-` is standard input)
    #[arg(value_name = "ARTICLE")]
    pub(super) article: OsString,

    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) corpus: CorpusArgs,
}

/// List the near-duplicates of an article
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold similar 4k2m                   copies, rewrites, partial copies and excerpts
  retold similar --all 4k2m             also what shares only quotations or boilerplate
  retold similar draft.txt              who in the corpus has text of this file

Exits with 1 when there are none.")]
pub(super) struct SimilarArgs {
    /// Id, start of an id, key, or a file that need not be in the corpus (`-` is standard input)
    #[arg(value_name = "ARTICLE")]
    pub(super) article: OsString,

    /// List everything that was looked at and is not unrelated
    #[arg(long)]
    pub(super) all: bool,

    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) corpus: CorpusArgs,
}

/// Reads `body=article_text`.
fn field(text: &str) -> Result<(String, String), String> {
    let (field, name) =
        text.split_once('=').ok_or_else(|| format!("write FIELD=NAME, for example body={text}"))?;
    if !field_names().any(|known| known == field) {
        let known: Vec<_> = field_names().collect();
        return Err(format!("the fields are {}", known.join(", ")));
    }
    if name.is_empty() {
        return Err(format!("what is {field} called in the records? write {field}=NAME"));
    }
    Ok((field.to_string(), name.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_field_is_mapped_by_name() {
        assert_eq!(field("body=a=b"), Ok(("body".to_string(), "a=b".to_string())));
        for wrong in ["body", "bdy=x", "body="] {
            assert!(field(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn options_may_stand_before_and_after_a_command() {
        for line in
            [&["retold", "--quiet", "search", "fire"][..], &["retold", "search", "fire", "--quiet"]]
        {
            let args = Args::try_parse_from(line).unwrap();
            assert!(args.common.quiet);
            assert!(matches!(args.command, Some(Command::Search(s)) if s.query == ["fire"]));
        }
        let args = Args::try_parse_from(["retold", "a", "search"]).unwrap();
        assert!(args.command.is_none() && args.paths.len() == 2);
    }
}
