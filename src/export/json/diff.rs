//! The shape of `retold diff --json`: both texts, and what a comparison says of them.
//! Offsets are bytes into the body of the side they are given for.

use super::Ref;
use crate::corpus::Article;
use crate::diff::facts::{Contrast, FactKind, Said};
use crate::diff::{Change, Comparison, Group, GroupKind, Repeat, Scores, Side, Standing};
use crate::text::segment::{self, SentenceKind};
use serde::Serialize;

/// What `retold diff --json` prints.
#[derive(Debug, Serialize)]
pub struct DiffOut<'a> {
    left: SideOut<'a>,
    right: SideOut<'a>,
    groups: Vec<GroupOut<'a>>,
    repeats: &'a [Repeat],
    figures: Vec<FigureOut<'a>>,
    facts: Vec<FactOut<'a>>,
    scores: Scores,
    coarse: bool,
}

#[derive(Debug, Serialize)]
struct SideOut<'a> {
    article: Ref<'a>,
    body: &'a str,
    sentences: Vec<SentenceOut>,
}

#[derive(Debug, Serialize)]
struct SentenceOut {
    start: usize,
    end: usize,
    paragraph: usize,
    kind: SentenceKind,
}

#[derive(Debug, Serialize)]
struct GroupOut<'a> {
    kind: GroupKind,
    left: &'a [usize],
    right: &'a [usize],
    similarity: f32,
    moved: bool,
    changes: &'a [Change],
    quiet: &'a [Change],
}

#[derive(Debug, Serialize)]
struct FigureOut<'a> {
    label: &'a str,
    left: Option<&'a str>,
    right: Option<&'a str>,
    agrees: bool,
    group: usize,
}

#[derive(Debug, Serialize)]
struct FactOut<'a> {
    kind: FactKind,
    label: &'a str,
    standing: Standing,
    passing: bool,
    left: Option<SaidOut<'a>>,
    right: Option<SaidOut<'a>>,
}

#[derive(Debug, Serialize)]
struct SaidOut<'a> {
    text: &'a str,
    value: &'a str,
    number: Option<f64>,
    modifier: Option<&'a str>,
    /// Bytes of this side's body.
    start: usize,
    end: usize,
    group: usize,
}

impl<'a> DiffOut<'a> {
    /// What `comparison` says of the two articles, and `facts` of what they state; offsets are bytes of
    /// each one's `body`.
    pub fn new(
        left: &'a Article,
        right: &'a Article,
        comparison: &'a Comparison,
        facts: &'a [Contrast],
    ) -> Self {
        Self {
            left: SideOut::new(left, &comparison.left),
            right: SideOut::new(right, &comparison.right),
            groups: comparison.groups.iter().map(GroupOut::from).collect(),
            repeats: &comparison.repeats,
            figures: comparison
                .figures
                .iter()
                .map(|figure| FigureOut {
                    label: &figure.label,
                    left: figure.left.as_ref().map(|number| number.text.as_str()),
                    right: figure.right.as_ref().map(|number| number.text.as_str()),
                    agrees: figure.agrees,
                    group: figure.group,
                })
                .collect(),
            facts: facts.iter().map(FactOut::from).collect(),
            scores: comparison.scores,
            coarse: comparison.coarse,
        }
    }
}

impl<'a> SideOut<'a> {
    fn new(article: &'a Article, side: &Side) -> Self {
        let sentence = |s: &segment::Sentence| SentenceOut {
            start: s.span.start,
            end: s.span.end,
            paragraph: s.paragraph,
            kind: s.kind,
        };
        Self {
            article: Ref::from(article),
            body: &article.body,
            sentences: side.sentences.iter().map(sentence).collect(),
        }
    }
}

impl<'a> From<&'a Contrast> for FactOut<'a> {
    fn from(fact: &'a Contrast) -> Self {
        let said = |said: &'a Option<Said>| {
            said.as_ref().map(|said| SaidOut {
                text: &said.text,
                value: &said.value,
                number: said.number,
                modifier: said.modifier,
                start: said.span.start,
                end: said.span.end,
                group: said.group,
            })
        };
        Self {
            kind: fact.kind,
            label: &fact.label,
            standing: fact.standing,
            passing: fact.passing,
            left: said(&fact.left),
            right: said(&fact.right),
        }
    }
}

impl<'a> From<&'a Group> for GroupOut<'a> {
    fn from(group: &'a Group) -> Self {
        Self {
            kind: group.kind,
            left: &group.left,
            right: &group.right,
            similarity: group.similarity,
            moved: group.moved,
            changes: &group.changes,
            quiet: &group.quiet,
        }
    }
}
