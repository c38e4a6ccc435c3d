//! Layouts of plain text, invented ones and the real ones where they are at hand.

use super::*;

const PROSE: &str =
    "A ferry burned in the outer harbour on Friday, leaving at least forty people dead.";

fn shown(found: &Metadata) -> [String; 5] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let date = found.date.map(|d| d.to_string()).unwrap_or_default();
    [text(&found.title), text(&found.byline), text(&found.source), date, text(&found.place)]
}

#[track_caller]
fn says(body: &str, expected: [&str; 5]) {
    assert_eq!(shown(&read(body)), expected, "{body}");
}

#[test]
fn the_running_text_begins_after_the_head() {
    let start = "TARN QUAY: A grain warehouse";
    let text = "TARN QUAY: A grain warehouse burned through the night on Tuesday, and two watchmen \
                were hurt.";
    for head in [
        "",
        "Warehouse burns at Tarn Quay\n\n",
        "Warehouse burns at Tarn Quay\nBy Ilse Marrow | Calder Post | 22 March 2031\n\n",
        "---\ntitle: Warehouse burns\ndate: 2031-03-22\n---\n\n",
    ] {
        let body = format!("{head}{text}");
        assert!(body[text_start(&body)..].starts_with(start), "{head:?}");
    }
    assert_eq!(text_start(""), 0);
}

#[test]
fn a_colon_in_the_headline_makes_no_transcript() {
    let body = "Strike: 312 trains fall\n\nLINDERAU: Signalmen walked out on Saturday morning, and \
                nothing moved before noon.";
    assert_eq!(read(body).place.as_deref(), Some("Linderau"));
}

#[test]
fn headline_credit_dateline() {
    says(
        &format!(
            "Ferry burns\nBy Ilse Marrow | Calder Post | 22 March 2031, 08:10\n\nPORT CALDER: {PROSE}"
        ),
        ["Ferry burns", "Ilse Marrow", "Calder Post", "2031-03-22T08:10Z", "Port Calder"],
    );
    says(
        &format!("Ferry burns: forty dead\nCalder Post · 22 Mar 2031 · Port Calder\n\n{PROSE}"),
        ["Ferry burns: forty dead", "", "Calder Post", "2031-03-22", "Port Calder"],
    );
    says(
        "Fähre brennt im Hafen\nVon Ilse Marrow | Hafenbote | 3. Mai 2031\n\nPORT CALDER: Im äußeren Hafen \
         brannte am Freitag eine Fähre.",
        ["Fähre brennt im Hafen", "Ilse Marrow", "Hafenbote", "2031-05-03", "Port Calder"],
    );
    says(
        "港でフェリー火災\n山田太郎 | 港新報 | 2031年3月22日 08:10\n\nカルダー港：金曜日の夜、外港に停泊していた\
         フェリーから火が出て、少なくとも四十人が死亡した。",
        ["港でフェリー火災", "山田太郎", "港新報", "2031-03-22T08:10Z", "カルダー港"],
    );
    says(&format!("Why did it burn?\n\n{PROSE}"), ["Why did it burn?", "", "", "", ""]);
}

#[test]
fn other_layouts() {
    let lead = "A ferry burned in the outer harbour on Friday, leaving at least forty people dead.";
    says(
        &format!(" date 2031-03-22 Port Calder: {PROSE}"),
        [lead, "", "", "2031-03-22", "Port Calder"],
    );
    says(&format!("PORT CALDER, March 22 (Wire) - {PROSE}"), [lead, "", "Wire", "", "Port Calder"]);
    says(&format!("By Ilse Marrow\n{PROSE}"), [lead, "Ilse Marrow", "", "", ""]);
    says(
        &format!("https://post.example/1\n2031-03-22T10:00:00+0900\nFerry burns here\n{PROSE}"),
        ["Ferry burns here", "", "", "2031-03-22T01:00Z", ""],
    );
    says(
        &format!(
            "Title: Ferry burns\nSource: Calder Post\nDate: 22 March 2031\nBy: A. Moss\n\n{PROSE}"
        ),
        ["Ferry burns", "A. Moss", "Calder Post", "2031-03-22", ""],
    );
    says(
        &format!("---\ntitle: Ferry burns\nauthor: A. Moss\n---\n# Another\n\n{PROSE}"),
        ["Ferry burns", "A. Moss", "", "", ""],
    );
    says(&format!("# Ferry burns\n\n{PROSE}"), ["Ferry burns", "", "", "", ""]);
    says(
        &format!("Ferry burns again\nin\n\nKey Facts: Unveiled\n\n{PROSE}"),
        ["Ferry burns again", "", "", "", ""],
    );
    says(&format!("MOSS: {PROSE}\nLUNT: {PROSE}"), [&format!("MOSS: {lead}"), "", "", "", ""]);
    says("", ["", "", "", "", ""]);
    says("Ferry", ["Ferry", "", "", "", ""]);
}

#[test]
fn a_long_lead_is_cut_at_a_word() {
    let long = "The ferry burned ".repeat(20);
    let title = lead(&long);
    assert!(title.ends_with(" burned…") || title.ends_with(" ferry…") || title.ends_with("The…"));
    assert!(title.chars().count() <= 101);
    assert_eq!(lead(&"火".repeat(300)).chars().count(), 101);
}

#[test]
fn the_opening_of_a_text_with_a_headline() {
    let found = opening(&format!("CALDER POST\n\nLONDON — {PROSE}"));
    assert_eq!(found.place.as_deref(), Some("London"));
    let found = opening(&format!("By A. Moss\n{PROSE}"));
    assert_eq!((found.byline.as_deref(), found.title), (Some("A. Moss"), None));
    assert_eq!(opening(PROSE), Metadata::default());
}

/// A file of the real text, where it is at hand.
fn real(path: &str) -> Option<std::path::PathBuf> {
    std::env::var_os("RETOLD_DATA").map(|data| std::path::Path::new(&data).join(path))
}

#[test]
fn the_seeds() {
    let Some(folder) = real("seeds") else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let bodies: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let found: Vec<_> = bodies.iter().map(|body| read(body)).collect();
    let places: Vec<_> = found.iter().map(|m| m.place.as_deref()).collect();
    assert_eq!(places, [Some("New Delhi"), Some("Moscow"), Some("New Delhi"), None, None]);
    assert_eq!(found[0].date.map(|d| d.to_string()).as_deref(), Some("2024-03-23"));
    assert!(found[1..].iter().all(|m| m.date.is_none()));
    assert_eq!(found[3].title.as_deref(), bodies[3].lines().next().map(str::trim));
    assert_eq!(found[4].byline.as_deref(), Some("Lucy Adautin"));
    assert!(found[..4].iter().all(|m| m.byline.is_none()));
    for (m, body) in found.iter().zip(&bodies) {
        // From the text, without dateline, byline and date.
        let title = m.title.as_deref().unwrap().trim_end_matches('…');
        assert!(body.contains(title) && !title.starts_with("By ") && title.len() > 40, "{title}");
        let placed = m.place.as_ref().is_some_and(|place| title.starts_with(place.as_str()));
        assert!(!placed && !title.contains(':') || m.place.is_none(), "{title}");
    }
}

#[test]
fn the_japanese_set() {
    let Some(folder) = real("data/livedoor_ja") else { return };
    let (mut all, mut good) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "LICENSE.txt") {
            continue;
        }
        let body = std::fs::read_to_string(&path).unwrap();
        let third = body.lines().nth(2).unwrap_or("").trim();
        let found = read(&body);
        all += 1;
        let titled = found.title.as_deref() == Some(third);
        good += usize::from(found.url.is_some() && found.date.is_some() && titled);
    }
    assert!(all >= 400 && good * 100 >= all * 95, "{good} of {all}");
}
