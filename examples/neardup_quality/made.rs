//! A large corpus made of real articles and of edits of them, with a log of what was done to which.
//! The log says afterwards how many of the copies were found, by kind of edit.

use crate::corpora::Record;
use rayon::prelude::*;
use retold::corpus::ArticleId;
use retold::library::View;
use retold::neardup::Verdict;
use retold::text::segment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// A small generator (xorshift), so that every run makes the same corpus.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.roll(2));
        dice
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    /// One to `most`.
    fn some(&mut self, most: usize) -> usize {
        1 + self.roll(most)
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.roll(from.len()))
    }
}

/// A kind of edit: its name, and what it does to an article's sentences with those of a stranger at
/// hand; it returns what it did for the log.
type Edit = (&'static str, fn(&mut Dice, &mut Vec<String>, &[String]) -> String);

const EDITS: [Edit; 8] = [
    ("sentences swapped", swap),
    ("figures changed", figures),
    ("sentences dropped", cut),
    ("sentences inserted", insert),
    ("words replaced", words),
    ("second half cut", half),
    ("first third under another text", part),
    ("all of it", everything),
];

/// One line of the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Logged {
    pub id: String,
    pub parent: String,
    pub kind: String,
    pub operations: String,
}

/// Makes `count` articles: the first half of them real, taken evenly from `records`, the others edits
/// of those. `corpus` becomes one JSON object a line, `log` one [`Logged`] a line.
pub(super) fn write(
    records: &[Record],
    count: usize,
    corpus: &Path,
    log: &Path,
) -> anyhow::Result<()> {
    let real: Vec<&Record> = (0..count.div_ceil(2))
        .filter_map(|n| records.get(n * records.len() / count.div_ceil(2)))
        .collect();
    let made: Vec<(Record, Logged)> = (0..count / 2)
        .into_par_iter()
        .filter_map(|n| edited(&real, &format!("made-{n}"), n as u64))
        .collect();
    let mut out = std::io::BufWriter::new(std::fs::File::create(corpus)?);
    // Ids of different sets may be the same.
    for (n, record) in real.iter().enumerate() {
        line(&mut out, &Record { id: format!("real-{n}"), ..Record::clone(record) })?;
    }
    let mut lines = std::io::BufWriter::new(std::fs::File::create(log)?);
    for (record, logged) in &made {
        line(&mut out, record)?;
        line(&mut lines, logged)?;
    }
    out.flush()?;
    lines.flush()?;
    Ok(())
}

pub(super) fn line(out: &mut impl Write, value: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

/// An edit of one of `real`, whose ids are `real-` and its place.
pub(super) fn edited(real: &[&Record], id: &str, seed: u64) -> Option<(Record, Logged)> {
    let mut dice = Dice::new(seed);
    let place = dice.roll(real.len());
    let (parent, stranger) = (*real.get(place)?, *dice.pick(real)?);
    let (kind, edit) = dice.pick(&EDITS)?;
    let mut text = pieces(&parent.text);
    let operations = edit(&mut dice, &mut text, &pieces(&stranger.text));
    let record = Record {
        id: id.into(),
        title: parent.title.clone(),
        text: text.concat(),
        date: later(parent.date.as_deref(), dice.roll(4) as i64),
        source: stranger.source.clone(),
    };
    let parent = format!("real-{place}");
    Some((record, Logged { id: id.into(), parent, kind: (*kind).into(), operations }))
}

/// A text of sentences that come each from another article, with every fourth word from elsewhere: it
/// shares next to no shingle with any of them.
pub(super) fn salad(real: &[&Record], id: &str, seed: u64) -> Option<Record> {
    let mut dice = Dice::new(seed);
    let mut words: Vec<String> = Vec::new();
    for _ in 0..15 + dice.roll(20) {
        let piece = dice.pick(&pieces(&dice_text(&mut Dice::new(dice.0), real)))?.to_string();
        words.extend(piece.split_whitespace().map(str::to_string));
    }
    let strangers: Vec<String> =
        dice_text(&mut dice, real).split_whitespace().map(str::to_string).collect();
    for word in words.iter_mut().skip(3).step_by(4) {
        *word = dice.pick(&strangers)?.clone();
    }
    let parent = *dice.pick(real)?;
    Some(Record { id: id.into(), text: words.join(" "), ..parent.clone() })
}

fn dice_text(dice: &mut Dice, real: &[&Record]) -> String {
    dice.pick(real).map(|record| record.text.clone()).unwrap_or_default()
}

/// A text cut where its sentences begin; together they are the text.
fn pieces(text: &str) -> Vec<String> {
    let starts = segment::sentences(text).into_iter().map(|s| s.span.start).skip(1);
    let mut ends: Vec<usize> = starts.collect();
    ends.push(text.len());
    let mut start = 0;
    ends.iter()
        .map(|end| {
            let piece = text.get(start..*end).unwrap_or("").to_string();
            start = *end;
            if piece.ends_with(char::is_whitespace) { piece } else { piece + " " }
        })
        .collect()
}

#[expect(clippy::ptr_arg, reason = "all edits are of one type")]
fn swap(dice: &mut Dice, text: &mut Vec<String>, _: &[String]) -> String {
    let times = dice.some(text.len() / 4 + 1);
    let swaps = (0..times).map(|_| {
        let (a, b) = (dice.roll(text.len()), dice.roll(text.len()));
        text.swap(a, b);
        format!("{a}↔{b}")
    });
    swaps.collect::<Vec<_>>().join(" ")
}

#[expect(clippy::ptr_arg, reason = "all edits are of one type")]
fn figures(dice: &mut Dice, text: &mut Vec<String>, _: &[String]) -> String {
    let mut changed = 0;
    for piece in text.iter_mut() {
        let new: String = piece
            .chars()
            .map(|c| match c {
                '0'..='9' if dice.roll(2) == 0 => {
                    changed += 1;
                    char::from(b'0' + dice.roll(10) as u8)
                }
                _ => c,
            })
            .collect();
        *piece = new;
    }
    format!("{changed} digits")
}

fn cut(dice: &mut Dice, text: &mut Vec<String>, _: &[String]) -> String {
    let times = dice.some(text.len() / 3 + 1).min(text.len().saturating_sub(1));
    let cuts = (0..times).map(|_| {
        let at = dice.roll(text.len());
        text.remove(at);
        at.to_string()
    });
    cuts.collect::<Vec<_>>().join(" ")
}

fn insert(dice: &mut Dice, text: &mut Vec<String>, stranger: &[String]) -> String {
    let times = dice.some(text.len() / 3 + 1);
    let inserted = (0..times).map(|_| {
        let at = dice.roll(text.len() + 1);
        text.insert(at, dice.pick(stranger).cloned().unwrap_or_default());
        at.to_string()
    });
    inserted.collect::<Vec<_>>().join(" ")
}

#[expect(clippy::ptr_arg, reason = "all edits are of one type")]
fn words(dice: &mut Dice, text: &mut Vec<String>, stranger: &[String]) -> String {
    let foreign: Vec<&str> = stranger.iter().flat_map(|piece| piece.split_whitespace()).collect();
    let one_in = 7 + dice.roll(20);
    let mut changed = 0;
    for piece in text.iter_mut() {
        let mut new = String::with_capacity(piece.len());
        for word in piece.split_inclusive(char::is_whitespace) {
            match dice.pick(&foreign).filter(|_| dice.roll(one_in) == 0) {
                Some(other) => {
                    changed += 1;
                    new.push_str(other);
                    new.push(' ');
                }
                None => new.push_str(word),
            }
        }
        *piece = new;
    }
    format!("{changed} words, one in {one_in}")
}

fn half(_: &mut Dice, text: &mut Vec<String>, _: &[String]) -> String {
    text.truncate(text.len().div_ceil(2));
    format!("after {}", text.len())
}

fn part(_: &mut Dice, text: &mut Vec<String>, stranger: &[String]) -> String {
    text.truncate(text.len().div_ceil(3));
    let taken = text.len();
    text.splice(0..0, stranger.iter().take(taken * 2).cloned());
    format!("{taken} sentences")
}

/// Edits sentences, and says how; the last are those of other articles.
type Step = fn(&mut Dice, &mut Vec<String>, &[String]) -> String;

fn everything(dice: &mut Dice, text: &mut Vec<String>, stranger: &[String]) -> String {
    let steps: [Step; 5] = [swap, figures, cut, insert, words];
    steps.map(|step| step(dice, text, stranger)).join("; ")
}

/// The date so many days later; as it stands when it does not begin with one.
fn later(date: Option<&str>, days: i64) -> Option<String> {
    let date = date?;
    let day = date.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let later = day.and_then(|day| day.checked_add(jiff::Span::new().try_days(days).ok()?).ok());
    Some(later.map_or_else(|| date.to_string(), |day| day.to_string()))
}

/// How the copies of one kind of edit came out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub made: usize,
    /// Told of with their parent, or in a story with it.
    pub found: usize,
    /// By verdict.
    pub verdicts: BTreeMap<String, usize>,
    /// Those whose descent is told, and those of them it is told right.
    pub descent: (usize, usize),
}

/// How the copies in `log` came out in `view`, by kind; they stand in the files `of` and `in_file`.
pub(super) fn outcomes(
    view: &View,
    log: &Path,
    (parents, copies): (&str, &str),
) -> anyhow::Result<BTreeMap<String, Outcome>> {
    let mut kinds: BTreeMap<String, Outcome> = BTreeMap::new();
    for line in std::fs::read_to_string(log)?.lines() {
        let logged: Logged = serde_json::from_str(line)?;
        let parent = ArticleId::derive(parents, &logged.parent, 0);
        let copy = ArticleId::derive(copies, &logged.id, 0);
        let outcome = kinds.entry(logged.kind).or_default();
        outcome.made += 1;
        let relation = view.relation(parent, copy);
        let story = view.story_of(copy);
        let together = story.is_some_and(|story| story.ids().any(|id| id == parent));
        outcome.found += usize::from(together || relation.is_some());
        let verdict = relation.map_or(Verdict::Unrelated, |relation| relation.verdict);
        *outcome.verdicts.entry(verdict.label().into()).or_default() += 1;
        let member = story.and_then(|story| story.members.iter().find(|member| member.id == copy));
        if let Some(told) = member.and_then(|member| member.parent) {
            outcome.descent.0 += 1;
            outcome.descent.1 += usize::from(told.id == parent);
        }
    }
    Ok(kinds)
}
