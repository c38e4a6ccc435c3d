//! Real reports of one event, read where `RETOLD_DATA` points; without it these tests do nothing.

use super::*;
use std::path::PathBuf;

/// The body of the report whose file name begins with `number`.
pub(in crate::diff) fn seed(number: &str) -> Option<String> {
    let folder = PathBuf::from(std::env::var_os("RETOLD_DATA")?).join("seeds");
    let name = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(number)))
        .unwrap_or_else(|| panic!("no report {number} in {}", folder.display()));
    Some(std::fs::read_to_string(name).unwrap())
}

fn has(c: &Comparison, label: &str, left: &str, right: &str, agrees: bool) -> bool {
    c.figures.iter().any(|f| {
        f.label.contains(label)
            && f.agrees == agrees
            && f.left.as_ref().is_some_and(|t| t.text == left)
            && f.right.as_ref().is_some_and(|t| t.text == right)
    })
}

#[test]
fn the_toll_differs_and_the_rest_agrees() {
    let (Some(a), Some(b)) = (seed("000"), seed("001")) else { return };
    let c = of(&a, &b);
    let found = figures_of(&c);
    assert!(has(&c, "dead", "60", "40", false), "{found:#?}");
    assert!(has(&c, "over · injured", "100", "100", true), "{found:#?}");
    assert!(has(&c, "dead", "103", "103", true), "{found:#?}");
    assert!(has(&c, "injured", "211", "211", true), "{found:#?}");
    assert!(has(&c, "critical", "60", "60", true), "{found:#?}");
    assert_eq!(c.differing_figures().count(), 1, "{found:#?}");
    assert!(c.groups.iter().all(|g| !g.moved));
}

#[test]
fn the_lead_became_two_sentences() {
    let (Some(a), Some(b)) = (seed("000"), seed("001")) else { return };
    let c = of(&a, &b);
    let lead = c.groups.iter().find(|g| g.right.first() == Some(&0)).unwrap();
    assert_eq!((lead.left.len(), lead.right.len()), (2, 1), "{lead:?}");
    assert_eq!(lead.left[0], 0);
}

#[test]
fn the_other_way_round_it_is_the_same_difference() {
    let (Some(a), Some(b)) = (seed("000"), seed("001")) else { return };
    let c = of(&b, &a);
    assert!(has(&c, "dead", "40", "60", false));
    assert!(has(&c, "injured", "211", "211", true));
}

#[test]
fn the_shortest_report_keeps_the_lower_toll() {
    let (Some(a), Some(b), Some(d)) = (seed("000"), seed("001"), seed("004")) else { return };
    let found = figures_of(&of(&a, &d));
    assert!(has(&of(&a, &d), "dead", "60", "40", false), "{found:#?}");
    let found = figures_of(&of(&b, &d));
    assert!(has(&of(&b, &d), "dead", "40", "40", true), "{found:#?}");
}

#[test]
fn scores_are_as_measured() {
    for (left, right, resemblance, containment) in
        [("000", "001", 0.249, 0.404), ("000", "004", 0.119, 0.285), ("001", "004", 0.222, 0.478)]
    {
        let (Some(a), Some(b)) = (seed(left), seed(right)) else { return };
        let scores = of(&a, &b).scores;
        let larger = scores.containment_left.max(scores.containment_right);
        assert!((scores.resemblance - resemblance).abs() < 0.02, "{left} {right} {scores:?}");
        assert!((larger - containment).abs() < 0.02, "{left} {right} {scores:?}");
    }
}

#[test]
fn a_report_that_says_its_body_twice() {
    let (Some(body), Some(other)) = (seed("002"), seed("003")) else { return };
    let c = of(&body, &body);
    assert!(c.groups.iter().all(|g| g.kind == GroupKind::Same && !g.moved));
    let repeated = c.repeats.iter().filter(|r| r.side == Which::Left).count();
    assert!(repeated * 5 > c.left.sentences.len() * 2, "{repeated}");
    // Against another text the repeat is told just the same.
    let against = of(&body, &other);
    assert_eq!(against.repeats.iter().filter(|r| r.side == Which::Left).count(), repeated);
    assert!(against.scores.aligned < 0.2);
}
