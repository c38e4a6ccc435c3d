//! What the line above the keys says: how far a refresh is, a message, an error.

use super::words;
use crate::library::{Phase, Progress, RefreshReport};

/// Ticks a message stays.
const LINGERS: u32 = 60;

/// What kind of thing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// Something went well.
    Success,
    /// Something went wrong.
    Error,
}

/// Something said for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The words, not sanitised.
    pub text: String,
    /// What kind of thing it is.
    pub tone: Tone,
    left: u32,
}

/// What is being said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// Said for a while; goes before everything else.
    pub message: Option<Message>,
    /// How far the refresh is that goes on.
    pub progress: Option<Progress>,
    /// Files and records that could not be read, as of the last refresh.
    pub problems: u64,
    /// Counts ticks, to turn the spinner.
    pub ticks: u32,
}

impl Status {
    /// Says `text` for a while.
    pub fn say(&mut self, text: impl Into<String>, tone: Tone) {
        self.message = Some(Message { text: text.into(), tone, left: LINGERS });
    }

    /// Lets time pass.
    pub fn tick(&mut self) {
        self.ticks = self.ticks.wrapping_add(1);
        if let Some(message) = &mut self.message {
            message.left = message.left.saturating_sub(1);
        }
        self.message.take_if(|message| message.left == 0);
    }

    /// Whether anything of it changes by itself.
    pub fn is_moving(&self) -> bool {
        self.message.is_some() || self.progress.is_some()
    }

    /// Takes in how a refresh ended.
    pub fn refreshed(&mut self, outcome: Result<RefreshReport, String>) {
        self.progress = None;
        let report = match outcome {
            Ok(report) => report,
            Err(message) => return self.say(message, Tone::Error),
        };
        self.problems = report.problems;
        // What went wrong elsewhere is to be read first.
        let wrong = self.message.as_ref().is_some_and(|message| message.tone == Tone::Error);
        if let Some((text, tone)) = said(&report).filter(|_| !wrong) {
            self.say(text, tone);
        }
    }
}

/// What is worth saying of a refresh; nothing when nothing came of it.
fn said(report: &RefreshReport) -> Option<(String, Tone)> {
    let part = |n: u64, word: &str| (n > 0).then(|| format!("{} {word}", words::number(n)));
    let changes = words::join([
        part(report.added, "added"),
        part(report.changed, "changed"),
        part(report.removed, "removed"),
    ]);
    let problems = (report.problems > 0).then(|| {
        let files = words::count(report.problems as usize, "file or record", "files or records");
        format!("{files} could not be read")
    });
    let took = words::duration(report.took);
    let stopped = report.cancelled.then(|| "stopped".to_string());
    let tone = if problems.is_some() { Tone::Error } else { Tone::Success };
    let news = words::join([stopped, changes, problems])?;
    let total = words::count(report.articles as usize, "article", "articles");
    let stories = words::count(report.stories as usize, "story retold", "stories retold");
    Some((format!("{total} · {stories} · {news} · {took}"), tone))
}

/// `indexing 12,400 of about 25,000 · 8,100/s · 3 s left`.
pub fn progress_line(progress: &Progress) -> String {
    let done = words::number(progress.articles);
    let what = match progress.phase {
        Phase::Scanning => "looking for changes".to_string(),
        Phase::Indexing => match progress.fraction {
            Some(share) if share > 0.02 && progress.articles > 0 => {
                let about = (progress.articles as f64 / f64::from(share)) as u64;
                format!("indexing {done} of about {}", words::number(rounded(about)))
            }
            _ => format!("indexing {done}"),
        },
        Phase::Committing => format!("making {done} searchable"),
        Phase::Comparing => match progress.fraction {
            Some(share) => format!("finding copies {}", words::percent(share)),
            None => "finding copies".to_string(),
        },
        Phase::Relating => "finding reports of one event".to_string(),
        Phase::Done => "done".to_string(),
    };
    let rate = (progress.phase == Phase::Indexing && progress.rate >= 1.0)
        .then(|| format!("{}/s", words::number(progress.rate as u64)));
    let left = progress.left.filter(|left| left.as_secs() > 0);
    let left = left.map(|left| match left.as_secs() {
        s @ 0..100 => format!("{s} s left"),
        s => format!("{} min left", s.div_ceil(60)),
    });
    words::join([Some(what), rate, left]).unwrap_or_default()
}

/// An estimate with no more digits than it deserves.
fn rounded(n: u64) -> u64 {
    let step = 10u64.pow(n.max(1).ilog10().saturating_sub(1));
    n.div_ceil(step) * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn progress_names_what_is_known() {
        let mut progress =
            Progress { phase: Phase::Indexing, articles: 12_400, ..Progress::default() };
        assert_eq!(progress_line(&progress), "indexing 12,400");
        progress.fraction = Some(0.5);
        progress.left = Some(Duration::from_secs(3));
        progress.rate = 8100.4;
        let line = "indexing 12,400 of about 25,000 · 8,100/s · 3 s left";
        assert_eq!(progress_line(&progress), line);
    }

    #[test]
    fn a_refresh_that_changed_nothing_says_nothing() {
        let mut status = Status::default();
        status.refreshed(Ok(RefreshReport {
            articles: 30,
            stories: 6,
            ..RefreshReport::default()
        }));
        assert_eq!(status.message, None);
        status.refreshed(Ok(RefreshReport { added: 2, problems: 1, ..RefreshReport::default() }));
        assert!(
            status.message.is_some_and(|m| m.text.contains("2 added · 1 file or record could"))
        );
    }

    #[test]
    fn a_refresh_does_not_hide_what_went_wrong() {
        let mut status = Status::default();
        status.say("the marks cannot be read", Tone::Error);
        status.refreshed(Ok(RefreshReport { added: 2, ..RefreshReport::default() }));
        assert!(status.message.is_some_and(|message| message.text.contains("marks")));
    }

    #[test]
    fn messages_fade() {
        let mut status = Status::default();
        status.say("copied", Tone::Success);
        for _ in 0..LINGERS {
            assert!(status.is_moving());
            status.tick();
        }
        assert!(!status.is_moving());
    }
}
