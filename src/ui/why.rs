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
    more(canvas, panel, areas.text);
    areas.foot
}

/// Says at the edge that there are rows above or below those that can be seen.
fn more(canvas: &mut Canvas<'_>, panel: &Panel, text: Rect) {
    if text.is_empty() {
        return;
    }
    let x = text.right();
    if panel.top > 0 {
        canvas.sign(x, text.y, "↑", Role::Scrollbar);
    }
    if panel.top + panel.height() < panel.rows().len() {
        canvas.sign(x, text.bottom() - 1, "↓", Role::Scrollbar);
    }
}
