//! What happens on a panic: the terminal is given back first, then the panic is written down, then
//! one line says where. A panic on another thread than the one that draws is only written down.

use super::guard;
use crate::text::sanitize;
use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::{Path, PathBuf};

/// A log larger than this many bytes is begun anew.
const LOG_LIMIT: u64 = 1 << 20;

thread_local! {
    static DRAWS: Cell<bool> = const { Cell::new(false) };
}

/// Notes that this thread owns the terminal: when it panics the program is at its end.
pub(super) fn this_thread_draws() {
    DRAWS.set(true);
}

/// From now on a panic leaves the terminal as it was and is written to `log`.
pub fn install(log: PathBuf) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let mine = DRAWS.get();
        if mine {
            guard::restore();
        }
        let written = write_log(&log, &report(info));
        if guard::is_entered() {
            return;
        }
        match written {
            Ok(()) => eprintln!("{}", farewell(info, &log)),
            Err(_) => before(info),
        }
    }));
}

/// Runs `work` and turns a panic in it into an error for the reader.
pub fn catch<T>(work: impl FnOnce() -> anyhow::Result<T>) -> Result<T, String> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|error| format!("{error:#}")),
        Err(payload) => {
            let message = shorten(message(payload.as_ref()));
            Err(format!("this went wrong inside retold, and is in its log: {message}"))
        }
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic")
}

/// A panic message may quote the text it was about, so it is made safe and short.
fn shorten(message: &str) -> String {
    let short: String = message.chars().take(200).collect();
    sanitize::line(&short).into_owned()
}

fn farewell(info: &PanicHookInfo<'_>, log: &Path) -> String {
    format!(
        "retold: stopped by an error of its own ({}); the details are in {}",
        shorten(message(info.payload())),
        sanitize::line(&log.display().to_string())
    )
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let place = info.location().map_or_else(|| "?".to_string(), ToString::to_string);
    format!(
        "{} retold {} panicked on the thread `{}` at {place}: {}\n{}\n",
        jiff::Timestamp::now(),
        env!("CARGO_PKG_VERSION"),
        thread.name().unwrap_or("?"),
        message(info.payload()),
        Backtrace::force_capture()
    )
}

fn write_log(log: &Path, text: &str) -> std::io::Result<()> {
    if let Some(dir) = log.parent() {
        fs::create_dir_all(dir)?;
    }
    let full = fs::metadata(log).is_ok_and(|meta| meta.len() > LOG_LIMIT);
    let mut options = OpenOptions::new();
    let options = options.create(true);
    let options = if full { options.write(true).truncate(true) } else { options.append(true) };
    options.open(log)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let error = catch::<()>(|| panic!("at \x1b[31m{}", 7)).unwrap_err();
        assert!(error.contains("log") && error.contains('7'), "{error}");
        assert!(!error.contains('\x1b'));
        let error = catch::<()>(|| anyhow::bail!("no such article")).unwrap_err();
        assert_eq!(error, "no such article");
        assert_eq!(catch(|| Ok(3)), Ok(3));
    }

    #[test]
    fn the_log_grows_to_its_limit_and_begins_anew() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("state/retold.log");
        write_log(&log, "one\n").unwrap();
        write_log(&log, "two\n").unwrap();
        assert_eq!(fs::read_to_string(&log).unwrap(), "one\ntwo\n");
        fs::write(&log, vec![b'x'; LOG_LIMIT as usize + 1]).unwrap();
        write_log(&log, "three\n").unwrap();
        assert_eq!(fs::read_to_string(&log).unwrap(), "three\n");
    }
}
