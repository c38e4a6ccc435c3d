//! What is copied to the clipboard: the title, or the change, fact or passage one is at.

use super::Effect;
use super::state::{State, Station};

pub(super) fn yank(state: &State) -> Vec<Effect> {
    let text = match state.stations.last() {
        Some(Station::Reader(reader)) => Some(reader.page.loaded.article.title.clone()),
        Some(Station::Comparing(comparing)) => comparing.yank(),
        Some(Station::Beside(beside)) => Some(beside.several.left.title.clone()),
        Some(Station::Story(telling)) => {
            let title = || telling.selected_card().map(|card| card.title.clone());
            telling.stated_row().or_else(title)
        }
        Some(Station::Why(panel)) => panel.yank(),
        None => state.search.list.selected_card().map(|card| card.title.clone()),
    };
    text.map(Effect::Copy).into_iter().collect()
}
