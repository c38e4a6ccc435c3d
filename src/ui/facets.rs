//! What the query finds, counted, laid over the results: kind, value, count, and a bar.

use super::canvas::{Canvas, after, row};
use crate::app::facets::{Panel, Topic};
use crate::app::words;
use crate::config::Role;
use crate::text::width;
use ratatui::layout::Rect;

/// Columns of the kinds, of the counts, and between columns.
const KIND: u16 = 9;
const COUNT: u16 = 8;
const GAP: u16 = 2;
/// The most columns of a bar.
const BAR: u16 = 24;

/// What stands over the list.
pub(super) fn title(panel: &Panel) -> String {
    match &panel.facets {
        None => "counting …".to_string(),
        Some(_) if panel.topic == Topic::Words => {
            let waiting = if panel.is_waiting() { " …" } else { "" };
            format!("Related words{waiting}")
        }
        Some(facets) => {
            let waiting = if panel.is_waiting() { " …" } else { "" };
            format!("{}{waiting}", words::count(facets.total, "report", "reports"))
        }
    }
}

/// Draws the list.
pub(super) fn list(canvas: &mut Canvas<'_>, panel: &Panel, inner: Rect) {
    if panel.facets.is_some() && panel.is_empty() {
        let words = match panel.topic {
            Topic::Labels => "Nothing here has an outlet, a date, a place or the like.",
            Topic::Words => "No word stands out in what is found.",
        };
        canvas.safe(inner, words, Role::Dim);
        return;
    }
    let bar = (inner.width / 4).min(BAR);
    let value = inner.width.saturating_sub(KIND + COUNT + bar + 2 * GAP);
    let listed = panel.listed().enumerate().skip(panel.chooser.top);
    for ((at, (facet, counted, first)), index) in listed.zip(0..usize::from(inner.height)) {
        let line = row(inner, index);
        if first || index == 0 {
            canvas.role(line, facet.by.name(), Role::Dim);
        }
        let name = counted.title.as_deref().unwrap_or(&counted.value);
        canvas.safe(Rect { width: value, ..after(line, KIND) }, name, Role::Text);
        let count = Rect { width: COUNT, ..after(line, KIND + value + GAP) };
        canvas.right(count, &words::number(counted.count as u64), Role::Text);
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        // Something is never nothing.
        let filled = (counted.count * usize::from(bar) / most).max(usize::from(counted.count > 0));
        let place = after(line, KIND + value + GAP + COUNT + GAP);
        canvas.role(place, &"▇".repeat(filled.min(usize::from(place.width))), Role::Accent);
        if at == panel.chooser.chosen {
            canvas.underlay(line, Role::Current);
        }
    }
    let rest = facets_unnamed(panel);
    let last = row(inner, usize::from(inner.height.saturating_sub(1)));
    if !rest.is_empty() && width::width(&rest) < usize::from(inner.width) && panel.chooser.top == 0
    {
        let free = panel.len() < usize::from(inner.height);
        if free {
            canvas.safe(last, &rest, Role::Dim);
        }
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
