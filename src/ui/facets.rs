//! What the query finds, counted, beside the results: kind, value, count, and a bar.

use super::canvas::{Canvas, after, row};
use crate::app::facets::{Panel, Topic};
use crate::app::words;
use crate::config::Role;
use crate::text::width;
use ratatui::layout::Rect;

/// Columns of the kinds, of the signs, of the counts, and before a bar.
const KIND: u16 = 9;
const SIGN: u16 = 2;
const COUNT: u16 = 8;
const GAP: u16 = 2;
/// Columns below which there are no bars.
const NARROW: u16 = 46;
/// The most columns of a bar.
const BAR: u16 = 24;

/// Draws the list, with a sign at values that the query has as a condition.
pub(super) fn list(canvas: &mut Canvas<'_>, panel: &Panel, inner: Rect, focused: bool) {
    if panel.facets.is_none() {
        canvas.role(inner, "counting …", Role::Dim);
        return;
    }
    if panel.is_empty() {
        let found = panel.facets.as_ref().is_some_and(|facets| facets.total > 0);
        let words = match panel.topic {
            _ if !found => ["Nothing is found, so nothing is", "counted."],
            Topic::Labels => ["Nothing of it has an outlet, a date,", "a place or the like."],
            Topic::Words => ["No word stands out in what is", "found."],
        };
        for (index, words) in words.iter().enumerate() {
            canvas.safe(row(inner, index), words, Role::Dim);
        }
        return;
    }
    // Where there is little room the names need it.
    let bar = if inner.width < NARROW { 0 } else { (inner.width / 4).min(BAR) };
    let gap = if bar == 0 { 0 } else { GAP };
    let name = inner.width.saturating_sub(KIND + SIGN + COUNT + bar + gap);
    let listed = panel.listed().enumerate().skip(panel.chooser.top);
    for ((at, (facet, counted, first)), index) in listed.zip(0..usize::from(inner.height)) {
        let line = row(inner, index);
        if first || index == 0 {
            canvas.role(line, facet.by.name(), Role::Dim);
        }
        let condition = panel.condition(facet.by, &counted.value);
        let (sign, role) = match condition {
            Some(true) => ("−", Role::Dim),
            Some(false) => ("+", Role::Accent),
            None => ("", Role::Text),
        };
        canvas.role(after(line, KIND), sign, role);
        let shown = counted.title.as_deref().unwrap_or(&counted.value);
        canvas.safe(Rect { width: name, ..after(line, KIND + SIGN) }, shown, role);
        if condition != Some(true) {
            let count = Rect { width: COUNT, ..after(line, KIND + SIGN + name) };
            canvas.right(count, &words::number(counted.count as u64), role);
        }
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        // Something is never nothing.
        let filled = (counted.count * usize::from(bar) / most).max(usize::from(counted.count > 0));
        let place = after(line, KIND + SIGN + name + COUNT + gap);
        canvas.role(place, &"▇".repeat(filled.min(usize::from(place.width))), Role::Accent);
        if focused && at == panel.chooser.chosen {
            canvas.chosen(line);
        }
    }
    let rest = facets_unnamed(panel);
    let free = panel.len() < usize::from(inner.height);
    if free && !rest.is_empty() && width::width(&rest) <= usize::from(inner.width) {
        let last = row(inner, usize::from(inner.height.saturating_sub(1)));
        canvas.safe(last, &rest, Role::Dim);
    }
}

/// `12 more sources · 4 without date`.
fn facets_unnamed(panel: &Panel) -> String {
    let facets = panel.facets.iter().flat_map(|facets| &facets.facets);
    let parts = facets.flat_map(|facet| {
        let more = facet.distinct.saturating_sub(facet.values.len());
        [(more, "more of"), (facet.without, "without")]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, words)| format!("{} {words} {}", words::number(n as u64), facet.by.name()))
    });
    parts.collect::<Vec<_>>().join(" · ")
}
