//! The panel that explains a verdict: over the middle of a large screen, all of a small one.

use super::canvas::{Canvas, row};
use super::overlay;
use crate::app::State;
use crate::app::areas;
use crate::app::why::Panel;
use crate::config::Role;
use ratatui::layout::Rect;

/// Draws the panel over what is drawn already.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, panel: &Panel) -> areas::Foot {
    let areas = areas::why(state.size, state.settings.measure, panel.rows().len());
    if areas.frame.is_empty() {
        let body = Rect { x: 0, y: 0, width: state.size.0, height: areas.text.height };
        overlay::clear(canvas, body);
    } else {
        overlay::framed(canvas, areas.frame);
        overlay::heading(canvas, areas.frame, "Why");
    }
    // One column before the text for the bar of the passage one is at.
    let bar = Rect { x: areas.text.x.saturating_sub(1), width: 1, ..areas.text };
    for index in 0..usize::from(areas.text.height) {
        let Some(shown) = panel.rows().get(panel.top + index) else { break };
        let rect = row(areas.text, index);
        canvas.pieces(rect, &shown.pieces);
        if shown.passage.is_some() && shown.passage == panel.chosen {
            canvas.underlay(rect, Role::Current);
            canvas.role(row(bar, index), "▌", Role::Accent);
        }
    }
    let edge = Rect { width: areas.text.width.saturating_add(1), ..areas.text };
    canvas.more(edge, panel.top, panel.rows().len());
    areas.foot
}
