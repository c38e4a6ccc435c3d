//! Tests of the written comparisons: nothing from an article means anything in them, links lead
//! somewhere, and a unified diff turns one text into the other.

use super::html::html;
use super::markdown::markdown;
use super::plain::tests::compared;
use super::plain::{Pen, Sides, comparison};
use super::unified::{Names, lines, unified};
use crate::corpus::{Article, ArticleId, Origin};
use crate::diff::{Comparison, Text, Which, compare, facts};
use proptest::prelude::*;
use std::collections::HashSet;

const PLAIN: Pen = Pen { colour: false, columns: 80 };
const NAMES: Names<'_> = Names { old: "a/old.txt", new: "b/new.txt" };

fn article(title: &str, body: &str) -> Article {
    Article {
        id: ArticleId::derive(title, "", 0),
        key: None,
        origin: Origin { path: format!("{title}.txt"), record: None },
        title: title.into(),
        byline: Some(title.into()),
        source: Some(title.into()),
        place: Some(title.into()),
        section: None,
        tags: Vec::new(),
        lang: Some(title.into()),
        url: Some(format!("https://example.org/{title}")),
        date: None,
        body: body.into(),
    }
}

fn written(
    left: &Article,
    right: &Article,
    full: bool,
    write: impl Fn(&mut Vec<u8>, &Sides<'_>) -> std::io::Result<()>,
) -> String {
    let comparison = compare(Text { body: &left.body }, Text { body: &right.body });
    let mut out = Vec::new();
    let facts = &facts::of_both(&comparison, left, right);
    write(&mut out, &Sides { left, right, comparison: &comparison, facts, full }).unwrap();
    String::from_utf8(out).unwrap()
}

/// The comparison made by hand, written.
fn by_hand(write: impl Fn(&mut Vec<u8>, &Sides<'_>) -> std::io::Result<()>) -> String {
    let (left, right, comparison, _) = compared();
    let facts = &facts::of_both(&comparison, &left, &right);
    let sides = Sides { left: &left, right: &right, comparison: &comparison, facts, full: false };
    let mut out = Vec::new();
    write(&mut out, &sides).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn html_has_both_reports_side_by_side() {
    let page = by_hand(|out, sides| html(out, sides));
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{head}<style></style>{body}"));
}

#[test]
fn markdown_has_tables_and_both_sides_of_each_change() {
    insta::assert_snapshot!(by_hand(|out, sides| markdown(out, sides)));
}

#[test]
fn a_unified_diff_has_a_sentence_a_line() {
    insta::assert_snapshot!(by_hand(|out, sides| unified(out, PLAIN, sides, NAMES)));
    let coloured = Pen { colour: true, ..PLAIN };
    let coloured = by_hand(|out, sides| unified(out, coloured, sides, NAMES));
    assert!(coloured.contains("\x1b[31m-Two tugs were lost.\x1b[0m\n"), "{coloured:?}");
}

#[test]
fn for_a_pager_it_is_plain_in_colours() {
    let pen = Pen { colour: true, columns: 100 };
    let coloured = by_hand(|out, sides| comparison(out, pen, sides));
    insta::assert_snapshot!(coloured.replace('\x1b', "␛"));
}

/// Every tag of `page`, without its angle brackets.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0).collect()
}

const EVIL: &str =
    "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u{1b}]0;x\u{7}\u{202e}";

#[test]
fn html_from_an_article_is_text() {
    let body = |n: u32| {
        format!(
            "{EVIL}\n\n{EVIL} burned {n} boats at the long pier, they said.\n\nOnly {EVIL} {n}.\n"
        )
    };
    let (left, right) = (article(EVIL, &body(40)), article(EVIL, &body(60)));
    for full in [false, true] {
        let page = written(&left, &right, full, |out, sides| html(out, sides));
        assert!(page.contains("&lt;script&gt;"), "{page}");
        assert!(!page.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'));
        let (_, page) = page.split_once("</style>").unwrap();
        let known = [
            "head", "body", "html", "header", "div", "h1", "h2", "p", "a", "span", "table",
            "thead", "tbody", "tr", "th", "td", "details", "summary", "main", "footer", "del",
            "ins",
        ];
        for tag in tags(page) {
            let name = tag.trim_start_matches('/').split_whitespace().next().unwrap();
            assert!(known.contains(&name), "<{tag}>");
            // Outside of quotes an attribute has a name that is ours, and the quotes are even.
            let parts: Vec<&str> = tag.split('"').collect();
            assert!(parts.len() % 2 == 1, "<{tag}>");
            for (at, part) in parts.iter().enumerate() {
                let outside = at % 2 == 0;
                assert!(!outside || !part.contains("onerror") && !part.contains('\''), "<{tag}>");
            }
        }
    }
}

#[test]
fn only_web_addresses_become_links() {
    let mut left = article("Old", "A fire burned 40 boats at the pier.");
    let right = left.clone();
    for (url, linked) in [("javascript:alert(1)", false), ("HTTPS://example.org/a?b=1&c", true)] {
        left.url = Some(url.into());
        let page = written(&left, &right, false, |out, sides| html(out, sides));
        assert_eq!(page.contains("<a href=\"HTTPS://example.org/a?b=1&amp;c\""), linked, "{page}");
        assert!(!page.contains("javascript"));
    }
}

#[test]
fn markdown_from_an_article_is_text() {
    let evil = "<b> *bold* _it_ `code` [a](b) |cell| ~~gone~~ # &amp; \\";
    let body = |n: u32| format!("{evil}\n\n{evil} burned {n} boats at the long pier, they said.\n");
    let (left, right) = (article(evil, &body(40)), article(evil, &body(60)));
    let text = written(&left, &right, true, |out, sides| markdown(out, sides));
    let safe = "\\<b\\> \\*bold\\* \\_it\\_ \\`code\\` \\[a\\](b) \\|cell\\| \\~\\~gone\\~\\~ \\# \
                \\&amp; \\\\";
    assert!(text.contains(safe), "{text}");
    assert!(!text.replace(safe, "").contains("cell"), "{text}");
    assert!(text.contains("~~40~~ **60** boats"), "{text}");
}

#[test]
fn marks_of_markdown_bind() {
    let left = article("Old", "Two vessels were lost: the ferry that burned and the tug by it.");
    let right = article("New", "Two vessels were lost, the ferry that burned and the tug by it.");
    let text = written(&left, &right, false, |out, sides| markdown(out, sides));
    assert!(text.contains("lost ~~:~~ **,** the"), "{text}");
}

#[test]
fn moves_and_repeats_are_linked_and_every_link_leads_somewhere() {
    let said = [
        "A gymnasium on Quay Street has been opened for the relatives of those missing.",
        "The harbour master closed the channel to all traffic until the hull is raised.",
        "Divers went down at first light and found the after gangway chained shut.",
        "The league has put off the football that was to be played at the weekend.",
        "Nobody at the customs house would say what the second hold had carried.",
    ];
    let left = article("Old", &said.join("\n\n"));
    let order = [1, 2, 3, 4, 0, 2];
    let right = article("New", &order.map(|at| said[at]).join("\n\n"));
    let page = written(&left, &right, false, |out, sides| html(out, sides));
    assert!(page.contains("moved to <a href=\"#r1\">¶5</a>"), "{page}");
    assert!(page.contains("moved from <a href=\"#l1\">¶1</a>"), "{page}");
    assert!(page.contains("repeats <a href=\"#r4\">¶2</a>"), "{page}");
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    assert_eq!(ids.len(), ids.iter().collect::<HashSet<_>>().len(), "{ids:?}");
    for link in page.split("href=\"#").skip(1) {
        let (to, _) = link.split_once('"').unwrap();
        assert!(ids.contains(&to), "{to} is not among {ids:?}");
    }
    let text = written(&left, &right, false, |out, sides| markdown(out, sides));
    for part in ["left ↓ moved to ¶5:", "right ↑ moved from ¶1:", "right ≡ repeats ¶2:"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn repeats_are_named_where_they_are_folded_away() {
    let said = [
        "Divers went down at first light and found the after gangway chained shut.",
        "The league has put off the football that was to be played at the weekend.",
        "Divers went down at first light and found the after gangway chained shut.",
    ];
    let text = article("Twice", &said.join("\n\n"));
    let told = "··· 3 sentences the same, 1 of them repeated ···";
    assert!(written(&text, &text, false, |out, sides| markdown(out, sides)).contains(told));
    assert!(
        written(&text, &text, false, |out, sides| comparison(out, PLAIN, sides)).contains(told)
    );
    let page = written(&text, &text, false, |out, sides| html(out, sides));
    assert!(page.contains(told) && page.contains("repeats <a href=\"#l1\">¶1</a>"), "{page}");
}

#[test]
fn what_moved_and_changed_says_both() {
    let said = [
        "Divers went down at first light and found 40 lockers open and the gangway chained shut.",
        "The harbour master closed the channel to all traffic until the hull is raised.",
        "The league has put off the football that was to be played at the weekend.",
        "Nobody at the customs house would say what the second hold had carried.",
    ];
    let left = article("Old", &said.join("\n\n"));
    let moved = [said[1], said[2], said[3], &said[0].replace("40", "60")].join("\n\n");
    let right = article("New", &moved);
    let page = written(&left, &right, false, |out, sides| html(out, sides));
    assert!(page.contains("moved to <a href=\"#r1\">¶4</a> and edited"), "{page}");
    assert!(page.contains("<ins class=\"figure\">60</ins>"), "{page}");
    let text = written(&left, &right, false, |out, sides| markdown(out, sides));
    assert!(text.contains("moved from ¶1 and edited:* Divers went"), "{text}");
    assert!(text.contains("found ~~40~~ **60** lockers"), "{text}");
}

#[test]
fn empty_texts_are_written_too() {
    let (empty, some) = (article("None", ""), article("Some", "It burned 40 boats.\n\nAll sank."));
    for (left, right) in [(&empty, &empty), (&empty, &some), (&some, &empty)] {
        assert!(written(left, right, false, |out, s| html(out, s)).ends_with("</html>\n"));
        assert!(written(left, right, false, |out, s| markdown(out, s)).starts_with("# "));
    }
    let same = written(&some, &some, true, |out, s| unified(out, PLAIN, s, NAMES));
    assert_eq!(same, "");
    let added = written(&empty, &some, false, |out, s| unified(out, PLAIN, s, NAMES));
    assert!(added.contains("@@ -0,0 +1,2 @@"), "{added}");
}

#[test]
fn no_offset_can_break_it() {
    let (left, right) = (article("Old", "Ж boat."), article("New", "Ж boats."));
    let mut comparison: Comparison = compare(Text { body: &left.body }, Text { body: &right.body });
    for group in &mut comparison.groups {
        group.left.push(9);
        for change in &mut group.changes {
            change.left.start = 1;
            change.right.end = 900;
        }
    }
    let sides =
        Sides { left: &left, right: &right, comparison: &comparison, facts: &[], full: true };
    html(&mut Vec::new(), &sides).unwrap();
    markdown(&mut Vec::new(), &sides).unwrap();
    unified(&mut Vec::new(), PLAIN, &sides, NAMES).unwrap();
}

/// Applies a unified diff to `old`, checking every line and every count of it.
fn applied(old: &[String], diff: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    let mut rows = diff.lines().skip(2).peekable();
    while let Some(head) = rows.next() {
        let mut parts = head.strip_prefix("@@ -").unwrap().split(" @@").next().unwrap().split(" +");
        let mut range = || {
            let (start, length) = {
                let told = parts.next().unwrap();
                told.split_once(',').unwrap_or((told, "1"))
            };
            (start.parse::<usize>().unwrap(), length.parse::<usize>().unwrap())
        };
        let ((from, mut drops), (to, mut adds)) = (range(), range());
        let start = if drops == 0 { from } else { from - 1 };
        out.extend_from_slice(&old[at..start]);
        at = start;
        assert_eq!(out.len(), if adds == 0 { to } else { to - 1 }, "{diff}");
        while drops + adds > 0 {
            let row = rows.next().unwrap();
            let (sign, line) = row.split_at(1);
            if sign != "+" {
                assert_eq!(old[at], line, "{diff}");
                (at, drops) = (at + 1, drops - 1);
            }
            if sign != "-" {
                out.push(line.to_string());
                adds -= 1;
            }
        }
    }
    out.extend_from_slice(&old[at..]);
    out
}

/// A text of sentences from a small stock, some of them nearly alike, so that they are edited, move
/// and repeat.
fn text() -> impl Strategy<Value = String> {
    let stock = prop::sample::select(vec![
        "The ferry burned for three days at the long pier.",
        "The old ferry burned for 4 days at the long pier.",
        "Two tugs were lost, the harbour master said.",
        "Two tugs and a barge were lost.",
        "Nobody was told.",
        "Crossheads stand alone",
        "-- “Quoted”\u{200b} and\u{1b} odd.",
        "+ A sign of its own.",
    ]);
    let joint = prop::sample::select(vec![" ", "\n\n", "\n"]);
    prop::collection::vec((stock, joint), 0..14)
        .prop_map(|parts| parts.into_iter().flat_map(|(text, joint)| [text, joint]).collect())
}

proptest! {
    #[test]
    fn a_unified_diff_turns_one_text_into_the_other(old in text(), new in text()) {
        let (left, right) = (article("Old", &old), article("New", &new));
        let comparison = compare(Text { body: &old }, Text { body: &new });
        for full in [false, true] {
            let sides = Sides { left: &left, right: &right, comparison: &comparison, facts: &[], full };
            let (before, after) = (lines(&sides, Which::Left), lines(&sides, Which::Right));
            let mut out = Vec::new();
            unified(&mut out, PLAIN, &sides, NAMES).unwrap();
            let diff = String::from_utf8(out).unwrap();
            prop_assert_eq!(applied(&before, &diff), after, "{}", diff);
        }
    }
}
