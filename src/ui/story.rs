//! The screen of a story: its reports in order of time with what each is to the selected one, and the
//! tree of who took from whom.

use super::canvas::{Canvas, after, row};
use super::variants;
use crate::app::State;
use crate::app::areas::StoryAreas;
use crate::app::descent::Branch;
use crate::app::marking::Said;
use crate::app::story::{self, Pane, Row, SURE, Telling};
use crate::app::words;
use crate::config::Role;
use crate::library::Card;
use crate::text::{sanitize, width};
use ratatui::layout::Rect;

/// Columns left of a report: the bar of the selected one, its mark, a gap.
const MARGIN: u16 = 3;
/// Columns of verdict and scores where they are short: `rewrite .40 / .38`.
const SCORES: u16 = 17;
/// Columns between columns.
const GAP: u16 = 2;
/// The fewest columns that are of any use to a headline.
const HEADLINE: u16 = 10;
/// What stands over the reports of the same event.
const SAME_EVENT: &str = "the same event in other words";

/// Draws the story.
pub(super) fn draw(canvas: &mut Canvas<'_>, state: &State, telling: &Telling) {
    let areas = telling.areas(state.size);
    head(canvas, state, telling, areas.head);
    canvas.line(areas.divider, "│", Role::Border);
    if telling.pane == Pane::Facts {
        variants::draw(canvas, state, telling, &areas);
    }
    rule(canvas, telling, &areas);
    for index in 0..usize::from(areas.list.height) {
        let rect = row(areas.list, index);
        match telling.row(telling.top + index) {
            Some(Row::Report(place)) => report(canvas, state, telling, rect, place),
            Some(Row::Divider) => {
                canvas.line(rect, "─", Role::Border);
                caption(canvas, after(rect, MARGIN - 1), SAME_EVENT, Role::Dim);
                if areas.divider.width > 0 {
                    canvas.sign(areas.divider.x, rect.y, "┤", Role::Border);
                }
            }
            None => break,
        }
    }
    for index in 0..usize::from(areas.tree.height) {
        let Some(row_of) = telling.tree.get(telling.tree_top + index) else { break };
        branch(canvas, state, telling, row(areas.tree, index), row_of);
    }
    canvas.more(areas.list, telling.top, telling.rows());
    canvas.more(areas.tree, telling.tree_top, telling.tree.len());
}

/// What the story is called, how many reports it has, and which came first.
fn head(canvas: &mut Canvas<'_>, state: &State, telling: &Telling, rect: Rect) {
    let line = |index| {
        let line = after(row(rect, index), 1);
        Rect { width: line.width.saturating_sub(1), ..line }
    };
    let said = state.marking.of_story(telling.told.asked).signs();
    let signs = width::width(&sanitize::line(&said)).min(usize::from(line(0).width / 2)) as u16;
    let place = Rect { width: line(0).width.saturating_sub(signs + GAP), ..line(0) };
    let used = canvas.safe(place, &telling.title, Role::Title);
    canvas.safe(after(line(0), used + GAP), &said, Role::Accent);
    let (rest, first) = (line(1), telling.first_line());
    let used = canvas.safe(rest, &telling.counts, Role::Dim);
    let first = sanitize::line(&first);
    let role = if telling.first.is_some() { Role::Accent } else { Role::Dim };
    let free = after(rest, used + GAP);
    if width::width(&first) <= usize::from(free.width) {
        canvas.right(free, &first, role);
    } else if usize::from(free.width) * 3 >= width::width(&first) * 2 {
        canvas.safe(free, &first, role);
    }
}

/// The rule over the panes, with a caption for each; that of the one that has the keys stands out.
fn rule(canvas: &mut Canvas<'_>, telling: &Telling, areas: &StoryAreas) {
    canvas.line(areas.rule, "─", Role::Border);
    let role = |pane| if telling.pane == pane { Role::Accent } else { Role::Dim };
    let known = telling.tree.iter().any(|branch| branch.parent.is_some());
    let words = if known { "who took from whom" } else { "who took from whom is not known" };
    // The tree stands under the table or beside the list.
    let rule = if telling.pane == Pane::Facts { areas.under } else { areas.rule };
    if areas.divider.width > 0 {
        canvas.sign(areas.divider.x, rule.y, "┬", Role::Border);
    }
    let over = |pane: Rect| Rect { y: rule.y, height: rule.height, ..pane };
    caption(canvas, after(over(areas.tree), 1), words, role(Pane::Tree));
    if telling.pane == Pane::Facts {
        let (words, role) = variants::title(telling);
        caption(canvas, after(areas.rule, 1), &words, role);
        let (summary, used) = (variants::summary(telling), words.chars().count() as u16 + 6);
        let columns = summary.chars().count() as u16 + 2;
        if columns > 2 && columns + used < areas.rule.width {
            let at = areas.rule.width - columns - 1;
            caption(canvas, after(areas.rule, at), &summary, Role::Dim);
        }
    }
    let list = over(areas.list);
    caption(canvas, after(list, MARGIN - 1), "in order of time", role(Pane::List));
    let scores = "selected in it / it in selected";
    let columns = scores.chars().count() as u16 + 2;
    // What the numbers are is said where it does not run into the other caption.
    if list.width >= columns + 24 {
        caption(canvas, after(list, list.width - columns - 1), scores, Role::Dim);
    }
}

/// Words on a rule.
pub(super) fn caption(canvas: &mut Canvas<'_>, rect: Rect, words: &str, role: Role) {
    let columns = words.chars().count() as u16 + 2;
    if columns <= rect.width {
        canvas.role(rect, &format!(" {words} "), role);
    }
}

/// A report of the list: time, outlet, headline, and what it is to the selected one.
fn report(canvas: &mut Canvas<'_>, state: &State, telling: &Telling, rect: Rect, place: usize) {
    let Some(card) = telling.card(place) else { return };
    let mut rest = after(rect, MARGIN);
    rest.width = rest.width.saturating_sub(1);
    // What it is to the selected one matters most, then when and where it stood.
    if rest.width >= SCORES + HEADLINE {
        let (text, role) = against(telling, place);
        let columns = (width::width(&text) as u16).max(SCORES);
        canvas.right(after(rest, rest.width.saturating_sub(columns)), &text, role);
        rest.width = rest.width.saturating_sub(columns + GAP);
    }
    let time = telling.time_width();
    if rest.width >= time + GAP + HEADLINE {
        let role = if card.date.is_some() { Role::Text } else { Role::Dim };
        let words = telling.time(card);
        // Days of one digit stand under those of two.
        let pad = if words.find(' ') == Some(1) { " " } else { "" };
        canvas.safe(Rect { width: time, ..rest }, &format!("{pad}{words}"), role);
        rest = after(rest, time + GAP);
    }
    if let Some(longest) = telling.outlets {
        let outlet = outlet_width(rest.width, longest);
        canvas.safe(Rect { width: outlet, ..rest }, &story::outlet(card), Role::Dim);
        rest = after(rest, outlet + GAP);
    }
    let said = state.marking.of(card.id);
    let role = if said.read() { Role::Dim } else { Role::Text };
    canvas.safe(rest, &story::title(card), role);
    select(canvas, telling, rect, place, (card, &said));
}

/// Columns of the outlet where outlet and headline have `columns` columns: all of them where a
/// headline would have too few; `longest` is what the longest name takes.
fn outlet_width(columns: u16, longest: u16) -> u16 {
    let outlet = (columns * 2 / 5).clamp(HEADLINE, 24).min(longest);
    if columns >= outlet + GAP + HEADLINE { outlet } else { columns }
}

/// What a report is to the selected one.
fn against(telling: &Telling, place: usize) -> (String, Role) {
    if place == telling.selected {
        return (String::new(), Role::Dim);
    }
    match telling.relation(telling.selected, place) {
        Some(relation) => (story::scores(&relation), Role::Text),
        None => ("·".to_string(), Role::Dim),
    }
}

/// A row of the tree: whose report it is, when, and what it is to the one it was taken from.
fn branch(canvas: &mut Canvas<'_>, state: &State, telling: &Telling, rect: Rect, branch: &Branch) {
    let Some(card) = telling.card(branch.place) else { return };
    let mut rest = after(rect, MARGIN);
    rest.width = rest.width.saturating_sub(1);
    let guides = branch.guides(usize::from(rest.width / 3));
    let columns = width::width(&guides) as u16;
    let room = rest.width.saturating_sub(columns + HEADLINE + GAP);
    let fits = |text: &&String| width::width(text) <= usize::from(room);
    if let Some(scores) = descent(telling, branch).iter().find(fits) {
        let role = if branch.parent.is_some() { Role::Text } else { Role::Accent };
        canvas.right(rest, scores, role);
        rest.width = rest.width.saturating_sub(width::width(scores) as u16 + GAP);
    }
    let used = canvas.role(rest, &guides, Role::Border);
    rest = after(rest, used);
    // Times stand in the list as well, so names go first; of a headline enough is the start.
    let time = telling.time(card);
    let columns = width::width(&time) as u16 + GAP;
    let mut name = rest;
    if telling.outlets.is_none() && rest.width >= columns + 2 * HEADLINE {
        name.width -= columns;
    }
    let used = canvas.safe(name, &telling.name(card), Role::Text);
    let rest = after(rest, used + GAP);
    if width::width(&time) <= usize::from(rest.width) {
        canvas.safe(rest, &time, Role::Dim);
    }
    select(canvas, telling, rect, branch.place, (card, &state.marking.of(card.id)));
}

/// What a report is to the one it was taken from and how sure that is, in the longest wording first.
fn descent(telling: &Telling, branch: &Branch) -> Vec<String> {
    let Some((parent, confidence)) = branch.parent else {
        let wordings = ["likely the first", "first"].map(String::from);
        return wordings.into_iter().filter(|_| telling.first == Some(branch.place)).collect();
    };
    let relation = telling.relation(parent, branch.place);
    let scores = relation.map(|relation| story::scores(&relation)).unwrap_or_default();
    let label = relation.map(|relation| story::label(relation.verdict)).unwrap_or_default();
    let sure = words::percent(confidence);
    match confidence >= SURE {
        true => vec![scores, label.to_string()],
        false => vec![format!("? {sure}  {scores}"), format!("? {scores}"), format!("? {label}")],
    }
}

/// Shows whether a report is selected, whether it is marked for comparing, and what is said of it.
fn select(
    canvas: &mut Canvas<'_>,
    telling: &Telling,
    rect: Rect,
    place: usize,
    (card, said): (&Card, &Said<'_>),
) {
    if place == telling.selected {
        canvas.tint(rect, Role::Selection);
        canvas.role(rect, "▌", Role::Accent);
    }
    if telling.marked.contains(&card.id) {
        canvas.role(after(rect, 1), "◆", Role::Mark);
    } else if let Some(sign) = said.sign() {
        canvas.role(after(rect, 1), sign, sign_role(said));
    }
}

/// How the sign of what the user said looks: a star stands out.
pub(super) fn sign_role(said: &Said<'_>) -> Role {
    if said.starred() { Role::Accent } else { Role::Dim }
}
