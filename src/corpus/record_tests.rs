//! Which names are understood, and what becomes of odd values.

use super::*;
use serde_json::json;

fn with(record: Value, fields: &[(&str, &str)]) -> Result<Article, String> {
    let fields = fields.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    let origin = Origin { path: "a.jsonl".into(), record: Some(7) };
    article(&record, origin, &fields, &mut Keys::default())
}

fn read(record: Value) -> Article {
    with(record, &[]).unwrap()
}

#[test]
fn usual_names_in_any_case() {
    for body in ["text", "Body", "content", "maintext", "article_text", "fullText", "Full Text"] {
        assert_eq!(read(json!({ body: "A ferry burned." })).body, "A ferry burned.", "{body}");
    }
    let article = read(json!({
        "_id": 41, "Headline": "Ferry\n burns", "publishedAt": "2031-03-22T08:10:00Z", "text": "x",
        "publisher": {"name": "Calder Post"}, "canonical_url": "https://post.example/1",
        "language": "en-GB", "authors": [{"name": "A. Moss"}, "B. Lunt"], "category": "Local",
        "keywords": ["fire", {"name": "ferry"}, "fire"], "location": "Port Calder"
    }));
    assert_eq!(article.key.as_deref(), Some("41"));
    assert_eq!(article.title, "Ferry burns");
    assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2031-03-22T08:10Z"));
    assert_eq!(article.source.as_deref(), Some("Calder Post"));
    assert_eq!(article.url.as_deref(), Some("https://post.example/1"));
    assert_eq!(article.lang.as_deref(), Some("en"));
    assert_eq!(article.byline.as_deref(), Some("A. Moss, B. Lunt"));
    assert_eq!(article.section.as_deref(), Some("Local"));
    assert_eq!(article.tags, ["fire", "ferry"]);
    assert_eq!(article.place.as_deref(), Some("Port Calder"));
}

#[test]
fn what_says_nothing_is_left_out() {
    let article = read(json!({
        "text": "A ferry burned.", "title": null, "date": "None", "published": "2031-03-22",
        "source": "", "author": "nan", "id": null, "tags": null
    }));
    assert_eq!(article.title, "A ferry burned.");
    assert_eq!(article.date.map(|d| d.to_string()).as_deref(), Some("2031-03-22"));
    assert_eq!((article.source, article.byline, article.key), (None, None, None));
    assert!(article.tags.is_empty());
}

#[test]
fn bodies_come_as_paragraphs_or_wrapped() {
    assert_eq!(read(json!({"body": ["One.", {"text": "Two."}]})).body, "One.\n\nTwo.");
    assert_eq!(read(json!({"body": "a\r\nb\rc"})).body, "a\nb\nc");
    let hit = read(json!({"_id": "h1", "_source": {"text": "Inside.", "title": "T"}}));
    assert_eq!((hit.body.as_str(), hit.key.as_deref()), ("Inside.", Some("h1")));
    assert_eq!(read(json!({"text": "  ", "content": "Here."})).body, "Here.");
}

#[test]
fn the_users_names_come_first() {
    let record =
        json!({"text": "wrong", "meta": {"title": "T", "who": "A"}, "story_html": "right"});
    let article =
        with(record, &[("body", "story_html"), ("title", "meta.title"), ("byline", "meta.who")]);
    let article = article.unwrap();
    assert_eq!(
        (article.body.as_str(), article.title.as_str(), article.byline.as_deref()),
        ("right", "T", Some("A"))
    );
    let missing = with(json!({"text": "x"}), &[("body", "nowhere")]);
    assert!(missing.is_err_and(|message| message.contains("`nowhere`")));
}

#[test]
fn a_record_without_text_says_what_was_looked_for() {
    let error = with(json!({"title": "T"}), &[]).unwrap_err();
    assert!(error.contains("`text`") && error.contains("--field body="), "{error}");
    assert!(with(json!("just a string"), &[]).unwrap_err().contains("a string"));
}

#[test]
fn topics_are_a_section_or_tags() {
    let one = read(json!({"text": "x", "topic": "elections", "label": "left"}));
    assert_eq!((one.section.as_deref(), one.tags), (Some("elections"), vec!["left".to_string()]));
    let many = read(json!({"text": "x", "topic": "grain,wheat"}));
    assert_eq!((many.section, many.tags), (None, vec!["grain".to_string(), "wheat".to_string()]));
}

#[test]
fn datelines_give_the_place() {
    let wire = read(json!({"text": "x", "dateline": "PORT CALDER, Feb 26 -", "places": "a,b"}));
    assert_eq!(wire.place.as_deref(), Some("Port Calder"));
    let listed = read(json!({"text": "x", "places": ["usa", "brazil"]}));
    assert_eq!(listed.place.as_deref(), Some("usa, brazil"));
}

#[test]
fn records_that_share_a_key_have_ids_of_their_own() {
    let mut keys = Keys::default();
    let first = keys.id("a", Some("k"), Some(1));
    let second = keys.id("a", Some("k"), Some(2));
    assert_ne!(first, second);
    assert_eq!(first, Keys::default().id("a", Some("k"), Some(9)));
    assert_ne!(keys.id("a", None, Some(5)), keys.id("a", Some("5"), Some(6)));
}
