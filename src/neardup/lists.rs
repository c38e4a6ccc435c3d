//! Lists within a text: captions of a gallery, entries of a table, names in a row. They are no prose,
//! and an outlet prints them beside every article of the matter.

use super::runs::Run;
use super::shingle::{Shingler, UNITS, WORD};

/// A phrase comes back with every entry of a list, or the entry itself is printed twice: after so many
/// words at most. The captions of the galleries this was measured on have 20 to 90.
const ENTRY: u32 = 100 * WORD;

/// A list has so many words; in prose two turns of phrase may come back within less.
const LIST: u32 = 150 * WORD;

/// A roster has so many names at least: "Iowa, Nevada and South Carolina" is prose.
const NAMES: usize = 12;

/// Words of one of them, at most.
const NAME: usize = 6;

/// The rosters of a text: commas with a name between any two. `words` have their units, whether they
/// have a capital, and whether a comma stands before them.
pub(super) fn rosters(words: impl Iterator<Item = (u32, bool, bool)>) -> Vec<Run> {
    let mut rosters = Vec::new();
    let mut place = 0;
    // Where the entries so far began, where they end, and how many they are.
    let (mut start, mut end, mut entries) = (0, 0, 0);
    // Words of the entry that is being read, and how many of them have a capital.
    let (mut length, mut capitals) = (0, 0);
    let mut flush = |start: u32, end: u32, entries: usize| {
        if entries >= NAMES {
            rosters.push((start, end - start));
        }
    };
    for (units, capital, after_comma) in words {
        if after_comma {
            // A word of it may be small: "Rita de Souza", "and Lev Ander".
            if (1..=NAME).contains(&length) && capitals > 0 && capitals + 1 >= length {
                entries += 1;
                end = place;
            } else {
                flush(start, end, entries);
                (start, entries) = (place, 0);
            }
            (length, capitals) = (0, 0);
        }
        length += 1;
        capitals += usize::from(capital);
        place += units;
    }
    flush(start, end, entries);
    rosters
}

/// The lists of a text whose coarse shingles are `(hash, place)`, sorted: where phrases come back so soon
/// that the stretches between them leave no gap, and its `rosters`.
pub(super) fn lists(shingles: impl IntoIterator<Item = (u32, u32)>, rosters: Vec<Run>) -> Vec<Run> {
    let mut stretches: Vec<Run> = Vec::new();
    let mut last = None;
    for (hash, place) in shingles {
        if let Some((_, before)) =
            last.filter(|(same, before)| *same == hash && place - before <= ENTRY)
        {
            stretches.push((before, place - before + UNITS));
        }
        last = Some((hash, place));
    }
    stretches.sort_unstable();
    let mut lists = joined(stretches, 0);
    lists.retain(|(_, units)| *units >= LIST);
    // Between two lists that stand so close is an entry that was printed once, or another list's head.
    let mut lists = joined(lists, ENTRY);
    lists.extend(rosters);
    lists.sort_unstable();
    joined(lists, 0)
}

/// Stretches, sorted, with those that leave a gap of at most `gap` between them made one.
fn joined(stretches: Vec<Run>, gap: u32) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for (place, units) in stretches {
        match joined.last_mut() {
            Some((start, length)) if place <= *start + *length + gap => {
                *length = (*length).max(place + units - *start);
            }
            _ => joined.push((place, units)),
        }
    }
    joined
}

/// Those of `body`.
pub(super) fn of(body: &str) -> Vec<Run> {
    let mut shingler = Shingler::new();
    shingler.read(body);
    let coarse = shingler.shingles().iter().filter(|shingle| !shingle.fine);
    let mut shingles: Vec<_> = coarse.map(|shingle| (shingle.hash as u32, shingle.place)).collect();
    shingles.sort_unstable();
    lists(shingles, shingler.rosters())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` words that nothing else has.
    fn prose(tag: &str, count: usize) -> String {
        (0..count).map(|n| format!("{tag}{n} ")).collect()
    }

    fn words(body: &str) -> Vec<Run> {
        of(body).into_iter().map(|(place, units)| (place / WORD, units / WORD)).collect()
    }

    #[test]
    fn what_stands_between_the_refrains_is_a_list() {
        let entry =
            |n: usize| format!("View of the harbour front {}", prose(&format!("e{n}x"), 35));
        let list: String = (0..6).map(entry).collect();
        let text = prose("a", 100) + &list + &prose("b", 100);
        assert_eq!(words(&text), [(100, 5 * 40 + 5)]);
    }

    #[test]
    fn entries_that_are_printed_twice_are_a_list() {
        let list: String = (0..5).map(|n| prose(&format!("e{n}x"), 30).repeat(2)).collect();
        assert_eq!(words(&(prose("a", 100) + &list)), [(100, 300)]);
        // One that is printed once belongs to the list it stands in, prose between two lists does not.
        let around = |between: usize| list.clone() + &prose("b", between) + &list.replace('e', "f");
        assert_eq!(words(&around(50)), [(0, 650)]);
        assert_eq!(words(&around(150)), [(0, 300), (450, 300)]);
    }

    #[test]
    fn a_phrase_that_comes_back_in_prose_is_none() {
        let phrase = "the harbour master of Lowmoor ";
        let soon = [&prose("a", 60), phrase, &prose("b", 60), phrase, &prose("c", 60)].concat();
        assert!(words(&soon).is_empty());
        // Nor is a whole report that is printed once more.
        assert!(words(&prose("a", 200).repeat(2)).is_empty());
        assert!(words("").is_empty());
    }

    #[test]
    fn names_in_a_row_are_a_list() {
        let names = |count: usize| -> String {
            (0..count).map(|n| format!("Ada{n} de Marholm{n}, ")).collect()
        };
        let found = words(&format!("{}: {}{}", prose("a", 40), names(20), prose("b", 30)));
        // The first goes with the words before it.
        assert_eq!(found, [(43, 57)]);
        // A few in a sentence are none, nor are clauses.
        assert!(words(&format!("He met {} and left.", names(8))).is_empty());
        let clauses: String = (0..30).map(|n| format!("then Lowmoor saw ships{n} go, ")).collect();
        assert!(words(&clauses).is_empty());
    }
}
