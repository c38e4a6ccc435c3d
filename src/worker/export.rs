//! Exporting a comparison to a file, on a thread of its own.

use crate::app::event::Compared;
use crate::app::saving::{Export, NotExported};
use crate::export::plain::{Pen, Sides};
use crate::export::target::{Exists, Target};
use crate::export::{self, Format};
use crate::library::Library;
use crate::term::crash::catch;
use std::path::PathBuf;

/// Writes a comparison to a file outside of the corpus, all of it or nothing.
pub(super) fn export(library: &Library, export: &Export) -> Result<PathBuf, NotExported> {
    let written = catch(|| {
        let path = std::path::absolute(at_home(&export.file))?;
        let target = Target::new(&path, library.spec())?;
        let target = match export.replace {
            true => target,
            false => match target.if_new() {
                Ok(target) => target,
                Err(error) if error.is::<Exists>() => {
                    return Ok(Err(NotExported::Exists(export.file.clone())));
                }
                Err(error) => return Err(error),
            },
        };
        let Compared { left, right, comparison, facts, .. } = &*export.compared;
        let sides = Sides { left, right, comparison, facts, full: export.full };
        let colour = export.format == Format::Ansi;
        let pen = Pen { colour, columns: usize::from(export.columns) };
        target.write(|file| export::write(file, pen, export.format, &sides))?;
        Ok(Ok(path))
    });
    written.unwrap_or_else(|message| Err(NotExported::Failed(message)))
}

/// `~/notes.html` in the home directory, as a shell has it.
fn at_home(file: &str) -> PathBuf {
    let home = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    match file.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(file),
    }
}
