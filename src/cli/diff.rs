//! `retold diff`: what differs between two articles, each of the corpus or of a file.

use super::Outcome;
use super::args::DiffArgs;
use super::names::{self, FileName};
use super::opening::Setting;
use super::out::Out;
use super::outside;
use crate::corpus::Article;
use crate::diff::{Text, compare};
use crate::export::json::DiffOut;
use crate::export::plain::{self, Sides};
use anyhow::{Result, bail};

pub(super) fn run(setting: &Setting, out: &mut Out, args: &DiffArgs) -> Result<Outcome> {
    if args.left == "-" && args.right == "-" {
        bail!("standard input can be read only once: give a file or an id for one of the two");
    }
    let (left, right) = articles(setting, args)?;
    let comparison = compare(Text { body: &left.body }, Text { body: &right.body });
    if args.json {
        out.json(&DiffOut::new(&left, &right, &comparison))?;
    } else {
        let sides = Sides { left: &left, right: &right, comparison: &comparison, full: args.full };
        let pen = out.pen;
        plain::comparison(out, pen, &sides)?;
    }
    Ok(Outcome::Found)
}

/// Both articles. Two files that are in no corpus need none to be opened.
fn articles(setting: &Setting, args: &DiffArgs) -> Result<(Article, Article)> {
    let choice = setting.choose(&args.corpus.corpus)?;
    let fields = &setting.common.fields();
    let elsewhere = |name| FileName::parse(name).filter(|file| !choice.holds(&file.path));
    if let (Some(left), Some(right)) = (elsewhere(&args.left), elsewhere(&args.right)) {
        return Ok((outside::read(&left, fields)?, outside::read(&right, fields)?));
    }
    let view = setting.view_of(&choice, &args.corpus)?;
    let find = |name| names::find(&view, name, fields).map(names::Named::into_article);
    Ok((find(&args.left)?, find(&args.right)?))
}
