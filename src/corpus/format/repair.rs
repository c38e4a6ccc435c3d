//! JSON as programs write it though they should not: `NaN`, half a surrogate pair, raw control
//! characters in strings. Only a record that fails to parse is mended.

use serde_json::Value;

/// Parses one JSON value, mended where it needs it. The error is that of the text as it stands.
pub(super) fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
        .or_else(|error| serde_json::from_str(&mended(text)).map_err(|_| error))
}

/// `text` with what parsers refuse spelt as they want it.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\\' if in_string => {
                let (spelt, read) = escape(rest);
                out.push_str(spelt);
                length = read;
            }
            '\0'..='\x1f' if in_string => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            'N' | 'I' | '-' if !in_string => match nonfinite(rest) {
                Some(word) => {
                    out.push_str("null");
                    length = word.len();
                }
                None => out.push(c),
            },
            _ => out.push(c),
        }
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

fn nonfinite(rest: &str) -> Option<&'static str> {
    ["NaN", "Infinity", "-Infinity", "-NaN"].into_iter().find(|word| rest.starts_with(word))
}

/// The escape that `rest` starts with, half a surrogate pair replaced; and its length.
fn escape(rest: &str) -> (&str, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(0) {
        Some(0xd800..=0xdbff) => match unit(6) {
            Some(0xdc00..=0xdfff) => (rest.get(..12).unwrap_or(""), 12),
            _ => ("\\ufffd", 6),
        },
        Some(0xdc00..=0xdfff) => ("\\ufffd", 6),
        Some(_) => (rest.get(..6).unwrap_or(""), 6),
        None => {
            let length = rest.chars().take(2).map(char::len_utf8).sum();
            (rest.get(..length).unwrap_or(""), length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn mends_what_programs_write() {
        let read = |text: &str| parse(text).unwrap();
        assert_eq!(read(r#"{"a": NaN, "b": -Infinity}"#), json!({"a": null, "b": null}));
        assert_eq!(read(r#"{"a": "NaN \ud83d x"}"#), json!({"a": "NaN \u{fffd} x"}));
        assert_eq!(read(r#"["\ud83d\ude00", NaN]"#), json!(["😀", null]));
        assert_eq!(read("{\"a\": \"x\ty\u{1}\"}"), json!({"a": "x\ty\u{1}"}));
        assert_eq!(read(r#"["\\", NaN, "\"N"]"#), json!(["\\", null, "\"N"]));
        assert!(parse("{\"a\": ").is_err() && parse("").is_err() && parse("Nope").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[\\PC\\\\\"u0-9a-f\\x00-\\x1f]{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn what_is_right_is_left_alone(text in "\\PC{0,20}") {
            let spelt = json!({ "a": text }).to_string();
            prop_assert_eq!(mended(&spelt), spelt);
        }
    }
}
