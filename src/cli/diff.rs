//! `retold diff`: what differs between two articles, each of the corpus or of a file.

use super::Outcome;
use super::args::DiffArgs;
use super::names::{self, Both};
use super::opening::Setting;
use super::out::Out;
use crate::diff::{Text, compare};
use crate::export::json::DiffOut;
use crate::export::plain::{self, Sides};
use anyhow::Result;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &DiffArgs) -> Result<Outcome> {
    let Both { left, right, .. } = names::both(setting, &args.corpus, &args.left, &args.right)?;
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
