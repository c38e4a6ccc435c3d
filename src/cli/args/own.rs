//! The arguments of what is a user's own: marks on articles and stories, searches kept under a name.

use super::CorpusArgs;
use std::ffi::OsString;

/// Mark articles and stories: read, starred, tagged, with a note
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold mark 4k2m --read --star        what is said of an article whose id starts so
  retold mark 4k2m --tag verify --note 'toll is disputed'
  retold mark skes6bd8w89 --read        a story: holds for each of its reports
  retold mark 4k2m --unstar --untag verify --note ''
  retold search fire --tsv --fields id | tail -n +2 | xargs retold mark --tag fire

Marks are kept in marks.jsonl in the data directory, a line each, apart from every index.")]
#[command(group = clap::ArgGroup::new("edit").required(true).multiple(true))]
pub(in crate::cli) struct MarkArgs {
    /// Articles by id, start of an id, key or path; stories by id
    #[arg(value_name = "ARTICLE", required = true)]
    pub(in crate::cli) names: Vec<OsString>,

    /// It was read
    #[arg(long, group = "edit", conflicts_with = "unread")]
    pub(in crate::cli) read: bool,

    /// It was not read
    #[arg(long, group = "edit")]
    pub(in crate::cli) unread: bool,

    /// Give it a star
    #[arg(long, group = "edit", conflicts_with = "unstar")]
    pub(in crate::cli) star: bool,

    /// Take its star away
    #[arg(long, group = "edit")]
    pub(in crate::cli) unstar: bool,

    /// Give it a tag (repeatable)
    #[arg(long, group = "edit", value_name = "TAG", value_parser = tag)]
    pub(in crate::cli) tag: Vec<String>,

    /// Take a tag away (repeatable)
    #[arg(long, group = "edit", value_name = "TAG", value_parser = tag)]
    pub(in crate::cli) untag: Vec<String>,

    /// Say something of it; nothing takes the note away
    #[arg(long, group = "edit", value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,

    /// Print what is said now as JSON Lines
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// List your marks on articles and stories
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold marks                          every mark in this corpus
  retold marks starred                  those with a star (read, starred, noted, tag:NAME)
  retold marks --json | jq -r 'select(.tags | index(\"verify\")) | .origin'

Exits with 1 when there are none.")]
pub(in crate::cli) struct MarksArgs {
    /// Only those that are read, starred, noted, or have a tag (tag:NAME)
    #[arg(value_name = "WHICH")]
    pub(in crate::cli) which: Option<String>,

    /// Print JSON Lines
    #[arg(long)]
    pub(in crate::cli) json: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// List the searches you have saved
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold search --save fire 'fire OR blaze'   saves one
  retold searches                             all of them
  retold search --saved fire --new --jsonl    what came since the last time
  retold searches --forget fire

They are kept in searches.jsonl in the data directory and serve every corpus. Exits with 1 when there
are none.")]
pub(in crate::cli) struct SearchesArgs {
    /// Forget this one, and what was listed of it
    #[arg(long, value_name = "NAME", conflicts_with = "json")]
    pub(in crate::cli) forget: Option<String>,

    /// Print JSON Lines
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Reads a tag.
fn tag(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a tag is a word or more".to_string()),
        tag => Ok(tag.to_string()),
    }
}
