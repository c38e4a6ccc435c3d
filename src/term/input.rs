//! The thread that reads keys, pastes, mouse and size changes from the terminal.
//! Standard input may be a pipe; keys then come from the controlling terminal.

use crossbeam_channel::{Receiver, Sender};
use crossterm::event;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long the thread waits before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads the terminal while it lives.
#[derive(Debug)]
pub struct Input {
    failed: Receiver<io::Error>,
    stop: Arc<AtomicBool>,
}

impl Input {
    /// Starts reading. `translate` makes a message of a terminal event, or drops it; messages go to
    /// `events`.
    pub fn start<T: Send + 'static>(
        events: Sender<T>,
        translate: fn(event::Event) -> Option<T>,
    ) -> io::Result<Self> {
        let (failure, failed) = crossbeam_channel::bounded(1);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        std::thread::Builder::new().name("input".into()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                match read() {
                    Ok(None) => {}
                    Ok(Some(event)) => {
                        if translate(event).is_some_and(|event| events.send(event).is_err()) {
                            return;
                        }
                    }
                    Err(error) => {
                        let _ = failure.send(error);
                        return;
                    }
                }
            }
        })?;
        Ok(Self { failed, stop })
    }

    /// Gets one message should the terminal become unreadable; disconnected when reading ended.
    pub fn failed(&self) -> &Receiver<io::Error> {
        &self.failed
    }
}

fn read() -> io::Result<Option<event::Event>> {
    match event::poll(PATIENCE) {
        Ok(true) => event::read().map(Some),
        Ok(false) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
