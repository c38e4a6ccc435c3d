//! The list of an article's near-duplicates under its headline: verdict, outlet and date, and how much
//! of each text stands in the other.

use super::event::Loaded;
use super::page::Head;
use super::words;
use crate::library::Copy;
use crate::neardup::Verdict;
use crate::text::{sanitize, width};

/// Columns between columns.
const GAP: usize = 2;
/// The fewest columns that are of any use to a headline.
const HEADLINE: usize = 10;
/// Columns from which the scores have a column each.
const TABLE: usize = 64;
/// Columns of the scores, and what they are called.
const SCORES: [(usize, &str); 3] = [(8, "alike"), (12, "this there"), (11, "that here")];
/// Columns from which there is room for scores at all.
const SCORED: usize = 44;

/// The rows of the list, safe to draw, the one at `chosen` marked.
pub(super) fn table(loaded: &Loaded, chosen: usize, columns: usize) -> Vec<(Head, String)> {
    let mut rows = Vec::new();
    if columns >= TABLE {
        let names: String = SCORES.map(|(width, name)| format!("{name:>width$}")).concat();
        rows.push((Head::Meta, format!("{names:>columns$}")));
    }
    let verdicts = loaded.relatives().map(|copy| width::width(copy.relation.verdict.label()));
    let verdicts = verdicts.max().unwrap_or(0) + GAP;
    for (place, copy) in loaded.relatives().enumerate() {
        let (kind, sign) = match place == chosen {
            true => (Head::Chosen, "▌"),
            false => (Head::Copy, " "),
        };
        let scores = scores(copy, columns);
        let room = columns.saturating_sub(width::width(&scores));
        let verdict = copy.relation.verdict.label();
        // The place is mostly the same for all of them.
        let credit = copy.card.source.clone().map(|source| {
            words::join([Some(source), copy.card.date.map(words::date)]).unwrap_or_default()
        });
        let line = credit.unwrap_or_else(|| words::card_line(&copy.card));
        let mut who = format!("{sign} {verdict:<verdicts$}{}", sanitize::line(&line));
        // Where outlet and date leave room, the headline says more.
        if width::width(&who) + 3 * GAP + HEADLINE <= room && !copy.card.title.trim().is_empty() {
            who = format!("{who}{:GAP$}{}", "", sanitize::line(&copy.card.title));
            who = width::ellipsize(&who, room - GAP);
        }
        let who = width::ellipsize(&who, room);
        let pad = room.saturating_sub(width::width(&who));
        rows.push((kind, format!("{who}{:pad$}{scores}", "")));
    }
    rows
}

/// How much of each text is in the other, as far as there is room for it.
fn scores(copy: &Copy, columns: usize) -> String {
    let r = &copy.relation;
    if r.verdict == Verdict::SameEvent {
        // It does not rest on shared wording.
        return String::new();
    }
    let scores = [r.resemblance, r.containment_a, r.containment_b].map(words::percent);
    let [_, there, here] = &scores;
    match columns {
        TABLE.. => {
            let cells = scores.iter().zip(SCORES);
            cells.map(|(score, (width, _))| format!("{score:>width$}")).collect()
        }
        SCORED.. => format!("  {there:>4} → · ← {here:>4}"),
        _ => String::new(),
    }
}
