//! Time by the clock, processor time and memory, as far as the system tells.
//! Beside them the phases of a refresh, timed as it reports them.

use retold::library::{Phase, Progress};
use std::fmt;
use std::ops::AddAssign;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What something took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    /// By the clock, in seconds.
    pub wall: f64,
    /// By the processor, in seconds over all cores.
    pub cpu: f64,
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} s ({:.2} s of processor)", self.wall, self.cpu)
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// A moment to measure from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    wall: Instant,
    cpu: f64,
}

impl Clock {
    pub(super) fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    pub(super) fn spent(self) -> Spent {
        Spent { wall: self.wall.elapsed().as_secs_f64(), cpu: cpu_seconds() - self.cpu }
    }
}

/// What `work` returns, and what it took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let clock = Clock::start();
    let made = work();
    (made, clock.spent())
}

/// What each phase of a refresh took.
#[derive(Default)]
pub(super) struct Phases(Mutex<Vec<(Phase, Clock, Spent)>>);

impl Phases {
    /// To be called with each report.
    pub(super) fn note(&self, progress: Progress) {
        let mut phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match phases.last_mut() {
            Some((phase, ..)) if *phase == progress.phase => {}
            last => {
                if let Some((_, clock, spent)) = last {
                    *spent = clock.spent();
                }
                phases.push((progress.phase, Clock::start(), Spent::default()));
            }
        }
    }

    /// The phases in order, but for the last, which is the end.
    pub(super) fn spent(&self) -> Vec<(Phase, Spent)> {
        let phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        phases
            .iter()
            .filter(|(phase, ..)| *phase != Phase::Done)
            .map(|(phase, _, spent)| (*phase, *spent))
            .collect()
    }

    /// What `phase` took in all.
    pub(super) fn of(&self, phase: Phase) -> Spent {
        let mut all = Spent::default();
        self.spent().iter().filter(|(p, _)| *p == phase).for_each(|(_, spent)| all += *spent);
        all
    }
}

/// Processor time of this process on every core, in seconds.
fn cpu_seconds() -> f64 {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    });
    ticks.unwrap_or(f64::NAN) / 100.0
}

/// A line of this process' status that gives kibibytes, in bytes; 0 where the system does not tell.
fn status(name: &str) -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map_or(0, |kib| kib * 1024)
}

/// The most memory this process has had resident, mapped files included, in bytes.
pub(super) fn peak() -> u64 {
    status("VmHWM:")
}

/// Looks now and then how much memory the process has of its own: what is mapped from files, such as
/// the index, can be taken away by the system at any time and is left out.
pub(super) struct Watch {
    stop: Arc<AtomicBool>,
    most: Arc<AtomicU64>,
}

impl Watch {
    pub(super) fn start() -> Self {
        let watch = Self { stop: Arc::default(), most: Arc::default() };
        let (stop, most) = (watch.stop.clone(), watch.most.clone());
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                most.fetch_max(status("RssAnon:"), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        watch
    }

    /// The most there was, in bytes.
    pub(super) fn stop(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.most.fetch_max(status("RssAnon:"), Ordering::Relaxed);
        self.most.load(Ordering::Relaxed)
    }
}
