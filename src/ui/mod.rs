//! Drawing the state. Reads only: one file per screen, and the surface they are drawn on.
//! A frame costs as much as the screen is large, whatever the length of a text.

mod canvas;
mod comparison;
mod facts;
mod foot;
mod overlay;
mod page;
mod reader;
mod search;

use crate::app::areas::{self, Foot};
use crate::app::comparing::Comparing;
use crate::app::flow::Class;
use crate::app::state::{State, Station};
use crate::config::Role;
use canvas::Canvas;
use ratatui::Frame;

/// What is kept from one frame to the next because it costs more than a screen.
#[derive(Debug, Default)]
pub struct Cache {
    miniature: Option<(u64, usize, Vec<Option<Class>>)>,
}

impl Cache {
    /// The miniature of a comparison in `cells` cells.
    fn miniature(&mut self, comparing: &Comparing, cells: usize) -> &[Option<Class>] {
        let layout = comparing.layout();
        let kept = self.miniature.take().filter(|(of, size, _)| (*of, *size) == (layout, cells));
        let fresh = || (layout, cells, comparing.miniature(cells));
        &self.miniature.insert(kept.unwrap_or_else(fresh)).2
    }
}

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, state: &State, cache: &mut Cache) {
    let mut canvas = Canvas { theme: &state.theme, buffer: frame.buffer_mut() };
    let whole = canvas.buffer.area;
    canvas.tint(whole, Role::Text);
    let (cursor, foot): (_, Foot) = match state.stations.last() {
        None => (search::draw(&mut canvas, state), state.search_areas().foot),
        Some(Station::Reader(reader)) => {
            reader::draw(&mut canvas, state, reader);
            (None, areas::reader(state.size, state.settings.measure).foot)
        }
        Some(Station::Comparing(comparing)) => {
            comparison::draw(&mut canvas, state, comparing, cache);
            (None, areas::comparison(state.size, false, 1, state.settings.measure).foot)
        }
    };
    let cursor = foot::draw(&mut canvas, state, foot).or(cursor);
    if let Some(overlay) = &state.overlay {
        overlay::draw(&mut canvas, state, overlay);
    } else if let Some(cursor) = cursor.filter(|cursor| whole.contains(*cursor)) {
        frame.set_cursor_position(cursor);
    }
}
