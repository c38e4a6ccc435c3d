//! `retold variants`: what the reports of a story disagree on, fact by fact in order of time.

use super::Outcome;
use super::args::VariantsArgs;
use super::names::{self, Named};
use super::opening::Setting;
use super::out::Out;
use super::stories;
use crate::corpus::{Article, ArticleId};
use crate::diff::facts::{self, Context, Fact, Report, Row};
use crate::export::json::VariantOut;
use crate::export::plain::{self, Role, count};
use crate::index::search::Card;
use crate::library::{StoryId, View};
use anyhow::Result;
use rayon::prelude::*;
use std::io::Write;

/// Reports that are put beside one another at most: those nearest the beginning of the story.
const REPORTS: usize = 1_000;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &VariantsArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let Some((mut ids, added)) = reports(setting, &view, args)? else {
        return Ok(Outcome::Nothing);
    };
    if ids.len() > REPORTS {
        let left = count(ids.len() - REPORTS, "report is", "reports are");
        setting.note(&format!("{left} left out: {REPORTS} are compared at most"));
        ids.truncate(REPORTS);
    }
    let read: Result<Vec<(Card, Vec<Fact>)>> =
        ids.par_iter().map(|id| Ok((view.card(*id)?, facts_of(&view.article(*id)?)))).collect();
    let (cards, stated): (Vec<Card>, Vec<Vec<Fact>>) = read?.into_iter().unzip();
    let reports: Vec<Report<'_>> = cards
        .iter()
        .zip(&stated)
        .map(|(card, facts)| Report { label: &card.title, date: card.date, facts })
        .collect();
    let table = facts::variants(&reports);
    let wanted = |row: &&Row| args.all || row.disagrees;
    let found = table.rows.iter().any(|row| wanted(&row));
    if args.json {
        for row in table.rows.iter().filter(wanted) {
            out.json_line(&VariantOut::new(row, &table, &cards))?;
        }
    } else if found {
        let pen = out.pen;
        let said = count(cards.len(), "report", "reports");
        let more = match added {
            0 => String::new(),
            n => format!(", {} of the same event in other words", plain::number(n as u64)),
        };
        let title = table.columns.first().and_then(|c| cards.get(c.report)).map(|c| &c.title);
        writeln!(out, "{}", pen.row(Role::Title, title.map_or("", |title| title)))?;
        writeln!(out, "{}\n", pen.row(Role::Dim, &format!("{said}{more}")))?;
        plain::variants(out, pen, &cards, &table, args.all)?;
        if !args.all {
            writeln!(out)?;
            plain::agreeing(out, pen, &table)?;
        }
    } else {
        setting.note("no two of its reports disagree; --all lists every fact");
    }
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

/// What an article states.
fn facts_of(article: &Article) -> Vec<Fact> {
    facts::of(&article.body, &Context::from(article))
}

/// The reports that were asked for, and how many of them are of the event rather than of the story.
fn reports(
    setting: &Setting,
    view: &View,
    args: &VariantsArgs,
) -> Result<Option<(Vec<ArticleId>, usize)>> {
    let named = args.of.to_string_lossy().parse::<StoryId>().ok().and_then(|id| view.story(id));
    let one = match named {
        Some(_) => None,
        None => match names::find(view, &args.of, &setting.common.fields()) {
            Ok(Named::Indexed(article)) if view.story_of(article.id).is_none() => Some(article.id),
            _ => None,
        },
    };
    let mut ids: Vec<ArticleId> = match (one, named) {
        (Some(id), _) => vec![id],
        (None, Some(story)) => story.ids().collect(),
        (None, None) => match stories::find(setting, view, &args.of)? {
            Some(story) => story.ids().collect(),
            None => return Ok(None),
        },
    };
    let own = ids.len();
    if args.same_event || one.is_some() {
        let mut events = Vec::new();
        for id in ids.iter().take(REPORTS) {
            events.extend(view.same_event(*id)?.into_iter().map(|copy| copy.card.id));
        }
        let mut known: std::collections::HashSet<ArticleId> = ids.iter().copied().collect();
        ids.extend(events.into_iter().filter(|id| known.insert(*id)));
    }
    if ids.len() < 2 {
        setting.note("it is in no story, and no other report of the same event is known");
        return Ok(None);
    }
    let added = ids.len() - own;
    Ok(Some((ids, added)))
}
