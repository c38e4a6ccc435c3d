//! The words in which the facts of a comparison are written: what each is about, how the two sides
//! stand in it, and those that are only named.

use crate::diff::Standing;
use crate::diff::facts::{Contrast, FactKind};

/// What a row is about: the label of a figure; of others the kind, and what more is known.
pub(super) fn what(fact: &Contrast) -> String {
    let about = fact.about();
    match fact.kind {
        FactKind::Figure => about,
        FactKind::Name if !about.is_empty() => about,
        kind if about.is_empty() => kind.word().to_string(),
        kind => format!("{} · {about}", kind.word()),
    }
}

/// How the two sides stand in it: a sign, so that no colour is needed, and a word.
pub(super) fn told(standing: Standing) -> String {
    let word = match standing {
        Standing::Differs => "differs",
        Standing::Agrees => "agrees",
        Standing::OnlyLeft => "only left",
        Standing::OnlyRight => "only right",
    };
    format!("{} {word}", standing.sign())
}

/// One word for it, as a name.
pub(super) fn class_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Differs => "differs",
        Standing::Agrees => "agrees",
        Standing::OnlyLeft => "left",
        Standing::OnlyRight => "right",
    }
}

/// The rows of the table, and after them the names that are only mentioned.
pub(super) fn apart(facts: &[Contrast]) -> (Vec<&Contrast>, Vec<&Contrast>) {
    facts.iter().partition(|fact| !fact.passing)
}

/// `named only left`, and who: one line for each way the two stand in a name, where there are any.
pub(super) fn named(passing: &[&Contrast]) -> Vec<(&'static str, Vec<String>)> {
    let of = |standing: Standing, what: &'static str| {
        let names = passing.iter().filter(move |fact| fact.standing == standing);
        let names: Vec<String> =
            names.filter_map(|fact| fact.first()).map(|said| said.text.clone()).collect();
        (what, names)
    };
    let mut lines = vec![
        of(Standing::OnlyLeft, "named only left"),
        of(Standing::OnlyRight, "named only right"),
        of(Standing::Agrees, "named by both"),
    ];
    lines.retain(|(_, names)| !names.is_empty());
    lines
}
