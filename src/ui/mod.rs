//! Drawing the state. Reads only: one file per screen, and the surface they are drawn on.
//! A frame costs as much as the screen is large, whatever the length of a text.

mod beside;
mod canvas;
mod changes;
mod chart;
mod comparison;
mod completion;
mod facets;
mod facts;
mod foot;
mod overlay;
mod page;
mod quiet;
mod reader;
mod search;
mod searches;
mod story;
mod variants;
mod why;

use crate::app::areas::{self, Foot};
use crate::app::beside::Several;
use crate::app::comparing::Comparing;
use crate::app::event::Compared;
use crate::app::flow::Class;
use crate::app::state::{Overlay, State, Station};
use crate::config::Role;
use canvas::Canvas;
use ratatui::Frame;
use std::sync::Arc;

/// What is kept from one frame to the next because it costs more than a screen.
#[derive(Debug, Default)]
pub struct Cache {
    miniature: Option<Miniature>,
    strip: Option<(Arc<Compared>, facts::Strip)>,
    strips: Option<(Arc<Several>, Vec<facts::Strip>)>,
}

/// A miniature, and what it was made from.
#[derive(Debug)]
struct Miniature {
    compared: Arc<Compared>,
    layout: u64,
    cells: Vec<Option<Class>>,
    height: usize,
}

impl Cache {
    /// The strip of facts over a comparison.
    fn strip(&mut self, compared: &Arc<Compared>) -> &facts::Strip {
        let kept = self.strip.take_if(|(of, _)| Arc::ptr_eq(of, compared));
        let fresh = || (compared.clone(), facts::Strip::new(&compared.facts));
        &self.strip.insert(kept.unwrap_or_else(fresh)).1
    }

    /// The strips of facts of several reports beside one another.
    fn strips(&mut self, several: &Arc<Several>) -> &[facts::Strip] {
        let kept = self.strips.take_if(|(of, _)| Arc::ptr_eq(of, several));
        let fresh = || {
            let columns = several.columns.iter();
            (several.clone(), columns.map(|column| facts::Strip::new(&column.facts)).collect())
        };
        &self.strips.insert(kept.unwrap_or_else(fresh)).1
    }

    /// The miniature of a comparison in at most `height` cells.
    fn miniature(&mut self, comparing: &Comparing, height: usize) -> &[Option<Class>] {
        let (compared, layout) = (&comparing.compared, comparing.layout());
        let kept = self.miniature.take_if(|kept| {
            Arc::ptr_eq(&kept.compared, compared) && (kept.layout, kept.height) == (layout, height)
        });
        let fresh = || {
            let cells = comparing.miniature(height);
            Miniature { compared: compared.clone(), layout, cells, height }
        };
        &self.miniature.insert(kept.unwrap_or_else(fresh)).cells
    }
}

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, state: &State, cache: &mut Cache) {
    let mut canvas = Canvas { theme: &state.theme, buffer: frame.buffer_mut() };
    let whole = canvas.buffer.area;
    canvas.tint(whole, Role::Text);
    // The panel may leave some of the screen under it to be seen.
    let (panel, base) = match state.stations.split_last() {
        Some((Station::Why(panel), below)) => (Some(panel), below.last()),
        _ => (None, state.stations.last()),
    };
    let (mut cursor, mut foot): (_, Foot) = match base {
        None => (search::draw(&mut canvas, state), state.search_areas().foot),
        Some(Station::Reader(reader)) => {
            reader::draw(&mut canvas, state, reader);
            (None, areas::reader(state.size, state.settings.measure).foot)
        }
        Some(Station::Comparing(comparing)) => {
            comparison::draw(&mut canvas, state, comparing, cache);
            (None, areas::comparison(state.size, false, 1, state.settings.measure).foot)
        }
        Some(Station::Beside(beside)) => (None, beside::draw(&mut canvas, state, beside, cache)),
        Some(Station::Story(telling)) => {
            story::draw(&mut canvas, state, telling);
            (None, telling.areas(state.size).foot)
        }
        // Another of its kind makes way for it, so there is none under it.
        Some(Station::Why(panel)) => (None, why::draw(&mut canvas, state, panel)),
    };
    if let Some(panel) = panel {
        (cursor, foot) = (None, why::draw(&mut canvas, state, panel));
    }
    let cursor = foot::draw(&mut canvas, state, foot).or(cursor);
    let typed = match &state.overlay {
        Some(Overlay::Line(line)) => {
            if let Some(panel) = line.under() {
                overlay::draw(&mut canvas, state, &Overlay::Searches(panel.clone()));
            }
            true
        }
        Some(Overlay::Export(_)) => true,
        _ => false,
    };
    if let Some(overlay) = state.overlay.as_ref().filter(|_| !typed) {
        overlay::draw(&mut canvas, state, overlay);
    } else if let Some(cursor) = cursor.filter(|cursor| whole.contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}
