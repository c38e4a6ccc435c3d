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
    assert_eq!(offered(&index, "fire |").len(), 21);
    assert!(offered(&index, "harbour").is_empty());
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
