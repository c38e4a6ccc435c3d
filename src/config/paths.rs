//! Where things live: indexes with the user's data, the configuration, and what is remembered.
//! The XDG base directories, on every system.

use anyhow::{Context, Result};
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

const NAME: &str = "retold";

/// The directories of the program. None need be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
    config: PathBuf,
    state: PathBuf,
}

impl Paths {
    /// Finds them: `RETOLD_DATA_DIR` and `RETOLD_CONFIG_DIR` where they are set, else the XDG
    /// directories. Fails only without a home directory.
    pub fn discover() -> Result<Self> {
        Self::from_env(|name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from))
    }

    fn from_env(env: impl Fn(&str) -> Option<PathBuf>) -> Result<Self> {
        let (data, config) = (env("RETOLD_DATA_DIR"), env("RETOLD_CONFIG_DIR"));
        if let (Some(data), Some(config)) = (&data, &config)
            && env("HOME").is_none()
        {
            let state = data.join("state");
            return Ok(Self { data: data.clone(), config: config.clone(), state });
        }
        let base = etcetera::choose_base_strategy().context(
            "there is no home directory: set HOME, or both RETOLD_DATA_DIR and RETOLD_CONFIG_DIR",
        )?;
        Ok(Self {
            data: data.unwrap_or_else(|| base.data_dir().join(NAME)),
            config: config.unwrap_or_else(|| base.config_dir().join(NAME)),
            state: base.state_dir().unwrap_or_else(|| base.data_dir()).join(NAME),
        })
    }

    /// All of them below one directory: for tests, and for carrying everything about.
    pub fn below(dir: &Path) -> Self {
        Self { data: dir.join("data"), config: dir.join("config"), state: dir.join("state") }
    }

    /// Indexes, and what is derived from them.
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// What the user writes: settings, keys, themes.
    pub fn config_dir(&self) -> &Path {
        &self.config
    }

    /// What is remembered from one start to the next, and the log.
    pub fn state_dir(&self) -> &Path {
        &self.state
    }

    /// The user's own marks. Beside the indexes and not in one: those can be deleted.
    pub fn marks_file(&self) -> PathBuf {
        self.data.join(crate::library::MARKS)
    }

    /// The searches kept under a name.
    pub fn searches_file(&self) -> PathBuf {
        self.data.join(crate::library::SEARCHES)
    }

    /// What was listed of them already.
    pub fn seen_dir(&self) -> PathBuf {
        self.state.join("seen")
    }

    /// Where a crash is written down.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("retold.log")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_overrides() {
        let given = |name: &str| match name {
            "RETOLD_DATA_DIR" => Some(PathBuf::from("/d")),
            "RETOLD_CONFIG_DIR" => Some(PathBuf::from("/c")),
            _ => None,
        };
        let paths = Paths::from_env(given).unwrap();
        assert_eq!(paths.data_dir(), Path::new("/d"));
        assert_eq!(paths.config_dir(), Path::new("/c"));
        assert_eq!(paths.log_file(), Path::new("/d/state/retold.log"));
    }

    #[test]
    fn one_override_leaves_the_others() {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let Some(home) = home else { return };
        let given = |name: &str| match name {
            "RETOLD_DATA_DIR" => Some(PathBuf::from("/d")),
            "HOME" => Some(home.clone()),
            _ => None,
        };
        let paths = Paths::from_env(given).unwrap();
        assert_eq!(paths.data_dir(), Path::new("/d"));
        assert!(paths.config_dir().ends_with(NAME) && paths.state_dir().ends_with(NAME));
    }
}
