//! `retold stories`: which reports retell one another, as trees for people and as lines for programs.
//! The tour of a bare `retold` draws its stories with the same hand.

use super::Outcome;
use super::args::StoriesArgs;
use super::names::{self, Named};
use super::opening::Setting;
use super::out::Out;
use crate::corpus::ArticleId;
use crate::export::json::StoryOut;
use crate::export::plain::{self, Report, Role, count};
use crate::library::{Member, Story, StoryId, View};
use crate::neardup::Relation;
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::io::Write;

/// Stories that are listed as text unless told otherwise.
const LIMIT: usize = 20;
/// Reports of one story that are listed when it is not the only one asked for.
const REPORTS: usize = 40;
/// The shortest part of a story's name that is taken for one.
const SHORTEST: usize = 4;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &StoriesArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let (chosen, one): (Vec<&Story>, bool) = match &args.of {
        Some(name) => match find(setting, &view, name)? {
            Some(story) => (vec![story], true),
            None => return Ok(Outcome::Nothing),
        },
        None => (view.stories().iter().collect(), false),
    };
    let limit = match args.limit {
        Some(0) => usize::MAX,
        Some(limit) => limit,
        None if args.json => usize::MAX,
        None => LIMIT,
    };
    if chosen.is_empty() {
        let articles = count(view.len(), "article", "articles");
        setting.note(&format!("no stories: none of {articles} retells another"));
        return Ok(Outcome::Nothing);
    }
    let listed = chosen.get(..limit.min(chosen.len())).unwrap_or_default();
    if args.json {
        for story in listed {
            let reports = story
                .members
                .iter()
                .map(|member| Ok((view.card(member.id)?, relation(&view, story, member))))
                .collect::<Result<Vec<_>>>()?;
            out.json_line(&StoryOut::new(story, &reports))?;
        }
        return Ok(Outcome::Found);
    }
    let pen = out.pen;
    if !one {
        plain::stories(out, pen, chosen.len())?;
    }
    for story in listed {
        write(out, &view, story, if one { usize::MAX } else { REPORTS })?;
    }
    let more = chosen.len() - listed.len();
    if more > 0 {
        let more = count(more, "more story", "more stories");
        let line = format!("and {more}; --limit 0 lists all, --of STORY one of them");
        writeln!(out, "\n{}", pen.row(Role::Dim, &line))?;
    }
    Ok(Outcome::Found)
}

/// Writes one story as text, at most `limit` of its reports.
pub(super) fn write(out: &mut Out, view: &View, story: &Story, limit: usize) -> Result<()> {
    let report = |member: &Member| -> Result<Report> {
        let (with, relation) = measured(view, story, member);
        Ok(Report { card: view.card(member.id)?, relation, with })
    };
    let reports = story.members.iter().map(report).collect::<Result<Vec<_>>>()?;
    let pen = out.pen;
    plain::story(out, pen, story, &reports, limit)?;
    Ok(())
}

/// What a member is to its parent or, where none is known, to the medoid; none for the medoid itself.
fn relation(view: &View, story: &Story, member: &Member) -> Option<Relation> {
    let other: ArticleId = member.parent.map_or(story.medoid, |parent| parent.id);
    if other == member.id { None } else { view.relation(member.id, other) }
}

/// What a member is measured against on a page, and what it is to that: as [`relation`] has it, but
/// one that is no copy of the medoid against the member that it is most like, which it joins by.
fn measured(view: &View, story: &Story, member: &Member) -> (ArticleId, Option<Relation>) {
    let known = relation(view, story, member);
    let parent = member.parent.map(|parent| parent.id);
    let with = parent.unwrap_or(story.medoid);
    let is_copy = known.is_some_and(|relation| relation.verdict.is_copy());
    if parent.is_some() || is_copy || member.id == story.medoid {
        return (with, known);
    }
    let copies = story.ids().filter_map(|id| Some((id, view.relation(member.id, id)?)));
    let copies = copies.filter(|(_, relation)| relation.verdict.is_copy());
    let closest = copies
        .max_by(|(x, r), (y, s)| r.resemblance.total_cmp(&s.resemblance).then_with(|| y.cmp(x)));
    closest.map_or((with, known), |(id, relation)| (id, Some(relation)))
}

/// The story of this name, or of the article of this name; says so where that one is in none.
pub(super) fn find<'v>(
    setting: &Setting,
    view: &'v View,
    name: &OsStr,
) -> Result<Option<&'v Story>> {
    let text = name.to_string_lossy();
    if let Some(story) = text.parse::<StoryId>().ok().and_then(|id| view.story(id)) {
        return Ok(Some(story));
    }
    let unknown = match names::find(view, name, &setting.common.fields()) {
        Ok(Named::Indexed(article)) => {
            let story = view.story_of(article.id);
            if story.is_none() {
                setting.note(&format!("{} is in no story: {}", article.id, article.title));
            }
            return Ok(story);
        }
        Ok(Named::Outside(article)) => bail!(
            "{} is in no corpus, and so in no story; `retold similar` finds what it retells",
            article.origin
        ),
        Err(unknown) => unknown,
    };
    let start = text.to_ascii_lowercase();
    let mut named = view.stories().iter().filter(|story| {
        start.len() >= SHORTEST && story.id.to_string().starts_with(start.as_str())
    });
    match (named.next(), named.next()) {
        (Some(story), None) => Ok(Some(story)),
        (Some(one), Some(other)) => {
            bail!("{text} is the start of more than one story: {}, {}, …", one.id, other.id)
        }
        (None, _) => Err(unknown.context(format!("no story is called {text}"))),
    }
}
