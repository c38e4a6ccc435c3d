//! A mailbox that holds one request: a newer one takes the place of one not yet begun, and asks the one
//! at work to stop.

use crate::library::Cancel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Holds at most one request, the latest.
#[derive(Debug)]
pub struct Slot<T> {
    inside: Mutex<Inside<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct Inside<T> {
    request: Option<T>,
    /// Stops what was taken out last.
    at_work: Cancel,
    closed: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        let inside = Inside { request: None, at_work: Cancel::default(), closed: false };
        Self { inside: Mutex::new(inside), changed: Condvar::new() }
    }
}

impl<T> Slot<T> {
    /// Puts a request in; one that still waited is dropped, and the one at work is asked to stop. Never
    /// waits; nothing once closed.
    pub fn put(&self, request: T) {
        let mut inside = self.lock();
        if !inside.closed {
            inside.request = Some(request);
            inside.at_work.cancel();
            self.changed.notify_one();
        }
    }

    /// Waits for a request and takes it out, with what will ask it to stop; `None` once the slot is closed.
    pub fn take(&self) -> Option<(T, Cancel)> {
        let mut inside = self.lock();
        loop {
            if inside.closed {
                return None;
            }
            if let Some(request) = inside.request.take() {
                inside.at_work = Cancel::default();
                return Some((request, inside.at_work.clone()));
            }
            inside = self.changed.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nobody wants the answer any more: a request that waits is dropped, the one at work asked to stop.
    pub fn forget(&self) {
        let mut inside = self.lock();
        inside.request = None;
        inside.at_work.cancel();
    }

    /// Lets everyone who waits go; a request that still waits is dropped, the one at work asked to stop.
    pub fn close(&self) {
        self.forget();
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inside<T>> {
        // The lock is never held across anything that could panic.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::thread;

    #[test]
    fn the_latest_request_wins() {
        let slot = Slot::default();
        for request in 1..=3 {
            slot.put(request);
        }
        let (request, cancel) = slot.take().unwrap();
        assert_eq!((request, cancel.is_cancelled()), (3, false));
        slot.put(4);
        assert!(cancel.is_cancelled());
        let (request, cancel) = slot.take().unwrap();
        assert_eq!((request, cancel.is_cancelled()), (4, false));
        slot.forget();
        assert!(cancel.is_cancelled());
    }

    #[test]
    fn closing_lets_a_waiting_thread_go() {
        let slot = Arc::new(Slot::<u8>::default());
        let waiting = thread::spawn({
            let slot = Arc::clone(&slot);
            move || slot.take()
        });
        slot.close();
        assert!(waiting.join().unwrap().is_none());
        slot.put(1);
        assert!(slot.take().is_none());
    }

    #[test]
    fn a_request_wakes_a_waiting_thread() {
        let slot = Arc::new(Slot::default());
        let waiting = thread::spawn({
            let slot = Arc::clone(&slot);
            move || (slot.take(), slot.take())
        });
        slot.put(7);
        // Closed at once, the second is none; the first may have come too late to be seen.
        slot.close();
        let (first, second) = waiting.join().unwrap();
        assert!(first.is_none_or(|(request, _)| request == 7));
        assert!(second.is_none());
    }
}
