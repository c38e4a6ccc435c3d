//! What is told from a text, rule by rule, and what holds for any text.

use super::*;
use crate::corpus::Precision;
use proptest::prelude::*;

/// Monday, 24 March 2031, 17:20.
const MONDAY: ArticleDate = ArticleDate { seconds: 1_932_139_200, precision: Precision::Minute };

fn facts(body: &str) -> Vec<Fact> {
    of(body, &Context { date: Some(MONDAY), lang: Some("en") })
}

/// Label and value of each fact of a kind.
fn told(body: &str, kind: FactKind) -> Vec<(String, String)> {
    let of_kind = facts(body).into_iter().filter(|fact| fact.kind == kind);
    of_kind.map(|fact| (fact.label, fact.value)).collect()
}

fn values(body: &str, kind: FactKind) -> Vec<String> {
    told(body, kind).into_iter().map(|(_, value)| value).collect()
}

#[track_caller]
fn is_told(body: &str, kind: FactKind, expected: &[(&str, &str)]) {
    let told = told(body, kind);
    let told: Vec<(&str, &str)> = told.iter().map(|(l, v)| (l.as_str(), v.as_str())).collect();
    assert_eq!(told, expected, "{body}");
}

#[test]
fn figures_have_one_label_for_all_words_that_mean_it() {
    for (body, label, value) in [
        ("The fire left at least forty people dead in the town.", "dead", "40"),
        ("The blaze killed 40 sailors on the quay.", "dead", "40"),
        ("It resulted in 40 fatalities, they said.", "dead", "40"),
        ("The hall seats 6,200 guests at most.", "guests", "6200"),
        ("It cost $400,000 to mend the quay.", "$", "400000"),
        ("The bank raised its rate to 24.75% again.", "%", "24.75"),
        ("They hosed down 3 boats in the harbour.", "vessels", "3"),
        ("Two ships sank in the harbour.", "vessels", "2"),
        ("Dozens of children were brought ashore.", "children", "dozens"),
    ] {
        let told = told(body, FactKind::Figure);
        assert_eq!(told, [(label.to_string(), value.to_string())], "{body}");
    }
    let fact = &facts("It hurt more than 1.2 million people.")[0];
    assert_eq!((fact.number, fact.modifier), (Some(1_200_000.0), Some("over")));
    assert_eq!(fact.text, "1.2 million");
}

#[test]
fn days_are_told_from_the_day_of_the_report() {
    for (body, value) in [
        ("The ferry burned on Friday evening.", "2031-03-21"),
        ("The investigator spoke to the crew on Monday morning.", "2031-03-24"),
        ("The vote is planned for next Monday at noon.", "2031-03-31"),
        ("The port stays closed until Friday at least.", "2031-03-28"),
        ("The talks begin on Wednesday in the town.", "2031-03-26"),
        ("The inquiry is due to open on Thursday.", "2031-03-27"),
        ("The vote is expected to take place on Monday.", "2031-03-31"),
        ("They did not begin to talk of it, he said on Wednesday.", "2031-03-19"),
        ("The talks began on Wednesday in the town.", "2031-03-19"),
        ("The ferry sank last Monday in a storm.", "2031-03-17"),
        ("The ferry burned yesterday in the harbour.", "2031-03-23"),
        ("The letter was dated 3 May 2029 and signed.", "2029-05-03"),
        ("The board met on November 12 to talk.", "2030-11-12"),
        ("They warned of it on March 7 in public.", "2031-03-07"),
        ("The ramp had been broken since February.", "2031-02"),
        ("The form was stamped 2031-03-22 by a clerk.", "2031-03-22"),
        ("The ship was built in 2008 at the yard.", "2008"),
        ("It passed on the 22nd of March without a word.", "2031-03-22"),
    ] {
        assert_eq!(values(body, FactKind::Date), [value], "{body}");
    }
    let undated = Context { date: None, lang: None };
    let value = |body: &str| of(body, &undated).into_iter().map(|f| f.value).collect::<Vec<_>>();
    assert_eq!(value("The ferry burned on Friday evening."), ["friday"]);
    assert_eq!(value("They warned of it on March 7 in public."), ["--03-07"]);
}

#[test]
fn times_of_day_are_told_with_the_half_of_the_day_where_it_is_said() {
    for (body, value) in [
        ("The attack began at 7:58pm in the hall.", "19:58"),
        ("They came at about 6:54 p.m. to the hall.", "18:54"),
        ("They left at 8 am for the coast.", "08:00"),
        ("The call was logged at 3:34 by a clerk.", "3:34"),
        ("The train left at 18:30 for the coast.", "18:30"),
        ("He rang the board at half past three to complain.", "3:30"),
        ("The dam gave way at twenty to five that day.", "4:40"),
        ("The ferry had tied up shortly before seven.", "7:00"),
    ] {
        assert_eq!(values(body, FactKind::Time), [value], "{body}");
    }
}

#[test]
fn names_have_the_role_that_a_title_or_an_apposition_gives() {
    use FactKind::Name;
    is_told("Harbour master Edvin Stroud spoke.", Name, &[("harbour master", "Edvin Stroud")]);
    is_told(
        "On Sunday her skipper, Oskar Lindqvare, 74, declined to speak.",
        Name,
        &[("skipper", "Oskar Lindqvare")],
    );
    is_told(
        "Then Lennart Aule, managing director of the line, left.",
        Name,
        &[("managing director", "Lennart Aule")],
    );
    is_told(
        "It was Prime Minister Halvard Quist who came.",
        Name,
        &[("prime minister", "Halvard Quist")],
    );
    is_told("We met Ada J. Loewe there.", Name, &[("name", "Ada Loewe")]);
    is_told("They work in Norwick, an official said.", Name, &[("name", "Norwick")]);
}

#[test]
fn quotations_have_their_speaker() {
    let speakers = |body: &str| -> Vec<String> {
        told(body, FactKind::Quote).into_iter().map(|(label, _)| label).collect()
    };
    for (body, expected) in [
        ("“You could hear the tyres,” said Petra Voss, who sells tickets.", vec!["Petra Voss"]),
        ("\"We sang for a while,\" said the caretaker, Minna Royle.", vec!["Minna Royle"]),
        ("Mayor Signe Arnholt said: “So we lent the money for it.”", vec!["Signe Arnholt"]),
        (
            "“We sang a lot,” Minna Royle said. “Then we stopped to listen.”",
            vec!["Minna Royle", "Minna Royle"],
        ),
        (
            "Harbour master Edvin Stroud came. “We count people first,” he said.",
            vec!["Edvin Stroud"],
        ),
        ("They “fled in a white van,” the news agency said.", vec!["news agency"]),
        ("It was a “line of inquiry” and went on.", vec![""]),
        ("Soldiers from the engineers' depot came to the town.", vec![]),
        ("It is 'all quite lost' and they're gone.", vec![""]),
    ] {
        assert_eq!(speakers(body), expected, "{body}");
    }
}

#[test]
fn headline_and_byline_state_nothing_by_themselves() {
    let body = "Fire kills 40\nBy Ilse Marrow | Calder Post | 22 March 2031, 08:10\n\n\
        PORT CALDER: The fire left 60 people dead in the harbour of the town, police said.\n";
    assert!(facts(body).iter().all(|fact| fact.value != "40" && fact.value != "08:10"));
    assert_eq!(values(body, FactKind::Figure), ["60"]);
}

#[test]
fn other_languages_have_tables_of_their_own() {
    let german = Context { date: Some(MONDAY), lang: Some("de") };
    let body = "Die Fähre ist am Freitag gegen 14.30 Uhr gesunken, und 40 Menschen sind tot.";
    let told: Vec<String> = of(body, &german).into_iter().map(|fact| fact.value).collect();
    assert_eq!(told, ["2031-03-21", "14:30", "40"]);
}

/// Texts made of what the rules look for, in any order.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Friday",
        "March",
        "7",
        "22",
        "2031",
        "1,200",
        "$5m",
        "7:58",
        "pm",
        "half",
        "past",
        "three",
        "to",
        "at least",
        "said",
        "he",
        "Edvin",
        "Stroud",
        "harbour",
        "master",
        "President",
        ",",
        ".",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "—",
        "-",
        "/",
        "\n",
        "\n\n",
        "of",
        "the",
        "dead",
        "killed",
        "40",
        "million",
        "%",
        "年",
        "月",
        "日",
        "人",
        "\u{301}",
        "🙂",
        "...",
        "(",
        ")",
        "A",
        "J.",
        "99999999999999999999",
        "0",
        "31/12/99",
        "2031-02-30",
        "25:99",
        "am",
        "next",
        "last",
        "saying",
    ]);
    let spaced = (piece, prop::sample::select(vec![" ", "", "  "]));
    prop::collection::vec(spaced, 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

proptest! {
    #[test]
    fn facts_stand_where_they_say_and_come_in_order(body in odd_text(), dated: bool) {
        holds(&body, dated.then_some(MONDAY))?;
    }

    #[test]
    fn any_text_will_do(body in "\\PC{0,200}", seconds: i64) {
        holds(&body, Some(ArticleDate { seconds, precision: Precision::Day }))?;
    }
}

fn holds(body: &str, date: Option<ArticleDate>) -> Result<(), TestCaseError> {
    let facts = of(body, &Context { date, lang: None });
    let mut before = 0;
    for fact in &facts {
        prop_assert!(body.get(fact.span.range()).is_some() && !fact.span.is_empty(), "{fact:?}");
        prop_assert_eq!(&fact.text, &one_line(fact.span.of(body)));
        prop_assert!(fact.span.start >= before, "{:?}", fact);
        before = fact.span.start;
    }
    let report = Report { label: "", date, facts: &facts };
    let table = variants(&[report, report]);
    for row in &table.rows {
        prop_assert!((1..=2).contains(&row.cells.len()), "{:?}", row);
        prop_assert!(!row.disagrees, "a text agrees with itself: {:?}", row);
    }
    Ok(())
}
