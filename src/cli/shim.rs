//! Stands in for floors that are built elsewhere: `config::{Paths, recent}`, `browse::run` and
//! `corpus::read_one`. Goes away when they are there.

pub(super) use paths::Paths;

mod paths {
    use anyhow::{Context, Result};
    use etcetera::BaseStrategy;
    use std::path::{Path, PathBuf};

    /// The directories of the program.
    pub(crate) struct Paths {
        data: PathBuf,
        state: PathBuf,
    }

    impl Paths {
        pub(crate) fn discover() -> Result<Self> {
            let base = etcetera::choose_base_strategy().context("there is no home directory")?;
            let data = std::env::var_os("RETOLD_DATA_DIR").filter(|v| !v.is_empty());
            Ok(Self {
                data: data.map_or_else(|| base.data_dir().join("retold"), PathBuf::from),
                state: base.state_dir().unwrap_or_else(|| base.data_dir()).join("retold"),
            })
        }

        pub(crate) fn data_dir(&self) -> &Path {
            &self.data
        }

        pub(crate) fn state_dir(&self) -> &Path {
            &self.state
        }
    }
}

pub(super) mod recent {
    use super::Paths;
    use crate::corpus::CorpusSpec;
    use serde::{Deserialize, Serialize};
    use std::path::PathBuf;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub(crate) struct Recent {
        pub(crate) spec: CorpusSpec,
        pub(crate) index_dir: Option<PathBuf>,
    }

    pub(crate) fn load(paths: &Paths) -> Option<Recent> {
        let bytes = std::fs::read(paths.state_dir().join("recent.json")).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    pub(crate) fn remember(paths: &Paths, recent: &Recent) -> anyhow::Result<()> {
        std::fs::create_dir_all(paths.state_dir())?;
        std::fs::write(paths.state_dir().join("recent.json"), serde_json::to_vec(recent)?)?;
        Ok(())
    }
}

pub(super) mod browse {
    use super::Paths;
    use crate::library::Library;

    pub(crate) fn run(library: Library, paths: &Paths) -> anyhow::Result<()> {
        let _ = (library, paths);
        anyhow::bail!("the browser is not built yet")
    }
}

/// The one article in the file at `path` (`-` is standard input), or the one that is its `record`.
pub(super) fn read_one(
    path: &std::path::Path,
    record: Option<u64>,
    fields: &std::collections::BTreeMap<String, String>,
) -> anyhow::Result<crate::corpus::Article> {
    use anyhow::Context;
    use std::io::Read;
    let _ = fields;
    let name = path.display().to_string();
    let body = if name == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?
    };
    Ok(crate::corpus::Article {
        id: crate::corpus::ArticleId::derive(&name, "", 0),
        key: None,
        origin: crate::corpus::Origin { path: name, record },
        title: body.lines().next().unwrap_or_default().to_string(),
        byline: None,
        source: None,
        place: None,
        section: None,
        tags: Vec::new(),
        lang: None,
        url: None,
        date: None,
        body,
    })
}
