use super::features::{Kind, features};
use super::*;
use crate::neardup::Thresholds;
use crate::text::Span;
use proptest::prelude::*;

const DAY: i64 = 86_400;

/// The features of a body but for what stands in `skip`, by text.
fn all(body: &str, skip: &[Span]) -> Vec<(String, Kind)> {
    let mut all = Vec::new();
    features("", body, skip, &Tally::default(), &mut |feature| {
        all.push((feature.text.to_string(), feature.kind));
    });
    all.sort();
    all
}

fn found(kind: Kind, body: &str) -> Vec<String> {
    let of_kind = all(body, &[]).into_iter().filter(|(_, its)| *its == kind);
    of_kind.map(|(text, _)| text).collect()
}

#[test]
fn a_name_has_its_capital_where_no_sentence_begins() {
    let body =
        "Nobody saw Ines Marholm leave. Marholm had gone. However, she rang. \"Yes,\" said Baum.";
    assert_eq!(found(Kind::Name, body), ["baum", "ines", "marholm"]);
    assert_eq!(found(Kind::FullName, body), ["ines marholm"]);
}

#[test]
fn a_name_may_begin_a_sentence_or_follow_a_title() {
    assert_eq!(found(Kind::Name, "Gerrit Baum held the door for Baum."), ["baum", "gerrit"]);
    assert_eq!(found(Kind::Name, "It was Gen. Ardrey who spoke."), ["ardrey", "gen"]);
    assert_eq!(found(Kind::Name, "VELDHAVEN: The thieves took the stairs."), ["veldhaven"]);
}

#[test]
fn days_months_and_words_that_are_also_small_are_no_names() {
    assert!(
        found(Kind::Name, "They met on Friday, in March. Boats came. The Boats had boats, boats.")
            .is_empty()
    );
}

#[test]
fn a_line_in_capitals_has_no_names() {
    assert!(found(Kind::Name, "Figures follow: WARD SAYS SALES FELL AGAIN.").is_empty());
    assert_eq!(found(Kind::Name, "Then the BBC rang up."), ["bbc"]);
}

#[test]
fn a_genitive_and_a_compound_are_their_parts() {
    assert_eq!(
        found(Kind::Name, "It was Marholm's and the Veld-Orle line’s."),
        ["marholm", "orle", "veld"]
    );
}

#[test]
fn figures_have_two_digits_and_no_separators() {
    let body = "In 2031, 3 of 1,903 voted at 6:54, then 40 and 11.2 and 1st.";
    assert_eq!(found(Kind::Figure, body), ["112", "1903", "40"]);
    assert_eq!(found(Kind::Year, body), ["2031"]);
}

#[test]
fn scripts_without_spaces_give_runs_of_one_kind() {
    let all = all("霞越山ロープウェイの乗客", &[]);
    let texts: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(texts, ["ロープウェイ", "乗客", "霞越山"]);
}

#[test]
fn boilerplate_is_passed_over() {
    let body = "The boat of Lindqvare sank. Read The Lantern.";
    let foot = Span::new(body.find("Read").unwrap(), body.len());
    let all = all(body, &[foot]);
    assert!(all.iter().any(|(text, _)| text == "lindqvare"));
    assert!(all.iter().all(|(text, _)| text != "lantern"));
}

/// Two reports of one fire, in different words, and one of another.
const FIRE: &str = "PORT CALDER: A blaze on the ferry Maren, owned by Skerrow Lines, killed 60 people \
    at the quay, said harbour master Edvin Stroud. Some 312 passengers were aboard.";
const VOICES: &str = "The horns went on all night. Edvin Stroud, who runs the port, spoke of 60 bodies; \
    the office of Skerrow Lines stayed dark. Relatives of those on the Maren waited in Calder.";
const OTHER: &str = "A warehouse in Linderau burned down, killing 3 people, said fire chief Jost Wendelin. \
    The owner, Brightwater Tonnage, was insured and some goods were saved by the quay.";

fn report(body: &str, day: i64) -> Report<'_> {
    Report { body, lang: Some("en"), date: Some(day * DAY), ..Report::default() }
}

/// How alike two reports are in a corpus of `articles`, one a day.
fn alike(a: Report<'_>, b: Report<'_>, articles: usize) -> Option<Similarity> {
    let dates: Vec<Option<i64>> = (0..articles as i64).map(|day| Some(day * DAY)).collect();
    let tally = Tally::new(articles);
    let (a, b) = (Profile::of(a, &tally), Profile::of(b, &tally));
    a.similarity(&b, Crowd::of(&dates), &Thresholds::default())
}

#[test]
fn reports_of_one_event_share_its_names() {
    let same = alike(report(FIRE, 1), report(VOICES, 2), 30).unwrap();
    assert!(same.is_same_event(), "{same:?}");
    let other = alike(report(FIRE, 1), report(OTHER, 2), 30).unwrap();
    assert!(!other.is_same_event(), "{other:?}");
}

#[test]
fn the_more_articles_and_the_more_days_between_the_more_alike_they_must_be() {
    let floor = |days: i64, articles| {
        alike(report(FIRE, 1), report(VOICES, 1 + days), articles).map(|same| same.floor)
    };
    assert!(floor(0, 30) < floor(9, 30));
    assert!(floor(0, 30) < floor(0, 3_000));
    assert_eq!(floor(40, 30), None);
    let undated = Report { date: None, ..report(VOICES, 0) };
    let floor_undated = alike(report(FIRE, 1), undated, 3_000).unwrap().floor;
    assert!(Some(floor_undated) > floor(9, 3_000));
}

#[test]
fn a_name_that_every_article_has_says_little() {
    let crowd = Crowd::of(&[]);
    let score = |articles| {
        let mut tally = Tally::new(5_000);
        for name in ["stroud", "edvin", "skerrow", "lines", "maren", "calder"] {
            tally.add(name.as_bytes(), articles);
        }
        let (a, b) = (Profile::of(report(FIRE, 1), &tally), Profile::of(report(VOICES, 1), &tally));
        a.similarity(&b, crowd, &Thresholds::default()).unwrap()
    };
    let (rare, common) = (score(3), score(2_000));
    assert!(rare.score > common.score * 1.5, "{rare:?} {common:?}");
    assert!(rare.telling > common.telling);
}

#[test]
fn names_and_figures_carry_over_into_another_language() {
    let german = "LINDERAU: Wegen des Streiks von 140 Stellwerkern der Talländischen Bahn blieb der Zug \
        liegen, sagte Richterin Almut Drees. 204 Reisende froren.";
    let english = "LINDERAU: The walkout by 140 employees of the Talland Railway stranded a train. \
        Judge Almut Drees will chair talks.";
    let german = Report { lang: Some("de"), ..report(german, 1) };
    let same = alike(german, report(english, 1), 30).unwrap();
    assert!(same.is_same_event(), "{same:?}");
    assert!(!alike(german, report(FIRE, 1), 30).unwrap().is_same_event());
}

#[test]
fn partners_in_common_bear_out_what_is_less_alike() {
    let thresholds = Thresholds::default();
    let weak = Similarity { score: 0.16, floor: 0.2, telling: 0, enough: 1 };
    assert!(!weak.is_same_event());
    assert!(weak.is_borne_out(2, &thresholds));
    assert!(!Similarity { score: 0.01, ..weak }.is_borne_out(99, &thresholds));
}

#[test]
fn what_two_say_in_the_same_words_is_found() {
    let foot = "Write to the desk at Rope Walk.";
    let (a, b) = (format!("It burned. {foot} Yes"), format!("Nobody won here. {foot}"));
    let same: Vec<&str> = same_wording(&a, &b).iter().map(|span| span.of(&a)).collect();
    assert_eq!(same, ["Write to the desk at Rope Walk"]);
    assert!(same_wording(FIRE, VOICES).is_empty());
    assert!(same_wording("one two", "one two").is_empty());
}

#[test]
fn spans_join_in_order() {
    let span = Span::new;
    let all = joined(&[span(0, 4), span(9, 12)], &[span(2, 6), span(20, 21)]);
    assert_eq!(all, [span(0, 6), span(9, 12), span(20, 21)]);
}

#[test]
fn two_with_the_same_neighbours_are_proposed() {
    // 0 and 3 each report what 1 and 2, copies of one another, report; 4 knows only one of them.
    let links = [(0, 1), (0, 2), (1, 3), (2, 3), (2, 4)];
    assert_eq!(closed(&links, &[(1, 2)]), [((0, 3), 2)]);
    assert_eq!(closed(&[], &[(0, 1), (0, 2), (1, 3), (2, 3)]), []);
}

#[test]
fn no_report_has_more_partners_than_allowed() {
    let link = |a, b, score| Link { a, b, score };
    let links = vec![link(0, 1, 0.1), link(0, 2, 0.3), link(0, 3, 0.2), link(1, 3, 0.1)];
    let kept = limited(links.clone(), &[], 2);
    assert_eq!(kept, [link(0, 2, 0.3), link(0, 3, 0.2), link(1, 3, 0.1)]);
    // Those it has already count as well.
    assert_eq!(limited(links, &[(3, 7), (3, 8)], 2), [link(0, 1, 0.1), link(0, 2, 0.3)]);
}

#[test]
fn rare_terms_pair_articles_of_one_time() {
    let mut rare = Rare::new();
    for _ in 0..3 {
        rare.add(&[2, 0, 1, 3]);
    }
    rare.add(&[0, 4]);
    let dates = [Some(0), Some(DAY), Some(400 * DAY), None, Some(0)];
    // Article 2 is of another year; 4 shares a single term; 3 is undated and goes with all.
    assert_eq!(rare.pairs(&dates, &Thresholds::default()), [(0, 1), (0, 3), (1, 3), (2, 3)]);
}

#[test]
fn a_term_of_many_articles_is_not_rare() {
    let mut rare = Rare::new();
    let many: Vec<u32> = (0..=Rare::MOST as u32).collect();
    (0..5).for_each(|_| rare.add(&many));
    assert!(rare.pairs(&vec![None; many.len()], &Thresholds::default()).is_empty());
}

proptest! {
    #[test]
    fn likeness_is_the_same_either_way_round(
        a in "([A-Z]?[a-e]{1,6}[ .]|[0-9]{1,3} ){0,40}",
        b in "([A-Z]?[a-e]{1,6}[ .]|[0-9]{1,3} ){0,40}",
        days in 0_i64..40,
        german in any::<bool>(),
    ) {
        let lang = Some(if german { "de" } else { "en" });
        let (a, b) = (report(&a, 0), Report { lang, ..report(&b, days) });
        let (one, two) = (alike(a, b, 40), alike(b, a, 40));
        prop_assert_eq!(one.is_some(), two.is_some());
        if let Some((one, two)) = one.zip(two) {
            prop_assert!((one.score - two.score).abs() < 1e-5);
            prop_assert!((0.0..=1.0001).contains(&one.score));
            prop_assert_eq!((one.telling, one.floor), (two.telling, two.floor));
        }
    }

    #[test]
    fn any_text_has_features(body in "\\PC{0,80}") {
        let mut count = 0;
        features(&body, &body, &[], &Tally::default(), &mut |_| count += 1);
        prop_assert!(count <= 400);
    }
}
