//! `retold why`: what two articles are to one another, by which rules, and the text they share.
//! Both may be files in no corpus.

use super::Outcome;
use super::args::WhyArgs;
use super::names::{self, Both};
use super::opening::Setting;
use super::out::Out;
use crate::export::json::WhyOut;
use crate::export::plain;
use crate::library::explain;
use crate::neardup::{Rules, Verdict, Why};
use anyhow::Result;

/// Passages that are written out as text unless all are wanted.
const PASSAGES: usize = 12;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &WhyArgs) -> Result<Outcome> {
    let both = names::both(setting, &args.corpus, &args.a, &args.b)?;
    let rules = Rules { thresholds: setting.settings()?.verdicts, ..Rules::default() };
    let why = explained(&both, &rules)?;
    let Both { left: a, right: b, .. } = both;
    if args.json {
        out.json(&WhyOut::new(&a, &b, &why))?;
    } else {
        let pen = out.pen;
        plain::why(out, pen, &a, &b, &why, if args.full { usize::MAX } else { PASSAGES })?;
    }
    let unrelated = why.relation.verdict == Verdict::Unrelated;
    Ok(if unrelated { Outcome::Nothing } else { Outcome::Found })
}

/// Why the two are what they are to one another, by the rules of the corpus where one was asked, else by
/// those for what is in none.
fn explained(both: &Both, elsewhere: &Rules) -> Result<Why> {
    let Both { left: a, right: b, view, indexed } = both;
    match view {
        None => Ok(explain(a, b, elsewhere)),
        Some(view) if *indexed => view.why(a.id, b.id),
        Some(view) => Ok(view.why_of(a, b)),
    }
}
