//! The lines above a comparison: whose texts these are, the facts, and how much they share.

use crate::corpus::Article;
use crate::diff::facts::{Contrast, FactKind, Said};
use crate::diff::{Comparison, Standing};
use crate::export::facts::what;
use crate::export::plain::{Pen, Role, Styled, count, credit};
use crate::export::words::share_of_each;
use crate::text::{sanitize, width};

/// Agreeing figures that are named; the rest is counted.
const AGREEING: usize = 6;
/// Columns of a quotation or a name that are shown.
const LONGEST: usize = 40;

/// Headline and outlet of one side.
pub(super) fn article(pen: Pen, article: &Article) -> Styled {
    let mut text = pen.text().with(Role::Dim, &credit(article, &article.origin));
    text.line_break();
    text.push(Role::Title, &article.title);
    text
}

/// `dead 40 → 60`, `wounded over 100 =`: what differs first, then the figures that agree, then how many
/// more agree and how many stand on one side only. Names that are only mentioned are left out.
pub(super) fn facts(pen: Pen, facts: &[Contrast]) -> Vec<Styled> {
    let told = || facts.iter().filter(|fact| !fact.passing);
    let of = move |standing: Standing| told().filter(move |fact| fact.standing == standing);
    let shown = |said: &Option<Said>| {
        let shown = said.as_ref().map(Said::shown).unwrap_or_default();
        width::ellipsize(&sanitize::line(&shown), LONGEST)
    };
    let differing = of(Standing::Differs).map(|fact| {
        pen.text()
            .with(Role::Plain, &format!("{} ", what(fact)))
            .with(Role::Title, &shown(&fact.left))
            .with(Role::Plain, " → ")
            .with(Role::Title, &shown(&fact.right))
    });
    let figures = of(Standing::Agrees).filter(|fact| fact.kind == FactKind::Figure);
    let agreeing = figures
        .take(AGREEING)
        .map(|fact| pen.text().with(Role::Dim, &format!("{} {} =", what(fact), shown(&fact.left))));
    let agree = of(Standing::Agrees).count();
    let named = of(Standing::Agrees).filter(|fact| fact.kind == FactKind::Figure).take(AGREEING);
    let counted = [
        (agree - named.count(), "more agree"),
        (of(Standing::OnlyLeft).count(), "only left"),
        (of(Standing::OnlyRight).count(), "only right"),
    ];
    let counted = counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| {
        pen.text().with(Role::Dim, &format!("{} {what}", count(n, "fact", "facts")))
    });
    differing.chain(agreeing).chain(counted).collect()
}

/// How much of each text the other has, and what became of the sentences.
pub(super) fn scores(pen: Pen, comparison: &Comparison) -> Vec<Styled> {
    share_of_each(comparison).iter().map(|part| pen.text().with(Role::Dim, part)).collect()
}
