//! The table of a story's facts: what is folded, what stays in sight, who is held against whom.

use super::*;
use crate::corpus::{ArticleDate, Precision};
use crate::diff::facts::{Column, Context, FactKind, Report, Table, Value, of, variants};
use proptest::prelude::*;

const HOUR: i64 = 3_600;

fn date(hours: i64) -> Option<ArticleDate> {
    Some(ArticleDate { seconds: hours * HOUR, precision: Precision::Minute })
}

/// A table of `rows` rows in which the report in column `c` says `said[row][c]`, nothing where that is
/// negative.
fn stated(said: &[Vec<i32>]) -> Arc<Stated> {
    let reports = said.first().map_or(0, Vec::len);
    let columns = (0..reports).map(|report| Column {
        report,
        label: String::new(),
        date: date(report as i64),
    });
    let row = |(at, said): (usize, &Vec<i32>)| {
        let mut values: Vec<Value> = Vec::new();
        let mut cells = Vec::new();
        for (column, number) in said.iter().enumerate().filter(|(_, number)| **number >= 0) {
            let text = number.to_string();
            let known = values.iter().position(|value| value.value == text);
            let variant = known.unwrap_or(values.len());
            match values.get_mut(variant) {
                Some(value) => value.reports += 1,
                None => values.push(Value { value: text.clone(), first: column, reports: 1 }),
            }
            cells.push(Cell {
                column,
                variant,
                value: text.clone(),
                number: Some(f64::from(*number)),
                text,
                modifier: None,
                span: Default::default(),
                differs: variant > 0,
            });
        }
        Row {
            label: format!("fact {at}"),
            about: String::new(),
            kind: FactKind::Figure,
            disagrees: values.len() > 1,
            cells,
            values,
        }
    };
    let rows = said.iter().enumerate().map(row).collect();
    let reports = (0..reports as u64).map(ArticleId).collect();
    Arc::new(Stated { reports, table: Table { columns: columns.collect(), rows } })
}

fn grid(said: &[Vec<i32>]) -> Grid {
    Grid::new(stated(said), |id| Some(id.0 as usize), |_| 8)
}

fn area(width: u16, height: u16) -> Rect {
    Rect::new(0, 0, width, height)
}

#[test]
fn reports_that_state_exactly_the_same_share_a_column() {
    let mut grid = grid(&[vec![40, 60, 60, 40, -1], vec![7, 7, 7, -1, -1]]);
    let of = |grid: &Grid| grid.groups.iter().map(|group| group.of.clone()).collect::<Vec<_>>();
    // The fourth leaves out what the first says, and so is no copy of it.
    assert_eq!(of(&grid), [vec![0], vec![1, 2], vec![3], vec![4]]);
    assert_eq!(
        (grid.group_at(2), grid.lead(1), folded(2).as_deref()),
        (Some(1), Some(1), Some("+1"))
    );
    grid.toggle_fold();
    assert_eq!(of(&grid), [[0], [1], [2], [3], [4]]);
}

#[test]
fn what_is_disputed_comes_first_and_can_stand_alone() {
    let mut grid = grid(&[vec![40, 60], vec![7, 7], vec![-1, 9]]);
    let lines =
        [Line::Row(0), Line::Caption(AGREE), Line::Row(1), Line::Caption(ALONE), Line::Row(2)];
    assert_eq!(grid.lines, lines);
    grid.step(1);
    assert_eq!((grid.line(), grid.place()), (Some(2), (2, 3)));
    grid.toggle_differing();
    assert_eq!((grid.lines.as_slice(), grid.place()), (&lines[..1], (1, 1)));
    grid.step(isize::MIN);
    grid.toggle_differing();
    assert_eq!(grid.line(), Some(0), "the same fact is selected");
    assert!(!grid.select(1), "a caption is no fact");
    assert!(grid.select(4));
    assert_eq!(grid.selected().map(|row| row.label.as_str()), Some("fact 2"));
}

#[test]
fn a_report_is_held_against_the_last_before_it_that_says_something_else() {
    let mut grid = grid(&[vec![40, 60, 60, 63, 60], vec![-1, 7, 7, 7, 7]]);
    let rivals = |grid: &Grid| (0..5).map(|place| grid.rival(place)).collect::<Vec<_>>();
    assert_eq!(rivals(&grid), [Some(1), Some(0), Some(0), Some(2), Some(3)]);
    grid.step(1);
    assert_eq!(rivals(&grid), [None; 5]);
}

#[test]
fn columns_scroll_as_far_as_they_must_and_no_further() {
    let mut grid = grid(&[(0..30).collect()]);
    grid.fit(area(60, 10), Signs::Styles, 0);
    let seen = grid.seen();
    assert!(seen.start == 0 && seen.len() >= 4, "{seen:?}");
    grid.reveal_report(seen.end);
    assert_eq!(grid.seen(), 1..seen.end + 1);
    grid.reveal_report(29);
    assert_eq!(grid.seen().end, 30);
    let left = grid.left;
    grid.reveal_report(left);
    assert_eq!(grid.left, left, "it was in sight");
    grid.fit(area(2_000, 10), Signs::Styles, 29);
    assert_eq!(grid.seen(), 0..30, "no space is left empty that reports could have");
}

#[test]
fn one_walks_from_column_to_column_whatever_is_folded() {
    let grid = grid(&[vec![1, 2, 2, 3]]);
    assert_eq!(grid.neighbour(0, 1), Some(1));
    assert_eq!(grid.neighbour(2, 1), Some(3), "from within a fold");
    assert_eq!(grid.neighbour(3, 1), Some(3));
    assert_eq!(grid.neighbour(3, -1), Some(1));
    assert_eq!(grid.neighbour(99, 1), Some(0), "one that was not read leads to the first");
}

#[test]
fn a_figure_has_a_course_where_it_changed_and_the_times_are_known() {
    let undated = |said: &[Vec<i32>], dates: &[Option<ArticleDate>]| {
        let mut stated = Stated::clone(&stated(said));
        for (column, date) in stated.table.columns.iter_mut().zip(dates) {
            column.date = *date;
        }
        Grid::new(Arc::new(stated), |id| Some(id.0 as usize), |_| 8).series()
    };
    let said = [vec![40, 60, 63]];
    let series = undated(&said, &[date(1), date(5), None]).unwrap();
    let points: Vec<_> = series.points.iter().map(|p| (p.seconds / HOUR, p.value)).collect();
    assert_eq!((points, series.undated), (vec![(1, 40.0), (5, 60.0)], 1));
    assert_eq!(undated(&[vec![60, 60, 63]], &[date(1), date(5), None]), None, "it did not change");
    assert_eq!(undated(&said, &[date(1), date(1), date(1)]), None, "all at one time");
    let month = Some(ArticleDate { precision: Precision::Month, ..date(0).unwrap() });
    assert_eq!(undated(&said, &[month, date(5), None]), None, "a month is no time");
}

#[test]
fn a_table_made_anew_shows_what_the_one_before_did() {
    let body =
        |dead: u32| format!("The fire killed {dead} people on the pier. The port lost 7 boats.");
    let bodies = [40, 60, 63].map(body);
    let facts: Vec<_> = bodies.iter().map(|body| of(body, &Context::default())).collect();
    let table = |n: usize| {
        let reports: Vec<_> = (0..)
            .zip(&facts)
            .take(n)
            .map(|(at, facts)| Report { label: "", date: date(at), facts })
            .collect();
        let reports = (variants(&reports), (0..n as u64).map(ArticleId).collect());
        Grid::new(
            Arc::new(Stated { table: reports.0, reports: reports.1 }),
            |id| Some(id.0 as usize),
            |_| 8,
        )
    };
    let mut before = table(2);
    before.fit(area(60, 10), Signs::Styles, 0);
    before.step(1);
    before.toggle_fold();
    let label = before.selected().map(|row| row.label.clone());
    assert!(label.is_some());
    let mut after = table(3);
    after.resume(&before);
    assert_eq!(after.selected().map(|row| row.label.clone()), label);
    assert_eq!((after.unfolded, after.groups.len()), (true, 3));
}

proptest! {
    #[test]
    fn the_selection_is_in_sight_whatever_is_done(
        said in prop::collection::vec(prop::collection::vec(-1..4i32, 9), 0..30),
        done in prop::collection::vec((0..8usize, 0..30usize, 0..90u16), 0..30),
    ) {
        let mut grid = grid(&said);
        let mut place = 0;
        for (what, n, size) in done {
            let mut shown = matches!(what, 0 | 2);
            match what {
                0 => grid.step(n as isize - 15),
                1 => grid.scroll(n as isize - 15),
                2 => grid.toggle_differing(),
                3 => grid.toggle_fold(),
                4 => grid.fit(area(size, n as u16), Signs::Drawn, place),
                5 => grid.fit(area(size, n as u16), Signs::Styles, place),
                6 => shown = grid.select(n),
                _ => place = grid.neighbour(place, n as isize - 15).unwrap_or(place),
            }
            grid.reveal_report(place);
            let seen = grid.seen();
            prop_assert!(seen.end <= grid.groups.len());
            prop_assert!(grid.group_at(place).is_none_or(|group| seen.contains(&group)));
            prop_assert!(grid.top < grid.lines.len().max(1));
            if shown && grid.height() > 0 {
                let seen = grid.top..grid.top + grid.height();
                prop_assert!(grid.line().is_none_or(|line| seen.contains(&line)));
            }
            prop_assert_eq!(grid.line().is_some(), !grid.lines.is_empty());
        }
    }
}
