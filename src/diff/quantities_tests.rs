//! What counts as a quantity, and what it is taken to count.

use super::*;

/// The quantities of a text as `modifier number noun`.
fn found(body: &str) -> Vec<String> {
    let mut lexicon = Lexicon::default();
    let prose = Prose::read(body, &mut lexicon);
    lexicon.settle();
    quantities(&prose, &lexicon)
        .iter()
        .map(|q| {
            let modifier = q.modifier.map_or(String::new(), |m| format!("{m} "));
            format!("{modifier}{} {}", q.span.of(body), q.shown)
        })
        .collect()
}

#[test]
fn the_noun_is_behind_or_in_front() {
    assert_eq!(found("The fire left at least 40 people dead."), ["at least 40 dead"]);
    assert_eq!(found("It killed 12 sailors."), ["12 dead"]);
    assert_eq!(found("It sank. “$131 million is lost,” he said."), ["131 million $"]);
    assert_eq!(found("$131 million is lost."), ["131 million $"]);
    assert_eq!(found("The toll has since risen to 63."), ["63 dead"]);
    assert_eq!(found("More than 70 ambulance teams came."), ["over 70 ambulance teams"]);
    assert_eq!(found("It happened at pier 7 today."), ["7 pier"]);
    assert_eq!(found("They were hurt when 3 boats met."), ["3 boats"]);
}

#[test]
fn each_number_has_its_own_noun() {
    assert_eq!(
        found("It killed at least 17 people and injured 25 others at a fair."),
        ["at least 17 dead", "25 injured"]
    );
    assert_eq!(
        found("Of them 115 were taken to hospital, with 60 in critical condition."),
        ["115 hospitalised", "60 critical condition"]
    );
    assert_eq!(found("The crash claimed the lives of 13 troops."), ["13 dead"]);
}

#[test]
fn what_became_of_people_may_be_said_late() {
    for (body, expected) in [
        (
            "They said 115 individuals, including five children, have been hospitalized.",
            "115 hospitalised",
        ),
        ("In all 60 people on the lower deck of the old ferry were killed.", "60 dead"),
        ("It said 90 people, among them the crew, came to the quay to see the dead.", "90 people"),
        (
            "It moved 90 people to the hall and the fire that was told of has killed none.",
            "90 people",
        ),
    ] {
        assert_eq!(found(body).first().map(String::as_str), Some(expected), "{body}");
    }
}

#[test]
fn currency_and_unit_are_the_label() {
    assert_eq!(found("It cost $400,000 to build."), ["400,000 $"]);
    assert_eq!(found("It rose by 24.75% over night."), ["24.75 %"]);
    assert_eq!(found("About 1.2 million birds left."), ["about 1.2 million birds"]);
}

#[test]
fn fractions_and_spans_are_one_figure() {
    assert_eq!(found("Funds traded at 6-5/16 percent."), ["6-5/16 %"]);
    assert_eq!(found("They sold 1/2 ton of fish."), ["1/2 ton"]);
}

#[test]
fn dates_and_times_are_none() {
    assert!(found("It sank on March 7, 2031 near the port.").is_empty());
    assert!(found("It sank in 2031.").is_empty());
    assert!(found("The 3rd ship sank.").is_empty());
}

#[test]
fn a_verb_or_an_adverb_is_no_noun() {
    assert_eq!(found("The fire at pier 7 swept the bay."), ["7 pier"]);
    assert_eq!(found("It began when 40 escaped from the ward."), ["40 number"]);
    assert_eq!(found("They lost papers and found three of them."), ["three number"]);
    assert_eq!(found("It sold 500 barrels, two fewer than before."), ["500 barrels", "two number"]);
    assert_eq!(found("Nine of the crew stayed."), ["Nine crew"]);
}

#[test]
fn the_two_ends_of_a_range_count_the_same() {
    assert_eq!(found("It cost 15 to 20 mln dlrs."), ["15 $", "20 mln $"]);
    assert_eq!(found("She got 34 votes against 12 for him."), ["34 votes", "12 votes"]);
    assert_eq!(
        found("They milled 19 tonnes compared with 20 last week and 17 in the year before."),
        ["19 tonnes", "20 tonnes", "17 tonnes"]
    );
    assert_eq!(found("It rose to 5 pct from 4 a year ago."), ["5 %", "4 %"]);
}

#[test]
fn a_ledger_line_counts_what_it_begins_with() {
    assert_eq!(
        found("Net profit 161,000 vs loss 367,000"),
        ["161,000 net profit", "367,000 net profit"]
    );
    assert_eq!(found("Shr 34 cts vs 1.19 dlrs"), ["34 cts", "1.19 $"]);
}

#[test]
fn spelled_numbers_are_one_figure() {
    assert_eq!(
        found("They baked three hundred and sixty of them."),
        ["three hundred and sixty number"]
    );
    assert_eq!(found("A hundred sheep drowned."), ["A hundred sheep"]);
}

#[test]
fn an_age_is_told_as_one() {
    assert_eq!(found("Her skipper, Osk Lindqvare, 71, was saved."), ["71 aged"]);
    assert_eq!(found("We met the 71-year-old skipper."), ["71-year-old aged"]);
}

#[test]
fn times_in_words_and_years_are_none() {
    for body in [
        "She tied up shortly before seven with her crew.",
        "He rang at half past three to report it.",
        "It burst at about twenty to five, when all slept.",
        "They were baked at four this morning.",
        "It was engraved in 1486 by a canon.",
        "It was due 2012 and fiscal 1987 was good.",
        "The 1979 ruling of the court stands.",
        "The 1985-86 season was wet.",
        "Der Streik dauert bis um vier Uhr.",
        "2031年5月9日午前9時5分ごろ、止まった。",
    ] {
        assert!(found(body).is_empty(), "{body}: {:?}", found(body));
    }
}

#[test]
fn german_and_japanese_nouns_are_whole() {
    assert_eq!(
        found("Die Bahn sagte, rund 300 Fahrgäste waren mit dem Zug auf der Fahrt."),
        ["about 300 Fahrgäste"]
    );
    assert_eq!(found("ゴンドラ2台が谷の上約60メートルで止まった。"), ["2 台", "60 メートル"]);
}

#[test]
fn numbers_are_read_with_their_separators() {
    let value = |text: &str| parse(text).map(|(v, _)| v);
    assert_eq!(value("1,200"), Some(1200.0));
    assert_eq!(value("24.75"), Some(24.75));
    assert_eq!(value("1.200.000"), Some(1_200_000.0));
    assert_eq!(value("1,234.5"), Some(1234.5));
    assert_eq!(value("1.234,5"), Some(1234.5));
    assert_eq!(value("0.125"), Some(0.125));
    assert_eq!(parse("5km"), Some((5.0, "km")));
}
