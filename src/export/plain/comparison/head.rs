//! The lines above a comparison: whose texts these are, the figures, and how much they share.

use crate::corpus::Article;
use crate::diff::{Comparison, Figure};
use crate::export::plain::{Pen, Role, Styled, count, credit};
use crate::export::words::share_of_each;
use std::collections::HashSet;

/// Agreeing figures that are named; the rest is counted.
const AGREEING: usize = 6;

/// Headline and outlet of one side.
pub(super) fn article(pen: Pen, article: &Article) -> Styled {
    let mut text = pen.text().with(Role::Dim, &credit(article, &article.origin));
    text.line_break();
    text.push(Role::Title, &article.title);
    text
}

/// `dead 40 → 60`, `wounded over 100 =`: those that differ first, then those that agree, then how
/// many stand on one side only.
pub(super) fn figures<'a>(pen: Pen, figures: &'a [Figure]) -> Vec<Styled> {
    let pairs = |agree: bool| {
        figures.iter().filter(move |figure| figure.agrees == agree).filter_map(|figure| {
            let (left, right) = (figure.left.as_ref()?, figure.right.as_ref()?);
            Some((figure.label.as_str(), left.text.as_str(), right.text.as_str()))
        })
    };
    // A headline and the sentence below it often give the same two numbers of the same thing.
    let mut told = HashSet::new();
    let counted_noun = |label: &'a str| label.rsplit(" · ").next().unwrap_or(label);
    let news = pairs(false).filter(|(label, l, r)| told.insert((counted_noun(label), *l, *r)));
    let differing = news.map(|(label, left, right)| {
        pen.text()
            .with(Role::Plain, &format!("{label} "))
            .with(Role::Title, left)
            .with(Role::Plain, " → ")
            .with(Role::Title, right)
    });
    let agreeing = pairs(true)
        .take(AGREEING)
        .map(|(label, number, _)| pen.text().with(Role::Dim, &format!("{label} {number} =")));
    let unnamed = pairs(true).count().saturating_sub(AGREEING);
    let only_left = figures.iter().filter(|figure| figure.right.is_none()).count();
    let only_right = figures.iter().filter(|figure| figure.left.is_none()).count();
    let counted = [(unnamed, "more agree"), (only_left, "only left"), (only_right, "only right")];
    let counted = counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| {
        pen.text().with(Role::Dim, &format!("{} {what}", count(n, "figure", "figures")))
    });
    differing.chain(agreeing).chain(counted).collect()
}

/// How much of each text the other has, and what became of the sentences.
pub(super) fn scores(pen: Pen, comparison: &Comparison) -> Vec<Styled> {
    share_of_each(comparison).iter().map(|part| pen.text().with(Role::Dim, part)).collect()
}
