//! The reports the product was conceived from, where `RETOLD_DATA` says they are.

use super::*;

/// The five reports as articles without metadata; none where the variable is not set.
fn seeds() -> Option<Vec<Article>> {
    let folder = std::path::Path::new(&std::env::var_os("RETOLD_DATA")?).join("seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 5, "{}", folder.display());
    let of = |(at, path): (u64, std::path::PathBuf)| {
        article(at, "", &String::from_utf8_lossy(&std::fs::read(path).unwrap()))
    };
    Some((0..).zip(paths).map(of).collect())
}

#[test]
fn the_seeds_are_found() {
    let Some(articles) = seeds() else {
        return;
    };
    let index = Fixture::new(articles);
    assert_eq!(index.found("moscow"), [0, 1, 2, 3, 4]);
    assert_eq!(index.found("crocus"), [0, 1, 2]);
    for (query, expected) in [("mosc", 5), ("croc", 3)] {
        assert_eq!(index.typed(query).len(), expected, "{query}");
    }
    let searcher = index.store.searcher().unwrap();
    for query in ["isis-k", "\"concert hall\"", "attack"] {
        let highlighter = searcher.highlighter(&Query::parse(query, false)).unwrap();
        for record in index.found(query) {
            let body = &index.articles[record as usize].body;
            assert!(!highlighter.marks(body).is_empty(), "{query} in {record}");
            assert!(!highlighter.snippet(body, 100).marks.is_empty(), "{query} in {record}");
        }
    }
}
