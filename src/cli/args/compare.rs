//! The arguments of the commands that compare two articles, and their help.

use super::CorpusArgs;
use crate::diff;
use crate::export::Format;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::ffi::OsString;
use std::path::PathBuf;

/// Show what differs between two articles
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  retold diff 4k2m 9xw0                 two articles of the corpus
  retold diff 4k2m draft.txt            one of the corpus and a file
  retold diff old.txt new.txt           two files; no corpus is needed
  retold diff --format html -o fire.html 4k2m 9xw0
  retold diff --format ansi 4k2m 9xw0 | less -R
  git difftool -y -x 'retold diff --files' HEAD~1 -- draft.txt

Signs:
  ~ edited   ≈ rewritten   − only left   + only right   ↓ ↑ moved   ≡ repeated
  {40} a figure or date that changed   [huge] words that changed (colours on a terminal)
  ⇄ before words that stand elsewhere in the sentence on the other side

Two columns from 100 columns on, else one text below the other. Exits with 0 whether or not the two
differ.")]
pub(in crate::cli) struct DiffArgs {
    /// Left: id, start of an id, key, or file (`-` is standard input)
    #[arg(value_name = "LEFT")]
    pub(in crate::cli) left: OsString,

    /// Right: the same
    #[arg(value_name = "RIGHT")]
    pub(in crate::cli) right: OsString,

    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "plain")]
    pub(in crate::cli) format: Format,

    /// Write into this file, which must not lie in the corpus; it appears when all is written
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// With --output: replace the file if it is there
    #[arg(long, requires = "output")]
    pub(in crate::cli) force: bool,

    #[command(flatten)]
    pub(in crate::cli) marks: MarkArgs,

    /// Print JSON; the same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(in crate::cli) json: bool,

    /// Both are files, whatever the corpus has; /dev/null and empty files are empty texts
    #[arg(long, conflicts_with_all = ["corpus", "no_refresh"])]
    pub(in crate::cli) files: bool,

    #[command(flatten)]
    pub(in crate::cli) corpus: CorpusArgs,
}

/// What is marked and written out of a comparison.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct MarkArgs {
    /// Write out sentences that are the same, too
    #[arg(long)]
    pub(in crate::cli) full: bool,

    /// How finely changes are told apart
    #[arg(long, value_name = "BY", default_value = "phrase")]
    granularity: Granularity,

    /// Mark what differs only in white space, quote style or dash style, too; JSON always has it
    #[arg(long)]
    pub(in crate::cli) quiet_changes: bool,
}

impl MarkArgs {
    /// How to compare.
    pub(in crate::cli) fn options(&self) -> diff::Options {
        diff::Options { granularity: self.granularity.into(), ..diff::Options::default() }
    }
}

/// How finely changes are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Granularity {
    /// Each changed word is a change
    Word,
    /// Changed words that belong together are one change
    Phrase,
    /// Only changed figures, dates and names are marked in a changed sentence
    Sentence,
}

impl From<Granularity> for diff::Granularity {
    fn from(by: Granularity) -> Self {
        match by {
            Granularity::Word => Self::Word,
            Granularity::Phrase => Self::Phrase,
            Granularity::Sentence => Self::Sentence,
        }
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Plain => {
                ("plain", "Text, as wide as the terminal, in colours where there is one")
            }
            Self::Json => ("json", "Both texts and all that was found, for programs"),
            Self::Html => (
                "html",
                "One file for a browser or for paper; it needs no other file and no network",
            ),
            Self::Markdown => ("markdown", "Markdown, with tables"),
            Self::Unified => ("unified", "A unified diff, one sentence a line"),
            Self::Ansi => ("ansi", "As plain, in colours also where it goes into a pipe"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// Compare two versions of a file, as git asks for it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  GIT_EXTERNAL_DIFF='retold git-diff' git diff
  GIT_EXTERNAL_DIFF='retold git-diff --format unified' git diff HEAD~1 -- notes/

For prose alone, once and for all:
  git config diff.retold.command 'retold git-diff'
  echo '*.txt diff=retold' >> .gitattributes

`git diff` then uses it; `git log -p` and `git show` do with --ext-diff. It takes what git hands over:
PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, after a rename also NEW-PATH and what git says
of it, and PATH alone for a file that is unmerged. No corpus and no index is needed. A file that is no
single text is named and passed over. Exits with 0, as git wants it.")]
pub(in crate::cli) struct GitDiffArgs {
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "plain")]
    pub(in crate::cli) format: GitFormat,

    #[command(flatten)]
    pub(in crate::cli) marks: MarkArgs,

    /// What git hands over: 1, 7 or 9 arguments
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1.., trailing_var_arg = true,
        allow_hyphen_values = true)]
    pub(in crate::cli) given: Vec<OsString>,
}

/// How a comparison is written for git, several after one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GitFormat {
    /// Text, in colours on a terminal and in git's pager
    Plain,
    /// A unified diff, one sentence a line
    Unified,
}
