//! Which corpus is meant, and opening it: named, from the environment, opened last, or the sample.

use super::args::{Common, CorpusArgs};
use super::interrupt::{Interrupt, Interrupted};
use super::meter::{Audience, Meter};
use super::say;
use crate::config::{Paths, Settings, labels, recent};
use crate::corpus::{CorpusSpec, SAMPLE};
use crate::diff::Labels;
use crate::export::plain;
use crate::index::OpenError;
use crate::library::{Library, Options, OwnFiles, RefreshReport, View};
use anyhow::{Context, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What every command works with.
pub(super) struct Setting {
    pub(super) common: Common,
    pub(super) paths: Paths,
    pub(super) interrupt: Interrupt,
}

/// How a corpus was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    /// On the command line or in the environment.
    Named,
    /// It was opened last.
    Last,
    /// None was ever opened: the sample.
    First,
}

/// The corpus that is meant.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) spec: CorpusSpec,
    index_dir: Option<PathBuf>,
    chosen: Chosen,
}

impl Setting {
    /// A note on standard error, unless it was asked for quiet.
    pub(super) fn note(&self, message: &str) {
        if !self.common.quiet {
            say(message);
        }
    }

    /// Only for those who want to know more.
    pub(super) fn detail(&self, message: &str) {
        if self.common.verbose {
            say(message);
        }
    }

    /// What the user has set.
    pub(super) fn settings(&self) -> Result<Settings> {
        Settings::load(&self.paths)
    }

    /// The words that count as one label; what of the user's table was left out is noted.
    pub(super) fn labels(&self) -> Result<Labels> {
        let (labels, complaints) = labels::load(&self.paths)?;
        complaints.iter().for_each(|complaint| self.note(complaint));
        Ok(labels)
    }

    /// Finds which corpus is meant: `named`, or RETOLD_CORPUS, or the one opened last, or the sample.
    pub(super) fn choose(&self, named: &[PathBuf]) -> Result<Choice> {
        let index_dir = match &self.common.index {
            Some(dir) => Some(
                std::path::absolute(dir)
                    .with_context(|| format!("cannot use {} for an index", dir.display()))?,
            ),
            None => None,
        };
        let environment = std::env::var_os("RETOLD_CORPUS").filter(|path| !path.is_empty());
        let named = match environment {
            Some(path) if named.is_empty() => vec![PathBuf::from(path)],
            _ => named.to_vec(),
        };
        if !named.is_empty() {
            let spec = match named.iter().any(|path| path.as_os_str() == SAMPLE) {
                true if named.len() > 1 => {
                    bail!("{SAMPLE} is a corpus of its own: name it alone, or leave it out")
                }
                true => CorpusSpec::Sample,
                false => CorpusSpec::Paths {
                    paths: named.iter().map(|path| located(path)).collect::<Result<_>>()?,
                    fields: self.common.fields(),
                },
            };
            return Ok(Choice { spec, index_dir, chosen: Chosen::Named });
        }
        let Some(recent::Recent { mut spec, index_dir: last_dir }) = recent::load(&self.paths)
        else {
            return Ok(Choice { spec: CorpusSpec::Sample, index_dir, chosen: Chosen::First });
        };
        if let CorpusSpec::Paths { fields: known, .. } = &mut spec {
            known.extend(self.common.fields());
        }
        Ok(Choice { spec, index_dir: index_dir.or(last_dir), chosen: Chosen::Last })
    }

    /// Opens the corpus; nothing is scanned yet.
    pub(super) fn open(&self, choice: &Choice) -> Result<Library> {
        self.detail(&format!("the corpus is {}", choice.name()));
        let settings = self.settings()?;
        let options = Options {
            index_dir: choice.index_dir.clone(),
            thresholds: settings.verdicts,
            memory: settings.memory,
            own: OwnFiles {
                marks: self.paths.marks_file(),
                searches: self.paths.searches_file(),
                seen: self.paths.seen_dir(),
            },
            ..Options::new(self.paths.data_dir().to_path_buf())
        };
        let library = Library::open(choice.spec.clone(), &options).map_err(|error| {
            let unwritable = matches!(error.downcast_ref(), Some(OpenError::Unwritable { .. }));
            match unwritable {
                true => anyhow!(
                    "{}; name a place for it with --index DIR or RETOLD_DATA_DIR",
                    super::describe(&error)
                ),
                false => error,
            }
        })?;
        if let Some(aside) = library.set_aside() {
            self.note(&format!(
                "the index was damaged; it was set aside as {} and is made anew",
                aside.display()
            ));
        }
        Ok(library)
    }

    /// Remembers the corpus as the one opened last. What came from standard input cannot be opened
    /// again.
    pub(super) fn remember(&self, choice: &Choice) {
        if choice.reads_stdin() {
            return;
        }
        let recent =
            recent::Recent { spec: choice.spec.clone(), index_dir: choice.index_dir.clone() };
        if let Err(error) = recent::remember(&self.paths, &recent) {
            self.detail(&super::describe(&error));
        }
    }

    /// Indexes what changed, telling `audience` how it goes. Ends in [`Interrupted`] on Ctrl-C.
    pub(super) fn refresh(&self, library: &Library, audience: Audience) -> Result<RefreshReport> {
        let meter = Meter::new(if self.common.quiet { Audience::Nobody } else { audience });
        let refreshed = self
            .interrupt
            .while_busy(|cancel| library.refresh(&|progress| meter.report(&progress), cancel));
        meter.finish();
        if refreshed.is_err() && self.interrupt.came() {
            return Err(Interrupted.into());
        }
        refreshed
    }

    /// Opens the corpus that a query is put to, indexing what changed first.
    pub(super) fn view(&self, args: &CorpusArgs) -> Result<Arc<View>> {
        let choice = self.choose(&args.corpus)?;
        self.view_of(&choice, args)
    }

    /// The same for a corpus already chosen.
    pub(super) fn view_of(&self, choice: &Choice, args: &CorpusArgs) -> Result<Arc<View>> {
        choice.must_exist()?;
        let library = self.open(choice)?;
        if args.no_refresh {
            return self.seen(&library);
        }
        if library.is_read_only() {
            self.note("another retold is at work on this corpus; answering from its last commit");
        } else {
            let report = self.refresh(&library, Audience::Waiting)?;
            if report.cancelled {
                self.note("stopped; what was indexed stays");
                return Err(Interrupted.into());
            }
            self.detail(&changes(&report));
            if report.problems > 0 {
                let problems = plain::count(report.problems as usize, "problem", "problems");
                self.detail(&format!("{problems}; `retold index` names them"));
            }
        }
        self.seen(&library)
    }

    /// What can be asked now; says so where pairs and stories are older than that.
    fn seen(&self, library: &Library) -> Result<Arc<View>> {
        let view = library.view()?;
        if !view.is_compared() {
            self.note("not all of it was compared yet: near-duplicates and stories may be missing");
        }
        Ok(view)
    }
}

impl Choice {
    /// How to speak of it.
    pub(super) fn name(&self) -> String {
        match &self.spec {
            CorpusSpec::Sample => "the bundled sample".to_string(),
            CorpusSpec::Paths { paths, .. } => {
                let names: Vec<_> = paths
                    .iter()
                    .map(|path| match path.as_os_str() == "-" {
                        true => "standard input".to_string(),
                        false => path.display().to_string(),
                    })
                    .collect();
                names.join(", ")
            }
        }
    }

    /// Whether nobody ever chose a corpus.
    pub(super) fn is_first_run(&self) -> bool {
        self.chosen == Chosen::First
    }

    /// Whether standard input is part of it.
    pub(super) fn reads_stdin(&self) -> bool {
        self.places().iter().any(|path| path.as_os_str() == "-")
    }

    /// What it is made of.
    pub(super) fn spec(&self) -> &CorpusSpec {
        &self.spec
    }

    /// An error when a part of a remembered corpus is not there: a disk that is not mounted must not
    /// be taken for deleted articles.
    pub(super) fn must_exist(&self) -> Result<()> {
        let gone = |path: &&PathBuf| path.as_os_str() != "-" && !path.exists();
        match self.places().iter().find(gone) {
            Some(path) => bail!(
                "{}, opened last, is not there now; name another corpus, or {SAMPLE}",
                path.display()
            ),
            None => Ok(()),
        }
    }

    fn places(&self) -> &[PathBuf] {
        match &self.spec {
            CorpusSpec::Sample => &[],
            CorpusSpec::Paths { paths, .. } => paths,
        }
    }
}

/// `path` in the one spelling it is known by from anywhere; it must be there. A file keeps the name
/// it was given, though the folder it is in may be reached by a link.
fn located(path: &Path) -> Result<PathBuf> {
    if path.as_os_str() == "-" {
        return Ok(path.to_path_buf());
    }
    let located = path.canonicalize().and_then(|real| {
        if real.is_dir() {
            return Ok(real);
        }
        let absolute = std::path::absolute(path)?;
        Ok(match (absolute.parent().map(Path::canonicalize), absolute.file_name()) {
            (Some(folder), Some(name)) => folder?.join(name),
            _ => real,
        })
    });
    located.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!(
            "there is no file or folder {} (commands are {}; see retold --help)",
            path.display(),
            super::args::names_of_commands()
        ),
        _ => anyhow!("cannot open {}: {error}", path.display()),
    })
}

/// `12 added, 3 changed, 1 dropped`, or that nothing is new.
pub(super) fn changes(report: &RefreshReport) -> String {
    let parts: Vec<String> =
        [(report.added, "added"), (report.changed, "changed"), (report.removed, "dropped")]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{} {what}", plain::number(n)))
            .collect();
    if parts.is_empty() { "nothing new".to_string() } else { parts.join(", ") }
}
