//! `retold show`: one article, for reading or as it was read.

use super::Outcome;
use super::args::ShowArgs;
use super::names;
use super::opening::Setting;
use super::out::Out;
use crate::export::json::ShowOut;
use crate::export::plain;
use anyhow::Result;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &ShowArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let named = names::find(&view, &args.article, &setting.common.fields())?;
    if args.json {
        out.json(&ShowOut::new(named.article()))?;
    } else {
        let pen = out.pen;
        plain::article(out, pen, named.article())?;
    }
    Ok(Outcome::Found)
}
