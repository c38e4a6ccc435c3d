//! `retold mark` and `retold marks`: a user's own marks on articles and stories.

use super::args::{MarkArgs, MarksArgs};
use super::opening::Setting;
use super::out::Out;
use super::{Outcome, searches};
use crate::export::plain;
use crate::library::{Changed, Edit, Marked, Marks, StoryId, Target, View, name_of};
use anyhow::{Result, bail};
use std::ffi::OsStr;

pub(super) fn mark(setting: &Setting, out: &mut Out, args: &MarkArgs) -> Result<Outcome> {
    let choice = setting.choose(&args.corpus.corpus)?;
    let view = setting.view_of(&choice, &args.corpus)?;
    // All of them are found before any is marked.
    let edits = edits(args);
    let wanted: Vec<(Target, Vec<Edit>)> = args
        .names
        .iter()
        .map(|name| Ok((find(&view, name)?, edits.clone())))
        .collect::<Result<_>>()?;
    let (changed, gone) = view.mark(&wanted)?;
    if let Some(message) = gone.into_iter().next() {
        bail!(message);
    }
    let pen = out.pen;
    for Changed { after, .. } in &changed {
        match args.json {
            true => out.json_line(after)?,
            false => plain::mark(out, pen, after)?,
        }
    }
    let path = setting.paths.marks_file();
    searches::complain(setting, &path, view.marks()?.bad());
    Ok(Outcome::Found)
}

pub(super) fn marks(setting: &Setting, out: &mut Out, args: &MarksArgs) -> Result<Outcome> {
    let which = match args.which.as_deref().map(|name| (name, Marked::named(name))) {
        None => None,
        Some((_, Some(which))) if which != Marked::Unread => Some(which),
        Some((name, _)) => {
            bail!("marks are read, starred, noted or tag:NAME; {name} is none of these")
        }
    };
    let choice = setting.choose(&args.corpus.corpus)?;
    let path = setting.paths.marks_file();
    let marks = Marks::load(&path, &name_of(choice.spec())?)?;
    searches::complain(setting, &path, marks.bad());
    let (mut outcome, pen) = (Outcome::Nothing, out.pen);
    for (_, mark) in marks.iter() {
        if which.as_ref().is_some_and(|which| !which.holds(mark)) {
            continue;
        }
        outcome = Outcome::Found;
        match args.json {
            true => out.json_line(mark)?,
            false => plain::mark(out, pen, mark)?,
        }
    }
    if outcome == Outcome::Nothing {
        setting.note("nothing of this corpus is marked so; `retold mark` marks an article");
    }
    Ok(outcome)
}

/// The article or story called `name`.
fn find(view: &View, name: &OsStr) -> Result<Target> {
    let name = name.to_string_lossy();
    let story = name.parse::<StoryId>().ok().and_then(|id| view.story(id));
    Ok(match story {
        Some(story) => Target::StoryOf(story.medoid),
        None => Target::Article(view.resolve(&name)?),
    })
}

fn edits(args: &MarkArgs) -> Vec<Edit> {
    let switches = [
        (args.read, Edit::Read(true)),
        (args.unread, Edit::Read(false)),
        (args.star, Edit::Star(true)),
        (args.unstar, Edit::Star(false)),
    ];
    let mut edits: Vec<Edit> =
        switches.into_iter().filter_map(|(given, edit)| given.then_some(edit)).collect();
    edits.extend(args.untag.iter().cloned().map(Edit::Untag));
    edits.extend(args.tag.iter().cloned().map(Edit::Tag));
    edits.extend(args.note.clone().map(Edit::Note));
    edits
}
