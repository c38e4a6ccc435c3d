//! The floor as a whole: each verdict on made-up texts, invariants, and the seeds and real Japanese
//! where they are at hand.

use super::*;
use proptest::prelude::*;
use std::path::PathBuf;

fn by(source: &str, body: &str) -> Fingerprint {
    let source = Some(source).filter(|source| !source.is_empty());
    Fingerprint::of(Document { body, source, date: None })
}

fn related(a: &Fingerprint, b: &Fingerprint) -> Relation {
    relate(a, b, &Thresholds::default())
}

fn verdict_of(a: &Fingerprint, b: &Fingerprint) -> Verdict {
    related(a, b).verdict
}

fn verdict(a: &str, b: &str) -> Verdict {
    verdict_of(&by("", a), &by("", b))
}

/// `count` words that only the text called `tag` has, from number `start`.
fn prose(tag: &str, start: usize, count: usize) -> String {
    (start..start + count).map(|n| format!("{tag}{n} ")).collect()
}

/// `text` with every `every`th word replaced.
fn edited(text: &str, every: usize) -> String {
    text.split(' ')
        .enumerate()
        .map(
            |(n, word)| {
                if n % every == every - 1 { format!("other{n} ") } else { format!("{word} ") }
            },
        )
        .collect()
}

#[test]
fn changed_figures_leave_a_copy() {
    let text = prose("a", 0, 300);
    assert_eq!(verdict(&text, &edited(&text, 70)), Verdict::Copy);
}

#[test]
fn a_word_changed_in_every_line_makes_a_rewrite() {
    let text = prose("a", 0, 300);
    for every in [11, 15, 25] {
        assert_eq!(verdict(&text, &edited(&text, every)), Verdict::Rewrite, "{every}");
    }
}

#[test]
fn sentences_in_another_order_under_own_text_are_a_partial_copy() {
    let text = prose("a", 0, 300);
    let part: String = [200, 40, 120]
        .iter()
        .map(|start| prose("b", *start, 30) + &prose("a", *start, 40))
        .collect();
    assert_eq!(verdict(&text, &part), Verdict::PartialCopy);
}

#[test]
fn a_piece_of_a_much_longer_text_is_an_excerpt() {
    assert_eq!(verdict(&prose("a", 0, 500), &prose("a", 100, 150)), Verdict::Excerpt);
}

#[test]
fn quotations_alone_make_no_copy() {
    let quotes: Vec<String> = (0..5).map(|n| format!("\"{}\" ", prose("q", n * 50, 30))).collect();
    let report = |tag: &str, close: &str| -> String {
        let quote = |(n, text): (usize, &String)| {
            prose(tag, n * 100, 25) + &text.replace("\" ", close).replace('"', "“")
        };
        quotes.iter().enumerate().map(quote).collect()
    };
    assert_eq!(verdict(&report("a", "” "), &report("b", "\" ")), Verdict::SharesQuotes);
    let bare: String = report("b", "").replace('“', "");
    assert!(verdict_of(&by("", &bare), &by("", &bare)).is_copy());
}

#[test]
fn a_short_quotation_is_not_worth_a_word() {
    let report = |tag: &str| prose(tag, 0, 100) + "\"all hands on deck now please\" " + tag;
    assert_eq!(verdict(&report("a"), &report("b")), Verdict::Unrelated);
}

#[test]
fn what_one_outlet_prints_under_everything_is_boilerplate() {
    let report = |tag: &str| prose(tag, 0, 120) + &prose("foot", 0, 60);
    let (a, b) = (report("a"), report("b"));
    assert_eq!(verdict_of(&by("Courier", &a), &by("courier ", &b)), Verdict::Boilerplate);
    // Under two outlets' names the same pair has a piece of text in common.
    assert_ne!(verdict_of(&by("Courier", &a), &by("Echo", &b)), Verdict::Boilerplate);
    // A report that keeps most of an earlier one is no boilerplate, wherever its new words stand.
    let update = |tag: &str| prose(tag, 0, 70) + &prose("kept", 0, 110);
    let (first, second) = (update("a"), update("b"));
    assert!(verdict_of(&by("Courier", &first), &by("Courier", &second)).is_copy());
}

#[test]
fn captions_of_one_gallery_make_no_copy() {
    let caption =
        |n: usize| "View of the harbour front ".to_owned() + &prose("caption", n * 50, 40);
    let gallery: String = (0..8).map(caption).collect();
    let twice: String = (0..8).map(|n| caption(n).repeat(2)).collect();
    for list in [gallery, twice] {
        let report = |tag: &str| prose(tag, 0, 150) + &list + &prose(tag, 150, 150);
        let (a, b) = (report("a"), report("b"));
        assert_eq!(verdict_of(&by("Courier", &a), &by("Courier", &b)), Verdict::Boilerplate);
        assert_eq!(verdict_of(&by("Courier", &a), &by("Echo", &b)), Verdict::Boilerplate);
        // A report that is told again is, whatever stands beside it.
        let retold = prose("a", 0, 150) + &list + &prose("c", 0, 200);
        assert!(verdict(&a, &retold).is_copy());
    }
}

#[test]
fn learned_boilerplate_counts_wherever_it_stands() {
    let report = |tag: &str| -> String {
        (0..5).map(|n| prose(tag, n * 100, 40) + &prose("foot", n * 100, 21)).collect()
    };
    let mut all: Vec<_> =
        ["a", "b", "c", "d", "e", "f"].map(|tag| by("Courier", &report(tag))).into();
    assert!(verdict_of(&all[0], &all[1]).is_copy());
    let known = Boilerplate::learn(&all);
    all.iter_mut().for_each(|one| one.mask(&known));
    assert_eq!(verdict_of(&all[0], &all[1]), Verdict::Boilerplate);
}

#[test]
fn short_texts_are_the_same_or_they_are_not() {
    assert_eq!(verdict("Harbour shut", "HARBOUR SHUT"), Verdict::Copy);
    assert_eq!(verdict("Harbour shut", "Harbour open"), Verdict::Unrelated);
    assert_eq!(
        verdict("Ferry to Skerrow cancelled today", "Ferry to Lowmoor cancelled today"),
        Verdict::Unrelated
    );
    assert_eq!(verdict("", ""), Verdict::Unrelated);
    assert!(!sketch("Harbour shut").is_empty());
}

#[test]
fn saying_everything_twice_changes_little() {
    let text = prose("a", 0, 200);
    let relation = related(&by("", &text), &by("", &text.repeat(2)));
    assert_eq!((relation.verdict, relation.blocks), (Verdict::Copy, 1));
    assert_eq!(relation.containment_a, 1.0);
}

/// A folder of the data that tests may read; none where there is none at hand.
fn data(folder: &str) -> Option<Vec<String>> {
    let dir = PathBuf::from(std::env::var_os("RETOLD_DATA")?).join(folder);
    let entries = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no texts", dir.display());
    Some(paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect())
}

#[test]
fn of_the_seeds_three_are_copies_of_one_another() {
    let Some(seeds) = data("seeds") else { return };
    let prints: Vec<_> = seeds.iter().map(|seed| by("", seed)).collect();
    let measured = [(0, 1, 0.35, 15), (0, 4, 0.24, 8), (1, 4, 0.46, 13)];
    for a in 0..prints.len() {
        for b in a + 1..prints.len() {
            let relation = related(&prints[a], &prints[b]);
            let want = measured.iter().find(|pair| (pair.0, pair.1) == (a, b));
            assert_eq!(relation.verdict.is_copy(), want.is_some(), "{a}-{b} {relation:?}");
            if let Some((_, _, contained, blocks)) = want {
                let unquoted = relation.unquoted_a.max(relation.unquoted_b);
                assert!((unquoted - contained).abs() < 0.05, "{a}-{b} {relation:?}");
                assert!((*blocks..blocks + 8).contains(&relation.blocks), "{a}-{b} {relation:?}");
                let shared =
                    sketch(&seeds[a]).iter().filter(|h| sketch(&seeds[b]).contains(h)).count();
                assert!(shared > 1, "{a}-{b} share {shared}");
            }
        }
    }
}

#[test]
fn japanese_articles_are_not_copies_for_their_set_phrases() {
    let Some(articles) = data("data/livedoor_ja") else { return };
    let prints: Vec<_> = articles.iter().map(|article| by("", article)).collect();
    let mut pairs = Vec::new();
    for a in 0..prints.len() as u32 {
        pairs.extend((a + 1..prints.len() as u32).map(|b| (a, b)));
    }
    let get = |place: u32| prints.get(place as usize);
    let edges = verify(&pairs, get, &Thresholds::default(), &|_, _| true);
    let copies = edges.iter().filter(|edge| edge.relation.verdict.is_copy()).count();
    assert!(copies * 10_000 < pairs.len(), "{copies} of {}", pairs.len());
    for article in &articles {
        let cut: String = article.chars().skip(article.chars().count() / 3).collect();
        assert!(verdict(article, &cut).is_copy());
    }
}

proptest! {
    #[test]
    fn shares_are_shares_and_sides_are_symmetric(
        a in prop::collection::vec(0_u8..5, 0..80),
        b in prop::collection::vec(0_u8..5, 0..80),
        mark in 0_usize..80,
    ) {
        let text = |words: &[u8]| -> String {
            let word = |(n, w): (usize, &u8)| {
                format!("w{w}{}", if n % 20 == mark % 20 { " \"" } else { " " })
            };
            words.iter().enumerate().map(word).collect()
        };
        let (a, b) = (by("Echo", &text(&a)), by("Echo", &text(&b)));
        let relation = related(&a, &b);
        for share in [
            relation.resemblance,
            relation.containment_a,
            relation.containment_b,
            relation.unquoted_a,
            relation.unquoted_b,
        ] {
            prop_assert!((0.0..=1.0).contains(&share));
        }
        prop_assert_eq!(relation.reversed(), related(&b, &a));
        if a.marks.len() > 0 {
            let same = related(&a, &a);
            prop_assert_eq!((same.verdict, same.resemblance), (Verdict::Copy, 1.0));
        }
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let mut shingler = Shingler::new();
        let (sketch, fingerprint) =
            shingler.sketch_and_fingerprint(Document { body: &text, source: None, date: None });
        prop_assert!(sketch.is_sorted());
        let hashes: Vec<u32> = fingerprint.marks.iter().map(|mark| mark.hash()).collect();
        prop_assert!(sketch.iter().all(|hash| hashes.contains(hash)));
    }
}
