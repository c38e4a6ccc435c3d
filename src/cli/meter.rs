//! Progress on standard error: one line that is drawn over on a terminal, a line now and then
//! anywhere else.

use super::out::screen_columns;
use crate::export::plain::{count, number};
use crate::library::{Phase, Progress};
use crate::text::{sanitize, width::ellipsize};
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Between two drawings of the line.
const REDRAW: Duration = Duration::from_millis(100);
/// Between two plain lines of one phase.
const SPARSE: Duration = Duration::from_secs(5);
/// Work that takes no longer is not worth a word unless it was asked for.
const PATIENCE: Duration = Duration::from_millis(400);

/// Who is told, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Nobody.
    Nobody,
    /// A person who waits for something else: only on a terminal, and not at once.
    Waiting,
    /// A person, or a log, who asked for the work.
    Watching,
}

/// Shows how far a refresh is.
pub(super) struct Meter {
    audience: Audience,
    terminal: bool,
    started: Instant,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    phase: Option<Phase>,
    at: Option<Instant>,
    drawn: bool,
}

impl Meter {
    /// A meter for `audience`.
    pub(super) fn new(audience: Audience) -> Self {
        Self {
            audience,
            terminal: io::stderr().is_terminal(),
            started: Instant::now(),
            shown: Mutex::default(),
        }
    }

    /// Shows `progress`, if it is time to.
    pub(super) fn report(&self, progress: &Progress) {
        let watching = match self.audience {
            Audience::Nobody => false,
            Audience::Waiting => self.terminal && self.started.elapsed() >= PATIENCE,
            Audience::Watching => true,
        };
        if !watching || progress.phase == Phase::Done {
            return;
        }
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        // A log need not be told of the short phases between the long ones.
        let long = matches!(progress.phase, Phase::Indexing | Phase::Comparing | Phase::Relating);
        let turned = shown.phase != Some(progress.phase) && (self.terminal || long);
        let pause = if self.terminal { REDRAW } else { SPARSE };
        let since = shown.at.unwrap_or(self.started);
        if !turned && since.elapsed() < pause {
            return;
        }
        shown.phase = Some(progress.phase);
        shown.at = Some(Instant::now());
        let text = describe(progress);
        let mut stderr = io::stderr().lock();
        // Progress is a courtesy: where it cannot be written, the work goes on.
        let _ = if self.terminal {
            shown.drawn = true;
            let columns = screen_columns().unwrap_or(80).saturating_sub(1);
            write!(stderr, "\r\x1b[2K{}", ellipsize(&text, columns)).and_then(|()| stderr.flush())
        } else {
            writeln!(stderr, "retold: {text}")
        };
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut shown.drawn) {
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[2K").and_then(|()| stderr.flush());
        }
    }
}

/// `indexing 12,400 articles · 49% · 4,130/s · 3 s left · 2 problems`
fn describe(progress: &Progress) -> String {
    let doing = match progress.phase {
        Phase::Scanning => "looking for changes",
        Phase::Indexing => "indexing",
        Phase::Committing => "making it searchable",
        Phase::Comparing => "finding near-duplicates",
        Phase::Relating => "finding reports of one event",
        Phase::Done => "done",
    };
    let mut parts = vec![match (progress.phase, progress.articles) {
        (Phase::Indexing | Phase::Comparing, n) if n > 0 => {
            format!("{doing}: {}", count(n as usize, "article", "articles"))
        }
        _ => doing.to_string(),
    }];
    if let Some(fraction) = progress.fraction {
        parts.push(format!("{:.0}%", (fraction * 100.0).clamp(0.0, 100.0).floor()));
    }
    if progress.rate >= 1.0 {
        parts.push(format!("{}/s", number(progress.rate.round() as u64)));
    }
    if let Some(left) = progress.left {
        parts.push(format!("{} left", remaining(left)));
    }
    if progress.problems > 0 {
        parts.push(count(progress.problems as usize, "problem", "problems"));
    }
    sanitize::line(&parts.join(" · ")).into_owned()
}

/// A guess needs no fractions.
fn remaining(left: Duration) -> String {
    match left.as_secs() {
        0 => "1 s".to_string(),
        s @ 1..60 => format!("{s} s"),
        s @ 60..3600 => format!("{} min {:02} s", s / 60, s % 60),
        s => format!("{} h {:02} min", s / 3600, s % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        let mut progress = Progress::default();
        assert_eq!(describe(&progress), "looking for changes");
        progress = Progress {
            phase: Phase::Indexing,
            articles: 12_400,
            fraction: Some(0.496),
            rate: 4_130.2,
            left: Some(Duration::from_millis(3_400)),
            problems: 1,
            fresh: false,
        };
        assert_eq!(
            describe(&progress),
            "indexing: 12,400 articles · 49% · 4,130/s · 3 s left · 1 problem"
        );
        assert_eq!(remaining(Duration::from_secs(125)), "2 min 05 s");
    }
}
