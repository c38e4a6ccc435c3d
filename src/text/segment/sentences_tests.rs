//! What counts as one sentence, and what must hold for any text.

use super::*;
use proptest::prelude::*;

fn all(body: &str) -> Vec<&str> {
    sentences(body).iter().map(|s| s.span.of(body)).collect()
}

#[track_caller]
fn splits(parts: &[&str]) {
    for glue in [" ", "  "] {
        let body = parts.join(glue);
        assert_eq!(all(&body), parts, "{body}");
    }
}

#[test]
fn abbreviations_titles_and_initials_do_not_end_a_sentence() {
    splits(&["Vladimir V. Putin met Gov. J. K. Moss on Jan. 5.", "They spoke."]);
    splits(&["Dr. Ilse Marrow of Marrow Inc. said 2.5 tons burned at pier No. 7.", "Nobody knew."]);
    splits(&["The U.S. Embassy warned of it at 6 p.m. Friday.", "It was right."]);
    splits(&["They left the U.S.", "The embassy closed."]);
    splits(&["It was Oskar P. Lindqvare who said so on p. 7.", "He was right."]);
    splits(&["It was plan B.", "The harbour closed."]);
    splits(&["He fell ill.", "Doctors came."]);
    splits(&["Acme Ltd. (London) and Bolt vs. Nut Corp. in St. Calder."]);
    splits(&["Sens. Moss and Lunt, D-Calif., agreed.", "Rep. Dunn did not."]);
}

#[test]
fn german_ordinals_and_abbreviations() {
    splits(&["Am 22. März brannte die Fähre, z. B. am Heck.", "Dr. Moos war am 3. Tag dort."]);
    splits(&["Es waren 40.", "Die Fähre sank."]);
}

#[test]
fn quotations_stay_whole() {
    splits(&["“Why did it burn?” he asked.", "“Nobody knows.”", "She left."]);
    splits(&["\"It burned,\" he said.", "\"It sank.\"", "(He had seen it.)", "Then he went."]);
    splits(&["He called it “a shame!” and left.", "Yahoo! said no."]);
}

#[test]
fn a_missing_space_does_not_hide_the_end() {
    assert_eq!(
        all("It burned in harbour.The cost rose.DOCKS paid."),
        ["It burned in harbour.", "The cost rose.", "DOCKS paid."]
    );
    assert_eq!(
        all("See www.example.com or Node.js at 3.30pm."),
        ["See www.example.com or Node.js at 3.30pm."]
    );
    assert_eq!(all("The year was 2006.The end."), ["The year was 2006.", "The end."]);
}

#[test]
fn dots_and_lists() {
    splits(&["Well... they waited.", "Then … nothing."]);
    splits(&["1. The ferry burned.", "2. Nobody knew."]);
    assert_eq!(all("He said . . . Nothing more."), ["He said .", ". . Nothing more."]);
}

#[test]
fn other_scripts() {
    assert_eq!(
        all("港で火事。「消えた。」と彼は述べた。本当か？はい。"),
        ["港で火事。", "「消えた。」と彼は述べた。", "本当か？", "はい。"]
    );
    assert_eq!(all("ماذا حدث؟ لا أحد يعرف."), ["ماذا حدث؟", "لا أحد يعرف."]);
    assert_eq!(all("यह जल गया। कोई नहीं जानता।"), ["यह जल गया।", "कोई नहीं जानता।"]);
}

#[test]
fn headings_stand_alone_and_paragraphs_are_counted() {
    let body =
        "Ferry burns\n\nA ferry burned. It sank.\nWhat we know\nHe said: nothing.\nBy A. Moss";
    let found: Vec<_> =
        sentences(body).iter().map(|s| (s.span.of(body), s.paragraph, !s.kind.runs_on())).collect();
    assert_eq!(
        found,
        [
            ("Ferry burns", 0, true),
            ("A ferry burned.", 1, false),
            ("It sank.", 1, false),
            ("What we know", 2, true),
            ("He said: nothing.", 3, false),
            ("By A. Moss", 4, true),
        ]
    );
}

#[test]
fn a_heading_is_one_piece() {
    let body = "Fire! What we know\nIt burned. Nobody knows why\nIt sank.";
    let found: Vec<_> =
        sentences(body).iter().map(|s| (s.span.of(body), !s.kind.runs_on())).collect();
    assert_eq!(
        found,
        [
            ("Fire! What we know", true),
            ("It burned.", false),
            ("Nobody knows why", false),
            ("It sank.", false)
        ]
    );
}

#[test]
fn a_wrapped_paragraph_is_read_as_one() {
    let body = "A ferry burned in the outer harbour of Port Calder\non Monday, killing forty. The cause \
                was not known to\nanybody.\n    Divers go down.";
    let found: Vec<_> =
        sentences(body).iter().map(|s| (s.span.of(body).replace('\n', " "), s.paragraph)).collect();
    assert_eq!(
        found,
        [
            (
                "A ferry burned in the outer harbour of Port Calder on Monday, killing forty."
                    .to_string(),
                0
            ),
            ("The cause was not known to anybody.".to_string(), 0),
            ("Divers go down.".to_string(), 1),
        ]
    );
}

fn covers(text: &str) -> Result<(), TestCaseError> {
    let mut at = 0;
    let mut paragraph = 0;
    for sentence in sentences(text) {
        let Span { start, end } = sentence.span;
        prop_assert!(start >= at && end > start && text.get(start..end).is_some());
        prop_assert!(text[at..start].trim().is_empty(), "{:?} left out", &text[at..start]);
        prop_assert_eq!(text[start..end].trim(), &text[start..end]);
        prop_assert!(sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1);
        paragraph = sentence.paragraph;
        at = end;
    }
    prop_assert!(text[at..].trim().is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn sentences_cover_any_text(text in any::<String>()) {
        covers(&text)?;
    }

    #[test]
    fn sentences_cover_texts_full_of_ends(
        text in "([A-Za-z]{1,4}|[0-9]{1,2}|[.!?…。」”\"' \\n\\x00\\x1b\u{200b}]|Mr\\.|z\\. B\\.|    ){0,60}"
    ) {
        covers(&text)?;
    }
}

#[test]
fn what_lost_its_punctuation_breaks_at_wide_gaps() {
    let said = "The board met on Friday  the chairman said     Nobody was   warned   ";
    let body = format!("{} It ended there", said.repeat(12));
    let sentences = sentences(&body);
    assert_eq!(sentences.len(), 25);
    assert_eq!(sentences[0].span.of(&body), "The board met on Friday  the chairman said");
    assert_eq!(sentences[1].span.of(&body), "Nobody was   warned");
    // A sentence of common length keeps its gaps.
    let short = "The board met     Nobody was there.";
    assert_eq!(super::sentences(short).len(), 1);
}
