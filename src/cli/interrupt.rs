//! Ctrl-C: the first one asks a refresh to stop and keep what it has, the next one leaves at once.
//! Where nothing is being refreshed, the first one leaves, as it would without us.

use crate::library::Cancel;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The command was stopped by a signal.
#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
pub(super) struct Interrupted;

/// Listens for signals while something long goes on.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt {
    busy: Arc<AtomicBool>,
    listening: Arc<AtomicBool>,
    cancel: Cancel,
}

impl Interrupt {
    /// Runs `work` with a switch that Ctrl-C turns.
    pub(super) fn while_busy<T>(&self, work: impl FnOnce(&Cancel) -> T) -> T {
        if !self.listening.swap(true, Ordering::SeqCst) {
            self.listen();
        }
        self.busy.store(true, Ordering::SeqCst);
        let result = work(&self.cancel);
        self.busy.store(false, Ordering::SeqCst);
        result
    }

    /// Whether a signal came.
    pub(super) fn came(&self) -> bool {
        self.cancel.is_cancelled()
    }

    #[cfg(unix)]
    fn listen(&self) {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        // Without a handler a signal ends the program, which costs nothing that was committed.
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
            return;
        };
        let this = self.clone();
        std::thread::spawn(move || {
            for signal in signals.forever() {
                if !this.busy.load(Ordering::SeqCst) || this.cancel.is_cancelled() {
                    std::process::exit(128 + signal);
                }
                this.cancel.cancel();
            }
        });
    }

    #[cfg(not(unix))]
    fn listen(&self) {}
}
