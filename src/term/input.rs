//! The thread that reads keys, pastes, mouse and size changes from the terminal, and the answer to
//! what colour its background has. Standard input may be a pipe; keys then come from the
//! controlling terminal.

use super::probe::{Sieve, Sifted};
use crossbeam_channel::{Receiver, Sender};
use crossterm::event::{self, Event};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long the thread waits before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long the bytes of one answer may be apart.
const TOGETHER: Duration = Duration::from_millis(50);

/// Reads the terminal while it lives.
#[derive(Debug)]
pub struct Input {
    failed: Receiver<io::Error>,
    light: Receiver<bool>,
    stop: Arc<AtomicBool>,
}

impl Input {
    /// Starts reading. `translate` makes a message of a terminal event, or drops it; messages go to
    /// `events`.
    pub fn start<T: Send + 'static>(
        events: Sender<T>,
        translate: fn(Event) -> Option<T>,
    ) -> io::Result<Self> {
        let (failure, failed) = crossbeam_channel::bounded(1);
        let (background, light) = crossbeam_channel::unbounded();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        std::thread::Builder::new().name("input".into()).spawn(move || {
            let mut sieve = Sieve::default();
            while !stopped.load(Ordering::Relaxed) {
                let through = match next(&mut sieve) {
                    Ok(Sifted::Through(through)) => through,
                    Ok(Sifted::Held) => continue,
                    Ok(Sifted::Light(light)) => {
                        let _ = background.send(light);
                        continue;
                    }
                    Err(error) => {
                        let _ = failure.send(error);
                        return;
                    }
                };
                for message in through.into_iter().filter_map(translate) {
                    if events.send(message).is_err() {
                        return;
                    }
                }
            }
        })?;
        Ok(Self { failed, light, stop })
    }

    /// Gets one message should the terminal become unreadable; disconnected when reading ended.
    pub fn failed(&self) -> &Receiver<io::Error> {
        &self.failed
    }

    /// Gets the terminal's answers: whether its background is light.
    pub fn light(&self) -> &Receiver<bool> {
        &self.light
    }
}

/// What comes next, as far as it comes soon.
fn next(sieve: &mut Sieve) -> io::Result<Sifted> {
    match event::poll(if sieve.is_holding() { TOGETHER } else { PATIENCE }) {
        Ok(true) => Ok(sieve.sift(event::read()?)),
        Ok(false) => Ok(Sifted::Through(sieve.release())),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Sifted::Held),
        Err(error) => Err(error),
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
