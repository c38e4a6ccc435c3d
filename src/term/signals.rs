//! Signals as messages: the loop leaves, suspends or comes back as they say.
//! A second request to end is obeyed at once, should the loop hang.

use crossbeam_channel::{Receiver, Sender};
use std::io;

/// A signal that concerns the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End, with 128 plus this number as the exit code.
    End(i32),
    /// Go to the background.
    Suspend,
    /// Back in the foreground; the terminal may have been used by others.
    Continue,
}

/// The signals that arrive while this lives.
#[derive(Debug)]
pub struct Signals {
    receiver: Receiver<Signal>,
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

impl Signals {
    /// Where they arrive.
    pub fn receiver(&self) -> &Receiver<Signal> {
        &self.receiver
    }
}

#[cfg(unix)]
impl Signals {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        let watched = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];
        let mut arriving = signal_hook::iterator::Signals::new(watched)?;
        let handle = arriving.handle();
        let (sender, receiver) = crossbeam_channel::unbounded();
        std::thread::Builder::new().name("signals".into()).spawn(move || {
            let mut ending = false;
            for signal in arriving.forever() {
                let message = match signal {
                    SIGTSTP => Signal::Suspend,
                    SIGCONT => Signal::Continue,
                    number if ending => end_now(number),
                    number => {
                        ending = true;
                        Signal::End(number)
                    }
                };
                pass_on(&sender, message);
            }
        })?;
        Ok(Self { receiver, handle })
    }
}

#[cfg(unix)]
impl Drop for Signals {
    fn drop(&mut self) {
        self.handle.close();
    }
}

#[cfg(not(unix))]
impl Signals {
    /// There are none to listen to.
    pub fn listen() -> io::Result<Self> {
        Ok(Self { receiver: crossbeam_channel::never() })
    }
}

/// Stops the process until it is continued. `SIGSTOP` and not `SIGTSTP`, which is discarded where
/// no shell could bring the process back (a session leader, an orphaned group).
pub fn stop() -> io::Result<()> {
    #[cfg(unix)]
    return signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
    #[cfg(not(unix))]
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn pass_on(sender: &Sender<Signal>, signal: Signal) {
    if sender.send(signal).is_err()
        && let Signal::End(number) = signal
    {
        end_now(number);
    }
}

#[cfg(unix)]
fn end_now(number: i32) -> ! {
    super::guard::restore();
    std::process::exit(128 + number)
}
