//! Labelled metadata before a text: front matter between `---` lines, or lines like `Source: …`.
//! Both become the fields of a record.

use serde_json::{Map, Value};

/// What each label of a header line names; labels of other languages by their English field.
const LABELS: &[(&str, &[&str])] = &[
    ("title", &["title", "headline", "titel", "titre", "titulo", "見出し", "タイトル"]),
    ("date", &["date", "published", "publication date", "datum", "fecha", "日付", "配信日"]),
    ("source", &["source", "outlet", "publisher", "publication", "newspaper", "quelle", "媒体"]),
    ("byline", &["by", "byline", "author", "authors", "autor", "auteur", "von", "記者", "著者"]),
    ("url", &["url", "link"]),
    ("section", &["section", "category", "ressort"]),
    ("place", &["place", "location", "dateline", "ort", "lieu"]),
    ("lang", &["lang", "language", "sprache"]),
    ("tags", &["tags", "keywords", "topics"]),
    ("id", &["id"]),
];

/// Fields given before the text, and where the text starts.
pub(super) struct Header {
    /// By the names that records use.
    pub(super) fields: Map<String, Value>,
    /// Bytes up to the text.
    pub(super) end: usize,
}

/// The labelled header that `text` opens with.
pub(super) fn read(text: &str) -> Option<Header> {
    front_matter(text).or_else(|| labelled_lines(text))
}

/// The lines between two `---`: `key: value`, lists in brackets or as `- item` lines.
fn front_matter(text: &str) -> Option<Header> {
    let rest = text.strip_prefix("---")?;
    let mut at = text.len() - rest.len() + rest.find('\n')? + 1;
    let mut fields: Map<String, Value> = Map::new();
    let mut last = String::new();
    for line in text.get(at..)?.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return (!fields.is_empty()).then_some(Header { fields, end: at });
        }
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            let list = fields.entry(last.clone()).or_insert(Value::Array(Vec::new()));
            if let Value::Array(items) = list {
                items.push(Value::String(unquoted(item).to_string()));
            }
        } else if let Some((key, value)) = line.split_once(':') {
            last = key.trim().to_string();
            let value = value.trim();
            let value = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
                Some(list) => list.split(',').map(|item| Value::from(unquoted(item))).collect(),
                None if value.is_empty() => Value::Array(Vec::new()),
                None => Value::String(unquoted(value).to_string()),
            };
            fields.insert(last.clone(), value);
        } else if !line.trim().is_empty() && !line.starts_with([' ', '#', '\t']) {
            return None;
        }
    }
    None
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

/// `Title: …`, `Source: …` on lines of their own: two or more, or one with a blank line after it.
fn labelled_lines(text: &str) -> Option<Header> {
    const MOST: usize = 12;
    let mut fields = Map::new();
    let mut at = 0;
    let mut ended = false;
    for line in text.split_inclusive('\n').take(MOST) {
        let Some((label, value)) = labelled(line) else {
            ended = line.trim().is_empty();
            break;
        };
        let label = label.to_lowercase();
        match LABELS.iter().find(|(_, names)| names.contains(&label.as_str())) {
            Some((field, _)) => {
                fields.entry(field.to_string()).or_insert_with(|| value.into());
            }
            // Other labels count once the header has begun: `Length: 400 words`.
            None if fields.is_empty() => return None,
            None => {}
        }
        at += line.len();
    }
    let header = fields.len() > 1 || (fields.len() == 1 && ended);
    header.then_some(Header { fields, end: at })
}

/// A short label, a colon and a value.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once([':', '：'])?;
    let value = value.trim();
    let plain = label.split(' ').count() <= 2
        && label.chars().all(|c| c.is_alphabetic() || c == ' ')
        && label.starts_with(|c: char| !c.is_lowercase());
    let short = (1..=20).contains(&label.chars().count()) && value.chars().nth(300).is_none();
    (plain && short && !value.is_empty()).then_some((label, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'a>(header: &'a Header, name: &str) -> Option<&'a str> {
        header.fields.get(name).and_then(Value::as_str)
    }

    #[test]
    fn front_matter_is_read() {
        let text = "---\ntitle: \"Ferry: burns\"\ndate: 2031-03-22\ntags: [fire, 'ferry']\nauthors:\n  - A. \
                    Moss\n---\n\nThe text.";
        let header = read(text).unwrap();
        assert_eq!(field(&header, "title"), Some("Ferry: burns"));
        assert_eq!(header.fields["tags"], serde_json::json!(["fire", "ferry"]));
        assert_eq!(header.fields["authors"], serde_json::json!(["A. Moss"]));
        assert_eq!(&text[header.end..], "\nThe text.");
    }

    #[test]
    fn labelled_lines_are_read() {
        let text = "Title: Ferry burns\nLength: 400 words\nQuelle: Hafenbote\n\nThe text.";
        let header = read(text).unwrap();
        assert_eq!(field(&header, "title"), Some("Ferry burns"));
        assert_eq!(field(&header, "source"), Some("Hafenbote"));
        assert_eq!(&text[header.end..], "\nThe text.");
    }

    #[test]
    fn prose_is_no_header() {
        for text in [
            "---\nA rule, then text.\n---\n",
            "--- \n",
            "---",
            "Moscow: The ferry burned.\nSource: x\n",
            "Date: to be named\nThe text goes on.",
            "",
            "---\nkey: value\nno end",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
