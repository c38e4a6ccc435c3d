//! `retold similar`: the near-duplicates of an article, of the corpus or of a file.

use super::Outcome;
use super::args::SimilarArgs;
use super::names::{self, Named};
use super::opening::Setting;
use super::out::Out;
use crate::export::json::SimilarOut;
use crate::export::plain::{self, Role, count};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &SimilarArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let named = names::find(&view, &args.article, &setting.common.fields())?;
    let copies = match &named {
        Named::Indexed(article) => view.similar(article.id, args.all)?,
        Named::Outside(article) => view.similar_to(article, args.all)?,
    };
    let article = named.article();
    if args.json {
        out.json(&SimilarOut::new(article, &copies))?;
    } else if copies.is_empty() {
        let more = if args.all { "" } else { "; --all lists weaker relations, too" };
        setting.note(&format!("no near-duplicates of {}{more}", article.title));
    } else {
        let pen = out.pen;
        let head = count(copies.len(), "near-duplicate of", "near-duplicates of");
        let head = pen.text().with(Role::Dim, &head).with(Role::Plain, " ");
        for row in head.with(Role::Title, &article.title).rows(pen.columns) {
            writeln!(out, "{row}")?;
        }
        plain::copies(out, pen, &copies)?;
    }
    Ok(if copies.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
