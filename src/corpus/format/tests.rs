//! Every format on well-formed, odd and broken files.

use super::*;
use std::collections::BTreeMap;

fn entry(path: &str, bytes: &[u8]) -> FileEntry {
    let bytes: &'static [u8] = bytes.to_vec().leak();
    FileEntry { path: path.into(), source: Source::Embedded(bytes), size: 0, mtime: 0 }
}

fn items(path: &str, bytes: &[u8]) -> Vec<Item> {
    let mut all = Vec::new();
    read(&entry(path, bytes), &BTreeMap::new(), &mut |item| {
        all.push(item);
        ControlFlow::Continue(())
    });
    all
}

/// Bodies and problems, as `origin body` and `place! message`.
fn told(path: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let shown = |item: Item| match item {
        Item::Article(article) => format!("{} {}", article.origin, article.body),
        Item::Problem(problem) => format!("{}! {}", problem.place, problem.message),
    };
    items(path, bytes.as_ref()).into_iter().map(shown).collect()
}

#[test]
fn a_text_file_is_one_article() {
    assert_eq!(told("a.txt", "\u{feff}One\r\ntwo\rthree"), ["a.txt One\ntwo\nthree"]);
    assert_eq!(told("a.md", "# Head\n\nText."), ["a.md # Head\n\nText."]);
    assert_eq!(told("a.txt", " \n"), ["a.txt! empty: there is no text in it"]);
    assert!(told("a.txt", [0; 64])[0].contains("a.txt! not text but nothing but NUL"));
    assert!(told("a.jsonl", b"\x1f\x8b\x08\x00")[0].contains("gzip"));
    let [Item::Article(article)] =
        &items("a.txt", b"Head line\n\nMOSS TOWN: It burned all night long.")[..]
    else {
        panic!("one article")
    };
    assert_eq!(
        (article.title.as_str(), article.place.as_deref()),
        ("Head line", Some("Moss Town"))
    );
    assert_eq!(article.id, crate::corpus::ArticleId::derive("a.txt", "", 0));
}

#[test]
fn json_lines_go_on_after_a_broken_line() {
    let mut lines = String::new();
    for n in 1..=4001 {
        let line =
            if n == 4000 { "{\"text\": \"cut".into() } else { format!("{{\"text\": \"t{n}\"}}") };
        lines.push_str(&line);
        lines.push_str(if n % 2 == 0 { "\r\n" } else { "\n" });
    }
    let all = told("dump.jsonl", lines);
    assert_eq!(all.len(), 4001);
    assert_eq!(all[3999], "dump.jsonl:4000! not valid JSON: it ends in the middle");
    assert_eq!(all[4000], "dump.jsonl:4001 t4001");
}

#[test]
fn json_lines_in_other_dress() {
    assert_eq!(
        told("a.jsonl", "\u{feff}{\"text\": \"a\"}\n\n  \n{\"text\": \"b\"}"),
        ["a.jsonl:1 a", "a.jsonl:4 b"]
    );
    let wide: Vec<u8> = "\u{feff}{\"text\": \"Fähre\"}\n{\"text\": \"b\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(told("a.jsonl", wide), ["a.jsonl:1 Fähre", "a.jsonl:2 b"]);
    let latin = b"{\"text\": \"Die F\xe4hre brannte \xfcber Nacht\"}\n{\"text\": \"\xc3\xa4\"}";
    assert_eq!(told("a.jsonl", latin), ["a.jsonl:1 Die Fähre brannte über Nacht", "a.jsonl:2 ä"]);
    let broken = told(
        "a.jsonl",
        "{\"text\" \"x\"}\n[1]\n{\"title\": \"T\"}\n{\"text\": NaN, \"body\": \"b\"}",
    );
    assert!(broken[0].starts_with("a.jsonl:1! not valid JSON: expected `:`"), "{broken:?}");
    assert!(broken[1].contains("a.jsonl:2! not an article") && broken[1].contains("a list"));
    assert!(broken[2].contains("a.jsonl:3! no text"));
    assert_eq!(broken[3], "a.jsonl:4 b");
}

#[test]
fn ids_come_from_keys_where_there_are_any() {
    let id = |text: &str, nth: usize| match &items("a.jsonl", text.as_bytes())[nth] {
        Item::Article(article) => article.id,
        Item::Problem(problem) => panic!("{problem:?}"),
    };
    let two = "{\"id\": \"k\", \"text\": \"a\"}\n{\"id\": \"k\", \"text\": \"b\"}";
    let moved = format!("{{\"text\": \"first\"}}\n{two}");
    assert_eq!(id(two, 0), id(&moved, 1));
    assert_eq!(id(two, 1), id(&moved, 2));
    assert_ne!(id(two, 0), id(two, 1));
}

#[test]
fn json_arrays_wrappers_and_single_records() {
    let two = r#"[{"text": "a"}, {"text": "b"}]"#;
    assert_eq!(told("a.json", two), ["a.json:1 a", "a.json:2 b"]);
    for wrapper in ["articles", "Data", "my_own_name"] {
        let text = format!(r#"{{"count": 2, "{wrapper}": {two}, "next": null}}"#);
        assert_eq!(told("a.json", text), ["a.json:1 a", "a.json:2 b"], "{wrapper}");
    }
    assert_eq!(told("a.json", format!(r#"{{"response": {{"docs": {two}}}}}"#)).len(), 2);
    assert_eq!(told("a.json", format!(r#"{{"hits": {{"total": 2, "hits": {two}}}}}"#)).len(), 2);
    assert_eq!(
        told("a.json", r#"{"text": "a", "results": 3, "images": [{"id": 1}]}"#),
        ["a.json:1 a"]
    );
    assert_eq!(told("a.json", "[]"), Vec::<String>::new());
    assert!(told("a.json", "7")[0].contains("a number"));
}

#[test]
fn a_broken_array_gives_what_stands_before() {
    let all = told("a.json", "[{\"text\": \"a\"},\n{\"text\": }]");
    assert_eq!(all[0], "a.json:1 a");
    assert!(all[1].contains("of line 2, after 1 records"), "{all:?}");
    assert!(told("a.json", "[{\"text\": \"a\"}")[1].contains("ends in the middle"));
    assert!(told("a.json", "")[0].contains("a.json!"));
}

#[test]
fn content_tells_where_names_do_not() {
    assert_eq!(told("-", "{\"text\": \"a\"}\n{\"text\": \"b\"}").len(), 2);
    assert_eq!(told("-", "{\n \"text\": \"a\"\n}"), ["-:1 a"]);
    assert_eq!(told("-", "[{\"text\": \"a\"}]"), ["-:1 a"]);
    assert_eq!(told("a.log", "[Moss] It burned."), ["a.log [Moss] It burned."]);
    assert_eq!(of_name("x/.txt").map(Format::name), None);
    assert_eq!(of_name("x/A.TXT").map(Format::name), Some("plain text"));
}

#[test]
fn reading_stops_when_told() {
    for (path, text) in [
        ("a.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}"),
        ("a.json", "[{\"text\": \"a\"}, {\"text\": \"b\"}]"),
    ] {
        let mut count = 0;
        read(&entry(path, text.as_bytes()), &BTreeMap::new(), &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!(count, 1, "{path}");
    }
}

#[test]
fn what_is_too_long_is_refused_and_the_rest_read() {
    let mut line = vec![b' '; LONGEST_ARTICLE as usize + 10];
    line.extend_from_slice(b"\n{\"text\": \"b\"}");
    let all = told("a.jsonl", &line);
    assert!(
        all[0].starts_with("a.jsonl:1! the line is 64 MB, larger than the 64 MB"),
        "{}",
        all[0]
    );
    assert_eq!(all[1], "a.jsonl:2 b");
    assert!(told("a.txt", &line)[0].starts_with("a.txt! the file is 64 MB, larger than"));
}

#[test]
fn a_file_that_cannot_be_opened_is_a_problem() {
    let source = Source::Disk("/no/such/file".into());
    let file = FileEntry { path: "gone.txt".into(), source, size: 0, mtime: 0 };
    let mut all = Vec::new();
    read(&file, &BTreeMap::new(), &mut |item| {
        all.push(item);
        ControlFlow::Continue(())
    });
    assert!(matches!(&all[..], [Item::Problem(p)] if p.place == "gone.txt"));
    assert!(file_hash(&file).is_err());
    assert_eq!(file_hash(&entry("a", b"x")).ok(), file_hash(&entry("b", b"x")).ok());
}

#[test]
fn the_wire_set() {
    let Some(data) = std::env::var_os("RETOLD_DATA") else { return };
    let path = std::path::Path::new(&data).join("data/reuters.jsonl");
    let file = FileEntry { path: "r.jsonl".into(), source: Source::Disk(path), size: 0, mtime: 0 };
    let (mut articles, mut dated, mut placed, mut titled) = (0, 0, 0, 0);
    read(&file, &BTreeMap::new(), &mut |item| {
        if let Item::Article(article) = item {
            articles += 1;
            dated += usize::from(article.date.is_some());
            placed += usize::from(article.place.is_some());
            titled += usize::from(!article.title.is_empty());
            assert_eq!(article.source.as_deref(), Some("Reuters"));
        }
        ControlFlow::Continue(())
    });
    assert_eq!((articles, titled), (21_578, 21_578));
    assert!(dated >= 21_570 && placed >= 18_900, "{dated} dated, {placed} placed");
}
