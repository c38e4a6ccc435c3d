//! More like this: from an article or a passage of it to a search for what is like it. The search is one
//! like any other, in the query line, to be narrowed, ordered and kept.

use super::editor::Editor;
use super::event::Ticket;
use super::search::Focus;
use super::state::{State, Station};
use super::status::Tone;
use super::{Effect, commands, history, update};
use crate::corpus::ArticleId;
use crate::index::Order;
use crate::text::sanitize::line;
use crate::text::start_of;
use crate::text::width::ellipsize;

/// A passage of fewer words says too little by itself: what follows is taken too.
const WORDS: usize = 12;
/// Bytes of a passage at most.
const LONG: usize = 4 * 1024;
/// Columns of a headline or a passage that are spoken of.
const SAID: usize = 50;

/// Searches for what is like the article one reads or has selected.
pub(super) fn article(state: &mut State) -> Vec<Effect> {
    let found: Option<(ArticleId, String)> = match state.stations.last() {
        Some(Station::Reader(reader)) => {
            let article = &reader.page.loaded.article;
            Some((article.id, article.title.clone()))
        }
        Some(Station::Story(telling)) => {
            telling.selected_card().map(|card| (card.id, card.title.clone()))
        }
        None => state.search.list.selected_card().map(|card| (card.id, card.title.clone())),
        Some(_) => None,
    };
    match found {
        Some((id, title)) => search(state, &format!("like:{id}"), &title),
        None => Vec::new(),
    }
}

/// Asks for a search for what is like the passage one is at: that of the current match, else the first
/// that can be seen.
pub(super) fn passage(state: &mut State) -> Vec<Effect> {
    let Some(Station::Reader(reader)) = state.stations.last() else { return Vec::new() };
    let seen = reader.top..reader.top + reader.height();
    let hit = reader.current.and_then(|at| reader.hits().get(at)).map(|hit| hit.start);
    let hit = hit.filter(|&at| seen.contains(&reader.page.row_of(at)));
    let at = hit.or_else(|| seen.clone().find_map(|row| reader.page.offset_of(row)));
    let text = passage_at(&reader.page.shown.text, at.unwrap_or(0)).to_string();
    if text.is_empty() {
        return Vec::new();
    }
    let id = reader.page.loaded.article.id;
    let ticket = state.ticket();
    state.likening = Some((ticket, id, text.clone()));
    vec![Effect::Liken(ticket, text)]
}

/// Takes in the query that stands for a passage.
pub(super) fn likened(
    state: &mut State,
    ticket: Ticket,
    answer: Result<String, String>,
) -> Vec<Effect> {
    let awaited = state.likening.take_if(|(awaited, ..)| *awaited == ticket);
    let Some((_, id, said)) = awaited else {
        return Vec::new();
    };
    match answer {
        // The article itself is what one comes from.
        Ok(query) => search(state, &format!("{query} -id:{id}"), &said),
        Err(message) => {
            state.status.say(message, Tone::Error);
            Vec::new()
        }
    }
}

/// Leaves for the results of `query`. The query before is the one to come back to.
fn search(state: &mut State, query: &str, said: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    while !state.stations.is_empty() {
        effects.extend(commands::back(state));
    }
    effects.extend(history::remember(state));
    state.search.editor = Editor::new(query);
    state.search.focus = Focus::List;
    // Likeness is an order as well; by any other the least alike might come first.
    state.search.order = Order::Relevance;
    effects.extend(state.history.lead(query).then(|| Effect::Remember(query.to_string())));
    effects.extend(update::search(state));
    let said = ellipsize(&line(said.trim()), SAID);
    state.status.say(format!("like “{said}”"), Tone::Plain);
    effects
}

/// The paragraph of `text` around `at`, with what follows where it is short.
fn passage_at(text: &str, at: usize) -> &str {
    let at = start_of(text, at).len();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        end += line.len();
        let said = &text[start..end];
        if said.split_whitespace().nth(WORDS - 1).is_some() || said.len() >= LONG {
            break;
        }
        // Scripts without spaces say as much in so many bytes.
        if !said.is_ascii() && said.trim().len() >= WORDS * 9 {
            break;
        }
    }
    start_of(&text[start..end], LONG).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_a_paragraph_and_what_follows_a_short_one() {
        let text =
            "Short one.\nOne two three four five six seven eight nine ten eleven twelve.\nLast.";
        assert_eq!(passage_at(text, 0), &text[..text.len() - 6]);
        assert_eq!(passage_at(text, 20), &text[11..text.len() - 6]);
        assert_eq!(passage_at(text, text.len()), "Last.");
        assert_eq!(passage_at("", 9), "");
        assert_eq!(passage_at("港の火災\nえ", 4), "港の火災\nえ");
    }
}
