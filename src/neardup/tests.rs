//! The floor as a whole: invariants of verdicts, and the seeds that the project began with.

use super::*;
use proptest::prelude::*;

fn fingerprint(body: &str) -> Fingerprint {
    Fingerprint::of(Document { body, source: None, date: None })
}

/// `count` words of their own for each `tag`.
fn prose(tag: &str, count: usize) -> String {
    (0..count).map(|n| format!("{tag}{n} ")).collect()
}

/// The five seeds in order; none where no data is at hand.
fn seeds() -> Option<Vec<Fingerprint>> {
    let dir = std::path::PathBuf::from(std::env::var_os("RETOLD_DATA")?).join("seeds");
    let mut paths: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 5);
    Some(paths.iter().map(|path| fingerprint(&std::fs::read_to_string(path).unwrap())).collect())
}

#[test]
fn of_the_seeds_three_are_copies_of_one_another() {
    let Some(seeds) = seeds() else { return };
    for a in 0..5 {
        for b in a + 1..5 {
            let relation = relate(&seeds[a], &seeds[b]);
            println!("{a}-{b} {relation:?}");
            assert_eq!(
                relation.verdict.is_copy(),
                [0, 1, 4].contains(&a) && [0, 1, 4].contains(&b)
            );
        }
    }
}
