//! Variants on invented reports, on the stories of the sample and, where it is there, on real text.

use super::*;
use crate::corpus::{Precision, metadata};
use crate::diff::facts::{Context, of};
use std::path::{Path, PathBuf};

/// Facts of reports a day apart, and their table.
fn table_of(bodies: &[&str]) -> Table {
    let day = |n: usize| ArticleDate {
        seconds: 1_931_904_000 + 86_400 * n as i64,
        precision: Precision::Day,
    };
    let facts: Vec<Vec<Fact>> = bodies
        .iter()
        .enumerate()
        .map(|(n, body)| of(body, &Context { date: Some(day(n)), lang: Some("en") }))
        .collect();
    let reports: Vec<Report<'_>> = facts
        .iter()
        .enumerate()
        .map(|(n, facts)| Report { label: "", date: Some(day(n)), facts })
        .collect();
    variants(&reports)
}

/// Column and value of each cell of the first row with this label.
fn row(table: &Table, label: &str) -> Vec<(usize, String)> {
    let row = table.rows.iter().find(|row| row.label == label);
    let row = row.unwrap_or_else(|| panic!("no {label} in {:#?}", table.rows));
    row.cells.iter().map(|cell| (cell.column, cell.value.clone())).collect()
}

#[track_caller]
fn is_row(table: &Table, label: &str, expected: &[(usize, &str)]) {
    let row = row(table, label);
    let row: Vec<(usize, &str)> = row.iter().map(|(at, value)| (*at, value.as_str())).collect();
    assert_eq!(row, expected, "{label}");
}

#[test]
fn a_toll_is_followed_through_its_reports_and_marked_where_it_differs() {
    let table = table_of(&[
        "The fire at the pier left at least 40 people dead, police said.",
        "A fire at the pier killed 60 people, the coast guard said.",
        "The death toll has reached 60 after the fire at the pier, police said.",
        "The toll rose to 63 dead. An earlier fire in Norwick killed 5 people in 1987.",
    ]);
    is_row(&table, "dead", &[(0, "40"), (1, "60"), (2, "60"), (3, "63")]);
    let row = &table.rows[0];
    assert!(row.disagrees && row.label == "dead");
    let differs: Vec<bool> = row.cells.iter().map(|cell| cell.differs).collect();
    assert_eq!(differs, [true, false, false, true]);
    let first: Vec<(&str, usize)> =
        row.values.iter().map(|v| (v.value.as_str(), v.first)).collect();
    assert_eq!(first, [("40", 0), ("60", 1), ("63", 3)]);
    assert!(table.rows.iter().any(|row| row.cells.len() == 1 && row.cells[0].value == "5"));
}

#[test]
fn reports_stand_in_order_of_time_whatever_order_they_come_in() {
    let day = |seconds| ArticleDate { seconds, precision: Precision::Day };
    let report = |label, date| Report { label, date, facts: &[] };
    let table =
        variants(&[report("c", None), report("b", Some(day(90_000))), report("a", Some(day(0)))]);
    let order: Vec<(usize, &str)> =
        table.columns.iter().map(|c| (c.report, c.label.as_str())).collect();
    assert_eq!(order, [(2, "a"), (1, "b"), (0, "c")]);
    assert_eq!(variants(&[]), Table::default());
    // One without a date stands after what it was taken from, however long the line, and in a ring too.
    let undated = [
        report("a", Some(day(0))),
        report("b", Some(day(90_000))),
        report("c", None),
        report("d", None),
        report("e", None),
        report("f", None),
    ];
    let sources = [None, None, Some(3), Some(0), Some(5), Some(4)];
    let order: Vec<usize> =
        variants_of(&undated, &sources).columns.iter().map(|c| c.report).collect();
    assert_eq!(order, [0, 3, 2, 1, 4, 5]);
}

#[test]
fn a_name_is_one_persons_however_it_is_spelt() {
    let table = table_of(&[
        "The cause was unknown, harbour master Edvin Stroud said on the quay.",
        "The cause was unknown, harbour master Edwin Stroud said on the quay.",
        "The cause was unknown, harbour master Edvin Straud said on the quay.",
        "The cause is known now. On the quay Stroud said so on Friday.",
    ]);
    let row = &table.rows[0];
    assert_eq!((row.kind, row.label.as_str()), (FactKind::Name, "harbour master"));
    assert_eq!(row.values.len(), 3, "{row:#?}");
    assert_eq!(row.cells.len(), 4);
}

#[test]
fn two_people_of_one_last_name_are_two() {
    let table = table_of(&[
        "We met the librarian, Agathe Simm, on the quay on Friday.",
        "The first letter is by the engineer Karl Simm, who had left.",
        "We met the librarian, Agatha Simm, on the quay on Friday.",
    ]);
    let librarian = table.rows.iter().find(|row| row.label == "librarian").unwrap();
    assert_eq!((librarian.cells.len(), librarian.disagrees), (2, true), "{librarian:#?}");
    assert!(table.rows.iter().any(|row| row.label == "engineer" && row.cells.len() == 1));
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").join(name)
}

/// The table of some files.
fn read(paths: &[PathBuf]) -> Table {
    let read = |path: &PathBuf| {
        let body = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let date = metadata::read(&body).date;
        let facts = of(&body, &Context { date, lang: None });
        (date, facts)
    };
    let read: Vec<_> = paths.iter().map(read).collect();
    let reports: Vec<Report<'_>> =
        read.iter().map(|(date, facts)| Report { label: "", date: *date, facts }).collect();
    variants(&reports)
}

#[test]
fn the_ferry_fire_of_the_sample() {
    let names = [
        "calder-post-0810",
        "meridian-wire-1145",
        "lantern-1302",
        "ostrand-courier-1420",
        "coast-fm-1830",
        "meridian-wire-0323",
        "calder-post-0323",
        "meridian-wire-0324",
    ];
    let table = read(&names.map(|name| sample(&format!("ferry-fire/{name}.txt"))));
    let order: Vec<usize> = table.columns.iter().map(|c| c.report).collect();
    assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7]);
    let values = |label| row(&table, label).into_iter().map(|(_, v)| v).collect::<Vec<_>>();
    assert_eq!(values("dead"), ["40", "60", "60", "60", "60", "63", "63", "63"]);
    assert_eq!(values("injured"), ["100", "100", "115", "100", "115", "117", "115", "117"]);
    is_row(&table, "vessels", &[(0, "3"), (1, "2"), (2, "2"), (3, "3")]);
    is_row(
        &table,
        "people",
        &[(0, "31"), (1, "31"), (2, "31"), (3, "13"), (5, "31"), (6, "31"), (7, "31")],
    );
    is_row(&table, "skipper", &[(5, "Osk Lindqvare"), (6, "Oskar Lindqvare")]);
    is_row(&table, "aged", &[(5, "71"), (6, "74")]);
    is_row(
        &table,
        "harbour master",
        &[(0, "Edvin Stroud"), (1, "Edvin Stroud"), (2, "Edwin Stroud"), (3, "Edvin Stroud")],
    );
    let disagreeing: Vec<&str> =
        table.rows.iter().filter(|row| row.disagrees).map(|row| row.label.as_str()).collect();
    assert_eq!(disagreeing.len(), 8, "and nothing else: {disagreeing:?}");
}

#[test]
fn the_flood_of_the_sample() {
    let names = [
        "upland-herald-1109-1120",
        "upland-herald-1109-2105",
        "meridian-wire-1110",
        "upland-herald-1111",
    ];
    let table = read(&names.map(|name| sample(&format!("vell-flood/{name}.txt"))));
    is_row(&table, "dead", &[(0, "3"), (1, "7"), (2, "11"), (3, "9")]);
    is_row(&table, "missing", &[(0, "20"), (1, "16"), (2, "12"), (3, "4")]);
    assert!(table.rows.iter().any(|row| {
        let values: Vec<&str> = row.values.iter().map(|v| v.value.as_str()).collect();
        values == ["400", "650"]
    }));
}

#[test]
fn real_reports_of_one_event_drift() {
    let Some(data) = std::env::var_os("RETOLD_DATA") else { return };
    let seeds = Path::new(&data).join("seeds");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&seeds)
        .unwrap_or_else(|error| panic!("{}: {error}", seeds.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let table = read(&paths);
    let by_report = |row: &Row| {
        let of = |c: &Cell| (table.columns[c.column].report, c.value.clone());
        let mut cells: Vec<(usize, String)> = row.cells.iter().map(of).collect();
        cells.sort();
        cells.into_iter().map(|(_, value)| value).collect::<Vec<_>>()
    };
    let dead: Vec<&Row> = table.rows.iter().filter(|row| row.label == "dead").collect();
    assert_eq!(by_report(dead[0]), ["60", "40", "137", "133", "40"]);
    assert!(dead[0].disagrees);
    let other = dead.iter().find(|row| row.cells.iter().any(|cell| cell.value == "103"));
    assert!(!other.unwrap().disagrees, "another attack's toll is another fact");
}
