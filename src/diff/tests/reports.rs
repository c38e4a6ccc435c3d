//! Invented reports, one rule each.

use super::*;

#[test]
fn one_sentence_against_two() {
    let left = "A fire on a ferry at Port Calder left at least 40 people dead and over 100 wounded. \
                The harbour stays closed.";
    let right = "A fire broke out on a ferry at Port Calder on Friday. \
                 It left at least 60 people dead and over 100 wounded. The harbour stays closed.";
    let c = of(left, right);
    assert_eq!(outline(&c), ["Edited [0] [0, 1]", "Same [1] [2]"]);
    assert_eq!(figures_of(&c), ["at least · dead: 40 60", "over · injured: 100 100 ="]);
}

#[test]
fn sentences_that_only_stand_on_one_side() {
    let left = "The ferry burned at the quay. Two tugs were lost as well. The crew swam ashore.";
    let right = "The ferry burned at the quay. The crew swam ashore. Nobody was charged so far.";
    let c = of(left, right);
    assert_eq!(
        outline(&c),
        ["Same [0] [0]", "LeftOnly [1] []", "Same [2] [1]", "RightOnly [] [2]"]
    );
    assert_eq!(
        c.reading_order(),
        [Block::Pair(0), Block::Left(1), Block::Pair(2), Block::Right(3)]
    );
    let totals = c.totals();
    assert_eq!((totals.matched_left, totals.only_left, totals.only_right), (2, 1, 1));
    assert_eq!((totals.edited, totals.moved, totals.repeated), (0, 0, 0));
    assert_eq!(c.differing_figures().count(), 0);
}

#[test]
fn a_moved_sentence_is_at_both_its_places() {
    let left = "The mayor thanked the rescue crews. The ferry burned at the old quay all night. \
                Divers searched the wreck at dawn. Schools in the town stay closed.";
    let right = "The ferry burned at the old quay all night. Divers searched the wreck at dawn. \
                 Schools in the town stay closed. The mayor thanked all the rescue crews.";
    let c = of(left, right);
    assert_eq!(outline(&c), ["Edited* [0] [3]", "Same [1] [0]", "Same [2] [1]", "Same [3] [2]"]);
    assert_eq!(
        c.reading_order(),
        [Block::Left(0), Block::Pair(1), Block::Pair(2), Block::Pair(3), Block::Right(0)]
    );
    assert_eq!(c.totals().moved, 1);
    assert!(c.scores.aligned == 1.0 && c.scores.moved == 0.25);
}

#[test]
fn a_body_said_twice_is_aligned_once() {
    let body = "The ferry burned at the old quay all night.\nDivers searched the wreck at dawn.\n";
    let c = of(&body.repeat(2), body);
    assert_eq!(outline(&c), ["Same [0] [0]", "Same [1] [1]", "LeftOnly [2] []", "LeftOnly [3] []"]);
    let repeat = |sentence, of| Repeat { side: Which::Left, sentence, of };
    assert_eq!(c.repeats, [repeat(2, 0), repeat(3, 1)]);
    assert_eq!(c.totals().paragraphs_only_left, 2);
}

#[test]
fn a_near_repeat_is_one_unless_it_gives_other_figures() {
    let said = "Divers from three towns searched the wreck of the old ferry for survivors at dawn.";
    let near =
        "Divers from three towns searched the wreck of the old ferry for survivors at first light.";
    let other = "Divers from four towns searched the wreck of the old ferry for survivors at dawn.";
    let rain = "It rained.";
    let c = of(&format!("{said} {rain} {near}"), rain);
    assert_eq!(c.repeats, [Repeat { side: Which::Left, sentence: 2, of: 0 }]);
    assert!(of(&format!("{said} {rain} {other}"), rain).repeats.is_empty());
}

#[test]
fn other_words_for_the_same_are_rewritten_and_carry_no_marks() {
    let left = "Rain fell all day. Harbour officials confirmed the Maren ferry inferno. Snow came.";
    let right =
        "Rain fell all day. Harbour official confirms blazes aboard Maren ferries. Snow came.";
    let c = of(left, right);
    let group = &c.groups[1];
    assert_eq!((group.left.as_slice(), group.right.as_slice()), ([1].as_slice(), [1].as_slice()));
    assert!(group.kind != GroupKind::Rewritten || group.changes.is_empty());
}

#[test]
fn a_number_nobody_counted_contradicts_no_number_it_may_be_said_of() {
    let left = "The bombs killed 103 people and wounded 211 others at the old harbour.";
    let agree = |right: &str| of(left, right).differing_figures().count();
    assert_eq!(agree("The bombs killed scores and wounded hundreds at the old harbour."), 0);
    assert_eq!(agree("The bombs killed scores and wounded dozens at the old harbour."), 0);
    assert_eq!(agree("The bombs killed scores and wounded thousands at the old harbour."), 1);
}

#[test]
fn quote_style_is_nothing_and_punctuation_is_quiet() {
    let left = "The mayor said “we will rebuild” – and left the town hall.";
    assert_eq!(
        outline(&of(left, "The mayor said \"we will rebuild\" — and left  the town hall.")),
        ["Same [0] [0]"]
    );
    let right = "The mayor said “we will rebuild”, and left the Town hall.";
    let c = of(left, right);
    assert_eq!(c.groups[0].kind, GroupKind::Edited);
    assert!(c.groups[0].changes.iter().all(|c| c.kind.is_quiet()));
    assert_eq!(c.groups[0].changes.len(), 2);
}

#[test]
fn figures_dates_and_names_are_changes_of_their_own() {
    let left = "On March 7 the old ferry struck a rock near Port Calder and 40 sailors drowned, Ilse Marrow said.";
    let right = "On March 9 the old ferry struck a reef near Port Selby and 60 seamen drowned, Ilse Marrow said.";
    assert_eq!(
        marks(&of(left, right), left, right),
        [
            "Date 7→9",
            "Wording rock→reef",
            "Name Calder→Selby",
            "Figure 40→60",
            "Wording sailors→seamen"
        ]
    );
}

#[test]
fn words_inside_quotation_marks_are_quotes() {
    let left = "The mayor said “we will rebuild the quay” and left the hall.";
    let right = "The mayor said \"we shall rebuild the quay\" and left the room.";
    assert_eq!(marks(&of(left, right), left, right), ["Quote will→shall", "Wording hall→room"]);
}

#[test]
fn a_currency_sign_is_part_of_the_figure() {
    let left = "The council paid €400 for the old quay last year.";
    let right = "The council paid $400 for the old quay last year.";
    assert_eq!(marks(&of(left, right), left, right), ["Figure €→$"]);
}

#[test]
fn an_abbreviation_without_its_dots_is_a_quiet_change() {
    let left = "Crews from the U.S. navy searched the whole bay for the ferry.";
    let right = "Crews from the US navy searched the whole bay for the ferry.";
    let c = of(left, right);
    assert!(c.groups.iter().flat_map(|g| &g.changes).all(|c| c.kind.is_quiet()));
}

#[test]
fn figures_agree_across_sentences_that_are_not_aligned() {
    let left = "The storm of January cost the lives of 103 villagers. Rain fell.";
    let right =
        "Rain fell. In winter a hurricane had already killed 103 people, officials recalled.";
    assert!(figures_of(&of(left, right)).contains(&"dead: 103 103 =".to_string()));
}

#[test]
fn the_same_number_of_other_things_is_no_pair() {
    let left = "The fire on the ferry at the quay left 60 people dead, the coast guard said.";
    let right = "The fire on the ferry at the quay left 60 people in critical condition, the coast guard said.";
    let found = figures_of(&of(left, right));
    assert_eq!(found, ["dead: 60 ·", "critical condition: · 60"]);
}

#[test]
fn a_figure_that_one_side_leaves_out() {
    let left = "The ferry sank with 12 cars on board near the old lighthouse.";
    let right = "The ferry sank with cars on board near the old lighthouse.";
    assert_eq!(figures_of(&of(left, right)), ["cars: 12 ·"]);
}

#[test]
fn numbers_agree_in_words_and_digits_and_with_magnitudes() {
    let left = "Some forty sailors left the harbour, and the damage came to 1.2 million dollars.";
    let right = "Some 40 sailors left the harbour, and the damage came to 1,200,000 dollars.";
    let c = of(left, right);
    assert_eq!(c.figures.len(), 2);
    assert!(c.figures.iter().all(|f| f.agrees));
    assert_eq!(c.figures[1].left.as_ref().map(|f| f.text.as_str()), Some("1.2 million"));
}

#[test]
fn a_sum_agrees_however_its_millions_are_written() {
    let left = "The council paid $5m for the old quay and the lighthouse last year.";
    let right = "The council paid $5 million for the old quay and the lighthouse last year.";
    assert_eq!(figures_of(&of(left, right)), ["$: 5m 5 million ="]);
}

#[test]
fn a_sum_that_changed_is_told_under_its_currency() {
    let left = "Senators announced a grant of $400,000 for the harbour of Port Calder today.";
    let right = "Senators announced a grant of $450,000 for the harbour of Port Selby today.";
    assert_eq!(figures_of(&of(left, right)), ["$: 400,000 450,000"]);
}

#[test]
fn japanese_is_compared_character_by_character() {
    let left = "港で火災があり、40人が死亡した。消防が調べている。";
    let right = "港で火災があり、60人が死亡した。消防が調べている。";
    let c = of(left, right);
    assert_eq!(c.groups.last().map(|g| g.kind), Some(GroupKind::Same));
    let figures: Vec<&ChangeKind> =
        c.groups.iter().flat_map(|g| &g.changes).map(|c| &c.kind).collect();
    assert_eq!(figures, [&ChangeKind::Figure]);
    assert_eq!(figures_of(&c), ["dead: 40 60"]);
}

#[test]
fn german_nouns_are_no_names() {
    let left = "Bei dem Brand auf der Fähre sind 40 Menschen getötet worden. Das Feuer war von der Stadt zu sehen.";
    let right = "Bei dem Brand auf dem Schiff sind 60 Menschen getötet worden. Das Feuer war von der Stadt zu sehen.";
    let c = of(left, right);
    assert!(c.groups.iter().flat_map(|g| &g.changes).all(|c| c.kind != ChangeKind::Name));
    assert_eq!(figures_of(&c), ["dead: 40 60"]);
}

#[test]
fn headlines_are_compared_in_line() {
    let (left, right) =
        ("Ferry fire kills at least 40", "Ferry fire kills at least 60 in Port Calder");
    let found: Vec<_> =
        inline(left, right).iter().map(|c| (c.kind, c.left.of(left), c.right.of(right))).collect();
    assert_eq!(found[0], (ChangeKind::Figure, "40", "60"));
    assert!(found[1..].iter().all(|(_, left, _)| left.is_empty()));
    let other = inline(" Quiet music", "Ferry fire");
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].left, Span::new(1, 12));
    assert!(inline("", "").is_empty());
    assert!(inline("Ferry fire", "Ferry  fire").is_empty());
}

#[test]
fn nothing_is_compared_with_something() {
    let c = of("", "The ferry burned.");
    assert_eq!(outline(&c), ["RightOnly [] [0]"]);
    assert_eq!(c.reading_order(), [Block::Right(0)]);
    assert!(of("", "").groups.is_empty());
}

#[test]
fn what_the_keys_hide_is_noted_apart() {
    let left =
        "“The crew’s boat – a ferry – sank at the quay,” she said\nof 40 men at sea that night.";
    let right =
        "\"The crew's boat — a ferry — sank at the quay,\" she said of 40  men at sea that night.";
    let group = &of(left, right).groups[0];
    assert_eq!(group.kind, GroupKind::Same);
    let told: Vec<_> =
        group.quiet.iter().map(|c| (c.kind, c.left.of(left), c.right.of(right))).collect();
    use ChangeKind::{QuoteStyle, Whitespace};
    let expected = [
        (QuoteStyle, "“", "\""),
        (QuoteStyle, "’", "'"),
        (QuoteStyle, "–", "—"),
        (QuoteStyle, "–", "—"),
        (QuoteStyle, "”", "\""),
        (Whitespace, "\n", " "),
        (Whitespace, " ", "  "),
    ];
    assert_eq!(told, expected);
    let marked = of(left, right).with_quiet_marked();
    assert_eq!(marked.groups[0].kind, GroupKind::Edited);
    assert_eq!(marked.groups[0].changes.len(), expected.len());
}

#[test]
fn quiet_differences_stand_beside_changes_in_order() {
    let left = "“All 40 men drowned,” Ilse\u{a0}Marrow said on the quay.";
    let right = "\"All 60 men drowned,\" Ilse Marrow said on the quay!";
    let group = &of(left, right).groups[0];
    assert_eq!(group.changes.len(), 2, "{:?}", group.changes);
    assert_eq!(group.quiet.len(), 3, "{:?}", group.quiet);
    let marked = of(left, right).with_quiet_marked();
    let kinds: Vec<_> = marked.groups[0].changes.iter().map(|c| c.kind).collect();
    use ChangeKind::{Figure, Punctuation, QuoteStyle, Whitespace};
    assert_eq!(kinds, [QuoteStyle, Figure, QuoteStyle, Whitespace, Punctuation]);
}

#[test]
fn case_and_punctuation_are_told_apart() {
    let c = of("The crew of the Ferry, all of it, swam.", "The crew of the ferry, all of it swam.");
    let kinds: Vec<_> = c.groups[0].changes.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [ChangeKind::Case, ChangeKind::Punctuation]);
}

/// What is marked between two texts at a granularity, as `left→right`.
fn marked(left: &str, right: &str, granularity: Granularity) -> Vec<String> {
    let options = Options { granularity, budget: Duration::from_secs(3600) };
    let c = compare_with(Text { body: left }, Text { body: right }, options);
    assert!(c.groups.iter().all(|g| g.kind == GroupKind::Edited), "{:?}", c.groups);
    let changes = c.groups.iter().flat_map(|g| &g.changes);
    changes.map(|c| format!("{}→{}", c.left.of(left), c.right.of(right))).collect()
}

#[test]
fn changes_are_told_as_finely_as_asked_for() {
    let left =
        "The old crew quickly fought the raging blaze for 40 hours near Port Calder on the quay.";
    let right =
        "The old crew slowly watched the distant storm for 60 hours near Port Calder on the quay.";
    let word = ["quickly→slowly", "fought→watched", "raging→distant", "blaze→storm", "40→60"];
    assert_eq!(marked(left, right, Granularity::Word), word);
    let phrase = ["quickly fought the raging blaze→slowly watched the distant storm", "40→60"];
    assert_eq!(marked(left, right, Granularity::Phrase), phrase);
    assert_eq!(marked(left, right, Granularity::Sentence), ["40→60"]);
    let reworded = left.replace("raging", "distant");
    assert!(marked(left, &reworded, Granularity::Sentence).is_empty());
    let restyled = left.replace("crew", "crew,");
    assert_eq!(marked(left, &restyled, Granularity::Sentence), ["→,"]);
}
