//! Facts of two texts, rule by rule, and what holds for any two.

use super::*;
use crate::corpus::{ArticleDate, Precision};
use crate::diff::tests::seeds::seed;
use crate::diff::{Text, compare};
use proptest::prelude::*;
use std::collections::HashSet;

fn rows(left: &str, right: &str) -> Vec<Contrast> {
    let context = Context { date: None, lang: Some("en") };
    let comparison = compare(Text { body: left }, Text { body: right });
    between(&comparison, [left, right], [&context, &context], Labels::built_in())
}

/// A row as `kind label: sign left → right`.
fn told(row: &Contrast) -> String {
    let said = |said: &Option<Said>| said.as_ref().map_or("·".to_string(), Said::shown);
    let sign = row.standing.sign();
    format!("{:?} {}: {} {sign} {}", row.kind, row.label, said(&row.left), said(&row.right))
}

#[track_caller]
fn is_told(left: &str, right: &str, expected: &[&str]) {
    let rows: Vec<String> = rows(left, right).iter().filter(|r| !r.passing).map(told).collect();
    assert_eq!(rows, expected, "{left:?} {right:?}");
}

#[test]
fn figures_are_paired_as_the_comparison_pairs_them_with_what_bends_them() {
    is_told(
        "The fire at the port killed at least 40 people. It hurt more than 100 people there.",
        "The fire at the port killed 60 people. It hurt over 100 people there.",
        &["Figure dead: at least 40 ≠ 60", "Figure injured: over 100 = over 100"],
    );
}

#[test]
fn a_weekday_of_a_text_without_a_date_is_any_such_day() {
    let left = "Divers searched the wreck on Friday. The fire was out.";
    let right = "The mayor spoke to the crews. It burned on Friday, and again on Sunday.";
    // Friday, 21 March 2031.
    let date = ArticleDate { seconds: 1_931_904_000, precision: Precision::Day };
    let (dated, undated) = (Context { date: Some(date), lang: Some("en") }, Context::default());
    let comparison = compare(Text { body: left }, Text { body: right });
    let told: Vec<String> =
        between(&comparison, [left, right], [&dated, &undated], Labels::built_in())
            .iter()
            .filter(|row| row.kind == FactKind::Date)
            .map(told)
            .collect();
    assert_eq!(told, ["Date date: · + Sunday", "Date date: Friday = Friday"]);
}

#[test]
fn letters_with_points_are_those_without() {
    let rows = rows("Crews of the US came by night.", "Crews of the U.S. came by night.");
    let names: Vec<String> = rows.iter().map(told).collect();
    assert_eq!(names, ["Name name: US = U.S."]);
}

#[test]
fn a_word_for_a_people_is_told_only_where_another_stands_in_its_place() {
    let names = |left: &str, right: &str| -> Vec<String> {
        let rows = rows(left, right);
        rows.iter().filter(|row| row.kind == FactKind::Name).map(told).collect()
    };
    let left = "By night the Danish crews came to the port of Calder, as others had.";
    assert_eq!(names(left, left), ["Name name: Calder = Calder"]);
    let right = "By night the Finnish crews came to the port of Calder, as others had.";
    let expected = ["Name name: Danish ≠ Finnish", "Name name: Calder = Calder"];
    assert_eq!(names(left, right), expected);
}

#[test]
fn what_is_said_twice_is_told_once() {
    let left = "The fire killed 40 people at the port. Later they said it had killed 40 people.";
    is_told(left, "The fire killed 40 people at the port.", &["Figure dead: 40 = 40"]);
}

#[test]
fn a_label_of_ones_own_makes_two_words_one_fact() {
    let (left, right) = ("The storm drowned 40 ewes.", "The storm drowned 60 rams.");
    let mut labels = Labels::built_in().clone();
    assert!(labels.add("mine", "[nouns.sheep]\nen = [\"ewes\", \"rams\"]").is_empty());
    let context = Context { date: None, lang: Some("en") };
    let told = |labels: &Labels| -> Vec<String> {
        let options = crate::diff::Options::default();
        let (l, r) = (Text { body: left }, Text { body: right });
        let comparison = crate::diff::compare_labelled(l, r, options, labels);
        let rows = between(&comparison, [left, right], [&context, &context], labels);
        rows.iter().map(told).collect()
    };
    assert_eq!(told(&labels), ["Figure sheep: 40 ≠ 60"]);
    assert!(labels.add("mine", "[counted.dead]\nen = [\"drowned\"]").is_empty());
    assert_eq!(told(&labels), ["Figure dead: 40 ≠ 60"]);
}

#[test]
fn a_word_for_many_contradicts_no_number_of_so_many() {
    let of = |many: &str| format!("The fire at the old port killed {many} people on the quay.");
    is_told(&of("103"), &of("scores of"), &["Figure dead: 103 = scores"]);
    is_told(&of("103"), &of("thousands of"), &["Figure dead: 103 ≠ thousands"]);
}

#[test]
fn a_day_told_by_its_name_is_a_day_of_the_calendar() {
    let day = |seconds| Some(ArticleDate { seconds, precision: Precision::Day });
    // Saturday, 22 March 2031, and Monday, 24 March.
    let contexts =
        [1_931_904_000, 1_932_076_800].map(|s| Context { date: day(s), lang: Some("en") });
    let left = "The ferry burned on Friday at the old pier in the harbour.";
    for (right, sign) in [
        ("The ferry burned on 21 March at the old pier in the harbour.", Standing::Agrees),
        ("The ferry burned on Saturday at the old pier in the harbour.", Standing::Differs),
    ] {
        let comparison = compare(Text { body: left }, Text { body: right });
        let rows =
            between(&comparison, [left, right], [&contexts[0], &contexts[1]], Labels::built_in());
        assert_eq!(rows.len(), 1, "{rows:#?}");
        assert_eq!((rows[0].kind, rows[0].standing), (FactKind::Date, sign), "{rows:#?}");
        assert_eq!(rows[0].left.as_ref().unwrap().value, "2031-03-21");
    }
}

#[test]
fn a_time_in_the_place_of_another_differs() {
    is_told(
        "The ferry left the old pier at 7:58 p.m. with all of its crew.",
        "The ferry left the old pier at 8:11 p.m. with all of its crew.",
        &["Time time: 7:58 p.m. ≠ 8:11 p.m."],
    );
}

#[test]
fn the_same_day_anywhere_agrees() {
    is_told(
        "Nobody had looked at the ramp since March 7 or written about it.",
        "An entirely different account came to light. It was of March 7, they said.",
        &["Date date: March 7 = March 7"],
    );
}

#[test]
fn a_name_in_the_place_of_another_differs_and_so_does_one_spelt_otherwise() {
    is_told(
        "The ferry had been mended by Lennart Aule in the old dock.",
        "The ferry had been mended by Minna Royle in the old dock.",
        &["Name name: Lennart Aule ≠ Minna Royle"],
    );
    is_told(
        "They met the harbour master Edvin Stroud there and asked.",
        "In the end it was Edwin Stroud who came out to them, all alone.",
        &["Name harbour master: Edvin Stroud ≠ Edwin Stroud"],
    );
    is_told(
        "They met the harbour master Edvin Stroud there and asked.",
        "In the end it was Edvin Straud who came out to them, all alone.",
        &["Name harbour master: Edvin Stroud ≠ Edvin Straud"],
    );
}

#[test]
fn somebody_else_in_the_same_part_differs() {
    is_told(
        "They met the harbour master Edvin Stroud there and asked.",
        "Nothing was said until harbour master Minna Royle came out.",
        &["Name harbour master: Edvin Stroud ≠ Minna Royle"],
    );
}

#[test]
fn a_name_is_one_in_full_and_in_short() {
    is_told(
        "They met the harbour master Edvin J. Stroud there. Stroud’s boat lay near.",
        "“Nothing at all,” said Stroud to those on the quay.",
        &["Name harbour master: Edvin Stroud = Stroud", "Quote Stroud: · + Nothing at all"],
    );
}

#[test]
fn words_in_a_quotation_that_were_altered_differ() {
    let of = |words: &str| format!("“We {words} the boats to the end,” Edvin Stroud said later.");
    let rows = rows(&of("counted all of"), &of("never counted all of"));
    let quote = rows.iter().find(|row| row.kind == FactKind::Quote).unwrap();
    assert_eq!((quote.standing, quote.label.as_str()), (Standing::Differs, "Edvin Stroud"));
    // The marks around it are no matter.
    let right = of("counted all of").replace(['“', '”'], "\"");
    let same = super::tests::rows(&of("counted all of"), &right);
    assert!(same.iter().all(|row| row.standing == Standing::Agrees), "{same:#?}");
}

#[test]
fn one_quotation_of_two_speakers_differs() {
    let of = |who: &str| format!("“We counted all of the boats to the end,” {who} said later.");
    let rows = rows(&of("Edvin Stroud"), &of("Minna Royle"));
    let quote = rows.iter().find(|row| row.kind == FactKind::Quote).unwrap();
    assert_eq!(quote.standing, Standing::Differs);
    assert_eq!(quote.label, "Edvin Stroud / Minna Royle");
}

/// A report of sentences that state something, some of them in two versions.
fn report() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "The fire killed 40 people at the pier.",
        "The fire killed 60 people at the pier.",
        "It hurt over 100 people on Friday.",
        "It hurt dozens of people on March 7.",
        "Harbour master Edvin Stroud came at 7:58 p.m. to see it.",
        "Harbour master Minna Royle came at 8:11 p.m. to see it.",
        "“We count the people first,” Stroud said.",
        "“We never count the people first,” Stroud said.",
        "They lost 3 boats and $5 million in Norwick.",
        "Nobody said a word.",
    ]);
    prop::collection::vec(sentence, 0..8).prop_map(|sentences| sentences.join(" "))
}

proptest! {
    #[test]
    fn rows_stand_where_they_say_and_what_one_side_says_alone_the_other_says_nowhere(
        left in report(),
        right in report(),
    ) {
        let told = rows(&left, &right);
        for row in &told {
            let sides = [(&row.left, &left), (&row.right, &right)];
            for (said, body) in sides.into_iter().filter_map(|(s, body)| Some((s.as_ref()?, body))) {
                prop_assert!(body.get(said.span.range()).is_some_and(|t| !t.is_empty()));
            }
            prop_assert_eq!(row.left.is_none(), row.standing == Standing::OnlyRight);
            prop_assert_eq!(row.right.is_none(), row.standing == Standing::OnlyLeft);
        }
        let order: Vec<_> = told.iter().map(|row| (order::order(row, &HashSet::new()).0, row.standing)).collect();
        prop_assert!(order.is_sorted(), "{:?}", order);
        // What only one side says the other says nowhere.
        let context = Context { date: None, lang: Some("en") };
        let stated = [&left, &right].map(|body| crate::diff::facts::of(body, &context));
        for row in told.iter().filter(|row| row.left.is_none() || row.right.is_none()) {
            let other = &stated[usize::from(row.right.is_none())];
            let value = &row.first().unwrap().value;
            let said = |fact: &Fact| {
                let same = fact.kind == FactKind::Name || fact.label == row.label;
                fact.kind == row.kind && fact.value == *value && same
            };
            prop_assert!(!other.iter().any(said), "{:?}", row);
        }
    }

    #[test]
    fn a_text_agrees_with_itself(body in report()) {
        for row in rows(&body, &body) {
            prop_assert_eq!(row.standing, Standing::Agrees, "{:?}", row);
        }
    }
}

/// Facts of two real reports, where `RETOLD_DATA` says where they are.
fn of_seeds(left: &str, right: &str) -> Option<Vec<Contrast>> {
    let (left, right) = (seed(left)?, seed(right)?);
    Some(rows(&left, &right))
}

fn has(rows: &[Contrast], kind: FactKind, label: &str, of: [&str; 2], standing: Standing) -> bool {
    rows.iter().any(|row| {
        let values = [&row.left, &row.right].map(|s| s.as_ref().map_or("", |s| s.value.as_str()));
        (row.kind, row.label.as_str(), row.standing, values) == (kind, label, standing, of)
    })
}

#[test]
fn the_toll_of_real_reports_differs_and_others_agree() {
    let Some(rows) = of_seeds("000", "001") else { return };
    let figure = |label: &str, of: [&str; 2], standing: Standing| {
        assert!(has(&rows, FactKind::Figure, label, of, standing), "{label} {of:?} {rows:#?}");
    };
    figure("dead", ["60", "40"], Standing::Differs);
    figure("dead", ["103", "103"], Standing::Agrees);
    figure("injured", ["211", "211"], Standing::Agrees);
    figure("hospitalised", ["115", "115"], Standing::Agrees);
    let differing = rows.iter().filter(|row| row.standing == Standing::Differs);
    assert_eq!(differing.filter(|row| row.kind == FactKind::Figure).count(), 1, "{rows:#?}");
    assert_eq!((rows[0].label.as_str(), rows[0].standing), ("dead", Standing::Differs));
    let role = "regional governor";
    assert!(has(&rows, FactKind::Name, role, ["Andrey Vorobyov"; 2], Standing::Agrees));
}

#[test]
fn reports_of_one_event_in_other_words_are_held_by_their_tolls() {
    let Some(rows) = of_seeds("002", "003") else { return };
    let differing = rows.iter().filter(|row| row.standing == Standing::Differs).count();
    assert!(has(&rows, FactKind::Figure, "dead", ["137", "133"], Standing::Differs), "{rows:#?}");
    assert_eq!(differing, 1, "{rows:#?}");
}
