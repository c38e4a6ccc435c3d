//! What the word at the cursor may go on as.

use super::*;

fn offered(index: &Fixture, query: &str) -> Vec<(String, Option<u64>)> {
    let cursor = query.find('|').unwrap_or(query.len());
    let query = query.replace('|', "");
    let searcher = index.store.searcher().unwrap();
    let found = searcher.complete(&query, cursor, &()).unwrap();
    assert!(found.iter().all(|c| query.get(c.replaces.range()).is_some()));
    found.into_iter().map(|completion| (completion.text, completion.count)).collect()
}

#[test]
fn names_come_with_help() {
    let index = harbour();
    assert_eq!(offered(&index, "fire sou"), [("source:".to_string(), None)]);
    // Between things what joins them is offered too.
    assert_eq!(offered(&index, "").len(), 21);
    assert_eq!(offered(&index, "fire |").len(), 26);
    assert_eq!(
        offered(&index, "fire O|"),
        [("older:".to_string(), None), ("OR".to_string(), None)]
    );
    assert_eq!(offered(&index, "-|").len(), 21);
    let searcher = index.store.searcher().unwrap();
    let named = searcher.complete("tit", 3, &()).unwrap();
    assert!(named[0].help.as_ref().is_some_and(|help| help.contains("headline")));
}

#[test]
fn values_come_with_counts_the_commonest_first() {
    let mut articles: Vec<_> = (1..=6).map(|n| article(n, "Note", "words")).collect();
    for (n, source) in
        ["Calder Post", "Calder Post", "The Post", "Élan", "Calder Mail"].iter().enumerate()
    {
        articles[n].source = Some((*source).into());
    }
    articles[0].tags = vec!["Sea \"Trade\"".into()];
    let index = Fixture::new(articles);
    let counted = |text: &str, count| (text.to_string(), Some(count));
    let calder = [counted("\"Calder Post\"", 2), counted("\"Calder Mail\"", 1)];
    assert_eq!(offered(&index, "source:cal"), calder);
    assert_eq!(offered(&index, "source:\"calder p"), calder[..1]);
    assert_eq!(offered(&index, "source:post").len(), 2);
    assert_eq!(offered(&index, "source:el"), [counted("Élan", 1)]);
    assert_eq!(offered(&index, "lang:"), [counted("en", 6)]);
    assert_eq!(offered(&index, "tag:tr"), [counted("\"Sea Trade\"", 1)]);
    assert_eq!(offered(&index, "title:no"), [counted("note", 6)]);
    assert_eq!(offered(&index, "date:20").iter().map(|(_, n)| n.unwrap()).sum::<u64>(), 6);
    let month = offered(&index, "date:>=2031-");
    assert!(month[0].0.starts_with(">=2031-"), "{month:?}");
    assert!(offered(&index, "has:da").contains(&("date".to_string(), None)));
    assert!(offered(&index, "newer:1").len() > 2);
}

#[test]
fn what_was_deleted_is_not_counted() {
    let mut articles: Vec<_> = (1..=3).map(|n| article(n, "Note", "words")).collect();
    for article in &mut articles {
        article.source = Some("Calder Post".into());
    }
    let index = Fixture::new(articles);
    let mut writer = index.store.writer().unwrap();
    writer.delete(index.articles[0].id).unwrap();
    writer.commit("").unwrap();
    assert_eq!(offered(&index, "source:")[0].1, Some(2));
}

#[test]
fn a_bare_word_goes_on_as_words_of_the_texts() {
    let index = Fixture::of(&[("Harbour", "harbour fire"), ("b", "Harbours élan"), ("c", "fire")]);
    let counted = |text: &str, count| (text.to_string(), Some(count));
    assert_eq!(offered(&index, "harb"), [counted("harbour", 1), counted("harbours", 1)]);
    assert_eq!(offered(&index, "-fir|"), [counted("fire", 2)]);
    assert_eq!(offered(&index, "ÉL"), [counted("elan", 1)]);
    assert_eq!(offered(&index, "h"), [("has:".to_string(), None)], "a letter says too little");
    let kinds = |query: &str| {
        let found = index.store.searcher().unwrap().complete(query, query.len(), &()).unwrap();
        found.iter().map(|c| c.kind.is_whole()).collect::<Vec<_>>()
    };
    // `fi`: the name of a field, to which a value belongs, and a word.
    assert_eq!(kinds("fi"), [false, true]);
}

#[test]
fn dates_go_on_from_the_year_to_the_day() {
    let index = harbour();
    let first = |query: &str| offered(&index, query)[0].0.clone();
    let (year, month) = (first("date:"), first(&format!("date:{}", first("date:"))));
    assert!(year.len() == 4 && month.starts_with(&year) && month.len() == 7, "{year} {month}");
    assert_eq!(first(&format!("date:..{month}")).len(), "..2031-03-22".len());
}

#[test]
fn what_nobody_waits_for_is_given_up() {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let words = (0..9_000).map(|n| format!("z{}{}{}q", letter(n), letter(n / 26), letter(n / 676)));
    let text = words.collect::<Vec<_>>().join(" ");
    let index = Fixture::of(&[("Words", &text)]);
    let searcher = index.store.searcher().unwrap();
    assert!(searcher.complete_while("body:z", 6, &(), &|| false).is_err());
    assert!(!searcher.complete_while("body:z", 6, &(), &|| true).unwrap().is_empty());
}
